"""The evaluator for many lines at once: one day, all origins, all lines, as arrays.

It follows :mod:`tidewaiter.duty.evaluate` rule by rule (reach, replaced, exceptions, base, floor); the
tests hold the two together. What is not stated is not claimed: an array holds what is *assessed*, ranges
are the single answer's business. Lines that stand on the same lists share a *class*, origins that the same
measures name share a class, and only classes are evaluated. Percentages are thousandths of a per cent, as
integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.evaluate import LOADING_FACTS
from tidewaiter.duty.records import Exemption, Measure, Period, members
from tidewaiter.duty.sentence import read

Array = np.ndarray[Any, np.dtype[Any]]
MILLI = 1000  # thousandths of a per cent


@dataclass(frozen=True, slots=True)
class Charge:
    """What one measure charges on one day, by origin class and line class."""

    measure: str
    refundable: bool
    add: Array  # int32 [O, C]: added to column 1, in thousandths of a per cent
    floor: Array | None  # int32 [O, C]: column 1 is topped up to this; -1 where it is not. None: nowhere
    heading: Array  # int16 [O, C]: index into headings, -1 where nothing is charged
    headings: tuple[str, ...]


def milli(rate: str) -> int:
    """A rate of the lawbook in thousandths of a per cent.

    >>> milli("12.5%")
    12500
    """
    percent = read(rate).percent
    return int((percent or 0) * MILLI)


class Panel:
    """Classes of lines and origins, and the charges of any day."""

    def __init__(
        self,
        book: DutyBook,
        codes: Iterable[str],
        origins: Sequence[str],
        claims: Mapping[str, bool] | None = None,
        territory: str = "US",
    ) -> None:
        self.book = book
        self.tables = book.tables
        self.claims = dict(claims or {})
        self.measures = [m for m in self.tables.measures.values() if m.territory == territory]
        self.origins = list(origins)
        self._classify_lines(codes)
        self._classify_origins()

    # classes --------------------------------------------------------------------------------------

    def _classify_lines(self, codes: Iterable[str]) -> None:
        rows: dict[str, list[tuple[str, str, str, str]]] = {}
        for name, code, since, until, part in self.book.all_products():
            rows.setdefault(code, []).append((name, since, until, part))
        lengths = sorted(self.book.list_lengths())
        classes: dict[frozenset[tuple[str, str, str, str]], int] = {}
        self.line_class: dict[str, int] = {}
        for code in codes:
            listed = frozenset(row for n in lengths if n <= len(code) for row in rows.get(code[:n], ()))
            self.line_class[code] = classes.setdefault(listed, len(classes))
        self.signatures = list(classes)

    def _classify_origins(self) -> None:
        named: set[str] = set()
        for measure in self.measures:
            for group in (
                measure.origins,
                measure.not_origins,
                *(p.origins for p in measure.periods),
                *(e.origins for e in measure.exceptions),
            ):
                named.update(group)
        spans = {n: self.tables.groups.get(n) for n in named}
        keys: dict[tuple[str, ...], int] = {}
        self.origin_class: dict[str, int] = {}
        self.representatives: list[str] = []
        for origin in self.origins:
            mine = tuple(
                sorted(
                    [n for n in named if n == origin]
                    + [
                        f"{n}|{since}|{until}"
                        for n, rows in spans.items()
                        if rows
                        for code, since, until in rows
                        if code == origin
                    ]
                )
            )
            if mine not in keys:
                keys[mine] = len(keys)
                self.representatives.append(origin)
            self.origin_class[origin] = keys[mine]

    @cached_property
    def change_days(self) -> list[date]:
        """Every day on which any answer of this territory can change."""
        days: set[date] = set()
        for measure in self.measures:
            spans = [(p.since, p.until) for p in measure.periods] + [
                (e.since, e.until) for e in measure.exceptions
            ]
            days.update(d for span in spans for d in span if d)
        for rows in self.tables.groups.values():
            days.update(d for _, since, until in rows for d in (since, until) if d)
        used = {row for signature in self.signatures for row in signature}
        days.update(
            date.fromisoformat(text) for _, since, until, _ in used for text in (since, until) if text
        )
        return sorted(days)

    # one day --------------------------------------------------------------------------------------

    @cached_property
    def loading_days(self) -> list[date]:
        """The days of loading at which an in-transit exemption begins or ends to hold."""
        days = {d for m in self.measures for e in m.exceptions for d in (e.loaded_before, e.loaded_from) if d}
        return sorted(days)

    def on(self, day: date, loaded: date | None = None, known_on: date | None = None) -> list[Charge]:
        """The charges of one day, in no order; a measure that charges nothing is left out.

        ``loaded`` is the day of loading of all the lines; None where it is not
        stated, so that no transit is claimed.
        """
        return _Slice(self, day, loaded, known_on).charges()

    def overlaps(self, day: date) -> list[tuple[str, int]]:
        """Measures with two rates for one cell on that day, and how many cells: a fault of the lawbook."""
        found = []
        for measure in self.measures:
            clash = _Slice(self, day, None, None).clashes(measure)
            if clash:
                found.append((measure.id, clash))
        return found


class _Slice:
    """One day of a panel."""

    def __init__(self, panel: Panel, day: date, loaded: date | None, known_on: date | None) -> None:
        self.panel, self.day, self.loaded, self.known_on = panel, day, loaded, known_on
        self.shape = (len(panel.representatives), len(panel.signatures))
        self.whole, self.part = self._memberships()
        self._origin: dict[tuple[str, ...], Array] = {}
        self._reach: dict[str, Array] = {}
        self._charged: dict[str, _Charged] = {}
        self._content_taken = np.zeros(self.shape, dtype=bool)

    def charges(self) -> list[Charge]:
        found = []
        for measure in self.panel.measures:
            made = self.consider(measure)
            if made.where.any():
                refund = measure.refund
                struck = bool(refund) and (
                    self.known_on is None or self.panel.tables.rulings[refund].decided <= self.known_on
                )
                floor = made.floor if (made.floor >= 0).any() else None
                found.append(Charge(measure.id, struck, made.add, floor, made.heading, tuple(made.headings)))
        return found

    def _memberships(self) -> tuple[dict[str, Array], dict[str, Array]]:
        day = str(self.day)
        whole: dict[str, Array] = {}
        part: dict[str, Array] = {}
        for index, signature in enumerate(self.panel.signatures):
            for name, since, until, kind in signature:
                if (not since or since <= day) and (not until or day < until):
                    table = part if kind else whole
                    if name not in table:
                        table[name] = np.zeros(self.shape[1], dtype=bool)
                    table[name][index] = True
        return whole, part

    def _origins(self, names: tuple[str, ...]) -> Array:
        if names not in self._origin:
            held = members(self.panel.tables, names, self.day)
            self._origin[names] = np.array([o in held for o in self.panel.representatives], dtype=bool)[
                :, None
            ]
        return self._origin[names]

    def _lists(self, names: tuple[str, ...], facts: tuple[str, ...]) -> Array:
        described = bool(facts) or bool(self.panel.claims.get("described"))
        held = np.zeros(self.shape[1], dtype=bool)
        for name in names:
            if name in self.whole:
                held |= self.whole[name]
            if described and name in self.part:
                held |= self.part[name]
        return held[None, :]

    def _facts(self, names: tuple[str, ...]) -> bool:
        return all(
            self.panel.claims.get(n.removeprefix("not "), False) is not n.startswith("not ") for n in names
        )

    def _published(self, text_date: date | None) -> bool:
        return self.known_on is None or text_date is None or text_date <= self.known_on

    def reach(self, measure: Measure) -> Array:
        """int16 [O, C]: the index of the period that reaches each cell, -1 where none does."""
        if measure.id not in self._reach:
            self._reach[measure.id] = self._find_reach(measure)
        return self._reach[measure.id]

    def clashes(self, measure: Measure) -> int:
        """In how many cells two equally close periods of a measure hold."""
        hits: dict[bool, Array] = {}
        for period in measure.periods:
            if period.holds_on(self.day):
                where = self._base(measure) & self._period_reach(measure, period)
                named = bool(period.origins)
                hits[named] = hits.get(named, np.zeros(self.shape, dtype=np.int16)) + where
        return sum(int((count > 1).sum()) for count in hits.values())

    def _base(self, measure: Measure) -> Array:
        base = np.ones(self.shape, dtype=bool)
        if measure.origins:
            base &= self._origins(measure.origins)
        if measure.not_origins:
            base &= ~self._origins(measure.not_origins)
        return base

    def _find_reach(self, measure: Measure) -> Array:
        found = np.full(self.shape, -1, dtype=np.int16)
        base = self._base(measure)
        for general in (True, False):  # periods that name their origins come last and so win
            for index, period in enumerate(measure.periods):
                if (
                    bool(period.origins) is general
                    or not period.holds_on(self.day)
                    or not self._published(period.text_date)
                ):
                    continue
                if self._facts((*measure.facts, *period.facts)):
                    found[base & self._period_reach(measure, period)] = index
        return found

    def _period_reach(self, measure: Measure, period: Period) -> Array:
        where = np.ones(self.shape, dtype=bool)
        if period.origins:
            where &= self._origins(period.origins)
        names = period.products or measure.products
        if names:
            where &= self._lists(names, (*measure.facts, *period.facts))
        for name in period.not_products or measure.not_products:
            if name in self.whole:
                where &= ~self.whole[name][None, :]
        return where

    def consider(self, measure: Measure) -> _Charged:
        if measure.id not in self._charged:
            self._charged[measure.id] = self._decide(measure)
        return self._charged[measure.id]

    def _decide(self, measure: Measure) -> _Charged:
        reach = self.reach(measure).copy()
        if measure.status:
            reach[:] = -1
        for index, period in enumerate(measure.periods):
            if period.status:
                reach[reach == index] = -1
        for other in self.panel.measures:
            if measure.id in other.replaces and not other.status:
                reach[self.reach(other) >= 0] = -1
        made = _Charged(self.shape)
        for index, period in enumerate(measure.periods):
            cells = reach == index
            if cells.any():
                self._charge(measure, period, cells, made)
        return made

    def _charge(self, measure: Measure, period: Period, cells: Array, made: _Charged) -> None:
        left = cells.copy()
        share = np.ones(
            self.shape, dtype=bool
        )  # content shares are whole or nothing where they are not stated
        if period.base != "value":
            share = ~self._content_taken
            self._content_taken |= cells
        plain, other = left, []
        for exception in measure.exceptions:
            where = self._exception(exception)
            if where is None or exception.share:
                continue
            where = where & left
            if exception.charged:
                where &= self._any_charged(exception.charged)
            if exception.charged or not exception.rate:
                left &= ~where
            else:
                other.append((exception, where))
        plain = left.copy()
        for exception, where in other:
            where = where & plain
            made.put(where & share, where, milli(exception.rate), -1, exception.heading)
            plain &= ~where
        rate = milli(period.rate)
        if period.kind == "all_in":
            made.put(plain & share, plain, 0, rate, period.heading)
        else:
            made.put(plain & share, plain, rate, -1, period.heading)

    def _any_charged(self, names: tuple[str, ...]) -> Array:
        where = np.zeros(self.shape, dtype=bool)
        for measure in self.panel.measures:
            if measure.id in names or measure.authority in names:
                where |= self.consider(measure).on_value
        return where

    def _exception(self, exception: Exemption) -> Array | None:
        """Where the conditions of an exception hold; None: nowhere."""
        if not exception.holds_on(self.day) or not self._published(exception.text_date):
            return None
        if LOADING_FACTS.intersection(exception.facts) and not self._loaded(exception):
            return None
        if not self._facts(tuple(f for f in exception.facts if f not in LOADING_FACTS)):
            return None
        where = np.ones(self.shape, dtype=bool)
        if exception.origins:
            where &= self._origins(exception.origins)
        for name in exception.not_products:
            for table in (self.whole, self.part):
                if name in table:
                    where &= ~table[name][None, :]
        if exception.products:
            where &= self._lists(exception.products, exception.facts)
        return where

    def _loaded(self, exception: Exemption) -> bool:
        before = exception.loaded_before
        if self.loaded is None or before is None:
            return any(self.panel.claims.get(f, False) for f in LOADING_FACTS.intersection(exception.facts))
        return self.loaded < before and (
            exception.loaded_from is None or exception.loaded_from <= self.loaded
        )


class _Charged:
    """What one measure charges, while it is being worked out."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.where = np.zeros(shape, dtype=bool)
        self.on_value = np.zeros(shape, dtype=bool)  # charged on a share of the value that is not nothing
        self.add = np.zeros(shape, dtype=np.int32)
        self.floor = np.full(shape, -1, dtype=np.int32)
        self.heading = np.full(shape, -1, dtype=np.int16)
        self.headings: list[str] = []

    def put(self, bearing: Array, where: Array, add: int, floor: int, heading: str) -> None:
        if not where.any():
            return
        if heading not in self.headings:
            self.headings.append(heading)
        self.where |= where
        self.on_value |= bearing
        self.add[bearing] = add
        self.floor[bearing] = floor
        self.heading[where] = self.headings.index(heading)
