"""Words that stand close to a name and are no part of it, and words that are nearly one beside other goods.

The texts were written for this test, of listings that the lawbook's own entries tell.
"""

from __future__ import annotations

from typing import Any

import pytest

SAME = [  # a text, and the plain name whose territories it must keep
    ("LORAZEPAM2", "lorazepam"),
    ("buttons; Valium5", "Valium"),
    ("clonazepam Rx only", "clonazepam"),
    ("ketamine vet.", "ketamine"),
    ("ISO 9001 morphine", "morphine"),
    ("morphine, ISO 9001:2015 certified", "morphine"),
    ("SA aldrin", "aldrin"),
    ("amiton hydrobromide", "amiton"),
    ("bromuro de metilo en cilindros", "methyl bromide"),
    ("bromure de méthyle en cylindre", "methyl bromide"),
    ("saline lorazepam 2 mg/ml", "lorazepam"),
    ("glucose lorazepam 2 mg/ml", "lorazepam"),
]
NEARLY = [
    ("trousers, lorazepan", "lorazepam"),
    ("spoons, Vallium", "diazepam"),
    ("cups; clonazepom", "clonazepam"),
]


def _places(book: Any, text: str) -> set[str]:
    return {one.jurisdiction for one in book.check(text, on=book.day).controls}


@pytest.mark.parametrize(("text", "name"), SAME)
def test_what_stands_beside_a_name_takes_nothing_from_it(book: Any, text: str, name: str) -> None:
    assert _places(book, text) >= _places(book, name)


@pytest.mark.parametrize(("text", "name"), NEARLY)
def test_a_word_nearly_a_listed_name_is_asked_about_beside_goods(book: Any, text: str, name: str) -> None:
    answer = book.check(text, on=book.day)
    assert name in {one.substance for one in answer.identity.candidates}
    assert {one.jurisdiction for one in answer.controls} >= {"US", "UN", "CN"}


@pytest.mark.parametrize("text", ["riz en vrac", "chlorure d'éthyle en spray"])
def test_a_preposition_is_no_end_of_a_name(book: Any, text: str) -> None:
    assert _places(book, text) == set()


@pytest.mark.parametrize("text", ["broom", "vat broom"])
def test_a_word_of_two_languages_is_open(book: Any, text: str) -> None:
    assert {one.outcome for one in book.check(text, on=book.day).controls} == {"cannot_tell"}


@pytest.mark.parametrize("text", ["510 cart", "dab pens", "canna oil", "chan su"])
def test_words_of_the_trade_in_drugs_are_never_silent(book: Any, text: str) -> None:
    assert {one.outcome for one in book.check(text, on=book.day, jurisdictions=["US"]).controls} == {
        "cannot_tell"
    }


PAPERS = [
    "Lorazepam batch no. A77 mfg 2025-02 exp 2028-02",
    "劳拉西泮 批号20240077 有效期至2028年2月",
    "劳拉西泮 价值80元",
    "Lorazepam origin IN",
    "Gift: lorazepam",
    "échantillon de lorazépam sans valeur commerciale",
    "Item 4: LORAZEPAM Qty 1 Unit price 9.00 Total 9.00",
    "Lorazepam 1 mg Tabletten N2",
]


@pytest.mark.parametrize("text", PAPERS)
def test_what_papers_tell_of_a_parcel_leaves_no_doubt(book: Any, text: str) -> None:
    answer = book.check(text, on=book.day)
    assert not answer.identity.doubt
    assert {one.jurisdiction for one in answer.controls if one.outcome == "applies"} >= {"US", "UN", "CN"}


@pytest.mark.parametrize("text", ["slippers lead free", "soap alcohol free", "brake lining (asbestos free)"])
def test_goods_without_a_stuff_do_not_hold_it(book: Any, text: str) -> None:
    assert _places(book, text) == set()


def test_a_gift_free_of_charge_is_no_denial(book: Any) -> None:
    assert "US" in _places(book, "slippers cocaine free")


@pytest.mark.parametrize("text", ["ergotamine, flacon de 100 ml", "norephedrine vial 50 ml"])
def test_a_vial_without_a_dose_makes_no_medicine(book: Any, text: str) -> None:
    assert {"EU", "UK"} <= _places(book, text)


PINACOLONE = "InChI=1S/C6H12O/c1-5(7)6(2,3)4/h1-4H3"


@pytest.mark.parametrize(
    "form", ["InChI: {}", "Pinacolone ({})", "pinacolone, {}", "{} 25 kg", "StdInChI {}"]
)
def test_an_inchi_is_read_beside_words(book: Any, form: str) -> None:
    assert _places(book, form.format(PINACOLONE)) == _places(book, "pinacolone")


@pytest.mark.parametrize(
    ("formula", "one"), [("C13H21NO2", "2c-p"), ("C17H21NO4", "cocaine"), ("C10H12ClNO", "4-cmc")]
)
def test_a_formula_is_asked_about_all_that_have_it(book: Any, formula: str, one: str) -> None:
    answer = book.check(formula, on=book.day)
    assert one in {each.substance.casefold() for each in answer.identity.candidates}
    assert {each.outcome for each in answer.controls} == {"cannot_tell"}


@pytest.mark.parametrize("text", ["пиразолам", "пиразолама", "естазолам"])
def test_the_end_of_a_drug_is_no_case(book: Any, text: str) -> None:
    assert {"CA", "DE", "UK"} <= _places(book, text)


FROM_A_PLACE = [
    ("ethyl ether from India", "ethyl ether"),
    ("yodo puro", "iodine"),
    ("yodo de China", "iodine"),
    ("clorato di sodio per laboratorio", "sodium chlorate"),
]


@pytest.mark.parametrize(("text", "name"), FROM_A_PLACE)
def test_a_place_or_a_purpose_makes_no_other_compound(book: Any, text: str, name: str) -> None:
    assert _places(book, text) == _places(book, name)


@pytest.mark.parametrize("text", ["sulfate fertiliser", "shampoo, sulfate", "fluoride", "acetate"])
def test_the_rest_of_an_acid_alone_is_open(book: Any, text: str) -> None:
    assert {one.outcome for one in book.check(text, on=book.day).controls} == {"cannot_tell"}


@pytest.mark.parametrize("text", ["Dibromethan", "dibromoetano", "дихлорэтан"])
def test_a_name_without_its_positions_is_open(book: Any, text: str) -> None:
    assert {one.outcome for one in book.check(text, on=book.day, jurisdictions=["EU"]).controls} == {
        "cannot_tell"
    }
