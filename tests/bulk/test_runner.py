"""Whole runs: every row once, the same bytes after a kill, a row that stops the library costs that row only."""

from __future__ import annotations

import io
import os
import random
import re
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.bulk.conftest import redrawn

from tidewaiter.bulk import runner
from tidewaiter.bulk.batch import ROWS, STRUCTURE, Screen
from tidewaiter.bulk.job import Job
from tidewaiter.bulk.parts import Parts
from tidewaiter.bulk.reading import Columns
from tidewaiter.bulk.summary import Progress
from tidewaiter.errors import QuestionError
from tidewaiter.files.opening import likely_rows

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
TEXTS = ["CCCCCCO", FENTANYL, "C1CC", "", "c1ccc2ccccc2c1", FENTANYL + ".Cl", "CC(=O)Oc1ccccc1C(=O)O"]


def batch(texts, first=1):
    rows = [
        list(range(first, first + len(texts))),
        [f"id{n}" for n in range(len(texts))],
        texts,
        [STRUCTURE] * len(texts),
    ]
    return pa.RecordBatch.from_arrays(
        [pa.array(c, t) for c, t in zip(rows, ROWS.types, strict=True)], schema=ROWS
    )


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "catalogue.csv"
    lines = [f"{n},{text}" for n, text in enumerate(TEXTS * 30)]
    path.write_text("\n".join(["id,smiles", *lines]) + "\n")
    return path


def job(book, source, out, **more):
    return Job(book, book.question(), source, out, batch=20, **more)


def test_every_row_once_with_and_without_prefilter(book, catalogue, tmp_path):
    tables = []
    for name, prefilter in (("a", True), ("b", False)):
        job(book, catalogue, tmp_path / f"{name}.parquet", prefilter=prefilter).run()
        tables.append(pq.read_table(tmp_path / f"{name}.parquet"))
    assert tables[0].column("row").to_pylist() == list(range(1, len(TEXTS) * 30 + 1))
    assert tables[0].to_pylist() == tables[1].to_pylist()
    expected = ["no_hit", "hit", "unreadable", "unreadable", "no_hit", "hit", "no_hit"]
    assert tables[0].column("status").to_pylist() == expected * 30


def test_screen_is_check(book, screen):
    """The measures of a row are the entries that the single check gives."""
    listed = ["CC(N)Cc1ccccc1", FENTANYL, "CC1(C)SC2C(NC(=O)Cc3ccccc3)C(=O)N2C1C(=O)O", "O=C1CCNCC1"]
    for text, row in zip(listed, screen.batch(batch(listed)).to_pylist(), strict=True):
        assert (row["status"], row["measures"], row["doubts"]) == by_check(book, text)


def by_check(book, text):
    """Status, measures and doubts of one row as the single check tells them."""
    try:
        controls = book.check(text).controls
    except QuestionError:
        return "unreadable", [], []
    sure = list(dict.fromkeys(c.entry.id for c in controls if c.outcome == "applies"))
    open_ = list(dict.fromkeys(c.entry.id for c in controls if c.outcome != "applies"))
    return "hit" if sure else "cannot_tell" if open_ else "no_hit", sure, open_


def test_screen_is_check_on_two_thousand(book, screen, listed, moses, nci):
    draw = random.Random(11)
    texts = [
        next(islice(redrawn(smiles, 1 + n), n % 4, None)) for n, smiles in enumerate(draw.sample(listed, 500))
    ]
    texts += draw.sample(moses, 800) + draw.sample(nci, 700)
    texts = [
        text for text in texts if len(text) > 5
    ]  # CO, CCN, ClSCl: `check` knows them as names or letters first
    wrong = [
        (text, row)
        for text, row in zip(texts, screen.batch(batch(texts)).to_pylist(), strict=True)
        if (row["status"], row["measures"], row["doubts"]) != by_check(book, text)
    ]
    assert wrong == []


def test_a_row_that_ends_the_process_is_not_assessed(book, monkeypatch):
    real = Screen._decide

    def decide(self, text, kind, **how):
        if text == "CCCCCCO":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, text, kind, **how)

    monkeypatch.setattr(Screen, "_decide", decide)
    screen = Screen(book, book.question(), prefilter=False)
    found = dict(
        runner.answers(
            iter([(0, batch(["CCC", "CCCCCCO", FENTANYL])), (1, batch(["CCCCCCN"], 4))]), lambda: screen, 2
        )
    )
    statuses = [row for n in (0, 1) for row in found[n].column("status").to_pylist()]
    assert statuses == ["no_hit", "cannot_tell", "hit", "no_hit"]
    assert "not assessed" in found[0].column("reason")[1].as_py()


def _with_row(monkeypatch, book, work):
    """Two rows, the first of which does ``work``; their statuses."""
    real = Screen._decide

    def decide(self, text, kind, **how):
        if text == "CCCCCCO":
            work()
        return real(self, text, kind, **how)

    monkeypatch.setattr(Screen, "_decide", decide)
    monkeypatch.setattr(runner, "PATIENCE", 1.0)
    screen = Screen(book, book.question(), prefilter=False)
    found = dict(runner.answers(iter([(0, batch(["CCCCCCO", "CCC"]))]), lambda: screen, 1))
    return found[0].column("status").to_pylist()


def test_a_row_that_takes_too_long_is_not_assessed(book, monkeypatch):
    def busy():
        while True:
            pass

    assert _with_row(monkeypatch, book, busy) == ["cannot_tell", "no_hit"]


def test_a_row_that_stands_still_is_not_assessed(book, monkeypatch):
    monkeypatch.setattr(runner, "STILL", 2)
    assert _with_row(monkeypatch, book, lambda: time.sleep(60)) == ["cannot_tell", "no_hit"]


def test_a_row_that_a_busy_machine_keeps_waiting_is_assessed(book, monkeypatch):
    """By the clock it is late, by the time that it was given it is not: a starved run once gave another answer."""
    assert _with_row(monkeypatch, book, lambda: time.sleep(3)) == ["no_hit", "no_hit"]


RUN = """
import sys
from pathlib import Path
from tidewaiter import Lawbook
from tidewaiter.bulk.job import Job
from tidewaiter.bulk.parts import Parts
book = Lawbook.load()
Job(book, book.question(), Path(sys.argv[1]), Path(sys.argv[2]), batch=20, prefilter=False, resume=len(sys.argv) > 3).run()
"""


def left_behind(word, patience=20.0):
    """Processes that still have ``word`` in their command, after a while."""
    end = time.monotonic() + patience
    while True:
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if word in path.read_bytes().decode(errors="replace"):
                    found.append(path.parent.name)
            except OSError:
                continue
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.5)


def test_killed_ten_times_and_resumed_gives_the_same_bytes(book, tmp_path):
    catalogue, whole, out = (tmp_path / name for name in ("catalogue.csv", "whole.csv", "out.csv"))
    lines = [f"{n},{text}" for n, text in enumerate(TEXTS * 600)]  # as Python alone takes half a minute for
    catalogue.write_text("\n".join(["id,smiles", *lines]) + "\n")
    job(book, catalogue, whole, prefilter=False).run()
    environment = {**os.environ, "PYTHONPATH": str(Path(runner.__file__).parents[2])}
    draw = random.Random(3)
    killed = 0
    for n in range(10):
        command = [sys.executable, "-c", RUN, str(catalogue), str(out), *(["resume"] if n else [])]
        process = subprocess.Popen(command, env=environment)
        try:
            process.wait(timeout=0.4 + 1.5 * draw.random())
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
    assert killed >= 8
    assert left_behind(str(catalogue)) == []  # the workers of a run that was killed end, too
    subprocess.run(
        [sys.executable, "-c", RUN, str(catalogue), str(out), "resume"], env=environment, check=True
    )
    assert out.read_bytes() == whole.read_bytes()
    assert not out.with_name("out.csv.parts").exists()


def test_resume_refuses_another_question(book, catalogue, tmp_path):
    from tidewaiter.errors import Unreadable

    out = tmp_path / "out.parquet"
    first = job(book, catalogue, out)
    Parts(out, first.mark(), False).close()
    other = Job(book, book.question(on="2001-01-01"), catalogue, out, Columns(), True, 1, True, 20)
    with pytest.raises(Unreadable, match="another question"):
        other.run()


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_shows_rows_rate_time_left_and_hits_on_a_terminal(catalogue):
    shown = Terminal()
    with Progress(shown, catalogue) as progress:
        progress(runner.Counts(100, {"hit": 20, "no_hit": 80}))
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.getvalue())
    assert re.search(r"100 rows, [\d,]+ a second, 20 hits +-?\d?[\d:-]+", text)


def test_progress_is_silent_elsewhere(catalogue):
    shown = io.StringIO()
    with Progress(shown, catalogue) as progress:
        progress(runner.Counts(100, {"hit": 20}))
    assert shown.getvalue() == ""


def test_likely_rows(catalogue, tmp_path):
    assert likely_rows(catalogue) == len(TEXTS) * 30 + 1  # the line of names counts: it is for a bar only
    (tmp_path / "none.parquet").write_bytes(b"no parquet")
    assert likely_rows(tmp_path / "none.parquet") is None
    assert likely_rows(tmp_path / "missing.smi") is None


def test_ordinary_rows_need_no_rdkit():
    """What the native part settles, a hit among it, is answered without the chemistry library, whose import costs more."""
    code = f"""
import sys
import pyarrow as pa
from tidewaiter import Lawbook
from tidewaiter.bulk.batch import ROWS, Screen
book = Lawbook.load()
rows = [[1, 2], ["a", "b"], [{FENTANYL!r}, "CCCCCCO"], [0, 0]]
batch = pa.RecordBatch.from_arrays([pa.array(c, t) for c, t in zip(rows, ROWS.types)], schema=ROWS)
answers = Screen(book, book.question()).batch(batch)
assert answers.column("status").to_pylist() == ["hit", "no_hit"]
assert "rdkit" not in sys.modules
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(runner.__file__).parents[2])}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
