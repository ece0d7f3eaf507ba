"""Declarations as they come: in Chinese, with units of trade, with parties whose names stand on lists."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import Unresolved
from tidewaiter.shipment import assess, determination_sheets, read_shipment
from tidewaiter.shipment.sheet import pdf_ready

DECLARATION = """报关单号,启运国,运抵国,项号,品名,商品编号,数量,单位,用途,总价,币制
2026-118,CN,MX,1,4-哌啶酮盐酸盐,2933.39,25,千克,制药,10000,美元
2026-118,CN,MX,2,高锰酸钾（工业级）,2841.61,５００,公斤,水处理,900,美元
"""


def test_a_chinese_declaration_is_read(book: Any) -> None:
    """Both are precursors in China on that day: joint announcement of 2025-06-20, and category 3 since 2005."""
    shipment = read_shipment(DECLARATION, on="2026-03-02")
    assert shipment.reference == "2026-118"
    assert [line.amount.value for line in shipment.lines if line.amount] == [25_000, 500_000]  # grams
    assert [line.value for line in shipment.lines] == ["10000 USD", "900 USD"]
    told = assess(book, shipment).to_json()
    assert [line["faults"] for line in told["lines"]] == [[], []]
    for line in told["lines"]:
        assert "CN" in {c["jurisdiction"] for c in line["controls"] if c["outcome"] == "applies"}


# a salt's Chinese name -> the base; the names are those of the Chinese pharmacopoeia and the lists
SALTS = {
    "盐酸吗啡": "morphine",
    "吗啡盐酸盐三水合物": "morphine",
    "枸橼酸芬太尼": "fentanyl",
    "磷酸可待因": "codeine",
    "盐酸氯胺酮 注射液": "Ketamine",
}


@pytest.mark.parametrize("name", SALTS)
def test_a_chinese_salt_is_controlled_as_its_base(name: str, book: Any) -> None:
    """The 1961 Convention reaches salts of its substances; China lists all four bases."""
    line = assess(
        book, read_shipment({"from": "CN", "to": "DE", "on": "2025-06-02", "lines": [name]})
    ).to_json()["lines"][0]
    assert line["name"].startswith(SALTS[name])
    assert line["status"] == "hit"
    assert "CN" in {c["jurisdiction"] for c in line["controls"] if c["outcome"] == "applies"}


@pytest.mark.parametrize(
    ("name", "goods"),
    [
        ("硝酸甘油", "55-63-0"),  # nitroglycerin
        ("硫酸二甲酯", "77-78-1"),  # dimethyl sulfate
        ("醋酸丁酯", "123-86-4"),  # butyl acetate
        ("枸橼酸", "77-92-9"),  # citric acid
    ],
)
def test_an_ester_or_an_acid_is_no_salt(name: str, goods: str, book: Any) -> None:
    found = book.identify(name)
    assert {one.cas for one in found.candidates} == {goods} and "salt" not in found.note


def test_a_salt_alone_names_no_base(book: Any) -> None:
    with pytest.raises(Unresolved):
        book.identify("盐酸盐")


def flags(book: Any, day: str, *names: str, **line: str) -> list[dict[str, Any]]:
    parties = [{"role": "consignee", "name": name} for name in names]
    given = {
        "from": "CN",
        "to": "MX",
        "on": day,
        "parties": parties,
        "lines": [{"description": "aspirin", **line}],
    }
    told = assess(book, read_shipment(given)).to_json()
    assert told["status"] == "no_hit"  # a name changes nothing in the answer
    return [flag for flag in told["flags"] if flag["id"] == "listed-party"]


def test_a_name_on_a_list_is_asked_about_from_its_first_day(book: Any) -> None:
    """Executive Order 14059 named it on 2021-12-15, the Secretary of State on 2025-02-20 (FR doc. 2025-02873)."""
    assert flags(book, "2021-12-14", "Cartel de Sinaloa") == []
    (one,) = flags(book, "2022-01-10", "Cártel de Sinaloa")
    assert "2021-12-15" in one["because"] and "2025-02-20" not in one["because"]
    (one,) = flags(book, "2025-06-02", "CARTEL DE SINALOA")
    assert "2025-02-20" in one["because"]
    assert one["question"].startswith("Is it the same?")


def test_end_users_are_compared_and_other_names_are_not_touched(book: Any) -> None:
    (one,) = flags(book, "2025-06-02", end_user="Cartel de Sinaloa")
    assert one["lines"] == [1]
    (one,) = flags(book, "2025-06-02", "Cartel de Sinalloa")
    assert "a name like that of" in one["because"]
    assert flags(book, "2025-06-02", "Acme Chemical Trading Ltd", "Hospital General de México") == []


# routes and goods of the docs and of the issue; a drawing, a duty and sums among them
SHEETS = {
    "one line": {"from": "UK", "to": "DE", "lines": [{"description": "Carfentanil reference standard", "quantity": "5 mg"}]},
    "two, with a duty": {"from": "CN", "to": "US", "reference": "PO 4711", "lines": [
        {"description": "Potassium permanganate, technical grade", "code": "2841.61.00.00", "quantity": "600 kg",
         "value": "1000 USD", "use": "water treatment"}, {"description": "toluene", "quantity": "500 kg"}]},
    "three": {"from": "DE", "to": "CH", "lines": [{"description": "acetic anhydride", "quantity": "10000 L"}, "aspirin", "toluene"]},
    "three, controlled": {"from": "CN", "to": "MX", "parties": [{"role": "consignee", "name": "Laboratorio", "country": "MX"}],
        "lines": [{"description": "4-哌啶酮", "quantity": "25 kg"}, "potassium permanganate", "acetic anhydride"]},
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_an_ordinary_determination_is_one_sheet(name: str, book: Any) -> None:
    if not pdf_ready():
        pytest.skip("component missing: weasyprint (tidewaiter[pdf]) or the system's Pango")
    told = assess(book, read_shipment({"on": "2025-06-02", **SHEETS[name]}))
    made = determination_sheets(told)
    assert len(made.pages) == 1
    assert made.write_pdf().startswith(b"%PDF-")
