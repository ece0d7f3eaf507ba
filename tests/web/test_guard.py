"""The door: keys, rates, hosts and origins, sizes, turns, headers, what the log says and what errors show."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tidewaiter.web import keys
from tidewaiter.web.lanes import Full, Lane, Rates

NOW = datetime(2026, 11, 24, tzinfo=UTC)


# keys ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def locked(make_client: Any) -> Any:
    """A service that asks for keys."""
    return make_client(keys=True)


def test_without_a_key_nothing_but_health_is_answered(locked: Any) -> None:
    for path in ("/check.json?q=fentanyl", "/law.json", "/catalogue.json", "/openapi.json", "/", "/none"):
        answer = locked.get(path)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "key")
        assert answer.headers["www-authenticate"].startswith("Basic")
    assert locked.get("/healthz").status_code == 200


def test_a_key_opens_in_three_ways_until_it_is_revoked(locked: Any) -> None:
    state = locked.app.state.service.state
    key = keys.add(state, "forwarder", NOW)
    basic = base64.b64encode(f"me:{key}".encode()).decode()
    ways = ({"Authorization": f"Bearer {key}"}, {"X-API-Key": key}, {"Authorization": f"Basic {basic}"})
    for headers in ways:
        assert locked.get("/check.json?q=fentanyl", headers=headers).status_code == 200
    wrong = (key[:-1] + ("a" if key[-1] != "a" else "b"), key + "x", "tw_0_" + key[17:], "", "tw", "é")
    for text in wrong:
        assert locked.get("/law.json", headers={"X-API-Key": text.encode("latin-1")}).status_code == 401
    keys.revoke(state, keys.listed(state)[-1].id, NOW)
    for headers in ways:
        assert locked.get("/check.json?q=fentanyl", headers=headers).status_code == 401


def test_a_key_is_nowhere_on_the_disk(locked: Any) -> None:
    service = locked.app.state.service
    secret = keys.add(service.state, "x", NOW).split("_", 2)[2]
    files = [path for path in service.settings.data.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if secret.encode() in path.read_bytes()]
    assert (service.settings.data / "service.sqlite").stat().st_mode & 0o077 == 0


def test_guessing_keys_is_slowed_down(make_client: Any) -> None:
    client = make_client(keys=True)
    codes = [client.get("/law.json", headers={"X-API-Key": f"tw_a_{n}"}).status_code for n in range(40)]
    assert codes[0] == 401
    assert codes[-1] == 429


def test_what_one_key_handed_in_another_does_not_see(make_client: Any) -> None:
    client = make_client(keys=True)
    state = client.app.state.service.state
    mine, other = ({"X-API-Key": keys.add(state, name, NOW)} for name in ("mine", "other"))
    key = client.post("/catalogue.json", files={"file": ("a.csv", b"smiles\nCCO\n")}, headers=mine).json()[
        "id"
    ]
    for method, path in (("GET", f"{key}.json"), ("GET", f"{key}/result"), ("DELETE", f"{key}.json")):
        assert client.request(method, f"/catalogue/{path}", headers=other).status_code == 404
    assert client.get("/catalogue.json", headers=other).json() == {"jobs": []}
    assert client.get(f"/catalogue/{key}.json", headers=mine).status_code == 200


# rates, turns --------------------------------------------------------------------------------------------


def test_who_asks_too_often_is_told_when_to_come_back(make_client: Any) -> None:
    client = make_client(rate=0.5, burst=5)
    answers = [client.get("/check.json?q=fentanyl") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) in (1, 2)
    assert client.get("/healthz").status_code == 200


def test_a_bucket_fills_again_and_callers_do_not_share_it() -> None:
    now = [0.0]
    rates = Rates(10, 2, lambda: now[0])
    assert [rates.wait("a") for _ in range(3)] == [0.0, 0.0, pytest.approx(0.1)]
    assert rates.wait("b") == 0.0
    now[0] = 0.1
    assert rates.wait("a") == 0.0
    assert rates.wait("a") > 0
    now[0] = 100.0
    assert [rates.wait("a") > 0 for _ in range(3)] == [False, False, True]  # never more than the burst


def test_the_memory_of_callers_is_bounded() -> None:
    rates = Rates(1, 1)
    rates.MOST = 100  # type: ignore[misc]
    for n in range(1000):
        rates.wait(str(n))
    assert len(rates._left) == 100


def test_a_full_lane_refuses_at_once_and_recovers(run: Any) -> None:
    async def play() -> tuple[int, int]:
        lane = Lane(2, 3, 5.0)
        gate = asyncio.Event()

        async def one() -> bool:
            try:
                async with lane.turn():
                    await gate.wait()
            except Full:
                return False
            return True

        tasks = [asyncio.create_task(one()) for _ in range(9)]
        await asyncio.sleep(0.01)
        refused = sum(task.done() for task in tasks)  # while nobody has been answered yet
        gate.set()
        answered = sum(await asyncio.gather(*tasks))
        async with lane.turn():
            pass
        assert lane.inside == 0
        return refused, answered

    assert run(play()) == (4, 5)


def test_who_waits_too_long_is_sent_away(run: Any) -> None:
    async def play() -> None:
        lane = Lane(1, 5, 0.01)
        async with lane.turn():
            with pytest.raises(Full):
                async with lane.turn():
                    pass
        async with lane.turn():
            assert lane.inside == 1

    run(play())


# hosts and origins ---------------------------------------------------------------------------------------


def test_another_name_for_this_machine_is_refused(make_client: Any) -> None:
    """DNS rebinding: a page's own name, made to point at 127.0.0.1."""
    client = make_client(hosts=("127.0.0.1", "localhost", "::1"))
    for host, code in (
        ("localhost:8731", 200),
        ("127.0.0.1", 200),
        ("[::1]:8731", 200),
        ("evil.example", 400),
        ("", 400),
    ):
        assert client.get("/law.json", headers={"Host": host}).status_code == code


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://testserver.evil"},
])  # fmt: skip
def test_a_page_elsewhere_cannot_ask_in_the_readers_name(client: Any, headers: dict[str, str]) -> None:
    upload = {"file": ("a.csv", b"smiles\nCCO\n")}
    assert client.post("/catalogue.json", files=upload, headers=headers).status_code == 403
    assert client.post("/check.json", json={"q": "x", "keep": True}, headers=headers).status_code == 403
    assert client.delete("/catalogue/xxxxxxxxxxxxxxxxxxxxxx.json", headers=headers).status_code == 403
    assert (
        client.post(
            "/check.json", json={"q": "fentanyl"}, headers={"Origin": "http://testserver"}
        ).status_code
        == 200
    )


# sizes ---------------------------------------------------------------------------------------------------


def test_a_body_that_says_it_is_too_large_is_refused_unread(client: Any) -> None:
    headers = {"Content-Length": str(1 << 30), "Content-Type": "application/json"}
    answer = client.post("/check.json", content=iter([b"{"]), headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


def test_a_body_that_does_not_say_how_large_it_is_is_cut_off(live: Any) -> None:
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        while sent < 1 << 30:
            sent += 1 << 16
            yield b"x" * (1 << 16)

    before = live.memory()
    try:
        answer = live.client.post("/check.json", content=body(), headers={"Content-Type": "application/json"})
        assert answer.status_code == 413
    except httpx.TransportError:  # the service closed the door while we were still pushing
        pass
    assert sent < 64 << 20
    assert live.memory() - before < 64 << 20
    assert live.client.get("/check.json?q=fentanyl").status_code == 200


def test_an_upload_of_a_gigabyte_is_cut_off(serve: Any) -> None:
    served = serve("--upload", "8", "--quiet")
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nsmiles\n'
        while sent < 1 << 30:
            sent += 1 << 20
            yield b"CCO\n" * (1 << 18)

    before = served.memory()
    try:
        answer = served.client.post(
            "/catalogue.json", content=body(), headers={"Content-Type": "multipart/form-data; boundary=b"}
        )
        assert answer.status_code == 413
    except httpx.TransportError:
        pass
    assert sent < 128 << 20
    assert served.memory() - before < 96 << 20
    assert served.client.get("/catalogue.json").json() == {"jobs": []}


def test_a_mol_file_of_a_million_atoms_is_refused(client: Any) -> None:
    atoms = "".join(f"M  V30 {n} C 0 0 0 0\n" for n in range(1, 1_000_001))
    block = f"\n x\n\n  0  0  0     0  0            999 V3000\nM  V30 BEGIN CTAB\nM  V30 COUNTS 1000000 0 0 0 0\nM  V30 BEGIN ATOM\n{atoms}M  V30 END ATOM\nM  V30 END CTAB\nM  END\n"
    assert client.post("/check.json", json={"q": block}).status_code == 413
    answer = client.post("/check.json", json={"q": block[:250_000] + "\nM  END\n"})
    assert answer.status_code == 422


def test_a_mol_block_that_declares_more_than_it_holds_is_refused(client: Any) -> None:
    block = "\n x\n\n  0  0  0     0  0            999 V3000\nM  V30 BEGIN CTAB\nM  V30 COUNTS 999999999 999999999 0 0 0\nM  V30 BEGIN ATOM\nM  V30 END ATOM\nM  V30 END CTAB\nM  END\n"
    assert client.post("/check.json", json={"q": block}).status_code == 422


# what answers carry, what errors and the log show --------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/check.json?q=fentanyl", "/check.json?q=zzyzxium", "/none", "/", "/healthz", "/openapi.json"]
)
def test_every_answer_carries_the_headers(client: Any, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert (
        headers["referrer-policy"] == "same-origin"
    )  # other sites get none; no-referrer would hide our own forms' origin
    assert headers["x-frame-options"] == "DENY"


def test_a_fault_of_ours_shows_nothing_of_the_inside(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise RuntimeError("secret inside /work/secret.py")

    monkeypatch.setattr("tidewaiter.web.route.ask", broken)
    answer = client.get("/check.json?q=fentanyl")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.json()["error"]["code"] == "fault"


def test_the_log_says_that_something_was_asked_and_not_what(
    client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tidewaiter.web")
    client.get("/check.json?q=fentanyl")
    line = json.loads(caplog.records[-1].message)
    assert (line["method"], line["route"], line["status"]) == ("GET", "/check.json", 200)
    assert "fentanyl" not in caplog.text


def test_the_log_says_what_was_asked_where_it_is_told_to(
    make_client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    client = make_client(log_queries=True)
    caplog.set_level(logging.INFO, "tidewaiter.web")
    client.get("/check.json?q=fentanyl")
    assert json.loads(caplog.records[-1].message)["query"] == "q=fentanyl"
