"""Many writers, and writers that are killed: one chain, and nothing that was promised is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tidewaiter.record import Record

WRITER = """
import sys
from datetime import UTC, datetime
from tidewaiter.record import Record
address, name, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Record.open(address) as record:
    for n in range(number):
        entry = record.keep("check", {"query": f"{name} {n}"}, {"lawbook": {}}, who=name, at=datetime.now(UTC))
        print(entry.seq, entry.hash, flush=True)
"""


def writer(address: str, name: str, number: int) -> subprocess.Popen[str]:
    call = [sys.executable, "-c", WRITER, address, name, str(number)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_processes_that_write_at_once_make_one_chain(address: str) -> None:
    """All four open the record while it does not exist yet: it is made once."""
    running = [writer(address, f"writer {n}", 25) for n in range(4)]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * 4, said
    promised = [tuple(line.split()) for out, _ in said for line in out.splitlines()]
    with Record.open(address) as record:
        assert record.verify() == []
        kept = {(str(e.seq), e.hash) for e in record.entries()}
        assert kept == set(promised)
        assert record.head().seq == 100
        assert {e.who for e in record.entries()} == {f"writer {n}" for n in range(4)}


def test_writers_killed_ten_times_lose_nothing_that_was_promised(address: str) -> None:
    promised: dict[int, str] = {}
    with Record.open(address) as record:
        for turn in range(10):
            process = writer(address, f"turn {turn}", 1_000_000)
            assert process.stdout
            for _ in range(3 + turn):  # killed after so many promises, in the middle of whatever comes next
                seq, hash_ = process.stdout.readline().split()
                promised[int(seq)] = hash_
            os.kill(process.pid, signal.SIGKILL)
            rest, _ = process.communicate()
            promised.update(
                (int(line.split()[0]), line.split()[1])
                for line in rest.splitlines()
                if len(line.split()) == 2 and len(line.split()[1]) == 64
            )
            assert record.verify() == []
        kept = {e.seq: e.hash for e in record.entries()}
    assert promised.items() <= kept.items()
    assert len(promised) >= 75


def test_threads_share_a_record(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from datetime import UTC, datetime

    with Record.open(tmp_path / "r.sqlite") as record:

        def keep(n: int) -> int:
            return record.keep("check", {"query": str(n)}, {"lawbook": {}}, who="t", at=datetime.now(UTC)).seq

        with ThreadPoolExecutor(6) as pool:
            seqs = list(pool.map(keep, range(60)))
        assert sorted(seqs) == list(range(1, 61))
        assert record.verify() == []


def test_a_record_that_another_process_holds_while_it_is_opened_is_waited_for(tmp_path: Path) -> None:
    """SQLite refuses to change the journal of a file that another connection holds, without waiting."""
    import sqlite3
    from threading import Timer

    file = tmp_path / "r.sqlite"
    holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    holder.execute("CREATE TABLE other (x)")
    holder.execute("BEGIN IMMEDIATE")
    let_go = Timer(0.3, holder.close)
    let_go.start()
    with Record.open(file) as record:
        assert record.head().seq == 0
    let_go.join()
