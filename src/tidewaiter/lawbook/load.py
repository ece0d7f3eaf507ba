"""From the folder ``lawbook/`` to :class:`Records`. Reads everything, checks types, resolves nothing.

Faults are collected, so that one run shows them all. What the records must agree on with each other is
the business of :mod:`tidewaiter.lawbook.rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tidewaiter.errors import LawbookError, LawbookFaults
from tidewaiter.lawbook import records, tables
from tidewaiter.lawbook.carried import carry
from tidewaiter.lawbook.contents import content_of
from tidewaiter.lawbook.load_beside import read_beside
from tidewaiter.lawbook.load_families import read_families
from tidewaiter.lawbook.load_products import read_products
from tidewaiter.lawbook.loading import Loading, bounded, fault_at, many, period_of, since_of
from tidewaiter.lawbook.read import Mapping, Row, read_yaml
from tidewaiter.lawbook.whole import Records

CONTROL_FILES = frozenset(
    {"instrument.yml", "entries.csv", "exceptions.csv", "preparations.csv"}
    | {"measures.yml", "decisions.csv", "states.csv", "cases.yml"}
)
TOP_FILES = frozenset(
    {
        "vocabulary.yml",
        "substances.csv",
        "names.csv",
        "families.csv",
        "products.csv",
        "memberships.csv",
        "codes.csv",
        "assumptions.yml",
        "disagreements.csv",
        "acts.csv",
        "events.csv",
        "open-gaps.csv",
        "provisions.csv",
    }
)


def load(folder: Path) -> Records:
    """Read the lawbook under ``folder``.

    Raises :class:`LawbookFaults` with every fault found in the files, each with file, line and mend.
    """
    return _Loader(folder).load()


def control_folders(folder: Path) -> Iterator[Path]:
    """Folders of instruments that list substances; those of duties hold other tables."""
    for path in sorted((folder / "instruments").rglob("entries.csv")):
        if (path.parent / "instrument.yml").is_file():  # otherwise a stray, refused by the loader
            yield path.parent


class _Loader(Loading):
    def load(self) -> Records:
        if not (self.folder / "vocabulary.yml").is_file():
            raise LawbookError(
                self.folder, 1, "no lawbook stands here.", "Name the folder that holds vocabulary.yml."
            )
        self.collect(self._vocabulary)
        self.collect(self._substances)
        self.collect(self._names)
        self.collect(lambda: read_products(self))
        self.collect(lambda: self._as_it_stands("memberships", tables.MEMBERSHIPS, self.records.memberships))
        self.collect(self._codes)
        self.collect(self._assumptions)
        self.collect(
            lambda: self._as_it_stands("disagreements", tables.DISAGREEMENTS, self.records.disagreements)
        )
        self.collect(self._strays)
        self.records.classes = frozenset(_class_ids(self.folder / "classes"))
        self.collect(lambda: read_families(self))
        for place in control_folders(self.folder):
            self.collect(lambda place=place: self._instrument(place))  # type: ignore[misc]
        self.faults += carry(self.records)
        for path in sorted((self.folder / "silences").glob("*.csv")):
            self.collect(lambda path=path: self._silences(path))  # type: ignore[misc]
        read_beside(self)
        if self.faults:
            raise LawbookFaults(self.faults)
        return self.records

    # one method per kind of file ------------------------------------------------------------------

    def _vocabulary(self) -> None:
        top = read_yaml(self.folder / "vocabulary.yml")
        for part, block in top.items():
            if not isinstance(block, Mapping):
                raise top.fault(f"'{part}' must be a block of terms.", "Write 'term: definition'.", part)
            self.records.vocabulary[part] = {term: block.text(term) for term in block}

    def _substances(self) -> None:
        def use(row: Row) -> None:
            self.remember(f"substance {row['id']}", row)
            self.records.substances[row["id"]] = self.make(tables.SUBSTANCES, row)

        self.rows(self.folder / "substances.csv", tables.SUBSTANCES, use)

    def _names(self) -> None:
        def use(row: Row) -> None:
            self.records.names.append(self.make(tables.NAMES, row))
            self._place(f"name {row['substance']} {row['name']}", row)

        self.rows(self.folder / "names.csv", tables.NAMES, use)

    def _as_it_stands(self, name: str, table: tables.Table, held: list[Any]) -> None:
        """A file whose rows are kept in their order: of each its place is noted under the file's noun and its number."""

        def use(row: Row) -> None:
            self._place(f"{name.removesuffix('s')} {len(held)}", row)
            held.append(self.make(table, row))

        self.rows(self.folder / f"{name}.csv", table, use)

    def _codes(self) -> None:
        def use(row: Row) -> None:
            if not row["code"].isdigit() or not 4 <= len(row["code"]) <= 10:
                message = f"'{row['code']}' is not a commodity code."
                raise row.fault(message, "Write 4 to 10 digits without dots.")
            for column in ("from", "until"):
                if row[column]:
                    since_of(row, column)
            self._place(f"code {len(self.records.codes)}", row)
            self.records.codes.append(self.make(tables.CODES, row))

        self.rows(self.folder / "codes.csv", tables.CODES, use)

    def _assumptions(self) -> None:
        top = read_yaml(self.folder / "assumptions.yml")
        top.only(("assumptions",))
        for block in top.mappings("assumptions"):
            self.records.assumptions.append(self.make(tables.ASSUMPTIONS, block))
            self.remember(f"assumption {block.text('id')}", block)

    def _silences(self, path: Path) -> None:
        known = self.records.vocabulary.get("territories", {})
        if path.stem not in known:
            raise LawbookError(path, 1, f"'{path.stem}' is no territory.", "Name the file after one: CA.csv.")
        fields: dict[str, list[str]] = {}
        for kind, field in self.records.vocabulary.get("fields", {}).items():
            fields.setdefault(field, []).append(kind)

        def use(row: Row) -> None:
            reason: records.Reason = self.make(tables.SILENCES, row, territory=path.stem)
            kinds = (one for term in reason.kinds for one in fields.get(term, (term,)))
            reason = reason._replace(kinds=tuple(kinds))
            for kind in reason.kinds:
                if kind not in ("any", records.OTHERS):
                    self.known("kinds", kind, row.fault)
            if reason.why == "read" and not (reason.substances and reason.source.cite):
                message = "a text is read for named substances, and cited."
                raise row.fault(message, "Fill 'substance' and 'cite'.")
            if reason.why == "not_held" and not (reason.law and (reason.substances or reason.kinds)):
                message = "a law that is not held has a name, and says of what it may speak."
                raise row.fault(message, "Fill 'law', and 'substance' or 'kinds'.")
            self._place(f"silence {len(self.records.reasons)}", row)
            self.records.reasons.append(reason)

        self.rows(path, tables.SILENCES, use)

    def _place(self, key: str, row: Row) -> None:
        """Note where a record stands that has no key of its own."""
        self.records.where.setdefault(key, (str(row.file), row.line))

    def _strays(self) -> None:
        """A file that nothing reads would be law that nobody asks: refuse it."""

        def stray(path: Path, message: str, mend: str) -> None:
            self.faults.append(LawbookError(path, 1, message, mend))

        for path in sorted((self.folder / "instruments").rglob("*")):
            if not path.is_file():
                continue
            beside = {file.name for file in path.parent.iterdir()}
            if "instrument.yml" not in beside:
                stray(path, "no instrument.yml stands beside this file.", "Add one, or move the file.")
            elif path.name == "instrument.yml" and not beside & {"entries.csv", "duties.yml", "parties.csv"}:
                message = "no entries.csv, duties.yml or parties.csv stands beside this file."
                stray(path, message, "Add what it lists.")
        for path in sorted(self.folder.iterdir()):
            if path.suffix in (".csv", ".yml", ".yaml") and path.name not in TOP_FILES:
                mend = f"Files here: {', '.join(sorted(TOP_FILES))}."
                stray(path, "no file of this name belongs to a lawbook.", mend)

    def _instrument(self, place: Path) -> None:
        top = self.head(place, CONTROL_FILES)
        instrument: records.Instrument = self.make(
            tables.INSTRUMENT, top, lists=self.lists(top, tables.LIST), coverage=self.coverage(top)
        )
        for name, listed in instrument.lists.items():
            for field in ("apart", "crossing", "states"):
                if (said := getattr(listed, field)) not in ("", "yes"):
                    message = f"'{said}' is no word of '{field}', in list '{name}'."
                    raise top.fault(message, "Write yes or nothing.", "lists")
        self.records.instruments[instrument.key] = instrument
        self.rows(place / "entries.csv", tables.ENTRIES, lambda row: self._entry(instrument, row))
        for name, table, use in (
            ("exceptions.csv", tables.EXCEPTIONS, self._exception),
            ("preparations.csv", tables.PREPARATIONS, self._limit),
            ("decisions.csv", tables.DECISIONS, self._decision),
            ("states.csv", tables.STATES, self._state),
        ):
            if (place / name).exists():
                self.rows(place / name, table, partial(use, instrument))
        if (place / "measures.yml").exists():
            self._measures(instrument, read_yaml(place / "measures.yml"))
        if (place / "cases.yml").exists():
            self._cases(read_yaml(place / "cases.yml"))

    def _entry(self, instrument: records.Instrument, row: Row) -> None:
        self.listed((row["list"],), instrument, row.fault)
        if bool(row["substance"]) == bool(row["class"]):
            message = "an entry names a substance or a class, one of the two."
            raise row.fault(message, "Fill one of these columns.")
        period = bounded(period_of(row), instrument.period.since, instrument.coverage.verified_through)
        default = instrument.lists[row["list"]].extensions
        extensions = default if not row["extensions"] else many(row["extensions"].replace("none", ""))
        for code in extensions:
            self.known("extensions", code, row.fault)
        named = row["substance"] or f"class {row['class'].rpartition('/')[2]}"
        entry: records.Entry = self.make(
            tables.ENTRIES,
            row,
            id=f"{instrument.key}/{row['list']}/{named}@{period.since.day}",
            instrument=instrument.key,
            extensions=extensions,
            period=period,
            dates_verified=self.known("levels", row["dates_verified"] or row["verified"], row.fault),
        )
        self.remember(f"entry {entry.id}", row)
        self.records.entries.append(entry)

    def _exception(self, instrument: records.Instrument, row: Row) -> None:
        exception: records.Exception_ = self.make(tables.EXCEPTIONS, row, instrument=instrument.key)
        self.listed(exception.lists, instrument, row.fault, "Name lists of this instrument.")
        self._place(f"exception {len(self.records.exceptions)}", row)
        self.records.exceptions.append(exception)

    def _limit(self, instrument: records.Instrument, row: Row) -> None:
        period = bounded(period_of(row), instrument.period.since, instrument.coverage.verified_through)
        limit: records.Limit = self.make(tables.PREPARATIONS, row, instrument=instrument.key, period=period)
        self.listed(limit.lists, instrument, row.fault)
        if row["border"] not in ("", "yes"):
            raise row.fault(f"'{row['border']}' is no word of 'border'.", "Write yes or nothing.")
        try:
            _ = limit.contents, limit.ingredients, limit.pack and content_of(f"{limit.pack}/unit")
        except ValueError as why:
            mend = "Write an amount and what it is of: 100 mg/unit, 1.8 g/100 ml, 2.5 %; before it the ingredient."
            raise row.fault(f"{why} is no content.", mend) from why
        self._place(f"limit {len(self.records.limits)}", row)
        self.records.limits.append(limit)

    def _decision(self, instrument: records.Instrument, row: Row) -> None:
        self.remember(f"decision {row['id']}", row)
        self.records.decisions.append(self.make(tables.DECISIONS, row, instrument=instrument.key))

    def _state(self, instrument: records.Instrument, row: Row) -> None:
        key = instrument.key
        state: records.State = self.make(tables.STATES, row, instrument=key)
        if state.status not in (records.PARTY, records.NEVER):
            raise row.fault(
                f"'{state.status}' is no status.", f"Use one of: {records.PARTY}, {records.NEVER}."
            )
        self.remember(f"state {key} {state.state} {state.period.since}", row)
        self.records.states.append(state)

    def _measures(self, instrument: records.Instrument, top: Mapping) -> None:
        top.only(("measures",))
        for block in top.mappings("measures"):
            self.collect(lambda block=block: self._measure(instrument, block))  # type: ignore[misc]

    def _measure(self, instrument: records.Instrument, block: Mapping) -> None:
        measure: records.Measure = self.make(
            tables.MEASURES, block, instrument=instrument.key, threshold=block.text("threshold") or "none"
        )
        self.remember(f"measure {measure.id}", block)
        for key, places in (("origin", measure.origin), ("destination", measure.destination)):
            for place in places:
                if not place.startswith(records.NO_PARTY):
                    self.known("territories", place, partial(fault_at, block, key))
        self.listed(measure.lists, instrument, partial(fault_at, block, "lists"))
        self.records.measures.append(measure)

    def _cases(self, top: Mapping) -> None:
        top.only(("cases",))
        for block in top.mappings("cases"):
            ask, expect = block.mapping("ask"), block.mapping("expect")
            case: records.Case = self.make(
                tables.CASES,
                block,
                ask={key: ask.text(key) for key in ask},
                expect={key: expect.text(key) for key in expect},
            )
            self.remember(f"case {case.id}", block)
            self.records.cases.append(case)


def _class_ids(folder: Path) -> Iterator[str]:
    """Ids of the class definitions below ``folder``: ``<issuer>/<stem>``; glossaries define no class."""
    for path in sorted(folder.glob("*/*.yml")):
        if path.stem != "glossary":
            yield f"{path.parent.name}/{path.stem}"
