"""The features of the sieve (`native/sieve.hpp`): each atom of a scaffold with its surroundings, equal ones once.

Made from the tables of :mod:`tidewaiter.met.tables.relaxed`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tidewaiter.met.tables import layout as m
from tidewaiter.met.tables.layout import ANY_TYPE, SINGLE

if TYPE_CHECKING:
    from tidewaiter.met.tables.relaxed import Tables

_KIND, _FIRST, _FEATURE = range(3)  # the first number of a node


class Kind(NamedTuple):
    """An atom by itself; as of a pattern's atom in :mod:`tidewaiter.met.tables.relaxed`."""

    element: int
    aromatic: int
    charge: int
    least: int  # neighbours
    most: int


class First(NamedTuple):
    """An atom with which the residue of an option begins: the first option that asks the same of it."""

    option: int


Link = tuple[int, Kind | First]  # bond types, neighbour


class Feature(NamedTuple):
    """An atom in its surroundings to one bond."""

    kind: Kind
    rings: int  # whether rings may close over it
    arms: tuple[tuple[Link, int], ...]  # neighbours in the drawing, and how many of each
    cover: tuple[Link, ...]  # what else may hang there
    # that hydrogen does not fill: whether a ring may, what else may
    hooks: tuple[tuple[int, tuple[Link, ...]], ...]


_ANYTHING = Kind(0, m.IGNORE, 0, 0, 99)


class Features:
    """The features of scaffolds, numbered: the commonest first."""

    def __init__(self, tables: Tables, patterns: list[int]) -> None:
        self._tables = tables
        self._options: dict[tuple[int, ...], int] = {}
        sizes = [tables.patterns[pattern][m.P_SIZE] for pattern in patterns]
        own = [
            [self._feature(pattern, place) for place in range(size)]
            for pattern, size in zip(patterns, sizes, strict=True)
        ]
        common = Counter(feature for each in own for feature in set(each))
        self._numbers = {feature: number for number, (feature, _) in enumerate(common.most_common())}
        # of each scaffold, by place
        self.of_each = [[self._numbers[feature] for feature in each] for each in own]

    def arrays(self) -> tuple[dict[str, Any], int]:
        """The tables, by their names in native/tables.hpp, and how many nodes are of a single atom."""
        singles: dict[Kind | First, int] = {}
        links: dict[tuple[int, int], int] = {}

        def place(single: Kind | First) -> int:
            return singles.setdefault(single, len(singles))

        def number(link: Link) -> int:
            return links.setdefault((place(link[1]), link[0]), len(links))

        rows = [_row(feature, place, number) for feature in self._numbers]
        alone = [[_KIND, *one] if isinstance(one, Kind) else [_FIRST, one.option] for one in singles]
        tables = {
            "nodes": [0, *accumulate(map(len, alone + rows))],
            "numbers": list(chain(*alone, *rows)),
            "links": list(chain(*links)) or [0],
        }
        return {name: np.array(table, np.int32) for name, table in tables.items()}, len(singles)

    def _around(self, pattern: int, place: int) -> Counter[Link]:
        """The neighbours of an atom within its pattern."""
        first, size = self._tables.patterns[pattern][:2]
        found: Counter[Link] = Counter()
        for b, row in enumerate(self._tables.atoms[first : first + size]):
            closing = self._tables.extra[row[m.A_EXTRA] : row[m.A_EXTRA] + row[m.A_EXTRA_COUNT]]
            for a, types in [(row[m.A_PARENT], row[m.A_TYPES]), *closing]:
                if a == place or (a >= 0 and b == place):
                    found[types, self._kind(first + a + b - place)] += 1
        return found

    def _kind(self, atom: int) -> Kind:
        return Kind(*self._tables.atoms[atom][m.A_ELEMENT : m.A_MOST + 1])

    def _feature(self, pattern: int, place: int) -> Feature:
        tables = self._tables
        atom = tables.patterns[pattern][m.P_FIRST] + place
        row = tables.atoms[atom]
        hooks = tables.hooks[row[m.A_HOOKS] : row[m.A_HOOKS] + row[m.A_HOOK_COUNT]]
        over = row[m.A_OPEN] if row[m.A_OPEN] >= 0 else tables.patterns[pattern][m.P_ELSEWHERE]
        places = [(hook[m.H_SITE], hook[m.H_TYPES]) for hook in hooks] + (
            [(over, ANY_TYPE)] if over >= 0 else []
        )
        cover = {link for site, types in places for link in self._site(site, types)}
        if (ANY_TYPE, _ANYTHING) in cover:
            cover = {(ANY_TYPE, _ANYTHING)}
        arms = tuple(sorted(self._around(pattern, place).items(), key=str))
        musts = [
            (hook[m.H_CLOSES], tuple(self._site(hook[m.H_SITE], hook[m.H_TYPES])))
            for hook in hooks
            if hook[m.H_MUST]
        ]
        return Feature(self._kind(atom), row[m.A_RINGS], arms, tuple(sorted(cover, key=str)), tuple(musts))

    def _site(self, site: int, types: int) -> list[Link]:
        """What may stand at a place: its first atom, and the bond to it."""
        start, count = self._tables.sites[site]
        found: set[Link] = set()
        for number in range(start, start + count):
            option = self._tables.options[number]
            asked = tuple(option[column] for column in m.FIRST_COLUMNS)
            if option[m.O_KIND] == m.ANYTHING:
                found.add((types, _ANYTHING))
            elif option[m.O_KIND] == m.PATTERN:
                first = self._tables.patterns[option[m.O_PATTERN]][m.P_FIRST] + 1
                allowed = types & self._tables.atoms[first][m.A_TYPES]
                if allowed:
                    found.add((allowed, self._kind(first)))
            elif m.asks_single(option):
                if types & SINGLE:
                    found.add((SINGLE, First(self._options.setdefault(asked, number))))
            else:
                found.add((types, First(self._options.setdefault(asked, number))))
        return sorted(found, key=str)


def _row(feature: Feature, place: Callable[[Kind | First], int], number: Callable[[Link], int]) -> list[int]:
    """The numbers that native/sieve.hpp reads of a feature; ``place`` numbers atoms, ``number`` links."""
    row = [
        _FEATURE,
        place(feature.kind),
        feature.rings,
        len(feature.arms),
        len(feature.cover),
        len(feature.hooks),
    ]
    for link, count in feature.arms:
        row += [number(link), min(3, count)]
    row += map(number, feature.cover)
    for closes, site in feature.hooks:
        row += [closes, len(site), *map(number, site)]
    return row
