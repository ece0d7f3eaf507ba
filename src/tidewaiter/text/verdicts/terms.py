"""How long after it was published an act is said to bind: "on the twentieth day following that of its publication"."""

from __future__ import annotations

from collections.abc import Sequence

from tidewaiter.lawbook.beside import ActOfLaw
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.words import patterns
from tidewaiter.text.verdicts.finding import ANNOUNCED, CONFIRMED, DIFFERS, Finding

_P, _TERM = patterns("after_publication"), patterns("bound")["day_publication"]


def days_told(told: str) -> str:
    """How many days some words tell, in digits; "" where they tell none that is known.

    >>> days_told("vingtième jour suivant celui de sa publication")
    '20'
    """
    term = _TERM.fullmatch(told)
    return next((number for number, pattern in _P.items() if term and pattern.search(told)), "")


def held(claim: Claim, since: str, acts: Sequence[ActOfLaw]) -> set[str]:
    """How many days lie between the publication of the acts of a state that bind from a day, and that day."""
    bound = ((act.since, act.published) for act in acts if act.territory == claim.actor)
    return {str((first - known).days) for first, known in bound if first and known and str(first) == since}


def with_term(claim: Claim, finding: Finding, acts: Sequence[ActOfLaw]) -> Finding:
    """A finding that says the same, or that it is to come, and differs where the term told is not the one held."""
    told = {days_told(word) for field, word in claim.beside if field == "day"} - {""}
    known = held(claim, finding.since, acts) if told else set()
    if finding.verdict not in (CONFIRMED, ANNOUNCED) or not known or told <= known:
        return finding
    days = ", ".join(sorted(known))
    note = f"{', '.join(sorted(told))} days after publication claimed, {days} in the lawbook"
    return finding._replace(verdict=DIFFERS, differs=(("day", finding.since),)).noted(note)
