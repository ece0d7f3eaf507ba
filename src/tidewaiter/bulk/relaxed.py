"""From the class definitions to the tables of :mod:`tidewaiter.bulk.match`: compiled, never typed by hand.

The source is the kernel's own objects (formulas, sites, options), so a definition and its relaxed form cannot drift
apart. What this module does not know becomes unconstrained: an unknown query, kind or limit lets everything through.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from rdkit import Chem

from tidewaiter.bulk import match as m
from tidewaiter.bulk.imprint import WORDS, bond_slot, pair_slot
from tidewaiter.bulk.native import ANY_TYPE, AROMATIC, DOUBLE, SINGLE, TRIPLE
from tidewaiter.classes.cores import Core
from tidewaiter.classes.formula import Formula, Hydrogen, Later, OneOf, Primitive, Site

_TYPES = {"-": SINGLE, "=": DOUBLE, "#": TRIPLE, ":": AROMATIC, "": SINGLE | AROMATIC}
_ORDERS = {1: SINGLE, 2: DOUBLE, 3: TRIPLE, 4: AROMATIC}
_ATOM = re.compile(r"\[#(\d+)(?:&([aA]))?&([+-]\d*)&D(?:(\d+)|\{(\d+)-(\d*)\})\]")
_MANY = 999
# kind -> (in a ring?, carbon first?, hetero in ring?, one ring?, aromatic?, saturated?)
_KINDS: dict[str, tuple[int, int, int, int, int, int]] = {
    "alkyl": (0, 1, -1, 0, -1, 0), "alkenyl": (0, 1, -1, 0, -1, 0), "alkynyl": (0, 1, -1, 0, -1, 0),
    "chain_hydrocarbyl": (0, 1, -1, 0, -1, 0), "hydrocarbyl": (-1, 1, -1, 0, -1, 0),
    "cycloalkyl": (1, 0, 0, 0, -1, 1), "cycloalkenyl": (1, 0, 0, 0, 0, 0), "carbocyclyl": (1, 0, 0, 0, -1, 0),
    "aryl": (1, 0, 0, 0, 1, 0), "heteroaryl": (1, 0, 1, 0, 1, 0), "aromatic_ring": (1, 0, -1, 0, 1, 0),
    "heterocyclyl": (1, 0, 1, 0, -1, 0), "heteromonocycle": (1, 0, 1, 1, -1, 0), "monocycle": (1, 0, -1, 1, -1, 0),
    "aromatic_monocycle": (1, 0, -1, 1, 1, 0), "ring_system": (1, 0, -1, 0, -1, 0), "any_group": (-1, 0, -1, 0, -1, 0),
}  # fmt: skip
_NEVER_HANGS = ("alkylene", "ring_closure", "nonaromatic_ring_closure", "saturated_ring_closure")
_CARBON_CHAINS = ("alkyl", "alkenyl", "alkynyl", "chain_hydrocarbyl", "hydrocarbyl")


class Tables:
    """Patterns, their atoms, ring bonds and hooks, sites and options, as rows of numbers."""

    def __init__(self) -> None:
        self.patterns: list[list[int]] = []
        self.atoms: list[list[int]] = []
        self.extra: list[list[int]] = []
        self.hooks: list[list[int]] = []
        self.sites: list[list[int]] = []
        self.options: list[list[int]] = []
        self._made: dict[int, tuple[Any, int]] = {}  # the object is kept, so that its id stays its own
        self._options: dict[int, tuple[Any, list[list[int]]]] = {}
        self._anything = self._store([[m.ANYTHING] + [0] * 22 + [-1]])

    def arrays(self) -> tuple[Any, ...]:
        """The tables as Numba reads them."""

        def table(rows: list[list[int]], width: int) -> Any:
            return np.array(rows or [[0] * width], np.int64).reshape(-1, width)

        return (
            table(self.patterns, 5), table(self.atoms, 13), table(self.extra, 2), table(self.hooks, 4),
            table(self.sites, 2), table(self.options, 24),
        )  # fmt: skip

    # patterns -------------------------------------------------------------------------------------------

    def pattern(self, formula: Formula, depth: int = 0) -> int:
        """The relaxed form of one formula; its number."""
        if id(formula) in self._made:
            return self._made[id(formula)][1]
        core = formula.core
        order, parents = _order(core)
        where = {atom: place for place, atom in enumerate(order)}
        elsewhere = self._site(formula.elsewhere(), depth) if formula.elsewhere() is not None else -1
        mentioned = {name for rule in formula.rules() for name in rule.between}
        opens = dict(core.opens)
        rows = []
        for place, atom in enumerate(order):
            anchor = bool(core.ends) and place == 0
            element, aromatic, charge, least, most = (0, m.IGNORE, 0, 0, 99) if anchor else _atom(core.query, atom)
            parent = parents[atom]
            kinds = _types(core.query, atom, parent) if parent >= 0 else 0
            closing = [
                [where[n.GetIdx()], _types(core.query, atom, n.GetIdx())]
                for n in core.query.GetAtomWithIdx(atom).GetNeighbors()
                if where[n.GetIdx()] < place and n.GetIdx() != parent
            ]
            hooks = []
            for hook in core.hooks:
                if hook.atom == atom:
                    site = formula.sites(hook.site)
                    closes = hook.site in mentioned or "any" in mentioned
                    types = _ORDERS.get(hook.order, ANY_TYPE)
                    hooks.append([self._site(site, depth), types, int(not site.hydrogen), int(closes)])
            names = {h.site for h in core.hooks if h.atom == atom} | ({opens[atom]} if atom in opens else set())
            rings = bool(names & mentioned) or "any" in mentioned or atom in opens or elsewhere >= 0
            open_site = self._site(formula.sites(opens[atom]), depth) if atom in opens else -1
            rows.append(
                [element, aromatic, charge, least, most, where[parent] if parent >= 0 else -1, kinds,
                 len(self.hooks), len(hooks), open_site, int(rings), len(self.extra), len(closing)]
            )  # fmt: skip
            self.hooks.extend(hooks)
            self.extra.extend(closing)
        number = len(self.patterns)
        self.patterns.append([len(self.atoms), len(rows), core.bond_count, len(core.ends), elsewhere])
        self.atoms.extend(rows)
        self._made[id(formula)] = (formula, number)
        return number

    def degrees(self, pattern: int) -> list[int]:
        """How many of its atoms have an exact number of heavy neighbours (C 1-4, N 1-3, O 1-2); then aromatic N,
        aromatic O or S, other C, other N."""
        first, size = self.patterns[pattern][:2]
        exact = [(row[m.A_ELEMENT], row[m.A_LEAST]) for row in self.atoms[first : first + size] if row[m.A_LEAST] == row[m.A_MOST]]
        wanted = [(6, 1), (6, 2), (6, 3), (6, 4), (7, 1), (7, 2), (7, 3), (8, 1), (8, 2)]
        rows = self.atoms[first : first + size]
        ring = [row[m.A_ELEMENT] for row in rows if row[m.A_AROMATIC] == m.YES]
        plain = [row[m.A_ELEMENT] for row in rows if row[m.A_AROMATIC] == m.NOT]
        return [
            *(exact.count(pair) for pair in wanted),
            ring.count(7), ring.count(8) + ring.count(16), plain.count(6), plain.count(7),
        ]  # fmt: skip

    def imprint(self, pattern: int) -> list[int]:
        """The bits of :mod:`tidewaiter.bulk.imprint` that a molecule must have for a pattern to fit."""
        first, size = self.patterns[pattern][:2]
        rows = self.atoms[first : first + size]
        arms: list[list[tuple[int, int]]] = [[] for _ in rows]  # of each atom: (type, other atom)
        slots = set()
        for b, row in enumerate(rows):
            closing = self.extra[row[m.A_EXTRA] : row[m.A_EXTRA] + row[m.A_EXTRA_COUNT]]
            for a, kind in [(row[m.A_PARENT], row[m.A_TYPES]), *closing]:
                if a < 0 or kind not in (SINGLE, DOUBLE, TRIPLE, AROMATIC) or not (rows[a][m.A_ELEMENT] and row[m.A_ELEMENT]):
                    continue
                slots.add(int(bond_slot(_centre(rows[a]), _centre(row), kind)))
                arms[a].append((kind, row[m.A_ELEMENT]))
                arms[b].append((kind, rows[a][m.A_ELEMENT]))
        for row, around in zip(rows, arms, strict=True):
            for i, (kind, element) in enumerate(around):
                for other, second in around[:i]:
                    slots.add(int(pair_slot(_centre(row), element, kind, second, other)))
        words = [0] * WORDS
        for slot in slots:
            words[slot >> 5] |= 1 << (slot & 31)
        return words

    # sites and options ----------------------------------------------------------------------------------

    def _store(self, options: list[list[int]]) -> int:
        self.sites.append([len(self.options), len(options)])
        self.options.extend(options)
        return len(self.sites) - 1

    def _site(self, site: Site | None, depth: int) -> int:
        if site is None or depth > 8:
            return self._anything
        if id(site) in self._made:
            return self._made[id(site)][1]
        rows = [row for option in site.options for row in self._fitter(option.fitter, depth + 1)]
        unique = [list(row) for row in dict.fromkeys(map(tuple, rows))]
        number = self._store(unique)
        self._made[id(site)] = (site, number)
        return number

    def _on_ring(self, fitter: Primitive, depth: int) -> int:
        """What may stand on a ring: a site, or -1 where that is open."""
        if fitter.on_it is None:
            return self._store([])
        return -1 if _is_open(fitter.on_it) else self._site(fitter.on_it, depth)

    def _fitter(self, fitter: Any, depth: int) -> list[list[int]]:
        """The relaxed options that one kernel object becomes."""
        if id(fitter) in self._options:
            return self._options[id(fitter)][1]
        if isinstance(fitter, Later):
            rows: list[list[int]] = self._fitter(fitter.ready(), depth)
        elif isinstance(fitter, Hydrogen):
            rows = []
        elif isinstance(fitter, OneOf):
            rows = [row for option in fitter.options for row in self._fitter(option.fitter, depth)]
        elif isinstance(fitter, Formula):
            if len(fitter.core.ends) == 2:
                rows = []  # a bridge hangs on two places: rings over a core are let through where they may stand
            elif len(fitter.core.ends) != 1 or depth > 8:
                rows = [[m.ANYTHING] + [0] * 22 + [-1]]
            else:
                rows = [[m.PATTERN, self.pattern(fitter, depth)] + [0] * 21 + [-1]]
        elif isinstance(fitter, Primitive):
            rows = _primitive(fitter)
            if rows and rows[0][m.O_KIND] == m.RESIDUE and rows[0][m.O_RING] == m.YES:
                rows[0][m.O_ON_RING] = self._on_ring(fitter, depth)
        else:
            rows = [[m.ANYTHING] + [0] * 22 + [-1]]
        self._options[id(fitter)] = (fitter, rows)
        return rows


def _centre(row: list[int]) -> int:
    """An atom's element, with its number of neighbours where that is exact."""
    return row[m.A_ELEMENT] + (100 * row[m.A_LEAST] if row[m.A_LEAST] == row[m.A_MOST] else 0)


def _is_open(site: Site) -> bool:
    """Whether a site admits any group at all: then nothing need be asked."""
    kinds = [option.fitter.kind for option in site.options if isinstance(option.fitter, Primitive)]
    return any(kind.name == "any_group" and not kind.args for kind in kinds)


def _primitive(fitter: Primitive) -> list[list[int]]:
    kind = fitter.kind
    if kind.name in _NEVER_HANGS:
        return []
    if kind.name == "halogen":
        return [[m.HALOGEN] + [0] * 22 + [-1]]
    if kind.name not in _KINDS:
        return [[m.ANYTHING] + [0] * 22 + [-1]]
    ring, carbon, hetero, single, aromatic, saturated = _KINDS[kind.name]

    def span(word: str, low: int = 0) -> tuple[int, int]:
        found = kind.span(word)
        return (low, _MANY) if found is None else (found[0], min(found[1], _MANY))

    bare, size = span(""), span("size")
    chains = kind.name in _CARBON_CHAINS
    low, high = (0, _MANY) if chains else (max(bare[0], size[0]), min(bare[1], size[1]))
    pure = int(chains and fitter.on_it is None)
    atoms, carbons, rings, others = span("atoms"), span("carbons"), span("rings"), span("hetero")
    return [
        [m.RESIDUE, 0, ring, carbon, hetero, single, aromatic, saturated, low, high, *rings, *others,
         bare[0] if chains else 0, pure, _elements(kind.symbols("elements")), _elements(kind.symbols("via")),
         *atoms, *carbons, bare[1] if chains else _MANY, -1]
    ]  # fmt: skip


def _elements(symbols: tuple[str, ...] | None) -> int:
    """A bit for each element; 0 where none is asked or one cannot be said so."""
    if symbols is None:
        return 0
    numbers = [Chem.GetPeriodicTable().GetAtomicNumber(symbol) for symbol in symbols]
    return sum(1 << number for number in numbers) if all(0 < n < 62 for n in numbers) else 0


def _atom(query: Chem.Mol, atom: int) -> tuple[int, int, int, int, int]:
    """Element, aromaticity, charge, least and most neighbours of a core atom; open where it is not understood."""
    found = _ATOM.fullmatch(query.GetAtomWithIdx(atom).GetSmarts())
    if found is None:
        return 0, m.IGNORE, 0, 0, 99
    aromatic = {"a": m.YES, "A": m.NOT, None: m.IGNORE}[found[2]]
    least = int(found[4] or found[5])
    most = least if found[4] else int(found[6]) if found[6] else 99
    charge = {"+": 1, "-": -1}.get(found[3]) or int(found[3])
    return int(found[1]), aromatic, charge, least, most


def _types(query: Chem.Mol, a: int, b: int) -> int:
    return _TYPES.get(query.GetBondBetweenAtoms(a, b).GetSmarts(), ANY_TYPE)  # type: ignore[call-arg]


def _order(core: Core) -> tuple[list[int], dict[int, int]]:
    """The core's atoms in an order in which each hangs on an earlier one; a rare atom first in a scaffold."""
    query = core.query
    count = query.GetNumAtoms()

    def rarity(atom: int) -> tuple[int, int]:
        element, _, charge, least, _ = _atom(query, atom)
        return ({0: 9, 6: 5, 8: 3, 7: 2}.get(element, 0) - (4 if charge else 0), -least)

    root = core.ends[0][0] if core.ends else min(range(count), key=rarity)
    order, parents = [root], {root: -1}
    for atom in order:  # grows while it is read: breadth first
        near = [n.GetIdx() for n in query.GetAtomWithIdx(atom).GetNeighbors() if n.GetIdx() not in parents]
        for other in sorted(near, key=rarity):
            parents[other] = atom
            order.append(other)
    assert len(order) == count, "a core is connected"
    return order, parents
