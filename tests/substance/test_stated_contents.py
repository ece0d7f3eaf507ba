"""What goods are said to hold of what is in them by nature, and what they are said to be free of. Texts of this test's own wording."""

from __future__ import annotations

from typing import Any

import pytest

LITTLE = [
    "dried hemp buds, THC 0.15 %", "hemp tea with 0.1 % THC", "semillas de cáñamo THC 0,05 %", "huile de CBD THC < 0,3 %",
    "poppy seeds for baking, morphine 12 mg/kg", "poppy seed, codeine 5 ppm",
]  # fmt: skip
MUCH = ["hemp buds, THC 14 %", "CBD oil THC 3 %"]
FREE = [
    "CBD isolate 98 % THC free",
    "THC free CBD isolate",
    "CBD isolate 99.5 % (0 % THC)",
    "CBD crystals, THC: 0 %",
]


def _sure(book: Any, text: str, substance: str) -> bool:
    return any(not one.unsure for one in book.check(text).identity.candidates if one.substance == substance)


@pytest.mark.parametrize("text", LITTLE)
def test_little_of_what_goods_hold_by_nature_is_open(book: Any, text: str) -> None:
    held = "dronabinol" if "THC" in text else "morphine" if "morphine" in text else "codeine"
    assert not _sure(book, text, held)
    assert book.check(text).controls


@pytest.mark.parametrize("text", MUCH)
def test_much_of_it_is_looked_at_as_if_named_alone(book: Any, text: str) -> None:
    assert _sure(book, text, "dronabinol")


@pytest.mark.parametrize("text", FREE)
def test_what_is_won_of_a_plant_may_be_free_of_what_else_it_holds(book: Any, text: str) -> None:
    assert {one.substance for one in book.check(text).identity.candidates} == {"cannabidiol"}


def test_what_the_goods_cannot_hold_is_not_denied(book: Any) -> None:
    assert "dronabinol" in {one.substance for one in book.check("shirts THC free").identity.candidates}
