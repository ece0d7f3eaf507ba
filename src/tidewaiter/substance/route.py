"""Where a question says that its goods go: "norfentanyl for export to Canada", 去甲芬太尼出口到加拿大."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.goods import rows

_ENDS = r"(?![^\W_\u4e00-\u9fff])"


class Way(NamedTuple):
    """A text without what it says of the way of its goods; and the codes of the territories that they come from and go to ("":
    not said)."""

    goods: str
    origin: str = ""
    destination: str = ""


@cache
def _spoken() -> tuple[str, ...]:
    """Words of which one stands in each text that speaks of a way."""
    words = _words()
    said = (word if "\u4e00" <= word[0] <= "\u9fff" else f" {word} " for word in words["from"])
    return (
        *words["to"],
        *words["away"],
        *said,
        *words["arrow"],
        *(one for _, some in _inside() for one in some),
    )


def _inside() -> list[tuple[str, tuple[str, ...]]]:
    """Words for trade within a territory, with its code."""
    return [(key[-2:], some) for key, some in _words().items() if key.startswith("within ")]


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(words.split("|")) for kind, words in rows("route-words")}


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def parted(text: str, territories: Mapping[str, str]) -> Way:
    """A text without what it says of the way of its goods, and where they come from and go to.

    >>> parted("norfentanyl for export to Canada", {"CA": "Canada"})[::2], parted("去甲芬太尼出口到加拿大", {"CA": "Canada"})[::2]
    (('norfentanyl', 'CA'), ('去甲芬太尼', 'CA'))
    >>> parted("norfentanyl exported from Germany to Canada", {"CA": "Canada", "DE": "Germany"})
    Way(goods='norfentanyl', origin='DE', destination='CA')
    >>> parted("fentanyl from China to the US", {"CN": "China", "US": "United States"})
    Way(goods='fentanyl', origin='CN', destination='US')
    >>> parted("Alprazolam 1 mg Tabletten im Inland", {})
    Way(goods='Alprazolam 1 mg Tabletten', origin='DE', destination='DE')
    >>> parted("pseudoephedrine tablets, exported to a third country", {}).goods, parted("Export to Canada", {"CA": "Canada"}).goods
    ('pseudoephedrine tablets', 'Export to Canada')
    """
    one_word = text.isascii() and " " not in text
    if one_word or not any(map(text.casefold().__contains__, _spoken())):
        return Way(text)
    for code, some in _inside():
        pattern = rf"[\s,;(]*(?<![^\W_\u4e00-\u9fff])(?:{_any(some)}){_ENDS}\)?"
        if found := re.search(pattern, text, re.IGNORECASE):
            rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;")
            return Way(rest, code, code) if rest else Way(text)
    words = {key: some for key, some in _words().items() if not key.startswith("within ")}
    named = {name.casefold(): code for code, name in territories.items()}
    named |= {name.casefold(): code for code in words if code not in _KINDS for name in words[code]}
    places = _any(tuple(named))
    named |= {code.casefold(): code for code in territories}
    either = _any(tuple(named))  # "CN -> US": elsewhere a code is a word of many languages
    alone = r"(?<![^\W_\u4e00-\u9fff])"  # no end of another word
    to, away = f"{alone}(?:{_any(words['to'])})", _any(words["away"])
    begins = rf"[\s,;(]*(?:(?:{away})\s+)?{alone}(?:{_any(words['from'])})\s*(?P<origin>{places})"
    onward = rf"(?:{to}|{_any(words['onward'])})\s*(?P<place>{places}){_ENDS}\)?"
    patterns = (
        rf"{begins}(?:[\s,]+(?:\w+\s+)?|(?<=[\u4e00-\u9fff])){onward}",
        rf"[\s,;(]+(?P<origin>{either})\s*(?:{_any(words['arrow'])})\s*(?P<place>{either}){_ENDS}\)?",
        rf"[\s,;(]*(?:(?:{to})\s*(?P<place>{places})|{away}){_ENDS}\)?",
    )
    for pattern in patterns:
        if found := re.search(pattern, text, re.IGNORECASE):
            rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;")
            told = {
                part: named.get((place or "").casefold(), "") for part, place in found.groupdict().items()
            }
            return Way(rest, told.get("origin", ""), told.get("place", "")) if rest else Way(text)
    return Way(text)


_KINDS = {"to", "from", "away", "onward", "arrow"}
