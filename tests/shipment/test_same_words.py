"""A line of a shipment understands the words that a question understands, and no others."""

from __future__ import annotations

import csv
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.errors import QuestionError, Unreadable
from tidewaiter.shipment.shipment import Goods
from tidewaiter.shipment.understanding import Reader

SETS = Path(__file__).parents[1] / "sets"


def texts() -> list[str]:
    """Inputs of all sets, drawn by lot."""
    found = []
    for path in (SETS / "typed-inputs.tsv", *sorted((SETS / "inputs").glob("*.tsv"))):
        rows = csv.reader(path.open(encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
        found += random.Random(7).sample(
            [row[1] for row in rows if len(row) > 2 and not row[0].startswith("#")], 12
        )
    return found


@pytest.mark.parametrize("text", texts())
def test_check_and_assess_understand_the_same(book: Any, text: str) -> None:
    reader = Reader(book)
    reader.prepare([Goods(description=text)])
    line = reader.understand(Goods(description=text)).of("description")
    assert line
    try:
        asked = book.identify(text, systematic=reader._names)
    except QuestionError as why:
        assert line.status in ("unresolved", "unreadable") and line.message == why.message
        return
    if line.status == "unreadable":  # a structure of the general dictionary that is no whole molecule
        with suppress(Unreadable):
            found = book.check(text).controls
            assert found and all(one.outcome == "cannot_tell" for one in found)
    else:
        assert (line.candidates, line.doubt, line.rung) == (asked.candidates, asked.doubt, asked.rung)
