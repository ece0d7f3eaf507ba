"""Columns that stand beside the one a row is decided by: a number or a name beside the structure, a name beside a number.

Each is looked at, and the strictest answer stands. Where they do not say the same, the reason tells it: a row whose
columns name different things is never answered by the one that happens to come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pyarrow as pa

from tidewaiter.bulk.decision import CANNOT_TELL, HIT, NO_HIT, NOTHING, STATUSES, UNREADABLE, Decision
from tidewaiter.bulk.exact import Decider
from tidewaiter.determine import binding
from tidewaiter.errors import QuestionError, Unresolved
from tidewaiter.lawbook.names import MAX_NAME, cas_digits, name_key
from tidewaiter.reached import listed_reaches

BREAK = "\n"  # between the words of two columns
_NUMBERED = re.compile(
    r"(?:compound|cmpd|cpd|molecule|mol|sample|substance|product|item|entry|row|no|id)?\W*\d+", re.I
)
_STRICT = (NO_HIT, UNREADABLE, CANNOT_TELL, HIT)
assert set(_STRICT) == set(STATUSES)


def further(rows: pa.RecordBatch) -> list[str]:
    """Of each row what its further columns say; "" where it has none."""
    place = rows.schema.get_field_index("beside")
    return [cell or "" for cell in rows.column(place).to_pylist()] if place >= 0 else [""] * rows.num_rows


class Said(NamedTuple):
    """What one further column says: decisions on what is listed, and structures that are still to be decided."""

    words: str
    decisions: tuple[Decision, ...]
    structures: tuple[str, ...] = ()


class Beside:
    """Reads the words of further columns for one question."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider

    def said(self, cell: str, own: Decision) -> list[Said]:
        """What the words of a row's further columns say; nothing of those that nothing knows. Beside what cannot be read
        they are all that the row says, and are read as whole descriptions.
        """
        alone = own.status == UNREADABLE
        return [said for words in cell.split(BREAK) if (said := self._of(words.strip(), alone)) is not None]

    def _of(self, words: str, alone: bool) -> Said | None:
        if not words or len(words) > MAX_NAME or _NUMBERED.fullmatch(words):
            return None
        if not alone and not self._known(words):
            return None
        try:
            identity = self.decider.book.identify(words, systematic=False)
        except Unresolved:
            return None
        except QuestionError as why:
            return Said(words, (Decision(UNREADABLE, reason=f"{why}"),))
        if identity.rung in ("commodity code", "structure"):
            return None
        store, question = self.decider.store, self.decider.question
        decisions, structures = [], []
        for one in identity.candidates:
            if one.substance:
                found = [reach.if_meant(one, store) for reach in listed_reaches(one.substance, store)]
                decisions.append(self.decider.decision(binding(found, question, store)))
            elif one.smiles:
                structures.append(one.smiles)
        return Said(words, tuple(decisions), tuple(structures))

    def _known(self, words: str) -> bool:
        """Whether anything may know the words: a look-up is cheaper than the ladder, and most names are unknown."""
        store, dictionary = self.decider.store, self.decider.book.dictionary
        if (cas := cas_digits(words)) is not None:
            return True if store.by_cas(cas) else dictionary.knows_cas(cas) or _false_digit(cas)
        key = name_key(words)
        return bool(store.by_name(words) or dictionary.knows(words) or store.record("product", key))

    def decided(self, own: Decision, cell: str) -> Decision:
        """A row's decision together with its further columns, by Python alone."""
        said = self.said(cell, own)
        return together(own, said, [[self.decider.structure(s) for s in one.structures] for one in said])


def _false_digit(cas: str) -> bool:
    from stdnum import casrn

    return not casrn.is_valid(cas)


def together(own: Decision, said: Sequence[Said], drawn: Sequence[Sequence[Decision]]) -> Decision:
    """The strictest of a row's decision and those of its further columns, which reads what they disagree on."""
    now = own
    for one, structures in zip(said, drawn, strict=True):
        for other in (*one.decisions, *structures):
            now = _stricter(now, other, one.words)
    return now


def _stricter(own: Decision, other: Decision, words: str) -> Decision:
    new = {*other.measures, *other.doubts} - {*own.measures, *own.doubts}
    sure = set(other.measures) - set(own.measures)
    if not new and not sure and _STRICT.index(other.status) <= _STRICT.index(own.status):
        return own
    measures = tuple(dict.fromkeys((*own.measures, *other.measures)))
    doubts = tuple(key for key in dict.fromkeys((*own.doubts, *other.doubts)) if key not in measures)
    first = max(own, other, key=lambda one: _STRICT.index(one.status))
    status = HIT if measures else first.status
    told = f"{words[:60]!r} says {_words(other)}, the other columns {_words(own)}"
    reason = (
        f"{first.reason}; the columns disagree: {told}" if first.reason else f"the columns disagree: {told}"
    )
    return Decision(status, measures, doubts, first.basis, reason)


def _words(one: Decision) -> str:
    if one is NOTHING or one.status == NO_HIT:
        return "no hit"
    if one.status == UNREADABLE:
        return "nothing readable"
    count = len(one.measures) + len(one.doubts)
    return f"{count} listing{'s' if count != 1 else ''}" if count else "that it cannot be told"


Structures = Callable[[list[str], list[int]], list[Decision]]  # decides structures for rows of these numbers


def all_together(
    beside: Beside, cells: Sequence[tuple[int, str]], own: Callable[[int], Decision], structures: Structures,
    numbers: Sequence[int],
) -> dict[int, Decision]:  # fmt: skip
    """The decisions on rows with further columns (place, words), their structures decided in one lot."""
    said = {place: found for place, cell in cells if (found := beside.said(cell, own(place)))}
    texts = [(place, text) for place, found in said.items() for one in found for text in one.structures]
    decided = iter(structures([text for _, text in texts], [numbers[place] for place, _ in texts]))
    out: dict[int, Decision] = {}
    for place, found in said.items():
        drawn = [[next(decided) for _ in one.structures] for one in found]
        out[place] = together(own(place), found, drawn)
    return out
