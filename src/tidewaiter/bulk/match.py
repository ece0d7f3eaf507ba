"""Relaxed matching on a bare graph: lets through whatever the exact matching could reach, and little else.

Where :mod:`tidewaiter.classes.formula` *accounts* for every residue, this asks only what must hold of each: the
core's elements, degrees, possible aromaticity and bond types, no bond too many inside it, and for every neighbour
outside it some option of its place whose first atoms fit. Rings closed over the core are let through.
Tables are made by :mod:`tidewaiter.bulk.relaxed`.
"""

from __future__ import annotations

from typing import Any

from numba import njit

from tidewaiter.bulk.native import (
    AROMATIC,
    ATOMS,
    CERTAINLY,
    NO,
    SINGLE,
    W_AROMATIC,
    W_BLOCK,
    W_BLOCK_ATOMS,
    W_BLOCK_BONDS,
    W_BLOCK_HETERO,
    W_BOND_TO,
    W_CHARGE,
    W_DEGREE,
    W_ELEMENT,
    W_FAR,
    W_INFO,
    W_LOOSE,
    W_NEIGHBOUR,
    W_PART,
    W_QUEUE,
    W_TYPES,
    in_ring,
)

# columns of the tables
P_FIRST, P_SIZE, P_BONDS, P_ANCHORED, P_ELSEWHERE = 0, 1, 2, 3, 4
A_ELEMENT, A_AROMATIC, A_CHARGE, A_LEAST, A_MOST, A_PARENT, A_TYPES, A_HOOKS, A_HOOK_COUNT, A_OPEN, A_RINGS, A_EXTRA, A_EXTRA_COUNT = range(13)
H_SITE, H_TYPES, H_MUST, H_CLOSES = 0, 1, 2, 3
O_KIND, O_PATTERN, O_RING, O_CARBON, O_HETERO, O_ONE_RING, O_AROMATIC, O_SATURATED, O_SIZE_LOW, O_SIZE_HIGH = range(10)
O_RINGS_LOW, O_RINGS_HIGH, O_HETERO_LOW, O_HETERO_HIGH, O_CHAIN_LOW, O_PURE, O_ELEMENTS, O_VIA = range(10, 18)
O_ATOMS_LOW, O_ATOMS_HIGH, O_CARBONS_LOW, O_CARBONS_HIGH, O_CHAIN_HIGH, O_ON_RING = range(18, 24)
ANYTHING, HALOGEN, RESIDUE, PATTERN = 0, 1, 2, 3
YES, NOT, IGNORE = 1, 0, -1


@njit(cache=True)
def _fits(w: Any, atoms: Any, k: int, x: int) -> bool:
    """Whether a molecule's atom may stand for a pattern's."""
    if atoms[k, A_ELEMENT] and atoms[k, A_ELEMENT] != w[W_ELEMENT, x]:
        return False
    if w[W_DEGREE, x] < atoms[k, A_LEAST] or w[W_DEGREE, x] > atoms[k, A_MOST]:
        return False
    if w[W_LOOSE, w[W_PART, x]]:
        return True
    if atoms[k, A_AROMATIC] == YES and w[W_AROMATIC, x] == NO:
        return False
    if atoms[k, A_AROMATIC] == NOT and w[W_AROMATIC, x] == CERTAINLY:
        return False
    return bool(atoms[k, A_CHARGE] == 0 or w[W_CHARGE, x] != 0)


@njit(cache=True)
def _bond(w: Any, a: int, b: int) -> int:
    for i in range(w[W_DEGREE, a]):
        if w[W_NEIGHBOUR + i, a] == b:
            return int(w[W_BOND_TO + i, a])
    return -1


@njit(cache=True)
def following(w: Any, t: Any, p: int, s: Any, d: int, anchor: int, first: int, fresh: bool) -> bool:
    """The next embedding of pattern ``p``; atoms in ``s[3d]``, marks of atoms used in ``s[3d + 2]``."""
    patterns, atoms, extra = t[0], t[1], t[2]
    base, size = patterns[p, P_FIRST], patterns[p, P_SIZE]
    n = w[W_INFO, ATOMS]
    if fresh:
        for i in range(n):
            s[3 * d + 2, i] = 0
        at = 0
        s[3 * d + 1, 0] = 0
    else:
        at = size - 1
        s[3 * d + 2, s[3 * d, at]] = 0
    while at >= 0:
        k = base + at
        found = False
        parent = atoms[k, A_PARENT]
        centre = s[3 * d, parent] if parent >= 0 else -1
        limit = n if parent < 0 else w[W_DEGREE, centre]
        if parent < 0 and anchor >= 0:
            limit = 1
        while s[3 * d + 1, at] < limit:
            i = s[3 * d + 1, at]
            s[3 * d + 1, at] += 1
            if parent < 0:
                x = anchor if anchor >= 0 else i
            else:
                x = w[W_NEIGHBOUR + i, centre]
                if at == 1 and anchor >= 0 and x != first:
                    continue
                if atoms[k, A_TYPES] & w[W_TYPES, w[W_BOND_TO + i, centre]] == 0:
                    continue
            if s[3 * d + 2, x] or not _fits(w, atoms, k, x):
                continue
            closes = True
            for e in range(atoms[k, A_EXTRA], atoms[k, A_EXTRA] + atoms[k, A_EXTRA_COUNT]):
                bond = _bond(w, x, s[3 * d, extra[e, 0]])
                if bond < 0 or w[W_TYPES, bond] & extra[e, 1] == 0:
                    closes = False
                    break
            if closes:
                s[3 * d, at] = x
                s[3 * d + 2, x] = 1
                found = True
                break
        if found:
            at += 1
            if at == size:
                return True
            s[3 * d + 1, at] = 0
        else:
            at -= 1
            if at >= 0:
                s[3 * d + 2, s[3 * d, at]] = 0
    return False


@njit(cache=True)
def _residue(w: Any, a: int, x: int) -> int:
    """The atoms on the far side of an acyclic bond ``a``-``x``, in the row W_QUEUE; their number."""
    for i in range(w[W_INFO, ATOMS]):
        w[W_FAR, i] = 0
    w[W_FAR, a] = 1
    w[W_FAR, x] = 1
    w[W_QUEUE, 0] = x
    head, tail = 0, 1
    while head < tail:
        b = w[W_QUEUE, head]
        head += 1
        for i in range(w[W_DEGREE, b]):
            c = w[W_NEIGHBOUR + i, b]
            if w[W_FAR, c] == 0:
                w[W_FAR, c] = 1
                w[W_QUEUE, tail] = c
                tail += 1
    return tail


@njit(cache=True)
def _functional(w: Any, x: int) -> bool:
    """Surely a carbon with a multiple bond to a hetero atom."""
    for i in range(w[W_DEGREE, x]):
        kinds = w[W_TYPES, w[W_BOND_TO + i, x]]
        if kinds & (SINGLE | AROMATIC) == 0 and w[W_ELEMENT, w[W_NEIGHBOUR + i, x]] != 6:
            return True
    return False


@njit(cache=True)
def _ring_fits(w: Any, options: Any, o: int, block: int, x: int) -> bool:
    """Whether one ring system at ``x`` may be of the kind asked."""
    atoms, bonds, hetero = w[W_BLOCK_ATOMS, block], w[W_BLOCK_BONDS, block], w[W_BLOCK_HETERO, block]
    cycles = bonds - atoms + 1
    if atoms < options[o, O_SIZE_LOW] or atoms > options[o, O_SIZE_HIGH]:
        return False
    if hetero < options[o, O_HETERO_LOW] or hetero > options[o, O_HETERO_HIGH]:
        return False
    if (options[o, O_HETERO] == NOT and hetero) or (options[o, O_HETERO] == YES and hetero == 0):
        return False
    if cycles > options[o, O_RINGS_HIGH] or (options[o, O_ONE_RING] == YES and cycles > 1):
        return False
    if cycles == 1 and options[o, O_RINGS_LOW] > 1:
        return False
    if w[W_LOOSE, w[W_PART, x]]:
        return True
    if options[o, O_AROMATIC] != IGNORE or options[o, O_SATURATED] == YES:
        certain = 0
        for a in range(w[W_INFO, ATOMS]):
            inside = False
            for i in range(w[W_DEGREE, a]):
                bond = w[W_BOND_TO + i, a]
                if w[W_BLOCK, bond] == block:
                    inside = True
                    if options[o, O_SATURATED] == YES and w[W_TYPES, bond] & SINGLE == 0:
                        return False
            if inside:
                if options[o, O_AROMATIC] == YES and w[W_AROMATIC, a] == NO:
                    return False
                if w[W_AROMATIC, a] == CERTAINLY:
                    certain += 1
        if options[o, O_AROMATIC] == NOT and certain == atoms:
            return False
    return True


@njit(cache=True)
def _first_atom(w: Any, options: Any, o: int, x: int, bond: int) -> bool:
    """What an option asks of the first atom and its ring."""
    if options[o, O_KIND] == HALOGEN:
        return w[W_DEGREE, x] == 1 and w[W_ELEMENT, x] in (9, 17, 35, 53)
    if (options[o, O_CARBON] or options[o, O_RING] != IGNORE) and w[W_TYPES, bond] & SINGLE == 0:
        return False
    if options[o, O_CARBON] and (w[W_ELEMENT, x] != 6 or _functional(w, x)):
        return False
    if options[o, O_VIA] and options[o, O_VIA] >> w[W_ELEMENT, x] & 1 == 0:
        return False
    if options[o, O_RING] == NOT and in_ring(w, x):
        return False
    if options[o, O_RING] == YES:
        seen = -1
        for i in range(w[W_DEGREE, x]):
            block = w[W_BLOCK, w[W_BOND_TO + i, x]]
            if block >= 0 and block != seen:
                seen = block
                if _ring_fits(w, options, o, block, x):
                    return True
        return False
    return True


@njit(cache=True)
def leaf(w: Any, options: Any, o: int, a: int, x: int, bond: int) -> bool:
    """Whether the residue at ``x`` may be of an option's kind, its inside apart."""
    if options[o, O_KIND] == ANYTHING:
        return True
    if not _first_atom(w, options, o, x, bond):
        return False
    if options[o, O_KIND] == HALOGEN:
        return True
    if not (options[o, O_CHAIN_LOW] > 1 or options[o, O_PURE] or options[o, O_ELEMENTS] or options[o, O_ATOMS_LOW] > 1 or options[o, O_ATOMS_HIGH] < 999
            or options[o, O_CARBONS_LOW] > 0 or options[o, O_CARBONS_HIGH] < 999 or options[o, O_CHAIN_HIGH] < 999):  # fmt: skip
        return True
    size = _residue(w, a, x)
    if size < options[o, O_ATOMS_LOW] or size > options[o, O_ATOMS_HIGH]:
        return False
    carbons = 0
    for k in range(size):
        element = w[W_ELEMENT, w[W_QUEUE, k]]
        carbons += element == 6
        if options[o, O_ELEMENTS] and options[o, O_ELEMENTS] >> element & 1 == 0:
            return False
        if options[o, O_PURE] and (element != 6 or (options[o, O_RING] == NOT and in_ring(w, w[W_QUEUE, k]))):
            return False
    if carbons < options[o, O_CARBONS_LOW] or carbons > options[o, O_CARBONS_HIGH] or carbons < options[o, O_CHAIN_LOW]:
        return False
    return not (options[o, O_PURE] and carbons > options[o, O_CHAIN_HIGH])


@njit(cache=True)
def _last(w: Any, t: Any, s: Any, d: int, site: int, a: int, x: int, bond: int) -> bool:
    """The deepest level: a drawn group is asked for its first atom only."""
    sites, options = t[4], t[5]
    for k in range(sites[site, 0], sites[site, 0] + sites[site, 1]):
        if options[k, O_KIND] == PATTERN:
            first = t[0][options[k, O_PATTERN], P_FIRST] + 1
            if t[1][first, A_TYPES] & w[W_TYPES, bond] and _fits(w, t[1], first, x):
                return True
        elif leaf(w, options, k, a, x, bond):
            return True
    return False


def _level(below: Any) -> tuple[Any, Any]:
    """The pair (settled, admitted) of one depth over the admitting function of the next (no recursion: a
    recursive function does not survive Numba's cache)."""

    @njit(cache=True)
    def dressed(w: Any, t: Any, s: Any, d: int, k: int, a: int, x: int) -> bool:
        """Whether what stands on a ring system at ``x`` is admitted by the option's own site."""
        options = t[5]
        for i in range(w[W_DEGREE, x]):
            block = w[W_BLOCK, w[W_BOND_TO + i, x]]
            if block < 0 or not _ring_fits(w, options, k, block, x):
                continue
            good = True
            for b in range(w[W_INFO, ATOMS]):
                inside = False
                for j in range(w[W_DEGREE, b]):
                    inside = inside or w[W_BLOCK, w[W_BOND_TO + j, b]] == block
                if not inside:
                    continue
                for j in range(w[W_DEGREE, b]):
                    y, bond = w[W_NEIGHBOUR + j, b], w[W_BOND_TO + j, b]
                    if w[W_BLOCK, bond] >= 0 or (b == x and y == a):
                        continue
                    if not below(w, t, s, d + 1, options[k, O_ON_RING], b, y, bond):
                        good = False
                        break
                if not good:
                    break
            if good:
                return True
        return False

    @njit(cache=True)
    def place(w: Any, t: Any, s: Any, d: int, r: int, elsewhere: int, a: int) -> bool:
        """Whether everything around one atom of an embedding is admitted there."""
        atoms, hooks = t[1], t[3]
        first, last = atoms[r, A_HOOKS], atoms[r, A_HOOKS] + atoms[r, A_HOOK_COUNT]
        for i in range(w[W_DEGREE, a]):
            x, bond = w[W_NEIGHBOUR + i, a], w[W_BOND_TO + i, a]
            if s[3 * d + 2, x]:
                continue
            if w[W_BLOCK, bond] >= 0:
                if atoms[r, A_RINGS] == 0:
                    return False
                continue
            admitted = False
            for h in range(first, last):
                if hooks[h, H_TYPES] & w[W_TYPES, bond] and below(w, t, s, d + 1, hooks[h, H_SITE], a, x, bond):
                    admitted = True
                    break
            if not admitted and atoms[r, A_OPEN] >= 0:
                admitted = below(w, t, s, d + 1, atoms[r, A_OPEN], a, x, bond)
            elif not admitted and elsewhere >= 0:
                admitted = below(w, t, s, d + 1, elsewhere, a, x, bond)
            if not admitted:
                return False
        for h in range(first, last):
            if hooks[h, H_MUST] == 0:
                continue
            met = False
            for i in range(w[W_DEGREE, a]):
                x, bond = w[W_NEIGHBOUR + i, a], w[W_BOND_TO + i, a]
                if s[3 * d + 2, x]:
                    continue
                if w[W_BLOCK, bond] >= 0:
                    fits = hooks[h, H_CLOSES] != 0
                else:
                    fits = hooks[h, H_TYPES] & w[W_TYPES, bond] != 0
                    fits = fits and below(w, t, s, d + 1, hooks[h, H_SITE], a, x, bond)
                if fits:
                    met = True
                    break
            if not met:
                return False
        return True

    @njit(cache=True)
    def settled(w: Any, t: Any, p: int, s: Any, d: int) -> bool:
        """Whether one embedding may be a reading."""
        patterns = t[0]
        base, size, start = patterns[p, P_FIRST], patterns[p, P_SIZE], patterns[p, P_ANCHORED]
        inner = 0
        for k in range(start, size):
            a = s[3 * d, k]
            for i in range(w[W_DEGREE, a]):
                x = w[W_NEIGHBOUR + i, a]
                if s[3 * d + 2, x] and (start == 0 or x != s[3 * d, 0]):
                    inner += 1
        if inner != 2 * patterns[p, P_BONDS]:
            return False
        for k in range(start, size):
            if not place(w, t, s, d, base + k, patterns[p, P_ELSEWHERE], s[3 * d, k]):
                return False
        return True

    @njit(cache=True)
    def admitted(w: Any, t: Any, s: Any, d: int, site: int, a: int, x: int, bond: int) -> bool:
        """Whether some option of a site may be met by the residue at ``x``, which hangs on ``a``."""
        sites, options = t[4], t[5]
        for k in range(sites[site, 0], sites[site, 0] + sites[site, 1]):
            if options[k, O_KIND] == PATTERN:
                p = options[k, O_PATTERN]
                first = t[0][p, P_FIRST] + 1
                if t[1][first, A_TYPES] & w[W_TYPES, bond] == 0 or not _fits(w, t[1], first, x):
                    continue
                fresh = True
                while following(w, t, p, s, d, a, x, fresh):
                    fresh = False
                    if settled(w, t, p, s, d):
                        return True
            elif leaf(w, options, k, a, x, bond) and (
                options[k, O_ON_RING] < 0 or dressed(w, t, s, d, k, a, x)
            ):
                return True
        return False

    return settled, admitted


_settled_2, _admitted_2 = _level(_last)
_settled_1, _admitted_1 = _level(_admitted_2)
settled, _ = _level(_admitted_1)
DEPTHS = 4


@njit(cache=True)
def reached(w: Any, t: Any, p: int, s: Any) -> bool:
    """Whether pattern ``p`` may be a scaffold of the molecule."""
    fresh = True
    while following(w, t, p, s, 0, -1, -1, fresh):
        fresh = False
        if settled(w, t, p, s, 0):
            return True
    return False


