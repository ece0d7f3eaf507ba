"""What stands beside a listed name takes nothing away from it: ordinary goods, what hides it, words of form within the name, numbers behind "no".

Each text was read at first as something harmless, or as a compound medicine that the Chinese catalogues leave out (annex of the
catalogues of 2025: single-drug preparations, and of compound ones those alone that a row names), in the sweeps of 2026-11-28.
"""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import Unresolved


@pytest.mark.parametrize(
    "text",
    ["toys and oxycodone tablets", "oxycodone tablets in a jar of coffee", "oxycodone tablets hidden in gypsum", "wheat flour and codeine tablets",
     "machine parts and poppy capsule", "soap with tramadol tablets", "书籍、羟考酮片", "蜡烛和可待因片"],
)  # fmt: skip
def test_ordinary_goods_make_no_compound_medicine(book: Any, text: str) -> None:
    told = {(one.jurisdiction, one.outcome) for one in book.check(text, jurisdictions=("CN",)).controls}
    assert told == {("CN", "applies")}


def test_a_second_drug_still_makes_one(book: Any) -> None:
    answer = book.check("codeine 30 mg with paracetamol 500 mg tablets", jurisdictions=("CN",))
    assert not answer.controls and [one.why for one in answer.silences] == ["read"]


def test_a_second_drug_behind_a_comma_may(book: Any) -> None:
    answer = book.check("codeine 30 mg, paracetamol 500 mg tablets", jurisdictions=("CN",))
    assert {one.outcome for one in answer.controls} == {"cannot_tell"}


HELD = {
    "rick simpson oil in a jar of coffee": "cannabis extract, cannabis oil or tincture", "coca paste replaced by caffeine": "crude cocaine",
    "wavy caps in a jar of coffee": "psilocybin mushrooms", "poudre d’opium caché dans des bougies": "medicinal opium",
    "Ugilec 141 labelled as gypsum": "Monomethyl-tetrachlorodiphenyl methane",
    "申报为蜡烛的复方甘草含片": "Compound liquorice tablets and mixture (with opium)",
    "heroin declared as washing powder": "heroin",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), HELD.items(), ids=HELD.keys())
def test_a_listed_name_keeps_its_words_of_form_beside_others(book: Any, text: str, name: str) -> None:
    assert name in {one.name for one in book.identify(text).candidates}


@pytest.mark.parametrize(
    "text",
    ["cas no 108-24-7; 4L x 4 bt", "No ONU 1715, bidón", "CAS No 108-24-7, 4 drums", "no. CAS 108-24-7 ; AR"],
)
def test_a_number_behind_no_denies_nothing(book: Any, text: str) -> None:
    assert "acetic anhydride" in {one.name.casefold() for one in book.identify(text).candidates}


def test_two_parts_of_a_chemical_name_are_no_mixture(book: Any) -> None:
    named = {one.name.casefold() for one in book.identify("氟苯丙胺").candidates}
    assert "fenfluramine" in named and not named & {"fluorobenzene", "propylamine"}


def test_bottle_caps_are_no_capsules_of_a_medicine(book: Any) -> None:
    named = {
        one.name.casefold()
        for one in book.identify("capsules (composition: tramadol, paracetamol)").candidates
    }
    assert "tramadol" in named and "bottle caps" not in named


LATIN = {
    "Morphini hydrochloridum": "morphine", "Kalii permanganas": "potassium permanganate", "Codeini phosphas hemihydricus": "codeine",
    "Ephedrini hydrochloridum": "ephedrine", "Natrii hydroxidum": "sodium hydroxide", "Amphetamini sulfas": "amphetamine",
    "Cocaini hydrochloridum": "cocaine", "Fentanyli citras": "fentanyl", "Methadoni hydrochloridum": "methadone", "Ketamini hydrochloridum": "ketamine",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), LATIN.items(), ids=LATIN.keys())
def test_salts_in_the_latin_of_pharmacopoeias(book: Any, text: str, name: str) -> None:
    said = {one.jurisdiction for one in book.check(text).controls}
    assert {one.jurisdiction for one in book.check(name).controls} <= said


PACKED = {
    "片堿 25kg/袋": "sodium hydroxide", "古柯硷": "cocaine", "液堿 32%": "sodium hydroxide", "Ketamin 1-kg-Beutel": "ketamine",
    "éter sulfúrico R.A. 4 L": "ethyl ether", "опия-сырца 2 кг": "opium", "二氫待因": "dihydrocodeine", "安眠酮": "methaqualone", "睾酮素注射液70瓶": "testosterone",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), PACKED.items(), ids=PACKED.keys())
def test_as_suppliers_and_officers_write_it(book: Any, text: str, name: str) -> None:
    found = book.identify(text)
    assert found.candidates[0].name.casefold() == name and not found.doubt


@pytest.mark.parametrize("text", ["甲苯:丁酮=3:1", "丙酮:甲苯=1:1 稀释剂 180kg/桶"])
def test_parts_of_a_mixture_by_a_colon(book: Any, text: str) -> None:
    assert len({one.name for one in book.identify(text).candidates}) >= 2


@pytest.mark.parametrize(
    "text", ["Gips, 25-kg-Sack", "generator 5 kVA", "трава зверобоя", "écorce de bourdaine", "Cortex Frangulae", "冷凍豬肉 1櫃", "旧邮票一册", "synthetic leather handbags"]
)  # fmt: skip
def test_ordinary_goods_with_their_figures(book: Any, text: str) -> None:
    try:
        answer = book.check(text)
    except Unresolved as why:  # pragma: no cover - the message is the failure
        pytest.fail(str(why))
    assert not answer.controls and not answer.identity.doubt
