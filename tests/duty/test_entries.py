"""Entries outside chapters 28 to 39, worked by hand from the notices before the book was asked
(../sets/duty-entries.csv): the total of each. A value of 1,000 dollars stands beside quantities; `read` is what
was opened afterwards to check the row, and what was not.
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

ENTRIES = Path(__file__).parents[1] / "sets" / "duty-entries.csv"


def entries() -> Iterator[Any]:
    with ENTRIES.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            yield pytest.param(row, id=row["id"])


@pytest.fixture(scope="module")
def book() -> DutyBook:
    return DutyBook.load()


@pytest.mark.parametrize("row", list(entries()))
def test_entry(row: dict[str, str], book: DutyBook) -> None:
    stated = {"quantities" if " " in row["stated"] else "claims": [row["stated"]]} if row["stated"] else {}
    question = {**{key: row[key] for key in ("code", "origin", "on")}, "value": "1000 USD", **stated}
    found = assess(book, read_entry(book, question)).assessed
    told = found.percent if row["total"].endswith("%") else found.amount
    assert told == Decimal(row["total"].rstrip(" %")), row["working"]
    assert not 28 <= int(row["code"][:2]) <= 39
    assert row["read"], "say what was opened, or not opened"
