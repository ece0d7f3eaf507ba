"""The demo that a newcomer sees first: all its rows are answered or say how to mend them."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS = list(csv.DictReader((EXAMPLES / "declarations.csv").open(encoding="utf-8", newline="")))

# What each row must come to, and who says so.
EXPECTED = {
    "1": ("US, CA, UN", "fentanyl's salts: 21 CFR 1308.12(c), CDSA Sch. I, Single Convention Sch. I"),
    "2": ("CN, UN", "announcement of 2025-07-20; CND decision 67/6"),
    "3": ("EU, MX, UN", "Reg. 273/2004 category 2; 1988 Convention Table I"),
    "5": ("MX, US, UN", "21 CFR 1310.02(b); 1988 Convention Table II"),
    "6": ("EU, US, UN", "Reg. 273/2004 category 1; 21 CFR 1310.02(a); 1988 Convention Table I"),
    "11": ("CN, UN", "the Regulation's annex, category 3; 1988 Convention Table II"),
}


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """The demo's output by row."""
    call = [sys.executable, str(EXAMPLES / "demo.py")]
    run = subprocess.run(
        call, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, check=True
    )
    blocks = run.stdout.decode("utf-8").split("\n\n")
    return {block.strip().partition(".")[0]: block for block in blocks if block.strip()[:1].isdigit()}


def test_every_row_has_its_answer(printed: dict[str, str]) -> None:
    assert list(printed) == [row["line"] for row in ROWS]


@pytest.mark.parametrize("line", EXPECTED)
def test_a_listed_row_names_who_lists_it(line: str, printed: dict[str, str]) -> None:
    assert re.search(rf": {EXPECTED[line][0]}[.;]", printed[line]), EXPECTED[line][1]


def test_what_is_on_no_list_is_not_cleared(printed: dict[str, str]) -> None:
    row = next(row["line"] for row in ROWS if row["goods"] == "aspirin")
    assert "No hit in what was consulted on 2026-03-02. This is not a clearance." in printed[row]


def test_dextromethorphan_is_listed_by_china_from_july_2024(printed: dict[str, str]) -> None:
    before, after = (row["line"] for row in ROWS if row["goods"] == "右美沙芬")
    assert "No hit in what was consulted on 2024-06-30" in printed[before]
    assert "Listed on 2024-07-01: CN." in printed[after]


def test_what_is_not_understood_says_how_to_mend_it(printed: dict[str, str]) -> None:
    assert "NOT UNDERSTOOD (unresolved)" in printed["12"]
    assert "Did you mean: acetic anhydride?" in printed["12"]
    assert "its check digit should be 7" in printed["13"]
