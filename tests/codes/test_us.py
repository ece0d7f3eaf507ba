"""The US schedule below six digits: what the code must be is from rulings of US customs and the wording of the lines."""

from __future__ import annotations

from datetime import date

import pytest

from tidewaiter.codes.answer import Coder
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.tables import Tables

DAY = date(2025, 1, 1)
DICYCLOHEXYLAMINE = "C1CCCCC1NC1CCCCC1"
RULED = [
    ("Cc1ccc(cc1)S(=O)(=O)OC[C@H]1CO1", {}, "2910902000", "NY A80510: aromatic by its acid"),
    ("CCC(=O)OCc1ccccc1", {}, "2915502000", "aromatic by its alcohol: additional US note 2(a) to section VI"),
    ("CCC(=O)OCC", {}, "2915505000", "nothing aromatic"),
    ("NS(=O)(=O)O", {}, "2811196110", "sulfamic acid, by name"),
    ("CC12CCC3c4ccc(O)cc4CCC3C1CCC2=O", {"hormone": True}, "2937235010", "NY I86205: estrone"),
    (DICYCLOHEXYLAMINE, {"aromatic_source": True, "us_note_3": False}, "2921303000", "NY H87113"),
    ("CN(C)C1CCCCC1", {"aromatic_source": False}, "2921305000", "NY K82258"),
]


@pytest.mark.parametrize(("smiles", "answers", "code", "why"), RULED, ids=[one[3] for one in RULED])
def test_as_ruled(tables: Tables, smiles: str, answers: dict[str, bool], code: str, why: str) -> None:
    coded = Coder(tables, "US", DAY, answers).code(Goods.read(smiles, tables.words))
    assert (coded.outcome, coded.code) == ("decided", code), why


def test_an_origin_that_no_structure_shows_is_asked(tables: Tables) -> None:
    coded = Coder(tables, "US", DAY).code(Goods.read(DICYCLOHEXYLAMINE, tables.words))
    assert (coded.outcome, coded.code) == ("depends", "292130")
    assert "aromatic_source" in {one.id for one in coded.questions}
