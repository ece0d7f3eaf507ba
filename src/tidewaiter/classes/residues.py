"""The engine's own kinds of residue: what a chemist means by alkyl, cycloalkyl, aryl, heterocyclyl, any
group.

Each primitive names the possible *skeletons* of a residue (atom sets that hold the attached atom); what
stands on the skeleton is then tested against "substituted by". Words that can be drawn (alkoxy, acyl, nitro,
...) are not here but in ``lawbook/classes/glossary.yml``, where a lawyer can read them. A kind is a row of
:mod:`tidewaiter.classes.kinds`; here stand the forms by which skeletons are found, each with its twin in ``bulk/native/forms.hpp``.

RDKit's generic groups (ALK, CYC, ARY, ...) are not used: they have no sizes and cannot say what may stand on
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from rdkit import Chem

from tidewaiter.classes.atoms import AROMATIC
from tidewaiter.classes.facts import End, Facts, bits
from tidewaiter.classes.kinds import KINDS, ROWS, Row
from tidewaiter.classes.terms import Kind

Skeletons = Callable[[Facts, int, tuple[End, ...], Kind], Iterator[int]]
Form = Callable[[Row, Facts, int, tuple[End, ...], Kind], Iterator[int]]
FORMS: dict[str, Form] = {}
HALOGENS = frozenset((9, 17, 35, 53))


def form(skeletons: Form) -> Form:
    """A function that finds the skeletons of the kinds of its form, by its name."""
    FORMS[skeletons.__name__] = skeletons
    return skeletons


def _within(count: int, span: tuple[int, int] | None) -> bool:
    return span is None or span[0] <= count <= span[1]


def _single(ends: tuple[End, ...]) -> bool:
    return len(ends) == 1 and ends[0][2] == 1


@form
def any_group(row: Row, facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    """Everything that hangs there."""
    if scope and len(ends) == 1:  # what closes a ring is no group; see ring_closure and "fused or not"
        yield scope


@form
def halogen(row: Row, facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    """A halogen atom alone."""
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


@form
def chain(row: Row, facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    """Acyclic hydrocarbon chains whose highest carbon-carbon bond order lies between those of the row."""
    if not _single(ends):
        return
    least, most = row.orders
    for mask in _carbon_skeletons(facts, scope, ends[0][1], ~facts.in_ring):
        if _within(mask.bit_count(), kind.span("")) and least <= _has_multiple(facts, mask) <= most:
            yield mask


@form
def hydrocarbyl(row: Row, facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    """Carbon skeletons with their rings; a ring with a hetero atom is a substituent on a hydrocarbon, never part of it."""
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


@form
def ring(row: Row, facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    """Ring systems attached by a ring atom."""
    if not _single(ends):
        return
    mask, rings = _system(facts, scope, ends[0][1])
    if not mask or (row.one_ring and rings != 1):
        return
    others = (mask & ~facts.carbons).bit_count()
    if (row.hetero is not None and bool(others) != row.hetero) or not _within(others, kind.span("hetero")):
        return
    if row.aromatic is not None and (mask & ~facts.aromatic == 0) != row.aromatic:
        return
    if row.saturated and not _is_single_bonded(facts, mask):
        return
    if not (_within(mask.bit_count(), kind.span("")) and _within(mask.bit_count(), kind.span("size"))):
        return
    if _within(rings, kind.span("rings")):
        yield mask


@form
def alkylene(row: Row, facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
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


@form
def closed_ring(row: Row, facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    """A residue that closes a ring over two places (or twice over one): the ring's size counts all its
    atoms."""
    if len(ends) != 2:
        return
    (a, x, first), (b, y, second) = ends
    aromatic = AROMATIC in (first, second)
    for closed in facts.rings:
        if not (closed >> a & 1 and closed >> b & 1 and closed >> x & 1 and closed >> y & 1):
            continue
        inside = closed & scope
        if _within(closed.bit_count(), kind.span("")) and _within(closed.bit_count(), kind.span("size")):
            if row.not_aromatic and (aromatic or closed & ~facts.aromatic == 0):
                continue
            if row.saturated and not _is_single_bonded(facts, closed):
                continue
            others = (closed & ~facts.carbons).bit_count()
            if _within(others, kind.span("hetero")):
                yield inside


PRIMITIVES: dict[str, Skeletons] = {row.name: partial(FORMS[row.form], row) for row in ROWS}


def least_of(kind: Kind) -> tuple[int, ...]:
    """A sound lower bound on what a residue of this primitive kind holds; see gates.py."""
    row = KINDS.get(kind.name)
    if row is None:
        return (0,) * 8
    low = (kind.span("") or (1, 0))[0]
    return tuple(max(count, low) if place < row.sized else count for place, count in enumerate(row.holds))


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
