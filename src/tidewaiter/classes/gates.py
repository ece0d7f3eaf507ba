"""Necessary conditions: what a molecule must at least hold to meet a definition. Derived, never typed by
hand.

They are lower bounds only. An upper bound would be unsound wherever the law says "substituted or not". Two
kinds are used: the quantities below, summed over a scaffold and the residues that it must bear, and the
*features* of the scaffold's own atoms and bonds ("c:n" an aromatic bond of carbon and nitrogen, "CD3" a
carbon with three heavy neighbours). All are checked at once as one integer: see :class:`Ladder`.
"""

from __future__ import annotations

from collections.abc import Mapping

QUANTITIES = ("heavy", "C", "N", "O", "S", "halogen", "rings", "aromatic")
Counts = tuple[int, ...]
NOTHING: Counts = (0,) * len(QUANTITIES)


def both(one: Counts, other: Counts) -> Counts:
    """What is needed where both are needed, in disjoint atoms."""
    return tuple(a + b for a, b in zip(one, other, strict=True))


def either(counts: list[Counts]) -> Counts:
    """What is needed where one of several will do; nothing where there is none to choose from."""
    return tuple(min(column) for column in zip(*counts, strict=True)) if counts else NOTHING


def passes(held: Counts, needed: Counts) -> bool:
    """Whether a molecule's counts meet the conditions.

    >>> passes((22, 19, 2, 1, 0, 0, 3, 12), (8, 6, 1, 0, 0, 0, 1, 0))
    True
    """
    return all(a >= b for a, b in zip(held, needed, strict=True))


class Ladder:
    """Turns "at least k of f" into bits, so that one AND tells whether a molecule can meet a scaffold.

    >>> ladder = Ladder()
    >>> needed = ladder.needed({"c:n": 2})
    >>> needed & ~ladder.held({"c:n": 1}) == 0, needed & ~ladder.held({"c:n": 3}) == 0
    (False, True)
    """

    def __init__(self) -> None:
        self._steps: dict[str, dict[int, int]] = {}
        self._size = 0
        self._climbed: dict[str, list[int]] = {}

    def needed(self, features: Mapping[str, int]) -> int:
        """The bits that a molecule must have; each (feature, count) gets its bit when first seen."""
        mask = 0
        for feature, count in features.items():
            if count <= 0:
                continue
            steps = self._steps.setdefault(feature, {})
            if count not in steps:
                steps[count] = 1 << self._size
                self._size += 1
                self._climbed.pop(feature, None)
            mask |= steps[count]
        return mask

    def held(self, features: Mapping[str, int]) -> int:
        """The bits that a molecule with these counts has."""
        mask = 0
        for feature, steps in self._steps.items():
            count = features.get(feature, 0)
            if count:
                climbed = self._climbed.get(feature)
                if climbed is None:
                    climbed = self._climbed[feature] = _climb(steps)
                mask |= climbed[min(count, len(climbed) - 1)]
        return mask


def _climb(steps: Mapping[int, int]) -> list[int]:
    """For each count up to the highest asked for, the bits of all steps at or below it."""
    found = [0]
    for count in range(1, max(steps) + 1):
        found.append(found[-1] | steps.get(count, 0))
    return found
