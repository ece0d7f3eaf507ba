"""A form of a medicine that is cut short by a full stop, small figures of a formula and the sign of an increment are read as what they stand for.

The texts were written for this test.
"""

from __future__ import annotations

from typing import Any

import pytest

LIKE = {
    "Cap.Lorazepam": "capsule lorazepam",
    "Tbl. Zolpidem": "tablet zolpidem",
    "Syp. Methadone": "syrup methadone",
    "р-р кетамин": "раствор кетамин",
    "POCl₃": "POCl3",
    "HCl, PCl₅": "HCl, PCl5",
    "∆8-THC": "Δ8-THC",
}
PLAIN = ["POCl₃", "Cap. Lorazepam"]


def _told(book: Any, text: str) -> set[tuple[str, str]]:
    return {(each.jurisdiction, each.outcome) for each in book.check(text, on=book.day).controls}


@pytest.mark.parametrize("text", LIKE)
def test_reads_like_what_it_stands_for(book: Any, text: str) -> None:
    assert _told(book, text) == _told(book, LIKE[text]) != set()


@pytest.mark.parametrize("text", PLAIN)
def test_applies(book: Any, text: str) -> None:
    assert ("CA", "applies") in _told(book, text)
