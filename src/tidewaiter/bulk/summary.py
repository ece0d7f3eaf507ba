"""What a person sees of a run: the progress bar and the summary."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any, Self, TextIO

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.answer import CAUTION
from tidewaiter.book import Book
from tidewaiter.bulk.runner import Counts
from tidewaiter.files.opening import likely_rows
from tidewaiter.files.tables import KINDS, open_table
from tidewaiter.files.writing import BETWEEN
from tidewaiter.question import Question


class Progress:
    """A bar with the rows done, the rate, the time left and the hits; on a terminal only."""

    def __init__(self, stream: TextIO, source: Path) -> None:
        self.bar: Any = None
        if not stream.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        text = TextColumn(
            "{task.completed:,.0f} rows, {task.fields[rate]:,.0f} a second, {task.fields[hits]:,} hits"
        )
        # no thread of its own: the workers are forked while it shows
        self.bar = Bar(
            BarColumn(), text, TimeRemainingColumn(), console=Console(file=stream), auto_refresh=False
        )
        self.task = self.bar.add_task("", total=likely_rows(source), rate=0.0, hits=0)
        self.begun = time.monotonic()

    def __enter__(self) -> Self:
        if self.bar:
            self.bar.start()
        return self

    def __exit__(self, *why: object) -> None:
        if self.bar:
            self.bar.stop()

    def __call__(self, counts: Counts) -> None:
        """Show how far the run is."""
        if self.bar:
            rate = counts.rows / max(time.monotonic() - self.begun, 1e-9)
            hits = counts.by_status.get("hit", 0)
            self.bar.update(self.task, completed=counts.rows, rate=rate, hits=hits, refresh=True)


def _measures(out: Path) -> Counter[tuple[str, ...]]:
    """How many rows have which measures."""
    found: Counter[tuple[str, ...]] = Counter()
    if out.suffix.lower() not in KINDS:
        return found
    table = open_table(out)
    for batch in table.batches([table.names.index("measures")]):
        column = batch.column(0)
        joined = pc.binary_join(column, BETWEEN) if pa.types.is_list(column.type) else column
        for one in joined.value_counts().to_pylist():
            if one["values"]:
                found[tuple(one["values"].split(BETWEEN))] += one["counts"]
    return found


def _field_and_territory(key: str, book: Book) -> tuple[str, str]:
    entry = book.store.entry(key)
    instrument = book.store.instruments[entry.instrument]
    return book.store.field_of(entry), instrument.territory


def summarise(out: Path, counts: Counts, book: Book, question: Question, seconds: float) -> dict[str, Any]:
    """The summary as plain data."""
    laws: Counter[str] = Counter()
    fields: Counter[tuple[str, str]] = Counter()
    for measures, count in _measures(out).items():
        # each once, in the order of the listings: a set's would be another in each process
        laws.update(dict.fromkeys((book.store.entry(key).instrument for key in measures), count))
        fields.update(dict.fromkeys((_field_and_territory(key, book) for key in measures), count))
    return {
        "out": str(out), "on": question.on.isoformat(), "jurisdictions": list(question.jurisdictions),
        "rows": counts.rows, "status": dict(sorted(counts.by_status.items())),
        "not_looked_at": counts.not_looked_at,
        "hits_by_instrument": dict(laws.most_common()),
        "hits_by_field": [
            {"field": field, "jurisdiction": place, "rows": count} for (field, place), count in fields.most_common()
        ],
        "fields": list(question.fields), "seconds": round(seconds, 2),
        "consulted": [{"instrument": c.instrument, "coverage": c.coverage} for c in book.consulted(question)],
        **book.searched(question),
        "lawbook": {"version": book.version, "sha256": book.sha256}, "caution": CAUTION,
    }  # fmt: skip


def searched_lines(summary: dict[str, Any]) -> list[str]:
    """Which law was not searched, and which was last read long ago."""
    from tidewaiter.report.page import safe

    told = [
        f"[bold yellow]{safe(one['jurisdiction'])} not searched[/]: {safe(one['law'] or one['note'])}"
        for one in summary["not_held"]
    ]
    old = [one for one in summary["freshness"] if one["level"] == "old"]
    if old:
        told += [
            "[yellow]Read longest ago: "
            + "; ".join(f"{safe(o['jurisdiction'])} {safe(o['law'])}, to {o['read_through']}" for o in old)
            + "[/]"
        ]
    return told


def lines(summary: dict[str, Any]) -> list[str]:
    """The summary for the terminal."""
    from tidewaiter.report.page import safe

    told = [f"[bold]{summary['rows']:,} rows[/] screened for {summary['on']} in {summary['seconds']} s"]
    told += [f"  {status:12} {count:>12,}" for status, count in summary["status"].items()]
    told += [f"[yellow]{safe(words)}[/]" for words in summary["not_looked_at"]]
    if summary["hits_by_instrument"]:
        told += ["Hits by instrument:"]
        told += [f"  {safe(key):40} {count:>10,}" for key, count in summary["hits_by_instrument"].items()]
    by_field: dict[str, list[str]] = {}
    for one in summary["hits_by_field"]:
        by_field.setdefault(one["field"], []).append(f"{one['jurisdiction']} {one['rows']:,}")
    if len(by_field) > 1:
        told += ["Hits by field of law:"]
        told += [f"  {safe(field):14} {safe(', '.join(places))}" for field, places in by_field.items()]
    told += searched_lines(summary)
    return [*told, f"Written to {safe(summary['out'])}", f"[dim]{summary['caution']}[/]"]
