"""Reading an address: never into a private network, never without end, never a password told.

Reproduces the part of LOW of the attack review that speaks of ``read URL``. The servers below are our own, on 127.0.0.1,
which stands here for the public internet; every other number is judged as always.
"""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("httpx", reason="component missing: tidewaiter[documents]")

from tidewaiter.cli import main
from tidewaiter.errors import Unreadable
from tidewaiter.text.documents import fetching
from tidewaiter.text.documents.formats import read_source

Answer = Callable[[socket.socket, bytes], None]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Answer], str]]:
    """Serve one answer on a port; its address under the name public.test."""
    real, judge = socket.getaddrinfo, fetching.is_public
    names = {"public.test": "127.0.0.1", "inner.test": "127.0.0.2"}

    def resolved(host: str, *more: object, **others: object) -> object:
        return real(names.get(host, host), *more, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(fetching, "is_public", lambda number: number == "127.0.0.1" or judge(number))
    open_: list[socket.socket] = []

    def made(answer: Answer) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        open_.append(server)

        def run() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                try:
                    answer(caller, caller.recv(65536))
                except OSError:
                    pass
                finally:
                    caller.close()

        threading.Thread(target=run, daemon=True).start()
        return f"http://public.test:{server.getsockname()[1]}/"

    yield made
    for server in open_:
        server.close()


def said(head: str, body: bytes = b"") -> Answer:
    def answer(caller: socket.socket, asked: bytes) -> None:
        caller.sendall(f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    return answer


def test_a_page_is_read_under_its_own_name(serve: Callable[[Answer], str]) -> None:
    asked: list[bytes] = []

    def answer(caller: socket.socket, words: bytes) -> None:
        asked.append(words)
        said("200 OK\r\nContent-Encoding: gzip", gzip.compress(b"A duty of 20 %."))(caller, words)

    address = serve(answer)
    assert read_source(address).text == "A duty of 20 %."
    assert f"Host: {address.split('/')[2]}".encode() in asked[0]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/meta-data", "http://2130706433/",
        "http://0/", "http://10.1.2.3/", "http://192.168.0.1:8080/", "http://[::ffff:127.0.0.1]/", "http://[fd00::1]/",
        "http://100.64.0.1/", "http://0x7f.1/", "http://224.0.0.1/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
    ],
)  # fmt: skip
def test_a_private_network_is_never_read(address: str) -> None:
    with pytest.raises(Unreadable, match=r"private network|no host"):
        read_source(address)


@pytest.mark.parametrize(
    "where", ["http://inner.test/", "http://10.0.0.1/", "//inner.test/x", "file:///etc/passwd", "ftp://x/"]
)
def test_nor_by_a_redirection(serve: Callable[[Answer], str], where: str) -> None:
    with pytest.raises(Unreadable, match=r"private network|no address that is read"):
        read_source(serve(said(f"302 Found\r\nLocation: {where}")))


def test_redirections_in_a_ring_end(serve: Callable[[Answer], str]) -> None:
    with pytest.raises(Unreadable, match="other addresses in turn"):
        read_source(serve(said("302 Found\r\nLocation: /again")))


@pytest.mark.parametrize(
    "first", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"]
)
def test_a_byte_now_and_then_has_an_end(
    serve: Callable[[Answer], str], monkeypatch: pytest.MonkeyPatch, first: bytes
) -> None:
    monkeypatch.setattr(fetching, "MOST_SECONDS", 1.0)

    def answer(caller: socket.socket, asked: bytes) -> None:
        caller.sendall(first)
        for _ in range(60):
            time.sleep(0.1)
            caller.sendall(b"x")

    begun = time.monotonic()
    with pytest.raises(Unreadable, match="took longer than 1 seconds"):
        read_source(serve(answer))
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "gzip, gzip", ""])
def test_a_bomb_is_not_unpacked(
    serve: Callable[[Answer], str], monkeypatch: pytest.MonkeyPatch, coding: str
) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 1 << 20)
    body = gzip.compress(bytes(64 << 20)) if coding else bytes(2 << 20)
    with pytest.raises(Unreadable, match=r"more than 1 MiB|packed in a way"):
        read_source(serve(said(f"200 OK\r\nContent-Encoding: {coding or 'identity'}", body)))


@pytest.mark.parametrize(
    "head",
    [
        "500 No",
        "302 Found\r\nLocation: http://me:hidden@10.0.0.1/",
        "200 OK\r\nContent-Encoding: br",
        "nonsense",
    ],
)
def test_a_password_is_never_told(
    serve: Callable[[Answer], str], capsys: pytest.CaptureFixture[str], head: str
) -> None:
    address = serve(said(head)).replace("http://", "http://me:s3cret@")
    assert main(["read", address]) == 2
    told = capsys.readouterr()
    assert "s3cret" not in told.out + told.err
    assert "hidden" not in told.out + told.err


def test_a_password_is_not_in_what_was_read(serve: Callable[[Answer], str]) -> None:
    address = serve(said("200 OK", b"A duty of 20 %.")).replace("http://", "http://me:s3cret@")
    assert "s3cret" not in repr(read_source(address))
