"""Names of industry and of catalogues: dyes by the Colour Index, formulas with a naught for oxygen, titles in quotation marks, words of several drugs.

The expectations were written by hand; the texts are siblings of what was missed, none of a set.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    "text", ["C.I. Vat Brown 57", "Mordant Black 79 from India", "Reactive Violet 46, 25 kg"]
)
def test_a_dye_by_its_name_of_the_colour_index_is_a_dye(book: Any, text: str) -> None:
    identity = book.check(text).identity
    assert ([one.name for one in identity.candidates], identity.doubt) == (["dyes and pigments"], "")


def test_a_dye_of_a_known_structure_is_that_compound(book: Any) -> None:
    assert {one.cas for one in book.check("Solvent Yellow 14").identity.candidates} == {"842-07-9"}


@pytest.mark.parametrize(
    ("text", "written"), [("Na2S04", "Na2SO4"), ("K2Cr207", "K2Cr2O7"), ("FeSO4·7H20", "FeSO4·7H2O")]
)
def test_a_naught_for_oxygen_is_oxygen(book: Any, text: str, written: str) -> None:
    found, meant = (book.check(one).identity.candidates for one in (text, written))
    assert found == meant


@pytest.mark.parametrize(
    "text",
    ["liquid ecstasy", "2 bottles of liquid ecstasy", "ecstasy líquido", "жидкий экстази", "cherry meth"],
)
def test_liquid_ecstasy_is_open_between_three(book: Any, text: str) -> None:
    answer = book.check(text)
    assert {one.substance for one in answer.identity.candidates} == {
        "ghb",
        "gamma-butyrolactone",
        "1-4-butanediol",
    }
    assert {control.outcome for control in answer.controls} == {"cannot_tell"} and answer.identity.doubt


@pytest.mark.parametrize(
    "text",
    ["Brettspiel „Reise zum Mond“", "шарф «Белая ночь»", "puzzle «Le Grand Voyage»", "tyre 225/45R17 94W"],
)
def test_a_title_of_articles_is_no_stuff(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(
    "text",
    [
        "toys “Ketamine”",
        'T-shirt "Molly"',
        "toys with “Zyxofentanyl”",
        "Puzzle „Purple Haze“",
        'dolls "Nitazolam"',
    ],
)
def test_a_title_that_may_be_a_drug_is_told(is_told: Callable[..., bool], text: str) -> None:
    assert is_told(text)


@pytest.mark.parametrize(
    ("text", "cas"),
    [("cytrynian trójsodowy", "68-04-2"), ("glukonian sodu", "527-07-1"), ("siarczan chromu", "10101-53-8")],
)
def test_polish_salts(book: Any, text: str, cas: str) -> None:
    assert cas in {one.cas for one in book.check(text).identity.candidates}


def test_a_dye_beside_what_its_maker_calls_it_is_a_dye(book: Any) -> None:
    identity = book.check("Levafix Brilliant Reactive Red 158").identity
    assert ([one.name for one in identity.candidates], identity.doubt) == (["dyes and pigments"], "")


@pytest.mark.parametrize(
    "text", ["cocaine Acid Black 194", "Zyxofentanyl Disperse Blue 999", "Acid Black 194 U-47700"]
)
def test_a_drug_beside_a_dye_is_told(is_told: Callable[..., bool], text: str) -> None:
    assert is_told(text)
