"""The class definitions in force as tables for ``native/judge.hpp``: compiled from the kernel's objects, never typed.

The objects are those that :mod:`tidewaiter.classes` itself matches with, so a definition and its table cannot drift
apart. A scaffold that the tables cannot express exactly is marked (formula -1) and left to the Python engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from rdkit import Chem

from tidewaiter.classes.definition import Definition
from tidewaiter.classes.facts import flat_smiles
from tidewaiter.classes.formula import Formula, Hydrogen, Later, OneOf, Option, Primitive, Site
from tidewaiter.classes.kinds import FORMS, KINDS
from tidewaiter.classes.terms import Kind
from tidewaiter.met import library
from tidewaiter.met.tables.layout import BEGINS, LIGHT
from tidewaiter.met.tables.layout import JUDGE_WIDTHS as WIDTHS
from tidewaiter.met.tables.relaxed import BOND_TYPES, MANY_NEIGHBOURS, atom_asked

_OPEN = {None: -1, False: 0, True: 1}
_BEGINS = {name: number for number, name in enumerate(BEGINS)}
_SPANS = ("", "mass", "atoms", "carbons", "chain", "size", "rings", "hetero")
HYDROGEN_ONLY, PRIMITIVE, ONE_OF, FORMULA = range(4)
_WORD = (1 << 64) - 1
_ANY_CHARGE = 99
_ELEMENTS = 119  # one more than the last atomic number


class Inexpressible(Exception):
    """A part of a definition that the tables have no column for."""


class JudgeTables:
    """Rows of numbers for definitions, in the columns of judge.hpp."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Any]] = {name: [] for name in WIDTHS}
        self.strings: dict[str, int] = {"": 0, "any": 1}
        self.elements: list[int] = []
        self.guarded: list[int] = []
        self.inexact: set[int] = set()  # rows of definitions with a limit that no column holds
        self._made: dict[int, tuple[Any, Any]] = {}  # the object is kept, so that its id stays its own

    def arrays(self) -> dict[str, Any]:
        """The tables as the library reads them."""
        made = {
            f"judge_{name}": np.array(self.rows[name] or [[0] * width], np.int32).reshape(-1, width)
            for name, width in WIDTHS.items()
        }
        sets = {"judge_elements": self.elements, "judge_guarded": self.guarded}
        made |= {name: np.array(rows or [0], np.int64) for name, rows in sets.items()}
        return {**made, "judge_weights": atomic_weights()}

    def text(self, words: str) -> int:
        """The number of a string."""
        return self.strings.setdefault(words, len(self.strings))

    def _store(self, table: str, rows: list[Any]) -> tuple[int, int]:
        first = len(self.rows[table])
        self.rows[table].extend(rows)
        return first, len(rows)

    # definitions ----------------------------------------------------------------------------------------

    def definition(self, definition: Definition) -> int:
        """The row of one definition."""
        must = self._store("must", [self.text(limb) for limb in definition.must_meet])
        cap = int(definition.mass_cap)
        if cap != definition.mass_cap:
            self.inexact.add(len(self.rows["definitions"]))  # all its scaffolds are left to Python
        excepted, odd = _constitutions(one.smiles for one in definition.exceptions)
        named, more = _constitutions(one.smiles for one in definition.named if definition.doubt)
        where = []
        for keys in (_guards([*odd, *more]), excepted, named):
            where += [len(self.guarded), len(keys)]
            self.guarded.extend(keys)
        self.rows["definitions"].append(
            [definition.at_least, *must, self.text(definition.doubt), cap, *where]
        )
        return len(self.rows["definitions"]) - 1

    def scaffold(self, definition: int, number: int, formula: Formula) -> None:
        """One scaffold (or, with a number below 0, what the clause takes out)."""
        before = {name: len(rows) for name, rows in self.rows.items()}
        made = dict(self._made)
        try:
            row = -1 if definition in self.inexact else self.formula(formula)
        except Inexpressible:
            row = -1
            self._made = made
            for name, length in before.items():
                del self.rows[name][length:]
        self.rows["scaffolds"].append([definition, number, row])

    # drawings -------------------------------------------------------------------------------------------

    def formula(self, formula: Formula) -> int:
        """The row of one formula."""
        if id(formula) in self._made:
            return int(self._made[id(formula)][1])
        core = formula.core
        query = core.query
        size = query.GetNumAtoms()
        if len(core.ends) > 2 or size > 60:
            raise Inexpressible(core.text)
        ends = [*(value for end in core.ends for value in end), *[0] * 6][:6]
        anchors = {end[0] for end in core.ends}
        atoms = self._store("atoms", [self._atom(query, i, i in anchors) for i in range(size)])
        full = self._steps(query, [])
        anchored = self._steps(query, [core.ends[0][0], core.ends[0][1]]) if core.ends else full
        number = len(self.rows["formulas"])
        self.rows["formulas"].append(None)  # its place: what it holds may be stored after it
        self._made[id(formula)] = formula, number
        hooks = [[hook.atom, self.site(formula.sites(hook.site)), hook.order] for hook in core.hooks]
        opens = [[atom, self.site(formula.sites(site))] for atom, site in dict(core.opens).items()]
        rules = []
        for rule in formula.rules():
            one, two = rule.between
            joined = self.text(" and ".join(rule.between))
            rules.append([self.text(one), self.text(two), joined, *self.options(rule.options)])
        pieces = []
        for (limb, name, says), piece in zip(formula.chosen, core.pieces, strict=True):
            where = self._store("piece_atoms", list(piece))
            pieces.append([self.text(limb), self.text(name), self.text(says), *where])
        elsewhere = formula.elsewhere()
        if len(formula.doubts) > 1:
            raise Inexpressible("two doubts of one drawing")
        self.rows["formulas"][number] = [
            *atoms, full, anchored, core.bond_count, *self._store("hooks", hooks), *self._store("opens", opens),
            len(core.ends), *ends, core.head, *self._store("rules", rules),
            -1 if elsewhere is None else self.site(elsewhere), *self._store("pieces", pieces),
            self.text(formula.doubts[0]) if formula.doubts else 0, int(formula.word),
        ]  # fmt: skip
        return number

    def _atom(self, query: Chem.Mol, atom: int, anchor: bool) -> list[int]:
        """Element, aromatic, least and most neighbours, charge."""
        smarts = query.GetAtomWithIdx(atom).GetSmarts()
        if anchor and smarts == "*":
            return [0, _OPEN[None], 0, MANY_NEIGHBOURS, _ANY_CHARGE]
        asked = atom_asked(smarts)
        if asked is None:
            raise Inexpressible(smarts)
        return [asked.element, _OPEN[asked.aromatic], asked.least, asked.most, asked.charge]

    def _steps(self, query: Chem.Mol, first: list[int]) -> int:
        """The order in which a query's atoms are placed, those given first: RDKit's own (the lowest atom beside what
        is placed; its neighbours in the order of their bonds). The first row."""
        size = query.GetNumAtoms()
        near = [[n.GetIdx() for n in query.GetAtomWithIdx(i).GetNeighbors()] for i in range(size)]
        order = list(first) or [0]
        while len(order) < size:
            order.append(min(a for a in range(size) if a not in order and any(n in order for n in near[a])))
        rows = []
        for place, atom in enumerate(order):
            placed = [n for n in near[atom] if n in order[:place]]
            checks = [[n, self._bond(query, atom, n)] for n in placed]
            rows.append([atom, placed[0] if placed else -1, *self._store("checks", checks)])
        return self._store("steps", rows)[0]

    def _bond(self, query: Chem.Mol, a: int, b: int) -> int:
        smarts = query.GetBondBetweenAtoms(a, b).GetSmarts()  # type: ignore[call-arg]
        if smarts == "~":
            return 15
        if smarts not in BOND_TYPES:
            raise Inexpressible(smarts)
        return int(BOND_TYPES[smarts])

    # sites, options, kinds ------------------------------------------------------------------------------

    def site(self, site: Site) -> int:
        """The row of one site."""
        if id(site) in self._made:
            return int(self._made[id(site)][1])
        number = len(self.rows["sites"])
        self.rows["sites"].append(None)
        self._made[id(site)] = site, number
        limb, says = site.hydrogen_is
        self.rows["sites"][number] = [
            self.text(site.name), *self.options(site.options), int(site.hydrogen), self.text(limb), self.text(says),
            int(site.fused), site.least, site.most,
        ]  # fmt: skip
        return number

    def options(self, options: tuple[Option, ...]) -> tuple[int, int]:
        """The first row of some alternatives, and how many."""
        if id(options) in self._made:
            found: tuple[int, int] = self._made[id(options)][1]
            return found
        rows = [
            [
                *self.fitter(option.fitter),
                self.text(option.says),
                self.text(option.limb),
                self.text(option.doubt),
                int(option.note),
            ]
            for option in options
        ]
        where = self._store("options", rows)
        self._made[id(options)] = options, where
        return where

    def fitter(self, fitter: Any) -> tuple[int, int, int]:
        """Which kind, its row or first row, how many rows."""
        if isinstance(fitter, Later):
            return self.fitter(fitter.ready())
        if isinstance(fitter, Hydrogen):
            return HYDROGEN_ONLY, 0, 0
        if isinstance(fitter, OneOf):
            return ONE_OF, *self.options(fitter.options)
        if isinstance(fitter, Formula):
            return FORMULA, self.formula(fitter), 1
        if isinstance(fitter, Primitive):
            return PRIMITIVE, self.primitive(fitter), 1
        raise Inexpressible(type(fitter).__name__)

    def primitive(self, fitter: Primitive) -> int:
        """The row of one of the engine's own kinds."""
        if id(fitter) in self._made:
            return int(self._made[id(fitter)][1])
        kind, row = fitter.kind, KINDS.get(fitter.kind.name)
        if row is None:
            raise Inexpressible(kind.name)
        spans = [value for word in _SPANS for value in (kind.span(word) or (-1, -1))]
        sets = [self._set(kind, word) for word in ("elements", "via")]
        number = len(self.rows["primitives"])
        self.rows["primitives"].append(None)
        self._made[id(fitter)] = fitter, number
        self.rows["primitives"][number] = [
            FORMS.index(row.form), *spans, *sets, -1 if fitter.on_it is None else self.site(fitter.on_it), fitter.needs,
            *row.orders, _OPEN[row.hetero], _OPEN[row.aromatic], int(row.saturated), int(row.one_ring), int(row.not_aromatic),
            _BEGINS[row.begins], int(row.single),
        ]  # fmt: skip
        return number

    def _set(self, kind: Kind, word: str) -> int:
        symbols = kind.symbols(word)
        if symbols is None:
            return -1
        numbers = [Chem.GetPeriodicTable().GetAtomicNumber(symbol.capitalize()) for symbol in symbols]
        if max(numbers, default=0) > LIGHT:
            raise Inexpressible(word)
        self.elements.append(sum(1 << number for number in set(numbers)))
        return len(self.elements) - 1


def _constitutions(drawings: Iterable[str]) -> tuple[list[int], list[Chem.Mol]]:
    """The numbers of drawings as judge.hpp looks them up, sorted; and those that have none."""
    numbers, odd = set(), []
    for smiles in drawings:
        if not smiles:
            continue
        mol = Chem.MolFromSmiles(smiles)
        number = library.constitution(flat_smiles(mol))
        if number is None:
            odd.append(mol)
        else:
            numbers.add(number)
    return sorted(numbers), odd


def _guards(mols: Iterable[Chem.Mol]) -> list[int]:
    """Keys of molecules by elements and neighbours, sorted as judge.hpp looks them up."""
    keys = {
        sum(_scatter(atom.GetAtomicNum() * 8 + atom.GetDegree()) for atom in mol.GetAtoms()) & _WORD
        for mol in mols
    }
    return sorted(key - (key >> 63 << 64) for key in keys)  # signed, as the table is


def _scatter(value: int) -> int:
    """As in judge.hpp."""
    value = (value + 1) * 0x9E3779B97F4A7C15 & _WORD
    value = (value ^ value >> 29) * 0xBF58476D1CE4E5B9 & _WORD
    return value ^ value >> 32


def atomic_weights() -> Any:
    """The weight of each element, by its number."""
    table = Chem.GetPeriodicTable()
    return np.array([0.0] + [table.GetAtomicWeight(number) for number in range(1, _ELEMENTS)])
