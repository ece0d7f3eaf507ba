"""What a line is understood as, field by field, and how the fields are held against each other."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from tidewaiter.shipment import assess, read_history, read_shipment

ROUTE = {"from": "CN", "to": "US", "on": "2025-06-02"}


def ask(book: Any, *lines: Any, **more: Any) -> dict[str, Any]:
    return assess(book, read_shipment({**ROUTE, **more, "lines": list(lines)})).to_json()


# description -> the preferred name that the lawbook gives the substance
READ = {
    "Toluene, technical grade, 99.5 %, 200 L drums": "toluene",
    "ACETIC ANHYDRIDE": "acetic anhydride",
    "甲苯": "toluene",
    "甲苯 (工业级)": "toluene",
    "Permanganato de potasio grado técnico": "potassium permanganate",
    "Carfentanil reference standard, 1 mg/mL in methanol": "carfentanil",
    "4-ANPP (4-anilino-N-phenethylpiperidine)": "4-anilino-N-phenethylpiperidine",
}


@pytest.mark.parametrize("text, name", READ.items(), ids=READ.keys())
def test_words_of_form_and_grade_do_not_hide_the_name(text: str, name: str, book: Any) -> None:
    line = ask(book, text)["lines"][0]
    assert line["name"] == name and line["status"] == "hit", line["understood"]
    assert not line["understood"][0]["partial"]


def test_both_names_of_a_mixture_are_evaluated(book: Any) -> None:
    line = ask(book, "acetone / toluene mixture")["lines"][0]
    assert {one["name"] for one in line["understood"][0]["as"]} == {
        "acetone",
        "toluene",
        "Chemical mixture of acetone above the limit of 21 CFR 1310.12",
        "Chemical mixture of toluene above the limit of 21 CFR 1310.12",
    }
    assert {c["goods"] for c in line["controls"]} == {"acetone", "toluene"}
    assert "form" in {one["fact"] for one in line["questions"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"description": "fentanyl citrate"}, {"cas": "437-38-7"}),  # a salt and its base
        ({"structure": "CN[C@@H](C)[C@H](O)c1ccccc1"}, {"description": "ephedrine"}),
        ({"structure": "CNC(C)C(O)c1ccccc1"}, {"description": "ephedrine"}),  # drawn flat
        ({"structure": "[2H]C([2H])([2H])c1ccccc1"}, {"description": "toluene"}),  # an isotopic form
    ],
)
def test_forms_of_one_substance_agree(one: dict[str, str], other: dict[str, str], book: Any) -> None:
    told = ask(book, {**one, **other})
    assert told["lines"][0]["disagreements"] == []
    assert "names-disagree" not in {flag["id"] for flag in told["flags"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"description": "benzocaine"}, {"cas": "21409-26-7"}),
        (
            {"description": "sodium chloride"},
            {"structure": "c1ccc(CCN2CCC(Nc3ccccc3)CC2)cc1.Cl"},
        ),  # chloride alone is no agreement
        ({"structure": "CC(=O)Oc1ccccc1C(=O)O"}, {"description": "toluene"}),
    ],
)
def test_different_substances_do_not(one: dict[str, str], other: dict[str, str], book: Any) -> None:
    told = ask(book, {**one, **other})
    assert told["lines"][0]["disagreements"] and told["status"] == "hit"
    assert "names-disagree" in {flag["id"] for flag in told["flags"]}


def test_a_code_alone_is_no_more_than_a_question(book: Any) -> None:
    told = ask(book, {"code": "2933.36", "quantity": "1 kg"})
    assert told["status"] == "cannot_tell"
    assert all(
        c["outcome"] == "cannot_tell" and "substance" in c["missing"] for c in told["lines"][0]["controls"]
    )


def test_the_code_of_another_substance_is_asked_about(book: Any) -> None:
    told = ask(book, {"description": "aspirin", "code": "2933.36", "quantity": "1 kg"})
    assert told["lines"][0]["status"] == "no_hit"  # the goods are named; the code decides nothing
    assert "other-code" in {flag["id"] for flag in told["flags"]}


def test_a_systematic_name_is_read(book: Any) -> None:
    if shutil.which("java") is None:
        pytest.skip("component missing: java")
    pytest.importorskip("py2opsin", reason="component missing: py2opsin")
    name = "N-(4-methylphenyl)-N-[1-(2-phenylethyl)piperidin-4-yl]hexanamide, 98 %, sample"
    line = ask(book, name)["lines"][0]
    assert line["understood"][0]["rung"] == "systematic name"
    assert {c["basis"] for c in line["controls"]} == {
        "class"
    }  # (E) and (D) of the US class: an acyl, a substituted ring


def test_a_mixture_is_weighed_whole_and_by_content(book: Any) -> None:
    """600 kg at 50 % are above and 300 kg below the 500 kg of 21 CFR 1310.04(f)(2): which is meant is asked."""
    told = ask(book, {"description": "potassium permanganate", "quantity": "600 kg", "concentration": "50 %"})
    declared = [d for d in told["documents"] if d["measure"] == "us/cfr-1310/import-declaration-list-ii"]
    assert [d["outcome"] for d in declared] == ["cannot_tell"] and "weighed" in declared[0]["missing"][0]


def test_a_relief_falls_above_its_percentage(book: Any) -> None:
    """21 CFR 1310.12(c): mixtures with at most 20 % of acetic anhydride are exempt."""

    def reliefs(percent: str) -> list[str]:
        told = ask(book, {"description": "acetic anhydride", "quantity": "5000 kg", "concentration": percent})
        return [
            d["measure"] for d in told["documents"] if d["effect"] == "relief" and d["jurisdiction"] == "US"
        ]

    assert reliefs("15 %") == ["us/cfr-1310/mixtures-20-list-ii"]
    assert reliefs("60 %") == []


def test_days_of_export_and_entry_are_asked_of_their_own_law(book: Any) -> None:
    """China lists 4-piperidone from 2025-07-20, the Union from 2025-08-14: goods that left before and came after."""
    told = assess(
        book,
        read_shipment(
            {
                "from": "CN",
                "to": "DE",
                "export": "2025-07-19",
                "entry": "2025-08-14",
                "lines": ["4-piperidone"],
            }
        ),
    )
    assert {(met.stop.place, met.stop.role) for met in told.lines[0].controls} == {
        ("DE", "import"),
        ("UN", "treaty"),
    }
    back = assess(
        book,
        read_shipment(
            {
                "from": "DE",
                "to": "CN",
                "export": "2025-08-13",
                "entry": "2025-08-14",
                "lines": ["4-piperidone"],
            }
        ),
    )
    assert {(met.stop.place, met.stop.role) for met in back.lines[0].controls} == {
        ("CN", "import"),
        ("UN", "treaty"),
    }


def test_a_day_of_transit_between_two_laws_is_asked(book: Any) -> None:
    told = assess(
        book,
        read_shipment(
            {
                "from": "MX",
                "via": ["CN"],
                "to": "IN",
                "export": "2025-07-19",
                "entry": "2025-07-21",
                "lines": ["4-piperidone"],
            }
        ),
    )
    passing = [met.control for met in told.lines[0].controls if met.stop.place == "CN"]
    assert [(c.outcome, c.missing) for c in passing] == [("cannot_tell", ("the day of transit",))]


def test_the_treaty_speaks_of_transit(book: Any) -> None:
    """Single Convention art. 31(11): transit only with a copy of the export authorisation."""
    asked = {"from": "DE", "to": "MX", "on": "2025-06-02", "lines": ["morphine"]}
    plain, through = (
        assess(book, read_shipment({**asked, **more})).documents for more in ({}, {"via": ["PA"]})
    )
    assert "un/1961/transit-copy" not in {d.measure for d in plain}
    assert "un/1961/transit-copy" in {d.measure for d in through}


def test_inside_the_union_nothing_is_exported(book: Any) -> None:
    told = assess(
        book,
        read_shipment(
            {"from": "DE", "to": "FR", "on": "2025-06-02", "lines": [{"name": "toluene", "quantity": "5 kg"}]}
        ),
    )
    measures = {d.measure for d in told.documents}
    assert not any(name.startswith("eu/111-2005/") and "export" in name for name in measures)
    assert not any(
        met.stop.role == "import" and met.control.jurisdiction == "EU" for met in told.lines[0].controls
    )


def test_another_customer_s_history_in_jsonl_and_csv(book: Any) -> None:
    rows = "on,from,to,description,quantity\n2025-06-20,CN,US,potassium permanganate,250 kg\n2025-05-20,CN,US,potassium permanganate,250 kg\n"
    lines = ('{"on": "2025-06-20", "from": "CN", "to": "US", "lines": [{"cas": "7722-64-7", "quantity": "250 kg"}]}\n'
             '{"on": "2025-05-20", "from": "CN", "to": "US", "lines": [{"cas": "7722-64-7", "quantity": "250 kg"}]}\n')  # fmt: skip
    asked = read_shipment({**ROUTE, "lines": [{"name": "potassium permanganate", "quantity": "300 kg"}]})
    for text in (rows, lines):
        sums = assess(book, asked, read_history(text)).sums
        assert [(s.total, s.before, s.outcome) for s in sums if s.jurisdiction == "US"] == [
            ("550 kg", "250 kg", "reached")
        ]


def test_flags_of_parties_and_route(book: Any) -> None:
    parties = [
        {"name": "Acme", "role": "consignee", "country": "US", "address": "P.O. Box 12"},
        {"name": "Beta", "role": "end_user", "country": "Mexico"},
    ]
    told = ask(book, "acetic anhydride", parties=parties, via=["MX", "PA", "MX"])
    assert {"party-elsewhere", "box-address", "roundabout-route"} <= {flag["id"] for flag in told["flags"]}
    plain = ask(book, "aspirin", parties=parties, via=["MX", "PA", "MX"])
    assert plain["flags"] == []  # nothing controlled, nothing asked


def test_a_quantity_out_of_proportion_to_a_standard(book: Any) -> None:
    much, little = (
        ask(book, {"name": "fentanyl", "quantity": q, "use": "reference standard", "end_user": "x"})
        for q in ("2 kg", "5 mg")
    )
    assert "quantity-and-use" in {flag["id"] for flag in much["flags"]}
    assert "quantity-and-use" not in {flag["id"] for flag in little["flags"]}
    assert all(flag["because"] and flag["sources"][0]["address"] for flag in much["flags"])


def test_chinese_and_english_names_stand_side_by_side(book: Any) -> None:
    names = ask(book, "4-piperidone")["lines"][0]["names"]
    assert names["zh"] == "4-哌啶酮"


def test_the_book_assesses_plain_data(book: Any) -> None:
    assert book.assess({**ROUTE, "lines": ["4-piperidone"]}).status == "hit"


# what may mean something else is never "no hit"
IN_DOUBT = {
    "Percocet tablets, 500 g": "hit",
    "Panadeine": "hit",
    "Co-codamol tablets": "hit",
    "butanediol, 200 kg": "cannot_tell",
    "phenylcyclohexylpiperidine": "hit",
    "E": "cannot_tell",
    "K2": "cannot_tell",
    "pink": "cannot_tell",
    "aspirin tablets": "no_hit",
}


@pytest.mark.parametrize("text, status", IN_DOUBT.items(), ids=IN_DOUBT.keys())
def test_a_doubtful_name_is_told(text: str, status: str, book: Any) -> None:
    line = ask(book, text)["lines"][0]
    assert line["status"] == status, line["understood"]
    understood = line["understood"][0]
    if status == "cannot_tell":
        assert understood["doubt"] and "not sure what is meant" in understood["note"]
        assert any("or something else?" in one["question"] for one in line["questions"])


def test_the_structure_of_a_line_is_never_a_name(book: Any) -> None:
    line = ask(book, {"structure": "CN"})["lines"][0]
    assert line["status"] == "hit" and line["understood"][0]["rung"] == "structure"
    both = ask(book, {"structure": "CCCC CN"})["lines"][0]
    assert both["status"] == "unreadable" and "CCCC" in both["understood"][0]["message"]
