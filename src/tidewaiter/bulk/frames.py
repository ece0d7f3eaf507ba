"""Tables in memory: ``screen_table(book, table)`` for polars, pandas and Arrow, and PySpark's ``mapInArrow``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from tidewaiter.book import Book
from tidewaiter.bulk import reading
from tidewaiter.bulk.batch import ANSWERS, BESIDE, ROWS, Screen
from tidewaiter.bulk.writing import flattened
from tidewaiter.files.frames import from_frame


def screen_table(
    book: Book, table: Any, *, structure: str = "", id: str = "", cas: str = "", name: str = "",
    on: str | date | None = None, jurisdictions: Sequence[str] = (), prefilter: bool = True,
    own: bool = True,
) -> Any:  # fmt: skip
    """Screen a polars, pandas or Arrow table; the answers come back in the same kind, one row each, in order,
    with the table's own columns behind them (unless ``own`` is False).

    Columns are found by their usual names where none are given. Raises
    :class:`tidewaiter.errors.Unreadable` where the table has none that holds a structure, number or name.
    """
    arrow, back = from_frame(table)
    screen = Screen(book, book.question(on=on, jurisdictions=jurisdictions), prefilter=prefilter)
    columns = reading.Columns(structure, id, cas, name)
    answers = [screen.batch(rows) for rows in reading.table_rows(arrow, columns, own=own)]
    return back(flattened(pa.Table.from_batches(answers, None if answers else ANSWERS)))


SPARK_SCHEMA = (
    "row bigint, id string, status string, measures array<string>, doubts array<string>, basis string, "
    "reason string, structure string"
)


def map_in_arrow(
    *,
    lawbook: str | None = None,
    on: str | None = None,
    jurisdictions: Sequence[str] = (),
    prefilter: bool = True,
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function for ``DataFrame.mapInArrow``, over a frame with the columns row, id, text and kind (and
    ``beside``, where further columns of a row say something: one a line).

    ``frame.mapInArrow(map_in_arrow(on="2026-01-01"), SPARK_SCHEMA)``. The lawbook must stand at the same place on
    every executor (the shipped one does); each Python worker opens it once a partition.
    """

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        book = Book.load(lawbook)
        screen = Screen(book, book.question(on=on, jurisdictions=jurisdictions), prefilter=prefilter)
        for batch in batches:
            schema = BESIDE if batch.schema.get_field_index("beside") >= 0 else ROWS
            columns = [batch.column(field.name).cast(field.type) for field in schema]
            if batch.num_rows:
                yield screen.batch(pa.RecordBatch.from_arrays(columns, schema=schema))

    return run
