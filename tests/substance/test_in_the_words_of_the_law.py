"""Goods told as the lists themselves write them: shares between two bounds, a plant beside a part of it, mixtures by their number."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.lawbook.names import name_key
from tidewaiter.substance.tables.traditional import simplified

LAWBOOK = Path(__file__).parents[2] / "lawbook"


def told(book: Any, query: str, place: str) -> str:
    """The firmest outcome of a territory; "" where it shows none."""
    outcomes = {one.outcome for one in book.check(query, jurisdictions=[place], on="2026-06-01").controls}
    return "applies" if "applies" in outcomes else "cannot_tell" if outcomes else ""


@pytest.mark.parametrize(
    ("query", "outcome"),
    [
        ("过氧化二异丙苯[52%＜含量≤100%]", "applies"),
        ("dicumyl peroxide 52 % < assay <= 99 %", "applies"),
        ("dicumyl peroxide 20 % < assay <= 45 %", ""),
        ("过氧化氢溶液（含量＞8%）", "applies"),
        ("hydrogen peroxide ＞ 8 %", "applies"),
        ("dicumyl peroxide ＜ 52 %", ""),
    ],
)
def test_a_share_between_bounds_and_its_full_width_signs(book: Any, query: str, outcome: str) -> None:
    assert told(book, query, "CN") == outcome


@pytest.mark.parametrize(
    "query",
    ["coca bush or coca", "coca bush, coca", "erythroxilon novogratense o coca, en todas sus formas", "coca bush, coca, gloves"],
)  # fmt: skip
def test_a_plant_and_its_part_do_not_stand_for_each_other(book: Any, query: str) -> None:
    assert told(book, query, "MX") == "applies"


def test_a_seed_stands_for_the_plant_beside_it(book: Any) -> None:
    named = {one.name for one in book.identify("poppy seed, Papaver somniferum").candidates}
    assert named == {"Poppy seed"}


@pytest.mark.parametrize("query", ["52583-42-3", "8007-58-7", "inhibited red fuming nitric acid (IRFNA)"])
def test_the_number_of_a_mixture_is_all_that_its_name_is(book: Any, query: str) -> None:
    assert [told(book, query, place) for place in ("CA", "CN", "EU", "UK")] == ["applies"] * 4


def test_each_listed_name_of_traditional_letters_is_held_in_simplified_ones_too(book: Any) -> None:
    letters = str.maketrans(simplified())
    with (LAWBOOK / "names.csv").open(encoding="utf-8") as file:
        asked = {row["name"]: row["name"].translate(letters) for row in csv.DictReader(file)}
    lost = [
        name for name, plain in asked.items()
        if name != plain and not book.store.by_name(plain) and not book.store.record("product", name_key(plain))
    ]  # fmt: skip
    assert lost == []


@pytest.mark.parametrize(
    "query", ["無水酢酸 18L 缶", "一級無水酢酸", "無水酢酸 試薬 25 kg", "無水プロピオン酸 200 mL"]
)
def test_an_anhydride_is_not_its_acid_without_water(book: Any, query: str) -> None:
    assert told(book, query, "US") == "applies"


@pytest.mark.parametrize(
    "words", ["reference standard, 25 mg", "reference material 5 mg", "reference standard 50 mg x 2"]
)
def test_a_hydrate_that_is_listed_stays_one_before_two_words_of_grade(book: Any, words: str) -> None:
    assert told(book, f"chloral hydrate {words}", "US") == "applies"
    assert told(book, f"hydrazine hydrate {words}", "CN") == "applies"


@pytest.mark.parametrize(
    ("query", "place", "outcome"),
    [
        ("diéthylamide de l'acide lysergique 2 g", "DE", "applies"),
        ("poudre de diéthylamide de l'acide lysergique", "DE", "applies"),
        ("hydrure de lithium et d'aluminium, poudre", "US", "cannot_tell"),
        ("hydrure de lithium et d'aluminium 100 g", "US", "cannot_tell"),
    ],
)
def test_a_name_with_a_joint_is_one_name_among_words_of_form(
    book: Any, query: str, place: str, outcome: str
) -> None:
    assert told(book, query, place) == outcome


@pytest.mark.parametrize(
    "query",
    ["raw ephedra extract", "dried ephedra extract", "organic ephedra extract, 5 kg", "ephedra extract, dry"],
)
def test_what_is_made_of_a_plant_is_more_than_the_plant(book: Any, query: str) -> None:
    assert told(book, query, "UN") == "cannot_tell"
