"""21 CFR 1300.01(b): the regulation's own examples, and pairs that rules of the DEA name."""

from pathlib import Path

import pytest
from rdkit import Chem

from tidewaiter.classes.isomers import Features, compared, read_isomer_rules
from tidewaiter.lawbook.read import read_yaml

FILE = Path(__file__).parents[2] / "lawbook" / "classes" / "us" / "isomers" / "positional.yml"
EXAMPLES = [
    pytest.param(e["smiles"], e["other_smiles"], e["answer"], id=f"{e['listed']} and {e['other']}")
    for e in read_yaml(FILE).mappings("examples")
]


@pytest.mark.parametrize(("listed", "other", "expected"), EXAMPLES)
def test_example(listed: str, other: str, expected: str) -> None:
    rules = read_isomer_rules(FILE)
    first, second = Chem.MolFromSmiles(listed), Chem.MolFromSmiles(other)
    assert compared(Features(first, rules), Features(second, rules)).outcome == expected
    assert compared(Features(second, rules), Features(first, rules)).outcome == expected


def test_another_formula_is_never_one() -> None:
    mdma, mda = Chem.MolFromSmiles("CNC(C)Cc1ccc2c(c1)OCO2"), Chem.MolFromSmiles("CC(N)Cc1ccc2c(c1)OCO2")
    assert compared(Features(mdma), Features(mda)).because == "another molecular formula"


def test_a_substance_is_no_isomer_of_itself_however_drawn() -> None:
    one, two = Chem.MolFromSmiles("CNC(C)Cc1ccc2c(c1)OCO2"), Chem.MolFromSmiles("C1Oc2ccc(C[C@H](C)NC)cc2O1")
    assert not compared(Features(one), Features(two))


def test_without_a_known_core_the_answer_is_open() -> None:
    # 1,2,3,4-tetrahydroisoquinolines: no class of hallucinogens that the regulation or we name
    one, two = Chem.MolFromSmiles("COc1ccc2c(c1)CCNC2"), Chem.MolFromSmiles("COc1cccc2c1CCNC2")
    found = compared(Features(one), Features(two))
    assert (found.outcome, bool(found)) in {("cannot_tell", False), ("yes", True)}


def test_a_phenol_against_an_alcohol_is_open() -> None:
    # tyramine's and phenylethanolamine's N-methyl relatives: pholedrine and ephedrine
    pholedrine, ephedrine = Chem.MolFromSmiles("CNC(C)Cc1ccc(O)cc1"), Chem.MolFromSmiles("CNC(C)C(O)c1ccccc1")
    assert compared(Features(pholedrine), Features(ephedrine)).outcome == "cannot_tell"


def test_moving_a_group_to_a_ring_nitrogen_is_open() -> None:
    # N-methyltryptamine and 1-methyltryptamine
    one, two = Chem.MolFromSmiles("CNCCc1c[nH]c2ccccc12"), Chem.MolFromSmiles("NCCc1cn(C)c2ccccc12")
    assert compared(Features(one), Features(two)).outcome == "cannot_tell"
