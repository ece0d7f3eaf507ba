"""What the law says of a substance."""

from typing import Annotated, NotRequired

from typing_extensions import TypedDict

from tidewaiter.contract.code_beside import CodeBesideOf
from tidewaiter.contract.words import Keepable, LawbookOf, OneOf, Outcome, Says, Strings


class Named(TypedDict):
    """A candidate."""

    name: str
    cas: str
    smiles: str


class IdentityOf(Named):
    """What the question was understood as."""

    status: Annotated[str, OneOf("resolved", "ambiguous")]
    rung: str
    inchikey: str
    candidates: list[Named]
    note: str
    doubt: Annotated[str, Says("Why something else may be meant; then nothing found is no 'no hit'")]


class ObligationOf(TypedDict):
    """What a control asks of the person who moves the goods."""

    measure: str
    title: str
    effect: str
    direction: str
    document: str
    issued_by: str
    deadline: str
    threshold: str
    outcome: Outcome
    missing: list[str]
    clause: str
    cite: str
    verified: str
    by_sum: NotRequired[bool]


Obligations = list[ObligationOf]  # `list` is a field of what follows


class ControlOf(TypedDict):
    """One control."""

    jurisdiction: str
    instrument: str
    title: str
    clause: str
    list: str
    listed_as: str
    kind: str
    field: str
    outcome: Outcome
    since: Annotated[str, Says("First day of the unbroken control in the territory")]
    listed_from: Annotated[str, Says("First day of this listing")]
    until: Annotated[str | None, Says("The day on which the unbroken control ends; null: open")]
    listed_until: Annotated[str | None, Says("The day on which this listing ends; null: open")]
    basis: str
    because: str
    missing: Strings
    in_any_case: Annotated[
        bool, Says("What is missing decides which list of the instrument binds: one does in any case")
    ]
    obligations: Obligations
    cite: str
    read: str
    verified: str
    dates_verified: str
    note: str


class AdvisoryOf(TypedDict):
    """A listed substance of similar structure: never part of the answer."""

    name: str
    similarity: float
    method: str
    caution: str


class ConsultedOf(TypedDict):
    """An instrument that was consulted."""

    instrument: str
    title: str
    jurisdiction: str
    coverage: str
    verified_through: str


class SilenceOf(TypedDict):
    """Why a territory that was asked shows no control."""

    jurisdiction: str
    why: Annotated[str, OneOf("read", "not_held", "not_found")]
    note: str
    cite: str
    verified_through: str | None


class InFieldOf(TypedDict):
    """What a territory that was asked says in one field of law."""

    jurisdiction: str
    field: str
    outcome: Annotated[str, OneOf("applies", "cannot_tell", "read", "not_held", "not_found")]
    note: Annotated[str, Says("The lists that control it, or why none is shown")]
    missed: Annotated[
        bool,
        Says(
            "Whether the territory controls it in another field, and its law in this one, where others list it, is not held"
        ),
    ]


class FreshnessOf(TypedDict):
    """Up to which day a territory's law was read that was looked at."""

    jurisdiction: str
    read_through: Annotated[str, Says("Of the law that was read longest ago")]
    days: int
    level: Annotated[str, OneOf("fresh", "dated", "old")]
    law: Annotated[str, Says("Which law that is")]
    laws: Annotated[int, Says("How many laws and lists were looked at")]
    latest: Annotated[str, Says("Up to which day another of them was read")]


class TakenOf(TypedDict):
    """What was taken from the words of a description besides the goods' name; "" where they do not tell it."""

    quantity: Annotated[str, Says("How much of the goods; a count of packages decides nothing")]
    concentration: Annotated[str, Says("How much of the goods it is")]
    strength: Annotated[str, Says("Of a dosage unit or a volume")]
    form: Annotated[str, Says("What the goods are put up as")]
    told: Annotated[str, Says("Why an amount among the words was not taken for the quantity")]
    origin: Annotated[str, Says("Code of the territory that they say the goods come from")]
    destination: Annotated[str, Says("Code of the territory that they say the goods go to")]


class CheckAnswer(Keepable):
    """The answer to a check."""

    query: str
    identity: IdentityOf
    on: str
    known_on: str | None
    summary: str
    controls: list[ControlOf]
    fields: Annotated[list[InFieldOf], Says("One row a territory asked and field of law")]
    silences: list[SilenceOf]
    left_out: Annotated[
        list[SilenceOf],
        Says("Laws of a territory that controls the goods which leave this preparation of them out"),
    ]
    freshness: list[FreshnessOf]
    future: bool
    gaps: list[str]
    advisories: list[AdvisoryOf]
    advisories_missing: NotRequired[
        Annotated[str, Says("Why none were looked for, where RDKit is not installed")]
    ]
    consulted: list[ConsultedOf]
    not_covered: list[str]
    lawbook: LawbookOf
    caution: str
    code: Annotated[CodeBesideOf | None, Says("The commodity code, where it is asked for")]
    taken: TakenOf
