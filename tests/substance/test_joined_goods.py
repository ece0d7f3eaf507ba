"""Two goods joined by a stroke, a comma, a hyphen or an "in" are no one compound; what stands apart in a text is looked at."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "held"),
    [("acetone / benzyl alcohol", "acetone"), ("toluene & glycerol", "toluene"), ("nitric acid, thiourea", "nitric acid"), ("sulfuric acid/aniline", "sulphuric acid"),
     ("sorbitol-potassium permanganate 5 kg", "potassium permanganate"), ("caffeine-acetic anhydride 20 l", "acetic anhydride"), ("butyllithium in diethyl ether", "ethyl ether"),
     ("zinc chloride 1 M in ether", "ethyl ether"), ("acetic and succinic anhydride", "acetic anhydride")],
)  # fmt: skip
def test_what_is_joined_is_told_apart(book: Any, text: str, held: str) -> None:
    answer = book.check(text)
    assert held in {one.name for one in answer.identity.candidates}
    assert answer.controls


@pytest.mark.parametrize(
    ("text", "number"), [("benzoic acid, sodium salt", "532-32-1"), ("acetic acid, ethyl ester", "141-78-6"), ("phosphonic acid, dimethyl ester", "868-85-9")]
)  # fmt: skip
def test_an_inverted_name_is_one(book: Any, text: str, number: str) -> None:
    assert [one.cas for one in book.identify(text).candidates] == [number]


@pytest.mark.parametrize(
    ("text", "held"),
    [("里面有alprazolam的玩具", "alprazolam"), ("饼干含ritalin 3盒", "Methylphenidate hydrochloride"), ("candles (4MMC)", "mephedrone"),
     ("lamps (whippets)", "Nitrous oxide"), ("handbags, APAP/cod", "codeine")],
)  # fmt: skip
def test_a_name_set_apart_goes_first(book: Any, text: str, held: str) -> None:
    answer = book.check(text)
    assert any(held.casefold() in one.name.casefold() for one in answer.identity.candidates)
    assert answer.controls


@pytest.mark.parametrize(
    ("text", "name"), [("1T-LSD 25 mg", "1T-LSD"), ("DCM x 12", "dichloromethane"), ("a PHiP 5 g", "alpha-PiHP"), ("As2O3", "arsenic trioxide")]
)  # fmt: skip
def test_no_letter_of_a_name_is_an_amount(book: Any, text: str, name: str) -> None:
    assert [one.name for one in book.identify(text).candidates] == [name]
