"""The engine's own kinds of residue: what a chemist means by alkyl, cycloalkyl, aryl, heterocyclyl, any
group.

Each primitive names the possible *skeletons* of a residue (atom sets that hold the attached atom); what
stands on the skeleton is then tested against "substituted by". Words that can be drawn (alkoxy, acyl, nitro,
...) are not here but in ``lawbook/classes/glossary.yml``, where a lawyer can read them. What else a new kind touches:
"A new word" in ``docs/classes.md``.

RDKit's generic groups (ALK, CYC, ARY, ...) are not used: they have no sizes and cannot say what may stand on
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rdkit import Chem

from tidewaiter.classes.atoms import AROMATIC
from tidewaiter.classes.facts import End, Facts, bits
from tidewaiter.classes.terms import Kind

Skeletons = Callable[[Facts, int, tuple[End, ...], Kind], Iterator[int]]
HALOGENS = frozenset((9, 17, 35, 53))


def _within(count: int, span: tuple[int, int] | None) -> bool:
    return span is None or span[0] <= count <= span[1]


def _single(ends: tuple[End, ...]) -> bool:
    return len(ends) == 1 and ends[0][2] == 1


def _any_group(facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    if scope and len(ends) == 1:  # what closes a ring is no group; see ring_closure and "fused or not"
        yield scope


def _halogen(facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    if scope.bit_count() == 1 and facts.numbers[scope.bit_length() - 1] in HALOGENS:
        yield scope


def _has_multiple(facts: Facts, mask: int) -> int:
    """The highest bond order between carbons of ``mask``: 1, 2 or 3."""
    highest = 1
    for i in bits(mask):
        for j, order in facts.bonds[i].items():
            if mask >> j & 1 and order in (2, 3):
                highest = max(highest, order)
    return highest


def _carbon_skeletons(facts: Facts, scope: int, start: int, within: int) -> Iterator[int]:
    """The whole carbon skeleton at ``start``; then the same without its functional carbons (see Facts)."""
    if facts.functional >> start & 1:
        return  # attached by its carbonyl (nitrile, imine) carbon: an acyl or the like
    whole = facts.grow(1 << start, scope & facts.carbons & within)
    if not whole:
        return
    yield whole
    bare = facts.grow(1 << start, whole & ~facts.functional)
    if bare and bare != whole:
        yield bare


def _chain(least: int, most: int) -> Skeletons:
    """Acyclic hydrocarbon chains whose highest carbon-carbon bond order lies between ``least`` and
    ``most``."""

    def skeletons(facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
        if not _single(ends):
            return
        for mask in _carbon_skeletons(facts, scope, ends[0][1], ~facts.in_ring):
            if _within(mask.bit_count(), kind.span("")) and least <= _has_multiple(facts, mask) <= most:
                yield mask

    return skeletons


def _hydrocarbyl(facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    # A ring with a hetero atom is a substituent on a hydrocarbon, never part of it.
    if not _single(ends):
        return
    for mask in _carbon_skeletons(facts, scope, ends[0][1], ~facts.heterocyclic):
        if _within(mask.bit_count(), kind.span("")):
            yield mask


def _system(facts: Facts, scope: int, start: int) -> tuple[int, int]:
    for mask, rings in facts.systems:
        if mask >> start & 1 and mask & ~scope == 0:
            return mask, rings
    return 0, 0


def _is_single_bonded(facts: Facts, mask: int) -> bool:
    return all(order == 1 for i in bits(mask) for j, order in facts.bonds[i].items() if mask >> j & 1)


def _ring(
    *, hetero: bool | None = None, aromatic: bool | None = None, saturated: bool = False, single: bool = False
) -> Skeletons:
    """Ring systems attached by a ring atom. None leaves a property open."""

    def skeletons(facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
        if not _single(ends):
            return
        mask, rings = _system(facts, scope, ends[0][1])
        if not mask or (single and rings != 1):
            return
        others = (mask & ~facts.carbons).bit_count()
        if (hetero is not None and bool(others) != hetero) or not _within(others, kind.span("hetero")):
            return
        if aromatic is not None and (mask & ~facts.aromatic == 0) != aromatic:
            return
        if saturated and not _is_single_bonded(facts, mask):
            return
        if not (_within(mask.bit_count(), kind.span("")) and _within(mask.bit_count(), kind.span("size"))):
            return
        if _within(rings, kind.span("rings")):
            yield mask

    return skeletons


def _alkylene(facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    """A saturated carbon path between two places, or at both ends of one bridge."""
    if len(ends) != 2 or any(order != 1 for _, _, order in ends) or scope & ~facts.carbons:
        return
    mask = _path(facts, scope, ends)
    if mask and _is_single_bonded(facts, mask) and _within(mask.bit_count(), kind.span("")):
        yield mask


def _path(facts: Facts, scope: int, ends: tuple[End, ...]) -> int:
    (_, x, _), (_, y, _) = ends
    if x == y:
        return 1 << x
    mask = sum(1 << int(i) for i in Chem.GetShortestPath(facts.mol, x, y))
    if mask & ~scope:  # the short way runs through the core: take the way inside the residue
        mask = facts.grow(1 << x, scope)
    return mask


def _closed_ring(facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    """A residue that closes a ring over two places (or twice over one): the ring's size counts all its
    atoms."""
    if len(ends) != 2:
        return
    (a, x, first), (b, y, second) = ends
    aromatic = AROMATIC in (first, second)
    for ring in facts.rings:
        if not (ring >> a & 1 and ring >> b & 1 and ring >> x & 1 and ring >> y & 1):
            continue
        inside = ring & scope
        if _within(ring.bit_count(), kind.span("")) and _within(ring.bit_count(), kind.span("size")):
            if kind.name == "nonaromatic_ring_closure" and (aromatic or ring & ~facts.aromatic == 0):
                continue
            if kind.name == "saturated_ring_closure" and not _is_single_bonded(facts, ring):
                continue
            others = (ring & ~facts.carbons).bit_count()
            if _within(others, kind.span("hetero")):
                yield inside


PRIMITIVES: dict[str, Skeletons] = {
    "any_group": _any_group,
    "halogen": _halogen,
    "alkyl": _chain(1, 1),
    "alkenyl": _chain(2, 2),
    "alkynyl": _chain(3, 3),
    "chain_hydrocarbyl": _chain(1, 3),
    "hydrocarbyl": _hydrocarbyl,
    "cycloalkyl": _ring(hetero=False, saturated=True),
    "cycloalkenyl": _ring(hetero=False, aromatic=False),
    "carbocyclyl": _ring(hetero=False),
    "aryl": _ring(hetero=False, aromatic=True),
    "heteroaryl": _ring(hetero=True, aromatic=True),
    "aromatic_ring": _ring(aromatic=True),
    "heterocyclyl": _ring(hetero=True),
    "heteromonocycle": _ring(hetero=True, single=True),
    "aromatic_monocycle": _ring(aromatic=True, single=True),
    "monocycle": _ring(single=True),
    "ring_system": _ring(),
    "alkylene": _alkylene,
    "ring_closure": _closed_ring,
    "nonaromatic_ring_closure": _closed_ring,
    "saturated_ring_closure": _closed_ring,
}

# What each primitive holds at the very least: (heavy, C, N, O, S, halogen, rings, aromatic); see gates.py.
_LEAST: dict[str, tuple[int, ...]] = {
    "halogen": (1, 0, 0, 0, 0, 1, 0, 0),
    "alkenyl": (2, 2, 0, 0, 0, 0, 0, 0),
    "alkynyl": (2, 2, 0, 0, 0, 0, 0, 0),
    "aryl": (3, 3, 0, 0, 0, 0, 1, 3),
    "heteroaryl": (3, 0, 0, 0, 0, 0, 1, 3),
    "aromatic_ring": (3, 0, 0, 0, 0, 0, 1, 3),
    "aromatic_monocycle": (3, 0, 0, 0, 0, 0, 1, 3),
}
_CARBON_ONLY = frozenset(("alkyl", "alkenyl", "alkynyl", "chain_hydrocarbyl", "hydrocarbyl"))
_CARBOCYCLES = frozenset(("cycloalkyl", "cycloalkenyl", "carbocyclyl"))
_RINGS = frozenset(("heterocyclyl", "heteromonocycle", "monocycle", "ring_system"))


def least_of(kind: Kind) -> tuple[int, ...]:
    """A sound lower bound on what a residue of this primitive kind holds."""
    if kind.name in _LEAST:
        return _LEAST[kind.name]
    low = max(1, (kind.span("") or (1, 0))[0])
    if kind.name in _CARBON_ONLY:
        return (low, low, 0, 0, 0, 0, 0, 0)
    if kind.name in _CARBOCYCLES:
        return (max(3, low), max(3, low), 0, 0, 0, 0, 1, 0)
    if kind.name in _RINGS:
        return (3, 0, 0, 0, 0, 0, 1, 0)
    return (0 if kind.name.endswith("ring_closure") else 1, 0, 0, 0, 0, 0, 0, 0)


def admits(facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> bool:
    """Limits on the residue as a whole, substituents included: mass, atoms, carbons, chain, elements."""
    if not kind.args:
        return True
    span = kind.span("mass")
    if (
        span
        and not (span[0] == 0 and facts.surely_within(scope, span[1]))
        and not span[0] <= sum(facts.weights[i] for i in bits(scope)) <= span[1]
    ):
        return False
    if not _within(scope.bit_count(), kind.span("atoms")):
        return False
    if not _within((scope & facts.carbons).bit_count(), kind.span("carbons")):
        return False
    elements = kind.symbols("elements")
    if elements is not None and scope & ~facts.made_of(elements):
        return False
    elements = kind.symbols("via")
    if elements is not None and any(not facts.made_of(elements) >> x & 1 for _, x, _ in ends):
        return False
    span = kind.span("chain")
    if span is None or (span[0] == 0 and (scope & ~facts.in_ring).bit_count() <= span[1]):
        return True
    return _within(longest_chain(facts, scope), span)


def _farthest(facts: Facts, part: int, start: int) -> tuple[int, int]:
    """The atom of a connected part that lies farthest from one of its atoms, and the atoms on the way to it.

    Walked here: RDKit's distance matrix is a numpy array, and importing numpy takes longer than an answer.
    """
    seen = edge = 1 << start
    last, steps = start, 0
    while edge:
        last, steps = next(bits(edge)), steps + 1
        reached = 0
        for atom in bits(edge):
            reached |= facts.near[atom]
        edge = reached & part & ~seen
        seen |= edge
    return last, steps


def longest_chain(facts: Facts, scope: int) -> int:
    """Atoms in the longest unbranched chain of ``scope``, ring atoms not counted."""
    key = ("longest chain", scope)
    if key in facts.memo:
        return facts.memo[key]  # type: ignore[return-value]
    longest = 0
    for part in facts.pieces(scope & ~facts.in_ring):
        # An acyclic part is a tree: the atom farthest from any atom ends its longest path.
        end, _ = _farthest(facts, part, next(bits(part)))
        longest = max(longest, _farthest(facts, part, end)[1])
    facts.memo[key] = longest
    return longest
