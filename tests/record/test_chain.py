"""The chain: what was kept is found as it was, and whatever is done to it behind its back shows.

What each tampering must show follows from the definition of a hash chain; the hash of one entry is computed here by
hand, from the documented form, with nothing of the package.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy

from tidewaiter.errors import QuestionError, TidewaiterError
from tidewaiter.record import GENESIS, Head, Record
from tidewaiter.record.export import read_export, write_jsonl

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANSWER = {"controls": [], "lawbook": {"version": "2026-11-24", "sha256": "ab" * 32}}
Tamper = Callable[..., None]


@pytest.fixture
def record(address: str) -> Iterator[Record]:
    """A record with six entries, one a day."""
    with Record.open(address) as made:
        for day in range(6):
            made.keep(
                "check", {"query": f"substance {day}"}, ANSWER, who="tester", at=AT + timedelta(days=day)
            )
        yield made


def test_an_entry_comes_back_as_it_was_kept(record: Record) -> None:
    question = {"query": "4-哌啶酮 \x00 \ud83d", "amount": "25 kg"}
    kept = record.keep("check", question, {**ANSWER, "n": 1.5}, who="王", at=AT)
    found = record.get(kept.seq)
    assert found == kept
    assert json.loads(found.question or "") == question
    assert json.loads(found.answer or "") == {**ANSWER, "n": 1.5}
    assert (found.seq, found.who, found.lawbook_sha256, found.at) == (
        7,
        "王",
        "ab" * 32,
        "2026-11-24T12:00:00.000000Z",
    )


def test_the_hash_is_the_documented_one(record: Record) -> None:
    """docs/record.md, "The form": computed by hand."""
    e = record.get(1)
    content = json.dumps(
        [e.kind, e.who, e.question, e.answer, e.salt], separators=(",", ":"), ensure_ascii=False
    )
    assert hashlib.sha256(content.encode()).hexdigest() == e.content_sha256
    around = [1, e.at, "check", e.lawbook_version, e.lawbook_sha256, e.engine, e.content_sha256, "0" * 64]
    text = json.dumps(around, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == e.hash
    assert e.previous == GENESIS


def test_a_time_is_kept_in_utc_and_needs_a_zone(record: Record) -> None:
    there = datetime(2026, 11, 30, 20, 0, tzinfo=timezone(timedelta(hours=8)))
    assert record.keep("check", {}, ANSWER, who="x", at=there).at == "2026-11-30T12:00:00.000000Z"
    with pytest.raises(ValueError, match="zone"):
        record.keep("check", {}, ANSWER, who="x", at=datetime(2026, 11, 24))
    assert record.verify() == []


def test_an_untouched_chain_verifies_and_stays_so_when_opened_again(address: str, record: Record) -> None:
    assert record.verify([record.head()]) == []
    with Record.open(address) as again:
        assert again.head() == record.head()
        assert again.verify() == []


ALTERED = {
    "answer": "UPDATE entry SET answer = '{}' WHERE seq = 3",
    "question": "UPDATE entry SET question = '{}' WHERE seq = 3",
    "who": "UPDATE entry SET who = 'another' WHERE seq = 3",
    "salt": "UPDATE entry SET salt = '00' WHERE seq = 3",
    "time": "UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3",
    "kind": "UPDATE entry SET kind = 'duty' WHERE seq = 3",
    "engine": "UPDATE entry SET engine = '9.9.9' WHERE seq = 3",
    "lawbook": "UPDATE entry SET lawbook_sha256 = 'cd' WHERE seq = 3",
    "hash": "UPDATE entry SET hash = 'cd' WHERE seq = 3",
    "note": "UPDATE entry SET note = 'nothing to see' WHERE seq = 3",
    "content gone": "UPDATE entry SET who = NULL, question = NULL, answer = NULL, salt = NULL WHERE seq = 3",
    "content gone with a note": "UPDATE entry SET who = NULL, question = NULL, answer = NULL, salt = NULL, "
    "note = 'content removed under entry 6' WHERE seq = 3",
    "half the content gone": "UPDATE entry SET answer = NULL WHERE seq = 3",
}


@pytest.mark.parametrize("what", ALTERED)
def test_an_altered_entry_shows(record: Record, tamper: Tamper, what: str) -> None:
    tamper(ALTERED[what])
    assert {problem.seq for problem in record.verify()} & {3, 4}


def test_a_removed_entry_shows(record: Record, tamper: Tamper) -> None:
    tamper("DELETE FROM entry WHERE seq = 3")
    assert ("entry 3 is missing", 4) in [(p.what, p.seq) for p in record.verify()]


def test_a_removed_first_entry_shows(record: Record, tamper: Tamper) -> None:
    tamper("DELETE FROM entry WHERE seq = 1")
    assert record.verify()


def test_a_removed_entry_shows_though_the_numbers_were_closed_up(record: Record, tamper: Tamper) -> None:
    tamper(
        "DELETE FROM entry WHERE seq = 3",
        *(f"UPDATE entry SET seq = {n - 1} WHERE seq = {n}" for n in (4, 5, 6)),
    )
    assert {p.seq for p in record.verify()} >= {3}


def test_an_inserted_entry_shows(record: Record, tamper: Tamper) -> None:
    columns = "at, kind, lawbook_version, lawbook_sha256, engine, content_sha256, who, question, answer, salt"
    tamper(
        f"INSERT INTO entry (seq, previous, hash, {columns}) SELECT 7, 'made', 'up', {columns} FROM entry WHERE seq = 2"
    )
    assert {p.seq for p in record.verify()} >= {7}


def test_two_entries_that_changed_places_show(record: Record, tamper: Tamper) -> None:
    tamper(
        "UPDATE entry SET seq = 100 WHERE seq = 3", "UPDATE entry SET seq = 3 WHERE seq = 4",
        "UPDATE entry SET seq = 4 WHERE seq = 100",
    )  # fmt: skip
    assert {p.seq for p in record.verify()} >= {3, 4}


def test_a_tail_that_was_cut_off_shows_by_the_head(record: Record, tamper: Tamper) -> None:
    tamper("DELETE FROM entry WHERE seq > 4")
    assert [p.what for p in record.verify()] == ["the record ends at entry 4, its head says 6"]


def test_a_tail_cut_off_together_with_the_head_shows_by_an_anchor_only(
    record: Record, tamper: Tamper
) -> None:
    anchor = record.head()
    end = record.get(4).hash
    tamper("DELETE FROM entry WHERE seq > 4", f"UPDATE head SET seq = 4, hash = '{end}'")
    assert record.verify() == []  # the chain alone cannot tell; docs/record.md says so
    assert [p.what for p in record.verify([anchor])] == ["was anchored and is gone"]


def test_a_chain_computed_anew_shows_by_an_anchor(address: str, record: Record, tamper: Tamper) -> None:
    anchor = record.head()
    tamper("DELETE FROM entry", f"UPDATE head SET seq = 0, hash = '{GENESIS}'")
    for _ in range(6):
        record.keep("check", {"query": "something else"}, ANSWER, who="tester", at=AT)
    assert record.verify() == []
    assert [p.what for p in record.verify([anchor])] == ["is not the entry that was anchored"]


@pytest.mark.parametrize("statement", [
    "DELETE FROM entry WHERE seq = 6", "UPDATE entry SET answer = '{}' WHERE seq = 6", "UPDATE entry SET hash = 'x'",
    "UPDATE entry SET answer = NULL WHERE seq = 6",
])  # fmt: skip
def test_the_database_itself_refuses_to_change_an_entry(record: Record, statement: str) -> None:
    with pytest.raises(sqlalchemy.exc.DBAPIError, match="append-only"), record.engine.begin() as connection:
        connection.execute(sqlalchemy.text(statement))
    assert record.verify() == []


def test_retention_takes_the_content_and_leaves_a_chain(record: Record) -> None:
    now = AT + timedelta(days=5, hours=1)
    assert record.retain(3, who="policy", at=now, dry=True) == [1, 2, 3]
    assert record.get(1).kept
    assert record.retain(3, who="policy", at=now) == [1, 2, 3]
    gone = record.get(2)
    assert (gone.who, gone.question, gone.answer, gone.salt) == (None, None, None, None)
    assert gone.note == "content removed under entry 7"
    assert record.get(4).kept
    assert record.verify() == []
    assert record.retain(3, who="policy", at=now) == []  # nothing is left to do
    assert record.count() == 7


def test_retention_of_one_kind_leaves_the_others(record: Record) -> None:
    record.keep("duty", {"code": "2841"}, ANSWER, who="x", at=AT + timedelta(days=6))
    assert record.retain(0, kinds=("duty",), who="policy", at=AT + timedelta(days=7)) == [7]
    assert record.get(1).kept
    assert record.verify() == []


def test_a_content_removed_beyond_the_policy_shows(record: Record, tamper: Tamper) -> None:
    record.retain(3, who="policy", at=AT + timedelta(days=5, hours=1))
    tamper(ALTERED["content gone with a note"].replace("seq = 3", "seq = 5").replace("entry 6", "entry 7"))
    assert [(p.seq, p.what) for p in record.verify()] == [(5, "its content is gone and no entry says why")]


def test_an_export_verifies_by_itself(record: Record, tmp_path: Path) -> None:
    from tidewaiter.record import look_over

    record.retain(4, who="policy", at=AT + timedelta(days=5, hours=1))
    record.keep("check", {"query": "4-哌啶酮", "n": 2.50}, ANSWER, who="x", at=AT + timedelta(days=6))
    path = tmp_path / "out.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        assert write_jsonl(record.entries(), stream) == 8
    assert look_over(read_export(path), record.head()).problems == []
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("substance 4", "substance 5"), encoding="utf-8")
    assert look_over(read_export(path)).problems


def test_cells_of_a_csv_export_are_no_formulas(record: Record, tmp_path: Path) -> None:
    """OWASP, CSV injection: =, +, -, @ at the front."""
    import csv

    from tidewaiter.record.export import write_csv

    for who in ("=cmd|' /C calc'!A0", "+1-1", "-2+3", "@SUM(A1)", " =1+1", "-5"):
        record.keep("check", {"query": who}, ANSWER, who=who, at=AT)
    path = tmp_path / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(record.entries(), stream)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["who"] for row in rows[6:]] == [
        "'=cmd|' /C calc'!A0",
        "'+1-1",
        "'-2+3",
        "'@SUM(A1)",
        "' =1+1",
        "-5",
    ]
    assert not [cell for row in rows for cell in row.values() if cell.lstrip()[:1] in ("=", "@")]


def test_choosing_entries(record: Record) -> None:
    record.keep("duty", {"code": "2841"}, ANSWER, who="other", at=AT + timedelta(days=9))
    assert [e.seq for e in record.entries(kinds=("duty",))] == [7]
    assert [e.seq for e in record.entries(who="tester", last=2)] == [5, 6]
    assert [e.seq for e in record.entries(since="2026-11-26", until="2026-11-28")] == [3, 4]


@pytest.mark.parametrize(
    "given", ["mysql://x/y", "http://x", "postgresql://nobody@127.0.0.1:1/none", "/proc/none/record.sqlite"]
)
def test_an_address_that_is_none_is_refused_without_its_password(given: str) -> None:
    with pytest.raises((QuestionError, TidewaiterError)) as why:
        Record.open(given.replace("nobody@", "nobody:secret@"))
    assert "secret" not in str(why.value)


def test_an_anchor_that_is_none_is_refused() -> None:
    with pytest.raises(QuestionError):
        Head.read("seven")


def test_no_such_entry(record: Record) -> None:
    for seq in (0, 99, 2**70):
        with pytest.raises(QuestionError):
            record.get(seq)
