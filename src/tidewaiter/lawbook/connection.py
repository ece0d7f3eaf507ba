"""Read-only SQLite, one connection a thread.

``sqlite3`` keeps one prepared statement a text of SQL and connection: two threads that step through it at once take each
other's rows, or are told of a misuse. What many threads ask is therefore opened once in each.
"""

from __future__ import annotations

import sqlite3
from _thread import _local  # threading's own: to import that takes a fiftieth of a first answer
from pathlib import Path
from weakref import WeakSet


def read_only(path: Path) -> sqlite3.Connection:
    """An index, to be read and never changed; any thread may close it."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


class _End:
    """Closes a connection with the thread that it belongs to: a service's threads come and go, and a connection, which
    refers to itself, would stay until Python next looks for such rings."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Connections:
    """The connections to one index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = _local()
        self._before: list[_local] = []  # the parent's, in a process that was forked
        self._ends: WeakSet[_End] = WeakSet()
        self.here()  # a file that cannot be opened is told at once

    def here(self) -> sqlite3.Connection:
        """That of this thread."""
        try:
            found: sqlite3.Connection = self._own.connection
        except AttributeError:
            found = read_only(self._path)
            self._own.connection = found
            self._own.end = end = _End(found)
            self._ends.add(end)
        return found

    def reopen(self) -> None:
        """Open the file anew, in a process that was forked: no connection may be shared; the others are the parent's."""
        self._before.append(self._own)
        self._own = _local()

    def close(self) -> None:
        """Close them all."""
        for end in list(self._ends):
            end.connection.close()
