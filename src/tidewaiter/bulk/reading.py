"""Catalogue files to batches of rows: CSV, TSV, SMI, SDF, Parquet, XLSX, JSON lines, plain or gzipped.

Every data row of a file becomes one row, in file order, numbered from 1; a file that cannot be read whole is an
error that says where, never a short result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tidewaiter.bulk.batch import ACCEPTED, ANSWERS, LAWS, PERHAPS, STRUCTURE, WORDS
from tidewaiter.errors import Unreadable
from tidewaiter.files import opening
from tidewaiter.files.columns import place_of, usual_names, usual_places
from tidewaiter.files.structures import Records, sd_file, smiles_list
from tidewaiter.files.tables import KINDS, as_text, open_table
from tidewaiter.substance.structures.drawings import KINDS as DRAWINGS
from tidewaiter.substance.structures.drawings import blocks

BATCH = 20_000
STRUCTURES, NUMBERS, NAMES, DESCRIPTIONS, IDS = (  # descriptions: where no name is beside
    usual_names()[what] for what in ("structure", "cas", "name", "description", "id")
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what, by name; empty where the usual names are to be tried."""

    structure: str = ""
    id: str = ""
    cas: str = ""
    name: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Columns:
        """Those that are named under the options of a screening.

        >>> Columns.of({"smiles": "SMILES", "on": "2026-01-01"})
        Columns(structure='SMILES', id='', cas='', name='')
        """
        return cls(*(given.get(option, "") for option in ("smiles", "id", "cas", "name")))


class Chosen(NamedTuple):
    """Which columns of a table hold what."""

    structure: int  # places of columns; -1: none
    id: int
    cas: int
    name: int


def read_file(
    path: Path, columns: Columns | None = None, size: int = BATCH, own: bool = False
) -> Iterator[pa.RecordBatch]:
    """The rows of a catalogue file in batches of ``size``; with ``own``, the file's own columns as one column of structs.

    Raises :class:`tidewaiter.errors.Unreadable` where the file is none of its kind, with the place.
    """
    columns = columns or Columns()
    opening.check_file(path)
    kind = opening.kind_of(path)
    if kind in opening.SMILES:
        pieces: Iterator[Piece] = map(_structures, smiles_list(path, STRUCTURES))
    elif kind in opening.SD:
        pieces = map(_structures, sd_file(path, columns.id))
    elif kind in DRAWINGS:
        pieces = iter((_structures(_drawing(path)),))
    elif kind in KINDS:
        pieces = _table(path, columns, own)
    else:
        raise opening.not_read(path, "CSV, TSV, SMI, SDF, MOL, RXN, CDXML, MRV, Parquet, XLSX or JSON lines")
    with opening.faults_told(path, pa.ArrowException):
        yield from numbered(pieces, size)


def _drawing(path: Path) -> Records:
    """The structures of a drawing, each a row under its own title."""
    with opening.open_bytes(path) as file:
        found = blocks(file.read().decode(opening.encoding_of(path), errors="replace"))
    return [block.split("\n", 1)[0].strip() or None for block in found], found


def _structures(records: Records) -> Piece:
    names, texts = records
    ids = pa.array(names, pa.string()) if any(names) else pa.nulls(len(names), pa.string())
    kinds = pa.array(np.full(len(texts), STRUCTURE, np.int8))
    return {"id": ids, "text": pa.array(texts, pa.string()), "kind": kinds}


def _table(path: Path, columns: Columns, own: bool) -> Iterator[Piece]:
    table = open_table(path)
    chosen = choose(table.names, columns, path.name)
    kept = own_places(table.names, chosen) if own else {}
    places = sorted({place for place in (*chosen, *kept.values()) if place >= 0})
    at = {place: order for order, place in enumerate(places)}
    for batch in table.batches(places, BATCH):
        columns_at = {place: batch.column(order) for place, order in at.items()}
        yield piece_of(columns_at.__getitem__, chosen, kept, batch.num_rows)


def table_rows(
    table: pa.Table, columns: Columns, size: int = BATCH, own: bool = True
) -> Iterator[pa.RecordBatch]:
    """The rows of a table in memory, as :func:`read_file` gives those of a file.

    >>> batches = table_rows(pa.table({"name": ["opium", "salt"], "price": [1, 2]}), Columns(), own=False)
    >>> [batch.column("text").to_pylist() for batch in batches]
    [['opium', 'salt']]
    """
    chosen = choose(table.column_names, columns, "the table")
    kept = own_places(table.column_names, chosen) if own else {}
    batches = (batch for batch in table.to_batches() if batch.num_rows)
    return numbered((piece_of(one.column, chosen, kept, one.num_rows) for one in batches), size)


def own_places(names: list[str], chosen: Chosen) -> dict[str, int]:
    """The columns of a table that its answers carry on, by the names that they have there: all but the identifier, which
    the answers have themselves; one that is named as a column of the answers is told from it.

    >>> own_places(["id", "SMILES", "status", "price", "price"], Chosen(1, 0, -1, -1))
    {'SMILES': 1, 'status (yours)': 2, 'price': 3, 'price (2)': 4}
    """
    kept: dict[str, int] = {}
    for place, name in enumerate(names):
        if place == chosen.id:
            continue
        told = f"{name} (yours)" if name in (*ANSWERS.names, ACCEPTED, LAWS, PERHAPS) else name
        number = 1
        while told in kept:
            number += 1
            told = f"{name} ({number})"
        kept[told] = place
    return kept


Piece = dict[str, Any]  # columns of ROWS but the number, and "beside" and "own" where there are any


def numbered(pieces: Iterable[Piece], size: int) -> Iterator[pa.RecordBatch]:
    """Cut a stream of columns into batches of one size, and number their rows."""
    first = 1
    waiting: list[pa.Table] = []
    held = 0
    for piece in pieces:
        waiting.append(pa.table(piece))
        held += len(piece["text"])
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
    return pa.RecordBatch.from_arrays([rows, *columns], ["row", *table.column_names])


def choose(names: list[str], columns: Columns, where: str) -> Chosen:
    """Find the columns. Raises :class:`Unreadable` where none holds a structure, number or name, or where two may."""

    def find(asked: str, usual: tuple[str, ...], option: str = "") -> int:
        if asked:
            return place_of(names, asked, where, once=bool(option))
        held = usual_places(names, usual)
        if option and len(held) > 1:
            several = ", ".join(repr(names[place].strip()) for place in held)
            raise Unreadable(
                f"{where} has {len(held)} columns that may hold the {option}: {several}.",
                f"Say which with --{'smiles' if option == 'structure' else option} (Python: {option}=).",
            )
        return held[0] if held else -1

    found = Chosen(
        find(columns.structure, STRUCTURES, "structure"),
        find(columns.id, IDS),
        find(columns.cas, NUMBERS, "cas"),
        find(columns.name, NAMES, "name"),
    )
    if found.name < 0:
        found = found._replace(name=find("", DESCRIPTIONS, "name"))
    if max(found.structure, found.cas, found.name) < 0:
        raise Unreadable(
            f"{where} has no column that looks like a structure, a CAS number or a name.",
            f"Name it with --smiles, --cas or --name; its columns are: {', '.join(names[:30])}.",
        )
    return found


def not_read(path: Path, columns: Columns) -> list[str]:
    """In which columns of a table no goods were looked for, in words: nobody shall think that they were read."""
    if opening.kind_of(path) not in KINDS:
        return []
    names = open_table(path).names
    chosen = choose(names, columns, path.name)
    read = [repr(names[at].strip()) for at in (chosen.structure, chosen.cas, chosen.name) if at >= 0]
    rest = [repr(name.strip()) for place, name in enumerate(names) if place not in chosen]
    told = f"Goods were looked for in {', '.join(read)} alone, not in {', '.join(rest[:12])}"
    return [told + (f" and {len(rest) - 12} more" if len(rest) > 12 else "")] if rest else []


def piece_of(get: Callable[[int], Any], chosen: Chosen, kept: Mapping[str, int], count: int) -> Piece:
    """One piece from the columns of a table: the structure, else the CAS number, else the name; beside it what else they
    say; and the columns that are kept. ``get``: a column by its place; ``count``: of rows."""
    import pyarrow.compute as pc

    def column(place: int) -> Any:
        return as_text(get(place)) if place >= 0 else None

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
    more: Piece = {} if beside is None else {"beside": beside}
    if kept:
        more["own"] = pa.StructArray.from_arrays([get(place) for place in kept.values()], list(kept))
    if texts is None:
        return {"id": ids, "text": words, "kind": pa.array(np.full(count, WORDS, np.int8)), **more}
    kinds: Any = pa.array(np.full(count, STRUCTURE, np.int8))
    if words is not None:
        use = pc.and_(_blank(texts), pc.invert(_blank(words)))
        kinds = pc.if_else(use, pa.scalar(WORDS, pa.int8()), pa.scalar(STRUCTURE, pa.int8()))
        texts = pc.if_else(use, words, texts)
    return {"id": ids, "text": texts, "kind": kinds, **more}


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
