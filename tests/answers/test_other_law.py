"""Ordinary goods on which a body of law may bear that no territory of the lawbook holds are not told as searched and not found."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook

GOODS = {
    "ivory carving, 2 pieces": "protected species",
    "珊瑚项链": "protected species",
    "чёрная икра 500 г": "protected species",
    "frozen pork": "plant and animal health",
    "scrap copper wire": "waste",
    "power bank 20000 mAh": "transport of dangerous goods",
    "香水": "transport of dangerous goods",
    "aguacates Hass": "plant and animal health",  # by what avocados are called here, whatever the language
    "Mantel mit Fuchs-Fell": "protected species",
    "удобрения из отходов животноводства": "plant and animal health",
    "玻璃清洁剂": "chemicals",
    "sigarette": "tobacco",
    "Mückenspray": "biocides and pesticides",
}


@pytest.mark.parametrize(("goods", "body"), GOODS.items())
def test_law_that_may_bear_is_named_as_not_held(book: Lawbook, goods: str, body: str) -> None:
    """Each territory that is silent says which law was not searched."""
    answer = book.check(goods, on=book.day)
    assert answer.silences
    for silence in answer.silences:
        assert silence.why == "not_held", silence
        assert body in silence.note


@pytest.mark.parametrize(
    "goods",
    [
        "cotton shirts",
        "vacuum cleaner",
        "adhesive tape",
        "jacket, water repellent",
        "木制椅子",
        "paracetamol",
        "aspirin tablets",
    ],
)
def test_other_goods_are_searched_and_not_found(book: Lawbook, goods: str) -> None:
    """Shirts are under no such law; of a chemical the lawbook itself speaks."""
    answer = book.check(goods, on=book.day, jurisdictions=["US"])
    assert [one.why for one in answer.silences] == ["not_found"]


def test_a_line_of_a_shipment_tells_the_same(book: Lawbook) -> None:
    """The line of a shipment and the check of its goods give one reason."""
    line = {"description": "ivory carving"}
    told = book.assess({"from": "CN", "to": "US", "on": "2026-06-01", "lines": [line]})
    assert {one.why for one in told.lines[0].silences} == {"not_held"}


def test_every_body_with_goods_is_defined(book: Lawbook) -> None:
    """The list of goods names no body that the list of bodies does not define."""
    bodies = book.store.vocabulary["bodies of law not held"]
    assert book.store.vocabulary["goods of bodies of law not held"].keys() <= bodies.keys()
