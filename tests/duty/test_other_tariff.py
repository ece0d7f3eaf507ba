"""The tariff of another territory is files, not code: two columns and a duty of Bordavia, which is invented.

Expected figures are read off the five files of ``tests/duty/bordavia``.
"""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.bulk import assess_frame
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.intervals import write_intervals
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.place import lawbook_folder

FILES = Path(__file__).parent / "bordavia"
CELLS = [
    ("1704900000", "CN", "2024-02-29", "full rate", "12"),
    ("1704900000", "CN", "2024-03-01", "full rate", "17"),
    ("1704900000", "DE", "2024-03-01", "reduced rate", "9"),
    ("1704900000", "IN", "2024-03-01", "reduced rate", "4"),
    ("2841610000", "CN", "2025-04-20", "full rate", "8"),  # 175 % in the United States
    ("2841610000", "FR", "2025-04-20", "reduced rate", "0"),
    ("2841610000", "GB", "2020-06-01", "reduced rate", "0"),  # the Union's until the end of 2020
    ("2841610000", "GB", "2021-06-01", "full rate", "8"),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> DutyBook:
    """The lawbook, with Bordavia's files put where they belong."""
    folder = tmp_path_factory.mktemp("bordavia") / "lawbook"
    shutil.copytree(lawbook_folder(), folder)
    shutil.copytree(
        FILES, folder / "instruments" / "xb" / "tariff", ignore=shutil.ignore_patterns("lines.csv")
    )
    (folder / "nomenclature" / "xb-tariff").mkdir()
    shutil.copy(FILES / "lines.csv", folder / "nomenclature" / "xb-tariff")
    with (folder / "nomenclature" / "authorities.csv").open("a", encoding="utf-8") as stream:
        stream.write("xb_sugar,sugar duty of Bordavia,#123456\n")
    return DutyBook.load(folder)


@pytest.mark.parametrize(("code", "origin", "on", "column", "percent"), CELLS)
def test_one_entry(book: DutyBook, code: str, origin: str, on: str, column: str, percent: str) -> None:
    answer = assess(book, Entry(code, origin, date.fromisoformat(on), to="XB"))
    assert (answer.assessed.percent, answer.components[-1].title) == (Decimal(percent), column)
    assert (answer.components[-1].measure, answer.components[-1].cite) == (
        "xb/column",
        "Tariff Act of Bordavia",
    )


def test_a_line_that_it_lacks(book: DutyBook) -> None:
    with pytest.raises(QuestionError) as why:
        assess(book, Entry("2841700000", "CN", date(2025, 1, 1), to="XB"))
    assert why.value.message == "2841.70.00.00 is not a line of the schedule."


def test_a_file(book: DutyBook) -> None:
    columns = {"code": [c[0] for c in CELLS], "origin": [c[1] for c in CELLS], "on": [c[2] for c in CELLS]}
    frame = pl.DataFrame({**columns, "value": ["100"] * len(CELLS), "currency": ["EUR"] * len(CELLS)})
    found = assess_frame(book, frame, to="XB")
    assert found["assessed_pct"].to_list() == [float(cell[4]) for cell in CELLS]
    assert found["assessed_amount"].to_list() == [float(cell[4]) for cell in CELLS]


def test_the_panel(book: DutyBook, tmp_path: Path) -> None:
    write_intervals(book, tmp_path / "panel.parquet", date(2020, 1, 1), date(2026, 1, 1), to="XB")
    rows = pl.read_parquet(tmp_path / "panel.parquet")
    for code, origin, on, _, percent in CELLS:
        here = (pl.col("code") == code) & (pl.col("origin") == origin)
        then = (pl.col("from") <= date.fromisoformat(on)) & (pl.col("until") > date.fromisoformat(on))
        assert rows.filter(here & then)["assessed_milli"].to_list() == [int(percent) * 1000]


def test_the_united_states_are_as_before(book: DutyBook) -> None:
    answer = assess(book, Entry("2841610000", "CN", date(2025, 4, 20)))
    assert (answer.assessed.percent, answer.owed.percent) == (Decimal(175), Decimal(30))


def test_a_destination_without_a_schedule_is_refused(book: DutyBook, tmp_path: Path) -> None:
    with pytest.raises(QuestionError) as why:
        write_intervals(book, tmp_path / "panel.parquet", date(2020, 1, 1), date(2026, 1, 1), to="CN")
    assert why.value.message == "No schedule of CN is held."
    frame = pl.DataFrame({"code": ["2841610000"], "origin": ["CN"], "on": ["2025-01-01"]})
    with pytest.raises(QuestionError) as why:
        assess_frame(book, frame, to="MX")
    assert why.value.message == "No duties of 'MX' are held."
