"""Parcels of not more than 800 dollars: free by 19 USC 1321(a)(2)(C) until 2025, never since; what the post charged.

Expected figures are those of Executive Orders 14256, 14266, 14298, 14324 and 14388, worked by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import polars as pl
import pytest

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.bulk import assess_frame
from tidewaiter.duty.result import Answer

Ask = Callable[..., Answer]
SHIRT = "6109.10.00.12"  # column 1: 16.5 %


@pytest.mark.parametrize(
    ("origin", "last_free"),
    [("CN", "2025-05-01"), ("HK", "2025-05-01"), ("VN", "2025-08-28"), ("CA", "2025-08-28")],
)
def test_the_freedom_and_its_end(ask: Ask, origin: str, last_free: str) -> None:
    free = ask(SHIRT, origin, last_free, value="800", facts={"low_value": True})
    assert (free.assessed.percent, free.assessed.amount, free.range.high_percent) == (
        Decimal(0),
        Decimal(0),
        Decimal(0),
    )
    after = f"{last_free[:-2]}{int(last_free[-2:]) + 1:02d}"
    gone = ask(SHIRT, origin, after, value="800", facts={"low_value": True, "by_post": False})
    assert (gone.assessed.percent or 0) >= Decimal("16.5")
    assert gone.assessed == ask(SHIRT, origin, after, value="801").assessed._replace(
        amount=gone.assessed.amount
    )
    assert any("gives no freedom" in note for note in gone.notes)


def test_a_claim_that_is_not_made_is_not_granted_but_asked(ask: Ask) -> None:
    answer = ask(SHIRT, "VN", "2025-03-01", value="500")
    assert (answer.assessed.percent, answer.range.low_percent) == (Decimal("16.5"), Decimal(0))
    assert "low_value" in [q.fact for q in answer.questions]
    assert "low_value" not in [q.fact for q in ask(SHIRT, "VN", "2025-03-01", value="801").questions]
    assert "low_value" not in [q.fact for q in ask(SHIRT, "VN", "2025-03-01").questions]


def test_a_dear_shipment_cannot_claim_it(ask: Ask) -> None:
    answer = ask(SHIRT, "VN", "2025-03-01", value="500", shipment=Decimal(900), facts={"low_value": True})
    assert answer.assessed.percent == Decimal("16.5")
    assert "not open" in answer.notes[-1]


@pytest.mark.parametrize(
    ("origin", "on", "percent", "item"),
    [
        ("CN", "2025-05-02", "120", "100"),
        ("CN", "2025-05-14", "54", "100"),
        ("HK", "2025-08-28", "54", "100"),
        ("DE", "2025-08-29", "15", "80"),  # below 16 %
        ("VN", "2025-08-29", "20", "160"),  # 16 to 25 %
        ("IN", "2025-09-10", "50", "200"),  # 25 % and 25 % over Russian oil: above 25 %
        ("CN", "2025-09-10", "30", "200"),  # 20 % over opioids, 10 % reciprocal
        ("GB", "2025-09-10", "10", "80"),
        ("CA", "2025-09-10", "35", "200"),
        ("VN", "2026-03-01", "10", ""),
        ("CN", "2026-07-23", "10", ""),
    ],
)
def test_what_the_post_charged_in_lieu_of_all(
    ask: Ask, origin: str, on: str, percent: str, item: str
) -> None:
    answer = ask(SHIRT, origin, on, value="400", facts={"by_post": True})
    amount = Decimal(4) * Decimal(percent)
    assert (answer.assessed.percent, answer.assessed.amount) == (Decimal(percent), amount)
    both = {amount, Decimal(item or amount)}
    assert (answer.range.low_amount, answer.range.high_amount) == (min(both), max(both))
    assert [c.measure for c in answer.components if c.outcome == "applies"] == ["us/low-value"]


def test_mail_is_entered_like_all_else_since_july_2026(ask: Ask) -> None:
    posted = ask(SHIRT, "VN", "2026-07-24", value="100", facts={"by_post": True})
    assert posted.assessed == ask(SHIRT, "VN", "2026-07-24", value="100", facts={"by_post": False}).assessed
    assert posted.assessed.percent == Decimal(29)  # 16.5 and 12.5 over forced labour


def test_a_file_cannot_claim_it(duties: DutyBook) -> None:
    columns = {
        "code": ["6109100012"],
        "origin": ["VN"],
        "on": ["2025-03-01"],
        "value_usd": ["100"],
        "claim": ["low_value"],
    }
    row = assess_frame(duties, pl.DataFrame(columns)).row(0, named=True)
    assert (row["status"], row["reason"]) == (
        "unreadable",
        "'low_value' speaks of a parcel, not of a line in a file.",
    )
