"""Answers to files: Parquet, CSV, SDF, XLSX. Written whole or not at all, with the same bytes for the same answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.bulk.batch import ANSWERS
from tidewaiter.cells import FORMULA, NUMBER
from tidewaiter.errors import Unreadable
from tidewaiter.staging import staged

KINDS = (".parquet", ".csv", ".sdf", ".xlsx")
_MOST_SHEET_ROWS = 1_048_575


def check_kind(path: Path) -> None:
    """Raise :class:`Unreadable` where answers cannot be written to such a file."""
    if path.suffix.lower() not in KINDS:
        raise Unreadable(
            f"{path.name}: answers are not written in this form.",
            f"End its name with one of {', '.join(KINDS)}.",
        )


def write(path: Path, tables: Iterable[pa.Table], metadata: dict[bytes, bytes]) -> None:
    """Write answers; ``metadata`` (question, lawbook, input) goes into the file where the form has room for it."""
    form = {".parquet": _parquet, ".csv": _csv, ".sdf": _sdf, ".xlsx": _xlsx}[path.suffix.lower()]
    with staged(path, lasting=True) as stage:
        form(stage, tables, metadata)


def _parquet(path: Path, tables: Iterable[pa.Table], metadata: dict[bytes, bytes]) -> None:
    import pyarrow.parquet as pq

    schema = ANSWERS.with_metadata(metadata)
    repeated = ["status", "basis", "reason", "measures.list.element", "doubts.list.element"]
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=repeated) as writer:
        for table in tables:
            writer.write_table(table.cast(schema))


def _flat(table: pa.Table) -> pa.Table:
    for name in ("measures", "doubts"):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, pc.binary_join(table.column(name), "; "))
    return table


def _no_formulas(table: pa.Table) -> pa.Table:
    """Texts that a spreadsheet would run get an apostrophe before them (:mod:`tidewaiter.cells`)."""
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
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


def _csv(path: Path, tables: Iterable[pa.Table], metadata: dict[bytes, bytes]) -> None:
    from pyarrow import csv

    schema = pa.schema([(f.name, pa.string() if pa.types.is_list(f.type) else f.type) for f in ANSWERS])
    with csv.CSVWriter(path, schema) as writer:
        for table in tables:
            writer.write_table(_no_formulas(_flat(table).cast(schema)))


def _xlsx(path: Path, tables: Iterable[pa.Table], metadata: dict[bytes, bytes]) -> None:
    import datetime

    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # the same answers give the same bytes
    sheet = book.add_worksheet("answers")
    sheet.write_row(0, 0, ANSWERS.names)
    line = 1
    for table in tables:
        if line + table.num_rows > _MOST_SHEET_ROWS:
            raise Unreadable(
                f"A sheet holds {_MOST_SHEET_ROWS:,} rows; there are more.", "Write Parquet or CSV."
            )
        for values in zip(*(column.to_pylist() for column in _flat(table).columns), strict=True):
            sheet.write_row(line, 0, [(str(v)[:32_000] if isinstance(v, str) else v) for v in values])
            line += 1
    book.close()


def _sdf(path: Path, tables: Iterable[pa.Table], metadata: dict[bytes, bytes]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for table in tables:
            for row in _flat(table).to_pylist():
                file.write(_block(row["structure"] or "", row["id"] or ""))
                for name in ("row", "id", "status", "measures", "doubts", "basis", "reason"):
                    value = "" if row[name] is None else str(row[name])
                    file.write(f">  <{name}>\n{' '.join(value.split())}\n\n")
                file.write("$$$$\n")


def _block(text: str, name: str) -> str:
    from rdkit import Chem

    mol = None
    if "M  END" in text:
        body = text.splitlines()
        return "\n".join([name or body[0], *body[1:]]) + "\n"
    if text:
        mol = Chem.MolFromInchi(text) if text.startswith("InChI=") else Chem.MolFromSmiles(text)
    if mol is None:
        mol = Chem.Mol()  # a row that could not be read keeps its place, with an empty drawing
    body = Chem.MolToMolBlock(mol, forceV3000=mol.GetNumAtoms() > 999).splitlines()
    return "\n".join([" ".join(name.split()), "     Tidewaiter", *body[2:]]) + "\n"
