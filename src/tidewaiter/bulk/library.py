"""The compiled reader (:mod:`tidewaiter.met.library`) over batches of rows: NumPy's and Arrow's buffers are read in place,
and other threads run meanwhile."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from tidewaiter.met.library import TABLES, Array, Out, library

_TOLD, _CODES = 200_000, 1_000_000  # numbers and bytes that one call may tell: then the next goes on


class Found(NamedTuple):
    """What the library finds of a batch of texts."""

    marks: Any  # of each text
    told: list[tuple[list[int], bytes]]  # what is told of those settled, and the residues that it names


class Native:
    """The tables of a question, ready for the library."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._library = library()
        self._kept = [np.ascontiguousarray(tables[name], kind) for name, kind in TABLES.items()]
        self._tables = (Array * len(TABLES))(*(Array(table.ctypes.data, table.size) for table in self._kept))
        self._idle: list[_Open] = []  # each call takes one, so that threads may call at once

    def rows(self, text: Any, offsets: Any, kinds: Any, asked: int) -> Found:
        """What is found of texts; ``asked`` says what is to be settled natively."""
        count = len(offsets) - 1
        marks = np.zeros(count, np.int32)
        words, at = [], 0
        try:
            screen = self._idle.pop()
        except IndexError:
            screen = self._open()
        out = screen.out
        out.marks = marks.ctypes.data
        while at < count:
            at = self._library.screen_rows(
                screen.handle, text.ctypes.data, offsets.ctypes.data, kinds.ctypes.data, at, count, asked, out
            )
            words.append((screen.told[: out.told_count].tolist(), screen.codes[: out.code_count].tobytes()))
        self._idle.append(screen)
        return Found(marks, words)

    def _open(self) -> _Open:
        handle: int = self._library.screen_open(self._tables)
        weakref.finalize(self, self._library.screen_close, handle)
        told, codes = np.empty(_TOLD, np.int64), np.empty(_CODES, np.uint8)
        out = Out(0, told.ctypes.data, _TOLD, 0, codes.ctypes.data, _CODES, 0)
        return _Open(handle, out, told, codes)


class _Open(NamedTuple):
    """A screen of the library, which remembers what it has met, and room for what it tells."""

    handle: int
    out: Out
    told: Any
    codes: Any
