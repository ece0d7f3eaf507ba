"""Kept answers against another lawbook: a small one of invented law (tests/lawbook/base, without its class, which is
only a stub), changed in one row at a time.

What must differ follows from the row that is changed; duty questions are asked of the shipped lawbook for two days,
whose rates are vouched for by the cases of that lawbook.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tidewaiter.asking import Books, ask
from tidewaiter.record import Record
from tidewaiter.record.recheck import Difference, recheck

BASE = Path(__file__).parents[1] / "lawbook" / "base"
AT = datetime(2026, 11, 24, tzinfo=UTC)
ENTRIES = "instruments/xx/act/entries.csv"
CLASS = "B,Sch. B no. 1,,xx/xanthines,Xanthines,,,2005-01-01,,,,,Gazette 2005 no. 1,the gazette,text,text,\n"
QUESTIONS = (
    {"query": "caffeine", "on": "2010-01-01"},
    {"query": "aspirin", "on": "1995-01-01"},
    {"query": "L-alanine", "on": "2010-01-01"},
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small lawbook."""
    folder = tmp_path_factory.mktemp("base") / "lawbook"
    shutil.copytree(BASE, folder)
    shutil.rmtree(folder / "classes" / "xx")
    text = (folder / ENTRIES).read_text(encoding="utf-8")
    # without its threshold as well: how that is to be written is another room's
    text = text.replace(CLASS, "").replace(",5 kg,", ",,")
    (folder / ENTRIES).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def record(tmp_path: Path, base: Path) -> Iterator[Record]:
    """Three answers of the base lawbook."""
    books = Books(base)
    with Record.open(tmp_path / "r.sqlite") as made:
        for question in QUESTIONS:
            made.keep("check", question, ask(books, "check", question).to_json(), who="t", at=AT)
        yield made


Changed = Callable[[str, str], Books]


@pytest.fixture
def changed(tmp_path: Path, base: Path) -> Changed:
    """The base lawbook with one piece of its entries replaced."""

    def make(old: str, new: str) -> Books:
        folder = tmp_path / "lawbook"
        shutil.copytree(base, folder)
        text = (folder / ENTRIES).read_text(encoding="utf-8")
        assert old in text
        (folder / ENTRIES).write_text(text.replace(old, new), encoding="utf-8")
        return Books(folder)

    return make


def differing(record: Record, books: Books, **options: object) -> list[Difference]:
    return list(recheck(record, books, **options))  # type: ignore[arg-type]


def test_the_same_lawbook_changes_nothing(record: Record, base: Path) -> None:
    assert differing(record, Books(base)) == []
    assert differing(record, Books(base), everything=True) == []


def test_a_listing_that_went_is_told_with_its_clause(record: Record, changed: Changed) -> None:
    row = "A,Sch. A no. 3,l-alanine,,L-Alanine,,,2001-02-03,,,,,Gazette 2001 no. 2,the gazette,text,text,\n"
    (found,) = differing(record, changed(row, ""))
    assert found.entry.seq == 3
    assert found.came == ()
    assert any("XX xx/act A Sch. A no. 3" in text for text in found.went)


def test_a_listing_that_came_is_told(record: Record, changed: Changed) -> None:
    row = "A,Sch. A no. 2,caffeine"
    new = "B,Sch. B no. 2,aspirin,,Aspirin,,,1994-01-01,,,,,Gazette 1994 no. 1,the gazette,text,text,\n"
    (found,) = differing(record, changed(row, new + row))
    assert found.entry.seq == 2
    assert any("Sch. B no. 2" in text for text in found.came)
    assert found.went == ()


def test_a_listing_with_another_day_is_told_as_changed(record: Record, changed: Changed) -> None:
    (found,) = differing(record, changed("L-Alanine,,,2001-02-03", "L-Alanine,,,2003-04-05"))
    assert found.entry.seq == 3
    assert any("2001-02-03" in text and "2003-04-05" in text for text in found.changed)


def test_another_citation_is_wording_only(record: Record, changed: Changed) -> None:
    found = differing(
        record,
        changed(
            "L-Alanine,,,2001-02-03,,,,,Gazette 2001 no. 2", "L-Alanine,,,2001-02-03,,,,,Gazette 2001 no. 3"
        ),
    )
    assert [(one.entry.seq, one.words_only) for one in found] == [(3, True)]


def test_a_question_that_nothing_understands_any_more_is_told(record: Record, base: Path) -> None:
    record.keep("check", {"query": "zzyzxium"}, {"controls": [], "lawbook": {}}, who="t", at=AT)
    (found,) = differing(record, Books(base))
    assert (found.entry.seq, found.words_only) == (4, False)
    assert "zzyzxium" in found.refused


def test_another_day_is_asked_for(record: Record, base: Path) -> None:
    found = {one.entry.seq: one for one in differing(record, Books(base), on="1994-01-01")}
    assert any("Sch. A no. 3" in text for text in found[3].went)  # listed from 2001
    assert not (found[2].came or found[2].went)  # aspirin: listed from 1990


def test_contents_that_were_removed_are_passed_over(record: Record, changed: Changed) -> None:
    books = changed("L-Alanine,,,2001-02-03", "L-Alanine,,,2003-04-05")
    record.retain(0, who="policy", at=datetime(2027, 1, 1, tzinfo=UTC))
    assert differing(record, books) == []


def test_a_duty_is_asked_again(tmp_path: Path) -> None:
    """Potassium permanganate of China: 175 % on 2025-04-20 (tests/duty), other rates in 2026."""
    books = Books()
    question = {"code": "2841.61.00.00", "origin": "CN", "on": "2025-04-20", "value": "1000 USD"}
    with Record.open(tmp_path / "d.sqlite") as record:
        record.keep("duty", question, ask(books, "duty", question).to_json(), who="t", at=AT)
        assert differing(record, books) == []
        (found,) = differing(record, books, on="2025-04-01")
        assert any(text.startswith("assessed: 175 %") for text in found.changed)
        assert any("us/ieepa-reciprocal-cn" in text for text in found.went)
