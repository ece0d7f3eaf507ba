"""Benchmark of the duty half. Run: python benchmarks/duty.py [--lines 10000000] [--schedule FILE]

Two figures, in one run on one machine: the whole schedule x all origins x every day of change in 2025-2026,
as intervals; and customs lines a second. Peak memory is that of a child process each (ru_maxrss). The
schedule is the one that is shipped; another edition is imported beside it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import figures


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def intervals(folder: Path, keep: bool) -> None:
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.duty.intervals import write_intervals

    book = DutyBook.load()
    start = time.perf_counter()
    made = write_intervals(book, folder / "intervals.parquet", date(2025, 1, 1), date(2027, 1, 1))
    took = time.perf_counter() - start
    size = made.path.stat().st_size / 1e6
    print(
        f"intervals: {made.lines:,} lines x {made.origins} origins, {made.days} days of change -> "
        f"{made.rows:,} rows, {size:.0f} MB, "
        f"{took:.1f} s ({time.process_time():.1f} s of processors), peak {peak_mb()} MB"
    )
    told = [("intervals", took, "s"), ("intervals, peak", peak_mb(), "MB")]
    figures.tell("duty", (figures.Figure(*one) for one in told), keep=keep)


def make_lines(path: Path, count: int) -> None:
    import numpy as np
    import polars as pl

    from tidewaiter.duty.book import DutyBook
    from tidewaiter.duty.records import HOME

    book = DutyBook.load()
    draw = np.random.default_rng(2026)
    codes = np.array(book.codes(HOME))
    origins = np.array(sorted(book.tables.territories))
    common = np.array(["CN", "HK", "CA", "MX", "DE", "JP", "KR", "IN", "BR", "VN", "TW", "GB"])
    origin = np.where(draw.random(count) < 0.7, draw.choice(common, count), draw.choice(origins, count))
    day = np.datetime64("2025-01-01") + np.arange(640)
    frame = pl.DataFrame(
        {
            "id": np.arange(count),
            "code": draw.choice(codes, count),
            "origin": origin,
            "on": draw.choice(day, count),
            "value_usd": draw.integers(100, 5_000_000, count) / 100,
            "quantity": draw.integers(1, 20_000, count),
            "unit": ["kg"] * count,
            "claim": np.where((draw.random(count) < 0.5) & np.isin(origin, ["CA", "MX"]), "usmca", ""),
        }
    )
    frame.write_parquet(path)


def lines(folder: Path, keep: bool) -> None:
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.duty.bulk import assess_file

    book = DutyBook.load()
    start = time.perf_counter()
    tally = assess_file(book, folder / "lines.parquet", folder / "out.parquet")
    took = time.perf_counter() - start
    print(
        f"lines: {tally.rows:,} in {took:.1f} s ({tally.rows / took:,.0f} a second; {time.process_time():.1f} s of processors), {tally.status}, peak "
        f"{peak_mb()} MB"
    )
    told = [
        (f"{tally.rows:,} lines", tally.rows / took, "rows/s"),
        (f"{tally.rows:,} lines, peak", peak_mb(), "MB"),
    ]
    figures.tell("duty", (figures.Figure(*one) for one in told), keep=keep)


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--lines", type=int, default=10_000_000)
    reader.add_argument("--schedule", type=Path)
    reader.add_argument("--part", default="")
    reader.add_argument("--folder", type=Path)
    reader.add_argument("--keep", action="store_true", help="add the figures to benchmarks/figures.csv")
    asked = reader.parse_args()
    if asked.part == "make":
        make_lines(asked.folder / "lines.parquet", asked.lines)
    elif asked.part:
        {"intervals": intervals, "lines": lines}[asked.part](asked.folder, asked.keep)
    if asked.part:
        return
    with tempfile.TemporaryDirectory() as name:
        environment = {**os.environ, "TIDEWAITER_DATA": name}
        os.environ["TIDEWAITER_DATA"] = name
        if asked.schedule:
            from tidewaiter.duty.importing import import_schedule

            print(import_schedule(asked.schedule, date(2025, 1, 1)))
        for part in ("intervals", "make", "lines"):
            subprocess.run(
                [
                    sys.executable,
                    __file__,
                    "--part",
                    part,
                    "--folder",
                    name,
                    "--lines",
                    str(asked.lines),
                    *["--keep"] * asked.keep,
                ],
                check=True,
                env=environment,
            )


if __name__ == "__main__":
    main()
