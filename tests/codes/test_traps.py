"""The traps of classification that practitioners write about: what the code must be is from the notes and the wording."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tidewaiter.codes.answer import Coder
from tidewaiter.codes.goods import Goods

TRAPS = list(csv.DictReader((Path(__file__).parent / "traps.csv").open(encoding="utf-8", newline="")))
INORGANIC = {  # smiles -> CN code, by the wording of the line
    "[K+].[OH-]": "28152000", "Cl": "28061000", "O=S(=O)(O)O": "28070000", "OP(=O)(O)O": "28092000",
    "[K+].[O-][Mn](=O)(=O)=O": "28416100", "[Na+].[Na+].[O-]C(=O)[O-]": "28362000", "[Na+].OC(=O)[O-]": "28363000",
    "[NH4+].[Cl-]": "28271000", "Cl[Al](Cl)Cl": "28273200", "[Na+].[N-]=[N+]=[N-]": "28500060", "[Na+].[C-]#N": "28371100",
    "[K+].[K+].[O-][Cr](=O)(=O)O[Cr](=O)(=O)[O-]": "28415000", "O=[Zn]": "28170000", "[Na+].[BH4-]": "28500020",
    "OO": "28470000", "O=[Si]=O": "28112200", "O.O.O.O.O.[Cu+2].[O-]S(=O)(=O)[O-]": "28332500", "ClS(Cl)=O": "28121700",
    "P(Cl)(Cl)Cl": "28121300", "ClP(=O)(Cl)Cl": "28121200", "NN.O": "28251000", "[Ca+2].[C-]#[C-]": "28491000",
    "[Fe+3].[Cl-].[Cl-].[Cl-]": "28273920", "II": "28012000", "S=C=S": "28131000", "C#N": "28111200",
    "N#C[Fe-3](C#N)(C#N)(C#N)(C#N)C#N.[K+].[K+].[K+]": "28372000", "[Na+].[Na+].[O-]S([O-])(=O)=S": "28323000",
    "[Ag+].[O-][N+](=O)[O-]": "28432100", "[H][H]": "28041000", "[Zn+2].[O-][O-]": "28170000",
    "[Na+].[Na+].[O-][O-]": "28153000", "[Mg+2].[O-][O-]": "28161000", "[Ba+2].[O-][O-]": "28164000",
    "[Ca+2].[O-][O-]": "28259019", "B#N": "28500020", "F[Al-3](F)(F)(F)(F)F.[Na+].[Na+].[Na+]": "28263000", "OO.NC(N)=O": "28470000", "[Na+].[Na+].[O-]C(=O)[O-].OO": "28369990",
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["name"])
def test_a_trap(trap: dict[str, str], hs: Coder) -> None:
    coded = hs.code(Goods.read(trap["smiles"], hs.tables.words))
    assert coded.code[: len(trap["code"])] == trap["code"], trap["note"]
    assert coded.rules, "an answer names at least one rule"


def test_there_are_forty_of_them() -> None:
    assert len(TRAPS) >= 40
    assert len({trap["smiles"] for trap in TRAPS}) == len(TRAPS)


@pytest.mark.parametrize("smiles", INORGANIC)
def test_an_inorganic_chemical(smiles: str, eu: Coder) -> None:
    assert eu.code(Goods.read(smiles, eu.tables.words)).code == INORGANIC[smiles]
