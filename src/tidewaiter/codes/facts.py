"""What the tariff asks of one molecule, in words, each found when a line first asks for it.

A word is a row of ``words.csv`` (a drawing, or an expression over other words), a ring by the elements around it, a ring
system by its rings, or one of the few below that no drawing says. RDKit perceives the molecule; no law stands here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from typing import Any, ClassVar

from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcNumBridgeheadAtoms

from tidewaiter.codes.drawings import SIZES_FUSED, Screened, turned
from tidewaiter.codes.language import COUNT, bit_of
from tidewaiter.codes.words import Words
from tidewaiter.substance.structures.forms import Mol, formula_of, pattern


@lru_cache(maxsize=4096)
def cycle_of(numbers: tuple[int, ...]) -> str:
    """The elements around a ring, from wherever and whichever way round the text is first in order.

    >>> cycle_of((7, 6, 6, 6, 6, 6)), cycle_of((16, 6, 6, 7, 6))
    ('CCCCCN', 'CCNCS')
    """
    table = Chem.GetPeriodicTable()
    symbols = [table.GetElementSymbol(number) for number in numbers]
    return turned(symbols)


class Piece(dict[str, Any]):
    """One molecule, or part of one; ``piece["ketone"]`` is true where it has that group.

    ``mol``: a sanitised RDKit molecule of one component. ``bound``: how the acid of a part was bound before it was cut out
    ("ester", "halide", "anhydride", "peroxide", "salt").
    """

    undrawn: ClassVar[dict[str, Callable[[Any], Any]]] = {  # the words that no drawing says
        "atoms": lambda piece: piece.elements["atoms"],
        "carbons": lambda piece: piece.elements["C"],
        "never": lambda _: False,
        "has_hydrogen": attrgetter("has_hydrogen"),
        "compound": lambda piece: len(piece.elements) > 2 or piece.has_hydrogen,
        "isotope_labelled": lambda piece: bool(piece.isotopes),
        "radioactive": attrgetter("radioactive"),
        "enriched": lambda piece: bool(piece.isotopes) and not piece["radioactive"],
        "halogens": lambda piece: sum(
            one in piece.elements for one in ("F", "Cl", "Br", "I")
        ),  # different ones
        "only_nitrogen_rings": lambda piece: piece.ring_elements == {7},
        "only_oxygen_rings": lambda piece: piece.ring_elements == {8},
        "heterocycle": lambda piece: bool(piece.heterocycles),
        "ring_count": lambda piece: piece.held["rings"],
        "largest_ring": lambda piece: max((len(ring[1]) for ring in piece.rings), default=0),
        "largest_system": lambda piece: max((kinds.count("+") + 1 for kinds in piece.systems), default=0),
        # two rings share more than one bond
        "bridged": lambda piece: piece.held["rings"] > 1 and bool(CalcNumBridgeheadAtoms(piece.mol)),
        "acyclic": lambda piece: not piece.held["rings"],
        "as_ester": lambda piece: "ester" in piece.bound,
        "as_salt": lambda piece: "salt" in piece.bound,
        "as_halide": lambda piece: "halide" in piece.bound,
        "as_anhydride": lambda piece: (
            not piece.bound.isdisjoint(("anhydride", "peroxide"))
        ),  # lines name them together
        "as_peroxide": lambda piece: "peroxide" in piece.bound,
        "as_acid": lambda piece: not piece.bound,
    }

    def __init__(
        self, mol: Mol, words: Words, bound: frozenset[str] = frozenset(), *, labelled: bool = False
    ) -> None:
        """``labelled``: whether some atom is drawn as an isotope."""
        super().__init__()
        self.labelled = labelled
        self.mol = mol
        self.words = words
        self.bound = bound

    def __missing__(self, word: str) -> Any:
        finders = self.words.finders
        find = finders.get(word)
        if find is None:
            find = finders[word] = self._finder(word)
        found = self[word] = find(self)
        return found

    def _finder(self, word: str) -> Callable[[Piece], Any]:
        """How a word is found of any piece: by its condition, its drawing, or a property of this class."""
        if word[0] == COUNT:
            drawing, word = self.words.groups.get(word[1:]), word[1:]
            return (
                (lambda piece: int(piece[word]))
                if drawing is None
                else partial(_counted, word, pattern(drawing))
            )
        if word in self.words.derived:
            return self.words.derived[word]
        return partial(_searched, word) if word in self.words.groups else self.undrawn[word]

    @cached_property
    def absent(self) -> int:
        """The bits of the words that it cannot have."""
        told = not self["bridged"] and all(len(ring[1]) >= SIZES_FUSED or not ring[2] for ring in self.rings)
        rings = tuple(sorted([ring[0] for ring in self.rings])) if told else None
        return self.words.drawings.absent(self.screened, rings)

    @cached_property
    def screened(self) -> Screened:
        """Which drawings may be in it."""
        return self.words.drawings.screened(self.held)

    @cached_property
    def held(self) -> Counter[str]:
        """What drawings ask at least: atoms of each element, all atoms, rings."""
        found = self.elements.copy()
        found["rings"] = self.mol.GetRingInfo().NumRings()
        return found

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    # elements --------------------------------------------------------------------------------------------

    @cached_property
    def formula(self) -> str:
        """The molecular formula, Hill order."""
        return formula_of(self.mol)

    @cached_property
    def elements(self) -> Counter[str]:
        """How many atoms of each element, hydrogen apart; under ``atoms`` all of them."""
        return elements_of(self.formula)

    def has(self, *symbols: str) -> bool:
        """Whether it holds one of some elements."""
        return not self.elements.keys().isdisjoint(symbols)

    def only(self, *symbols: str) -> bool:
        """Whether it holds no other elements than some, hydrogen apart."""
        return self.elements.keys() <= {*symbols, "atoms"}

    @property
    def has_hydrogen(self) -> bool:
        """Whether it holds hydrogen of any kind."""
        return _HYDROGEN.search(self.formula) is not None

    @cached_property
    def isotopes(self) -> list[tuple[int, int]]:
        """Atomic and mass number of each atom drawn with its isotope."""
        if not self.labelled:
            return []
        return [(atom.GetAtomicNum(), atom.GetIsotope()) for atom in self.mol.GetAtoms() if atom.GetIsotope()]

    def isotope(self, *names: str) -> bool:
        """Whether an atom was drawn as one of some isotopes: ``2H``, ``10B``."""
        return self.labelled and any(
            f"{atom.GetIsotope()}{atom.GetSymbol()}" in names for atom in self.mol.GetAtoms()
        )

    @property
    def radioactive(self) -> bool:
        """Whether it holds an element or an isotope that is not stable."""
        if not self.labelled and self.elements.keys() <= _COMMON:
            return False
        table = Chem.GetPeriodicTable()
        heavy = self.elements.keys() - _COMMON
        if any(n in _UNSTABLE or n >= _POLONIUM for n in map(table.GetAtomicNumber, heavy)):
            return True
        return any(not table.GetAbundanceForIsotope(*one) for one in self.isotopes)

    # rings -----------------------------------------------------------------------------------------------

    @cached_property
    def rings(self) -> list[tuple[str, tuple[int, ...], bool]]:
        """Each smallest ring: the elements around it, its atoms, and whether another ring shares just one bond with it."""
        info, other = self.mol.GetRingInfo(), self.ring_hetero
        atoms = info.AtomRings()
        if self["bridged"]:
            bonds = [set(ring) for ring in info.BondRings()]
            fused = [any(len(one & other) == 1 for other in bonds if other is not one) for one in bonds]
        else:
            fused = [info.IsRingFused(place) for place in range(len(atoms))]
        cycles = [
            "C" * len(ring)
            if other.keys().isdisjoint(ring)
            else cycle_of(tuple([other.get(i, _CARBON) for i in ring]))
            for ring in atoms
        ]
        return list(zip(cycles, atoms, fused, strict=True))

    @cached_property
    def ring_hetero(self) -> dict[int, int]:
        """The ring atoms that are no carbon, each with its atomic number."""
        at = self.mol.GetAtomWithIdx
        return {i: at(i).GetAtomicNum() for (i,) in self.mol.GetSubstructMatches(pattern("[!#6;R]"))}

    @cached_property
    def heterocycles(self) -> list[tuple[str, tuple[int, ...], bool]]:
        """The rings with an element other than carbon that makes them heterocycles: see ``excused`` of the groups."""
        if not self.ring_hetero:
            return []
        counted = self.ring_hetero.keys() - self._excused_atoms
        return [ring for ring in self.rings if not counted.isdisjoint(ring[1])]

    @cached_property
    def _excused_atoms(self) -> frozenset[int]:
        found: set[int] = set()
        for smarts in self.words.excused:
            if self.absent & bit_of(smarts):
                continue
            for match in self.mol.GetSubstructMatches(pattern(smarts)):
                found.update(match[i] for i in marked_in(smarts))
        return frozenset(found)

    @cached_property
    def ring_elements(self) -> frozenset[int]:
        """The atomic numbers of what makes heterocycles of its rings, carbon apart."""
        return frozenset(
            self.ring_hetero[i] for ring in self.heterocycles for i in ring[1] if i in self.ring_hetero
        )

    def ring(self, *names: str) -> bool:
        """Whether it has a ring of one of some kinds, whether or not hydrogenated or fused."""
        wanted = {cycle for name in names for cycle in self.words.rings[name]}
        return any(ring[0] in wanted for ring in self.heterocycles)

    def unfused(self, *names: str) -> bool:
        """Whether it has such a ring with which no other ring shares just one bond."""
        wanted = {cycle for name in names for cycle in self.words.rings[name]}
        return any(ring[0] in wanted and not ring[2] for ring in self.heterocycles)

    @cached_property
    def systems(self) -> frozenset[str]:
        """The ring systems of fused rings, each as the kinds of its rings in order: ``CCCCCC+CCCCCN``."""
        info = self.mol.GetRingInfo()
        bonds = [set(ring) for ring in info.BondRings()]
        group = list(range(len(bonds)))
        for i, one in enumerate(bonds):
            for j in range(i):
                if one & bonds[j] and group[i] != group[j]:
                    old = group[i]
                    group = [group[j] if g == old else g for g in group]
        joined: dict[int, list[str]] = {}
        for place, ring in enumerate(self.rings):
            joined.setdefault(group[place], []).append(ring[0])
        return frozenset("+".join(sorted(kinds)) for kinds in joined.values())

    def system(self, *names: str) -> bool:
        """Whether some ring system is just one of some kinds, not further fused."""
        return any(kind in self.systems for name in names for kind in self.words.systems[name])

    # how a part was bound, and what is around ------------------------------------------------------------

    @cached_property
    def flat(self) -> str:
        """Canonical SMILES without stereochemistry."""
        return str(Chem.MolToSmiles(self.mol, isomericSmiles=False))

    def is_(self, *smiles: str) -> bool:
        """Whether it is one of some molecules, stereochemistry apart."""
        named = by_formula(smiles)
        return self.formula in named and self.flat in named[self.formula]

    def part(self, *test: Any) -> bool:
        """Whether some part, esters and acid halides cut, meets a condition (given compiled)."""
        return any(test[0](one) for one in self.parts)

    def segment(self, *test: Any) -> bool:
        """Whether some part meets a condition once ethers are cut as well."""
        return any(test[0](one) for one in self.segments)

    @cached_property
    def parts(self) -> list[Piece]:
        """The acids and alcohols of its esters; itself, where there is nothing to cut."""
        if not (
            self["acyl_oxygen"] or self["acid_halide"] or self["sulphonic_ester"] or self["ring_anhydride"]
        ):
            return [self]
        from tidewaiter.codes.pieces import cut_esters

        salt = self.bound & {"salt"}
        found = cut_esters(self.mol)
        return [self] if found is None else [Piece(mol, self.words, salt | how) for mol, how in found]

    @cached_property
    def segments(self) -> list[Piece]:
        """The same, with ethers cut to the alcohols or phenols they are made of."""
        from tidewaiter.codes.pieces import cut_ethers

        found: list[Piece] = []
        for part in self.parts:
            cut = cut_ethers(part.mol)
            found += [part] if cut is None else (Piece(mol, self.words, part.bound) for mol, _ in cut)
        return found


def _searched(word: str, piece: Piece) -> bool:
    searched = piece.mol.HasSubstructMatch
    for drawing in piece.screened.may.get(word, ()):  # noqa: SIM110  # asked dozens of times of every molecule
        if searched(drawing):
            return True
    return False


def _counted(word: str, drawing: Mol, piece: Piece) -> int:
    return len(piece.mol.GetSubstructMatches(drawing)) if word in piece.screened.may else 0


@lru_cache(maxsize=256)
def marked_in(smarts: str) -> tuple[int, ...]:
    """The atoms of a drawing that bear a number.

    >>> marked_in("[#6]1[OX2:1][#6]1")
    (1,)
    """
    return tuple(atom.GetIdx() for atom in pattern(smarts).GetAtoms() if atom.GetAtomMapNum())


@lru_cache(maxsize=4096)
def elements_of(formula: str) -> Counter[str]:
    """The atoms of each element of a formula, hydrogen apart; under ``atoms`` all of them.

    >>> elements_of("C2H5NO2")
    Counter({'atoms': 5, 'C': 2, 'O': 2, 'N': 1})
    """
    found = Counter(
        {
            symbol: int(number or 1)
            for symbol, number in _FORMULA.findall(formula.partition("+")[0])
            if symbol not in "HDT"
        }
    )
    found["atoms"] = sum(found.values())
    return found


_CARBON = 6
_COMMON = frozenset(("atoms", "C", "N", "O", "S", "P", "F", "Cl", "Br", "I", "Na", "K"))
_UNSTABLE, _POLONIUM = (43, 61), 84  # atomic numbers of the elements that have no stable isotope
_HYDROGEN = re.compile(r"[HDT](?![a-z])")
_FORMULA = re.compile(r"([A-Z][a-z]?)(\d*)")


@lru_cache(maxsize=4096)
def canonical(smiles: str) -> str:
    """Canonical SMILES without stereochemistry of a text of the tables."""
    return str(Chem.MolToSmiles(Chem.MolFromSmiles(smiles), isomericSmiles=False))


@lru_cache(maxsize=4096)
def by_formula(smiles: tuple[str, ...]) -> dict[str, set[str]]:
    """Canonical SMILES of texts of the tables, by formula."""
    found: dict[str, set[str]] = {}
    for one in smiles:
        found.setdefault(formula_of_smiles(one), set()).add(canonical(one))
    return found


@lru_cache(maxsize=4096)
def formula_of_smiles(smiles: str) -> str:
    """The formula of a text of the tables, or of an ion drawn without its charge, which is no molecule (hexafluorophosphate)."""
    mol = Chem.MolFromSmiles(smiles)
    if mol is None:
        mol = Chem.MolFromSmiles(smiles, sanitize=False)
        mol.UpdatePropertyCache(strict=False)
    return formula_of(mol)
