"""From a catalogue file to a result file: what ``tidewaiter screen`` does."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from tidewaiter.book import Book
from tidewaiter.bulk import laws, reading, writing
from tidewaiter.bulk.accepted import read_accepted, with_accepted
from tidewaiter.bulk.batch import Screen
from tidewaiter.bulk.parts import Parts
from tidewaiter.bulk.runner import Counts, fingerprint, run
from tidewaiter.bulk.territories import with_territories
from tidewaiter.errors import TidewaiterError, Unreadable
from tidewaiter.files.opening import check_file
from tidewaiter.files.tables import not_looked_at
from tidewaiter.files.writing import check_apart, check_out
from tidewaiter.question import Question

_LINE = 40  # bytes a row, roughly
_PARTS, _FEWEST, _MOST = 16, 3_000, 32_000  # parts of a file; rows of a part


@dataclass(frozen=True)
class Job:
    """One file to be screened."""

    book: Book
    question: Question
    source: Path
    out: Path
    columns: reading.Columns = field(default_factory=reading.Columns)
    prefilter: bool = True
    workers: int = 2
    resume: bool = False
    batch: int = 0  # rows a part; 0: by the size of the file
    own: bool = True  # the file's own columns are carried on into the result
    territories: bool = False  # a column a territory behind the answers: its verdict in words
    # a list of what the asker has looked at: told in a column, applied to nothing
    accepted: Path | None = None

    @cached_property
    def rows(self) -> int:
        """Rows a part: few enough that every worker has some of a small file, enough that a large one has not many."""
        if self.batch:
            return self.batch
        likely = self.source.stat().st_size // _LINE if self.source.is_file() else 0
        return min(max(likely // _PARTS, _FEWEST), _MOST)

    def mark(self) -> dict[str, Any]:
        """What the result rests on: with it, it can be reproduced, resumed and re-screened."""
        from tidewaiter.version import __version__

        question, columns = self.question, self.columns
        return {
            "tidewaiter": __version__, "lawbook": self.book.sha256, "version": self.book.version,
            "on": question.on.isoformat(), "known_on": question.known_on.isoformat() if question.known_on else "",
            "jurisdictions": list(question.jurisdictions), "fields": list(question.fields),
            "source": str(self.source.resolve()), "content": fingerprint(self.source),
            "columns": [columns.structure, columns.id, columns.cas, columns.name],
            "batch": self.rows, "form": self.out.suffix.lower(), "own": self.own,
        }  # fmt: skip

    def _metadata(self, mark: dict[str, Any]) -> dict[bytes, bytes]:
        """What `rescreen` needs of a result; only Parquet has room for it."""
        if self.out.suffix.lower() != ".parquet":
            return {}
        held = self.book.store.record("imprints", "all")
        return {
            writing.MARK: json.dumps(mark, sort_keys=True).encode(),
            writing.IMPRINTS: json.dumps(held, sort_keys=True).encode(),
        }

    def run(self, told: Callable[[Counts], None] = lambda counts: None) -> Counts:
        """Screen, write the result, and say how many rows came out how.

        Raises :class:`tidewaiter.errors.Unreadable` for a file that cannot be read whole, and
        :class:`tidewaiter.bulk.batch.AuditFailure`.
        """
        check_out(self.out, writing.KINDS)
        check_file(self.source)
        check_apart(self.out, self.source, *([self.accepted] if self.accepted else ()))
        known = read_accepted(self.accepted) if self.accepted else {}
        mark = self.mark()
        counts = Counts()
        try:
            parts = Parts(self.out, mark, self.resume)
            try:
                self._write(parts, mark, known, counts, told)
            except Unreadable:
                parts.remove_empty()  # a file that cannot be read at all leaves nothing behind
                raise
            finally:
                parts.close()
        except OSError as why:
            raise TidewaiterError(
                f"{self.out} cannot be written: {why.strerror or why}.",
                "Make room, and run again with --resume.",
            ) from why
        counts.not_looked_at = [*not_looked_at(self.source), *reading.not_read(self.source, self.columns)]
        return counts

    def _write(
        self, parts: Parts, mark: dict[str, Any], known: Any, counts: Counts, told: Callable[[Counts], None]
    ) -> None:
        # the workers are at it while what writes the result is loaded
        batches = reading.read_file(self.source, self.columns, self.rows, self.own)
        tables: Iterator[pa.Table] = run(
            batches, _maker(self), parts, counts, workers=self.workers, told=told
        )
        if self.territories:
            tables = with_territories(tables, self.book, self.question)
        if known:
            tables = with_accepted(tables, known)
        if self.out.suffix.lower() in laws.KINDS:
            tables = laws.with_laws(tables, self.book.store)
        writing.write(self.out, tables, self._metadata(mark))
        parts.remove()


def _maker(job: Job) -> Callable[[], Screen]:
    """What gives each worker its screen: made once here; each process then opens the index anew."""
    keep = "all" if job.out.suffix.lower() == ".sdf" else "found"
    screen = Screen(job.book, job.question, prefilter=job.prefilter, keep=keep)

    def make() -> Screen:
        gc.freeze()  # what is loaded stays: the collector need not go through it again and again,
        gc.set_threshold(200_000, 10, 10)  # nor look after every few rows
        screen.decider.store.reopen()
        return screen

    return make
