"""What is made from the tables of columns is up to date, and says of files what the loader says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tidewaiter.lawbook import schema
from tidewaiter.lawbook.codec import types_of
from tidewaiter.lawbook.read import read_yaml
from tidewaiter.lawbook.tables import TABLES

ROOT = Path(__file__).parents[2]
INSTRUMENTS = ROOT / "lawbook" / "instruments"
CONTROLS = sorted(path.parent for path in INSTRUMENTS.rglob("entries.csv"))


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "docs" / "schema" / f"{name}.json").read_text()))


@pytest.mark.parametrize("path", schema.files(ROOT), ids=lambda path: path.name)
def test_what_is_made_from_the_tables_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == schema.files(ROOT)[path], "run `make schema`"


@pytest.mark.parametrize("name", ["instrument", "measures", "cases"])
def test_the_files_of_every_instrument_hold_to_their_schema(name: str) -> None:
    check = validator(name)
    found = [path for place in CONTROLS if (path := place / f"{name}.yml").exists()]
    assert found
    faults = [(path, fault.message) for path in found for fault in check.iter_errors(read_yaml(path))]
    assert faults == []


def test_a_schema_refuses_what_the_loader_refuses() -> None:
    check = validator("measures")
    good = read_yaml(next(p for place in CONTROLS if (p := place / "measures.yml").exists()))["measures"][0]
    assert check.is_valid({"measures": [good]})
    for broken in (
        {**good, "effect": "blessing"},
        {**good, "colour": "red"},
        {k: v for k, v in good.items() if k != "cite"},
    ):
        assert not check.is_valid({"measures": [broken]})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_every_column_fills_a_field_and_every_field_is_filled(table) -> None:
    fields = set(types_of(table.record))
    derived = {"Period": {"from", "until"}, "Source": {"cite", "read", "verified"}}
    covered = {name for kind in types_of(table.record).values() for name in derived.get(kind, ())}
    unread = {
        column.name for column in table.columns if (column.field or column.name) not in fields | covered
    }
    # what a row is checked for and the record does not keep
    kept_out = {"memberships.csv": {"source"}, "disagreements.csv": {"kept_from"}}
    assert unread == kept_out.get(table.file, set())
