"""Reading typed values of the lawbook's files: what every kind of file shares.

Faults are collected, so that one run shows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tidewaiter.dates import Period, Since, parse_day
from tidewaiter.errors import BadDay, LawbookError
from tidewaiter.lawbook.beside import Moment, PartyInstrument
from tidewaiter.lawbook.codec import types_of
from tidewaiter.lawbook.read import Mapping, Row, read_csv, read_yaml
from tidewaiter.lawbook.records import Coverage, Instrument, Source
from tidewaiter.lawbook.tables import COVERAGE, INSTRUMENT, Column, Table
from tidewaiter.lawbook.whole import Records

Fault = Callable[[str, str], LawbookError]  # of a row or key: what is wrong, and how to mend it


class Loading:
    """A lawbook half read: its folder, the records so far, the faults so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = Records()
        self.faults: list[LawbookError] = []

    def collect(self, step: Callable[[], None]) -> None:
        """Run one step; a fault of it does not stop the next."""
        try:
            step()
        except LawbookError as fault:
            self.faults.append(fault)

    def rows(self, path: Path, table: Table, use: Callable[[Row], None]) -> None:
        """Use each row of a CSV file; a fault in one row does not stop the next."""
        for row in read_csv(path, table.header):
            self.collect(lambda row=row: use(row))  # type: ignore[misc]

    def remember(self, key: str, row: Row | Mapping) -> None:
        """Note where a record stands; refuse a second of the same key."""
        place = (str(row.file), row.line)
        if key in self.records.where:
            first = self.records.where[key]
            at = f"{Path(first[0]).name}:{first[1]}"
            raise row.fault(f"'{key}' stands twice (first at {at}).", "Keep one of them.")
        self.records.where[key] = place

    def known(self, part: str, term: str, fault: Fault) -> str:
        """The term, if the vocabulary holds it."""
        known = self.records.vocabulary.get(part, {})
        if term not in known:
            message = f"'{term}' is not among the {part} of vocabulary.yml."
            raise fault(message, f"Use one of: {', '.join(known)}.")
        return term

    def listed(
        self, names: Iterable[str], instrument: Instrument | PartyInstrument, fault: Fault, mend: str = ""
    ) -> None:
        """Refuse a name of a list that an instrument does not have."""
        for name in names:
            if name not in instrument.lists:
                message = f"list '{name}' is not one of {instrument.key}."
                raise fault(message, mend or f"Use one of: {', '.join(instrument.lists)}.")

    def make(self, table: Table, at: Row | Mapping, **given: Any) -> Any:
        """The record that a row or block becomes: each field read by its type from the column of its name, or ``given``.

        Raises :class:`LawbookError` for an unknown key, an empty column that is required, a term that is not in the
        vocabulary, a value that cannot be read.
        """
        if isinstance(at, Mapping):
            at.only(table.required, table.optional)
        else:
            for column in table.columns:
                if column.required and not at[column.name]:
                    raise at.fault(f"'{column.name}' is empty.", f"Fill it: {column.says}.")
        columns = {column.field or column.name: column for column in table.columns}
        for column in table.columns:
            if column.terms and (column.field or column.name) not in given:
                self.terms(column, at)
        values = []
        for field, kind in types_of(table.record).items():
            if field in given:
                values.append(given[field])
            elif kind == "Period":
                values.append(period_of(at))
            elif kind == "Source":
                values.append(self.source(at))
            else:
                values.append(_VALUES[kind](at, columns[field].name))
        return table.record(*values)

    def terms(self, column: Column, at: Row | Mapping) -> None:
        """Refuse a value of a column that the vocabulary does not hold."""
        for term in texts_of(at, column.name):
            self.known(column.terms, term, partial(fault_at, at, column.name))

    def source(self, row: Row | Mapping) -> Source:
        """Where a record comes from, and how far that was checked."""
        level = self.known("levels", text_of(row, "verified"), partial(fault_at, row, "verified"))
        return Source(text_of(row, "cite"), text_of(row, "read"), level)

    def head(self, place: Path, files: frozenset[str]) -> Mapping:
        """The file ``instrument.yml`` of a folder, in which ``files`` stand and no others."""
        top = read_yaml(place / "instrument.yml")
        top.only(INSTRUMENT.required, INSTRUMENT.optional)
        key = top.text("key")
        expected = place.relative_to(self.folder / "instruments").as_posix()
        if key != expected:
            raise top.fault(f"the key is '{key}', the folder '{expected}'.", "Give them one name.", "key")
        self.remember(f"instrument {key}", top)
        for name in sorted(path.name for path in place.iterdir()):
            if name not in files:
                mend = f"Files here: {', '.join(sorted(files))}."
                raise LawbookError(place / name, 1, "no file of this name belongs to an instrument.", mend)
        return top

    def lists(self, top: Mapping, table: Table) -> dict[str, Any]:
        """The lists of an instrument, by their keys."""
        lists = {}
        for name, block in top.mapping("lists").items():
            if not isinstance(block, Mapping):
                mend = f"Give it {', '.join(table.required)}."
                raise top.fault(f"list '{name}' must be a block.", mend, "lists")
            lists[name] = self.make(table, block, key=name)
        return lists

    def coverage(self, top: Mapping) -> Coverage:
        """How much of an instrument is here."""
        block = top.mapping("coverage")
        coverage: Coverage = self.make(COVERAGE, block)
        if (coverage.status == "partial") != bool(coverage.missing):
            message = "'partial' says what is missing, 'complete' misses nothing."
            raise block.fault(message, "Fill or empty 'missing'.", "status")
        return coverage


def many(text: str) -> tuple[str, ...]:
    """The values of a cell, separated by ``;``."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def fault_at(at: Row | Mapping, key: str, message: str, mend: str) -> LawbookError:
    """An error that points at a row, or at a key of a block."""
    return at.fault(message, mend) if isinstance(at, Row) else at.fault(message, mend, key)


def text_of(at: Row | Mapping, key: str) -> str:
    """One value of a row or block."""
    return at[key] if isinstance(at, Row) else at.text(key)


def texts_of(at: Row | Mapping, key: str) -> tuple[str, ...]:
    """The values of a cell, or of a list in a block."""
    return many(at[key]) if isinstance(at, Row) else tuple(at.texts(key))


def day_of(at: Row | Mapping, key: str) -> date:
    """One day of a row or block."""
    try:
        return parse_day(text_of(at, key))
    except BadDay as why:
        raise fault_at(at, key, why.message, why.mend) from why


def since_of(at: Row | Mapping, key: str) -> Since:
    """One first day, which may be bounded."""
    try:
        return Since.read(text_of(at, key))
    except BadDay as why:
        mend = "Write YYYY-MM-DD, <=YYYY-MM-DD (on or before), >=YYYY-MM-DD (not before) or YYYY-MM-DD..YYYY-MM-DD."
        raise fault_at(at, key, why.message, mend) from why


def moment_of(at: Row | Mapping, key: str) -> Moment:
    """A day, month, year or bound."""
    try:
        return Moment.read(text_of(at, key))
    except BadDay as why:
        raise fault_at(at, key, why.message, "Write YYYY-MM-DD, YYYY-MM, YYYY or <=YYYY-MM-DD.") from why


_VALUES: dict[str, Callable[[Any, str], Any]] = {  # the type of a field: how its column is read
    "str": text_of,
    "tuple[str, ...]": texts_of,
    "date": day_of,
    "date | None": lambda at, key: day_of(at, key) if text_of(at, key) else None,
    "Since | None": lambda at, key: since_of(at, key) if text_of(at, key) else None,
    "Moment": moment_of,
}


def period_of(at: Row | Mapping) -> Period:
    """The period in the columns or keys ``from`` and ``until`` (exclusive; empty: still in force)."""
    period = Period.between(since_of(at, "from"), since_of(at, "until") if text_of(at, "until") else None)
    if period.until is not None and period.until <= period.since.day:
        message = f"the period ends ({period.until_text}) before it begins ({period.since})."
        raise fault_at(
            at, "until", message, "'until' is exclusive: the first day on which it no longer binds."
        )
    return period


def bounded(period: Period, begins: Since, read_through: date) -> Period:
    """A listing's period with what its instrument tells of its bounds: it began no earlier than the instrument did,
    and what was only found "not before" a day had begun by the day up to which the instrument was read."""
    if period.since.bound == "<=":
        unknown = not begins.exact and begins.first is None
        floor = date.min if unknown else begins.first or begins.day
        return period._replace(floor=min(floor, period.since.day))
    if period.since.bound == ">=":
        return period._replace(ceiling=read_through if read_through > period.since.day else date.max)
    return period
