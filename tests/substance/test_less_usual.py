"""Less usual goods: codes of a tariff beneath the Harmonized System, brands, words of packing, goods that no list names.

Codes: NCM of Brazil, Resolução Camex 641/2024; HTS 2939.80.0010 and 2918.17.00. The texts are of the ninth sealed set of inputs.
"""

from __future__ import annotations

from typing import Any

import pytest

CODES = {
    "2939.80.10": "saxitoxin", "NCM 2918.17.00 - 25 kg": "2,2-diphenyl-2-hydroxyacetic acid", "2904.20.41": "2,4,6-trinitrotoluene", "KN-Code 5302 10 00": "hemp",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), CODES.items())
def test_a_code_names_what_its_line_names(book: Any, text: str, name: str) -> None:
    assert name in {one.name.casefold() for one in book.check(text).identity.candidates}


LISTED = {
    "éter, clorofórmio, cloreto de etila e essência de perfume": "ethyl ether", "Norex 30 tabletas": "amfepramone",
"Lophophora williamsii cacti": "Peyote",
    "CAIROX free-flowing grade, 25 kg pail": "potassium permanganate", "Timaking caps, 90 cartons": "Tramadol", "卫克泰 2mg": "Perampanel",
    "cucumelo": "psilocybin mushrooms", "芙蓉膏": "opium", "elf Hanfsamen": "cannabis seed",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), LISTED.items())
def test_words_of_packing_and_brands(book: Any, text: str, name: str) -> None:
    found = {one.name.casefold() for one in book.check(text).identity.candidates}
    assert name.casefold() in found


@pytest.mark.parametrize("text", ["laminate flooring 1x40HC", "40 bisturís", "semoule de maïs", "Массажные камни", "Лавинные зонды", "盐渍海蜇", "魷魚條", "teinture de grindélia"])  # fmt: skip
def test_ordinary_goods(book: Any, text: str) -> None:
    answer = book.check(text)
    assert not [one for one in answer.controls if one.outcome == "applies"]
