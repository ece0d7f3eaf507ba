"""What goods are said to be free of is not in them; what is given away free, or not bound, is the goods.

The texts were written for this test.
"""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import Unresolved

# what is said, and how the goods are called without it
FREE = {
    "acetone free nail polish remover 200 ml": "nail polish remover 200 ml",
    "asbestos-free clutch linings": "clutch linings",
    "opium-free poppy seeds": "poppy seeds",
    "THC free hemp oil": "hemp oil",
    "hemp oil (THC free)": "hemp oil",
    "CBD oil, 0.00 % THC": "CBD oil",
    "0,0 % THC CBD oil": "CBD oil",
    "huile CBD sans THC": "huile CBD",
    "bleifreies Benzin": "Benzin",
    "loodvrije benzine": "benzine",
}
NOTHING = [
    "sin cafeína",
    "ohne Kokain",
    "codeine-free",
    "contains no ephedrine",
    "0 % THC",
    "THC: 0,0 %",
    "bleifrei",
]
THE_DRUG = [
    "ketamine free sample",
    "ketamine-free samples",
    "ketamine free base",
    "ketamine free delivery",
    "ketamine free bag",
    "ketamine free boxes",
    "free ketamine",
    "shirts ketamine free",
    "No. ketamine",
]


@pytest.mark.parametrize("text", FREE)
def test_goods_without_what_they_are_free_of(book: Any, text: str) -> None:
    said, bare = (
        {(one.jurisdiction, one.outcome) for one in book.check(each).controls} for each in (text, FREE[text])
    )
    assert said == bare


@pytest.mark.parametrize("text", NOTHING)
def test_what_says_only_what_is_not_in_it_names_no_goods(book: Any, text: str) -> None:
    with pytest.raises(Unresolved, match="says only what is not in the goods"):
        book.check(text)


@pytest.mark.parametrize("text", THE_DRUG)
def test_what_is_given_free_is_the_goods(book: Any, text: str) -> None:
    assert "applies" in {one.outcome for one in book.check(text, jurisdictions=["US"]).controls}


@pytest.mark.parametrize("text", ["THC 0% CBD 5%", "CBD 0% THC"])
def test_a_nothing_between_two_names_may_be_of_either(book: Any, text: str) -> None:
    assert {"dronabinol", "cannabidiol"} <= {one.name for one in book.check(text).identity.candidates}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("hemp seeds THC free", "hemp seeds"),
        ("poppy seeds, morphine free", "poppy seeds"),
        ("hemp fibre (THC free)", "hemp fibre"),
    ],
)
def test_parts_of_plants_free_of_what_plants_hold(book: Any, text: str, plain: str) -> None:
    assert [one.name for one in book.identify(text).candidates] == [
        one.name for one in book.identify(plain).candidates
    ]
