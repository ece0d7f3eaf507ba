"""Re-screening: an old result, another day or lawbook, and only the rows whose answer changed.

A row can only change where it reaches a listing that is in force on one of the two days and not on the other. The
prefilter is made from those listings alone, so the cost follows what could change, not the catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tidewaiter.book import Lawbook
from tidewaiter.bulk import reading
from tidewaiter.bulk.exact import Decider
from tidewaiter.bulk.prefilter import Prefilter
from tidewaiter.determine import Question
from tidewaiter.errors import Unreadable


class _Changed(Decider):
    """A decider whose listings in force are those that differ between two questions."""

    def __init__(self, before: Decider, after: Decider) -> None:
        self.before, self.after = before, after
        super().__init__(after.book, after.question)

    def live(self, entries: Any) -> bool:
        """Whether any listing binds on one day and not on the other."""
        return any(self.before.live([entry]) != self.after.live([entry]) for entry in entries)


def read_mark(result: Path) -> dict[str, Any]:
    """What an old result rests on. Raises :class:`Unreadable` where it does not say."""
    try:
        metadata = pq.read_schema(result).metadata or {}
    except (OSError, ValueError) as why:
        raise Unreadable(f"{result} is no result of `tidewaiter screen`: {why}.", "Give the .parquet that it wrote.") from why
    if b"tidewaiter" not in metadata:
        raise Unreadable(f"{result.name} does not say what it rests on.", "Give the .parquet that `screen` wrote.")
    return dict(json.loads(metadata[b"tidewaiter"]))


def changes(result: Path, book: Lawbook, question: Question) -> Iterator[dict[str, Any]]:
    """The rows of an old result whose answer is another on the day of ``question``, with the listings that differ.

    Raises :class:`Unreadable` where the result came from another lawbook or its input is no longer the same.
    """
    from tidewaiter.bulk.runner import fingerprint

    mark = read_mark(result)
    source = Path(mark["source"])
    if mark["lawbook"] != book.sha256:
        raise Unreadable("The result rests on another lawbook.", "Screen the file again, and compare the two results.")
    if not source.is_file() or fingerprint(source) != mark["content"]:
        raise Unreadable(f"The input {source} is no longer what was screened.", "Put it back, or screen the new file.")
    old = book.question(on=mark["on"], jurisdictions=mark["jurisdictions"])
    before, after = Decider(book, old), Decider(book, question)
    prefilter = Prefilter(_Changed(before, after))
    columns = reading.Columns(*mark["columns"])
    for rows in reading.read_file(source, columns, int(mark["batch"])):
        kinds = rows.column("kind").to_pylist()
        for i, _ in prefilter.survivors(rows.column("text"), kinds):
            text = rows.column("text")[i].as_py() or ""
            then, now = (d.words(text) if kinds[i] else d.structure(text) for d in (before, after))
            if then != now:
                yield {
                    "row": rows.column("row")[i].as_py(), "id": rows.column("id")[i].as_py(),
                    "before": then.status, "after": now.status,
                    "gained": [key for key in now.measures if key not in then.measures],
                    "lost": [key for key in then.measures if key not in now.measures], "reason": now.reason,
                }  # fmt: skip


__all__ = ["changes", "read_mark"]
