"""Entries, their hashes, and what a look at the whole chain finds wrong.

The content of an entry (who asked, question, answer) is hashed by itself, with a random salt. The entry's own hash is
over that content hash, the facts around it and the hash of the entry before. So the content of an old entry can be
removed under a policy of retention and the chain still verifies, and what was removed cannot be found by guessing.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

GENESIS = "0" * 64  # what stands before the first entry
RETENTION = "retention"  # the kind of entry that says which contents were removed
# of an entry, beside its number
_FACTS = ("at", "kind", "lawbook_version", "lawbook_sha256", "engine", "content_sha256", "previous")
# by which writers on several machines, waiting for their turn, may seem out of order
SLACK = timedelta(minutes=5)


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
    return _sha256(canonical([values[name] for name in ("seq", *_FACTS)]))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def removal_note(seq: int) -> str:
    """The note that stays in place of a content."""
    return f"content removed under entry {seq}"


class Removal(NamedTuple):
    """What an entry of retention says: which contents were removed, by whom, under which policy."""

    seq: int
    at: str
    who: str
    days: int  # contents of the last so many days are kept
    kinds: tuple[str, ...]  # empty: every kind
    spans: tuple[tuple[int, int], ...]  # of the entries concerned, closed

    def names(self, seq: int) -> bool:
        """Whether the content of this entry is among those removed."""
        place = bisect_right(self.spans, seq, key=lambda span: span[0]) - 1
        return place >= 0 and seq <= min(self.spans[place][1], self.seq - 1)

    def covers(self, kind: str) -> bool:
        """Whether the policy is one for entries of this kind."""
        return kind != RETENTION and (not self.kinds or kind in self.kinds)

    @property
    def limit(self) -> str:
        """Contents kept before this time go."""
        return stamp(datetime.fromisoformat(self.at) - timedelta(days=self.days))


class Look(NamedTuple):
    """What a look at a whole chain found."""

    problems: list[Problem]
    entries: int
    last: tuple[int, str]  # number and hash of the last entry; (0, GENESIS): there is none
    removals: list[Removal]


def look_over(entries: Iterable[Entry], head: tuple[int, str] | None = None,
              anchors: Iterable[tuple[int, str]] = (), policy: Mapping[str, int] | None = None) -> Look:  # fmt: skip
    """Everything that is wrong with a chain, given in the order of ``seq``, and how far it goes.

    ``head`` is what the record itself says its last entry is; ``anchors`` are pairs (seq, hash) that were kept
    elsewhere; ``policy``: the days that the contents of each kind had to be kept. Altered, removed, inserted and
    reordered entries are found by the chain alone; a tail that was cut off, or a chain that was computed anew as a
    whole, only by a head or an anchor that whoever did it could not reach.
    """
    problems: list[Problem] = []
    wanted: dict[int, set[str]] = {}
    for seq, known in anchors:
        if (seq, known) != (0, GENESIS):
            wanted.setdefault(seq, set()).add(known)
    before: Entry | None = None
    number, last = 0, (0, GENESIS)
    removed: list[Entry] = []
    removals: dict[int, Removal] = {}
    oldest: dict[str, str] = {}  # kind -> time of the oldest entry whose content is kept
    for entry in entries:
        number += 1
        if faults := _malformed(entry):
            problems.append(Problem(number, f"is no entry: {faults}"))
            continue
        problems += [Problem(entry.seq, words) for words in _out_of_place(entry, last, before)]
        if wanted.pop(entry.seq, {entry.hash}) != {entry.hash}:
            problems.append(Problem(entry.seq, "is not the entry that was anchored"))
        problems += [Problem(entry.seq, words) for words in _content_problems(entry)]
        if not entry.kept:
            removed.append(entry._replace(previous=""))
        elif entry.kind == RETENTION:
            found = _removal(entry)
            if isinstance(found, str):
                problems.append(Problem(entry.seq, found))
            else:
                removals[entry.seq] = found
                problems += [Problem(entry.seq, words) for words in _at_will(found, oldest, policy)]
        else:
            oldest[entry.kind] = min(entry.at, oldest.get(entry.kind, entry.at))
        before, last = entry, (entry.seq, entry.hash)
    problems += [
        Problem(entry.seq, words) for entry in removed if (words := _without_reason(entry, removals))
    ]
    if head is not None and head != last:
        problems.append(Problem(0, f"the record ends at entry {last[0]}, its head says {head[0]}"))
    problems += [Problem(seq, "was anchored and is gone") for seq in wanted]
    return Look(problems, number, last, list(removals.values()))


def _malformed(entry: Entry) -> str:
    """Why this is no entry at all, or ""."""
    wrong = [name for name in (*_FACTS, "hash") if not isinstance(getattr(entry, name), str)]
    wrong += [name for name in ("who", "question", "answer", "salt", "note")
              if not isinstance(getattr(entry, name), str | None)]  # fmt: skip
    if type(entry.seq) is not int:
        wrong.insert(0, "seq")
    if not wrong and not _TIME.fullmatch(entry.at):
        wrong.append("at")
    return ", ".join(wrong)


_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def _out_of_place(entry: Entry, last: tuple[int, str], before: Entry | None) -> Iterator[str]:
    if entry.seq != last[0] + 1:
        yield f"entry {last[0] + 1} is missing" if entry.seq > last[0] else "out of order"
    if entry.previous != last[1]:
        yield "does not follow the entry before it"
    if entry_hash(entry._asdict()) != entry.hash:
        yield "was altered: its hash is another"
    if before is not None and entry.at < before.at:
        try:
            back = datetime.fromisoformat(before.at) - datetime.fromisoformat(entry.at)
        except ValueError:
            yield f"{entry.at} is no time"
            return
        if back > SLACK:
            yield f"is dated {back} before the entry before it: a clock that was set back, or an entry made later"


def _content_problems(entry: Entry) -> Iterator[str]:
    content = (entry.who, entry.question, entry.answer, entry.salt)
    if all(part is None for part in content):
        return
    if any(part is None for part in content) or entry.note is not None:
        yield "a part of its content is gone, or it carries a note of its own"
    elif content_hash(entry.kind, *(str(part) for part in content)) != entry.content_sha256:
        yield "its content was altered"


def _removal(entry: Entry) -> Removal | str:
    """What an entry of retention says, or why it says nothing."""
    try:
        policy, spans = json.loads(entry.question or ""), json.loads(entry.answer or "")["removed"]
        made = Removal(
            entry.seq, entry.at, entry.who or "", policy["days"], tuple(policy["kinds"]),
            tuple((first, final) for first, final in spans),
        )  # fmt: skip
        whole = all(type(n) is int for n in chain(*made.spans, [made.days]))
        if whole and list(made.spans) == sorted(made.spans) and made.limit:
            return made
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        pass
    return "says of no content why it was removed: it is no policy with spans of entries"


def _at_will(found: Removal, oldest: Mapping[str, str], policy: Mapping[str, int] | None) -> Iterator[str]:
    """What shows that contents were removed as somebody liked, not by a policy for all of their kind."""
    left = [kind for kind, at in oldest.items() if found.covers(kind) and at < found.limit]
    if left:
        yield f"contents that its policy removes are still there ({', '.join(sorted(left))}): only some were chosen"
    for kind in found.kinds or tuple(policy or ()):
        if policy is not None and (kind not in policy or found.days < policy[kind]):
            kept = f"{policy[kind]} days" if kind in policy else "for ever"
            yield f"removed contents of kind {kind} after {found.days} days; they had to be kept {kept}"


def _without_reason(entry: Entry, removals: Mapping[int, Removal]) -> str:
    """Why the content of an entry should still be there, or ""."""
    found = re.fullmatch(r"content removed under entry (\d{1,18})", entry.note or "")
    by = removals.get(int(found[1])) if found else None
    if by is None or by.seq <= entry.seq or not by.names(entry.seq):
        return "its content is gone and no entry says why"
    if not by.covers(entry.kind) or entry.at >= by.limit:
        return f"its content was removed under entry {by.seq}, whose policy does not reach it"
    return ""
