"""Drills: what is accepted is never lost, and ends with the same bytes, whatever happens to the machine meanwhile.

Each of `screen`, `serve` with its jobs, and the record on SQLite and on PostgreSQL meets each of these so many times, at a
moment drawn by lot:

* ``kill``: the process is killed (kill -9; PostgreSQL's server with all its own), then started again;
* ``full``: its disk is full, then has room again (a small tmpfs; without the right to mount one, a bound on file sizes);
* ``cut``: the network between the two breaks off in the middle of what is said;
* ``clock``: the clock jumps back and forth by up to two days while it runs (a shim of the C library, not the machine's clock);
* ``restart``: it is asked to stop (SIGTERM; PostgreSQL's server an immediate stop), then started again.

    python benchmarks/drills.py                      50 of each
    python benchmarks/drills.py screen --runs 5      some; --keep writes the figures into docs/promises.md
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import promised
from machine import Cable, Clock, Disk, Server

from tidewaiter.errors import TidewaiterError
from tidewaiter.record import Record

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
# a fault in words, or "" where all held; for ever. What is mounted for it is let go at its end.
Drill = Callable[[random.Random, Path, ExitStack], Iterator[str]]

# screen ----------------------------------------------------------------------------------------------------

CATALOGUE = "id,smiles\n" + "".join(f"{n},{'C' * (n % 40 + 1)}O\n" for n in range(150_000))


def screen(how: str) -> Drill:
    """`tidewaiter screen`, hit up to three times, resumed: the bytes of a run that nobody disturbed."""

    def drill(draw: random.Random, place: Path, mounted: ExitStack) -> Iterator[str]:
        source, whole = place / "a.csv", place / "w.csv"
        source.write_text(CATALOGUE, encoding="utf-8")
        words = [sys.executable, "-m", "tidewaiter", "screen", str(source), "--on", "2026-11-01", "--workers", "2", "-o"]  # fmt: skip
        begun = time.monotonic()
        subprocess.run([*words, str(whole)], check=True, capture_output=True)
        usual = time.monotonic() - begun
        clock = Clock(place / "c") if how == "clock" else None
        while True:
            disk = (
                mounted.enter_context(Disk(place / "d", draw.randint(20_000, 1_500_000)))
                if how == "full"
                else None
            )
            out = (disk.folder if disk else place) / "o.csv"
            environment = {**os.environ, **(clock.environment if clock else {})}
            hits, code, said = 0, -1, ""
            while code:
                call = [*words, str(out), *(["--resume"] if hits else [])]
                with subprocess.Popen(
                    call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
                ) as process:
                    assert process.stderr
                    if how in ("kill", "restart", "clock") and hits < 3:
                        with contextlib.suppress(subprocess.TimeoutExpired):
                            process.wait(usual * draw.random())
                        if clock:
                            clock.jumps(draw)
                        if process.poll() is None and (how != "clock" or draw.random() < 0.5):
                            process.send_signal(signal.SIGTERM if how == "restart" else signal.SIGKILL)
                    said = process.stderr.read()
                    code = process.wait()
                hits += 1
                if "Traceback" in said or (disk and code and not said.strip()) or hits > 9:
                    break
                if disk:
                    disk.grow()
            same = code == 0 and out.read_bytes() == whole.read_bytes()
            left = out.with_name("o.csv.parts").exists()
            yield (
                ""
                if same and not left
                else f"after {hits - 1} hits: exit code {code}, same {same}, parts left {left}: {said[-300:]}"
            )
            out.unlink(missing_ok=True)
            shutil.rmtree(out.with_name("o.csv.parts"), ignore_errors=True)
            mounted.close()

    return drill


# serve -----------------------------------------------------------------------------------------------------


class Served:
    """The service in a process of its own, on a data folder."""

    def __init__(self, data: Path, environment: dict[str, str]) -> None:
        call = [sys.executable, "-m", "tidewaiter", "serve", "--port", "0", "--quiet", "--workers", "1", "--data", str(data)]  # fmt: skip
        self.process = subprocess.Popen(
            call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
        )  # fmt: skip
        assert self.process.stderr
        line = self.process.stderr.readline()
        while line and "Tidewaiter on" not in line:
            line = self.process.stderr.readline()
        if not line:
            raise RuntimeError("the service did not start")
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        self.port = int(line.split("127.0.0.1:", 1)[1].split("/", 1)[0])
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60)

    def end(self, number: int) -> None:
        self.process.send_signal(number)
        self.process.wait()
        self.client.close()


def hand_in(client: httpx.Client, content: bytes) -> tuple[str, int]:
    """The id of an accepted catalogue, or "" ; the status, 0 where none came."""
    try:
        answer = client.post("/catalogue.json", files={"file": ("s.csv", content)})
    except httpx.TransportError:
        return "", 0
    return (answer.json()["id"] if answer.status_code == 202 else ""), answer.status_code


def results(client: httpx.Client, jobs: dict[str, bytes], wanted: bytes, *, may_fail: bool) -> str:
    """Wait until all are done; why one is lost or other than it should be. ``may_fail``: for want of room, and says so."""
    end = time.monotonic() + 120
    while True:
        told = {job["id"]: job for job in client.get("/catalogue.json").json()["jobs"]}
        if missing := set(jobs) - set(told):
            return f"lost: {missing}"
        for key in [key for key, job in told.items() if job["state"] == "failed"]:
            error = told.pop(key)["error"]
            if not may_fail or not re.search(
                "room|space|disk|unable to open", error["message"] + error["mend"]
            ):
                return f"failed: {error}"
            jobs.pop(key, None)
            client.delete(f"/catalogue/{key}.json")
        if all(job["state"] == "done" for job in told.values()):
            break
        if time.monotonic() > end:
            return f"not done: {[job['state'] for job in told.values()]}"
        time.sleep(0.1)
    for key in told:
        if client.get(f"/catalogue/{key}/result").content != wanted:
            return "other bytes"
        client.delete(f"/catalogue/{key}.json")
    return ""


def serve(how: str) -> Drill:
    """The service hit while catalogues are handed in and screened: each that was accepted ends with the same bytes."""

    def drill(draw: random.Random, place: Path, mounted: ExitStack) -> Iterator[str]:
        content = (
            "id,smiles\n" + "".join(f"{n},{'C' * (n % 9 + 1)}O\n" for n in range(3_000)) + f"x,{FENTANYL}\n"
        ).encode()
        clock = Clock(place / "c") if how == "clock" else None
        disk = mounted.enter_context(Disk(place / "d", 512 << 20)) if how == "full" else None
        data = (disk.folder if disk else place) / "data"
        environment = clock.environment if clock else {}
        served = Served(data, environment)
        key, _ = hand_in(served.client, content)
        wanted = b""
        while not wanted:
            answer = served.client.get(f"/catalogue/{key}/result")
            wanted = answer.content if answer.status_code == 200 else b""
            time.sleep(0.1)
        served.client.delete(f"/catalogue/{key}.json")
        try:
            while True:
                jobs: dict[str, bytes] = {}
                fault, statuses = "", []
                client, cable = served.client, None
                if how == "cut":
                    cable = Cable(served.port)
                    client = httpx.Client(base_url=f"http://127.0.0.1:{cable.here}", timeout=60)
                    cable.break_after(draw.randrange(2 * len(content)))
                if disk:
                    disk.fill()
                    if (
                        draw.random() < 0.5
                    ):  # a little room: the disk fills while the catalogue is taken on or screened
                        with (disk.folder / "ballast").open("r+b") as stream:
                            stream.truncate(max(0, stream.seek(0, 2) - draw.randint(1, 60) * 4096))
                hit = threading.Timer(1.5 * draw.random(), lambda: served.end(signal.SIGTERM if how == "restart" else signal.SIGKILL))  # noqa: B023  # fmt: skip
                if how in ("kill", "restart"):
                    hit.start()
                for _ in range(draw.choice((1, 1, 2))):
                    key, status = hand_in(client, content)
                    statuses.append(status)
                    if key:
                        jobs[key] = content
                    if clock:
                        clock.jumps(draw)
                if how in ("kill", "restart"):
                    hit.join()
                    served = Served(data, environment)
                if disk:
                    time.sleep(3 * draw.random())
                    disk.free()
                    key, status = hand_in(served.client, content)  # and goes on where there is room
                    fault = "" if key else f"{status} with room"
                    jobs |= {key: content} if key else {}
                if any(status >= 500 and status != 503 for status in statuses):
                    fault = f"answered {statuses}"
                yield fault or results(served.client, jobs, wanted, may_fail=disk is not None)
        finally:
            served.end(signal.SIGKILL)
            mounted.close()

    return drill


# the record ------------------------------------------------------------------------------------------------

WRITER = """
import sys
from datetime import UTC, datetime
from tidewaiter.errors import TidewaiterError
from tidewaiter.record import Record
number = 0
try:
    with Record.open(sys.argv[1]) as record:
        while True:
            entry = record.keep("check", {"query": f"x{number}"}, {"words": "y" * 2000}, who="drill", at=datetime.now(UTC))
            print(entry.seq, entry.hash, flush=True)
            number += 1
except TidewaiterError as why:
    print("told", why, flush=True)
"""


def writer(address: str, environment: dict[str, str]) -> tuple[subprocess.Popen[str], list[str]]:
    """A process that keeps one answer after another, and the lines that it tells of them."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, address], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, **environment},
    )  # fmt: skip
    lines: list[str] = []

    def listen() -> None:
        assert process.stdout
        lines.extend(iter(process.stdout.readline, ""))

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    process.listener = thread  # type: ignore[attr-defined]
    return process, lines


def whole(address: str, lines: list[str], *, backwards: bool = False) -> str:
    """Whether every entry that was told is in the record, and the chain unbroken."""
    odd = [line for line in lines if not line[:1].isdigit() and not line.startswith("told")]
    if odd:
        return f"a traceback: {''.join(odd)[-300:]}"
    try:
        with Record.open(address) as record:
            problems = [one for one in record.verify() if not (backwards and "before" in one.what)]
            held = {entry.seq: entry.hash for entry in record.entries()}
            record.keep("check", {"query": "after"}, {}, who="drill", at=datetime.now(UTC))
    except TidewaiterError as why:
        return f"{why}"
    kept = [line.split() for line in lines if line[:1].isdigit() and line.endswith("\n")]
    lost = [seq for seq, mark in kept if held.get(int(seq)) != mark]
    return f"lost {lost[:5]}, {problems[:3]}" if lost or problems else ""


def sqlite(how: str) -> Drill:
    """A record on SQLite whose writer is hit: every entry that was told is there, the chain unbroken."""

    def drill(draw: random.Random, place: Path, mounted: ExitStack) -> Iterator[str]:
        clock = Clock(place / "c") if how == "clock" else None
        number = 0
        while True:
            number += 1
            disk = (
                mounted.enter_context(Disk(place / "d", draw.randint(40_000, 900_000)))
                if how == "full"
                else None
            )
            address = str((disk.folder if disk else place) / f"r{number}.sqlite")
            process, lines = writer(address, clock.environment if clock else {})
            hit(process, lines, how, draw, clock)
            if disk:
                disk.grow()
            fault = whole(address, lines, backwards=clock is not None)
            if how == "full" and not any(line.startswith("told") for line in lines):
                fault = fault or "a full disk was not told"
            yield fault
            for path in Path(address).parent.glob("r*.sqlite*"):
                path.unlink()
            mounted.close()

    return drill


def hit(process: Any, lines: list[str], how: str, draw: random.Random, clock: Clock | None) -> None:
    """Let a writer write, then hit it; wait for its end."""
    end = time.monotonic() + 60
    while how != "full" and len(lines) < 2 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    if clock:
        for _ in range(5):
            clock.jumps(draw)
            time.sleep(0.1 * draw.random())
    if how != "full":
        time.sleep(0.3 * draw.random())
        process.send_signal(signal.SIGTERM if how == "restart" else signal.SIGKILL)
    try:
        process.wait(120)
    except subprocess.TimeoutExpired:
        process.kill()
    process.listener.join(10)


def postgresql(how: str) -> Drill:
    """A record on PostgreSQL whose server, disk, network or clock is hit while a writer writes."""

    def drill(draw: random.Random, place: Path, mounted: ExitStack) -> Iterator[str]:
        clock = Clock(place / "c") if how == "clock" else None
        disk = mounted.enter_context(Disk(place / "d", 160 << 20)) if how == "full" else None
        server = Server((disk.folder if disk else place) / "pg", {})
        cable = Cable(server.port) if how == "cut" else None
        address = server.address.replace(f":{server.port}/", f":{cable.here}/") if cable else server.address
        try:
            while True:
                server.fresh()
                if cable:
                    cable.mend()
                process, lines = writer(address, clock.environment if clock else {})
                end = time.monotonic() + 60
                while len(lines) < 2 and process.poll() is None and time.monotonic() < end:
                    time.sleep(0.01)
                time.sleep(0.3 * draw.random())
                if how == "kill":
                    server.kill()
                elif how == "restart":
                    server.stop(draw.choice(["immediate", "fast"]))
                elif cable:
                    cable.break_after(draw.randrange(8_000))
                elif disk:
                    disk.fill()
                hit(process, lines, "clock" if clock else "full", draw, clock)
                if disk:
                    disk.free()
                    server.stop()
                if how in ("kill", "restart", "full"):
                    server.start()
                fault = whole(server.address, lines, backwards=clock is not None)
                if not clock and not any(line.startswith("told") for line in lines):
                    fault = fault or "the writer was not told"
                yield fault
        finally:
            server.stop()
            mounted.close()

    return drill


DRILLS: dict[str, Drill] = {
    f"{name}, {how}": make(how)
    for name, make, ways in (
        ("screen", screen, ("kill", "full", "clock", "restart")),
        ("serve", serve, ("kill", "full", "cut", "clock", "restart")),
        ("SQLite", sqlite, ("kill", "full", "clock", "restart")),
        ("PostgreSQL", postgresql, ("kill", "full", "cut", "clock", "restart")),
    )
    for how in ways
}


def drilled(name: str, runs: int, lots: int) -> promised.Trial:
    """So many runs of one drill; each fault is printed at once."""
    begun, faults = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="drill-") as folder, ExitStack() as mounted:
        running = DRILLS[name](random.Random(lots), Path(folder), mounted)
        for number in range(runs):
            if fault := next(running):
                faults.append(f"run {number}: {fault}")
                print(f"  {name}, {faults[-1]}", file=sys.stderr, flush=True)
        running.close()  # type: ignore[attr-defined]
    return promised.Trial(name, runs, faults, time.monotonic() - begun)


def main() -> int:
    """Drill, and print a table of it."""
    raw = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    options.add_argument("which", nargs="*", help=f"words of {', '.join(DRILLS)} (default: all)")
    options.add_argument("--runs", type=int, default=50, help="of each (default 50)")
    options.add_argument("--lots", type=int, default=16, help="which lots are drawn (default 16)")
    options.add_argument("--workers", type=int, default=promised.processors(), help="drills at a time")
    options.add_argument("--keep", action="store_true", help="write the figures into docs/promises.md")
    options.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.alone:
        return promised.print_alone(drilled(asked.which[0], asked.runs, asked.lots))
    names = [name for name in DRILLS if not asked.which or any(word in name for word in asked.which)]
    words = ["--runs", str(asked.runs), "--lots", str(asked.lots)]
    trials = promised.side_by_side(__file__, names, words, asked.workers)
    return promised.tell("drills", "drill", "runs", trials, "", keep=asked.keep)


if __name__ == "__main__":
    sys.exit(main())
