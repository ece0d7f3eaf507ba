"""Which rows could reach anything at all, and by which steps: everything else is *no hit* without RDKit.

Made from the lawbook for one question. A row survives where its skeleton, or what is left when esters and ethers
are read off, is that of a structure listed then and there; where its formula is that of one whose positional isomers
are; where the relaxed form of a class definition fits; and where there is any doubt how to read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
from numba import njit
from rdkit import Chem

from tidewaiter.bulk import imprint, match, native, perceive, skeleton
from tidewaiter.bulk.exact import Decider, Steps
from tidewaiter.bulk.relaxed import Tables
from tidewaiter.lawbook.records import Substance
from tidewaiter.substance.structure import read_structure

DOUBTFUL, NAMED, READ_OFF, POSITIONAL, CLASSES = 1, 2, 4, 8, 16
_READ_OFF_WORDS = {"esters", "ethers", "derivatives", "analogues"}
QUANTITIES = 21  # those of tidewaiter.classes.gates, then those of Tables.degrees
_LEAST_FOR_CLASSES = 6  # heavy atoms; as in tidewaiter.reach


@njit(cache=True)
def _counts(w: Any, part: int, held: Any) -> None:
    """Upper bounds of the quantities of :mod:`tidewaiter.classes.gates` for one part."""
    for i in range(QUANTITIES):
        held[i] = 0
    seen = 0
    for a in range(w[native.W_INFO, native.ATOMS]):
        if w[native.W_PART, a] != part:
            continue
        element = w[native.W_ELEMENT, a]
        held[0] += 1
        held[1] += element == 6
        held[2] += element == 7
        held[3] += element == 8
        held[4] += element == 16
        held[5] += element == 9 or element == 17 or element == 35 or element == 53
        held[7] += w[native.W_AROMATIC, a] != native.NO or w[native.W_LOOSE, part] != 0
        state = w[native.W_AROMATIC, a]
        free = w[native.W_LOOSE, part] != 0
        if state != native.NO or free:
            held[17] += element == 7
            held[18] += element == 8 or element == 16
        if state != native.CERTAINLY or free:
            held[19] += element == 6
            held[20] += element == 7
        degree = w[native.W_DEGREE, a]
        if element == 6 and degree <= 4:
            held[7 + degree] += 1
        elif element == 7 and degree <= 3:
            held[11 + degree] += 1
        elif element == 8 and degree <= 2:
            held[14 + degree] += 1
        for i in range(degree):
            block = w[native.W_BLOCK, w[native.W_BOND_TO + i, a]]
            if block >= 0 and block < 62 and seen >> block & 1 == 0:
                seen |= 1 << block
                cycles = w[native.W_BLOCK_BONDS, block] - w[native.W_BLOCK_ATOMS, block] + 1
                held[6] += cycles if cycles == 1 else 99  # a cage has more smallest rings than cycles


@njit(cache=True)
def _classes(w: Any, tables: Any, scaffolds: Any, held: Any, s: Any, met: Any, state: Any, needed: Any, words: Any) -> bool:
    """Mark the definitions that a part may meet; ``scaffolds`` rows: definition, pattern, core, what it needs."""
    some = False
    for k in range(state.shape[0]):
        state[k] = 0
    for k in range(scaffolds.shape[0]):
        definition = scaffolds[k, 0]
        if met[definition]:
            continue
        enough = True
        for q in range(QUANTITIES):
            if held[q] < scaffolds[k, 3 + q]:
                enough = False
                break
        if not enough or state[scaffolds[k, 2]] == 1 or imprint.missing(words, needed, k):
            continue
        if state[scaffolds[k, 2]] == 0:  # a core is looked for once, however many scaffolds are drawn on it
            found = match.following(w, tables, scaffolds[k, 1], s, 0, -1, -1, True)
            state[scaffolds[k, 2]] = 2 if found else 1
            if not found:
                continue
        if match.reached(w, tables, scaffolds[k, 1], s):
            met[definition] = 1
            some = True
    return some


@njit(cache=True)
def _one(text: Any, at: int, stop: int, w: Any, keys: Any, tables: Any, scaffolds: Any, held: Any, s: Any, met: Any, state: Any, needed: Any, words: Any) -> int:
    """The marks of one row."""
    while at < stop and text[at] == 32:
        at += 1
    while stop > at and text[stop - 1] == 32:
        stop -= 1
    if native.read(text, at, stop, w) <= 0:
        return DOUBTFUL
    native.rings(w)
    if not perceive.sound(w):
        return DOUBTFUL
    perceive.loosen(w)
    perceive.aromaticity(w)
    marks = 0
    n = w[native.W_INFO, native.ATOMS]
    parts = w[native.W_INFO, native.PARTS]
    for part in range(parts):
        for a in range(n):
            w[native.W_CURSOR, a] = 1 if w[native.W_PART, a] == part else 0
        total = skeleton.formula(w, 1)
        if skeleton.holds(keys[0], total) and skeleton.holds(keys[1], skeleton.key(w, 1)):
            marks |= NAMED
        if keys[4].shape[0] and skeleton.holds(keys[4], total):
            hydrogens = -1 if w[native.W_LOOSE, part] else skeleton.hydrogens(w, part)
            rings = skeleton.rings_of(w, 1)
            if hydrogens < 0 or skeleton.holds(keys[5], total + hydrogens * 1000003 + rings * 7):
                marks |= POSITIONAL
        if keys[2].shape[0] and skeleton.may_be_read_off(w, part, keys[2], keys[3]):
            marks |= READ_OFF
        _counts(w, part, held)
        if held[0] >= _LEAST_FOR_CLASSES:
            imprint.imprint(w, part, words)
            if _classes(w, tables, scaffolds, held, s, met, state, needed, words):
                marks |= CLASSES
    return marks


@njit(cache=True)
def _all(text: Any, offsets: Any, kinds: Any, w: Any, keys: Any, tables: Any, scaffolds: Any, s: Any, marks: Any, met: Any, needed: Any) -> None:
    held = np.zeros(QUANTITIES + 1, np.int64)
    words = np.zeros(imprint.WORDS, np.int64)
    state = np.zeros(scaffolds.shape[0] + 1, np.int64)
    for i in range(offsets.shape[0] - 1):
        if kinds[i]:
            marks[i] = DOUBTFUL
        else:
            marks[i] = _one(text, offsets[i], offsets[i + 1], w, keys, tables, scaffolds, held, s, met[i], state, needed, words)


class Prefilter:
    """The relaxed form of all that binds on a question's day in its territories."""

    def __init__(self, decider: Decider) -> None:
        self.definitions = decider.definitions
        self._work = native.workspace()
        self._scratch = np.zeros((3 * match.DEPTHS, native.WIDTH), np.int64)
        self._tables, self._scaffolds = self._compile(decider)
        self._keys = self._skeletons(decider)

    def _compile(self, decider: Decider) -> tuple[Any, Any]:
        tables, rows = Tables(), []
        cores: dict[str, int] = {}
        for number, key in enumerate(self.definitions):
            for scaffold, formula in decider.matcher.definitions[key].formulas:
                pattern = tables.pattern(formula)
                core = cores.setdefault(formula.core.smarts, len(cores))
                rows.append([number, pattern, core, *scaffold.requires, *tables.degrees(pattern)])
        bits = [tables.imprint(row[1]) for row in rows] or [[0] * imprint.WORDS]
        self._needed = np.array(bits, np.int64)
        width = 3 + QUANTITIES
        return tables.arrays(), np.array(rows or [[0] * width], np.int64).reshape(-1, width)[: len(rows)]

    # listed structures ----------------------------------------------------------------------------------

    def _skeletons(self, decider: Decider) -> tuple[Any, ...]:
        found: list[set[int]] = [set() for _ in range(6)]
        for substance in decider.store.substances():
            live = [entry for entry in decider.store.listings(substance.id) if decider.live([entry])]
            if live and substance.smiles:
                self._listed(substance, {word for entry in live for word in entry.extensions}, found)
        return tuple(np.array(sorted(keys), np.int64) for keys in found)

    def _listed(self, substance: Substance, words: set[str], found: list[set[int]]) -> None:
        structure = read_structure(substance.smiles)
        largest = structure.components[0]
        # A salt that is listed as such is met only where its largest component is.
        if not self._fill(largest.mol):
            return  # larger or of rarer elements than what is read: then its like is left to RDKit as well
        w = self._work
        w[native.W_CURSOR, : native.MOST_ATOMS] = 1
        total, shape = int(skeleton.formula(w, 1)), int(skeleton.key(w, 1))
        found[0].add(total)
        found[1].add(shape)
        if words & _READ_OFF_WORDS:
            found[2].add(total)
            found[3].add(shape)
        if "positional" in words:
            hydrogens = sum(atom.GetTotalNumHs() for atom in largest.mol.GetAtoms())
            found[4].add(total)
            found[5].add(total + hydrogens * 1000003 + int(skeleton.rings_of(w, 1)) * 7)

    def _fill(self, mol: Chem.Mol) -> bool:
        """Put a listed molecule into the workspace; False where no row that is read natively could be it."""
        w = self._work
        w[native.W_INFO, :8] = 0
        if mol.GetNumAtoms() > native.MOST_ATOMS:
            return False
        for atom in mol.GetAtoms():
            i = atom.GetIdx()
            w[native.W_ELEMENT, i] = atom.GetAtomicNum()
            w[native.W_DEGREE, i] = w[native.W_LOWER, i] = w[native.W_CHARGE, i] = 0
        w[native.W_INFO, native.ATOMS] = mol.GetNumAtoms()
        if not all(native.join(w, b.GetBeginAtomIdx(), b.GetEndAtomIdx(), 1) for b in mol.GetBonds()):
            return False
        native.rings(w)
        return True

    # rows -----------------------------------------------------------------------------------------------

    def marks(self, texts: Any, kinds: Any = None) -> tuple[Any, Any]:
        """For each text its marks, and for each definition whether it may be met."""
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        count = len(texts)
        offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + count + 1]
        data = texts.buffers()[2]
        text = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
        chosen = np.zeros(count, np.int8) if kinds is None else np.asarray(kinds, np.int8)
        marks = np.zeros(count, np.int64)
        met = np.zeros((count, max(1, len(self.definitions))), np.uint8)
        _all(text, offsets, chosen, self._work, self._keys, self._tables, self._scaffolds, self._scratch, marks, met, self._needed)
        return marks, met

    def survivors(self, texts: Any, kinds: Any = None) -> list[tuple[int, Steps | None]]:
        """The rows that must be decided, each with the steps that remain (None: all)."""
        marks, met = self.marks(texts, kinds)
        return [(int(i), self._steps(int(marks[i]), met[i])) for i in np.flatnonzero(marks)]

    def _steps(self, marks: int, met: Any) -> Steps | None:
        if marks & DOUBTFUL:
            return None
        classes: Iterable[int] = np.flatnonzero(met)
        return Steps(
            bool(marks & NAMED), bool(marks & READ_OFF), bool(marks & POSITIONAL),
            tuple(self.definitions[i] for i in classes if i < len(self.definitions)),
        )  # fmt: skip
