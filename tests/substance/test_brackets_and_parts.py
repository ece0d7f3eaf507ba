"""Names in brackets beside a salt, what was removed told in brackets, parts of a plant that goods are without, seed that was not washed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError

DAY = date(2026, 6, 1)


def outcomes(book: Lawbook, query: str, place: str) -> tuple[set[str], str]:
    """What a territory says of a query, and the doubt about it."""
    answer = book.check(query, on=DAY, jurisdictions=[place])
    return {one.outcome for one in answer.controls if one.jurisdiction == place}, answer.identity.doubt


@pytest.mark.parametrize(
    ("query", "place", "said"),
    [
        ("6-monoacetylmorphine HCl (6-MAM), 1 g", "UN", {"applies"}),
        ("6-AM", "UN", {"applies"}),
        ("coca leaves (cocaine and all ecgonine alkaloids removed)", "UN", set()),
        ("mature hemp stalks, no leaves, seeds or flowers", "CA", set()),
        ("Hanfstängel ohne Blätter und Blüten", "UN", set()),
        ("Cannabidiol-Isolat (CBD), 99 %, aus Hanf", "DE", set()),  # KCanG § 1 Nr. 8: cannabidiol is left out
        ("CBD isolate (cannabidiol), from hemp", "DE", set()),
        ("bupropion 150 mg tablets (Zyban)", "UK", set()),  # Part II 1(aa) leaves it out by name
        ("Zyban (bupropion)", "UK", set()),
        ("Aluminiumgranulat 1 mm, 99 %", "EU", set()),  # 2019/1148, Annex II: of less than 200 µm
    ],
)
def test_what_is_told_is_read(book: Lawbook, query: str, place: str, said: set[str]) -> None:
    """No doubt is left, and the answer is that of the law."""
    assert outcomes(book, query, place) == (said, "")


@pytest.mark.parametrize(
    "query",
    [
        "poppy seeds, unwashed, 2 kg",
        "unwashed blue poppy seeds 5 lb",
        "ungewaschener Mohn 1 kg",
        "немытый мак",
    ],
)
def test_seed_that_was_not_washed_is_open(book: Lawbook, query: str) -> None:
    """Opium may stick to it, so that no territory that lists opium is silent."""
    said, doubt = outcomes(book, query, "US")
    assert said == {"cannot_tell"}
    assert doubt


@pytest.mark.parametrize("query", ["marijuana, no stems or seeds", "coca bush, no leaves"])
def test_a_plant_without_a_part_is_still_the_plant(book: Lawbook, query: str) -> None:
    """What is said to be missing takes nothing away from the rest."""
    assert outcomes(book, query, "US")[0]


@pytest.mark.parametrize(
    "query",
    ["ketamine (CAS-6740-88-2)", "ketamine [CAS No. 6740-88-2], 5 kg", "Nandrolone decanoate (CAS 360-70-4)"],
)
def test_a_wrong_number_in_brackets_does_not_hide_the_name(book: Lawbook, query: str) -> None:
    """The name speaks, and the number is told to be none."""
    said, doubt = outcomes(book, query, "US")
    assert said == {"applies"}
    assert "no CAS number" in doubt


def test_an_ester_and_its_number_are_one(book: Lawbook) -> None:
    """The number is that of the ester that is named, which a law lists with its parent."""
    assert outcomes(book, "nandrolone decanoate (CAS 360-70-3)", "US") == ({"applies"}, "")


@pytest.mark.parametrize(
    "query",
    [
        "déchets de lorazépam",
        "caisse de lorazepam",
        "pıritramıda",
        "vapes and lorazepam",
        "acetone 99 pct, lorazepam",
    ],
)
def test_a_word_before_a_name_does_not_swallow_it(book: Lawbook, query: str) -> None:
    """A preposition is no part of another drug's name, and a Turkish keyboard's dotless i is an i."""
    assert outcomes(book, query, "US")[0]


def test_a_trade_mark_of_standards_is_no_steroid(book: Lawbook) -> None:
    """The mark stands on every analytical standard of residues."""
    assert not outcomes(book, "caffeine VETRANAL", "US")[0]


@pytest.mark.parametrize("sign", ["•", "·", "//", "|"])
@pytest.mark.parametrize(
    "goods", ["acetone {} paint", "soap {} melatonin {} diazepam", "mercury sulfide {} toothpaste"]
)
def test_signs_between_goods_part_them_as_a_semicolon_does(book: Lawbook, sign: str, goods: str) -> None:
    """The chemical is no part of the other goods, whose exemption it would take."""
    for place in ("US", "UK", "CN"):
        parted = outcomes(book, goods.replace(" {}", ";"), place)
        assert outcomes(book, goods.replace("{}", sign), place)[0] == parted[0]


def test_a_point_before_water_or_acid_is_no_such_sign(book: Lawbook) -> None:
    """A hydrate and a hydrochloride are one substance."""
    assert len(book.check("copper sulfate · 5H2O").identity.candidates) == 1
    assert outcomes(book, "ketamine • HCl", "US") == ({"applies"}, "")


@pytest.mark.parametrize(
    "query",
    ["poppy seeds, morphıne 20 mg/kg", "MORPHİNE 20 % poppy seeds", "ketamıne 5 mıllıgram", "alpha-pyrrolıdınohexıophenone", "kılogram of ketamine"],
)  # fmt: skip
def test_the_i_of_a_turkish_keyboard_breaks_no_table(book: Lawbook, query: str) -> None:
    """A pattern without regard to capitals finds it; the table that is asked then knows it, or the question is refused."""
    with suppress(QuestionError):
        assert book.check(query, on=DAY).identity.candidates


def test_a_content_in_turkish_letters_is_read_as_in_plain_ones(book: Lawbook) -> None:
    """So little morphine is open, however its name is typed."""
    plain = outcomes(book, "poppy seeds, morphine 20 mg/kg", "US")
    assert outcomes(book, "poppy seeds, morphıne 20 mg/kg", "US") == plain


def test_the_plant_stays_where_what_was_taken_is_not_pure(book: Lawbook) -> None:
    """What is made of hemp may be hemp; and a brand of one drug beside another drug names both."""
    assert {one.name for one in book.check("CBD, from hemp", on=DAY).identity.candidates} >= {
        "hemp",
        "cannabidiol",
    }
    assert len(book.check("codeine (Zyban)", on=DAY).identity.candidates) == 2
