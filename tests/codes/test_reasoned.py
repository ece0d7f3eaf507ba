"""Medicines outside the shared annexes: six digits reasoned from the law, group by group, before the coder was asked.

``first`` is what was written then, ``settled`` what the text of the line or a published reading gave where the two
differed (``why``); an empty one is open.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tidewaiter.codes.answer import DECIDED, Coder
from tidewaiter.codes.goods import Goods

SETS = Path(__file__).parents[1] / "sets"
ROWS = list(csv.DictReader((SETS / "reasoned-codes.csv").open(encoding="utf-8", newline="")))
ASKED = 20  # at most so many may stand open


def test_what_was_reasoned(eu: Coder) -> None:
    asked, wrong = [], []
    for row in ROWS:
        told = eu.code(Goods.read(row["smiles"], eu.tables.words), alternatives=False)
        if told.outcome != DECIDED:
            asked.append(row["name"])
        elif row["settled"] and told.code[:6] != row["settled"]:
            wrong.append(f"{row['name']} {row['settled']} {told.code}")
    assert len(ROWS) >= 880
    assert not wrong
    assert len(asked) <= ASKED
