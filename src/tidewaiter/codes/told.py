"""A code in words: the sentence, the rules, and what it says of a code that was declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.codes.answer import DECIDED, DEPENDS, NOTHING, Coded, Coder, code_of, digits, dotted
from tidewaiter.errors import QuestionError

if TYPE_CHECKING:
    from tidewaiter.contract.code_beside import CodeBesideOf, DeclaredOf
    from tidewaiter.substance.identity import Identity

COMMON = 6  # digits that all tariffs share


def beside(identity: Identity, coder: Coder, declared: str = "") -> CodeBesideOf:
    """The code of what a question is understood as, as plain data; where a structure cannot be read here, why.

    ``declared``: a code to hold against it, by its first six digits: what follows them may be of another tariff.
    """
    try:
        coded = code_of(coder, identity)
    except QuestionError as why:
        coded = NOTHING._replace(missing=(why.message.rstrip("."),))
    return {
        "to": coder.to,
        "edition": coder.title,
        "on": coder.on.isoformat(),
        "code": dotted(coded.code),
        "level": coded.level,
        "outcome": coded.outcome,
        "summary": summary_of(coder, coded),
        "rules": cites_of(coder, coded),
        "missing": list(coded.missing),
        "declared": declared_of(coder, coded, declared, COMMON),
    }


def cites_of(coder: Coder, coded: Coded) -> list[str]:
    """The notes that the steps rest on, as they are cited."""
    notes = coder.tables.notes
    return list(dict.fromkeys(notes[rule].cite if rule in notes else rule for rule in coded.rules))


def summary_of(coder: Coder, coded: Coded) -> str:
    """The code in one sentence."""
    code = dotted(coded.code)
    if coded.outcome == DECIDED:
        unread = f" But {'; '.join(coded.missing)}." if coded.missing else ""
        return f"{code} in the {coder.title}, by {', '.join(cites_of(coder, coded))}.{unread}"
    known = f" {code} holds in any case." if code else ""
    if coded.outcome == DEPENDS:
        return f"Depends on: {'; '.join(coded.missing)}{known}"
    return f"Cannot tell: {'; '.join(coded.missing)}.{known}"


def declared_of(coder: Coder, coded: Coded, declared: str, most: int = 10) -> DeclaredOf | None:
    """A declared code held against what was found, by ``most`` digits at most; None where none was declared."""
    if not declared:
        return None
    given, found = digits(declared), coded.code
    shared = min(len(given), len(found), most)
    if not found or not given:
        return {"code": dotted(given), "agrees": None, "why": "no code was found to hold it against"}
    if given[:shared] == found[:shared]:
        return {"code": dotted(given), "agrees": True, "why": f"the first {shared} digits are those found"}
    at = next(step for step in coded.walk.steps if not given.startswith(step.code[: len(given)]))
    note = coder.tables.notes.get(at.rule)
    why = f"declared {dotted(given)}; the goods belong in {dotted(found)}: {at.label} ({note.cite if note else at.rule})"
    return {"code": dotted(given), "agrees": False, "why": why}
