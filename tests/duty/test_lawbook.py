"""The duty files themselves: integrity rules, and the errors that a broken file gives with file and line."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.integrity import RULES, faults
from tidewaiter.duty.reading import read_tables
from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.place import lawbook_folder


def test_no_faults(whole: DutyBook) -> None:
    assert faults(whole) == []


def test_every_rule_finds_its_fault(duties: DutyBook) -> None:
    broken = duties.tables.measures["us/ieepa-fentanyl-cn"]
    first = broken.periods[0]
    periods = (replace(first, until=None), replace(broken.periods[1], text_date=date(2015, 3, 7)))
    book = duties.with_tables(
        replace(duties.tables, measures={broken.id: replace(broken, periods=periods, exceptions=())})
    )
    assert {fault.rule for fault in faults(book)} == {type(rule).__name__ for rule in RULES}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("rate: 20%", "rate: twenty", "'twenty' is not a duty sentence"),
        ("heading: 9903.01.24, rate: 20%", "heeding: 9903.01.24, rate: 20%", "unknown key 'heeding'."),
        ('until: "2025-11-10"', 'until: "2024-11-10"', "the period ends before it begins."),
        ("origins: [CN, HK]", "origins: [CN, XY]", "names the unknown territory 'XY'."),
        ("[loaded_in_time]", "[loaded_on_time]", "'loaded_on_time' is not a fact of facts.yml."),
        (
            "products: [ca-potash]",
            "products: [ca-salt]",
            "names the unknown list 'us/ieepa-fentanyl#ca-salt'.",
        ),
        ("refund: us/ieepa-ruling", "refund: us/no-ruling", "names the unknown ruling 'us/no-ruling'."),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    folder = tmp_path / "lawbook"
    shutil.copytree(lawbook_folder(), folder)
    file = folder / "instruments" / "us" / "ieepa-fentanyl" / "duties.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawbookError) as why:
        read_tables(folder)
    assert message in why.value.message
    assert why.value.file == str(file)
    assert why.value.mend


def test_a_list_without_a_citation_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "lawbook"
    shutil.copytree(lawbook_folder(), folder)
    file = folder / "instruments" / "us" / "s232-pharma" / "products.csv"
    file.write_text(file.read_text(encoding="utf-8") + "pharmacy,3004.10.10,,,,\n", encoding="utf-8")
    with pytest.raises(LawbookError) as why:
        read_tables(folder)
    assert why.value.message == "list 'pharmacy' has no citation."
    assert (why.value.file, why.value.line) == (str(file), len(file.read_text(encoding="utf-8").splitlines()))
