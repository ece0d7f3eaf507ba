"""Reading SMILES into a bare graph, outside RDKit: atoms, bonds, rings, and what aromaticity could be.

Nothing is perceived that RDKit would have to confirm. A string is either read without doubt or left to RDKit
(``DOUBT``): odd grammar, unusual elements or valences, rings that may not kekulise, explicit hydrogen atoms.
Aromaticity is three-valued (no, perhaps, certainly) and every bond carries the *set* of types RDKit might give it.

The functions are plain Python over NumPy arrays, compiled by Numba: one algorithm, and no C compiler to ask for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

MOST_ATOMS = 100  # larger molecules go to RDKit: few, and there a step limit of the exact matching could be met
MOST_BONDS = 128
MOST_NEIGHBOURS = 8
WIDTH = 2 * MOST_BONDS  # of every row
DOUBT = -1

NO, PERHAPS, CERTAINLY = 0, 1, 2
SINGLE, DOUBLE, TRIPLE, AROMATIC = 1, 2, 4, 8  # bits of a bond's possible types
ANY_TYPE = 15

# Fields of the row W_INFO
ATOMS, BONDS, PARTS, BLOCKS, OPEN_RINGS, LABELLED = 0, 1, 2, 3, 5, 6

# Rows of the one array that holds a molecule (one array: Numba counts references to each array a call passes).
# Atoms and what they are; bonds; ring systems ("blocks"); scratch.
W_ELEMENT = 0
W_LOWER = 1
W_CHARGE = 2
W_HYDROGENS = 3
W_DEGREE = 4
W_PART = 5
W_AROMATIC = 6
W_LOW = 7
W_ORDER = 8
W_PARENT_BOND = 9
W_CURSOR = 10
W_FAR = 11
W_CAME = 12
W_LOOSE = 13
W_BEGIN = 14
W_END = 15
W_WRITTEN = 16
W_BLOCK = 17
W_TYPES = 18
W_BLOCK_ATOMS = 19
W_BLOCK_BONDS = 20
W_BLOCK_HETERO = 21
W_BLOCK_PLAIN = 22
W_STACK = 23
W_QUEUE = 24
W_RING = 25
W_INFO = 26
W_NEIGHBOUR = 27  # and the rows after it, one for each neighbour of an atom
W_BOND_TO = 35
ROWS = 43


def workspace() -> Any:
    """The array for one molecule at a time, used again for every molecule."""
    return np.zeros((ROWS, WIDTH), np.int32)


def kernel(function: Kernel) -> Kernel:
    """Compile a function whose arrays are all given to it: it allocates none, so none need be counted.

    Counting references to each array at each call takes longer than most of these functions.
    """
    return njit(cache=True, _nrt=False)(function)  # type: ignore[call-overload,no-any-return]


@kernel
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


@kernel
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


@kernel
def _bracket(text: Any, at: int, stop: int, w: Any) -> int:
    """Read ``[...]`` into atom ``info[ATOMS]``; the place after it, or DOUBT."""
    n = w[W_INFO, ATOMS]
    while at < stop and 48 <= text[at] <= 57:  # isotope: the skeleton is the same
        w[W_INFO, LABELLED] = 1
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
    w[W_ELEMENT, n] = element
    w[W_LOWER, n] = lower
    w[W_CHARGE, n] = charge
    w[W_HYDROGENS, n] = hydrogens
    return at + 1


@kernel
def join(w: Any, a: int, b: int, order: int) -> bool:
    """Add a bond; False where it cannot be one."""
    if a == b or w[W_INFO, BONDS] >= MOST_BONDS:
        return False
    if w[W_DEGREE, a] >= MOST_NEIGHBOURS or w[W_DEGREE, b] >= MOST_NEIGHBOURS:
        return False
    for i in range(w[W_DEGREE, a]):
        if w[W_NEIGHBOUR + i, a] == b:
            return False
    bond = w[W_INFO, BONDS]
    w[W_BEGIN, bond] = a
    w[W_END, bond] = b
    w[W_WRITTEN, bond] = order
    w[W_NEIGHBOUR + w[W_DEGREE, a], a] = b
    w[W_BOND_TO + w[W_DEGREE, a], a] = bond
    w[W_NEIGHBOUR + w[W_DEGREE, b], b] = a
    w[W_BOND_TO + w[W_DEGREE, b], b] = bond
    w[W_DEGREE, a] += 1
    w[W_DEGREE, b] += 1
    w[W_INFO, BONDS] = bond + 1
    return True


@kernel
def _close(w: Any, number: int, previous: int, order: int) -> bool:
    """Open or close a ring bond; ``ring`` holds (atom + 1, order) for each number."""
    if previous < 0:
        return False
    if w[W_RING, 2 * number] == 0:
        w[W_RING, 2 * number] = previous + 1
        w[W_RING, 2 * number + 1] = order
        w[W_INFO, OPEN_RINGS] += 1
        return True
    other = w[W_RING, 2 * number] - 1
    first = w[W_RING, 2 * number + 1]
    if order and first and order != first:
        return False
    w[W_RING, 2 * number] = 0
    w[W_INFO, OPEN_RINGS] -= 1
    return join(w, other, previous, order if order else first)


@kernel
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


@kernel
def read(text: Any, at: int, stop: int, w: Any) -> int:
    """Read ``text[at:stop]``; the number of atoms, or DOUBT. Bond order 0 stands where none was written."""
    for i in range(8):
        w[W_INFO, i] = 0
    for i in range(200):
        w[W_RING, i] = 0
    previous, order, depth, opened = -1, 0, 0, False  # opened: the last character opened a branch
    while at < stop:
        sign = text[at]
        element, lower, used = _organic(sign, text[at + 1] if at + 1 < stop else 0)
        if element or sign == 91:
            n = w[W_INFO, ATOMS]
            if n >= MOST_ATOMS:
                return DOUBT
            w[W_DEGREE, n] = 0
            if element:
                w[W_ELEMENT, n] = element
                w[W_LOWER, n] = lower
                w[W_CHARGE, n] = 0
                w[W_HYDROGENS, n] = -1
                at += used
            else:
                at = _bracket(text, at + 1, stop, w)
                if at < 0:
                    return DOUBT
            w[W_INFO, ATOMS] = n + 1
            if previous >= 0:
                if not join(w, previous, n, order):
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
            w[W_STACK, depth] = previous
            depth += 1
            opened = True
        elif sign == 41:  # )
            if depth == 0 or order or opened:
                return DOUBT
            depth -= 1
            previous = w[W_STACK, depth]
        elif sign == 46:  # .
            if depth or order or previous < 0:
                return DOUBT
            previous = -1
        else:
            return DOUBT
        at += 1
    if depth or order or previous < 0 or w[W_INFO, OPEN_RINGS]:
        return DOUBT
    return int(w[W_INFO, ATOMS])


# rings ------------------------------------------------------------------------------------------------------


@kernel
def _close_block(w: Any, top: int, upto: int) -> int:
    """Pop the bonds of one block from the stack down to bond ``upto``; a block of one bond is no ring."""
    low = top
    while True:
        low -= 1
        if w[W_QUEUE, low] == upto:
            break
    if top - low == 1:
        w[W_BLOCK, upto] = -1
        return low
    number = w[W_INFO, BLOCKS]
    w[W_INFO, BLOCKS] = number + 1
    atoms = hetero = 0
    plain = 1
    for i in range(low, top):
        bond = w[W_QUEUE, i]
        w[W_BLOCK, bond] = number
        if w[W_WRITTEN, bond] > 1:
            plain = 0
    for i in range(low, top):
        for side in range(2):
            atom = w[W_BEGIN, w[W_QUEUE, i]] if side == 0 else w[W_END, w[W_QUEUE, i]]
            if w[W_CAME, atom] != number + 1:
                w[W_CAME, atom] = number + 1
                atoms += 1
                if w[W_ELEMENT, atom] != 6:
                    hetero += 1
                if w[W_LOWER, atom]:
                    plain = 0
    w[W_BLOCK_ATOMS, number] = atoms
    w[W_BLOCK_BONDS, number] = top - low
    w[W_BLOCK_HETERO, number] = hetero
    w[W_BLOCK_PLAIN, number] = plain
    return low


@kernel
def rings(w: Any) -> None:
    """Connected parts and blocks (ring systems: what no single cut atom parts), after Tarjan and Hopcroft."""
    n = w[W_INFO, ATOMS]
    for i in range(n):
        w[W_ORDER, i] = 0
        w[W_CAME, i] = 0
    count = parts = 0
    for root in range(n):
        if w[W_ORDER, root]:
            continue
        count += 1
        w[W_ORDER, root] = w[W_LOW, root] = count
        w[W_PARENT_BOND, root] = -1
        w[W_CURSOR, root] = 0
        w[W_PART, root] = parts
        depth, top = 1, 0
        w[W_STACK, 0] = root
        while depth:
            a = w[W_STACK, depth - 1]
            if w[W_CURSOR, a] < w[W_DEGREE, a]:
                b = w[W_NEIGHBOUR + w[W_CURSOR, a], a]
                bond = w[W_BOND_TO + w[W_CURSOR, a], a]
                w[W_CURSOR, a] += 1
                if bond == w[W_PARENT_BOND, a]:
                    continue
                if w[W_ORDER, b] == 0:
                    count += 1
                    w[W_ORDER, b] = w[W_LOW, b] = count
                    w[W_PARENT_BOND, b] = bond
                    w[W_CURSOR, b] = 0
                    w[W_PART, b] = parts
                    w[W_QUEUE, top] = bond
                    top += 1
                    w[W_STACK, depth] = b
                    depth += 1
                elif w[W_ORDER, b] < w[W_ORDER, a]:
                    w[W_QUEUE, top] = bond
                    top += 1
                    if w[W_ORDER, b] < w[W_LOW, a]:
                        w[W_LOW, a] = w[W_ORDER, b]
            else:
                depth -= 1
                if depth:
                    b = w[W_STACK, depth - 1]
                    if w[W_LOW, a] < w[W_LOW, b]:
                        w[W_LOW, b] = w[W_LOW, a]
                    if w[W_LOW, a] >= w[W_ORDER, b]:
                        top = _close_block(w, top, w[W_PARENT_BOND, a])
        parts += 1
    w[W_INFO, PARTS] = parts


@kernel
def in_ring(w: Any, atom: int) -> bool:
    """Whether an atom stands in a ring."""
    for i in range(w[W_DEGREE, atom]):
        if w[W_BLOCK, w[W_BOND_TO + i, atom]] >= 0:
            return True
    return False
