"""Names of ordinary goods: none is what a list, a concept or a product is called, none a word of the street, and none hides what stands beside it."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import Unresolved
from tidewaiter.lawbook.names import name_key
from tidewaiter.substance import goods
from tidewaiter.text.mentions.cues import cues

NAMES = sorted(
    {
        one
        for table in ("everyday-goods", "wordnet-goods")
        for name, more in goods.rows(table)
        for one in (name, *more.split("|"))
        if one
    }
)


def test_no_name_is_listed_or_of_the_street(book: Any) -> None:
    street = {word.word.casefold() for word in cues().words}
    assert not [
        one
        for one in NAMES
        if one.casefold() in street or book.store.by_name(one) or book.store.record("product", name_key(one))
    ]


@pytest.mark.parametrize(  # siblings that no table was tuned on
    "text",
    ["детских подгузников", "Gartenhandschuhe", "木制筷子", "fietspomp", "물병", "水筒", "mattarello", "ralador", "tijeras de podar", "essuie-glaces"],
)  # fmt: skip
def test_everyday_goods_are_understood_and_on_no_list(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(
    "text", ["xylomethazepam in plastic bags", "Flubrotizolan, Einmachgläser und Bratpfannen", "полиэтиленовые пакеты с мефедроном", "conejos de peluche con cocaína"]
)  # fmt: skip
def test_what_stands_beside_them_is_never_silent(book: Any, text: str) -> None:
    try:
        answer = book.check(text)
    except Unresolved:
        return
    assert answer.controls or answer.identity.doubt
