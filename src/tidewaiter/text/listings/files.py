"""Files of listings in and out: CSV, TSV, JSONL, Parquet, one row at a time.

Every data row of a file becomes one row, in file order; one that is no text keeps its place and is told as
unreadable. A result appears whole or not at all.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from tidewaiter.cells import safe_cell
from tidewaiter.errors import Unreadable
from tidewaiter.staging import staged
from tidewaiter.text.listings.reader import Listing, Row, arrow_rows, checked, choose, row_of

MOST = 128 << 20  # characters of one cell or line
IN, OUT = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".pq"), (".csv", ".jsonl", ".parquet")
NAMES = ("row", "id", "status", "mentions", "measures", "reason")
_LOT = 2_000  # rows of a Parquet group


def kind_of(path: Path) -> str:
    """The kind of a file by the end of its name, ``.gz`` set aside."""
    name = path.name.lower()
    return Path(name.removesuffix(".gz")).suffix


def read_rows(path: Path, text: Sequence[str] = (), id_: str = "") -> Iterator[Row]:
    """The rows of a file of listings, as it is read.

    Raises :class:`tidewaiter.errors.Unreadable` where the file is none of its kind or is cut short, with the place.
    """
    if not path.is_file():
        raise Unreadable(f"There is no file {path}.", "Check the name and the folder.")
    if path.stat().st_size == 0:
        raise Unreadable(f"{path.name} is empty.", "Give a file with at least one row.")
    reader = {
        ".csv": _csv,
        ".tsv": _csv,
        ".jsonl": _jsonl,
        ".ndjson": _jsonl,
        ".parquet": _parquet,
        ".pq": _parquet,
    }.get(kind_of(path))
    if reader is None:
        raise Unreadable(f"{path.name}: files of this kind are not read.", f"Give one of {', '.join(IN)}.")
    try:
        yield from reader(path, text, id_)
    except (EOFError, gzip.BadGzipFile, zlib.error) as why:
        raise Unreadable(f"{path.name} is cut short or damaged: {why}.", "Fetch the file again.") from why
    except csv.Error as why:
        raise Unreadable(
            f"{path.name} cannot be read as a table: {why}.", "Is a quotation mark left open?"
        ) from why


def _open(path: Path) -> IO[str]:
    # bytes that are no UTF-8 become lone surrogates: their row is then told, and the file read on
    with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
        head = file.read(4)
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    errors = "strict" if encoding == "utf-16" else "surrogateescape"
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rt", encoding=encoding, errors=errors, newline="")
    return path.open(encoding=encoding, errors=errors, newline="")


def _csv(path: Path, text: Sequence[str], id_: str) -> Iterator[Row]:
    csv.field_size_limit(MOST)
    with _open(path) as file:
        head = file.readline(MOST)
        delimiter = "\t" if kind_of(path) == ".tsv" else max(",;\t|", key=head.count)
        names = next(csv.reader([head], delimiter=delimiter), [])
        places, one = choose(names, text, id_, path.name)
        for cells in csv.reader(file, delimiter=delimiter):
            if not cells:
                continue  # a blank line is no row
            texts = [(names[i], cells[i]) for i in places if i < len(cells)]
            row = checked(cells[one] if 0 <= one < len(cells) else None, texts)
            if len(cells) > len(names) and not row.fault:
                row = row._replace(fault=f"the row has {len(cells)} cells, the head {len(names)}")
            yield row


def _jsonl(path: Path, text: Sequence[str], id_: str) -> Iterator[Row]:
    with _open(path) as file:
        while line := file.readline(MOST):
            if not line.endswith("\n") and len(line) >= MOST:
                raise Unreadable(
                    f"{path.name}: a line is longer than {MOST >> 20} million characters.",
                    "Is it JSON, one object a line?",
                )
            if not line.strip():
                continue
            try:
                item = json.loads(line)
            except (ValueError, RecursionError) as why:
                yield Row(None, (), f"not JSON: {str(why)[:120]}")
                continue
            yield row_of(item, list(text), id_)


def _parquet(path: Path, text: Sequence[str], id_: str) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            places, one = choose(names, text, id_, path.name)
            wanted = sorted({*places, *([one] if one >= 0 else [])})
            batches = file.iter_batches(_LOT, columns=[names[i] for i in wanted])
            at = {place: order for order, place in enumerate(wanted)}
            yield from arrow_rows(
                batches, [names[i] for i in wanted], [at[i] for i in places], at.get(one, -1)
            )
    except (pa.ArrowException, OSError) as why:
        raise Unreadable(
            f"{path.name} cannot be read: {str(why)[:200]}.", "Check that it is a Parquet file."
        ) from why


# out ------------------------------------------------------------------------------------------------------


def write_rows(path: Path, listings: Iterable[Listing]) -> None:
    """Write answers to CSV, JSONL or Parquet by the end of the name. Raises :class:`Unreadable` for another."""
    check_out(path)
    with staged(path) as stage:
        _WRITERS[path.suffix.lower()](stage, listings)


def check_out(path: Path) -> None:
    """Raise :class:`Unreadable` where answers cannot be written to such a file, or there."""
    if path.suffix.lower() not in OUT:
        raise Unreadable(
            f"{path.name}: answers are not written in this form.",
            f"End its name with one of {', '.join(OUT)}.",
        )
    if not path.parent.is_dir():
        raise Unreadable(f"There is no folder {path.parent}.", "Make it first, or write elsewhere.")


def _to_csv(path: Path, listings: Iterable[Listing]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        for x in listings:
            mentions = json.dumps([m.to_json() for m in x.mentions], ensure_ascii=False)
            cells = (x.row, x.id, x.status, mentions, "; ".join(x.measures), x.reason)
            writer.writerow([_sound(safe_cell(cell)) for cell in cells])


def _to_jsonl(path: Path, listings: Iterable[Listing]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for x in listings:
            file.write(_sound(json.dumps(x.to_json(), ensure_ascii=False)) + "\n")


def _to_parquet(path: Path, listings: Iterable[Listing]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    string = pa.string()
    mention = pa.struct(
        [
            ("column", string),
            ("span", pa.list_(pa.int64())),
            *((key, string) for key in ("text", "kind", "id", "rung", "judged", "why", "name")),
        ]
    )
    schema = pa.schema(
        [
            ("row", pa.int64()),
            ("id", string),
            ("status", string),
            ("mentions", pa.list_(mention)),
            ("measures", pa.list_(string)),
            ("reason", string),
        ]
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        lot: list[dict[str, Any]] = []
        for x in listings:
            lot.append(x._replace(id=_sound(x.id), reason=_sound(x.reason)).to_json())
            if len(lot) >= _LOT:
                writer.write_table(pa.Table.from_pylist(lot, schema=schema))
                lot = []
        writer.write_table(pa.Table.from_pylist(lot, schema=schema))


_WRITERS: dict[str, Callable[[Path, Iterable[Listing]], None]] = {
    ".csv": _to_csv,
    ".jsonl": _to_jsonl,
    ".parquet": _to_parquet,
}


def _sound(value: Any) -> Any:
    """Text without lone surrogates, which no file of text can hold."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def stream_json(listings: Iterable[Listing]) -> None:
    """Print answers as one JSON array, a row a line, as they come."""
    sys.stdout.write("[")
    for number, x in enumerate(listings):
        sys.stdout.write(("," if number else "") + "\n" + _sound(json.dumps(x.to_json(), ensure_ascii=False)))
    sys.stdout.write("\n]\n")
