"""What the service tells of itself: errors, texts read, catalogues handed in, the record, whether it is well."""

from typing import Annotated, NotRequired

from typing_extensions import TypedDict

from tidewaiter.contract.words import Kept, LawbookOf, OneOf, Plain, Says


class Fault(TypedDict):
    """What went wrong and how to mend it."""

    code: str
    message: str
    mend: str
    did_you_mean: NotRequired[list[str]]


class FaultIdentity(TypedDict):
    """Why there is no identity."""

    status: Annotated[str, OneOf("unresolved", "error")]


class ErrorAnswer(TypedDict):
    """Never to be read as "not controlled"."""

    error: Fault
    query: NotRequired[str | None]
    identity: NotRequired[FaultIdentity | None]


class MentionOf(TypedDict):
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


class ReadAnswer(TypedDict):
    """The mentions of a text."""

    mentions: list[MentionOf]
    lawbook: LawbookOf


class JobOf(TypedDict):
    """A catalogue that was handed in."""

    id: str
    state: Annotated[str, OneOf("waiting", "running", "done", "failed")]
    name: Annotated[str, Says("The file's name as it was given; shown, never used as a path")]
    size: int
    form: str
    made: str
    begun: str | None
    ended: str | None
    rows: int
    status: dict[str, int]
    summary: Plain | None
    error: Fault | None
    result: Annotated[str | None, Says("Where the result is fetched, once done")]


class JobsAnswer(TypedDict):
    """The catalogues that were handed in, latest first."""

    jobs: list[JobOf]


class EntryNamed(TypedDict):
    """An answer that was kept."""

    seq: int
    at: Annotated[str, Says("UTC")]
    kind: str
    lawbook: str
    hash: str


class RecordAnswer(TypedDict):
    """The answers that were kept for who asks."""

    entries: list[EntryNamed]


class EntryKept(TypedDict):
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


class ProblemOf(TypedDict):
    """What a look over the chain found wrong."""

    seq: Annotated[int, Says("At which entry; 0: the record as a whole")]
    what: str


class VerifyAnswer(TypedDict):
    """Whether the chain holds, and its last entry."""

    problems: list[ProblemOf]
    head: Kept


class Health(TypedDict):
    """Whether the service answers."""

    status: Annotated[str, OneOf("ok")]
    version: str
    lawbook: LawbookOf
