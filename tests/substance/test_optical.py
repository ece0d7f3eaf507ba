"""The sign of an optical form before a name, and whose salt a name says it is: none of them takes a listing away."""

from __future__ import annotations

from typing import Any

import pytest


def outcomes(book: Any, query: str, place: str, on: str = "2026-06-01") -> set[str]:
    return {one.outcome for one in book.check(query, jurisdictions=[place], on=on).controls}


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("(R)-MDMA", "UN"),
        ("(S)-MDMA hydrochloride", "DE"),
        ("(S)-cathinone", "UN"),
        ("racemic methadone", "UN"),
        ("racemic tramadol hydrochloride", "CA"),
        ("rac-ketamine", "CN"),
        ("MDEA racemate", "UN"),
        ("消旋氯胺酮", "CN"),
        ("L-cathinone", "UN"),
        ("右旋氯胺酮", "CN"),
        ("levo isomer of amphetamine", "US"),
        ("geometric isomer of cocaine", "US"),
        ("salt of an isomer of methcathinone", "US"),
    ],
)
def test_the_sign_of_an_optical_form_takes_nothing_away(query: str, place: str, book: Any) -> None:
    assert outcomes(book, query, place) == {"applies"}


def test_a_letter_that_is_no_sign_is_none(book: Any) -> None:
    assert outcomes(book, "s-butanol", "UN") == set()  # the secondary one
    assert outcomes(book, "racemic dextromethorphan", "UN")  # it holds levomethorphan


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("pentazocine lactate injection", "IN"),
        ("pentazocine lactate", "UN"),
        ("calcium phenylacetate", "US"),
        ("lithium phenylacetate", "CN"),
        ("magnesium hypophosphite", "CA"),
        ("barium anthranilate", "UN"),
        ("吗啡碱", "CN"),
        ("海洛因碱", "CN"),
        ("可卡因游离碱", "CN"),
    ],
)
def test_a_salt_or_base_is_what_its_name_says(query: str, place: str, book: Any) -> None:
    assert outcomes(book, query, place) == {"applies"}


def test_a_salt_of_an_acid_that_no_list_names_is_none(book: Any) -> None:
    assert outcomes(book, "calcium acetate", "US") == set()


@pytest.mark.parametrize(
    "text",
    ["(±)-pentazocine", "pentazocine (±)", "(+/-) pentazocine", "(+-)-pentazocine", "( ± )-pentazocine"],
)
def test_a_racemate_is_what_the_lists_name_where_they_tell_no_form_apart(book: Any, text: str) -> None:
    """Pentazocine stands in Schedule III of the Convention of 1971 by its INN, which is of the racemate."""
    (told,) = book.check(text, jurisdictions=["UN"]).controls
    assert (told.outcome, told.entry.substance) == ("applies", "pentazocine")


@pytest.mark.parametrize("salt", ["", " hydrobromide", " tartrate"])
def test_a_name_without_a_sign_asks_which_form_is_meant(book: Any, salt: str) -> None:
    """Single Convention, Schedule I: (-) and (±) 3-methoxy-17-methylmorphinan are listed, dextromethorphan is left out."""
    told = book.check(f"3-methoxy-17-methylmorphinan{salt}", jurisdictions=["UN"]).controls
    assert told and {one.outcome for one in told} == {"cannot_tell"}
