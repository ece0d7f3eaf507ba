"""What the tariff asks of goods as a whole: which ions they are made of, which metals, whether they are an element."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple

from tidewaiter.codes.facts import Piece, elements_of, formula_of_smiles

NON_METALS = frozenset(
    ("atoms", "B", "C", "N", "O", "F", "Si", "P", "S", "Cl", "As", "Se", "Br", "Te", "I", "He", "Ne", "Ar", "Kr", "Xe")
)  # fmt: skip
HALOGENS = ("F", "Cl", "Br", "I")
_OXYGEN = frozenset(("O", "[O-2]"))  # the anions of hydroxides and oxides, as their components are written


class Ion(NamedTuple):
    """A component: canonical SMILES of its normal form (of an anion the acid's), and its charge as drawn."""

    flat: str
    charge: int


class Whole(Piece):
    """All of the goods as one piece; ``ions``: its components."""

    ions: tuple[Ion, ...] = ()
    organic_in: bool = False
    absent = 0
    undrawn: ClassVar[dict[str, Callable[[Any], Any]]] = {
        **Piece.undrawn,
        "inorganic": lambda whole: not whole.organic_in,
        "salt": lambda whole: bool(whole.cations) and any(ion.charge < 0 for ion in whole.ions),
        "alone": lambda whole: len(whole.ions) == 1,
        "metal": lambda whole: bool(whole.metals),
        "elemental": lambda whole: len(whole.elements) == (1 if whole.has_hydrogen else 2),
        "one_cation": lambda whole: len(whole.cations) == 1,
        "double_salt": lambda whole: len(whole.cations) > 1 or len(whole.anions) > 1,
        "ammonium": lambda whole: "N" in whole.cations,
        "metal_oxygen": attrgetter("metal_oxygen"),
        "hydroxide_only": lambda whole: whole.metal_oxygen and whole.has_hydrogen,
        "oxide_only": lambda whole: whole.metal_oxygen and not whole.has_hydrogen,
        "dibasic": lambda whole: any(ion.charge == -2 for ion in whole.ions),
        "tribasic": lambda whole: any(ion.charge == -3 for ion in whole.ions),
        "nonmetal_halide": attrgetter("nonmetal_halide"),
        "metal_anion": attrgetter("metal_anion"),
    }

    def acid(self, *smiles: str) -> bool:
        """Whether an anion of one of some acids is in it."""
        return any(ion.charge < 0 and ion.flat in smiles for ion in self.ions)

    def free(self, *smiles: str) -> bool:
        """Whether one of some molecules is in it, uncharged."""
        return any(not ion.charge and ion.flat in smiles for ion in self.ions)

    def binary(self, *symbols: str) -> bool:
        """Whether it is made of one of some elements and one other, hydrogen apart."""
        other = self.elements.keys() - {"atoms", *symbols}
        return self.has(*symbols) and len(other) == 1 and len(self.elements) == 3

    @cached_property
    def metals(self) -> frozenset[str]:
        """The metals in it."""
        return frozenset(self.elements.keys() - NON_METALS)

    @cached_property
    def cations(self) -> frozenset[str]:
        """The different cations."""
        return frozenset(ion.flat for ion in self.ions if ion.charge > 0)

    @cached_property
    def anions(self) -> frozenset[str]:
        """The different anions, oxide and hydroxide apart."""
        return frozenset(ion.flat for ion in self.ions if ion.charge < 0) - _OXYGEN

    @property
    def metal_oxygen(self) -> bool:
        """Whether it is made of one metal and oxygen, hydrogen apart."""
        return (
            len(self.metals) == 1
            and self.elements.keys() <= {"atoms", "O", *self.metals}
            and self.has("O")
            and not self.anions
        )

    @property
    def nonmetal_halide(self) -> bool:
        """Whether it is made of halogens and one other element that is no metal, oxygen apart."""
        halogens = self.elements.keys() & set(HALOGENS)
        rest = self.elements.keys() - {"atoms", "O", *halogens}
        one_halogen = halogens and (len(rest) == 1 or len(halogens) > 1)
        return (
            bool(one_halogen)
            and not self.metals
            and len(rest) <= 1
            and not self.has_hydrogen
            and not self.cations
        )

    @property
    def metal_anion(self) -> bool:
        """Whether an anion holds a metal with oxygen."""
        return any(
            ion.charge < 0
            and {"O"} <= (held := elements_of(formula_of_smiles(ion.flat)).keys())
            and bool(held - NON_METALS)
            for ion in self.ions
        )
