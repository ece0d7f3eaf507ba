"""The files of the lawbook: what stands in each column, said once, in ``columns.csv`` beside this file.

There a file's columns have their order, meaning, terms and need; the record that a row becomes
(:mod:`tidewaiter.lawbook.records`) has the type of each. From the two follow the check of the header, the reading
(:meth:`tidewaiter.lawbook.loading.Loading.make`), the tables of docs/lawbook.md and the schemas for editors
(:mod:`tidewaiter.lawbook.schema`).
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, NamedTuple

from tidewaiter.lawbook import beside, records


class Column(NamedTuple):
    """One column of a CSV file, or one key of a block of a YAML file."""

    name: str
    says: str  # its meaning, for the docs and for whoever left it empty
    required: bool = False
    terms: str = ""  # the part of vocabulary.yml to which each of its values belongs
    field: str = ""  # the field of the record, where it has another name


class Table(NamedTuple):
    """One kind of file (or of block in a YAML file) and the record that a row of it becomes."""

    file: str
    record: type[Any]
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the file."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that may not be empty."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def optional(self) -> tuple[str, ...]:
        """The columns that may be empty, or left out of a YAML block."""
        return tuple(column.name for column in self.columns if not column.required)


def _columns() -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    with (Path(__file__).parent / "columns.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            required = row.pop("required") == "yes"
            found.setdefault(row.pop("file"), []).append(Column(row.pop("column"), required=required, **row))
    return found


_COLUMNS = _columns()


def _table(file: str, record: type[Any]) -> Table:
    return Table(file, record, tuple(_COLUMNS[file]))


INSTRUMENT = _table("instrument.yml", records.Instrument)
COVERAGE = _table("instrument.yml: coverage", records.Coverage)
LIST = _table("instrument.yml: lists", records.List)
ENTRIES = _table("entries.csv", records.Entry)
SILENCES = _table("silences/<territory>.csv", records.Reason)
EXCEPTIONS = _table("exceptions.csv", records.Exception_)
PREPARATIONS = _table("preparations.csv", records.Limit)
DECISIONS = _table("decisions.csv", records.Decision)
MEASURES = _table("measures.yml", records.Measure)
STATES = _table("states.csv", records.State)
CASES = _table("cases.yml", records.Case)
SUBSTANCES = _table("substances.csv", records.Substance)
NAMES = _table("names.csv", records.Name)
FAMILIES = _table("families.csv", records.Member)
PRODUCTS = _table("products.csv", records.Product)
CODES = _table("codes.csv", records.Code)
MEMBERSHIPS = _table("memberships.csv", records.Membership)
DISAGREEMENTS = _table("disagreements.csv", records.Disagreement)
EVENTS = _table("events.csv", beside.Event)
ACTS = _table("acts.csv", beside.ActOfLaw)
PROVISIONS = _table("provisions.csv", beside.Provision)
SERIES = _table("indicators/index.csv", beside.Series)
POINTS = _table("indicators/<id>.csv", beside.Point)
PARTY_LISTS = _table("instrument.yml: lists of parties", beside.PartyList)
PARTIES = _table("parties.csv", beside.Party)
ASSUMPTIONS = _table("assumptions.yml", records.Assumption)

TABLES = tuple(one for one in tuple(globals().values()) if isinstance(one, Table))  # in the order of the docs
