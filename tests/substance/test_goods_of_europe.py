"""Goods lines of declarations, reports and tenders in seven languages: what they tell beside their goods, and what they must not hide."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from tidewaiter.errors import Unresolved


@pytest.mark.parametrize(  # sentences of the kind that customs and buyers write: common knowledge
    "text",
    ["insulin syringes with needles", "numerose siringhe da insulina prive di ago", "jeringas para insulina de 1 ml", "seringues à insuline", "инсулиновые шприцы, 100 штук", "Insulinspritzen",
     "flea combs and dog leads", "a women’s coat from El Salvador", "women’s blouses from China, India, and Indonesia", "«шторы» и «подушки»", "„Brettspiele“ und „Grußkarten“",
     "zapatos en mal estado", "шпик свиной производства Польши и Германии", "scarpini da calcio", "26,000 litres of Premium Motor Spirit", "33,000 litres of AGO in a tanker", "gasolio agricolo", "300 Liter Benzin"],
)  # fmt: skip
def test_what_lines_tell_beside_goods_changes_nothing(book: Any, text: str) -> None:
    answer = book.check(text, jurisdictions=["US", "DE", "EU", "UK"])
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(
    ("text", "held"),
    [("insulin syringes and insulin", "insulin"), ("stylo à insuline", "insulin"), ("lead ingots", "Lead"), ("кокаин из Эквадора", "cocaine"), ("‘shoes’, ‘fentanyl’", "fentanyl"),
     ("seven and a half tonnes of cocaine", "cocaine"), ("opium from Afghanistan", "opium"), ("sealed branded tea with khat", "Khat"), ("7 tonnes et demi de chira", "cannabis resin"),
     ("147 cartons de SUPRAXONE", "Paraquat dichloride"), ("5 drums of acetone and empty bottles", "acetone")],
)  # fmt: skip
def test_what_lists_name_is_never_taken_for_what_tells_nothing(book: Any, text: str, held: str) -> None:
    answer = book.check(text)
    assert held in {one.name for one in answer.identity.candidates}
    assert answer.controls


@pytest.mark.parametrize(
    "text",
    ["paint remover", "20 cans of paint remover", "28 tambos con removedor", "décapant pour peinture", "Abbeizer, 5 Liter", "sverniciatore", "смывка для краски", "empty ether cylinder",
     "bidons vides d'acide sulfurique"],
)  # fmt: skip
def test_a_solvent_that_is_not_named_and_a_rest_in_packing_are_a_doubt(book: Any, text: str) -> None:
    answer = book.check(text)
    assert answer.identity.doubt
    assert {one.outcome for one in answer.controls} == {"cannot_tell"}


@pytest.mark.parametrize(
    "text", ["one container of rice concealed with spare parts", "sealed branded powder", "“Zopinol” and “shoes”", "a sealed box of xylotea", "shoes from Zopinol", "rose des bois", "Gas hilarant : 20 bouteilles", "two years ago"]
)  # fmt: skip
def test_what_is_not_understood_stays_one(book: Any, text: str) -> None:
    with suppress(Unresolved):
        answer = book.check(text)
        assert answer.identity.doubt or answer.controls


def test_a_code_in_letters_that_look_alike_is_read(book: Any) -> None:
    """Cyrillic letters, as a Russian keyboard writes 4-CMC."""
    assert book.identify("4-СМС").candidates == book.identify("4-CMC").candidates
