"""What is dear to make and the same each time: kept in the cache folder, made anew where it is missing or cannot be read."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zlib import crc32

import numpy as np

from tidewaiter.lawbook.place import cache_folder
from tidewaiter.staging import staged

_FORMAT = "1"


def kept(name: str, mark: str, make: Callable[[], Any]) -> Any:
    """Plain data (what JSON holds) under a name; ``mark`` tells whether what is kept is still right."""
    path = _path(name, mark, "json")
    with suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    made = make()
    _write(path, json.dumps(made, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return made


def kept_arrays(name: str, mark: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Arrays under a name, as :func:`kept`."""
    path = _path(name, mark, "npz")
    with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile), np.load(path) as held:
        return {key: held[key] for key in held.files}
    made = make()
    held = io.BytesIO()
    np.savez(held, **made)
    _write(path, held.getvalue())
    return made


def mark_of(*parts: str | Path) -> str:
    """A mark of some texts and of the contents of some files."""
    mark = 0
    for part in parts:
        mark = crc32(part.read_bytes() if isinstance(part, Path) else part.encode(), mark)
        mark = crc32(b"\0", mark)
    return f"{mark:08x}"


def _path(name: str, mark: str, end: str) -> Path:
    return cache_folder() / f"text-{name}-{_FORMAT}-{mark}.{end}"


def _write(path: Path, content: bytes) -> None:
    with suppress(OSError):  # a cache that cannot be written is done without
        path.parent.mkdir(parents=True, exist_ok=True)
        with staged(path) as stage:
            stage.write_bytes(content)
