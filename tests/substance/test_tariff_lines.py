"""What tariff lines, price lists and bulletins set beside goods: exceptions, names in quotation marks, packing in brackets."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import Unresolved
from tidewaiter.substance.names.letters import in_one_script


def named(book: Any, query: str) -> set[str]:
    """The names of what a question is answered for."""
    return {one.name.casefold() for one in book.identify(query).candidates}


@pytest.mark.parametrize(
    ("text", "excepted"),
    [
        ("Onions, preserved otherwise than by vinegar or acetic acid", "acetic acid"),
        ("Zwiebeln, anders als mit Essig oder Essigsäure haltbar gemacht", "acetic acid"),
        ("Cebollas conservadas, excepto en vinagre o en ácido acético", "acetic acid"),
        ("Cebolas conservadas, exceto em vinagre ou em ácido acético", "acetic acid"),
        ("Oignons conservés autrement qu'au vinaigre ou à l'acide acétique", "acetic acid"),
        ("Papier, andere als mit Phenol getränkt", "phenol"),
    ],
)
def test_what_is_excepted_is_not_among_the_goods(book: Any, text: str, excepted: str) -> None:
    assert excepted not in named(book, text)


def test_what_an_exception_is_made_from_stays(book: Any) -> None:
    assert "opium" in named(book, "opium, other than poppy straw")
    assert "methadone" in named(book, "Methadon, ausgenommen Levomethadon")


@pytest.mark.parametrize(
    "text",
    ['espécie vegetal chamada "zumbaluma"', 'té en bolsas llamado "xorrilada"', "Tee, genannt „Brummwurz“"],
)
def test_goods_are_not_told_by_a_word_beside_a_name_that_nothing_knows(book: Any, text: str) -> None:
    with pytest.raises(Unresolved):
        book.identify(text)


@pytest.mark.parametrize(
    ("text", "cas"),
    [
        ("Chlorate de sodium (12 tambours de 50 kg)", "7775-09-9"),
        ("Chlorate de baryum (lot 7), fûts", "13477-00-4"),
        ("clorato de potasio (40 cuñetes de 25 kg)", "3811-04-9"),
        ("оксалат диаммония (3 мешка)", "1113-38-8"),
        ("тиосульфат динатрия", "7772-98-7"),
    ],
)
def test_a_salt_is_read_whole_whatever_stands_behind_it(book: Any, text: str, cas: str) -> None:
    assert cas in {one.cas for one in book.identify(text).candidates}


@pytest.mark.parametrize("text", ["мopфин", "бeнзол", "methаdone"])
def test_letters_that_look_alike_are_of_one_script(book: Any, text: str) -> None:
    assert in_one_script(text) != text
    assert not book.identify(text).doubt


@pytest.mark.parametrize(
    "text",
    [
        'planta denominada "papoila adormecida"',
        "plantes de pavot à opium?",
        "Opiummohnpflanzen",
        "плантация опийного мака",
    ],
)
def test_the_opium_poppy_in_other_languages(book: Any, text: str) -> None:
    assert "opium poppy" in named(book, text.rstrip("?"))


def test_a_street_word_beside_names_of_goods_is_told(book: Any) -> None:
    assert all(book.check(text).controls for text in ("fish scale", "fish scales"))
    assert "in the street" in book.identify("wafers").note
