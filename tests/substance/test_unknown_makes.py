"""Makes, models and numbers that nothing knows beside goods: told, and no doubt; what may be a drug there stays one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest

from tidewaiter.substance.words.near import is_code, is_nearly_a_name
from tidewaiter.substance.words.words import words_of


@pytest.mark.parametrize(
    "text",
    [
        "100% cotton Morlimba pyjamas", "SOFÁ VELURKA CINZA", "headphones QuietHarbor", "Multi-pocket apron", "чайник КАРДИМБА",
        "Winterreifen 195/65R15 88T", "ceiling fan FI-6210", "30-foot garden hose", "phone case for iPhone 15e",
        "Geschirrspülmittel EAN 4001234567897", "washing-up liquid (lots 123456 and 234567)", "儿童雨衣 S/M/L",
        "小熊兒童牙刷 3-6歲", "陶宝丽蛋盘", "6吋蛋糕盘", "kitchen cleaner", "garage wall decorations", "Reiniger für das Badezimmer",
        "Filzzuschnitte",
    ],
)  # fmt: skip
def test_a_make_a_model_or_a_number_is_no_doubt(is_doubted: Callable[[str], bool], text: str) -> None:
    assert not is_doubted(text)


@pytest.mark.parametrize(
    "text",
    [
        "столы Лизипразол", "headphones Morphinix", "socks ЛСД", "SHOES KETAMINUS", "lot 2C-B toys", "Modell 25I Schuhe", "shoes 25D",
        "冰壶", "摇头帽", "他命壶", "Zorbital cleaner", "Rush cleaner", "leather cleaner", "Gas hilarant: 12 bouteilles", "disposable vaping products", "5 канистр с жидкостью", "Perlas o Perdigones", "crystal-snow shoes", "ketmaine perfume",
        "100% tramadool T-shirts", "toys AM-2210", "toys JWJ-018",
    ],
)  # fmt: skip
def test_what_may_be_a_drug_beside_goods_is_told(is_told: Callable[[str], bool], text: str) -> None:
    assert is_told(text)


def test_two_slips_from_a_listed_name_are_near_it(book: Any) -> None:
    words, by = words_of(book.store), random.Random(20261202)
    listed = (one.id for one in book.store.substances() if book.store.listings(one.id))
    every = sorted(
        {
            name
            for one in listed
            for name, _ in book.store.names_of(one)
            if re.fullmatch("[A-Za-z]{9,14}", name)
        }
    )
    names = by.sample(every, 60)

    def slipped(name: str) -> str:
        at = by.randrange(2, len(name))
        return name[:at] + by.choice(("", by.choice("abdeilmnorst"))) + name[at + by.randrange(2) :]

    twice = [slipped(slipped(name)) for name in names]
    assert [one for one in twice if not is_nearly_a_name(one, words)] == []


def test_a_common_word_within_a_name_is_no_name(book: Any) -> None:
    words = words_of(book.store)
    assert not any(is_nearly_a_name(one, words) for one in ("Kärcher", "Viking", "Casper", "Mikado"))
    assert all(is_nearly_a_name(one, words) for one in ("Kokayn", "Xanaks", "Pedro", "Fentanil", "Diasepam"))
    assert not any(is_code(one, words) for one in ("91H", "16e", "FI-7140", "10-Tool"))
    assert all(is_code(one, words) for one in ("25I", "26I", "JWJ-018", "AN-2201", "4-aco", "2CB"))
