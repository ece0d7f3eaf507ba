"""Words of grade beside a formula, "technical", numbers of hydrates, makes and things that are called as a chemical. Of this test's own wording."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.answer import Answer

HYDRATES = [("6700-34-1", "dextromethorphan"), ("34195-34-1", "hydrocodone"), ("50906-05-3", "ephedrine"), ("60491-10-3", "strychnine")]  # fmt: skip


def _told(answer: Answer) -> set[tuple[str, str, str]]:
    return {(one.jurisdiction, one.instrument.key, one.outcome) for one in answer.controls}


@pytest.mark.parametrize("formula", ["GaAs", "CdTe", "InP"])
def test_a_pure_semiconductor_is_the_stuff(book: Any, formula: str) -> None:
    assert _told(book.check(f"{formula} pure")) == _told(book.check(formula))


def test_a_device_of_a_semiconductor_is_a_device(book: Any) -> None:
    assert not book.check("GaN charger").controls


@pytest.mark.parametrize(
    "name", ["phosphorus oxychloride", "thionyl chloride", "potassium cyanide", "acetone"]
)
@pytest.mark.parametrize("grade", ["technical", "technical grade", "tech"])
def test_technical_makes_no_preparation(book: Any, name: str, grade: str) -> None:
    assert _told(book.check(f"{name} {grade}")) == _told(book.check(name))


@pytest.mark.parametrize(("number", "name"), HYDRATES)
def test_numbers_of_hydrates_are_known(book: Any, number: str, name: str) -> None:
    sure = {(place, key) for place, key, outcome in _told(book.check(name)) if outcome == "applies"}
    assert {(place, key) for place, key, outcome in _told(book.check(number)) if outcome == "applies"} & sure


@pytest.mark.parametrize("text", ["wooden broom", "broom handles", "monitor 22 inch"])
def test_brooms_and_screens_are_ordinary(book: Any, text: str) -> None:
    assert not book.check(text).controls


def test_a_pesticide_by_its_make_and_form(book: Any) -> None:
    assert {one.substance for one in book.check("Monitor 40 % EC").identity.candidates} == {"methamidophos"}


def test_a_street_word_with_a_figure(book: Any) -> None:
    assert {one.name for one in book.check("5仔 100片").identity.candidates} == {"nimetazepam"}
