"""Writes a compiled lawbook: the file that :mod:`tidewaiter.lawbook.store` reads."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tidewaiter.lawbook.codec import as_values
from tidewaiter.lawbook.names import name_key, unsigned

if TYPE_CHECKING:
    from tidewaiter.lawbook.whole import Records

Item = TypeVar("Item")

# Rows with long texts stand apart from their keys: inside a key's own tree each would leave half a page empty.
_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE record(kind TEXT, id TEXT, value TEXT, PRIMARY KEY(kind, id));
CREATE TABLE name(key TEXT, substance TEXT, name TEXT, language TEXT, PRIMARY KEY(key, substance)) WITHOUT ROWID;
CREATE TABLE spelling(key TEXT PRIMARY KEY, substances TEXT) WITHOUT ROWID;
CREATE TABLE printed(key TEXT, substance TEXT, PRIMARY KEY(key, substance)) WITHOUT ROWID;
CREATE TABLE number(cas TEXT, substance TEXT, PRIMARY KEY(cas, substance)) WITHOUT ROWID;
CREATE TABLE code(code TEXT, nomenclature TEXT, substance TEXT, since TEXT, until TEXT, source TEXT);
CREATE INDEX code_by_code ON code(code);
CREATE TABLE skeleton(key TEXT, substance TEXT, PRIMARY KEY(key, substance)) WITHOUT ROWID;
CREATE TABLE listing(covers TEXT, entry TEXT, PRIMARY KEY(covers, entry)) WITHOUT ROWID;
CREATE TABLE fingerprint(substance TEXT PRIMARY KEY, total INTEGER, value BLOB) WITHOUT ROWID;
CREATE TABLE reach(substance TEXT PRIMARY KEY, drawn BLOB, named BLOB);
"""


# words of an entry that make it a sentence about more than the name of one thing
_SENTENCE = (  # text, compiled only when an index is written
    r"[;…%§]|\.\.\.|\b(?:any|conditions|contain\w*|prepar\w*|zubereitung\w*|präparat\w*|precurs\w*|product\w*|deriv\w*|mixture\w*|"
    r"substan\w*|stoffe?n?|group|code)\b|[制製]剂|制品|及其"
)


def _printed(book: Records) -> Iterator[tuple[str, str]]:
    """What lists print for one substance and what no name is yet: (key, substance)."""
    names = {name_key(item.name) for item in book.substances.values()} | {
        name_key(item.name) for item in book.names
    }
    ours = {key for key, item in book.substances.items() if item.kind in ("molecule", "element")}
    sentence = re.compile(_SENTENCE, re.IGNORECASE)
    found: dict[str, set[str]] = {}
    for entry in book.entries:
        text = entry.as_listed.replace("(printed so)", "").strip()
        if entry.substance in ours and not sentence.search(text):
            found.setdefault(name_key(text), set()).add(entry.substance)
    return ((key, next(iter(of))) for key, of in found.items() if key and len(of) == 1 and key not in names)


def _unsigned(book: Records) -> Iterator[tuple[str, str, str, str]]:
    """Names of racemates without their sign, where such a name is no other's: no other optical form is told apart by it."""
    held = {name_key(item.name) for item in book.substances.values()}
    held |= {name_key(item.name) for item in book.names} | {name_key(item.name) for item in book.products}
    for item in book.names:
        bare = unsigned(item.name)
        if bare != item.name and name_key(bare) not in held:
            yield name_key(bare), item.substance, bare, item.language


def _grouped(items: Iterable[Item], field: str) -> dict[str, list[Item]]:
    """Records by a field of theirs, in their order."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(getattr(item, field), []).append(item)
    return found


class Writer:
    """Writes a compiled lawbook."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)

    def put(self, kind: str, items: Iterable[tuple[str, Any]]) -> None:
        """Store records of a kind under their ids."""
        self.connection.executemany(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?)",
            ((kind, key, json.dumps(as_values(value), ensure_ascii=False)) for key, value in items),
        )

    def rows(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Store rows of a look-up table."""
        rows = list(rows)
        if rows:
            marks = ",".join("?" * len(rows[0]))
            self.connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)

    def records(self, book: Records) -> None:
        """Store everything that was read, under its own kind."""
        self.put("instrument", book.instruments.items())
        self.put("entry", ((item.id, item) for item in book.entries))
        self.put("exception", ((str(n), item) for n, item in enumerate(book.exceptions)))
        self.put("limits", [("all", _grouped(book.limits, "instrument"))])
        measures = sorted(book.measures, key=lambda item: item.id)
        self.put("measures", _grouped(measures, "instrument").items())
        reasons = _grouped(book.reasons, "territory")
        self.put("reasons", reasons.items())
        of_all = ((key, [one for one in own if not one.substances]) for key, own in reasons.items())
        self.put("reasons of all", of_all)
        self.put("substance", book.substances.items())
        self.put("product", ((name_key(item.name), item) for item in book.products))
        self.put("decision", ((item.id, item) for item in book.decisions))
        self.put("assumption", ((item.id, item) for item in book.assumptions))
        self.put("case", ((item.id, item) for item in book.cases))
        self.put("event", ((item.id, item) for item in book.events))
        self.put("act", ((item.id, item) for item in book.acts))
        self.put("provision", ((item.id, item) for item in book.provisions))
        self.put("series", book.series.items())
        self.put("point", ((str(n), item) for n, item in enumerate(book.points)))
        self.put("party instrument", book.party_instruments.items())
        self.put("party", ((item.id, item) for item in book.parties))
        self.put("vocabulary", ((key, [key, value]) for key, value in book.vocabulary.items()))
        self.put("membership", ((str(n), item) for n, item in enumerate(book.memberships)))
        self.put("state", ((str(n), item) for n, item in enumerate(book.states)))
        self.rows("listing", ((item.covers, item.id) for item in book.entries))
        # of spellings with one key the first is kept: the preferred name
        self.rows(
            "name", ((name_key(item.name), item.id, item.name, "en") for item in book.substances.values())
        )
        self.rows(
            "name", ((name_key(item.name), item.substance, item.name, item.language) for item in book.names)
        )
        self.rows("name", _unsigned(book))
        self.rows("printed", _printed(book))
        self.rows("number", ((cas, item.id) for item in book.substances.values() for cas in item.cas))
        self.rows("code", book.codes)

    def finish(self, meta: dict[str, str]) -> None:
        """Write the index's own record and close the file."""
        self.rows("meta", meta.items())
        self.connection.commit()
        self.connection.execute("VACUUM")
        self.connection.close()
