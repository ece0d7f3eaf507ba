"""Phrases as people type them: what two words share, torn quotation marks, numbers with 余, shares in square brackets, packing, old names of salts.

The texts were written for this test beside those that a sealed set of inputs missed; none of them is in a set.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tidewaiter.substance.phrases.typed import as_typed
from tidewaiter.substance.structures.whole import as_ions

UNDERSTOOD = {
    # German words that share their end
    "Salz- und Schwefelsäure": {"hydrochloric acid", "sulphuric acid"},
    "Natrium- oder Kaliumchlorat": {"sodium chlorate", "potassium chlorate"},
    "Heroin- und Kokaingemisch": {"heroin", "cocaine"},
    # numbered goods
    "1) Acetone 2) Toluene": {"acetone", "toluene"},
    "1. acetone; 2. toluene": {"acetone", "toluene"},
    "① toluene ② acetone": {"acetone", "toluene"},
    # pharmacopoeias, forms cut short, the acid and the water of a salt by formula
    "Fentanyl Citrate IP": {"Fentanyl citrate"},
    "Midazolam BPCRS": {"midazolam"},
    "inj. pentazocine 30mg/ml": {"pentazocine"},
    "oxycodone x HCl": {"Oxycodone hydrochloride"},
    "oxycodonexHCl": {"Oxycodone hydrochloride"},
    "oxycodone HCl 3H2O": {"Oxycodone hydrochloride"},
    "sodium phenylacetate·½H2O": {"Sodium phenylacetate"},
    # quotation marks that touch, commas that stand apart
    "“ACETONE”“TOLUENE”": {"acetone", "toluene"},
    "toluene , acetone": {"acetone", "toluene"},
    # 余 and 多, tanks, what lists of chemicals call them
    "海洛因700余克": {"heroin"},
    "丙酮储罐两个": {"acetone"},
    "甲苯、丙酮等危险化学品": {"toluene", "acetone"},
    "硝酸[含硝酸≥70%]": {"nitric acid"},
    # packing of a stuff
    "acetone in plastic drums": {"acetone"},
    "mercurio en botellas de vidrio con tapa": {"mercury"},
    "стеклянная бутылка с ацетоном": {"acetone"},
    # an acid, and its formula in brackets
    "acide chlorhydrique (HCl)": {"hydrochloric acid"},
    # salts as trade called them
    "permanganate of potash": {"potassium permanganate"},
    "nitrate of lime": {"calcium nitrate"},
    # German words of form behind a drug
    "Codein-Tabletten": {"codeine"},
    "Kodein Tropfen": {"codeine"},
}


@pytest.mark.parametrize(("text", "names"), UNDERSTOOD.items(), ids=UNDERSTOOD.keys())
def test_what_is_typed_is_understood(book: Any, text: str, names: set[str]) -> None:
    answer = book.check(text, on="2026-11-26")
    found = {one.name.casefold() for one in answer.identity.candidates}
    wanted = {one.casefold() for name in names for one in (book.identify(name).candidates[0].name, name)}
    assert "not understood" not in answer.identity.doubt
    for name in names:
        assert {name.casefold(), book.identify(name).candidates[0].name.casefold()} & found, (found, wanted)


@pytest.mark.parametrize("text", ["苯并[d]咪唑", "二环[2.2.1]庚烷"])
def test_square_brackets_of_a_name_stay(text: str) -> None:
    assert as_typed(text, lambda _: None) == text


@pytest.mark.parametrize("text", ["Xyzz- und Qwertsäure", "Ameisen- und Bienenhonig"])
def test_what_shares_no_known_word_stays(is_doubted: Callable[[str], bool], text: str) -> None:
    assert is_doubted(text)


@pytest.mark.parametrize(
    "name", ["iron oxide", "copper(I) oxide", "silver oxide", "lead monoxide", "hafnium oxide"]
)
def test_an_oxide_that_the_source_draws_as_atoms_is_answered(book: Any, name: str) -> None:
    assert book.check(name).identity.candidates


def test_only_oxides_of_one_metal_are_drawn_as_ions() -> None:
    assert as_ions("[Cu].[Cu].[O]") == "[Cu+].[Cu+].[O-2]"
    assert as_ions("[Al-].[Na+].[O].[O]") == "[Al+3].[Na+].[O-2].[O-2]"
    assert as_ions("[K].[O].[Ti]") == "[K].[O].[Ti]"  # which metal gives how much is not told
    assert as_ions("C[C](C)C") == "C[C](C)C"


def test_steroids_alone_are_open(book: Any) -> None:
    answer = book.check("tablets of steroids", jurisdictions=["US", "UK", "CA"])
    assert answer.identity.doubt and {one.outcome for one in answer.controls} == {"cannot_tell"}


def test_a_share_is_the_chemicals_and_not_the_goods(book: Any) -> None:
    answer = book.check("nitromethane 25 % model engine fuel", jurisdictions=["EU"])
    assert "applies" in {one.outcome for one in answer.controls}
    inside = book.check("nitroethane 5 % in nitromethane", jurisdictions=["EU"])
    assert inside.controls


@pytest.mark.parametrize("text", ["levometadona", "lévométhadone", "левометадон"])
def test_levomethadone_in_other_languages(book: Any, text: str) -> None:
    answer = book.check(text, jurisdictions=["MX", "DE"])
    assert {one.jurisdiction for one in answer.controls if one.outcome == "applies"} == {"MX", "DE"}


def test_what_stands_under_one_number_is_no_part_of_another(book: Any) -> None:
    listed, alone = (
        {one.jurisdiction for one in book.check(text).controls if one.outcome == "applies"}
        for text in ("1) Diazepam 10 mg tablets 2) Paracetamol", "Diazepam 10 mg tablets")
    )
    assert listed == alone
