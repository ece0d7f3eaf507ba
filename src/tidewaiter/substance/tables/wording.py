"""How phrases are worded in the languages held: the patterns of ``wording.tsv``, where a word of another language is added."""

from __future__ import annotations

from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.tables.table import rows


@cache
def _patterns() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, text, *_ in rows("wording"):
        found.setdefault(name, []).append(text)
    return found


def either(name: str) -> str:
    """The text of a pattern, to be put into a longer one."""
    return "|".join(_patterns()[name])


def pattern(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern by its name; ``flags`` 0: where capitals tell.

    >>> pattern("joint").split("codeine and caffeine"), pattern("acid").findall("Schwefelsäure")
    (['codeine', 'caffeine'], ['säure'])
    """
    return re.compile(either(name), flags)
