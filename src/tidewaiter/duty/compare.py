"""What a change of the lawbook comes to over a file of customs lines: by origin, chapter and month."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.bulk import BETWEEN_DIGITS, assess_frame, bench_of, columns_of, read_chunks

_BY = ("origin", "chapter", "month")


def compare_file(
    book: DutyBook, other: DutyBook, path: Path, currency: str = ""
) -> tuple[dict[str, Any], pl.DataFrame]:
    """Assess a file under two books. Returns the sums, and the rows with both amounts.

    Raises :class:`QuestionError` as ``assess_file`` does.
    """
    frames = []
    benches = [bench_of(one, path, currency) for one in (book, other)]
    for chunk in read_chunks(path):
        names = columns_of(chunk.columns, currency)
        before, after = (assess_frame(one.book, chunk, currency, one) for one in benches)
        code = pl.col(names["code"]).cast(pl.String).str.replace_all(BETWEEN_DIGITS, "")
        frames.append(
            before.with_columns(
                pl.col(names["origin"]).cast(pl.String).str.to_uppercase().alias("_origin"),
                code.str.slice(0, 2).alias("_chapter"),
                pl.col(names["on"]).cast(pl.String).str.slice(0, 7).alias("_month"),
                after["assessed_amount"].alias("assessed_amount_after"),
                after["owed_amount"].alias("owed_amount_after"),
                after["assessed_pct"].alias("assessed_pct_after"),
                (after["assessed_amount"] - before["assessed_amount"]).round(2).alias("difference"),
            )
        )
    rows = pl.concat(frames)
    sums: dict[str, Any] = {
        "rows": rows.height,
        "status": dict(rows["status"].value_counts().iter_rows()),
        **_sums(rows),
    }
    for by in _BY:
        groups = rows.group_by(f"_{by}").agg(pl.len().alias("rows"), *_parts()).sort(f"_{by}")
        sums[f"by_{by}"] = [
            {by: r[f"_{by}"], **{k: _round(v) for k, v in r.items() if k != f"_{by}"}}
            for r in groups.iter_rows(named=True)
        ]
    return sums, rows.drop("_origin", "_chapter", "_month")


def _parts() -> list[pl.Expr]:
    return [
        pl.col("assessed_amount").sum().alias("before"),
        pl.col("assessed_amount_after").sum().alias("after"),
        pl.col("difference").sum().alias("difference"),
    ]


def _sums(rows: pl.DataFrame) -> dict[str, Any]:
    return {k: _round(v) for k, v in rows.select(_parts()).row(0, named=True).items()}


def _round(value: Any) -> Any:
    return round(value, 2) if isinstance(value, float) else value
