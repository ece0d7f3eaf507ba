"""What a graph holds, in a few words of bits: a scaffold that needs more cannot fit. The cheapest test, made first.

Two parts: *counts* (at most so many carbons, rings, aromatic atoms ...), seven to a word and compared all at once;
and the *imprint*, 1,024 bits for the bonds and bond pairs. A molecule's counts are upper bounds and its bits are set
for every type that a bond could have, so they tell too much rather than too little; two features may share a bit,
which does the same. What a scaffold needs comes from its definition (:func:`needs`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tidewaiter.bulk import residue as m
from tidewaiter.bulk.native import (
    AROMATIC,
    ATOMS,
    BONDS,
    CERTAINLY,
    DOUBLE,
    NO,
    SINGLE,
    TRIPLE,
    W_AROMATIC,
    W_BEGIN,
    W_BLOCK,
    W_BLOCK_ATOMS,
    W_BLOCK_BONDS,
    W_BOND_TO,
    W_DEGREE,
    W_ELEMENT,
    W_END,
    W_INFO,
    W_LOOSE,
    W_NEIGHBOUR,
    W_PART,
    W_TYPES,
    kernel,
)
from tidewaiter.bulk.skeleton import mix

if TYPE_CHECKING:
    from tidewaiter.bulk.relaxed import Tables

BITS = 32  # words of 32 bits
COUNTS = 3  # words of seven counts
QUANTITIES = 21  # those of tidewaiter.classes.gates, then those of _degrees
_MOST = 127
_GUARD = sum(0x80 << 8 * i for i in range(7))


@kernel
def counts(w: Any, part: int, held: Any) -> None:
    """Upper bounds of the quantities for one part, in the first words of ``held`` (the rest is scratch)."""
    for i in range(QUANTITIES + COUNTS):
        held[i] = 0
    loose = w[W_LOOSE, part] != 0
    seen = 0
    c = COUNTS
    for a in range(w[W_INFO, ATOMS]):
        if w[W_PART, a] != part:
            continue
        element, state, degree = w[W_ELEMENT, a], w[W_AROMATIC, a], w[W_DEGREE, a]
        held[c] += 1
        held[c + 1] += element == 6
        held[c + 2] += element == 7
        held[c + 3] += element == 8
        held[c + 4] += element == 16
        held[c + 5] += element == 9 or element == 17 or element == 35 or element == 53
        if state != NO or loose:
            held[c + 7] += 1
            held[c + 17] += element == 7
            held[c + 18] += element == 8 or element == 16
        if state != CERTAINLY or loose:
            held[c + 19] += element == 6
            held[c + 20] += element == 7
        if element == 6 and degree <= 4:
            held[c + 7 + degree] += degree > 0
        elif element == 7 and degree <= 3:
            held[c + 11 + degree] += degree > 0
        elif element == 8 and degree <= 2:
            held[c + 14 + degree] += degree > 0
        for i in range(degree):
            block = w[W_BLOCK, w[W_BOND_TO + i, a]]
            if block >= 0 and block < 62 and seen >> block & 1 == 0:
                seen |= 1 << block
                cycles = w[W_BLOCK_BONDS, block] - w[W_BLOCK_ATOMS, block] + 1
                held[c + 6] += cycles if cycles == 1 else 99  # a cage has more smallest rings than cycles
    for word in range(COUNTS):
        packed = _GUARD
        for i in range(7):
            packed |= min(held[c + 7 * word + i], _MOST) << 8 * i
        held[word] = packed


@kernel
def bond_slot(first: int, second: int, kind: int) -> int:
    """The bit of a bond between two atoms, each an element or element and neighbours (100 * degree + element)."""
    low, high = min(first, second), max(first, second)
    return mix((low * 1031 + high) * 16 + kind) & 1023


@kernel
def pair_slot(centre: int, first: int, kind: int, second: int, other: int) -> int:
    """The bit of two bonds at one atom; ``first`` and ``second`` are elements, ``kind`` and ``other`` types."""
    one, two = first * 16 + kind, second * 16 + other
    low, high = min(one, two), max(one, two)
    return mix((low * 1031 + high) * 1021 + centre + 77) & 1023


@kernel
def imprint(w: Any, part: int, words: Any) -> None:
    """Set the bits of one part."""
    for i in range(BITS):
        words[i] = 0
    for bond in range(w[W_INFO, BONDS]):
        a, b = w[W_BEGIN, bond], w[W_END, bond]
        if w[W_PART, a] != part:
            continue
        for e in range(4):
            if w[W_TYPES, bond] >> e & 1 == 0:
                continue
            first, second = w[W_ELEMENT, a], w[W_ELEMENT, b]
            for form in range(4):
                one = first + 100 * w[W_DEGREE, a] if form & 1 else first
                two = second + 100 * w[W_DEGREE, b] if form & 2 else second
                slot = bond_slot(one, two, 1 << e)
                words[slot >> 5] |= 1 << (slot & 31)
    for a in range(w[W_INFO, ATOMS]):
        if w[W_PART, a] == part:
            _pairs(w, a, words)


@kernel
def _pairs(w: Any, a: int, words: Any) -> None:
    for i in range(w[W_DEGREE, a]):
        kinds, first = w[W_TYPES, w[W_BOND_TO + i, a]], w[W_ELEMENT, w[W_NEIGHBOUR + i, a]]
        for j in range(i):
            others, second = w[W_TYPES, w[W_BOND_TO + j, a]], w[W_ELEMENT, w[W_NEIGHBOUR + j, a]]
            for e in range(4):
                if kinds >> e & 1 == 0:
                    continue
                for f in range(4):
                    if others >> f & 1:
                        for form in range(2):
                            centre = w[W_ELEMENT, a] + (100 * w[W_DEGREE, a] if form else 0)
                            slot = pair_slot(centre, first, 1 << e, second, 1 << f)
                            words[slot >> 5] |= 1 << (slot & 31)


@kernel
def enough(least: Any, bits: Any, held: Any, words: Any, passed: Any) -> int:
    """The scaffolds (rows of ``least`` and ``bits``) that ask no more than is held: their number, they in ``passed[:, 0]``."""
    count = 0
    for k in range(least.shape[0]):
        spare = (held[0] - least[k, 0]) & (held[1] - least[k, 1]) & (held[2] - least[k, 2])
        passed[count, 0] = k
        count += (spare & _GUARD) == _GUARD
    kept = 0
    for i in range(count):
        k = passed[i, 0]
        lacks = 0
        for j in range(BITS):
            lacks |= bits[k, j] & ~words[j]
            if lacks:
                break
        passed[kept, 0] = k
        kept += lacks == 0
    return kept


# what scaffolds need ------------------------------------------------------------------------------------


def needs(tables: Tables, pattern: int, quantities: tuple[int, ...]) -> list[int]:
    """What a molecule must hold for a pattern to fit: a row for :func:`enough`.

    ``quantities`` are the least of those of :mod:`tidewaiter.classes.gates`.
    """
    least = [min(count, _MOST) for count in (*quantities, *_degrees(tables, pattern))]
    packed = [sum(count << 8 * i for i, count in enumerate(least[7 * word : 7 * word + 7])) for word in range(COUNTS)]
    return [*packed, *_bits(tables, pattern)]


def _degrees(tables: Tables, pattern: int) -> list[int]:
    """How many of its atoms have an exact number of heavy neighbours (C 1-4, N 1-3, O 1-2); then aromatic N,
    aromatic O or S, other C, other N."""
    first, size = tables.patterns[pattern][:2]
    rows = tables.atoms[first : first + size]
    exact = [(row[m.A_ELEMENT], row[m.A_LEAST]) for row in rows if row[m.A_LEAST] == row[m.A_MOST]]
    wanted = [(6, 1), (6, 2), (6, 3), (6, 4), (7, 1), (7, 2), (7, 3), (8, 1), (8, 2)]
    ring = [row[m.A_ELEMENT] for row in rows if row[m.A_AROMATIC] == m.YES]
    plain = [row[m.A_ELEMENT] for row in rows if row[m.A_AROMATIC] == m.NOT]
    return [
        *(exact.count(pair) for pair in wanted),
        ring.count(7), ring.count(8) + ring.count(16), plain.count(6), plain.count(7),
    ]  # fmt: skip


def _bits(tables: Tables, pattern: int) -> list[int]:
    """The bits that a molecule must have for a pattern to fit."""
    first, size = tables.patterns[pattern][:2]
    rows = tables.atoms[first : first + size]
    arms: list[list[tuple[int, int]]] = [[] for _ in rows]  # of each atom: (type, element of the other)
    slots = set()
    for b, row in enumerate(rows):
        closing = tables.extra[row[m.A_EXTRA] : row[m.A_EXTRA] + row[m.A_EXTRA_COUNT]]
        for a, kind in [(row[m.A_PARENT], row[m.A_TYPES]), *closing]:
            if a < 0 or kind not in (SINGLE, DOUBLE, TRIPLE, AROMATIC) or not (rows[a][m.A_ELEMENT] and row[m.A_ELEMENT]):
                continue
            slots.add(int(bond_slot(_centre(rows[a]), _centre(row), kind)))
            arms[a].append((kind, row[m.A_ELEMENT]))
            arms[b].append((kind, rows[a][m.A_ELEMENT]))
    for row, around in zip(rows, arms, strict=True):
        for i, (kind, element) in enumerate(around):
            for other, second in around[:i]:
                slots.add(int(pair_slot(_centre(row), element, kind, second, other)))
    words = [0] * BITS
    for slot in slots:
        words[slot >> 5] |= 1 << (slot & 31)
    return words


def _centre(row: list[int]) -> int:
    """An atom's element, with its number of neighbours where that is exact."""
    return row[m.A_ELEMENT] + (100 * row[m.A_LEAST] if row[m.A_LEAST] == row[m.A_MOST] else 0)


def scratch() -> tuple[Any, Any]:
    """Room for the counts and the bits of one molecule."""
    return np.zeros(QUANTITIES + COUNTS, np.int64), np.zeros(BITS, np.uint32)
