"""The commodity code of a chemical."""

from typing import Annotated

from typing_extensions import TypedDict

from tidewaiter.contract.check import IdentityOf
from tidewaiter.contract.code_beside import DeclaredOf
from tidewaiter.contract.words import Keepable, LawbookOf, OneOf, Says


class StepOf(TypedDict):
    """One line that took the goods, and the rule by which it did."""

    code: str
    text: str
    rule: str
    cite: str
    verified: str


class AlternativeOf(TypedDict):
    """A heading that would take the goods as well."""

    code: str
    text: str
    why_not: str


class CodeQuestionOf(TypedDict):
    """What no structure shows."""

    id: str
    ask: str
    then: Annotated[dict[str, str], Says("The code for each answer: yes, no")]


class CodeAnswer(Keepable):
    """The answer to a question for a code."""

    query: str
    identity: IdentityOf
    to: str
    edition: str
    on: str
    summary: str
    code: str
    level: Annotated[str, OneOf("heading", "subheading", "national", "")]
    outcome: Annotated[str, OneOf("decided", "depends", "cannot_tell")]
    path: list[StepOf]
    alternatives: list[AlternativeOf]
    questions: list[CodeQuestionOf]
    missing: list[str]
    assumed: Annotated[list[str], Says("What was taken as no, because nothing was stated")]
    declared: DeclaredOf | None
    lawbook: LawbookOf
    caution: str
