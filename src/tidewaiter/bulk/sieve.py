"""The first look at a scaffold: could each of its atoms stand anywhere at all, its surroundings considered?

A set of atoms is an integer whose bit *i* stands for atom *i*. For an atom of a scaffold the set of atoms that may
stand for it is found from its own kind, from the sets of its neighbours (the same one step nearer), and from what
may hang on it: every neighbour must be one that the drawing has there or that some place admits. Equal surroundings
are one *node*, however many scaffolds share them, and each node is worked out at most once a molecule.
An empty set rules the scaffold out; nothing else is concluded. Nodes are made by :class:`Nodes` from the tables of
:mod:`tidewaiter.bulk.relaxed`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from tidewaiter.bulk import residue as m
from tidewaiter.bulk.native import (
    ANY_TYPE,
    AROMATIC,
    ATOMS,
    BLOCKS,
    BONDS,
    CERTAINLY,
    NO,
    SINGLE,
    W_AROMATIC,
    W_BEGIN,
    W_BLOCK,
    W_CHARGE,
    W_DEGREE,
    W_ELEMENT,
    W_END,
    W_INFO,
    W_LOOSE,
    W_PART,
    W_TYPES,
    kernel,
)

if TYPE_CHECKING:
    from tidewaiter.bulk.relaxed import Tables

MOST = 62  # atoms: larger molecules are not sieved
DEPTH = 3  # how many bonds away surroundings are looked at
KIND, FIRST, SURROUNDED = 0, 1, 2
# columns of the table of nodes; of FIRST: the option's row; of KIND: element, aromatic, charge, least, most neighbours
N_WHAT, N_DEPTH, N_A, N_B, N_C, N_D, N_E, N_F, N_G, N_H = range(10)

# columns of the table of links: bond types, node, how many neighbours
L_TYPES, L_NODE, L_COUNT = 0, 1, 2

# rows of the masks of one part: by atom its neighbours, those by a ring bond, those by each set of bond types
M_ALL, M_RING, M_TYPES = 0, 1, 2
M_SETS = M_TYPES + ANY_TYPE + 1  # the sets of the whole part stand in a row of their own
M_BLOCKS = M_SETS + 1  # and the atoms of each ring system in another
ROWS = M_BLOCKS + 1
S_PART, S_AROMATIC, S_PLAIN, S_CERTAIN, S_CHARGED, S_RINGS, S_FUNCTIONAL, S_MIXED, S_DEGREE, S_ELEMENT = 0, 1, 2, 3, 4, 5, 6, 7, 8, 20
_BITS = np.zeros(64, np.int64)
_MAGIC = 0x03F79D71B4CB0A89
for _i in range(64):
    _BITS[((_MAGIC << _i) & ((1 << 64) - 1)) >> 58] = _i


@kernel
def place_of(bit: int) -> int:
    """The number of the one bit that is set."""
    return int(_BITS[(bit * _MAGIC) >> 58 & 63])


@kernel
def outline(w: Any, part: int, masks: Any) -> None:
    """The masks of one part."""
    for i in range(80):
        masks[M_SETS, i] = 0
    n = w[W_INFO, ATOMS]
    for i in range(w[W_INFO, BLOCKS]):
        masks[M_BLOCKS, i] = 0
    loose = w[W_LOOSE, part] != 0
    for a in range(n):
        for row in range(M_SETS):
            masks[row, a] = 0
        if w[W_PART, a] != part:
            continue
        bit = 1 << a
        masks[M_SETS, S_PART] |= bit
        masks[M_SETS, S_DEGREE + min(w[W_DEGREE, a], 8)] |= bit
        masks[M_SETS, S_ELEMENT + w[W_ELEMENT, a]] |= bit
        if w[W_AROMATIC, a] != NO or loose:
            masks[M_SETS, S_AROMATIC] |= bit
        if w[W_AROMATIC, a] != CERTAINLY or loose:
            masks[M_SETS, S_PLAIN] |= bit
        else:
            masks[M_SETS, S_CERTAIN] |= bit
        if w[W_CHARGE, a] != 0 or loose:
            masks[M_SETS, S_CHARGED] |= bit
    for bond in range(w[W_INFO, BONDS]):
        a, b = w[W_BEGIN, bond], w[W_END, bond]
        if w[W_PART, a] != part:
            continue
        one, two, kinds, block = 1 << a, 1 << b, w[W_TYPES, bond], w[W_BLOCK, bond]
        masks[M_ALL, a] |= two
        masks[M_ALL, b] |= one
        if block >= 0:
            masks[M_RING, a] |= two
            masks[M_RING, b] |= one
            masks[M_SETS, S_RINGS] |= one | two
            masks[M_BLOCKS, block] |= one | two
            if kinds & SINGLE == 0:
                masks[M_SETS, S_MIXED] |= 1 << block  # ring systems that are not saturated
        if kinds & (SINGLE | AROMATIC) == 0:
            if w[W_ELEMENT, a] != 6:
                masks[M_SETS, S_FUNCTIONAL] |= two
            if w[W_ELEMENT, b] != 6:
                masks[M_SETS, S_FUNCTIONAL] |= one
        for e in range(4):  # each set of types that holds this one
            if kinds >> e & 1:
                masks[M_TYPES + (1 << e), a] |= two
                masks[M_TYPES + (1 << e), b] |= one
    for a in range(n):
        for kinds in range(3, ANY_TYPE + 1):
            low = kinds & -kinds
            if low != kinds:
                masks[M_TYPES + kinds, a] = masks[M_TYPES + low, a] | masks[M_TYPES + kinds - low, a]


@kernel
def _kind(nodes: Any, masks: Any, k: int) -> int:
    """The atoms of a kind."""
    found = masks[M_SETS, S_PART]
    if nodes[k, N_A]:
        found &= masks[M_SETS, S_ELEMENT + nodes[k, N_A]]
    if nodes[k, N_B] == m.YES:
        found &= masks[M_SETS, S_AROMATIC]
    elif nodes[k, N_B] == m.NOT:
        found &= masks[M_SETS, S_PLAIN]
    if nodes[k, N_C]:
        found &= masks[M_SETS, S_CHARGED]
    if found and (nodes[k, N_D] > 0 or nodes[k, N_E] < 8):
        fits = 0
        for degree in range(nodes[k, N_D], min(nodes[k, N_E], 8) + 1):
            fits |= masks[M_SETS, S_DEGREE + degree]
        found &= fits
    return int(found)


@kernel
def _first(w: Any, options: Any, masks: Any, o: int) -> int:
    """The atoms with which the residue of an option may begin."""
    found = masks[M_SETS, S_PART]
    if options[o, m.O_KIND] == m.HALOGEN:
        halogens = masks[M_SETS, S_ELEMENT + 9] | masks[M_SETS, S_ELEMENT + 17] | masks[M_SETS, S_ELEMENT + 35] | masks[M_SETS, S_ELEMENT + 53]
        return int(halogens & masks[M_SETS, S_DEGREE + 1])
    if options[o, m.O_CARBON]:
        found &= masks[M_SETS, S_ELEMENT + 6] & ~masks[M_SETS, S_FUNCTIONAL]
    for column in (m.O_VIA, m.O_ELEMENTS):
        wanted = options[o, column]
        if wanted:
            made = 0
            for element in (5, 6, 7, 8, 9, 14, 15, 16, 17, 35, 53):
                if wanted >> element & 1:
                    made |= masks[M_SETS, S_ELEMENT + element]
            found &= made
    if options[o, m.O_RING] == m.NOT:
        found &= ~masks[M_SETS, S_RINGS]
    elif options[o, m.O_RING] == m.YES:
        rings = 0
        for block in range(w[W_INFO, BLOCKS]):
            if masks[M_BLOCKS, block] and _ring(w, options, masks, o, block):
                rings |= masks[M_BLOCKS, block]
        found &= rings
    return int(found)


@kernel
def _ring(w: Any, options: Any, masks: Any, o: int, block: int) -> bool:
    """Whether a ring system may be of the kind asked; as in match, on masks."""
    if not m.ring_measures(w, options, o, block):
        return False
    atoms = masks[M_BLOCKS, block]
    if options[o, m.O_AROMATIC] == m.YES and atoms & ~masks[M_SETS, S_AROMATIC]:
        return False
    if options[o, m.O_AROMATIC] == m.NOT and atoms & ~masks[M_SETS, S_CERTAIN] == 0:
        return False
    return not (options[o, m.O_SATURATED] == m.YES and masks[M_SETS, S_MIXED] >> block & 1)


@kernel
def _beside(links: Any, masks: Any, known: Any, reach: Any, stamp: int, link: int) -> int:
    """The atoms that have (so many) neighbours of a node by a bond of some types."""
    if reach[link, 0] == stamp:
        return int(reach[link, 1])
    row = M_TYPES + links[link, L_TYPES]
    once = again = more = 0
    left = known[links[link, L_NODE], 1]
    while left:
        bit = left & -left
        left ^= bit
        near = masks[row, place_of(bit)]
        more |= again & near
        again |= once & near
        once |= near
    found = once if links[link, L_COUNT] < 2 else again if links[link, L_COUNT] == 2 else more
    reach[link, 0] = stamp
    reach[link, 1] = found
    return int(found)


@kernel
def _surrounded(nodes: Any, lists: Any, links: Any, masks: Any, known: Any, reach: Any, stamp: int, k: int) -> int:
    """The atoms whose surroundings may be those of a node; what they rest on has been found before."""
    candidates = known[nodes[k, N_A], 1]
    first, last = nodes[k, N_B], nodes[k, N_B] + nodes[k, N_C]
    for i in range(first, last):
        candidates &= _beside(links, masks, known, reach, stamp, lists[i])
        if candidates == 0:
            return 0
    for i in range(nodes[k, N_D], nodes[k, N_D] + nodes[k, N_E], 3):  # a hook that hydrogen does not fill
        fits = masks[M_SETS, S_RINGS] if lists[i + 2] else 0
        for j in range(lists[i], lists[i] + lists[i + 1]):
            fits |= _beside(links, masks, known, reach, stamp, lists[j])
        candidates &= fits
    if candidates == 0:
        return 0
    fits = 0
    for i in range(first, last):
        fits |= known[links[lists[i], L_NODE], 1]
    over, upto = nodes[k, N_F], nodes[k, N_F] + nodes[k, N_G]
    for j in range(over, upto):
        fits |= known[links[lists[j], L_NODE], 1]
    left = masks[M_SETS, S_PART] & ~fits
    rings = nodes[k, N_H]
    while left and candidates:
        bit = left & -left
        left ^= bit
        a = place_of(bit)
        candidates &= ~(masks[M_ALL, a] & ~masks[M_RING, a] if rings else masks[M_ALL, a])
    left = candidates
    while left:
        bit = left & -left
        left ^= bit
        if not _hangs(nodes, lists, links, masks, known, k, place_of(bit)):
            candidates ^= bit
    return int(candidates)


@kernel
def _hangs(nodes: Any, lists: Any, links: Any, masks: Any, known: Any, k: int, a: int) -> bool:
    """Whether each neighbour of one atom may hang there, and each hook has one, with their bonds looked at."""
    outside = masks[M_ALL, a] & ~masks[M_RING, a]
    for i in range(nodes[k, N_D], nodes[k, N_D] + nodes[k, N_E], 3):
        met = masks[M_RING, a] if lists[i + 2] else 0
        for j in range(lists[i], lists[i] + lists[i + 1]):
            met |= outside & masks[M_TYPES + links[lists[j], L_TYPES], a] & known[links[lists[j], L_NODE], 1]
        if met == 0:
            return False
    unmet = outside if nodes[k, N_H] else masks[M_ALL, a]
    for i in range(nodes[k, N_B], nodes[k, N_B] + nodes[k, N_C]):
        unmet &= ~(masks[M_TYPES + links[lists[i], L_TYPES], a] & known[links[lists[i], L_NODE], 1])
    for j in range(nodes[k, N_F], nodes[k, N_F] + nodes[k, N_G]):
        unmet &= ~(outside & masks[M_TYPES + links[lists[j], L_TYPES], a] & known[links[lists[j], L_NODE], 1])
    return bool(unmet == 0)


@kernel
def sift(w: Any, g: Any, masks: Any, known: Any, reach: Any, stamp: int, passed: Any, count: int) -> int:
    """Of the first ``count`` scaffolds in ``passed`` those that may fit, each with the atoms that may stand for its
    first atom in the second column; their number."""
    nodes, lists, links, options, courses, steps = g
    kept = 0
    for i in range(count):
        scaffold = passed[i, 0]
        fits = True
        for step in range(courses[scaffold, 0], courses[scaffold, 1]):
            k = steps[step] >> 1
            if known[k, 0] != stamp:
                known[k, 0] = stamp
                if nodes[k, N_WHAT] == SURROUNDED:
                    known[k, 1] = _surrounded(nodes, lists, links, masks, known, reach, stamp, k)
                elif nodes[k, N_WHAT] == KIND:
                    known[k, 1] = _kind(nodes, masks, k)
                else:
                    known[k, 1] = _first(w, options, masks, nodes[k, N_A])
            if steps[step] & 1 and known[k, 1] == 0:
                fits = False
                break
        if fits:
            passed[kept, 0] = scaffold
            passed[kept, 1] = known[courses[scaffold, 2], 1]
            kept += 1
    return kept


class Nodes:
    """Nodes and arms as rows of numbers, made from the tables of patterns."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.nodes: list[list[int]] = []
        self.lists: list[int] = []  # links of each node, and of its hooks
        self._links: list[list[int]] = []
        self._linked: dict[tuple[int, int, int], int] = {}
        self._known: dict[Any, int] = {}
        self._needs: dict[int, list[int]] = {}
        self._around: dict[int, list[list[tuple[int, int]]]] = {}
        self._anything = self._node((KIND, 0, 0, m.IGNORE, 0, 0, 99))

    def arrays(self, patterns: list[int]) -> tuple[Any, ...]:
        """The tables as Numba reads them: nodes, lists of links, links, options, courses, steps.

        A course is the first and last step of a scaffold and the node of its first atom; a step is a node, doubled,
        and 1 where the scaffold is ruled out if it is empty.
        """
        courses: list[list[int]] = []
        steps: list[int] = []
        for pattern in patterns:
            own = self._course(pattern)
            courses.append([len(steps), len(steps) + len(own), self.atom(pattern, 0)])
            steps.extend(own)
        nodes, lists, links = self.nodes, self.lists or [0], self._links or [[0] * 3]
        tables = nodes, lists, links, self.tables.options, courses or [[0] * 3], steps or [0]
        return tuple(np.array(table, np.int64 if table is self.tables.options else np.int32) for table in tables)

    def _course(self, pattern: int) -> list[int]:
        """The steps for one scaffold: nearest surroundings first, what a node rests on before it."""
        size = self.tables.patterns[pattern][1]
        course: list[int] = []
        for depth in range(1, DEPTH + 1):
            own = sorted({self.atom(pattern, place, depth) for place in range(size)}, key=self._common)
            for node in own:
                course.extend(2 * other for other in self._rests_on(node) if 2 * other not in course and 2 * other + 1 not in course)
                course.append(2 * node + 1)
        return course

    def _common(self, node: int) -> tuple[int, int]:
        """How often a node is likely to be met: the rarest is worked out first."""
        what, _, kind, arm, arms, _, musts, *_ = self.nodes[node]
        if what == SURROUNDED:
            links = [self._links[link] for link in self.lists[arm : arm + arms]]
            return sum(self._common(n)[0] for _, n, _ in links) // 2 + 3 * self._common(kind)[0] - 4 * len(links) - 3 * musts, node
        element, aromatic, _, least, most = self.nodes[node][2:7]
        return {0: 9, 6: 6, 8: 3, 7: 3}.get(element, 0) + (aromatic < 0) + (most - least > 1) - (least == 4), node

    def _rests_on(self, node: int) -> list[int]:
        """The nodes that a node needs, each after those that it needs itself."""
        if node not in self._needs:
            what, _, kind, arm, arms, must, musts, cover, covers, _ = self.nodes[node]
            found: list[int] = []
            if what == SURROUNDED:
                rows = [*range(arm, arm + arms), *range(cover, cover + covers)]
                for j in range(must, must + musts, 3):
                    rows.extend(range(self.lists[j], self.lists[j] + self.lists[j + 1]))
                for other in [kind, *(self._links[self.lists[row]][L_NODE] for row in rows)]:
                    found.extend(n for n in [*self._rests_on(other), other] if n not in found)
            self._needs[node] = list(dict.fromkeys(found))
        return self._needs[node]

    def _node(self, key: tuple[int, ...]) -> int:
        if key not in self._known:
            self._known[key] = len(self.nodes)
            self.nodes.append([*key, *[0] * (10 - len(key))])
        return self._known[key]

    def around(self, pattern: int) -> list[list[tuple[int, int]]]:
        """For each atom of a pattern its neighbours in it: (types, place)."""
        if pattern not in self._around:
            first, size = self.tables.patterns[pattern][:2]
            found: list[list[tuple[int, int]]] = [[] for _ in range(size)]
            for b, row in enumerate(self.tables.atoms[first : first + size]):
                closing = self.tables.extra[row[m.A_EXTRA] : row[m.A_EXTRA] + row[m.A_EXTRA_COUNT]]
                for a, kinds in [(row[m.A_PARENT], row[m.A_TYPES]), *closing]:
                    if a >= 0:
                        found[a].append((kinds, b))
                        found[b].append((kinds, a))
            self._around[pattern] = found
        return self._around[pattern]

    def atom(self, pattern: int, place: int, depth: int = DEPTH) -> int:
        """The node of one atom of a pattern, its surroundings to a depth."""
        key = ("atom", pattern, place, depth)
        if key not in self._known:
            self._known[key] = self._atom(pattern, place, depth)
        return self._known[key]

    def _atom(self, pattern: int, place: int, depth: int) -> int:
        first, _, _, anchored, elsewhere = self.tables.patterns[pattern][:5]
        row = self.tables.atoms[first + place]
        kind = self._node((KIND, 0, *row[m.A_ELEMENT : m.A_MOST + 1]))
        if depth == 0 or (anchored and place == 0):
            return kind
        arms = Counter((types, self.atom(pattern, other, depth - 1)) for types, other in self.around(pattern)[place])
        hooks = self.tables.hooks[row[m.A_HOOKS] : row[m.A_HOOKS] + row[m.A_HOOK_COUNT]]
        over = row[m.A_OPEN] if row[m.A_OPEN] >= 0 else elsewhere
        places = [(hook[m.H_SITE], hook[m.H_TYPES]) for hook in hooks] + ([(over, ANY_TYPE)] if over >= 0 else [])
        cover = sorted({pair for site, types in places for pair in self._site(site, types, depth - 1)})
        if (ANY_TYPE, self._anything) in cover:
            cover = [(ANY_TYPE, self._anything)]
        musts = [(tuple(self._site(h[m.H_SITE], h[m.H_TYPES], depth - 1)), h[m.H_CLOSES]) for h in hooks if h[m.H_MUST]]
        key = (kind, tuple(sorted(arms.items())), tuple(musts), tuple(cover), row[m.A_RINGS], depth)
        if key not in self._known:
            self._known[key] = self._surrounded(kind, arms, musts, cover, row[m.A_RINGS], depth)
        return self._known[key]

    def _surrounded(self, kind: int, arms: Any, musts: Any, cover: Any, rings: int, depth: int) -> int:
        start = self._store([self._link(types, node, min(3, count)) for (types, node), count in sorted(arms.items())])
        hooks: list[int] = []
        for site, closes in musts:
            hooks += [self._store([self._link(*pair) for pair in site]), len(site), closes]
        must = self._store(hooks)
        over = self._store([self._link(*pair) for pair in cover])
        self.nodes.append([SURROUNDED, depth, kind, start, len(arms), must, len(hooks), over, len(cover), rings])
        return len(self.nodes) - 1

    def _link(self, types: int, node: int, count: int = 1) -> int:
        """The number of a link; equal ones are one."""
        if (types, node, count) not in self._linked:
            self._linked[types, node, count] = len(self._links)
            self._links.append([types, node, count])
        return self._linked[types, node, count]

    def _store(self, numbers: list[int]) -> int:
        self.lists.extend(numbers)
        return len(self.lists) - len(numbers)

    def _site(self, site: int, types: int, depth: int) -> list[tuple[int, int]]:
        """What may stand at a place: (bond types, node of its first atom)."""
        start, count = self.tables.sites[site]
        found = set()
        for number in range(start, start + count):
            option = self.tables.options[number]
            if option[m.O_KIND] == m.ANYTHING:
                found.add((types, self._anything))
            elif option[m.O_KIND] == m.PATTERN:
                pattern = option[m.O_PATTERN]
                row = self.tables.atoms[self.tables.patterns[pattern][0] + 1]
                if types & row[m.A_TYPES]:
                    found.add((types & row[m.A_TYPES], self.atom(pattern, 1, depth)))
            elif m.asks_single(option):
                if types & SINGLE:
                    found.add((SINGLE, self._first(option, number)))
            else:
                found.add((types, self._first(option, number)))
        return sorted(found)

    def _first(self, option: list[int], number: int) -> int:
        """The node of the atoms with which a residue may begin; one for options that ask the same of it."""
        key = ("first", *(option[column] for column in m.FIRST_COLUMNS))
        if key not in self._known:
            self._known[key] = len(self.nodes)
            self.nodes.append([FIRST, 0, number, *[0] * 7])
        return self._known[key]
