"""What the service answers when the lawbook is browsed: schemas, as in :mod:`tidewaiter.web.answers`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tidewaiter.web.answers import LawbookOf, Number, Strings, Told


class CoverageOf(Told):
    """How much of one instrument the lawbook holds."""

    instrument: str
    title: str
    territory: str
    counted: str = Field(description="What is counted: listings, parties ...")
    entries: int
    current: int | None
    levels: dict[str, int]
    day_levels: dict[str, int]
    bounded: int
    status: str
    missing: list[str]
    verified_through: str | None


class LawAnswer(Told):
    """The instruments of the lawbook with their coverage."""

    lawbook: LawbookOf
    day: str
    instruments: list[CoverageOf]
    territories: dict[str, str]


class ChangeOf(Told):
    """What differs between two days."""

    territory: str
    covers: str
    name: str
    change: Literal["added", "removed", "moved", "re-enacted"]
    before: list[str]
    after: list[str]
    day: str | None
    cite: str


class LagOf(Told):
    """The treaty's day and one territory's."""

    substance: str
    name: str
    treaty: str
    decision: str
    decided: str | None
    binds: str
    territory: str
    since: str | None
    days_after_decision: int | None
    days_after_binding: int | None
    implements: str


class SpellOf(Told):
    """One listing in the life of a substance."""

    territory: str
    instrument: str
    list: str
    clause: str
    basis: str
    outcome: str
    since: str
    until: str | None
    announced: str | None
    cite: str


class TimelineAnswer(Told):
    """A substance through all lists."""

    name: str
    rung: str
    spells: list[SpellOf]
    caution: str


class EventOf(Told):
    """Something that was said, agreed, decided or threatened."""

    id: str
    day: str
    issuer: str
    territories: list[str]
    topic: str
    kind: str
    title: str
    due: str | None
    status: str
    settled: str | None
    measures: list[str]
    answers: list[str]
    answered_by: list[str]
    cite: str
    address: str
    read: str
    verified: str
    note: str


class IndicatorOf(Told):
    """One published figure."""

    series: str
    title: str
    issuer: str
    territory: str
    topic: str
    unit: str
    period: str
    first: str
    last: str
    qualifier: str
    value: Number
    as_of: str | None
    cite: str
    address: str
    read: str
    verified: str
    note: str


class PartyOf(Told):
    """A name on a list. A match is a question, never a finding about a person."""

    id: str
    instrument: str
    territory: str
    list: str
    list_kind: str
    effect: str
    name: str
    aliases: Strings
    kind: str
    countries: Strings
    since: str
    until: str | None
    cite: str
    address: str
    read: str
    verified: str
    note: str
    match: str
    matched: str
    score: Number | None
    question: str


class RecordOf(Told):
    """One record of the lawbook; what more it holds depends on its kind."""

    kind: str


# one record ----------------------------------------------------------------------------------------------


class EntryOf(Told):
    """One entry of a list."""

    id: str
    instrument: str
    territory: str
    list: str
    list_title: str
    clause: str
    substance: str
    class_id: str = Field(alias="class")
    name: str
    as_listed: str
    since: str = Field(alias="from")
    until: str
    cite: str
    verified: str
    note: str


class MeasureHeld(Told):
    """What listings of an instrument ask for."""

    id: str
    title: str
    effect: str
    lists: Strings
    direction: str
    document: str
    issued_by: str
    deadline: str
    threshold: str
    since: str = Field(alias="from")
    until: str
    clause: str
    cite: str
    verified: str


class InstrumentAnswer(Told):
    """One instrument with its measures and a page of its entries."""

    instrument: RecordOf
    entries: list[EntryOf]
    count: int = Field(description="Entries in all, of which a page is shown")
    page: int
    pages: int
    measures: list[MeasureHeld]
    filter: dict[str, str]


class SubstanceAnswer(Told):
    """One listed substance."""

    substance: RecordOf
    listings: list[EntryOf]
    timeline: list[SpellOf]


class ClassOf(Told):
    """One class definition, in short."""

    id: str
    title: str
    instrument: str
    territory: str
    clause: str
    style: str
    since: str = Field(alias="from")
    until: str


class ClassesAnswer(Told):
    """All class definitions."""

    classes: list[ClassOf]


class ReadingOf(Told):
    """Where a text leaves a question open."""

    id: str
    question: str
    reading: str
    consequence: str


class ClassAnswer(ClassOf):
    """One class definition: the sentence, its limbs, drawings, exceptions."""

    statement: str
    mass_cap: Number | None
    doubt: str
    at_least: int
    limbs: list[dict[str, str]]
    drawings: list[dict[str, str | int]]
    readings: list[ReadingOf]
    listings: list[EntryOf]
