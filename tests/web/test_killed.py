"""kill -9, ten times, in the middle of uploads and of writes to the record: what was accepted is never lost."""

from __future__ import annotations

import csv
import io
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

from tidewaiter.record import Record

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
TURNS = 10
SCREENED = 3  # of the accepted catalogues: screened to the end


class Asking:
    """What callers do while the service runs, and what they were promised."""

    def __init__(self, url: str, turn: int) -> None:
        self.url, self.turn = url, turn
        self.jobs: dict[str, bytes] = {}
        self.entries: dict[int, str] = {}
        self.in_upload = threading.Event()
        self._threads = [threading.Thread(target=work) for work in (self._uploads, self._writes)]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _uploads(self) -> None:
        with httpx.Client(base_url=self.url, timeout=30) as client:
            try:
                content = f"id,smiles\nturn {self.turn},{FENTANYL}\n".encode()
                answer = client.post("/catalogue.json", files={"file": ("stock.csv", content)})
                if answer.status_code == 202:
                    self.jobs[answer.json()["id"]] = content
                headers = {"Content-Type": "multipart/form-data; boundary=b"}
                client.post("/catalogue.json", content=self._endless(), headers=headers)
            except httpx.TransportError:
                pass
            self.in_upload.set()

    def _endless(self) -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\nsmiles\n'
        for n in range(10_000):
            yield b"CCO\n" * 20_000
            if n == 10 + self.turn:
                self.in_upload.set()

    def _writes(self) -> None:
        with httpx.Client(base_url=self.url, timeout=30) as client:
            try:
                while True:
                    body = {"q": "fentanyl", "jurisdiction": ["UN"], "keep": True}
                    answer = client.post("/check.json", json=body)
                    if answer.status_code == 200:
                        kept = answer.json()["record"]
                        self.entries[kept["seq"]] = kept["hash"]
            except httpx.TransportError:
                pass


def test_killed_ten_times_it_loses_nothing(serve: Callable[..., Any], tmp_path: Path) -> None:
    address = str(tmp_path / "record.sqlite")
    words = ("--quiet", "--rate", "100000", "--record", address, "--jobs", "100", "--workers", "1")
    jobs: dict[str, bytes] = {}
    entries: dict[int, str] = {}
    for turn in range(TURNS):
        served = serve(*words)
        asking = Asking(served.url, turn)
        assert asking.in_upload.wait(60)
        time.sleep(0.02 * turn)  # not for something to happen: only so that each turn is cut off elsewhere
        served.kill()
        asking.join()
        assert asking.jobs
        jobs |= asking.jobs
        entries |= asking.entries
        with Record.open(address) as record:
            assert record.verify() == []
    served = serve(*words)
    listed = {job["id"] for job in served.client.get("/catalogue.json").json()["jobs"]}
    assert set(jobs) == listed  # none lost, and none made of an upload that was cut off
    for key, content in jobs.items():
        assert (tmp_path / "data" / "jobs" / key / "input.csv").read_bytes() == content
    for key in list(jobs)[
        : TURNS - SCREENED
    ]:  # the same again and again: three are enough to see the screening
        assert served.client.delete(f"/catalogue/{key}.json").status_code in (200, 204)
        del jobs[key]
    end = time.monotonic() + 240
    while True:
        states = {job["id"]: job["state"] for job in served.client.get("/catalogue.json").json()["jobs"]}
        if set(states.values()) == {"done"}:
            break
        assert "failed" not in states.values()
        assert time.monotonic() < end, states
        time.sleep(0.2)
    for key, content in jobs.items():
        rows = list(csv.DictReader(io.StringIO(served.client.get(f"/catalogue/{key}/result").text)))
        assert [(row["id"], row["status"]) for row in rows] == [
            (content.decode().split("\n")[1].split(",")[0], "hit")
        ]
    assert {path.name for path in (tmp_path / "data" / "jobs").iterdir()} == set(jobs)
    with Record.open(address) as record:
        assert record.verify() == []
        kept = {entry.seq: entry.hash for entry in record.entries()}
        assert entries.items() <= kept.items()
    assert len(entries) > TURNS
    assert served.stop() == 0


def test_a_screening_goes_on_where_it_was_killed(
    serve: Callable[..., Any], tmp_path: Path, until_ended: Any
) -> None:
    """The result has the bytes of a run that nobody interrupted (`tidewaiter screen` itself says what they are)."""
    content = (
        "id,smiles\n" + "".join(f"{n},{'C' * (1 + n % 40)}O\n" for n in range(260_000)) + f"last,{FENTANYL}\n"
    ).encode()
    served = serve("--quiet", "--workers", "1")
    key = served.client.post(
        "/catalogue.json", files={"file": ("s.csv", content)}, data={"form": "parquet"}
    ).json()["id"]
    parts = tmp_path / "data" / "jobs" / key / "result.parquet.parts"
    end = time.monotonic() + 120
    while len(list(parts.glob("part-*.arrow"))) < 2:
        assert time.monotonic() < end
        assert not (tmp_path / "data" / "jobs" / key / "result.parquet").exists(), (
            "it was done before it could be killed"
        )
        time.sleep(0.005)
    served.kill()
    kept = {path: path.stat().st_mtime_ns for path in parts.glob("part-*.arrow")}
    assert kept
    again = serve("--quiet", "--workers", "1")
    seen = set()
    while (job := again.client.get(f"/catalogue/{key}.json").json())["state"] not in ("done", "failed"):
        seen.add(job["state"])
        for path, when in kept.items():
            assert not path.exists() or path.stat().st_mtime_ns == when  # what was done is not done again
        assert time.monotonic() < end + 120
        time.sleep(0.01)
    assert job["state"] == "done"
    assert job["rows"] == 260_001
    mine = tmp_path / "mine.parquet"
    source = tmp_path / "data" / "jobs" / key / "input.csv"
    from tidewaiter.cli import main

    assert main(["screen", str(source), "-o", str(mine), "--workers", "1", "--json"]) == 0
    assert again.client.get(f"/catalogue/{key}/result").content == mine.read_bytes()


def test_the_processes_of_a_screening_end_with_the_service(serve: Callable[..., Any], tmp_path: Path) -> None:
    content = ("smiles\n" + "".join(f"{'C' * (1 + n % 40)}N\n" for n in range(400_000))).encode()
    served = serve("--quiet", "--workers", "2")
    key = served.client.post("/catalogue.json", files={"file": ("s.csv", content)}).json()["id"]
    end = time.monotonic() + 60
    while served.client.get(f"/catalogue/{key}.json").json()["state"] != "running" or not _workers(key):
        assert time.monotonic() < end
        time.sleep(0.01)
    served.kill()
    while _workers(key):
        assert time.monotonic() < end, "a screening outlived its service"
        time.sleep(0.02)


def _workers(key: str) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            text = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "tidewaiter.web.worker" in text and key in text:
            found.append(path.parts[2])
    return found
