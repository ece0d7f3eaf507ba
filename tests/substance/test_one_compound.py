"""Names of one compound that were read as two harmless ones, by another's spelling, or not at all: found by outsiders who sought
false silences (2026-12-01). Each is in the lists by what it is; the words are those of trade, laboratories and other languages."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.answer import Answer
from tidewaiter.errors import Unresolved


def places(answer: Answer) -> set[str]:
    """Where any list binds."""
    return {control.jurisdiction for control in answer.controls if control.outcome == "applies"}


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("phosphorous acid dimethyl ester", "dimethyl phosphite"),
        ("dimethyl ester of phosphorous acid", "dimethyl phosphite"),
        ("phosphonic acid, diethyl ester, 98%", "diethyl phosphite"),
        ("potassium salt of permanganic acid", "potassium permanganate"),
        ("perchloric acid, potassium salt", "potassium perchlorate"),
        ("potassium salt of hydrocyanic acid", "potassium cyanide"),
        ("Ethyldimethylphosphoramidocyanidat", "tabun"),
        ("dimethyl-dimethylphosphoramidate", "dimethyl dimethylphosphoramidate"),
        ("gás de sarin", "sarin"),
        ("gas sarín", "sarin"),
        ("ClCN", "cyanogen chloride"),
    ],
)  # fmt: skip
def test_it_is_what_its_usual_name_says(book: Lawbook, text: str, like: str) -> None:
    assert places(book.check(text)) == places(book.check(like)) != set()


@pytest.mark.parametrize("text", ["diethyl ethylphosphonate", "dihexyl ethylphosphonate", "sodium ethylphosphonate",
                                  "dimethyl diethylphosphoramidate", "cyclohexyl hydrogen methylphosphonate",
                                  "fosforyn dimetylu"])  # fmt: skip
def test_esters_and_salts_of_scheduled_acids_apply(book: Lawbook, text: str) -> None:
    """CWC, Schedule 2 B(4) and B(6); dimethyl phosphite in Polish, 3 B(10)."""
    assert places(book.check(text)) >= {"UN", "US"}


@pytest.mark.parametrize("text", ["arsine", "7784-42-1", "adamsite", "AsH3"])
def test_compounds_of_arsenic(book: Lawbook, text: str) -> None:
    """Poisons Act 1972, Schedule 1A: arsenic and its compounds; Regulation (EU) No 649/2012, Annex I."""
    assert places(book.check(text)) >= {"UK", "EU"}


@pytest.mark.parametrize(
    "text",
    ["isobutyl methylphosphonic acid", "phosphorous acid esters", "isobutyl ester of nitrous acid", "gas nervino",
     "nandroone", "pentazcine", "nitroethaen", "tiethanolamine", "mesciline", "kstamine",
     "clothing (riccin)", "starch and peytoe", "candles/copaine", "chocolate with taluene", "vitamins, tramado"],
)  # fmt: skip
def test_what_may_be_a_listed_one_is_never_plainly_harmless(book: Lawbook, text: str) -> None:
    answer = book.check(text)
    assert answer.identity.doubt or answer.controls


@pytest.mark.parametrize("text", ["hydrogen proxide", "sodium nitrat", "potassium chlerate", "dimethyl ethyylphosphonate",
                                  "diisopropyl ethyl phosphonate"])  # fmt: skip
def test_a_compound_that_is_not_known_is_neither_of_its_words(book: Lawbook, text: str) -> None:
    with pytest.raises(Unresolved):
        book.check(text)


@pytest.mark.parametrize("text", ["vinyl gloves", "butyl rubber", "benzyl alcohol", "sodium ibuprofen", "zinc gluconate lozenges",
                                  "leather belts, nuts, tiles", "Tragbare Instrumente und Geräte", "lidocaina", "glicerina"])  # fmt: skip
def test_ordinary_names_stay_plain(book: Lawbook, text: str) -> None:
    answer = book.check(text)
    assert not answer.identity.doubt
    assert not answer.controls
