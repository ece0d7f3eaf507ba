"""The process that screens one catalogue of the service: ``python -m tidewaiter.web.worker JSON``.

It tells how far it is on its standard output, a JSON object a line, and ends, with the processes it started, when
its standard input is closed: when the service is gone, however it went.
"""

from __future__ import annotations

import fcntl
import gzip
import json
import os
import resource
import signal
import sys
import threading
import time
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

from tidewaiter.errors import TidewaiterError, Unreadable
from tidewaiter.staging import sync

_CHUNK = 1 << 20


def check_unpacked(path: Path, most: int) -> None:
    """Refuse a file that unpacks to more than ``most`` bytes, by unpacking it: declared sizes can lie.

    Raises :class:`Unreadable`.
    """
    try:
        if path.name.endswith(".gz"):
            with gzip.open(path, "rb") as stream:
                _count(stream, most)
        elif path.suffix == ".xlsx":
            left = most
            with zipfile.ZipFile(path) as book:
                if len(book.infolist()) > 10_000:
                    raise Unreadable("The workbook has too many parts.", "Save it again, with one sheet.")
                for item in book.infolist():
                    with book.open(item) as stream:
                        left -= _count(stream, left)
        elif path.suffix in (".parquet", ".pq"):
            _check_parquet(path, most)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as why:
        raise Unreadable(
            f"The file cannot be unpacked: {why}.", "Check that the file is what its name says."
        ) from why


def _count(stream: IO[bytes] | gzip.GzipFile, most: int) -> int:
    total = 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > most:
            raise Unreadable(f"The file unpacks to more than {most:,} bytes.", "Split it into several.")
    return total


def _check_parquet(path: Path, most: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        data = pq.ParquetFile(path).metadata
    except (pa.ArrowException, OSError) as why:
        raise Unreadable(
            f"The file is no Parquet: {str(why)[:200]}", "Check that the file is what its name says."
        ) from why
    sizes = sum(data.row_group(n).total_byte_size for n in range(data.num_row_groups))
    if sizes > most or data.num_rows > most // 16:
        raise Unreadable(f"The file unpacks to more than {most:,} bytes.", "Split it into several.")


def _end_with_the_service() -> None:
    # not sys.stdin: its lock, held here, would stop the processes that are forked from this one
    os.read(0, 1)
    os.killpg(0, signal.SIGKILL)


def _alone(folder: Path) -> IO[bytes]:
    """Wait until no other process works in the folder: that of a service just killed may still be ending."""
    lock = (folder / "lock").open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _tell(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def screen(asked: dict[str, Any]) -> dict[str, Any]:
    """Screen as ``tidewaiter screen --resume`` does; the summary."""
    from tidewaiter.book import Book
    from tidewaiter.bulk.job import Job
    from tidewaiter.bulk.reading import Columns
    from tidewaiter.bulk.runner import Counts
    from tidewaiter.bulk.summary import summarise

    source, out = Path(asked["source"]), Path(asked["out"])
    begun = time.monotonic()
    if not out.with_name(out.name + ".parts").exists():
        check_unpacked(source, asked["unpacked"])
    given = asked["question"]
    book = Book.load(asked["lawbook"])
    question = book.question(
        on=given.get("on"), jurisdictions=given.get("jurisdictions", ()), known_on=given.get("known_on")
    )
    columns = Columns.of(given)

    def told(counts: Counts) -> None:
        _tell(rows=counts.rows, status=counts.by_status)

    try:
        counts = Job(book, question, source, out, columns, workers=asked["workers"], resume=True).run(told)
    except Unreadable as why:
        if "another question" not in why.message:
            raise
        # The lawbook changed while the job waited to go on: what was screened under the old one is done again.
        counts = Job(book, question, source, out, columns, workers=asked["workers"]).run(told)
    made = summarise(out, counts, book, question, time.monotonic() - begun)
    made.pop("out")
    for path in (out, out.parent):  # on the disk before the job is called done
        sync(path)
    return made


def main() -> int:
    """Do the one job that the first argument describes."""
    asked = json.loads(sys.argv[1])
    threading.Thread(target=_end_with_the_service, daemon=True).start()
    lock = _alone(Path(asked["source"]).parent)
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    try:
        _tell(done=screen(asked))
    except TidewaiterError as why:
        message = why.message.replace(str(Path(asked["source"]).parent), "")
        _tell(failed={"code": getattr(why, "code", "fault"), "message": message, "mend": why.mend})
    except MemoryError:
        _tell(
            failed={"code": "unreadable", "message": "The file needs too much memory.", "mend": "Split it."}
        )
    except Exception as why:  # the service tells the caller that it failed, never how our code looks inside
        sys.stderr.write(f"{type(why).__name__}: {why}\n")
        _tell(
            failed={
                "code": "fault",
                "message": "The screening failed: a fault of ours.",
                "mend": "Please report it.",
            }
        )
    finally:
        lock.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
