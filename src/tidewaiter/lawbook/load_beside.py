"""Reading what stands beside the lists: ``events.csv``, ``acts.csv``, ``provisions.csv``, ``indicators/`` and the ``parties.csv`` of instruments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any

from tidewaiter.errors import BadDay, LawbookError
from tidewaiter.lawbook.beside import Moment, Party, PartyInstrument, Point
from tidewaiter.lawbook.loading import Loading
from tidewaiter.lawbook.read import Row
from tidewaiter.lawbook.tables import (
    ACTS,
    EVENTS,
    INSTRUMENT,
    PARTIES,
    PARTY_LISTS,
    POINTS,
    PROVISIONS,
    SERIES,
    Table,
)

PARTY_FILES = frozenset({"instrument.yml", "parties.csv"})
_DUTY_ID = re.compile(r"^\s*- id: +(\S+) *$", re.MULTILINE)


def read_beside(loading: Loading) -> None:
    """Read events, indicators and parties into the records; a lawbook need not have any."""
    loading.records.duty_ids = frozenset(_duty_ids(loading.folder))
    _told(loading, "event", EVENTS, loading.records.events)
    _told(loading, "act", ACTS, loading.records.acts)
    _told(loading, "provision", PROVISIONS, loading.records.provisions)
    if (loading.folder / "indicators").is_dir():
        loading.collect(lambda: _indicators(loading, loading.folder / "indicators"))
    for place in party_folders(loading.folder):
        loading.collect(lambda place=place: _parties(loading, place))  # type: ignore[misc]


def party_folders(folder: Path) -> Iterator[Path]:
    """Folders of instruments that list parties."""
    for path in sorted((folder / "instruments").rglob("parties.csv")):
        if (path.parent / "instrument.yml").is_file():  # otherwise a stray, refused by the loader
            yield path.parent


def _duty_ids(folder: Path) -> Iterator[str]:
    """Ids of the duty measures and rulings, and of the instruments that hold them.

    Their files are read in full by :mod:`tidewaiter.duty`; here only what an event may point at is needed.
    """
    for path in sorted((folder / "instruments").rglob("duties.yml")):
        yield path.parent.relative_to(folder / "instruments").as_posix()
        yield from _DUTY_ID.findall(path.read_text(encoding="utf-8", errors="replace"))


def _told(loading: Loading, noun: str, table: Table, held: list[Any]) -> None:
    def use(row: Row) -> None:
        loading.remember(f"{noun} {row['id']}", row)
        held.append(loading.make(table, row))

    if (path := loading.folder / table.file).exists():
        loading.rows(path, table, use)


# indicators ---------------------------------------------------------------------------------------


def _indicators(loading: Loading, folder: Path) -> None:
    def use(row: Row) -> None:
        loading.remember(f"series {row['id']}", row)
        loading.records.series[row["id"]] = loading.make(SERIES, row)

    loading.rows(folder / "index.csv", SERIES, use)
    for key in loading.records.series:
        loading.collect(partial(loading.rows, folder / f"{key}.csv", POINTS, partial(_point, loading, key)))
    for path in sorted(folder.iterdir()):
        if path.name != "index.csv" and path.stem not in loading.records.series:
            mend = "Give it a row in index.csv, or delete it."
            loading.faults.append(LawbookError(path, 1, "no series of index.csv has this name.", mend))


def _point(loading: Loading, series: str, row: Row) -> None:
    try:
        value = Decimal(row["value"])
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        mend = "Write digits with a decimal point, no separators."
        raise row.fault(f"'{row['value']}' is not a number.", mend)
    first, last = span_of(row["period"], row)
    point: Point = loading.make(POINTS, row, series=series, period=row["period"], first=first, last=last)
    as_of = f" as of {point.as_of}" if point.as_of else ""
    loading.remember(f"point {series} {point.period}{as_of}", row)
    loading.records.points.append(point)


def span_of(text: str, row: Row) -> tuple[date, date]:
    """First and last day of a period: ``2024``, ``FY2024`` (October to September), ``2024-05``, ``2024-05..2025-04``."""
    try:
        if re.fullmatch(r"FY\d{4}", text):
            year = int(text[2:])
            return date(year - 1, 10, 1), date(year, 9, 30)
        first, _, last = text.partition("..")
        return Moment.read(first).first, Moment.read(last or first).last
    except BadDay as why:
        mend = "Write YYYY, FYYYYY, YYYY-MM, a day, or two of them with .. between."
        raise row.fault(f"'{text}' is not a period.", mend) from why


# parties ------------------------------------------------------------------------------------------


def _parties(loading: Loading, place: Path) -> None:
    top = loading.head(place, PARTY_FILES)
    instrument: PartyInstrument = loading.make(
        INSTRUMENT._replace(record=PartyInstrument),
        top,
        lists=loading.lists(top, PARTY_LISTS),
        coverage=loading.coverage(top),
    )
    loading.records.party_instruments[instrument.key] = instrument
    loading.rows(place / "parties.csv", PARTIES, lambda row: _party(loading, instrument, row))


def _party(loading: Loading, instrument: PartyInstrument, row: Row) -> None:
    loading.listed((row["list"],), instrument, row.fault)
    party: Party = loading.make(PARTIES, row, id="", instrument=instrument.key)
    party = party._replace(id=f"{instrument.key}/{party.list}/{party.name}@{party.period.since.day}")
    loading.remember(f"party {party.id}", row)
    loading.records.parties.append(party)
