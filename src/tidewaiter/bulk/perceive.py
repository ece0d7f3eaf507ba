"""What RDKit may make of a bare graph: would it accept it, what could be aromatic, of what types a bond could be.

Every judgement errs to one side: an atom is ``NO`` or ``CERTAINLY`` aromatic only where RDKit's own rules leave no
choice, a graph is accepted only where it surely reads. Where the normal form may redraw bonds (charges of both
signs, sulfoxides), the part is compared by skeleton only (``loose``).
"""

from __future__ import annotations

from typing import Any

from tidewaiter.bulk.native import (
    ANY_TYPE,
    AROMATIC,
    ATOMS,
    BONDS,
    CERTAINLY,
    DOUBLE,
    NO,
    PERHAPS,
    SINGLE,
    TRIPLE,
    W_AROMATIC,
    W_BEGIN,
    W_BLOCK,
    W_BOND_TO,
    W_CAME,
    W_CHARGE,
    W_DEGREE,
    W_ELEMENT,
    W_END,
    W_FAR,
    W_HYDROGENS,
    W_INFO,
    W_LOOSE,
    W_LOWER,
    W_NEIGHBOUR,
    W_PART,
    W_QUEUE,
    W_STACK,
    W_TYPES,
    W_WRITTEN,
    in_ring,
    kernel,
)


@kernel
def _room(element: int, charge: int) -> int:
    """Most bonds (orders summed) of an atom that is surely accepted; -1 where that is left to RDKit."""
    if element == 6:
        return 4 if charge == 0 else 3 if charge in (1, -1) else -1
    if element == 7:
        return 3 if charge == 0 else 4 if charge == 1 else 2 if charge == -1 else -1
    if element == 8:
        return 2 if charge == 0 else 1 if charge == -1 else 3 if charge == 1 else -1
    if element in (9, 17, 35, 53):
        return 1 if charge == 0 else 0 if charge == -1 else -1
    if element == 16:
        return 6 if charge == 0 else 3 if charge == 1 else 1 if charge == -1 else -1
    if element == 15:
        return 5 if charge == 0 else 4 if charge == 1 else -1
    if element == 14:
        return 4 if charge == 0 else -1
    if element == 5:
        return 3 if charge == 0 else 4 if charge == -1 else -1
    if element in (3, 11, 19):
        return 0 if charge == 1 else -1
    if element in (12, 20):
        return 0 if charge == 2 else -1
    return -1


@kernel
def _needs_double(w: Any, a: int) -> int:
    """Whether a lowercase atom needs a double bond inside its rings: 1, 0, or -1 for doubt."""
    element, charge = w[W_ELEMENT, a], w[W_CHARGE, a]
    hydrogens = max(0, w[W_HYDROGENS, a])
    outside = 0
    for i in range(w[W_DEGREE, a]):
        if w[W_WRITTEN, w[W_BOND_TO + i, a]] in (2, 3):
            outside += 1
    places = w[W_DEGREE, a] + hydrogens
    if element == 6 and charge == 0:
        if places > 3 or outside > 1 or w[W_DEGREE, a] < 2:
            return -1
        return 0 if outside else 1
    if outside:
        return -1
    if element == 7 and charge == 0:
        return 1 if places == 2 else 0 if places == 3 else -1
    if element == 7 and charge == 1:
        return 1 if places == 3 else -1
    if element in (8, 16) and charge == 0:
        return 0 if places == 2 else -1
    return -1


@kernel
def _lower_bond(w: Any, bond: int) -> bool:
    """A ring bond between two lowercase atoms that may be double."""
    return (
        w[W_BLOCK, bond] >= 0 and w[W_WRITTEN, bond] in (0, 4)
        and w[W_LOWER, w[W_BEGIN, bond]] == 1 and w[W_LOWER, w[W_END, bond]] == 1
    )  # fmt: skip


@kernel
def _kekulises(w: Any) -> bool:
    """Whether double bonds can surely be placed: greedily, atoms with one choice first. False is doubt, not no."""
    n = w[W_INFO, ATOMS]
    left = 0
    for a in range(n):
        w[W_CAME, a] = 0
        if w[W_LOWER, a]:
            around = 0
            for i in range(w[W_DEGREE, a]):
                if w[W_BLOCK, w[W_BOND_TO + i, a]] >= 0 and w[W_LOWER, w[W_NEIGHBOUR + i, a]]:
                    around += 1
            need = _needs_double(w, a)
            if around < 2 or need < 0:
                return False
            w[W_CAME, a] = need
            left += need
    while left:
        best, choices = -1, 99
        for a in range(n):
            if w[W_CAME, a] == 0:
                continue
            count = 0
            for i in range(w[W_DEGREE, a]):
                if w[W_CAME, w[W_NEIGHBOUR + i, a]] and _lower_bond(w, w[W_BOND_TO + i, a]):
                    count += 1
            if count < choices:
                best, choices = a, count
                if count <= 1:
                    break
        if choices == 0:
            return False
        for i in range(w[W_DEGREE, best]):
            other = w[W_NEIGHBOUR + i, best]
            if w[W_CAME, other] and _lower_bond(w, w[W_BOND_TO + i, best]):
                w[W_CAME, best] = 0
                w[W_CAME, other] = 0
                left -= 2
                break
    return True


@kernel
def sound(w: Any) -> bool:
    """Whether RDKit surely accepts the graph. False: let it say itself."""
    lowercase = False
    for a in range(w[W_INFO, ATOMS]):
        if w[W_LOWER, a]:
            lowercase = True
            continue
        total = max(0, w[W_HYDROGENS, a])
        for i in range(w[W_DEGREE, a]):
            order = w[W_WRITTEN, w[W_BOND_TO + i, a]]
            if order == 4:
                return False
            total += max(1, order)
        if total > _room(w[W_ELEMENT, a], w[W_CHARGE, a]):
            return False
        if w[W_ELEMENT, a] == 1:
            return False
    return not lowercase or _kekulises(w)


@kernel
def _is_nitro(w: Any, a: int) -> bool:
    """The nitrogen of a nitro group in its usual drawing."""
    if w[W_ELEMENT, a] != 7 or w[W_CHARGE, a] != 1 or w[W_DEGREE, a] != 3:
        return False
    minus = oxo = 0
    for i in range(3):
        b = w[W_NEIGHBOUR + i, a]
        if w[W_ELEMENT, b] == 8 and w[W_DEGREE, b] == 1:
            if w[W_CHARGE, b] == -1 and w[W_WRITTEN, w[W_BOND_TO + i, a]] <= 1:
                minus += 1
            elif w[W_CHARGE, b] == 0 and w[W_WRITTEN, w[W_BOND_TO + i, a]] == 2:
                oxo += 1
    return minus == 1 and oxo == 1


@kernel
def loosen(w: Any) -> None:
    """Mark the parts whose normal form may have other bonds or charges than what is drawn."""
    n = w[W_INFO, ATOMS]
    for p in range(w[W_INFO, 2]):
        w[W_LOOSE, p] = 0
    for a in range(n):
        part = w[W_PART, a]
        if w[W_CHARGE, a]:
            if _is_nitro(w, a):
                w[W_LOOSE, part] |= 4
            elif w[W_CHARGE, a] == -1 and w[W_DEGREE, a] == 1 and _is_nitro(w, w[W_NEIGHBOUR + 0, a]):
                pass
            elif w[W_ELEMENT, a] == 6 or (w[W_LOWER, a] == 0 and in_ring(w, a) and w[W_ELEMENT, a] != 7):
                w[W_LOOSE, part] |= 8
            else:
                w[W_LOOSE, part] |= 1 if w[W_CHARGE, a] > 0 else 2
        elif w[W_ELEMENT, a] == 16 and w[W_DEGREE, a] == 3:
            w[W_LOOSE, part] |= 8  # a sulfoxide is redrawn with charges
        elif w[W_ELEMENT, a] == 7:
            for i in range(w[W_DEGREE, a]):  # N=N, N#N and their like have rules of their own
                if w[W_ELEMENT, w[W_NEIGHBOUR + i, a]] == 7 and w[W_WRITTEN, w[W_BOND_TO + i, a]] > 1 and w[W_LOWER, a] == 0:
                    w[W_LOOSE, part] |= 8
    for p in range(w[W_INFO, 2]):
        marks = w[W_LOOSE, p]
        w[W_LOOSE, p] = 1 if marks & 8 or (marks & 3) == 3 or (marks & 4 and marks & 3) else 0


@kernel
def _electrons(w: Any, length: int) -> int:
    """Pi electrons of the cycle in ``queue[:length]`` (atoms), or -99 where they are not certain."""
    total = 0
    for k in range(length):
        a = w[W_QUEUE, k]
        if w[W_CHARGE, a]:
            return -99
        before, after = w[W_QUEUE, k - 1 if k else length - 1], w[W_QUEUE, k + 1 if k + 1 < length else 0]
        inside = outside = 0
        for i in range(w[W_DEGREE, a]):
            b = w[W_NEIGHBOUR + i, a]
            if w[W_WRITTEN, w[W_BOND_TO + i, a]] == 2:
                if b in (before, after):
                    inside += 1
                elif w[W_ELEMENT, b] == 8 and w[W_DEGREE, b] == 1:
                    outside += 1
                else:
                    return -99
        places = w[W_DEGREE, a] + max(0, w[W_HYDROGENS, a])
        element = w[W_ELEMENT, a]
        if element == 6:
            if outside:
                total += 0
            elif w[W_LOWER, a] or inside == 1:
                total += 1
            else:
                return -99
        elif outside:
            return -99
        elif element == 7:
            if inside == 1 or (w[W_LOWER, a] and places == 2):
                total += 1
            elif places == 3 or w[W_LOWER, a] == 0:
                total += 2
            else:
                return -99
        elif element in (8, 16) and w[W_DEGREE, a] == 2 and inside == 0:
            total += 2
        else:
            return -99
    return total


@kernel
def _short_cycle(w: Any, bond: int) -> int:
    """The shortest cycle of five or six candidate atoms through a bond, left in ``queue``; its length or 0."""
    start, goal = w[W_BEGIN, bond], w[W_END, bond]
    for a in range(w[W_INFO, ATOMS]):
        w[W_FAR, a] = -1
    w[W_FAR, start] = 0
    w[W_CAME, start] = -1
    head, tail = 0, 1
    w[W_STACK, 0] = start
    while head < tail:
        a = w[W_STACK, head]
        head += 1
        if w[W_FAR, a] == 5:
            return 0
        for i in range(w[W_DEGREE, a]):
            link = w[W_BOND_TO + i, a]
            b = w[W_NEIGHBOUR + i, a]
            if link == bond or w[W_BLOCK, link] < 0 or w[W_AROMATIC, b] == NO or w[W_FAR, b] >= 0:
                continue
            w[W_FAR, b] = w[W_FAR, a] + 1
            w[W_CAME, b] = a
            if b == goal:
                length = 0
                while b >= 0:
                    w[W_QUEUE, length] = b
                    length += 1
                    b = w[W_CAME, b]
                return length if length >= 5 else 0
            w[W_STACK, tail] = b
            tail += 1
    return 0


@kernel
def _candidates(w: Any) -> None:
    """Atoms that could be aromatic: in a ring, with a pi bond or a lone pair, and two such neighbours."""
    n = w[W_INFO, ATOMS]
    for a in range(n):
        w[W_AROMATIC, a] = NO
        if not in_ring(w, a):
            continue
        if w[W_LOWER, a] or w[W_ELEMENT, a] != 6 or w[W_CHARGE, a] or w[W_LOOSE, w[W_PART, a]]:
            w[W_AROMATIC, a] = PERHAPS
            continue
        for i in range(w[W_DEGREE, a]):
            if w[W_WRITTEN, w[W_BOND_TO + i, a]] >= 2:
                w[W_AROMATIC, a] = PERHAPS
    changed = True
    while changed:
        changed = False
        for a in range(n):
            if w[W_AROMATIC, a] == NO:
                continue
            around = 0
            for i in range(w[W_DEGREE, a]):
                if w[W_BLOCK, w[W_BOND_TO + i, a]] >= 0 and w[W_AROMATIC, w[W_NEIGHBOUR + i, a]] != NO:
                    around += 1
            if around < 2:
                w[W_AROMATIC, a] = NO
                changed = True


@kernel
def aromaticity(w: Any) -> None:
    """The state of every atom and the possible types of every bond."""
    _candidates(w)
    for bond in range(w[W_INFO, BONDS]):
        a, b, written = w[W_BEGIN, bond], w[W_END, bond], w[W_WRITTEN, bond]
        if w[W_BLOCK, bond] >= 0 and w[W_AROMATIC, a] != NO and w[W_AROMATIC, b] != NO:
            if written == 2:
                kinds = DOUBLE | AROMATIC
            elif written == 3:
                kinds = TRIPLE
            elif written == 1 or not (w[W_LOWER, a] and w[W_LOWER, b]):
                kinds = SINGLE | AROMATIC
            else:
                kinds = SINGLE | DOUBLE | AROMATIC
        else:
            kinds = DOUBLE if written == 2 else TRIPLE if written == 3 else SINGLE
        w[W_TYPES, bond] = kinds
    for bond in range(w[W_INFO, BONDS]):
        if w[W_TYPES, bond] & AROMATIC == 0 or w[W_TYPES, bond] == AROMATIC or w[W_LOOSE, w[W_PART, w[W_BEGIN, bond]]]:
            continue
        length = _short_cycle(w, bond)
        if length and _electrons(w, length) == 6:
            for k in range(length):
                a, b = w[W_QUEUE, k], w[W_QUEUE, k + 1 if k + 1 < length else 0]
                w[W_AROMATIC, a] = CERTAINLY
                for i in range(w[W_DEGREE, a]):
                    if w[W_NEIGHBOUR + i, a] == b:
                        w[W_TYPES, w[W_BOND_TO + i, a]] = AROMATIC
    for bond in range(w[W_INFO, BONDS]):
        a, b = w[W_BEGIN, bond], w[W_END, bond]
        loose = w[W_LOOSE, w[W_PART, a]] or w[W_ELEMENT, a] in (15, 16) or w[W_ELEMENT, b] in (15, 16)
        if loose and w[W_TYPES, bond] != AROMATIC:
            w[W_TYPES, bond] = ANY_TYPE
