"""Column 1 and column 2 of many codes at once, by code and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.panel import MILLI, Array
from tidewaiter.duty.schedule import Line, find_lines
from tidewaiter.duty.sentence import Sentence
from tidewaiter.errors import QuestionError

NO_RATE = -1  # in place of a percentage: the rate is none, or is not known
_EPOCH = date(1970, 1, 1).toordinal()


class ColumnTable:
    """The schedule's own rates for a set of codes, resolved once a code and span of days.

    ``resolve`` gives each row the index of its line; ``column_1`` and ``column_2`` hold percentages in
    thousandths, or ``NO_RATE``.
    """

    def __init__(self, book: DutyBook, codes: Sequence[str], claims: Mapping[str, bool]) -> None:
        self.book, self.codes, self.claims = book, codes, claims
        self.faults: dict[int, tuple[str, str]] = {}  # index -> status, reason
        self._sentences: list[tuple[Sentence | None, Sentence | None]] = []
        self._one: list[int] = []
        self._two: list[int] = []
        self._index: dict[int, int] = {}  # code and span -> index
        self._steady: dict[int, int] = {}  # code whose line is the same on every day -> index
        self._bounds = self._change_days()
        self.column_1: Array = np.empty(0, dtype=np.int64)
        self.column_2: Array = np.empty(0, dtype=np.int64)

    def _change_days(self) -> Array:
        """Days on which the schedule itself changed: lines created or retired, editions begun."""
        days = {since for _, since, _ in self.book.editions}
        days.update(self.book.line_days())
        return np.array(sorted(date.fromisoformat(d).toordinal() - _EPOCH for d in days if d), dtype=np.int64)

    def resolve(self, code_of: Array, days: Array) -> Array:
        """The index of the line of each row (codes by position, days since 1970). Lines met before are not
        looked up again.
        """
        spans = np.searchsorted(self._bounds, days, side="right")
        unique, first, back = np.unique(
            code_of * (len(self._bounds) + 1) + spans, return_index=True, return_inverse=True
        )
        index = np.empty(len(unique), dtype=np.int64)
        for i, (key, at) in enumerate(zip(unique.tolist(), first.tolist(), strict=True)):
            if key not in self._index:
                self._index[key] = self._add(int(code_of[at]), int(days[at]))
            index[i] = self._index[key]
        self.column_1, self.column_2 = (
            np.array(self._one, dtype=np.int64),
            np.array(self._two, dtype=np.int64),
        )
        return index[back]

    def _add(self, code: int, day: int) -> int:
        if code in self._steady:
            return self._steady[code]
        one, two, sentences, fault = self._rates(self.codes[code], date.fromordinal(day + _EPOCH))
        index = len(self._one)
        self._one.append(one)
        self._two.append(two)
        self._sentences.append(sentences)
        if fault:
            self.faults[index] = fault
        if not self.book.is_dated(self.codes[code]):
            self._steady[code] = index
        return index

    def sentence(self, index: int, second: bool) -> Sentence | None:
        """The rate of a line in words."""
        return self._sentences[index][1 if second else 0]

    def _rates(
        self, code: str, day: date
    ) -> tuple[int, int, tuple[Sentence | None, Sentence | None], tuple[str, str] | None]:
        try:
            lines = find_lines(self.book, code, day)
        except QuestionError as why:
            return NO_RATE, NO_RATE, (None, None), ("unreadable", why.message)
        pairs = {(self._first(line), line.column_2) for line in lines}
        if len(lines) > 1 and (len(pairs) > 1 or self._lists_differ(lines)):
            fault = ("cannot_tell", f"{len(lines)} lines stand below the code, with different duties")
            return NO_RATE, NO_RATE, (None, None), fault
        first, second = next(iter(pairs))
        if first is None:
            return (
                NO_RATE,
                NO_RATE,
                (None, None),
                ("cannot_tell", lines[0].note or "no rate is held for this line"),
            )
        return _milli(first), _milli(second), (first, second), None

    def _lists_differ(self, lines: list[Line]) -> bool:
        return len({frozenset(self.book.lists_of(line.code)) for line in lines}) > 1

    def _first(self, line: Line) -> Sentence | None:
        for program in self.book.tables.programs:
            if self.claims.get(program.claim):
                for sentence, letters in line.special:
                    if set(letters) & set(program.letters):
                        return sentence
        return line.general


def _milli(sentence: Sentence | None) -> int:
    """The percentage in thousandths, where it is one and comes out whole; otherwise ``NO_RATE``."""
    if sentence is None or sentence.percent is None:
        return NO_RATE
    scaled = sentence.percent * MILLI
    return int(scaled) if scaled == scaled.to_integral_value() else NO_RATE
