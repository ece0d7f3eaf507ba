"""The pitfalls of docs/pitfalls.md that concern classes, by their numbers there; each expectation comes from the text of the
law named."""

import pytest
from rdkit import Chem

from tidewaiter.classes import Matcher
from tidewaiter.classes.isomers import Features, compared

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
BENZYLFENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(Cc2ccccc2)CC1"
NORFENTANYL = "CCC(=O)N(c1ccccc1)C1CCNCC1"
BOC_NORFENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(C(=O)OC(C)(C)C)CC1"
CARBAMATE = "CCOC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"


@pytest.mark.parametrize(
    ("number", "key", "smiles", "expected"),
    [
        (11, "cn/fentanyl", FENTANYL, "not_reached"),  # no modification: it stays under its own entry
        (12, "cn/fentanyl", NORFENTANYL, "not_reached"),  # limb (iv) excepts hydrogen
        (12, "cn/fentanyl", BENZYLFENTANYL, "reached"),
        (12, "cn/fentanyl", BOC_NORFENTANYL, "reached"),
        (13, "cn/fentanyl", CARBAMATE, "cannot_tell"),  # is alkoxycarbonyl an acyl? open in the text
        (13, "us/fentanyl-related", CARBAMATE, "reached"),  # DEA rule of 2021-05-04 names it
        (
            14,
            "us/fentanyl-related",
            "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccncc2)CC1",
            "reached",
        ),  # hetero ring: a monocycle
        (
            14,
            "us/fentanyl-related",
            "CCC(=O)N(c1ccccc1)C1CCN(CCc2c[nH]c3ccccc23)CC1",
            "not_reached",
        ),  # fused: none
        (15, "us/fentanyl-related", BENZYLFENTANYL, "not_reached"),
        (15, "us/fentanyl-related", BOC_NORFENTANYL, "not_reached"),
        (19, "us/4-anilinopiperidine", "CC(C)(C)OC(=O)N1CCC(CC1)Nc1ccccc1", "reached"),
        (
            22,
            "us/cannabimimetic",
            "CCCCCn1ccc(C(=O)c2cccc3ccccc23)c1",
            "cannot_tell",
        ),  # agonism is not in the drawing
        (26, "cn/fentanyl", "CN(C)C(=O)C(CCN1CCC(O)(c2ccc(Cl)cc2)CC1)(c1ccccc1)c1ccccc1", "not_reached"),
        (26, "cn/fentanyl", "O=c1[nH]c2ccccc2n1CCCN1CCC(n2c(=O)[nH]c3cc(Cl)ccc32)CC1", "not_reached"),
    ],
)
def test_pitfall(outcome, number: int, key: str, smiles: str, expected: str) -> None:
    assert outcome(key, smiles) == expected


@pytest.mark.parametrize(
    ("name", "smiles"),
    [
        ("loperamide", "CN(C)C(=O)C(CCN1CCC(O)(c2ccc(Cl)cc2)CC1)(c1ccccc1)c1ccccc1"),
        ("haloperidol", "O=C(CCCN1CCC(O)(c2ccc(Cl)cc2)CC1)c1ccc(F)cc1"),
        ("donepezil", "COc1cc2c(cc1OC)C(=O)C(CC1CCN(Cc3ccccc3)CC1)C2"),
        ("lidocaine", "CCN(CC)CC(=O)Nc1c(C)cccc1C"),
        ("bupivacaine", "CCCCN1CCCCC1C(=O)Nc1c(C)cccc1C"),
        ("omeprazole", "COc1ccc2nc(S(=O)Cc3ncc(C)c(OC)c3C)[nH]c2c1"),
        ("sildenafil", "CCCc1nn(C)c2c(=O)[nH]c(-c3cc(S(=O)(=O)N4CCN(C)CC4)ccc3OCC)nc12"),
        ("cinnarizine", "C(=CCN1CCN(C(c2ccccc2)c2ccccc2)CC1)c1ccccc1"),
    ],
)
def test_benign_medicines_of_the_same_shape_are_in_no_chinese_or_us_class(
    matcher: Matcher, name: str, smiles: str
) -> None:
    ids = [key for key in matcher.definitions if key.startswith(("cn/", "us/"))]
    assert matcher.match(Chem.MolFromSmiles(smiles), ids) == []


def test_domperidone_is_reached_by_the_literal_orphine_text_only(matcher: Matcher) -> None:
    ids = [key for key in matcher.definitions if key.startswith(("cn/", "us/"))]
    mol = Chem.MolFromSmiles("O=c1[nH]c2ccccc2n1CCCN1CCC(n2c(=O)[nH]c3cc(Cl)ccc32)CC1")
    assert [verdict.id for verdict in matcher.match(mol, ids)] == ["cn/orphines"]


def test_eutylone_is_a_positional_isomer_of_pentylone() -> None:  # pitfall 8
    pentylone = Chem.MolFromSmiles("CCCC(NC)C(=O)c1ccc2c(c1)OCO2")
    eutylone = Chem.MolFromSmiles("CCNC(CC)C(=O)c1ccc2c(c1)OCO2")
    assert compared(Features(pentylone), Features(eutylone)).outcome == "yes"


@pytest.mark.parametrize(  # pitfall 39
    "smiles",
    [
        "C1"
        + "".join(f"C%{i}" for i in range(10, 40))
        + "C"
        + "".join(f"C%{i}" for i in range(39, 9, -1))
        + "1",
        "NCC(=O)" * 80 + "O",
        "C(C(C(C(C(C)(C)C)(C)C)(C)C)(C)C)" * 12 + "C",
        "CCCCC" * 200,
        "c1ccc2cc3cc4cc5cc6ccccc6cc5cc4cc3cc2c1",
        "C12C3C4C1C5C2C3C45",
        "O=C(" + "N(c1ccccc1)C1CCN(C(=O)" * 30 + "C" + ")CC1" * 30 + ")C",
    ],
    ids=["ladder", "peptide", "branched", "1,000 atoms", "hexacene", "cubane", "30 piperidines"],
)
def test_odd_structures_end_in_bounded_work(matcher: Matcher, smiles: str) -> None:
    import time

    mol = Chem.MolFromSmiles(smiles)
    start = time.perf_counter()
    verdicts = matcher.match(mol)
    assert time.perf_counter() - start < 5.0
    if mol.GetNumHeavyAtoms() > 250:
        assert {verdict.outcome for verdict in verdicts} <= {"not_assessed"}
