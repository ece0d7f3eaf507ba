"""Metals with a Roman numeral, water in figures, prices, places and standards; "and" in Japanese; makers; animals of toys; what brews hold; salts.

The texts were written for this test.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from tidewaiter.errors import Unresolved

SAME = [  # two ways of writing one thing
    ("cobre(II) cloruro dihidratado", "copper(II) chloride"),
    ("níquel (II) nitrato hexahidrato", "nickel nitrate"),
    ("plomo(II) nitrato", "lead nitrate"),
    ("mercurio(II) cloruro", "mercury(II) chloride"),
    ("iron (II) sulfate 7-hydrate", "iron(II) sulfate heptahydrate"),
    ("thallium (I) sulfate", "thallium sulfate"),
    ("acetic anhydride USD 3.20-3.50/kg", "acetic anhydride"),
    ("piperidine Rs. 1,200 - 1,350", "piperidine"),
    ("ephedrine hydrochloride-India", "ephedrine hydrochloride"),
    ("toluene-China", "toluene"),
    ("HG/T 3250-2010硝酸钾", "硝酸钾"),
    ("硫酸 (特級)", "硫酸"),
    ("yellow phosphorous", "yellow phosphorus"),
    ("Auro-Diazepam", "diazepam"),
]
BOTH = [
    ("モルヒネやコカイン", {"morphine", "cocaine"}),
    ("エフェドリンとケタミン", {"ephedrine", "Ketamine"}),
]
TOYS = ["peluche hérisson", "jouet girafe", "plush owl"]
OTHER = ["phosphorous acid", "もやし", "avena en copos"]


def listed(answer: Any) -> set[str]:
    return {one.entry.id for one in answer.controls}


@pytest.mark.parametrize(("text", "plain"), SAME)
def test_is_the_same_as(book: Any, text: str, plain: str) -> None:
    one, other = book.check(text), book.check(plain)
    assert listed(one) == listed(other)
    assert not one.identity.doubt


@pytest.mark.parametrize(("text", "names"), BOTH)
def test_both_are_told(book: Any, text: str, names: set[str]) -> None:
    answer = book.check(text)
    assert names <= {one.name for one in answer.identity.candidates}
    assert not answer.identity.doubt


@pytest.mark.parametrize("text", TOYS)
def test_an_animal_is_the_shape_of_a_toy(book: Any, text: str) -> None:
    answer = book.check(text)
    assert not answer.controls and not answer.identity.doubt


@pytest.mark.parametrize("text", OTHER)
def test_what_only_looks_so_stays(book: Any, text: str) -> None:
    assert "phosphorus" not in {one.name for one in book.check(text).identity.candidates}


def test_an_animal_alone_or_filled_is_no_toy(book: Any) -> None:
    for text in ("girafe", "plush owl filled with powder"):
        with suppress(Unresolved):
            assert book.check(text).identity.doubt, text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("ayahuasca", "DMT"),
        ("huile essentielle de sassafras", "safrole"),
        ("Ephedra herb", "pseudoephedrine"),
    ],
)
def test_what_a_plant_product_holds_is_told(book: Any, text: str, held: str) -> None:
    assert held in book.check(text).identity.note


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("sel de sodium de l'acide nitrique", "sodium nitrate"),
        ("Natriumsalz der Blausäure", "sodium cyanide"),
        ("sal sódica del ácido perclórico", "sodium perchlorate"),
        ("sal potásica del ácido fluorhídrico", "potassium fluoride"),
        ("sal sódica del ácido clorhídrico", "sodium chloride"),
    ],
)
def test_a_salt_told_by_its_acid_is_that_salt(book: Any, text: str, plain: str) -> None:
    assert listed(book.check(text)) == listed(book.check(plain))
