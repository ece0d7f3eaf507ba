"""Words of two parts whose first part nothing knows, lamps that hold mercury, and goods with a hyphen before a dosage form.

The texts were written for this test.
"""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import Unresolved

MERCURY = [  # lamps that the Union and the Minamata Convention list
    "fluorescent lights", "Leuchtstoffringlampen", "Sparlampen", "lampes basse consommation", "lampada a risparmio energetico",
    "lâmpadas de mercúrio", "kwiklampen", "лампы дневного света", "日光燈", "電球形蛍光ランプ", "냉음극관", "lysrör",
]  # fmt: skip
OF_SODIUM = ["lampy sodowe", "natriumlampen", "sodium vapour lamps"]  # not in Annex A of the Convention
WHICH = [
    "Gasentladungslampe",
    "lampes à décharge",
    "lámpara de descarga",
    "ontladingslampen",
    "气体放电灯",
    "放電灯",
]
LED = ["LED日光燈", "LED fluorescent lamps", "tubos fluorescentes LED", "LED-Neonröhre"]
UNKNOWN = ["Bravonalampe", "Energisparlampe", "Natriumdamflampe"]
DOSED = ["Birnen-Kapseln", "shell-tablets", "Möbel-Tropfen"]


@pytest.mark.parametrize("text", MERCURY)
def test_lamps_with_mercury_are_open(book: Any, text: str) -> None:
    answer = book.check(text)
    assert {one.jurisdiction for one in answer.controls} == {"EU", "UN", "UK", "XI", "CA"}
    assert not answer.identity.doubt


@pytest.mark.parametrize("text", OF_SODIUM)
def test_sodium_lamps_are_the_unions(book: Any, text: str) -> None:
    assert {one.jurisdiction for one in book.check(text).controls} == {"EU", "XI", "CA"}


@pytest.mark.parametrize("text", WHICH)
def test_discharge_lamps_ask_which(book: Any, text: str) -> None:
    answer = book.check(text)
    assert "some kinds hold mercury" in answer.identity.doubt
    assert {one.outcome for one in answer.controls} == {"cannot_tell"}


@pytest.mark.parametrize("text", LED)
def test_lamps_of_led_in_their_place_are_ordinary(book: Any, text: str) -> None:
    assert not book.check(text).controls


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_front_of_what_a_listed_name_ends_with_is_not_read(book: Any, text: str) -> None:
    with pytest.raises(Unresolved):
        book.check(text)


def test_an_unknown_front_of_an_article_that_no_list_has_is_read(book: Any) -> None:
    assert not book.check("Mondorventil").controls


@pytest.mark.parametrize("text", DOSED)
def test_goods_with_a_hyphen_before_a_dosage_form_are_not_understood(book: Any, text: str) -> None:
    with pytest.raises(Unresolved):
        book.check(text)
