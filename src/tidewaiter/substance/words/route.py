"""Where a question says that its goods go: "norfentanyl for export to Canada", 去甲芬太尼出口到加拿大."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.tables.table import longest_of, rows
from tidewaiter.substance.tables.wording import replaced

_ALONE = r"(?<![^\W_\u4e00-\u9fff])"  # no end of another word
# a question with a verb of trade in it may tell a way
_ASKS = re.compile(
    r"(?:can|may|could|is|am|how|kann|darf|können|dürfen|¿|puedo|podemos|se puede|es|puis-je|peut-on|pouvons|est-il)\b|¿",
    re.IGNORECASE,
)
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
        *(one for _, _, some in _inside() for one in some),
    )


def _inside() -> list[tuple[str, str, tuple[str, ...]]]:
    """Words for trade within a territory, with its code; and whether they tell of it themselves (``within``) or only behind
    a word of trade (``inside``)."""
    kinds = (key.partition(" ") for key in _words())
    return [(kind, code, _words()[f"{kind} {code}"]) for kind, _, code in kinds if code]


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(words.split("|")) for kind, words in rows("route-words")}


def _any(words: tuple[str, ...]) -> str:
    return longest_of(words)


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
    >>> parted("paraquat made within the EU", {}), parted("paraquat sold within the EU", {})[::2]
    (Way(goods='paraquat made within the EU', origin='', destination=''), ('paraquat', 'EU'))
    >>> parted("Can I ship toys to Germany?", {"DE": "Germany"})[::2], parted("Can I ship toys to my friend?", {})[::2]
    (('toys', 'DE'), ('Can I ship toys to my friend?', ''))
    >>> parted("pseudoephedrine tablets, exported to a third country", {}).goods, parted("Export to Canada", {"CA": "Canada"}).goods
    ('pseudoephedrine tablets', 'Export to Canada')
    """
    if _ASKS.match(text) and (said := replaced("asked with a place", text)) != text:
        asked = parted(said, territories)
        return asked if asked.destination else Way(text)
    one_word = text.isascii() and " " not in text
    if one_word or not any(map(text.casefold().__contains__, _spoken())):
        return Way(text)
    words = {key: some for key, some in _words().items() if " " not in key}
    named = {name.casefold(): code for code, name in territories.items()}
    named |= {name.casefold(): code for code in words if code not in _KINDS for name in words[code]}
    if way := _traded_inside(text, named):
        return way
    places = _any(tuple(named))
    named |= {code.casefold(): code for code in territories}
    either = _any(tuple(named))  # "CN -> US": elsewhere a code is a word of many languages
    to, away = f"{_ALONE}(?:{_any(words['to'])})", _any(words["away"])
    begins = rf"[\s,;(]*(?:(?:{away})\s+)?{_ALONE}(?:{_any(words['from'])})\s*(?P<origin>{places})"
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


def _traded_inside(text: str, named: Mapping[str, str]) -> Way | None:
    """The way of goods that are told to be traded within a territory; None where another way is told, or a denial."""
    words = _words()
    for kind, code, some in _inside():
        trade = rf"{_ALONE}(?:{_any(words['trade'])}){_ENDS}"
        behind = rf"(?!\s+(?:{_any(words['of'])}){_ENDS})"
        pattern = rf"[\s,;(]*(?:{trade}\s+)?{_ALONE}(?:{_any(some)}){_ENDS}{behind}\)?"
        if not (found := re.search(pattern, text, re.IGNORECASE)):
            continue
        before, told, after = text[: found.start()], found.group(), text[found.end() :]
        rest = f"{before} {after}".strip(" ,;")
        spoken = kind == "within" or re.search(trade, before + told, re.IGNORECASE)
        if rest and spoken and not _otherwise(rest, {name for name in named if named[name] != code}):
            return Way(rest, code, code)
    return None


def _otherwise(rest: str, places: Set[str]) -> bool:
    """Whether what stands beside words for trade within a territory names another, another way, or a denial."""
    words = _words()
    if any(map(rest.casefold().__contains__, (*words["outward"], *words["arrow"]))):
        return True
    denied = rf"(?:{_any(words['denial'])})(?!\.?\s*\d)"  # "No 1" counts, it does not deny
    denied = rf"{_ALONE}{denied}{_ENDS}"
    return bool(re.search(rf"{denied}|{_ALONE}(?:{_any(tuple(places))}){_ENDS}", rest, re.IGNORECASE))


_KINDS = {"to", "from", "away", "onward", "arrow", "trade", "outward", "denial", "of"}
