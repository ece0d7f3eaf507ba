"""The codes of known structures that came with an installation: what it tells of them without RDKit.

:mod:`tidewaiter.codes.made` works them out when a wheel is packed.
"""

from __future__ import annotations

import json
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from tidewaiter.codes.tables import Tables
from tidewaiter.lawbook.connection import read_only
from tidewaiter.lawbook.place import compiled, same_lawbook

FORMAT = "1"  # raise it when what is held changes
SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE coded(id INTEGER PRIMARY KEY, told TEXT);
CREATE TABLE drawn(text TEXT PRIMARY KEY, coded TEXT) WITHOUT ROWID;
"""  # `drawn`: of each SMILES the numbers of its codes, one a tariff in the order of the editions


def held(tables: Tables, to: str, text: str) -> list[Any] | None:
    """The code of a structure, written just so, in a tariff, on whatever day, as JSON has it; None where none is held."""
    path = _file(tables.folder)
    if path is None:
        return None
    with closing(read_only(path)) as connection:
        found = connection.execute("SELECT coded FROM drawn WHERE text = ?", (text,)).fetchone()
        if found is None:
            return None
        number = found[0].split()[list(tables.editions).index(to)]
        (told,) = connection.execute("SELECT told FROM coded WHERE id = ?", (number,)).fetchone()
    made: list[Any] = json.loads(told)
    return made


@cache
def _file(folder: Path) -> Path | None:
    path = compiled(f"codes-{FORMAT}", folder)
    return path if path and same_lawbook(folder, path) else None
