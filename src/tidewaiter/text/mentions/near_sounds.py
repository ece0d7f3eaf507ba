"""Words that sound like the name of a drug: misspelt, with figures for letters, or written in another alphabet.

Each letter of a text is brought to the sound that it stands for, all vowels to one, doubled sounds to one; a word is found
that sounds like a name, or like a longer name with one sound left out or two exchanged. Whether it was meant, the vowels
tell (few of them may be off), and the words of sale around it: without one such a word is nothing (:data:`SOUND`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA

from tidewaiter.text.mentions.cues import cues
from tidewaiter.text.mentions.dictionary import Find, Names, Term, automaton
from tidewaiter.text.mentions.near_names import Near, everyday
from tidewaiter.text.mentions.terms import PRODUCT

SOUND = "near name (like sound)"
BRAND = "near name of a product (like sound)"
# sounds of a name that is looked for, and of one that is looked for with a sound left out
_LEAST, _CUT = 5, 8
_BRAND = 6
_TAILS = ("", "a", "s", "as", "am", "av", "ah", "ama", "aha", "ava")  # of plurals and Russian cases
_CYRILLIC = (0x400, 0x530)
_SPACE, _DROP, _VOWEL = ord(" "), 0, ord("a")
# letters as they sound: of Latin words, and of those with a Cyrillic letter, some of whose letters fold to Latin ones
_LATIN = {
    **{c: c for c in "bdfgklmnprstvx"},
    **dict.fromkeys("aeiouy0134@!", "a"),
    **dict(zip("cqwzjh58$7", "kkvshhsbst", strict=True)),
}
_RUSSIAN = {
    **_LATIN,
    **dict(zip("бвгдзклмнпрстфхцжчшщ", "bvgdsklmnprstfhs&&&&", strict=True)),
    **dict.fromkeys("аеёийоуыэюя", "a"),
    **dict(zip("cpxrhb", "srhgnv", strict=True)),
}
_SILENT = "ьъ"
_VOWELS = str.maketrans("yйыиэеёяаюуо0134@!", "iiiieeeaauuooieaai")


def _table(letters: dict[str, str]) -> Any:
    table = np.full(_CYRILLIC[1], _SPACE, dtype=np.uint8)
    for letter, sound in letters.items():
        table[ord(letter)] = ord(sound)
    for letter in _SILENT:
        table[ord(letter)] = _DROP
    return table


_TABLES = _table(_LATIN), _table(_RUSSIAN)


def sounds(folded: str) -> tuple[str, Any]:
    """How a folded text sounds, and the place in it of each sound; a blank stands for all that is no letter.

    >>> sounds("kokayin, cocaine")[0]
    'kakan kakana'
    >>> sounds("haschisch")[0] == sounds("hashish")[0]
    True
    """
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.where(codes < _CYRILLIC[1], codes, _SPACE)
    sound = _TABLES[0].take(codes)
    native = codes >= _CYRILLIC[0]
    if native.any():
        word = np.cumsum((sound == _SPACE) & ~native)
        russian = np.bincount(word, native)[word] > 0
        sound = np.where(russian, _TABLES[1].take(codes), sound)
    else:
        russian = native
    _joined(codes, sound, russian)
    keep = np.flatnonzero(sound)
    kept = sound.take(keep)
    first = np.flatnonzero(np.diff(kept, prepend=np.uint8(0)))
    return kept.take(first).tobytes().decode("ascii"), keep.take(first)


def _joined(codes: Any, sound: Any, russian: Any) -> None:
    """What two letters together sound like: ``sch``, ``ph``, ``ce``, ``ks``."""
    before, after = codes[:-1], codes[1:]
    latin = ~(russian[:-1] | russian[1:])
    soft = latin & (before == ord("c")) & np.isin(after, [ord(c) for c in "eiy"])
    sound[:-1][soft] = ord("s")
    h = latin & (after == ord("h"))
    for letters, becomes in (("sc", "&"), ("p", "f"), ("tkgr", "")):
        where = h & np.isin(before, [ord(c) for c in letters])
        if becomes:
            sound[:-1][where] = ord(becomes)
        sound[1:][where] = _DROP
    hissed = (sound[:-1] == ord("s")) & (sound[1:] == ord("&"))
    sound[:-1][hissed] = _DROP
    both = (sound[:-1] == ord("k")) & (sound[1:] == ord("s"))
    sound[:-1][both] = ord("x")
    sound[1:][both] = _DROP
    sound[1:][(sound[:-1] == ord("x")) & (sound[1:] == ord("s"))] = _DROP


class Sounds:
    """Finds words that sound like the drugs of the street, or like a product that holds a drug."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._named: dict[str, list[Term]] = {}
        terms = list(_targets(names))
        heard = sounds(" ".join(term.key for term in terms))[0].split(" ")
        for term, sound in zip(terms, heard, strict=True):
            sound = sound.removesuffix("a")
            brand = term.source == PRODUCT
            if len(sound) >= (_BRAND if brand else _LEAST) and len(sound.replace("a", "")) > 2:
                for form in {sound} if brand else _forms(sound):
                    self._named.setdefault(form, []).append(term)
        self._keys = list(self._named)
        self._automaton = automaton([f" {key}" for key in self._keys], quick=True)

    def finds(self, folded: str) -> Iterator[Near]:
        """Words of a folded text that sound like a name and are none, nor a word of everyday."""
        text, back = sounds(f" {folded} ")
        for which, begin, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            close = text.find(" ", end)
            if text[end:close] not in _TAILS:
                continue
            start, stop = int(back[begin + 1]) - 1, int(back[close]) - 1
            word = folded[start:stop]
            if self._known(word):
                continue
            key = self._keys[which]
            near = _closest(word, self._named[key], 2 if len(key) >= _CUT else 1)
            if near is not None:
                rung = SOUND
                if near.source == PRODUCT:  # no more than its letters are others
                    rung, near = BRAND, near._replace(strong=False)
                    if word.isascii() or _voiced(word) != _voiced(near.key) or near.key in cues().everyday:
                        continue
                yield Near(Find(start, stop, near), rung)

    def _known(self, word: str) -> bool:
        return any(form in self._names.terms or form in everyday() for form in (word, word.rstrip("s")))


def _targets(names: Names) -> Iterator[Term]:
    """The names that are looked for: those that ``cues.yml`` tells, and products of one word in Latin letters."""
    for word in cues().misspelt:
        yield from (term._replace(key=word) for term in names.terms.get(word, ())[:1])
    for key, (term, *_) in names.terms.items():
        if term.source == PRODUCT and term.name.isalpha() and key.isalpha() and key.isascii():
            yield term


def _forms(sound: str) -> set[str]:
    """A sound, and of a long one those with one left out or two exchanged."""
    if len(sound) < _CUT:
        return {sound}
    cut = {sound[:i] + sound[i + 1 :] for i in range(1, len(sound))}
    turned = {sound[:i] + sound[i + 1] + sound[i] + sound[i + 2 :] for i in range(1, len(sound) - 1)}
    return {sound, *(form.replace("aa", "a") for form in cut | turned)}


@lru_cache(maxsize=50_000)
def _voiced(word: str) -> str:
    """How a word sounds, its vowels told apart."""
    text, back = sounds(word)
    told = (word[place].translate(_VOWELS) if c == "a" else c for c, place in zip(text, back, strict=True))
    return "".join(told)


def _closest(word: str, named: list[Term], most: int) -> Term | None:
    """The name that a word is nearest to, if no more than so many sounds are off."""
    said = _voiced(word)
    best = min(named, key=lambda term: OSA.distance(said, _voiced(term.key)))
    return best if OSA.distance(said, _voiced(best.key)) <= most else None
