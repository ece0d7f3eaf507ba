"""From the folder ``lawbook/`` to :class:`Records`. Reads everything, checks types, resolves nothing.

Faults are collected, so that one run shows them all. What the records must agree on with each other is
the business of :mod:`tidewaiter.lawbook.rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tidewaiter.errors import LawbookError, LawbookFaults
from tidewaiter.lawbook.load_beside import read_beside
from tidewaiter.lawbook.load_products import read_products
from tidewaiter.lawbook.loading import Loading, bounded, day_of, fault_at, many, period_of, since_of
from tidewaiter.lawbook.read import Mapping, Row, read_yaml
from tidewaiter.lawbook.records import (
    Assumption,
    Case,
    Decision,
    Disagreement,
    Entry,
    Exception_,
    Instrument,
    List,
    Measure,
    Name,
    Reason,
    Substance,
)
from tidewaiter.lawbook.whole import Records

SUBSTANCE_COLUMNS = ("id", "name", "kind", "cas", "smiles", "structure_from", "formula", "note")
NAME_COLUMNS = ("substance", "name", "language", "source")
ENTRY_COLUMNS = (
    "list",
    "clause",
    "substance",
    "class",
    "as_listed",
    "extensions",
    "doubt",
    "from",
    "until",
    "announced",
    "threshold",
    "implements",
    "cite",
    "read",
    "verified",
    "dates_verified",
    "note",
)
EXCEPTION_COLUMNS = (
    "lists",
    "clause",
    "substance",
    "extensions",
    "from",
    "until",
    "cite",
    "read",
    "verified",
    "note",
)
MEMBERSHIP_COLUMNS = ("part", "whole", "from", "until", "source")
CODE_COLUMNS = ("code", "nomenclature", "substance", "from", "until", "source")
DISAGREEMENT_COLUMNS = ("kind", "substance", "where", "reading", "reads_as", "kept", "kept_from")
SILENCE_COLUMNS = (
    *("why", "substance", "kinds", "from", "until", "law", "note"),
    *("cite", "read", "verified", "verified_through"),
)
DECISION_COLUMNS = ("id", "decided", "binds_from", "substances", "cite", "read", "verified", "note")
ASSUMPTION_KEYS = ("id", "instrument", "question", "reading", "consequence", "source")
MEASURE_KEYS = (
    "id",
    "title",
    "effect",
    "lists",
    "substances",
    "direction",
    "origin",
    "destination",
    "threshold",
    "document",
    "issued_by",
    "deadline",
    "from",
    "until",
    "clause",
    "cite",
    "read",
    "verified",
    "note",
)
CONTROL_FILES = frozenset(
    {"instrument.yml", "entries.csv", "exceptions.csv", "measures.yml", "decisions.csv", "cases.yml"}
)
TOP_FILES = frozenset(
    {
        "vocabulary.yml",
        "substances.csv",
        "names.csv",
        "products.csv",
        "memberships.csv",
        "codes.csv",
        "assumptions.yml",
        "disagreements.csv",
        "events.csv",
        "open-gaps.csv",
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
        self.collect(self._memberships)
        self.collect(self._codes)
        self.collect(self._assumptions)
        self.collect(self._disagreements)
        self.collect(self._strays)
        self.records.classes = frozenset(_class_ids(self.folder / "classes"))
        for place in control_folders(self.folder):
            self.collect(lambda place=place: self._instrument(place))  # type: ignore[misc]
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
            self.known("substance kinds", row["kind"], row.fault)
            self.records.substances[row["id"]] = Substance(
                row["id"],
                row["name"],
                row["kind"],
                many(row["cas"]),
                row["smiles"],
                row["structure_from"],
                row["formula"],
                row["note"],
            )

        self.rows(self.folder / "substances.csv", SUBSTANCE_COLUMNS, use)

    def _names(self) -> None:
        def use(row: Row) -> None:
            self.known("languages", row["language"], row.fault)
            self.records.names.append(Name(row["substance"], row["name"], row["language"], row["source"]))
            self.records.where.setdefault(f"name {row['substance']} {row['name']}", (str(row.file), row.line))

        self.rows(self.folder / "names.csv", NAME_COLUMNS, use)

    def _memberships(self) -> None:
        def use(row: Row) -> None:
            for column in ("part", "whole"):
                self.known("territories", row[column], row.fault)
            period_of(row)
            key = f"membership {len(self.records.memberships)}"
            self.records.where.setdefault(key, (str(row.file), row.line))
            self.records.memberships.append((row["part"], row["whole"], row["from"], row["until"]))

        self.rows(self.folder / "memberships.csv", MEMBERSHIP_COLUMNS, use)

    def _codes(self) -> None:
        def use(row: Row) -> None:
            if not row["code"].isdigit() or not 4 <= len(row["code"]) <= 10:
                message = f"'{row['code']}' is not a commodity code."
                raise row.fault(message, "Write 4 to 10 digits without dots.")
            for column in ("from", "until"):
                if row[column]:
                    since_of(row, column)
            self.records.where.setdefault(f"code {len(self.records.codes)}", (str(row.file), row.line))
            self.records.codes.append(tuple(row[column] for column in CODE_COLUMNS))  # type: ignore[arg-type]

        self.rows(self.folder / "codes.csv", CODE_COLUMNS, use)

    def _assumptions(self) -> None:
        top = read_yaml(self.folder / "assumptions.yml")
        top.only(("assumptions",))
        for block in top.mappings("assumptions"):
            block.only(ASSUMPTION_KEYS[:-1], ASSUMPTION_KEYS[-1:])
            self.remember(f"assumption {block.text('id')}", block)
            self.records.assumptions.append(Assumption(*(block.text(key) for key in ASSUMPTION_KEYS)))

    def _disagreements(self) -> None:
        def use(row: Row) -> None:
            substances = many(row["substance"])
            self.records.where.setdefault(
                f"disagreement {len(self.records.disagreements)}", (str(row.file), row.line)
            )
            self.records.disagreements.append(
                Disagreement(
                    row["kind"], substances, row["reading"], row["kept"], row["where"], row["reads_as"]
                )
            )

        self.rows(self.folder / "disagreements.csv", DISAGREEMENT_COLUMNS, use)

    def _silences(self, path: Path) -> None:
        known = self.records.vocabulary.get("territories", {})
        if path.stem not in known:
            raise LawbookError(path, 1, f"'{path.stem}' is no territory.", "Name the file after one: CA.csv.")

        def use(row: Row) -> None:
            self.known("silences", row["why"], row.fault)
            kinds = many(row["kinds"])
            for kind in kinds:
                if kind != "any":
                    self.known("kinds", kind, row.fault)
            substances = many(row["substance"])
            if row["why"] == "read" and not (substances and row["cite"]):
                message = "a text is read for named substances, and cited."
                raise row.fault(message, "Fill 'substance' and 'cite'.")
            if row["why"] == "not_held" and not (row["law"] and (substances or kinds)):
                message = "a law that is not held has a name, and says of what it may speak."
                raise row.fault(message, "Fill 'law', and 'substance' or 'kinds'.")
            key = f"silence {len(self.records.reasons)}"
            self.records.where.setdefault(key, (str(row.file), row.line))
            first, last = (day_of(row, key) if row[key] else None for key in ("from", "until"))
            self.records.reasons.append(
                Reason(
                    path.stem,
                    row["why"],
                    substances,
                    kinds,
                    first,
                    last,
                    row["law"],
                    row["note"],
                    self.source(row),
                    day_of(row, "verified_through"),
                )
            )

        self.rows(path, SILENCE_COLUMNS, use)

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
        top, head = self.head(place, CONTROL_FILES)
        key = head[0]
        instrument = Instrument(
            *head, self._lists(top), self.coverage(top), top.text("address"), top.text("note")
        )
        self.records.instruments[key] = instrument
        self.rows(place / "entries.csv", ENTRY_COLUMNS, lambda row: self._entry(instrument, row))
        if (place / "exceptions.csv").exists():
            self.rows(
                place / "exceptions.csv", EXCEPTION_COLUMNS, lambda row: self._exception(instrument, row)
            )
        if (place / "decisions.csv").exists():
            self.rows(place / "decisions.csv", DECISION_COLUMNS, lambda row: self._decision(key, row))
        if (place / "measures.yml").exists():
            self._measures(instrument, read_yaml(place / "measures.yml"))
        if (place / "cases.yml").exists():
            self._cases(read_yaml(place / "cases.yml"))

    def _lists(self, top: Mapping) -> dict[str, List]:
        lists = {}
        for name, block in top.mapping("lists").items():
            if not isinstance(block, Mapping):
                message = f"list '{name}' must be a block."
                raise top.fault(message, "Give it title, kind and extensions.", "lists")
            block.only(("title", "kind"), ("clause", "extensions", "extension_clause", "destinations"))
            self.known("kinds", block.text("kind"), partial(fault_at, block, "kind"))
            extensions = tuple(block.texts("extensions"))
            for code in extensions:
                self.known("extensions", code, partial(fault_at, block, "extensions"))
            lists[name] = List(
                name,
                block.text("title"),
                block.text("kind"),
                block.text("clause"),
                extensions,
                block.text("extension_clause"),
                tuple(block.texts("destinations")),
            )
            for code in lists[name].destinations:
                self.known("territories", code, partial(fault_at, block, "destinations"))
        return lists

    def _entry(self, instrument: Instrument, row: Row) -> None:
        if row["list"] not in instrument.lists:
            message = f"list '{row['list']}' is not one of {instrument.key}."
            raise row.fault(message, f"Use one of: {', '.join(instrument.lists)}.")
        if bool(row["substance"]) == bool(row["class"]):
            message = "an entry names a substance or a class, one of the two."
            raise row.fault(message, "Fill one of these columns.")
        if not row["clause"] or not row["cite"]:
            raise row.fault(
                "an entry without clause or citation.", "Give the pinpoint and the official citation."
            )
        period = bounded(period_of(row), instrument.period.since, instrument.coverage.verified_through)
        default = instrument.lists[row["list"]].extensions
        extensions = default if not row["extensions"] else many(row["extensions"].replace("none", ""))
        for code in extensions:
            self.known("extensions", code, row.fault)
        named = row["substance"] or f"class {row['class'].rpartition('/')[2]}"
        entry_id = f"{instrument.key}/{row['list']}/{named}@{period.since.day}"
        self.remember(f"entry {entry_id}", row)
        self.records.entries.append(
            Entry(
                entry_id,
                instrument.key,
                row["list"],
                row["clause"],
                row["substance"],
                row["class"],
                row["as_listed"],
                extensions,
                period,
                day_of(row, "announced") if row["announced"] else None,
                row["threshold"],
                row["implements"],
                self.source(row),
                self.known("levels", row["dates_verified"] or row["verified"], row.fault),
                row["note"],
                row["doubt"],
            )
        )

    def _exception(self, instrument: Instrument, row: Row) -> None:
        lists = many(row["lists"])
        for name in lists:
            if name not in instrument.lists:
                message = f"list '{name}' is not one of {instrument.key}."
                raise row.fault(message, "Name lists of this instrument.")
        key = f"exception {len(self.records.exceptions)}"
        self.records.where.setdefault(key, (str(row.file), row.line))
        self.records.exceptions.append(
            Exception_(
                instrument.key,
                lists,
                row["substance"],
                row["clause"],
                many(row["extensions"]),
                period_of(row),
                self.source(row),
                row["note"],
            )
        )

    def _decision(self, key: str, row: Row) -> None:
        self.remember(f"decision {row['id']}", row)
        binds = since_of(row, "binds_from") if row["binds_from"] else None
        self.records.decisions.append(
            Decision(
                row["id"],
                key,
                day_of(row, "decided"),
                binds,
                many(row["substances"]),
                self.source(row),
                row["note"],
            )
        )

    def _measures(self, instrument: Instrument, top: Mapping) -> None:
        top.only(("measures",))
        for block in top.mappings("measures"):
            self.collect(lambda block=block: self._measure(instrument, block))  # type: ignore[misc]

    def _measure(self, instrument: Instrument, block: Mapping) -> None:
        required = ("id", "title", "effect", "direction", "from", "clause", "cite", "read", "verified")
        block.only(required, tuple(key for key in MEASURE_KEYS if key not in required))
        self.remember(f"measure {block.text('id')}", block)
        self.known("effects", block.text("effect"), partial(fault_at, block, "effect"))
        self.known("directions", block.text("direction"), partial(fault_at, block, "direction"))
        for name in block.texts("lists"):
            if name not in instrument.lists:
                raise block.fault(
                    f"list '{name}' is not one of {instrument.key}.",
                    f"Use one of: {', '.join(instrument.lists)}.",
                    "lists",
                )
        for code in (*block.texts("origin"), *block.texts("destination")):
            key = "origin" if code in block.texts("origin") else "destination"
            self.known("territories", code, partial(fault_at, block, key))
        self.records.measures.append(
            Measure(
                block.text("id"),
                block.text("title"),
                block.text("effect"),
                instrument.key,
                tuple(block.texts("lists")),
                tuple(block.texts("substances")),
                block.text("direction"),
                tuple(block.texts("origin")),
                tuple(block.texts("destination")),
                block.text("threshold", "none") or "none",
                block.text("document"),
                block.text("issued_by"),
                block.text("deadline"),
                period_of(block),
                block.text("clause"),
                self.source(block),
                block.text("note"),
            )
        )

    def _cases(self, top: Mapping) -> None:
        top.only(("cases",))
        for block in top.mappings("cases"):
            block.only(("id", "ask", "expect", "says", "read"))
            self.remember(f"case {block.text('id')}", block)
            ask, expect = block.mapping("ask"), block.mapping("expect")
            self.records.cases.append(
                Case(
                    block.text("id"),
                    {k: ask.text(k) for k in ask},
                    {k: expect.text(k) for k in expect},
                    block.text("says"),
                    block.text("read"),
                )
            )


def _class_ids(folder: Path) -> Iterator[str]:
    """Ids of the class definitions below ``folder``: ``<issuer>/<stem>``; glossaries define no class."""
    for path in sorted(folder.glob("*/*.yml")):
        if path.stem != "glossary":
            yield f"{path.parent.name}/{path.stem}"
