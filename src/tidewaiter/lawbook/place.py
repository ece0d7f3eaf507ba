"""Where the lawbook's files and its compiled index stand."""

from __future__ import annotations

import os
from array import array
from operator import attrgetter
from pathlib import Path
from zlib import crc32

_PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED = _PACKAGE / "_lawbook"  # in an installed package
COMPILED = _PACKAGE / "_index"  # beside it: what hatch_build.py compiled from it
_WORD = (1 << 64) - 1
_SECONDS = 600  # between the first and the last file of one installation


def lawbook_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """The folder of the lawbook: the one given, ``TIDEWAITER_LAWBOOK``, the one shipped, or the checkout's."""
    if given is not None:
        return Path(given)
    if named := os.environ.get("TIDEWAITER_LAWBOOK"):
        return Path(named)
    return SHIPPED if SHIPPED.is_dir() else _PACKAGE.parents[1] / "lawbook"


def cache_folder() -> Path:
    """The folder for compiled indexes: ``TIDEWAITER_CACHE``, or the user's cache folder."""
    if named := os.environ.get("TIDEWAITER_CACHE"):
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tidewaiter"


def files_of(folder: Path) -> list[Path]:
    """All data files of a lawbook, in a fixed order."""
    return [Path(file.path) for file in _scan(str(folder))]


def _scan(folder: str) -> list[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    for item in sorted(os.scandir(folder), key=attrgetter("name")):
        if item.is_dir():
            found += _scan(item.path)
        elif item.name.endswith((".csv", ".yml")):
            found.append(item)
    return found


def state(folder: Path, salt: str = "") -> tuple[str, str, float]:
    """Two quick marks of the files, without reading them, and when the latest was changed: the stamp, of their sizes and times,
    tells which compiled index belongs to them; the other also tells an edit that kept both (the inode's own number and time)."""
    # crc32, not a digest of hashlib: importing that costs as much as all the rest of this
    files = _scan(str(folder))
    every = [file.stat() for file in files]
    sizes, changed = [at.st_size for at in every], [at.st_mtime_ns for at in every]
    names = "\n".join([salt, str(folder.resolve()), *(file.path for file in files)])
    mark = crc32(array("q", sizes + changed).tobytes(), crc32(names.encode()))
    inodes = [at.st_ino & _WORD for at in every] + [at.st_ctime_ns & _WORD for at in every]
    deep = crc32(array("Q", inodes).tobytes(), mark)
    latest = max(changed, default=0)
    return f"{sum(sizes):x}-{latest:x}-{mark:08x}", f"{mark:08x}-{deep:08x}", latest / 1e9


def signature(path: Path) -> str:
    """The marks of one file, without reading it: its number, size and times. Raises :class:`OSError`."""
    at = path.stat()
    return f"{at.st_ino:x}-{at.st_size:x}-{at.st_mtime_ns:x}-{at.st_ctime_ns:x}"


def seal_of(path: Path) -> Path:
    """Where the seal of an index stands (:mod:`tidewaiter.lawbook.cache`)."""
    if path.parent == COMPILED:
        return cache_folder() / f"{path.stem}-{crc32(str(path).encode()):08x}.seal"
    return path.with_suffix(".seal")


def sealed(path: Path, sources: str) -> bool:
    """Whether an index is the very file that was sealed, made from sources of this mark."""
    try:
        held = seal_of(path).read_text(encoding="utf-8").split()
        return held[:2] == [signature(path), sources]
    except (OSError, ValueError):
        return False


def sha256_of(folder: Path) -> str:
    """The lawbook's hash: of every file's place and content. An answer is reproduced from question + hash."""
    import hashlib

    digest = hashlib.sha256()
    for path in files_of(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def version_of(folder: Path) -> str:
    """The lawbook's version, by date: one line in its file VERSION."""
    file = folder / "VERSION"
    return file.read_text(encoding="utf-8").strip() if file.exists() else "unversioned"


def compiled(name: str, folder: Path, latest: float = 0.0) -> Path | None:
    """The index ``name`` that was installed with the lawbook in ``folder``; None where there is none, or where a file of
    the lawbook was changed (``latest``: when, in seconds) after the installation."""
    path = COMPILED / f"{name}.sqlite"
    if folder != SHIPPED or not folder.is_dir() or not path.is_file():
        return None
    return path if latest < path.stat().st_mtime + _SECONDS else None


def same_lawbook(folder: Path, index: Path) -> bool:
    """Whether an index was made from what the files of a lawbook hold now."""
    import sqlite3
    from contextlib import closing

    from tidewaiter.lawbook.connection import read_only

    try:
        with closing(read_only(index)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE key = 'sha256'").fetchone()
    except sqlite3.Error:
        return False
    return found is not None and found[0] == sha256_of(folder)
