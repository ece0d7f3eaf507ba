"""An abbreviation that a text gives to a name means that name in it, whatever the lists call so.

PCE: perchloroethylene (tetrachloroethylene, CAS 127-18-4) in the rules of the US EPA of December 2024, eticyclidine (CAS
2201-15-2) in Schedule I.
"""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.text import find_mentions


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


GIVEN_ELSEWHERE = [
    "Perchloroethylene (PCE) is a solvent. The agency bans PCE as a drug of abuse.",
    "The rule is on perchloroethylene, or PCE. The agency bans PCE as a drug of abuse.",
    "Das Verbot gilt für Perchlorethylen (kurz PCE). PCE ist als Droge verboten.",
    "Le perchloroéthylène (PCE) est un solvant. Le PCE est interdit comme drogue.",
    "El percloroetileno (PCE) es un disolvente. El PCE está prohibido como droga.",
    "四氯乙烯（PCE）是溶剂。PCE被禁止，不是毒品。",
    "Personal consumption expenditures (PCE) rose. PCE is not a drug.",
]


@pytest.mark.parametrize("text", GIVEN_ELSEWHERE)
def test_the_name_of_the_text_goes_before_that_of_the_lists(book: Lawbook, text: str) -> None:
    found = [m for m in find_mentions(text, book) if m.text == "PCE" and m.judged != "other meaning"]
    assert [m.id for m in found if m.id == "eticyclidine"] == []


KEPT = [  # the text names the substance that the lists call so, or gives the abbreviation to nothing
    ("Eticyclidine (PCE) is a controlled drug of abuse. PCE is in Schedule I.", "PCE", "eticyclidine"),
    ("N-ethyl-1-phenylcyclohexylamine (PCE) is a controlled drug of abuse.", "PCE", "eticyclidine"),
    ("The drugs are ketamine, phencyclidine, or PCE, all of abuse.", "PCE", "eticyclidine"),
    ("Gamma hydroxy butyrate (GHB) is a drug of abuse. GHB is controlled.", "GHB", "ghb"),
    ("The precursor of MDMA (PMK) is a controlled chemical of the drug trade.", "PMK", "pmk"),
]


@pytest.mark.parametrize(("text", "sign", "key"), KEPT)
def test_what_the_text_gives_to_the_same_substance_stays(
    book: Lawbook, text: str, sign: str, key: str
) -> None:
    found = [m for m in find_mentions(text, book) if m.text == sign]
    assert found and all("the text gives" not in m.why for m in found)
    assert {m.id for m in found} <= {key} or key == "pmk"


def test_in_a_list_of_goods_it_stays_open(book: Lawbook) -> None:
    """A seller may call his goods what he likes: nothing is lost."""
    found = find_mentions("Purechloromethylene (PCE) 99 %, 5 kg in stock, PCE drug", book, listing=True)
    assert {m.judged for m in found if m.text == "PCE"} <= {"unclear", "offer"}
