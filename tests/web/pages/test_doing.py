"""What a person does on the pages: draws, uploads, assesses and prints; with JavaScript and without."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

CATALOGUE = "smiles,id\nCCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1,fentanyl\nO,water\nC1CC,not closed\n"
# Who says: fentanyl is in Schedule I of the 1961 Convention; water is on no list; the third row is no SMILES.
EXPECTED = {"fentanyl": "hit", "water": "no_hit", "not closed": "unreadable"}


def test_draw_a_structure(visit: Any, editor_built: Path) -> None:
    """A six-membered ring, its first atom made nitrogen: piperidine, Table II of the 1988 Convention (INCB Red List)."""
    from rdkit import Chem

    window = visit()
    page = window.page
    window.open("/")
    page.locator("#draw > summary").click()
    page.wait_for_selector("#editor[data-ready]")
    tools, sheet = page.locator("#editor canvas").all()
    box = sheet.bounding_box()
    middle = (box["width"] / 2, box["height"] / 2)
    tools.click(position={"x": 33, "y": 181})  # the ring of six
    sheet.click(position={"x": middle[0], "y": middle[1]})
    page.wait_for_selector("#drawn:has-text('Drawn:')")
    drawn = page.locator("#f-structure").input_value()
    assert Chem.CanonSmiles(drawn) == "C1CCCCC1"
    tools.click(position={"x": 12, "y": 265})  # nitrogen
    sheet.click(position={"x": middle[0], "y": middle[1] - 4})  # the editor takes the nearest atom
    page.wait_for_function("before => document.querySelector('#f-structure').value !== before", arg=drawn)
    drawn = page.locator("#f-structure").input_value()
    window.shot("draw")
    assert Chem.CanonSmiles(drawn) == "C1CCNCC1"
    assert page.locator("#f-q").input_value() == ""  # a drawing is a structure, never a word
    page.locator("#ask button[type=submit]").click()
    page.wait_for_url("**/check?*structure=*")
    window.shot("draw-answer")
    assert "1988" in page.locator("section:has(> #at-UN)").inner_text()
    assert "Table II" in page.locator("section:has(> #at-UN)").inner_text()
    assert window.complaints == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_upload_a_catalogue(javascript: bool, visit: Any, live: Any, tmp_path: Path) -> None:
    source = tmp_path / "stock <b>2026.csv"
    source.write_text(CATALOGUE, encoding="utf-8")
    window = visit(javascript=javascript)
    page = window.page
    window.open("/catalogue")
    page.locator("#f-file").set_input_files(source)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/catalogue/[\w-]{22}$"))
    page.wait_for_selector("#rows-found", timeout=90_000)  # by script, or by the page's own refresh
    window.shot("catalogue-done" + ("" if javascript else "-without"))
    assert page.locator("h1").inner_text() == "stock <b>2026.csv"
    titles = page.locator(".hits article h3").all_inner_texts()
    assert titles == [name for name, status in EXPECTED.items() if status != "no_hit"]
    assert page.locator(".hits article svg[focusable=false]").first.is_visible()
    with page.expect_download() as waiting:
        page.get_by_text("Download all 3 rows").click()
    rows = list(csv.DictReader(Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()))
    assert {row["id"]: row["status"] for row in rows} == EXPECTED
    page.get_by_role("button", name="Delete it").click()
    page.wait_for_url("**/catalogue")
    assert window.complaints == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_print_a_determination(javascript: bool, visit: Any, tmp_path: Path, axe: str) -> None:
    """4-piperidone from China to Mexico after 2025-07-20: China lists it (joint announcement of 2025-06-20)."""
    window = visit(javascript=javascript)
    page = window.page
    window.open("/shipment")
    page.select_option("#f-from", "CN")
    page.select_option("#f-to", "MX")
    page.fill("#f-reference", "TW <1>")
    page.fill("#f-export", "2026-03-02")
    page.fill("#f-entry", "2026-03-20")
    page.get_by_role("button", name="Add a line").click()
    page.wait_for_selector("fieldset.line >> nth=2")
    page.fill("[id='f-line-1-description']", "4-哌啶酮")
    page.fill("[id='f-line-1-quantity']", "25 kg")
    page.fill("[id='f-line-3-description']", "water")
    assert page.input_value("#f-reference") == "TW <1>"  # what was written stays when a line is added
    page.get_by_role("button", name="Assess", exact=True).click()
    page.wait_for_selector(".verdict")
    window.shot("shipment-answer" + ("" if javascript else "-without"))
    first, second = page.locator("article.card:has(h3)").all()[:2]
    assert "listed" in first.inner_text()
    assert "4-piperidone" in first.inner_text()
    assert "China" in first.inner_text()
    assert "listed" not in second.inner_text()
    assert window.too_wide() <= 0
    if javascript:
        assert window.barriers(axe) == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Determination as PDF").click()
    assert waiting.value.suggested_filename == "determination-TW--1.pdf"
    made = Path(waiting.value.path()).read_bytes()
    assert made.startswith(b"%PDF-")
    kept = Path(__file__).parent / "_shots"
    kept.mkdir(exist_ok=True)
    (kept / "determination.pdf").write_bytes(made)
    printed = tmp_path / "page.pdf"
    page.pdf(path=str(printed), prefer_css_page_size=True)
    assert printed.read_bytes().startswith(b"%PDF-")
    assert window.complaints == []


def test_a_shipment_from_a_file(visit: Any, tmp_path: Path) -> None:
    source = tmp_path / "order.yml"
    source.write_text("from: DE\nto: US\non: 2026-03-02\nlines: [aspirin]\n", encoding="utf-8")
    window = visit("phone")
    window.open("/shipment")
    window.page.locator("#f-file").set_input_files(source)
    window.page.get_by_role("button", name="Assess the file").click()
    window.page.wait_for_selector(".verdict")
    window.shot("shipment-from-file")
    assert "no hit in what was consulted" in window.page.locator(".verdict").inner_text()
    assert window.too_wide() <= 0


def test_ask_without_javascript(visit: Any) -> None:
    """Fenfluramine left Schedule IV of the US on 2022-12-23 (87 FR 78857): the day before it was on it."""
    window = visit("phone", javascript=False)
    page = window.page
    for day, word in (("2022-12-22", "listed"), ("2022-12-23", "no hit in what was consulted")):
        window.open("/")
        page.fill("#f-q", "fenfluramine")
        page.fill("#f-on", day)
        page.check("input[name=jurisdiction][value=US]")
        page.locator("#ask button[type=submit]").click()
        page.wait_for_selector(".verdict")
        assert page.locator(".verdict .badge").inner_text().strip() == word
        assert page.locator("#a-on").input_value() == day
    window.shot("check-without")


def test_reckon_a_duty_without_javascript(visit: Any) -> None:
    """Permanganate of China entered on 2025-04-20: 25 + 20 + 125 + 5 per cent (the notices cited on the page)."""
    window = visit(javascript=False)
    page = window.page
    window.open("/duty")
    page.fill("#f-code", "2841.61.00.00")
    page.select_option("#f-origin", "CN")
    page.fill("#f-on", "2025-04-20")
    page.fill("#f-value", "1000 USD")
    page.get_by_role("button", name="Calculate").click()
    page.wait_for_selector(".totals")
    assert "175 %, 1,750.00 USD" in page.locator(".totals").inner_text()
    assert page.locator(".stack-chart rect").count() > 10


def test_read_a_text(visit: Any, axe: str) -> None:
    window = visit()
    window.open("/read?example")
    window.page.get_by_role("button", name="Read", exact=True).click()
    window.page.wait_for_selector(".verdict", timeout=60_000)
    window.shot("read-answer")
    marked = window.page.locator(".reading mark").all_inner_texts()
    assert {"4-哌啶酮", "fentanyl", "acetic anhydride"} <= set(marked)
    assert window.barriers(axe) == []
    assert window.complaints == []


def test_read_a_document(visit: Any, axe: str) -> None:
    """China lists 4-piperidone from 2025-07-20 (joint announcement of 2025-06-20)."""
    window = visit("phone")
    page = window.page
    window.open("/read")
    page.fill("#f-text", "China added 4-piperidone to its list of precursors on 20 July 2025.")
    page.check("input[name=kind][value=document]")
    page.fill("#f-on", "2025-08-01")
    page.get_by_role("button", name="Read", exact=True).click()
    page.wait_for_selector(".verdict", timeout=60_000)
    window.shot("read-document")
    assert "confirmed" in page.locator(".doc-note").first.inner_text()
    assert page.locator(".doc-line").count() == 1
    assert window.too_wide() <= 0
    assert window.barriers(axe) == []
