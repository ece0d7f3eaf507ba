"""The tables of a lawbook for the compiled reader: made once, for all days and places, and kept beside its index.

A question of a day and some territories is a mask over them (:mod:`tidewaiter.bulk.in_force`); ``check`` asks them as they
are. The file begins with what names and numbers mean, as JSON; the tables follow as they stand in memory, so that opening it
copies nothing. It is of one index and one state of the modules that make it: any other is made anew.
"""

from __future__ import annotations

import mmap
import os
from contextlib import suppress
from pathlib import Path
from weakref import WeakKeyDictionary
from zlib import crc32

from tidewaiter.lawbook.place import COMPILED, cache_folder
from tidewaiter.met.image import Compiled
from tidewaiter.met.library import sources
from tidewaiter.staging import keep
from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from tidewaiter.lawbook.store import Store

_KEPT = 12  # files of other states of other lawbooks


_COMPILED: WeakKeyDictionary[Store, Compiled] = WeakKeyDictionary()


def compiled(store: Store) -> Compiled:
    """The tables of a lawbook, from their file; they are made first where it is not there.

    Raises :class:`tidewaiter.errors.TidewaiterError` where the compiled library is missing.
    """
    found = _COMPILED.get(store)
    if found is None:
        path = place(store)
        found = _COMPILED[store] = Compiled(_opened(path) or _made(store, path))
    return found


def _made(store: Store, path: Path) -> bytearray:
    from tidewaiter.met.making import make

    held = bytearray(make(store))
    with suppress(OSError):  # a cache that cannot be written costs time, nothing else
        keep(path, held, "lawbook-*.tables", _KEPT)
    return held


def place(store: Store) -> Path:
    """Where the tables of an index stand for this state of the modules that make them; those of the index that was
    installed stand beside it."""
    if store.path.parent == COMPILED and (installed := store.path.with_suffix(".tables")).is_file():
        return installed
    return cache_folder() / f"{store.path.stem}.{_STATE:08x}.tables"


def _state() -> int:
    """The state of the modules whose work the tables are."""
    here = Path(__file__).parent
    state = sources()
    for name in ("met", "met/tables", "classes", "reach", "substance/structures"):
        for item in sorted(os.scandir(here.parent / name), key=lambda item: item.name):
            if item.name.endswith(".py"):
                status = item.stat()
                state = crc32(f"{item.name}|{status.st_size}|{status.st_mtime_ns};".encode(), state)
    return state


_STATE = _state()  # when this process began: what it makes is of the modules that it has read


def _opened(path: Path) -> mmap.mmap | None:
    """A file in memory; writing to it changes no file. None where it is missing or cut short."""
    try:
        with path.open("rb") as file:
            held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    except (OSError, ValueError):
        return None
    return held if int.from_bytes(held[:8], "little") == len(held) else None
