"""Articles in Chinese, whose names are put together: [material][use][form][article], as in 树脂艺术灯底座.

All parts must be known, and the last one be an article: the whole is that article then. No part may be a name that a list or a product has, a word of
the street or of what is held or hidden; no such name may stand across the parts either. The words are those of ``han-articles.tsv``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from tidewaiter.substance.tables.table import by_word, words_in
from tidewaiter.substance.words.words import HAN, Words

_MOST, _LONGEST = 40, 10  # characters of a text, and of a part of it
_LISTED = 6  # characters of a listed name that may stand across parts


_of = partial(words_in, "han-articles")
_heads = partial(by_word, "han-articles")  # articles, each with the goods that it is one of


def one_of(word: str) -> str:
    """The goods that an article is one of, behind other words; "" for any other word."""
    return _heads("head", "tail").get(word, "")


def head(word: str) -> str:
    """The goods that an article of one character is one of, where its size or number stands before it: the 锅 of 28cm锅."""
    return _heads("head").get(word, "") if len(word) == 1 else ""


def are(names: Iterable[str], words: Words) -> bool:
    """Whether goods are articles, by the names of what they are one of."""
    return all(words.branded(name) or name in _of("group") for name in names)


def is_told(word: str) -> bool:
    """Whether a word tells of an article what it is of, for, or like.

    >>> is_told("树脂"), is_told("不锈钢"), is_told("粉末")
    (True, True, False)
    """
    return word in _of("material", "feature")


def named(
    text: str, words: Words, plain: Callable[[str], bool], article: Callable[[str], bool] = lambda _: False
) -> str:
    """The goods that a Chinese name of an article means, put together of known parts; "" where it is none.

    ``plain`` tells whether a part is ordinary goods or a word that tells nothing else of them, ``article`` whether it is an article.
    """
    if not 1 < len(text) <= _MOST or not all(map(HAN.match, text)) or holds(text, words):
        return ""
    for start in sorted(_reached(text, plain) - {len(text)}):
        last = text[start:]
        if found := _heads("head", "tail").get(last) if start else _heads("head").get(text):
            return found
        if start and len(last) > 1 and article(last):
            return last
    return ""


def but_told(text: str, words: Words, plain: Callable[[str], bool]) -> str:
    """What is left of Chinese words beside articles without those that tell what such are like, or are articles too: 网 beside 铝丝制的布."""
    return " ".join(
        word for word in text.split() if not (_is_of_articles(word, plain) and not holds(word, words))
    )


def _is_of_articles(word: str, plain: Callable[[str], bool]) -> bool:
    return all(map(HAN.match, word)) and (
        word in _heads("head", "tail") or len(word) in _reached(word, plain)
    )


def _reached(text: str, plain: Callable[[str], bool]) -> set[int]:
    """How far a text is made of words of articles and of ordinary goods, from its beginning."""
    reached = {0}
    for start in range(len(text)):
        for end in range(start + 1, min(start + _LONGEST, len(text)) + 1) if start in reached else ():
            part = text[start:end]
            if end not in reached and (
                is_told(part) or (len(part) > 1 and (part in _heads("head") or plain(part)))
            ):
                reached.add(end)
    return reached


def holds(text: str, words: Words, plain: Callable[[str], bool] | None = None) -> bool:
    """Whether a text speaks of what is hidden, or has a name of a list, of a product or of the street anywhere, even across its parts.

    With ``plain``, no more than a name across parts that are ordinary goods: the 大麻 of 大麻布袋.
    """
    names = (words.is_held(piece) for piece in _pieces(text, plain) if len(piece) > 1)
    if plain:
        return any(names)
    held = any(map(is_of_holding, _pieces(text, plain)))
    return held or bool(words.illicit(text)) or any(names)


def is_of_holding(word: str) -> bool:
    """Whether a word is one of holding, of hiding, or of a stuff that articles may hold.

    >>> is_of_holding("内含"), is_of_holding("粉末"), is_of_holding("底座")
    (True, True, False)
    """
    return word in _of("held")


def _pieces(text: str, plain: Callable[[str], bool] | None) -> Iterator[str]:
    """The pieces of a text that may be a name: none within one word of articles, as the 乙烯 of 聚乙烯 is."""
    spans = [
        (start, end)
        for start in range(len(text))
        for end in range(start + 2, min(start + _LONGEST, len(text)) + 1)
        if _is_one(text[start:end], plain)
    ]
    for start in range(len(text)):
        for end in range(start + 1, min(start + _LISTED, len(text)) + 1):
            if not any(first <= start and end <= last for first, last in spans):
                yield text[start:end]


def _is_one(word: str, plain: Callable[[str], bool] | None) -> bool:
    return is_told(word) or word in _heads("head", "tail") or (plain is not None and plain(word))
