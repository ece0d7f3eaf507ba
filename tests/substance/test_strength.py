"""Amounts as labels write them, in the languages held: grams of a dosage unit, or in 100 ml or 100 g, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.substance.amounts.preparation import Contents

UNIT = {
    "codeine 30 mg tablets": 0.03,
    "codeine tablets 30mg": 0.03,
    "30 mg codeine tablets": 0.03,
    "Codein 30 mg Tabletten": 0.03,
    "comprimidos de codeína 30 mg": 0.03,
    "codéine 30 mg comprimés": 0.03,
    "codeina 30 mg compresse": 0.03,
    "codeine 30 mg tabletten": 0.03,
    "кодеин 30 мг таблетки": 0.03,
    "可待因片 30毫克": 0.03,
    "lorazepam 0,5 mg Tabletten": 0.0005,
    "lorazepam 500 mcg tablets": 0.0005,
    "codeine 1,000 mg tablets": 1.0,
    "fentanyl 100 micrograms lozenges": 0.0001,
}
HUNDRED = {
    "codeine 10 mg/5 ml syrup": 0.2,
    "codeine 10 mg per 5 ml syrup": 0.2,
    "Codein 10 mg je 5 ml Saft": 0.2,
    "codéine 10 mg par 5 ml sirop": 0.2,
    "codeína 10 mg por 5 ml jarabe": 0.2,
    "可待因10毫克/5毫升 糖浆": 0.2,
    "кодеин 10 мг/5 мл сироп": 0.2,
    "codeine 2 mg/ml solution": 0.2,
    "codeine 0.2 % solution": 0.2,
    "Codein 0,2 % (w/v) Lösung": 0.2,
    "codeine 0.2 per cent solution": 0.2,
    "codeine 1 g per 100 g ointment": 1.0,
    "mixture with 60 percent by weight gamma-butyrolactone": 60.0,
    "gamma-butyrolactone 60 wt% mixture": 60.0,
    "Gemisch mit 60 Gew.-% gamma-Butyrolacton": 60.0,
    "Gemisch mit 60 Gewichtsprozent gamma-Butyrolacton": 60.0,
    "mezcla con 60 % en peso de gamma-butirolactona": 60.0,
    "mélange avec 60 % en poids de gamma-butyrolactone": 60.0,
    "mixture with 2 percent w/v iodine": 2.0,
}


def told(book: Any, text: str) -> Contents:
    """What is told of the first candidate's contents."""
    found = book.identify(text).candidates[0].contents
    assert found is not None and found.strength is not None
    return found


@pytest.mark.parametrize(("text", "grams"), UNIT.items(), ids=UNIT.keys())
def test_a_dosage_unit(book: Any, text: str, grams: float) -> None:
    found = told(book, text)
    assert found.strength.unit == pytest.approx(grams) and found.strength.hundred is None and found.whole


@pytest.mark.parametrize(("text", "grams"), HUNDRED.items(), ids=HUNDRED.keys())
def test_what_is_not_divided(book: Any, text: str, grams: float) -> None:
    assert told(book, text).strength.hundred == pytest.approx(grams)


def test_an_ampoule_is_a_unit_by_its_volume(book: Any) -> None:
    found = told(book, "midazolam 5 mg/ml injection 3 ml ampoules")
    assert found.form == "injection" and found.strength.unit == pytest.approx(0.015)


@pytest.mark.parametrize(
    "text",
    [
        "codeine 30 mg and paracetamol 500 mg tablets",
        "paracetamol 500 mg, codeine 30 mg tablets",
        "30 mg codeine with 500 mg paracetamol tablets",
        "codeine/paracetamol 30 mg/500 mg tablets",
        "codeine/paracetamol 30/500 mg tablets",
        "Codein 30 mg Paracetamol 500 mg Tabletten",
    ],
)
def test_each_ingredient_has_its_own_amount(book: Any, text: str) -> None:
    amounts = {
        one.name.casefold(): one.contents.strength.unit
        for one in book.identify(text).candidates
        if one.contents and one.contents.strength
    }
    assert amounts == {"codeine": pytest.approx(0.03), "acetaminophen": pytest.approx(0.5)}


@pytest.mark.parametrize(
    "text",
    [
        "codeine",
        "codeine phosphate 25 kg",
        "codeine phosphate powder",
        "codeine 99.5 %",
        "codeine reference standard 10 mg",
    ],
)
def test_the_substance_itself_is_no_preparation(book: Any, text: str) -> None:
    assert all(one.contents is None for one in book.identify(text).candidates)
