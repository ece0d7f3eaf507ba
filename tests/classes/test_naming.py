"""The names of residues are looked up under what RDKit writes of the residue by itself."""

from rdkit import Chem

from tidewaiter.classes.facts import Facts, mask_of
from tidewaiter.classes.naming import name_part, names


def named(mol, atoms):
    return name_part(Facts(mol), mask_of(atoms))


def test_every_key_is_found() -> None:
    wrong = []
    for smiles, name in names().items():
        mol = Chem.MolFromSmiles(smiles)
        atoms = [atom.GetIdx() for atom in mol.GetAtoms() if atom.GetAtomicNum()]
        if named(mol, atoms) != name:
            wrong.append((name, named(mol, atoms)))
    assert wrong == []


def test_a_residue_is_named_whatever_stands_beside_it() -> None:
    fentanyl = Chem.MolFromSmiles("CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1")
    phenethyl = fentanyl.GetSubstructMatch(Chem.MolFromSmarts("[CH2][CH2]c1ccccc1"))
    assert named(fentanyl, phenethyl) == "phenethyl"


def test_an_unnamed_residue_shows_as_smiles_with_its_places() -> None:
    assert named(Chem.MolFromSmiles("CCCCCCCCCN"), range(9)) == "*CCCCCCCCC"
    bridge = Chem.MolFromSmiles("C1CC(OC)CCN1")
    assert named(bridge, [2, 3, 4]) == "*C(*)OC"
