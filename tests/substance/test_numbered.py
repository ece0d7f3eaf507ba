"""Numbers of atoms, as reaction drawings bear them, say nothing of the substance."""

from __future__ import annotations

from typing import Any

import pytest
from rdkit import Chem

from tidewaiter import Lawbook

METHAMPHETAMINE = "C[C@H](NC)Cc1ccccc1"


@pytest.fixture(scope="module")
def book():
    return Lawbook.load()


def numbered(smiles: str) -> Chem.Mol:
    mol = Chem.MolFromSmiles(smiles)
    for atom in mol.GetAtoms():
        atom.SetAtomMapNum(atom.GetIdx() + 1)
    return mol


def controls(book: Lawbook, text: str) -> list[tuple[str, str, str]]:
    return [(c.entry.id, c.outcome, c.basis) for c in book.check(text).controls]


def test_an_answer_is_the_same_with_and_without_numbers(book):
    plain = controls(book, METHAMPHETAMINE)
    assert any(basis == "named" for _, _, basis in plain)
    mol = numbered(METHAMPHETAMINE)
    assert controls(book, Chem.MolToSmiles(mol)) == plain
    assert controls(book, Chem.MolToSmiles(mol) + ".Cl") == controls(book, METHAMPHETAMINE + ".Cl")
    assert controls(book, Chem.MolToMolBlock(mol)) == controls(
        book, Chem.MolToMolBlock(Chem.MolFromSmiles(METHAMPHETAMINE))
    )


def test_a_numbered_hydrogen_is_a_hydrogen(book):
    assert controls(book, "[H:9]N(C)C(C)Cc1ccccc1") == controls(book, "CNC(C)Cc1ccccc1")


@pytest.mark.parametrize(
    ("hydrate", "formula"),
    [("Na2S·5H2O", "Na2S"), ("HgCl2 * H2O", "HgCl2"), ("CuSO4 5H2O", "CuSO4")],
)
def test_a_formula_with_its_water_is_that_salt(book: Any, hydrate: str, formula: str) -> None:
    def told(text: str) -> set[tuple[str, str]]:
        return {(one.jurisdiction, one.outcome) for one in book.check(text).controls}

    assert told(hydrate) == told(formula) == told(f"{hydrate} 98 %, 25 kg")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("quinine sulfate 6119-70-6", True),  # of the dihydrate
        ("zinc sulfate 7446-20-0", True),  # of the heptahydrate
        ("theophylline monohydrate 58-55-9", True),
        ("zinc sulfate 7758-99-8", False),  # of copper sulfate with its water
    ],
)
def test_a_salt_and_the_number_of_its_hydrate_are_one(book: Any, text: str, same: bool) -> None:
    assert ("not of one substance" not in book.check(text).identity.doubt) is same
