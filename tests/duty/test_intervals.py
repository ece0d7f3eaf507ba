"""The panel of the whole schedule: sampled intervals say what single answers say, on first and last day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl

from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.intervals import write_intervals

FIRST, UNTIL = date(2025, 1, 1), date(2027, 1, 1)


def test_intervals_agree_with_single_answers(duties: DutyBook, tmp_path: Path) -> None:
    out = tmp_path / "panel.parquet"
    made = write_intervals(duties, out, FIRST, UNTIL)
    rows = pl.read_parquet(out)
    assert rows.height == made.rows
    for row in (
        rows.filter(pl.col("origin").is_in(["CN", "CA", "DE", "RU"]))
        .sort("code", "origin", "from")  # the order of the file is not the same in every run
        .sample(150, seed=7)
        .iter_rows(named=True)
    ):
        for day in (row["from"], row["until"] - timedelta(days=1)):
            answer = assess(duties, Entry(row["code"], row["origin"], day, no_claims=True))
            assert _milli(answer.assessed.percent) == row["assessed_milli"]
            assert _milli(answer.owed.percent) == row["owed_milli"]


def test_intervals_leave_no_gap_and_no_overlap(duties: DutyBook, tmp_path: Path) -> None:
    out = tmp_path / "panel.parquet"
    write_intervals(duties, out, FIRST, UNTIL)
    every = pl.read_parquet(out)
    third = every.filter((pl.col("code") == "4409220520") & (pl.col("origin") == "RU"))
    assert third.height, "column 2 is 33 1/3 %: no whole number of thousandths"
    assert third["assessed_milli"].null_count() == third.height
    rows = every.filter(pl.col("origin") == "CN").sort("code", "from")
    same = pl.col("code") == pl.col("code").shift()
    assert rows.filter(same & (pl.col("from") < pl.col("until").shift())).height == 0
    gaps = rows.filter(same & (pl.col("from") > pl.col("until").shift()))["code"].to_list()
    assert gaps == []
    steady = rows.filter(pl.col("code") == "2841610000")
    assert (steady["from"].min(), steady["until"].max()) == (FIRST, UNTIL)


def _milli(percent: Decimal | None) -> int | None:
    return None if percent is None or percent * 1000 % 1 else int(percent * 1000)


def test_a_floor_that_is_owed_takes_the_place_of_one_as_high_that_is_not(
    duties: DutyBook, tmp_path: Path
) -> None:
    """Furniture's parts of Germany: 15 % by the reciprocal duty, from 2025-10-14 by Section 232 in its place."""
    out = tmp_path / "panel.parquet"
    write_intervals(duties, out, FIRST, UNTIL)
    rows = pl.read_parquet(out).filter((pl.col("code") == "9403910080") & (pl.col("origin") == "DE"))
    assert date(2025, 10, 14) in rows["from"].to_list()
