"""A folder of documents: what changed is read again and nothing else, words are found, what is shared is named."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.cli import main
from tidewaiter.errors import Unreadable
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.folder import NAME, Folder, opened, related_to

TEXTS = {
    "a.txt": "China and the class\nIn 2019 China controlled the fentanyls as a class. It was a step.\n",
    "b.txt": "The class again\nIn May 2019 China brought the fentanyls under control as a class, a ministry announced.\n",
    "sub/c.txt": "中国的公告\n2019年5月1日起,中国将芬太尼类物质整类列入管制。\n",
    "d.txt": "A garden\nThe roses were watered in the morning, and nobody spoke of anything else.\n",
    "e.bin": "no document by its name",
}


@pytest.fixture(scope="module")
def reader(book: Any) -> Reader:
    return Reader(book)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_only_what_changed_is_read_again(place: Path, reader: Reader) -> None:
    with opened(place) as folder:
        first = folder.refresh(reader, "2020-01-01")
        assert (first.read, first.kept, first.skipped) == (4, 0, ("e.bin",))
        again = folder.refresh(reader, "2020-01-01")
        assert (again.read, again.kept, again.removed) == (0, 4, 0)
        (place / "a.txt").touch()  # another time, the same content
        (place / "d.txt").write_text(
            "A garden\nIn 2019 China controlled the fentanyls as a class.\n", encoding="utf-8"
        )
        (place / "b.txt").unlink()
        last = folder.refresh(reader, "2020-01-01")
        assert (last.read, last.kept, last.removed) == (1, 2, 1)
        assert [one.path for one in folder.entries()] == ["a.txt", "d.txt", "sub/c.txt"]
        assert folder.search("ministry") == []


def test_words_are_found_in_both_scripts(place: Path, reader: Reader) -> None:
    with opened(place) as folder:
        folder.refresh(reader, "2020-01-01")
        found = {
            words: [one.path for one in folder.search(words)]
            for words in ("ROSES", "minis*", "列入", "芬太尼类物质", "roses ministry")
        }
        assert found == {
            "ROSES": ["d.txt"], "minis*": ["b.txt"], "列入": ["sub/c.txt"], "芬太尼类物质": ["sub/c.txt"], "roses ministry": [],
        }  # fmt: skip
        assert "芬太尼类物质整类列入管制" in folder.search("列入")[0].snippet
        for odd in ('"', "a AND", "title:", "NEAR(", "*", "-x", "'; drop table words; --"):
            folder.search(odd)  # signs of FTS5's own language mean nothing


def test_filters(place: Path, reader: Reader) -> None:
    with opened(place) as folder:
        folder.refresh(reader, "2020-01-01")
        held = [one.path for one in folder.search("", verdict="confirmed", measure="cn/")]
        assert "a.txt" in held and "d.txt" not in held
        assert folder.search("", verdict="contradicted") == []
        assert [one.path for one in folder.search("step", measure="cn/catalogues-2013")] == ["a.txt"]


def test_related_names_the_reason(place: Path, reader: Reader) -> None:
    with opened(place) as folder:
        folder.refresh(reader, "2020-01-01")
        related = folder.related()
    assert "b.txt" in [one.path for one in related["a.txt"]]
    assert related["d.txt"] == ()
    near = next(one for one in related["a.txt"] if one.path == "b.txt")
    assert (
        any(measure.startswith("cn/catalogues-2013") for measure in near.measures)
        and "both rest on" in near.reason
    )
    assert [one.path for one in related_to(place / "a.txt")] == [one.path for one in related["a.txt"]]


def test_a_document_without_a_day_is_kept_with_its_error(place: Path, reader: Reader) -> None:
    with opened(place) as folder:
        folder.refresh(reader)
        entry = next(one for one in folder.entries() if one.path == "a.txt")
        assert "--on" in entry.error or entry.published
        assert [one.path for one in folder.search("class", substance="nothing")] == []
        assert "a.txt" in [one.path for one in folder.search("step")]


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    base = sqlite3.connect(other)
    base.execute("create table x(y)")
    base.commit()
    base.close()
    before = other.read_bytes()
    with pytest.raises(Unreadable, match="something else"):
        Folder(tmp_path, other)
    noise = tmp_path / "noise"
    noise.write_bytes(b"no database at all" * 100)
    with pytest.raises(Unreadable, match="no index"):
        Folder(tmp_path, noise)
    assert other.read_bytes() == before


def test_the_command(place: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    assert main(["read", str(place), "--on", "2020-01-01", "--json", "--html", str(page)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["path"] for one in told["documents"]} == {"a.txt", "b.txt", "d.txt", "sub/c.txt"}
    assert all(
        set(one) >= {"title", "published", "verdicts", "related", "error"} for one in told["documents"]
    )
    assert (place / NAME).is_file() and "<script" not in page.read_text(encoding="utf-8")
    assert main(["read", str(place), "--search", "roses", "--json"]) == 0
    assert [one["path"] for one in json.loads(capsys.readouterr().out)["results"]] == ["d.txt"]
    assert main(["read", str(place), "--verdict", "confirmed"]) == 2
    assert "--search" in capsys.readouterr().err


def test_a_file_of_a_folder_that_was_read_names_its_relations(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["read", str(place), "--on", "2020-01-01"])
    capsys.readouterr()
    page = place / "a.html"
    assert main(["read", str(place / "a.txt"), "--on", "2020-01-01", "--json", "--html", str(page)]) == 0
    assert "b.txt" in [one["path"] for one in json.loads(capsys.readouterr().out)["related"]]
    assert "Related documents" in page.read_text(encoding="utf-8")
