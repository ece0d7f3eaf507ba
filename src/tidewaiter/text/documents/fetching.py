"""A document by its address: bounded in time, in bytes, in what it unpacks to, and in where it may lead.

Addresses are resolved here and the connection goes to what was resolved: a name that leads into a private network, at
once or by a redirection, is refused, and it cannot mean another machine between the look and the call.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from tidewaiter.errors import Unreadable

MOST_BYTES = 32 << 20  # of the document, unpacked
MOST_SECONDS = 60.0  # for all of it, redirections too
MOST_REDIRECTS = 5
TIMEOUT = 20.0  # seconds without a byte
_PORTS = {"http": 80, "https": 443}
_SAVE = "Save the page and give the file."
INSTALL = "Install the extra: pip install 'tidewaiter[documents]'."


def shown_of(address: str) -> str:
    """An address as it may be shown: without a name and password in it.

    >>> shown_of("https://me:secret@example.org/a?b=1")
    'https://example.org/a?b=1'
    """
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def fetch(address: str) -> tuple[bytes, str, str]:
    """The bytes of a document, its address as it may be shown, its media type.

    Raises :class:`tidewaiter.errors.Unreadable`.
    """
    try:
        shown = shown_of(address)
    except ValueError as why:
        raise Unreadable("This is no address.", "Write it as https://example.org/page.") from why
    found: queue.Queue[Any] = queue.Queue()

    def work() -> None:
        try:
            found.put(_followed(address, shown, time.monotonic() + MOST_SECONDS))
        except BaseException as why:
            found.put(why)

    # In a thread: no library bounds all of a call, and a server may send the head of its answer a byte at a time.
    threading.Thread(target=work, daemon=True).start()
    try:
        answer = found.get(timeout=MOST_SECONDS)
    except queue.Empty:
        raise Unreadable(f"{shown} took longer than {MOST_SECONDS:.0f} seconds.", _SAVE) from None
    if isinstance(answer, BaseException):
        raise answer
    raw, media = answer
    return raw, shown, media


def _followed(address: str, shown: str, end: float) -> tuple[bytes, str]:
    try:
        import httpx
    except ModuleNotFoundError as why:
        raise Unreadable("Reading an address needs httpx, which is not installed.", INSTALL) from why
    try:
        with httpx.Client(timeout=TIMEOUT, trust_env=False) as client:
            for _ in range(MOST_REDIRECTS + 1):
                url, headers, extensions = _pinned(address)
                with client.stream("GET", url, headers=headers, extensions=extensions) as answer:
                    if answer.is_redirect:
                        address = urljoin(shown_of(address), answer.headers.get("location", ""))
                        continue
                    if answer.is_error:
                        raise Unreadable(
                            f"{shown} could not be fetched (status {answer.status_code}).", _SAVE
                        )
                    coding = answer.headers.get("content-encoding", "")
                    raw = _unpacked(answer.iter_raw(1 << 16), coding, shown, end)
                    return raw, answer.headers.get("content-type", "")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as why:
        # the words of a library may hold the address, with its password
        raise Unreadable(f"{shown} could not be fetched ({type(why).__name__}).", _SAVE) from why
    raise Unreadable(f"{shown} leads to more than {MOST_REDIRECTS} other addresses in turn.", _SAVE)


def _pinned(address: str) -> tuple[str, dict[str, str], dict[str, str]]:
    """The address by number, with the headers and the name for TLS that make it the same call."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not host:
        raise Unreadable(f"{shown_of(address)} is no address that is read.", "Give one of http or https.")
    number = _public(host, parts.port or _PORTS[parts.scheme])
    at = f"[{number}]" if ":" in number else number
    port = f":{parts.port}" if parts.port else ""
    headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": "tidewaiter", "Accept-Encoding": "gzip"}
    if parts.username is not None:
        from base64 import b64encode
        from urllib.parse import unquote

        words = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        headers["Authorization"] = "Basic " + b64encode(words).decode()
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return f"{parts.scheme}://{at}{port}{path}", headers, {"sni_hostname": host}


def _public(host: str, port: int) -> str:
    """The number of a host. Raises :class:`Unreadable` where any of its numbers is not one of the public internet."""
    try:
        found = {str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as why:
        raise Unreadable(f"There is no host {host}.", "Check the address, or give the file.") from why
    for number in found:
        if not is_public(number):
            raise Unreadable(f"{host} is an address of a private network: it is not read.", _SAVE)
    return min(found, key=lambda number: (":" in number, number))


def is_public(number: str) -> bool:
    """Whether an address by number is one of the public internet, also where it wraps another one.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("64:ff9b::7f00:1")
    (True, False, False, False)
    """
    at = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(at, ipaddress.IPv6Address):
        inner = at.ipv4_mapped or at.sixtofour or (at.teredo[1] if at.teredo else None)
        if inner is None and at in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(at) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return at.is_global and not at.is_multicast and not at.is_reserved


def _unpacked(parts: Iterator[bytes], coding: str, shown: str, end: float) -> bytes:
    """The bytes of an answer, unpacked by at most :data:`MOST_BYTES` of them, before ``end``."""
    unpack: Callable[[bytes, int], bytes] | None = None
    if coding.lower() in ("gzip", "x-gzip"):
        unpack = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress
    elif coding.lower() not in ("", "identity"):
        raise Unreadable(f"{shown} is packed in a way that was not asked for ({coding[:20]}).", _SAVE)
    raw = bytearray()
    for part in parts:
        try:
            raw += unpack(part, MOST_BYTES + 1 - len(raw)) if unpack else part
        except zlib.error as why:
            raise Unreadable(f"{shown} is not packed as it says.", _SAVE) from why
        if len(raw) > MOST_BYTES:
            raise Unreadable(f"{shown} holds more than {MOST_BYTES >> 20} MiB.", "Cut it into parts.")
        if time.monotonic() > end:
            raise Unreadable(f"{shown} took longer than {MOST_SECONDS:.0f} seconds.", _SAVE)
    return bytes(raw)
