"""Which rows could reach anything at all, and by which steps: everything else is *no hit* without RDKit.

Made from the lawbook for one question (:mod:`tidewaiter.bulk.compiled`). A row survives where its skeleton, or what
is left when esters and ethers are read off, is that of a structure listed then and there; where its formula is that
of one whose positional isomers are; where the relaxed form of a class definition fits; and where there is any doubt
how to read it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from tidewaiter.bulk import imprint, match, native, perceive, sieve, skeleton
from tidewaiter.bulk.compiled import compiled
from tidewaiter.bulk.exact import Decider, Steps
from tidewaiter.bulk.native import kernel
from tidewaiter.reach import LEAST_FOR_CLASSES

DOUBTFUL, NAMED, READ_OFF, POSITIONAL, CLASSES, PLAIN = 1, 2, 4, 8, 16, 32
_PLAIN = sum(1 << element for element in (6, 7, 8, 9, 16, 17, 35, 53))


@kernel
def _listed(w: Any, keys: Any, part: int) -> int:
    """The marks of one part by its skeleton and formula."""
    marks = 0
    for a in range(w[native.W_INFO, native.ATOMS]):
        w[native.W_CURSOR, a] = 1 if w[native.W_PART, a] == part else 0
    total = skeleton.formula(w, 1)
    if skeleton.holds(keys[0], total) and skeleton.holds(keys[1], skeleton.key(w, 1)):
        marks |= NAMED
    if skeleton.holds(keys[4], total):
        hydrogens = -1 if w[native.W_LOOSE, part] else skeleton.hydrogens(w, part)
        rings = skeleton.rings_of(w, 1)
        if hydrogens < 0 or skeleton.holds(keys[5], total + hydrogens * 1000003 + rings * 7):
            marks |= POSITIONAL
    if keys[2].shape[0] and skeleton.may_be_read_off(w, part, keys[2], keys[3]):
        marks |= READ_OFF
    return marks


@kernel
def _possible(w: Any, tables: Any, g: Any, scaffolds: Any, scratch: Any, part: int, stamp: int) -> int:
    """How many scaffolds a part may meet; their numbers in the first column of ``passed``."""
    s, masks, known, reach, passed, held, words = scratch
    patterns, least, bits = scaffolds
    imprint.counts(w, part, held)
    imprint.imprint(w, part, words)
    count = imprint.enough(least, bits, held, words, passed)
    if w[native.W_INFO, native.ATOMS] > sieve.MOST:
        for i in range(count):
            passed[i, 1] = -1
    elif count:
        sieve.outline(w, part, masks)
        count = sieve.sift(w, g, masks, known, reach, stamp, passed, count)
    met = 0
    for i in range(count):
        if match.reached(w, tables, patterns[passed[i, 0], 0], s, passed[i, 1]):
            passed[met, 0] = passed[i, 0]
            met += 1
    return met


@kernel
def _plain(w: Any) -> bool:
    """Whether the normal form is what is drawn: one part without charges or labels, of elements drawn in one way."""
    if w[native.W_INFO, native.PARTS] != 1 or w[native.W_INFO, native.LABELLED] or w[native.W_LOOSE, 0]:
        return False
    for a in range(w[native.W_INFO, native.ATOMS]):
        if w[native.W_CHARGE, a] or _PLAIN >> w[native.W_ELEMENT, a] & 1 == 0:
            return False
    return True


@kernel
def _one(text: Any, at: int, stop: int, w: Any, keys: Any, tables: Any, g: Any, scaffolds: Any, scratch: Any, stamp: int, row: int, hits: Any, count: int) -> tuple[int, int]:
    """The marks of one row, and how many hits (row, scaffold) there are now."""
    while at < stop and text[at] == 32:
        at += 1
    while stop > at and text[stop - 1] == 32:
        stop -= 1
    if native.read(text, at, stop, w) <= 0:
        return DOUBTFUL, count
    native.rings(w)
    if not perceive.sound(w):
        return DOUBTFUL, count
    perceive.loosen(w)
    perceive.aromaticity(w)
    marks = 0
    parts = w[native.W_INFO, native.PARTS]
    n = w[native.W_INFO, native.ATOMS]
    for part in range(parts):
        marks |= _listed(w, keys, part)
        size = n
        if parts > 1:
            size = 0
            for a in range(n):
                size += w[native.W_PART, a] == part
        if size >= LEAST_FOR_CLASSES:
            met = _possible(w, tables, g, scaffolds, scratch, part, stamp + part)
            for i in range(met):
                if scaffolds[0][scratch[4][i, 0], 1] == 0:
                    marks |= CLASSES
                hits[count, 0] = row
                hits[count, 1] = scratch[4][i, 0]
                count += 1
    if marks and _plain(w):
        marks |= PLAIN
    return marks, count


@kernel
def _some(text: Any, offsets: Any, kinds: Any, w: Any, keys: Any, tables: Any, g: Any, scaffolds: Any, scratch: Any, marks: Any, hits: Any, first: int, stamp: int) -> tuple[int, int, int]:
    """Mark rows from ``first`` on while ``hits`` has room; the row to go on with, the number of hits, the stamp."""
    count = 0
    for i in range(first, offsets.shape[0] - 1):
        if count + native.MOST_ATOMS * scaffolds[0].shape[0] // LEAST_FOR_CLASSES > hits.shape[0]:
            return i, count, stamp
        if kinds[i]:
            marks[i] = DOUBTFUL
            continue
        marks[i], count = _one(text, offsets[i], offsets[i + 1], w, keys, tables, g, scaffolds, scratch, stamp, i, hits, count)
        stamp += native.MOST_ATOMS
    return offsets.shape[0] - 1, count, stamp


class Prefilter:
    """The relaxed form of all that binds on a question's day in its territories."""

    def __init__(self, decider: Decider) -> None:
        made = compiled(decider)
        self.definitions = made.definitions
        self._keys, self._tables, self._sieve = made.keys, made.tables, made.sieve
        self._scaffolds, self._owners = made.scaffolds, made.owners
        self._work = native.workspace()
        self._scratch = (
            np.zeros((3 * match.DEPTHS, native.WIDTH), np.int64),
            np.zeros((sieve.ROWS, 96), np.int64),
            np.zeros((len(self._sieve[0]), 2), np.int64),
            np.zeros((len(self._sieve[2]), 2), np.int64),
            np.zeros((len(self._owners) + 1, 2), np.int64),
            *imprint.scratch(),
        )
        self._hits = np.zeros((20 * len(self._owners) + 40_000, 2), np.int64)
        self._stamp = 1
        self._none: dict[str, Sequence[int]] = dict.fromkeys(self.definitions, ())

    def warm(self) -> None:
        """Load the compiled kernels, or compile them: once after installation, which is told."""
        here = Path(_some.stats.cache_path)  # type: ignore[attr-defined]
        if sys.stderr.isatty() and not any(here.glob("prefilter._some-*.nbc")):
            print("Compiling the screen (first use after installation, some 20 to 60 seconds) ...", file=sys.stderr)
        self.marks(pa.array(["C"], pa.string()))

    def marks(self, texts: Any, kinds: Any = None) -> tuple[Any, Any]:
        """For each text its marks, and the hits: rows of (text, scaffold)."""
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        count = len(texts)
        offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + count + 1]
        data = texts.buffers()[2]
        text = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
        chosen = np.zeros(count, np.int8) if kinds is None else np.asarray(kinds, np.int8)
        marks = np.zeros(count, np.int64)
        found, at = [], 0
        while at < count:
            at, number, self._stamp = _some(
                text, offsets, chosen, self._work, self._keys, self._tables, self._sieve, self._scaffolds, self._scratch,
                marks, self._hits, at, self._stamp,
            )  # fmt: skip
            found.append(self._hits[:number].copy())
        return marks, np.concatenate(found) if found else self._hits[:0]

    def survivors(self, texts: Any, kinds: Any = None) -> list[tuple[int, Steps | None]]:
        """The rows that must be decided, each with the steps that remain (None: all)."""
        marks, hits = self.marks(texts, kinds)
        met: dict[int, dict[str, list[int]]] = {}
        for row, scaffold in hits.tolist():
            definition, number = self._owners[scaffold]
            met.setdefault(row, {}).setdefault(definition, []).append(number)
        return [(row, self._steps(mark, met.get(row, {}))) for row, mark in self._marked(marks)]

    def _marked(self, marks: Any) -> list[tuple[int, int]]:
        rows = np.flatnonzero(marks)
        return list(zip(rows.tolist(), marks[rows].tolist(), strict=True))

    def _steps(self, marks: int, met: dict[str, list[int]]) -> Steps | None:
        if marks & DOUBTFUL:
            return None
        possible: Mapping[str, Sequence[int]] = {}
        if marks & CLASSES:
            possible = {**self._none, **{key: tuple(sorted(set(met[key]))) for key in self.definitions if key in met}}
        return Steps(bool(marks & NAMED), bool(marks & READ_OFF), bool(marks & POSITIONAL), possible, bool(marks & PLAIN))
