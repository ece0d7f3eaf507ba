"""Chinese is written without spaces: a run of it cut into its words, 实际装载原料苯 into 实际, 装载, 原料 and 苯.

Every piece must be known: a name of ordinary goods or of a chemical, or a word that changes nothing of what stands beside it. One that nothing
knows may be the stuff, and then nothing is read. A name of a list, of a product or of the street must be one of the pieces, never stand across
them. Beside a chemical only words stand, no other name and no single letter but one of grammar: it could be a part of a longer name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from operator import itemgetter

from tidewaiter.rows import NamedTuple
from tidewaiter.substance.identity import Identity, Look
from tidewaiter.substance.tables.table import words_in
from tidewaiter.substance.words import articles
from tidewaiter.substance.words.plain_words import is_everyday, is_handling, is_small, of_tariffs
from tidewaiter.substance.words.words import HAN, Words

_MOST, _LONGEST, _LISTED = 40, 10, 6  # characters of a text, of a piece of it, and of a listed name
_WORD, _LETTER = 2, 3  # what a piece costs: the fewest pieces win, and letters alone stand behind words

# what may stand before a piece: a word that changes nothing, one that tells of goods or of articles what they are like, goods, a chemical; "" is the beginning
_BEHIND = {
    "said": ("", "said", "loose", "told", "goods", "stuff"),
    "loose": ("", "said", "loose", "told", "goods"),
    "told": ("", "said", "loose", "told", "goods"),
    "goods": ("", "said", "loose", "told", "goods"),
    "stuff": ("", "said"),
}
Kinds = Callable[[Identity], str]  # "goods", "stuff" or "" for what is neither for sure


class Piece(NamedTuple):
    """A piece of a text: where it begins and ends, and what it names."""

    start: int
    end: int
    what: Identity | None = None


_words = partial(words_in, "han-words")


def is_of_use(word: str) -> bool:
    """Whether a Chinese word is one of grammar, measure, use or the laboratory: it changes nothing, of a chemical neither.

    >>> is_of_use("添加量"), is_of_use("为"), is_of_use("类似物")
    (True, True, False)
    """
    return word in _words("use", "grammar") or is_small(word)


def is_said(word: str) -> bool:
    """Whether a Chinese word names nothing that could be meant and tells nothing of a chemical that stands beside it."""
    return is_of_use(word) or (len(word) > 1 and (is_everyday(word) or is_handling(word)))


def is_beside(word: str) -> bool:
    """Whether a Chinese word tells no more of the chemical that it stands beside; alone it may be a stuff of its own.

    >>> is_beside("溶液"), is_said("溶液"), is_beside("选择")
    (True, False, True)
    """
    return word in _words("state") or is_said(word)


def changes(text: str) -> bool:
    """Whether words beside a chemical may make it another.

    >>> changes("加入类似物"), changes("加入指示剂")
    (True, False)
    """
    return any(one in text for one in _words("changes"))


def but(text: str, known: Callable[[str], bool], least: int = 1) -> str:
    """What is left of some words without those of Chinese that are nothing but ``least`` known words, or more, written together.

    >>> but("等量替换 罂粟壳", is_said), but("研究", is_said, 2)
    ('罂粟壳', '研究')
    """
    return " ".join(word for word in text.split() if not (HAN.match(word) and _is_all(word, known, least)))


def _is_all(text: str, known: Callable[[str], bool], least: int) -> bool:
    reached = {0: 0}  # how far the text is known, and in how many words
    for start in range(len(text)):
        for end in range(start + 1, min(start + _LONGEST, len(text)) + 1) if start in reached else ():
            if known(text[start:end]):
                reached[end] = max(reached.get(end, 0), reached[start] + 1)
    return reached.get(len(text), 0) >= least


def names(text: str, words: Words, look: Look, kind_of: Kinds) -> dict[str, Identity]:
    """The names in a Chinese text that is nothing but names and words beside them; none in any other."""
    if not 1 < len(text) <= _MOST or not all(map(HAN.match, text)):
        return {}
    pieces = _cut(text, words, look, kind_of)
    named = {
        text[one.start : one.end]: one.what
        for one, behind in zip_longest(pieces, pieces[1:])
        if one.what and not _is_of(behind, text)
    }
    if _stands_across(text, pieces, words):
        return {}
    stuff = [what for what in named.values() if kind_of(what) == "stuff"]
    said = [text[one.start : one.end] for one in pieces if not one.what]
    hides = words.illicit(text) or any(articles.is_of_holding(one) or one in _words("state") for one in said)
    told = any(articles.is_told(one) and not is_said(one) for one in said)
    if told and not all(
        articles.are((one.name for one in what.candidates), words) for what in named.values()
    ):
        return {}
    if stuff:
        return {} if changes(" ".join(said)) else named
    return {} if hides else named


def _is_of(behind: Piece | None, text: str) -> bool:
    """Whether a piece is an article that what stands before it tells of what, for what or like what it is: the 杯 of 豌豆杯."""
    return behind is not None and behind.start > 0 and articles.one_of(text[behind.start : behind.end]) != ""


def _cut(text: str, words: Words, look: Look, kind_of: Kinds) -> tuple[Piece, ...]:
    """The cut of the fewest pieces that reaches the end; () where none does."""
    best: dict[tuple[int, str], tuple[int, tuple[Piece, ...]]] = {(0, ""): (0, ())}
    for start in range(len(text)):
        before = {kind: best[start, kind] for kind in ("", *_BEHIND) if (start, kind) in best}
        for end in range(start + 1, min(start + _LONGEST, len(text)) + 1) if before else ():
            kind, what = _kind(text[start:end], start, words, look, kind_of)
            ways = [before[one] for one in _BEHIND.get(kind, ()) if one in before]
            if ways:
                cost, pieces = min(ways, key=itemgetter(0))
                cost += _WORD if end - start > 1 else _LETTER
                if (end, kind) not in best or cost < best[end, kind][0]:
                    best[end, kind] = cost, (*pieces, Piece(start, end, what))
    ends = [best[len(text), kind] for kind in _BEHIND if (len(text), kind) in best]
    return min(ends, key=itemgetter(0))[1] if ends else ()


def _kind(word: str, start: int, words: Words, look: Look, kind_of: Kinds) -> tuple[str, Identity | None]:
    """What a piece is, as a key of ``_BEHIND``, and what it names; "" where it may not be cut out."""
    if is_beside(word) or words.of_form(word):
        return "said", None
    if words.quality(word) or of_tariffs(word):
        return "loose", None
    if goods := start and articles.one_of(word):
        return "goods", look(goods)
    if articles.is_told(word):
        return "told", None
    what = look(word) if len(word) > 1 or word in _words("chemical") else None
    return (kind_of(what), what) if what else ("", None)


def _stands_across(text: str, pieces: tuple[Piece, ...], words: Words) -> bool:
    """Whether a name of a list, of a product or of the street stands in a text where no piece has all of it."""
    spans = [(one.start, one.end) for one in pieces]
    return any(
        words.is_held(text[start:end])
        for start in range(len(text))
        for end in range(start + 2, min(start + _LISTED, len(text)) + 1)
        if not any(first <= start and end <= last for first, last in spans)
    )
