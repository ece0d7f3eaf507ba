"""What the service must remember over a restart: keys and jobs, in one SQLite file of its data folder.

Every change is on the disk before the call returns (``synchronous=FULL``).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS key(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL, made TEXT NOT NULL,
  revoked TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS job(
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, state TEXT NOT NULL,
  name TEXT NOT NULL, suffix TEXT NOT NULL, form TEXT NOT NULL, size INTEGER NOT NULL, question TEXT NOT NULL,
  made TEXT NOT NULL, begun TEXT NOT NULL DEFAULT '', ended TEXT NOT NULL DEFAULT '', rows INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT '{}', summary TEXT NOT NULL DEFAULT '{}', error TEXT NOT NULL DEFAULT '{}');
"""


class State:
    """The file, shared by threads."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self._lock = threading.Lock()
        path = folder / "service.sqlite"
        self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + _SCHEMA)
        path.chmod(0o600)

    def all(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """The rows of a query."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def do(self, sql: str, *values: Any) -> int:
        """Make one change; how many rows it touched."""
        with self._lock:
            return self._connection.execute(sql, values).rowcount

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Several changes that happen together or not at all."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
