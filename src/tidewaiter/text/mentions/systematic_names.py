"""Stretches of a text that may be systematic names, and the ways in which each may have been meant.

A name is a run of chemical words: one with locants or brackets, and what belongs to it over a blank (``methyl 2-...acetate``,
``... ester``) or over a comma (``acetic acid, phenyl-, methyl ester``). Every such run is a candidate, the longest first;
whether it is a name, OPSIN decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tidewaiter.text.mentions.cues import patterns
from tidewaiter.text.mentions.structures import paired

MOST_WORDS = 8  # words of one name
_LONGEST = 300  # characters of one word
_SIGNS = r"A-Za-z0-9'’′,.+±*()\[\]{}:;^-"
_TOKEN = re.compile(rf"(?:\(\+/-\)|[{_SIGNS}])+(?:(?<=-)[ \t]*\n[ \t]*[{_SIGNS}]+)*")
_PART, _WORDS = patterns("systematic_names")
_LOCANT = re.compile(r"(?<![a-z])([nosp])(?=['’′]*(?:,\s?[nosp\d]['’′]*)*-)")
_DOTTED = re.compile(r"\.(alpha|beta|gamma|delta|omega|\+/-|\+-)\.")
_ACID = re.compile(r"(?i) acid,")
_COUNTED = re.compile(r"\(?\d{1,2}[.)](?=[A-Za-z(\[])")
_MARKS = ".,;:'’-*+"


class Run(NamedTuple):
    """A stretch that may be one name, with its words as one line."""

    start: int
    end: int
    name: str


def runs(text: str) -> list[list[Run]]:
    """The stretches of a text that may be names: of each run of chemical words all parts, the longest first.

    >>> text = "We sell methyl 3-oxo-2-phenylbutanoate now"
    >>> [run.name for run in runs(text)[0]]
    ['methyl 3-oxo-2-phenylbutanoate', '3-oxo-2-phenylbutanoate']
    """
    out = []
    for words in _groups(text):
        if not any(one.strong for one in words) and not _inverted(text[words[0].start : words[-1].end]):
            continue  # none of them has locants
        found: dict[tuple[int, int], Run] = {}
        for first in range(len(words)):
            for last in range(first, min(len(words), first + MOST_WORDS)):
                run = _run(text, words[first : last + 1])
                if run is not None:
                    found.setdefault((run.start, run.end), run)
        if found:
            out.append(sorted(found.values(), key=lambda run: run.start - run.end))
    return out


class _Word(NamedTuple):
    start: int
    end: int
    strong: bool


def _groups(text: str) -> Iterator[list[_Word]]:
    """Chemical words that follow each other over one blank or a line's end."""
    group: list[_Word] = []
    for start, end in _tokens(text):
        word = _word(text, start, end) or _before_acid(text, start, end)
        if group and (word is None or start - group[-1].end != 1 or text[group[-1].end] not in " \n"):
            yield group
            group = []
        if word is not None:
            group.append(word)
    if group:
        yield group


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """Words, cut at a colon or semicolon that stands outside brackets (``benzo[1,2-b:4,5-b']`` stays whole)."""
    for found in _TOKEN.finditer(text):
        begin = found.start()
        if ":" in found[0] or ";" in found[0]:
            depth = 0
            for place, sign in enumerate(found[0], found.start()):
                depth = max(0, depth + (sign in "([{") - (sign in ")]}"))
                if sign in ":;" and not depth:
                    if place > begin:
                        yield begin, place
                    begin = place + 1
        if begin < found.end():
            yield begin, found.end()


def _word(text: str, start: int, end: int) -> _Word | None:
    if end - start > _LONGEST:
        return None
    low = "".join(text[start:end].lower().split())
    bare = low.strip(_MARKS + "()[]{}")
    # ``4-oxo-,`` of an inverted name
    prefix = low.rstrip(",.)").endswith("-") and _PART["morpheme"].search(bare)
    if prefix or _looks(low):
        return _Word(start, end, True)
    if bare in _WORDS["closing"] or bare in _WORDS["opening"]:
        return _Word(start, end, False)
    if _PART["weak"].search(low.rstrip(",.;")) and _PART["morpheme"].search(bare):
        return _Word(start, end, False)
    return None


def _before_acid(text: str, start: int, end: int) -> _Word | None:
    """The first half of an acid's name, whatever it is, where the name goes on over a comma."""
    if _ACID.match(text, end) and text[start:end].isalpha():
        return _Word(start, end, False)
    return None


def _looks(word: str) -> bool:
    """Whether a word has the locants or brackets of a systematic name, its ending, and a part that chemistry uses."""
    low = word.strip(_MARKS + "()[]{}")
    if not ("-" in low or "(" in low):
        return False
    letters = sum(c.isalpha() for c in low)
    if letters < 6:
        return False
    if not any(c.isdigit() for c in low) and "(" not in low and not low.startswith(("n-", "n,n", "o-", "s-")):
        return False
    return bool(_PART["ends"].search(low) and _PART["morpheme"].search(low)) and letters * 2 > len(low) * 0.8


def _run(text: str, words: list[_Word]) -> Run | None:
    written = text[words[0].start : words[-1].end]
    begin, end = _trimmed(written, ", " in written)
    inverted = _inverted(written[begin:end])
    if not inverted and (", " in written[begin:end] or not any(word.strong for word in words)):
        return None  # two names with a comma between them, or no name of this kind
    if len(words) > 1 and any(text[word.end - 1] in ".;:" for word in words[:-1]):
        return None
    counted = _COUNTED.match(written, begin)
    if counted and _closed(written[counted.end() : end]):
        begin = counted.end()
    name = " ".join(re.sub(r"-\s*\n\s*", "-", written[begin:end]).split())
    if not name or not _closed(name):
        return None
    return Run(words[0].start + begin, words[0].start + end, name)


def _inverted(written: str) -> bool:
    """Whether words are a name in the order of an index: ``acetic acid, phenyl-, methyl ester``."""
    head, comma, tail = written.partition(", ")
    if not comma or not head:
        return False
    last = tail.strip(" .,;)").lower().split(" ")[-1]
    return last.endswith("-") or last in _WORDS["closing"] - {"acid", "ether", "ketone"}


def forms(run: Run, text: str) -> list[str]:
    """How the words of a run may be meant: as they stand, with locants in capitals, without a line end's hyphen.

    >>> forms(Run(0, 12, "n-benzyl-2-x"), "n-benzyl-2-x")
    ['n-benzyl-2-x', 'N-benzyl-2-x']
    """
    written = [run.name]
    raw = text[run.start : run.end]
    if "\n" in raw:
        written.append(
            " ".join(re.sub(r"(?<=[A-Za-z])-\s*\n\s*(?=[a-z])", "", raw).replace("-\n", "-").split())
        )
    if " " in run.name and ", " not in run.name:
        written += [re.sub(r"(?<=[-)\]]) | (?=[-(\[])", "", run.name), run.name.replace(" ", "")]
    out: list[str] = []
    for name in written:
        name = _DOTTED.sub(r"\1", name.replace("’", "'").replace("′", "'"))
        low = name.lower()
        out += [name, _LOCANT.sub(lambda m: m[1].upper(), low)]
        if low != name:
            out.append(low)
    return list(dict.fromkeys(out))


def _trimmed(words: str, inverted: bool) -> tuple[int, int]:
    """Without the punctuation of the sentence: marks at the ends, and a bracket that has no fellow."""
    begin, end = 0, len(words)
    tail = _MARKS.replace("-", "") if inverted else _MARKS
    while begin < end and (
        words[begin] in _MARKS or (words[begin] in "([{" and not _closed(words[begin:end]))
    ):
        begin += 1
    while end > begin and (
        words[end - 1] in tail or (words[end - 1] in ")]}" and not _closed(words[begin:end]))
    ):
        end -= 1
    if words[begin : begin + 1] == "(" and words[end - 1] == ")" and _closed(words[begin + 1 : end - 1]):
        begin, end = begin + 1, end - 1
    return begin, end


def _closed(words: str) -> bool:
    return paired(words, "([{", ")]}")
