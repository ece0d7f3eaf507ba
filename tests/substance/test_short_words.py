"""No dictionary takes a word that may be a controlled substance for a harmless one: it is read as that, in doubt, or not at all.

The words are published street words, initials and brands (DEA, Slang Terms and Code Words, 2018; press reports of seizures), and every
name of a product of the lawbook that any of the dictionaries has as well, as trade writes it. A word whose plain meaning is goods of
every day (pork, cardboard) is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
from tidewaiter.substance.identify import identify
from tidewaiter.substance.tables.spelt import cyrillic, folded, stemmed

WORDS = {
    "initials": "LSD MDMA MDA MDEA PCP THC THCA DMT GHB GBL PMA PMMA TFMPP BZP MXE PB-22 AM-2201 2C-B 2C-E DOM DOB MDPV A-PVP 4-MMC 3-MMC 2-MMC M30 K2 E X K H",
    "en": "molly smack skag dope weed ganja yayo crank tina shards speed tranq pink lean sizzurp fetty buds spice perc benzos bars zannies addies oxys roxies special K liquid G",
    "de": "Koks Schnee Gras Pep Shore Crystal Ott Ganja Dope Speed Pilze Benzos Liquid",
    "fr": "coke beuh shit cécé meumeu taz héro teush chichon",
    "es": "perico mota chiva farlopa tusi hierba porro cristal tacha basuco",
    "pt": "baseado erva maconha skank brizola loló cheirinho balinha",
    "ru": "фен меф герыч шишки анаша спайс мука гашик амфик кокс ширка спиды",
    "zh": "冰毒 白粉 摇头丸 K粉 麻古 溜冰 喵喵 彩虹菸 咖啡包 开心水 神仙水 太空油 上头电子烟",
    "brands": "Percocet Vicodin Rivotril Xanax Valium Ritalin Adderall Lyrica Captagon Stilnox Subutex Suboxone Tramal Dormicum Лирика Феназепам Трамал Ксанакс 使蒂諾斯",
}
PUT_UP = ("{}", "{} powder", "{} 10 mg", "{}s")


def harmless(book: Lawbook, text: str) -> str:
    """What a text is taken for where that is on no list and is not doubted; "" otherwise."""
    try:
        found = identify(text, book.store, systematic=False)
    except QuestionError:
        return ""
    held = any(
        one.substance or one.smiles for one in found.candidates
    )  # what is drawn is determined by its structure
    return "" if found.doubt or held else f"{text}: {[one.name for one in found.candidates]}"


@pytest.mark.parametrize("kind", WORDS)
def test_no_word_that_may_be_a_drug_is_taken_for_harmless_goods(book: Lawbook, kind: str) -> None:
    words = [word for word in WORDS[kind].split() if len(word) > 1 or kind == "initials"]
    assert [told for word in words if (told := harmless(book, word))] == []


def _shared(book: Lawbook) -> Iterator[str]:
    """Names of the lawbook's products that a dictionary has too, by one of the keys that it is asked by."""
    for name in book.store.products_from(""):
        if book.dictionary.knows(name) or book.dictionary.by_spelling(
            folded(name), stemmed(name), cyrillic(name)
        ):
            yield name


def test_no_dictionary_outranks_a_product_of_the_lawbook(book: Lawbook) -> None:
    names = list(_shared(book))
    assert len(names) > 50  # the dictionaries do have such names
    texts = (form.format(name) for name in names[:: max(1, len(names) // 150)] for form in PUT_UP)
    assert [told for text in texts if (told := harmless(book, text))] == []


def test_the_property_can_fail(book: Lawbook) -> None:
    assert harmless(book, "polyethylene") != ""


@pytest.mark.parametrize(
    "words", ["complete liquid capsules", "pencil 500 mg tablets", "garden tools injection"]
)
def test_merchandise_in_a_dosage_form_is_no_merchandise(words: str) -> None:
    with pytest.raises(QuestionError):
        Lawbook.load().check(words)


@pytest.mark.parametrize("letters", ["PMA", "TMA", "DMA", "MDA", "TCP", "PCE"])
def test_letters_of_trade_are_a_drug_or_a_chemical(book: Any, letters: str) -> None:
    answer = book.check(letters)
    assert answer.identity.doubt
    assert len(answer.identity.candidates) > 1
    assert {one.outcome for one in answer.controls} == {"cannot_tell"}


def test_letters_of_a_drug_with_an_amount_stay_the_drug(book: Any) -> None:
    assert {one.outcome for one in book.check("PMA 2 g", jurisdictions=["UK"]).controls} == {"applies"}


def test_a_listed_name_in_capitals_is_no_goods(book: Any) -> None:
    assert {one.outcome for one in book.check("LAMPA (base)", jurisdictions=["UK"]).controls} == {"applies"}
