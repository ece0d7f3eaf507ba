"""Codes of laboratories, names that are trade names and words, and what stands beside a name: numbers, isotopes, formulas, that it is authorised."""

from __future__ import annotations

from datetime import date

import pytest

from tidewaiter import Lawbook


@pytest.mark.parametrize(
    ("code", "formula"),  # as published for the compound
    [
        ("KI-16425", "C23H23ClN2O5S"), ("VX-702", "C19H12F4N4O2"), ("MG-132", "C26H41N3O5"), ("DMP-543", "C26H18F2N2O"),
        ("GANT 61", "C27H35N5"), ("TRAM-39", "C20H14ClN"), ("VX 702", "C19H12F4N4O2"), ("SC 560", "C17H12ClF3N2O"),
    ],
)  # fmt: skip
def test_a_code_is_its_own_compound(book: Lawbook, code: str, formula: str) -> None:
    from rdkit import Chem
    from rdkit.Chem.rdMolDescriptors import CalcMolFormula

    (found,) = book.identify(code).candidates
    assert CalcMolFormula(Chem.MolFromSmiles(found.smiles)) == formula


@pytest.mark.parametrize("code", ["KI-99812", "PHP-7731", "DMP-912", "THC-4081"])
def test_a_code_that_nothing_knows_is_not_surely_its_letters(book: Lawbook, code: str) -> None:
    known = book.identify(code)
    assert known.doubt
    assert all(one.unsure for one in known.candidates)
    assert not any(control.outcome == "applies" for control in book.check(code).controls)


@pytest.mark.parametrize("text", ["JWH-018", "U-47700", "4-AcO-DMT", "TNT 200 kg", "E-120", "DDVP"])
def test_a_code_that_is_a_name_stays_sure(book: Lawbook, text: str) -> None:
    assert not any("code" in one.unsure for one in book.identify(text).candidates)


@pytest.mark.parametrize("word", ["torque", "radar", "alto", "liberty", "counter"])
def test_a_trade_name_that_is_a_word_is_not_sure(book: Lawbook, word: str) -> None:
    answer = book.check(word)
    assert answer.identity.doubt
    assert not any(control.outcome == "applies" for control in answer.controls)


def test_the_name_of_the_compound_itself_is_sure(book: Lawbook) -> None:
    assert not book.identify("propiconazole").doubt


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("fludeoxyglucose (18F)", "fludeoxyglucose"),
        ("riboflavin (vit B2)", "riboflavin"),
        ("(11C)carfentanil", "carfentanil"),
    ],
)
def test_an_isotope_or_a_short_word_in_brackets_is_understood(book: Lawbook, text: str, name: str) -> None:
    known = book.identify(text)
    assert not known.doubt
    assert [one.name.casefold() for one in known.candidates] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "1-N-Boc-4-(phenylamino)piperidine, CAS 125541-22-2, customs code 2933399090",
        "1-boc-4-(phenylamino)piperidine 125541-22-2",
    ],
)
def test_the_brackets_of_a_name_beside_its_number_are_its_own(book: Lawbook, text: str) -> None:
    keys = [one.substance for one in book.identify(text).candidates]
    assert keys == ["tert-butyl-4-phenylamino-piperidine-1-carboxylate"]


def test_a_formula_tells_again_what_goods_hold(book: Lawbook) -> None:
    controls = book.check("cream chargers N2O 8 g", jurisdictions=["UK"], on=date(2024, 1, 1)).controls
    assert {control.outcome for control in controls} == {"applies"}
    assert book.identify("cream chargers CO2 8 g").doubt  # another gas is not passed over


def test_a_medicine_that_is_told_to_be_authorised(book: Lawbook) -> None:
    at = {"jurisdictions": ["CN"], "on": date(2024, 1, 1)}
    assert not book.check("依托咪酯注射液（已上市）", **at).controls
    assert book.check("依托咪酯注射液", **at).controls


@pytest.mark.parametrize(
    "text", ["paracetamol and codeine", "Codein und Paracetamol", "paracetamol codeine tablets"]
)
def test_a_combination_holds_its_harmless_part_too(book: Lawbook, text: str) -> None:
    assert "acetaminophen" in {one.name for one in book.identify(text).candidates}
