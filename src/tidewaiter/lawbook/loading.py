"""Reading typed values of the lawbook's files: what every kind of file shares.

Faults are collected, so that one run shows them all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from tidewaiter.dates import Period, Since, parse_day
from tidewaiter.errors import BadDay, LawbookError
from tidewaiter.lawbook.read import Mapping, Row, read_csv, read_yaml
from tidewaiter.lawbook.records import Coverage, Source
from tidewaiter.lawbook.whole import Records


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

    def rows(self, path: Path, columns: tuple[str, ...], use: Callable[[Row], None]) -> None:
        """Use each row of a CSV file; a fault in one row does not stop the next."""
        for row in read_csv(path, columns):
            self.collect(lambda row=row: use(row))  # type: ignore[misc]

    def remember(self, key: str, row: Row | Mapping) -> None:
        """Note where a record stands; refuse a second of the same key."""
        place = (str(row.file), row.line)
        if key in self.records.where:
            first = self.records.where[key]
            at = f"{Path(first[0]).name}:{first[1]}"
            raise row.fault(f"'{key}' stands twice (first at {at}).", "Keep one of them.")
        self.records.where[key] = place

    def known(self, part: str, term: str, fault: Callable[[str, str], LawbookError]) -> str:
        """The term, if the vocabulary holds it."""
        known = self.records.vocabulary.get(part, {})
        if term not in known:
            message = f"'{term}' is not among the {part} of vocabulary.yml."
            raise fault(message, f"Use one of: {', '.join(known)}.")
        return term

    def source(self, row: Row | Mapping) -> Source:
        """Where a record comes from, and how far that was checked."""
        level = text_of(row, "verified")
        self.known("levels", level, partial(fault_at, row, "verified"))
        if not text_of(row, "read"):
            raise row.fault("nothing says what was read.", "Fill 'read' with the text and its address.")
        return Source(text_of(row, "cite"), text_of(row, "read"), level)

    def head(
        self, place: Path, files: frozenset[str]
    ) -> tuple[Mapping, tuple[str, str, str, str, str, Period]]:
        """The file ``instrument.yml`` of a folder, and what every kind of instrument says at its head: key, title,
        citation, issuer, territory, period. In the folder stand ``files`` and no others."""
        top = read_yaml(place / "instrument.yml")
        top.only(
            ("key", "title", "citation", "issuer", "territory", "from", "coverage", "lists"),
            ("until", "address", "note"),
        )
        key = top.text("key")
        expected = place.relative_to(self.folder / "instruments").as_posix()
        if key != expected:
            raise top.fault(f"the key is '{key}', the folder '{expected}'.", "Give them one name.", "key")
        self.remember(f"instrument {key}", top)
        self.known("territories", top.text("territory"), partial(fault_at, top, "territory"))
        for name in sorted(path.name for path in place.iterdir()):
            if name not in files:
                mend = f"Files here: {', '.join(sorted(files))}."
                raise LawbookError(place / name, 1, "no file of this name belongs to an instrument.", mend)
        texts = (key, top.text("title"), top.text("citation"), top.text("issuer"), top.text("territory"))
        return top, (*texts, period_of(top))

    def coverage(self, top: Mapping) -> Coverage:
        """How much of an instrument is here."""
        block = top.mapping("coverage")
        block.only(("status", "verified_through"), ("missing",))
        self.known("coverage", block.text("status"), partial(fault_at, block, "status"))
        missing = tuple(block.texts("missing"))
        if (block.text("status") == "partial") != bool(missing):
            message = "'partial' says what is missing, 'complete' misses nothing."
            raise block.fault(message, "Fill or empty 'missing'.", "status")
        return Coverage(block.text("status"), missing, day_of(block, "verified_through"))


def many(text: str) -> tuple[str, ...]:
    """The values of a cell, separated by ``;``."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def fault_at(at: Row | Mapping, key: str, message: str, mend: str) -> LawbookError:
    """An error that points at a row, or at a key of a block."""
    return at.fault(message, mend) if isinstance(at, Row) else at.fault(message, mend, key)


def text_of(at: Row | Mapping, key: str) -> str:
    """One value of a row or block."""
    return at[key] if isinstance(at, Row) else at.text(key)


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
