"""What each scaffold needs, as the tables of `native/imprint.hpp`: the cheapest test, made of all scaffolds at once.

Two kinds of need: *counts* (at least so many carbons, rings, aromatic atoms ...) and *features* (an atom with its
surroundings to one bond, by :mod:`tidewaiter.met.tables.sieve`). A set of scaffolds is a row of bits, eight words for each 512.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from tidewaiter.classes import gates
from tidewaiter.met.tables import layout as m

if TYPE_CHECKING:
    from tidewaiter.met.tables.relaxed import Tables

QUANTITIES = 22  # those of tidewaiter.classes.gates, those of _degrees, and RARITIES
RARITIES = 21  # the place of: halogens, and four times the atoms of elements that drugs hardly have
_USUAL = {0, 1, 6, 7, 8, 16, 9, 17, 35, 53}  # the others (0: any element is meant)
_MOST = 127
BLOCK = 8  # words


def counts(tables: Tables, pattern: int, quantities: tuple[int, ...]) -> list[int]:
    """The least counts with which a pattern fits; ``quantities`` are those of :mod:`tidewaiter.classes.gates`."""
    rarities = quantities[gates.QUANTITIES.index("halogen")] + 4 * _unusual(tables, pattern)
    found = [min(count, _MOST) for count in (*quantities, *_degrees(tables, pattern), rarities)]
    assert len(found) == QUANTITIES
    return found


def _unusual(tables: Tables, pattern: int) -> int:
    first, size = tables.patterns[pattern][:2]
    return sum(row[m.A_ELEMENT] not in _USUAL for row in tables.atoms[first : first + size])


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


def arrays(counts: Any, features: list[list[int]]) -> dict[str, Any]:
    """The tables for scaffolds of these counts and features (the commonest first), by their names in native/imprint.hpp."""
    blocks = -(-len(counts) // (64 * BLOCK))
    enough, quantities = _enough(np.array(counts, np.int64).reshape(-1, QUANTITIES), blocks)
    needs = [sorted(set(own), reverse=True) for own in features]  # the rarest first
    return {
        "enough": enough, "quantities": quantities, "starts": np.cumsum([0, *map(len, needs)]).astype(np.int32),
        "needs": np.array(list(chain(*needs)) or [0], np.int32), "sizes": np.array([blocks, enough.shape[1]], np.int32),
    }  # fmt: skip


def _bits(scaffolds: Any, blocks: int) -> Any:
    """A set of scaffolds as rows of words, one row a block."""
    padded = np.zeros(blocks * BLOCK * 64, bool)
    padded[: len(scaffolds)] = scaffolds
    return np.packbits(padded, bitorder="little").view("<u8").reshape(blocks, BLOCK)


def _enough(counts: Any, blocks: int) -> tuple[Any, Any]:
    """For each quantity and count the scaffolds that are content with it; of each quantity its first row and last count."""
    rows: list[Any] = []
    quantities: list[list[int]] = []
    for asked in counts.T:
        most = int(asked.max(initial=0))
        quantities.append([len(rows), most])
        rows += [_bits(asked <= count, blocks) for count in range(most + 1)]
    return np.stack(rows, 1), np.array(quantities, np.int32)
