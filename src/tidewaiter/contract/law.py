"""What the lawbook tells of itself when it is browsed, and what is told beside it. Rows are printed as they stand."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from typing_extensions import TypedDict

from tidewaiter.contract.words import LawbookOf, Number, OneOf, Plain, Rows, Says
from tidewaiter.dates import Since

Texts = tuple[str, ...]


CHANGES = ("added", "removed", "moved", "re-enacted")  # between two days, what is new first


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How much of one instrument the lawbook holds."""

    instrument: str
    title: str
    territory: str
    counted: Annotated[str, Says("What is counted: listings, duties, parties, events, figures")]
    entries: int
    current: int | None  # None where nothing is in force or not
    levels: dict[str, int]  # by what was read
    day_levels: dict[str, int]  # listings by what was read for the day
    bounded: int  # listings whose first day is only bounded
    status: str
    missing: Texts
    verified_through: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """What differs for one substance or class in one territory between two days."""

    territory: str
    covers: str
    name: str
    change: Annotated[str, OneOf(*CHANGES)]
    before: Texts  # instrument and list
    after: Texts
    day: date | None  # the first day of the new state, or the end of the old
    cite: str


@dataclass(frozen=True, slots=True)
class Spell:
    """One listing in the life of a substance."""

    territory: str
    instrument: str
    list: str
    clause: str
    basis: str
    outcome: str
    since: Since
    until: date | None
    announced: date | None
    cite: str
    entry: str
    events: Texts  # what is told beside the law and concerns this listing


@dataclass(frozen=True, slots=True)
class Lag:
    """The treaty's day for a substance and one territory's, with the days between."""

    substance: str
    name: str
    treaty: str  # instrument and list
    decision: str
    decided: date | None
    binds: Since
    territory: str
    since: Since | None  # None: no listing found in what the lawbook holds
    days_after_decision: int | None
    days_after_binding: int | None
    implements: str
    exact: bool  # whether the days of both are known: where one is a bound, so is the difference


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that was said, agreed, decided or threatened, and what became of it."""

    id: str
    day: str  # as exact as its source: a day, a month, a year, a bound
    issuer: str
    territories: Texts
    topic: str
    kind: str
    title: str
    due: date | None  # the day for which it was announced
    status: str  # on the day asked, or as the lawbook knows in the end
    settled: date | None
    measures: Texts
    answers: Texts
    answered_by: Texts
    cite: str
    address: str
    read: str
    verified: str
    note: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One published figure, with what it counts and who says so."""

    series: str
    title: str
    issuer: str
    territory: str
    topic: str
    unit: str
    period: str
    first: date
    last: date
    qualifier: str
    value: Decimal
    as_of: date | None  # when it was published so
    cite: str
    address: str
    read: str
    verified: str
    note: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A name on a list. A match is a question, never a finding about a person."""

    id: str
    instrument: str
    territory: str
    list: str
    list_kind: str
    effect: str
    name: str
    aliases: Texts
    kind: str
    countries: Texts
    since: str
    until: date | None
    cite: str
    address: str
    read: str
    verified: str
    note: str
    match: str  # "", "same name", "similar name"
    matched: str  # the printed name that was met
    score: float | None  # of 100, where the name is only similar
    question: str


class LawAnswer(TypedDict):
    """The instruments of the lawbook with their coverage."""

    lawbook: LawbookOf
    day: str
    instruments: Annotated[list[Plain], Rows(CoverageRow)]
    territories: dict[str, str]


class TimelineAnswer(TypedDict):
    """A substance through all lists."""

    name: str
    rung: str
    spells: Annotated[list[Plain], Rows(Spell)]
    caution: str


class RecordOf(TypedDict):
    """One record of the lawbook; what more it holds depends on its kind."""

    kind: str


_From = TypedDict("_From", {"from": str})
_Class = TypedDict("_Class", {"class": str})


class EntryOf(_From, _Class):
    """One entry of a list."""

    id: str
    instrument: str
    territory: str
    list: str
    list_title: str
    clause: str
    substance: str
    name: str
    as_listed: str
    until: str
    cite: str
    verified: str
    note: str


class MeasureHeld(_From):
    """What listings of an instrument ask for."""

    id: str
    title: str
    effect: str
    lists: list[str]
    direction: str
    document: str
    issued_by: str
    deadline: str
    threshold: str
    until: str
    clause: str
    cite: str
    verified: str


class InstrumentAnswer(TypedDict):
    """One instrument with its measures and a page of its entries."""

    instrument: RecordOf
    entries: list[EntryOf]
    count: Annotated[int, Says("Entries in all, of which a page is shown")]
    page: int
    pages: int
    measures: list[MeasureHeld]
    filter: dict[str, str]


class SubstanceAnswer(TypedDict):
    """One listed substance."""

    substance: RecordOf
    listings: list[EntryOf]
    timeline: Annotated[list[Plain], Rows(Spell)]


class ClassOf(_From):
    """One class definition, in short."""

    id: str
    title: str
    instrument: str
    territory: str
    clause: str
    style: str
    until: str


class ClassesAnswer(TypedDict):
    """All class definitions."""

    classes: list[ClassOf]


class ReadingOf(TypedDict):
    """Where a text leaves a question open."""

    id: str
    question: str
    reading: str
    consequence: str


class ReadingHeld(ReadingOf):
    """Where a text leaves a question open, with its instrument and where that is said."""

    instrument: str
    source: str


_Except = TypedDict("_Except", {"except": list[Plain]})


class ClassAnswer(ClassOf, _Except):
    """One class definition: the sentence, its limbs, drawings, exceptions."""

    statement: str
    mass_cap: Number | None
    doubt: str
    at_least: int
    limbs: list[dict[str, str]]
    drawings: list[dict[str, str | int]]
    readings: list[ReadingOf]
    listings: list[EntryOf]
