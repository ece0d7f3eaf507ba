"""The compiled part of the screen, called through ctypes: `native/screen.cpp` says what its functions do.

It is built when the package is installed (`hatch_build.py`) and knows from which sources. The functions read NumPy's and
Arrow's buffers in place, and let other threads run meanwhile.
"""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Mapping
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from tidewaiter.bulk.tables import layout as m
from tidewaiter.bulk.tables.layout import JUDGE_WIDTHS as WIDTHS
from tidewaiter.errors import TidewaiterError

FILE = Path(__file__).parent / f"_screen{EXTENSION_SUFFIXES[-1]}"
SOURCES = Path(__file__).parent / "native"
_TOLD, _CODES = 200_000, 1_000_000  # numbers and bytes that one call may tell: then the next goes on
MEND = "Build it: `make env` in a checkout, else install Tidewaiter again where there is a C++ compiler."

# The tables of a question and the kind of their numbers, in the order of `Tables` in native/tables.hpp.
TABLES = {
    "patterns": "i8", "atoms": "i8", "extra": "i8", "hooks": "i8", "sites": "i8", "options": "i8", "rules": "i8",
    "nodes": "i4", "numbers": "i4", "links": "i4", "enough": "u8", "quantities": "i4", "starts": "i4", "needs": "i4",
    **dict.fromkeys(m.KEYS, "i8"), "filters": "u8", "scaffolds": "i4", "sizes": "i4",
    **{f"judge_{name}": "i4" for name in WIDTHS}, "judge_elements": "i8", "judge_weights": "f8", "judge_guarded": "i8",
    "listed_hashes": "i8", "listed_nothing": "i4", "listed_structures": "i4", "listed_texts": "i4", "listed_text": "u1",
}  # fmt: skip


class _Array(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("size", ctypes.c_int64))


class _Out(ctypes.Structure):
    _fields_ = (
        ("marks", ctypes.c_void_p), ("hits", ctypes.c_void_p), ("room", ctypes.c_int64), ("count", ctypes.c_int64),
        ("told", ctypes.c_void_p), ("told_room", ctypes.c_int64), ("told_count", ctypes.c_int64),
        ("codes", ctypes.c_void_p), ("code_room", ctypes.c_int64), ("code_count", ctypes.c_int64),
    )  # fmt: skip


class Found(NamedTuple):
    """What the library finds of a batch of texts."""

    marks: Any  # of each text
    hits: Any  # rows of (text, scaffold) that Python is to look at
    told: list[
        tuple[list[int], bytes]
    ]  # what is told of those that are settled, and the residues that it names


def sources() -> int:
    """The state of the sources of the library; 0 where they are not here."""
    state = 0
    for item in sorted(SOURCES.glob("*.?pp")):
        state = crc32(item.read_bytes(), state)
    return state


@cache
def library() -> Any:
    """The library, its functions declared.

    Raises :class:`TidewaiterError` where it is missing or built from other sources than those that are here.
    """
    try:
        found = ctypes.CDLL(str(FILE))
        found.screen_sources.restype = ctypes.c_uint32
        found.screen_layout.restype = ctypes.c_int64
    except (OSError, AttributeError) as why:
        raise TidewaiterError(
            f"The compiled part of the screen cannot be loaded ({FILE}: {why}).", MEND
        ) from why
    layout = len(TABLES)
    judged = WIDTHS["formulas"], WIDTHS["primitives"]
    for width in (m.P_WIDTH, m.A_WIDTH, m.H_WIDTH, m.O_WIDTH, *judged):
        layout = layout * 64 + width
    here = sources()
    if found.screen_layout() != layout or (here and here != found.screen_sources()):
        raise TidewaiterError(
            f"The compiled part of the screen ({FILE}) was built from other sources than these.", MEND
        )
    array, number = ctypes.c_void_p, ctypes.c_int64
    found.screen_open.argtypes = [ctypes.POINTER(_Array)]
    found.screen_open.restype = array
    found.screen_close.argtypes = [array]
    found.screen_close.restype = None
    found.screen_rows.argtypes = [array, *[array] * 3, number, number, ctypes.c_int32, ctypes.POINTER(_Out)]
    found.screen_rows.restype = number
    found.screen_keys.argtypes = [ctypes.c_int32, ctypes.c_char_p, ctypes.c_int32, ctypes.c_char_p, array]
    found.screen_keys.restype = ctypes.c_int
    found.screen_molecule.argtypes = [ctypes.c_char_p, number, array]
    found.screen_molecule.restype = number
    found.screen_constitution.argtypes = [ctypes.c_char_p, number, array]
    found.screen_constitution.restype = ctypes.c_int
    return found


def keys(elements: list[int], bonds: list[tuple[int, int]]) -> tuple[int, int, int, int] | None:
    """Formula, outline, skeleton and rings of a molecule of one part; None where no row that is read natively could be it."""
    if len(elements) > 255:
        return None
    found = (ctypes.c_int64 * 4)()
    ends = bytes(end for bond in bonds for end in bond)
    if not library().screen_keys(len(elements), bytes(elements), len(bonds), ends, found):
        return None
    return found[0], found[1], found[2], found[3]


def constitution(text: str) -> int | None:
    """The number that a SMILES shares with all drawings of its constitution; None where it, or its stereochemistry, cannot
    surely be compared natively."""
    found, given = ctypes.c_int64(), text.encode()
    return found.value if library().screen_constitution(given, len(given), ctypes.byref(found)) else None


class Native:
    """The tables of a question, ready for the library."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._library = library()
        self._kept = [np.ascontiguousarray(tables[name], kind) for name, kind in TABLES.items()]
        self._tables = (_Array * len(TABLES))(
            *(_Array(table.ctypes.data, table.size) for table in self._kept)
        )
        self._room = 200 * len(tables["scaffolds"]) + 10_000
        self._idle: list[_Open] = []  # each call takes one, so that threads may call at once

    def rows(self, text: Any, offsets: Any, kinds: Any, asked: int) -> Found:
        """What is found of texts; ``asked`` says what is to be settled natively."""
        count = len(offsets) - 1
        marks = np.zeros(count, np.int32)
        found, words, at = [], [], 0
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
            found.append(screen.hits[: out.count].copy())
            words.append((screen.told[: out.told_count].tolist(), screen.codes[: out.code_count].tobytes()))
        self._idle.append(screen)
        return Found(marks, np.concatenate(found) if found else screen.hits[:0].copy(), words)

    def _open(self) -> _Open:
        handle: int = self._library.screen_open(self._tables)
        weakref.finalize(self, self._library.screen_close, handle)
        hits, told, codes = (
            np.empty((self._room, 2), np.int32),
            np.empty(_TOLD, np.int64),
            np.empty(_CODES, np.uint8),
        )
        out = _Out(
            0, hits.ctypes.data, self._room, 0, told.ctypes.data, _TOLD, 0, codes.ctypes.data, _CODES, 0
        )
        return _Open(handle, out, hits, told, codes)


class _Open(NamedTuple):
    """A screen of the library, which remembers what it has met, and room for what it tells."""

    handle: int
    out: _Out
    hits: Any
    told: Any
    codes: Any


def molecule(text: str) -> list[int] | None:
    """What is made of a molecule of one part (see ``screen_molecule``), for tests; None where it gives up."""
    out = (ctypes.c_int64 * 2000)()
    given = text.encode()
    count = library().screen_molecule(given, len(given), out)
    return None if count < 0 else list(out[:count])
