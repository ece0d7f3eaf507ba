"""Integrity rules of the duty tables, beyond what reading refuses: a class each, its docstring its message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.panel import Array, Grid, Panel
from tidewaiter.duty.records import HOME, Exemption, Measure, Period
from tidewaiter.duty.rules import Rules


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault found."""

    rule: str
    measure: str
    message: str


class _AllHold(Rules[Array]):
    """The rules where every fact holds, and its contrary too: so every period that can hold does."""

    def fact(self, name: str, exception: Exemption | None = None) -> Array:
        """Anywhere, whatever is stated."""
        return Grid.every


class OneRateAtATime:
    """A measure has two rates for the same line, origin and day."""

    def find(self, book: DutyBook) -> Iterator[Fault]:
        """Sweep every day of change, every class of lines and origins, all facts taken as true."""
        claims = dict.fromkeys(book.tables.facts, True)
        for territory in book.tables.served:
            codes = book.codes(territory) or book.codes(HOME)
            panel = Panel(book, codes, sorted(book.tables.territories), claims, territory)
            for day in panel.change_days:
                rules = _AllHold(book.tables, territory, Grid(panel, day))
                for measure in panel.measures:
                    if clash := rules.reach(measure).clash:
                        one, other, cells = clash
                        where = f"{rules.space.example(cells)}, {one.heading} and {other.heading}"
                        yield Fault(type(self).__name__, measure.id, f"{self.__doc__} ({day}, {where})")


class PeriodsInOrder:
    """The periods of one rate overlap or leave a gap where the law has none."""

    def find(self, book: DutyBook) -> Iterator[Fault]:
        """Periods with the same reach must not overlap."""
        for measure in book.tables.measures.values():
            for group in _same_reach(measure).values():
                for before, after in pairwise(group):
                    if before.until is None or after.since < before.until:
                        words = f"{self.__doc__} ({before.heading} and {after.heading} on {after.since})"
                        yield Fault(type(self).__name__, measure.id, words)


class TextNotFarAhead:
    """A text is dated more than a year before or after the day from which it binds."""

    def find(self, book: DutyBook) -> Iterator[Fault]:
        """A slip in a year shows here; the staged steps of a review are known and named in advance."""
        for measure in book.tables.measures.values():
            for period in measure.periods:
                text = period.text_date
                if text and not timedelta(-500) <= period.since - text <= timedelta(500):
                    yield Fault(type(self).__name__, measure.id, f"{self.__doc__} ({period.heading}, {text})")


class StruckDownEnds:
    """A measure that a ruling struck down has no last day, though it is no longer collected."""

    def find(self, book: DutyBook) -> Iterator[Fault]:
        """Every period of a refundable measure must end."""
        for measure in book.tables.measures.values():
            if measure.refund and any(p.until is None for p in measure.periods):
                yield Fault(type(self).__name__, measure.id, str(self.__doc__))


RULES = (PeriodsInOrder(), TextNotFarAhead(), StruckDownEnds(), OneRateAtATime())


def faults(book: DutyBook) -> list[Fault]:
    """Apply every rule."""
    return [fault for rule in RULES for fault in rule.find(book)]


def _same_reach(measure: Measure) -> dict[tuple[object, ...], list[Period]]:
    groups: dict[tuple[object, ...], list[Period]] = {}
    for period in sorted(measure.periods, key=lambda p: (p.since, p.until or date.max)):
        groups.setdefault((period.origins, period.products, period.facts), []).append(period)
    return groups
