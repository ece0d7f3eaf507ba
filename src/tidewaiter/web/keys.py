"""API keys: 256 random bits each, kept only as a salted hash, shown once.

A key reads ``tw_<id>_<secret>``. The id finds the row, the secret is compared in constant time. The secret is random
and long, so one round of SHA-256 over salt and secret is enough; a slow hash is for words that people choose.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from typing import NamedTuple

from tidewaiter.errors import QuestionError
from tidewaiter.web.state import State


class Key(NamedTuple):
    """A key without its secret."""

    id: str
    name: str
    made: str
    revoked: str


def _hash(salt: bytes, secret: str) -> bytes:
    return hashlib.sha256(salt + secret.encode()).digest()


def add(state: State, name: str, now: datetime) -> str:
    """Make a key and return it: it cannot be read again."""
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise QuestionError("A key needs a name of 1 to 100 printable characters.", "Name who will use it.")
    key, secret, salt = secrets.token_hex(6), secrets.token_urlsafe(32), secrets.token_bytes(16)
    sql = "INSERT INTO key(id, name, salt, hash, made) VALUES (?, ?, ?, ?, ?)"
    state.do(
        sql, key, name.strip(), salt, _hash(salt, secret), now.astimezone(UTC).isoformat(timespec="seconds")
    )
    return f"tw_{key}_{secret}"


def listed(state: State) -> list[Key]:
    """Every key, revoked ones among them."""
    return [Key(*row) for row in state.all("SELECT id, name, made, revoked FROM key ORDER BY made, id")]


def revoke(state: State, key: str, now: datetime) -> None:
    """Let a key open nothing any more. Raises :class:`QuestionError` where there is none."""
    day = now.astimezone(UTC).isoformat(timespec="seconds")
    if not state.do("UPDATE key SET revoked = ? WHERE id = ? AND revoked = ''", day, key):
        raise QuestionError(f"There is no key {key!r} in use.", "See `tidewaiter serve key list`.")


def holder(state: State, text: str) -> str | None:
    """The id of the key that a caller shows; None where it opens nothing."""
    parts = text.strip().split("_", 2)
    if len(parts) != 3 or parts[0] != "tw" or len(text) > 200:
        return None
    rows = state.all("SELECT salt, hash FROM key WHERE id = ? AND revoked = ''", parts[1])
    # the same work for no such id
    salt, kept = (rows[0]["salt"], rows[0]["hash"]) if rows else (b"", bytes(32))
    return parts[1] if hmac.compare_digest(_hash(salt, parts[2]), kept) and rows else None


def shown(authorization: str, header: str) -> str:
    """The key in a request's headers: ``Authorization: Bearer KEY``, ``X-API-Key: KEY``, or the password of HTTP
    Basic, which is how a browser asks a person for it.

    >>> shown("Bearer tw_1_2", ""), shown("Basic " + base64.b64encode(b"me:tw_1_2").decode(), "")
    ('tw_1_2', 'tw_1_2')
    """
    if header:
        return header
    kind, _, value = authorization.partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
        except ValueError:
            return ""
    return ""
