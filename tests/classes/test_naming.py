"""The names of residues are looked up under what residue_smiles writes."""

from rdkit import Chem

from tidewaiter.classes.naming import _NAMES, name_residue, residue_smiles


def test_every_key_is_as_residue_smiles_writes_it() -> None:
    wrong = []
    for smiles, name in _NAMES.items():
        mol = Chem.MolFromSmiles(smiles)
        atoms = [atom.GetIdx() for atom in mol.GetAtoms() if atom.GetAtomicNum()]
        if residue_smiles(mol, atoms) != smiles:
            wrong.append(name)
    assert wrong == []


def test_a_residue_is_named_whatever_stands_beside_it() -> None:
    fentanyl = Chem.MolFromSmiles("CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1")
    phenethyl = fentanyl.GetSubstructMatch(Chem.MolFromSmarts("[CH2][CH2]c1ccccc1"))
    assert name_residue(fentanyl, phenethyl) == "phenethyl"


def test_an_unnamed_residue_shows_as_smiles_with_its_place() -> None:
    mol = Chem.MolFromSmiles("CCCCCCCCCN")
    assert name_residue(mol, range(9)) == "*CCCCCCCCC"
