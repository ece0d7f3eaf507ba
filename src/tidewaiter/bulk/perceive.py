"""What RDKit may make of a bare graph: would it accept it, what could be aromatic, of what types a bond could be.

Every judgement errs to one side: an atom is ``NO`` or ``CERTAINLY`` aromatic only where RDKit's own rules leave no
choice, a graph is accepted only where it surely reads. Where the normal form may redraw bonds (charges of both
signs, sulfoxides), the part is compared by skeleton only (``loose``).
"""

from __future__ import annotations

from typing import Any

from numba import njit

from tidewaiter.bulk.native import ANY_TYPE, AROMATIC, ATOMS, BONDS, CERTAINLY, DOUBLE, NO, PERHAPS, SINGLE, TRIPLE, in_ring


@njit(cache=True)
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


@njit(cache=True)
def _needs_double(w: Any, a: int) -> int:
    """Whether a lowercase atom needs a double bond inside its rings: 1, 0, or -1 for doubt."""
    element, charge = w.element[a], w.charge[a]
    hydrogens = max(0, w.hydrogens[a])
    outside = 0
    for i in range(w.degree[a]):
        if w.written[w.bond_to[a, i]] in (2, 3):
            outside += 1
    places = w.degree[a] + hydrogens
    if element == 6 and charge == 0:
        if places > 3 or outside > 1 or w.degree[a] < 2:
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


@njit(cache=True)
def _lower_bond(w: Any, bond: int) -> bool:
    """A ring bond between two lowercase atoms that may be double."""
    return (
        w.block[bond] >= 0 and w.written[bond] in (0, 4)
        and w.lower[w.begin[bond]] == 1 and w.lower[w.end[bond]] == 1
    )  # fmt: skip


@njit(cache=True)
def _kekulises(w: Any) -> bool:
    """Whether double bonds can surely be placed: greedily, atoms with one choice first. False is doubt, not no."""
    n = w.info[ATOMS]
    left = 0
    for a in range(n):
        w.came[a] = 0
        if w.lower[a]:
            around = 0
            for i in range(w.degree[a]):
                if w.block[w.bond_to[a, i]] >= 0 and w.lower[w.neighbour[a, i]]:
                    around += 1
            need = _needs_double(w, a)
            if around < 2 or need < 0:
                return False
            w.came[a] = need
            left += need
    while left:
        best, choices = -1, 99
        for a in range(n):
            if w.came[a] == 0:
                continue
            count = 0
            for i in range(w.degree[a]):
                if w.came[w.neighbour[a, i]] and _lower_bond(w, w.bond_to[a, i]):
                    count += 1
            if count < choices:
                best, choices = a, count
                if count <= 1:
                    break
        if choices == 0:
            return False
        for i in range(w.degree[best]):
            other = w.neighbour[best, i]
            if w.came[other] and _lower_bond(w, w.bond_to[best, i]):
                w.came[best] = 0
                w.came[other] = 0
                left -= 2
                break
    return True


@njit(cache=True)
def sound(w: Any) -> bool:
    """Whether RDKit surely accepts the graph. False: let it say itself."""
    lowercase = False
    for a in range(w.info[ATOMS]):
        if w.lower[a]:
            lowercase = True
            continue
        total = max(0, w.hydrogens[a])
        for i in range(w.degree[a]):
            order = w.written[w.bond_to[a, i]]
            if order == 4:
                return False
            total += max(1, order)
        if total > _room(w.element[a], w.charge[a]):
            return False
        if w.element[a] == 1:
            return False
    return not lowercase or _kekulises(w)


@njit(cache=True)
def _is_nitro(w: Any, a: int) -> bool:
    """The nitrogen of a nitro group in its usual drawing."""
    if w.element[a] != 7 or w.charge[a] != 1 or w.degree[a] != 3:
        return False
    minus = oxo = 0
    for i in range(3):
        b = w.neighbour[a, i]
        if w.element[b] == 8 and w.degree[b] == 1:
            if w.charge[b] == -1 and w.written[w.bond_to[a, i]] <= 1:
                minus += 1
            elif w.charge[b] == 0 and w.written[w.bond_to[a, i]] == 2:
                oxo += 1
    return minus == 1 and oxo == 1


@njit(cache=True)
def loosen(w: Any) -> None:
    """Mark the parts whose normal form may have other bonds or charges than what is drawn."""
    n = w.info[ATOMS]
    for p in range(w.info[2]):
        w.loose[p] = 0
    for a in range(n):
        part = w.part[a]
        if w.charge[a]:
            if _is_nitro(w, a):
                w.loose[part] |= 4
            elif w.charge[a] == -1 and w.degree[a] == 1 and _is_nitro(w, w.neighbour[a, 0]):
                pass
            elif w.element[a] == 6 or (w.lower[a] == 0 and in_ring(w, a) and w.element[a] != 7):
                w.loose[part] |= 8
            else:
                w.loose[part] |= 1 if w.charge[a] > 0 else 2
        elif w.element[a] == 16 and w.degree[a] == 3:
            w.loose[part] |= 8  # a sulfoxide is redrawn with charges
        elif w.element[a] == 7:
            for i in range(w.degree[a]):  # N=N, N#N and their like have rules of their own
                if w.element[w.neighbour[a, i]] == 7 and w.written[w.bond_to[a, i]] > 1 and w.lower[a] == 0:
                    w.loose[part] |= 8
    for p in range(w.info[2]):
        marks = w.loose[p]
        w.loose[p] = 1 if marks & 8 or (marks & 3) == 3 or (marks & 4 and marks & 3) else 0


@njit(cache=True)
def _electrons(w: Any, length: int) -> int:
    """Pi electrons of the cycle in ``queue[:length]`` (atoms), or -99 where they are not certain."""
    total = 0
    for k in range(length):
        a = w.queue[k]
        if w.charge[a]:
            return -99
        before, after = w.queue[k - 1 if k else length - 1], w.queue[k + 1 if k + 1 < length else 0]
        inside = outside = 0
        for i in range(w.degree[a]):
            b = w.neighbour[a, i]
            if w.written[w.bond_to[a, i]] == 2:
                if b in (before, after):
                    inside += 1
                elif w.element[b] == 8 and w.degree[b] == 1:
                    outside += 1
                else:
                    return -99
        places = w.degree[a] + max(0, w.hydrogens[a])
        element = w.element[a]
        if element == 6:
            if outside:
                total += 0
            elif w.lower[a] or inside == 1:
                total += 1
            else:
                return -99
        elif outside:
            return -99
        elif element == 7:
            if inside == 1 or (w.lower[a] and places == 2):
                total += 1
            elif places == 3 or w.lower[a] == 0:
                total += 2
            else:
                return -99
        elif element in (8, 16) and w.degree[a] == 2 and inside == 0:
            total += 2
        else:
            return -99
    return total


@njit(cache=True)
def _short_cycle(w: Any, bond: int) -> int:
    """The shortest cycle of five or six candidate atoms through a bond, left in ``queue``; its length or 0."""
    start, goal = w.begin[bond], w.end[bond]
    for a in range(w.info[ATOMS]):
        w.far[a] = -1
    w.far[start] = 0
    w.came[start] = -1
    head, tail = 0, 1
    w.stack[0] = start
    while head < tail:
        a = w.stack[head]
        head += 1
        if w.far[a] == 5:
            return 0
        for i in range(w.degree[a]):
            link = w.bond_to[a, i]
            b = w.neighbour[a, i]
            if link == bond or w.block[link] < 0 or w.aromatic[b] == NO or w.far[b] >= 0:
                continue
            w.far[b] = w.far[a] + 1
            w.came[b] = a
            if b == goal:
                length = 0
                while b >= 0:
                    w.queue[length] = b
                    length += 1
                    b = w.came[b]
                return length if length >= 5 else 0
            w.stack[tail] = b
            tail += 1
    return 0


@njit(cache=True)
def _candidates(w: Any) -> None:
    """Atoms that could be aromatic: in a ring, with a pi bond or a lone pair, and two such neighbours."""
    n = w.info[ATOMS]
    for a in range(n):
        w.aromatic[a] = NO
        if not in_ring(w, a):
            continue
        if w.lower[a] or w.element[a] != 6 or w.charge[a] or w.loose[w.part[a]]:
            w.aromatic[a] = PERHAPS
            continue
        for i in range(w.degree[a]):
            if w.written[w.bond_to[a, i]] >= 2:
                w.aromatic[a] = PERHAPS
    changed = True
    while changed:
        changed = False
        for a in range(n):
            if w.aromatic[a] == NO:
                continue
            around = 0
            for i in range(w.degree[a]):
                if w.block[w.bond_to[a, i]] >= 0 and w.aromatic[w.neighbour[a, i]] != NO:
                    around += 1
            if around < 2:
                w.aromatic[a] = NO
                changed = True


@njit(cache=True)
def aromaticity(w: Any) -> None:
    """The state of every atom and the possible types of every bond."""
    _candidates(w)
    for bond in range(w.info[BONDS]):
        a, b, written = w.begin[bond], w.end[bond], w.written[bond]
        if w.block[bond] >= 0 and w.aromatic[a] != NO and w.aromatic[b] != NO:
            if written == 2:
                kinds = DOUBLE | AROMATIC
            elif written == 3:
                kinds = TRIPLE
            elif written == 1 or not (w.lower[a] and w.lower[b]):
                kinds = SINGLE | AROMATIC
            else:
                kinds = SINGLE | DOUBLE | AROMATIC
        else:
            kinds = DOUBLE if written == 2 else TRIPLE if written == 3 else SINGLE
        w.types[bond] = kinds
    for bond in range(w.info[BONDS]):
        if w.types[bond] & AROMATIC == 0 or w.types[bond] == AROMATIC or w.loose[w.part[w.begin[bond]]]:
            continue
        length = _short_cycle(w, bond)
        if length and _electrons(w, length) == 6:
            for k in range(length):
                a, b = w.queue[k], w.queue[k + 1 if k + 1 < length else 0]
                w.aromatic[a] = CERTAINLY
                for i in range(w.degree[a]):
                    if w.neighbour[a, i] == b:
                        w.types[w.bond_to[a, i]] = AROMATIC
    for bond in range(w.info[BONDS]):
        a, b = w.begin[bond], w.end[bond]
        if w.loose[w.part[a]] or w.element[a] in (15, 16) or w.element[b] in (15, 16):
            if w.types[bond] != AROMATIC:
                w.types[bond] = ANY_TYPE
