"""Statements weighed with what their sentence and text tell beside them: listings with one to come, duties that are no listings."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.formats import Decoded


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


def verdicts(reader: Reader, text: str, day: str) -> set[str]:
    readings = reader.read(Decoded(text, "text", ""), day).readings
    return {one.finding.verdict for each in readings for one in each.statements}


def test_a_class_held_beside_one_to_come_is_not_sure(reader: Reader) -> None:
    text = "公告\n自2025年7月1日起，尼秦类物质整类列管，是芬太尼类物质整类列管之后的又一次。"
    found = verdicts(reader, text, "2025-06-20")
    assert "announced" in found and not found & {"confirmed", "contradicted"}


def test_a_class_alone_with_its_day_is_sure(reader: Reader) -> None:
    assert "confirmed" in verdicts(reader, "公告\n自2019年5月1日起，芬太尼类物质整类列管。", "2025-06-20")


def test_a_duty_that_is_not_added_is_no_listing(reader: Reader) -> None:
    text = (
        "Tariffs\nOn February 20 the court struck down the tariffs on Canada and Mexico over fentanyl. "
        "A surcharge of 10 percent takes effect on February 24, 2026. "
        "The surcharge is not added to duties under Section 232, save as to the part of an article to which those duties do not apply."
    )
    assert "contradicted" not in verdicts(reader, text, "2026-02-24")
