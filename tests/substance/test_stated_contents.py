"""A stated content tells of the goods before it, as far as the law leaves such goods free; beyond that it counts."""

from __future__ import annotations

from typing import Any

import pytest

ALIKE = {
    "hemp leaves and flowers, THC 0.25 %": "hemp leaves and flowers",
    "chanvre industriel, teneur en THC < 0,3 %": "chanvre industriel",
    "canapa con THC 0,2%": "canapa",
    "hemp flowers CBD 12 %, THC 0.1 %": "hemp flowers CBD 12 %",
    "hemp protein powder (THC max 10 ppm)": "hemp protein powder",
    "Mohnsamen, Morphin < 10 mg/kg": "Mohnsamen",
    "CBD oil, THC below 0.2 %": "CBD oil",
    "CBD drops 5 % (THC < 0.2 %)": "CBD drops 5 %",
}


def bound(book: Any, text: str) -> set[tuple[str, str]]:
    """Where a control applies or may apply."""
    return {(one.jurisdiction, one.outcome) for one in book.check(text).controls}


@pytest.mark.parametrize(("text", "goods"), ALIKE.items(), ids=ALIKE.keys())
def test_a_content_within_what_is_free_tells_nothing_more(book: Any, text: str, goods: str) -> None:
    assert bound(book, text) == bound(book, goods)
    assert not book.identify(text).left


@pytest.mark.parametrize("text", ["hemp buds with 15 % THC", "Hanf, THC 12 %"])
def test_hemp_with_much_of_it_is_cannabis(book: Any, text: str) -> None:
    assert {one.substance for one in book.identify(text).candidates} == {"cannabis"}
    assert bound(book, text) == bound(book, "cannabis")


@pytest.mark.parametrize(
    "text", ["CBD oil, 4 % THC", "poppy seeds with 2 % morphine", "hemp seed oil THC 3 %", "THC 0.2 %"]
)
def test_more_than_that_is_looked_at_by_itself(book: Any, text: str) -> None:
    assert {("DE", "applies"), ("UK", "applies")} <= bound(book, text)


def test_a_little_in_what_is_made_of_a_plant_is_open(book: Any) -> None:
    assert ("UK", "cannot_tell") in bound(book, "CBD gummies, THC < 0.3 %")
    assert ("UN", "cannot_tell") in bound(book, "cannabis seeds, THC 22 %")
    assert ("CA", "cannot_tell") in bound(book, "poppy seeds, morphine 100 mg/kg")
