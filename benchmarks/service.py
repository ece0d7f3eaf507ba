"""How the service bears load, asked from another process: this one.

Three spells against a fresh ``tidewaiter serve`` with its default settings:

1. a warm name check at a fixed rate (200 a second for 60 s), each request at its own planned moment whether or not
   those before it were answered, so that a stall is charged to every request that it delayed;
2. overload: as many requests as many connections can send, for some seconds; only 200, 429 and 503 may come back, the
   latter two with Retry-After;
3. the first spell again, shorter: the service must have recovered.

    python benchmarks/service.py            print the table (about 80 s)
    python benchmarks/service.py --strict   and end with exit code 1 where a limit is broken
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import figures

LIMIT_P99 = 20.0  # milliseconds
LIMIT_GROWTH = 16.0  # MiB over the first spell, after its first quarter
SEED = 20190501


@dataclass(slots=True)
class Spell:
    """What a spell measured."""

    codes: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)  # milliseconds of requests answered 200
    without_retry: int = 0  # 429 and 503 that did not say when to come back
    errors: list[str] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The time that ``share`` of the requests did not exceed."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


IDLE = 5.0  # seconds: half of what the service waits


class Connection:
    """One keep-alive connection: a request, then its answer. As little work as can be, so that the service is measured.

    One that was idle for :data:`IDLE` is made anew, as a proxy does: the service may close it at the moment of a request.
    """

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.last = 0.0  # when it was used
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> tuple[int, bool]:
        """The status, and whether it says when to come back."""
        head, _ = await self.ask(path)
        return int(head[9:12]), b"\r\nretry-after:" in head

    async def ask(self, path: str, body: bytes = b"") -> tuple[bytes, bytes]:
        """Head and body of the answer, to a POST where there is a body (of JSON)."""
        idle = time.monotonic() - self.last > IDLE
        if self.writer is None or self.reader is None or self.reader.at_eof() or idle:
            self.close()
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        assert self.reader and self.writer
        sent = f"content-type: application/json\r\ncontent-length: {len(body)}\r\n" if body else ""
        first = f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{sent}\r\n"
        self.writer.write(first.encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
        answer = await self.reader.readexactly(length)
        self.last = time.monotonic()
        if b"\r\nconnection: close" in head:
            self.close()
        return head, answer

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer = None


async def steady(
    host: str, port: int, paths: list[str], rate: float, seconds: float, watch: list[float], pid: int
) -> Spell:
    """Requests at a fixed rate over as many connections as it takes. ``watch`` gets resident memory once a second."""
    spell, free = Spell(), [Connection(host, port) for _ in range(32)]
    every, tasks = list(free), set()
    begun = time.perf_counter() + 0.05

    async def one(path: str, due: float) -> None:
        connection = free.pop() if free else Connection(host, port)
        try:
            code, again = await connection.get(path)
            spell.codes[code] += 1
            if code == 200:
                spell.times.append((time.perf_counter() - due) * 1e3)
            elif code in (429, 503) and not again:
                spell.without_retry += 1
        except (OSError, EOFError, IndexError, ValueError) as why:
            spell.errors.append(repr(why))
            connection.close()
        free.append(connection)

    chosen = random.Random(SEED)
    for number in range(int(rate * seconds)):
        due = begun + number / rate
        if (left := due - time.perf_counter()) > 0:
            await asyncio.sleep(left)
        task = asyncio.create_task(one(chosen.choice(paths), due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        if number % int(rate) == 0:
            watch.append(resident(pid))
    await asyncio.gather(*tasks)
    watch.append(resident(pid))
    for connection in {*free, *every}:
        connection.close()
    return spell


async def flood(host: str, port: int, paths: list[str], connections: int, seconds: float) -> Spell:
    """As many requests as ``connections`` can send, one after the other each."""
    spell, end = Spell(), time.perf_counter() + seconds

    async def one(number: int) -> None:
        connection, chosen = Connection(host, port), random.Random(number)
        while (start := time.perf_counter()) < end:
            try:
                code, again = await connection.get(chosen.choice(paths))
            except (OSError, EOFError, IndexError, ValueError) as why:
                spell.errors.append(repr(why))
                connection.close()
                continue
            spell.codes[code] += 1
            if code == 200:
                spell.times.append((time.perf_counter() - start) * 1e3)
            elif code in (429, 503) and not again:
                spell.without_retry += 1
        connection.close()

    await asyncio.gather(*(one(number) for number in range(connections)))
    return spell


def resident(pid: int) -> float:
    """Resident memory of a process in MiB; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def start(folder: Path, *words: str) -> tuple[subprocess.Popen[str], str, int]:
    """A fresh service: its process, host and port."""
    call = [
        sys.executable,
        "-c",
        "from tidewaiter.cli import console; console()",
        "serve",
        "--port",
        "0",
        "--data",
        str(folder),
    ]
    process = subprocess.Popen([*call, *words], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    for line in process.stderr:
        if "Tidewaiter on http://" in line:
            host, _, port = line.split("http://", 1)[1].split("/", 1)[0].rpartition(":")
            return process, host, int(port)
    raise RuntimeError("the service did not start")


def paths_of_names() -> list[str]:
    """A check of every listed name, in every language."""
    from tidewaiter import Lawbook

    book = Lawbook.load()
    names = sorted({name for item in book.store.substances() for name, _ in book.names(item.id)})
    return [f"/check.json?q={quote(name)}" for name in names if len(quote(name)) < 2000]


async def play(
    host: str, port: int, pid: int, rate: float, seconds: float
) -> tuple[Spell, Spell, Spell, list[float]]:
    """The three spells, after one second that only opens the connections."""
    paths = paths_of_names()
    watch: list[float] = []
    await steady(host, port, paths, rate, 2, [], pid)
    calm = await steady(host, port, paths, rate, seconds, watch, pid)
    over = await flood(host, port, paths, 400, max(2.0, seconds / 12))
    await asyncio.sleep(2.0)  # the bucket of this address fills again
    after = await steady(host, port, paths, rate, max(2.0, seconds / 6), [], pid)
    return calm, over, after, watch


def verdicts(calm: Spell, over: Spell, after: Spell, watch: list[float]) -> list[tuple[str, str, bool]]:
    """What was promised, what was measured, and whether it was kept."""
    growth = watch[-1] - watch[len(watch) // 4]
    return [
        ("calm: every request answered 200", f"{dict(calm.codes)}, {len(calm.errors)} errors", set(calm.codes) == {200} and not calm.errors),
        (f"calm: p99 <= {LIMIT_P99:g} ms", f"p50 {calm.at(0.5):.2f}, p99 {calm.at(0.99):.2f}, p99.9 {calm.at(0.999):.2f}, worst {calm.at(1):.1f} ms", calm.at(0.99) <= LIMIT_P99),
        (f"calm: memory grows <= {LIMIT_GROWTH:g} MiB", f"{watch[0]:.0f} to {watch[-1]:.0f} MiB, {growth:+.1f} after the first quarter", growth <= LIMIT_GROWTH),
        ("overload: only 200, 429, 503", f"{dict(over.codes)}, {len(over.errors)} errors", set(over.codes) <= {200, 429, 503} and not over.errors),
        ("overload: some are sent away, told when to come back", f"{over.codes[429] + over.codes[503]} sent away, {over.without_retry} without Retry-After", over.codes[429] + over.codes[503] > 0 and not over.without_retry),
        ("recovered: every request answered 200", f"{dict(after.codes)}, {len(after.errors)} errors", set(after.codes) == {200} and not after.errors),
        (f"recovered: p99 <= {LIMIT_P99:g} ms", f"p50 {after.at(0.5):.2f}, p99 {after.at(0.99):.2f} ms", after.at(0.99) <= LIMIT_P99),
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--strict", action="store_true", help="exit code 1 where a limit is broken")
    parser.add_argument("--rate", type=float, default=200.0, help="requests a second (default 200)")
    parser.add_argument("--seconds", type=float, default=60.0, help="length of the first spell (default 60)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--keep", action="store_true", help="add the figures to benchmarks/figures.csv")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        process, host, port = start(Path(folder), "--quiet")
        try:
            spells = asyncio.run(play(host, port, process.pid, options.rate, options.seconds))
        finally:
            process.terminate()
            process.wait()
    results = verdicts(*spells)
    calm, _, after, watch = spells
    if options.json:
        print(
            json.dumps(
                [{"what": what, "measured": told, "kept": kept} for what, told, kept in results], indent=2
            )
        )
    else:
        for what, told, kept in results:
            print(f"{'ok  ' if kept else 'OVER'} {what:54} {told}")
        measured = [(f"calm, {name}", calm.at(share), "ms") for name, share in (("p50", 0.5), ("p99", 0.99))]
        measured += [("recovered, p99", after.at(0.99), "ms"), ("memory at the end", watch[-1], "MiB")]
        figures.tell("service", (figures.Figure(*one) for one in measured), keep=options.keep)
    return 1 if options.strict and not all(kept for *_, kept in results) else 0


if __name__ == "__main__":
    sys.exit(main())
