"""What an answer of the lawbook to a statement looks like: the question, the verdict, and what was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from tidewaiter.text.statements.days import Window

_T = TypeVar("_T")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

CONFIRMED, DIFFERS, CONTRADICTED = "confirmed", "differs", "contradicted"
ANNOUNCED, OUTSIDE, NOT_JUDGED, NOT_LAW = "announced", "outside", "not_judged", "not_law"
VERDICTS = {
    CONFIRMED: "the lawbook says the same",
    DIFFERS: "the lawbook holds it with another day, number, rate or list",
    CONTRADICTED: "the lawbook says the opposite",
    ANNOUNCED: "announced or proposed by that day, not in force on it",
    OUTSIDE: "the lawbook holds nothing on it: no proof either way",
    NOT_JUDGED: "too little is told to bind it to one measure; what is missing is named",
    NOT_LAW: "an opinion, a quotation, a forecast or a threat: no statement of law",
}


class Finding(NamedTuple):
    """A question and what the lawbook answered. ``answer`` is one sentence of what the lawbook holds."""

    question: dict[str, Any]
    verdict: str
    measure: str = ""
    clause: str = ""
    since: str = ""
    answer: str = ""
    note: str = ""
    # fields of the claim that the lawbook has otherwise: (field, held)
    differs: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()  # what would have to be told
    rows: tuple[str, ...] = ()  # the rows of the tables that decided

    @property
    def begins(self) -> date | None:
        """The day since which it stands, where the lawbook holds it to the day.

        >>> Finding({}, CONFIRMED, since="2025-07-01").begins
        datetime.date(2025, 7, 1)
        >>> Finding({}, CONFIRMED, since="<=2012-12-31").begins
        """
        return date.fromisoformat(self.since) if _DAY.fullmatch(self.since) else None

    def noted(self, *words: str) -> Finding:
        """The same with more said in its note."""
        return self._replace(note="; ".join(dict.fromkeys(w for w in (self.note, *words) if w)))

    def unsure(self, why: str, *missing: str) -> Finding:
        """The same, not judged: why, and what would have to be told."""
        return self._replace(verdict=NOT_JUDGED, missing=missing).noted(why)


def counted(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings have each verdict, in the order of the verdicts."""
    counts = Counter(finding.verdict for finding in found)
    return {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}


def in_words(counts: Mapping[str, int]) -> str:
    """How many have each verdict, as people read it; "" where nothing has.

    >>> in_words({"confirmed": 2, "not_judged": 1})
    '2 confirmed, 1 not judged'
    """
    return ", ".join(f"{number} {in_a_word(verdict)}" for verdict, number in counts.items())


def in_a_word(verdict: str) -> str:
    """A verdict as people read it.

    >>> in_a_word("not_judged")
    'not judged'
    """
    return verdict.replace("_", " ")


NO_QUESTION = Finding({}, NOT_LAW, note="no question: an opinion, a quotation or a forecast")
_MILDEST = (CONFIRMED, ANNOUNCED, NOT_LAW, DIFFERS, NOT_JUDGED, OUTSIDE, CONTRADICTED)


def worst(found: list[Finding]) -> Finding:
    """Of findings on several things that one claim names the one that holds for all: the worst; the answers of all."""
    chosen = max(found, key=lambda f: _MILDEST.index(f.verdict))
    if len(found) == 1:
        return chosen
    return chosen._replace(answer="; ".join(dict.fromkeys(f.answer for f in found if f.answer)))


def first(found: Iterable[_T]) -> _T | None:
    """The first of some things, if there is one."""
    return next(iter(found), None)


def last(found: Iterable[_T]) -> _T | None:
    """The last of some things, if there is one."""
    return first(reversed([*found]))


def told_of(window: Window | None, *days: date) -> bool:
    """Whether one of the days lies in those told, or none are told."""
    return window is None or any(window.holds(day) for day in days)


def lasts(until: date | None, day: date) -> bool:
    """Whether what stands until a day, or without end, stands beyond another."""
    return until is None or until > day


_MONTH, RECENT = 31, 400  # days: the longest that names a day; how far ahead, or back, a text looks


def ahead_of(window: Window | None, day: date, on: date) -> bool:
    """Whether a text of ``on`` told a day that was yet to come, to the month: then it knew of it, whenever it was made known."""
    if window is None or not on < window.first or (window.last - window.first).days > _MONTH:
        return False
    return window.holds(day) and (day - on).days <= RECENT
