"""A supplier's file of 5,000 rows with five columns of its own: the same rows come out of the command, Python and the browser."""

from __future__ import annotations

import csv
import io
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import polars
import pytest

from tidewaiter import Lawbook
from tidewaiter.cli import main

ROWS = 5_000
DAY = "2026-03-02"
GOODS = [  # SMILES, CAS number, trade name
    ("", "437-38-7", ""), ("", "", "fentanyl"), ("", "", "water"), ("O=C1CCNCC1", "", ""), ("", "7647-14-5", "table salt"),
    ("", "", "氯化钠"), ("", "64-17-5", "fentanyl"), ("", "", "no such thing 0815"),
]  # fmt: skip
# Who says: fentanyl is in Schedule I of the 1961 Convention; water and salt are on no list of the United Nations; a name
# beside another thing's number is looked at too.
STATUS = {
    "fentanyl": "hit",
    "water": "no_hit",
    "table salt": "no_hit",
    "氯化钠": "no_hit",
    "no such thing 0815": "unreadable",
}
OWN = ["price", "lot", "shelf", "remark", "supplier"]
REMARKS = ["", "  two  spaces ", 'Regal "B", links', "仓库 3;é", "two\nlines", "12.50", "007"]


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory, sets: Any) -> Path:
    structures = sets("nci.smi").read_text().split()
    others = ((text, "", "") for text in cycle(structures))
    path = tmp_path_factory.mktemp("supplier") / "stock.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Art. No.", "SMILES", "CAS-No.", "Trade name", *OWN])
        for number, goods in enumerate(islice(cycle(GOODS), ROWS)):
            given = next(others) if number % 3 == 1 else goods
            own = [
                f"{number}.50",
                f"{number:06}",
                f"lab {number % 9}",
                REMARKS[number % 7],
                f"Firm {number % 13} & Söhne",
            ]
            rows.writerow([f"A-{number}", *given, *own])
    return path


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_three_ways_in_and_out(stock: Path, visit: Any, tmp_path: Path) -> None:
    given = cells(stock.read_text("utf-8"))
    assert len(given) == ROWS
    out = tmp_path / "out.csv"
    assert main(["screen", str(stock), "-o", str(out), "-j", "UN", "--on", DAY]) == 0
    by_command = cells(out.read_text("utf-8"))

    window = visit()
    page = window.page
    window.open("/catalogue")
    page.locator("#f-file").set_input_files(stock)
    page.fill("#f-on", DAY)
    page.check("input[name=jurisdiction][value=UN]")
    page.get_by_role("button", name="Upload").click()
    page.wait_for_selector("#rows-found", timeout=50_000)
    with page.expect_download() as waiting:
        page.get_by_text(f"Download all {ROWS:,} rows").click()
    assert Path(waiting.value.path()).read_bytes() == out.read_bytes()

    table = polars.read_csv(stock, infer_schema=False).fill_null("")
    by_python = Lawbook.load().screen(table, jurisdictions=["UN"], on=DAY)
    assert by_python["status"].to_list() == [row["status"] for row in by_command]

    for name in ("SMILES", "CAS-No.", "Trade name", *OWN):
        own = [row[name] for row in given]
        assert [row[name] for row in by_command] == own, name
        assert by_python[name].to_list() == own, name
    for asked, told in zip(given, by_command, strict=True):
        if (name := asked["Trade name"]) in STATUS:
            assert told["status"] == STATUS[name], asked
        if asked["CAS-No."] == "437-38-7":
            assert told["status"] == "hit"
