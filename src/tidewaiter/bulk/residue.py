"""What may hang at a place, on a bare graph: the kinds of residue of :mod:`tidewaiter.classes.residues`, relaxed.

Also the columns of the tables that :mod:`tidewaiter.bulk.relaxed` makes and :mod:`tidewaiter.bulk.match` and
:mod:`tidewaiter.bulk.sieve` read.
"""

from __future__ import annotations

from typing import Any

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
    W_DEGREE,
    W_ELEMENT,
    W_FAR,
    W_INFO,
    W_LOOSE,
    W_NEIGHBOUR,
    W_PART,
    W_QUEUE,
    W_TYPES,
    W_WRITTEN,
    in_ring,
    kernel,
)

# columns of the tables
P_FIRST, P_SIZE, P_BONDS, P_ANCHORED, P_ELSEWHERE, P_RULES, P_RULE_COUNT = range(7)
A_ELEMENT, A_AROMATIC, A_CHARGE, A_LEAST, A_MOST, A_PARENT, A_TYPES, A_HOOKS, A_HOOK_COUNT, A_OPEN, A_RINGS, A_EXTRA, A_EXTRA_COUNT, A_NAMES, A_FUSES = range(15)
H_SITE, H_TYPES, H_MUST, H_CLOSES = 0, 1, 2, 3
O_KIND, O_PATTERN, O_RING, O_CARBON, O_HETERO, O_ONE_RING, O_AROMATIC, O_SATURATED, O_SIZE_LOW, O_SIZE_HIGH = range(10)
O_RINGS_LOW, O_RINGS_HIGH, O_HETERO_LOW, O_HETERO_HIGH, O_CHAIN_LOW, O_PURE, O_ELEMENTS, O_VIA = range(10, 18)
O_ATOMS_LOW, O_ATOMS_HIGH, O_CARBONS_LOW, O_CARBONS_HIGH, O_CHAIN_HIGH, O_ON_RING = range(18, 24)
O_ON_CHAIN, O_NEEDS, O_ORDER_LOW, O_ORDER_HIGH, O_OPEN_LOW = range(24, 29)
O_WIDTH = 29
FREE = -1  # of O_ON_RING: anything may stand there; of O_ON_CHAIN: the skeleton is not looked at
OPEN = -2  # of O_ON_CHAIN: any group may stand on it
ANYTHING, HALOGEN, RESIDUE, PATTERN = 0, 1, 2, 3
YES, NOT, IGNORE = 1, 0, -1


@kernel
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


@kernel
def functional(w: Any, x: int) -> bool:
    """Surely a carbon with a multiple bond to a hetero atom."""
    for i in range(w[W_DEGREE, x]):
        kinds = w[W_TYPES, w[W_BOND_TO + i, x]]
        if kinds & (SINGLE | AROMATIC) == 0 and w[W_ELEMENT, w[W_NEIGHBOUR + i, x]] != 6:
            return True
    return False


@kernel
def ring_measures(w: Any, options: Any, o: int, block: int) -> bool:
    """Whether a ring system may have the size, the rings and the hetero atoms asked."""
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
    return not (cycles == 1 and options[o, O_RINGS_LOW] > 1)


@kernel
def ring_fits(w: Any, options: Any, o: int, block: int, x: int) -> bool:
    """Whether one ring system at ``x`` may be of the kind asked."""
    if not ring_measures(w, options, o, block):
        return False
    atoms = w[W_BLOCK_ATOMS, block]
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


# what an option asks of the first atom and its ring
FIRST_COLUMNS = (O_KIND, O_RING, O_CARBON, O_HETERO, O_ONE_RING, O_AROMATIC, O_SATURATED, O_SIZE_LOW, O_SIZE_HIGH,
                 O_RINGS_LOW, O_RINGS_HIGH, O_HETERO_LOW, O_HETERO_HIGH, O_ELEMENTS, O_VIA)  # fmt: skip


def asks_single(option: Any) -> bool:
    """Whether an option's residue hangs by a single bond only."""
    return bool(option[O_KIND] == RESIDUE and (option[O_CARBON] != 0 or option[O_RING] != IGNORE))


@kernel
def begins(w: Any, options: Any, o: int, x: int) -> bool:
    """Whether the residue of an option may begin with an atom."""
    if options[o, O_KIND] == HALOGEN:
        return w[W_DEGREE, x] == 1 and w[W_ELEMENT, x] in (9, 17, 35, 53)
    if options[o, O_CARBON] and (w[W_ELEMENT, x] != 6 or functional(w, x)):
        return False
    if options[o, O_VIA] and options[o, O_VIA] >> w[W_ELEMENT, x] & 1 == 0:
        return False
    if options[o, O_ELEMENTS] and options[o, O_ELEMENTS] >> w[W_ELEMENT, x] & 1 == 0:
        return False
    if options[o, O_RING] == NOT and in_ring(w, x):
        return False
    if options[o, O_RING] == YES:
        seen = -1
        for i in range(w[W_DEGREE, x]):
            block = w[W_BLOCK, w[W_BOND_TO + i, x]]
            if block >= 0 and block != seen:
                seen = block
                if ring_fits(w, options, o, block, x):
                    return True
        return False
    return True


@kernel
def _first_atom(w: Any, options: Any, o: int, x: int, bond: int) -> bool:
    """What an option asks of the first atom, its ring and the bond to it."""
    if options[o, O_KIND] == RESIDUE and (options[o, O_CARBON] or options[o, O_RING] != IGNORE) and w[W_TYPES, bond] & SINGLE == 0:
        return False
    return begins(w, options, o, x)


@kernel
def leaf(w: Any, options: Any, o: int, a: int, x: int, bond: int) -> bool:
    """Whether the residue at ``x`` may be of an option's kind, its inside apart."""
    if options[o, O_KIND] == ANYTHING:
        return True
    if not _first_atom(w, options, o, x, bond):
        return False
    if options[o, O_KIND] == HALOGEN:
        return True
    if not (options[o, O_CHAIN_LOW] > 1 or options[o, O_PURE] or options[o, O_ELEMENTS] or options[o, O_ATOMS_LOW] > 1 or options[o, O_ATOMS_HIGH] < 999
            or options[o, O_CARBONS_LOW] > 0 or options[o, O_CARBONS_HIGH] < 999 or options[o, O_CHAIN_HIGH] < 999 or options[o, O_OPEN_LOW] > 0):  # fmt: skip
        return True
    size = _residue(w, a, x)
    if size < options[o, O_ATOMS_LOW] or size > options[o, O_ATOMS_HIGH]:
        return False
    carbons = acyclic = 0
    for k in range(size):
        element = w[W_ELEMENT, w[W_QUEUE, k]]
        carbons += element == 6
        acyclic += not in_ring(w, w[W_QUEUE, k])
        if options[o, O_ELEMENTS] and options[o, O_ELEMENTS] >> element & 1 == 0:
            return False
        if options[o, O_PURE] and (element != 6 or (options[o, O_RING] == NOT and in_ring(w, w[W_QUEUE, k]))):
            return False
    if carbons < options[o, O_CARBONS_LOW] or carbons > options[o, O_CARBONS_HIGH] or carbons < options[o, O_CHAIN_LOW]:
        return False
    if acyclic < options[o, O_OPEN_LOW]:
        return False
    return not (options[o, O_PURE] and carbons > options[o, O_CHAIN_HIGH])


@kernel
def chain(w: Any, s: Any, d: int, a: int, x: int, bare: bool) -> int:
    """The carbon skeleton of a chain at ``x``, which hangs on ``a``: atoms in ``s[3d]``, marks in ``s[3d + 2]``; their
    number.

    ``bare``: without carbons that bear a multiple bond to a hetero atom. 0 where that is not sure.
    """
    for i in range(w[W_INFO, ATOMS]):
        s[3 * d + 2, i] = 0
    s[3 * d, 0] = x
    s[3 * d + 2, x] = 1
    s[3 * d + 2, a] = 2
    head, tail = 0, 1
    while head < tail:
        b = s[3 * d, head]
        head += 1
        for i in range(w[W_DEGREE, b]):
            y, bond = w[W_NEIGHBOUR + i, b], w[W_BOND_TO + i, b]
            if w[W_WRITTEN, bond] > 1 and w[W_TYPES, bond] & (w[W_TYPES, bond] - 1):
                return 0  # of more than one type
            if s[3 * d + 2, y] or w[W_ELEMENT, y] != 6 or in_ring(w, y) or (bare and functional(w, y)):
                continue
            s[3 * d + 2, y] = 1
            s[3 * d, tail] = y
            tail += 1
    return tail


@kernel
def highest(w: Any, s: Any, d: int, size: int) -> int:
    """The highest order of a bond within the skeleton that :func:`chain` left."""
    most = 1
    for k in range(size):
        b = s[3 * d, k]
        for i in range(w[W_DEGREE, b]):
            if s[3 * d + 2, w[W_NEIGHBOUR + i, b]] == 1:
                most = max(most, w[W_WRITTEN, w[W_BOND_TO + i, b]])
    return int(most)
