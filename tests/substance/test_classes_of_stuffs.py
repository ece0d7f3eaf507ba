"""A class of stuffs beside ordinary goods is never lost among words that tell form: what it is in, or is without, is no all-clear."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError


@pytest.mark.parametrize(
    "text",
    [
        "10.5t of insecticide in cans without labels",
        "pesticides in plastic bags, without labels",
        "medicines in cartons without labels",
        "bidones de pesticidas sin etiquetas",
        "Kanister mit Chemikalien ohne Etiketten",
    ],
)
def test_a_class_of_stuffs_is_told(book: Lawbook, text: str) -> None:
    try:
        answer = book.check(text)
    except QuestionError:
        return  # not understood: no answer
    assert answer.identity.doubt or answer.controls, text


@pytest.mark.parametrize(
    "text", ["labels for cans", "a tea pot with lid", "tote bags without zips", "cans with lids"]
)
def test_goods_alone_are_goods(book: Lawbook, text: str) -> None:
    answer = book.check(text)
    assert not answer.controls and not answer.identity.doubt, (text, answer.identity.doubt)


def test_a_number_and_a_price_behind_a_word_of_form(book: Lawbook) -> None:
    found = book.check("Co-codamol 30mg/500mg capsules100£5.63")  # as price lists print it
    assert [one.name for one in found.identity.candidates] == [
        one.name for one in book.check("Co-codamol 30mg/500mg capsules").identity.candidates
    ]


@pytest.mark.parametrize(
    "text",
    [
        "fentanyl test strips",
        "cocaine test kit",
        "Fentanyl-Teststreifen",
        "tiras reactivas de fentanilo",
        "芬太尼检测试纸",
    ],
)
def test_a_test_for_a_drug_need_hold_none_of_it(book: Lawbook, text: str) -> None:
    try:
        answer = book.check(text)
    except QuestionError:
        return
    assert all(control.outcome == "cannot_tell" for control in answer.controls), text
    assert answer.controls, text


@pytest.mark.parametrize("text", ["cocaine 10 g, test strips", "fentanyl powder and test kits"])
def test_a_drug_beside_tests_is_told(book: Lawbook, text: str) -> None:
    assert any(control.outcome == "applies" for control in book.check(text).controls), text
