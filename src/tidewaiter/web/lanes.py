"""Bounds: how many at one time, how many may wait, how often one caller may ask."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any


class Full(Exception):
    """There is no room: come back after so many seconds."""

    def __init__(self, after: float = 1.0) -> None:
        super().__init__("full")
        self.after = after


class Lane:
    """At most ``running`` at one time; at most ``waiting`` more in a queue, each for ``patience`` seconds. No caller that
    has a name holds more than half of the places: there is always room for another."""

    def __init__(self, running: int, waiting: int, patience: float) -> None:
        self.most = running + waiting
        self.patience = patience
        self.inside = 0
        self._of: Counter[str] = Counter()  # places by caller
        self._turn = asyncio.Semaphore(running)

    @asynccontextmanager
    async def turn(self, caller: str = "") -> AsyncIterator[None]:
        """Wait for a turn. Raises :class:`Full` at once where the queue, or the caller's half of it, is full, or after
        ``patience``."""
        if self.inside >= self.most or (caller and self._of[caller] >= max(1, self.most // 2)):
            raise Full
        self.inside += 1
        self._of[caller] += 1
        try:
            # Let what has arrived meanwhile be counted before this one is answered: without it, work that never
            # waits would be done in the order of arrival and the queue would stand, unseen, in the event loop.
            await asyncio.sleep(0)
            try:
                async with asyncio.timeout(self.patience):
                    await self._turn.acquire()
            except TimeoutError:
                raise Full(self.patience) from None
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self.inside -= 1
            self._of[caller] -= 1
            if not self._of[caller]:
                del self._of[caller]


class Pool:
    """Threads behind a lane: for what takes longer than the event loop may stand still."""

    def __init__(self, threads: int, waiting: int, patience: float) -> None:
        self.lane = Lane(threads, waiting, patience)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="slow")

    async def run(self, work: Callable[..., Any], *values: Any) -> Any:
        """The result of ``work(*values)``, done in a thread."""
        async with self.lane.turn():
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *values)

    def close(self) -> None:
        """Take no more work."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class Rates:
    """A bucket for each caller: ``burst`` requests at once, ``rate`` a second in the long run."""

    MOST = 20_000  # callers remembered; the longest silent are forgotten first

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.burst, self.clock = rate, float(burst), clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, caller: str) -> float:
        """0 where the caller may ask now, else the seconds until it may.

        >>> now = [0.0]
        >>> rates = Rates(2, 1, lambda: now[0])
        >>> rates.wait("a"), rates.wait("a"), rates.wait("b")
        (0.0, 0.5, 0.0)
        >>> now[0] = 0.5
        >>> rates.wait("a")
        0.0
        """
        now = self.clock()
        left, before = self._left.pop(caller, (self.burst, now))
        left = min(self.burst, left + (now - before) * self.rate)
        allowed = left >= 1.0
        self._left[caller] = (left - 1.0 if allowed else left, now)
        if len(self._left) > self.MOST:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1.0 - left) / self.rate

    def charge(self, caller: str, more: int) -> None:
        """Count what a request held besides its one question: it is answered, and the next one waits the longer.

        >>> rates = Rates(2, 3, lambda: 0.0)
        >>> rates.wait("a"), rates.charge("a", 4), rates.wait("a")
        (0.0, None, 1.5)
        """
        left, before = self._left.get(caller, (self.burst, self.clock()))
        self._left[caller] = (left - more, before)
