"""Tables to files: Parquet, CSV, XLSX, JSON lines. Written whole or not at all, the same bytes for the same rows.

No cell of CSV is run by a spreadsheet (:mod:`tidewaiter.files.cells`); in CSV and XLSX a list is its members with
``; `` between.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from tidewaiter.errors import Unreadable
from tidewaiter.files.cells import FORMULA, NUMBER, safe_cell
from tidewaiter.staging import staged

BETWEEN = "; "  # the members of a list in one cell
_MOST_SHEET_ROWS = 1_048_575
_MOST_CELL = 32_000  # characters of a cell of a workbook


def check_out(path: Path, kinds: Sequence[str]) -> None:
    """Raise :class:`Unreadable` where answers cannot be written to such a file, or there."""
    if path.suffix.lower() not in kinds:
        raise Unreadable(
            f"{path.name}: answers are not written in this form.",
            f"End its name with one of {', '.join(kinds)}.",
        )
    if not path.parent.is_dir():
        raise Unreadable(f"There is no folder {path.parent}.", "Make it first, or write elsewhere.")
    if path.is_dir():
        raise Unreadable(f"{path} is a folder.", "Give the name of a file.")


def check_apart(path: Path, *read: Path, what: str = "answers") -> None:
    """Raise :class:`Unreadable` where ``what`` is written would stand in the place of a file that is read."""
    for one in read:
        if path.exists() and one.exists() and path.samefile(one):
            mend = f"Write the {what} to another file: nothing was done."
            raise Unreadable(f"{path} is the file that is read.", mend)


def write_tables(
    path: Path, schema: Any, tables: Iterable[Any], metadata: dict[bytes, bytes] | None = None,
    repeated: Sequence[str] | bool = True,
) -> None:  # fmt: skip
    """Write Arrow tables of one schema by the end of the file's name.

    ``metadata`` goes into the file where the form has room for it (Parquet); ``repeated``: the columns whose texts
    come again and again.
    """
    form: dict[str, Callable[..., None]] = {".csv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl}
    with staged(path, lasting=True) as stage:
        if path.suffix.lower() in form:
            form[path.suffix.lower()](stage, schema, tables)
        else:
            _parquet(stage, schema.with_metadata(metadata), tables, repeated)


def write_rows(stream: TextIO, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows of plain values as CSV with their names on top, none of them a formula. The number of rows.

    >>> import io
    >>> stream = io.StringIO()
    >>> write_rows(stream, ["name", "price"], [["=1+1", 2], [None, 3]]), stream.getvalue().split()
    (2, ['name,price', "'=1+1,2", ',3'])
    """
    writer = csv.writer(stream)
    writer.writerow(names)
    number = 0
    for number, row in enumerate(rows, 1):  # noqa: B007  # the last number is the count
        writer.writerow(["" if value is None else sound(safe_cell(value)) for value in row])
    return number


def sound(value: Any) -> Any:
    """Text without lone surrogates, which no file of text can hold."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def flat(table: Any) -> Any:
    """An Arrow table whose lists of texts are one text each."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for place, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            table = table.set_column(place, field.name, pc.binary_join(table.column(place), BETWEEN))
    return table


def no_formulas(table: Any) -> Any:
    """An Arrow table in which texts that a spreadsheet would run stand behind an apostrophe.

    >>> import pyarrow as pa
    >>> no_formulas(pa.table({"claim": ["=1+1", "-5", None]})).column("claim").to_pylist()
    ["'=1+1", '-5', None]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            column = table.column(place)
            runs = pc.and_(
                pc.match_substring_regex(column, FORMULA), pc.invert(pc.match_substring_regex(column, NUMBER))
            )
            if pc.any(runs).as_py():
                quoted = pc.binary_join_element_wise("'", column, "")
                table = table.set_column(
                    place, field.name, pc.if_else(pc.fill_null(runs, False), quoted, column)
                )
    return table


def _parquet(path: Path, schema: Any, tables: Iterable[Any], repeated: Sequence[str] | bool) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=repeated) as writer:
        for table in tables:
            writer.write_table(table.cast(schema))


def _csv(path: Path, schema: Any, tables: Iterable[Any]) -> None:
    import pyarrow as pa
    from pyarrow import csv as writing

    cells = pa.schema([(f.name, pa.string() if pa.types.is_list(f.type) else f.type) for f in schema])
    with writing.CSVWriter(path, cells) as writer:
        for table in tables:
            writer.write_table(no_formulas(flat(table).cast(cells)))


def _xlsx(path: Path, schema: Any, tables: Iterable[Any]) -> None:
    import datetime

    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # the same answers give the same bytes
    sheet = book.add_worksheet("answers")
    sheet.write_row(0, 0, schema.names)
    line = 1
    for table in tables:
        if line + table.num_rows > _MOST_SHEET_ROWS:
            raise Unreadable(
                f"A sheet holds {_MOST_SHEET_ROWS:,} rows; there are more.", "Write Parquet or CSV."
            )
        for values in zip(*(column.to_pylist() for column in flat(table).columns), strict=True):
            sheet.write_row(line, 0, [v[:_MOST_CELL] if isinstance(v, str) else v for v in values])
            line += 1
    book.close()


def _jsonl(path: Path, schema: Any, tables: Iterable[Any]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for table in tables:
            for row in table.to_pylist():
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
