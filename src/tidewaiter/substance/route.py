"""Where a question says that its goods go: "norfentanyl for export to Canada", 去甲芬太尼出口到加拿大."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from tidewaiter.substance.goods import rows

_ENDS = r"(?![^\W_\u4e00-\u9fff])"


@cache
def _spoken() -> tuple[str, ...]:
    """Words of which one stands in each text that speaks of a way."""
    words = _words()
    return (*words["to"], *words["away"], *(f" {word} " for word in words["from"]))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(words.split("|")) for kind, words in rows("route-words")}


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def parted(text: str, territories: Mapping[str, str]) -> tuple[str, str]:
    """A text without what it says of the way of its goods, and the code of the territory that they go to ("": not said).

    >>> parted("norfentanyl for export to Canada", {"CA": "Canada"}), parted("去甲芬太尼出口到加拿大", {"CA": "Canada"})
    (('norfentanyl', 'CA'), ('去甲芬太尼', 'CA'))
    >>> parted("norfentanyl exported from Germany to Canada", {"CA": "Canada", "DE": "Germany"})
    ('norfentanyl', 'CA')
    >>> parted("pseudoephedrine tablets, exported to a third country", {}), parted("Export to Canada", {"CA": "Canada"})
    (('pseudoephedrine tablets', ''), ('Export to Canada', ''))
    """
    one_word = text.isascii() and " " not in text
    if one_word or not any(map(text.casefold().__contains__, _spoken())):
        return text, ""
    words = _words()
    named = {name.casefold(): code for code, name in territories.items()}
    named |= {name.casefold(): code for code in words.keys() - {"to", "from", "away"} for name in words[code]}
    places = _any(tuple(named))
    text = re.sub(
        rf"\s(?:{_any(words['from'])})\s+(?:{places})(?=\s+\w+\s+(?:{places}){_ENDS})",
        "",
        text,
        flags=re.IGNORECASE,
    )
    pattern = rf"[\s,;(]*(?:(?:{_any(words['to'])})\s*(?P<place>{places})|{_any(words['away'])}){_ENDS}\)?"
    found = re.search(pattern, text, re.IGNORECASE)
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;") if found else ""
    if found is None or not rest:
        return text, ""
    return rest, named.get((found["place"] or "").casefold(), "")
