"""Every number that the annexes of Regulation (EU) No 649/2012 print, found on its list. Read from the acts anew, apart from the lawbook's rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidewaiter import Lawbook

BOOK = Lawbook.load()
LINES = (Path(__file__).parent / "consent-numbers.tsv").read_text(encoding="utf-8").splitlines()
LISTS = [line.split("\t") for line in LINES if not line.startswith("#")]


def stands(number: str, day: str, listed: str) -> bool:
    answer = BOOK.check(number, on=day, jurisdictions=["EU"], fields=["environment"])
    return any(one.instrument.key == "eu/649-2012" and one.list == listed for one in answer.controls)


@pytest.mark.parametrize(("listed", "day", "numbers"), LISTS, ids=[" ".join(one[:2]) for one in LISTS])
def test_every_printed_number(listed: str, day: str, numbers: str) -> None:
    assert [number for number in numbers.split() if not stands(number, day, listed)] == []


def test_lists_that_bind_beside_each_other() -> None:
    """Calomel is banned from export by name (Annex V part 2) and a mercury compound of Annex I part 3, which prints its number; of a PFOA-related
    compound it stays open whether it is a fire-fighting foam (Annex V part 1), though Annex I names the class for sure."""
    answer = BOOK.check("10112-91-1", on="2025-03-03", jurisdictions=["EU"], fields=["environment"])
    assert {"Annex I part 3", "Annex V part 2"} <= {one.list for one in answer.controls}
    telomer = "OCCC(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F"
    answer = BOOK.check(telomer, on="2025-03-03", jurisdictions=["EU"], fields=["environment"])
    told = {(one.list, one.outcome) for one in answer.controls}
    assert {("Annex I part 3", "applies"), ("Annex V part 1", "cannot_tell")} <= told
