"""What the law says of a whole shipment. Papers, sums and flags are rows: their JSON is their fields."""

from datetime import date
from typing import Annotated, NamedTuple

from typing_extensions import TypedDict

from tidewaiter.contract.check import ConsultedOf, ControlOf, Named, SilenceOf, TakenOf
from tidewaiter.contract.code_beside import CodeBesideOf
from tidewaiter.contract.words import Keepable, LawbookOf, OneOf, Outcome, Plain, Rows, Says, Strings

Status = Annotated[str, OneOf("hit", "cannot_tell", "not_installed", "unreadable", "unresolved", "no_hit")]
Role = Annotated[str, OneOf("export", "transit", "import", "domestic", "treaty")]
Lines = tuple[int, ...]
Words = tuple[str, ...]


class Stop(NamedTuple):
    """A territory on the way, what the goods do there, and the days for which its law is asked."""

    place: str
    role: Role
    days: tuple[date, ...]


class Ask(NamedTuple):
    """A fact that is missing, and what turns on it."""

    fact: str
    question: str
    lines: Lines = ()


class Paper(NamedTuple):
    """A paper or act that a measure asks for: what, from whom, when, under which clause, for which lines."""

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
    outcome: Outcome
    missing: Words
    lines: Lines
    by_sum: Annotated[bool, Says("Reached only by the sum over lines or time")] = False


class Sum(NamedTuple):
    """What of one listing is moved, over the lines and, where the law sums over time, over the history."""

    jurisdiction: str
    role: str
    instrument: str
    list: str
    entry: str
    name: str
    threshold: str
    limit: str
    over: str  # shipment | calendar month | calendar year
    first: date
    last: date
    lines: Lines
    shipments: int  # earlier ones that were added
    here: str  # in the unit of the limit
    before: str
    total: str
    share: float  # of the limit
    outcome: Annotated[str, OneOf("reached", "below", "cannot_tell")]
    missing: Words
    clause: str
    cite: str
    measures: Words


class Flag(NamedTuple):
    """A question that a published guide asks of goods like these. Never an accusation."""

    id: str
    title: str
    question: str
    because: str
    lines: Lines
    sources: tuple[dict[str, str], ...]


class MetOf(ControlOf):
    """A control that a line meets at a stop of the way."""

    list_title: str
    at: str
    role: Role
    days: Strings
    goods: str
    named_by: Strings
    entry: str


FieldOf = TypedDict(
    "FieldOf",
    {
        "field": str,
        "given": str,
        "status": Annotated[str, OneOf("resolved", "ambiguous", "unresolved", "unreadable", "not_installed")],
        "rung": str,
        "as": list[Named],
        "more": int,
        "note": str,
        "message": str,
        "mend": str,
        "did_you_mean": Strings,
        "forms": Strings,
        "partial": bool,
        "doubt": Annotated[str, Says("Why something else may be meant than what was looked at")],
    },
)
FieldOf.__doc__ = "What one field of a line was understood as."


class FieldFault(TypedDict):
    """A field of a line that could not be read."""

    field: str
    value: str
    message: str


class Disagreement(TypedDict):
    """Two fields of a line that name different things."""

    fields: list[str]
    text: str


Papers = Annotated[list[Plain], Rows(Paper)]
Asks = Annotated[list[Plain], Rows(Ask)]


class LineOf(TypedDict):
    """The answer for one line of a shipment."""

    line: int
    name: str
    names: Annotated[dict[str, str], Says("One name a language")]
    cas: str
    smiles: str
    given: Plain
    taken: TakenOf
    status: Status
    summary: str
    understood: list[FieldOf]
    disagreements: list[Disagreement]
    controls: list[MetOf]
    silences: list[SilenceOf]
    documents: Papers
    duty: Annotated[Plain | None, Says("As /duty.json tells it; null where none is held or no code is given")]
    no_duty: Annotated[str, Says("Why no duty is told, and how to mend it")]
    codes: Annotated[list[dict[str, str]], Says("Codes recorded for a listed substance")]
    code: Annotated[CodeBesideOf | None, Says("The code by structure, with what it says of the declared one")]
    questions: Asks
    faults: list[FieldFault]


class NotConsulted(TypedDict):
    """What was not consulted."""

    territories: list[str]
    matters: list[str]


class AssessAnswer(Keepable):
    """The answer for a shipment."""

    status: Status
    summary: str
    understood: bool
    shipment: Plain
    route: Annotated[list[Plain], Rows(Stop)]
    lines: list[LineOf]
    documents: Papers
    sums: Annotated[list[Plain], Rows(Sum)]
    flags: Annotated[list[Plain], Rows(Flag)]
    questions: Asks
    consulted: list[ConsultedOf]
    not_consulted: NotConsulted
    lawbook: LawbookOf
    engine: str
    caution: str
