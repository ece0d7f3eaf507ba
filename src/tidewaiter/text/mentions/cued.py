"""The cues around a mention: words of sale, of news, of denial, with the group that each is of and its place; a judgement by them."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path
from typing import NamedTuple

from tidewaiter.lawbook.read import plain_yaml
from tidewaiter.text.mentions.cues import cues
from tidewaiter.text.mentions.dictionary import automaton, longest_spans
from tidewaiter.text.mentions.folding import PICTURE, fold, spaced

_Fact = tuple[str, tuple[str, ...], re.Pattern[str]]  # its name, the groups of cues that it is of, its words


def _facts(part: str) -> tuple[_Fact, ...]:
    """The facts of one part of ``prices.yml``, compiled."""
    raw = plain_yaml(Path(__file__).with_name("prices.yml").read_text(encoding="utf-8"))
    macros = {f"@{name}@": meaning for name, meaning in raw["macros"].items()} | {"@PICTURE@": PICTURE}
    out = []
    for one in raw[part]:
        text = f"{one.get('behind', '')}(?:{'|'.join(one['any'])})"
        for name, meaning in macros.items():  # one stands for others below it
            text = text.replace(name, meaning)
        out.append((one["name"], tuple(one["groups"]), re.compile(text)))
    return tuple(out)


_PRICED, _FACTS, _HAN_FACTS = _facts("street"), _facts("always"), _facts("han")
SALE = frozenset(("offer", "offer+"))
WHOLE = 700  # a text up to this length is read whole
SEVERAL = "several words of everyday that mean drugs"
CHAIN = "one word for a drug after another"
ASKED = "somebody asks for it: a request, and no offer"
FORBIDDEN = "a text that forbids or denies it"


class Cue(NamedTuple):
    """A cue found: span in the folded text, its group, its words."""

    start: int
    end: int
    group: str
    word: str


class Judged(NamedTuple):
    """A judgement and the words it rests on."""

    judged: str
    why: str


class Context(NamedTuple):
    """The cues of one text, in order of place."""

    text: str  # folded
    cues: list[Cue]
    starts: list[int]

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues that lie within a stretch."""
        return [
            c
            for c in self.cues[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
            if c.end <= end
        ]


class Cued:
    """Finds the cues of a folded text in one pass."""

    def __init__(self) -> None:
        groups = cues().groups
        self._latin: list[tuple[str, str]] = []
        self._other: list[tuple[str, str]] = []
        for group, words in groups.items():
            for word in dict.fromkeys(words):
                folded = fold(word).text
                if folded.isascii():
                    self._latin.append((" ".join(spaced(folded).split()), group))
                else:  # Cyrillic capitals look like other letters than the small ones
                    forms = {folded, *(fold(form).text for form in (word.capitalize(), word.upper()))}
                    self._other += [(form, group) for form in sorted(forms)]
        self._words = automaton([f" {word} " for word, _ in self._latin])
        self._signs = automaton([word for word, _ in self._other])

    def read(self, folded: str, *, street: bool = False) -> Context:
        """All cues of a folded text; of overlapping cues of one group the longest. ``street``: whether it has a word of the
        street, which the price of a gram tells to be one.
        """
        found: list[Cue] = []
        blanks = spaced(f" {folded} ")
        for which, begin, end in self._words.find_matches_as_indexes(blanks, overlapping=True):
            word, group = self._latin[which]
            found.append(Cue(begin, end - 2, group, word))
        if not folded.isascii():
            for which, begin, end in self._signs.find_matches_as_indexes(folded, overlapping=True):
                word, group = self._other[which]
                if _whole(folded, begin, end):
                    found.append(Cue(begin, end, group, word))
        facts = (*_PRICED, *_FACTS) if street else _FACTS
        if not folded.isascii():
            facts = (*facts, *_HAN_FACTS)
        for name, groups, pattern in facts:
            found += [
                Cue(m.start(m.lastindex or 0), m.end(m.lastindex or 0), group, name)
                for m in pattern.finditer(folded)
                for group in groups
            ]
        found = _outside_longer(longest_spans(found))
        return Context(folded, found, [cue.start for cue in found])


_HIDDEN = ("thing after", "not after", "not before", "lawful")  # nothing within a longer word of sale


def _outside_longer(found: list[Cue]) -> list[Cue]:
    """Without the words of sale within longer ones of report ("stock" in "rupture de stock"), and without the denials
    and things within longer ones of sale ("free" in "free shipping", "apotheke" in "original apotheke", "没有" in "有没有").
    """
    reported = sold = begun = -1
    out = []
    for cue in found:
        if cue.group.startswith("about"):
            reported = max(reported, cue.end)
        elif cue.group in SALE or cue.group == "illicit":
            if cue.end <= reported:
                continue
            if cue.end > sold:
                begun, sold = cue.start, cue.end
        elif (cue.group in _HIDDEN and cue.end < sold) or (
            cue.group in ("lawful", "not before") and cue.end == sold and cue.start > begun
        ):
            continue
        out.append(cue)
    return out


def _whole(folded: str, begin: int, end: int) -> bool:
    """Whether a cue is a whole word, an ending of two letters aside; Chinese has no edges of words."""
    if folded[begin] >= "\u2e80" or folded[end - 1] >= "\u2e80":
        return True
    return not folded[max(begin - 1, 0) : begin].isalpha() and not folded[end : end + 3].isalpha()
