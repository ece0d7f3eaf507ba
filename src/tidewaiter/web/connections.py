"""Bounds on connections, below HTTP: how many an address may hold, how long the head of a request may take to arrive.

uvicorn closes a connection on which nothing comes after an answer; on one on which something comes slowly it waits for ever.
"""

from __future__ import annotations

import asyncio
import resource
from collections import Counter
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

_KEPT = 48  # files that the service needs for itself: the lawbook, the jobs, the record

_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nretry-after: 5\r\ncontent-type: application/json\r\n"
    b"content-length: 113\r\n\r\n"
    b'{"error":{"code":"busy","message":"Too many connections.","mend":"Close some, or try again.","did_you_mean":[]}}\n'
)


def most_connections(asked: int) -> int:
    """Connections that one address may hold: those asked for, and never more than half of the files that may be open."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return max(1, min(asked, (files - _KEPT) // 2))


def most_at_all(asked: int) -> int:
    """Connections that all together may hold, of the files that may be open."""
    return max(2, min(asked, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - _KEPT))


def bounded(patience: float, each: int, all_: int) -> type[asyncio.Protocol]:
    """uvicorn's protocol with these bounds; ``patience``: seconds for the head of a request."""
    held: Counter[str] = Counter()

    class Bounded(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # chosen by what is installed
        """One connection."""

        _late: asyncio.TimerHandle | None = None
        _address: str | None = None

        def connection_made(self, transport: Any) -> None:
            address = str((transport.get_extra_info("peername") or ("-",))[0])
            if held[address] >= each or held.total() >= all_:
                transport.write(_BUSY)
                transport.close()
                return
            held[address] += 1
            self._address = address
            super().connection_made(transport)
            self._expect()

        def connection_lost(self, why: Exception | None) -> None:
            self._arrived()
            if self._address is None:
                return
            held[self._address] -= 1
            if not held[self._address]:
                del held[self._address]
            super().connection_lost(why)

        def data_received(self, data: bytes) -> None:
            if self._address is None:
                return
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self._arrived()
            elif self._late is None:
                self._expect()

        def eof_received(self) -> None:
            if self._address is not None:
                super().eof_received()

        def _expect(self) -> None:
            self._late = asyncio.get_running_loop().call_later(patience, self._give_up)

        def _arrived(self) -> None:
            if self._late is not None:
                self._late.cancel()
                self._late = None

        def _give_up(self) -> None:
            self._late = None
            if not self.transport.is_closing():
                self.transport.abort()

    return Bounded
