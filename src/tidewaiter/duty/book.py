"""The duty tables, compiled: one SQLite file in the cache, keyed by a hash of the files it was made from.

Opening it costs milliseconds; measures are typed on opening (some hundred records), lists of lines and
schedules are asked by code.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from tidewaiter.duty.records import INLINE, Tables
from tidewaiter.lawbook.choosing import ready
from tidewaiter.lawbook.codec import Reader, as_values
from tidewaiter.lawbook.connection import Connections
from tidewaiter.lawbook.place import (
    cache_folder,
    compiled,
    lawbook_folder,
    same_lawbook,
    sha256_of,
    state,
    version_of,
)
from tidewaiter.staging import staged

FORMAT = "duty-8"  # raise it when a table or record changes: older caches are then ignored

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE product(list TEXT, code TEXT, since TEXT, until TEXT, part TEXT);
CREATE TABLE line(edition TEXT, code TEXT, since TEXT, until TEXT, description TEXT, unit TEXT, rates TEXT);
CREATE TABLE edition(name TEXT PRIMARY KEY, territory TEXT, since TEXT, shipped INTEGER) WITHOUT ROWID;
CREATE TABLE substance(cas TEXT, code TEXT, claim TEXT, PRIMARY KEY(cas, code, claim)) WITHOUT ROWID;
"""
BETWEEN_RATES = "\x1f"  # in the text that holds the rates of a line, column after column
_INDEXES = "CREATE INDEX product_code ON product(code); CREATE INDEX line_code ON line(code);"


def data_folder() -> Path:
    """Where imported schedules are kept: ``TIDEWAITER_DATA``, or the user's data folder."""
    if named := os.environ.get("TIDEWAITER_DATA"):
        return Path(named)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tidewaiter"


def imported_schedules(lines: str = "*") -> list[tuple[str, str, Path]]:
    """The imported editions of a tariff, by the name of its folder: name, first day, file."""
    found = []
    for path in sorted(data_folder().glob(f"{lines}/*.csv")):
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
        self._connections = Connections(path)
        self._tables = tables
        self._lines_at = lru_cache(maxsize=64)(self._read_lines)  # one code is asked for each of its spans

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._connections.here()

    @classmethod
    def load(cls, folder: str | os.PathLike[str] | None = None) -> DutyBook:
        """Open the compiled tables, compiling them first where the files are newer.

        Raises :class:`LawbookError` for a fault in the files.
        """
        place = lawbook_folder(folder)
        mark, sources, latest = _state(place)
        imported = bool(imported_schedules())
        target = ready(
            cache_folder() / f"{mark}.duty.sqlite",
            sources,
            lambda path: compile_to(place, path),
            lambda path: not imported and same_lawbook(place, path),
            installed=None if imported else compiled(f"duty-{FORMAT}", place, latest),
        )
        return cls(target)

    def with_tables(self, tables: Tables) -> DutyBook:
        """The same lines and lists under other measures: the lawbook of a what-if."""
        return DutyBook(self.path, tables)

    def close(self) -> None:
        """Close the file."""
        self._connections.close()

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

    @cached_property
    def columns_of_lists(self) -> dict[str, frozenset[str]]:
        """The codes on the lists that columns of a tariff are open to, by list."""
        named = {n for t in self.tables.tariffs.values() for c in t.columns for n in c.products}
        found: dict[str, set[str]] = {name: set() for name in named}
        for name, code, *_ in self.all_products():
            if name in found:
                found[name].add(code)
        return {name: frozenset(codes) for name, codes in found.items()}

    def list_lengths(self) -> set[int]:
        """How many digits the listed codes have."""
        lengths = {n for (n,) in self._connection.execute("SELECT DISTINCT length(code) FROM product")}
        return lengths | {len(c) for c in self.inline_codes}

    @cached_property
    def _editions(self) -> dict[str, dict[str, tuple[str, str, bool]]]:
        found: dict[str, dict[str, tuple[str, str, bool]]] = {}
        rows = self._connection.execute("SELECT * FROM edition ORDER BY since DESC").fetchall()
        for name, territory, since, shipped in rows:
            found.setdefault(territory, {})[name] = name, since, bool(shipped)
        return found

    def editions(self, territory: str) -> dict[str, tuple[str, str, bool]]:
        """The schedules held of a territory, by name: (name, first day, shipped), latest first."""
        return self._editions.get(territory, {})

    def lines_at(self, code: str, territory: str) -> list[tuple[str, ...]]:
        """Lines with ``code``, above it, or below it, of every edition of a territory's schedule."""
        return self._lines_at(code, territory)

    def _read_lines(self, code: str, territory: str) -> list[tuple[str, ...]]:
        above = [code[:n] for n in (4, 6, 8, 10) if n <= len(code)]
        marks = ",".join("?" * len(above))
        rows = self._connection.execute(
            f"SELECT * FROM line WHERE code IN ({marks}) OR (code > ? AND code < ?)",
            (*above, code, code + "\uffff"),
        ).fetchall()
        held = self.editions(territory)
        return [row for row in rows if row[0] in held]

    def entitled(self, cas: str, code: str, territory: str) -> list[str]:
        """The claims that a substance is entitled to make at a code, by its number."""
        rows = self._connection.execute(
            "SELECT code, claim FROM substance WHERE cas = ?", (cas.strip(),)
        ).fetchall()
        here = {p.claim for p in self.tables.programs if p.territory == territory}
        return [claim for line, claim in rows if code.startswith(line) and claim in here]

    def _of(self, territory: str, columns: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(
            f"SELECT DISTINCT {columns} FROM line JOIN edition ON edition = name WHERE territory = ?",
            (territory,),
        ).fetchall()

    def codes(self, territory: str) -> list[str]:
        """Every code of the schedules held that has no line below it."""
        codes = sorted(code for (code,) in self._of(territory, "code"))
        return [code for code, after in pairwise([*codes, ""]) if not after.startswith(code)]

    def line_days(self, territory: str) -> set[str]:
        """Every day on which a line was created or retired."""
        return {day for row in self._of(territory, "line.since, until") for day in row if day}

    @cached_property
    def _dated(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for territory in self.tables.tariffs:
            rows = self._of(territory, "code, line.since, until")
            codes = [code for code, since, until in rows if since or until]
            found[territory] = {code[:n] for code in codes for n in (4, 6, 8, 10) if n <= len(code)}
        return found

    def is_dated(self, code: str, territory: str) -> bool:
        """Whether what stands at ``code`` may differ from day to day."""
        dated = self._dated.get(territory, set())
        return code in dated or code[:8] in dated or len(self.editions(territory)) > 2

    def chapters(self, territory: str) -> set[str]:
        """The chapters of which any edition holds a line."""
        return {chapter for (chapter,) in self._of(territory, "substr(code, 1, 2)")}


def _state(folder: Path) -> tuple[str, str, float]:
    """The marks of the lawbook and of the schedules imported beside it."""
    files = [(str(path), path.stat()) for *_, path in imported_schedules()]
    imported = [(path, at.st_size, at.st_mtime_ns) for path, at in files]
    mark, sources, latest = state(folder, f"duty {FORMAT} {imported}")
    return mark, "-".join([sources, *(f"{at.st_ino:x}.{at.st_ctime_ns:x}" for _, at in files)]), latest


def compile_to(folder: Path, target: Path) -> None:
    """Compile the files of ``folder`` (and the imported schedules) into ``target``, atomically."""
    from tidewaiter.duty.reading import read_lines, read_products, read_substances, read_tables

    tables = read_tables(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    with staged(target) as stage, closing(sqlite3.connect(stage)) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        connection.executemany(
            "INSERT INTO product VALUES (?,?,?,?,?)",
            ((r.list, r.code, r.since, r.until, r.part) for r in read_products(folder)),
        )
        for tariff in tables.tariffs.values():
            shipped = folder / "nomenclature" / tariff.lines / "lines.csv"
            sources = [(f"shipped {tariff.lines}", tariff.edition_day, shipped, 1)]
            sources += [(name_, since, path, 0) for name_, since, path in imported_schedules(tariff.lines)]
            for edition, since, path, is_shipped in sources:
                row = (edition, tariff.territory, since, is_shipped)
                connection.execute("INSERT OR REPLACE INTO edition VALUES (?,?,?,?)", row)
                connection.executemany(
                    "INSERT INTO line VALUES (?,?,?,?,?,?,?)",
                    (
                        (edition, *line[:5], BETWEEN_RATES.join(line[5:]))
                        for line in read_lines(path, tariff.in_file)
                    ),
                )
        for program in tables.programs:
            if program.substances:
                place = folder / "nomenclature" / tables.tariffs[program.territory].lines
                connection.executemany(
                    "INSERT INTO substance VALUES (?,?,?)",
                    ((*row, program.claim) for row in read_substances(place / program.substances)),
                )
        connection.executescript(_INDEXES)
        connection.executemany(
            "INSERT INTO meta VALUES (?,?)",
            [
                ("tables", json.dumps(as_values(tables), ensure_ascii=False)),
                ("sha256", sha256_of(folder)),
                ("version", version_of(folder)),
            ],
        )
        connection.commit()


_TABLES = Reader(Tables)
