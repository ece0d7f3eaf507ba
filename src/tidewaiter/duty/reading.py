"""From the lawbook's duty files to records. Unknown keys, missing citations and unknown names are errors
with file and line.

Files: ``nomenclature/*.csv|yml`` (territories, groups, facts, lines of the schedule) and, in each folder of
an instrument that holds a ``duties.yml``, that file with its ``instrument.yml``, ``products.csv`` and
``rates.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from inspect import signature
from pathlib import Path
from typing import Any, TypeVar

from tidewaiter.dates import parse_day
from tidewaiter.duty import records
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
    "announced",
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
INSTRUMENT_KEYS = ("key", "title", "citation", "issuer", "territory", "from", "coverage")
STATUSES = ("", "in_force", "suspended", "never_in_force")


_KEYS = {"since": "from", "facts": "if"}  # field of a record -> its key in the files, where they differ
_CAS = re.compile(r"[1-9]\d{1,6}-\d\d-\d")
_Record = TypeVar("_Record")
_Reach = TypeVar("_Reach", records.Measure, records.Period, records.Exemption)


def _record(kind: type[_Record], block: Mapping, *others: str, **given: Any) -> _Record:
    """A record from a block. The fields that are not given are the block's keys, each read as its type says; those
    without a default are required. ``others`` are keys that are read elsewhere.
    """
    fields = {
        _KEYS.get(name, name): field
        for name, field in signature(kind).parameters.items()
        if name not in given
    }
    required = tuple(key for key, field in fields.items() if field.default is field.empty)
    block.only(required, (*(key for key in fields if key not in required), *others))
    for key, field in fields.items():
        if key in block:
            kind_of = getattr(field.annotation, "__forward_arg__", field.annotation)
            given[field.name] = _VALUES[kind_of](block, key)
    return kind(**given)


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


def read_tables(folder: Path) -> records.Tables:
    """Read measures, facts, territories and rulings. Raises :class:`LawbookError` at the first fault."""
    names = folder / "nomenclature"
    facts, settings = _facts(names / "facts.yml")
    authorities = [
        records.Authority(row["id"], row["name"], row["colour"])
        for row in read_csv(names / "authorities.csv", ("id", "name", "colour"))
    ]
    tables = records.Tables(
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
    rulings: dict[str, records.Ruling] = {}
    notices: list[records.Notice] = []
    programs: list[records.Program] = []
    parcels: list[records.Parcels] = []
    for place in duty_folders(folder):
        key = place.relative_to(folder / "instruments").as_posix()
        tables.instruments[key] = _instrument(place / "instrument.yml", key)
        top = read_yaml(place / "duties.yml")
        top.only((), ("measures", "except_sets", "rulings", "notices", "schedule", "parcels"))
        reader = _Reader(key, tables)
        for block in top.mappings("measures"):
            measure = reader.measure(block, top.mapping("except_sets"))
            if measure.id in tables.measures:
                raise block.fault(f"measure '{measure.id}' stands twice.", "Keep one of them.", "id")
            tables.measures[measure.id] = measure
        if (place / "rates.csv").exists():
            reader.rates(place / "rates.csv")
        for block in top.mappings("rulings"):
            ruling = _record(records.Ruling, block)
            rulings[ruling.id] = ruling
        for block in top.mappings("notices"):
            notice = _record(records.Notice, block)
            notices.append(notice._replace(codes=tuple(digits(code) for code in notice.codes)))
        for block in top.mappings("parcels"):
            spells = tuple(_record(records.ParcelSpell, spell) for spell in block.mappings("spells"))
            own = tables.instruments[key].territory
            parcels.append(_record(records.Parcels, block, "spells", spells=spells, territory=own))
        if "schedule" in top:
            block = top.mapping("schedule")
            tariff = _tariff(block, {row.list for row in read_products(folder)})
            tables.tariffs[tariff.territory] = tariff
            programs += [
                _record(records.Program, b, territory=tariff.territory) for b in block.mappings("programs")
            ]
    tables = replace(
        tables, rulings=rulings, notices=tuple(notices), programs=tuple(programs), parcels=tuple(parcels)
    )
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


def read_lines(path: Path, columns: tuple[records.TariffColumn, ...]) -> Iterator[tuple[str, ...]]:
    """The lines of a schedule, shipped or imported: code, first day, day after the last, description, unit, and the
    rates as written, column after column. Rates are empty where a line above carries them.
    """
    keys = (*LINE_COLUMNS, *(column.key for column in columns))
    for row in read_csv(path, keys):
        yield digits(row["code"]), *(row[key] for key in keys[1:])


def read_substances(path: Path) -> Iterator[tuple[str, str]]:
    """The substances that a programme names: number, and the code under which it stands."""
    for row in read_csv(path, ("code", "cas")):
        if not _CAS.fullmatch(row["cas"]):
            raise row.fault(f"'{row['cas']}' is no CAS number.", "Write it as 50-00-0.")
        yield row["cas"], digits(row["code"])


class _Reader:
    """Reads the measures of one instrument."""

    def __init__(self, key: str, tables: records.Tables) -> None:
        self.key = key
        self.tables = tables

    def measure(self, block: Mapping, sets: Mapping) -> records.Measure:
        exceptions = [self._exception(b) for b in block.mappings("except")]
        for name in block.texts("except_from"):
            if name not in sets:
                raise block.fault(
                    f"there is no set of exceptions '{name}'.", "Write it under 'except_sets'.", "except_from"
                )
            exceptions += [self._exception(b) for b in sets.mappings(name)]
        periods = tuple(self._period(b) for b in block.mappings("periods"))
        own = self.tables.instruments[self.key].territory
        given = {"instrument": self.key, "territory": block.text("territory", own), "status": _status(block)}
        others = ("territory", "status", "periods", "except", "except_from")
        made = _record(
            records.Measure, block, *others, periods=periods, exceptions=tuple(exceptions), **given
        )
        return self._goods(block, made)

    def _period(self, block: Mapping) -> records.Period:
        _sentence(block)
        period = self._goods(block, _record(records.Period, block, "status", status=_status(block)))
        if period.until is not None and period.until <= period.since:
            raise block.fault(
                "the period ends before it begins.", "Write [from, until), until later than from.", "until"
            )
        if period.kind not in ("add", "all_in"):
            raise block.fault(f"'{period.kind}' is not a kind of rate.", "Use add or all_in.", "kind")
        return period

    def _exception(self, block: Mapping) -> records.Exemption:
        _sentence(block)
        return self._goods(block, _record(records.Exemption, block))

    def _goods(self, block: Mapping, record: _Reach) -> _Reach:
        """The record, its lists under their full names, its facts known."""
        for name in record.facts:
            if name.removeprefix("not ") not in self.tables.facts:
                raise block.fault(
                    f"'{name}' is not a fact of facts.yml.", "Define it there or mend the name.", "if"
                )
        products, others = (
            tuple(name if "#" in name else f"{self.key}#{name}" for name in names)
            for names in (record.products, record.not_products)
        )
        return replace(record, products=products, not_products=others)

    def rates(self, path: Path) -> None:
        """Add the rows of ``rates.csv`` (one heading a row) as periods of their measures."""
        added: dict[str, list[records.Period]] = {}
        for row in read_csv(path, RATE_COLUMNS):
            if row["measure"] not in self.tables.measures:
                raise row.fault(f"there is no measure '{row['measure']}'.", "Name one of duties.yml.")
            since = _day(row, "from")
            if since is None or not row["cite"]:
                raise row.fault("a rate needs its first day and its citation.", "Fill 'from' and 'cite'.")
            period = records.Period(
                since,
                row["rate"],
                row["cite"],
                _day(row, "until"),
                row["heading"],
                row["kind"],
                row["heading_at_floor"],
                tuple(row["origins"].split()),
                announced=_day(row, "announced"),
                text_date=_day(row, "text_date"),
            )
            added.setdefault(row["measure"], []).append(period)
        for key, periods in added.items():
            measure = self.tables.measures[key]
            self.tables.measures[key] = replace(measure, periods=(*measure.periods, *periods))


def _facts(path: Path) -> tuple[dict[str, records.Fact], dict[str, str]]:
    top = read_yaml(path)
    top.only(("facts", "settings"))
    facts: dict[str, records.Fact] = {}
    for block in top.mappings("facts"):
        fact = _record(records.Fact, block)
        if fact.order and fact.order in {other.order for other in facts.values()}:
            raise block.fault(f"two contents have the order {fact.order}.", "Give each its own.", "order")
        facts[fact.id] = fact
    settings = top.mapping("settings")
    return facts, {key: settings.text(key) for key in settings}


def _tariff(block: Mapping, lists: set[str]) -> records.Tariff:
    columns = tuple(_record(records.TariffColumn, column) for column in block.mappings("columns"))
    if not columns or columns[0].origins or columns[0].programs:
        raise block.fault("no column is open to all goods.", "Write it first, without conditions.", "columns")
    listed = [name for column in columns for name in column.products if name not in lists]
    if listed:
        raise block.fault(f"a column names the unknown list '{listed[0]}'.", "Mend the name.", "columns")
    return _record(records.Tariff, block, "columns", "programs", columns=columns)


def _groups(path: Path) -> dict[str, tuple[tuple[str, date | None, date | None], ...]]:
    groups: dict[str, tuple[tuple[str, date | None, date | None], ...]] = {}
    for row in read_csv(path, ("group", "code", "from", "until", "cite")):
        groups[row["group"]] = (
            *groups.get(row["group"], ()),
            (row["code"], _day(row, "from"), _day(row, "until")),
        )
    return groups


def _instrument(path: Path, key: str) -> records.DutyInstrument:
    top = read_yaml(path)
    if top.text("key") != key:
        raise top.fault(f"the key is '{top.text('key')}', the folder '{key}'.", "Give them one name.", "key")
    top.only(INSTRUMENT_KEYS, ("until", "address", "note", "lists"))
    coverage = top.mapping("coverage")
    coverage.only(("status", "verified_through"), ("missing",))
    _cited_lists(path, top.mapping("lists"))
    return records.DutyInstrument(
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


def _check_names(folder: Path, tables: records.Tables) -> None:
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
            *(n for e in measure.exceptions for n in (*e.origins, *e.not_origins)),
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
        if "rate" in block:
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


# How a value is read, by the type of the field
_VALUES: dict[str, Callable[[Mapping, str], Any]] = {
    "str": Mapping.text,
    "int": lambda block, key: int(block.text(key)),
    "bool": lambda block, key: block.text(key) == "yes",
    "date": _must,
    "date | None": _day,
    "tuple[str, ...]": lambda block, key: tuple(block.texts(key)),
}
