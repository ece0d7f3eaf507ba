"""The index that is installed with a lawbook belongs to that lawbook alone, and to the files as they were installed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tidewaiter.lawbook import cache, choosing, place


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lawbook of one file with an index beside it, as a wheel leaves them; the lawbook's folder."""
    lawbook, index = tmp_path / "_lawbook", tmp_path / "_index"
    for folder, name in ((lawbook, "entries.csv"), (index, "lawbook-1.sqlite")):
        folder.mkdir()
        (folder / name).touch()  # an empty file is an empty database
    monkeypatch.setattr(place, "SHIPPED", lawbook)
    for module in (place, cache):
        monkeypatch.setattr(module, "COMPILED", index)
    monkeypatch.setenv("TIDEWAITER_CACHE", str(tmp_path / "cache"))
    return lawbook


def opened(folder: Path, layout: str) -> Path:
    """The index that a question opens, as :meth:`Book.load` asks for it."""
    mark, sources, latest = place.state(folder, layout)

    def build(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("made")

    installed = place.compiled(f"lawbook-{layout}", folder, latest)
    cached = place.cache_folder() / f"lawbook-{mark}.sqlite"
    return choosing.ready(cached, sources, build, lambda _: True, installed=installed)


def test_what_was_installed_is_opened(installed: Path) -> None:
    assert opened(installed, "1") == installed.parent / "_index" / "lawbook-1.sqlite"


def test_an_index_of_another_layout_is_not(installed: Path) -> None:
    assert opened(installed, "2").parent == installed.parent / "cache"


def test_a_lawbook_changed_since_is_compiled_anew(installed: Path) -> None:
    file = installed / "entries.csv"
    later = (installed.parent / "_index" / "lawbook-1.sqlite").stat().st_mtime + 3600
    os.utime(file, (later, later))
    assert opened(installed, "1").parent == installed.parent / "cache"


def test_another_lawbook_does_not_take_it(installed: Path, tmp_path: Path) -> None:
    other = tmp_path / "mine"
    other.mkdir()
    (other / "entries.csv").write_text("y")
    assert opened(other, "1").parent == tmp_path / "cache"


def test_the_dictionary_that_was_installed_needs_none_of_its_sources(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`chemicals` is needed to build it alone: a plain installation has none."""
    from tidewaiter.substance.dictionary import general as dictionary

    def none() -> list[Path]:
        raise ModuleNotFoundError("chemicals")

    ready = place.COMPILED / f"dictionary-{dictionary.FORMAT}.sqlite"
    with closing(sqlite3.connect(ready)) as made:
        made.execute("CREATE TABLE compound(name, cas, smiles, formula, own)")
    monkeypatch.setattr(dictionary, "files", none)
    monkeypatch.setattr(dictionary, "SHIPPED", installed)
    for _ in range(2):  # at first sight, and once it is sealed
        assert dictionary.Dictionary.open().by_cas("64-17-5") == []
