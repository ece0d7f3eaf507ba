"""The codes that laws print for listed substances (``lawbook/codes.csv``) against the rules, each on a day of its row since 2012."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tidewaiter import Lawbook
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


@pytest.mark.parametrize(
    ("name", "to", "code", "outcome"),
    [  # wording of HS 2022: 1211.40, 1302.11, 1302.14 name them; 5302.10 raw or retted hemp beside 5302.90 other
        ("poppy straw", "HS", "1211.40", "decided"),
        ("opium", "HS", "1302.11", "decided"),
        ("ephedra extract", "HS", "1302.14", "decided"),
        ("concentrate of poppy straw", "HS", "2939.11", "decided"),
        ("opium", "EU", "1302.11", "cannot_tell"),
        ("mature cannabis stalks and fibre", "HS", "5302", "cannot_tell"),
    ],
)
def test_plants_and_extracts_by_the_code_recorded_for_them(
    name: str, to: str, code: str, outcome: str
) -> None:
    told = Lawbook.load().code(name, to=to, on="2024-05-01").to_json()
    assert (told["code"], told["outcome"]) == (code, outcome)
    assert told["path"][0]["cite"]


def test_by_the_rules_alone_no_recorded_code_is_told() -> None:
    assert Lawbook.load().code("opium", on="2024-05-01", rules_only=True).to_json()["code"] == ""
