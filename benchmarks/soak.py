"""An hour of `tidewaiter serve`: 100 requests a second of every kind, uploads and slow clients beside them.

Each request has its own planned moment, so that a stall is charged to every request that it delayed. Beside the questions:

* a catalogue of 2,000 rows every 15 s, waited for, fetched, its rows counted, deleted;
* slow clients, always several at a time: half a head, a question's body in small pieces, an upload below the lowest rate.

It must hold: no answer of 500 or more, no connection broken but those of the slow, memory that grows by 10 % at most after
the first sixth, no file, thread or process left over, every kept answer in a record that verifies.

    python benchmarks/soak.py                 an hour, or --minutes N
    python benchmarks/soak.py --keep          and write the figures into docs/promises.md
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote

import promised
from service import Connection, paths_of_names, resident, start

ROOT = Path(__file__).resolve().parents[1]
GROWTH = 0.10  # of the memory after the first sixth
CONNECTIONS = 128
ROWS, EVERY = 2_000, 15.0  # of a catalogue; seconds between two
Question = tuple[str, str, str]  # kind, address, body (none: GET)


@dataclass(slots=True)
class Soak:
    """What was seen."""

    codes: Counter[int] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=dict)  # milliseconds, by kind
    memory: list[float] = field(default_factory=list)  # MiB, once a second
    files: list[int] = field(default_factory=list)  # open, without connections
    connections: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    beside: Counter[str] = field(default_factory=Counter)  # uploads and slow clients
    kept: int = 0


async def request(
    host: str, port: int, method: str, path: str, body: bytes = b"", kind: str = "application/json"
) -> tuple[int, bytes]:
    """One request on a connection of its own."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        head = f"{method} {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        answer = await reader.read()
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    top, _, rest = answer.partition(b"\r\n\r\n")
    return int(top[9:12]), rest


def questions(lots: random.Random) -> list[Question]:
    """10,000 questions, as they are asked again and again: names above all, and some of everything else."""
    names = paths_of_names()
    structures: list[str] = []
    for name in ("moses.smi.gz", "nci.smi.gz"):
        with gzip.open(ROOT / "tests" / "sets" / name, "rt", encoding="utf-8") as file:
            structures += [words[0] for words in map(str.split, file) if words]
    offer = json.dumps(
        {"text": "For sale: 4-piperidone 99 %, acetone, 25 kg. We do not sell acetic anhydride."}
    )
    shipment = json.dumps(
        {"from": "CN", "to": "MX", "lines": ["4-piperidone", "potassium permanganate, 500 kg"]}
    )

    def kept() -> str:
        return json.dumps({"q": "fentanyl", "jurisdiction": ["UN"], "keep": True})

    ways = {
        "a name": (70, lambda: (lots.choice(names), "")),
        "a structure": (9, lambda: (f"/check.json?q={quote(lots.choice(structures))}", "")),
        "a duty": (6, lambda: ("/duty.json?code=2841.61.00.00&origin=CN&on=2025-04-20&value=9000", "")),
        "a page": (6, lambda: (lots.choice(names).replace("/check.json", "/check"), "")),
        "a text": (4, lambda: ("/read.json", offer)),
        "a shipment": (4, lambda: ("/assess.json", shipment)),
        "a kept answer": (1, lambda: ("/check.json", kept())),
    }
    drawn = lots.choices(list(ways), [share for share, _ in ways.values()], k=10_000)
    return [(kind, *ways[kind][1]()) for kind in drawn]


async def ask(seen: Soak, free: asyncio.LifoQueue[Connection], question: Question, due: float) -> None:
    """One question, and its answer told; over one of so many connections that stay open, as a proxy asks."""
    kind, path, body = question
    connection = await free.get()
    try:
        head, answer = await connection.ask(path, body.encode())
    except (OSError, EOFError, IndexError, ValueError) as why:
        seen.faults.append(f"{kind}: {why!r}")
        connection.close()
        return
    finally:
        free.put_nowait(connection)
    code = int(head[9:12])
    seen.codes[code] += 1
    seen.times.setdefault(kind, []).append((time.perf_counter() - due) * 1e3)
    if code >= 500:
        seen.faults.append(f"{code} {path[:200]} {answer[:200]!r}")
    seen.kept += kind == "a kept answer" and code == 200


def must(held: bool, words: str) -> None:
    """Raise :class:`ValueError` with these words where something does not hold."""
    if not held:
        raise ValueError(words)


async def uploads(seen: Soak, where: tuple[str, int], end: float) -> None:
    """Catalogues, one after the other: handed in, waited for, fetched, counted, deleted."""
    rows = "id,smiles\n" + "".join(f"{n},{'C' * (n % 40 + 1)}O\n" for n in range(ROWS))
    form = (
        f'--b\r\nContent-Disposition: form-data; name="file"; filename="stock.csv"\r\n\r\n{rows}\r\n--b--\r\n'
    ).encode()
    while time.perf_counter() < end:
        begun = time.perf_counter()
        try:
            code, answer = await request(
                *where, "POST", "/catalogue.json", form, "multipart/form-data; boundary=b"
            )
            must(code == 202, f"{code} {answer[:200]!r}")
            key = json.loads(answer)["id"]
            state = "waiting"
            while state in ("waiting", "running"):
                await asyncio.sleep(0.5)
                state = json.loads((await request(*where, "GET", f"/catalogue/{key}.json"))[1])["state"]
            code, answer = await request(*where, "GET", f"/catalogue/{key}/result")
            lines = answer.count(b"\n")
            must(state == "done" and code == 200 and lines == ROWS + 1, f"{state} {code}, {lines} lines")
            await request(*where, "DELETE", f"/catalogue/{key}.json")
            seen.beside["catalogues screened"] += 1
        except (OSError, EOFError, ValueError, KeyError) as why:
            seen.faults.append(f"catalogue: {why!r}")
        await asyncio.sleep(max(0.0, min(begun + EVERY, end) - time.perf_counter()))


async def slow(seen: Soak, where: tuple[str, int], end: float, how: int) -> None:
    """Slow clients, one after the other; each kind must end as it should."""
    host, port = where
    while time.perf_counter() < end:
        reader, writer = await asyncio.open_connection(host, port)
        said = b""
        try:
            if how == 0:  # half a head: closed after 15 s
                writer.write(b"GET /check.json?q=acetone HTTP/1.1\r\nHost: x")
                said = await asyncio.wait_for(reader.read(), 60)
                seen.beside["half heads, closed" if not said else "half heads, answered"] += 1
            elif how == 1:  # a body in pieces, within its time: answered
                body = json.dumps({"q": "acetone"}).encode()
                writer.write(
                    f"POST /check.json HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                )
                for byte in body:
                    writer.write(bytes((byte,)))
                    await asyncio.sleep(0.5)
                said = await asyncio.wait_for(reader.read(), 60)
                seen.beside[f"bodies byte by byte, {said[9:12].decode()}"] += 1
            else:  # an upload without end at 2 kB a second: 408
                writer.write(
                    f'POST /catalogue.json HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="s.csv"\r\n\r\n'.encode()
                )
                for _ in range(120):
                    writer.write(b"CCO\n" * 256)
                    await asyncio.sleep(0.5)
                    if reader.at_eof() or writer.is_closing():
                        break
                said = await asyncio.wait_for(reader.read(), 60)
                seen.beside[f"uploads too slow, {said[9:12].decode() or 'closed'}"] += 1
        except (ConnectionError, BrokenPipeError):
            seen.beside["slow clients, cut off"] += 1
        except TimeoutError:
            seen.faults.append(f"a slow client of kind {how} held its connection")
        finally:
            writer.close()
        await asyncio.sleep(1)
        if said[9:12] in (b"500", b"502", b"503", b"504"):
            seen.faults.append(f"a slow client of kind {how}: {said[:200]!r}")


def opened(pid: int, seen: Soak) -> None:
    """Count what the process holds open: connections come and go with what is asked, files must not grow."""
    held = []
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):  # closed meanwhile
            held.append(str(one.readlink()).startswith("socket:"))
    seen.connections.append(sum(held))
    seen.files.append(len(held) - sum(held))


async def play(host: str, port: int, pid: int, rate: float, seconds: float, seen: Soak) -> None:
    """The whole of it."""
    asked = questions(random.Random(16))
    where, tasks = (host, port), set()
    free: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
    for _ in range(CONNECTIONS):
        free.put_nowait(Connection(host, port))
    begun = time.perf_counter() + 0.1
    end = begun + seconds
    beside = [asyncio.create_task(uploads(seen, where, end))]
    beside += [asyncio.create_task(slow(seen, where, end, how)) for how in (0, 0, 0, 0, 1, 1, 1, 1, 2)]
    for number in range(int(rate * seconds)):
        due = begun + number / rate
        if (left := due - time.perf_counter()) > 0:
            await asyncio.sleep(left)
        task = asyncio.create_task(ask(seen, free, asked[number % len(asked)], due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        if number % int(rate) == 0:
            seen.memory.append(resident(pid))
            opened(pid, seen)
        if number % int(rate * 60) == int(rate * 60) - 1:
            print(f"{number + 1:,} asked, {seen.memory[-1]:.0f} MiB, {dict(seen.codes)}, {dict(seen.beside)}, {len(seen.faults)} faults {seen.faults[-1:]}, "
                  f"load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)  # fmt: skip
    await asyncio.gather(*tasks, *beside)
    while not free.empty():
        free.get_nowait().close()


def at(times: list[float], share: float) -> float:
    """The time that ``share`` of the requests did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def told(seen: Soak, seconds: float, load: list[float]) -> tuple[str, bool]:
    """The figures as a table, and whether all held."""
    sixth = max(1, len(seen.memory) // 6)
    spell = max(1, min(60, sixth))  # medians of a minute
    after, last = (
        statistics.median(seen.memory[sixth : sixth + spell]),
        statistics.median(seen.memory[-spell:]),
    )
    growth = last / after - 1
    every = [ms for times in seen.times.values() for ms in times]
    rows = [
        f"One run of `benchmarks/soak.py` on {date.today()}: {seconds / 60:.0f} minutes, two cores, a load of {min(load):.1f} to {max(load):.1f} (median "
        f"{statistics.median(load):.1f}) with other work on the machine; the times are counted from the planned moment of each request.",
        "",
        "| what | figure |",
        "|---|---|",
        f"| requests answered | {sum(seen.codes.values()):,} ({', '.join(f'{code}: {n:,}' for code, n in sorted(seen.codes.items()))}) |",
        f"| of 500 or more, or broken | {len(seen.faults)} |",
        f"| all kinds: p50, p99, worst | {at(every, 0.5):.1f}, {at(every, 0.99):.0f}, {max(every):.0f} ms |",
    ]
    rows += [
        f"| {kind}: p50, p99 | {at(times, 0.5):.1f}, {at(times, 0.99):.0f} ms |"
        for kind, times in sorted(seen.times.items())
    ]
    rows += [f"| {what} | {number:,} |" for what, number in sorted(seen.beside.items())]
    rows += [
        f"| memory at the start, after a sixth, at the end | {seen.memory[0]:.0f}, {after:.0f}, {last:.0f} MiB ({growth:+.1%} after the first sixth) |",
        f"| files open after a sixth, at the end | {seen.files[sixth]}, {seen.files[-1]} |",
        f"| connections beside them | {seen.connections[sixth]}, {seen.connections[-1]} |",
        f"| answers kept, all in a record that verifies | {seen.kept:,} |",
    ]
    return "\n".join(rows), growth <= GROWTH and not seen.faults


def main() -> int:
    """Soak, and print a table of it."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--minutes", type=float, default=60.0)
    options.add_argument("--rate", type=float, default=100.0, help="requests a second (default 100)")
    options.add_argument("--keep", action="store_true", help="write the figures into docs/promises.md")
    asked = options.parse_args()
    seen, load = Soak(), []
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.sqlite"
        process, host, port = start(Path(folder) / "data", "--quiet", "--record", str(record))

        async def whole() -> None:
            async def watch() -> None:
                while True:
                    load.append(os.getloadavg()[0])
                    await asyncio.sleep(30)

            watching = asyncio.create_task(watch())
            await play(host, port, process.pid, asked.rate, asked.minutes * 60, seen)
            watching.cancel()

        try:
            asyncio.run(whole())
        finally:
            process.terminate()
            process.wait()
        seen.faults += checked(record, seen.kept)
    text, held = told(seen, asked.minutes * 60, load)
    print(text)
    for fault in seen.faults[:20]:
        print(fault, file=sys.stderr)
    if asked.keep:
        promised.write("soak", text)
    return 0 if held else 1


def checked(record: Path, kept: int) -> list[str]:
    """What is wrong with the record."""
    from tidewaiter.record import Record

    with Record.open(record, make=False) as book:
        look = book.look_over()
    wrong = [str(one) for one in look.problems]
    return wrong if look.entries == kept else [*wrong, f"{look.entries} entries for {kept} kept answers"]


if __name__ == "__main__":
    sys.exit(main())
