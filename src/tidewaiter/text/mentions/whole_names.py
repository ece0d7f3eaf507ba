"""Whole names and structures: what OPSIN reads of a text's systematic names, and what its SMILES, InChI and InChIKeys mean.

A systematic name is one name: a listed name inside it is a part of it, and means nothing by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tidewaiter.text.mentions.compounds import Compounds, Meaning
from tidewaiter.text.mentions.dictionary import Find
from tidewaiter.text.mentions.structures import structures
from tidewaiter.text.mentions.systematic_names import Run, forms, runs

_SALT = r"hcl|dihydrochloride|hydrochloride|hydrobromide|hbr|sulph?ate|citrate|fumarate|tartrate|maleate|oxalate|phosphate|base|salt|d\d{1,2}"
_SLIGHT_BEFORE = re.compile(
    r"(?:\([+±-]+\)|\(?(?:\d{0,2}[rsez](?:,\s?)?)+\)|rac|dl|d|l|r|s|pure|[-\s()\[\]])*\Z"
)
_SLIGHT_AFTER = re.compile(rf"(?:{_SALT}|[-\s,()\[\]])*\Z")


class Whole(NamedTuple):
    """A whole name or structure that was read: span, what was read, what it means, and the rung."""

    start: int
    end: int
    name: str
    meaning: Meaning
    rung: str


def structures_of(cased: str, compounds: Compounds) -> list[Whole]:
    """The structures of a text that meet something listed."""
    out = []
    for item in structures(cased):
        look_up = compounds.by_inchikey if item.kind == "inchikey" else compounds.by_structure
        if (meaning := look_up(item.text)).ids:
            out.append(Whole(item.start, item.end, item.text, meaning, "structure"))
    return out


def names_of(
    cased: str, folded: str, finds: list[Find], compounds: Compounds, more: Iterable[str]
) -> list[Whole]:
    """The systematic names of a text that were read, listed or not; of each run of words the longest.

    ``finds``: names found already, in order of place; what they cover (but for a salt or a sign of rotation) is not read again.
    ``more``: further names to have OPSIN read in the same run, for :meth:`Compounds.read`.
    """
    groups = [[run for run in group if not _covered(folded, run, finds)] for group in runs(cased)]
    known: dict[Run, Meaning] = {}
    asked: dict[Run, list[str]] = {}
    for group in groups:
        for run in group:
            meaning = compounds.by_name(run.name)
            if meaning is not None:
                known[run] = meaning
            else:
                asked[run] = forms(run, cased)
    compounds.prepare([*(name for names in asked.values() for name in names), *more])
    return [whole for group in groups for whole in _longest(group, known, asked, compounds)]


def _longest(
    group: list[Run], known: dict[Run, Meaning], asked: dict[Run, list[str]], compounds: Compounds
) -> Iterator[Whole]:
    taken: list[Run] = []
    for run in group:
        if any(run.start < other.end and run.end > other.start for other in taken):
            continue
        meaning = known.get(run) or compounds.read(asked.get(run, ()))
        if meaning is not None:
            taken.append(run)
            rung = "known synonym" if run in known else "systematic name"
            yield Whole(run.start, run.end, run.name, meaning, rung)


def _covered(folded: str, run: Run, finds: list[Find]) -> bool:
    """Whether a find covers a run of words, or all but a salt or a sign of rotation."""
    place = bisect_right(finds, run.start, key=lambda f: f.start)
    before = [find for find in finds[max(place - 1, 0) : place] if find.end > run.start]
    within = finds[place : bisect_left(finds, run.end, lo=place, key=lambda f: f.start)]
    if before and before[0].end >= run.end:
        return True
    return any(slight(folded, run.start, run.end, one.start, one.end) for one in (*before, *within))


def slight(folded: str, start: int, end: int, inner_start: int, inner_end: int) -> bool:
    """Whether a longer stretch says no more than the name inside it but for a salt or a sign of rotation."""
    before, after = folded[start : max(start, inner_start)], folded[min(inner_end, end) : end]
    return bool(_SLIGHT_BEFORE.match(before) and _SLIGHT_AFTER.match(after))
