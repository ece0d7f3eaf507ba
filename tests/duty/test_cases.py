"""The 65 worked cases of ../sets/duty-cases.csv: components, headings, total, refundable.

Who vouches for each case stands in its column ``status`` (a ruling of CBP, the lists, a third party).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.quantity import Quantity
from tidewaiter.duty.result import Answer

CASES = Path(__file__).parents[1] / "sets" / "duty-cases.csv"
# authority -> the case's columns for percentage and heading
COLUMNS = {
    "s301": ("s301_pct", "s301_heading"),
    "s232": ("s232_pct", "s232_heading"),
    "ieepa_fentanyl": ("ieepa_fentanyl_pct", "fentanyl_heading"),
    "ieepa_reciprocal": ("ieepa_reciprocal_pct", "reciprocal_heading"),
    "ieepa_country": ("ieepa_country_pct", "ieepa_country_heading"),
    "s122": ("s122_pct", "s122_heading"),
    "s301_fl": ("s301_fl_pct", "s301_fl_heading"),
}
# the two rulings that split the value: a steel share of 60 % stands for the split they do not print
SPLIT = {"D101": Decimal("0.6"), "D102": Decimal("0.6")}


def cases() -> Iterator[Any]:
    with CASES.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            yield pytest.param(row, id=row["case_id"])


def answer_to(book: DutyBook, row: dict[str, str]) -> Answer:
    words = row["facts"]
    facts = {
        "usmca": "USMCA claimed" in words,
        "ausfta": "AUSFTA" in words,
        "patented": words.startswith("patented"),
    }
    value = re.search(r"customs value \$([\d,]+)", words)
    weight = re.search(r"([\d,]+) kg", words)
    return assess(
        book,
        Entry(
            row["hts10"],
            row["origin"],
            date.fromisoformat(row["entry_date"]),
            value=Decimal(value[1].replace(",", "")) if value else None,
            quantities=(Quantity(Decimal(weight[1].replace(",", "")), "kg"),) if weight else (),
            facts={name: True for name, holds in facts.items() if holds},
            contents={"steel": SPLIT[row["case_id"]]} if row["case_id"] in SPLIT else {},
        ),
    )


@pytest.mark.parametrize("row", list(cases()))
def test_case(row: dict[str, str], whole: DutyBook) -> None:
    answer = answer_to(whole, row)
    rate_of = {c.authority: c for c in answer.components if c.outcome == "applies"}
    expected: dict[str, Any] = {}
    actual: dict[str, Any] = {}

    def compare(name: str, want: str, got: Callable[[], Any]) -> None:
        if want:
            expected[name] = Decimal(want.replace(",", ""))
            actual[name] = got()

    compare("total", row["total_ad_valorem_pct"], lambda: answer.assessed.percent)
    compare("column 1", row["mfn_pct"], lambda: answer.components[-1].percent)
    refundable = row["ieepa_refundable_pct"]
    compare("refundable", refundable, lambda: (answer.assessed.percent or 0) - (answer.owed.percent or 0))
    amount = re.search(r"expected duty \$([\d,]+)", row["facts"])
    compare("amount", amount[1] if amount else "", lambda: answer.assessed.amount)
    for authority, (percent, heading) in COLUMNS.items():
        rate = rate_of[authority].rate.removesuffix("%") if authority in rate_of else "0"
        if row["case_id"] != "D123":
            compare(authority, row[percent], lambda rate=rate: Decimal(rate))
        if row[heading]:
            expected[f"{authority} heading"] = True
            reported = [c.heading for c in answer.components if c.authority == authority]
            actual[f"{authority} heading"] = row[heading] in reported
    assert actual == expected


def test_all_in_floor_takes_the_place_of_the_specific_rate(whole: DutyBook) -> None:
    # D123, by hand: 10 % of $100,000 is 10,000, of which 1 cent on each of 21,000 kg is column 1
    row = next(case.values[0] for case in cases() if case.id == "D123")
    answer = answer_to(whole, row)
    assert [(c.heading, c.amount) for c in answer.components if c.outcome == "applies"] == [
        ("9903.05.39", Decimal("9790.00")),
        ("0102.29.40.62", Decimal("210.00")),
    ]


def test_content_split_by_hand(whole: DutyBook) -> None:
    # Split rings of China, $1,000, 60 % steel: 39 + 250 + 200 + 50 % of 600 + 10 % of 400
    row = next(case.values[0] for case in cases() if case.id == "D101")
    entry = Entry(
        "7326200090", "CN", date(2025, 8, 29), value=Decimal(1000), contents={"steel": Decimal("0.6")}
    )
    assert row["hts10"] == entry.code
    assert assess(whole, entry).assessed.amount == Decimal("829.00")
