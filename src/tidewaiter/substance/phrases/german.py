"""German words of two: the goods that such a word ends with, where the first tells of what or for what they are."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.substance.dictionary.doubt import is_chemical
from tidewaiter.substance.identity import Look
from tidewaiter.substance.known.close_names import near_keys
from tidewaiter.substance.tables.goods import german_heads
from tidewaiter.substance.words.part import is_merchandise, is_plain
from tidewaiter.substance.words.plain_words import is_german
from tidewaiter.substance.words.strangers import may_be_anything_else
from tidewaiter.substance.words.words import Words

_LONG, _HEAD = 9, 4  # letters of a word that may be two, and of its last part
_SHORTEST = 3  # letters of goods of a short name
_LINKS = re.compile(r"(?:s|n|en|er|e|-)$")


def head(word: str, words: Words, look: Look) -> str:
    """The ordinary goods that a German word of two ends with, where the first tells of what or for what they are by words of ordinary
    goods too: the Schirme of Lampenschirme; "" for any other word."""
    if len(word) < _LONG or not word[0].isupper() or not word.isalpha() or look(word):
        return ""
    if words.is_held(word.removesuffix("s")) or near_keys(name_key(word), words.store, 1, 1):
        return ""  # several of a product; the Energiesparlampe of "Energieparlampe"
    for at in range(3, len(word) - _SHORTEST + 1):
        first, last = word[:at], word[at:].capitalize()
        goods = german_heads().get(last, "")
        if not goods and len(last) >= _HEAD and (what := look(last)):  # first: few ends are goods
            goods = last if is_plain(what, words.store) and all(map(is_merchandise, what.candidates)) else ""
        if goods and (
            _tells(first, words, look) or (last in german_heads() and _is_no_stuff(first, last, words))
        ):
            return goods
    return ""


def _is_no_stuff(first: str, last: str, words: Words) -> bool:
    """Whether the first part of a German word, which nothing knows, can be no stuff, drug or weapon, nor make one of what the word ends with: the
    Rähmchen of Rähmchenheber. Where a listed name ends so, each of its kind may be listed: the Lampe of Leuchtstofflampe."""
    low = first.casefold()
    if len(first) <= _HEAD or words.is_apart(first) or may_be_anything_else(low, words):
        return False
    return last not in _listed_ends(words)


def _listed_ends(words: Words) -> frozenset[str]:
    """The articles of a German word of several that a name of a list or of a product ends with."""
    ends = {end.casefold(): end for end in german_heads()}
    sizes = sorted(set(map(len, ends)))

    def read() -> frozenset[str]:
        store = words.store
        names = [*(name for name, _ in store.all_names()), *store.products_from("")]
        low = (name.casefold() for name in names if name.replace("-", "").isalpha())
        return frozenset(
            ends[name[-size:]]
            for name in low
            for size in sizes
            if len(name) > size + 1 and name[-size:] in ends and name[-size - 1].isalpha()
        )

    return words.store.once(("ends of German names",), read)


def _tells(first: str, words: Words, look: Look, *, whole: bool = True) -> bool:
    """Whether the first part of a German word tells of ordinary goods what they are of or for; ``whole``: it may be two words too."""
    if len(first) < 3 or is_chemical(first) or words.is_apart(first):
        return False
    bare = dict.fromkeys((first, _LINKS.sub("", first)))
    if any(_tells_alone(one, words, look) for one in bare if len(one) > 2):
        return True
    cuts = range(_HEAD, len(first) - _SHORTEST) if whole else ()
    halves = ((first[:at], first[at:].capitalize()) for at in cuts)
    return any(all(_tells(one, words, look, whole=False) for one in two) for two in halves)


def _tells_alone(first: str, words: Words, look: Look) -> bool:
    if first in german_heads() or first in words.materials or is_german(first):
        return True
    what = look(first) if len(first) > _HEAD else None
    return what is not None and is_plain(what, words.store) and all(map(is_merchandise, what.candidates))
