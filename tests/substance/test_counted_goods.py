"""How many of goods there are, closed up to their names, hides none of them; what a page writes as an entity is read; a packing is no syllable.

The texts were written for this test.
"""

from __future__ import annotations

from typing import Any

import pytest

LIKE = {
    "socks*3, lorazepam*2": "socks, lorazepam",
    "3*socks;1*Valium": "socks; Valium",
    "鞋子*1;ketamine*2": "鞋子; ketamine",
    "toys, 2xLorazepam": "toys, lorazepam",
    "socks:2;lorazepam:1": "socks; lorazepam",
    "2,2&#39;-thiodiethanol": "2,2'-thiodiethanol",
    "&#945;-PVP": "alpha-PVP",
    "MDMA&nbsp;hydrochloride": "MDMA hydrochloride",
    "3 Fl. modafinil": "modafinil",
    "codeine ISO tank": "codeine",
    "2 ethyl ether": "ethyl ether",
}


@pytest.mark.parametrize("text", LIKE)
def test_reads_like_the_name(book: Any, text: str) -> None:
    def told(one: str) -> set[tuple[str, str]]:
        return {(each.jurisdiction, each.outcome) for each in book.check(one, on=book.day).controls}

    assert told(text) == told(LIKE[text])
