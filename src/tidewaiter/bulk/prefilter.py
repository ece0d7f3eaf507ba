"""Which rows could reach anything at all, and by which steps: everything else is *no hit* without RDKit.

The tables are those of the lawbook (:mod:`tidewaiter.met.compiled`), the question a mask (:mod:`tidewaiter.bulk.in_force`). A row survives where its skeleton, or what
is left when esters and ethers are read off, is that of a structure listed then and there; where its formula is that
of one whose positional isomers are; where the relaxed form of a class definition fits; and where there is any doubt
how to read it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tidewaiter.bulk.exact import UNREADABLE, Decider, Decision
from tidewaiter.bulk.in_force import in_force
from tidewaiter.bulk.library import Found, Native
from tidewaiter.bulk.steps import Steps
from tidewaiter.bulk.verdicts import Settled
from tidewaiter.classes.verdict import Verdict
from tidewaiter.met.compiled import compiled
from tidewaiter.met.known import Known
from tidewaiter.met.library import ASK_ALL, ASK_CLASSES, ASK_MARKS
from tidewaiter.met.reading import may_be_read
from tidewaiter.met.stream import CLASSES, DOUBTFUL, NAMED, PLAIN, POSITIONAL, READ_OFF
from tidewaiter.reached import Reach

_LEFT = DOUBTFUL | NAMED | READ_OFF | POSITIONAL | CLASSES  # what is left to Python

_REMEMBERED = 5_000  # drawings that were decided, and components that no class reaches

_A_STRUCTURE = np.zeros(1, np.int8)  # the kind of one text


class _Decided(NamedTuple):
    """A remembered decision; where its reason has the words of a class, the definitions that are worded so (versions of one law
    mostly are), and what stands around them."""

    decision: Decision
    definitions: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


class Prefilter:
    """The relaxed form of all that binds on a question's day in its territories."""

    def __init__(self, decider: Decider) -> None:
        self._store, self._made = decider.store, compiled(decider.store)
        made, asked = self._made, in_force(decider, self._made)
        self.definitions, self._owners = asked.definitions, asked.owners
        self._native, self._settled = Native(asked.tables), Settled(decider, made, asked.scaffolds)
        self._none: dict[str, Sequence[int]] = dict.fromkeys(self.definitions, ())
        self.nothing: set[str] = set()
        self._decided: dict[tuple[int, ...], _Decided] = {}

    def found(self, texts: Any, kinds: Any = None, *, settle: bool = False) -> Found:
        """Of each text its marks and the hits; with ``settle`` also what is told of the rows that are settled."""
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        count = len(texts)
        offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + count + 1]
        data = texts.buffers()[2]
        text = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
        chosen = np.zeros(count, np.int8) if kinds is None else np.ascontiguousarray(kinds, np.int8)
        return self._native.rows(text, offsets, chosen, ASK_ALL if settle else ASK_MARKS)

    def survivors(self, texts: Any, kinds: Any = None) -> list[tuple[int, Steps]]:
        """The rows that must be decided, each with the steps that remain."""
        return self.left(self.found(texts, kinds))

    def left(self, found: Found) -> list[tuple[int, Steps]]:
        """The same of what was found: without the rows that are settled."""
        met: dict[int, dict[str, list[int]]] = {}
        for row, scaffold in found.hits.tolist():
            definition, number = self._owners[scaffold]
            met.setdefault(row, {}).setdefault(definition, []).append(number)
        rows = np.flatnonzero(found.marks & _LEFT)
        marks = found.marks[rows].tolist()
        return [
            (row, self._steps(mark, met.get(row, {}))) for row, mark in zip(rows.tolist(), marks, strict=True)
        ]

    def settled(self, found: Found, texts: Any) -> dict[int, Decision]:
        """The decisions on the rows of texts that are settled."""
        decisions: dict[int, Decision] = {}
        for told, codes in found.told:
            decisions |= self._settled.decisions(told, codes, texts)
        return decisions

    @cached_property
    def _known(self) -> Known:
        return Known(self._store, self._made)

    def drawings(self, text: str) -> list[int] | None:
        """The numbers of the drawings that a SMILES holds, the same in any spelling; None where it is not surely known again."""
        return self._known.places(text) if may_be_read(text) else None

    def known(self, drawings: list[int]) -> list[Reach] | None:
        """What is reached that is drawn as the law draws it; None for any other."""
        return self._known.reached_by(drawings)

    def note_nothing(self, text: str) -> None:
        """Remember that a component, written as canonical SMILES, meets no class definition."""
        if len(self.nothing) >= _REMEMBERED:
            self.nothing.clear()
        self.nothing.add(text)

    def decided(self, drawings: list[int], text: str) -> Decision | None:
        """The decision that is remembered of drawings, in the words of this spelling; None for any other."""
        found = self._decided.get(tuple(drawings))
        if found is None or not found.definitions:
            return found and found.decision
        told = self._words(text)
        words = {told.get(one, "") for one in found.definitions}
        if len(words) > 1 or "" in words:
            return None
        return replace(found.decision, reason=f"{found.before}{words.pop()}{found.after}")

    def note_decided(self, drawings: list[int], text: str, decision: Decision) -> None:
        """Remember what was decided of drawings, in whatever spelling they come again; not what tells of the text itself."""
        if decision.status == UNREADABLE:
            return
        found = _Decided(decision)
        if decision.basis == "class":  # its words follow the order in which atoms are drawn
            told = self._words(text)
            words = max((one for one in told.values() if one in decision.reason), key=len, default="")
            if not words:
                return
            before, after = decision.reason.split(words, 1)
            found = _Decided(decision, tuple(key for key in told if told[key] == words), before, after)
        if len(self._decided) >= _REMEMBERED:
            self._decided.clear()
        self._decided[tuple(drawings)] = found

    def _words(self, text: str) -> dict[str, str]:
        """By definition how it is worded what classes say of a SMILES; nothing where that is not surely told of each part."""
        told = [self.verdicts(part) for part in text.split(".")]
        every = [one for verdicts in told if isinstance(verdicts, list) for one in verdicts]
        words = {one.id: one.because for one in every}
        sure = len(words) == len(every) and all(isinstance(verdicts, list) for verdicts in told)
        return words if sure else {}

    def verdicts(self, text: str) -> list[Verdict] | Mapping[str, Sequence[int]] | None:
        """What class definitions say of a component, written as SMILES; where Python must judge, the scaffolds that could fit;
        None where it cannot be read."""
        written = np.frombuffer(text.encode(), np.uint8)
        found = self._native.rows(written, np.array([0, len(written)], np.int32), _A_STRUCTURE, ASK_CLASSES)
        if found.marks[0] & (DOUBTFUL | CLASSES):
            ((_, steps),) = self.left(found)
            return steps.possible
        for told, codes in found.told:
            if told:
                return self._settled.alone(told, codes)
        return []

    def _steps(self, marks: int, met: dict[str, list[int]]) -> Steps:
        if marks & DOUBTFUL:
            return Steps(native=self)
        possible: Mapping[str, Sequence[int]] = {}
        if marks & CLASSES:
            possible = {
                **self._none,
                **{key: tuple(sorted(set(met[key]))) for key in self.definitions if key in met},
            }
        named, read_off, positional, plain = (
            bool(marks & mark) for mark in (NAMED, READ_OFF, POSITIONAL, PLAIN)
        )
        return Steps(named, read_off, positional, possible, plain, self)
