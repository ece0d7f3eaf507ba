"""Traditional Chinese characters and the simplified ones that stand for them; characters that are typed for others."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tidewaiter.substance.tables.table import by_word, rows


def source() -> Path:
    """OpenCC's table of characters (PyPI ``opencc-python-reimplemented``); not imported: only its data file is read."""
    found = find_spec("opencc")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("opencc")
    return Path(found.origin).parent / "dictionary" / "TSCharacters.txt"


@cache
def simplified() -> dict[str, str]:
    """Traditional characters with the simplified one."""
    out = dict(by_word("han-letters", "taiwan", words=1, meaning=2))
    for line in source().read_text(encoding="utf-8").splitlines():
        old, _, new = line.partition("\t")
        first = new.split(" ")[0]
        if len(old) == 1 and len(first) == 1 and old != first:
            out[old] = first
    return out


@cache
def _meant() -> dict[str, str]:
    """What each character may be typed for."""
    found: dict[str, str] = {}
    for _, several, meant in (row for row in rows("han-letters") if row[0] == "typed"):
        for typed in several.split("|"):
            found[typed] = found.get(typed, "") + meant
    return found


def as_meant(name: str) -> list[str]:
    """What a Chinese name may have been meant as, one character or all of them typed for another; [] for any other name.

    >>> as_meant("甲笨"), as_meant("氯氨酮"), as_meant("toluene")
    (['钾笨', '甲苯', '钾苯'], ['氯胺酮', '氯铵酮'], [])
    """
    ones = [
        name[:n] + meant + name[n + 1 :]
        for n, letter in enumerate(name)
        for meant in _meant().get(letter, "")
    ]
    every = "".join(_meant().get(letter, letter)[0] for letter in name)
    return list(dict.fromkeys([*ones, *([every] if ones else [])]))
