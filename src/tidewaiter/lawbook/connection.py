"""Read-only SQLite, one connection a thread.

``sqlite3`` keeps one prepared statement a text of SQL and connection: two threads that step through it at once take each
other's rows, or are told of a misuse. What many threads ask is therefore opened once in each.
"""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path


def read_only(path: Path) -> sqlite3.Connection:
    """An index, to be read and never changed; any thread may close it."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


class Connections:
    """The connections to one index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = threading.local()
        self._all: list[sqlite3.Connection] = []
        self.here()  # a file that cannot be opened is told at once

    def here(self) -> sqlite3.Connection:
        """That of this thread."""
        try:
            found: sqlite3.Connection = self._own.connection
        except AttributeError:
            found = read_only(self._path)
            self._own.connection = found
            self._all.append(found)
        return found

    def reopen(self) -> None:
        """Open the file anew, in a process that was forked: no connection may be shared; the others are the parent's."""
        self._own = threading.local()

    def close(self) -> None:
        """Close them all."""
        for connection in self._all:
            connection.close()
