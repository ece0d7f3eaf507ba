"""How phrases are worded in the languages held: the patterns of ``wording.tsv``, where a word of another language is added; and what is
replaced in them before they are read: ``replaced.tsv``."""

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


@cache
def _replacements(stage: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(text), instead) for own, text, instead, _ in rows("replaced") if own == stage]


def replaced(stage: str, text: str) -> str:
    """A text with the patterns of a stage replaced, one after another.

    >>> replaced("marks", "- - Hyazinthen5,1p/st"), replaced("as typed", "women’s blouses")
    (' Hyazinthen 5,1p/st', "women's blouses")
    """
    for around, instead in _replacements(stage):
        text = around.sub(instead, text)
    return text
