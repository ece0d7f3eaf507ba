"""A name of a maker is passed over beside goods of brands; what may be a drug there never is.

The rows of ``strangers.tsv`` were written by hand after reports of seizures (what goods drugs were in, and how): they name drugs with a slip,
foreign and unread names, street words and codes that no list has. What is asked of each is that it is held, asked back or told as a doubt.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.substance.words.near import is_code, is_nearly_a_name
from tidewaiter.substance.words.words import words_of

_ROWS = [
    row.split("\t")
    for row in Path(__file__).with_name("strangers.tsv").read_text("utf-8").splitlines()
    if not row.startswith("#")
]
_ARTICLES = [
    "leather shoes {}", "plastic toys {}", "Lederschuhe {} neu", "Kinderspielzeug {}", "chaussures {} en cuir", "assiettes {} blanches",
    "zapatos {} de cuero", "sapatos {} de couro", "scarpe {} di pelle", "кожаные туфли {}",
]  # fmt: skip


def test_the_rows_are_of_seven_languages() -> None:
    assert len(_ROWS) >= 120
    assert {language for language, _ in _ROWS} == {"en", "de", "fr", "es", "pt", "it", "ru"}


@pytest.mark.parametrize("text", [text for _, text in _ROWS])
def test_what_may_be_a_drug_beside_an_article_is_told(is_told: Any, text: str) -> None:
    assert is_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "sneakers 2cbe", "sneakers 4aco", "sneakers 3ceo", "sneakers 25i",
        "sneakers 5cladba", "кроссовки 2цб", "sneakers K", "sneakers Novichok", "toy car K-9", "laptop Lenovo T14",
    ],
)  # fmt: skip
def test_what_may_be_a_code_or_is_no_name_of_a_maker_is_a_doubt(is_told: Any, text: str) -> None:
    assert is_told(text)


def _slipped(name: str, by: random.Random) -> str:
    at = by.choice([n for n, sign in enumerate(name) if sign.isalpha()])
    letter = by.choice("abcdeghilmnoprstuv")
    return by.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at + 1 :],
            name[: at + 1] + letter + name[at + 1 :],
        ]
    )


def test_a_listed_name_with_a_slip_beside_an_article_is_never_silent(book: Any, is_told: Any) -> None:
    by = random.Random(20261129)
    listed = sorted(one.id for one in book.store.substances() if book.store.listings(one.id))
    names = [
        by.choice([name for name, _ in book.store.names_of(one)] or [one]) for one in by.sample(listed, 40)
    ]
    # three letters with a slip are near every make of three or four: what is promised begins at four
    latin = [name for name in names if name.isascii() and sum(map(str.isalpha, name)) > 3 and len(name) < 60]
    slips = [
        slip for name in latin if not book.dictionary.by_name(slip := _slipped(name, by))
    ]  # boldine is no slip
    texts = [by.choice(_ARTICLES).format(slip) for slip in slips]
    assert len(texts) > 20
    assert [text for text in texts if not is_told(text)] == []


def test_a_word_near_a_name_is_told_from_one_that_is_near_none(book: Any) -> None:
    words = words_of(book.store)
    assert all(
        is_nearly_a_name(one, words)
        for one in ("Kokayin", "fentnyl", "кетамыном", "Diazepan", "MDNA", "Tramadolito")
    )
    assert not any(is_nearly_a_name(one, words) for one in ("pagode", "Choo"))
    assert all(is_code(one, words) for one in ("JWH-999", "2C-X", "4-FMX", "AM2244", "PB-23"))
    assert not any(is_code(one, words) for one in ("ID0019A", "KNFV41ALU", "OCTAVIA"))


@pytest.mark.parametrize(
    "text",
    [
        "Schuhe, die noch gut passen", "televisor LG 32LM550", "Modellhäuschen", "футболка, размер L", "vase du XIXème siècle",
    ],
)  # fmt: skip
def test_what_only_tells_articles_apart_is_no_doubt(book: Any, text: str) -> None:
    assert not book.check(text).identity.doubt


@pytest.mark.parametrize(
    "text",
    [
        "ртутные часы", "отравленные перчатки", "кетаминовая куртка", "eine Puppe, die explodiert", "asbesthaltige Handschuhe",
        "juguetes explosivos", "un sac qui sent le cannabis", "shoes that hold tramadol", "Opiumlampe", "Elektroschockgürtel",
        "Bleischürze", "toy car U47701", "toy PVP 8", "Tastatur 25I-NBOMe",
    ],
)  # fmt: skip
def test_a_stuff_told_as_a_quality_a_model_or_within_a_word_is_told(is_told: Any, text: str) -> None:
    assert is_told(text)
