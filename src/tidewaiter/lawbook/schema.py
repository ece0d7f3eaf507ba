"""What follows from the tables of :mod:`tidewaiter.lawbook.tables`: the tables of the docs and schemas for editors.

``python -m tidewaiter.lawbook.schema`` (``make schema``) writes both afresh; a test keeps them equal to the tables.
The schemas are JSON Schema (2020-12) for blocks of YAML and Frictionless Table Schema for CSV files.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from tidewaiter.lawbook.codec import types_of
from tidewaiter.lawbook.read import read_yaml
from tidewaiter.lawbook.tables import COVERAGE, INSTRUMENT, LIST, PARTY_LISTS, TABLES, Column, Table

MARK = re.compile(r"(<!-- columns: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def markdown(table: Table) -> str:
    """The columns of a file as a table of Markdown.

    >>> from tidewaiter.lawbook.tables import NAMES
    >>> print(markdown(NAMES).splitlines()[2])
    | `substance` | required | id of a row of `substances.csv` |
    """
    rows = ["| column | | meaning |", "|---|---|---|"]
    for column in table.columns:
        terms = f" (terms: {column.terms})" if column.terms else ""
        rows.append(f"| `{column.name}` | {'required' if column.required else ''} | {column.says}{terms} |")
    return "\n".join(rows) + "\n"


def with_tables(text: str) -> str:
    """A page of the docs with its tables of columns made afresh: each stands between two comments that name its file."""
    by_file = {table.file: table for table in TABLES}
    return MARK.sub(lambda found: f"{found[1]}{markdown(by_file[found[2]])}{found[3]}", text)


def block(table: Table, vocabulary: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The JSON Schema of one block of a YAML file, with the terms of a vocabulary as enumerations."""
    kinds = types_of(table.record)
    properties: dict[str, Any] = {}
    for column in table.columns:
        kind = kinds.get(column.field or column.name, "str")
        one: dict[str, Any] = {"type": "object" if kind.startswith(("dict", "Coverage")) else "string"}
        if column.terms:
            one["enum"] = list(vocabulary[column.terms])
        shape = {"anyOf": [one, {"type": "array", "items": one}]} if kind.startswith("tuple") else one
        properties[column.name] = {**shape, "description": column.says}
    return {
        "type": "object",
        "properties": properties,
        "required": list(table.required),
        "additionalProperties": False,
    }


def of_yaml(table: Table, vocabulary: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The JSON Schema of a whole YAML file: blocks in a list under the file's own name, or the head of an instrument."""
    whole = block(table, vocabulary)
    if table is INSTRUMENT:
        lists = [block(one, vocabulary) for one in (LIST, PARTY_LISTS)]
        whole["properties"]["coverage"] = block(COVERAGE, vocabulary)
        whole["properties"]["lists"] = {"type": "object", "additionalProperties": {"anyOf": lists}}
    else:
        name = table.file.removesuffix(".yml")
        items = {name: {"type": "array", "items": whole}}
        whole = {"type": "object", "properties": items, "required": [name], "additionalProperties": False}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": table.file, **whole}


def of_csv(table: Table, vocabulary: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The Frictionless Table Schema of a CSV file."""
    return {"fields": [_csv_field(column, vocabulary) for column in table.columns]}


def _csv_field(column: Column, vocabulary: dict[str, dict[str, str]]) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": "string", "description": column.says}
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.terms:
        one = "|".join(re.escape(term) for term in vocabulary[column.terms])
        limits["pattern"] = f"(none|(({one})(; *)?)*)"
    return {**field, "constraints": limits} if limits else field


def write(root: Path) -> None:
    """Write the tables of ``docs/`` and the schemas of ``docs/schema/`` under the root of a checkout."""
    for path, text in files(root).items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def files(root: Path) -> dict[Path, str]:
    """Each file that is made from the tables, with its text."""
    top = read_yaml(root / "lawbook" / "vocabulary.yml")
    vocabulary = {part: dict(block) for part, block in top.items()}
    made = {}
    for table in TABLES:
        if ":" in table.file:
            continue  # a block of instrument.yml
        name = re.sub(r"[^a-z]+", "-", table.file.removesuffix(".csv").removesuffix(".yml")).strip("-")
        of_file = of_csv if table.file.endswith(".csv") else of_yaml
        text = json.dumps(of_file(table, vocabulary), ensure_ascii=False, indent=1)
        made[root / "docs" / "schema" / f"{name}.json"] = text + "\n"
    page = root / "docs" / "lawbook.md"
    made[page] = with_tables(page.read_text(encoding="utf-8"))
    return made


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
