"""A whole lawbook in memory: what stands between its files and its index."""

from __future__ import annotations

from tidewaiter.lawbook import beside, records


class Records:
    """A whole lawbook in memory, as read from its files."""

    def __init__(self) -> None:
        self.instruments: dict[str, records.Instrument] = {}
        self.entries: list[records.Entry] = []
        self.exceptions: list[records.Exception_] = []
        self.limits: list[records.Limit] = []
        self.measures: list[records.Measure] = []
        self.substances: dict[str, records.Substance] = {}
        self.names: list[records.Name] = []
        self.members: list[records.Member] = []
        self.products: list[records.Product] = []
        self.decisions: list[records.Decision] = []
        self.reasons: list[records.Reason] = []
        self.assumptions: list[records.Assumption] = []
        self.cases: list[records.Case] = []
        self.vocabulary: dict[str, dict[str, str]] = {}
        self.memberships: list[records.Membership] = []
        self.states: list[records.State] = []
        self.codes: list[records.Code] = []
        self.disagreements: list[records.Disagreement] = []
        self.events: list[beside.Event] = []
        self.acts: list[beside.ActOfLaw] = []
        self.provisions: list[beside.Provision] = []
        self.series: dict[str, beside.Series] = {}
        self.points: list[beside.Point] = []
        self.party_instruments: dict[str, beside.PartyInstrument] = {}
        self.parties: list[beside.Party] = []
        # duty measures, rulings and their instruments: an event may name them
        self.duty_ids: frozenset[str] = frozenset()
        self.classes: frozenset[str] = frozenset()  # ids of the class definitions that stand in classes/
        self.where: dict[str, tuple[str, int]] = {}  # record id -> file, line
