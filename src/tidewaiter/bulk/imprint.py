"""What bonds and bond pairs a graph holds, as 1,024 bits: a scaffold whose own bits are not all there cannot fit.

Bits are set for every type that a bond could have, so they tell too much rather than too little; two features may
share a bit, which does the same.
"""

from __future__ import annotations

from typing import Any

from numba import njit

from tidewaiter.bulk.native import (
    BONDS,
    W_BEGIN,
    W_BOND_TO,
    W_DEGREE,
    W_ELEMENT,
    W_END,
    W_INFO,
    W_NEIGHBOUR,
    W_PART,
    W_TYPES,
)
from tidewaiter.bulk.skeleton import mix

WORDS, BITS = 32, 32


@njit(cache=True)
def bond_slot(first: int, second: int, kind: int) -> int:
    """The bit of a bond between two atoms, each an element or element and neighbours (100 * degree + element)."""
    low, high = min(first, second), max(first, second)
    return mix((low * 1031 + high) * 16 + kind) & 1023


@njit(cache=True)
def pair_slot(centre: int, first: int, kind: int, second: int, other: int) -> int:
    """The bit of two bonds at one atom; ``first`` and ``second`` are elements, ``kind`` and ``other`` types."""
    one, two = first * 16 + kind, second * 16 + other
    low, high = min(one, two), max(one, two)
    return mix((low * 1031 + high) * 1021 + centre + 77) & 1023


@njit(cache=True)
def imprint(w: Any, part: int, words: Any) -> None:
    """Set the bits of one part."""
    for i in range(WORDS):
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
    for a in range(w[W_INFO, 0]):
        if w[W_PART, a] == part:
            _pairs(w, a, words)


@njit(cache=True)
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


@njit(cache=True)
def missing(words: Any, needed: Any, k: int) -> bool:
    """Whether a scaffold's bits (row ``k``) are not all set."""
    for i in range(WORDS):
        if needed[k, i] & ~words[i]:
            return True
    return False
