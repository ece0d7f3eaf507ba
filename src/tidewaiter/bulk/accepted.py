"""A list of what the asker has looked at already: told beside the answer, and applied to nothing.

A row is accepted where its identifier, structure, number or name stands in the list, as it is written there. Where the
list says for which listings, others that the row meets are told as not accepted: law that is new must not hide behind
an old decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from tidewaiter.bulk.batch import ACCEPTED
from tidewaiter.dates import parse_day
from tidewaiter.errors import Unreadable
from tidewaiter.files.columns import lowered, place_of
from tidewaiter.files.tables import as_text, open_table

COLUMNS = ("what", "reason", "date", "listings")


class Accepted(NamedTuple):
    """One line of the list. ``listings``: the entries it was decided for; none: whatever the row met."""

    reason: str
    date: str
    listings: frozenset[str]


def read_accepted(path: Path) -> dict[str, Accepted]:
    """The list by what it accepts. Columns: ``what`` (an identifier, structure, CAS number or name), ``reason``, ``date``,
    and, where wanted, ``listings`` (ids of entries, as ``measures`` and ``doubts`` give them, ``; `` between).

    Raises :class:`Unreadable` where a column is missing, or a line has no reason or no day.
    """
    table = open_table(path)
    held = [name for name in COLUMNS if name in lowered(table.names) or name != "listings"]
    places = [place_of(table.names, name, path.name) for name in held]
    found: dict[str, Accepted] = {}
    number = 1
    for batch in table.batches(places):
        for cells in zip(*(as_text(column).to_pylist() for column in batch.columns), strict=True):
            number += 1
            what, reason, day, *listings = ((cell or "").strip() for cell in cells)
            if not what:
                continue
            if not reason or not day:
                raise Unreadable(
                    f"{path.name}, line {number}: {what!r} has no {'reason' if not reason else 'date'}.",
                    "Write why and on which day it was accepted.",
                )
            keys = frozenset(key for cell in listings for key in cell.split("; ") if key)
            found[what.casefold()] = Accepted(reason, parse_day(day).isoformat(), keys)
    return found


def with_accepted(tables: Iterable[pa.Table], known: Mapping[str, Accepted]) -> Iterator[pa.Table]:
    """Answers with a column ``accepted`` behind their own: why and since when, or nothing."""
    for table in tables:
        told = []
        for row in table.select(["id", "structure", "measures", "doubts"]).to_pylist():
            one = next((known[key] for key in _keys(row["id"], row["structure"]) if key in known), None)
            told.append(one and _told(one, {*row["measures"], *row["doubts"]}))
        yield table.append_column(ACCEPTED, pa.array(told, pa.string()))


def _keys(*texts: str | None) -> list[str]:
    return [text.strip().casefold() for text in texts if text]


def _told(one: Accepted, met: set[str]) -> str:
    words = f"{one.reason} ({one.date})"
    more = sorted(met - one.listings) if one.listings else []
    return f"{words}; not accepted: {', '.join(more)}" if more else words
