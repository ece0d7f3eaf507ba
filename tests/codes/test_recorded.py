"""The codes that laws print for listed substances (``lawbook/codes.csv``) against the rules, each on a day of its row since 2012."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from tidewaiter.codes.answer import Coder, digits
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.tables import Tables
from tidewaiter.lawbook.place import lawbook_folder

FOLDER = Path(lawbook_folder())


def rows() -> list[tuple[str, str, str, date]]:
    """Substance, structure, code, a day on which the code stands; rows of substances without a structure are left out."""
    with (FOLDER / "substances.csv").open(encoding="utf-8") as file:
        drawn = {row["id"]: row["smiles"] for row in csv.DictReader(file)}
    found = []
    with (FOLDER / "codes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            # a law keeps a code that has moved until it is amended: of a row that has ended, its first day
            day = date.fromisoformat(row["from"].lstrip("<=")) if row["until"] else date(2024, 6, 3)
            if day.year >= 2012 and drawn.get(row["substance"]) and row["nomenclature"] in ("HS", "EU CN"):
                found.append((row["substance"], drawn[row["substance"]], digits(row["code"]), day))
    return found


def test_the_rules_agree_with_what_laws_print(tables: Tables) -> None:
    wrong, decided = [], 0
    for substance, smiles, code, day in rows():
        told = Coder(tables, "HS", day).code(Goods.read(smiles, tables.words), alternatives=False)
        if told.outcome == "decided":
            decided += 1
            shared = min(len(code), len(told.code))
            if told.code[:shared] != code[:shared]:
                wrong.append((substance, code, told.code))
    assert not wrong
    assert decided > 240
