"""Listed substances that a name without positions may mean: of the same parts, joined in other places."""

from __future__ import annotations

from collections.abc import Iterator

from rdkit import Chem

from tidewaiter.lawbook.records import Substance
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.structures.forms import formula_of, pattern

_AT_A_RING = "[c]-!@[*]"


def isomers(smiles: str, store: Store) -> list[str]:
    """The listed substances that a structure is but for the positions of its parts.

    >>> from tidewaiter import Lawbook
    >>> isomers("CCC(=O)c1ccccc1C", Lawbook.load().store), isomers("CCO", Lawbook.load().store)
    (['3-methylpropiophenone', '4-methylpropiophenone'], [])
    """
    mol = Chem.MolFromSmiles(smiles)
    if mol is None:
        return []
    formula, parts = formula_of(mol), _parts(mol)
    found = (one for one in _of_formula(formula, store) if one.smiles != smiles)
    return [
        one.id
        for one in found
        if (other := Chem.MolFromSmiles(one.smiles)) is not None and _parts(other) == parts
    ]


def _of_formula(formula: str, store: Store) -> Iterator[Substance]:
    return (one for one in store.substances() if one.formula == formula and one.smiles)


def _parts(mol: Chem.Mol) -> list[str]:
    """What is left of a structure when its rings are cut from what stands on them."""
    bonds = [mol.GetBondBetweenAtoms(*pair).GetIdx() for pair in mol.GetSubstructMatches(pattern(_AT_A_RING))]
    if not bonds:
        return [Chem.MolToSmiles(mol, isomericSmiles=False)]
    cut = Chem.FragmentOnBonds(mol, sorted(set(bonds)), addDummies=False)
    for atom in cut.GetAtoms():
        atom.SetNoImplicit(False)
    return sorted(Chem.MolToSmiles(cut, isomericSmiles=False).split("."))
