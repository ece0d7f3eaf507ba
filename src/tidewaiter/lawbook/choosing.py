"""Which compiled index is opened: the one installed, the one in the cache, or one that is made now."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from tidewaiter.lawbook.place import sealed


def believed(installed: Path, sources: str, same: Callable[[Path], bool]) -> bool:
    """Whether the index that came with the package may be used; ``same``: whether it is of the lawbook beside it."""
    if sealed(installed, sources):
        return True
    from tidewaiter.lawbook import cache  # hashlib: only where no seal agrees

    return cache.sound_installed(installed, sources, same)


def ready(
    cached: Path,
    sources: str,
    build: Callable[[Path], None],
    same: Callable[[Path], bool] | None = None,
    *,
    installed: Path | None = None,
    notice: str = "",
) -> Path:
    """The index to open: the one installed, the one in the cache, or one that ``build`` makes there now.

    ``sources``: the mark of the files it is made from; ``same``: whether an index was made from what they hold now, asked
    where only their mark is another; ``notice``: what a person at a terminal is told before it is made for the first time.
    """
    if installed and same and believed(installed, sources, same):
        return installed
    if sealed(cached, sources):
        return cached
    from tidewaiter.lawbook import cache

    if not notice or cached.exists() or not sys.stderr.isatty():
        return cache.ready(cached, sources, build, same)
    print(notice, file=sys.stderr, flush=True)
    began = monotonic()
    made = cache.ready(cached, sources, build, same)
    print(f"... done in {monotonic() - began:.0f} s.", file=sys.stderr, flush=True)
    return made
