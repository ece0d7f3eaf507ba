"""Re-screening: an old result, another day or another lawbook, and only the rows whose answer changed.

A row can only change where it reaches a listing that binds under one of the two questions and not under the other, or
that the new lawbook words otherwise. A result therefore carries an imprint of every listing. The prefilter is made
from the listings that differ alone, so the cost follows what could change, not the catalogue.

What is compared is law, not its place in print: a row on the same list of the same territory has not changed, however the
instrument was enacted again or the listing renumbered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tidewaiter.book import Book
from tidewaiter.bulk import reading
from tidewaiter.bulk.batch import WORDS
from tidewaiter.bulk.beside import Beside, further
from tidewaiter.bulk.decision import NO_HIT, UNREADABLE, Decision
from tidewaiter.bulk.exact import Decider
from tidewaiter.bulk.prefilter import Prefilter
from tidewaiter.bulk.writing import IMPRINTS, MARK
from tidewaiter.determine import standing
from tidewaiter.errors import Unreadable
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.question import Question


class _Changed(Decider):
    """A decider whose listings in force are those that differ between two questions, or two lawbooks."""

    def __init__(self, before: Decider, after: Decider, altered: frozenset[str]) -> None:
        self.before, self.after, self.altered = before, after, altered
        super().__init__(after.book, after.question)

    def live(self, entries: Iterable[Entry]) -> bool:
        """Whether any listing binds under one question and not under the other, or binds now in other words."""
        for entry in entries:
            now = standing(entry, self.after.question, self.store)
            if now != standing(entry, self.before.question, self.store) or (now and entry.id in self.altered):
                return True
        return False


def read_mark(result: Path) -> dict[str, Any]:
    """What an old result rests on. Raises :class:`Unreadable` where it does not say."""
    return dict(json.loads(_metadata(result)[MARK]))


def _metadata(result: Path) -> dict[bytes, bytes]:
    try:
        metadata: dict[bytes, bytes] = pq.read_schema(result).metadata or {}
    except (OSError, ValueError) as why:
        raise Unreadable(
            f"{result} is no result of `tidewaiter screen`: {why}.", "Give the .parquet that it wrote."
        ) from why
    if MARK not in metadata or IMPRINTS not in metadata:
        raise Unreadable(
            f"{result.name} does not say what it rests on.", "Give the .parquet that `screen` wrote."
        )
    return metadata


def changes(result: Path, book: Book, question: Question) -> Iterator[dict[str, Any]]:
    """The rows of an old result whose law is another under ``question`` and ``book``, with the listings that differ.

    Raises :class:`Unreadable` where its input is no longer the same.
    """
    from tidewaiter.bulk.runner import fingerprint

    metadata = _metadata(result)
    mark, held = json.loads(metadata[MARK]), json.loads(metadata[IMPRINTS])
    source = Path(mark["source"])
    if not source.is_file() or fingerprint(source) != mark["content"]:
        raise Unreadable(
            f"The input {source} is no longer what was screened.", "Put it back, or screen the new file."
        )
    same = mark["lawbook"] == book.sha256
    now = held if same else book.store.record("imprints", "all")
    altered = frozenset(key for key, text in now.items() if held.get(key) != text)
    gone = frozenset(key for key, text in held.items() if now.get(key) != text)
    old = book.question(
        on=mark["on"],
        jurisdictions=mark["jurisdictions"],
        known_on=mark["known_on"] or None,
        fields=mark.get("fields", ()),
    )
    before, after = Decider(book, old), Decider(book, question)
    prefilter = Prefilter(_Changed(before, after, altered))
    size = int(mark["batch"])
    answers = pq.ParquetFile(result).iter_batches(size)
    for rows in reading.read_file(source, reading.Columns(*mark["columns"]), size):
        yield from _batch(rows, next(answers), prefilter, after, gone, same)


def _batch(
    rows: pa.RecordBatch,
    answers: pa.RecordBatch,
    prefilter: Prefilter,
    after: Decider,
    gone: frozenset[str],
    same: bool,
) -> Iterator[dict[str, Any]]:
    """One batch: decided again is what the differing listings may reach, what a listing that is gone or altered
    reached, and, under another lawbook, each name and number, which may mean another substance there."""
    kinds = rows.column("kind").to_pylist()
    again = set(prefilter.survivors(rows.column("text"), kinds))
    if not same:
        again |= {i for i, kind in enumerate(kinds) if kind == WORDS}
    if gone:
        for column in ("measures", "doubts"):
            again |= {
                i for i, ids in enumerate(answers.column(column).to_pylist()) if not gone.isdisjoint(ids)
            }
    beside, words = Beside(after), further(rows)
    states = answers.column("status").to_pylist()
    own = [Decision(state if state == NO_HIT else UNREADABLE) for state in states]  # at its widest
    again |= {i for i, cell in enumerate(words) if cell and beside.said(cell, own[i])}
    for i in sorted(again):
        text = rows.column("text")[i].as_py() or ""
        now = after.words(text) if kinds[i] == WORDS else after.structure(text)
        if words[i]:
            now = beside.decided(now, words[i])
        old = {
            name: answers.column(name)[i].as_py() for name in ("row", "id", "status", "measures", "doubts")
        }
        change = _change(old, now, after.store)
        if change is not None:
            yield {**change, "goods": "" if "\n" in text else text}


def _change(old: dict[str, Any], now: Decision, store: Store) -> dict[str, Any] | None:
    """What differs in law: listings gained and lost, and those that were open and are ``settled`` or became ``doubtful``."""

    def law(*ids: str) -> set[tuple[str, str]]:
        return {_law(key, store) for key in ids}

    def without(ids: Iterable[str], *laws: set[tuple[str, str]]) -> list[str]:
        return [key for key in ids if _law(key, store) not in set().union(*laws)]

    applied, applies = law(*old["measures"]), law(*now.measures)
    then, since = applied | law(*old["doubts"]), applies | law(*now.doubts)
    gained, lost = (
        without((*now.measures, *now.doubts), then),
        without((*old["measures"], *old["doubts"]), since),
    )
    settled, doubtful = (
        without(now.measures, applied, law(*gained)),
        without(now.doubts, applies, law(*gained), then - applied),
    )
    sides = {"gained": gained, "lost": lost, "settled": settled, "doubtful": doubtful}
    if not any(sides.values()) and old["status"] == now.status:
        return None
    told = {"row": old["row"], "id": old["id"], "before": old["status"], "after": now.status}
    return {**told, **sides, "reason": now.reason}


def _law(key: str, store: Store) -> tuple[str, str]:
    """Territory and list of a listing by its id, which an older lawbook may have given."""
    issuer, name, listed, *_ = key.split("/")
    instrument = store.instruments.get(f"{issuer}/{name}")
    territory = instrument.territory if instrument else issuer.upper()
    for one in store.instruments.values():
        if one.territory == territory:
            listed = next((later.key for later in one.lists.values() if listed in later.continues), listed)
    return territory, listed
