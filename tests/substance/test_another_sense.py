"""Words of the street and metals beside ordinary goods: what they are made of, and what they are called in everyday language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tidewaiter.errors import Unresolved


@pytest.mark.parametrize(  # siblings of what an outsider found alarming
    "text",
    ["aluminum window frames", "cacerole en aluminium", "magnesium alloy bicycle frames", "chaises en aluminium", "lithium battery pack for laptops", "Aluminiumleiter",
     "poppy-coloured curtains", "cold rolled steel tubes", "petroleum coke 500 MT", "speed reducers, 5 pcs", "weed control fabric", "gloves,scarves,hats"],
)  # fmt: skip
def test_everyday_goods_reach_nothing(book: Any, text: str) -> None:
    try:
        answer = book.check(text)
    except Unresolved:  # not understood is no alarm
        return
    assert answer.controls == ()


@pytest.mark.parametrize(
    "text", ["speed scooter", "weed vase", "Hero backpack", "Emma skirt", "Molly jacket"]
)
def test_a_street_word_before_goods_is_open(book: Any, text: str) -> None:
    outcomes = {one.outcome for one in book.check(text).controls}
    assert outcomes == {"cannot_tell"}


@pytest.mark.parametrize(
    "text",
    ["Xanax cushion", "cannabis print leggings", "coca leaf earrings", "Ritalin calendar", "PHP books", "Stilnox hoodie"],
)  # fmt: skip
def test_a_drug_before_goods_that_bear_a_print_or_a_name_is_open(book: Any, text: str) -> None:
    controls = book.check(text).controls
    assert {one.outcome for one in controls} == {"cannot_tell"}


@pytest.mark.parametrize(
    "text",
    ["cushions, Xanax", "cushions Xanax", "Xanax in a cushion", "Xanax 20 tablets, cushions", "ketamine powder shirts", "heroin soaked jackets", "20 g heroin jackets",
     "ketamine morphine shirts", "ketamine suitcase", "asbestos gloves"],
)  # fmt: skip
def test_a_drug_beside_such_goods_stays_sure(book: Any, text: str) -> None:
    assert "applies" in {one.outcome for one in book.check(text).controls}


@pytest.mark.parametrize(
    "text", ["weed in a vase", "speed hidden in scooters", "aluminium powder in tins", "magnesium turnings and pans", "speed 10 g bags", "ice 3 kg boxes"]
)  # fmt: skip
def test_what_goods_hold_is_never_silent(book: Any, text: str) -> None:
    answer = book.check(text)
    assert answer.controls or answer.identity.doubt


@pytest.mark.parametrize(
    "text",
    ["8 cajas de mirfonal", "12 caixas de soltarina", "20 bolsas de zurcinal", "5 barils de karmonique"],
)
def test_what_packing_holds_is_no_quality_of_it(is_doubted: Callable[[str], bool], text: str) -> None:
    """No word behind an "of" tells what boxes are like, though it ends as an adjective."""
    assert is_doubted(text)


@pytest.mark.parametrize(
    ("text", "drug"),
    [
        ("героиновая фигурка", "heroin"), ("гашишевые кексы", "cannabis resin"), ("марихуановые конфеты", "cannabis"), ("метадоновый концентрат", "methadone"),
        ("кетаміновий шоколад", "Ketamine"), ("morfinowe cukierki", "morphine"), ("kubek kokainowy", "cocaine"),
    ],
)  # fmt: skip
def test_the_slavic_adjective_of_a_drug_is_no_quality_of_goods(book: Any, text: str, drug: str) -> None:
    answer = book.check(text)
    assert drug in [one.name for one in answer.identity.candidates]
    assert answer.controls and answer.identity.doubt


@pytest.mark.parametrize(
    "text", ["силиконовые чехлы", "дубовый паркет", "инсулиновые шприцы", "апельсиновый сок"]
)
def test_other_slavic_adjectives_are_none(book: Any, text: str) -> None:
    assert book.check(text).controls == ()


@pytest.mark.parametrize(
    "text",
    ["pills seized in a consignment of rice", "200 g de polvo hallado en latas de atún", "Tabletten in Kaffeedosen entdeckt", "comprimés découverts dans des jouets",
     "в коробке с обувью обнаружены капсулы", "folhas encontradas em pacotes de chá", "2 kg of brown in tins of olives", "sneakers with 1 kg of ice inside"],
)  # fmt: skip
def test_what_was_found_in_goods_and_is_not_named_is_told(is_told: Callable[..., bool], text: str) -> None:
    assert is_told(text)


@pytest.mark.parametrize(
    "text", ["200 counterfeit watches seized", "boxes containing wool socks", "milk powder in tins", "brown shoes found in a container", "cocoa powder 25 kg in bags"]
)  # fmt: skip
def test_goods_that_are_named_are_the_find(book: Any, text: str) -> None:
    try:
        answer = book.check(text)
    except Unresolved:
        return
    assert (answer.controls, "not named" in answer.identity.doubt) == ((), False)


@pytest.mark.parametrize(
    ("text", "drug"),
    [("caballo 2 g", "heroin"), ("party-pills 20 pcs", "N-benzylpiperazine"), ("500 pcs HGH", "Somatropin")],
)
def test_what_a_name_means_is_not_lost_beside_an_amount(book: Any, text: str, drug: str) -> None:
    assert drug in [one.name for one in book.check(text).identity.candidates]


@pytest.mark.parametrize("text", ["CBD sneakers", "THC keychain", "PCP scuba tank"])
def test_a_drug_of_plants_before_articles_is_open(book: Any, text: str) -> None:
    assert {one.outcome for one in book.check(text, jurisdictions=["CA"]).controls} == {"cannot_tell"}
