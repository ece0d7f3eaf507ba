"""Relaxed matching on a bare graph: lets through whatever the exact matching could reach, and little else.

Where :mod:`tidewaiter.classes.formula` *accounts* for every residue, this asks only what must hold of each: the
core's elements, degrees, possible aromaticity and bond types, no bond too many inside it, and for every neighbour
outside it some option of its place whose first atoms fit. Rings closed over the core are let through.
Tables are made by :mod:`tidewaiter.bulk.relaxed`.
"""

from __future__ import annotations

from typing import Any

from tidewaiter.bulk.native import (
    ATOMS,
    CERTAINLY,
    NO,
    W_AROMATIC,
    W_BLOCK,
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
    kernel,
)
from tidewaiter.bulk.residue import (
    A_AROMATIC,
    A_CHARGE,
    A_ELEMENT,
    A_EXTRA,
    A_EXTRA_COUNT,
    A_FUSES,
    A_HOOK_COUNT,
    A_HOOKS,
    A_LEAST,
    A_MOST,
    A_NAMES,
    A_OPEN,
    A_PARENT,
    A_RINGS,
    A_TYPES,
    FREE,
    H_CLOSES,
    H_MUST,
    H_SITE,
    H_TYPES,
    NOT,
    O_CHAIN_HIGH,
    O_CHAIN_LOW,
    O_KIND,
    O_NEEDS,
    O_ON_CHAIN,
    O_ON_RING,
    O_ORDER_HIGH,
    O_ORDER_LOW,
    O_PATTERN,
    P_ANCHORED,
    P_BONDS,
    P_ELSEWHERE,
    P_FIRST,
    P_RULE_COUNT,
    P_RULES,
    P_SIZE,
    PATTERN,
    YES,
    chain,
    highest,
    leaf,
    ring_fits,
)


@kernel
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


@kernel
def _bond(w: Any, a: int, b: int) -> int:
    for i in range(w[W_DEGREE, a]):
        if w[W_NEIGHBOUR + i, a] == b:
            return int(w[W_BOND_TO + i, a])
    return -1


@kernel
def following(w: Any, t: Any, p: int, s: Any, d: int, anchor: int, first: int, fresh: bool, roots: int) -> bool:
    """The next embedding of pattern ``p``; atoms in ``s[3d]``, marks of atoms used in ``s[3d + 2]``.

    ``roots`` is the set of atoms that may stand for a scaffold's first; -1 for all of them.
    """
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
                if roots >= 0 and roots >> x & 1 == 0:
                    continue
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


@kernel
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


@kernel
def _ruled(atoms: Any, rules: Any, first: int, last: int, a: int, b: int) -> bool:
    """Whether a ring may close over two core atoms (rows of ``atoms``) by some rule."""
    for r in range(first, last):
        one, two = rules[r, 0], rules[r, 1]
        if atoms[a, A_NAMES] & one and atoms[b, A_NAMES] & two:
            return True
        if atoms[a, A_NAMES] & two and atoms[b, A_NAMES] & one:
            return True
    return False


@kernel
def _bridges(w: Any, t: Any, p: int, s: Any, d: int) -> bool:
    """Whether whatever touches an embedding more than once may do so: by a ring rule, or fused on."""
    patterns, atoms, rules = t[0], t[1], t[6]
    base, size, start = patterns[p, P_FIRST], patterns[p, P_SIZE], patterns[p, P_ANCHORED]
    for i in range(w[W_INFO, ATOMS]):
        w[W_FAR, i] = 0
    for k in range(size):
        w[W_FAR, s[3 * d, k]] = k + 1  # core atoms, by their place
    for k in range(start, size):
        a = s[3 * d, k]
        for i in range(w[W_DEGREE, a]):
            x = w[W_NEIGHBOUR + i, a]
            if w[W_FAR, x] or w[W_BLOCK, w[W_BOND_TO + i, a]] < 0:
                continue
            first = second = -1
            ends = fused = open_ = 0
            w[W_FAR, x] = -1
            w[W_QUEUE, 0] = x
            head, tail = 0, 1
            while head < tail:
                b = w[W_QUEUE, head]
                head += 1
                for j in range(w[W_DEGREE, b]):
                    c = w[W_NEIGHBOUR + j, b]
                    if w[W_FAR, c] > 0:
                        place = base + w[W_FAR, c] - 1
                        ends += 1
                        first, second = second, place
                        open_ += atoms[place, A_FUSES] > 0
                        fused += atoms[place, A_FUSES] > 1
                    elif w[W_FAR, c] == 0:
                        w[W_FAR, c] = -1
                        w[W_QUEUE, tail] = c
                        tail += 1
            if ends == 2 and _ruled(atoms, rules, patterns[p, P_RULES], patterns[p, P_RULES] + patterns[p, P_RULE_COUNT], first, second):
                continue
            if open_ < ends or fused == 0:
                return False
    return True


def _dressed(below: Any) -> Any:
    """What stands on a ring system or a chain, over the admitting function of the next depth."""

    @kernel
    def on_ring(w: Any, t: Any, s: Any, d: int, k: int, a: int, x: int) -> bool:
        """Whether what stands on a ring system at ``x`` is admitted by the option's own site."""
        options = t[5]
        for i in range(w[W_DEGREE, x]):
            block = w[W_BLOCK, w[W_BOND_TO + i, x]]
            if block < 0 or not ring_fits(w, options, k, block, x):
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

    @kernel
    def on_chain(w: Any, t: Any, s: Any, d: int, k: int, a: int, x: int) -> bool:
        """Whether the chain at ``x`` has the option's length and bonds, and what stands on it is admitted."""
        options = t[5]
        if w[W_LOOSE, w[W_PART, x]]:
            return True
        whole = 0
        for bare in range(2):
            size = chain(w, s, d, a, x, bare == 1)
            if size == 0:
                return True
            if bare and size == whole:
                return False  # the same again
            whole = size
            order = highest(w, s, d, size)
            good = options[k, O_CHAIN_LOW] <= size <= options[k, O_CHAIN_HIGH]
            good = good and options[k, O_ORDER_LOW] <= order <= options[k, O_ORDER_HIGH]
            count = 0
            for n in range(size):
                if not good:
                    break
                b = s[3 * d, n]
                for j in range(w[W_DEGREE, b]):
                    y, bond = w[W_NEIGHBOUR + j, b], w[W_BOND_TO + j, b]
                    if s[3 * d + 2, y] or (b == x and y == a):
                        continue
                    count += 1
                    if options[k, O_ON_CHAIN] >= 0 and not below(w, t, s, d + 1, options[k, O_ON_CHAIN], b, y, bond):
                        good = False
                        break
            if good and count >= options[k, O_NEEDS]:
                return True
        return False

    return on_ring, on_chain


def _placed(below: Any) -> Any:
    """The test of one embedding, over the admitting function of the next depth."""

    @kernel
    def filled(w: Any, t: Any, s: Any, d: int, r: int, a: int) -> bool:
        """Whether each hook of a core atom that hydrogen does not fill has something there."""
        atoms, hooks = t[1], t[3]
        for h in range(atoms[r, A_HOOKS], atoms[r, A_HOOKS] + atoms[r, A_HOOK_COUNT]):
            if hooks[h, H_MUST] == 0:
                continue
            met = False
            for i in range(w[W_DEGREE, a]):
                x, bond = w[W_NEIGHBOUR + i, a], w[W_BOND_TO + i, a]
                if s[3 * d + 2, x]:
                    continue
                if w[W_BLOCK, bond] >= 0:
                    met = hooks[h, H_CLOSES] != 0
                elif hooks[h, H_TYPES] & w[W_TYPES, bond]:
                    met = below(w, t, s, d + 1, hooks[h, H_SITE], a, x, bond)
                if met:
                    break
            if not met:
                return False
        return True

    @kernel
    def place(w: Any, t: Any, s: Any, d: int, r: int, elsewhere: int, a: int) -> bool:
        """Whether everything around one atom of an embedding is admitted there."""
        atoms, hooks = t[1], t[3]
        for i in range(w[W_DEGREE, a]):
            x, bond = w[W_NEIGHBOUR + i, a], w[W_BOND_TO + i, a]
            if s[3 * d + 2, x]:
                continue
            if w[W_BLOCK, bond] >= 0:
                if atoms[r, A_RINGS] == 0:
                    return False
                continue
            admitted = False
            for h in range(atoms[r, A_HOOKS], atoms[r, A_HOOKS] + atoms[r, A_HOOK_COUNT]):
                if hooks[h, H_TYPES] & w[W_TYPES, bond] and below(w, t, s, d + 1, hooks[h, H_SITE], a, x, bond):
                    admitted = True
                    break
            if not admitted and atoms[r, A_OPEN] >= 0:
                admitted = below(w, t, s, d + 1, atoms[r, A_OPEN], a, x, bond)
            elif not admitted and elsewhere >= 0:
                admitted = below(w, t, s, d + 1, elsewhere, a, x, bond)
            if not admitted:
                return False
        return bool(filled(w, t, s, d, r, a))

    @kernel
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
        if inner != 2 * patterns[p, P_BONDS] or not _bridges(w, t, p, s, d):
            return False
        for k in range(start, size):
            if not place(w, t, s, d, base + k, patterns[p, P_ELSEWHERE], s[3 * d, k]):
                return False
        return True

    return settled


def _level(below: Any) -> tuple[Any, Any]:
    """The pair (settled, admitted) of one depth over the admitting function of the next (no recursion: a
    recursive function does not survive Numba's cache)."""
    settled = _placed(below)
    on_ring, on_chain = _dressed(below)

    @kernel
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
                while following(w, t, p, s, d, a, x, fresh, -1):
                    fresh = False
                    if settled(w, t, p, s, d):
                        return True
            elif leaf(w, options, k, a, x, bond):
                if options[k, O_ON_RING] >= 0 and not on_ring(w, t, s, d, k, a, x):
                    continue
                if options[k, O_ON_CHAIN] != FREE and not on_chain(w, t, s, d, k, a, x):
                    continue
                return True
        return False

    return settled, admitted


_settled_2, _admitted_2 = _level(_last)
_settled_1, _admitted_1 = _level(_admitted_2)
settled, _ = _level(_admitted_1)
DEPTHS = 4


@kernel
def reached(w: Any, t: Any, p: int, s: Any, roots: int) -> bool:
    """Whether pattern ``p`` may be a scaffold of the molecule."""
    fresh = True
    while following(w, t, p, s, 0, -1, -1, fresh, roots):
        fresh = False
        if settled(w, t, p, s, 0):
            return True
    return False


