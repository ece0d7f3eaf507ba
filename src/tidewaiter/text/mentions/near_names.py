"""The slower rungs, for what the dictionary did not find: misspellings, figures for letters, Chinese of the same sound.

A word is corrected only to a word of the lawbook's names, within a distance that grows with its length (none
under seven letters, one up to eleven, two beyond), and never if it is a word itself: of the names, of the
general dictionary, or of everyday language (``near_words.txt``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tidewaiter.text.mentions.cache import kept_arrays, mark_of
from tidewaiter.text.mentions.cues import cues, folded_words
from tidewaiter.text.mentions.dictionary import SHORT, Find, Names, Term, automaton
from tidewaiter.text.mentions.folding import fold, squeeze

LEAST, TWO_FROM = 7, 12
FEW = 300
MOST_WORDS = 50_000  # words of one text that are looked at for a misspelling; some ten seconds
_WORD = re.compile(r"[a-z]{6,28}")
_WITH_SALT = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{5,}?)(?:di)?(?:hydrochloride?|hydrobromide?|sul[fp]h?ate?|[pf]h?os[pf]h?ate?|citrate?|tartrate?|maleate?|fumarate?)(?![^\W\d_])"
)
_LEET = re.compile(
    r"(?<![a-z\u0400-\u052f0-9@$])(?=[0-9@$]*[a-z\u0400-\u052f])(?=[a-z\u0400-\u052f]*[01345@$])[a-z\u0400-\u052f01345@$]{3,24}(?![a-z\u0400-\u052f0-9@$]|-\d)"
)
_LETTERS = str.maketrans("0345@$", "oeasas")
_FIGURES_IN = re.compile(
    r"(?<![^\W_])[a-z\u0400-\u052f]+[01345@$](?=[a-z\u0400-\u052f01345@$])[a-z\u0400-\u052f01345@$]*|(?<![^\W_])[a-z]{3,}[034](?![^\W_])"
)
FIGURED = "look-alike letters"
_I = fold("и").text  # what a Russian 1 stands for
_WINDOW = 60  # characters of context in which a corrected word is looked up again


class Near(NamedTuple):
    """A find behind a correction, with the rung that led to it."""

    find: Find
    rung: str


@cache
def everyday() -> frozenset[str]:
    """Words of everyday language that lie close to a name."""
    return folded_words(Path(__file__).with_name("near_words.txt").read_text(encoding="utf-8").split())


def allowed(length: int) -> int:
    """How many letters a name of this length may be off.

    >>> allowed(6), allowed(7), allowed(12)
    (0, 1, 2)
    """
    return 0 if length < LEAST else 1 if length < TWO_FROM else 2


def _deletes(word: str, most: int) -> set[str]:
    out = {word}
    last = {word}
    for _ in range(most):
        last = {w[:i] + w[i + 1 :] for w in last for i in range(len(w))}
        out |= last
    return out


class Speller:
    """Corrects words to those of the names.

    The first ``FEW`` words are measured against every name; with more of them an index of letters left out pays.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._targets = [w for w in names.pieces if LEAST <= len(w) <= 26]
        self._index: dict[str, list[str]] = {}
        self._asked = 0
        self.correct = lru_cache(maxsize=200_000)(self._correct)

    def _correct(self, word: str) -> tuple[tuple[str, int], ...]:
        """The closest words of the names, each with the distance; none for a word that is one itself."""
        if word in self._names.terms or word in everyday() or (word[-1] == "s" and word[:-1] in everyday()):
            return ()
        piece = word in self._names.pieces or (word[-1] == "s" and word[:-1] in self._names.pieces)
        self._asked += 1
        near = self._measured(word) if self._asked <= FEW else self._looked_up(word)
        found = sorted((d, w) for w, d in near.items() if 0 < d <= allowed(len(w)))
        if piece:  # a word of some name is no misspelling, unless of a whole name (``Ketamin-Hydrochlorid``)
            found = [(d, w) for d, w in found if d == 1 and w in self._names.terms and _same_name(word, w)]
        return tuple((w, d) for d, w in found if d == found[0][0])[:8]

    def _measured(self, word: str) -> dict[str, int]:
        found = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=2, limit=None)
        return {other: int(distance) for other, distance, _ in found}

    def _looked_up(self, word: str) -> dict[str, int]:
        if not self._index:
            for other in self._targets:
                for form in _deletes(other, allowed(len(other))):
                    self._index.setdefault(form, []).append(other)
        near: dict[str, int] = {}
        for form in _deletes(word, 2 if len(word) >= TWO_FROM - 2 else 1):
            for other in self._index.get(form, ()):
                if other not in near:
                    near[other] = OSA.distance(word, other, score_cutoff=2)
        return near


def _same_name(one: str, other: str) -> bool:
    """Whether two words are one name in two languages (``Ketamin``, ``ketamine``)."""
    return one.rstrip("e") == other.rstrip("e") or one.replace("ph", "f") == other.replace("ph", "f")


def corrected(
    folded: str, taken: list[Find], names: Names, speller: Speller, seen: set[str]
) -> Iterator[Near]:
    """Finds behind misspelt words, none where something is found already.

    ``seen`` holds the words of the text looked at so far; beyond ``MOST_WORDS`` no new one is.
    """
    for found in _outside(_WORD.finditer(folded), taken):
        if found[0] not in seen:
            if len(seen) >= MOST_WORDS:
                continue
            seen.add(found[0])
        span = found.start(), found.end()
        near = [
            item
            for word, distance in speller.correct(found[0])
            for item in _again(folded, *span, word, names, f"near name (distance {distance})", True)
        ]
        if near and all(item.find.term.ids == near[0].find.term.ids for item in near):
            yield near[0]  # two names as near as each other are none


def figured(folded: str, taken: list[Find], names: Names) -> Iterator[Near]:
    """Finds behind words in which figures or signs stand for letters (``k3tamine``)."""
    for found in _outside(_LEET.finditer(folded), taken):
        base = found[0].translate(_LETTERS)
        for word in dict.fromkeys((base.replace("1", "i"), base.replace("1", "l"), base.replace("1", _I))):
            if word == found[0] or not word.isalpha() or (len(word) < SHORT and word.isascii()):
                continue
            if word in names.terms or word in names.pieces:
                yield from _again(folded, found.start(), found.end(), word, names, FIGURED, False)
                break


def spelt(folded: str) -> str:
    """A text with letters for the figures within its words, as long as before.

    >>> spelt("v3nta, gram0 500, b0lsa")
    'venta, gramo 500, bolsa'
    """
    return _FIGURES_IN.sub(lambda found: found[0].translate(_LETTERS).replace("1", "i"), folded)


def joined(folded: str, taken: list[Find], names: Names) -> Iterator[Near]:
    """Finds behind words that German writes as one with the salt (``ephedrinhydrochlorid``)."""
    for found in _outside(_WITH_SALT.finditer(folded), taken):
        if found[1] in names.terms:
            yield from _again(folded, *found.span(), found[1], names, "name joined with its salt", False)


def _outside(found: Iterable[re.Match[str]], taken: list[Find]) -> Iterator[re.Match[str]]:
    spans = iter(taken)
    span = next(spans, None)
    for match in found:
        while span is not None and span.end <= match.start():
            span = next(spans, None)
        if span is None or match.end() <= span.start:
            yield match


def _again(
    folded: str, start: int, end: int, word: str, names: Names, rung: str, whole: bool
) -> Iterator[Near]:
    """Look again with the word put right; a find counts if it takes the word in."""
    left = max(0, start - _WINDOW)
    text = folded[left:start] + word + folded[end : end + _WINDOW]
    at, shift = start - left, len(word) - (end - start)
    meant = [term.ids for term in names.terms.get(word, ())]
    for find in names.finds(text, squeeze(text)):
        named = find.term.source in ("name", "other spelling", "common word")
        known = named or (not whole and find.term.ids in meant)
        if known and find.start <= at and find.end >= at + len(word):
            if whole and len(find.term.key) < LEAST:
                return
            yield Near(Find(find.start + left, find.end + left - shift, find.term), rung)
            return


# Chinese characters of the same sound --------------------------------------------------------------------


_LONGEST_PARTED = 7  # characters of a name that is looked for in its parts


class Chinese:
    """Chinese names under the sounds of their characters (tones apart), under their shapes, and in parts."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._keys = [
            key for key in names.terms if re.fullmatch(r"[0-9a-z]*[\u4e00-\u9fff]{3,}[0-9a-z]*", key)
        ]
        self._ways = [
            (rung, table, automaton([key.translate(table) for key in self._keys]))
            for rung, table in (("near name (same sound)", _sounds()), ("near name (like shape)", _shapes()))
        ]
        self._parted = dict(_parted(names))
        self._of_parts = automaton(list(self._parted))

    def finds(self, squeezed: str) -> Iterator[tuple[int, int, Term, str]]:
        """Spans in the squeezed text that sound or look like a name and share a character with it, with the rung."""
        for rung, table, found in self._ways:
            plain = squeezed.translate(table)
            for which, start, end in found.find_matches_as_indexes(plain, overlapping=True):
                written, key = squeezed[start:end], self._keys[which]
                alike = any(a == b for a, b in zip(written, key, strict=True))
                if alike and written != key and written not in self._names.terms:
                    yield start, end, self._names.terms[key][0], rung
        for _, start, end in self._of_parts.find_matches_as_indexes(squeezed, overlapping=True):
            yield start, end, self._names.terms[self._parted[squeezed[start:end]]][0], "near name (in parts)"


def _parted(names: Names) -> Iterator[tuple[str, str]]:
    """Chinese names with some of their characters written in two parts ("口坐" for 唑), each with the name."""
    parts = cues().parts
    for key in names.terms:
        ways = [(c, parts[c]) if c in parts else (c,) for c in key]
        if re.fullmatch(r"[0-9a-z]*[\u4e00-\u9fff]{2,}[0-9a-z]*", key) and len(key) <= _LONGEST_PARTED:
            for written in map("".join, product(*ways)):
                if written not in names.terms:
                    yield written, key


@cache
def _shapes() -> dict[int, int]:
    """Each character of a group of like shapes with the first of the group."""
    return {ord(other): ord(group[0]) for group in reversed(cues().shapes) for other in group}


@cache
def _sounds() -> dict[int, int]:
    """Each Chinese character with the first that has its sound."""
    found = find_spec("pypinyin")
    size = Path(found.origin).stat().st_mtime_ns if found and found.origin else 0
    held = kept_arrays("sounds", mark_of(str(size), Path(__file__)), _made_sounds)
    return dict(zip(held["character"].tolist(), held["first"].tolist(), strict=True))


def _made_sounds() -> dict[str, Any]:
    import unicodedata

    import numpy as np
    from pypinyin.constants import PINYIN_DICT

    first: dict[str, int] = {}
    out: dict[int, int] = {}
    for code in range(0x4E00, 0xA000):
        sounds = PINYIN_DICT.get(code)
        if sounds:
            plain = unicodedata.normalize("NFKD", sounds.split(",")[0])
            sound = "".join(c for c in plain if not unicodedata.combining(c) or c == "\u0308")
            out[code] = first.setdefault(sound, code)
    return {
        "character": np.array(list(out), dtype=np.uint32),
        "first": np.array(list(out.values()), dtype=np.uint32),
    }
