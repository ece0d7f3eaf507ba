"""Entries outside chapters 28 to 39, worked by hand from the notices before the book was asked
(../sets/duty-entries.csv): the total of each. A value of 1,000 dollars stands beside quantities; `read` is what
was opened afterwards to check the row, and what was not. Beside them (../sets/duty-audited.csv) the entries that an outside
audit of November 2026 worked by hand; its E16 and E25 turn on facts that it does not state.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.entry import read_entry

SETS = Path(__file__).parents[1] / "sets"


def entries(table: str) -> Iterator[Any]:
    with (SETS / table).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            yield pytest.param(row, id=row["id"])


@pytest.fixture(scope="module")
def book() -> DutyBook:
    return DutyBook.load()


def total(row: dict[str, str], book: DutyBook) -> Decimal | None:
    """What is assessed on the entry of a row, in the unit in which the row tells it."""
    stated = {"quantities" if " " in row["stated"] else "claims": [row["stated"]]} if row["stated"] else {}
    question = {**{key: row[key] for key in ("code", "origin", "on")}, "value": "1000 USD", **stated}
    found = assess(book, read_entry(book, question)).assessed
    return found.percent if row["total"].endswith("%") else found.amount


@pytest.mark.parametrize("row", list(entries("duty-entries.csv")))
def test_entry(row: dict[str, str], book: DutyBook) -> None:
    assert total(row, book) == Decimal(row["total"].rstrip(" %")), row["working"]
    assert not 28 <= int(row["code"][:2]) <= 39
    assert row["read"], "say what was opened, or not opened"


@pytest.mark.parametrize("row", list(entries("duty-audited.csv")))
def test_audited_entry(row: dict[str, str], book: DutyBook) -> None:
    assert total(row, book) == Decimal(row["total"].rstrip(" %")), (row["working"], row["read"])
