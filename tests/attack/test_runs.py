"""Runs over full and vanished disks, two runs on one result, parts that were changed, files without bounds.

Reproduces H8, H9, H10, M5, M6 and M7 of the attack review.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.bulk.test_runner import left_behind

from tidewaiter.bulk.job import Job
from tidewaiter.bulk.parts import Parts
from tidewaiter.cli import main
from tidewaiter.errors import TidewaiterError, Unreadable

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
SOURCE = Path(__file__).parents[2] / "src"


def catalogue(path: Path, rows: int) -> Path:
    lines = (f"{n},{FENTANYL if n % 7 == 0 else 'C' * (n % 40 + 1) + 'O'}" for n in range(rows))
    path.write_text("\n".join(["id,smiles", *lines]) + "\n", encoding="utf-8")
    return path


def started(*words: object, **more: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.Popen(
        [sys.executable, "-m", "tidewaiter", "screen", *map(str, words)],
        env=environment, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more,
    )  # type: ignore[call-overload, no-any-return]  # fmt: skip


def small_files() -> None:
    """As a full disk does: no file may grow beyond 20,000 bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_disk_that_is_full_ends_the_run_and_the_parts_can_be_resumed(book, tmp_path: Path) -> None:
    source, out, whole = (
        catalogue(tmp_path / "a.csv", 30_000),
        tmp_path / "out.parquet",
        tmp_path / "whole.parquet",
    )
    process = started(source, "-o", out, "--workers", 2, preexec_fn=small_files)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "cannot be written" in told
    assert "--resume" in told
    assert "Traceback" not in told
    assert not out.exists()
    assert started(source, "-o", out, "--resume").wait(60) == 0
    assert started(source, "-o", whole).wait(60) == 0
    assert out.read_bytes() == whole.read_bytes()


def test_a_folder_of_parts_that_vanishes_ends_the_run(book, tmp_path: Path) -> None:
    source, out = catalogue(tmp_path / "a.csv", 400), tmp_path / "out.csv"
    job = Job(book, book.question(), source, out, batch=20, workers=1)

    def gone(counts: object) -> None:
        shutil.rmtree(tmp_path / "out.csv.parts", ignore_errors=True)

    with pytest.raises(TidewaiterError, match=r"part-|cannot be written|is gone"):
        job.run(gone)
    assert not out.exists()


def test_two_runs_never_share_a_result(book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidewaiter.bulk.parts.PATIENCE", 0.2)
    source, out = catalogue(tmp_path / "a.csv", 40), tmp_path / "out.csv"
    job = Job(book, book.question(), source, out, batch=20)
    first = Parts(out, job.mark(), False)
    with pytest.raises(Unreadable, match=f"Another run writes this result: process {os.getpid()} on "):
        job.run()
    first.close()
    assert job.run().rows == 40


def test_a_lock_left_by_a_run_that_was_killed_holds_nobody(book, tmp_path: Path) -> None:
    source, out = catalogue(tmp_path / "a.csv", 60_000), tmp_path / "out.csv"
    process = started(source, "-o", out, "--no-prefilter")
    folder = tmp_path / "out.csv.parts"
    while not (folder / "ledger").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    small = catalogue(tmp_path / "b.csv", 2)
    assert main(["screen", str(small), "-o", str(out)]) == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3
    assert not folder.exists()


def broken_off(book, tmp_path: Path) -> Job:
    """A run of four parts that ended before they were joined."""
    source, out = catalogue(tmp_path / "a.csv", 80), tmp_path / "out.csv"
    job = Job(book, book.question(), source, out, batch=20, workers=1, resume=True)
    seen = []

    def stop(counts: object) -> None:
        seen.append(1)
        if len(seen) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        job.run(stop)
    assert len(list((tmp_path / "out.csv.parts").glob("part-*"))) == 4
    return job


@pytest.mark.parametrize(
    "how", ["a shorter part", "a part of other rows", "a byte", "cut", "gone", "ledger", "cut ledger"]
)
def test_parts_that_were_changed_are_made_again(book, tmp_path: Path, how: str) -> None:
    job = broken_off(book, tmp_path)
    folder = tmp_path / "out.csv.parts"
    part, other = folder / "part-0000001.arrow", folder / "part-0000002.arrow"
    if how == "a shorter part":
        with pa.OSFile(str(part)) as file, pa.ipc.open_file(file) as reader:
            table = reader.read_all().combine_chunks()
        with pa.OSFile(str(part), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write(table.slice(0, 5).to_batches()[0])
    elif how == "a part of other rows":
        part.write_bytes(other.read_bytes())
    elif how == "a byte":
        held = bytearray(part.read_bytes())
        held[len(held) // 2] ^= 1
        part.write_bytes(held)
    elif how == "cut":
        part.write_bytes(part.read_bytes()[:100])
    elif how == "gone":
        part.unlink()
    elif how == "ledger":
        (folder / "ledger").unlink()
    else:
        (folder / "ledger").write_bytes((folder / "ledger").read_bytes()[:-9])
    assert job.run().rows == 80
    again = tmp_path / "again.csv"
    Job(book, job.question, job.source, again, batch=20).run()
    assert job.out.read_bytes() == again.read_bytes()


def test_the_input_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = catalogue(tmp_path / "a.csv", 5)
    before = source.read_bytes()
    (tmp_path / "link.csv").symlink_to(source)
    os.link(source, tmp_path / "hard.csv")
    for out in ("a.csv", "link.csv", "hard.csv", "./a.csv"):
        assert main(["screen", str(source), "-o", str(tmp_path / out)]) == 2
    assert main(["screen", str(source), "-o", str(tmp_path / "o.csv"), "--report", str(source)]) == 2
    assert (
        main(["screen", str(source), "-o", str(tmp_path / "o.csv"), "--accepted", str(tmp_path / "o.csv")])
        == 2
    )
    assert source.read_bytes() == before
    assert capsys.readouterr().out == ""


def test_what_is_not_ours_is_never_deleted(tmp_path: Path) -> None:
    source, folder = catalogue(tmp_path / "a.csv", 5), tmp_path / "o.csv.parts"
    folder.mkdir()
    (folder / "thesis.doc").write_text("mine", encoding="utf-8")
    for more in ([], ["--resume"]):
        assert main(["screen", str(source), "-o", str(tmp_path / "o.csv"), *more]) == 2
    assert (folder / "thesis.doc").read_text(encoding="utf-8") == "mine"
    shutil.rmtree(folder)
    folder.write_text("mine", encoding="utf-8")
    assert main(["screen", str(source), "-o", str(tmp_path / "o.csv")]) == 2
    assert folder.read_text(encoding="utf-8") == "mine"
    folder.unlink()
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    assert main(["screen", str(source), "-o", str(tmp_path / "o.csv")]) == 2
    (tmp_path / "d.csv").mkdir()
    assert main(["screen", str(source), "-o", str(tmp_path / "d.csv")]) == 2


def begun(source: Path, out: Path) -> subprocess.Popen[str]:
    """A run of which a part is written and others are being made."""
    process = started(source, "-o", out, "--no-prefilter", "--workers", 2)
    while not list(out.parent.glob(f"{out.name}.parts/part-*")):
        assert process.poll() is None
        time.sleep(0.05)
    return process


def test_sigterm_leaves_no_worker_and_nothing_half_written(book, tmp_path: Path) -> None:
    source, out = catalogue(tmp_path / "a.csv", 60_000), tmp_path / "out.csv"
    process = begun(source, out)
    process.terminate()
    assert process.wait(20) == 128 + signal.SIGTERM
    assert left_behind(str(source), patience=0.3) == []
    assert not list(tmp_path.glob("*.stage*"))
    assert started(source, "-o", out, "--resume").wait(60) == 0
    assert out.read_text(encoding="utf-8").count("\n") == 60_001


def test_sigterm_in_the_midst_of_an_import_ends_the_run_too(tmp_path: Path) -> None:
    """Found by the drills: out of the making of a class Python raises RuntimeError instead of what a signal's handler raised."""
    (tmp_path / "stopped.py").write_text(
        "import os, signal\nclass Named:\n    def __set_name__(self, owner, name):\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\nclass Made:\n    one = Named()\n"
    )
    code = (
        "import signal, time; from tidewaiter.cli.screen import _ended; "
        "signal.signal(signal.SIGTERM, _ended); import stopped; time.sleep(10)"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, timeout=30)
    assert (ended.returncode, ended.stderr) == (128 + signal.SIGTERM, b"")


@pytest.mark.skipif(
    sys.platform != "linux", reason="component missing: Linux, where a process ends with its parent"
)
def test_a_run_that_is_killed_leaves_no_worker(book, tmp_path: Path) -> None:
    source = catalogue(tmp_path / "a.csv", 60_000)
    process = begun(source, tmp_path / "out.csv")
    process.kill()
    process.wait()
    assert left_behind(str(source), patience=0.3) == []


def test_a_record_without_end_is_bounded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bomb = tmp_path / "bomb.sdf.gz"
    with gzip.open(bomb, "wb") as file:
        for _ in range(40):
            file.write(b"C" * (1 << 20) + b"\n")
    assert main(["screen", str(bomb), "-o", str(tmp_path / "o.csv"), "--workers", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == {"unreadable": 1}
    assert (tmp_path / "o.csv").stat().st_size < 30_000
    long = tmp_path / "long.sdf"
    long.write_text("\n".join(["x"] + ["C" * 1000] * 2000) + "\n$$$$\n", encoding="utf-8")
    assert main(["screen", str(long), "-o", str(tmp_path / "o.csv"), "--workers", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == {"unreadable": 1}
    assert (tmp_path / "o.csv").stat().st_size < 5_000


def test_odd_tables_are_read_or_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "o.csv")
    (tmp_path / "cr.csv").write_bytes(b"id,smiles\ra,CCO\rb,CCN\r")
    assert main(["screen", str(tmp_path / "cr.csv"), "-o", out, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 2
    (tmp_path / "head.csv").write_text("smiles," + "x" * 200_000 + "\nCCO,1\n", encoding="utf-8")
    assert main(["screen", str(tmp_path / "head.csv"), "-o", out, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 1
    twice = pa.Table.from_arrays([pa.array(["CCO"]), pa.array(["x"]), pa.array(["y"])], ["smiles", "a", "a"])
    pq.write_table(twice, tmp_path / "twice.parquet")
    assert main(["screen", str(tmp_path / "twice.parquet"), "-o", out]) == 2
    assert "several columns of one name" in capsys.readouterr().err


def asked(*words: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tidewaiter", *words], text=True, stderr=subprocess.PIPE, check=False, **more,
    )  # type: ignore[call-overload, no-any-return]  # fmt: skip


@pytest.mark.parametrize(
    "words", [["check", "fentanyl", "--json"], ["law", "coverage", "--json"], ["check", "aspirin"]]
)
def test_an_answer_that_no_disk_took_is_no_answer(words: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("component missing: /dev/full")
    buffered = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w", encoding="utf-8") as full:  # a short answer is written at the very end
        done = asked(*words, stdout=full, env=buffered)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_json_on_a_stream_of_ascii_is_the_same_json() -> None:
    plain = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ascii_ = asked("check", "fentanyl", "--json", stdout=subprocess.PIPE, env=plain)
    whole = asked(
        "check", "fentanyl", "--json", stdout=subprocess.PIPE, env={**plain, "PYTHONIOENCODING": "utf-8"}
    )
    assert ascii_.returncode == 0
    assert json.loads(ascii_.stdout) == json.loads(whole.stdout)
    assert ascii_.stdout.isascii()
