"""The dictionary of names: one automaton over all that the lawbook calls its substances, in every language.

Names of five letters and more are looked for in the squeezed text, so that no space, hyphen or line end hides them;
a find counts if it begins and ends where a word does. Shorter ones (``GBL``, ``2C-B``) would be found inside other
words there: they are looked for as words, with their own spacings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import inf
from typing import Any, NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tidewaiter.text.mentions.folding import WALL, Squeezed, fold, spaced, squeeze

MUCH = 1_000_000  # characters after which the faster automaton is made: a third of a second, and 150 MB
SHORT = 4  # a name of so many letters and digits, or fewer, is looked for as a word
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"[a-z0-9\u3400-\u9fff]+")
_STOPS = re.compile(r"[,.;:!?](?:\s|\Z)|\n\s*\n")
_WORD = re.compile(r"[a-z]{2,}")


class Term(NamedTuple):
    """What a string of the dictionary means."""

    key: str  # squeezed
    name: str  # as the source writes it
    language: str
    kind: str  # substance | class
    ids: tuple[str, ...]
    source: str  # name | known synonym | common word | class word
    strong: bool = True  # False: the word has other meanings
    digits: tuple[str, ...] = ()


class Find(NamedTuple):
    """A term found, with its span in the folded text."""

    start: int
    end: int
    term: Term


def term(name: str, language: str, kind: str, ids: tuple[str, ...], source: str, strong: bool = True) -> Term:
    """A term with its key: the name folded and squeezed.

    >>> term("α-PVP", "en", "substance", ("alpha-pvp",), "name").key
    'alphapvp'
    """
    folded = fold(name).text
    return Term(
        squeeze(folded).text, name, language, kind, ids, source, strong, tuple(_DIGITS.findall(folded))
    )


class Names:
    """All terms, and the automata that find them."""

    def __init__(self, terms: Iterable[Term], longer: Iterable[str] = ()) -> None:
        self.terms: dict[str, list[Term]] = {}
        self.pieces: set[str] = set()
        for item in terms:
            if not item.key or item.key.isdigit() or (len(item.key) == 1 and not item.key.isascii()):
                continue  # a number alone is no name, nor is one Chinese character
            known = self.terms.setdefault(item.key, [])
            # a word for a class means the class alone
            of_a_class = known and known[0].kind == "class" != item.kind
            if not of_a_class and (item.ids, item.digits) not in ((one.ids, one.digits) for one in known):
                known.append(item)
            if item.source == "name" or (item.strong and item.source == "common word"):
                self.pieces.update(_WORD.findall(fold(item.name).text))
        self._long = [key for key in self.terms if is_long(key)]
        signs = (key for key in self.terms if not is_long(key))
        short = [(form, key) for key in signs for form in _forms(key, self.terms[key])]
        self._short = [key for _, key in short]
        self._automaton = automaton(self._long, quick=True)
        self._longer = automaton([fold(word).text for word in longer])
        self._read, self._much = 0, float(MUCH)
        self._words = automaton([f" {form} " for form, _ in short])

    def keep_small(self) -> None:
        """Never make the faster automaton: a service reads short texts for years, and would pay for it for ever."""
        self._much = inf

    def finds(self, folded: str, squeezed: Squeezed) -> list[Find]:
        """The terms that a folded text holds: leftmost and longest first, none over another."""
        valid = []
        for start, end, key in self._raw(folded, squeezed):
            known = self.terms[key]
            if end - start == len(key) and len(known) == 1:
                valid.append(Find(start, end, known[0]))
                continue
            found = self._valid(folded[start:end], key)
            if found is not None:
                valid.append(Find(start, end, found))
        within = {
            (start, end)  # the longest known word is meant
            for _, start, end in self._longer.find_matches_as_indexes(folded, overlapping=True)
            if folded[start] > "\u2e80"
            or not re.search(r"[^\W\d_]", folded[start - 1 : start] + folded[end : end + 1])
        }
        if inside := {at for span in within for at in range(*span)}:
            valid = [f for f in valid if not {f.start, f.end - 1} <= inside or (f.start, f.end) in within]
        return _longest(valid)

    def look_up(self, words: str) -> Term | None:
        """The term that a folded string is, whole."""
        found = self.terms.get(squeeze(words).text)
        return _merged(found) if found else None

    def _raw(self, folded: str, squeezed: Squeezed) -> Iterator[tuple[int, int, str]]:
        if self._read <= self._much:
            self._read += len(folded)
            if self._read > self._much:
                self._automaton = automaton(self._long)
        found = self._automaton.find_matches_as_indexes(squeezed.text, overlapping=True)
        if found:
            which, start, end = np.array(found, dtype=np.int64).T
            start, end = squeezed.back.take(start), squeezed.back.take(end - 1) + 1
            ok = np.flatnonzero(_bounded(folded, start, end))
            keys = [self._long[i] for i in which.take(ok).tolist()]
            yield from zip(start.take(ok).tolist(), end.take(ok).tolist(), keys, strict=True)
        blanks = spaced(f" {folded} ")
        for number, begin, after in self._words.find_matches_as_indexes(blanks, overlapping=True):
            yield begin, after - 2, self._short[number]

    def _valid(self, written: str, key: str) -> Term | None:
        """The term, if the text between the first and the last letter may be its name with other spacing."""
        terms = self.terms[key]
        if written == key:
            return _merged(terms)
        if WALL in written or len(written) > 4 * len(key) + 8:
            return None
        if written[0] in "ld" and written[1] in "'’" and key[1:] in self.terms:
            return None  # "l'éphédrine" is no l-ephedrine
        parts = _PARTS.findall(written)
        single = len(parts) == len(key)
        if any(c.isdigit() for c in key):
            digits = tuple(_DIGITS.findall(written))
            run = "".join(digits) if single else None
            terms = [t for t in terms if digits == t.digits or run == "".join(t.digits)]
            if not terms:
                return None
        return _merged(terms) if single or self._joins(written, key, parts) else None

    def _joins(self, written: str, key: str, parts: list[str]) -> bool:
        """Whether the breaks inside a name are such as writers make, or such as hide it: not two other words."""
        if not key.isascii():
            return len(key) > 2 or not re.search(r"[,.;:!?、。\n]", written)
        last = parts[-1]
        behind = last.isalpha() and len(last) < 3 and key[: -len(last)] in self.terms
        if behind and "-" not in written:
            return False  # "tramadol as": a name, and the word behind it
        if re.search(r"[,;]\s", written) and all(part in self.terms for part in parts):
            return False  # "GHB, GBL": two names
        if all(word in self.pieces for part in parts for word in _WORD.findall(part)):
            return True
        if _STOPS.search(written) and "-\n" not in written:
            return False
        if re.search(r"[^a-z0-9\s]", written):
            return True  # broken by a mark, or by the hyphen of a line end
        return len(key) > 6  # broken by blanks alone


def _longest(finds: list[Find]) -> list[Find]:
    finds.sort(key=lambda f: (f.start, -f.end, f.term.source != "name"))
    out: list[Find] = []
    for find in finds:
        if not out or find.start >= out[-1].end:
            out.append(find)
    return out


def longest_spans(spans: list[Any]) -> list[Any]:
    """Of cues of one group that overlap, the longest; all in order of place."""
    spans.sort(key=lambda c: (c.start, -c.end))
    last: dict[str, int] = {}
    out = []
    for span in spans:
        if span.start >= last.get(span.group, -1):
            last[span.group] = span.end
            out.append(span)
    return out


def is_long(key: str) -> bool:
    """Whether a key is looked for in the squeezed text: more than four letters, or beyond ASCII."""
    return len(key) > SHORT or not key.isascii()


def automaton(patterns: list[str], *, quick: bool = False) -> AhoCorasick:
    """An automaton over some strings; over none, one that finds nothing. ``quick``: made sooner, searches more slowly."""
    return AhoCorasick(
        patterns or ["\x00\x1e\x00"],
        matchkind=MatchKind.Standard,
        implementation=Implementation.ContiguousNFA if quick else Implementation.DFA,
    )


def _forms(key: str, terms: list[Term]) -> set[str]:
    """The spacings in which a short name is written: ``2cb``, ``2c b``, ``2 c b``."""
    forms = {key, re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", key)}
    if len(key) > 2:
        forms.add(" ".join(key))
    forms.update(" ".join(spaced(fold(item.name).text).split()) for item in terms)
    forms |= {form.replace(" ", "  ") for form in forms if form.count(" ") == 1}  # ``2C-`` at a line's end
    forms |= {form.replace(" ", "   ") for form in forms if form.count(" ") <= 2}  # ``2C - B``
    forms |= {form[::-1].replace(" ", "   ", 1)[::-1] for form in forms if form.count(" ") == 2}
    return {form for form in forms if form.replace(" ", "") == key}


def _merged(terms: list[Term]) -> Term:
    if len(terms) == 1:
        return terms[0]
    best = [item for item in terms if item.source == "name"] or terms
    ids = tuple(dict.fromkeys(key for item in best for key in item.ids))
    return best[0]._replace(ids=ids)


_INFLECTED = 6  # letters of a name in Cyrillic from which an ending of up to three letters may follow


def _bounded(folded: str, start: Any, end: Any) -> Any:
    """Whether each span begins and ends where a word in Latin or Cyrillic script does (Chinese needs no such bounds)."""
    raw = f" {folded}    "
    if raw.isascii():
        codes = np.frombuffer(raw.encode(), dtype=np.uint8)
    else:
        codes = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    def digit(c: Any) -> Any:
        return (c >= 48) & (c <= 57)

    def cyrillic(c: Any) -> Any:
        return (c >= 0x400) & (c <= 0x52F)

    def letter(c: Any) -> Any:
        return ((c >= 97) & (c <= 122)) | cyrillic(c)

    def written(c: Any) -> Any:
        return digit(c) | letter(c)

    before, first, last = codes[start], codes[start + 1], codes[end]
    after = [codes[end + i] for i in range(1, 5)]
    left = ~(written(before) & written(first))
    plural = (after[0] == ord("s")) & ~written(after[1]) & letter(last)
    right = ~(written(after[0]) & written(last)) | plural | (digit(after[0]) & letter(last))
    inflected = (cyrillic(first) | cyrillic(last)) & (end - start >= _INFLECTED)
    return left & (right | (inflected & ~(written(after[1]) & written(after[2]) & written(after[3]))))
