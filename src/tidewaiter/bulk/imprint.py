"""What each scaffold needs, as the tables of `native/imprint.hpp`: the cheapest test, made of all scaffolds at once.

Two kinds of need: *counts* (at least so many carbons, rings, aromatic atoms ...) and *features* (a bond, or two bonds at
one atom, of certain elements, types and numbers of neighbours). A set of scaffolds is a row of bits, eight words for
each 512 of them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tidewaiter.bulk import layout as m

if TYPE_CHECKING:
    from tidewaiter.bulk.relaxed import Tables

QUANTITIES = 21  # those of tidewaiter.classes.gates, then those of _degrees
_MOST = 127
_MOST_FEATURES = 255  # numbered from 1, the commonest first; what is asked beyond is not looked at
_BLOCK = 8  # words
_ANY = -1  # number of neighbours

Centre = tuple[int, int]  # an atom: element, neighbours
Arm = tuple[int, int]  # a neighbour: element, bond type
Bond = tuple[Centre, Centre, int]
Pair = tuple[Centre, Arm, Arm]


class Needs(NamedTuple):
    """What a molecule must hold for a scaffold to fit."""

    counts: tuple[int, ...]
    features: frozenset[Bond | Pair]


def needs(tables: Tables, pattern: int, quantities: tuple[int, ...]) -> Needs:
    """What a pattern needs; ``quantities`` are the least of those of :mod:`tidewaiter.classes.gates`."""
    counts = tuple(min(count, _MOST) for count in (*quantities, *_degrees(tables, pattern)))
    assert len(counts) == QUANTITIES
    return Needs(counts, frozenset(_features(tables, pattern)))


def _degrees(tables: Tables, pattern: int) -> list[int]:
    """How many of its atoms have an exact number of heavy neighbours (C 1-4, N 1-3, O 1-2); then aromatic N,
    aromatic O or S, other C, other N."""
    first, size = tables.patterns[pattern][:2]
    rows = tables.atoms[first : first + size]
    exact = [(row[m.A_ELEMENT], row[m.A_LEAST]) for row in rows if row[m.A_LEAST] == row[m.A_MOST]]
    wanted = [(6, 1), (6, 2), (6, 3), (6, 4), (7, 1), (7, 2), (7, 3), (8, 1), (8, 2)]
    ring = [row[m.A_ELEMENT] for row in rows if row[m.A_AROMATIC] == m.YES]
    plain = [row[m.A_ELEMENT] for row in rows if row[m.A_AROMATIC] == m.NOT]
    return [
        *(exact.count(pair) for pair in wanted),
        ring.count(7), ring.count(8) + ring.count(16), plain.count(6), plain.count(7),
    ]  # fmt: skip


def _features(tables: Tables, pattern: int) -> set[Bond | Pair]:
    """The bonds between a pattern's atoms, and every two bonds at one of them."""
    first, size = tables.patterns[pattern][:2]
    rows = tables.atoms[first : first + size]
    arms: list[list[Arm]] = [[] for _ in rows]
    found: set[Bond | Pair] = set()
    for b, row in enumerate(rows):
        closing = tables.extra[row[m.A_EXTRA] : row[m.A_EXTRA] + row[m.A_EXTRA_COUNT]]
        for a, kind in [(row[m.A_PARENT], row[m.A_TYPES]), *closing]:
            if a < 0 or kind not in (m.SINGLE, m.DOUBLE, m.TRIPLE, m.AROMATIC) or not (rows[a][m.A_ELEMENT] and row[m.A_ELEMENT]):
                continue
            found.add(_bond(_centre(rows[a]), _centre(row), kind))
            arms[a].append((row[m.A_ELEMENT], kind))
            arms[b].append((rows[a][m.A_ELEMENT], kind))
    for row, around in zip(rows, arms, strict=True):
        found.update(_pair(_centre(row), one, other) for i, one in enumerate(around) for other in around[:i])
    return found


def _centre(row: list[int]) -> Centre:
    """An atom's element, with its number of neighbours where that is exact."""
    return row[m.A_ELEMENT], row[m.A_LEAST] if row[m.A_LEAST] == row[m.A_MOST] else _ANY


def _bond(one: Centre, other: Centre, kind: int) -> Bond:
    return min(one, other), max(one, other), kind


def _pair(centre: Centre, one: Arm, other: Arm) -> Pair:
    return centre, min(one, other), max(one, other)


def arrays(scaffolds: list[Needs]) -> dict[str, Any]:
    """The tables for all scaffolds, by their names in native/imprint.hpp, and ``sizes``."""
    asked = Counter(feature for one in scaffolds for feature in one.features)
    ranked = sorted(asked, key=lambda feature: (-asked[feature], str(feature)))[:_MOST_FEATURES]
    numbers = {feature: place for place, feature in enumerate(ranked, 1)}
    blocks = -(-len(scaffolds) // (64 * _BLOCK))
    enough, quantities = _enough(scaffolds, blocks)
    content = _content(scaffolds, numbers, blocks)
    found = {**_lookup(numbers), "enough": enough, "quantities": quantities, "content": content}
    sizes = [found["bonds"].shape[0], found["pairs"].shape[1], blocks, enough.shape[1], content.shape[1]]
    return {**found, "sizes": np.array(sizes, np.int32)}


def _bits(scaffolds: list[bool], blocks: int) -> Any:
    """A set of scaffolds as rows of words, one row a block."""
    padded = np.zeros(blocks * _BLOCK * 64, bool)
    padded[: len(scaffolds)] = scaffolds
    return np.packbits(padded, bitorder="little").view("<u8").reshape(blocks, _BLOCK)


def _enough(scaffolds: list[Needs], blocks: int) -> tuple[Any, Any]:
    """For each quantity and count the scaffolds that are content with it; of each quantity its first row and last count."""
    rows: list[Any] = []
    quantities: list[list[int]] = []
    for quantity in range(QUANTITIES):
        most = max((one.counts[quantity] for one in scaffolds), default=0)
        quantities.append([len(rows), most])
        rows += [_bits([one.counts[quantity] <= count for one in scaffolds], blocks) for count in range(most + 1)]
    return np.stack(rows, 1), np.array(quantities, np.int32)


def _content(scaffolds: list[Needs], numbers: dict[Any, int], blocks: int) -> Any:
    """For each four features and each set of them the scaffolds that need none but these of the four."""
    needed = np.zeros((len(scaffolds), 4 * -(-(len(numbers) + 1) // 4)), bool)
    for row, one in enumerate(scaffolds):
        needed[row, [numbers[feature] for feature in one.features if feature in numbers]] = True
    fours = []
    for four in range(0, needed.shape[1], 4):
        masks = needed[:, four : four + 4] @ np.array([1, 2, 4, 8])
        fours.append(np.stack([_bits(list(masks & ~there == 0), blocks) for there in range(16)], 1))
    return np.stack(fours, 1)


def _lookup(numbers: dict[Any, int]) -> dict[str, Any]:
    """From atoms and bonds to the numbers of features; 0 is none."""
    bonds = [feature for feature in numbers if isinstance(feature[2], int)]
    pairs = [feature for feature in numbers if not isinstance(feature[2], int)]
    centres = {centre for one, other, _ in bonds for centre in (one, other)} | {centre for centre, _, _ in pairs}
    centres = {centre for centre in centres | {(e, _ANY) for e, _ in centres} if centre[0] < m.ELEMENTS}
    ordered = {centre: place for place, centre in enumerate(sorted(centres), 1)}
    codes = np.zeros((m.ELEMENTS, m.MOST_NEIGHBOURS + 1), np.uint8)
    for (element, neighbours), code in ordered.items():  # those of any number of neighbours come first
        codes[element, slice(None) if neighbours == _ANY else neighbours] = code
    arms = {arm: place for place, arm in enumerate(sorted({arm for _, *both in pairs for arm in both}), 1)}
    arm_table = np.zeros((m.ELEMENTS, 4), np.uint8)
    for (element, kind), arm in arms.items():
        if element < m.ELEMENTS:
            arm_table[element, kind.bit_length() - 1] = arm
    forms = {centre: sorted({(centre[0], _ANY), centre}) for centre in ordered}
    bond_table = np.zeros((len(ordered) + 1, len(ordered) + 1, 4, 4), np.uint8)
    pair_table = np.zeros((len(ordered) + 1, len(arms) + 1, len(arms) + 1, 2), np.uint8)
    for centre, code in ordered.items():
        for other, second in ordered.items():
            for place, kind in enumerate((m.SINGLE, m.DOUBLE, m.TRIPLE, m.AROMATIC)):
                own = {numbers.get(_bond(a, b, kind), 0) for a in forms[centre] for b in forms[other]} - {0}
                bond_table[code, second, place, : len(own)] = sorted(own)
        for one, first in arms.items():
            for another, second in arms.items():
                own = {numbers.get(_pair(form, one, another), 0) for form in forms[centre]} - {0}
                pair_table[code, first, second, : len(own)] = sorted(own)
    return {"codes": codes, "arms": arm_table, "bonds": bond_table, "pairs": pair_table}
