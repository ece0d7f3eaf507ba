"""The service in this process, and the service as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="component missing: tidewaiter[web]")
httpx = pytest.importorskip("httpx", reason="component missing: httpx")


@pytest.fixture(scope="session")
def make_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """Make a client of a service with these settings; all are closed at the end."""
    from fastapi.testclient import TestClient

    from tidewaiter.web.app import create_app
    from tidewaiter.web.settings import Settings

    made: list[Any] = []

    def make(**settings: Any) -> Any:
        settings.setdefault("data", tmp_path_factory.mktemp("service"))
        settings.setdefault("rate", 1e6)
        settings.setdefault("burst", 10**6)
        client = TestClient(create_app(Settings(**settings)), raise_server_exceptions=False)
        client.__enter__()
        made.append(client)
        return client

    yield make
    for client in made:
        client.__exit__(None, None, None)


@pytest.fixture(scope="session")
def client(make_client: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A client of a service with the usual settings, which may keep a record."""
    return make_client(record=str(tmp_path_factory.mktemp("record") / "record.sqlite"))


class Served:
    """``tidewaiter serve`` in a process of its own."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.log = folder / "serve.log"
        call = [sys.executable, "-c", "from tidewaiter.cli import console; console()", "serve", "--port", "0"]
        self._err = self.log.open("ab")
        before = self.log.stat().st_size
        self.process = subprocess.Popen(
            [*call, "--data", str(folder / "data"), *words], stderr=self._err, stdout=subprocess.DEVNULL
        )
        end = time.monotonic() + 90
        while time.monotonic() < end:  # until it says where it listens
            text = self.log.read_bytes()[before:].decode()
            if "Tidewaiter on http" in text and text.endswith("\n"):
                break
            if self.process.poll() is not None:
                raise RuntimeError(f"the service ended: {text}")
            time.sleep(0.02)
        self.url = "http://" + text.split("Tidewaiter on http://", 1)[1].split("/", 1)[0]
        self.client = httpx.Client(base_url=self.url, timeout=30)
        while not self.answers():  # until its lawbook is warm
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the service does not answer")
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it can be reached."""
        try:
            return bool(self.client.get("/healthz").status_code == 200)
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """kill -9."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.close()

    def stop(self) -> int:
        """As Ctrl-C does; its exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=60)
        self.close()
        return code

    def close(self) -> None:
        self.client.close()
        self._err.close()

    def memory(self) -> int:
        """Resident bytes."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Start the service as a process; what still runs at the end is stopped."""
    running: list[Served] = []

    def start(*words: str) -> Served:
        running.append(Served(tmp_path, *words))
        return running[-1]

    yield start
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("live")
    made = Served(folder, "--rate", "100000", "--quiet", "--record", str(folder / "record.sqlite"))
    yield made
    made.process.kill()
    made.process.wait()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service that all tests of pages share."""
    yield from _shared(tmp_path_factory)


@pytest.fixture(scope="module")
def pelted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of its own for a file that hands in whatever fits a schema, catalogues among it."""
    yield from _shared(tmp_path_factory)


def ended(client: Any, key: str, seconds: float = 120) -> dict[str, Any]:
    """Wait until a catalogue is done or failed; the job."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job: dict[str, Any] = client.get(f"/catalogue/{key}.json").raise_for_status().json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"still {job['state']} after {seconds} s")


@pytest.fixture(scope="session")
def run() -> Callable[[Any], Any]:
    """Run a coroutine in a thread of its own: the browser of the pages' tests has a loop running in this one."""

    def alone(work: Any) -> Any:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, work).result()

    return alone


@pytest.fixture(scope="session")
def until_ended() -> Callable[..., dict[str, Any]]:
    """:func:`ended`, for tests."""
    return ended
