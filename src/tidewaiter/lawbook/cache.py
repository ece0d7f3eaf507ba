"""Compiled indexes that can be believed: made where there is none, made anew where one is not what was compiled.

Beside each index stands its seal: the marks of the file (number, size, times), of the sources it was made from, and the
hash of its bytes. Where the marks agree nothing more is read (:func:`tidewaiter.lawbook.place.sealed`). Where they do not,
the bytes are hashed: a copy is sealed again, anything else is thrown away and compiled anew, and that is said.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tidewaiter.lawbook.connection import read_only
from tidewaiter.lawbook.place import COMPILED, seal_of, signature

Build = Callable[[Path], None]
# index -> where it stands for this process, because its place cannot be written
_temporary: dict[Path, Path] = {}


def ready(path: Path, sources: str, build: Build, same: Callable[[Path], bool] | None = None) -> Path:
    """A sound index: the one at ``path``, or one made now by ``build``.

    ``sources``: the mark of the files it is made from; ``same``: whether an index was made from what those files hold
    now, asked where only their mark is another.
    """
    if path in _temporary:
        return _temporary[path]
    if path.exists():
        if _sound(path, sources, same):
            _seal(path, sources)
            return path
        # without one it is of an older version, or was put there: made anew without a word
        if seal_of(path).exists():
            _warn(f"{path.name} is not what was compiled from these files: it is made anew.")
    return _made(path, sources, build)


def sound_installed(path: Path, sources: str, same: Callable[[Path], bool]) -> bool:
    """Whether an index that came with the package, and whose seal does not agree, is whole and of the lawbook beside it."""
    if not _sound(path, sources, same):
        _warn(f"{path} is not what was installed: one is compiled beside it. Install the package again.")
        return False
    _seal(path, sources)
    return True


def distrust() -> None:
    """Throw away all seals: every index is looked at again, or made anew, at the next question."""
    from tidewaiter.lawbook.place import cache_folder

    for seal in cache_folder().glob("*.seal"):
        seal.unlink(missing_ok=True)


def _warn(words: str) -> None:
    sys.stderr.write(f"Warning: {words}\n")


def _sound(path: Path, sources: str, same: Callable[[Path], bool] | None) -> bool:
    try:
        held = seal_of(path).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        held = []
    if len(held) != 3:  # never sealed: only what was installed is believed at first sight
        return path.parent == COMPILED and same is not None and _whole(path) and same(path)
    try:
        if _hash(path) != held[2]:
            return False
        return held[1] == sources or (same is not None and same(path))
    except (OSError, sqlite3.Error):
        return False


def _whole(path: Path) -> bool:
    try:
        with closing(read_only(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:40]


def _seal(path: Path, sources: str) -> None:
    """Write the seal; where it cannot be written, the index is looked at again each time."""
    try:
        before = signature(path)
        mark = _hash(path)
        if signature(path) != before:
            return  # another process has just put its own in this place, and seals it
        seal = seal_of(path)
        seal.parent.mkdir(parents=True, exist_ok=True)
        seal.write_text(f"{before} {sources} {mark}\n", encoding="utf-8")
    except OSError:
        pass


def _made(path: Path, sources: str, build: Build) -> Path:
    try:
        seal_of(path).unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        build(path)
    except (OSError, sqlite3.OperationalError) as why:
        _warn(
            f"no index can be kept in {path.parent} ({getattr(why, 'strerror', None) or why}): "
            "it is compiled for this run only. Name a folder in TIDEWAITER_CACHE."
        )
        folder = Path(tempfile.mkdtemp(prefix="tidewaiter-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        build(folder / path.name)
        _temporary[path] = folder / path.name
        return _temporary[path]
    _seal(path, sources)
    return path
