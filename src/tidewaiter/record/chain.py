"""Entries, their hashes, and what a look at the whole chain finds wrong.

The content of an entry (who asked, question, answer) is hashed by itself, with a random salt. The entry's own hash is
over that content hash, the facts around it and the hash of the entry before. So the content of an old entry can be
removed under a policy of retention and the chain still verifies, and what was removed cannot be found by guessing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

GENESIS = "0" * 64  # what stands before the first entry
RETENTION = "retention"  # the kind of entry that says which contents were removed


class Entry(NamedTuple):
    """One kept answer. ``who``, ``question``, ``answer`` and ``salt`` are None where the content was removed.

    ``question`` and ``answer`` are canonical JSON, ``at`` is UTC in ISO form, hashes are SHA-256 in hexadecimal.
    """

    seq: int
    at: str
    kind: str
    lawbook_version: str
    lawbook_sha256: str
    engine: str
    content_sha256: str
    previous: str
    hash: str
    who: str | None
    question: str | None
    answer: str | None
    salt: str | None
    note: str | None = None

    @property
    def kept(self) -> bool:
        """Whether the content is still there."""
        return self.question is not None

    def to_json(self) -> dict[str, Any]:
        """As plain data, question and answer unfolded."""
        made = self._asdict()
        for key in ("question", "answer"):
            made[key] = json.loads(made[key]) if made[key] is not None else None
        return made


class Problem(NamedTuple):
    """What is wrong, at which entry (0: the record as a whole)."""

    seq: int
    what: str


def canonical(value: Any) -> str:
    """JSON in one form only: keys sorted, no blanks, no NaN; a half of a surrogate pair is written as its escape.

    >>> canonical({"b": [1, 2.5], "a": "é"})
    '{"a":"é","b":[1,2.5]}'
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode()


def stamp(at: datetime) -> str:
    """A time as entries write it. Refuses a time without a zone: nobody could say when that was.

    >>> stamp(datetime(2026, 11, 24, 12, 30, tzinfo=UTC))
    '2026-11-24T12:30:00.000000Z'
    """
    if at.tzinfo is None:
        raise ValueError("the time of an entry needs a zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def content_hash(kind: str, who: str, question: str, answer: str, salt: str) -> str:
    """The hash of what an entry holds."""
    return _sha256(canonical([kind, who, question, answer, salt]))


def entry_hash(values: Mapping[str, Any]) -> str:
    """The hash of an entry, from its other columns."""
    names = ("seq", "at", "kind", "lawbook_version", "lawbook_sha256", "engine", "content_sha256", "previous")
    return _sha256(canonical([values[name] for name in names]))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def removal_note(seq: int) -> str:
    """The note that stays in place of a content."""
    return f"content removed under entry {seq}"


def verify(entries: Iterable[Entry], head: tuple[int, str] | None = None,
           anchors: Iterable[tuple[int, str]] = ()) -> list[Problem]:  # fmt: skip
    """Everything that is wrong with a chain, given in the order of ``seq``.

    ``head`` is what the record itself says its last entry is; ``anchors`` are pairs (seq, hash) that were kept
    elsewhere. Altered, removed, inserted and reordered entries are found by the chain alone; a tail that was cut off, or
    a chain that was computed anew as a whole, only by a head or an anchor that whoever did it could not reach.
    """
    problems: list[Problem] = []
    wanted = dict(anchors)
    before, last = GENESIS, 0
    removed: dict[int, str | None] = {}  # entries without content, with their notes
    allowed: dict[int, int] = {}  # entry -> the entry that says its content was removed
    for entry in entries:
        if entry.seq != last + 1:
            problems.append(
                Problem(entry.seq, f"entry {last + 1} is missing" if entry.seq > last else "out of order")
            )
        if entry.previous != before:
            problems.append(Problem(entry.seq, "does not follow the entry before it"))
        if entry_hash(entry._asdict()) != entry.hash:
            problems.append(Problem(entry.seq, "was altered: its hash is another"))
        problems += _content_problems(entry, removed, allowed)
        if entry.seq in wanted and wanted.pop(entry.seq) != entry.hash:
            problems.append(Problem(entry.seq, "is not the entry that was anchored"))
        before, last = entry.hash, entry.seq
    for seq, note in removed.items():
        by = allowed.get(seq, 0)
        if not by > seq or note != removal_note(by):
            problems.append(Problem(seq, "its content is gone and no entry says why"))
    if head is not None and head != (last, before):
        problems.append(Problem(0, f"the record ends at entry {last}, its head says {head[0]}"))
    problems += [Problem(seq, "was anchored and is gone") for seq in wanted]
    return problems


def _content_problems(entry: Entry, removed: dict[int, str | None], allowed: dict[int, int]) -> list[Problem]:
    content = (entry.who, entry.question, entry.answer, entry.salt)
    if all(part is None for part in content):
        removed[entry.seq] = entry.note
        return []
    if any(part is None for part in content) or entry.note is not None:
        return [Problem(entry.seq, "a part of its content is gone, or it carries a note of its own")]
    who, question, answer, salt = (str(part) for part in content)
    if content_hash(entry.kind, who, question, answer, salt) != entry.content_sha256:
        return [Problem(entry.seq, "its content was altered")]
    if entry.kind == RETENTION:
        for first, final in json.loads(answer)["removed"]:
            for seq in range(first, min(final, entry.seq - 1) + 1):
                allowed.setdefault(seq, entry.seq)
    return []
