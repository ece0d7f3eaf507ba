"""Salts that are written with the word salt, and commodity codes beside words of ordinary goods."""

from __future__ import annotations

from typing import Any

import pytest


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
