"""Necessary conditions: what a molecule must at least hold to meet a definition. Derived, never typed by
hand.

They are lower bounds only. An upper bound would be unsound wherever the law says "substituted or not". Two
kinds are used: the quantities below, summed over a scaffold and the residues that it must bear, and the
*features* of the scaffold's own atoms and bonds ("c:n" an aromatic bond of carbon and nitrogen, "CD3" a
carbon with three heavy neighbours). All are checked at once as one integer: see :class:`Ladder`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

QUANTITIES = ("heavy", "C", "N", "O", "S", "halogen", "rings", "aromatic")
Counts = tuple[int, ...]
Gate = tuple[tuple[str, int], ...]  # every (feature, count) that a molecule must at least hold
NOTHING: Counts = (0,) * len(QUANTITIES)


def both(one: Counts, other: Counts) -> Counts:
    """What is needed where both are needed, in disjoint atoms."""
    return tuple(a + b for a, b in zip(one, other, strict=True))


def either(counts: list[Counts]) -> Counts:
    """What is needed where one of several will do; nothing where there is none to choose from."""
    return tuple(min(column) for column in zip(*counts, strict=True)) if counts else NOTHING


class Ladder:
    """Turns "at least k of f" into bits, so that one AND tells whether a molecule can meet a scaffold.

    >>> ladder = Ladder()
    >>> needed = ladder.needed({"c:n": 2})
    >>> needed & ~ladder.held({"c:n": 1}) == 0, needed & ~ladder.held({"c:n": 3}) == 0
    (False, True)
    """

    def __init__(self) -> None:
        self.steps: dict[str, dict[int, int]] = {}  # feature -> count -> number of its bit
        self._size = 0
        self._climbed: dict[str, list[int]] = {}

    def needed(self, features: Mapping[str, int]) -> int:
        """The bits that a molecule must have; each (feature, count) gets its bit when first seen."""
        mask = 0
        for feature, count in features.items():
            if count <= 0:
                continue
            steps = self.steps.setdefault(feature, {})
            if count not in steps:
                steps[count] = self._size
                self._size += 1
                self._climbed.pop(feature, None)
            mask |= 1 << steps[count]
        return mask

    def held(self, features: Mapping[str, int]) -> int:
        """The bits that a molecule with these counts has."""
        mask = 0
        for feature, count in features.items():
            if count and (steps := self.steps.get(feature)):
                climbed = self._climbed.get(feature)
                if climbed is None:
                    climbed = self._climbed[feature] = _climb(steps)
                mask |= climbed[min(count, len(climbed) - 1)]
        return mask


class Gatehouse:
    """The gates of all definitions, small enough to be read for every question."""

    def __init__(self, gates: Mapping[str, tuple[Gate, ...]]) -> None:
        self._ladder = Ladder()
        masks: dict[Gate, int] = {}
        self.needed: dict[str, dict[int, list[int]]] = {}
        for key, scaffolds in gates.items():
            needed = self.needed[key] = {}
            for i, gate in enumerate(scaffolds):
                if gate not in masks:
                    masks[gate] = self._ladder.needed(dict(gate))
                needed.setdefault(masks[gate], []).append(i)

    @cached_property
    def _gates(self) -> list[tuple[int, list[tuple[str, list[int]]]]]:
        """Each gate once, with the scaffolds behind it: versions of one law share most of theirs."""
        behind: dict[int, list[tuple[str, list[int]]]] = {}
        for key, masks in self.needed.items():
            for mask, rows in masks.items():
                behind.setdefault(mask, []).append((key, rows))
        return list(behind.items())

    def possible(self, features: Mapping[str, int]) -> dict[str, list[int]]:
        """Of each definition the scaffolds that a molecule with these counts can meet, where it can meet any."""
        lacking = ~self._ladder.held(features)
        found: dict[str, list[int]] = {}
        for mask, behind in self._gates:
            if not mask & lacking:
                for key, rows in behind:
                    found.setdefault(key, []).extend(rows)
        return found

    def to_json(self) -> dict[str, Any]:
        """Plain data for the compiled lawbook."""
        needed = {
            key: [[f"{mask:x}", rows] for mask, rows in masks.items()] for key, masks in self.needed.items()
        }
        return {"steps": self._ladder.steps, "needed": needed}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Gatehouse:
        """The inverse of :meth:`to_json`."""
        house = cls({})
        house._ladder.steps = {
            feature: {int(count): bit for count, bit in steps.items()}
            for feature, steps in data["steps"].items()
        }
        house.needed = {
            key: {int(mask, 16): rows for mask, rows in masks} for key, masks in data["needed"].items()
        }
        return house


def _climb(steps: Mapping[int, int]) -> list[int]:
    """For each count up to the highest asked for, the bits of all steps at or below it."""
    found = [0]
    for count in range(1, max(steps) + 1):
        found.append(found[-1] | (1 << steps[count] if count in steps else 0))
    return found
