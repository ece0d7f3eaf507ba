"""Goods that are named by what they do, by a make of words of the street, or by what they may be made of."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook


@pytest.mark.parametrize(
    "text",
    [
        "12 sticks of insecticide chalk",
        "500 tizas insecticidas",
        "giz inseticida",
        "Insektizid-Kreide",
        "杀虫粉笔 20盒",
    ],
)
def test_what_kills_pests_is_more_than_what_it_is_put_in(book: Lawbook, text: str) -> None:
    """The poison in it is not named, so the answer is in doubt."""
    assert book.check(text, on=book.day).identity.doubt


@pytest.mark.parametrize("text", ["white chalk", "tizas blancas", "灭蚊灯"])
def test_what_kills_none_is_not(book: Lawbook, text: str) -> None:
    """Chalk of schools, and a lamp, hold no poison."""
    assert not book.check(text, on=book.day).identity.doubt


@pytest.mark.parametrize(
    "text", ["moth balls", "Mottenkugeln", "boules antimites", "樟腦丸", "palline antitarme"]
)
def test_mothballs_are_all_that_they_may_be_of(book: Lawbook, text: str) -> None:
    """One of three compounds, none of which is assumed."""
    named = {one.cas for one in book.check(text, on=book.day).identity.candidates}
    assert {"91-20-3", "76-22-2", "106-46-7"} <= named


@pytest.mark.parametrize(
    "text", ["totem poles, handlebars, footballs", "white girls, z-bars", "Footballs and Handlebars"]
)
def test_a_list_of_words_of_the_street_offers_the_drug(book: Lawbook, text: str) -> None:
    """Two words of one drug in a list of few are no toys."""
    answer = book.check(text, on=book.day, jurisdictions=["US"])
    assert answer.identity.doubt and {one.name for one in answer.identity.candidates} >= {"alprazolam"}
    assert {control.outcome for control in answer.controls} == {"cannot_tell"}


@pytest.mark.parametrize(
    "text", ["footballs, basketballs, volleyballs", "bicycle handlebars", "handlebars, pedals, saddles"]
)
def test_one_such_word_among_goods_is_the_goods(book: Lawbook, text: str) -> None:
    """A ball is a ball."""
    assert not book.check(text, on=book.day).controls


def test_a_pigment_by_its_number_is_no_fruit(book: Lawbook) -> None:
    """It is a dye of the Colour Index, of which nothing more is known, and no orange."""
    names = [one.name for one in book.check("Pigment Orange 13", on=book.day).identity.candidates]
    assert names == ["dyes and pigments"]


@pytest.mark.parametrize(
    "text",
    [
        "Erbsensuppe (3x400 Gramm-Dose)", "świece, odzież i zabawki", "pears in light syrup", "melocotones en almíbar",
        "spotlight, screwdriver", "gift boxes, scarves", "KT-30/230V~50HZ的落地扇", "prodotti per capelli", "kit de arte",
    ],
)  # fmt: skip
def test_what_is_typed_beside_goods_says_nothing(book: Lawbook, text: str) -> None:
    """Sizes, joints, models, trade names of pesticides that are everyday words."""
    assert not book.check(text, on=book.day).identity.doubt


@pytest.mark.parametrize(
    ("text", "law"),
    [("30412-ACIDE SULFURIQUE 96% 66°Bé", "applies"), ("20455-PERMANGANATE DE POTASSIUM", "applies")],
)
def test_the_number_of_an_article_hides_no_listed_chemical(book: Lawbook, text: str, law: str) -> None:
    """What stands behind it is asked."""
    assert law in {one.outcome for one in book.check(text, on=book.day, jurisdictions=["US"]).controls}


@pytest.mark.parametrize(
    "text", ["codeine in syrup", "poppers and gift boxes", "Kleidung und Gift", "spotlight herbicide"]
)
def test_nothing_is_silent_that_was_not(book: Lawbook, text: str) -> None:
    """A drug in syrup, a poison, a pesticide by its name."""
    answer = book.check(text, on=book.day)
    assert answer.controls or answer.identity.doubt


@pytest.mark.parametrize(
    "text", ["pomodori di Sorrento", "Weißwein aus Rheingau", "multivitamin chews", "crema idratante"]
)
def test_regions_and_words_of_shops_say_nothing(book: Lawbook, text: str) -> None:
    """Beside food and cosmetics; a drug beside them stays what it is."""
    assert not book.check(text, on=book.day).identity.doubt
    assert book.check(f"{text}, fentanyl", on=book.day, jurisdictions=["US"]).controls
