"""A whole lawbook in memory: what stands between its files and its index."""

from __future__ import annotations

from tidewaiter.lawbook.beside import ActOfLaw, Event, Party, PartyInstrument, Point, Series
from tidewaiter.lawbook.records import (
    Assumption,
    Case,
    Code,
    Decision,
    Disagreement,
    Entry,
    Exception_,
    Instrument,
    Limit,
    Measure,
    Member,
    Membership,
    Name,
    Product,
    Reason,
    State,
    Substance,
)


class Records:
    """A whole lawbook in memory, as read from its files."""

    def __init__(self) -> None:
        self.instruments: dict[str, Instrument] = {}
        self.entries: list[Entry] = []
        self.exceptions: list[Exception_] = []
        self.limits: list[Limit] = []
        self.measures: list[Measure] = []
        self.substances: dict[str, Substance] = {}
        self.names: list[Name] = []
        self.members: list[Member] = []
        self.products: list[Product] = []
        self.decisions: list[Decision] = []
        self.reasons: list[Reason] = []
        self.assumptions: list[Assumption] = []
        self.cases: list[Case] = []
        self.vocabulary: dict[str, dict[str, str]] = {}
        self.memberships: list[Membership] = []
        self.states: list[State] = []
        self.codes: list[Code] = []
        self.disagreements: list[Disagreement] = []
        self.events: list[Event] = []
        self.acts: list[ActOfLaw] = []
        self.series: dict[str, Series] = {}
        self.points: list[Point] = []
        self.party_instruments: dict[str, PartyInstrument] = {}
        self.parties: list[Party] = []
        self.duty_ids: frozenset[str] = (
            frozenset()
        )  # duty measures, rulings and their instruments: an event may name them
        self.classes: frozenset[str] = frozenset()  # ids of the class definitions that stand in classes/
        self.where: dict[str, tuple[str, int]] = {}  # record id -> file, line
