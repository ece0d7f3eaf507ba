"""What the service answers: the schemas of the OpenAPI document. Answers are made by the functions that the command
line uses; these models describe them, and the tests hold every answer against its schema.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Number = int | float
Strings = list[str]


class Told(BaseModel):
    """Base of every answer: more keys may come to stand beside those described."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Fault(Told):
    """What went wrong and how to mend it."""

    code: str
    message: str
    mend: str
    did_you_mean: list[str] = []


class FaultIdentity(Told):
    """Why there is no identity."""

    status: Literal["unresolved", "error"]


class ErrorAnswer(Told):
    """Never to be read as "not controlled"."""

    error: Fault
    query: str | None = None
    identity: FaultIdentity | None = None


class LawbookOf(Told):
    """The lawbook that answered."""

    version: str
    sha256: str


class Kept(Told):
    """Where an answer is kept."""

    seq: int
    hash: str


class Named(Told):
    """A candidate."""

    name: str
    cas: str
    smiles: str


class IdentityOf(Named):
    """What the question was understood as."""

    status: Literal["resolved", "ambiguous"]
    rung: str
    inchikey: str
    candidates: list[Named]
    note: str
    doubt: str = Field(description="Why something else may be meant; then nothing found is no 'no hit'")


class ObligationOf(Told):
    """What a control asks of the person who moves the goods."""

    measure: str
    title: str
    effect: str
    direction: str
    document: str
    issued_by: str
    deadline: str
    threshold: str
    outcome: Literal["applies", "cannot_tell"]
    missing: list[str]
    clause: str
    cite: str
    verified: str


Obligations = list[ObligationOf]  # `list` is a field of what follows


class ControlOf(Told):
    """One control."""

    jurisdiction: str
    instrument: str
    title: str
    clause: str
    list: str
    listed_as: str
    kind: str
    field: str
    outcome: Literal["applies", "cannot_tell"]
    since: str
    listed_from: str
    until: str | None
    basis: str
    because: str
    missing: Strings
    obligations: Obligations
    cite: str
    read: str
    verified: str
    dates_verified: str
    note: str


class AdvisoryOf(Told):
    """A listed substance of similar structure: never part of the answer."""

    name: str
    similarity: float
    method: str
    caution: str


class ConsultedOf(Told):
    """An instrument that was consulted."""

    instrument: str
    title: str
    jurisdiction: str
    coverage: str
    verified_through: str


class SilenceOf(Told):
    """Why a territory that was asked shows no control."""

    jurisdiction: str
    why: Literal["read", "not_held", "not_found"]
    note: str
    cite: str
    verified_through: str | None


class FreshnessOf(Told):
    """Up to which day a territory's law was read."""

    jurisdiction: str
    read_through: str
    days: int
    level: Literal["fresh", "dated", "old"]


class CheckAnswer(Told):
    """The answer to a check."""

    query: str
    identity: IdentityOf
    on: str
    known_on: str | None
    summary: str
    controls: list[ControlOf]
    silences: list[SilenceOf]
    freshness: list[FreshnessOf]
    future: bool
    gaps: list[str]
    advisories: list[AdvisoryOf]
    consulted: list[ConsultedOf]
    not_covered: list[str]
    lawbook: LawbookOf
    caution: str
    record: Kept | None = None


# shipment ------------------------------------------------------------------------------------------------


class StopOf(Told):
    """A territory on the way, and the days for which its law is asked."""

    place: str
    role: Literal["export", "transit", "import", "domestic", "treaty"]
    days: list[str]


class FieldOf(Told):
    """What one field of a line was understood as."""

    field: str
    given: str
    status: Literal["resolved", "ambiguous", "unresolved", "unreadable"]
    rung: str
    note: str
    message: str
    mend: str
    did_you_mean: Strings
    partial: bool
    doubt: str = Field(description="Why something else may be meant than what was looked at")


class PaperOf(Told):
    """A paper or act that a measure asks for."""

    jurisdiction: str
    role: str
    effect: str
    title: str
    document: str
    issued_by: str
    deadline: str
    measure: str
    clause: str
    cite: str
    verified: str
    outcome: Literal["applies", "cannot_tell"]
    missing: Strings
    lines: list[int]
    by_sum: bool = Field(description="Reached only by the sum over lines or time")


class SumOf(Told):
    """What of one listing is moved, over the lines and, where the law says so, over time."""

    jurisdiction: str
    role: str
    name: str
    over: str
    first: str
    last: str
    here: str
    before: str
    total: str
    limit: str
    share: float
    outcome: Literal["reached", "below", "cannot_tell"]
    missing: Strings
    clause: str
    lines: list[int]
    measures: Strings


class AskOf(Told):
    """A fact that is missing, and what turns on it."""

    fact: str
    question: str
    lines: list[int]


class FieldFault(Told):
    """A field of a line that could not be read."""

    field: str
    value: str
    message: str


Papers = list[PaperOf]  # `documents` and `questions` are fields of both models that follow
Asks = list[AskOf]


class LineOf(Told):
    """The answer for one line of a shipment."""

    line: int
    name: str
    names: dict[str, str] = Field(description="One name a language")
    cas: str
    smiles: str
    given: dict[str, str]
    status: Literal["hit", "cannot_tell", "unreadable", "unresolved", "no_hit"]
    summary: str
    understood: list[FieldOf]
    controls: list[ControlOf]
    documents: Papers
    duty: dict[str, object] | None = Field(
        description="As /duty.json tells it; null where none is held or no code is given"
    )
    questions: Asks
    faults: list[FieldFault]


class NotConsulted(Told):
    """What was not consulted."""

    territories: list[str]
    matters: list[str]


class FlagOf(Told):
    """A question that a published guide asks: never an accusation."""

    id: str
    title: str
    question: str
    because: str
    lines: list[int]
    sources: list[dict[str, str]]


class AssessAnswer(Told):
    """The answer for a shipment."""

    status: Literal["hit", "cannot_tell", "unreadable", "unresolved", "no_hit"]
    summary: str
    understood: bool
    route: list[StopOf]
    lines: list[LineOf]
    documents: Papers
    sums: list[SumOf]
    flags: list[FlagOf]
    questions: Asks
    consulted: list[ConsultedOf]
    not_consulted: NotConsulted
    lawbook: LawbookOf
    engine: str
    caution: str
    record: Kept | None = None


class MentionOf(Told):
    """One mention of something that the lawbook lists; ``start`` and ``end`` count characters of the text."""

    start: int
    end: int
    text: str
    kind: str
    id: str
    rung: str
    judged: str
    why: str
    name: str


class ReadAnswer(Told):
    """The mentions of a text."""

    mentions: list[MentionOf]
    lawbook: LawbookOf


# catalogue -----------------------------------------------------------------------------------------------


class JobOf(Told):
    """A catalogue that was handed in."""

    id: str
    state: Literal["waiting", "running", "done", "failed"]
    name: str = Field(description="The file's name as it was given; shown, never used as a path")
    size: int
    form: str
    made: str
    begun: str | None
    ended: str | None
    rows: int
    status: dict[str, int]
    summary: dict[str, object] | None
    error: Fault | None
    result: str | None = Field(description="Where the result is fetched, once done")


class JobsAnswer(Told):
    """The catalogues that were handed in, latest first."""

    jobs: list[JobOf]


# the record ----------------------------------------------------------------------------------------------


class EntryNamed(Told):
    """An answer that was kept."""

    seq: int
    at: str = Field(description="UTC")
    kind: str
    lawbook: str
    hash: str


class RecordAnswer(Told):
    """The answers that were kept for who asks."""

    entries: list[EntryNamed]


class EntryKept(Told):
    """One entry, as ``tidewaiter record show`` prints it."""

    seq: int
    at: str
    kind: str
    lawbook_version: str
    lawbook_sha256: str
    engine: str
    who: str | None
    question: object
    answer: object
    content_sha256: str
    previous: str
    hash: str


class ProblemOf(Told):
    """What a look over the chain found wrong."""

    seq: int = Field(description="At which entry; 0: the record as a whole")
    what: str


class VerifyAnswer(Told):
    """Whether the chain holds, and its last entry."""

    problems: list[ProblemOf]
    head: Kept


class Health(Told):
    """Whether the service answers."""

    status: Literal["ok"]
    version: str
    lawbook: LawbookOf
