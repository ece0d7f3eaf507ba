"""Keys of a bare skeleton: elements, connections and rings, whatever the bonds, charges, isotopes and stereo are.

Two drawings with one normal form have one skeleton, so a listed structure can only be met where the key is equal.
The key is a hash and may be equal for others too: it admits, it never decides.
"""

from __future__ import annotations

from typing import Any

from tidewaiter.bulk.native import (
    ATOMS,
    W_BLOCK,
    W_BOND_TO,
    W_CHARGE,
    W_CURSOR,
    W_DEGREE,
    W_ELEMENT,
    W_HYDROGENS,
    W_INFO,
    W_LOW,
    W_LOWER,
    W_NEIGHBOUR,
    W_ORDER,
    W_PART,
    W_QUEUE,
    W_STACK,
    W_WRITTEN,
    in_ring,
    kernel,
)

MOST_LINKS = 10  # ester and ether oxygens; more of them are left to RDKit
_MASK = 0x7FFFFFFF


@kernel
def mix(value: int) -> int:
    """Scatter the bits of a number below 2**31."""
    value &= _MASK
    value = (value ^ (value >> 15)) * 0x2C1B3C6D & _MASK
    value = (value ^ (value >> 12)) * 0x297A2D39 & _MASK
    return value ^ (value >> 15)


@kernel
def weight(element: int) -> int:
    """A number for each element, to be summed into the key of a formula."""
    return mix(element * 7919 + 17) * 4099


@kernel
def key(w: Any, inside: int) -> int:
    """The key of the atoms whose mark in the row W_CURSOR is ``inside``: five rounds over the neighbours."""
    n = w[W_INFO, ATOMS]
    for a in range(n):
        if w[W_CURSOR, a] == inside:
            w[W_LOW, a] = mix(w[W_ELEMENT, a] * 2 + in_ring(w, a))
    for _ in range(5):
        for a in range(n):
            if w[W_CURSOR, a] != inside:
                continue
            total = 0
            for i in range(w[W_DEGREE, a]):
                b = w[W_NEIGHBOUR + i, a]
                if w[W_CURSOR, b] == inside:
                    total += mix(w[W_LOW, b] * 2 + (w[W_BLOCK, w[W_BOND_TO + i, a]] >= 0))
            w[W_ORDER, a] = mix(w[W_LOW, a] * 31 + (total & _MASK))
        for a in range(n):
            w[W_LOW, a] = w[W_ORDER, a]
    total = 0
    for a in range(n):
        if w[W_CURSOR, a] == inside:
            total += w[W_LOW, a] * 1048583 + 1
    return total


@kernel
def formula(w: Any, inside: int) -> int:
    """The key of the heavy atoms marked ``inside``."""
    total = 0
    for a in range(w[W_INFO, ATOMS]):
        if w[W_CURSOR, a] == inside:
            total += weight(w[W_ELEMENT, a])
    return total


@kernel
def rings_of(w: Any, inside: int) -> int:
    """Ring atoms and cycles of the atoms marked, as one number: equal for positional isomers."""
    atoms = ends = ring_atoms = 0
    for a in range(w[W_INFO, ATOMS]):
        if w[W_CURSOR, a] == inside:
            atoms += 1
            ends += w[W_DEGREE, a]
            ring_atoms += in_ring(w, a)
    return (ends // 2 - atoms + 1) * 1000 + ring_atoms


@kernel
def hydrogens(w: Any, part: int) -> int:
    """Hydrogen atoms of a part as drawn; -1 where charges leave it open."""
    total = 0
    for a in range(w[W_INFO, ATOMS]):
        if w[W_PART, a] != part:
            continue
        if w[W_CHARGE, a]:
            return -1
        if w[W_HYDROGENS, a] >= 0:
            total += w[W_HYDROGENS, a]
            continue
        bonds = outside = 0
        for i in range(w[W_DEGREE, a]):
            order = w[W_WRITTEN, w[W_BOND_TO + i, a]]
            bonds += order if order in (2, 3) else 1
            outside += order == 2
        element = w[W_ELEMENT, a]
        if w[W_LOWER, a]:
            total += max(0, 3 - w[W_DEGREE, a] - outside) if element == 6 else 0
        elif element in (6, 7, 8, 5):
            total += max(0, (4 if element == 6 else 2 if element == 8 else 3) - bonds)
        elif element == 16:
            total += 2 - bonds if bonds <= 2 else bonds % 2
        elif element == 15:
            total += 3 - bonds if bonds <= 3 else 5 - bonds
        else:
            total += max(0, 1 - bonds)
    return total


@kernel
def holds(keys: Any, wanted: int) -> bool:
    """Whether a sorted array holds a key."""
    low, high = 0, keys.shape[0]
    while low < high:
        middle = (low + high) >> 1
        if keys[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return bool(low < keys.shape[0] and keys[low] == wanted)


@kernel
def _is_link(w: Any, a: int, part: int) -> bool:
    """Whether an oxygen is one at which esters and ethers are read off: see ``cleaved`` of the exact matching."""
    if w[W_PART, a] != part or w[W_ELEMENT, a] != 8 or w[W_DEGREE, a] != 2:
        return False
    if w[W_BLOCK, w[W_BOND_TO, a]] >= 0 or w[W_BLOCK, w[W_BOND_TO + 1, a]] >= 0:
        return False
    first, second = w[W_ELEMENT, w[W_NEIGHBOUR, a]], w[W_ELEMENT, w[W_NEIGHBOUR + 1, a]]
    return bool((first == 6 or second == 6) and first in (6, 7, 15, 16) and second in (6, 7, 15, 16))


@kernel
def may_be_read_off(w: Any, part: int, formulas: Any, keys: Any) -> bool:
    """Whether cutting ester or ether bonds of a part could leave a listed parent.

    A parent is a connected union of the pieces between such oxygens, with every oxygen at its border.
    """
    n = w[W_INFO, ATOMS]
    links = 0
    for a in range(n):
        w[W_CURSOR, a] = -1
        if _is_link(w, a, part):
            if links == MOST_LINKS:
                return True
            w[W_STACK, links] = a
            links += 1
    if links == 0:
        return False
    pieces = 0
    for root in range(n):  # number the pieces: W_CURSOR holds each atom's, oxygens that link hold none
        if w[W_PART, root] != part or w[W_CURSOR, root] >= 0 or _is_link(w, root, part):
            continue
        w[W_CURSOR, root] = pieces
        w[W_QUEUE, 0] = root
        head, tail = 0, 1
        while head < tail:
            a = w[W_QUEUE, head]
            head += 1
            for i in range(w[W_DEGREE, a]):
                b = w[W_NEIGHBOUR + i, a]
                if w[W_CURSOR, b] < 0 and not _is_link(w, b, part):
                    w[W_CURSOR, b] = pieces
                    w[W_QUEUE, tail] = b
                    tail += 1
        pieces += 1
    if pieces != links + 1:
        return True
    for a in range(n):
        w[W_QUEUE, a] = w[W_CURSOR, a]
    for chosen in range(1, (1 << pieces) - 1):
        if _together(w, links, chosen):
            total = _formula_of(w, links, chosen)
            if holds(formulas, total):
                _choose(w, chosen, part)
                if holds(keys, key(w, -2)):
                    return True
    return False


@kernel
def _touches(w: Any, a: int, chosen: int) -> bool:
    """Whether a linking oxygen stands at the border of, or within, the chosen pieces."""
    return bool(chosen >> w[W_QUEUE, w[W_NEIGHBOUR, a]] & 1 or chosen >> w[W_QUEUE, w[W_NEIGHBOUR + 1, a]] & 1)


@kernel
def _formula_of(w: Any, links: int, chosen: int) -> int:
    total = 0
    for a in range(w[W_INFO, ATOMS]):
        if w[W_QUEUE, a] >= 0 and chosen >> w[W_QUEUE, a] & 1:
            total += weight(w[W_ELEMENT, a])
    for i in range(links):
        if _touches(w, w[W_STACK, i], chosen):
            total += weight(8)
    return total


@kernel
def _choose(w: Any, chosen: int, part: int) -> None:
    """Mark the atoms of the chosen pieces, with every oxygen at their border."""
    for a in range(w[W_INFO, ATOMS]):
        piece = w[W_QUEUE, a]
        inside = piece >= 0 and chosen >> piece & 1 != 0
        if piece < 0 and w[W_PART, a] == part:
            inside = _touches(w, a, chosen)
        w[W_CURSOR, a] = -2 if inside else -1


@kernel
def _together(w: Any, links: int, chosen: int) -> bool:
    """Whether the chosen pieces hang together: a tree has one link fewer than pieces."""
    count = inner = 0
    rest = chosen
    while rest:
        rest &= rest - 1
        count += 1
    for i in range(links):
        a = w[W_STACK, i]
        first, second = w[W_QUEUE, w[W_NEIGHBOUR, a]], w[W_QUEUE, w[W_NEIGHBOUR + 1, a]]
        if chosen >> first & 1 and chosen >> second & 1:
            inner += 1
    return inner == count - 1
