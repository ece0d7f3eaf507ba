"""What an entry owes at the border."""

from typing_extensions import TypedDict

from tidewaiter.contract.check import Obligations
from tidewaiter.contract.words import Keepable, LawbookOf, Number, Outcome


class TotalOf(TypedDict):
    """A sum: a percentage of the value, and money where the value is known."""

    ad_valorem_pct: Number | None
    amount: Number | None


class RangeOf(TypedDict):
    """The lowest and the highest that the unknown facts allow."""

    low_pct: Number | None
    high_pct: Number | None
    low_amount: Number | None
    high_amount: Number | None


class ComponentOf(TypedDict):
    """One duty."""

    measure: str
    title: str
    authority: str
    heading: str
    rate: str
    base: str
    percent: Number | None
    amount: Number | None
    cite: str
    outcome: str
    because: str
    depends_on: list[str]
    since: str | None
    until: str | None
    text_date: str | None
    verified: str
    refundable: bool


class DutyQuestionOf(TypedDict):
    """A fact that would narrow the range."""

    fact: str
    question: str
    low_pct: Number | None
    high_pct: Number | None


class DocumentOf(TypedDict):
    """A control that stands beside a duty."""

    jurisdiction: str
    instrument: str
    clause: str
    list: str
    kind: str
    outcome: Outcome
    since: str
    obligations: Obligations
    substance: None  # always empty: answers of years stand in records with it


class ChildOf(TotalOf):
    """A line below the code that was asked."""

    code: str


class TraceOf(TypedDict):
    """A measure that was considered."""

    measure: str
    title: str
    outcome: str
    because: str
    heading: str
    rate: str
    cite: str


class DutyCoverage(TypedDict):
    """How complete the duty tables are."""

    instrument: str
    coverage: str
    missing: list[str]
    verified_through: str


class DutyUnderTheLaw(TypedDict):
    """What an entry owes."""

    code: str
    description: str
    origin: str
    to: str
    on: str
    loaded: str | None
    value: Number | None
    currency: str
    components: list[ComponentOf]
    assessed: TotalOf
    owed: TotalOf
    additional: TotalOf
    refundable: TotalOf
    range: RangeOf
    additional_range: RangeOf
    questions: list[DutyQuestionOf]
    documents: list[DocumentOf]
    documents_note: str
    notices: list[str]
    notes: list[str]
    children: list[ChildOf]
    trace: list[TraceOf]
    coverage: list[DutyCoverage]
    binds_from: str
    rounding: str
    lawbook: LawbookOf


class DutyAnswer(DutyUnderTheLaw, Keepable):
    """The answer for an entry."""


class DutyDifference(TypedDict):
    """What the change makes."""

    assessed: TotalOf
    owed: TotalOf


class WhatIfAnswer(Keepable):
    """Two answers and their difference."""

    what_if: str
    before: DutyUnderTheLaw
    after: DutyUnderTheLaw
    difference: DutyDifference


class StepPart(TypedDict):
    """One duty of a step."""

    measure: str
    title: str
    authority: str
    percent: Number


class StepOf(TypedDict):
    """A spell in which nothing changes."""

    since: str
    until: str
    assessed_pct: Number
    owed_pct: Number
    changed: list[str]
    parts: list[StepPart]


class StepsAnswer(TypedDict):
    """The total of one good through time."""

    code: str
    description: str
    origin: str
    to: str
    what_if: str | None
    steps: list[StepOf]
    lawbook: LawbookOf


class MeasurePeriod(TypedDict):
    """One period of a duty measure."""

    since: str
    until: str | None
    rate: str
    heading: str
    origins: list[str]
    status: str
    cite: str


class MeasureOf(TypedDict):
    """A duty measure."""

    id: str
    title: str
    authority: str
    territory: str
    origins: list[str]
    status: str
    refund: str
    replaces: list[str]
    answers: list[str]
    periods: list[MeasurePeriod]
