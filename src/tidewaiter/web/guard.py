"""What every request passes before it is answered: host, origin, key, rate, turn, size of the body; and what every
answer carries: security headers, a line in the log.

Plain ASGI: it wraps each request without copying its body, and costs less than the answer itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

from fastapi import HTTPException

from tidewaiter.errors import error_of
from tidewaiter.web import keys
from tidewaiter.web.lanes import Full, Lane, Rates
from tidewaiter.web.settings import Settings
from tidewaiter.web.state import State

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

log = logging.getLogger("tidewaiter.web")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (
        b"referrer-policy",
        b"same-origin",
    ),  # with no-referrer a browser sends "Origin: null" with our own forms
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_HOST = re.compile(r"(?:(?P<name>[A-Za-z0-9._-]{1,253})|\[(?P<six>[0-9A-Fa-f:.]{2,45})\])(?::\d{1,5})?")
UPLOAD = frozenset({"/catalogue", "/catalogue.json"})
FREE = frozenset({"/healthz"})  # answered without a key and without a turn: for whoever watches the service


def fault(status: int, code: str, message: str, mend: str, **headers: str) -> HTTPException:
    """An error in the shape of every error of the service."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return HTTPException(status, error_of(code, message, mend), named)


def later(status: int, code: str, message: str, after: float) -> HTTPException:
    """What may be asked again after some seconds."""
    seconds = str(max(1, math.ceil(after)))
    return fault(status, code, message, f"Try again in {seconds} s.", Retry_After=seconds)


def full(after: float) -> HTTPException:
    """There is no room now."""
    return later(503, "busy", "The service has as much to do as it can.", after)


class Guard:
    """The door."""

    def __init__(self, app: App, settings: Settings, state: State) -> None:
        self.app, self.settings, self.state = app, settings, state
        self.lane = Lane(settings.running, settings.waiting, settings.patience)
        self.uploads = Lane(settings.uploads, 0, 0.0)
        self.rates = Rates(settings.rate, settings.burst)
        self.guesses = Rates(0.2, 20)  # wrong keys, for each address
        self.held = 0  # bytes of bodies that are being read

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        method = scope["method"]
        if method == "HEAD":  # answered like GET; the server leaves its body out
            scope = {**scope, "method": "GET"}
        static = scope["path"].startswith("/static/")  # named with their content's stamp: they may be kept
        answer = _Answer(send, b"private, max-age=86400" if static else b"no-store")
        try:
            await self._pass(scope, receive, answer)
        except HTTPException as why:
            if answer.status:
                raise
            await _refuse(why, answer)
        finally:
            self._log(scope, method, answer.status, time.perf_counter() - begun)

    async def _pass(self, scope: Message, receive: Receive, answer: _Answer) -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        self._check_host([value for name, value in scope["headers"] if name == b"host"])
        self._check_origin(scope["method"], headers)
        if scope["path"] in FREE:
            await self.app(scope, receive, answer)
            return
        caller = self._caller(scope, headers)
        who = caller or _address(scope)
        scope.setdefault("state", {}).update(caller=caller, charge=partial(self.rates.charge, who))
        if after := self.rates.wait(who):
            raise later(429, "too_often", "Too many requests.", after)
        upload = scope["method"] == "POST" and scope["path"] in UPLOAD
        most = self.settings.upload if upload else self.settings.body
        _check_length(headers, most)
        receive = self._bounded(receive, most, upload)
        if not upload and scope["method"] != "GET":
            receive = await self._whole(receive)  # who sends slowly waits for himself, in nobody's turn
        try:
            async with (self.uploads if upload else self.lane).turn(caller):
                await self.app(scope, receive, answer)
        except Full as why:
            raise full(why.after) from None

    async def _whole(self, receive: Receive) -> Receive:
        """The body once it has arrived: read before a turn is taken. Raises the 503 where too many bytes wait."""
        parts: list[Message] = []
        held = 0
        try:
            more = True
            while more:
                message = await receive()
                size = len(message.get("body", b""))
                held += size
                self.held += size
                if self.held > self.settings.held:
                    raise full(1.0)
                parts.append(message)
                more = message["type"] == "http.request" and message.get("more_body", False)
        finally:
            self.held -= held

        async def read() -> Message:
            return parts.pop(0) if parts else await receive()

        return read

    def _check_host(self, given: list[bytes]) -> None:
        """A page elsewhere must not reach a service on this machine under a name of its own (DNS rebinding)."""
        found = _HOST.fullmatch(given[0].decode("latin-1")) if len(given) == 1 else None
        if found is None and (given or self.settings.hosts):
            raise fault(
                400,
                "host",
                "The request does not say, once, under which name it calls.",
                "Send one Host header.",
            )
        host = (found["name"] or found["six"]).lower() if found else ""
        if self.settings.hosts and host not in self.settings.hosts:
            raise fault(400, "host", "The service is not known under this name.", "Start it with --name.")

    @staticmethod
    def _check_origin(method: str, headers: dict[bytes, bytes]) -> None:
        """A page elsewhere must not hand in, delete or keep anything with the credentials of who reads it."""
        if method in ("GET", "HEAD", "OPTIONS"):
            return
        origin = headers.get(b"origin", b"")
        host = headers.get(b"host", b"").decode("latin-1")
        site = headers.get(b"sec-fetch-site", b"")
        other = origin and origin != b"null" and origin.decode("latin-1").partition("://")[2] != host
        if site == b"cross-site" or other or origin == b"null":
            raise fault(
                403,
                "other_site",
                "A page of another site cannot ask this.",
                "Ask from the service's own pages.",
            )

    def _caller(self, scope: Message, headers: dict[bytes, bytes]) -> str:
        if not self.settings.keys:
            return ""
        given = keys.shown(
            headers.get(b"authorization", b"").decode("latin-1"),
            headers.get(b"x-api-key", b"").decode("latin-1"),
        )
        found = keys.holder(self.state, given) if given else None
        if found is None:
            if given and (after := self.guesses.wait(_address(scope))):
                raise later(429, "too_often", "Too many wrong keys.", after)
            raise fault(
                401, "key", "This service asks for a key.", "Send it as Authorization: Bearer KEY, or X-API-Key.",
                WWW_Authenticate='Basic realm="tidewaiter", charset="UTF-8"',
            )  # fmt: skip
        return found

    def _bounded(self, receive: Receive, most: int, upload: bool) -> Receive:
        """The body as it arrives, never more than ``most`` bytes of it, never more slowly than patience allows: a
        question's within ``reading`` seconds, an upload's at ``slowest`` bytes a second over all, after as many."""
        total = 0
        begun = time.monotonic()
        done = False

        async def read() -> Message:
            nonlocal total, done
            if done:
                return await receive()  # waits for the caller to go away
            left = begun + self.settings.reading - time.monotonic()
            if upload:
                left += total / self.settings.slowest
            try:
                async with asyncio.timeout(max(left, 0.01)):
                    message = await receive()
            except TimeoutError:
                raise fault(
                    408, "slow", "The request's body came too slowly.", "Send it again.", Connection="close"
                ) from None
            if message["type"] == "http.request":
                total += len(message.get("body", b""))
                done = not message.get("more_body", False)
                if total > most:
                    raise _too_large(most)
            return message

        return read

    def _log(self, scope: Message, method: str, status: int, seconds: float) -> None:
        """One JSON object a request: never what was asked, unless the service was told to."""
        words = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "method": method,
            "route": getattr(scope.get("route"), "path", None) or "-",
            "status": status,
            "ms": round(seconds * 1e3, 2),
            "caller": scope.get("state", {}).get("caller") or _address(scope),
        }
        if self.settings.log_queries:
            words["path"] = scope["path"]
            words["query"] = scope.get("query_string", b"").decode("latin-1")
        log.info(json.dumps(words))


class _Answer:
    """Sends an answer with the headers that every answer carries."""

    def __init__(self, send: Send, caching: bytes) -> None:
        self.send, self.caching = send, caching
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", ()))
            held = {name.lower() for name, _ in headers}
            headers += [(name, value) for name, value in HEADERS if name not in held]
            if b"cache-control" not in held:
                headers.append((b"cache-control", self.caching))
            message["headers"] = headers
        await self.send(message)


async def _refuse(why: HTTPException, send: Send) -> None:
    body = json.dumps({"error": why.detail}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    headers += [(key.lower().encode(), value.encode()) for key, value in (why.headers or {}).items()]
    await send({"type": "http.response.start", "status": why.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _check_length(headers: dict[bytes, bytes], most: int) -> None:
    text = headers.get(b"content-length", b"0")
    if text.isdigit() and int(text) > most:
        raise _too_large(most)


def _too_large(most: int) -> HTTPException:
    return fault(
        413,
        "too_large",
        f"More than {most:,} bytes are not read.",
        "Send less, or split it.",
        Connection="close",
    )


def _address(scope: Message) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "-"
