"""What declarations tell of goods beside their names: numbers, makes, likeness, a noun that several share (sets 54 and 55)."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook


@pytest.mark.parametrize("text", [
    "ceramic mug, style number 04304",
    "ceramic mugs, item number 10823",
    "135.800 cigarros da marca RONSON",
    "玻璃杯、煙嘴",
    "cigares, cornes de rhinocéros, ivoire",
    "shoes similar to Nike",
    "furniture that looks like oak",
    "mustard", "mustard 250 g jar", "ketchup, mustard, mayonnaise", "musztarda",
    "lead free solder wire 1 kg", "acetone free nail polish remover", "mercury free thermometer",
])  # fmt: skip
def test_they_leave_ordinary_goods_plain(book: Lawbook, text: str) -> None:
    answer = book.check(text)
    assert not answer.identity.doubt
    assert not answer.controls


@pytest.mark.parametrize("text", [
    "powder similar to coffee",
    "encontrava um pó, com todas as características semelhantes ao café",
    "ein Pulver, das wie Zucker aussieht",
    "leaves similar to tea",
])  # fmt: skip
def test_what_only_looks_like_goods_may_be_others(book: Lawbook, text: str) -> None:
    assert "others than those that are named" in book.check(text).identity.doubt


@pytest.mark.parametrize(("text", "named"), [
    ("acido solforico, cloridrico, nitrico, lattico e acetico", 5),
    ("sulfuric/nitric/hydrochloric acid", 3),
])  # fmt: skip
def test_a_noun_that_several_share_is_of_each(book: Lawbook, text: str, named: int) -> None:
    names = {one.name for one in book.check(text).identity.candidates}
    assert {"sulphuric acid", "hydrochloric acid", "nitric acid"} <= names
    assert len(names) >= named


def test_a_number_of_an_article_hides_nothing(book: Lawbook) -> None:
    assert book.check("item no 57272 morphine").controls


@pytest.mark.parametrize("text", [
    "cocaine free sample", "heroin free delivery", "morphine free base", "mustard gas", "mustard agent", "HD mustard 5 kg",
])  # fmt: skip
def test_free_of_charge_and_the_gas_are_still_found(book: Lawbook, text: str) -> None:
    assert any(control.outcome == "applies" for control in book.check(text).controls)
