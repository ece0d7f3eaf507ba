"""What the tariff asks of goods as a whole: which ions they are made of, which metals, whether they are an element."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from tidewaiter.codes.facts import Piece, elements_of

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

    @property
    def _inorganic(self) -> bool:
        return not self.organic_in

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
    def _salt(self) -> bool:
        return bool(self.cations) and any(ion.charge < 0 for ion in self.ions)

    @property
    def _alone(self) -> bool:
        return len(self.ions) == 1

    @property
    def _metal(self) -> bool:
        return bool(self.metals)

    @property
    def _elemental(self) -> bool:
        return len(self.elements) == (1 if self._has_hydrogen else 2)

    @property
    def _one_cation(self) -> bool:
        return len(self.cations) == 1

    @property
    def _double_salt(self) -> bool:
        return len(self.cations) > 1 or len(self.anions) > 1

    @property
    def _ammonium(self) -> bool:
        return "N" in self.cations

    @property
    def _metal_oxygen(self) -> bool:
        return (
            len(self.metals) == 1
            and self.elements.keys() <= {"atoms", "O", *self.metals}
            and self.has("O")
            and not self.anions
        )

    @property
    def _hydroxide_only(self) -> bool:
        return self._metal_oxygen and self._has_hydrogen

    @property
    def _oxide_only(self) -> bool:
        return self._metal_oxygen and not self._has_hydrogen

    def _of_charge(self, charge: int) -> bool:
        return any(ion.charge == charge for ion in self.ions)

    @property
    def _dibasic(self) -> bool:
        return self._of_charge(-2)

    @property
    def _tribasic(self) -> bool:
        return self._of_charge(-3)

    @property
    def _nonmetal_halide(self) -> bool:
        halogens = self.elements.keys() & set(HALOGENS)
        rest = self.elements.keys() - {"atoms", "O", *halogens}
        one_halogen = halogens and (len(rest) == 1 or len(halogens) > 1)
        return (
            bool(one_halogen)
            and not self.metals
            and len(rest) <= 1
            and not self._has_hydrogen
            and not self.cations
        )

    @property
    def _metal_anion(self) -> bool:
        """Whether an anion holds a metal with oxygen."""
        return any(
            ion.charge < 0
            and {"O"} <= (held := elements_of(_formula(ion.flat)).keys())
            and bool(held - NON_METALS)
            for ion in self.ions
        )


def _formula(flat: str) -> str:
    from tidewaiter.codes.facts import formula_of_smiles

    return formula_of_smiles(flat)
