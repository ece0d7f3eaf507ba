"""A catalogue over worker processes: each batch a part file, so that a run can be killed and resumed.

A worker says which row it has begun; one that dies or stays too long on a row is replaced, its batch done again
without that row, which is told as *not assessed*. Parts appear whole or not at all and are joined in order, so the
result has the same bytes whether or not the run was ever interrupted.
"""

from __future__ import annotations

import ctypes
import hashlib
import multiprocessing as mp
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import pyarrow as pa

from tidewaiter.bulk.batch import Screen
from tidewaiter.bulk.parts import Part, Parts
from tidewaiter.errors import TidewaiterError

PATIENCE = 30.0  # seconds of the processor's time on one row before its worker is replaced
STILL = 20  # times as many by the clock: for a row at which a worker stands still


@dataclass(slots=True)
class Counts:
    """How many rows came out how."""

    rows: int = 0
    by_status: dict[str, int] = field(default_factory=dict)
    not_looked_at: list[str] = field(default_factory=list)  # what of the file holds no row of it, in words

    def add(self, found: dict[str, int]) -> None:
        """Count the rows of a part."""
        self.rows += sum(found.values())
        for status, count in found.items():
            self.by_status[status] = self.by_status.get(status, 0) + count


Keep = Callable[[int, pa.RecordBatch], Any]  # what a worker does with its answer; what it gives is sent back


class _Worker:
    """One process with its pipe and the row it is on (row number, time begun, its own time then)."""

    def __init__(self, context: Any, make: Callable[[], Screen], keep: Keep) -> None:
        self.pipe, other = context.Pipe()
        self.place = context.Array("d", 3, lock=False)
        self.process = context.Process(
            target=_serve, args=(other, self.place, make, keep, os.getpid()), daemon=True
        )
        self.process.start()
        other.close()
        self.task: tuple[int, pa.RecordBatch, set[int]] | None = None

    def give(self, number: int, batch: pa.RecordBatch, skip: set[int]) -> None:
        self.task = (number, batch, skip)
        self.place[0] = self.place[1] = 0.0
        self.pipe.send((number, batch, skip))

    def late(self) -> bool:
        """Whether it is too long on its row: by its own time, so that a busy machine changes no answer."""
        begun = self.place[1]
        if self.task is None or not begun or (past := time.monotonic() - begun) <= PATIENCE:
            return False
        spent = _spent(self.process.pid)
        return spent is None or spent - self.place[2] > PATIENCE or past > STILL * PATIENCE

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _spent(pid: int | None) -> float | None:
    """Seconds that the processor worked for a process; None where the system does not tell (other than Linux)."""
    try:
        words = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


def _end_with(parent: int) -> None:
    """End at once when the process that started this one ends, however it went (Linux; elsewhere within a second)."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def _serve(pipe: Any, place: Any, make: Callable[[], Screen], keep: Keep, parent: int) -> None:
    _end_with(parent)
    screen = make()

    def begin(row: int) -> None:
        place[0] = float(row)
        place[2] = time.process_time()
        place[1] = time.monotonic()

    while True:
        try:
            # A worker forked later holds this pipe's other end as well: the parent's death does not close it.
            while not pipe.poll(1.0):
                if os.getppid() != parent:
                    return
            number, batch, skip = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            answer: Any = screen.batch(batch, skip=skip, begin=begin)
            place[1] = 0.0
            answer = keep(number, answer)
        except TidewaiterError as why:
            answer = why
        place[1] = 0.0
        pipe.send(answer)


def _itself(number: int, answer: pa.RecordBatch) -> pa.RecordBatch:
    return answer


def answers(
    batches: Iterator[tuple[int, pa.RecordBatch]],
    make: Callable[[], Screen],
    workers: int,
    keep: Keep = _itself,
) -> Iterator[tuple[int, Any]]:
    """Answer numbered batches with ``workers`` processes, which begin at once; the answers come out in any order.

    ``make`` gives each worker its screen; what comes out is what ``keep`` makes there of each answer. Raises what a
    worker raises.
    """
    context = mp.get_context("fork" if "fork" in mp.get_all_start_methods() else None)
    pool = [_Worker(context, make, keep) for _ in range(max(1, workers))]
    try:
        for worker in pool:
            _feed(worker, batches)
    except BaseException:
        _stop(pool)
        raise
    return _answered(pool, batches, partial(_replace, pool, context, make, keep))


def _stop(pool: list[_Worker]) -> None:
    for worker in pool:
        worker.stop()


def _answered(
    pool: list[_Worker],
    batches: Iterator[tuple[int, pa.RecordBatch]],
    replace: Callable[[_Worker], None],
) -> Iterator[tuple[int, Any]]:
    """What workers that have been fed answer; they are fed on, and stopped at the end."""
    try:
        while any(worker.task for worker in pool):
            busy = {w.pipe: w for w in pool if w.task} | {w.process.sentinel: w for w in pool if w.task}
            ready = {id(busy[item]): busy[item] for item in wait(list(busy), timeout=1.0)}
            for worker in ready.values():
                answer = _take(worker)
                if answer is None:
                    replace(worker)
                    continue
                assert worker.task is not None
                number = worker.task[0]
                worker.task = None
                _feed(worker, batches)
                if isinstance(answer, TidewaiterError):
                    raise answer
                yield number, answer
            for worker in [w for w in pool if w.late()]:
                replace(worker)
    finally:
        _stop(pool)


def _feed(worker: _Worker, batches: Iterator[tuple[int, pa.RecordBatch]]) -> None:
    following = next(batches, None)
    if following is not None:
        worker.give(*following, set())


def _take(worker: _Worker) -> Any:
    """A worker's answer; None where it died."""
    try:
        return worker.pipe.recv() if worker.pipe.poll() else None
    except (EOFError, OSError):
        return None


def _replace(
    pool: list[_Worker], context: Any, make: Callable[[], Screen], keep: Keep, worker: _Worker
) -> None:
    assert worker.task is not None
    number, batch, skip = worker.task
    row = int(worker.place[0])
    if not row or row in skip:
        raise TidewaiterError("A worker process ended before it began a row.", "Is there enough memory?")
    worker.stop()
    fresh = _Worker(context, make, keep)
    pool[pool.index(worker)] = fresh
    fresh.give(number, batch, skip | {row})


def fingerprint(path: Path) -> str:
    """A hash of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


def run(
    batches: Iterator[pa.RecordBatch], make: Callable[[], Screen], parts: Parts, counts: Counts, *, workers: int = 2,
    told: Callable[[Counts], None] = lambda counts: None,
) -> Iterator[pa.Table]:  # fmt: skip
    """Answer every batch that has no part yet, from now on; all parts in order, each as soon as those before it are there.

    Raises :class:`TidewaiterError` for a part that has not as many rows as were asked, or is not as it was written.
    """
    rows: dict[int, int] = {}  # number -> rows asked, of the parts that are there and not joined yet
    asked: dict[int, int] = {}
    following = 0

    def missing() -> Iterator[tuple[int, pa.RecordBatch]]:
        for number, batch in enumerate(batches):
            held = parts.held.get(number)
            asked[number] = batch.num_rows
            if held is None or held.rows != batch.num_rows or parts.read(number) is None:
                yield number, batch
            else:
                note(held)

    def note(part: Part) -> None:
        rows[part.number] = asked.pop(part.number)
        if part.rows != rows[part.number]:
            raise TidewaiterError(
                f"Part {part.number} has {part.rows} rows for {rows[part.number]}.",
                "This is a fault of ours: report it.",
            )
        counts.add(part.status)
        told(counts)

    def in_order() -> Iterator[pa.Table]:
        nonlocal following
        while following in rows:
            table = parts.read(following)
            if table is None or table.num_rows != rows.pop(following):
                raise TidewaiterError(
                    f"{parts.path(following)} is gone, or is not what was written.",
                    "Did something else change it? Run again with --resume.",
                )
            yield table
            following += 1

    def joined(answered: Iterator[tuple[int, Part]]) -> Iterator[pa.Table]:
        for _, part in answered:
            parts.held[part.number] = part
            note(part)
            yield from in_order()
        yield from in_order()

    return joined(answers(missing(), make, workers, parts.write))
