"""Tables row by row: a faulty row is told in its place, and the file is read on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from tidewaiter.errors import Unreadable
from tidewaiter.files import opening

MOST = 128 << 20  # characters of one cell or line
KINDS = (".csv", ".tsv", *opening.OBJECTS, *opening.PARQUET, ".xlsx")
_LOT = 2_000


class Cells(NamedTuple):
    """The cells of a row that were wanted (None: not there), and why it is none, or ""."""

    values: list[str | None]
    fault: str = ""


def open_text(path: Path) -> TextIO:
    """The text of a file, unpacked. Bytes that are no UTF-8 become lone surrogates: their row can then be told."""
    encoding = opening.encoding_of(path)
    errors = "strict" if encoding == "utf-16" else "surrogateescape"
    return io.TextIOWrapper(opening.open_bytes(path), encoding, errors, newline="")


def read_cells(path: Path, choose: Callable[[list[str]], Sequence[int]]) -> Iterator[Cells]:
    """The cells that ``choose`` takes of each row of CSV, TSV, Parquet or XLSX.

    ``choose`` is given the names of the columns and gives the places wanted.
    """
    with opening.faults_told(path):
        if opening.kind_of(path) in (".csv", ".tsv"):
            yield from _delimited(path, choose)
            return
    from tidewaiter.files.tables import as_text, open_table

    table = open_table(path)
    for batch in table.batches(choose(table.names), _LOT):
        for values in zip(*(as_text(column).to_pylist() for column in batch.columns), strict=True):
            yield Cells(list(values))


def _delimited(path: Path, choose: Callable[[list[str]], Sequence[int]]) -> Iterator[Cells]:
    csv.field_size_limit(MOST)
    with open_text(path) as file:
        head = file.readline(MOST)
        delimiter = opening.delimiter_of(head, opening.kind_of(path))
        names = next(csv.reader([head], delimiter=delimiter), [])
        places = choose(names)
        for cells in csv.reader(file, delimiter=delimiter):
            if not cells:
                continue  # a blank line is no row
            more = f"the row has {len(cells)} cells, the head {len(names)}" if len(cells) > len(names) else ""
            yield Cells([cells[place] if place < len(cells) else None for place in places], more)


def read_objects(path: Path) -> Iterator[tuple[Any, str]]:
    """What each line of a file of JSON lines says, and why it says nothing, or "". Raises :class:`Unreadable` for a line without end."""
    with opening.faults_told(path), open_text(path) as file:
        while line := file.readline(MOST):
            if not line.endswith("\n") and len(line) >= MOST:
                raise Unreadable(
                    f"{path.name}: a line is longer than {MOST >> 20} million characters.",
                    "Is it JSON, one object a line?",
                )
            if not line.strip():
                continue
            try:
                item, fault = json.loads(line), ""
            except (ValueError, RecursionError) as why:
                item, fault = None, f"not JSON: {str(why)[:120]}"
            yield item, fault
