"""What an answer must say: a rule with every step, a question where no structure tells, and never a guess."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdkit import Chem

from tidewaiter import Lawbook
from tidewaiter.codes.answer import NOTHING, Coder
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.language import BadCondition, read_condition
from tidewaiter.codes.tables import Tables
from tidewaiter.errors import QuestionError, UnknownTerritory

SPIRONOLACTONE = "CC(=O)SC1CC2=CC(=O)CCC2(C)C2CCC3(C)C(CCC34CCC(=O)O4)C12"
AMPICILLIN = "CC1(C)SC2C(NC(=O)C(N)c3ccccc3)C(=O)N2C1C(=O)O"


def test_use_decides_where_no_structure_tells(hs: Coder, tables: Tables) -> None:
    goods = Goods.read(SPIRONOLACTONE, tables.words)
    open_ = hs.code(goods)
    assert (open_.outcome, open_.code) == ("depends", "")
    assert {(one.id, one.yes, one.no) for one in open_.questions} == {("hormone", "293729", "293220")}
    denied = Coder(tables, "HS", hs.on, {"hormone": False}).code(goods)
    assert (denied.outcome, denied.code) == ("decided", "293220")
    stated = Coder(tables, "HS", hs.on, {"hormone": True}).code(goods)
    assert (stated.outcome, stated.code) == ("decided", "293729")


def test_doses_go_to_chapter_30(tables: Tables) -> None:
    goods = Goods.read(AMPICILLIN, tables.words)
    assert Coder(tables, "HS", date(2024, 1, 1)).code(goods).code == "294110"
    assert Coder(tables, "HS", date(2024, 1, 1), {"doses": True}).code(goods).code == "300410"
    assert Coder(tables, "EU", date(2024, 1, 1), {"placebo": True}).code(goods).code == "30069300"


# of each heading of chapter 29 that names substances, one: put up in doses, none of them stays there (Section VI note 2)
@pytest.mark.parametrize(
    "smiles",
    ["CN1C(=O)CN=C(c2ccccc2)c2cc(Cl)ccc21", "COC(=O)C(c1ccccc1)C1CCCCN1", "CC(=O)C(c1ccccc1)=O", "CCC(=O)O"],
)
def test_a_named_substance_in_doses_goes_to_chapter_30(tables: Tables, smiles: str) -> None:
    goods = Goods.read(smiles, tables.words)
    for answer, heading in (("doses", "3004"), ("mixed_medicament", "3003"), ("mixed", "3824")):
        coder = Coder(tables, "EU", date(2024, 1, 1), {answer: True})
        assert coder.code(goods).code.startswith(heading)


# HQ 965022: ascorbic acid bound at an oxygen, not used as a vitamin, is a lactone; NY C89489: a fatty acid of 3823
@pytest.mark.parametrize(
    ("smiles", "question", "yes", "no"),
    [
        ("OCC(O)C1OC(=O)C(OP(O)(O)=O)=C1O", "vitamin", "293627", "293220"),
        ("CCCCCCCCCCCCCCCCCCCCCC(=O)O", "industrial_fatty", "382319", "291590"),
        ("CCCCCCCCCCCCCCCCCC(=O)O", "industrial_fatty", "382311", "291570"),
        ("CCCCCCCCCCCCCCCCO", "industrial_fatty", "382370", "290517"),  # named in 2905 17
    ],
)
def test_what_use_or_purity_decides_is_asked(
    hs: Coder, smiles: str, question: str, yes: str, no: str
) -> None:
    asked = hs.code(Goods.read(smiles, hs.tables.words)).questions
    assert [(one.id, one.yes, one.no) for one in asked] == [(question, yes, no)]


@pytest.mark.parametrize(
    "smiles", ["OC[C@H](O)[C@H]1OC(=O)C([O-])=C1O.[Na+]", "CCCCCCCCCCCCCCCCCC(=O)[O-].[Na+]"]
)
def test_a_salt_of_the_same_is_not_asked(hs: Coder, smiles: str) -> None:
    assert hs.code(Goods.read(smiles, hs.tables.words)).outcome == "decided"


def test_radioactive_goes_before_doses(tables: Tables) -> None:  # Section VI note 2: subject to note 1
    goods = Goods.read("O=[14C](O)c1ccccc1", tables.words)
    assert Coder(tables, "HS", date(2024, 1, 1), {"doses": True}).code(goods).code == "284443"


@pytest.mark.parametrize("smiles", ["CCO.CCCCCCCC", "CC(=O)O.CCCCCCO", "c1ccccc1.Cc1ccccc1"])
def test_a_mixture_is_no_compound(smiles: str, hs: Coder) -> None:
    coded = hs.code(Goods.read(smiles, hs.tables.words))
    assert (coded.outcome, coded.code) == ("depends", "")


@pytest.mark.parametrize("smiles", ["[Na+]", "[Cl-]", "[O-]S(=O)(=O)[O-]", "[Na+].[O-]S(=O)(=O)[O-]"])
def test_an_ion_without_its_counter_ion_is_asked(smiles: str, hs: Coder) -> None:
    coded = hs.code(Goods.read(smiles, hs.tables.words))
    assert (coded.outcome, coded.code) == ("depends", "")
    assert "which ion" in coded.missing[0]


@pytest.mark.parametrize("query", ["polyethylene glycol", "insulin", "heparin", "polyethylene"])
def test_without_a_structure_nothing_is_guessed(query: str) -> None:
    told = Lawbook.load().code(query, to="EU", on="2024-01-01").to_json()
    assert (told["outcome"], told["code"]) == ("cannot_tell", "")
    assert "none is held for this name" in told["missing"][0]


def test_isomers_of_one_compound_may_be_mixed(hs: Coder) -> None:  # chapter 29 note 1(b)
    (asked,) = hs.code(Goods.read("Cc1ccc(N)cc1C.Cc1cccc(N)c1C", hs.tables.words)).questions
    assert (asked.id, asked.yes) == ("one_compound", "292149")


@pytest.mark.parametrize("smiles", ["CC(*)C", "[R]C", "C1CC", ""])
def test_what_is_no_molecule_is_an_error(smiles: str, hs: Coder) -> None:
    with pytest.raises(QuestionError):
        hs.code(Goods.read(smiles, hs.tables.words))


def test_an_isomer_that_is_not_drawn_is_asked(hs: Coder) -> None:
    flat = hs.code(Goods.read("CNC(C)C(O)c1ccccc1", hs.tables.words))
    assert flat.outcome == "depends"
    assert [one.id for one in flat.questions] == ["isomer"]
    drawn = hs.code(Goods.read("CN[C@@H](C)[C@@H](O)c1ccccc1", hs.tables.words))
    assert (drawn.outcome, drawn.code) == ("decided", "293942")  # pseudoephedrine


def test_on_days_that_are_not_held_the_heading_alone_is_told(tables: Tables) -> None:
    before = Coder(tables, "EU", date(2011, 6, 1)).code(
        Goods.read("CCC(=O)N(c1ccccc1)C1CCNCC1", tables.words)
    )
    assert (before.outcome, before.code) == ("cannot_tell", "2933")
    assert "2012-01-01" in before.missing[-1]


# correlation tables of the United Nations: HS 2022 to HS 2017, HS 2017 to HS 2012
@pytest.mark.parametrize(
    ("smiles", "now", "in_2017", "in_2012"),
    [
        ("O=C(O)CNCP(=O)(O)O", "293149", "293139", "293190"),  # glyphosate
        ("OCCN(CCO)CCO", "292215", "292215", "292213"),
        ("FCC(F)(F)F", "290345", "290339", "290339"),  # HFC-134a
        ("C1CN(CCC1Nc1ccccc1)CCc1ccccc1", "293336", "293339", "293339"),  # ANPP
        ("CN[C@@H](C)Cc1ccccc1", "293945", "293971", "293991"),  # metamfetamine
        ("Nc1ccc(cc1)S(N)(=O)=O", "293590", "293590", "293500"),
        ("CC(=O)Oc1ccccc1C(=O)O", "291822", "291822", "291822"),
    ],
)
def test_earlier_editions(tables: Tables, smiles: str, now: str, in_2017: str, in_2012: str) -> None:
    goods = Goods.read(smiles, tables.words)
    for year, code in ((2024, now), (2019, in_2017), (2014, in_2012)):
        found = Coder(tables, "HS", date(year, 6, 1)).code(goods)
        assert (found.code, found.outcome) == (code, "decided")


def test_each_territory_changed_on_its_own_day(tables: Tables) -> None:
    goods = Goods.read("C1CN(CCC1Nc1ccccc1)CCc1ccccc1", tables.words)
    day = date(2022, 1, 10)  # HS 2022 since 1 January in the Union, since 27 January in the United States
    assert Coder(tables, "EU", day).code(goods).code == "293336"
    assert Coder(tables, "US", day).code(goods).code == "293339"


def test_where_a_line_stood_in_several_they_are_told(tables: Tables) -> None:
    """In HS 2012 alkaloids that are no plant's stood by their rings, so that no six digits are told of them."""
    found = Coder(tables, "HS", date(2014, 6, 1))._moved(
        NOTHING._replace(code="293980", outcome="decided"), "HS 2012", Goods.read("C", tables.words)
    )
    assert (found.code, found.outcome) == ("", "cannot_tell")
    assert "2933.11" in found.missing[-1]


def test_unknown_tariff_and_unknown_fact(tables: Tables) -> None:
    with pytest.raises(UnknownTerritory):
        Coder(tables, "JP", date(2024, 1, 1))
    with pytest.raises(QuestionError, match="Nothing is asked by 'tasty'"):
        Coder(tables, "HS", date(2024, 1, 1), {"tasty": True})


@pytest.mark.parametrize(
    "text", ["amine and", "__import__('os')", "amine.real", "[amine]", "1 < amine", "lambda: amine"]
)
def test_a_condition_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadCondition):
        read_condition(text)


def test_a_declared_code_is_held_against_the_structure() -> None:
    told = Lawbook.load().code("4-anilinopiperidine", to="HS", on="2024-01-01", declared="2921.42").to_json()
    assert told["declared"] is not None
    assert told["declared"]["agrees"] is False
    assert "2933.39" in told["declared"]["why"]


def test_what_a_law_prints_goes_before_the_rules_and_is_left_out_by_them() -> None:
    book = Lawbook.load()
    told = book.code(
        "travoprost", to="EU", on="2024-01-01"
    ).to_json()  # annex 3 prints 2918 99 90 with its CAS number
    assert told["code"] == "2918.99.90"
    assert [one["code"] for one in told["alternatives"]][:1] == ["2937.50.00"]
    assert (
        book.code("travoprost", to="EU", on="2024-01-01", rules_only=True).to_json()["code"] == "2937.50.00"
    )


STRUCTURES = ["CC(=O)Oc1ccccc1C(=O)O", "CCN(CC)CCOC(=O)c1ccc(N)cc1", "O=C1OC(=O)c2ccccc12", "CN1CCC23C4OC5=C(O)C=CC(=C25)CC1C3C=CC4O",
              "Clc1ccc2c(c1)C(=NCC(=O)N2)c1ccccc1", AMPICILLIN]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(STRUCTURES), st.integers(0, 1000))
def test_a_rewritten_structure_has_the_same_code(smiles: str, seed: int) -> None:
    from tidewaiter.lawbook.place import lawbook_folder

    coder = Coder(_TABLES.setdefault("all", Tables(lawbook_folder())), "HS", date(2024, 1, 1))
    mol = Chem.MolFromSmiles(smiles)
    order = list(range(mol.GetNumAtoms()))
    first = order[seed % len(order)]
    other = Chem.MolToSmiles(mol, rootedAtAtom=first, canonical=False)
    words = coder.tables.words
    assert coder.code(Goods.read(other, words)).code == coder.code(Goods.read(smiles, words)).code


_TABLES: dict[str, Tables] = {}


def test_duty_by_what_the_goods_are() -> None:
    from tidewaiter.asking import Books, ask

    entry = {"what": "4-anilinopiperidine", "origin": "CN", "on": "2025-03-10", "to": "US"}
    by_name = ask(Books(), "duty", entry)
    assert by_name.to_json()["code"] == "2933.39"  # what the use leaves open is below six digits
    assert "declared 2921.42" in ask(Books(), "duty", {**entry, "code": "2921.42"}).note
    with pytest.raises(QuestionError, match="No code of 'spironolactone' is certain"):
        ask(Books(), "duty", {**entry, "what": "spironolactone"})
