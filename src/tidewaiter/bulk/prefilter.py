"""Which rows could reach anything at all: everything else is *no hit* without RDKit.

The tables are those of the lawbook (:mod:`tidewaiter.met.compiled`), the question a mask (:mod:`tidewaiter.bulk.in_force`). A row survives where its skeleton, or what
is left when esters and ethers are read off, is that of a structure listed then and there; where its formula is that
of one whose positional isomers are; where the relaxed form of a class definition fits; and where there is any doubt
how to read it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from tidewaiter.bulk.decision import Decision
from tidewaiter.bulk.exact import Decider
from tidewaiter.bulk.in_force import in_force
from tidewaiter.bulk.library import Found, Native
from tidewaiter.bulk.verdicts import Settled
from tidewaiter.met.compiled import compiled
from tidewaiter.met.library import ASK_ALL, ASK_MARKS
from tidewaiter.met.stream import CLASSES, DOUBTFUL, NAMED, POSITIONAL, READ_OFF

_LEFT = DOUBTFUL | NAMED | READ_OFF | POSITIONAL | CLASSES  # what is left to Python


class Prefilter:
    """The relaxed form of all that binds on a question's day in its territories."""

    def __init__(self, decider: Decider) -> None:
        made = compiled(decider.store)
        scaffolds, tables = in_force(decider, made)
        self._native, self._settled = Native(tables), Settled(decider, made, scaffolds)

    def found(self, texts: Any, kinds: Any = None, *, settle: bool = False) -> Found:
        """Of each text its marks; with ``settle`` also what is told of the rows that are settled."""
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        count = len(texts)
        offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + count + 1]
        data = texts.buffers()[2]
        text = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
        chosen = np.zeros(count, np.int8) if kinds is None else np.ascontiguousarray(kinds, np.int8)
        return self._native.rows(text, offsets, chosen, ASK_ALL if settle else ASK_MARKS)

    def survivors(self, texts: Any, kinds: Any = None) -> list[int]:
        """The rows that must be decided."""
        return self.left(self.found(texts, kinds))

    def left(self, found: Found) -> list[int]:
        """The same of what was found: without the rows that are settled."""
        rows: list[int] = np.flatnonzero(found.marks & _LEFT).tolist()
        return rows

    def settled(self, found: Found, texts: Any) -> dict[int, Decision]:
        """The decisions on the rows of texts that are settled."""
        decisions: dict[int, Decision] = {}
        for told, codes in found.told:
            decisions |= self._settled.decisions(told, codes, texts)
        return decisions
