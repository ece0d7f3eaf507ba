"""From the class definitions to the tables of `native/embed.hpp`: compiled, never typed by hand.

The source is the kernel's own objects (formulas, sites, options), so a definition and its relaxed form cannot drift
apart. What this module does not know becomes unconstrained: an unknown query, kind or limit lets everything through.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import numpy as np
from rdkit import Chem

from tidewaiter.classes.cores import Core
from tidewaiter.classes.formula import Formula, Hydrogen, Later, OneOf, Primitive, Site
from tidewaiter.classes.kinds import CARBON, KINDS, NOTHING
from tidewaiter.met.tables import layout as m
from tidewaiter.met.tables.layout import ANY_TYPE, AROMATIC, DOUBLE, SINGLE, TRIPLE

BOND_TYPES = {"-": SINGLE, "=": DOUBLE, "#": TRIPLE, ":": AROMATIC, "": SINGLE | AROMATIC}
_ORDERS = {1: SINGLE, 2: DOUBLE, 3: TRIPLE, 4: AROMATIC}
_QUERY_ATOM = re.compile(r"\[#(\d+)(?:&([aA]))?&([+-]\d*)&D(?:(\d+)|\{(\d+)-(\d*)\})\]")
_MANY = 999
MANY_NEIGHBOURS = 99  # more than any atom has
_ANY_ATOM = (0, m.IGNORE, 0, 0, MANY_NEIGHBOURS)
_HANG_ONCE = (
    "any_group",
    "halogen",
    "chain",
    "hydrocarbyl",
    "ring",
)  # forms of which no residue hangs on two places
_OPEN = {None: m.IGNORE, False: m.NOT, True: m.YES}


class Tables:
    """Patterns, their atoms, ring bonds and hooks, sites and options, as rows of numbers."""

    def __init__(self) -> None:
        self.patterns: list[list[int]] = []
        self.atoms: list[list[int]] = []
        self.extra: list[list[int]] = []
        self.hooks: list[list[int]] = []
        self.sites: list[list[int]] = []
        self.options: list[list[int]] = []
        self.rules: list[list[int]] = []
        self._made: dict[int, tuple[Any, int]] = {}  # the object is kept, so that its id stays its own
        self._options: dict[int, tuple[Any, list[list[int]]]] = {}
        self._anything = self._store([_option(m.ANYTHING)])

    def arrays(self) -> dict[str, Any]:
        """The tables, by their names in native/embed.hpp."""

        def table(rows: list[list[int]], width: int) -> Any:
            return np.array(rows or [[0] * width], np.int64).reshape(-1, width)

        return {
            "patterns": table(self.patterns, m.P_WIDTH), "atoms": table(self.atoms, m.A_WIDTH), "extra": table(self.extra, 2),
            "hooks": table(self.hooks, m.H_WIDTH), "sites": table(self.sites, 2), "options": table(self.options, m.O_WIDTH),
            "rules": table(self.rules, 2),
        }  # fmt: skip

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
        # 60 names in one formula are enough
        bits = {name: 1 << place for place, name in enumerate(sorted(mentioned))}
        everywhere = bits.get("any", 0)
        fuses = _may_bridge(formula.elsewhere())
        opens = dict(core.opens)
        rows = []
        for place, atom in enumerate(order):
            anchor = bool(core.ends) and place == 0
            element, aromatic, charge, least, most = _ANY_ATOM if anchor else _atom(core.query, atom)
            parent = parents[atom]
            kinds = _types(core.query, atom, parent) if parent >= 0 else 0
            closing = _closing(core.query, atom, parent, where)
            hooks = self._hooks(formula, atom, mentioned, depth)
            names = {h.site for h in core.hooks if h.atom == atom} | (
                {opens[atom]} if atom in opens else set()
            )
            rings = bool(names & mentioned) or "any" in mentioned or atom in opens or elsewhere >= 0
            open_site = self._site(formula.sites(opens[atom]), depth) if atom in opens else -1
            rows.append(
                [element, aromatic, charge, least, most, where[parent] if parent >= 0 else -1, kinds,
                 len(self.hooks), len(hooks), open_site, int(rings), len(self.extra), len(closing),
                 everywhere | sum(bits.get(name, 0) for name in names),
                 _may_bridge(formula.sites(opens[atom])) if atom in opens else fuses, -1, -1]
            )  # fmt: skip
            rows[-1][m.A_TWIN] = _twin(rows, fixed=2 if core.ends else 0)
            self.hooks.extend(hooks)
            self.extra.extend(closing)
        number = len(self.patterns)
        rules = [[bits[one], bits[two]] for one, two in sorted({rule.between for rule in formula.rules()})]
        self.patterns.append(
            [
                len(self.atoms),
                len(rows),
                core.bond_count,
                len(core.ends),
                elsewhere,
                len(self.rules),
                len(rules),
            ]
        )
        self.rules.extend(rules)
        self.atoms.extend(rows)
        self._made[id(formula)] = (formula, number)
        return number

    def _hooks(self, formula: Formula, atom: int, mentioned: set[str], depth: int) -> list[list[int]]:
        """What hangs on one atom of a core; ``mentioned``: the sites that a rule joins."""
        hooks = []
        for hook in formula.core.hooks:
            if hook.atom == atom:
                site = formula.sites(hook.site)
                closes = hook.site in mentioned or "any" in mentioned
                types = _ORDERS.get(hook.order, ANY_TYPE)
                hooks.append([self._site(site, depth), types, int(not site.hydrogen), int(closes)])
        return hooks

    def look_for(self, pattern: int, features: list[int]) -> None:
        """Note of each atom of a scaffold its feature: an atom that stands for it has that (:mod:`tidewaiter.met.tables.sieve`)."""
        first, _, _, anchored = self.patterns[pattern][: m.P_ANCHORED + 1]
        assert not anchored, "a scaffold hangs on nothing"
        for row, feature in zip(self.atoms[first : first + len(features)], features, strict=True):
            row[m.A_FEATURE] = feature
            if row[m.A_TWIN] >= 0 and features[row[m.A_TWIN]] != feature:
                row[m.A_TWIN] = -1

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

    def _on_it(self, fitter: Primitive, depth: int, everything: int) -> int:
        """What may stand on a skeleton: a site, or ``everything`` where that is open."""
        if fitter.on_it is None:
            return self._store([])
        return everything if _is_open(fitter.on_it) else self._site(fitter.on_it, depth)

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
                rows = [_option(m.ANYTHING)]
            else:
                rows = [_option(m.PATTERN, self.pattern(fitter, depth))]
        elif isinstance(fitter, Primitive):
            rows = _primitive(fitter)
            form = KINDS[fitter.kind.name].form if fitter.kind.name in KINDS else ""
            if rows and form == "ring":
                rows[0][m.O_ON_RING] = self._on_it(fitter, depth, m.FREE)
            elif rows and form == "chain":
                rows[0][m.O_ON_CHAIN] = self._on_it(fitter, depth, m.OPEN)
                rows[0][m.O_NEEDS] = fitter.needs
                rows[0][m.O_ORDER_LOW], rows[0][m.O_ORDER_HIGH] = KINDS[fitter.kind.name].orders
        else:
            rows = [_option(m.ANYTHING)]
        self._options[id(fitter)] = (fitter, rows)
        return rows


def _option(kind: int, pattern: int = 0) -> list[int]:
    return [kind, pattern, *[0] * (m.O_ON_RING - 2), m.FREE, m.FREE, *[0] * (m.O_WIDTH - m.O_ON_CHAIN - 1)]


def _may_bridge(site: Site | None) -> int:
    """Of a place open to any number of residues: 0 none, 1 none that hangs on more than one atom, 2 such too."""
    if site is None:
        return 0
    return 2 if site.fused or any(_hangs_twice(option.fitter) for option in site.options) else 1


def _hangs_twice(fitter: Any) -> bool:
    if isinstance(fitter, Later):
        return _hangs_twice(fitter.ready())
    if isinstance(fitter, OneOf):
        return any(_hangs_twice(option.fitter) for option in fitter.options)
    if isinstance(fitter, Formula):
        return len(fitter.core.ends) != 1
    if isinstance(fitter, Primitive):
        return fitter.kind.name not in KINDS or KINDS[fitter.kind.name].form not in _HANG_ONCE
    return not isinstance(fitter, Hydrogen)


def _is_open(site: Site) -> bool:
    """Whether a site admits any group at all: then nothing need be asked."""
    kinds = [option.fitter.kind for option in site.options if isinstance(option.fitter, Primitive)]
    return any(kind.name == "any_group" and not kind.args for kind in kinds)


def _primitive(fitter: Primitive) -> list[list[int]]:
    kind, row = fitter.kind, KINDS.get(fitter.kind.name)
    if row is None:
        return [_option(m.ANYTHING)]
    if row.begins == NOTHING:
        return []
    if row.form == "halogen":
        return [_option(m.HALOGEN)]
    ring, hetero, aromatic = (_OPEN[flag] for flag in (row.in_ring, row.hetero, row.aromatic))
    carbon, single, saturated = int(row.begins == CARBON), int(row.one_ring), int(row.saturated)

    def span(word: str, low: int = 0) -> tuple[int, int]:
        found = kind.span(word)
        return (low, _MANY) if found is None else (found[0], min(found[1], _MANY))

    bare, size = span(""), span("size")
    chains = row.form in ("chain", "hydrocarbyl")
    of_ring = row.form == "ring"  # of another form it is not known what its size counts
    low, high = (max(bare[0], size[0]), min(bare[1], size[1])) if of_ring else (0, _MANY)
    pure = int(row.form == "hydrocarbyl" and fitter.on_it is None)
    rings, others = (span("rings"), span("hetero")) if of_ring else ((0, _MANY), (0, _MANY))
    atoms, carbons = span("atoms"), span("carbons")
    return [
        [m.RESIDUE, 0, ring, carbon, hetero, single, aromatic, saturated, low, high, *rings, *others,
         bare[0] if chains else 0, pure, _elements(kind.symbols("elements")), _elements(kind.symbols("via")),
         *atoms, *carbons, bare[1] if chains else _MANY, m.FREE, m.FREE, 0, 0, 0, span("chain")[0]]
    ]  # fmt: skip


def _elements(symbols: tuple[str, ...] | None) -> int:
    """A bit for each element; 0 where none is asked or one cannot be said so."""
    if symbols is None:
        return 0
    numbers = [Chem.GetPeriodicTable().GetAtomicNumber(symbol) for symbol in symbols]
    return sum(1 << number for number in numbers) if all(0 < n <= m.LIGHT for n in numbers) else 0


class AtomAsked(NamedTuple):
    """What a core asks of one atom."""

    element: int
    aromatic: bool | None  # None: either
    charge: int
    least: int  # heavy neighbours
    most: int


def atom_asked(smarts: str) -> AtomAsked | None:
    """What the SMARTS of a core's atom asks; None where it is not understood.

    >>> atom_asked("[#6&a&+0&D{2-}]"), atom_asked("[#7&+&D3]")
    (AtomAsked(element=6, aromatic=True, charge=0, least=2, most=99), AtomAsked(element=7, aromatic=None, charge=1, least=3, most=3))
    """
    found = _QUERY_ATOM.fullmatch(smarts)
    if found is None:
        return None
    least = int(found[4] or found[5])
    most = least if found[4] else int(found[6]) if found[6] else MANY_NEIGHBOURS
    charge = {"+": 1, "-": -1}.get(found[3]) or int(found[3])
    return AtomAsked(int(found[1]), {"a": True, "A": False, None: None}[found[2]], charge, least, most)


def _atom(query: Chem.Mol, atom: int) -> tuple[int, int, int, int, int]:
    """The same as columns; open where it is not understood."""
    asked = atom_asked(query.GetAtomWithIdx(atom).GetSmarts())
    if asked is None:
        return _ANY_ATOM
    return m.bit_of(asked.element), _OPEN[asked.aromatic], *asked[2:]


def _types(query: Chem.Mol, a: int, b: int) -> int:
    return BOND_TYPES.get(query.GetBondBetweenAtoms(a, b).GetSmarts(), ANY_TYPE)  # type: ignore[call-arg]


def _closing(query: Chem.Mol, atom: int, parent: int, where: dict[int, int]) -> list[list[int]]:
    """The bonds of a core atom that close a ring: to earlier atoms it does not hang on, each with its types."""
    near = (n.GetIdx() for n in query.GetAtomWithIdx(atom).GetNeighbors())
    return [
        [where[other], _types(query, atom, other)]
        for other in near
        if where[other] < where[atom] and other != parent
    ]


def _twin(rows: list[list[int]], fixed: int) -> int:
    """The place before the last one whose atom could as well stand there, for both are ends of which the same is asked: only
    one order of the two need be looked at; -1: none. ``fixed``: first places that are given."""
    last = rows[-1]
    if last[m.A_MOST] > 1 or last[m.A_HOOK_COUNT] or last[m.A_EXTRA_COUNT] or last[m.A_OPEN] >= 0:
        return -1
    alike = (*range(m.A_HOOKS), m.A_HOOK_COUNT, m.A_OPEN, m.A_RINGS, m.A_EXTRA_COUNT, m.A_NAMES, m.A_FUSES)
    for place in range(len(rows) - 2, fixed - 1, -1):
        if all(rows[place][column] == last[column] for column in alike):
            return place
    return -1


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
