"""The service under slow, greedy and malformed callers: never a 5xx for a field, never a place held for ever.

Reproduces H11 to H14, M8 and the service's part of LOW of the attack review. The slow clients speak to a server of our
own with short patience, over sockets.
"""

from __future__ import annotations

import asyncio
import errno
import io
import json
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="component missing: tidewaiter[web]")
pytest.importorskip("httpx", reason="component missing: httpx")

import httpx
from fastapi.testclient import TestClient

from tidewaiter.web import jobs as jobs_module
from tidewaiter.web.app import create_app
from tidewaiter.web.jobs import Jobs
from tidewaiter.web.lanes import Full, Lane
from tidewaiter.web.settings import Settings
from tidewaiter.web.state import State

FENTANYL = "InChI=1S/C22H28N2O/c1-2-22(25)24(20-11-7-4-8-12-20)21-14-17-23(18-15-21)16-13-19-9-5-3-6-10-19/h3-12,21H,2,13-18H2,1H3"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(data=tmp_path_factory.mktemp("service"), rate=1e6, burst=10**6)
    with TestClient(create_app(settings), raise_server_exceptions=False, base_url="http://localhost") as made:
        yield made


ODD = [
    {"description": "acetone", "quantity": "25 kg or more"}, {"description": "acetone", "value": "lots", "quantity": "-1 kg"},
    {"description": "acetone", "cas": "1", "code": "zz", "origin": "QQ", "concentration": "900 %"},
    {"description": "x", "structure": FENTANYL}, {"structure": "[2H]=[As](C)([NH2+]C)C"}, {"structure": "[2H]#[O]"},
    {"structure": "[2H-]C([2H])([2HH3])CO"}, {"description": "\x00\ud83d"[:1], "use": "\u202e"}, {"nothing": "of this"},
]  # fmt: skip


@pytest.mark.parametrize("wanted", ["", "html", "pdf", "json"])
@pytest.mark.parametrize("line", range(len(ODD)))
def test_no_field_of_a_shipment_is_a_fault_of_ours(client: TestClient, line: int, wanted: str) -> None:
    shipment = {
        "route": {"from": "CN", "to": "MX"},
        "dates": {"export": "2026-03-02"},
        "lines": [ODD[line], {"description": "acetone"}],
    }
    files = {"file": ("s.json", json.dumps(shipment))}
    answer = client.post("/shipment", files=files, data={"as": wanted})
    assert answer.status_code == 200 if line == 3 else answer.status_code in (200, 422)  # an InChI is drawn
    if line < 3 and not wanted:
        assert answer.status_code == 200
        assert "note fault" in answer.text


@pytest.mark.parametrize("text", ["[2H]=[As](C)([NH2+]C)C", "[2H]#[O]", "[2H-]C([2H])([2HH3])CO", FENTANYL])
@pytest.mark.parametrize("wanted", ["", "html", "pdf"])
def test_no_structure_is_a_fault_of_ours(client: TestClient, text: str, wanted: str) -> None:
    assert client.get("/check", params={"q": text, "as": wanted}).status_code in (200, 422)
    assert client.get("/check.json", params={"q": text}).status_code in (200, 422)
    assert client.post("/read.json", json={"text": text}).status_code == 200


def _with_half_a_character(value: Any) -> Iterator[Any]:
    """A body once for each of its texts, which ends in half a character."""
    if isinstance(value, str):
        yield value + "\ud83d"
    for key in value if isinstance(value, dict) else ():
        yield from ({**value, key: one} for one in _with_half_a_character(value[key]))
    for n, item in enumerate(value) if isinstance(value, list) else ():
        yield from ([*value[:n], one, *value[n + 1 :]] for one in _with_half_a_character(item))


def test_half_a_character_in_any_field_is_no_fault_of_ours(client: TestClient) -> None:
    """JSON can write one; the bodies are the examples of our own OpenAPI document."""
    paths = client.get("/openapi.json").json()["paths"]
    asked = 0
    for path, kinds in paths.items():
        held = kinds.get("post", {}).get("requestBody", {}).get("content", {}).get("application/json", {})
        examples = [one.get("value") for one in held.get("examples", {}).values()] or [held.get("example")]
        for body in (bad for example in examples for bad in _with_half_a_character(example)):
            asked += 1
            got = client.post(path, content=json.dumps(body), headers={"content-type": "application/json"})
            assert got.status_code < 500, (path, body)
    assert asked > 50


@pytest.mark.parametrize(
    "path", ["/", "/check", "/check.json?q=aspirin", "/healthz", "/law.json", "/openapi.json", "/nothing"]
)
def test_head_is_get_without_a_body(client: TestClient, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert head.status_code == whole.status_code
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.content == b""


@pytest.mark.parametrize(
    "host",
    [
        "[::1",
        "evil.com@127.0.0.1",
        "127.0.0.1#.evil",
        "127.0.0.1:x",
        "127.0.0.1/",
        "a b",
        "",
        "[::1]x",
        "localhost:999999",
    ],
)
def test_a_host_that_is_none_is_refused(tmp_path: Path, client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 400
    assert (
        client.get("/healthz", headers=[("host", "localhost"), ("host", "evil.example")]).status_code == 400
    )


def test_a_host_is_known_by_its_name_alone(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, hosts=("localhost", "127.0.0.1", "::1"))
    with TestClient(create_app(settings), base_url="http://localhost") as made:
        for host in ("localhost", "LOCALHOST:80", "127.0.0.1:8731", "[::1]:8731"):
            assert made.get("/healthz", headers={"host": host}).status_code == 200
        assert made.get("/healthz", headers={"host": "evil.example"}).status_code == 400


def test_an_origin_that_is_none_is_refused_and_no_redirection_repeats_the_host(client: TestClient) -> None:
    assert client.post("/read.json", json={"text": "x"}, headers={"origin": "http://[::1"}).status_code == 403
    assert client.get("/check/", follow_redirects=False).status_code == 404


# slow clients --------------------------------------------------------------------------------------------


class Slow:
    """The service on a port, with one second of patience."""

    def __init__(self, data: Path) -> None:
        import uvicorn

        from tidewaiter.web.connections import bounded

        settings = Settings(
            data=data, rate=1e6, burst=10**6, reading=1.0, slowest=100_000, running=4, waiting=4, uploads=2, patience=2.0,
        )  # fmt: skip
        config = uvicorn.Config(
            create_app(settings), http=bounded(1.0, 20, 200), port=0, log_level="error", timeout_keep_alive=10,
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        self.server = uvicorn.Server(config)
        sock = config.bind_socket()
        self.port = sock.getsockname()[1]
        self.thread = threading.Thread(target=self.server.run, args=([sock],), daemon=True)
        self.thread.start()
        end = time.monotonic() + 60
        while not self.server.started and time.monotonic() < end:
            time.sleep(0.02)

    def open(self, text: bytes) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        made.sendall(text)
        return made

    def answers(self) -> bool:
        with httpx.Client(timeout=5) as client:
            return bool(client.get(f"http://127.0.0.1:{self.port}/check.json?q=aspirin").status_code == 200)


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slow]:
    made = Slow(tmp_path_factory.mktemp("slow"))
    yield made
    made.server.should_exit = True
    made.thread.join(10)


def ended(sock: socket.socket) -> bool:
    """Whether the other side ended the connection within five seconds, whatever it said before."""
    sock.settimeout(5)
    try:
        while sock.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


@pytest.mark.parametrize("head", [b"", b"G", b"GET /check.json?q=a HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_half_a_head_is_not_waited_for(slow: Slow, head: bytes) -> None:
    sock = slow.open(head)
    begun = time.monotonic()

    def feed() -> None:
        for _ in range(30):  # a byte now and then keeps nobody's place
            time.sleep(0.2)
            try:
                sock.sendall(b"x")
            except OSError:
                return

    if head:
        threading.Thread(target=feed, daemon=True).start()
    assert ended(sock)
    assert time.monotonic() - begun < 3


def test_half_a_second_head_is_not_waited_for_either(slow: Slow) -> None:
    sock = slow.open(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    time.sleep(0.3)
    sock.sendall(b"GET /heal")
    assert ended(sock)


def test_an_address_holds_so_many_connections_and_no_more(slow: Slow) -> None:
    held = [slow.open(b"G") for _ in range(20)]
    with slow.open(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") as more:
        assert b"503" in more.recv(100)
    time.sleep(1.5)  # the half heads were given up
    assert slow.answers()
    for sock in held:
        sock.close()


def test_slow_bodies_of_questions_hold_no_turn(slow: Slow) -> None:
    head = b"POST /read.json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    held = [slow.open(head) for _ in range(12)]  # more than may run and wait
    begun = time.monotonic()
    assert slow.answers()
    assert time.monotonic() - begun < 1.0
    for sock in held:
        sock.settimeout(5)
        assert b"408" in sock.recv(100)
        sock.close()


def test_a_slow_upload_gives_its_place_up(slow: Slow) -> None:
    head = (
        b"POST /catalogue.json HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        b"Content-Length: 100000\r\n\r\n--b\r\n"
    )
    held = [slow.open(head) for _ in range(2)]
    stop = threading.Event()

    def feed() -> None:
        while not stop.wait(0.2):
            for sock in held:
                try:
                    sock.sendall(b"xx")
                except OSError:
                    return

    threading.Thread(target=feed, daemon=True).start()
    end, status = time.monotonic() + 20, 0  # a second of patience, and a busy machine
    with httpx.Client(timeout=10) as client:
        while status != 202 and time.monotonic() < end:
            time.sleep(0.5)
            files = {"file": ("a.csv", io.BytesIO(b"smiles\nCCO\n"))}
            status = client.post(f"http://127.0.0.1:{slow.port}/catalogue.json", files=files).status_code
    assert status == 202
    stop.set()
    for sock in held:
        sock.close()


# fair shares ---------------------------------------------------------------------------------------------


def test_one_key_fills_a_fifth_of_the_waiting_places_and_owners_take_turns(tmp_path: Path) -> None:
    jobs = Jobs(Settings(data=tmp_path, jobs=10), State(tmp_path))
    for _ in range(2):
        jobs.accept(io.BytesIO(b"smiles\nC\n"), "a.csv", "csv", {}, "greedy")
    with pytest.raises(Full):
        jobs.accept(io.BytesIO(b"smiles\nC\n"), "a.csv", "csv", {}, "greedy")
    late = jobs.accept(io.BytesIO(b"smiles\nC\n"), "a.csv", "csv", {}, "patient")
    from tidewaiter.web.jobs import _NEXT

    first = jobs.state.all(_NEXT)[0]
    assert first["owner"] == "greedy"
    jobs.state.do("UPDATE job SET state = 'done', begun = '2026-01-01' WHERE id = ?", first["id"])
    assert jobs.state.all(_NEXT)[0]["id"] == late.id


def test_one_caller_holds_half_of_a_queue() -> None:
    async def play() -> list[str]:
        lane, gate, out = Lane(1, 3, 5.0), asyncio.Event(), []

        async def ask(who: str) -> None:
            try:
                async with lane.turn(who):
                    await gate.wait()
                    out.append(who)
            except Full:
                out.append(f"not {who}")

        asked = [asyncio.create_task(ask(who)) for who in ("a", "a", "a", "a", "b")]
        await asyncio.sleep(0.05)
        gate.set()
        await asyncio.gather(*asked)
        return out

    found: Any = asyncio.run(play())
    assert sorted(found) == ["a", "a", "b", "not a", "not a"]


# lists: what one body holds counts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, body",
    [
        ("/check.json", [{"q": "acetone", "jurisdiction": ["UN"]}] * 50),
        ("/assess.json", {"from": "CN", "to": "MX", "lines": ["acetone"] * 50}),
        ("/assess.json", {"shipment": {"route": {"from": "CN", "to": "MX"}, "lines": [{"description": "acetone"}] * 50}}),
    ],
)  # fmt: skip
def test_each_question_of_a_body_counts_for_the_rate(tmp_path: Path, path: str, body: Any) -> None:
    """LOW: a list of a hundred questions counted as one."""
    with TestClient(create_app(Settings(data=tmp_path, rate=1.0, burst=90))) as client:
        answers = [client.post(path, json=body) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert 5 <= int(answers[-1].headers["retry-after"]) <= 11  # 100 of 90 were asked


# drills: what passes is told as such -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "why",
    [OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EDQUOT, "Quota"), sqlite3.OperationalError("database or disk is full")],
    ids=["disk", "quota", "SQLite"],
)  # fmt: skip
def test_a_full_disk_is_later_not_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: Exception
) -> None:
    if isinstance(why, sqlite3.Error):
        why.sqlite_errorname = "SQLITE_FULL"
    with TestClient(create_app(Settings(data=tmp_path)), raise_server_exceptions=False) as client:

        def refuse(*values: object) -> None:
            raise why

        monkeypatch.setattr(Jobs, "accept", refuse)
        answer = client.post("/catalogue.json", files={"file": ("s.csv", b"smiles\nCCO\n")})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "no_room")
    assert int(answer.headers["retry-after"]) > 0


def test_a_record_that_is_away_is_later_not_a_fault(tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy", reason="component missing: tidewaiter[record]")
    record = tmp_path / "kept" / "r.sqlite"
    with TestClient(
        create_app(Settings(data=tmp_path, record=str(record))), raise_server_exceptions=False
    ) as client:
        body = {"q": "acetone", "jurisdiction": ["UN"], "keep": True}
        assert client.post("/check.json", json=body).status_code == 200
        with sqlite3.connect(record) as connection:
            connection.execute("DROP TABLE head")
        answer = client.post("/check.json", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "record")


def test_catalogues_go_on_when_there_is_room_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread that screens them ended with the first write that a full disk refused."""
    monkeypatch.setattr(jobs_module, "_AGAIN", 0.2)
    state = State(tmp_path)
    jobs = Jobs(Settings(data=tmp_path), state)
    refused = {"waiting": 2, "running": 1, "done": 1}
    do = state.do

    def full(sql: str, *values: Any) -> int:
        for word, left in refused.items():
            if left and f"state = '{word}'" in sql.partition("WHERE")[0]:
                refused[word] -= 1
                raise sqlite3.OperationalError("database or disk is full")
        return do(sql, *values)

    job = jobs.accept(io.BytesIO(b"id,smiles\n1,CCO\n"), "s.csv", "csv", {}, "")
    jobs.start()
    monkeypatch.setattr(state, "do", full)
    jobs.accept(io.BytesIO(b"id,smiles\n1,CCO\n"), "s.csv", "csv", {}, "")
    end = time.monotonic() + 120
    while {one.state for one in jobs.listed("")} != {"done"} and time.monotonic() < end:
        time.sleep(0.1)
    assert {one.state for one in jobs.listed("")} == {"done"}
    assert jobs.result(job).read_text().count("\n") == 2
    assert refused["running"] == refused["done"] == 0
    jobs.stop()
    state.close()
