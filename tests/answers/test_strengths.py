"""Strength, form and ingredients decide which listing binds a preparation: expected lists are worked out from the law's limits.

``strengths.tsv``: a description, a territory, a day and a route, the lists that bind (``?`` before one that cannot be told)
and the limit of the law that says so. Of the United Kingdom only the Schedules of the Regulations of 2001 are compared: the
Class of the Act does not turn on strength.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tidewaiter import Lawbook

ASIDE = {"uk/mda-1971"}
with (Path(__file__).parent / "strengths.tsv").open(encoding="utf-8") as table:
    ROWS = [tuple(row.values()) for row in csv.DictReader(table, delimiter="\t")]


def told(controls: Any) -> str:
    """The lists of some controls, those that cannot be told with a mark."""
    found = {
        ("" if one.outcome == "applies" else "?") + one.list
        for one in controls
        if one.instrument.key not in ASIDE
    }
    return " ".join(sorted(found))


@pytest.mark.parametrize(
    ("query", "territory", "on", "origin", "destination", "lists", "says"),
    ROWS,
    ids=[f"{r[0]} {r[1]} {r[2]} {r[3]}{r[4]}" for r in ROWS],
)
def test_strength_form_and_ingredients_decide(
    book: Any, query: str, territory: str, on: str, origin: str, destination: str, lists: str, says: str
) -> None:
    answer = book.check(
        query, jurisdictions=[territory], on=on, origin=origin or "", destination=destination or ""
    )
    own = [one for one in answer.controls if one.jurisdiction == territory]
    assert told(own) == lists, says


def test_what_is_missing_is_a_question(book: Any) -> None:
    """The limit that turns on the fact is told with it."""
    answer = book.check("codeine tablets", jurisdictions=["UK"], on="2025-06-01")
    missing = {fact for one in answer.controls for fact in one.missing if one.instrument.key == "uk/mdr-2001"}
    assert missing == {"strength (Sch. 5, para. 1: at most 100 mg/unit or 2.5 %, as base)"}


def test_a_preparation_that_is_left_out_says_by_which_clause(book: Any) -> None:
    answer = book.check("1,4-Butandiol 10% Lösung", jurisdictions=["DE"], on="2026-05-01")
    (silence,) = answer.silences
    assert silence.why == "read" and "Anlage 2, column 2" in silence.note


def test_everyone_who_asks_is_told_alike(book: Any) -> None:
    """The catalogue screen and a shipment weigh the same facts as a question."""
    from tidewaiter.bulk.exact import Decider

    question = book.question(on="2025-06-01", jurisdictions=["UK"])
    decision = Decider(book, question).words("codeine phosphate 30 mg tablets")
    lists = {book.store.entry(key).list for key in decision.measures}
    assert lists == {"B", "5"} and not decision.doubts


def test_the_number_beside_a_description_loses_no_strength(book: Any) -> None:
    from tidewaiter.shipment.shipment import Goods
    from tidewaiter.shipment.understanding import Reader

    goods = Goods(description="codeine 30 mg tablets", cas="76-57-3")
    found = Reader(book).understand(goods)
    drug = next(one for one, _ in found.candidates if one.substance == "codeine")
    assert drug.contents is not None and drug.contents.strength is not None
    assert drug.contents.strength.unit == pytest.approx(0.03)


@pytest.mark.parametrize(
    ("query", "on", "lists"),
    [  # Misuse of Drugs Act 1971, Sch. 2 Part I para. 6: preparations for injection of what Part II specifies
        ("codeine phosphate injection", "2026-01-01", {"A"}),
        ("codeine phosphate", "2026-01-01", {"B"}),
        ("ketamine injection", "2026-01-01", {"A"}),
        ("ketamine injection", "2014-06-09", {"C"}),  # Class B since 2014-06-10 only
        ("phenobarbital sodium injection", "2026-01-01", {"A"}),  # para. 1(b), a class
        ("diazepam injection", "2026-01-01", {"C"}),
    ],
)
def test_an_injection_of_a_class_b_drug_is_class_a(book: Any, query: str, on: str, lists: set[str]) -> None:
    answer = book.check(query, jurisdictions=["UK"], on=on)
    found = {
        one.list
        for one in answer.controls
        if one.instrument.key == "uk/mda-1971" and one.outcome == "applies"
    }
    assert found == lists


@pytest.mark.parametrize(
    "query", ["含地芬诺酯复方制剂（复方地芬诺酯片）", "复方地芬诺酯片（含地芬诺酯复方制剂）"]
)
def test_a_listed_preparation_with_its_other_name_in_brackets_stays_listed(book: Any, query: str) -> None:
    """Announcement 2024 No. 54: second class psychotropic from 2024-07-01."""
    assert told(book.check(query, jurisdictions=["cn"], on="2024-08-01").controls) == "psychotropics-2"


@pytest.mark.parametrize(
    ("query", "territory", "lists"),
    [  # 21 CFR 1310.12(c): GBL 70 %, iodine 2.2 %, red phosphorus 80 %; NDPS Act s. 2(v)(d): more than 0.1 % of cocaine;
        # CDSA Sch. VI: essential oils of more than 4 % safrole (item 17), no mixtures of items 20 to 23 (Part 3)
        ("mixture with 60 percent by weight gamma-butyrolactone", "us", ""),
        ("mixture with 75 percent by weight gamma-butyrolactone", "us", "I"),
        ("gamma-butyrolactone", "us", "I"),
        ("iodine 2 % w/v tincture", "us", ""),
        ("iodine 7 % tincture", "us", "I"),
        ("mixture containing 30 percent red phosphorus", "us", ""),
        ("mixture with 10 % ephedrine", "us", "I"),
        ("preparation with 0.05 per cent cocaine", "in", ""),
        ("preparation with 0.5 per cent cocaine", "in", "narcotic"),
        ("essential oil with 10 percent safrole", "ca", "A VI"),
        ("mixture containing 30 percent red phosphorus", "ca", ""),
        ("red phosphorus", "ca", "A VI"),
    ],
)
def test_mixtures_within_a_concentration_limit_are_left_out(
    book: Any, query: str, territory: str, lists: str
) -> None:
    """A chemical mixture at or below its limit is exempt; above it, and alone, the chemical is listed."""
    found = book.check(query, jurisdictions=[territory], on="2024-02-01")
    assert told(found.controls) == lists
    assert lists or any("left out" in one.note for one in found.silences)


@pytest.mark.parametrize(
    ("query", "territory", "lists"),
    [
        ("decocainized coca leaf extract, contains no cocaine and no ecgonine", "us", ""),
        ("cocaine free of heroin", "us", "II"),
        ("cocaine free base", "us", "II"),
        ("sassafras oil with 80 percent safrole", "ca", "VI A"),
        ("Mohnsamen (Papaver somniferum)", "de", ""),
        ("Mohnkapseln (Papaver somniferum)", "de", "III"),
        ("cocaína sin heroína", "us", "II"),
        ("Kokain ohne weiteren Wirkstoff", "de", "III"),
        ("Tabletten ohne weiteren Wirkstoff als Kokain", "de", "?II ?III ?III"),
        ("Codein 30 mg Tabletten (als Base), ohne weiteren Stoff der Anlagen", "de", ""),
        ("Codein Tropfen 3 Prozent (als Base), Flasche", "de", "III"),
        ("Zolpidem Filmtabletten mit 8 mg Zolpidem (als Base) zum Einnehmen", "de", "III"),
        ("Zolpidem Filmtabletten mit 10 mg Zolpidem (als Base) zum Einnehmen", "de", "III"),
    ],
)
def test_what_is_denied_is_no_part_of_the_goods(book: Any, query: str, territory: str, lists: str) -> None:
    """BtMG Anlage III: codeine to 100 mg or 2.5 %, zolpidem to 8.5 mg, as base; zolpidem within it still binds at a border."""
    found = book.check(query, jurisdictions=[territory], on="2026-08-15").controls
    assert set(told(found).split()) == set(lists.split())


@pytest.mark.parametrize(
    ("said", "outcome"), [("", "applies"), (", industrial cleaning solvent", "cannot_tell")]
)
@pytest.mark.parametrize("on", ["2015-06-01", "2022-06-01", "2026-06-01"])
def test_industrial_gbl_asks_what_the_exception_asks(book: Any, on: str, said: str, outcome: str) -> None:
    """S.I. 2001/3998 reg. 4B, whose omission was revoked by S.I. 2022/559: free unless known to be for human ingestion."""
    controls = book.check(f"gamma-butyrolactone{said}", jurisdictions=["UK"], on=on).controls
    assert {one.outcome for one in controls if one.instrument.key == "uk/mda-1971"} == {outcome}


FREEING_WORDS = [  # a word that frees one product frees no drug beside it, and no other use of the word
    ("crystal meth 20 g, Vicks inhaler", "US"), ("chloral hydrate 10 kg, Choate's Leg Freeze", "US"),
    ("trenbolone acetate injection 100 mg/ml made from Finaplix", "US"), ("cannabidiol for synthesis, 99%", "US"),
    ("non-synthetic cannabidiol isolate", "US"), ("unapproved CBD product", "US"), ("cannabidiol not approved for sale", "US"),
    ("red phosphorus flame retardant grade 25 kg", "CA"), ("red phosphorus 20 kg for fireworks", "CA"),
    ("morphine sulfate injection 2 mg/ml ampoules", "IN"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "territory"), FREEING_WORDS)
def test_a_word_that_frees_a_product_frees_nothing_else(query: str, territory: str) -> None:
    answer = Lawbook.load().check(query, jurisdictions=[territory], on="2026-06-01")
    assert answer.controls, answer.summary


def test_a_product_is_freed_by_its_own_name() -> None:
    """21 CFR 1308.22 names the inhaler with its company; 21 USC 802(41)(B) leaves out implants for cattle."""
    for name in ("Vicks VapoInhaler", "Revalor-S"):
        assert not Lawbook.load().check(name, jurisdictions=["US"], on="2026-06-01").controls


def owed(book: Any, query: str) -> dict[str, str]:
    (control,) = book.check(query, jurisdictions=["DE"], on="2026-06-01").controls
    return {one.measure.id.rpartition("/")[2]: one.outcome for one in control.obligations}


def test_an_exempt_preparation_owes_what_binds_at_a_border(book: Any) -> None:
    """BtMG, end of Anlage III: the rules on import, export and transit bind it; s. 3(1) no. 1 within the country does not."""
    exempt, listed, open_ = (
        owed(book, f"{name} Tabletten") for name in ("Lorazepam 2,5 mg", "Lorazepam 5 mg", "Lorazepam")
    )
    assert exempt["exempt-preparations-permit"] == exempt["licence-exempt-preparations"] == "applies"
    assert "licence-domestic" not in exempt and exempt["import-permit"] == "applies"
    assert "exempt-preparations-permit" not in listed and listed["licence-domestic"] == "applies"
    assert open_["exempt-preparations-permit"] == "cannot_tell" and "licence-domestic" in open_
