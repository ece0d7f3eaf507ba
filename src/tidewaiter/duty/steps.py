"""The total of one good through time, step by step: each spell in which nothing changes, and what made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.records import Authority, change_days
from tidewaiter.duty.result import Answer, Component
from tidewaiter.duty.schedule import dotted, find_lines
from tidewaiter.errors import QuestionError


@dataclass(frozen=True, slots=True)
class Step:
    """One spell in which nothing changes, and what changed on its first day."""

    since: date
    until: date
    total: Decimal
    owed: Decimal
    parts: tuple[Component, ...]
    changed: tuple[str, ...]
    authorities: Mapping[str, Authority]  # under which the parts are named and drawn


def steps(
    book: DutyBook, code: str, origin: str, first: date, until: date, known: Entry | None = None
) -> list[Step]:
    """The spells of one good in ``[first, until)``: nothing is claimed that ``known`` does not state.

    Raises :class:`QuestionError` where the duty is no percentage on some day.
    """
    entry = known or Entry(code, origin, first, no_claims=True)
    lines = find_lines(book, code, first, entry.to)
    changes = change_days(book.tables, entry.to, {row for line in lines for row in book.lists_of(line.code)})
    days = [first, *(d for d in changes if first < d < until), until]
    found: list[Step] = []
    for day, end in pairwise(days):
        answer = assess(book, replace(entry, on=day))
        if answer.assessed.percent is None or answer.owed.percent is None:
            raise QuestionError(
                f"The duty on {dotted(code)} is no percentage on {day}.",
                "Give a full code with an ad valorem rate.",
            )
        parts = tuple(c for c in answer.components if c.outcome == "applies" and c.percent)
        if found and _same(found[-1].parts, parts):
            found[-1] = replace(found[-1], until=end)
            continue
        authorities = book.tables.authorities
        changed = _changes(found[-1].parts if found else (), parts, answer, authorities)
        found.append(
            Step(day, end, answer.assessed.percent, answer.owed.percent, parts, changed, authorities)
        )
    return found


def _same(one: tuple[Component, ...], two: tuple[Component, ...]) -> bool:
    return [(c.measure, c.heading, c.percent) for c in one] == [
        (c.measure, c.heading, c.percent) for c in two
    ]


def _changes(
    before: tuple[Component, ...],
    after: tuple[Component, ...],
    answer: Answer,
    authorities: Mapping[str, Authority],
) -> tuple[str, ...]:
    old, new = ({c.authority: c for c in group} for group in (before, after))
    said = []
    for authority, c in new.items():
        was, name = old.get(authority), f"{c.heading} {authorities[authority].name}"
        if was is None:
            said.append(f"{name}: + {percent_of(c)}")
        elif (was.percent, was.heading) != (c.percent, c.heading):
            said.append(f"{name}: {percent_of(was)} to {percent_of(c)}")
    for authority, c in old.items():
        if authority not in new:
            gone = [x for x in answer.components if x.measure == c.measure and x.outcome == "exempt"]
            why = f" ({gone[0].heading}, {gone[0].because})" if gone else ""
            said.append(f"{c.heading} {authorities[authority].name}: {percent_of(c)} ends{why}")
    return tuple(said)


def percent_of(component: Component) -> str:
    """What a duty adds, in words."""
    return f"{(component.percent or Decimal(0)).normalize():f} %"
