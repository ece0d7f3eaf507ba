"""Catalogue files to batches of rows: CSV, TSV, SMI, SDF, Parquet, XLSX, plain or gzipped.

Every data row of a file becomes one row, in file order, numbered from 1; a file that cannot be read whole is an
error that says where, never a short result.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from tidewaiter.bulk.batch import BESIDE, ROWS, STRUCTURE, WORDS
from tidewaiter.errors import Unreadable

BATCH = 20_000
LINE = 16 << 20  # bytes: no record of a text file may be longer
_LOT = 1 << 20  # bytes of a text file that are read at a time
STRUCTURES = (
    "smiles",
    "canonical_smiles",
    "canonicalsmiles",
    "isomeric_smiles",
    "structure",
    "molecule",
    "inchi",
    "mol",
    "molblock",
)
NUMBERS = ("cas", "cas number", "cas_number", "cas no", "cas_no", "casrn", "cas rn")
NAMES = (
    "name",
    "compound name",
    "compound_name",
    "substance",
    "product name",
    "product_name",
    "chemical name",
)
IDS = (
    "id",
    "catalog id",
    "catalog_id",
    "catalogue id",
    "catalog number",
    "catalog_number",
    "compound_id",
    "zinc_id",
    "sku",
    "code",
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what, by name; empty where the usual names are to be tried."""

    structure: str = ""
    id: str = ""
    cas: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Chosen:
    structure: int
    id: int
    cas: int
    name: int


def read_file(path: Path, columns: Columns | None = None, size: int = BATCH) -> Iterator[pa.RecordBatch]:
    """The rows of a catalogue file in batches of ``size``.

    Raises :class:`tidewaiter.errors.Unreadable` where the file is none of its kind, with the place.
    """
    columns = columns or Columns()
    check_file(path)
    kind = _kind(path)
    reader = {
        ".csv": _csv, ".tsv": _csv, ".txt": _csv, ".smi": _smi, ".smiles": _smi, ".sdf": _sdf, ".sd": _sdf,
        ".parquet": _parquet, ".pq": _parquet, ".xlsx": _xlsx,
    }.get(kind)  # fmt: skip
    if reader is None:
        raise Unreadable(
            f"{path.name}: files of this kind are not read.", "Give CSV, TSV, SMI, SDF, Parquet or XLSX."
        )
    try:
        yield from numbered(reader(path, columns), size)
    except (pa.ArrowException, EOFError, gzip.BadGzipFile, zlib.error, UnicodeDecodeError, OSError) as why:
        raise Unreadable(f"{path.name} cannot be read: {_plain(why)}", _mend(why)) from why


def check_file(path: Path) -> None:
    """Raise :class:`Unreadable` where there is no such file, or nothing in it."""
    if not path.is_file():
        raise Unreadable(f"There is no file {path}.", "Check the name and the folder.")
    if path.stat().st_size == 0:
        raise Unreadable(f"{path.name} is empty.", "Give a file with at least one row.")


def likely_rows(path: Path) -> int | None:
    """About how many rows a file holds, for a progress bar; None where that would cost reading it."""
    kind = _kind(path)
    if not path.is_file() or path.name.lower().endswith(".gz") or kind == ".xlsx":
        return None
    if kind in (".parquet", ".pq"):
        import pyarrow.parquet as pq

        try:
            return int(pq.read_metadata(path).num_rows)
        except (pa.ArrowException, OSError):
            return None  # it is told when it is read
    with path.open("rb") as stream:
        start = stream.read(_LOT)
    records = start.count(b"$$$$" if kind in (".sdf", ".sd") else b"\n")
    return path.stat().st_size * records // len(start) if records else None


def not_looked_at(path: Path) -> list[str]:
    """What of a file is never looked at, in words: the further sheets of a workbook."""
    if _kind(path) != ".xlsx":
        return []
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    more = [name for name in book.sheet_names[1:] if book.get_sheet_by_name(name).to_python()]
    told = "Only the first sheet was read; not looked at: "
    return [told + ", ".join(repr(name) for name in more)] if more else []


def _kind(path: Path) -> str:
    name = path.name.lower()
    return Path(name[:-3] if name.endswith(".gz") else name).suffix


def _plain(why: Exception) -> str:
    text = str(why).strip().rstrip(".") or type(why).__name__
    return text[:300] + "."


def _mend(why: Exception) -> str:
    text = str(why).lower()
    if isinstance(why, UnicodeDecodeError) or "utf" in text:
        return "Save the file as UTF-8."
    if isinstance(why, (EOFError, zlib.error)) or "truncated" in text or "compress" in text:
        return "The file is cut short: fetch it again."
    if "straddling" in text:
        return f"A row is longer than {LINE >> 20} million characters: is a quotation mark left open?"
    return "Check that the file is what its name says."


Piece = tuple[list[str | None] | None, list[str | None], list[int] | None]  # ids, texts, kinds


def numbered(pieces: Iterable[tuple[Any, ...]], size: int) -> Iterator[pa.RecordBatch]:
    """Cut a stream of Arrow arrays (ids, texts, kinds and, where columns stand beside, their words) into batches of
    one size, and number their rows."""
    first = 1
    waiting: list[pa.Table] = []
    held = 0
    for piece in pieces:
        schema = BESIDE if len(piece) == len(BESIDE) - 1 else ROWS
        waiting.append(pa.table(list(piece), schema=pa.schema(list(schema)[1:])))
        held += len(piece[1])
        while held >= size:
            table = pa.concat_tables(waiting).combine_chunks()
            yield _batch(table.slice(0, size), first)
            first += size
            held -= size
            waiting = [table.slice(size)]
    if held:
        yield _batch(pa.concat_tables(waiting).combine_chunks(), first)


def _batch(table: pa.Table, first: int) -> pa.RecordBatch:
    rows = pa.array(np.arange(first, first + table.num_rows))
    columns = [column.combine_chunks() for column in table.columns]
    columns = [c.chunk(0) if isinstance(c, pa.ChunkedArray) else c for c in columns]
    return pa.RecordBatch.from_arrays([rows, *columns], schema=BESIDE if len(columns) == len(ROWS) else ROWS)


def choose(names: list[str], columns: Columns, where: str) -> _Chosen:
    """Find the columns. Raises :class:`Unreadable` where none holds a structure, number or name, or where two may."""
    lower = [name.strip().lower().lstrip("\ufeff") for name in names]

    def find(asked: str, usual: tuple[str, ...], option: str = "") -> int:
        if asked:
            if asked.strip().lower() not in lower:
                raise Unreadable(
                    f"{where} has no column {asked!r}.", f"Its columns are: {', '.join(names[:30])}."
                )
            if option and lower.count(asked.strip().lower()) > 1:
                raise Unreadable(f"{where} has two columns {asked!r}.", "Give one of them another name.")
            return lower.index(asked.strip().lower())
        held = [place for word in usual for place, name in enumerate(lower) if name == word]
        if option and len(held) > 1:
            several = ", ".join(repr(names[place].strip()) for place in held)
            raise Unreadable(
                f"{where} has {len(held)} columns that may hold the {option}: {several}.",
                f"Say which with --{'smiles' if option == 'structure' else option} (Python: {option}=).",
            )
        return held[0] if held else -1

    found = _Chosen(
        find(columns.structure, STRUCTURES, "structure"),
        find(columns.id, IDS),
        find(columns.cas, NUMBERS, "cas"),
        find(columns.name, NAMES, "name"),
    )
    if max(found.structure, found.cas, found.name) < 0:
        raise Unreadable(
            f"{where} has no column that looks like a structure, a CAS number or a name.",
            f"Name it with --smiles, --cas or --name; its columns are: {', '.join(names[:30])}.",
        )
    return found


def merge(get: Any, chosen: _Chosen, count: int) -> tuple[Any, ...]:
    """One piece from columns: the structure, else the CAS number, else the name; and beside it what else they say."""
    import pyarrow.compute as pc

    def column(place: int) -> Any:
        return get(place) if place >= 0 else None

    texts, words = column(chosen.structure), None
    for other in (column(chosen.cas), column(chosen.name)):
        if other is not None:
            words = other if words is None else pc.if_else(_blank(words), other, words)
    ids = column(chosen.id)
    if ids is None:
        ids = (
            column(chosen.name)
            if chosen.name >= 0 and chosen.structure >= 0
            else pa.nulls(count, pa.string())
        )
    beside = _beside(texts, column(chosen.cas), column(chosen.name))
    if texts is None:
        found = (ids, words, pa.array(np.full(count, WORDS, np.int8)))
        return found if beside is None else (*found, beside)
    kinds: Any = pa.array(np.full(count, STRUCTURE, np.int8))
    if words is not None:
        use = pc.and_(_blank(texts), pc.invert(_blank(words)))
        kinds = pc.if_else(use, pa.scalar(WORDS, pa.int8()), pa.scalar(STRUCTURE, pa.int8()))
        texts = pc.if_else(use, words, texts)
    return (ids, texts, kinds) if beside is None else (ids, texts, kinds, beside)


def _beside(texts: Any, cas: Any, name: Any) -> Any:
    """What is said beside the column a row is decided by, one a line; None where the table has no further column."""
    import pyarrow.compute as pc

    none = pa.scalar(None, pa.string())
    cells = [pc.if_else(_blank(one), none, one) for one in (cas, name) if one is not None]
    if texts is None:  # the first that is there decides
        return pc.if_else(_blank(cas), none, cells[1]) if len(cells) > 1 else None
    if not cells:
        return None
    last = pc.if_else(_blank(cas), none, cells[1]) if len(cells) > 1 else none
    every = cells[0]
    if len(cells) > 1:
        every = pc.binary_join_element_wise(*(pc.fill_null(one, "") for one in cells), "\n")
        every = pc.if_else(_blank(every), none, every)
    return pc.if_else(_blank(texts), last, every)


def _blank(values: Any) -> Any:
    import pyarrow.compute as pc

    return pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(pc.fill_null(values, ""))), 0)


def _csv(path: Path, columns: Columns) -> Iterator[tuple[Any, ...]]:
    from pyarrow import csv

    kind = _kind(path)
    with _open(path) as stream:
        head = stream.readline(LINE).decode("utf-8-sig")
    delimiter = "\t" if kind == ".tsv" or ("\t" in head and kind == ".txt") else max(",;\t|", key=head.count)
    with pa.input_stream(path, compression="gzip" if path.name.lower().endswith(".gz") else None) as stream:
        parse = csv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
        names = next(_names(head, delimiter))
        if len(set(names)) < len(names):
            names = [name if names.index(name) == i else f"{name}_{i + 1}" for i, name in enumerate(names)]
        chosen = choose(names, columns, path.name)
        read = csv.ReadOptions(block_size=LINE, column_names=names, skip_rows=1)
        convert = csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False,
            include_columns=[names[i] for i in sorted({chosen.structure, chosen.id, chosen.cas, chosen.name}) if i >= 0],
        )  # fmt: skip
        for batch in csv.open_csv(stream, read, parse, convert):
            yield merge(lambda place, b=batch: b.column(names[place]), chosen, batch.num_rows)


def _names(head: str, delimiter: str) -> Iterator[list[str]]:
    import csv

    return csv.reader([head.rstrip("\r\n")], delimiter=delimiter)


def _open(path: Path) -> Any:
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")


def _smi(path: Path, columns: Columns) -> Iterator[tuple[Any, ...]]:
    first = True
    for text in _lots(path):
        lines = text.split("\n")
        if first and (lines[0].split() or [""])[0].lower() in STRUCTURES:
            del lines[0]  # the names of columns
        first = False
        if _SPACE(text):
            pairs = [words for words in (line.split(None, 1) for line in lines) if words]
            # what an extended SMILES says in bars belongs to it; all else behind it is the row's name
            texts: list[str] = [" ".join(words) if words[-1][:1] == "|" else words[0] for words in pairs]
            ids: list[str | None] = [
                words[1].rstrip() if len(words) > 1 and words[1][:1] != "|" else None for words in pairs
            ]
        else:
            texts = [line for line in lines if line]  # a blank line is no row
            ids = [None] * len(texts)
        if texts:
            yield _arrays(ids, texts)


_SPACE = re.compile(r"[^\S\n]").search


def _lots(path: Path) -> Iterator[str]:
    """Whole lines of a text file in lots, whatever ends them; without the last one's end."""
    with _open(path) as stream:
        rest, begun, number = b"", False, 0
        while block := stream.read(_LOT):
            head, found, tail = block.rpartition(b"\n")
            if not found:
                rest += block
                if len(rest) > LINE:
                    raise _too_long(path, number + 1)
                continue
            text = _decoded(rest + head, begun)
            begun, rest = True, tail
            number += text.count("\n") + 1
            if len(text) > LINE and max(map(len, text.split("\n"))) > LINE:
                raise _too_long(path, number)
            yield text
        if rest:
            yield _decoded(rest, begun)


def _decoded(block: bytes, begun: bool) -> str:
    """The text of whole lines; a carriage return, alone or before a line feed, ends a line as well."""
    text = block.decode("utf-8" if begun else "utf-8-sig")
    if "\r" in text:
        text = text.replace("\r\n", "\n").removesuffix("\r").replace("\r", "\n")
    return text


def _too_long(path: Path, number: int) -> Unreadable:
    return Unreadable(
        f"{path.name}, line {number}, is longer than {LINE >> 20} million characters.", "Is it a text file?"
    )


def _arrays(ids: list[str | None], texts: list[str]) -> tuple[Any, Any, Any]:
    none = not any(ids)
    named = pa.nulls(len(ids), pa.string()) if none else pa.array(ids, pa.string())
    return named, pa.array(texts, pa.string()), pa.array(np.full(len(texts), STRUCTURE, np.int8))


def _sdf(path: Path, columns: Columns) -> Iterator[tuple[Any, ...]]:
    texts: list[str] = []
    ids: list[str | None] = []
    for record in _records(path):
        end = next((i for i, line in enumerate(record) if line.startswith("M  END")), None)
        ids.append(_tag(record, columns.id) or record[0].strip() or None)
        if end is not None and any(map(_ANOTHER, record[end + 1 :])):
            end = None
        # What has no end, or holds a second structure, is kept as it stands: its row is then unreadable, and told.
        texts.append("\n".join(record[: end + 1] if end is not None else record) + "\n")
        if len(texts) == 2000:
            yield _arrays(ids, texts)
            ids, texts = [], []
    if texts:
        yield _arrays(ids, texts)


_ANOTHER = re.compile(r"M  END|.{33,}V[23]000\s*$").match  # a second structure in one record


def _records(path: Path) -> Iterator[list[str]]:
    record: list[str] = []
    for line in chain.from_iterable(text.split("\n") for text in _lots(path)):
        if line.startswith("$$$$"):
            yield record or [""]
            record = []
        else:
            record.append(line)
    if any(line.strip() for line in record):
        yield record


def _tag(record: list[str], tag: str) -> str:
    if tag:
        for i, line in enumerate(record):
            if line.startswith(">") and f"<{tag}>".lower() in line.lower() and i + 1 < len(record):
                return record[i + 1].strip()
    return ""


def _parquet(path: Path, columns: Columns) -> Iterator[tuple[Any, ...]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        names = file.schema_arrow.names
        chosen = choose(names, columns, path.name)
        wanted = [names[i] for i in sorted({chosen.structure, chosen.id, chosen.cas, chosen.name}) if i >= 0]
        for batch in file.iter_batches(BATCH, columns=wanted):
            yield merge(
                lambda place, b=batch: b.column(names[place]).cast(pa.string()), chosen, batch.num_rows
            )


def _xlsx(path: Path, columns: Columns) -> Iterator[tuple[Any, ...]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except CalamineError as why:
        raise Unreadable(f"{path.name} is no readable workbook: {why}.", "Save it again as .xlsx.") from why
    if not rows:
        raise Unreadable(
            f"{path.name} is empty.", "Put the table on the first sheet, its names in the first row."
        )
    chosen = choose([str(cell) for cell in rows[0]], columns, path.name)
    cells = rows[1:]

    def column(place: int) -> Any:
        return pa.array([_cell(row[place]) if place < len(row) else "" for row in cells], pa.string())

    if cells:
        yield merge(column, chosen, len(cells))


def _cell(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
