"""What the tariff asks of one molecule, in words, each found when a line first asks for it.

A word is a row of ``groups.csv`` (a drawing, or an expression over other words), a ring by the elements around it, a ring
system by its rings, or one of the few below that no drawing says. RDKit perceives the molecule; no law stands here.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from tidewaiter.substance.forms import Mol, formula_of, pattern

if TYPE_CHECKING:
    from tidewaiter.codes.tables import Words


@lru_cache(maxsize=4096)
def cycle_of(numbers: tuple[int, ...]) -> str:
    """The elements around a ring, from wherever and whichever way round the text is first in order.

    >>> cycle_of((7, 6, 6, 6, 6, 6)), cycle_of((16, 6, 6, 7, 6))
    ('CCCCCN', 'CCNCS')
    """
    from rdkit import Chem

    table = Chem.GetPeriodicTable()
    symbols = [table.GetElementSymbol(number) for number in numbers]
    turns = []
    for way in (symbols, symbols[::-1]):
        turns += ["".join(way[i:] + way[:i]) for i in range(len(way))]
    return min(turns)


@lru_cache(maxsize=4096)
def gate_of(smarts: str) -> tuple[tuple[str, int], ...]:
    """What a molecule must at least hold to match a drawing: rings, atoms of each element, atoms.

    Taken from the drawing's own atoms; one that may be several elements asks for none, so that no match is missed. Of a
    list of drawings, ``[$(...),$(...)]``, what all of them ask.

    >>> gate_of("[#6]S(=O)(=O)[#7,#8]"), gate_of("[$(CN=O),$(NO)]")
    ((('rings', 0), ('C', 1), ('S', 1), ('O', 2), ('atoms', 5)), (('N', 1), ('O', 1), ('atoms', 2)))
    """
    query = pattern(smarts)
    if query.GetNumAtoms() == 1 and smarts.startswith("[$("):
        each = [dict(gate_of(one)) for one in _alternatives(smarts[1:-1])]
        shared = {key: min(gate.get(key, 0) for gate in each) for key in each[0]}
        return tuple((key, least) for key, least in shared.items() if least)
    from rdkit import Chem

    needs: Counter[str] = Counter()
    for atom in query.GetAtoms():
        text = atom.GetSmarts()
        found = _ELEMENT.match(text)
        if found and "," not in text.split("$")[0]:
            needs[_symbol(found[1])] += 1
    cycles = query.GetNumBonds() - query.GetNumAtoms() + len(Chem.GetMolFrags(query))
    return (("rings", cycles), *needs.items(), ("atoms", query.GetNumAtoms()))


def _alternatives(text: str) -> list[str]:
    """The drawings of ``$(...),$(...)``."""
    found, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        if letter == "(":
            depth += 1
            start = place + 1 if depth == 1 else start
        elif letter == ")":
            depth -= 1
            if not depth:
                found.append(text[start:place])
    return found


_ELEMENT = re.compile(r"\[?(#\d+|Cl|Br|Si|Se|[BCNOPSFIbcnops])(?![a-z])")


def _symbol(text: str) -> str:
    """The element that an atom of a drawing is: ``#7``, ``n`` and ``N`` are nitrogen."""
    from rdkit import Chem

    return (
        str(Chem.GetPeriodicTable().GetElementSymbol(int(text[1:]))) if text[0] == "#" else text.capitalize()
    )


class Piece(dict[str, Any]):
    """One molecule, or part of one; ``piece["ketone"]`` is true where it has that group.

    ``mol``: a sanitised RDKit molecule of one component. ``bound``: how the acid of a part was bound before it was cut out
    ("ester", "halide", "anhydride", "peroxide", "salt").
    """

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
        found = self._find(word)
        self[word] = found
        return found

    def _find(self, word: str) -> Any:
        if (smarts := self.words.groups.get(word)) is not None:
            return self._may_match(smarts) and bool(self.mol.HasSubstructMatch(pattern(smarts)))
        if (condition := self.words.derived.get(word)) is not None:
            return condition(self)
        return getattr(self, f"_{word}")

    def _may_match(self, smarts: str) -> bool:
        held = self.held
        for element, least in gate_of(smarts):  # noqa: SIM110  # asked a hundred times of every molecule
            if held[element] < least:
                return False
        return True

    @cached_property
    def held(self) -> Counter[str]:
        """What drawings ask at least: atoms of each element, all atoms, rings."""
        found = self.elements.copy()
        found["rings"] = self.mol.GetRingInfo().NumRings()
        return found

    def count(self, word: str) -> int:
        """How many of a group there are."""
        key = f"#{word}"
        if key not in self:
            smarts = self.words.groups.get(word)
            if smarts is None:
                self[key] = int(self[word])
            else:
                self[key] = (
                    len(self.mol.GetSubstructMatches(pattern(smarts))) if self._may_match(smarts) else 0
                )
        return int(self[key])

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
    def _atoms(self) -> int:
        return self.elements["atoms"]

    @property
    def _carbons(self) -> int:
        return self.elements["C"]

    @property
    def _never(self) -> bool:
        return False

    @property
    def _has_hydrogen(self) -> bool:
        return _HYDROGEN.search(self.formula) is not None

    @property
    def _compound(self) -> bool:
        return len(self.elements) > 2 or self._has_hydrogen

    @cached_property
    def isotopes(self) -> list[tuple[int, int]]:
        """Atomic and mass number of each atom drawn with its isotope."""
        if not self.labelled:
            return []
        return [(atom.GetAtomicNum(), atom.GetIsotope()) for atom in self.mol.GetAtoms() if atom.GetIsotope()]

    def isotope(self, *names: str) -> bool:
        """Whether an atom was drawn as one of some isotopes: ``2H``, ``10B``."""
        return any(f"{atom.GetIsotope()}{atom.GetSymbol()}" in names for atom in self.mol.GetAtoms())

    @property
    def _isotope_labelled(self) -> bool:
        return bool(self.isotopes)

    @property
    def _radioactive(self) -> bool:
        if not self.labelled and self.elements.keys() <= _COMMON:
            return False
        from rdkit import Chem

        table = Chem.GetPeriodicTable()
        heavy = self.elements.keys() - _COMMON
        if any(n in _UNSTABLE or n >= _POLONIUM for n in map(table.GetAtomicNumber, heavy)):
            return True
        return any(not table.GetAbundanceForIsotope(*one) for one in self.isotopes)

    @property
    def _enriched(self) -> bool:
        return bool(self.isotopes) and not self["radioactive"]

    @property
    def _halogens(self) -> int:
        """How many different halogens there are."""
        return sum(symbol in self.elements for symbol in ("F", "Cl", "Br", "I"))

    # rings -----------------------------------------------------------------------------------------------

    @cached_property
    def rings(self) -> list[tuple[str, tuple[int, ...], bool]]:
        """Each smallest ring: the elements around it, its atoms, and whether another ring shares just one bond with it."""
        info = self.mol.GetRingInfo()
        bonds, numbers = [set(ring) for ring in info.BondRings()], self.numbers
        found = []
        for place, ring in enumerate(info.AtomRings()):
            fused = any(len(bonds[place] & other) == 1 for at, other in enumerate(bonds) if at != place)
            found.append((cycle_of(tuple(map(numbers.__getitem__, ring))), ring, fused))
        return found

    @cached_property
    def numbers(self) -> list[int]:
        """The atomic number of each atom."""
        return [atom.GetAtomicNum() for atom in map(self.mol.GetAtomWithIdx, range(self.mol.GetNumAtoms()))]

    @cached_property
    def heterocycles(self) -> list[tuple[str, tuple[int, ...], bool]]:
        """The rings with an element other than carbon that makes them heterocycles: see ``excused`` of the groups."""
        hetero = [ring for ring in self.rings if ring[0].strip("C")]
        if not hetero:
            return []
        excused, numbers = self._excused_atoms, self.numbers
        return [ring for ring in hetero if any(numbers[i] != 6 and i not in excused for i in ring[1])]

    @cached_property
    def _excused_atoms(self) -> frozenset[int]:
        found: set[int] = set()
        for smarts in filter(self._may_match, self.words.excused):
            for match in self.mol.GetSubstructMatches(pattern(smarts)):
                found.update(match[i] for i in marked_in(smarts))
        return frozenset(found)

    @cached_property
    def ring_elements(self) -> frozenset[int]:
        """The atomic numbers of what makes heterocycles of its rings, carbon apart."""
        return frozenset(n for ring in self.heterocycles for i in ring[1] if (n := self.numbers[i]) != 6)

    @property
    def _only_nitrogen_rings(self) -> bool:
        return self.ring_elements == {7}

    @property
    def _only_oxygen_rings(self) -> bool:
        return self.ring_elements == {8}

    @property
    def _heterocycle(self) -> bool:
        return bool(self.heterocycles)

    @property
    def _ring_count(self) -> int:
        return self.held["rings"]

    @property
    def _largest_ring(self) -> int:
        return max((len(ring[1]) for ring in self.rings), default=0)

    @property
    def _largest_system(self) -> int:
        """How many rings the largest ring system has."""
        return max((kinds.count("+") + 1 for kinds in self.systems), default=0)

    @property
    def _bridged(self) -> bool:
        """Whether two rings share more than one bond."""
        bonds = [set(ring) for ring in self.mol.GetRingInfo().BondRings()]
        return any(len(one & other) > 1 for place, one in enumerate(bonds) for other in bonds[:place])

    @property
    def _acyclic(self) -> bool:
        return not self.mol.GetRingInfo().NumRings()

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

    @property
    def _as_ester(self) -> bool:
        return "ester" in self.bound

    @property
    def _as_salt(self) -> bool:
        return "salt" in self.bound

    @property
    def _as_halide(self) -> bool:
        return "halide" in self.bound

    @property
    def _as_anhydride(self) -> bool:
        return not self.bound.isdisjoint(("anhydride", "peroxide"))  # lines name them together

    @property
    def _as_peroxide(self) -> bool:
        return "peroxide" in self.bound

    @property
    def _as_acid(self) -> bool:
        return not self.bound

    @cached_property
    def flat(self) -> str:
        """Canonical SMILES without stereochemistry."""
        from rdkit import Chem

        return str(Chem.MolToSmiles(self.mol, isomericSmiles=False))

    def is_(self, *smiles: str) -> bool:
        """Whether it is one of some molecules, stereochemistry apart."""
        return any(self.formula == formula_of_smiles(one) and self.flat == canonical(one) for one in smiles)

    def part(self, *test: Any) -> bool:
        """Whether some part, esters and acid halides cut, meets a condition (given compiled)."""
        return any(test[0](one) for one in self.parts)

    def segment(self, *test: Any) -> bool:
        """Whether some part meets a condition once ethers are cut as well."""
        return any(test[0](one) for one in self.segments)

    @cached_property
    def parts(self) -> list[Piece]:
        """The acids and alcohols of its esters; itself, where there is nothing to cut."""
        from tidewaiter.codes.pieces import cut_esters

        return cut_esters(self)

    @cached_property
    def segments(self) -> list[Piece]:
        """The same, with ethers cut to the alcohols or phenols they are made of."""
        from tidewaiter.codes.pieces import cut_ethers

        return cut_ethers(self)


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


_COMMON = frozenset(("atoms", "C", "N", "O", "S", "P", "F", "Cl", "Br", "I", "Na", "K"))
_UNSTABLE, _POLONIUM = (43, 61), 84  # atomic numbers of the elements that have no stable isotope
_HYDROGEN = re.compile(r"[HDT](?![a-z])")
_FORMULA = re.compile(r"([A-Z][a-z]?)(\d*)")


@lru_cache(maxsize=4096)
def canonical(smiles: str) -> str:
    """Canonical SMILES without stereochemistry of a text of the tables."""
    from rdkit import Chem

    return str(Chem.MolToSmiles(Chem.MolFromSmiles(smiles), isomericSmiles=False))


@lru_cache(maxsize=4096)
def formula_of_smiles(smiles: str) -> str:
    """The formula of a text of the tables."""
    from rdkit import Chem

    return formula_of(Chem.MolFromSmiles(smiles))
