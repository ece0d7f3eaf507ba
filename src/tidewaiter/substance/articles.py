"""Articles in Chinese, whose names are put together: [material][use][form][article], as in 树脂艺术灯底座.

All parts must be known, and the last one be an article: the whole is that article then. No part may be a name that a list or a product has, a word of
the street or of what is held or hidden; no such name may stand across the parts either. The words are those of ``han-articles.tsv``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from tidewaiter.lawbook.names import name_key
from tidewaiter.substance.goods import rows
from tidewaiter.substance.words import HAN, Words

_MOST, _LONGEST = 40, 10  # characters of a text, and of a part of it
_LISTED = 6  # characters of a listed name that may stand across parts


@cache
def _of(*kinds: str) -> frozenset[str]:
    return frozenset(word for kind, _, words in rows("han-articles") if kind in kinds for word in words.split("|"))


@cache
def _heads(*kinds: str) -> dict[str, str]:
    """Articles, each with the goods that it is one of."""
    return {
        word: name for kind, name, words in rows("han-articles") if kind in kinds for word in words.split("|")
    }


def are(names: Iterable[str], words: Words) -> bool:
    """Whether goods are articles, by the names of what they are one of."""
    return all(words.branded(name) or name in _of("group") for name in names)


def is_told(word: str) -> bool:
    """Whether a word tells of an article what it is of, for, or like.

    >>> is_told("树脂"), is_told("不锈钢"), is_told("粉末")
    (True, True, False)
    """
    return word in _of("material", "feature")


def named(text: str, words: Words, plain: Callable[[str], bool]) -> str:
    """The goods that a Chinese name of an article means, put together of known parts; "" where it is none.

    ``plain`` tells whether a part is ordinary goods or a word that tells nothing else of them.
    """
    if not 1 < len(text) <= _MOST or not all(map(HAN.match, text)) or _holds(text, words):
        return ""
    for start in sorted(_reached(text, plain) - {len(text)}):
        if found := _heads("head", "tail").get(text[start:]) if start else _heads("head").get(text):
            return found
    return ""


def but_told(text: str, words: Words, plain: Callable[[str], bool]) -> str:
    """What is left of Chinese words beside articles without those that tell what such are like, or are articles too: 网 beside 铝丝制的布."""
    return " ".join(
        word for word in text.split() if not (_is_of_articles(word, plain) and not _holds(word, words))
    )


def _is_of_articles(word: str, plain: Callable[[str], bool]) -> bool:
    return all(map(HAN.match, word)) and (word in _heads("head", "tail") or len(word) in _reached(word, plain))


def _reached(text: str, plain: Callable[[str], bool]) -> set[int]:
    """How far a text is made of words of articles and of ordinary goods, from its beginning."""
    reached = {0}
    for start in range(len(text)):
        for end in range(start + 1, min(start + _LONGEST, len(text)) + 1) if start in reached else ():
            part = text[start:end]
            if end not in reached and (is_told(part) or (len(part) > 1 and (part in _heads("head") or plain(part)))):
                reached.add(end)
    return reached


def _holds(text: str, words: Words) -> bool:
    """Whether a text speaks of what is hidden, or has a name of a list, of a product or of the street anywhere, even across its parts."""
    store = words.store
    return bool(words.illicit(text)) or any(
        piece in _of("held")
        or words.of_the_street(piece)
        or (len(piece) > 1 and (store.by_name(piece) or store.record("product", name_key(piece))))
        for piece in _pieces(text)
    )


def _pieces(text: str) -> Iterator[str]:
    """The pieces of a text that may be a name: none within one word of articles, as the 乙烯 of 聚乙烯 is."""
    spans = [
        (start, end)
        for start in range(len(text))
        for end in range(start + 2, min(start + _LONGEST, len(text)) + 1)
        if is_told(text[start:end]) or text[start:end] in _heads("head", "tail")
    ]
    for start in range(len(text)):
        for end in range(start + 1, min(start + _LISTED, len(text)) + 1):
            if not any(first <= start and end <= last for first, last in spans):
                yield text[start:end]
