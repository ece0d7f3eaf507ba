"""The hand reading of real documents is fit to compare with: known verdicts, measures that the lawbook holds, each place once.

The comparison itself needs the texts, which are not ours to commit (benchmarks/agreement.py, docs/read-agreement.md).
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from tidewaiter.dates import parse_day
from tidewaiter.duty.book import DutyBook
from tidewaiter.lawbook.read import plain_yaml
from tidewaiter.text.verdicts.finding import VERDICTS

ROOT = Path(__file__).parents[3]
RAW: Any = plain_yaml(Path(__file__).with_name("agreement.yml").read_text(encoding="utf-8"))
CASES = [(one, case) for one in RAW["documents"] for case in one["cases"]]
PAGE = (ROOT / "docs" / "read-agreement.md").read_text(encoding="utf-8")


def test_documents_are_named_and_more_than_ten() -> None:
    assert len(RAW["documents"]) >= 10
    for one in RAW["documents"]:
        assert one["address"] in PAGE and one["day"]
        assert not one["on"] or parse_day(one["on"])


def test_cases_are_well_formed() -> None:
    seen = Counter((one["key"], case["at"], case["about"]) for one, case in CASES)
    assert set(seen.values()) == {1}
    for _, case in CASES:
        assert re.fullmatch(r"[0-9a-f]{10}", case["at"]) and case["verdict"] in VERDICTS
        assert (case["kind"] in ("opinion", "threat", "follow")) >= (case["verdict"] == "not_law")


def test_measures_are_of_the_lawbook(book: Any) -> None:
    held = {entry.id for entry in book.store.entries()} | {event.id for event in book.store.events}
    held |= set(DutyBook.load().tables.measures)
    for _, case in CASES:
        measure = case.get("measure", "")
        assert any(one.startswith(measure) for one in held), measure


def test_the_table_counts_what_was_read() -> None:
    by = Counter(case["verdict"] for _, case in CASES)
    for verdict, number in by.items():
        assert re.search(rf"^\| {verdict} \| {number} \|", PAGE, re.M), (verdict, number)
