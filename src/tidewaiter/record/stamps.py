"""Time stamps of anchors (RFC 3161): an authority signs that this anchor was there at this time.

An anchor with its stamp proves by itself that the record held so many entries, with this last hash, no later than the
stamp says; nobody needs to trust the place where it is kept. What is stamped are the bytes of ``SEQ HASH``.
"""

from __future__ import annotations

import base64
import binascii
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tidewaiter.errors import QuestionError, RecordFault, TidewaiterError
from tidewaiter.record.store import Head

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_SECONDS, _MOST = 30, 1 << 20  # for an authority's answer; of its bytes


def _library() -> Any:
    try:
        import rfc3161_client
    except ModuleNotFoundError as why:
        raise TidewaiterError("Time stamps need rfc3161-client.", "Install tidewaiter[stamp].") from why
    return rfc3161_client


def read_authority(path: Path) -> list[Certificate]:
    """The certificates of a PEM file: those that are trusted, and those between them and the authority's own.

    Raises :class:`QuestionError`.
    """
    _library()
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as why:
        raise QuestionError(f"{path} holds no certificates.", "Give the authority's chain as PEM.") from why


def stamp(head: Head, address: str, trusted: list[Certificate] | None = None) -> str:
    """Ask the authority at an address to stamp an anchor; its answer in base64, held to be about this anchor.

    Raises :class:`QuestionError` for an address that is none, :class:`RecordFault` where no good stamp came.
    """
    library = _library()
    if urlsplit(address).scheme not in ("http", "https"):
        raise QuestionError(f"{address} is no address of an authority.", "Give one of http or https.")
    wanted = (
        library.TimestampRequestBuilder()
        .data(str(head).encode())
        .hash_algorithm(library.HashAlgorithm.SHA256)
        .build()
    )
    asked = urllib.request.Request(
        address,
        wanted.as_bytes(),
        {"Content-Type": "application/timestamp-query", "User-Agent": "tidewaiter"},
    )
    try:
        with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:
            raw = answer.read(_MOST)
    except (OSError, ValueError) as why:
        reason = getattr(why, "reason", None) or type(why).__name__
        raise RecordFault(f"The authority did not answer: {reason}.", "Try again, or another one.") from why
    token = base64.b64encode(raw).decode()
    given = _read(head, token)
    if given.tst_info.nonce != wanted.nonce:
        raise RecordFault("The authority answered another question.", "Try again, or another one.")
    if trusted:
        stamped_at(head, token, trusted)
    return token


def _read(head: Head, token: str) -> Any:
    """The answer of an authority, if it is about this anchor. Raises :class:`RecordFault`."""
    import hashlib

    library = _library()
    try:
        given = library.decode_timestamp_response(base64.b64decode(token, validate=True))
        granted = library.PKIStatus(given.status) == library.PKIStatus.GRANTED
        about = given.tst_info.message_imprint.message if granted else b""
    except (ValueError, binascii.Error) as why:
        raise RecordFault(f"The time stamp of entry {head.seq} cannot be read.", "Is it cut short?") from why
    if about != hashlib.sha256(str(head).encode()).digest():
        raise RecordFault(f"The time stamp of entry {head.seq} is not of this anchor.", "Is it another's?")
    return given


def stamped_at(head: Head, token: str, trusted: list[Certificate]) -> datetime:
    """When an anchor was stamped, by an authority whose certificates are trusted.

    Raises :class:`RecordFault` where the stamp is not of this anchor, or not signed by them.
    """
    library = _library()
    given = _read(head, token)
    made = library.VerifierBuilder()
    for one in trusted:
        own = one.issuer == one.subject
        made = made.add_root_certificate(one) if own else made.add_intermediate_certificate(one)
    try:
        made.build().verify_message(given, str(head).encode())
    except (library.VerificationError, ValueError) as why:
        raise RecordFault(
            f"The time stamp of entry {head.seq} does not verify: {why}.", "Is it this authority's?"
        ) from why
    at: datetime = given.tst_info.gen_time
    return at
