"""What every integrity rule shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations
from typing import ClassVar, TypeVar

from tidewaiter.dates import Period
from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.whole import Records

Spell = TypeVar("Spell")


class Rule:
    """Base of the rules. A rule's docstring says what must hold; ``faults`` yields where it does not."""

    slow: ClassVar[bool] = False

    def faults(self, book: Records) -> Iterator[LawbookError]:
        """One error for each place where the rule is broken."""
        raise NotImplementedError


def at(book: Records, key: str, message: str, mend: str) -> LawbookError:
    """A fault of a record, by its key."""
    file, line = book.where.get(key, ("lawbook", 1))
    return LawbookError(file, line, message, mend)


def place(book: Records, key: str) -> str:
    """Where another record stands, as a reader would look it up."""
    file, line = book.where.get(key, ("lawbook", 1))
    return f"{file.rpartition('/')[2]}:{line}"


def begins_before(period: Period, whole: Period) -> bool:
    """Whether a spell surely begins before the one within which it should lie."""
    return period.since.day < whole.since.day and whole.since.bound != "<="


def ends_after(period: Period, whole: Period) -> bool:
    """Whether a spell ends after the one within which it should lie, or is open where that one is not."""
    return whole.until is not None and (period.until is None or period.until > whole.until)


def overlapping(spells: Iterable[tuple[Hashable, Period, Spell]]) -> Iterator[tuple[Spell, Spell]]:
    """Pairs of spells of one thing, the earlier first, that are in force on a common day; of each: of what, when, and itself.

    >>> from datetime import date
    >>> from tidewaiter.dates import Since
    >>> first, then = Since(date(2020, 1, 1)), Since(date(2021, 1, 1))
    >>> list(overlapping([("opium", Period.between(then, None), 2), ("opium", Period.between(first, None), 1)]))
    [(1, 2)]
    >>> list(overlapping([("opium", Period.between(then, None), 2), ("opium", Period.between(first, then), 1)]))
    []
    """
    held: dict[Hashable, list[tuple[Period, Spell]]] = defaultdict(list)
    for key, period, spell in spells:
        held[key].append((period, spell))
    for several in held.values():
        several.sort(key=lambda one: one[0].since.day)
        for (first, one), (second, other) in combinations(several, 2):
            if first.until is None or second.since.day < first.until:
                yield one, other
