"""A make in quotation marks that a list or the street has a name for: the goods are answered, the other is a doubt beside them."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook

MADE = {  # a make, in the languages of make-words.tsv -> what it may also be
    "“K粉”商标的糖果": "Ketamine",
    "“冰毒”牌汽水": "metamfetamine",
    "「大麻」ブランドのTシャツ": "cannabis",
    'sweets of the brand "Molly"': "MDMA",
    "T-shirt der Marke „Heroin“": "heroin",
    "bonbons de la marque « Cocaïne »": "cocaine",
    'caramelos marca "Coca"': "coca leaf",
    '"Opium" brand perfume': "opium",
}
PLAIN = ('"Sony" brand television', "“白兔”牌奶糖", "Schuhe der Marke „Adidas“")  # a make, and no more
NO_MAKE = {
    'brand "Molly" MDMA tablets': "MDMA",
    '"Molly" MDMA tablets': "MDMA",
    "K粉": "Ketamine",
}  # what the goods are


@pytest.mark.parametrize("text", MADE)
def test_a_make_is_told_in_doubt(text: str, book: Lawbook) -> None:
    told = book.check(text, on="2026-01-01")
    assert MADE[text] in [one.name for one in told.identity.candidates]
    assert "stands as the make of these goods" in told.identity.doubt
    assert {one.outcome for one in told.controls} == {"cannot_tell"}
    assert told.summary.startswith("Cannot tell")


@pytest.mark.parametrize("text", PLAIN)
def test_other_makes_are_no_doubt(text: str, book: Lawbook) -> None:
    assert not book.check(text, on="2026-01-01").controls


@pytest.mark.parametrize("text", NO_MAKE)
def test_what_the_goods_are_stays_sure(text: str, book: Lawbook) -> None:
    told = book.check(text, on="2026-01-01")
    assert NO_MAKE[text] in [one.name for one in told.identity.candidates]
    assert "applies" in {one.outcome for one in told.controls}
