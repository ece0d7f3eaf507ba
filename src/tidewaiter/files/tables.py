"""Tables whole or not at all: CSV, TSV, Parquet, XLSX, JSON lines, plain or gzipped, as Arrow batches.

Every data row of a file comes out once, in file order. A file that cannot be read whole is an error that says where,
never a short result.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from tidewaiter.errors import Unreadable
from tidewaiter.files import opening

ROWS = 20_000  # of a batch of Parquet
KINDS = (*opening.TEXT, *opening.PARQUET, ".xlsx", *opening.OBJECTS)


class Table(Protocol):
    """A file with named columns."""

    names: list[str]

    def batches(self, places: Sequence[int], rows: int = ROWS) -> Iterator[pa.RecordBatch]:
        """The columns at ``places``, in that order, every row of the file. ``rows``: of a batch, about."""


def open_table(path: Path) -> Table:
    """A table by the end of its name. Raises :class:`Unreadable` where it is none, or cannot be read.

    Cells of files of text and of workbooks come as text, those of Parquet as what they are.
    """
    opening.check_file(path)
    kind = opening.kind_of(path)
    if kind not in KINDS:
        raise opening.not_read(path, "CSV, TSV, Parquet, XLSX or JSON lines")
    with opening.faults_told(path, pa.ArrowException):
        if kind in opening.PARQUET:
            return _Parquet(path)
        if kind == ".xlsx":
            return _Sheet(path)
        return _Objects(path) if kind in opening.OBJECTS else _Text(path)


def as_text(column: Any) -> Any:
    """A column as text: days as YYYY-MM-DD, whole numbers without a point.

    >>> as_text(pa.array([1.0, 2.5, None])).to_pylist()
    ['1', '2.5', None]
    """
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        return pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())
    return column.cast(pa.string())


class _Text:
    """CSV and the like; the delimiter and the encoding are told by the first line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        head = opening.head_of(path)
        self.delimiter = opening.delimiter_of(head, opening.kind_of(path))
        csv.field_size_limit(opening.LINE)
        self.names = next(csv.reader([head], delimiter=self.delimiter), [])

    def batches(self, places: Sequence[int], rows: int = ROWS) -> Iterator[pa.RecordBatch]:
        from pyarrow import csv as reader

        each = [str(place) for place in range(len(self.names))]  # two columns of a file may have one name
        wanted = [each[place] for place in places]
        encoding = opening.encoding_of(self.path).removesuffix("-sig")
        packing = "gzip" if opening.packed(self.path) else None
        with (
            opening.faults_told(self.path, pa.ArrowException),
            pa.input_stream(self.path, compression=packing) as stream,
        ):
            batches = reader.open_csv(
                stream,
                reader.ReadOptions(block_size=opening.LINE, column_names=each, skip_rows=1, encoding=encoding),
                reader.ParseOptions(delimiter=self.delimiter, newlines_in_values=True),
                reader.ConvertOptions(
                    column_types=dict.fromkeys(each, pa.string()), strings_can_be_null=False,
                    include_columns=wanted,
                ),
            )  # fmt: skip
            for batch in batches:
                yield batch.rename_columns([self.names[place] for place in places])


class _Parquet:
    def __init__(self, path: Path) -> None:
        import pyarrow.parquet as pq

        self.path = path
        self.names = list(pq.read_schema(path).names)

    def batches(self, places: Sequence[int], rows: int = ROWS) -> Iterator[pa.RecordBatch]:
        import pyarrow.parquet as pq

        wanted = [self.names[place] for place in places]
        twice = sorted({name for name in wanted if self.names.count(name) > 1})
        if twice:
            raise Unreadable(
                f"{self.path.name} has several columns of one name: {', '.join(map(repr, twice))}.",
                "Give each a name of its own, or leave them out.",
            )
        with opening.faults_told(self.path, pa.ArrowException), pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(rows, columns=wanted):
                yield batch.select(wanted)


class _Sheet:
    """The first sheet of a workbook, its names in the first row."""

    def __init__(self, path: Path) -> None:
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        except CalamineError as why:
            raise Unreadable(
                f"{path.name} is no readable workbook: {why}.", "Save it again as .xlsx."
            ) from why
        if not rows:
            raise Unreadable(
                f"{path.name} is empty.", "Put the table on the first sheet, its names in the first row."
            )
        self.names, self.cells = [str(cell) for cell in rows[0]], rows[1:]

    def batches(self, places: Sequence[int], rows: int = ROWS) -> Iterator[pa.RecordBatch]:
        if not self.cells:
            return
        yield pa.RecordBatch.from_arrays(
            [
                pa.array([_cell(row[place]) if place < len(row) else "" for row in self.cells], pa.string())
                for place in places
            ],
            [self.names[place] for place in places],
        )


class _Objects:
    """JSON lines: one object a line; the columns are the keys of the first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        first = next(self._objects(), {})
        self.names = list(first)

    def _objects(self) -> Iterator[dict[str, Any]]:
        number = 0
        for text in opening.lots(self.path):
            for line in text.split("\n"):
                number += 1
                if not line.strip():
                    continue
                try:
                    found = json.loads(line)
                except (ValueError, RecursionError) as why:
                    found = why
                if not isinstance(found, dict):
                    raise Unreadable(
                        f"{self.path.name}, line {number}, is no JSON object.", "Write one object a line."
                    )
                yield found

    def batches(self, places: Sequence[int], rows: int = ROWS) -> Iterator[pa.RecordBatch]:
        wanted = [self.names[place] for place in places]
        lot: list[list[str]] = []
        for item in self._objects():
            lot.append([_cell(item.get(name)) for name in wanted])
            if len(lot) == rows:
                yield _columns(lot, wanted)
                lot = []
        if lot:
            yield _columns(lot, wanted)


def _columns(rows: list[list[str]], names: list[str]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [pa.array([row[i] for row in rows], pa.string()) for i in range(len(names))], names
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def not_looked_at(path: Path) -> list[str]:
    """What of a file is never looked at, in words: the further sheets of a workbook."""
    if opening.kind_of(path) != ".xlsx":
        return []
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    more = [name for name in book.sheet_names[1:] if book.get_sheet_by_name(name).to_python()]
    told = "Only the first sheet was read; not looked at: "
    return [told + ", ".join(repr(name) for name in more)] if more else []
