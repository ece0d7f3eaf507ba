"""Headings of the Harmonized System that have words of goods in them: offered to choose from, never taken.

Where no structure decides, a person chooses the line of the tariff; this finds those that the words could mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from textwrap import shorten
from typing import NamedTuple

MOST = 6  # headings that are offered
_NEAR = 5  # words: headings that tell the goods so much later than the best are about something else
_DIGITS = 4  # of a heading
_LEFT_OUT = re.compile(
    r"\([^()]*\)|\b(?:excluding|other than|except|not)\b[^;,]*"
)  # what a line says it is not
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_PLAIN = frozenset(
    [
        "of", "the", "and", "or", "for", "with", "in", "on", "to", "by", "from", "as", "an", "is", "are",
        "at", "its", "their", "that", "which", "whether", "used", "new", "other", "kind", "pcs", "pieces",
        "box", "boxes", "carton", "cartons", "pallet", "pallets", "bag", "bags", "kg", "set", "sets",
        "brand", "goods", "articles",
    ]
)  # fmt: skip


class Heading(NamedTuple):
    """A heading with its words."""

    code: str
    text: str


class _Held(NamedTuple):
    texts: dict[str, str]  # heading or subheading -> its words
    own: dict[str, str]  # word -> the words under which the System has it
    lines: dict[str, frozenset[str]]  # word -> the headings and subheadings in which it can be met

    def with_all(self, words: Iterable[str]) -> frozenset[str]:
        """The headings and subheadings in which all of some words can be met."""
        met = [self.lines.get(word, frozenset()) for word in words]
        return frozenset.intersection(*met) if met else frozenset()


def _stem(word: str) -> str:
    """An English word without its plural.

    >>> [_stem(word) for word in ("pipes", "batteries", "boxes", "glass", "apparatus")]
    ['pipe', 'battery', 'box', 'glass', 'apparatus']
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )


def _stems(text: str) -> list[str]:
    found = [_stem(word) for word in _WORD.findall(text.casefold())]
    return [word for word in found if word not in _PLAIN]


@lru_cache(maxsize=1)
def _held() -> _Held:
    texts: dict[str, str] = {}
    words: dict[str, frozenset[str]] = {}
    own: dict[str, str] = {}
    for line in files("tidewaiter.duty").joinpath("headings.tsv").read_text("utf-8").splitlines():
        code, _, text = line.partition("\t")
        if code.startswith("="):
            own[code[1:]] = text
        elif not code.startswith("#"):
            texts[code] = text
            heading = words.get(code[:_DIGITS], frozenset())
            words[code] = heading | frozenset(_stems(_LEFT_OUT.sub(" ", text)))
    lines: dict[str, set[str]] = {}
    for code, known in words.items():
        for word in known:
            lines.setdefault(word, set()).add(code)
    return _Held(texts, own, {word: frozenset(codes) for word, codes in lines.items()})


def headings_of(goods: str, most: int = MOST) -> list[Heading]:
    """The headings in which most words of some goods stand, what the goods are called last among them in any case.

    Those whose own words begin with them come first. English words; nothing is decided by them.

    >>> [one.code for one in headings_of("steel pipes", 3)]
    ['7304', '7307', '7305']
    >>> headings_of("qqzx")
    []
    """
    held = _held()
    asked = [held.own.get(word, word) for word in _stems(goods)]
    parted = [_stems(words) for words in asked]
    known = [words for words in parted if held.with_all(words)]
    if not known or known[-1] is not parted[-1]:  # what they are called is no word of the System
        return []
    met_in = [held.with_all(words) for words in known]
    best: dict[str, tuple[int, int]] = {}
    for code in met_in[-1]:
        heading = code[:_DIGITS]
        met = sum(code in lines for lines in met_in)
        place = _place(held.texts[heading], known[-1][-1])
        best[heading] = max(best.get(heading, (0, -place)), (met, -place))
    most_met = max((met for met, _ in best.values()), default=0)
    kept = sorted((-met, -place, code) for code, (met, place) in best.items() if met == most_met)
    kept = [one for one in kept if one[1] <= kept[0][1] + _NEAR]
    return [Heading(code, held.texts[code]) for *_, code in kept[:most]]


def _place(text: str, word: str) -> int:
    """How far into a heading's words a word stands: near the beginning, it is what the heading is about."""
    stems = _stems(_LEFT_OUT.sub(" ", text))
    return stems.index(word) if word in stems else len(stems) + 50


def headings_meant(goods: str, names: Iterable[str]) -> list[Heading]:
    """The same of what a person wrote or, where its words are none of the System's, of the English names it is known by."""
    for one in (goods, *(part for name in names for part in re.split(r",| and ", name))):
        if found := headings_of(one):
            return found
    return []


def in_one_line(found: Iterable[Heading]) -> str:
    """Headings with the beginning of their words, to be read in a sentence."""
    return "; ".join(f"{one.code} ({shorten(one.text, 60, placeholder=' …')})" for one in found)


def heading(code: str) -> str:
    """The words of a heading or subheading; "" of what is none.

    >>> heading("6405"), heading("0901.22"), heading("0000")
    ('Footwear; other footwear', 'Coffee; roasted, decaffeinated', '')
    """
    return _held().texts.get(code.replace(".", ""), "")
