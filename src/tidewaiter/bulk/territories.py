"""One column a territory: whether a row is controlled there, as what, by which clause, and what that asks for.

    US (law): controlled: fentanyl, Schedule II, 21 CFR 1308.12(c)(9) (drugs); permit

Made from the listings of an answer (``measures``, ``doubts``), so it says nothing that they do not say; each set of
listings is put into words once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import pyarrow as pa

from tidewaiter.book import Book
from tidewaiter.bulk.decision import CANNOT_TELL, UNREADABLE
from tidewaiter.lawbook.records import Entry
from tidewaiter.obligations import obligations
from tidewaiter.question import Question
from tidewaiter.silence import WATCH

# What a listing may oblige to, the heaviest first (terms of `effects` in lawbook/vocabulary.yml).
WEIGHT = (
    "prohibition", "licence", "registration", "authorisation", "permit", "notification", "declaration", "report", "record",
    "marking",
)  # fmt: skip
NOT_SEARCHED = "not searched"


def with_territories(tables: Iterable[pa.Table], book: Book, question: Question) -> Iterator[pa.Table]:
    """Answers with a column for each territory asked about, behind their own."""
    searched = {book.store.instruments[one.instrument].territory for one in book.consulted(question)}
    words = _wording(book, question)
    for table in tables:
        rows = list(
            zip(*(table.column(name).to_pylist() for name in ("status", "measures", "doubts")), strict=True)
        )
        for territory in question.jurisdictions:
            told = [
                words(territory, status, tuple(measures), tuple(doubts))
                if territory in searched
                else NOT_SEARCHED
                for status, measures, doubts in rows
            ]
            table = table.append_column(f"{territory} (law)", pa.array(told, pa.string()))
        yield table


def _wording(book: Book, question: Question) -> Callable[[str, str, tuple[str, ...], tuple[str, ...]], str]:
    def of(territory: str, keys: tuple[str, ...]) -> list[Entry]:
        entries = [book.store.entry(key) for key in keys]
        return [one for one in entries if book.store.instruments[one.instrument].territory == territory]

    @lru_cache(maxsize=100_000)
    def words(territory: str, status: str, measures: tuple[str, ...], doubts: tuple[str, ...]) -> str:
        if sure := of(territory, measures):
            firm = [one for one in sure if book.store.field_of(one) != WATCH]
            word = "controlled: " if firm else "watched, not controlled: "
            return word + _told(firm or sure, book, question)
        if open_ := of(territory, doubts):
            return "cannot tell: " + _told(open_, book, question)
        if status in (UNREADABLE, CANNOT_TELL) and not measures and not doubts:
            return status.replace("_", " ")
        return "no hit"

    return words


def _told(entries: list[Entry], book: Book, question: Question) -> str:
    first, more = entries[0], len(entries) - 1
    instrument = book.store.instruments[first.instrument]
    known = book.store.substance(first.substance) if first.substance else None
    name = known.name if known else first.as_listed
    asks = {
        one.measure.effect
        for entry in entries
        for one in obligations(entry, book.store.instruments[entry.instrument], question, book.store)
    }
    field = book.store.field_of(first)
    told = f"{name}, {instrument.lists[first.list].title}, {first.clause} ({field})"
    if more:
        told += f", and {more} more"
    what = next((effect for effect in WEIGHT if effect in asks), "")
    return f"{told}; {what}" if what else told
