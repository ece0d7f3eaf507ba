"""What a phrase says it does not tell is an open fact: never the fact itself, and never a silence."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook


def _outcomes(book: Lawbook, query: str, place: str, on: str) -> dict[str, set[str]]:
    answer = book.check(query, jurisdictions=[place], on=on)
    found: dict[str, set[str]] = {}
    for one in answer.to_json()["controls"]:
        found.setdefault(one["outcome"], set()).add(one["clause"])
    return found


@pytest.mark.parametrize(
    ("query", "place", "on"),
    [
        ("伪麻黄碱片，单方还是复方不明", "CN", "2026-09-01"),
        ("依托咪酯注射液，是否经国家药监局批准不明", "CN", "2026-09-01"),
        ("extract of mature hemp stalks, cannabinoid content unknown", "CA", "2026-06-10"),
        ("cannabis leaves, unclear whether the flowering tops are with them", "IN", "2026-09-01"),
        ("Cannabisblätter, nicht angegeben, ob mit Blütenständen", "IN", "2026-09-01"),
        ("hojas de cannabis, se desconoce si llevan sumidades", "IN", "2026-09-01"),
        ("大麻叶，是否带花穗不明", "IN", "2026-09-01"),
        ("hydrogen peroxide solution, concentration not stated", "EU", "2026-09-01"),
        ("Salpetersäure (Konzentration unbekannt)", "EU", "2026-09-01"),
        ("tintura de yodo, concentración no indicada", "US", "2026-09-01"),
    ],
)
def test_a_fact_untold_leaves_the_question_open(query: str, place: str, on: str, book: Lawbook) -> None:
    assert "cannot_tell" in _outcomes(book, query, place, on)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("heroin, purpose not stated", "UK"),
        ("Fentanyl, Verwendungszweck nicht angegeben", "DE"),
        ("甲基苯丙胺，来源不明", "CN"),
        ("MDMA, pureza desconocida", "MX"),
    ],
)
def test_what_applies_whatever_the_fact_still_applies(query: str, place: str, book: Lawbook) -> None:
    assert "applies" in _outcomes(book, query, place, "2026-06-01")


def test_it_is_named_and_no_silence_is_sure(book: Lawbook) -> None:
    answer = book.check("sodium chloride, other ingredients not stated", jurisdictions=["US"])
    assert "other ingredients not stated" in answer.identity.doubt


@pytest.mark.parametrize(
    "query", ["LSD tartrate", "LSD tartrat", "tartrato de LSD", "DMT fumarate", "DOB hydrochloride"]
)
@pytest.mark.parametrize("place", ["UN", "US", "UK", "CA", "DE"])
def test_a_salt_of_an_abbreviated_base_reaches_it(query: str, place: str, book: Lawbook) -> None:
    assert "applies" in _outcomes(book, query, place, "2026-09-01")


@pytest.mark.parametrize(
    ("query", "clause"),
    [
        ("dronabinol 0.4 %", "art. 245 fr. IV"),
        ("aceite con THC 1 %", "art. 245 fr. IV"),
        ("delta-8-THC 3 %", "art. 245 fr. II"),
        ("dronabinol", "art. 245 fr. II"),
    ],
)
def test_mexico_sets_thc_apart_at_one_per_cent(query: str, clause: str, book: Lawbook) -> None:
    """Ley General de Salud, art. 245 fr. II "mayores al 1 %", fr. IV "iguales o menores al 1 %"."""
    assert _outcomes(book, query, "MX", "2026-01-15")["applies"] == {clause}


@pytest.mark.parametrize(
    ("query", "place", "applies"),
    [
        ("strong iodine solution 5 percent", "US", True),
        ("strong iodine solution 2 percent", "US", False),
        ("essential oil with exactly 5 % safrole", "IN", True),
        ("essential oil with exactly 3 % safrole", "IN", False),
        (
            "Hydromorphon-Kalibrierlösung 0,005 %, rein diagnostisch, nicht zur Anwendung am Menschen",
            "DE",
            False,
        ),
        (
            "Hydromorphon-Kalibrierlösung 0,05 %, rein diagnostisch, nicht zur Anwendung am Menschen",
            "DE",
            True,
        ),
    ],
)
def test_words_that_only_stress_change_nothing(query: str, place: str, applies: bool, book: Lawbook) -> None:
    found = _outcomes(book, query, place, "2026-09-01")
    assert ("applies" in found) is applies and "cannot_tell" not in found


def test_a_compound_whose_parts_are_all_told_with_their_amounts_is_whole(book: Lawbook) -> None:
    """2019 No. 63: oral solids of several parts, more than 5 mg of oxycodone base a unit, first class from 2019-09-01."""
    query = "羟考酮20毫克/布洛芬400毫克 复方片剂"
    assert "applies" in _outcomes(book, query, "CN", "2019-09-01")
    assert "applies" not in _outcomes(book, query, "CN", "2019-08-31")
