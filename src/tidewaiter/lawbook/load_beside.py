"""Reading what stands beside the lists: ``events.csv``, ``indicators/`` and the ``parties.csv`` of instruments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

from tidewaiter.errors import BadDay, LawbookError
from tidewaiter.lawbook.beside import Event, Moment, Party, PartyInstrument, PartyList, Point, Series
from tidewaiter.lawbook.loading import Loading, day_of, fault_at, many, period_of
from tidewaiter.lawbook.read import Mapping, Row

EVENT_COLUMNS = (
    *("id", "day", "issuer", "territories", "topic", "kind", "title"),
    *("due", "status", "settled", "measures", "answers", "cite", "address", "read", "verified", "note"),
)
SERIES_COLUMNS = ("id", "title", "issuer", "territory", "topic", "unit", "note")
POINT_COLUMNS = ("period", "qualifier", "value", "as_of", "cite", "address", "read", "verified", "note")
PARTY_COLUMNS = (
    *("list", "name", "aliases", "kind", "country", "from", "until"),
    *("cite", "address", "read", "verified", "note"),
)
PARTY_FILES = frozenset({"instrument.yml", "parties.csv"})
_DUTY_ID = re.compile(r"^\s*- id: +(\S+) *$", re.MULTILINE)


def read_beside(loading: Loading) -> None:
    """Read events, indicators and parties into the records; a lawbook need not have any."""
    loading.records.duty_ids = frozenset(_duty_ids(loading.folder))
    if (loading.folder / "events.csv").exists():
        loading.rows(loading.folder / "events.csv", EVENT_COLUMNS, lambda row: _event(loading, row))
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


def moment_of(row: Row, column: str) -> Moment:
    """A day, month, year or bound of a row."""
    try:
        return Moment.read(row[column])
    except BadDay as why:
        raise row.fault(why.message, "Write YYYY-MM-DD, YYYY-MM, YYYY or <=YYYY-MM-DD.") from why


def _event(loading: Loading, row: Row) -> None:
    loading.remember(f"event {row['id']}", row)
    for column, part in (("topic", "topics"), ("kind", "event kinds"), ("status", "event statuses")):
        loading.known(part, row[column], row.fault)
    territories = many(row["territories"])
    for code in territories:
        loading.known("territories", code, row.fault)
    if not row["title"] or not row["issuer"] or not row["cite"]:
        raise row.fault(
            "an event without title, issuer or citation.", "Say who did what, and who reports it."
        )
    loading.records.events.append(
        Event(
            row["id"],
            moment_of(row, "day"),
            row["issuer"],
            territories,
            row["topic"],
            row["kind"],
            row["title"],
            day_of(row, "due") if row["due"] else None,
            row["status"],
            day_of(row, "settled") if row["settled"] else None,
            many(row["measures"]),
            many(row["answers"]),
            row["address"],
            loading.source(row),
            row["note"],
        )
    )


# indicators ---------------------------------------------------------------------------------------


def _indicators(loading: Loading, folder: Path) -> None:
    def use(row: Row) -> None:
        loading.remember(f"series {row['id']}", row)
        loading.known("topics", row["topic"], row.fault)
        loading.known("territories", row["territory"], row.fault)
        if not row["unit"] or not row["title"]:
            raise row.fault("a series without title or unit.", "Say what is counted, and in what.")
        loading.records.series[row["id"]] = Series(*(row[column] for column in SERIES_COLUMNS))

    loading.rows(folder / "index.csv", SERIES_COLUMNS, use)
    for key in loading.records.series:
        loading.collect(
            partial(loading.rows, folder / f"{key}.csv", POINT_COLUMNS, partial(_point, loading, key))
        )
    for path in sorted(folder.iterdir()):
        if path.name != "index.csv" and path.stem not in loading.records.series:
            mend = "Give it a row in index.csv, or delete it."
            loading.faults.append(LawbookError(path, 1, "no series of index.csv has this name.", mend))


def _point(loading: Loading, series: str, row: Row) -> None:
    loading.known("qualifiers", row["qualifier"], row.fault)
    try:
        value = Decimal(row["value"])
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise row.fault(
            f"'{row['value']}' is not a number.", "Write digits with a decimal point, no separators."
        )
    first, last = span_of(row["period"], row)
    if not row["cite"]:
        raise row.fault("a figure without a citation.", "Say who published it.")
    as_of = day_of(row, "as_of") if row["as_of"] else None
    loading.remember(f"point {series} {row['period']}" + (f" as of {as_of}" if as_of else ""), row)
    source = loading.source(row)
    loading.records.points.append(
        Point(
            series,
            row["period"],
            first,
            last,
            row["qualifier"],
            row["value"],
            as_of,
            row["address"],
            source,
            row["note"],
        )
    )


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
    top, head = loading.head(place, PARTY_FILES)
    lists, coverage = _party_lists(loading, top), loading.coverage(top)
    instrument = PartyInstrument(*head, lists, coverage, top.text("address"), top.text("note"))
    loading.records.party_instruments[instrument.key] = instrument
    loading.rows(place / "parties.csv", PARTY_COLUMNS, lambda row: _party(loading, instrument, row))


def _party_lists(loading: Loading, top: Mapping) -> dict[str, PartyList]:
    lists = {}
    for name, block in top.mapping("lists").items():
        if not isinstance(block, Mapping):
            raise top.fault(
                f"list '{name}' must be a block.", "Give it title, kind, clause and effect.", "lists"
            )
        block.only(("title", "kind", "clause", "effect"))
        loading.known("party list kinds", block.text("kind"), partial(fault_at, block, "kind"))
        lists[name] = PartyList(name, *(block.text(key) for key in ("title", "kind", "clause", "effect")))
    return lists


def _party(loading: Loading, instrument: PartyInstrument, row: Row) -> None:
    if row["list"] not in instrument.lists:
        message = f"list '{row['list']}' is not one of {instrument.key}."
        raise row.fault(message, f"Use one of: {', '.join(instrument.lists)}.")
    if not row["name"] or not row["cite"]:
        raise row.fault("a party without name or citation.", "Give the name as printed and the notice.")
    loading.known("party kinds", row["kind"], row.fault)
    countries = many(row["country"])
    for code in countries:
        loading.known("territories", code, row.fault)
    period = period_of(row)
    party_id = f"{instrument.key}/{row['list']}/{row['name']}@{period.since.day}"
    loading.remember(f"party {party_id}", row)
    loading.records.parties.append(
        Party(
            party_id,
            instrument.key,
            row["list"],
            row["name"],
            many(row["aliases"]),
            row["kind"],
            countries,
            period,
            row["address"],
            loading.source(row),
            row["note"],
        )
    )
