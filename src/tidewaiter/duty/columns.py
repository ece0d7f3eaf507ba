"""The schedule's own rates of many codes at once, by code, day and origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.panel import MILLI, Array
from tidewaiter.duty.records import HOME, TariffColumn
from tidewaiter.duty.schedule import Line, column_of, find_lines, open_columns
from tidewaiter.duty.sentence import Sentence
from tidewaiter.errors import QuestionError

NO_RATE = -1  # in place of a percentage: the rate is none, or is not known
_EPOCH = date(1970, 1, 1).toordinal()


def day_numbers(days: Sequence[date]) -> Array:
    """Days since 1970, int64 [N].

    >>> day_numbers([date(1970, 1, 2)]).tolist()
    [1]
    """
    return np.array([day.toordinal() - _EPOCH for day in days], dtype=np.int64)


def day_of(number: int) -> date:
    """The day of a number of days since 1970.

    >>> day_of(1)
    datetime.date(1970, 1, 2)
    """
    return date.fromordinal(number + _EPOCH)


class ColumnTable:
    """The rates of a tariff for a set of codes, resolved once a code and span of days.

    ``resolve`` gives each row the index of its line. Origins to which the same columns are open share a *way*;
    ``rates[way, line]`` holds percentages in thousandths, or ``NO_RATE``.
    """

    def __init__(
        self, book: DutyBook, codes: Sequence[str], claims: Mapping[str, bool], territory: str = HOME
    ) -> None:
        self.book, self.codes, self.territory = book, codes, territory
        self.claims = [name for name, claimed in claims.items() if claimed]
        self.faults: dict[int, tuple[str, str]] = {}  # index of a line -> status, reason
        self._sentences: list[tuple[Sentence | None, ...]] = []
        dated = [book.is_dated(code, territory) for code in codes]
        self._dated: Array = np.array(dated, dtype=bool)  # by code: whether its line differs from day to day
        days = {since for _, since, _ in book.editions(territory).values()} | book.line_days(territory)
        self._bounds = day_numbers(sorted(date.fromisoformat(d) for d in days if d))
        self._index = np.full((len(codes), len(self._bounds) + 1), -1, dtype=np.int32)  # code, span -> index
        self.ways = self._find_ways()
        self.rates: Array = np.empty((len(self.ways), 0), dtype=np.int64)

    def _find_ways(self) -> dict[tuple[TariffColumn, ...], int]:
        tables = self.book.tables
        tariff = tables.tariffs.get(self.territory)
        named = {name for column in (tariff.columns if tariff else ()) for name in column.origins}
        rows = [row for name in named for row in tables.groups.get(name, ((name, None, None),))]
        days = {date.min, *(d for _, *span in rows for d in span if d)}
        found = {self.way(origin, day): 0 for origin in {"", *(row[0] for row in rows)} for day in days}
        return {columns: number for number, columns in enumerate(found)}

    def way(self, origin: str, day: date) -> tuple[TariffColumn, ...]:
        """The columns that are open to goods of an origin."""
        return open_columns(self.book.tables, self.territory, origin, day)

    def resolve(self, code_of: Array, days: Array) -> Array:
        """The index of the line of each row (codes by position, days since 1970). Lines met before are not
        looked up again.
        """
        spans = np.searchsorted(self._bounds, days, side="right") * self._dated[code_of]
        index: Array = self._index[code_of, spans]
        unmet = np.flatnonzero(index < 0)
        if len(unmet):
            keys, first = np.unique(code_of[unmet] * self._index.shape[1] + spans[unmet], return_index=True)
            for key, at in zip(keys.tolist(), unmet[first].tolist(), strict=True):
                self._index.flat[key] = self._add(int(code_of[at]), int(days[at]))
            index = self._index[code_of, spans]
        fresh = [[_milli(sentence) for sentence in row] for row in self._sentences[self.rates.shape[1] :]]
        if fresh:
            self.rates = np.hstack([self.rates, np.array(fresh, dtype=np.int64).T])
        return index

    def _add(self, code: int, day: int) -> int:
        sentences, fault = self._lines(self.codes[code], day_of(day))
        index = len(self._sentences)
        self._sentences.append(sentences)
        if fault:
            self.faults[index] = fault
        return index

    def sentence(self, index: int, way: int) -> Sentence | None:
        """The rate of a line in words."""
        return self._sentences[index][way]

    def _lines(self, code: str, day: date) -> tuple[tuple[Sentence | None, ...], tuple[str, str] | None]:
        nothing = (None,) * len(self.ways)
        try:
            lines = find_lines(self.book, code, day, self.territory)
        except QuestionError as why:
            return nothing, ("unreadable", why.message)
        rates = {self._rates(line) for line in lines}
        if len(lines) > 1 and (len(rates) > 1 or self._lists_differ(lines)):
            return nothing, (
                "cannot_tell",
                f"{len(lines)} lines stand below the code, with different duties",
            )
        first = next(iter(rates))
        if not any(first):
            return nothing, ("cannot_tell", lines[0].note or "no rate is held for this line")
        return first, None

    def _rates(self, line: Line) -> tuple[Sentence | None, ...]:
        tables = self.book.tables
        return tuple(
            column_of(tables, columns, self.territory, line, self.claims).sentence for columns in self.ways
        )

    def _lists_differ(self, lines: list[Line]) -> bool:
        return len({frozenset(self.book.lists_of(line.code)) for line in lines}) > 1


def _milli(sentence: Sentence | None) -> int:
    """The percentage in thousandths, where it is one and comes out whole; otherwise ``NO_RATE``."""
    percent = sentence.percent if sentence else None
    if percent is None or percent * MILLI % 1:
        return NO_RATE
    return int(percent * MILLI)
