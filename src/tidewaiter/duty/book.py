"""The duty tables, compiled: one SQLite file in the cache, keyed by a hash of the files it was made from.

Opening it costs milliseconds; measures are typed on opening (some hundred records), lists of lines and
schedules are asked by code.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from tidewaiter.duty.records import (
    INLINE,
    Tables,
)
from tidewaiter.lawbook.codec import Reader, plain
from tidewaiter.lawbook.place import cache_folder, lawbook_folder, sha256_of, stamp, version_of

FORMAT = "duty-4"  # raise it when a table or record changes: older caches are then ignored

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE product(list TEXT, code TEXT, since TEXT, until TEXT, part TEXT);
CREATE TABLE line(edition TEXT, code TEXT, since TEXT, until TEXT, description TEXT, unit TEXT,
                  general TEXT, special TEXT, column_2 TEXT);
CREATE TABLE edition(name TEXT PRIMARY KEY, since TEXT, shipped INTEGER) WITHOUT ROWID;
"""
_INDEXES = "CREATE INDEX product_code ON product(code); CREATE INDEX line_code ON line(code);"


def data_folder() -> Path:
    """Where imported schedules are kept: ``TIDEWAITER_DATA``, or the user's data folder."""
    if named := os.environ.get("TIDEWAITER_DATA"):
        return Path(named)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tidewaiter"


def imported_schedules() -> list[tuple[str, str, Path]]:
    """The imported editions: name, first day, file."""
    found = []
    for path in sorted((data_folder() / "us-hts").glob("*.csv")):
        since, _, name = path.stem.partition("_")
        found.append((name, since, path))
    return found


class DutyBook:
    """Read access to the compiled duty tables.

    >>> book = DutyBook.load()
    >>> book.tables.measures["us/ieepa-fentanyl-cn"].periods[1].rate
    '20%'
    """

    def __init__(self, path: Path, tables: Tables | None = None) -> None:
        self.path = path
        self._connection = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._tables = tables

    @classmethod
    def load(cls, folder: str | os.PathLike[str] | None = None) -> DutyBook:
        """Open the compiled tables, compiling them first where the files are newer.

        Raises :class:`LawbookError` for a fault in the files.
        """
        place = lawbook_folder(folder)
        target = cache_folder() / f"{_stamp(place)}.duty.sqlite"
        if not target.exists():
            compile_to(place, target)
        return cls(target)

    def with_tables(self, tables: Tables) -> DutyBook:
        """The same lines and lists under other measures: the lawbook of a what-if."""
        return DutyBook(self.path, tables)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @cached_property
    def tables(self) -> Tables:
        """Measures, facts, territories, rulings."""
        return self._tables or _TABLES(json.loads(self.meta("tables")))

    def meta(self, key: str) -> str:
        """One value of the index's own record: ``tables``, ``sha256``, ``version``."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def lists_of(self, code: str) -> list[tuple[str, str, str, str]]:
        """Which lists hold ``code`` or a line above it: (list, since, until, part)."""
        above = [code[:n] for n in range(2, len(code) + 1)]
        marks = ",".join("?" * len(above))
        rows = self._connection.execute(
            f"SELECT list, since, until, part FROM product WHERE code IN ({marks})", above
        ).fetchall()
        return rows + [(INLINE + c, "", "", "") for c in self.inline_codes if code.startswith(c)]

    def all_products(self) -> list[tuple[str, str, str, str, str]]:
        """Every row of every list: (list, code, since, until, part)."""
        rows = self._connection.execute("SELECT list, code, since, until, part FROM product").fetchall()
        return rows + [(INLINE + c, c, "", "", "") for c in self.inline_codes]

    @cached_property
    def inline_codes(self) -> tuple[str, ...]:
        """Codes that measures name themselves (a what-if does), beside the lists."""
        named = {
            n
            for m in self.tables.measures.values()
            for names in (m.products, *(p.products for p in m.periods))
            for n in names
        }
        return tuple(sorted(n.removeprefix(INLINE) for n in named if n.startswith(INLINE)))

    def list_lengths(self) -> set[int]:
        """How many digits the listed codes have."""
        lengths = {n for (n,) in self._connection.execute("SELECT DISTINCT length(code) FROM product")}
        return lengths | {len(c) for c in self.inline_codes}

    @cached_property
    def editions(self) -> list[tuple[str, str, bool]]:
        """The schedules held: (name, first day, shipped), latest first."""
        rows = self._connection.execute(
            "SELECT name, since, shipped FROM edition ORDER BY since DESC"
        ).fetchall()
        return [(name, since, bool(shipped)) for name, since, shipped in rows]

    def lines_at(self, code: str) -> list[tuple[str, ...]]:
        """Lines with ``code``, above it, or below it, of every edition."""
        above = [code[:n] for n in (4, 6, 8, 10) if n <= len(code)]
        marks = ",".join("?" * len(above))
        high = code + "\uffff"
        return self._connection.execute(
            f"SELECT * FROM line WHERE code IN ({marks}) OR (code > ? AND code < ?)", (*above, code, high)
        ).fetchall()

    def all_lines(self, edition: str) -> list[tuple[str, ...]]:
        """Every line of one edition, by code."""
        return self._connection.execute(
            "SELECT * FROM line WHERE edition = ? ORDER BY code", (edition,)
        ).fetchall()

    def line_days(self) -> set[str]:
        """Every day on which a line was created or retired."""
        rows = self._connection.execute(
            "SELECT DISTINCT since FROM line UNION SELECT DISTINCT until FROM line"
        ).fetchall()
        return {day for (day,) in rows if day}

    @cached_property
    def _dated(self) -> set[str]:
        rows = self._connection.execute("SELECT code FROM line WHERE since != '' OR until != ''").fetchall()
        return {code[:n] for (code,) in rows for n in (4, 6, 8, 10) if n <= len(code)}

    def is_dated(self, code: str) -> bool:
        """Whether what stands at ``code`` may differ from day to day."""
        return code in self._dated or code[:8] in self._dated or len(self.editions) > 2

    def chapters(self) -> set[str]:
        """The chapters of which any edition holds a line."""
        return {c for (c,) in self._connection.execute("SELECT DISTINCT substr(code, 1, 2) FROM line")}


def _stamp(folder: Path) -> str:
    """The mark of the lawbook and of the schedules imported beside it."""
    imported = [
        (str(path), path.stat().st_size, path.stat().st_mtime_ns) for *_, path in imported_schedules()
    ]
    return stamp(folder, f"duty {FORMAT} {imported}")


def compile_to(folder: Path, target: Path) -> None:
    """Compile the files of ``folder`` (and the imported schedules) into ``target``, atomically."""
    from tidewaiter.duty.reading import read_lines, read_products, read_tables

    tables = read_tables(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    os.close(handle)
    connection = sqlite3.connect(name)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        connection.executemany(
            "INSERT INTO product VALUES (?,?,?,?,?)",
            ((r.list, r.code, r.since, r.until, r.part) for r in read_products(folder)),
        )
        shipped = folder / "nomenclature" / "us-hts" / "lines.csv"
        sources = [("shipped", tables.settings.get("edition_day", ""), shipped, 1)]
        sources += [(name_, since, path, 0) for name_, since, path in imported_schedules()]
        for edition, since, path, is_shipped in sources:
            connection.execute("INSERT OR REPLACE INTO edition VALUES (?,?,?)", (edition, since, is_shipped))
            connection.executemany(
                "INSERT INTO line VALUES (?,?,?,?,?,?,?,?,?)", _line_values(edition, read_lines(path))
            )
        connection.executescript(_INDEXES)
        connection.executemany(
            "INSERT INTO meta VALUES (?,?)",
            [
                ("tables", json.dumps(plain(tables), ensure_ascii=False)),
                ("sha256", sha256_of(folder)),
                ("version", version_of(folder)),
            ],
        )
        connection.commit()
    finally:
        connection.close()
    Path(name).replace(target)


def _line_values(edition: str, lines: Iterable[Any]) -> Iterator[tuple[str, ...]]:
    for x in lines:
        yield (edition, x.code, x.since, x.until, x.description, x.unit, x.general, x.special, x.column_2)


_TABLES = Reader(Tables)
