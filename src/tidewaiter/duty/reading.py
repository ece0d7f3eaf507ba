"""From the lawbook's duty files to records. Unknown keys, missing citations and unknown names are errors
with file and line.

Files: ``nomenclature/*.csv|yml`` (territories, groups, facts, lines of the schedule) and, in each folder of
an instrument that holds a ``duties.yml``, that file with its ``instrument.yml``, ``products.csv`` and
``rates.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tidewaiter.dates import parse_day
from tidewaiter.duty.records import (
    Authority,
    DutyInstrument,
    Exemption,
    Fact,
    Measure,
    Notice,
    Period,
    Program,
    Ruling,
    Tables,
    Tariff,
    TariffColumn,
)
from tidewaiter.duty.sentence import read as read_sentence
from tidewaiter.errors import BadDay, LawbookError, Unreadable
from tidewaiter.lawbook.read import Mapping, Row, read_csv, read_yaml

PRODUCT_COLUMNS = ("list", "code", "from", "until", "part", "note")
RATE_COLUMNS = (
    "measure",
    "origins",
    "heading",
    "rate",
    "kind",
    "heading_at_floor",
    "from",
    "until",
    "text_date",
    "cite",
)
LINE_COLUMNS = (
    "code",
    "from",
    "until",
    "description",
    "unit",
)  # then the columns of the tariff, by their keys
MEASURE_KEYS = (
    "periods",
    "territory",
    "origins",
    "not_origins",
    "products",
    "not_products",
    "if",
    "replaces",
    "answers",
    "except",
    "except_from",
    "refund",
    "status",
    "note",
)
PERIOD_KEYS = (
    "until",
    "heading",
    "kind",
    "heading_at_floor",
    "origins",
    "products",
    "not_products",
    "if",
    "base",
    "status",
    "announced",
    "text_date",
    "verified",
)
EXCEPTION_KEYS = (
    "heading",
    "rate",
    "origins",
    "products",
    "not_products",
    "if",
    "from",
    "until",
    "loaded_before",
    "loaded_from",
    "charged",
    "share",
    "at_least",
    "text_date",
    "verified",
)
INSTRUMENT_KEYS = ("key", "title", "citation", "issuer", "territory", "from", "coverage")
TARIFF_KEYS = ("programs", "binds_from", "rates_read_from", "before_read", "obtain")
STATUSES = ("", "in_force", "suspended", "never_in_force")


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One line of a list: whole (``part`` empty) or only goods described within it (``ex``)."""

    list: str  # instrument#list
    code: str  # digits only
    since: str
    until: str
    part: str


def duty_folders(folder: Path) -> list[Path]:
    """The folders of instruments that set duties."""
    return sorted(path.parent for path in (folder / "instruments").rglob("duties.yml"))


def digits(code: str) -> str:
    """A code without its dots."""
    return code.replace(".", "")


def read_tables(folder: Path) -> Tables:
    """Read measures, facts, territories and rulings. Raises :class:`LawbookError` at the first fault."""
    names = folder / "nomenclature"
    facts, settings = _facts(names / "facts.yml")
    authorities = [
        Authority(row["id"], row["name"], row["colour"])
        for row in read_csv(names / "authorities.csv", ("id", "name", "colour"))
    ]
    tables = Tables(
        {},
        {},
        (),
        facts,
        (),
        {},
        {row["code"]: row["name"] for row in read_csv(names / "territories.csv", ("code", "name"))},
        _groups(names / "groups.csv"),
        settings,
        authorities={authority.id: authority for authority in authorities},
    )
    rulings: dict[str, Ruling] = {}
    notices: list[Notice] = []
    programs: list[Program] = []
    for place in duty_folders(folder):
        key = place.relative_to(folder / "instruments").as_posix()
        tables.instruments[key] = _instrument(place / "instrument.yml", key)
        top = read_yaml(place / "duties.yml")
        top.only((), ("measures", "except_sets", "rulings", "notices", "schedule"))
        reader = _Reader(key, tables)
        for block in top.mappings("measures"):
            measure = reader.measure(block, top.mapping("except_sets"))
            if measure.id in tables.measures:
                raise block.fault(f"measure '{measure.id}' stands twice.", "Keep one of them.", "id")
            tables.measures[measure.id] = measure
        if (place / "rates.csv").exists():
            reader.rates(place / "rates.csv")
        for block in top.mappings("rulings"):
            block.only(("id", "title", "decided", "effect", "cite"))
            ruling = Ruling(
                block.text("id"),
                block.text("title"),
                _must(block, "decided"),
                block.text("effect"),
                block.text("cite"),
            )
            rulings[ruling.id] = ruling
        notices += [_notice(block) for block in top.mappings("notices")]
        if "schedule" in top:
            block = top.mapping("schedule")
            tariff = _tariff(block)
            tables.tariffs[tariff.territory] = tariff
            programs += [_program(b, tariff.territory) for b in block.mappings("programs")]
    tables = replace(tables, rulings=rulings, notices=tuple(notices), programs=tuple(programs))
    _check_names(folder, tables)
    return tables


def read_products(folder: Path) -> Iterator[ProductRow]:
    """Every row of every product list."""
    for place in duty_folders(folder):
        path = place / "products.csv"
        if not path.exists():
            continue
        key = place.relative_to(folder / "instruments").as_posix()
        for row in read_csv(path, PRODUCT_COLUMNS):
            code = digits(row["code"])
            if not code.isdigit() or len(code) > 10:
                raise row.fault(
                    f"'{row['code']}' is not a tariff code.", "Write two to ten digits with dots."
                )
            _day(row, "from")
            _day(row, "until")
            yield ProductRow(f"{key}#{row['list']}", code, row["from"], row["until"], row["part"])


def read_lines(path: Path, columns: tuple[TariffColumn, ...]) -> Iterator[tuple[str, ...]]:
    """The lines of a schedule, shipped or imported: code, first day, day after the last, description, unit, and the
    rates as written, column after column. Rates are empty where a line above carries them.
    """
    keys = (*LINE_COLUMNS, *(column.key for column in columns))
    for row in read_csv(path, keys):
        yield digits(row["code"]), *(row[key] for key in keys[1:])


class _Reader:
    """Reads the measures of one instrument."""

    def __init__(self, key: str, tables: Tables) -> None:
        self.key = key
        self.tables = tables

    def measure(self, block: Mapping, sets: Mapping) -> Measure:
        block.only(("id", "title", "authority"), MEASURE_KEYS)
        exceptions = [self._exception(b) for b in block.mappings("except")]
        for name in block.texts("except_from"):
            if name not in sets:
                raise block.fault(
                    f"there is no set of exceptions '{name}'.", "Write it under 'except_sets'.", "except_from"
                )
            exceptions += [self._exception(b) for b in sets.mappings(name)]
        return Measure(
            block.text("id"),
            self.key,
            block.text("title"),
            block.text("authority"),
            block.text("territory", self.tables.instruments[self.key].territory),
            tuple(self._period(b) for b in block.mappings("periods")),
            tuple(exceptions),
            tuple(block.texts("origins")),
            tuple(block.texts("not_origins")),
            self._lists(block, "products"),
            self._lists(block, "not_products"),
            self._facts(block),
            tuple(block.texts("replaces")),
            tuple(block.texts("answers")),
            block.text("refund"),
            _status(block),
            block.text("note"),
        )

    def _period(self, block: Mapping) -> Period:
        block.only(("from", "rate", "cite"), PERIOD_KEYS)
        _sentence(block)
        if not block.text("cite"):
            raise block.fault(
                "a period without a citation.", "Give the official text that sets the rate.", "cite"
            )
        period = Period(
            _must(block, "from"),
            _day(block, "until"),
            block.text("rate"),
            block.text("heading"),
            block.text("kind", "add"),
            block.text("heading_at_floor"),
            tuple(block.texts("origins")),
            self._lists(block, "products"),
            self._lists(block, "not_products"),
            self._facts(block),
            block.text("base", "value"),
            _status(block),
            _day(block, "announced"),
            _day(block, "text_date"),
            block.text("cite"),
            block.text("verified"),
        )
        if period.until is not None and period.until <= period.since:
            raise block.fault(
                "the period ends before it begins.", "Write [from, until), until later than from.", "until"
            )
        if period.kind not in ("add", "all_in"):
            raise block.fault(f"'{period.kind}' is not a kind of rate.", "Use add or all_in.", "kind")
        return period

    def _exception(self, block: Mapping) -> Exemption:
        block.only(("cite", "why"), EXCEPTION_KEYS)
        if "rate" in block:
            _sentence(block)
        return Exemption(
            block.text("heading"),
            block.text("why"),
            block.text("cite"),
            block.text("rate"),
            tuple(block.texts("origins")),
            self._lists(block, "products"),
            self._lists(block, "not_products"),
            self._facts(block),
            _day(block, "from"),
            _day(block, "until"),
            _day(block, "loaded_before"),
            _day(block, "loaded_from"),
            tuple(block.texts("charged")),
            block.text("share"),
            int(block.text("at_least", "0")),
            _day(block, "text_date"),
            block.text("verified"),
        )

    def rates(self, path: Path) -> None:
        """Add the rows of ``rates.csv`` (one heading a row) as periods of their measures."""
        added: dict[str, list[Period]] = {}
        for row in read_csv(path, RATE_COLUMNS):
            if row["measure"] not in self.tables.measures:
                raise row.fault(f"there is no measure '{row['measure']}'.", "Name one of duties.yml.")
            since = _day(row, "from")
            if since is None or not row["cite"]:
                raise row.fault("a rate needs its first day and its citation.", "Fill 'from' and 'cite'.")
            period = Period(
                since,
                _day(row, "until"),
                row["rate"],
                row["heading"],
                row["kind"],
                row["heading_at_floor"],
                tuple(row["origins"].split()),
                text_date=_day(row, "text_date"),
                cite=row["cite"],
            )
            added.setdefault(row["measure"], []).append(period)
        for key, periods in added.items():
            measure = self.tables.measures[key]
            self.tables.measures[key] = replace(measure, periods=(*measure.periods, *periods))

    def _lists(self, block: Mapping, key: str) -> tuple[str, ...]:
        return tuple(name if "#" in name else f"{self.key}#{name}" for name in block.texts(key))

    def _facts(self, block: Mapping) -> tuple[str, ...]:
        names = tuple(block.texts("if"))
        for name in names:
            if name.removeprefix("not ") not in self.tables.facts:
                raise block.fault(
                    f"'{name}' is not a fact of facts.yml.", "Define it there or mend the name.", "if"
                )
        return names


def _facts(path: Path) -> tuple[dict[str, Fact], dict[str, str]]:
    top = read_yaml(path)
    top.only(("facts", "settings"))
    facts: dict[str, Fact] = {}
    for block in top.mappings("facts"):
        block.only(("id", "kind", "ask", "question"), ("order",))
        fact = Fact(
            block.text("id"),
            block.text("kind"),
            block.text("ask") == "yes",
            block.text("question"),
            int(block.text("order", "0")),
        )
        if fact.order and fact.order in {other.order for other in facts.values()}:
            raise block.fault(f"two contents have the order {fact.order}.", "Give each its own.", "order")
        facts[fact.id] = fact
    settings = top.mapping("settings")
    return facts, {key: settings.text(key) for key in settings}


def _tariff(block: Mapping) -> Tariff:
    block.only(("territory", "lines", "columns", "currency", "cite", "edition_day"), TARIFF_KEYS)
    columns = []
    for column in block.mappings("columns"):
        column.only(("key", "name"), ("origins", "programs"))
        origins, programs = tuple(column.texts("origins")), column.text("programs") == "yes"
        columns.append(TariffColumn(column.text("key"), column.text("name"), origins, programs))
    if not columns or columns[0].origins or columns[0].programs:
        raise block.fault("no column is open to all goods.", "Write it first, without conditions.", "columns")
    return Tariff(
        block.text("territory"),
        block.text("lines"),
        tuple(columns),
        block.text("currency"),
        block.text("cite"),
        block.text("edition_day"),
        *(block.text(key) for key in TARIFF_KEYS[1:]),
    )


def _program(block: Mapping, territory: str) -> Program:
    block.only(("claim", "letters"), ("origins",))
    return Program(
        territory, block.text("claim"), tuple(block.texts("letters")), tuple(block.texts("origins"))
    )


def _groups(path: Path) -> dict[str, tuple[tuple[str, date | None, date | None], ...]]:
    groups: dict[str, tuple[tuple[str, date | None, date | None], ...]] = {}
    for row in read_csv(path, ("group", "code", "from", "until", "cite")):
        groups[row["group"]] = (
            *groups.get(row["group"], ()),
            (row["code"], _day(row, "from"), _day(row, "until")),
        )
    return groups


def _instrument(path: Path, key: str) -> DutyInstrument:
    top = read_yaml(path)
    if top.text("key") != key:
        raise top.fault(f"the key is '{top.text('key')}', the folder '{key}'.", "Give them one name.", "key")
    top.only(INSTRUMENT_KEYS, ("until", "address", "note", "lists"))
    coverage = top.mapping("coverage")
    coverage.only(("status", "verified_through"), ("missing",))
    _cited_lists(path, top.mapping("lists"))
    return DutyInstrument(
        key,
        top.text("title"),
        top.text("citation"),
        top.text("territory"),
        coverage.text("status"),
        tuple(coverage.texts("missing")),
        _must(coverage, "verified_through"),
    )


def _cited_lists(path: Path, lists: Mapping) -> None:
    """Every list of ``products.csv`` says which official list it is and what was read."""
    for name in lists:
        block = lists.mapping(name)
        block.only(("cite", "read"))
    products = path.parent / "products.csv"
    if not products.exists():
        return
    for row in read_csv(products, PRODUCT_COLUMNS):
        if row["list"] not in lists:
            raise row.fault(
                f"list '{row['list']}' has no citation.", "Add it under 'lists:' of instrument.yml."
            )


def _notice(block: Mapping) -> Notice:
    block.only(("id", "title", "origins", "codes", "from", "text", "cite"), ("until",))
    return Notice(
        block.text("id"),
        block.text("title"),
        tuple(block.texts("origins")),
        tuple(digits(c) for c in block.texts("codes")),
        _must(block, "from"),
        _day(block, "until"),
        block.text("text"),
        block.text("cite"),
    )


def _check_names(folder: Path, tables: Tables) -> None:
    """Every list, measure, ruling and origin that a record names must exist."""
    lists = {row.list for row in read_products(folder)}
    origins = set(tables.territories) | set(tables.groups)
    for measure in tables.measures.values():
        named = [
            *measure.products,
            *measure.not_products,
            *(n for p in measure.periods for n in (*p.products, *p.not_products)),
            *(n for e in measure.exceptions for n in (*e.products, *e.not_products)),
        ]
        others = [*measure.replaces, *measure.answers, *(n for e in measure.exceptions for n in e.charged)]
        places = [
            *measure.origins,
            *measure.not_origins,
            *(n for p in measure.periods for n in p.origins),
            *(n for e in measure.exceptions for n in e.origins),
        ]
        for kind, wrong in (
            ("list", [n for n in named if n not in lists]),
            ("measure", [n for n in others if n not in tables.measures and n not in tables.authorities]),
            ("territory", [n for n in places if n not in origins]),
            ("authority", [measure.authority] if measure.authority not in tables.authorities else []),
            ("ruling", [measure.refund] if measure.refund and measure.refund not in tables.rulings else []),
        ):
            if wrong:
                file = folder / "instruments" / measure.instrument / "duties.yml"
                raise LawbookError(
                    file,
                    1,
                    f"{measure.id} names the unknown {kind} '{wrong[0]}'.",
                    "Mend the name or add it.",
                )


def _sentence(block: Mapping) -> None:
    try:
        read_sentence(block.text("rate"))
    except Unreadable as why:
        raise block.fault(why.message, why.mend, "rate") from why


def _status(block: Mapping) -> str:
    status = block.text("status")
    if status not in STATUSES:
        raise block.fault(
            f"'{status}' is not a status.", f"Use one of: {', '.join(filter(None, STATUSES))}.", "status"
        )
    return "" if status == "in_force" else status


def _day(block: Mapping | Row, key: str) -> date | None:
    text = block.text(key) if isinstance(block, Mapping) else block[key]
    if not text:
        return None
    try:
        return parse_day(text)
    except BadDay as why:
        raise block.fault(why.message, why.mend) from why


def _must(block: Mapping, key: str) -> date:
    day = _day(block, key)
    if day is None:
        raise block.fault(f"'{key}' is missing.", "Give the day as YYYY-MM-DD.", key)
    return day
