"""Street words as sellers use them and in their ordinary meaning, in six languages: written by hand beside ``street.yml``, never learned from."""

import json
from pathlib import Path

import pytest

from tidewaiter import Lawbook
from tidewaiter.text.listings import Reader, Row

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("guard.jsonl").read_text(encoding="utf-8").splitlines()
]
FEWEST = 17  # texts of a language
LANGUAGES = ("en", "zh", "es", "fr", "de", "ru")


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


def read(book: Lawbook, kind: str, language: str) -> dict[str, str]:
    texts = [row["text"] for row in ROWS if (row["kind"], row["lang"]) == (kind, language)]
    reader = Reader(book, book.question())
    found = reader.read(Row(str(i), (("text", text),)) for i, text in enumerate(texts))
    return {text: one.status for text, one in zip(texts, found, strict=True)}


def hits(book: Lawbook, kind: str, language: str) -> dict[str, bool]:
    return {text: status == "hit" for text, status in read(book, kind, language).items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_ordinary_good_is_hit(book: Lawbook, language: str) -> None:
    found = hits(book, "innocent", language)
    assert len(found) >= FEWEST
    assert not [text for text, hit in found.items() if hit]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_menu_is_hit(book: Lawbook, language: str) -> None:
    found = hits(book, "offer", language)
    assert len(found) >= FEWEST
    assert not [text for text, hit in found.items() if not hit]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_request_is_open(book: Lawbook, language: str) -> None:
    """Who asks where to get a drug offers none; whether one is sold there nobody can tell."""
    found = read(book, "request", language)
    assert found
    assert not [text for text, status in found.items() if status != "cannot_tell"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # two signs make a drug of a word of everyday, one does not
        ("Cristal 🧊, mesa 120x80, 2 x 40 mil, domicilio", "no_hit"),
        ("a l f a - P H i P, 1g 25€ 5g 90€", "hit"),
        ("Трава газонная, 10 = 900, самовывоз", "no_hit"),
        ("Met coke 80 mm, 500 MT, FOB Tianjin", "no_hit"),
        # asked of a street word it is meant, of a word of everyday it is not, of one that names goods too nobody can tell
        ("Pep in Friedrichshain?", "hit"),
        ("Koks in Friedrichshain?", "cannot_tell"),
        ("Koks in Essen?", "cannot_tell"),
        ("Schnee in Friedrichshain?", "no_hit"),
        # Annex II of Regulation (EU) 2019/1148 lists aluminium and magnesium as powders
        ("Magnesium glycinate capsules, 120 pieces", "no_hit"),
        ("Aluminium profile 2 m, 10 pieces", "no_hit"),
        # the seed is left out of poppy straw (Single Convention, art. 1(1)(r)); Mexico alone lists it: a food is none, a household pack is left open
        ("Magdalenas de limón y semillas de amapola, 6 uds", "no_hit"),
        ("Blaumohn 500 g", "cannot_tell"),
        # a sort of hemp may be called after a food: counted seeds of cannabis are no food, of hemp they are left open
        ('cannabis seeds "Bread and Butter", 10 pcs', "hit"),
        ("大麻种子 巧克力 10粒 200元", "hit"),
        ("семена каннабиса Кекс 10 шт", "hit"),
        ("Семена конопли Chocolate Kush, 5 шт, 2000 руб", "cannot_tell"),
        ("Hemp seeds Banana Bread strain for growing", "cannot_tell"),
        ("Chocolate with hemp seeds, 100 g", "no_hit"),
        # what pyrotechnists call powders (Annex II names those of less than 200 micrometres)
        ("German dark aluminium 1 kg pyrotechnics", "cannot_tell"),
        ("Aluminium -325 1 kg", "cannot_tell"),
        ("алюминий дисперсный АСД-4 2 кг", "cannot_tell"),
        ("Magnesium 500 g Zündband", "cannot_tell"),
        ("Aluminium ladder -200 €", "no_hit"),
        # a list that writes U-47,700 means U-47700 as well
        ("U-47700 powder 1 g, stock", "hit"),
        # brands of pesticides and medicines that are words of everyday
        ("Pirate flag, 3 pcs, price $75", "no_hit"),
        ("Remote Control for TV, 5 EUR, delivery", "no_hit"),
        # one character in its sounds
        ("冰du 有货 加我", "hit"),
        ("da麻 新到 质量好", "hit"),
        # a shop of medicines that is online is a shop
        ("acheter du pentobarbital en ligne, Pharmacie en ligne", "hit"),
    ],
)
def test_signs_are_weighed(book: Lawbook, text: str, status: str) -> None:
    (found,) = Reader(book, book.question()).read([Row("1", (("text", text),))])
    assert found.status == status
