"""Files of listings in and out: CSV, TSV, JSONL, Parquet, one row at a time.

Every data row of a file becomes one row, in file order; one that is no text keeps its place and is told as
unreadable. A result appears whole or not at all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tidewaiter.files import opening, rows, writing
from tidewaiter.staging import staged
from tidewaiter.text.listings.reader import Listing, Row, checked, choose, row_of

OUT = (".csv", ".jsonl", ".parquet")
_LOT = 2_000  # rows of a Parquet group


def read_rows(path: Path, text: Sequence[str] = (), id_: str = "") -> Iterator[Row]:
    """The rows of a file of listings, as it is read.

    Raises :class:`tidewaiter.errors.Unreadable` where the file is none of its kind or is cut short, with the place.
    """
    opening.check_file(path)
    if opening.kind_of(path) not in rows.KINDS:
        raise opening.not_read(path, f"one of {', '.join(rows.KINDS)}")
    if opening.kind_of(path) in opening.OBJECTS:
        for item, fault in rows.read_objects(path):
            yield Row(None, (), fault) if fault else row_of(item, list(text), id_)
        return
    names: list[str] = []
    one = False

    def wanted(held: list[str]) -> list[int]:
        nonlocal one
        places, key = choose(held, text, id_, path.name)
        names.extend(held[place] for place in places)
        one = key >= 0
        return [*places, *([key] if one else [])]

    for values, fault in rows.read_cells(path, wanted):
        key = values[-1] if one else None
        texts = [(name, value) for name, value in zip(names, values, strict=False) if value is not None]
        row = checked(key, texts)
        yield row._replace(fault=fault) if fault and not row.fault else row


# out ------------------------------------------------------------------------------------------------------


def write_rows(path: Path, listings: Iterable[Listing]) -> None:
    """Write answers to CSV, JSONL or Parquet by the end of the name. Raises :class:`Unreadable` for another."""
    check_out(path)
    if path.suffix.lower() == ".parquet":
        writing.write_tables(path, _schema(), _tables(listings))
        return
    with staged(path) as stage, stage.open("w", encoding="utf-8", newline="") as file:
        if path.suffix.lower() == ".jsonl":
            file.writelines(_line(listing) + "\n" for listing in listings)
        else:
            writing.write_rows(file, Listing._fields, (one.cells for one in listings))


def check_out(path: Path) -> None:
    """Raise :class:`Unreadable` where answers cannot be written to such a file, or there."""
    writing.check_out(path, OUT)


def _line(listing: Listing) -> str:
    return str(writing.sound(json.dumps(listing.to_json(), ensure_ascii=False)))


def _schema() -> Any:
    import pyarrow as pa

    string = pa.string()
    keys = ("text", "kind", "id", "rung", "judged", "why", "name")
    mention = pa.struct(
        [("column", string), ("span", pa.list_(pa.int64())), *((key, string) for key in keys)]
    )
    kinds = (pa.int64(), string, string, pa.list_(mention), pa.list_(string), string)
    return pa.schema(list(zip(Listing._fields, kinds, strict=True)))


def _tables(listings: Iterable[Listing]) -> Iterator[Any]:
    import pyarrow as pa

    schema = _schema()
    given = iter(listings)
    while lot := list(islice(given, _LOT)):
        found = [x._replace(id=writing.sound(x.id), reason=writing.sound(x.reason)).to_json() for x in lot]
        yield pa.Table.from_pylist(found, schema=schema)


def stream_json(listings: Iterable[Listing]) -> None:
    """Print answers as one JSON array, a row a line, as they come."""
    sys.stdout.write("[")
    for number, x in enumerate(listings):
        sys.stdout.write(("," if number else "") + "\n" + _line(x))
    sys.stdout.write("\n]\n")
