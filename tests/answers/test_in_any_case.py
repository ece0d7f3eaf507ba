"""What is on one of several lists, whatever its strength, is told as listed; what a list may leave out is not."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter import Lawbook


@pytest.mark.parametrize(
    ("goods", "territory", "lists"),
    [
        # 21 CFR 1308.13(e)(1), 1308.15(c): within limits Schedule III or V, else the drug's own Schedule II
        ("codeine phosphate syrup", "US", {"II", "III", "V"}),
        ("codeine and paracetamol tablets", "US", {"III", "V"}),
        # Single Convention, Schedule III: within limits, else the drug of Schedule II (art. 2(3))
        ("dextropropoxyphene capsules", "UN", {"III"}),
        # 21 CFR 1308.15(c)(5): with opium in small amounts, else Schedule II or III
        ("Dover's powder", "US", {"III"}),
    ],
)
def test_one_of_several_lists_binds(book: Lawbook, goods: str, territory: str, lists: set[str]) -> None:
    answer = book.check(goods, jurisdictions=[territory], on="2026-11-01")
    assert {(one.list, one.outcome) for one in answer.controls} == {(one, "cannot_tell") for one in lists}
    assert answer.summary == f"Listed on 2026-11-01: {territory} (on one of several lists)."
    told: dict[str, Any] = dict(answer.to_json())
    assert any(one["in_any_case"] for one in told["controls"])
    assert "applies" in {one["outcome"] for one in told["fields"] if one["jurisdiction"] == territory}


@pytest.mark.parametrize(
    ("goods", "territory"),
    [
        ("codeine tablets", "DE"),  # Anlage III leaves out up to 100 mg a unit
        ("codeine and paracetamol tablets", "IN"),  # otherwise no manufactured drug
        ("MDMA or a harmless substance", "US"),  # not sure what is meant
    ],
)
def test_what_may_be_left_out_stays_open(book: Lawbook, goods: str, territory: str) -> None:
    answer = book.check(goods, jurisdictions=[territory], on="2026-11-01")
    assert not any(one.binds for one in answer.controls)
    assert answer.summary.startswith("Cannot tell")


def test_a_shipment_of_it_is_a_hit(book: Lawbook) -> None:
    told = book.assess({"from": "CN", "to": "US", "on": "2026-11-01", "lines": ["codeine phosphate syrup"]})
    assert told.lines[0].status == "hit"
