"""The nodes of the sieve (`native/sieve.hpp`): each atom of a scaffold with its surroundings, equal ones once.

Made from the tables of :mod:`tidewaiter.bulk.relaxed`.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from tidewaiter.bulk import layout as m
from tidewaiter.bulk.layout import ANY_TYPE, FIRST, KIND, SINGLE, SURROUNDED

if TYPE_CHECKING:
    from tidewaiter.bulk.relaxed import Tables

DEPTH = 3  # how many bonds away surroundings are looked at


class Nodes:
    """Nodes, their links and the courses of scaffolds as rows of numbers."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.nodes: list[list[int]] = []
        self.lists: list[int] = []  # links of each node, and of its hooks
        self._links: list[list[int]] = []
        self._linked: dict[tuple[int, int, int], int] = {}
        self._known: dict[Any, int] = {}
        self._around: dict[int, list[list[tuple[int, int]]]] = {}
        self._anything = self._node((KIND, 0, m.IGNORE, 0, 0, 99))

    def arrays(self, patterns: list[int]) -> dict[str, Any]:
        """The tables for scaffolds of these patterns, by their names in native/sieve.hpp."""
        courses: list[list[int]] = []
        steps: list[int] = []
        users: dict[int, list[int]] = {}
        for scaffold, pattern in enumerate(patterns):
            own = self._course(pattern)
            courses.append([len(steps), len(steps) + len(own), self.atom(pattern, 0)])
            steps.extend(own)
            for node in own:
                users.setdefault(node, []).append(scaffold)
        of_each = [users.get(node, []) for node in range(len(self.nodes))]
        tables = {
            "nodes": self.nodes, "lists": self.lists or [0], "links": self._links or [[0] * m.L_WIDTH],
            "courses": courses or [[0] * m.C_WIDTH], "steps": steps or [0],
            "user_from": [0, *accumulate(map(len, of_each))], "users": [scaffold for own in of_each for scaffold in own] or [0],
        }  # fmt: skip
        return {name: np.array(table, np.int32) for name, table in tables.items()}

    def _course(self, pattern: int) -> list[int]:
        """The nodes that none may be empty of, for one scaffold: nearest surroundings first, of them the rarest."""
        size = self.tables.patterns[pattern][m.P_SIZE]
        course: list[int] = []
        for depth in range(1, DEPTH + 1):
            course += sorted({self.atom(pattern, place, depth) for place in range(size)} - set(course), key=self._common)
        return course

    def _common(self, node: int) -> tuple[int, int]:
        """How often a node is likely to be met."""
        row = self.nodes[node]
        if row[m.N_WHAT] == SURROUNDED:
            links = [self._links[link] for link in self.lists[row[m.N_ARMS] : row[m.N_ARMS] + row[m.N_ARM_COUNT]]]
            common = sum(self._common(link[m.L_NODE])[0] for link in links) // 2 + 3 * self._common(row[m.N_KIND])[0]
            return common - 4 * len(links) - 3 * row[m.N_HOOK_COUNT], node
        element, aromatic, _, least, most = row[1:6]
        return {0: 9, 6: 6, 8: 3, 7: 3}.get(element, 0) + (aromatic < 0) + (most - least > 1) - (least == 4), node

    def _node(self, key: tuple[int, ...]) -> int:
        if key not in self._known:
            self._known[key] = len(self.nodes)
            self.nodes.append([*key, *[0] * (m.N_WIDTH - len(key))])
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
        kind = self._node((KIND, row[m.A_ELEMENT], *row[m.A_AROMATIC : m.A_MOST + 1]))
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
            self._known[key] = self._surrounded(kind, arms, musts, cover, row[m.A_RINGS])
        return self._known[key]

    def _surrounded(self, kind: int, arms: Any, musts: Any, cover: Any, rings: int) -> int:
        start = self._store([self._link(types, node, min(3, count)) for (types, node), count in sorted(arms.items())])
        hooks: list[int] = []
        for site, closes in musts:
            hooks += [self._store([self._link(*pair) for pair in site]), len(site), closes]
        must = self._store(hooks)
        over = self._store([self._link(*pair) for pair in cover])
        self.nodes.append([SURROUNDED, kind, start, len(arms), must, len(hooks), over, len(cover), rings])
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
            self.nodes.append([FIRST, number, *[0] * (m.N_WIDTH - 2)])
        return self._known[key]
