"""What if: a lawbook with one measure lifted, added, re-dated or re-rated. Same evaluator, a second answer,
a difference.

The sentences, in which MEASURE is a measure's id or the key of an instrument (then all its measures)::

    lift MEASURE [from DAY] [until DAY]
    re-rate MEASURE to RATE [from DAY] [until DAY]
    re-date MEASURE from DAY to DAY           what began or ended on the first day does so on the second
    add RATE on goods of CC [CC ...] [lines CODE [CODE ...]] from DAY [until DAY]
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from tidewaiter.dates import parse_day
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.records import INLINE, Measure, Period, Tables
from tidewaiter.duty.schedule import read_code
from tidewaiter.duty.sentence import read
from tidewaiter.errors import QuestionError, UnknownTerritory

ADDED = "what-if/added"
FORMS = (
    "lift MEASURE [from DAY] [until DAY]; re-rate MEASURE to RATE [from DAY] [until DAY]; re-date MEASURE "
    "from DAY to DAY; "
    "add RATE on goods of CC [lines CODE] from DAY [until DAY]"
)
_DAY = r"(\d{4}-\d{2}-\d{2})"
_SPAN = rf"(?:\s+from\s+{_DAY})?(?:\s+until\s+{_DAY})?\s*\Z"
_LIFT = re.compile(rf"lift\s+(\S+){_SPAN}", re.I)
_RERATE = re.compile(rf"re-?rate\s+(\S+)\s+to\s+(.+?){_SPAN}", re.I)
_REDATE = re.compile(rf"re-?date\s+(\S+)\s+from\s+{_DAY}\s+to\s+{_DAY}\s*\Z", re.I)
_ADD = re.compile(rf"add\s+(.+?)\s+on\s+goods\s+of\s+([A-Za-z ,]+?)(?:\s+lines?\s+([\d. ,]+?))?{_SPAN}", re.I)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the lawbook, as it was asked for."""

    words: str
    measures: tuple[str, ...]
    tables: Tables


def change(book: DutyBook, words: str) -> Change:
    """Read the sentence and apply it to the book's tables.

    Raises :class:`QuestionError` for a sentence that is none, or a measure that is not known.

    >>> made = change(DutyBook.load(), "lift us/ieepa-fentanyl-cn from 2025-07-15")
    >>> [str(p.until) for p in made.tables.measures["us/ieepa-fentanyl-cn"].periods]
    ['2025-03-04', '2025-07-15']
    """
    said = " ".join(words.split())
    if found := _LIFT.match(said):
        since, until = _span(found[2], found[3])
        return _each(book, said, found[1], lambda m: _cut(m, since, until, None))
    if found := _RERATE.match(said):
        rate = read(found[2]).text
        since, until = _span(found[3], found[4])
        return _each(book, said, found[1], lambda m: _cut(m, since, until, rate))
    if found := _REDATE.match(said):
        old, new = parse_day(found[2]), parse_day(found[3])
        return _each(book, said, found[1], lambda m: _move(m, old, new))
    if found := _ADD.match(said):
        return _added(book, said, found)
    raise QuestionError(f"{words!r} is not a change of the lawbook.", f"Write one of: {FORMS}.")


def changed_book(book: DutyBook, words: str) -> DutyBook:
    """The book under the change."""
    return book.with_tables(change(book, words).tables)


def _span(since: str | None, until: str | None) -> tuple[date, date]:
    first = parse_day(since) if since else date.min
    last = parse_day(until) if until else date.max
    if last <= first:
        raise QuestionError(
            f"The change ends on {last}, before it begins on {first}.", "Write from DAY until a later DAY."
        )
    return first, last


def _named(book: DutyBook, name: str) -> list[Measure]:
    measures = book.tables.measures
    found = [m for m in measures.values() if name in (m.id, m.instrument)]
    if not found:
        near = get_close_matches(
            name, [*measures, *{m.instrument for m in measures.values()}], n=3, cutoff=0.4
        )
        raise QuestionError(
            f"There is no measure '{name}'.",
            f"Did you mean {' or '.join(near)}?" if near else "See 'tidewaiter duty --measures'.",
        )
    return found


def _each(book: DutyBook, said: str, name: str, alter: Callable[[Measure], Measure]) -> Change:
    named = _named(book, name)
    altered = {m.id: alter(m) for m in named}
    if all(altered[m.id] == m for m in named):
        raise QuestionError(
            f"'{said}' changes nothing.",
            "Check the days against the measure's periods ('tidewaiter duty --measures').",
        )
    return Change(said, tuple(altered), replace(book.tables, measures={**book.tables.measures, **altered}))


def _cut(measure: Measure, since: date, until: date, rate: str | None) -> Measure:
    """Take ``[since, until)`` out of every period, or give it another rate."""
    periods: list[Period] = []
    for period in measure.periods:
        end = period.until or date.max
        if end <= since or until <= period.since:
            periods.append(period)
            continue
        if period.since < since:
            periods.append(replace(period, until=since))
        if rate is not None:
            periods.append(
                replace(period, since=max(since, period.since), until=_or_open(min(until, end)), rate=rate)
            )
        if until < end:
            periods.append(replace(period, since=until))
    return replace(measure, periods=tuple(periods))


def _or_open(day: date) -> date | None:
    return None if day == date.max else day


def _move(measure: Measure, old: date, new: date) -> Measure:
    periods = tuple(
        replace(p, since=new if p.since == old else p.since, until=new if p.until == old else p.until)
        for p in measure.periods
    )
    kept = tuple(p for p in periods if p.until is None or p.since < p.until)
    return replace(measure, periods=kept)


def _added(book: DutyBook, said: str, found: re.Match[str]) -> Change:
    rate = read(found[1]).text
    origins = tuple(found[2].upper().replace(",", " ").split())
    known = {*book.tables.territories, *book.tables.groups}
    for origin in origins:
        if origin not in known:
            raise UnknownTerritory(
                f"{origin!r} is not an origin.", "Write ISO codes of two letters, for example CN."
            )
    lines = tuple(INLINE + read_code(c) for c in (found[3] or "").replace(",", " ").split())
    since, until = _span(found[4], found[5])
    if since == date.min:
        raise QuestionError("The added duty has no first day.", "End the sentence with 'from DAY'.")
    period = Period(since, rate, "what if", _or_open(until))
    measure = Measure(
        ADDED, "what-if", f"added: {said}", "what_if", "US", (period,), origins=origins, products=lines
    )
    return Change(said, (ADDED,), replace(book.tables, measures={**book.tables.measures, ADDED: measure}))
