"""Words that name no chemical, plant, medicine or weapon: of tariffs, of everyday language, of grammar, of packing and trade; and names of medicines.

Their tables stand beside this file (``goods.words``). They are compiled into the general dictionary as sorted numbers, so that a start
reads some kilobytes of them and no text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cache

from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.dictionary.general import hashed
from tidewaiter.substance.tables.spelt import stemmed


def of_tariffs(word: str) -> bool:
    """Whether a word is one by which customs tariffs tell ordinary goods apart, in any case or number.

    >>> of_tariffs("portátiles"), of_tariffs("desechables"), of_tariffs("sibutramine")
    (True, True, False)
    """
    return _in_any_form("tariff", word)


def is_everyday(word: str) -> bool:
    """Whether a word is one of everyday language, in any case or number: in one piece with ordinary goods it changes nothing of what those are.

    >>> is_everyday("grandmother"), is_everyday("residue"), is_everyday("ketamine")
    (True, False, False)
    """
    return _in_any_form("everyday", word)


def is_plain_by_stem(word: str) -> bool:
    """Whether a word is one of everyday language or of tariffs by its stem alone, and not as it stands.

    >>> is_plain_by_stem("riccin"), is_plain_by_stem("tables"), is_plain_by_stem("ketamine")
    (True, False, False)
    """
    low = word.casefold()
    exact = any(_is_in(kind, low) for kind in ("everyday", "tariff", "small", "handling"))
    return not exact and (is_everyday(word) or of_tariffs(word))


def is_german(word: str) -> bool:
    """Whether a word is a German one of tariffs or of everyday language: the Kosmetik of Kosmetiktasche, and not the English "space".

    >>> is_german("Kosmetik"), is_german("space")
    (True, False)
    """
    return _in_any_form("german", word)


def is_small(word: str) -> bool:
    """Whether a word is one of grammar or the name of a country: it changes nothing, wherever it stands.

    >>> is_small("this"), is_small("Germany"), is_small("without")
    (True, True, False)
    """
    return _is_in("small", word.casefold())


def is_handling(word: str) -> bool:
    """Whether a word is one of packing, condition, use, trade, place or time: in one piece with what is known it changes nothing of what that is.

    >>> is_handling("jug"), is_handling("gekühlt"), is_handling("synthetic"), is_handling("filled")
    (True, True, False, False)
    """
    return _is_in("handling", word.casefold())


def is_medicine(name: str) -> bool:
    """Whether a substance, alone or as its salt, is one of which registers of medicines name brands that are no list's.

    >>> is_medicine("sildenafil citrate"), is_medicine("rimsulfuron")
    (True, False)
    """
    low = name.casefold()
    return any(_is_in("medicine", one) for one in (low, low.partition(" ")[0]))


def is_brand(name: str) -> bool:
    """Whether a name is one under which a register has a medicine.

    >>> is_brand("MCP-ratiopharm"), is_brand("metoclopramide")
    (True, False)
    """
    return _is_in("brand", name.casefold())


def _in_any_form(kind: str, word: str) -> bool:
    """Whether a kind has a word, in any case or number: by itself or by its stem."""
    low = word.casefold()
    return _is_in(kind, low) or _is_in(kind, stemmed(low))


@cache
def _of(kind: str) -> array[int]:
    return dictionary().words(kind)


def _is_in(kind: str, word: str) -> bool:
    held, number = _of(kind), hashed(word)
    at = bisect_left(held, number)
    return at < len(held) and held[at] == number
