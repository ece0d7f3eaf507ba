"""Answers to files: Parquet, CSV, SDF, XLSX. Written whole or not at all, with the same bytes for the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.bulk.batch import ANSWERS
from tidewaiter.files.tables import KINDS as TABLES
from tidewaiter.files.tables import open_table
from tidewaiter.files.writing import BETWEEN, flat, write_tables
from tidewaiter.staging import staged

# what `rescreen` needs of a result: its question, its listings
MARK, IMPRINTS = (b"tidewaiter", b"tidewaiter imprints")
KINDS = (".parquet", ".csv", ".sdf", ".xlsx")
_REPEATED = ("status", "basis", "reason", "measures.list.element", "doubts.list.element")


def write(path: Path, tables: Iterable[pa.Table], metadata: dict[bytes, bytes]) -> None:
    """Write answers; ``metadata`` (question, lawbook, input) goes into the file where the form has room for it."""
    flat_ones = map(flattened, tables)
    first = next(flat_ones, ANSWERS.empty_table())
    given = chain([first], flat_ones)
    if path.suffix.lower() == ".sdf":
        with staged(path, lasting=True) as stage:
            _sdf(stage, given)
    else:
        own = first.schema.names[len(ANSWERS) :]
        write_tables(path, first.schema, given, metadata, (*_REPEATED, *own))


def flattened(table: pa.Table) -> pa.Table:
    """Answers with the caller's own columns, if any, as columns of their own."""
    place = table.schema.get_field_index("own")
    if place < 0:
        return table
    own = table.column(place).combine_chunks()
    own = own.chunk(0) if isinstance(own, pa.ChunkedArray) else own
    table = table.remove_column(place)
    for name, column in zip((field.name for field in own.type), own.flatten(), strict=True):
        table = table.append_column(name, column)
    return table


def read_back(path: Path, *status: str) -> Iterator[dict[str, Any]]:
    """The rows of a result, one after another; only those of a ``status`` where some are named.

    Nothing comes of a form that is not read again (SDF).
    """
    if path.suffix.lower() not in TABLES:
        return
    table = open_table(path)
    for batch in table.batches(range(len(table.names)), 5_000):
        if status:
            batch = batch.filter(pc.is_in(batch.column("status"), pa.array(status)))
        for row in batch.to_pylist():
            for name in ("measures", "doubts"):
                if isinstance(row[name], str):
                    row[name] = [key for key in row[name].split(BETWEEN) if key]
            yield row


def _sdf(path: Path, tables: Iterable[pa.Table]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for table in tables:
            for row in flat(table).to_pylist():
                file.write(_block(row["structure"] or "", row["id"] or ""))
                for name in (name for name in row if name != "structure"):
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
