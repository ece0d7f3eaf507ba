"""What RDKit tells of a molecule in the words that matching needs: patterns, formulas, skeletons, tautomers."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

Mol = Any  # rdkit.Chem.Mol; RDKit ships no complete type hints


@cache
def pattern(smarts: str) -> Mol:
    """A SMARTS pattern, read once."""
    return Chem.MolFromSmarts(smarts)


def formula_of(mol: Mol) -> str:
    """The molecular formula, Hill order."""
    return str(CalcMolFormula(mol))


_ELEMENTS = {
    (6, False): "C",
    (6, True): "c",
    (7, False): "N",
    (7, True): "n",
    (8, False): "O",
    (8, True): "o",
}
_BONDS = {
    Chem.BondType.SINGLE: "-",
    Chem.BondType.DOUBLE: "=",
    Chem.BondType.TRIPLE: "#",
    Chem.BondType.AROMATIC: ":",
}


def skeleton_pattern(mol: Mol) -> Mol:
    """A pattern that of all molecules of one formula finds those with the same SMILES, stereochemistry apart."""
    atoms = []
    for atom in mol.GetAtoms():
        element = _ELEMENTS.get((atom.GetAtomicNum(), atom.GetIsAromatic()))
        element = element or f"#{atom.GetAtomicNum()}{'a' if atom.GetIsAromatic() else 'A'}"
        atoms.append(f"[{element}H{atom.GetTotalNumHs(includeNeighbors=True)}{atom.GetFormalCharge():+d}]")
    bonds = [_BONDS.get(bond.GetBondType(), "~") for bond in mol.GetBonds()]
    everything = range(mol.GetNumAtoms())
    return Chem.MolFromSmarts(
        Chem.MolFragmentToSmiles(mol, everything, atomSymbols=atoms, bondSymbols=bonds, isomericSmiles=False)
    )


def tautomer_key(mol: Mol) -> str:
    """A key equal for all tautomers of a molecule, guanidines among them: its atoms as they hang together, and its formula.

    Used to find candidates only.
    """
    copy = Chem.Mol(mol)
    Chem.RemoveStereochemistry(copy)
    from rdkit.Chem import rdMolHash  # only where no listed substance is drawn alike

    graph = rdMolHash.MolHash(copy, rdMolHash.HashFunction.ElementGraph)
    return f"{graph} {formula_of(mol)}"


@cache
def _tautomers() -> Any:
    from rdkit.Chem.MolStandardize import rdMolStandardize

    enumerator = rdMolStandardize.TautomerEnumerator()
    enumerator.SetMaxTautomers(200)
    enumerator.SetMaxTransforms(200)
    return enumerator


# One molecule stands in many rows, drawn anew; what follows costs milliseconds, and tens of them.
@lru_cache(1024)
def inchi_of(flat: str) -> str:
    """The standard InChI of a molecule, told by its canonical SMILES without stereochemistry: the same for tautomers, where it
    knows them."""
    return str(Chem.MolToInchi(Chem.MolFromSmiles(flat)))


@lru_cache(1024)
def canonical_tautomer(flat: str) -> str:
    """One SMILES for all tautomers of a molecule, told by its canonical SMILES without stereochemistry."""
    return str(Chem.MolToSmiles(_tautomers().Canonicalize(Chem.MolFromSmiles(flat)), isomericSmiles=False))


def tautomers_of(mol: Mol) -> frozenset[str]:
    """The tautomers of a molecule as SMILES without stereochemistry; none where they are too many to tell all."""
    found = _tautomers().Enumerate(mol)
    if found.status != found.status.Completed:
        return frozenset()
    return frozenset(Chem.MolToSmiles(one, isomericSmiles=False) for one in found)
