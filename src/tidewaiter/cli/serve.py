"""``tidewaiter serve``: the web service, and its keys."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket

    from tidewaiter.web.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MEGA = 1 << 20


def run(args: argparse.Namespace) -> int:
    """Serve until stopped, or look after the keys."""
    from tidewaiter.errors import QuestionError, TidewaiterError

    try:
        from tidewaiter.web.settings import Settings
        from tidewaiter.web.state import State

        settings = _settings(args, Settings())
        if args.words:
            return _keys(args, State(settings.data))
        if settings.keys:
            from tidewaiter.web.keys import listed

            state = State(settings.data)
            usable = any(not key.revoked for key in listed(state))
            state.close()
            if not usable:
                raise QuestionError(
                    f"Serving on {args.host} needs at least one key.",
                    "Make one: tidewaiter serve key add NAME.",
                )
        return _serve(args, settings)
    except ModuleNotFoundError as why:
        raise TidewaiterError(f"The service needs {why.name}.", "Install tidewaiter[web].") from why


def _settings(args: argparse.Namespace, default: Settings) -> Settings:
    given = {
        "data": args.data, "rate": args.rate, "running": args.running, "waiting": args.waiting, "jobs": args.jobs, "connections": args.connections,
        "kept_days": args.kept_days, "screening": args.workers,
        "upload": args.upload and args.upload * _MEGA, "unpacked": args.unpacked and args.unpacked * _MEGA,
    }  # fmt: skip
    local = args.host in LOOPBACK
    return replace(
        default,
        **{key: value for key, value in given.items() if value is not None},
        burst=int(2 * (args.rate or default.rate)) or 1,
        lawbook=args.lawbook,
        record=args.record,
        retain=args.retain,
        keys=args.keys or not local,
        hosts=(*LOOPBACK, *args.name) if local or args.name else (),
        log_queries=args.log_queries,
    )


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    import logging

    import uvicorn

    from tidewaiter.web.app import create_app
    from tidewaiter.web.connections import bounded, most_at_all, most_connections

    sys.stderr.write(
        "Loading the lawbook. On a first start, or after a change of it, its indexes are compiled before anything "
        "answers: that can take some minutes.\n"
    )
    sys.stderr.flush()
    app = create_app(settings)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("tidewaiter.web")
    log.addHandler(handler)
    log.setLevel(logging.WARNING if args.quiet else logging.INFO)
    each = most_connections(settings.connections)
    config = uvicorn.Config(
        app, http=bounded(settings.reading, each, most_at_all(1024)), host=args.host, port=args.port, access_log=False, log_level="warning", server_header=False, proxy_headers=False,
        timeout_keep_alive=10, h11_max_incomplete_event_size=65_536, limit_concurrency=1024, timeout_graceful_shutdown=5,
    )  # fmt: skip
    keys = "asks for keys" if settings.keys else "asks for no keys: only this machine reaches it"

    class Server(uvicorn.Server):
        """It says where it is once it answers there, not while its lawbook is still being loaded."""

        async def startup(self, sockets: list[socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started and sockets:
                where = sockets[0].getsockname()
                sys.stderr.write(
                    f"Tidewaiter on http://{_host(where[0])}:{where[1]}/ ({keys}). Stop it with Ctrl-C.\n"
                )
                sys.stderr.flush()

    server, sockets = Server(config), [config.bind_socket()]
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it is stopped: not a fault
        server.run(sockets)
    return 0


def _host(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _keys(args: argparse.Namespace, state: object) -> int:
    from tidewaiter.errors import QuestionError
    from tidewaiter.web import keys
    from tidewaiter.web.state import State

    assert isinstance(state, State)
    now = datetime.now(UTC)
    match args.words:
        case ["key", "add", name]:
            made = keys.add(state, name, now)
            sys.stdout.write(json.dumps({"key": made}) + "\n" if args.json else f"{made}\n")
            sys.stderr.write("This is the only time it is shown.\n")
        case ["key", "list"]:
            found = [key._asdict() for key in keys.listed(state)]
            for key in [] if args.json else found:
                sys.stdout.write(
                    f"{key['id']}  {key['made']}  {key['revoked'] or 'in use':<25}  {key['name']}\n"
                )
            if args.json:
                sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        case ["key", "revoke", key]:
            keys.revoke(state, key, now)
            sys.stdout.write(f"{key} opens nothing any more.\n")
        case _:
            raise QuestionError(
                f"{' '.join(args.words)!r} is not understood.",
                "Write key add NAME, key list, or key revoke ID.",
            )
    state.close()
    return 0
