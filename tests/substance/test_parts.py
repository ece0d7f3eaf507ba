"""What is known among words that are not: looked at, and the rest told."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "known", "left"),
    [
        ("Zzyzx 500 acetone in drums", "acetone", "Zzyzx"),
        ("Quuxol paracetamol 500", "acetaminophen", "Quuxol"),  # on no list, and not silent about the rest
        ("Quuxol-Alprazolam 2mg tablets", "alprazolam", "Quuxol"),
        ("曲库克 曲马多片 50mg", "Tramadol", "曲库克"),
    ],
)
def test_an_unknown_word_beside_a_known_one_is_told(book: Any, text: str, known: str, left: str) -> None:
    found = book.identify(text, systematic=lambda _: ({}, ""))
    assert known in {one.name for one in found.candidates}
    assert all(one.unsure for one in found.candidates if one.name == known) and left in found.doubt
    assert "No hit" not in book.check(text).summary


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("布洛伪麻混悬液", {"ibuprofen", "pseudoephedrine"}),  # 美林: its package
        ("losartana potássica 50 mg comprimidos", {"losartan"}),
        ("valérate d'estradiol", {"estradiol valerate"}),
        ("амоксициллин капсулы 500 мг", {"amoxicillin"}),
        ("TEVA-IRBESARTAN", {"irbesartan"}),
        ("华法林钠片", {"Warfarin (as 华法林钠)"}),  # listed as a pesticide: its salt is made of both parts
        ("olive oil 5 L in cans", {"olive oil"}),
    ],
)
def test_names_of_other_languages_are_sure(book: Any, text: str, names: set[str]) -> None:
    found = book.identify(text, systematic=False)
    assert names <= {one.name for one in found.candidates} and not found.doubt


@pytest.mark.parametrize("text", ["cold & flu tablets", "RHUME ET GRIPPE", "感冒药"])
def test_a_remedy_without_a_name_may_hold_a_drug(book: Any, text: str) -> None:
    found = book.identify(text, systematic=lambda _: ({}, ""))
    assert found.doubt and all(one.unsure for one in found.candidates)
    assert {"pseudoephedrine", "codeine"} <= {one.name for one in found.candidates}


def test_the_strength_of_a_product_decides(book: Any) -> None:
    """China, 2023: compound oral solids of more than 5 mg oxycodone a unit are category I, of less category II."""
    for text, listed in (("氨酚羟考酮片（5mg/325mg）", "psychotropics-2"), ("氨酚羟考酮片 10mg/325mg", "psychotropics-1")):  # fmt: skip
        answer = book.check(text, jurisdictions=["CN"])
        assert {control.entry.list for control in answer.controls if control.outcome == "applies"} == {listed}


def test_a_salt_in_the_words_of_another_language_is_not_offered_but_read(book: Any) -> None:
    assert "fentanyl" in {one.name for one in book.identify("fentanil citrat").candidates}
