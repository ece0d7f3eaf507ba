"""A file that appears whole or not at all: it is written beside its place and put there when it is done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staged(path: Path, *, lasting: bool = False) -> Iterator[Path]:
    """A path beside ``path`` to write to, put in its place at the end; where writing fails, nothing is left of it.

    ``lasting``: the bytes are on the disk before the file appears. Two processes that write one file do not meet: the
    last to end has it.

    >>> from tempfile import mkdtemp
    >>> place = Path(mkdtemp()) / "a.txt"
    >>> with staged(place) as stage:
    ...     written = stage.write_text("whole")
    ...     place.exists()
    False
    >>> place.read_text(), [file.name for file in place.parent.iterdir()]
    ('whole', ['a.txt'])
    """
    stage = path.with_name(f"{path.name}.stage{os.getpid()}")
    stage.unlink(missing_ok=True)  # of a process of this number that was killed
    try:
        yield stage
        if lasting:
            with stage.open("rb+") as file:
                os.fsync(file.fileno())
        stage.replace(path)
    finally:
        stage.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have a file, or what a folder names, on the disk. Not for Windows, where no folder can be opened."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep(path: Path, data: bytes | bytearray, like: str, most: int) -> None:
    """Write a file of a cache, and remove the oldest of those beside it whose names are ``like`` it, but for the last ``most``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with staged(path) as stage:
        stage.write_bytes(data)
    older = sorted(path.parent.glob(like), key=lambda item: item.stat().st_mtime)
    for item in older[:-most]:
        item.unlink(missing_ok=True)
