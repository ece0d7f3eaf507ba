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

from tidewaiter.duty.bench import NOT_STATED, Held
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.columns import NO_RATE, ColumnTable, day_numbers
from tidewaiter.duty.panel import Panel, Rate
from tidewaiter.duty.records import HOME
from tidewaiter.errors import QuestionError
from tidewaiter.staging import staged

FLOORS = 2  # so many measures at most top column 1 of the same goods


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    rows: int
    lines: int
    origins: int
    days: int  # days on which something changed
    path: Path


def write_intervals(book: DutyBook, out: Path, first: date, until: date, to: str = HOME) -> Written:
    """Write the intervals of ``[first, until)`` to a Parquet file. Nothing is claimed; transit is not
    claimed. Raises :class:`QuestionError` where no schedule of the territory is held.
    """
    import pyarrow.parquet as parquet

    codes = book.codes(to)
    if not codes:
        raise QuestionError(f"No schedule of {to} is held.", f"Held: {', '.join(book.tables.tariffs)}.")
    held = Held(book, codes, to, {})
    panel, origins = held.panel, held.panel.origins
    days = [first, *(d for d in panel.change_days if first < d < until)]
    spells = _spells(held, days, until)
    lines = _lines(held.table, panel, days)
    writer, rows = None, 0
    with staged(out) as stage:
        for origin in origins:
            frame = _expand(spells[panel.origin_class[origin]], lines, origin)
            table_of_origin = frame.to_arrow()
            if writer is None:
                schema = table_of_origin.schema
                writer = parquet.ParquetWriter(stage, schema, compression="zstd", compression_level=1)
            writer.write_table(table_of_origin)
            rows += frame.height
        if writer is not None:
            writer.close()
    return Written(rows, len(codes), len(origins), len(days), out)


def _spells(held: Held, days: list[date], until: date) -> list[pl.DataFrame]:
    """For each origin class: the spells in which each line class bears one set of charges."""
    numbers = day_numbers([*days, until])
    keys = held.slices_of(numbers, np.full(len(numbers), NOT_STATED))
    slices = [
        held.slice_at(int(key), int(day), NOT_STATED) for key, day in zip(keys[:-1], numbers, strict=False)
    ]
    stack, way = np.stack([one.stack for one in slices]), np.stack([one.way for one in slices])
    sums = [_sums(rates) for rates in held.stacks]
    alike = dict.fromkeys(sums)
    number = dict(zip(alike, range(len(alike)), strict=True))
    borne = np.array([number[one] for one in sums], dtype=np.int32)[stack]
    changed = np.ones(stack.shape, dtype=bool)
    changed[1:] = (borne[1:] != borne[:-1]) | (way[1:] != way[:-1])[:, :, None]
    table, ends_at = pl.DataFrame(list(alike), schema=_SUMS, orient="row"), numbers.astype(np.int32)
    found = []
    for o in range(stack.shape[1]):
        c, at = np.nonzero(changed[:, o, :].T)
        ends = np.where(np.r_[c[1:] == c[:-1], False], np.r_[at[1:], 0], len(days))
        spans = {"class": c.astype(np.int32), "from": ends_at[at], "until": ends_at[ends], "way": way[at, o]}
        found.append(pl.DataFrame(spans).hstack(table[borne[at, o, c]]))
    return found


_SUMS = {
    "add": pl.Int32, "struck": pl.Int32, **{f"floor_{i}": pl.Int32 for i in range(FLOORS)},
    **{f"struck_{i}": pl.Boolean for i in range(FLOORS)},
}  # fmt: skip


def _sums(rates: tuple[Rate, ...]) -> tuple[int | bool, ...]:
    """What is added to column 1 and how much of it is refundable; then to what column 1 is topped up, each rate for itself,
    and which of that is refundable."""
    floors = [rate for rate in rates if rate.floor >= 0]
    assert len(floors) <= FLOORS, f"more than {FLOORS} floors on one line: {floors}"
    floors += [Rate()] * (FLOORS - len(floors))
    struck = sum(rate.add for rate in rates if rate.refundable)
    tops, refunded = [rate.floor for rate in floors], [rate.refundable for rate in floors]
    return sum(rate.add for rate in rates), struck, *tops, *refunded


def _lines(table: ColumnTable, panel: Panel, days: list[date]) -> pl.DataFrame:
    """Each line with its class, its rate by every way, and the span in which it stands."""
    changes = sorted(date.fromisoformat(d) for d in table.book.line_days(table.territory))
    rates = [f"rate_{way}" for way in range(len(table.ways))]
    codes = table.codes
    frames: list[pl.DataFrame] = []
    starts = [days[0], *(d for d in changes if days[0] < d <= days[-1])]
    places = table.resolve(
        np.tile(np.arange(len(codes)), len(starts)), np.repeat(day_numbers(starts), len(codes))
    )
    for start, at in zip(starts, places.reshape(len(starts), -1), strict=True):
        alive = np.array([table.faults.get(int(i), ("", ""))[0] != "unreadable" for i in at])
        columns = {name: table.rates[way][at] for way, name in enumerate(rates)}
        classes = np.array([panel.line_class[c] for c in codes], dtype=np.int32)
        frame = pl.DataFrame({"code": codes, "class": classes, **columns, "since": start})
        frames.append(frame.filter(pl.Series(alive)))
    every = pl.concat(frames).sort("code", "since")
    # the line holds until the next day on which the schedule is probed; where it no longer stands, it ends
    probes = sorted({d for f in frames for d in f["since"].unique().to_list()})
    following = dict(zip(probes, [*probes[1:], date(9999, 1, 1)], strict=True))
    every = every.with_columns(pl.col("since").replace_strict(following, return_dtype=pl.Date).alias("ends"))
    run = pl.col("since") != pl.col("ends").shift()
    for name in ("code", *rates):
        run = run | (pl.col(name) != pl.col(name).shift())
    return (
        every.with_columns(run.fill_null(True).cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(pl.col("code", "class", *rates, "since").first(), pl.col("ends").last())
        .drop("run")
        .with_columns(pl.col("since", "ends").cast(pl.Int32))
    )


def _expand(spells: pl.DataFrame, lines: pl.DataFrame, origin: str) -> pl.DataFrame:
    first, *others = spells["way"].unique().sort().to_list()
    column = pl.col(f"rate_{first}").cast(pl.Int32)
    for way in others:  # the columns that are open to the origin change within the span
        column = pl.when(pl.col("way") == way).then(pl.col(f"rate_{way}").cast(pl.Int32)).otherwise(column)
    known = column != NO_RATE
    additional, struck = pl.col("add"), pl.col("struck")
    for i in range(FLOORS):
        floor = pl.col(f"floor_{i}")
        if spells[f"floor_{i}"].max() == NO_RATE:
            continue
        top = pl.when((floor >= 0) & known).then((floor - column).clip(lower_bound=0)).otherwise(0)
        additional = additional + top
        struck = struck + pl.when(pl.col(f"struck_{i}")).then(top).otherwise(0)
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
