"""Thresholds at the limit itself, from the texts: who counts the limit as reached, and who leaves it free."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.amounts import Amount, reaches_limit


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


def duties(book: Lawbook, query: str, amount: str, **asked: object) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What the goods answer for, by the last word of the measure's id."""
    answer = book.check(query, amount=amount, **asked)
    return {
        item.measure.id.rpartition("/")[2]: (item.outcome, item.missing)
        for control in answer.controls
        for item in control.obligations
    }


def test_united_states_the_limit_is_reached(book: Lawbook) -> None:
    # 21 CFR 1313.12(a), 1313.21(a): each transaction that meets or exceeds the threshold; piperonal 4 kg
    route = {"jurisdictions": ["US"], "origin": "CN", "destination": "US", "on": "2025-10-01"}
    assert duties(book, "piperonal", "4 kg", **route)["import-declaration"] == ("applies", ())
    assert "import-declaration" not in duties(book, "piperonal", "3.99 kg", **route)


def test_european_union_the_limit_is_free(book: Lawbook) -> None:
    # Regulation (EC) No 273/2004 art. 6: quantities that do not exceed those of Annex II over a year; 100 l
    asked = {"jurisdictions": ["EU"], "on": "2025-10-01"}
    assert duties(book, "acetic anhydride", "100.1 L", **asked)["registration-2"] == ("applies", ())
    outcome, missing = duties(book, "acetic anhydride", "100 L", **asked)["registration-2"]
    assert outcome == "cannot_tell"
    assert missing == ("amount over the year (threshold per year: more than 100 l)",)


def test_canada_the_maximum_quantity_is_free(book: Lawbook) -> None:
    # SOR/2002-359 ss. 5(b), 8, 9(1.1): does not exceed, or is greater than, the maximum of the schedule; 0.5 kg
    asked = {"jurisdictions": ["CA"], "on": "2025-10-01"}
    assert "class-a-end-use-declaration" not in duties(book, "piperonal", "0.5 kg", **asked)
    assert duties(book, "piperonal", "0.51 kg", **asked)["class-a-end-use-declaration"] == ("applies", ())
    # a maximum of zero: any amount
    assert duties(book, "red phosphorus", "1 g", **asked)["class-a-end-use-declaration"] == ("applies", ())


def test_a_maximum_per_package_asks_for_the_package(book: Lawbook) -> None:
    asked = {"jurisdictions": ["CA"], "on": "2025-10-01"}
    outcome, missing = duties(book, "ephedrine", "1 kg", **asked)["class-a-end-use-declaration"]
    assert outcome == "cannot_tell"
    assert "per package" in missing[0]


def test_a_kind_of_transaction_left_out_needs_no_paper_and_no_fact(book: Lawbook) -> None:
    # 65 FR 47309: iodine on List II since 1996-10-03, its import and export not regulated; List I since 2007-08-01
    route = {"jurisdictions": ["US"], "origin": "CN", "destination": "US"}
    then = duties(book, "iodine", "100 kg", on="2000-01-01", **route)
    assert set(then) == {"suspicious-report"}, "only what has no threshold"
    assert duties(book, "iodine", "1 g", on="2010-01-01", **route)["import-declaration"] == ("applies", ())


def test_designated_countries_are_asked_for(book: Lawbook) -> None:
    # 21 CFR 1310.04(f)(2)(i): hydrochloric acid to a designated country, 50 gallons
    route = {"jurisdictions": ["US"], "origin": "US", "destination": "MX", "on": "2025-10-01"}
    outcome, missing = duties(book, "hydrochloric acid", "60 gal", **route)["export-declaration"]
    assert outcome == "cannot_tell"
    assert "designated countries" in missing[0]


@pytest.mark.parametrize(
    "goods",
    [
        "hydrochloric acid",
        "sulfuric acid",
        "methyl isobutyl ketone",
        "acetone 60 % mixture",
        "ethyl ether 50 % mixture",
    ],
)
def test_each_way_has_its_own_threshold(book: Lawbook, goods: str) -> None:
    # 21 CFR 1310.08(a), (d), (g), (l): imports for the United States are excluded; (b), (e), 1310.12(c): exports are not
    asked = {"jurisdictions": ["US"], "on": "2025-10-01"}
    into = duties(book, goods, "9000 L", origin="CN", destination="US", **asked)
    out = duties(book, goods, "9000 L", origin="US", destination="CO", **asked)
    assert not [one for one in into if one.startswith("import")]
    assert "export-declaration" in out


def test_pure_solvents_are_regulated_both_ways(book: Lawbook) -> None:
    asked = {"jurisdictions": ["US"], "on": "2025-10-01", "origin": "CN", "destination": "US"}
    assert "import-quarterly-report" in duties(book, "toluene", "9000 L", **asked)


@pytest.mark.parametrize(
    ("amount", "words", "reached"),
    [
        ("4 kg", "at least 4 kg", True),
        ("3999 g", "at least 4 kg", False),
        ("4 kg", "per year: more than 4 kg", False),
        ("4001 g", "per year: more than 4 kg", True),
    ],
)
def test_the_words_decide_at_the_limit(amount: str, words: str, reached: bool) -> None:
    assert reaches_limit(Amount.read(amount).value, Amount.read("4 kg"), words) is reached
