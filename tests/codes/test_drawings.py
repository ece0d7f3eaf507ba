"""What is ruled out by atoms and rings alone is nowhere to be found."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from rdkit import Chem

from tidewaiter.codes.facts import Piece
from tidewaiter.codes.language import bit_of, read_condition
from tidewaiter.codes.tables import Tables
from tidewaiter.substance.structures.forms import pattern

SETS = Path(__file__).parents[1] / "sets"
CAGES = [  # rings bridged, small and fused, sharing one atom, one bond of three
    "C1CC2CCC1C2", "C1CC2CC2C1", "C12C3C4C1C5C2C3C45", "C1CCC2(C1)CCNCC2", "C1CC23CCC1(C2)CC3", "C1CC2(C1)C1CC2C1", "N1CC2CC1C2", "C1OC2CC2O1",
    "CN1CCC23C4OC5=C(O)C=CC(=C25)CC1C3C=CC4O", "C1CC1C1CCNCC1", "c1cc2ccc3cccc4ccc(c1)c2c34", "C1C2CC3CC1CC(C2)C3", "C1CCC23CCCC(C2)(C1)CC3",
]  # fmt: skip


def molecules(name: str) -> list[str]:
    with gzip.open(SETS / f"{name}.smi.gz", "rt") as file:
        return [line.split()[0].split(",")[0] for line in file if line.strip()][1::40][:100]


@pytest.mark.parametrize("name", ["moses", "nci", "odd", ""])
def test_what_is_ruled_out_is_not_there(tables: Tables, name: str) -> None:
    looked = 0
    for smiles in molecules(name) if name else CAGES:
        mol = Chem.MolFromSmiles(smiles)
        if mol is None or not mol.GetNumAtoms():
            continue
        piece = Piece(mol, tables.words)
        for word, smarts in tables.words.groups.items():
            if piece.absent & bit_of(word):
                looked += 1
                assert not mol.HasSubstructMatch(pattern(smarts)), (smiles, word)
    assert looked > 1000


def test_what_is_left_of_a_condition_says_the_same() -> None:
    class Stub(dict[str, int]):
        absent = 0

    condition = read_condition("a and not (b or c >= 2) or d and (e or not a)")
    for number in range(32):
        held = {word: number >> place & 1 for place, word in enumerate("abcde")}
        whole = Stub(held | {"#c": 2 * held["c"]})
        left = Stub(whole)
        left.absent = sum(bit_of(word) for word, there in held.items() if not there)
        assert bool(condition(whole)) == bool(condition(left))
