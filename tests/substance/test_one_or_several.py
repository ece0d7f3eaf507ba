"""Medicines that stand beside each other in a list are one preparation only where the text says so.

The texts were written for this test.
"""

from __future__ import annotations

from typing import Any

import pytest

BESIDE = [
    "lorazepam 1 mg, melatonin 3 mg",
    "zopiclone 7.5 mg; ibuprofen 400 mg",
    "clonazepam 2mg x 30 / metformin 500mg x 60",
    "omeprazole 20 mg, modafinil 100 mg",
    "lorazepam 1 mg tablets and ibuprofen 400 mg tablets",
    "pseudoephedrine 30 mg; aspirin 500 mg tablets",
]
ONE = [
    "phenobarbital 15 mg/aspirin 500 mg tablets",
    "tablets containing phenobarbital 15 mg, aspirin 500 mg",
    "dextromethorphan with guaifenesin syrup",
]
ITSELF = ["подарок lorazepam 1 mg", "vitamins, zopiclone 7.5 mg tablets"]


def _in_china(book: Any, text: str) -> set[str]:
    return {one.outcome for one in book.check(text, on=book.day, jurisdictions=["CN"]).controls}


@pytest.mark.parametrize("text", BESIDE)
def test_medicines_beside_each_other_are_asked_about(book: Any, text: str) -> None:
    assert _in_china(book, text) == {"cannot_tell"}


@pytest.mark.parametrize("text", ONE)
def test_one_preparation_of_several_is_left_out(book: Any, text: str) -> None:
    assert _in_china(book, text) == set()


@pytest.mark.parametrize("text", ITSELF)
def test_goods_that_are_no_medicine_make_no_compound(book: Any, text: str) -> None:
    assert "applies" in _in_china(book, text)
