"""A residue whatever the order in which its atoms are told: one text for all codes of one graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tidewaiter.met.stream import taken_apart

_MOST = 200  # orders of a graph that are compared: one so symmetric that it has more is left to RDKit
_OUTSIDE = (0, 0, False, 0)  # an atom on which a residue hangs

Near = list[list[tuple[int, int]]]  # of each atom its bonds: kind and neighbour


def shape_of(code: bytes) -> str:
    """The text; "" of a graph that is too symmetric.

    >>> ethyl, turned = bytes([1, 2, 6, 64, 6, 64, 0, 1, 1, 1, 2, 1]), bytes([1, 2, 6, 64, 6, 64, 2, 1, 1, 0, 2, 1])
    >>> shape_of(ethyl) == shape_of(turned), shape_of(ethyl) == shape_of(bytes([1, 1, 6, 64, 0, 1, 1]))
    (True, False)
    """
    from hashlib import blake2b

    outside, atoms, bonds = taken_apart(code)
    labels = [_OUTSIDE] * outside + list(atoms)
    near: Near = [[] for _ in labels]
    for first, second, kind in bonds:
        near[first].append((kind, second))
        near[second].append((kind, first))
    orders = list(islice(_orders(_ranked(labels), near), _MOST))
    if len(orders) == _MOST:
        return ""
    told = min(_told(order, labels, bonds) for order in orders)
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def _told(
    order: list[int], labels: list[Any], bonds: tuple[tuple[int, int, int], ...]
) -> tuple[list[Any], list[Any]]:
    """The graph as it is told in an order: the place of each atom."""
    ends = ((*sorted((order[first], order[second])), kind) for first, second, kind in bonds)
    return [label for _, label in sorted(zip(order, labels, strict=True))], sorted(ends)


def _orders(colours: list[int], near: Near) -> Iterator[list[int]]:
    """The orders that colours leave open: of atoms of one colour each in turn is put before the others, unless all have
    the same neighbours."""
    while True:
        finer = _ranked([(own, sorted((kind, colours[to]) for kind, to in near[i])) for i, own in enumerate(colours)])  # fmt: skip
        if max(finer) == max(colours):
            break
        colours = finer
    several = [colour for colour, many in Counter(colours).items() if many > 1]
    if not several:
        yield colours
        return
    cell = [i for i, colour in enumerate(colours) if colour == min(several)]
    if all(near[i] == near[cell[0]] for i in cell):
        cell = cell[:1]
    for chosen in cell:
        yield from _orders(_ranked([(own, i != chosen) for i, own in enumerate(colours)]), near)


def _ranked(keys: list[Any]) -> list[int]:
    """The place of each among the different keys, in order."""
    found: dict[str, int] = {}
    for key in sorted(keys):
        found.setdefault(repr(key), len(found))
    return [found[repr(key)] for key in keys]
