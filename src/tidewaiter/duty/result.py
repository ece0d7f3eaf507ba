"""What an answer of the duty half is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from tidewaiter.duty.evaluate import Component as Component
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.schedule import Line


class Total(NamedTuple):
    """A sum: as a percentage of the value where it is one, and in money where the value is known."""

    percent: Decimal | None
    amount: Decimal | None


class Range(NamedTuple):
    """The lowest and the highest that the unknown facts allow. None: not bounded by what is known."""

    low_percent: Decimal | None
    high_percent: Decimal | None
    low_amount: Decimal | None
    high_amount: Decimal | None


class Question(NamedTuple):
    """A fact that would narrow the range."""

    fact: str
    text: str
    low_percent: Decimal | None  # the total if the fact alone turns out to lower or raise it
    high_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one entry owes."""

    entry: Entry
    line: Line
    components: tuple[Component, ...]
    assessed: Total
    owed: Total
    additional: Total  # assessed, without the schedule's own duty
    range: Range
    additional_range: Range
    questions: tuple[Question, ...]
    trace: tuple[Component, ...]
    notices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    children: tuple[tuple[str, Total], ...] = field(default=())


def bound(choose: object, values: list[Decimal | None]) -> Decimal | None:
    """The least (``min``) or greatest (``max``) of the values; None where one of them is not known."""
    known = [v for v in values if v is not None]
    if len(known) < len(values) or not known:
        return None
    return min(known) if choose is min else max(known)
