"""Traditional Chinese characters and the simplified ones that stand for them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


def source() -> Path:
    """OpenCC's table of characters (PyPI ``opencc-python-reimplemented``); not imported: only its data file is read."""
    found = find_spec("opencc")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("opencc")
    return Path(found.origin).parent / "dictionary" / "TSCharacters.txt"


@cache
def simplified() -> dict[str, str]:
    """Traditional characters with the simplified one."""
    out = {}
    for line in source().read_text(encoding="utf-8").splitlines():
        old, _, new = line.partition("\t")
        first = new.split(" ")[0]
        if len(old) == 1 and len(first) == 1 and old != first:
            out[old] = first
    return out
