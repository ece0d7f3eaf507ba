"""Lists that go on with those of another instrument (``keeps``) or that bind as those do (``applies``)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tidewaiter.errors import LawbookFaults
from tidewaiter.lawbook.load import load
from tidewaiter.lawbook.rules import check
from tidewaiter.lawbook.whole import Records

BASE = Path(__file__).parent / "base"
HEADER = (BASE / "instruments" / "xx" / "act" / "entries.csv").read_text("utf-8").splitlines()[0]
CARRYING = """\
key: xx/part
title: The act as it is law in a part
citation: Gazette 2001 no. 9
issuer: a parliament
territory: XX
from: "2001-01-01"
coverage:
  status: complete
  verified_through: "2026-11-01"
lists:
  P:
    title: List P
    kind: precursor
    {how}: "{named}"
"""


def carried(folder: Path, how: str, named: str = "xx/act/A", own: str = "") -> Records:
    """The base lawbook with an instrument whose list P carries another."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    place = folder / "instruments" / "xx" / "part"
    place.mkdir()
    (place / "instrument.yml").write_text(CARRYING.format(how=how, named=named), "utf-8")
    (place / "entries.csv").write_text(f"{HEADER}\n{own}", "utf-8")
    return load(folder)


def spells(book: Records) -> dict[str, tuple[str, str, str]]:
    """Of what list P holds the first day, the last and the threshold."""
    held = [one for one in book.entries if one.instrument == "xx/part"]
    return {one.covers: (str(one.period.since), one.period.until_text, one.threshold) for one in held}


def test_what_stood_on_the_eve_goes_on(tmp_path: Path) -> None:
    """L-alanine came on 2001-02-03: after the eve, and so not."""
    book = carried(tmp_path / "book", "keeps")
    assert spells(book) == {
        "aspirin": ("2001-01-01", "", "at least 5 kg"),
        "caffeine": ("2001-01-01", "", ""),
    }
    assert check(book) == []


def test_what_applies_has_its_own_days(tmp_path: Path) -> None:
    """From the first day of the instrument on, and with the measures."""
    book = carried(tmp_path / "book", "applies")
    assert spells(book) == {
        "aspirin": ("2001-01-01", "", "at least 5 kg"),
        "caffeine": ("2001-01-01", "", ""),
        "l-alanine": ("2001-02-03", "", ""),
        "d-alanine": ("2001-02-03", "", ""),
    }
    assert [one.lists for one in book.measures if one.instrument == "xx/part"] == [("P",)]
    assert check(book) == []


def test_a_row_of_its_own_stands_in_place_of_what_is_carried(tmp_path: Path) -> None:
    ended = "P,List P no. 1,caffeine,,Caffeine,,,2001-01-01,2010-01-01,,,,Gazette 2009 no. 3,the gazette,text,text,\n"
    book = carried(tmp_path / "book", "keeps", own=ended)
    assert spells(book)["caffeine"] == ("2001-01-01", "2010-01-01", "")
    assert check(book) == []


def test_a_carried_entry_is_cited_by_both_and_named_within_its_own_list(tmp_path: Path) -> None:
    book = carried(tmp_path / "book", "keeps")
    [entry] = [one for one in book.entries if one.instrument == "xx/part" and one.covers == "aspirin"]
    assert entry.source.cite == "Gazette 2001 no. 9; Gazette 2000 no. 7"
    assert (entry.list, entry.implements, entry.announced) == ("P", "", None)


@pytest.mark.parametrize("named", ["xx/act/Z", "xx/nothing/A", "xx/part/P", "A"])
def test_a_list_that_carries_none_is_refused(tmp_path: Path, named: str) -> None:
    with pytest.raises(LawbookFaults) as refused:
        carried(tmp_path / "book", "keeps", named=named)
    assert [f"list 'P' carries '{named}'" in str(fault) for fault in refused.value.faults] == [True]
