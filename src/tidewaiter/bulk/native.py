"""Reading SMILES into a bare graph, outside RDKit: atoms, bonds, rings, and what aromaticity could be.

Nothing is perceived that RDKit would have to confirm. A string is either read without doubt or left to RDKit
(``DOUBT``): odd grammar, unusual elements or valences, rings that may not kekulise, explicit hydrogen atoms.
Aromaticity is three-valued (no, perhaps, certainly) and every bond carries the *set* of types RDKit might give it.

The functions are plain Python over NumPy arrays, compiled by Numba. The same source, uncompiled, is the twin that
the tests compare with (``NUMBA_DISABLE_JIT=1``), so there is one algorithm and no C compiler to ask for.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np
from numba import njit

MOST_ATOMS = 100  # larger molecules go to RDKit: few, and there a step limit of the exact matching could be met
MOST_BONDS = 128
MOST_NEIGHBOURS = 8
DOUBT = -1

NO, PERHAPS, CERTAINLY = 0, 1, 2
SINGLE, DOUBLE, TRIPLE, AROMATIC = 1, 2, 4, 8  # bits of a bond's possible types
ANY_TYPE = 15

# Fields of Work.info
ATOMS, BONDS, PARTS, BLOCKS, BY_SKELETON_ONLY = 0, 1, 2, 3, 4

Work = namedtuple(
    "Work",
    [
        "element", "lower", "charge", "hydrogens", "degree", "neighbour", "bond_to", "part", "aromatic", "mobile",
        "begin", "end", "written", "block", "types",
        "block_atoms", "block_bonds", "block_hetero", "block_plain",
        "low", "order", "parent_bond", "cursor", "stack", "queue", "far", "came", "ring", "loose",
        "info",
    ],
)  # fmt: skip


def workspace() -> Any:
    """Arrays for one molecule at a time, used again for every molecule."""
    atoms, bonds = MOST_ATOMS + 1, MOST_BONDS + 1

    def row(size: int) -> Any:
        return np.zeros(size, np.int32)

    return Work(
        row(atoms), row(atoms), row(atoms), row(atoms), row(atoms),
        np.zeros((atoms, MOST_NEIGHBOURS), np.int32), np.zeros((atoms, MOST_NEIGHBOURS), np.int32),
        row(atoms), row(atoms), row(atoms),
        row(bonds), row(bonds), row(bonds), row(bonds), row(bonds),
        row(bonds), row(bonds), row(bonds), row(bonds),
        row(atoms), row(atoms), row(atoms), row(atoms), row(2 * bonds), row(2 * bonds), row(atoms), row(atoms),
        row(400), row(atoms), row(8),
    )  # fmt: skip


@njit(cache=True)
def _organic(first: int, second: int) -> tuple[int, int, int]:
    """An atom of the organic subset: (element, lowercase, characters); element 0 where it is none."""
    if first == 67:  # C
        return (17, 0, 2) if second == 108 else (6, 0, 1)
    if first == 99:
        return 6, 1, 1
    if first == 78:
        return 7, 0, 1
    if first == 110:
        return 7, 1, 1
    if first == 79:
        return 8, 0, 1
    if first == 111:
        return 8, 1, 1
    if first == 70:
        return 9, 0, 1
    if first == 83:
        return 16, 0, 1
    if first == 115:
        return 16, 1, 1
    if first == 66:  # B
        return (35, 0, 2) if second == 114 else (5, 0, 1)
    if first == 80:
        return 15, 0, 1
    if first == 73:
        return 53, 0, 1
    return 0, 0, 0


@njit(cache=True)
def _symbol(first: int, second: int) -> tuple[int, int, int]:
    """An element inside brackets: the organic subset, silicon and the usual counter-ions."""
    if first == 78 and second == 97:  # Na
        return 11, 0, 2
    if first == 76 and second == 105:  # Li
        return 3, 0, 2
    if first == 77 and second == 103:  # Mg
        return 12, 0, 2
    if first == 67 and second == 97:  # Ca
        return 20, 0, 2
    if first == 75:  # K
        return (0, 0, 0) if 97 <= second <= 122 else (19, 0, 1)
    if first == 83 and second == 105:  # Si
        return 14, 0, 2
    element, lower, used = _organic(first, second)
    if used == 1 and 97 <= second <= 122:  # another element of two letters (se, Sn, Co, As ...)
        return 0, 0, 0
    return element, lower, used


@njit(cache=True)
def _bracket(text: Any, at: int, stop: int, w: Any) -> int:
    """Read ``[...]`` into atom ``info[ATOMS]``; the place after it, or DOUBT."""
    n = w.info[ATOMS]
    while at < stop and 48 <= text[at] <= 57:  # isotope: the skeleton is the same
        at += 1
    if at >= stop:
        return DOUBT
    second = text[at + 1] if at + 1 < stop else 0
    element, lower, used = _symbol(text[at], second)
    if element == 0:
        return DOUBT
    at += used
    while at < stop and text[at] == 64:  # @
        at += 1
    hydrogens = 0
    if at < stop and text[at] == 72:  # H
        hydrogens = 1
        at += 1
        if at < stop and 48 <= text[at] <= 57:
            hydrogens = text[at] - 48
            at += 1
    charge = 0
    if at < stop and (text[at] == 43 or text[at] == 45):
        sign = 1 if text[at] == 43 else -1
        charge = sign
        at += 1
        if at < stop and 48 <= text[at] <= 57:
            charge = sign * (text[at] - 48)
            at += 1
    if at >= stop or text[at] != 93:  # ]
        return DOUBT
    w.element[n] = element
    w.lower[n] = lower
    w.charge[n] = charge
    w.hydrogens[n] = hydrogens
    return at + 1


@njit(cache=True)
def _join(w: Any, a: int, b: int, order: int) -> bool:
    """Add a bond; False where it cannot be one."""
    if a == b or w.info[BONDS] >= MOST_BONDS:
        return False
    if w.degree[a] >= MOST_NEIGHBOURS or w.degree[b] >= MOST_NEIGHBOURS:
        return False
    for i in range(w.degree[a]):
        if w.neighbour[a, i] == b:
            return False
    bond = w.info[BONDS]
    w.begin[bond] = a
    w.end[bond] = b
    w.written[bond] = order
    w.neighbour[a, w.degree[a]] = b
    w.bond_to[a, w.degree[a]] = bond
    w.neighbour[b, w.degree[b]] = a
    w.bond_to[b, w.degree[b]] = bond
    w.degree[a] += 1
    w.degree[b] += 1
    w.info[BONDS] = bond + 1
    return True


@njit(cache=True)
def _close(w: Any, number: int, previous: int, order: int) -> bool:
    """Open or close a ring bond; ``ring`` holds (atom + 1, order) for each number."""
    if previous < 0:
        return False
    if w.ring[2 * number] == 0:
        w.ring[2 * number] = previous + 1
        w.ring[2 * number + 1] = order
        w.info[5] += 1
        return True
    other = w.ring[2 * number] - 1
    first = w.ring[2 * number + 1]
    if order and first and order != first:
        return False
    w.ring[2 * number] = 0
    w.info[5] -= 1
    return _join(w, other, previous, order if order else first)


@njit(cache=True)
def _bond_sign(sign: int) -> int:
    """The order a bond sign writes (4: aromatic), or 0."""
    if sign == 45 or sign == 47 or sign == 92:  # - / \
        return 1
    if sign == 61:
        return 2
    if sign == 35:
        return 3
    if sign == 58:
        return 4
    return 0


@njit(cache=True)
def read(text: Any, at: int, stop: int, w: Any) -> int:
    """Read ``text[at:stop]``; the number of atoms, or DOUBT. Bond order 0 stands where none was written."""
    for i in range(8):
        w.info[i] = 0
    for i in range(200):
        w.ring[i] = 0
    previous, order, depth = -1, 0, 0
    opened = False  # the last character opened a branch
    while at < stop:
        sign = text[at]
        element, lower, used = _organic(sign, text[at + 1] if at + 1 < stop else 0)
        if element or sign == 91:
            n = w.info[ATOMS]
            if n >= MOST_ATOMS:
                return DOUBT
            w.degree[n] = 0
            if element:
                w.element[n] = element
                w.lower[n] = lower
                w.charge[n] = 0
                w.hydrogens[n] = -1
                at += used
            else:
                at = _bracket(text, at + 1, stop, w)
                if at < 0:
                    return DOUBT
            w.info[ATOMS] = n + 1
            if previous >= 0:
                if not _join(w, previous, n, order):
                    return DOUBT
            elif order:
                return DOUBT
            previous, order, opened = n, 0, False
            continue
        bond = _bond_sign(sign)
        if bond:
            if order or previous < 0:
                return DOUBT
            order = bond
        elif 48 <= sign <= 57:
            if opened or not _close(w, sign - 48, previous, order):
                return DOUBT
            order = 0
        elif sign == 37:  # %nn
            if opened or at + 2 >= stop or not (48 <= text[at + 1] <= 57 and 48 <= text[at + 2] <= 57):
                return DOUBT
            if not _close(w, (text[at + 1] - 48) * 10 + text[at + 2] - 48, previous, order):
                return DOUBT
            order = 0
            at += 2
        elif sign == 40:  # (
            if previous < 0 or order or opened or depth >= MOST_BONDS:
                return DOUBT
            w.stack[depth] = previous
            depth += 1
            opened = True
        elif sign == 41:  # )
            if depth == 0 or order or opened:
                return DOUBT
            depth -= 1
            previous = w.stack[depth]
        elif sign == 46:  # .
            if depth or order or previous < 0:
                return DOUBT
            previous = -1
        else:
            return DOUBT
        at += 1
    if depth or order or previous < 0 or w.info[5]:
        return DOUBT
    return int(w.info[ATOMS])


# rings ------------------------------------------------------------------------------------------------------


@njit(cache=True)
def _close_block(w: Any, top: int, upto: int) -> int:
    """Pop the bonds of one block from the stack down to bond ``upto``; a block of one bond is no ring."""
    low = top
    while True:
        low -= 1
        if w.queue[low] == upto:
            break
    if top - low == 1:
        w.block[upto] = -1
        return low
    number = w.info[BLOCKS]
    w.info[BLOCKS] = number + 1
    atoms = hetero = 0
    plain = 1
    for i in range(low, top):
        bond = w.queue[i]
        w.block[bond] = number
        if w.written[bond] > 1:
            plain = 0
    for i in range(low, top):
        for side in range(2):
            atom = w.begin[w.queue[i]] if side == 0 else w.end[w.queue[i]]
            if w.came[atom] != number + 1:
                w.came[atom] = number + 1
                atoms += 1
                if w.element[atom] != 6:
                    hetero += 1
                if w.lower[atom]:
                    plain = 0
    w.block_atoms[number] = atoms
    w.block_bonds[number] = top - low
    w.block_hetero[number] = hetero
    w.block_plain[number] = plain
    return low


@njit(cache=True)
def rings(w: Any) -> None:
    """Connected parts and blocks (ring systems: what no single cut atom parts), after Tarjan and Hopcroft."""
    n = w.info[ATOMS]
    for i in range(n):
        w.order[i] = 0
        w.came[i] = 0
    count = parts = 0
    for root in range(n):
        if w.order[root]:
            continue
        count += 1
        w.order[root] = w.low[root] = count
        w.parent_bond[root] = -1
        w.cursor[root] = 0
        w.part[root] = parts
        depth, top = 1, 0
        w.stack[0] = root
        while depth:
            a = w.stack[depth - 1]
            if w.cursor[a] < w.degree[a]:
                b = w.neighbour[a, w.cursor[a]]
                bond = w.bond_to[a, w.cursor[a]]
                w.cursor[a] += 1
                if bond == w.parent_bond[a]:
                    continue
                if w.order[b] == 0:
                    count += 1
                    w.order[b] = w.low[b] = count
                    w.parent_bond[b] = bond
                    w.cursor[b] = 0
                    w.part[b] = parts
                    w.queue[top] = bond
                    top += 1
                    w.stack[depth] = b
                    depth += 1
                elif w.order[b] < w.order[a]:
                    w.queue[top] = bond
                    top += 1
                    if w.order[b] < w.low[a]:
                        w.low[a] = w.order[b]
            else:
                depth -= 1
                if depth:
                    b = w.stack[depth - 1]
                    if w.low[a] < w.low[b]:
                        w.low[b] = w.low[a]
                    if w.low[a] >= w.order[b]:
                        top = _close_block(w, top, w.parent_bond[a])
        parts += 1
    w.info[PARTS] = parts


@njit(cache=True)
def in_ring(w: Any, atom: int) -> bool:
    """Whether an atom stands in a ring."""
    for i in range(w.degree[atom]):  # noqa: SIM110  (any() over a generator does not compile)
        if w.block[w.bond_to[atom, i]] >= 0:
            return True
    return False
