"""Many threads ask one lawbook: each gets its own rows. (Two threads on one SQLite statement once took each other's.)"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
from tidewaiter.text.mentions.folding import squeeze

TEXTS = [
    "fentanyl", "aspirin", "norfentanyl", "ethanol", "437-38-7", "zzyzxium", "qqwxzium", "CCO", "diazepam 5 mg tablets",
    "COC(=O)C1OC1(C)Cc1ccc2OCOc2c1", "CCN(CC)CCn1c(Cc2ccc(OCC)cc2)nc2cc([N+](=O)[O-])ccc21", "cannabis", "ephedra",
]  # fmt: skip


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads that take turns ten thousand times as often."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_share_a_lawbook_answer_as_one_alone(hurried: None) -> None:
    def ask(book: Lawbook, text: str) -> Any:
        try:
            return [(c.entry.id, c.outcome) for c in book.check(text, on="2026-01-02").controls]
        except QuestionError as why:
            return type(why).__name__

    alone = {text: ask(Lawbook.load(), text) for text in TEXTS}
    shared = Lawbook.load()  # with nothing read yet
    with ThreadPoolExecutor(12) as pool:
        for text, told in zip(TEXTS * 6, pool.map(lambda one: ask(shared, one), TEXTS * 6), strict=True):
            assert told == alone[text], text


def test_threads_that_have_ended_keep_no_file_open() -> None:
    """A service answers pages in threads that come and go; an hour's soak told of it by its memory."""
    book = Lawbook.load()

    def files_after_twenty_threads() -> int:
        for _ in range(20):
            thread = Thread(target=book.check, args=("aspirin",))
            thread.start()
            thread.join()
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    assert files_after_twenty_threads() == files_after_twenty_threads()


def test_a_service_never_makes_the_large_automaton(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a million characters it took 150 MB more, in the midst of an answer; an hour's soak told of it."""
    from tidewaiter.text.mentions import dictionary
    from tidewaiter.text.mentions.finder import finder

    testclient = pytest.importorskip("fastapi.testclient", reason="component missing: tidewaiter[web]")
    from tidewaiter.web.app import create_app
    from tidewaiter.web.settings import Settings

    kept: list[dictionary.Names] = []
    monkeypatch.setattr(dictionary.Names, "keep_small", lambda names: kept.append(names))
    app = create_app(Settings(data=tmp_path))
    with testclient.TestClient(app):
        assert kept == [finder(app.state.service.books.law).names]
    monkeypatch.undo()

    made: list[bool] = []
    names = dictionary.Names([])
    monkeypatch.setattr(dictionary, "MUCH", 10)
    monkeypatch.setattr(
        dictionary, "automaton", lambda patterns, quick=False: made.append(quick) or names._words
    )
    for small in (False, True):
        tried = dictionary.Names([])
        if small:
            tried.keep_small()
        before = len(made)
        for _ in range(3):
            tried.finds("acetone and more", squeeze("acetone and more"))
        assert made[before:] == ([] if small else [False])
