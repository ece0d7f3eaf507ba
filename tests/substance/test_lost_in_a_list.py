"""What was lost among other goods of a list, behind what a paper is for, or in a brand: found by outsiders (2026-12-01)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tidewaiter import Lawbook


@pytest.mark.parametrize("text", [
    # a piece that is a drug by itself, alone or in the street
    "clothes, DOC", "CLOTHES AND DOC", "shoes, ivory wave, T-shirts", "clothes and whipped cream chargers",
    "tea, coffee, cactus buttons", "shoes, hongos, T-shirts", "shoes, plant feeder, T-shirts",
    # classes that are named in no other way
    "libri e stupefacenti", "tea, coffee, sleeping pills", "té, café, pastillas para dormir", "research chemical, gloves",
    "tea, coffee, white powder", "clothes and drain opener 96%",
    # words that nothing knows
    "shoes, diatsepaami, T-shirts", "shoes, bangi, T-shirts", "5 kg cần sa",
    # what a paper is about, and what goods are for
    "quote for KCN, salt and rice", "Bestellung für KCN und Wasser", "water for making VX", "sugar for HNO3",
    "order for blahblah-PINACA and water",
    # what the goods of one head hold
    "mushroom chocolate bar", "indica flower 3.5 g", "cream gas cylinder 2 kg", "Tren 200 mg/ml 10 ml vial",
    "paracetamol/cod 500/30", "2 boxes of Nurofen Plus for headache", "caja de Corex 20 tabletas",
])  # fmt: skip
def test_it_is_told(is_told: Callable[..., bool], text: str) -> None:
    assert is_told(text)


@pytest.mark.parametrize(("text", "like"), [
    ("quote for KCN, salt and rice", "potassium cyanide"),
    ("payment for spirits of salt and sugar", "hydrochloric acid"),
    ("3,3-dimethylbutanol-2", "pinacolyl alcohol"),
    ("phenylisopropylamine sulfate", "amphetamine sulfate"),
    ("2-苯基乙酰乙腈", "APAAN"),
    ("無水プロピオン酸", "propionic anhydride"),
    ("Zinkpulver", "zinc powder"),
    ("diatsepaami", "diazepam"),
])  # fmt: skip
def test_it_is_what_its_usual_name_says(book: Lawbook, text: str, like: str) -> None:
    def places(query: str) -> set[str]:
        return {one.jurisdiction for one in book.check(query).controls if one.outcome == "applies"}

    assert places(text) >= places(like) != set()


@pytest.mark.parametrize("text", ["steel drums, empty, 210 L", "shoes, T-shirts and toys", "tea, coffee, sugar",
                                  "quote for shoes and T-shirts", "cups for coffee", "vitamins, soap, candles"])  # fmt: skip
def test_ordinary_lists_stay_plain(book: Lawbook, text: str) -> None:
    answer = book.check(text)
    assert not answer.identity.doubt
    assert not answer.controls


def test_medicines_of_a_list_are_no_combination(book: Any) -> None:
    def in_china(text: str) -> set[str]:
        return {one.outcome for one in book.check(text, on=book.day, jurisdictions=["CN"]).controls}

    assert in_china("lorazepam 1 mg tablets; ibuprofen") == {"applies"}
    assert in_china("ibuprofen; lorazepam 1 mg tablets; aspirin") == {"applies"}
