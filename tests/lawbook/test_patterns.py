"""Patterns that stay compiled from one run to the next: the same matcher, and none where a file is not what was written."""

from __future__ import annotations

import copy
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import tidewaiter
from tidewaiter.lawbook import patterns

TEXTS = [
    ("(?P<much>\\d+)\\s*(?:kg|g)|(ml)", patterns.IGNORECASE),
    ("[\u4e00-\u9fff]+(?!类)", 0),
    (r"(?<!\w)(?:Größe|straße|µg)\b", patterns.IGNORECASE),
    ("a.c", int(re.DOTALL)),
]
PHRASE = "fentanyl citrate powder 5 kg drums"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder, and a process that has read none."""
    monkeypatch.setenv("TIDEWAITER_CACHE", str(tmp_path))
    monkeypatch.setattr(patterns, "_compiled", {})
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    patterns.made.cache_clear()
    patterns._kept.cache_clear()


def _kept_and_read_again() -> list[re.Pattern[str]]:
    """The patterns as another process has them."""
    for text in TEXTS:
        patterns.made(*text)
    patterns.keep()
    _forget()
    return [patterns.made(*text) for text in TEXTS]


def test_a_kept_pattern_is_the_one_that_re_compiles(folder: Path) -> None:
    again = _kept_and_read_again()
    assert not patterns._compiled  # none was compiled a second time
    assert again == [re.compile(*text) for text in TEXTS]  # of patterns that is: text, flags and code
    found = again[0].search("about 5 KG")
    assert found is not None and found["much"] == "5" and again[0].groupindex == {"much": 1}


def test_of_a_file_that_is_not_whole_nothing_is_taken(folder: Path) -> None:
    _kept_and_read_again()
    (path,) = folder.iterdir()
    written = path.read_bytes()
    for at in (0, 6, len(written) // 2, len(written) - 3):
        path.write_bytes(written[:at] + bytes([written[at] ^ 1]) + written[at + 1 :])
        _forget()
        assert [patterns.made(*text) for text in TEXTS] == [re.compile(*text) for text in TEXTS]
    for size in (0, 3, 40):
        path.write_bytes(written[:size])
        _forget()
        assert [patterns.made(*text) for text in TEXTS] == [re.compile(*text) for text in TEXTS]


def test_a_pattern_with_the_key_of_another_is_not_taken_for_it() -> None:
    with pytest.raises(ValueError, match="another"):
        patterns._pattern_of("b+", patterns._part("a+", 0))


def test_where_the_folder_cannot_be_written_patterns_are_compiled_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TIDEWAITER_CACHE", str(tmp_path / "file"))
    _forget()
    assert _kept_and_read_again() == [re.compile(*text) for text in TEXTS]
    _forget()


def test_a_phrase_compiles_next_to_nothing_and_needs_no_chemistry_library() -> None:
    """In another process, whose sets stand in another order, no pattern of a phrase is compiled again."""
    code = (
        "import re._compiler as c, sys; n = []; one = c.compile;"
        "c.compile = lambda *a: (n.append(a), one(*a))[1];"
        "from tidewaiter.cli import main; main(sys.argv[1:]);"
        "print(len(n), 'rdkit' in sys.modules, file=sys.stderr)"
    )
    for seed in ("1", "2", "3"):
        call = [sys.executable, "-c", code, "check", PHRASE]
        done = subprocess.run(
            call, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        compiled, chemistry = done.stderr.split()[-2:]
    assert (int(compiled) < 40, chemistry) == (True, "False")


def test_every_pattern_of_the_modules_is_well_made() -> None:
    """A pattern that is made when it is first used would otherwise tell then that it is ill made."""
    for module in walk_packages(tidewaiter.__path__, "tidewaiter."):
        with suppress(ImportError):  # what is not installed, or no module of Python
            _ = module.name.endswith("__main__") or import_module(module.name)
    modules = [held for name, held in sys.modules.items() if name.startswith("tidewaiter.")]
    every = [one for held in modules for one in vars(held).values() if isinstance(one, patterns._Later)]
    assert len(every) > 100
    assert [one.pattern for one in every] == [one._given[0] for one in every]


def test_a_pattern_not_yet_made_can_be_copied_and_sent() -> None:
    one = patterns.compile("a+b", patterns.IGNORECASE)
    for same in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert same.fullmatch("AAB")
