"""A commodity code as it stands beside other answers."""

from typing import Annotated

from typing_extensions import TypedDict

from tidewaiter.contract.words import OneOf, Says


class DeclaredOf(TypedDict):
    """A code that was declared, held against what was found."""

    code: str
    agrees: bool | None
    why: str


class CodeBesideOf(TypedDict):
    """The code of goods beside the controls on them; ``/code.json`` has its path and what else was considered."""

    to: str
    edition: str
    on: str
    code: str
    level: Annotated[str, OneOf("heading", "subheading", "national", "")]
    outcome: Annotated[str, OneOf("decided", "depends", "cannot_tell")]
    summary: str
    rules: Annotated[list[str], Says("The rules and notes that took it")]
    missing: list[str]
    declared: Annotated[DeclaredOf | None, Says("The declared code against it, by six digits at most")]
