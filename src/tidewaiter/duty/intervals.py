"""The whole schedule, every origin, every day of change: what a line of goods owes, as intervals.

One row says: goods of this line from this origin, entered in ``[from, until)``, bear this percentage. A row
ends where anything changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.columns import NO_RATE, ColumnTable
from tidewaiter.duty.panel import Array, Charge, Panel
from tidewaiter.duty.records import members

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    rows: int
    lines: int
    origins: int
    days: int  # days on which something changed
    path: Path


def leaf_codes(book: DutyBook) -> list[str]:
    """Every code of the schedules held that has no line below it."""
    codes = sorted({row[1] for name, _, _ in book.editions for row in book.all_lines(name)})
    return [c for c, after in zip(codes, [*codes[1:], ""], strict=True) if not after.startswith(c)]


def write_intervals(book: DutyBook, out: Path, first: date, until: date) -> Written:
    """Write the intervals of ``[first, until)`` to a Parquet file. Nothing is claimed; transit is not
    claimed.
    """
    import pyarrow.parquet as parquet

    codes = leaf_codes(book)
    origins = sorted(book.tables.territories)
    panel = Panel(book, codes, origins)
    days = [first, *(d for d in panel.change_days if first < d < until)]
    spells = _spells(panel, days, until)
    lines = _lines(book, panel, codes, days)
    writer, rows = None, 0
    part = out.with_name(out.name + ".part")
    for origin in origins:
        second = origin in members(book.tables, ("column-2",), first)
        frame = _expand(spells[panel.origin_class[origin]], lines, origin, second)
        table = frame.to_arrow()
        if writer is None:
            writer = parquet.ParquetWriter(part, table.schema, compression="zstd", compression_level=1)
        writer.write_table(table)
        rows += frame.height
    if writer is not None:
        writer.close()
    part.replace(out)
    return Written(rows, len(codes), len(origins), len(days), out)


def _spells(panel: Panel, days: list[date], until: date) -> list[pl.DataFrame]:
    """For each origin class: the spells in which each line class bears one set of charges."""
    shape = (len(days), len(panel.representatives), len(panel.signatures))
    add, struck, floor = (np.zeros(shape, dtype=np.int32) for _ in range(3))
    floor[:] = NO_RATE
    floor_struck = np.zeros(shape, dtype=bool)
    for t, day in enumerate(days):
        for charge in panel.on(day):
            _lay(charge, add[t], struck[t], floor[t], floor_struck[t])
    changed = np.ones(shape, dtype=bool)
    changed[1:] = (add[1:] != add[:-1]) | (struck[1:] != struck[:-1]) | (floor[1:] != floor[:-1])
    numbers = np.array([d.toordinal() - _EPOCH for d in days] + [until.toordinal() - _EPOCH], dtype=np.int32)
    found = []
    for o in range(shape[1]):
        c, at = np.nonzero(changed[:, o, :].T)
        ends = np.where(np.r_[c[1:] == c[:-1], False], np.r_[at[1:], 0], len(days))
        found.append(
            pl.DataFrame(
                {
                    "class": c.astype(np.int32),
                    "from": numbers[at],
                    "until": numbers[ends],
                    "add": add[at, o, c],
                    "struck": struck[at, o, c],
                    "floor": floor[at, o, c],
                    "floor_struck": floor_struck[at, o, c],
                }
            )
        )
    return found


def _lay(charge: Charge, add: Array, struck: Array, floor: Array, floor_struck: Array) -> None:
    add += charge.add
    if charge.refundable:
        struck += charge.add
    if charge.floor is not None:
        topped = charge.floor >= 0
        if (topped & (floor >= 0)).any():
            raise AssertionError(f"two floors on one line: {charge.measure}")
        floor[topped] = charge.floor[topped]
        floor_struck[topped] = charge.refundable


def _lines(book: DutyBook, panel: Panel, codes: list[str], days: list[date]) -> pl.DataFrame:
    """Each line with its class, its columns, and the span in which it stands."""
    table = ColumnTable(book, codes, {})
    spans = sorted(
        {
            *days,
            *(date.fromisoformat(d) for d in book.line_days() if days[0] < date.fromisoformat(d) <= days[-1]),
        }
    )
    frames: list[pl.DataFrame] = []
    for start, end in zip(spans, [*spans[1:], None], strict=True):
        probe = table if not frames else ColumnTable(book, codes, {})
        if frames and start.isoformat() not in book.line_days():
            continue
        at = probe.resolve(np.arange(len(codes)), np.full(len(codes), start.toordinal() - _EPOCH))
        alive = np.array([probe.faults.get(int(i), ("", ""))[0] != "unreadable" for i in at])
        frames.append(
            pl.DataFrame(
                {
                    "code": codes,
                    "class": np.array([panel.line_class[c] for c in codes], dtype=np.int32),
                    "column_1": probe.column_1[at],
                    "column_2": probe.column_2[at],
                    "since": start,
                }
            ).filter(pl.Series(alive))
        )
        del end
    every = pl.concat(frames).sort("code", "since")
    # the line holds until the next day on which the schedule is probed; where it no longer stands, it ends
    probes = sorted({d for f in frames for d in f["since"].unique().to_list()})
    following = dict(zip(probes, [*probes[1:], date(9999, 1, 1)], strict=True))
    every = every.with_columns(pl.col("since").replace_strict(following, return_dtype=pl.Date).alias("ends"))
    run = (
        (pl.col("code") != pl.col("code").shift())
        | (pl.col("since") != pl.col("ends").shift())
        | (pl.col("column_1") != pl.col("column_1").shift())
        | (pl.col("column_2") != pl.col("column_2").shift())
    )
    return (
        every.with_columns(run.fill_null(True).cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(pl.col("code", "class", "column_1", "column_2", "since").first(), pl.col("ends").last())
        .drop("run")
        .with_columns(pl.col("since", "ends").cast(pl.Int32))
    )


def _expand(spells: pl.DataFrame, lines: pl.DataFrame, origin: str, second: bool) -> pl.DataFrame:
    column = pl.col("column_2" if second else "column_1").cast(pl.Int32)
    known = column != NO_RATE
    top = (
        pl.when((pl.col("floor") >= 0) & known)
        .then((pl.col("floor") - column).clip(lower_bound=0))
        .otherwise(0)
    )
    additional = pl.col("add") + top
    struck = pl.col("struck") + pl.when(pl.col("floor_struck")).then(top).otherwise(0)
    joined = (
        lines.lazy()
        .join(spells.lazy(), on="class")
        .with_columns(
            pl.max_horizontal("from", "since").alias("from"),
            pl.min_horizontal("until", "ends").alias("until"),
        )
    )
    return (
        joined.filter(pl.col("from") < pl.col("until"))
        .select(
            pl.lit(origin).alias("origin"),
            pl.col("code"),
            pl.col("from").cast(pl.Date),
            pl.col("until").cast(pl.Date),
            pl.when(known).then(column).alias("column_milli"),
            additional.cast(pl.Int32).alias("additional_milli"),
            pl.when(known).then(column + additional).cast(pl.Int32).alias("assessed_milli"),
            pl.when(known).then(column + additional - struck).cast(pl.Int32).alias("owed_milli"),
        )
        .collect()
    )
