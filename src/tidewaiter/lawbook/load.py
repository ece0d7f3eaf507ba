"""From the folder ``lawbook/`` to :class:`Records`. Reads everything, checks types, resolves nothing.

Faults are collected, so that one run shows them all. What the records must agree on with each other is
the business of :mod:`tidewaiter.lawbook.rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from tidewaiter.dates import Period, Since, parse_day
from tidewaiter.errors import BadDay, LawbookError, LawbookFaults
from tidewaiter.lawbook.read import Mapping, Row, read_csv, read_yaml
from tidewaiter.lawbook.records import (
    Assumption,
    Case,
    Coverage,
    Decision,
    Disagreement,
    Entry,
    Exception_,
    Instrument,
    List,
    Measure,
    Name,
    Records,
    Source,
    Substance,
)

SUBSTANCE_COLUMNS = ("id", "name", "kind", "cas", "smiles", "structure_from", "formula", "note")
NAME_COLUMNS = ("substance", "name", "language", "source")
ENTRY_COLUMNS = (
    "list",
    "clause",
    "substance",
    "class",
    "as_listed",
    "extensions",
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
        "memberships.csv",
        "codes.csv",
        "assumptions.yml",
        "disagreements.csv",
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


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = Records()
        self.faults: list[LawbookError] = []

    def load(self) -> Records:
        if not (self.folder / "vocabulary.yml").is_file():
            raise LawbookError(
                self.folder, 1, "no lawbook stands here.", "Name the folder that holds vocabulary.yml."
            )
        self._collect(self._vocabulary)
        self._collect(self._substances)
        self._collect(self._names)
        self._collect(self._memberships)
        self._collect(self._codes)
        self._collect(self._assumptions)
        self._collect(self._disagreements)
        self._collect(self._strays)
        self.records.classes = frozenset(_class_ids(self.folder / "classes"))
        for place in control_folders(self.folder):
            self._collect(lambda place=place: self._instrument(place))  # type: ignore[misc]
        if self.faults:
            raise LawbookFaults(self.faults)
        return self.records

    def _collect(self, step: Callable[[], None]) -> None:
        try:
            step()
        except LawbookError as fault:
            self.faults.append(fault)

    def _rows(self, path: Path, columns: tuple[str, ...], use: Callable[[Row], None]) -> None:
        for row in read_csv(path, columns):
            self._collect(lambda row=row: use(row))  # type: ignore[misc]

    def _remember(self, key: str, row: Row | Mapping) -> None:
        place = (str(row.file), row.line)
        if key in self.records.where:
            first = self.records.where[key]
            at = f"{Path(first[0]).name}:{first[1]}"
            raise row.fault(f"'{key}' stands twice (first at {at}).", "Keep one of them.")
        self.records.where[key] = place

    # one method per kind of file ------------------------------------------------------------------

    def _vocabulary(self) -> None:
        top = read_yaml(self.folder / "vocabulary.yml")
        for part, block in top.items():
            if not isinstance(block, Mapping):
                raise top.fault(f"'{part}' must be a block of terms.", "Write 'term: definition'.", part)
            self.records.vocabulary[part] = {term: block.text(term) for term in block}

    def _known(self, part: str, term: str, fault: Callable[[str, str], LawbookError]) -> str:
        known = self.records.vocabulary.get(part, {})
        if term not in known:
            message = f"'{term}' is not among the {part} of vocabulary.yml."
            raise fault(message, f"Use one of: {', '.join(known)}.")
        return term

    def _substances(self) -> None:
        def use(row: Row) -> None:
            self._remember(f"substance {row['id']}", row)
            self._known("substance kinds", row["kind"], row.fault)
            self.records.substances[row["id"]] = Substance(
                row["id"],
                row["name"],
                row["kind"],
                _many(row["cas"]),
                row["smiles"],
                row["structure_from"],
                row["formula"],
                row["note"],
            )

        self._rows(self.folder / "substances.csv", SUBSTANCE_COLUMNS, use)

    def _names(self) -> None:
        def use(row: Row) -> None:
            self._known("languages", row["language"], row.fault)
            self.records.names.append(Name(row["substance"], row["name"], row["language"], row["source"]))
            self.records.where.setdefault(f"name {row['substance']} {row['name']}", (str(row.file), row.line))

        self._rows(self.folder / "names.csv", NAME_COLUMNS, use)

    def _memberships(self) -> None:
        def use(row: Row) -> None:
            for column in ("part", "whole"):
                self._known("territories", row[column], row.fault)
            _period(row)
            key = f"membership {len(self.records.memberships)}"
            self.records.where.setdefault(key, (str(row.file), row.line))
            self.records.memberships.append((row["part"], row["whole"], row["from"], row["until"]))

        self._rows(self.folder / "memberships.csv", MEMBERSHIP_COLUMNS, use)

    def _codes(self) -> None:
        def use(row: Row) -> None:
            if not row["code"].isdigit() or not 4 <= len(row["code"]) <= 10:
                message = f"'{row['code']}' is not a commodity code."
                raise row.fault(message, "Write 4 to 10 digits without dots.")
            for column in ("from", "until"):
                if row[column]:
                    _since(row, column)
            self.records.where.setdefault(f"code {len(self.records.codes)}", (str(row.file), row.line))
            self.records.codes.append(tuple(row[column] for column in CODE_COLUMNS))  # type: ignore[arg-type]

        self._rows(self.folder / "codes.csv", CODE_COLUMNS, use)

    def _assumptions(self) -> None:
        top = read_yaml(self.folder / "assumptions.yml")
        top.only(("assumptions",))
        for block in top.mappings("assumptions"):
            block.only(ASSUMPTION_KEYS[:-1], ASSUMPTION_KEYS[-1:])
            self._remember(f"assumption {block.text('id')}", block)
            self.records.assumptions.append(Assumption(*(block.text(key) for key in ASSUMPTION_KEYS)))

    def _disagreements(self) -> None:
        def use(row: Row) -> None:
            substances = _many(row["substance"])
            self.records.where.setdefault(
                f"disagreement {len(self.records.disagreements)}", (str(row.file), row.line)
            )
            self.records.disagreements.append(
                Disagreement(row["kind"], substances, row["reading"], row["kept"])
            )

        self._rows(self.folder / "disagreements.csv", DISAGREEMENT_COLUMNS, use)

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
            elif path.name == "instrument.yml" and not beside & {"entries.csv", "duties.yml"}:
                message = "neither entries.csv nor duties.yml stands beside this file."
                stray(path, message, "Add what it lists.")
        for path in sorted(self.folder.iterdir()):
            if path.suffix in (".csv", ".yml", ".yaml") and path.name not in TOP_FILES:
                mend = f"Files here: {', '.join(sorted(TOP_FILES))}."
                stray(path, "no file of this name belongs to a lawbook.", mend)

    def _instrument(self, place: Path) -> None:
        path = place / "instrument.yml"
        top = read_yaml(path)
        top.only(
            ("key", "title", "citation", "issuer", "territory", "from", "coverage", "lists"),
            ("until", "address", "note"),
        )
        key = top.text("key")
        expected = place.relative_to(self.folder / "instruments").as_posix()
        if key != expected:
            raise top.fault(f"the key is '{key}', the folder '{expected}'.", "Give them one name.", "key")
        self._remember(f"instrument {key}", top)
        self._known("territories", top.text("territory"), partial(_fault, top, "territory"))
        instrument = Instrument(
            key,
            top.text("title"),
            top.text("citation"),
            top.text("issuer"),
            top.text("territory"),
            _period(top),
            self._lists(top),
            self._coverage(top),
            top.text("address"),
            top.text("note"),
        )
        self.records.instruments[key] = instrument
        for name in sorted(p.name for p in place.iterdir()):
            if name not in CONTROL_FILES:
                raise LawbookError(
                    place / name,
                    1,
                    "no file of this name belongs to an instrument.",
                    f"Files here: {', '.join(sorted(CONTROL_FILES))}.",
                )
        self._rows(place / "entries.csv", ENTRY_COLUMNS, lambda row: self._entry(instrument, row))
        if (place / "exceptions.csv").exists():
            self._rows(
                place / "exceptions.csv", EXCEPTION_COLUMNS, lambda row: self._exception(instrument, row)
            )
        if (place / "decisions.csv").exists():
            self._rows(place / "decisions.csv", DECISION_COLUMNS, lambda row: self._decision(key, row))
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
            block.only(("title", "kind"), ("clause", "extensions", "extension_clause"))
            self._known("kinds", block.text("kind"), partial(_fault, block, "kind"))
            extensions = tuple(block.texts("extensions"))
            for code in extensions:
                self._known("extensions", code, partial(_fault, block, "extensions"))
            lists[name] = List(
                name,
                block.text("title"),
                block.text("kind"),
                block.text("clause"),
                extensions,
                block.text("extension_clause"),
            )
        return lists

    def _coverage(self, top: Mapping) -> Coverage:
        block = top.mapping("coverage")
        block.only(("status", "verified_through"), ("missing",))
        self._known("coverage", block.text("status"), partial(_fault, block, "status"))
        missing = tuple(block.texts("missing"))
        if (block.text("status") == "partial") != bool(missing):
            message = "'partial' says what is missing, 'complete' misses nothing."
            raise block.fault(message, "Fill or empty 'missing'.", "status")
        return Coverage(block.text("status"), missing, _day(block, "verified_through"))

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
        period = _period(row)
        default = instrument.lists[row["list"]].extensions
        extensions = default if not row["extensions"] else _many(row["extensions"].replace("none", ""))
        for code in extensions:
            self._known("extensions", code, row.fault)
        named = row["substance"] or f"class {row['class'].rpartition('/')[2]}"
        entry_id = f"{instrument.key}/{row['list']}/{named}@{period.since.day}"
        self._remember(f"entry {entry_id}", row)
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
                _day(row, "announced") if row["announced"] else None,
                row["threshold"],
                row["implements"],
                self._source(row),
                self._known("levels", row["dates_verified"] or row["verified"], row.fault),
                row["note"],
            )
        )

    def _exception(self, instrument: Instrument, row: Row) -> None:
        lists = _many(row["lists"])
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
                _many(row["extensions"]),
                _period(row),
                self._source(row),
                row["note"],
            )
        )

    def _decision(self, key: str, row: Row) -> None:
        self._remember(f"decision {row['id']}", row)
        binds = _since(row, "binds_from") if row["binds_from"] else None
        self.records.decisions.append(
            Decision(
                row["id"],
                key,
                _day(row, "decided"),
                binds,
                _many(row["substances"]),
                self._source(row),
                row["note"],
            )
        )

    def _measures(self, instrument: Instrument, top: Mapping) -> None:
        top.only(("measures",))
        for block in top.mappings("measures"):
            self._collect(lambda block=block: self._measure(instrument, block))  # type: ignore[misc]

    def _measure(self, instrument: Instrument, block: Mapping) -> None:
        required = ("id", "title", "effect", "direction", "from", "clause", "cite", "read", "verified")
        block.only(required, tuple(key for key in MEASURE_KEYS if key not in required))
        self._remember(f"measure {block.text('id')}", block)
        self._known("effects", block.text("effect"), partial(_fault, block, "effect"))
        self._known("directions", block.text("direction"), partial(_fault, block, "direction"))
        for name in block.texts("lists"):
            if name not in instrument.lists:
                raise block.fault(
                    f"list '{name}' is not one of {instrument.key}.",
                    f"Use one of: {', '.join(instrument.lists)}.",
                    "lists",
                )
        for code in (*block.texts("origin"), *block.texts("destination")):
            key = "origin" if code in block.texts("origin") else "destination"
            self._known("territories", code, partial(_fault, block, key))
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
                _period(block),
                block.text("clause"),
                self._source(block),
                block.text("note"),
            )
        )

    def _cases(self, top: Mapping) -> None:
        top.only(("cases",))
        for block in top.mappings("cases"):
            block.only(("id", "ask", "expect", "says", "read"))
            self._remember(f"case {block.text('id')}", block)
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

    def _source(self, row: Row | Mapping) -> Source:
        level = _text(row, "verified")
        self._known("levels", level, partial(_fault, row, "verified"))
        if not _text(row, "read"):
            raise row.fault("nothing says what was read.", "Fill 'read' with the text and its address.")
        return Source(_text(row, "cite"), _text(row, "read"), level)


def _many(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _fault(at: Row | Mapping, key: str, message: str, mend: str) -> LawbookError:
    return at.fault(message, mend) if isinstance(at, Row) else at.fault(message, mend, key)


def _text(at: Row | Mapping, key: str) -> str:
    return at[key] if isinstance(at, Row) else at.text(key)


def _day(at: Row | Mapping, key: str) -> date:
    try:
        return parse_day(_text(at, key))
    except BadDay as why:
        raise _fault(at, key, why.message, why.mend) from why


def _since(at: Row | Mapping, key: str) -> Since:
    try:
        return Since.read(_text(at, key))
    except BadDay as why:
        mend = "Write YYYY-MM-DD, or <=YYYY-MM-DD for 'on or before', >=YYYY-MM-DD for 'not before'."
        raise _fault(at, key, why.message, mend) from why


def _period(at: Row | Mapping) -> Period:
    """The period in the columns or keys ``from`` and ``until`` (exclusive; empty: still in force)."""
    period = Period(_since(at, "from"), _day(at, "until") if _text(at, "until") else None)
    if period.until is not None and period.until <= period.since.day:
        message = f"the period ends ({period.until}) before it begins ({period.since})."
        raise _fault(at, "until", message, "'until' is exclusive: the first day on which it no longer binds.")
    return period


def _class_ids(folder: Path) -> Iterator[str]:
    """Ids of the class definitions below ``folder``: ``<issuer>/<stem>``; glossaries define no class."""
    for path in sorted(folder.glob("*/*.yml")):
        if path.stem != "glossary":
            yield f"{path.parent.name}/{path.stem}"
