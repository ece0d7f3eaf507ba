"""Many lines at once: one day, all origins, all lines, as arrays, by the same rules as a single entry.

What is not stated is not claimed: an array holds what is *assessed*, ranges are the single answer's business.
Lines that stand on the same lists share a *class*, origins that the same measures name share a class, and only
classes are evaluated. Percentages are thousandths of a per cent, as integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.records import HOME, change_days, members
from tidewaiter.duty.rules import ONE, Piece, Rules
from tidewaiter.duty.sentence import read

Array = np.ndarray[Any, np.dtype[Any]]
MILLI = 1000  # thousandths of a per cent


class Rate(NamedTuple):
    """What a measure charges on some goods, in thousandths of a per cent."""

    heading: str = ""  # under which it is reported
    add: int = 0  # added to column 1
    floor: int = -1  # column 1 is topped up to this; -1 where it is not
    refundable: bool = False


class Charge(NamedTuple):
    """What one measure charges on one day, by origin class and line class."""

    measure: str
    piece: Array  # int16 [O, C]: index into pieces, -1 where nothing is charged
    pieces: tuple[Rate, ...]


def milli(rate: str) -> int:
    """A rate of the lawbook in thousandths of a per cent.

    >>> milli("12.5%")
    12500
    """
    percent = read(rate).percent
    return int((percent or 0) * MILLI)


def _rate(piece: Piece[Array], refundable: bool) -> Rate:
    rate = milli(piece.rate) if piece.share else 0  # whole, as no share is stated
    add, floor = (0, rate) if piece.tops and piece.share else (rate, -1)
    return Rate(piece.heading, add, floor, refundable)


class Panel:
    """Classes of lines and origins, and the charges of any day."""

    def __init__(
        self,
        book: DutyBook,
        codes: Iterable[str],
        origins: Sequence[str],
        claims: Mapping[str, bool] | None = None,
        territory: str = HOME,
    ) -> None:
        self.book, self.tables, self.territory = book, book.tables, territory
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

    @cached_property
    def listed(self) -> dict[tuple[str, str, str, str], Array]:
        """The classes of lines in which each row of a list stands, as masks [1, C]."""
        found: dict[tuple[str, str, str, str], Array] = {}
        for index, signature in enumerate(self.signatures):
            for row in signature:
                if row not in found:
                    found[row] = np.zeros((1, len(self.signatures)), dtype=bool)
                found[row][0, index] = True
        return found

    def _classify_origins(self) -> None:
        tariff = self.tables.tariffs.get(self.territory)
        named = {name for column in (tariff.columns if tariff else ()) for name in column.origins}
        for measure in self.measures:
            groups = [p.origins for p in measure.periods] + [
                (*e.origins, *e.not_origins) for e in measure.exceptions
            ]
            named.update(measure.origins, measure.not_origins, *groups)
        spans: dict[str, list[str]] = {}
        for name in sorted(named):
            for code, since, until in self.tables.groups.get(name, ((name, None, None),)):
                spans.setdefault(code, []).append(f"{name}|{since}|{until}")
        keys: dict[tuple[str, ...], int] = {}
        self.origin_class: dict[str, int] = {}
        self.representatives: list[str] = []
        for origin in self.origins:
            key = tuple(spans.get(origin, ()))
            if key not in keys:
                keys[key] = len(keys)
                self.representatives.append(origin)
            self.origin_class[origin] = keys[key]

    @cached_property
    def change_days(self) -> list[date]:
        """Every day on which any answer of this territory can change."""
        return change_days(self.tables, self.territory, self.listed)

    @cached_property
    def loading_days(self) -> list[date]:
        """The days of loading at which an in-transit exemption begins or ends to hold."""
        days = {d for m in self.measures for e in m.exceptions for d in (e.loaded_before, e.loaded_from) if d}
        return sorted(days)

    # one day --------------------------------------------------------------------------------------

    def on(self, day: date, loaded: date | None = None) -> list[Charge]:
        """The charges of one day, in no order; a measure that charges nothing is left out.

        ``loaded`` is the day of loading of all the lines; None where it is not
        stated, so that no transit is claimed.
        """
        grid = Grid(self, day, loaded)
        rules = Rules[Array](self.tables, self.territory, grid)
        found = []
        for measure in self.measures:
            pieces = [piece for piece in rules.charged(measure) if piece.outcome == "applies"]
            if not pieces:
                continue
            where = np.full(grid.shape, -1, dtype=np.int16)
            for number, piece in enumerate(pieces):
                where[np.broadcast_to(piece.where, grid.shape)] = number
            rates = tuple(_rate(piece, bool(measure.refund)) for piece in pieces)
            found.append(Charge(measure.id, where, rates))
        return found


class Grid:
    """One day of a panel as a space of masks: boolean arrays [O, C], or [O, 1] and [1, C] where the lines, or the
    origins, are all alike.
    """

    goods = "that origin"
    none: Array = np.zeros((1, 1), dtype=bool)
    every: Array = np.ones((1, 1), dtype=bool)
    unstated = ONE

    known_on: date | None = None  # all texts count

    def __init__(self, panel: Panel, day: date, loaded: date | None = None) -> None:
        self.panel, self.day, self.loaded = panel, day, loaded
        self.shape = (len(panel.representatives), len(panel.signatures))
        self._origins: dict[tuple[str, ...], Array] = {}
        self._lists: dict[tuple[str, bool], Array] = {}
        text = str(day)
        for (name, since, until, part), lines in panel.listed.items():
            if since <= text and (not until or text < until):
                self._lists[name, bool(part)] = self._lists.get((name, bool(part)), self.none) | lines

    def some(self, where: Array) -> bool:
        """Whether a mask holds anywhere."""
        return bool(np.count_nonzero(where))  # faster than any()

    def origins(self, names: tuple[str, ...]) -> Array:
        """The origins of the territories or groups named."""
        if names not in self._origins:
            held = members(self.panel.tables, names, self.day)
            rows = [origin in held for origin in self.panel.representatives]
            self._origins[names] = np.array(rows, dtype=bool)[:, None]
        return self._origins[names]

    def whole(self, name: str) -> Array:
        """The lines that stand on a list."""
        return self._lists.get((name, False), self.none)

    def part(self, name: str) -> Array:
        """The lines within which some goods stand on a list."""
        return self._lists.get((name, True), self.none)

    def fact(self, name: str) -> Array:
        """Everywhere, or nowhere: what is not claimed does not hold."""
        return self.every if self.panel.claims.get(name) else self.none

    def contents(self, name: str) -> tuple[()]:
        """No share is stated."""
        return ()

    def example(self, where: Array) -> str:
        """A line of the first cell and its origin."""
        origin, line = np.argwhere(np.broadcast_to(where, self.shape))[0]
        code = next(code for code, kind in self.panel.line_class.items() if kind == line)
        return f"{code} of {self.panel.representatives[origin]}"
