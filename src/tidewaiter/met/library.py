"""The compiled reader of structures, called through ctypes: ``bulk/native/screen.cpp`` says what its functions do.

It is built when the package is installed (`hatch_build.py`) and knows from which sources. NumPy is not imported here:
a single question is answered without it (:mod:`tidewaiter.bulk.library` reads batches).
"""

from __future__ import annotations

import ctypes
from _thread import allocate_lock  # threading's own, as in lawbook/connection.py
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from zlib import crc32

from tidewaiter.errors import TidewaiterError
from tidewaiter.met.tables import layout as m
from tidewaiter.met.tables.layout import JUDGE_WIDTHS as WIDTHS
from tidewaiter.rows import NamedTuple
from tidewaiter.typed import Any

_ROOM = Path(__file__).parents[1] / "bulk"
FILE = _ROOM / f"_screen{EXTENSION_SUFFIXES[-1]}"
SOURCES = _ROOM / "native"
MEND = "Build it: `make env` in a checkout, else install Tidewaiter again where there is a C++ compiler."
ASK_MARKS, ASK_ALL, ASK_CLASSES, ASK_PARTS = range(4)  # what is to be settled: see native/row.hpp

# The tables and the kind of their numbers, in the order of `Tables` in native/tables.hpp.
TABLES = {
    "patterns": "i8", "atoms": "i8", "extra": "i8", "hooks": "i8", "sites": "i8", "options": "i8", "rules": "i8",
    "nodes": "i4", "numbers": "i4", "links": "i4", "enough": "u8", "quantities": "i4", "starts": "i4", "needs": "i4",
    **dict.fromkeys(m.KEYS, "i8"), "filters": "u8", "scaffolds": "i4", "sizes": "i4",
    **{f"judge_{name}": "i4" for name in WIDTHS}, "judge_elements": "i8", "judge_weights": "f8", "judge_guarded": "i8",
    "listed_hashes": "i8", "listed_nothing": "i4", "listed_structures": "i4", "listed_texts": "i4", "listed_text": "u1",
}  # fmt: skip
MOST_PARTS = 40  # of a text: as in native/row.hpp
_TOLD, _CODES = 20_000, 20_000  # numbers and bytes that one text may tell


class Array(ctypes.Structure):
    """A table: where it stands, and how many numbers it has."""

    _fields_ = (("data", ctypes.c_void_p), ("size", ctypes.c_int64))


class Out(ctypes.Structure):
    """Room for what is found of rows."""

    _fields_ = (
        ("marks", ctypes.c_void_p),
        ("told", ctypes.c_void_p), ("told_room", ctypes.c_int64), ("told_count", ctypes.c_int64),
        ("codes", ctypes.c_void_p), ("code_room", ctypes.c_int64), ("code_count", ctypes.c_int64),
    )  # fmt: skip


@cache
def sources() -> int:
    """The state of the sources of the library when it was first asked for; 0 where they are not here."""
    state = 0
    for item in sorted(SOURCES.iterdir()) if SOURCES.is_dir() else ():
        if item.suffix in (".cpp", ".hpp"):
            state = crc32(item.read_bytes(), state)
    return state


_AT, _TEXT, _COUNT, _FLAG = (
    ctypes.c_void_p,
    ctypes.c_char_p,
    ctypes.c_int64,
    ctypes.c_int,
)  # a table, a text ...
# What each function takes and gives: as native/screen.cpp declares them.
_FUNCTIONS: dict[str, tuple[list[Any], Any]] = {
    "open": ([ctypes.POINTER(Array)], _AT),
    "close": ([_AT], None),
    "rows": ([_AT, _AT, _AT, _AT, _COUNT, _COUNT, ctypes.c_int32, ctypes.POINTER(Out)], _COUNT),
    "keys": ([ctypes.c_int32, _TEXT, ctypes.c_int32, _TEXT, _AT], _FLAG),
    "molecule": ([_TEXT, _COUNT, _AT], _COUNT),
    "constitution": ([_TEXT, _COUNT, _AT], _FLAG),
    "drawing": ([_TEXT, _COUNT, _AT], _FLAG),
    "known_open": ([_AT, _COUNT, _AT, _AT], _AT),
    "known_close": ([_AT], None),
    "known": ([_AT, _TEXT, _COUNT, _AT], _FLAG),
    "alike": ([_TEXT, _COUNT, _AT, _AT, _COUNT, _AT], _FLAG),
    "drawings": ([_AT], _AT),
    "drawings_close": ([_AT], None),
    "facts": ([_AT, _AT, _AT, _COUNT, _COUNT, _AT], None),
}


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
    for name, (given, back) in _FUNCTIONS.items():
        function = getattr(found, f"screen_{name}")
        function.restype, function.argtypes = back, given
    return found


class Said(NamedTuple):
    """What is found of one text: its marks (see native/row.hpp), what is told, and the residues that it names."""

    marks: int
    told: list[int]
    codes: bytes


class Reader:
    """The library over some tables, for one text at a time; not to be called by two threads at once."""

    def __init__(self, tables: dict[str, tuple[int, int]]) -> None:
        """``tables``: of each where it stands in memory and how many numbers it has; they must stay there."""
        self._library = library()
        self._tables = (Array * len(TABLES))(*(Array(*tables[name]) for name in TABLES))
        self._handle: int = self._library.screen_open(self._tables)
        self._marks, self._kind, self._ends = ctypes.c_int32(), ctypes.c_int8(), (ctypes.c_int32 * 2)()
        told, codes = (ctypes.c_int64 * _TOLD)(), (ctypes.c_uint8 * _CODES)()
        at = ctypes.addressof
        self._places = at(self._ends), at(self._kind)
        self._out = Out(at(self._marks), at(told), _TOLD, 0, at(codes), _CODES, 0)
        # views, which hold them: a slice of what ctypes holds is made number by number
        self._told, self._codes = memoryview(told).cast("B").cast("q"), memoryview(codes).cast("B")

    def read(self, text: str, asked: int) -> Said:
        """What is found of a text; ``asked`` says what is to be settled natively."""
        given = text.encode()
        self._ends[1], out = len(given), self._out
        self._library.screen_rows(self._handle, given, *self._places, 0, 1, asked, out)
        told = self._told[: out.told_count].tolist()
        return Said(self._marks.value, told, bytes(self._codes[: out.code_count]))

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            self._library.screen_close(self._handle)


class Drawings:
    """The drawings that are known again in any spelling. Threads may ask at once."""

    def __init__(self, tables: dict[str, tuple[int, int]]) -> None:
        """``tables``: as those of :class:`Reader`."""
        self._library = library()
        (numbers, self.listed), (starts, _), (text, _) = (
            tables[f"known_{name}"] for name in ("numbers", "starts", "text")
        )
        self._handle: int = self._library.screen_known_open(numbers, self.listed, starts, text)
        self._places = (ctypes.c_int32 * MOST_PARTS)()
        self._lock = allocate_lock()  # one after the other: they share the numbers of what has been met

    def places(self, text: str) -> list[int] | None:
        """Which of the ``listed`` ones each part of a SMILES is; what is none of them has a number of its own behind theirs.

        None where any part is not surely known again.
        """
        given = text.encode()
        with self._lock:
            count = self._library.screen_known(
                self._handle, given, len(given), ctypes.addressof(self._places)
            )
            return self._places[:count] or None

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            self._library.screen_known_close(self._handle)


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


def drawing(text: str) -> int | None:
    """The number that a SMILES of one part shares with all spellings of its drawing, stereochemistry apart; None where it cannot
    surely be known again."""
    found, given = ctypes.c_int64(), text.encode()
    return found.value if library().screen_drawing(given, len(given), ctypes.byref(found)) else None


def molecule(text: str) -> list[int] | None:
    """What is made of a molecule of one part (see ``screen_molecule``), for tests; None where it gives up."""
    out = (ctypes.c_int64 * 4000)()
    given = text.encode()
    count = library().screen_molecule(given, len(given), out)
    return None if count < 0 else list(out[:count])


def alike(text: str, starts: int, bins: int, count: int) -> tuple[int, list[float]] | None:
    """How many heavy atoms a SMILES of one part has, and how alike it is to each of ``count`` fingerprints, whose
    ``starts`` and ``bins`` stand at these addresses; None where that is RDKit's to say."""
    found, given = (ctypes.c_double * count)(), text.encode()
    heavy = library().screen_alike(given, len(given), starts, bins, count, found)
    return (heavy, list(found)) if heavy else None
