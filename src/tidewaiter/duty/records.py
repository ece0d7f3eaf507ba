"""The records of the duty half: what the lawbook's ``duties.yml`` and tables say, once read and typed.

A *measure* is one duty with its periods. A *period* fixes rate, heading and citation for a span of days. An
*exception* takes goods out of a measure, or gives them another rate, where all its conditions hold.
Relations are data: ``replaces`` (the other duty is not charged where this one is), ``charged`` (an
exception that holds where another duty is charged), ``answers`` (another state's act).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

INLINE = "code:"  # a list that is one code: what a what-if names, no list of the lawbook
HOME = "US"  # the destination that is meant where none is named


@dataclass(frozen=True, slots=True)
class Period:
    """One span of a measure, ``[since, until)``: which rate it bears, under which heading, by which text."""

    since: date
    rate: str  # a duty sentence; read by tidewaiter.duty.sentence
    cite: str
    until: date | None = None
    heading: str = ""
    kind: str = "add"  # add: on top of column 1; all_in: tops column 1 up to this rate
    heading_at_floor: str = ""  # all_in, where column 1 already reaches the rate
    origins: tuple[str, ...] = ()  # empty: those of the measure
    products: tuple[str, ...] = ()  # empty: those of the measure
    not_products: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()  # all must hold ("not x": must not)
    base: str = "value"  # value, or the content that is charged: steel, aluminum, copper
    status: str = ""  # overrides the measure's: suspended
    announced: date | None = None
    text_date: date | None = None  # of publication: later than ``since`` where the text is retroactive
    verified: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in ``[since, until)``."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Exemption:
    """Goods that a measure does not charge, or charges at ``rate`` instead, where every condition holds."""

    why: str
    cite: str
    heading: str = ""
    rate: str = ""  # empty: nothing is charged
    origins: tuple[str, ...] = ()
    not_origins: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    not_products: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    # decides the fact loaded_in_time (or exported_in_time) where the day is known
    loaded_before: date | None = None
    loaded_from: date | None = None
    # measures or authorities: takes out the value on which one of them is charged
    charged: tuple[str, ...] = ()
    share: str = ""  # a content fact: takes out that share of the value
    at_least: int = 0  # ... if the share reaches this percentage
    at_most: int = 100  # ... and no more of the value than this percentage
    text_date: date | None = None
    verified: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in ``[since, until)``."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Measure:
    """One duty, across its periods."""

    id: str
    instrument: str
    title: str
    authority: str
    territory: str
    periods: tuple[Period, ...]
    exceptions: tuple[Exemption, ...] = ()
    origins: tuple[str, ...] = ()  # empty: every origin
    not_origins: tuple[str, ...] = ()
    products: tuple[str, ...] = ()  # empty: every line
    not_products: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    refund: str = ""  # the ruling that made it refundable
    status: str = ""  # never_in_force
    note: str = ""

    @property
    def first_day(self) -> date | None:
        """The first day on which any period runs."""
        return min((p.since for p in self.periods), default=None)


class Ruling(NamedTuple):
    """A judgment that changes what is owed, not what was assessed."""

    id: str
    title: str
    decided: date
    effect: str
    cite: str


class Notice(NamedTuple):
    """A duty beside this sum that is named, never computed (an antidumping order)."""

    id: str
    title: str
    origins: tuple[str, ...]  # empty: any
    codes: tuple[str, ...]
    since: date
    text: str
    cite: str
    until: date | None = None


class ParcelSpell(NamedTuple):
    """A span in which shipments of small value are treated one way, ``[since, until)``."""

    since: date
    # free; duties: those of the line are owed; post: a rate in lieu of them, where they come by post
    way: str
    why: str
    cite: str
    until: date | None = None
    origins: tuple[str, ...] = ()  # empty: every origin
    not_origins: tuple[str, ...] = ()
    rate: str = ""  # by post: of the value
    # by post: the rate is what the duties of these powers come to for the origin
    sum_of: tuple[str, ...] = ()
    # by post: a sum an item that may be owed instead, "160 16-25.001" for rates in [16, 25.001)
    items: tuple[str, ...] = ()
    refund: str = ""  # the ruling that made it refundable
    verified: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in ``[since, until)``."""
        return self.since <= day and (self.until is None or day < self.until)


class Parcels(NamedTuple):
    """A law on shipments of small value, of one person on one day."""

    id: str
    territory: str
    title: str
    limit: int  # the highest value, in the currency of the tariff
    free: str  # the fact by which the freedom is claimed
    post: str  # the fact that the shipment comes by post
    cite: str
    spells: tuple[ParcelSpell, ...]


class Fact(NamedTuple):
    """Something that an entry may state, or leave unknown."""

    id: str
    kind: str  # claim, use, loading (the day of loading decides it), content
    ask: bool
    question: str
    order: int = 0  # content: the value of which no share is stated counts for the first that is charged on; 0: for none


class Program(NamedTuple):
    """A preference: the claim, the letters of the tariff's rates it opens, who may claim."""

    territory: str
    claim: str
    letters: tuple[str, ...]
    origins: tuple[str, ...] = ()  # empty: any
    question: str = ""  # asked of goods of any origin, where the claim would lower the rate
    substances: str = ""  # file beside the schedule's lines: substances that are entitled, by number and line


class TariffColumn(NamedTuple):
    """A column of rates, of the schedule's file or at one rate. Of the columns that are open to the goods, the last
    gives their rate.
    """

    key: str  # of the schedule's file
    name: str
    origins: tuple[str, ...] = ()  # empty: every origin
    # its rates carry letters, and are open where a programme of these letters is claimed
    programs: bool = False
    rate: str = ""  # one rate of all its lines: it is no column of the file
    products: tuple[str, ...] = ()  # the lists that hold those lines; empty: every line
    heading: str = ""  # under which it is reported, where not under the line itself
    cite: str = ""

    @property
    def in_file(self) -> bool:
        """Whether its rates stand in the schedule's file."""
        return not self.rate


class Tariff(NamedTuple):
    """A territory's own tariff: its columns, and where its lines stand. The first column is open to all."""

    territory: str
    lines: str  # the folder of its schedules
    columns: tuple[TariffColumn, ...]  # in the order of the file
    currency: str
    cite: str
    edition_day: str  # first day of the edition whose lines the lawbook holds
    binds_from: str = ""  # the hour, in words
    rates_read_from: str = ""  # rates were read in editions from this day on
    before_read: str = ""  # what an answer says of an earlier day
    obtain: str = ""  # how to get a schedule that is not held
    digits: int = 10  # of its lines; what a longer code adds is no part of the tariff
    conversion: str = ""  # at which rate a value in another currency is converted
    says: tuple[str, ...] = ()  # what every answer says of what is not in it

    @property
    def in_file(self) -> tuple[TariffColumn, ...]:
        """The columns of the schedule's file, in its order."""
        return tuple(column for column in self.columns if column.in_file)


class Authority(NamedTuple):
    """The power under which duties are set, as charts name and draw it."""

    id: str
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class DutyInstrument:
    """The text that a group of measures stands in."""

    key: str
    title: str
    citation: str
    territory: str
    coverage: str
    missing: tuple[str, ...]
    verified_through: date


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything the lawbook says of duties, except the lists of lines and the schedules (see
    ``DutyBook``).
    """

    measures: dict[str, Measure]
    rulings: dict[str, Ruling]
    notices: tuple[Notice, ...]
    facts: dict[str, Fact]
    programs: tuple[Program, ...]
    instruments: dict[str, DutyInstrument]
    territories: dict[str, str]
    groups: dict[str, tuple[tuple[str, date | None, date | None], ...]]
    settings: dict[str, str] = field(default_factory=dict)  # first_day, horizon, rounding, currency
    tariffs: dict[str, Tariff] = field(default_factory=dict)  # by territory
    authorities: dict[str, Authority] = field(default_factory=dict)
    parcels: tuple[Parcels, ...] = ()

    @property
    def aliases(self) -> dict[str, str]:
        """Other codes in use for an origin: UK is GB."""
        pairs = (word.partition("=") for word in self.settings.get("aliases", "").split())
        return {other: code for other, _, code in pairs}

    def origin(self, text: str) -> str:
        """The code under which an origin is held, however it is written: ``uk`` is ``GB``."""
        code = text.strip().upper()
        return self.aliases.get(code, code)

    @property
    def served(self) -> tuple[str, ...]:
        """The destinations of which duties are held."""
        return tuple(sorted({*self.tariffs, *(m.territory for m in self.measures.values())}))

    @property
    def contents(self) -> tuple[str, ...]:
        """The contents that part the value among them, in the order in which an unknown share is laid on."""
        ordered = sorted((fact.order, fact.id) for fact in self.facts.values() if fact.order)
        return tuple(name for _, name in ordered)

    def refund_of(self, measure: str) -> str:
        """The ruling that made a measure, or what the post charges on small shipments, refundable."""
        if measure in self.measures:
            return self.measures[measure].refund
        return next((s.refund for p in self.parcels if p.id == measure for s in p.spells if s.refund), "")

    def by_loading(self, name: str) -> bool:
        """Whether the day of loading decides a fact."""
        return name in self.facts and self.facts[name].kind == "loading"

    def currency(self, territory: str) -> str:
        """The currency in which a value is declared there."""
        held = self.tariffs.get(territory)
        return held.currency if held else self.settings["currency"]


def change_days(tables: Tables, territory: str, listed: Iterable[tuple[str, str, str, str]]) -> list[date]:
    """Every day on which an answer can change for goods on lists (rows: list, since, until, part)."""
    days = {d for rows in tables.groups.values() for _, *span in rows for d in span if d}
    for measure in tables.measures.values():
        if measure.territory == territory:
            days.update(d for p in measure.periods for d in (p.since, p.until) if d)
            days.update(d for e in measure.exceptions for d in (e.since, e.until) if d)
    days.update(date.fromisoformat(d) for _, since, until, _ in listed for d in (since, until) if d)
    return sorted(days)


def members(tables: Tables, names: tuple[str, ...], day: date) -> frozenset[str]:
    """The territories named by ``names`` on ``day``, groups such as EU written out."""
    found: set[str] = set()
    for name in names:
        if name in tables.groups:
            found.update(
                code
                for code, since, until in tables.groups[name]
                if (since is None or since <= day) and (until is None or day < until)
            )
        else:
            found.add(name)
    return frozenset(found)
