"""Names in Devanagari that no table has, read by letters; ordinary goods are none of them."""

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
from tidewaiter.substance.known import devanagari


def _named(book: Lawbook, text: str) -> set[str]:
    return {one.name for one in book.check(text, jurisdictions=["UN"]).identity.candidates}


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("हेक्साहाइड्रोकैनाबिनॉल", "hexahydrocannabinol"),
        ("२-फ्लोरोडेसक्लोरोकेटामीन", "2-fluorodeschloroketamine"),
        ("कारफेंटानिल", "carfentanil"),
        ("एसिटाइलफेंटानिल", "acetylfentanyl"),
        ("मेटोनिटाजीन", "metonitazene"),
        ("फ्लुब्रोमाजोलम", "flubromazolam"),
        ("पेंटेड्रोन", "pentedrone"),
        ("4-मेथिलमेथकैथिनोन", "mephedrone"),
        ("एन-एथिलहेक्सेड्रोन", "N-ethylhexedrone"),
        ("फेनसाइक्लिडीन", "phencyclidine"),
        ("3,4-मेथिलीनडाइऑक्सीफेनिल-2-प्रोपेनोन", "3,4-methylenedioxyphenyl-2-propanone"),
        ("लेवोर्फेनॉल", "levorphanol"),
        ("मोडाफिनिल", "Modafinil"),  # फिनिल is phenyl in other names
        ("थायोडाइग्लाइकॉल", "thiodiglycol"),
        ("5-एफ-एडीबी", "5F-MDMB-PINACA"),
        ("अल्फा-पीवीपी", "alpha-PVP"),
        ("एडीबी-ब्यूटिनाका", "ADB-BUTINACA"),
        ("कोडीन फॉस्फेट", "Codeine phosphate"),
        ("फॉस्फोरस ट्राइक्लोराइड", "phosphorus trichloride"),
        ("सल्फ्यूरिक अम्ल", "sulphuric acid"),
    ],
)
def test_a_listed_name_is_found_by_its_letters(book: Lawbook, text: str, substance: str) -> None:
    told = book.check(text, jurisdictions=["UN"]).identity
    assert ([one.name for one in told.candidates], told.doubt) == ([substance], "")


def test_a_salt_of_a_listed_acid_is_read_with_its_words(book: Lawbook) -> None:
    answer = book.check("बीएमके ग्लाइसिडिक एसिड का सोडियम लवण", jurisdictions=["UN"])
    assert {one.outcome for one in answer.controls} == {"applies"}


def test_form_and_amount_beside_a_name_are_understood(book: Lawbook) -> None:
    told = book.check("कार्फेंटानिल पाउडर 2 किलो", jurisdictions=["UN"]).identity
    assert ({one.name for one in told.candidates}, told.doubt) == ({"carfentanil"}, "")


def test_a_vowel_that_leaves_several_names_open_is_told(book: Lawbook) -> None:
    told = book.check("प्रोपेन", jurisdictions=["UN"]).identity  # Hindi writes propane and propene so
    assert {one.name for one in told.candidates} == {"propane", "propene"}
    assert "which of them is meant" in told.doubt


def test_an_optical_form_is_not_taken_for_its_mirror_image(book: Lawbook) -> None:
    assert _named(book, "डेक्सट्रोमेथॉर्फन") == {"dextromethorphan"}


def test_another_consonant_is_another_name(book: Lawbook) -> None:
    assert devanagari.matching("मेफेड्रोल", book.store) == []
    assert devanagari.matching("पैरासिटामोल", book.store) == []


@pytest.mark.parametrize(
    "text",
    ["मसालेदार चिप्स", "स्टील पाइप", "रबर टायर", "सूती कपड़े", "चाय पत्ती", "खिलौने", "सरसों", "नारियल तेल", "फर्नीचर", "साबुन", "एसी", "टीवी"],
)  # fmt: skip
def test_ordinary_goods_are_no_listed_name(book: Lawbook, text: str) -> None:
    try:
        listed = {one.substance for one in book.check(text, jurisdictions=["UN"]).identity.candidates}
    except QuestionError:
        listed = set()
    assert not any(listed)
