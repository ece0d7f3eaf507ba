"""Words of everyday language: none of them is one that matters, and they excuse nothing that stands alone or beside a chemical."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from tidewaiter.substance.tables.goods import STREET, rows
from tidewaiter.substance.words.plain_words import is_everyday, is_handling, is_small

# by hand, in eight languages: what may be a weapon, a means of restraint, a poison, a stuff or its shape, a medicine, a plant or its part, an animal's part, or what
# may change what a stuff is or how the law treats it
DOUBTFUL = [
    "gallows",
    "grenade",
    "handcuffs",
    "baton",
    "rifle",
    "bullet",
    "bomb",
    "fireworks",
    "poison",
    "powder",
    "crystals",
    "resin",
    "acid",
    "oil",
    "tincture",
    "capsule",
    "syringe",
    "opium",
    "poppy",
    "cactus",
    "mushroom",
    "seed",
    "seeds",
    "leaf",
    "roots",
    "bark",
    "bud",
    "bulb",
    "pollen",
    "ivory",
    "horn",
    "venom",
    "bile",
    "mixture",
    "residue",
    "extract",
    "derivative",
    "analogue",
    "substitute",
    "imitation",
    "synthetic",
    "raw",
    "crude",
    "pure",
    "medical",
    "sample",
    "free",
    "without",
    "levo",
    "trans",
    "ester",
    "complex",
    "agent",
    "Waffe",
    "Fesseln",
    "Gift",
    "Pulver",
    "Harz",
    "Mohn",
    "Pilz",
    "Samen",
    "Blatt",
    "Wurzel",
    "Auszug",
    "Gemisch",
    "Ersatz",
    "roh",
    "arma",
    "esposas",
    "veneno",
    "polvo",
    "resina",
    "amapola",
    "hongo",
    "semilla",
    "hoja",
    "raíz",
    "extracto",
    "mezcla",
    "arme",
    "entraves",
    "poison",
    "poudre",
    "résine",
    "pavot",
    "graine",
    "feuille",
    "racine",
    "extrait",
    "mélange",
    "veneno",
    "pó",
    "folha",
    "mistura",
    "оружие",
    "кандалы",
    "яд",
    "порошок",
    "смола",
    "мак",
    "гриб",
    "семена",
    "лист",
    "корень",
    "экстракт",
    "смесь",
    "arma",
    "manette",
    "veleno",
    "polvere",
    "resina",
    "papavero",
    "fungo",
    "foglia",
    "radice",
    "miscela",
    "手铐",
    "炸药",
    "毒药",
    "粉末",
    "树脂",
    "罂粟",
    "蘑菇",
    "种子",
    "叶子",
    "根茎",
    "提取物",
    "混合物",
    "衍生物",
    "替代品",
    "仿制",
    "纯",
]


@pytest.mark.parametrize(
    ("text", "substance"),
    [("fresh khat leaves in jute sacks for a festival", "khat"), ("Mohnsamen (Blaumohn) zum Backen", "poppy-seed")],
)  # fmt: skip
def test_words_of_handling_put_nothing_in_doubt(book: Any, text: str, substance: str) -> None:
    identity = book.check(text).identity
    assert (identity.doubt, substance in {one.substance for one in identity.candidates}) == ("", True)


@pytest.mark.parametrize(
    "text", ["khat, filled envelopes", "codeine synthetic tablets, wholesale", "jug, zumbalol"]
)
def test_words_that_hold_or_change_a_stuff_are_none_of_handling(
    is_doubted: Callable[[str], bool], text: str
) -> None:
    assert is_doubted(text)


@pytest.mark.parametrize("word", DOUBTFUL)
def test_a_word_that_matters_is_not_everyday(word: str) -> None:
    assert not is_everyday(word)
    assert not is_small(word)
    assert not is_handling(word)


def test_no_word_of_the_street_is_everyday() -> None:
    street = yaml.safe_load(STREET.read_text("utf-8"))

    def words(held: Any) -> list[str]:
        some = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
        return [held] if isinstance(held, str) else [word for one in some for word in words(one)]

    single = {word for word in words(street) if word.isalpha()}
    assert len(single) > 300
    assert not {word for word in single if is_everyday(word)}
    assert not {word for word in single if is_handling(word)}


def test_no_word_of_kin_or_denial_is_everyday() -> None:
    held = {
        w
        for table in ("kin-words", "denied-words")
        for row in rows(table)
        if row[0] != "part"  # of a plant: a word of goods, which is denied where the text denies it
        for cell in row[1:]
        for w in cell.split("|")
    }
    assert not {word for word in held if is_everyday(word)}


@pytest.mark.parametrize(
    "text",
    ["shoes, gallows", "toys, blister agent", "jouets, mort aux rats", "zapatos y esposas", "Schuhe und Fesseln", "обувь, буратино", "scarpe, tasso",
     "clothes, morning glory", "手雷玩具", "铀玻璃杯", "手铐玩具", "防弹衣裤", "dextromethorphan levo", "trans cocaine", "acetone quaternary", "café «Pedro»"],
)  # fmt: skip
def test_what_is_not_understood_stays_a_doubt(is_doubted: Callable[[str], bool], text: str) -> None:
    """What stands alone in a list, or changes a stuff, is told or asked: found by a reviewer, who read the words one by one."""
    assert is_doubted(text)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("鸦片玩具", "opium"),
        ("摇头丸玩具", "MDMA"),
        ("K粉玩具", "Ketamine"),
        ("开心水玩具", "GHB"),
        ("笑气玩具", "Nitrous oxide"),
    ],
)
def test_a_drug_named_before_an_article_is_held(book: Any, text: str, held: str) -> None:
    assert any(held.casefold() in one.name.casefold() for one in book.check(text).identity.candidates)


@pytest.mark.parametrize("text", ["toluene, Germany", "acide acétique, France", "甲苯 德国"])
def test_a_country_is_no_chemical(book: Any, text: str) -> None:
    answer = book.check(text)
    assert answer.identity.doubt == ""
    assert not {"germanium", "francium"} & {one.name.casefold() for one in answer.identity.candidates}
