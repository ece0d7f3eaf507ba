"""Words that name no substance by themselves, and names that such a word is part of. Expected values: what the words mean in chemistry."""

from collections.abc import Callable

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError


def read(book: Lawbook, text: str) -> set[str]:
    return {one.name.casefold() for one in book.check(text, on=book.day).identity.candidates}


@pytest.mark.parametrize("word", ["Hydrochloride", "monohydrochloride", "monohydrate"])
def test_a_bare_word_of_a_salt_names_nothing(book: Lawbook, word: str) -> None:
    with pytest.raises(QuestionError):
        book.check(word, on=book.day)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "4-Nitrophenethylamine Hydrochloride, CAS # 29968-78-3, bulk",
            "4-nitrophenethylamine hydrochloride",
        ),
        ("Chloral Hydrate (CAS # 302-17- 0)", "chloral hydrate"),
        ("Chloral Hydrate (reagent lot)", "chloral hydrate"),
        ("muriatic acid drums", "hydrochloric acid"),
        ("HCl 3%", "hydrochloric acid"),
        ("o-nitro toluene drums", "2-nitrotoluene"),
        ("乙醯氯 Acetyl chloride", "acetyl chloride"),
    ],
)
def test_the_longer_name_is_meant(book: Lawbook, text: str, meant: str) -> None:
    assert read(book, text) == {meant}


def test_acid_beside_chemicals_is_no_street_word(book: Lawbook) -> None:
    found = book.check("Acid Alcohol decolorizer 3% HCl in 70% alcohol", on=book.day).identity
    assert not any("lysergide" in one.name for one in found.candidates)
    assert any(one.cas == "7647-01-0" for one in found.candidates)
    assert any("lysergide" in name for name in read(book, "acid blotter 100 tabs"))


def test_a_traditional_name_is_not_cut(book: Lawbook) -> None:
    """異黃樟油素 is isosafrole: the sassafras oil of its middle is no part of it."""
    assert read(book, "異黃樟油素") == {"isosafrole"}


def test_a_name_beside_a_number_that_nobody_knows_is_read(book: Lawbook) -> None:
    found = book.check("2-chloro-5-methylbenzylamine, CAS 27917-13-1", on=book.day).identity
    assert found.doubt or all("Cl" in one.smiles for one in found.candidates)


@pytest.mark.parametrize(
    "text", ["冰毒仓库内的茶叶", "芬太尼仓库内茶叶", "大麻仓库内玩具车", "枪支弹药仓库内的玩具车"]
)
def test_what_a_store_is_of_is_not_lost(is_told: Callable[..., bool], text: str) -> None:
    """Words of place fall, what stands before them does not."""
    assert is_told(text, jurisdictions=["CN"])
