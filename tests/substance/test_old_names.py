"""Old, Latin and trade names of chemicals, words for groups of salts, and what stands around drugs and goods in reports.

The expectations are of common knowledge and of chemistry's own rules (a Latin adjective names its acid); none is an output of ours.
"""

from __future__ import annotations

from typing import Any

import pytest

NAMED = {
    "Kalium permanganicum crudum": "7722-64-7", "Natrium nitrosum": "7632-00-0", "Argentum nitricum": "7761-88-8", "Barium nitricum purum": "10022-31-8",
    "Kalium chloricum": "3811-04-9", "Cuprum sulfuricum": "7758-98-7", "Magnesium sulfuricum siccum": "7487-88-9", "Ammonium nitricum": "6484-52-2",
    "Salpeter-Phosphorsäure-Mischung": "7697-37-2", "Schwefel-Salpetersäure": "7664-93-9", "Salz-Salpetersäure-Gemisch": "7647-01-0",
    "Muriatic & nitric acids, 20 L": "7647-01-0", "KMnO4 25kg": "7722-64-7", "NH4NO3 02kg": "6484-52-2", "KClO3 500 g": "3811-04-9",
    "Concentré de Javel": "7681-52-9", "сахар свинцовый": "301-04-2", "azúcar de plomo": "301-04-2", "олово двухлористое ГОСТ 36-78": "7772-99-8",
    "кровяная соль красная": "13746-66-2",
    "таблетки XTC": "42542-10-9", "10.000 comprimés d’XTC": "42542-10-9", "two bags of paka": "8063-14-7",
}  # fmt: skip


@pytest.mark.parametrize(("text", "cas"), NAMED.items())
def test_a_name_is_of_its_chemical(book: Any, text: str, cas: str) -> None:
    assert cas in {one.cas for one in book.check(text).identity.candidates}


GROUPS = [
    "perchlorates and metal powder", "Knallsatz mit Perchlorat", "percloratos e nitratos", "хлораты", "gunpowder", "poudre noire", "Anbausets für psychoaktive Pilze",
    "525 frascos e 90 canetas de medicamentos para emagrecer", "Abnehmspritzen und Pens zum Abnehmen", "plumas adelgazantes",
]  # fmt: skip


@pytest.mark.parametrize("text", GROUPS)
def test_what_may_be_meant_is_asked_and_nothing_is_a_plain_no_hit(book: Any, text: str) -> None:
    answer = book.check(text)
    assert answer.identity.doubt
    assert answer.controls


@pytest.mark.parametrize("text", ["lot de 3 casseroles", "a lot of 36 plush toys", "437 shipping containers full of rice", "две упаковки сахара", "Kisten mit Schuhen"])  # fmt: skip
def test_words_of_packing_before_ordinary_goods(book: Any, text: str) -> None:
    answer = book.check(text)
    assert not answer.identity.doubt
    assert not answer.controls


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Acidum hydrochloricum dilutum", "hydrochloric acid"), ("Ephedrinum hydrochloricum", "ephedrine"), ("Zinci oxidum", "zinc oxide"),
        ("Раствор гидроокиси натрия 1,5 моль/л", "sodium hydroxide"), ("5 баллонов медицинской закиси азота", "nitrous oxide"),
        ("un fût métallique de 200 l d’acétate d’éthyle", "ethyl acetate"), ("Solución de HCl 0.1 N", "hydrochloric acid"),
        ("100 стеклянных ампул с ртутью по 250 граммов", "mercury"), ("bought 50 lbs. of lye", "sodium hydroxide"),
        ("Cloreto de cianogênio", "cyanogen chloride"),
    ],
)  # fmt: skip
def test_a_chemical_in_another_form_of_words_is_itself(book: Any, text: str, key: str) -> None:
    meant = {one.smiles.split(".")[-1] for one in book.check(key).identity.candidates if one.smiles}
    found = {part for one in book.check(text).identity.candidates for part in one.smiles.split(".") if part}
    assert found & meant or any(
        key.split()[0] in one.name.casefold() for one in book.check(text).identity.candidates
    )
