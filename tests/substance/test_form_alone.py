"""A dosage form alone makes no medicinal product; a solution or standard for laboratories is none.

The texts were written for this test.
"""

from __future__ import annotations

from typing import Any

import pytest

FORM_ALONE = [
    "ketamine 50 mg capsules",
    "esketamine vials",
    "mephentermine ampoules 15 mg/ml",
    "Quazepam Tabletten 15 mg",
]
SOLD_AS_ONE = [
    "Ketalar vial",
    "ketamine injection B.P.",
    "Ketamin-Hexal 500 mg Injektionslösung",
    "quazepam 15 mg tablets PZN 01234567",
    "tramadol capsules 50 mg, prescription",
]
FOR_LABORATORIES = [
    "ketamine 0.1 mg/ml in methanol, 1 ml ampoule",
    "esketamine solution 1 mg/ml in acetonitrile, ampoules",
    "tramadol certified reference material, vial",
    "Ketamin Referenzstandard, Ampulle",
]


def _in_germany(book: Any, text: str) -> list[str]:
    return [
        one.outcome
        for one in book.check(text, on=book.day, jurisdictions=["DE"]).controls
        if one.entry.instrument == "de/npsg"
    ]


@pytest.mark.parametrize("text", FORM_ALONE)
def test_form_alone_is_asked(book: Any, text: str) -> None:
    assert "cannot_tell" in _in_germany(book, text)


@pytest.mark.parametrize("text", SOLD_AS_ONE)
def test_a_medicine_of_the_market_is_left_out(book: Any, text: str) -> None:
    assert _in_germany(book, text) == []


@pytest.mark.parametrize("text", FOR_LABORATORIES)
def test_a_standard_is_no_medicine(book: Any, text: str) -> None:
    assert "cannot_tell" in _in_germany(book, text)


def test_a_standard_of_a_precursor_is_the_precursor_itself(book: Any) -> None:
    answer = book.check("ephedrine 1 mg/ml in methanol, ampoule", on=book.day, jurisdictions=["EU"])
    assert {one.outcome for one in answer.controls} == {"applies"}


@pytest.mark.parametrize(
    ("brand", "with_form"),
    [
        ("Corvalol", "Corvalol oral drops 25 ml"),
        ("Корвалол", "Корвалол, капли"),
        ("Валокордин", "Valocordin drops"),
        ("Pentalgin", "Pentalgin film-coated tablets"),
        ("Пенталгин", "Пенталгин таблетки №12"),
    ],
)
def test_a_brand_answers_alike_with_its_form(book: Any, brand: str, with_form: str) -> None:
    def told(text: str) -> set[tuple[str, bool]]:
        return {
            (one.jurisdiction, one.outcome == "applies") for one in book.check(text, on=book.day).controls
        }

    assert {place for place, _ in told(brand)} == {place for place, _ in told(with_form)}
    assert {place for place, sure in told(brand) if sure} == {
        place for place, sure in told(with_form) if sure
    }
