"""Salts that are written with the word salt, and commodity codes beside words of ordinary goods."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import Unresolved
from tidewaiter.substance.structures.structure import component_of, read_structure


@pytest.mark.parametrize(
    ("query", "listed"),
    [  # Regulation 273/2004, Annex I, category 1: IMDPAM, PMK and BMK glycidates and glycidic acids, and their salts
        ("IMDPAM sodium salt", True),
        ("PMK glycidate sodium salt", True),
        ("BMK glycidic acid, sodium salt", True),
        ("losartán, sal sódica", False),
    ],
)
def test_a_salt_told_by_the_word_salt_is_read_as_one(book: Any, query: str, listed: bool) -> None:
    answer = book.check(query, jurisdictions=["EU"], on="2026-01-15")
    assert answer.identity.left == ()
    assert {control.outcome for control in answer.controls} == ({"applies"} if listed else set())


# Acids that are listed as solvents and reagents are, without their salts; and what is no acid in water for long.
NO_SALTS = {"hydriodic-acid", "formic-acid", "thionyl-chloride"}


@pytest.mark.parametrize(
    ("instrument", "lists"),
    [
        ("us/cfr-1310", {"I"}),
        ("us/special-surveillance-list", {"chemicals"}),
        ("in/rcs-order", {"A", "B", "C", "declared"}),
    ],
)
def test_lists_of_precursors_say_of_each_base_and_acid_whether_its_salts_count(
    book: Any, instrument: str, lists: set[str]
) -> None:
    """An entry that names the chemical alone leaves that open for every salt of it (`forms`), not for one of record."""
    store, silent = book.store, set()
    for entry in store.entries():
        if entry.instrument != instrument or entry.list not in lists or not entry.substance:
            continue
        drawn = store.substance(entry.substance).smiles
        parts = read_structure(drawn).components if drawn else ()
        if len(parts) != 1 or entry.substance in NO_SALTS or {"salts", "forms"} & set(entry.extensions):
            continue
        if component_of(parts[0].mol).role != "neutral":  # of a part that does not stand alone
            silent.add(entry.as_listed)
    assert silent == set()


@pytest.mark.parametrize("query", ["ephedrine, lithium", "toluene, sodium", "acetone, potassium"])
def test_a_metal_beside_what_has_no_salt_is_a_second_thing(book: Any, query: str) -> None:
    first, metal = query.split(", ")
    assert {first, metal} <= {one.name for one in book.check(query, on="2026-01-15").identity.candidates}


@pytest.mark.parametrize("words", ["molas", "Federn", "springs"])
def test_a_code_beside_ordinary_goods_speaks_too(book: Any, words: str) -> None:
    """HS 2939.41 is ephedrine; the words alone are springs."""
    answer = book.check(f"NCM 2939.41.00 {words}", jurisdictions=["US"], on="2026-01-15")
    assert "ephedrine" in {one.name for one in answer.identity.candidates}
    assert answer.identity.doubt and {control.outcome for control in answer.controls} == {"cannot_tell"}


@pytest.mark.parametrize("words", ["cilindro", "cilindros", "cylinder", "цилиндр"])
def test_packing_beside_a_code_is_no_goods(book: Any, words: str) -> None:
    names = {one.name for one in book.check(f"NCM 2939.41.00 {words}", on="2026-01-15").identity.candidates}
    assert names == {"ephedrine"}


@pytest.mark.parametrize(
    ("query", "named"),
    [  # what the lines of the Harmonized System 2022 name in their words
        ("2812.11", "phosgene"),
        ("NCM 2812.11.00 cilindro", "phosgene"),
        ("2812.11 cylinder", "phosgene"),
        ("ТН ВЭД 2812 13", "phosphorus trichloride"),
        ("2931.41", "dimethyl methylphosphonate"),
        ("2930.70", "thiodiglycol"),
        ("2905.12", "isopropyl alcohol"),
    ],
)
def test_a_code_whose_line_names_a_substance_speaks_by_itself(book: Any, query: str, named: str) -> None:
    answer, asked = (book.check(text, on="2026-01-15") for text in (query, named))
    assert answer.identity.rung == "commodity code"
    assert {one.entry.id for one in asked.controls} <= {one.entry.id for one in answer.controls}
    assert {one.outcome for one in answer.controls} == {"cannot_tell"}  # a line covers other goods too


def test_a_code_without_a_label_beside_goods_is_not_dropped(book: Any) -> None:
    answer = book.check("springs 2812.11", on="2026-01-15")
    assert answer.identity.doubt and len(answer.identity.candidates) == 2
    with pytest.raises(Unresolved):  # an amount is no code
        book.check("2915.24 kg", on="2026-01-15")


@pytest.mark.parametrize(
    ("query", "doubted"),
    [("vitamin B12 UN 1680", True), ("acetone UN 1090", False), ("muriatic acid UN 1789", False)],
)
def test_a_un_number_and_a_name_of_other_goods_are_told_apart(book: Any, query: str, doubted: bool) -> None:
    assert ("not of one substance" in book.check(query, on="2026-01-15").identity.doubt) is doubted


@pytest.mark.parametrize(
    "brand", ["Neosaldina", "Цитрамон П", "Thomapyrin", "Cafiaspirina", "999感冒灵", "感康", "Dorflex"]
)
def test_the_caffeine_of_a_pain_killer_is_told(book: Any, brand: str) -> None:
    """Their labels name caffeine, which Mexico's General Health Act lists (article 245)."""
    answer = book.check(brand, jurisdictions=["MX"], on="2026-01-15")
    assert "Caffeine" in {one.name for one in answer.identity.candidates} and answer.controls


@pytest.mark.parametrize(("query", "doubted"), [("Aspirin plus", True), ("aspirin plus caffeine", False)])
def test_plus_behind_a_name_tells_of_further_parts(book: Any, query: str, doubted: bool) -> None:
    assert ("further parts" in book.check(query, on="2026-01-15").identity.doubt) is doubted


@pytest.mark.parametrize(
    "query",
    ["фенилацетат калия", "fenilacetato de potasio", "sal potásica del ácido fenilacético", "sale potassico dell'acido fenilacetico",
     "Kaliumsalz der Phenylessigsäure", "sel de potassium de l'acide phénylacétique", "калиевая соль фенилуксусной кислоты",
     "potassium salt of phenylacetic acid", "苯乙酸的钾盐", "苯乙酸钾盐"],
)  # fmt: skip
def test_a_salt_of_a_listed_acid_in_any_words_is_listed(book: Any, query: str) -> None:
    """Table I of 1988 takes in the salts of phenylacetic acid; the Russian word was read as phenyl acetate, and the metal lost."""
    answer = book.check(query, jurisdictions=["UN"], on="2026-01-15")
    assert "applies" in {one.outcome for one in answer.controls}


@pytest.mark.parametrize(
    "query", ["antranilato de litio", "антранилат калия", "N-acetilantranilato de potasio"]
)
def test_so_is_one_whose_acid_is_called_in_another_language(book: Any, query: str) -> None:
    assert book.check(query, jurisdictions=["UN"], on="2026-01-15").controls


def test_an_ester_has_no_salt_and_the_metal_beside_it_stays(book: Any) -> None:
    answer = book.check("этилацетат калия", on="2026-01-15")
    assert {one.name for one in answer.identity.candidates} == {"ethyl acetate", "potassium"}
