"""Compiled indexes that are cut, flipped, poisoned, stale or cannot be written: the same answer each time, never a
traceback, never another lawbook's answer under this lawbook's hash.

Reproduces M3 of the attack review, on a lawbook of a few files.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tidewaiter import Lawbook
from tidewaiter.cli import main
from tidewaiter.duty.book import DutyBook
from tidewaiter.lawbook import cache, place

BASE = Path(__file__).parents[1] / "lawbook" / "base"


@pytest.fixture
def lawbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lawbook of its own, with a cache of its own that holds its index."""
    folder = tmp_path / "lawbook"
    shutil.copytree(BASE, folder)
    shutil.rmtree(folder / "classes")  # its class is a name only
    (folder / "classes").mkdir()
    entries = folder / "instruments" / "xx" / "act" / "entries.csv"
    rows = entries.read_text(encoding="utf-8").splitlines(keepends=True)
    entries.write_text("".join(row for row in rows if "xx/xanthines" not in row), encoding="utf-8")
    monkeypatch.setenv("TIDEWAITER_CACHE", str(tmp_path / "cache"))
    Lawbook.load(folder)
    return folder


def index_of(lawbook: Path) -> Path:
    (found,) = (lawbook.parent / "cache").glob("lawbook-*.sqlite")
    return found


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path) -> None:
    held = bytearray(path.read_bytes())
    for place_ in range(200, len(held), 997):
        held[place_] ^= 0xFF
    path.write_bytes(held)


def poisoned(path: Path) -> None:
    at = path.stat()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM reach")
        connection.execute("DELETE FROM listing")
    connection.close()
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))


def poisoned_without_a_seal(path: Path) -> None:
    poisoned(path)
    place.seal_of(path).unlink()


def no_database(path: Path) -> None:
    path.write_text("not a database", encoding="utf-8")


HARMS = [emptied, cut, flipped, poisoned, poisoned_without_a_seal, no_database]


@pytest.mark.parametrize("harm", HARMS)
def test_an_index_that_was_harmed_is_made_anew(
    lawbook: Path, harm: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    before = index_of(lawbook).read_bytes()
    harm(index_of(lawbook))
    book = Lawbook.load(lawbook)
    assert book.sha256 == place.sha256_of(lawbook)
    assert len(index_of(lawbook).read_bytes()) == len(before)
    assert list(book.store.entries())
    assert all(book.store.listings(entry.covers) for entry in book.store.entries())
    warned = capsys.readouterr().err
    assert ("made anew" in warned) == (harm is not poisoned_without_a_seal)


def test_a_lawbook_edited_with_size_and_time_kept_is_compiled_anew(lawbook: Path) -> None:
    before = Lawbook.load(lawbook).sha256
    file = next(path for path in place.files_of(lawbook) if path.suffix == ".csv" and "entries" in path.name)
    at, text = file.stat(), file.read_text(encoding="utf-8")
    changed = text.replace("Schedule", "schedulE") if "Schedule" in text else text[:-2] + text[-2:].upper()
    if changed == text:
        changed = text.replace("a", "o", 1)
    file.write_text(changed, encoding="utf-8")
    os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (at.st_size, at.st_mtime_ns)
    try:
        after = Lawbook.load(lawbook).sha256
    except Exception as why:  # the edit made it a faulty lawbook: refused, which is right as well
        assert type(why).__name__ == "LawbookFaults"
        return
    assert after == place.sha256_of(lawbook) != before


def test_a_lawbook_that_was_only_copied_is_not_compiled_again(
    lawbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in place.files_of(lawbook):
        file.chmod(0o600)  # another time of the inode, the same bytes
    index = index_of(lawbook)
    held = index.read_bytes()
    index.unlink()
    index.write_bytes(held)  # another inode
    monkeypatch.setattr("tidewaiter.compile.compile_lawbook", lambda *given: pytest.fail("compiled again"))
    assert Lawbook.load(lawbook).sha256 == place.sha256_of(lawbook)


@pytest.mark.parametrize("how", ["a file", "in a file", "no folder can be made", "full"])
def test_a_cache_that_cannot_be_written_is_replaced_for_the_run(
    lawbook: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    how: str,
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    there = {
        "a file": tmp_path / "file",
        "in a file": tmp_path / "file" / "cache",
        "no folder can be made": Path("/proc/x"),
    }
    monkeypatch.setenv("TIDEWAITER_CACHE", str(there.get(how, tmp_path / "full")))
    if how == "full":
        real = sqlite3.connect

        def connect(database: object, *more: object, **others: object) -> sqlite3.Connection:
            if str(database).startswith(str(tmp_path / "full")):
                raise sqlite3.OperationalError("database or disk is full")
            return real(database, *more, **others)  # type: ignore[call-overload, no-any-return]

        monkeypatch.setattr(sqlite3, "connect", connect)
    book = Lawbook.load(lawbook)
    assert book.sha256 == place.sha256_of(lawbook)
    assert Lawbook.load(lawbook).store.path == book.store.path  # compiled once a run
    assert capsys.readouterr().err.count("for this run only") == 1


def test_the_tables_of_duties_are_held_to_the_same(lawbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidewaiter.duty.book.imported_schedules", lambda lines="*": [])
    sha = DutyBook.load().meta("sha256")
    (index,) = (lawbook.parent / "cache").glob("*.duty.sqlite")
    for harm in HARMS[:3]:
        harm(index)
        assert DutyBook.load().meta("sha256") == sha


def test_an_installed_index_that_was_harmed_is_not_used(
    lawbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = lawbook.parent / "_index"
    there.mkdir()
    monkeypatch.setattr(place, "COMPILED", there)
    monkeypatch.setattr(cache, "COMPILED", there)
    index = there / "lawbook-x.sqlite"
    shutil.copy(index_of(lawbook), index)

    def sound() -> bool:
        return cache.sound_installed(index, "1-2", lambda path: place.same_lawbook(lawbook, path))

    assert sound()
    assert place.sealed(index, "1-2")
    poisoned(index)
    assert not sound()
    cut(index)
    assert not sound()


def test_an_index_that_breaks_while_it_is_read_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TIDEWAITER_CACHE", str(tmp_path))
    (tmp_path / "x.seal").touch()

    def broken(*given: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr("tidewaiter.cli.check.run", broken)
    assert main(["check", "fentanyl"]) == 1
    assert "ask again" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.seal"))


def test_a_whole_command_with_a_cache_that_is_a_file(lawbook: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    environment = {
        **os.environ,
        "TIDEWAITER_CACHE": str(tmp_path / "file"),
        "TIDEWAITER_LAWBOOK": str(lawbook),
    }
    name = next(iter(Lawbook.load(lawbook).store.substances())).name
    done = subprocess.run(
        [sys.executable, "-m", "tidewaiter", "check", name],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "for this run only" in done.stderr
    assert "Traceback" not in done.stderr
