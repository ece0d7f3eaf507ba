"""What was drawn, as the tariff looks at it: the whole, and each organic compound in it."""

from __future__ import annotations

from functools import cache, cached_property

from rdkit import Chem

from tidewaiter.codes.facts import Piece
from tidewaiter.codes.ions import Ion, Whole
from tidewaiter.codes.tables import NamedIn
from tidewaiter.codes.words import Words
from tidewaiter.substance.structures.stereo import mirrored
from tidewaiter.substance.structures.structure import Structure, read_structure

SOLVATE = 12  # atoms: what crystallises with a solvent is no smaller


class Goods:
    """A structure: ``whole``, all of it, and ``organic``, the compounds of chapter 29 in it."""

    def __init__(self, structure: Structure, words: Words) -> None:
        self.structure = structure
        self.words = words

    @classmethod
    def read(cls, text: str, words: Words) -> Goods:
        """Goods from SMILES, InChI or a MOL block. Raises :class:`tidewaiter.errors.Unreadable`."""
        return cls(read_structure(text), words)

    @cached_property
    def whole(self) -> Whole:
        """All that was drawn, isotopes kept."""
        parts = self.structure.components
        labelled = any(component.isotopic for component in parts)
        plain = len(parts) == 1 and not labelled
        mol = parts[0].mol if plain else Chem.MolFromSmiles(self.structure.smiles)
        whole = Whole(mol, self.words, labelled=labelled)
        if plain:
            whole.elements, whole.formula = self.pieces[0].elements, self.pieces[0].formula
        whole.organic_in = bool(self.organic)
        if not whole.organic_in:
            whole.ions = tuple(Ion(component.flat, component.charge) for component in parts)
        return whole

    @cached_property
    def pieces(self) -> list[Piece]:
        """Each different component in its normal form."""
        many = len(self.structure.components) > 1
        found: dict[str, Piece] = {}
        for component in self.structure.components:
            bound = frozenset({"salt"}) if many and self.structure.in_salt(component) else frozenset[str]()
            key = component.iso if many else ""
            found.setdefault(key, Piece(component.mol, self.words, bound))
        return list(found.values())

    @property
    def is_mixture(self) -> bool:
        """Whether several different organic compounds stand side by side that make no salt, solvents of crystallisation apart."""
        if len(self.pieces) < 2:
            return False
        large = any(piece["atoms"] >= SOLVATE for piece in self.organic)
        parts = [piece for piece in self.organic if not (large and piece["solvent"])]
        if (
            len(parts) < 2
            or len({piece.flat for piece in parts}) < 2
            or all("salt" in piece.bound for piece in parts)
        ):
            return False
        return not any(
            acid["acidic"] and all(one["basic"] or one["acidic"] for one in parts if one is not acid)
            for acid in parts
            if any(one["basic"] for one in parts if one is not acid)
        )

    @property
    def is_lone_ion(self) -> bool:
        """Whether ions of chapter 28 were drawn without those that balance their charges."""
        return not self.organic and sum(one.charge for one in self.structure.components) != 0

    @cached_property
    def organic(self) -> list[Piece]:
        """The components that chapter 28 does not keep."""
        return [piece for piece in self.pieces if piece["organic"]]

    def is_within(self, piece: Piece, row: NamedIn) -> bool:
        """Whether a line that names a substance takes this form of it."""
        scope, _, isomer = row.scope.partition(" ")
        if isomer and Chem.MolToSmiles(piece.mol) not in (
            row.smiles,
            isomer == "relative" and mirror_image(row.smiles),
        ):
            return False
        others = [one for one in self.pieces if one is not piece]
        if scope == "salts":
            return True
        if scope.startswith("ion:"):
            return [one.flat for one in others] == [scope[4:]]
        return all(one.flat == "O" for one in others)

    def may_be_within(self, piece: Piece, row: NamedIn | None) -> bool:
        """Whether a line names one isomer of what was drawn without its stereochemistry."""
        return row is not None and " " in row.scope and "@" not in Chem.MolToSmiles(piece.mol)


@cache
def mirror_image(smiles: str) -> str:
    """The mirror image of a molecule, as canonical SMILES."""
    return str(Chem.MolToSmiles(mirrored(Chem.MolFromSmiles(smiles))))
