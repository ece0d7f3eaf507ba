"""A record that is tampered with, cut, forged or gone: told each time, never a traceback, and nothing is made.

Reproduces H7 and M4 of the attack review. Each record below is a true one changed behind its back; the hashes of
forged entries are computed here as docs/record.md says, as who forges would.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.attack.conftest import ANSWER, AT, Ask

pytest.importorskip("sqlalchemy", reason="component missing: tidewaiter[record]")

from tidewaiter.errors import RecordFault
from tidewaiter.record import Record


def change(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for guard in ("entry_delete", "entry_update"):
            connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
        for statement in statements:
            connection.execute(statement)
    connection.close()


def sealed(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def forge(path: Path, kind: str, question: str, answer: str, at: str) -> int:
    """Append an entry whose hashes are right; its number."""
    with sqlite3.connect(path) as connection:
        seq, previous = connection.execute("SELECT seq, hash FROM head").fetchone()
        content = sealed([kind, "forger", question, answer, "00"])
        mark = sealed([seq + 1, at, kind, "", "", "1", content, previous])
        row = (
            seq + 1,
            at,
            kind,
            "",
            "",
            "1",
            content,
            previous,
            mark,
            "forger",
            question,
            answer,
            "00",
            None,
        )
        connection.execute(f"INSERT INTO entry VALUES ({','.join('?' * 14)})", row)
        connection.execute("UPDATE head SET seq = ?, hash = ?", (seq + 1, mark))
    connection.close()
    return int(seq) + 1


@pytest.mark.parametrize(
    "words", [["verify"], ["list"], ["anchor"], ["show", "1"], ["retain", "--days", "1"]]
)
@pytest.mark.parametrize("held", ["nothing", "an empty file", "another database", "no database"])
def test_what_is_no_record_is_an_error_and_stays_as_it_is(
    ask: Ask, tmp_path: Path, words: list[str], held: str
) -> None:
    place = tmp_path / "typo.sqlite"
    if held == "an empty file":
        place.touch()
    elif held == "another database":
        change(place, "CREATE TABLE entry(seq INTEGER)")
    elif held == "no database":
        place.write_text("not a database " * 100, encoding="utf-8")
    before = place.read_bytes() if place.exists() else None
    code, out, err = ask(*words, "--record", place)
    assert (code, out) == (3, "")
    assert "record" in err
    assert (place.read_bytes() if place.exists() else None) == before
    assert [file.name for file in tmp_path.iterdir()] == ([place.name] if before is not None else [])


def test_a_record_without_entries_is_nothing_to_verify(ask: Ask, tmp_path: Path) -> None:
    with Record.open(tmp_path / "new.sqlite"):
        pass
    assert ask("verify", "--record", tmp_path / "new.sqlite")[0] == 3
    assert ask("anchor", "--record", tmp_path / "new.sqlite")[0] == 3


def test_a_file_cut_short_is_an_error(ask: Ask, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = path.read_bytes()
    for share in (0.2, 0.5, 0.8):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert ask("verify", "--record", path)[0] in (1, 3)


def test_number_and_last_hash_are_printed_and_can_be_demanded(ask: Ask, path: Path) -> None:
    code, out, _ = ask("verify", "--record", path)
    with Record.open(path, make=False) as record:
        last = record.head()
    assert code == 0
    assert f"3 entries, chain unbroken. Anchor: {last}" in out
    assert ask("verify", "--record", path, "--expect", "3")[0] == 0
    assert ask("verify", "--record", path, "--expect", str(last))[0] == 0
    assert ask("verify", "--record", path, "--expect", "4")[0] == 1
    assert ask("verify", "--record", path, "--expect", f"3 {'0' * 64}")[0] == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM head",
        "INSERT INTO head VALUES (2, 3, 'x')",
        "UPDATE head SET seq = 9",
        "UPDATE head SET hash = 'x'",
    ],
)
def test_a_forged_head_is_told(ask: Ask, path: Path, statement: str) -> None:
    change(path, "PRAGMA ignore_check_constraints=1", statement)
    code, out, _ = ask("verify", "--record", path)
    assert code == 1
    assert "head" in out


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET at = x'00ff' WHERE seq = 2", "UPDATE entry SET answer = x'80' WHERE seq = 2",
        "UPDATE entry SET kind = 5.5 WHERE seq = 2", "UPDATE entry SET at = 'yesterday' WHERE seq = 2",
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_told(ask: Ask, path: Path, statement: str) -> None:
    change(path, statement)
    assert ask("verify", "--record", path)[0] == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ('{"days":0,"kinds":[]}', '{"removed":[[1,"x"]]}'), ('{"days":0,"kinds":[]}', '{"removed":5}'),
        ('{"days":0,"kinds":[]}', "[]"), ("{}", '{"removed":[]}'), ('{"days":1e9,"kinds":[]}', '{"removed":[[1,1]]}'),
        ('{"days":1000000000000,"kinds":[]}', '{"removed":[[1,1]]}'), ("[" * 2000, "{"),
    ],
)  # fmt: skip
def test_a_retention_that_says_nothing_is_told(ask: Ask, path: Path, question: str, answer: str) -> None:
    forge(path, "retention", question, answer, "2026-11-27T12:00:00.000000Z")
    assert ask("verify", "--record", path)[0] == 1


def test_a_span_without_end_takes_no_memory(ask: Ask, path: Path) -> None:
    forge(
        path,
        "retention",
        '{"days":0,"kinds":[]}',
        '{"removed":[[1,1000000000000]]}',
        "2026-11-27T12:00:00.000000Z",
    )
    code, out, _ = ask("verify", "--record", path)
    assert code == 1  # it says that all were removed, and they are there
    assert "still there" in out


def test_one_content_removed_at_will_is_told(ask: Ask, path: Path) -> None:
    by = forge(
        path, "retention", '{"days":0,"kinds":[]}', '{"removed":[[2,2]]}', "2026-11-27T12:00:00.000000Z"
    )
    change(
        path,
        f"UPDATE entry SET who=NULL, question=NULL, answer=NULL, salt=NULL, note='content removed under entry {by}' "
        "WHERE seq = 2",
    )
    code, out, _ = ask("verify", "--record", path)
    assert code == 1
    assert "only some were chosen" in out


def test_a_content_that_the_policy_does_not_reach_is_told(ask: Ask, path: Path) -> None:
    by = forge(
        path,
        "retention",
        '{"days":300,"kinds":["check"]}',
        '{"removed":[[2,2]]}',
        "2026-11-27T12:00:00.000000Z",
    )
    change(
        path,
        f"UPDATE entry SET who=NULL, question=NULL, answer=NULL, salt=NULL, note='content removed under entry {by}' "
        "WHERE seq = 2",
    )
    code, out, _ = ask("verify", "--record", path)
    assert code == 1
    assert "whose policy does not reach it" in out


def test_removals_are_listed_and_held_against_a_policy(ask: Ask, path: Path, tmp_path: Path) -> None:
    with Record.open(path) as record:
        assert record.retain(1, who="service", at=AT + timedelta(days=2, hours=1)) == [1, 2]
    code, out, _ = ask("verify", "--record", path)
    assert code == 0
    assert "entry 4: 2 contents removed by service" in out
    (tmp_path / "policy.yml").write_text("check: 90\n", encoding="utf-8")
    code, out, _ = ask("verify", "--record", path, "--policy", tmp_path / "policy.yml")
    assert code == 1
    assert "had to be kept 90 days" in out


def test_time_that_runs_backwards_is_told(ask: Ask, path: Path) -> None:
    with Record.open(path) as record:
        record.keep("check", {"query": "x"}, ANSWER, who="tester", at=AT + timedelta(days=1, hours=23))
    code, out, _ = ask("verify", "--record", path)
    assert code == 1
    assert "entry 4: is dated 1:00:00 before the entry before it" in out


def test_an_export_cut_short_empty_or_changed_is_an_error(ask: Ask, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert ask("export", "-o", out, "--record", path)[0] == 0
    lines = out.read_text(encoding="utf-8").splitlines(keepends=True)
    code, told, _ = ask("verify", out)
    assert code == 0
    assert "3 entries, chain unbroken" in told
    for kept in range(len(lines)):
        out.write_text("".join(lines[:kept]), encoding="utf-8")
        assert ask("verify", out)[0] == 3
    out.write_text("".join(lines)[:-30], encoding="utf-8")
    assert ask("verify", out)[0] == 3
    assert ask("verify", tmp_path / "gone.jsonl")[0] == 3
    out.write_text("".join(lines).replace('"seq": 1,', '"seq": "1",'), encoding="utf-8")
    assert ask("verify", out)[0] == 1


def test_an_anchor_is_not_kept_beside_the_record(ask: Ask, path: Path, tmp_path: Path) -> None:
    assert ask("anchor", "--record", path, "-o", path.with_name("anchors.txt"))[0] == 2
    assert ask("anchor", "--record", path, "-o", path)[0] == 2
    assert ask("anchor", "--record", path, "-o", tmp_path / "anchors.txt")[0] == 0


def test_what_the_database_refuses_is_told(path: Path) -> None:
    """A server that goes away, a disk that is full: words, and no traceback (benchmarks/drills.py)."""
    with Record.open(path) as record:
        change(path, "DROP TABLE entry")
        for work in (
            lambda: record.keep("check", {}, {}, who="t", at=AT),
            lambda: list(record.entries()),
            record.count,
            lambda: record.get(1),
        ):
            with pytest.raises(RecordFault, match="cannot be"):
                work()


def test_two_anchors_of_one_entry_that_differ_are_told(ask: Ask, path: Path) -> None:
    """Whoever rewrote the record can also append to the anchors: the true one still counts."""
    code, out, _ = ask("anchor", "--record", path)
    true, false = out.strip(), f"3 {'ab' * 32}"
    assert code == 0
    for one, other in ((true, false), (false, true)):
        assert ask("verify", "--record", path, "--anchor", one, "--anchor", other)[0] == 1
    assert ask("verify", "--record", path, "--anchor", true, "--anchor", true)[0] == 0


def test_an_anchor_in_a_git_note_shows_a_tail_that_was_cut(ask: Ask, path: Path, tmp_path: Path) -> None:
    place = tmp_path / "repository"
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", "init", "-q", place], check=True)
    subprocess.run(["git", "-C", place, *who, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    for key, value in (("user.name", "t"), ("user.email", "t@example.org")):
        subprocess.run(["git", "-C", place, "config", key, value], check=True)
    assert ask("anchor", "--record", path, "--git-note", place)[0] == 0
    assert ask("verify", "--record", path, "--anchor", f"git:{place}")[0] == 0
    change(
        path,
        "DELETE FROM entry WHERE seq = 3",
        "UPDATE head SET seq = 2, hash = (SELECT hash FROM entry WHERE seq = 2)",
    )
    assert ask("verify", "--record", path)[0] == 0
    code, out, _ = ask("verify", "--record", path, "--anchor", f"git:{place}")
    assert code == 1
    assert "was anchored and is gone" in out
