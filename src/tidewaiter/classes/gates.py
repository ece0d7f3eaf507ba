"""Necessary conditions: what a molecule must at least hold to meet a definition. Derived, never typed by hand.

They are lower bounds only. An upper bound would be unsound wherever the law says "substituted or not".
"""

from __future__ import annotations

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
