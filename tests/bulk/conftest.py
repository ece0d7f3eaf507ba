"""One lawbook and one question for all tests of the bulk room, and structures to put to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from rdkit import Chem
from rdkit.Chem.MolStandardize import rdMolStandardize

from tidewaiter import Lawbook
from tidewaiter.bulk.batch import Screen
from tidewaiter.bulk.exact import Decider


@pytest.fixture(scope="session")
def book():
    return Lawbook.load()


@pytest.fixture(scope="session")
def decider(book):
    return Decider(book, book.question())


@pytest.fixture(scope="session")
def screen(book, decider):
    return Screen(book, decider.question, decider=decider)


@pytest.fixture(scope="session")
def listed(book):
    return structures(book)


@pytest.fixture(scope="session")
def moses(sets: Callable[[str], Path]) -> list[str]:
    """Drug-like molecules."""
    return sets("moses.smi").read_text().split()


@pytest.fixture(scope="session")
def nci(sets: Callable[[str], Path]) -> list[str]:
    """Odd molecules of old collections: metals, salts, dyes, hypervalent sulphur."""
    return sets("nci.smi").read_text().split()


@pytest.fixture(scope="session")
def odd(sets: Callable[[str], Path]) -> list[str]:
    """What shows a scaffold, a kind of residue or a way out of the native reader that the two others do not show."""
    return sets("odd.smi").read_text().split()


@pytest.fixture(scope="session")
def registry():
    return registered()


def structures(book: Lawbook) -> list[str]:
    """Every structure of the lawbook, of a racemate one isomer."""
    return sorted({item.smiles.split()[0] for item in book.store.substances() if item.smiles})


def registered() -> list[str]:
    """Structures of 71,000 registered chemicals, as PubChem draws them: salts, metals, peptides, dyes (package `chemicals`)."""
    table = files("chemicals") / "Identifiers" / "chemical identifiers pubchem large.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    return sorted({line.split("\t")[4] for line in lines if line.count("\t") > 5})


def tautomers(mol: Chem.Mol) -> list[str]:
    """Two other drawings of one substance with its mobile hydrogens elsewhere, where it has any."""
    enumerator = rdMolStandardize.TautomerEnumerator()
    enumerator.SetMaxTautomers(20)
    enumerator.SetMaxTransforms(50)
    own = Chem.MolToSmiles(mol)
    return [text for text in sorted(map(Chem.MolToSmiles, enumerator.Enumerate(mol))) if text != own][:2]


def at_random(smiles: str, seed: int) -> list[str]:
    """Two drawings of one structure with its atoms in other orders."""
    return [str(text) for text in Chem.MolToRandomSmilesVect(Chem.MolFromSmiles(smiles), 2, seed)]


def redrawn(smiles: str, seed: int) -> Iterator[str]:
    """Other drawings and relatives of one structure: shuffled, Kekule, salted, charged, tautomeric, labelled."""
    mol = Chem.MolFromSmiles(smiles)
    shuffled = at_random(smiles, seed)
    yield from shuffled
    kekule = Chem.Mol(mol)
    Chem.Kekulize(kekule, clearAromaticFlags=True)
    yield Chem.MolToSmiles(kekule, kekuleSmiles=True)
    yield from (f"{smiles}.Cl", f"OC(=O)C(=O)O.{shuffled[0]}", f"[Na+].[Cl-].{smiles}")
    for atom in mol.GetAtoms():
        if (
            atom.GetAtomicNum() == 7
            and atom.GetFormalCharge() == 0
            and not atom.GetIsAromatic()
            and atom.GetTotalNumHs()
        ):
            charged = Chem.RWMol(mol)
            target = charged.GetAtomWithIdx(atom.GetIdx())
            target.SetNumExplicitHs(atom.GetTotalNumHs() + 1)
            target.SetNoImplicit(True)
            target.SetFormalCharge(1)
            yield Chem.MolToSmiles(charged) + ".[Cl-]"
            break
    yield from tautomers(mol)
    carbon = next((a.GetIdx() for a in mol.GetAtoms() if a.GetAtomicNum() == 6), None)
    if carbon is not None:
        labelled = Chem.Mol(mol)
        labelled.GetAtomWithIdx(carbon).SetIsotope(13)
        yield Chem.MolToSmiles(labelled)
