"""The general dictionary: names and CAS numbers of chemicals that no list need name.

PyPI ``chemicals`` (MIT) ships some 70,000 compounds with 800,000 names as text. They are read once into a
small SQLite file in the cache; a question then costs one look-up. A listed name always comes before it.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.place import cache_folder

_FORMAT = "4"
_FILES = (
    "chemical identifiers pubchem small.tsv",
    "chemical identifiers pubchem large.tsv",
    "chemical identifiers example user db.tsv",
    "Inorganic db.tsv",
)
FIRST_NAME = 7  # columns: PubChem id, CAS, formula, mass, SMILES, InChI, InChIKey, systematic name, names...


class Compound(NamedTuple):
    """One compound of the dictionary."""

    name: str
    cas: str
    smiles: str
    formula: str


class Dictionary:
    """Look-ups in the general dictionary."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )

    @classmethod
    def open(cls) -> Dictionary:
        """Open the dictionary, reading it into the cache on first use (some ten seconds, said on stderr)."""
        size = sum(file.stat().st_size for file in files())  # tells one release of the source from another
        path = cache_folder() / f"dictionary-{_FORMAT}-{size}.sqlite"
        if not path.exists():
            if sys.stderr.isatty():
                print("Reading the general dictionary of names (first use only) ...", file=sys.stderr)
            _build(path)
        return cls(path)

    def by_cas(self, cas: str) -> list[Compound]:
        """Compounds under a CAS number."""
        sql = "SELECT name, cas, smiles, formula FROM compound WHERE cas = ?"
        return [Compound(*row) for row in self._connection.execute(sql, (cas,))]

    def by_name(self, name: str) -> list[Compound]:
        """Compounds that carry a name; those whose own preferred name it is come first and alone."""
        sql = """SELECT c.name, c.cas, c.smiles, c.formula, n.rank FROM name n JOIN compound c ON c.id = n.compound
                 WHERE n.key = ? ORDER BY n.rank, length(c.smiles)"""
        rows = self._connection.execute(sql, (_hash(name_key(name)),)).fetchall()
        best = [row for row in rows if row[4] <= rows[0][4]]
        return [Compound(*row[:4]) for row in best]


def _hash(key: str) -> int:
    from hashlib import blake2b

    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def files() -> list[Path]:
    """The data files of the general dictionary."""
    found = find_spec("chemicals")  # not imported: only its data files are read
    if found is None or found.origin is None:
        raise ModuleNotFoundError("chemicals")
    return [Path(found.origin).parent / "Identifiers" / file for file in _FILES]


def _compounds() -> Iterator[list[str]]:
    for file in files():
        with file.open(encoding="utf-8", newline="") as stream:
            for cells in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(cells) > FIRST_NAME and cells[4]:
                    yield cells


def _build(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".part{os.getpid()}")
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part)
    connection.executescript(
        """PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
        CREATE TABLE compound(id INTEGER PRIMARY KEY, name TEXT, cas TEXT, smiles TEXT, formula TEXT);
        CREATE TABLE name(key INTEGER, compound INTEGER, rank INTEGER, PRIMARY KEY(key, compound)) WITHOUT ROWID;"""
    )
    seen: set[str] = set()
    for number, cells in enumerate(_compounds()):
        if cells[1] in seen:
            continue
        seen.add(cells[1])
        names = [cell for cell in cells[FIRST_NAME:] if cell]
        title = next(iter(cells[FIRST_NAME + 1 :]), "") or cells[FIRST_NAME] or cells[1]
        row = (number, title, cells[1], cells[4], cells[2])
        connection.execute("INSERT INTO compound VALUES (?,?,?,?,?)", row)
        # A compound's first names are its own; far down the list stand its salts, mixtures and errors.
        keys = ((name_key(name), min(rank // 3, 9)) for rank, name in enumerate(names))
        connection.executemany(
            "INSERT OR IGNORE INTO name VALUES (?,?,?)",
            ((_hash(key), number, rank) for key, rank in keys if key),
        )
    connection.executescript("CREATE INDEX by_cas ON compound(cas);")
    connection.commit()
    connection.close()
    part.replace(path)
