"""Words that tell nothing else of goods beside them: numbers of articles, colours in a list, shapes, species, metals, finishes, makes."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "brass lantern, item number K-4471", "wall clock, #WC-20913", "drawer organiser, style number QP", "Tischlampe Art.-Nr. 88412",
        "aluminium camping ladder for a van", "copper frying pan, polished", "titanium bicycle fork, welded",
        "hoodies (navy, green, black)", "sofa covers: grey, beige, pink",
        "acorn-shaped salt cellar", "candle holder in the form of a hedgehog", "Kerzenhalter in Form einer Eule", "bougeoir en forme de hibou",
        "steel bucket, powder coated", "crate, injection molded plastic", "teapot, gift boxed",
        "rosemary oil (Rosmarinus officinalis)", "cypress oil (Cupressus sempervirens)",
        "blouse of 60% polyester 40% cotton woven fabric", "notebook with a hard cover, 96 sheets",
        "Steckschlüssel-Set 24-teilig", "колбаса варёно-копчёная", "海天蚝油", "华为手机壳",
    ],
)  # fmt: skip
def test_goods_are_understood(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, len(answer.controls)) == ("", 0)


@pytest.mark.parametrize(
    "text",
    [
        "ornament, item number 2C-B", "sneakers, SKU: JWH-018", "shirts, black", "pillows, cocaine, black, white",
        "poppy-shaped candle", "candle in the form of hashish", "wax flowers (Gelsemium sempervirens)", "dried herbs (Papver somniferum)",
        "sheets", "copper powder in boxes with amphetamine", "海天罂粟酱油",
    ],
)  # fmt: skip
def test_what_may_be_meant_is_told(book: Any, is_doubted: Any, text: str) -> None:
    try:
        answer = book.check(text)
    except Exception:  # an error is no silence
        return
    assert (
        answer.identity.doubt or answer.controls or any(one.substance for one in answer.identity.candidates)
    )
