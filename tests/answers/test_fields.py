"""Answers by field of law: what speaks, what is silent and why, contents, Parties, watch lists. Expected values from the texts cited in the lawbook."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import BadAmount, UnknownField

BOOK = Lawbook.load()
DAY = "2024-05-02"


def met(query: str, place: str = "UN", **asked: object) -> set[str]:
    answer = BOOK.check(query, on=asked.pop("on", DAY), jurisdictions=[place], **asked)  # type: ignore[arg-type]
    return {control.list for control in answer.controls if control.outcome == "applies"}


# what the families of Schedule 2 reach by their words: methyl to isopropyl, one group on phosphorus, exemptions by name
FAMILIES = (
    ("CC(C)N(CCO)C(C)C", {"2B"}),  # 2-(diisopropylamino)ethanol, ECCN 1C350
    ("CC(C)N(CCO)C(C)C.Cl", {"2B"}),  # its hydrochloride: protonated salts
    ("CCCCN(CCO)CCCC", set()),  # 2-(dibutylamino)ethanol: butyl is none of the four
    ("CN(C)CCO", set()),  # exempted by name
    ("CCN(CC)CCO.Cl", set()),  # exempted with its salts
    ("CN(C)CCCl", {"2B"}),
    ("CC(C)N(CCS)C(C)C", {"2B"}),
    ("COP(C)(=O)OC", {"2B"}),  # printed as an example
    ("CCCP1(=O)OP(=O)(CCC)OP(=O)(CCC)O1", {"2B"}),  # propylphosphonic anhydride, a reagent
    ("CP(=O)(O)O", {"2B"}),
    ("C[P+](c1ccccc1)(c1ccccc1)c1ccccc1.[Br-]", set()),  # further carbons on phosphorus
    ("OC(=O)CNCP(=O)(O)O", set()),  # glyphosate: the group bears more than hydrogen
    ("CCOP(=S)(CC)Sc1ccccc1", set()),  # fonofos, exempted by name
    ("CN(C)P(=O)(Cl)Cl", {"2B"}),
    ("CCOP(=O)(OCC)N(C)C", {"2B"}),
    ("CC(C)OP(C)(=O)F", {"1A"}),  # printed in the Annex
    ("CCOP(=O)(C#N)N(C)C", {"1A"}),
    ("CCOP(C)OCCN(C(C)C)C(C)C", {"1B"}),
)


@pytest.mark.parametrize(("smiles", "lists"), FAMILIES, ids=[smiles for smiles, _ in FAMILIES])
def test_families_of_the_convention(smiles: str, lists: set[str]) -> None:
    assert met(smiles, fields=["weapons"]) == lists


@pytest.mark.parametrize(("content", "asked"), [("31 %", True), ("30 %", False), ("", None)])
def test_a_certificate_turns_on_the_content(content: str, asked: bool | None) -> None:
    """Schedule 3 to a State not Party: not for 30 % or less (National Authority of Singapore)."""
    answer = BOOK.check(
        "triethanolamine", on=DAY, origin="SG", destination="EG", concentration=content, fields=["weapons"]
    )
    found = {
        item.outcome
        for c in answer.controls
        for item in c.obligations
        if item.measure.effect == "end-use certificate"
    }
    assert found == {True: {"applies"}, False: set(), None: {"cannot_tell"}}[asked]


@pytest.mark.parametrize(("place", "party"), [("EG", False), ("JP", True), ("TW", None)])
def test_parties(place: str, party: bool | None) -> None:
    answer = BOOK.check(
        "thiodiglycol", on=DAY, origin="SG", destination=place, concentration="99 %", fields=["weapons"]
    )
    found = [
        item.outcome
        for c in answer.controls
        for item in c.obligations
        if item.measure.effect == "prohibition"
    ]
    assert found == {True: [], False: ["applies"], None: ["cannot_tell"]}[party]


def test_a_field_that_is_not_held_is_told_so() -> None:
    answer = BOOK.check("sarin", on=DAY, jurisdictions=["FR", "UN"])
    told = {(row.jurisdiction, row.field): row.outcome for row in answer.fields}
    assert told["UN", "weapons"] == "applies"
    assert told["FR", "weapons"] == "not_held"
    assert "FR" in answer.summary or any("FR" in gap for gap in answer.gaps)


def test_a_watch_list_is_no_control() -> None:
    answer = BOOK.check("2-chloroethanol", on=DAY, jurisdictions=["UN"])
    assert {control.field for control in answer.controls} == {"watch"}
    assert answer.summary.startswith("On a watch list")


def test_no_likeness_is_told_of_weapons() -> None:
    assert BOOK.check("CCCCN(CCO)CCCC", on=DAY).advisories == ()


def test_what_is_no_field_or_content_is_refused() -> None:
    with pytest.raises(UnknownField, match="weapons"):
        BOOK.check("acetone", fields=["cheese"])
    with pytest.raises(BadAmount, match="per cent"):
        BOOK.check("acetone", concentration="a lot")


@pytest.mark.parametrize(
    ("query", "place", "note"),
    [
        ("sarin", "FR", "its law on weapons is not in the lawbook"),
        ("sarin", "NO", "no law of this territory is in the lawbook"),
        ("heroin", "FR", "no law of this territory is in the lawbook"),
        ("mephedrone", "FR", "under the law of EU, which speaks; no law of its own is in the lawbook"),
    ],
)
def test_what_is_not_held_is_told_by_how_much(query: str, place: str, note: str) -> None:
    """A territory of which nothing is held, one whose law of that field is missing, one of whose union's law alone is held."""
    answer = BOOK.check(query, on=DAY, jurisdictions=[place])
    told = [(one.why, one.note) for one in answer.silences if one.jurisdiction == place]
    assert told == [("not_held", note)]
    assert place not in {one.jurisdiction for one in answer.freshness}


@pytest.mark.parametrize("place", ["DE", "US", "EU"])
def test_a_military_list_is_named_where_dual_use_law_is_silent(place: str) -> None:
    """Sarin stands on no dual-use list: Annex I of Regulation (EU) 2021/821 points to the military goods controls, no. 0007 of the Ausfuhrliste
    prints its number (lexcada.com, AWV), 22 CFR 121.1 carries it; none of these is held."""
    rows = {
        row.field: row
        for row in BOOK.check("sarin", on="2026-01-01", jurisdictions=[place]).fields
        if row.jurisdiction == place
    }
    assert rows["dual use"].outcome == "not_held"
    assert any(word in rows["dual use"].note for word in ("Ausfuhrliste", "Munitions List", "Military List"))


# ASHRAE 34 designations with their parts
@pytest.mark.parametrize(
    ("asked", "headed"),
    [("R-410A", "HFC-32, HFC-125"), ("R-404A", "HFC-125, HFC-143a, HFC-134a"), ("HFC-32", "HFC-32")],
)
def test_a_mixture_is_headed_with_all_its_parts(asked: str, headed: str) -> None:
    told = BOOK.check(asked, on=DAY).to_json()["identity"]
    assert told["name"] == headed
    assert len(told["candidates"]) == headed.count(",") + 1 and bool(told["cas"]) == ("," not in headed)


def test_a_territory_without_the_field_is_told_as_not_held_and_not_as_read_long_ago() -> None:
    gaps = BOOK.check("R-410A", on="2026-11-27").gaps
    assert any("IN" in gap and "its law on environment is not in the lawbook" in gap for gap in gaps)
    assert not any(gap.startswith("IN: read only") for gap in gaps)


def test_an_entry_with_its_family_is_told_once() -> None:
    answer = BOOK.check("335-67-1", on=DAY, jurisdictions=["EU"])
    assert [control.list for control in answer.controls].count("Annex V part 1") == 1


def test_law_that_is_not_held_is_told_beside_a_control() -> None:
    """Phosgene in Canada: Schedule 3 of the Convention is held, the Export Control List is not; ephedrine: one body of law."""
    answer = BOOK.check("phosgene", on="2026-05-15", jurisdictions=["CA"])
    missed = [told for told in answer.fields if told.missed]
    assert [(told.jurisdiction, told.field, told.outcome) for told in missed] == [
        ("CA", "dual use", "not_held")
    ]
    assert answer.gaps[0] == f"CA: beside what is shown: {missed[0].note}"
    assert not [t for t in BOOK.check("ephedrine", on="2026-05-15").fields if t.missed]
    # a union has no law but that of the fields that are held: what is a poison is for its members to say
    assert "EU" not in BOOK.check("endosulfan", on="2026-05-15").unheld_beside


def test_a_law_that_leaves_the_preparation_out_is_told_beside_one_that_names_it() -> None:
    """Canada: Schedule VI, Part 3 names mixtures with acetone; SOR/2002-359, s. 55 frees those of at most 30 %."""
    found = {}
    for share in ("25 %", "35 %"):
        answer = BOOK.check("acetone", on="2026-05-01", jurisdictions=["CA"], concentration=share)
        found[share] = [one.note for one in answer.left_out if "PCR s. 55" in one.note]
        assert any(control.instrument.key == "ca/cdsa" for control in answer.controls)
        assert answer.to_json()["left_out"] == [one.to_json() for one in answer.left_out]
    assert len(found["25 %"]) == 1 and not found["35 %"]
