"""How records are kept of which there are many that say much the same: as compressed JSON."""

from __future__ import annotations

import json
import zlib

from tidewaiter.typed import Any


def packed(records: list[list[Any]]) -> bytes:
    """Records as they are kept; nothing for none.

    >>> unpacked(packed([["un/1961/I/fentanyl", "applies"]])), packed([])
    ([['un/1961/I/fentanyl', 'applies']], b'')
    """
    return zlib.compress(json.dumps(records, ensure_ascii=False).encode()) if records else b""


def unpacked(kept: bytes) -> list[list[Any]]:
    """The records again."""
    found: list[list[Any]] = json.loads(zlib.decompress(kept)) if kept else []
    return found
