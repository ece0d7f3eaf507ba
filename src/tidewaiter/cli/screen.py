"""``tidewaiter screen``: a catalogue file in, a result file out, every row once."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from types import FrameType


def _check_report(args: argparse.Namespace) -> None:
    """Refuse a report in the place of what is read or written."""
    from tidewaiter.errors import Unreadable

    if args.report and args.report.resolve() in (args.file.resolve(), args.out.resolve()):
        raise Unreadable(f"{args.report} is read or written already.", "Write the report to another file.")


class _NoPandas:
    """An importer under which pandas is not installed."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        """What Python asks an importer."""
        if name == "pandas":
            raise ImportError(name)


def _without_pandas() -> None:
    """Let Arrow look for pandas once and not find it: no catalogue needs it, and importing it takes a quarter of a start."""
    if "pandas" in sys.modules:
        return
    import pyarrow

    sys.meta_path.insert(0, _NoPandas)
    pyarrow.array([None])
    sys.meta_path.remove(_NoPandas)


def _ended(number: int, frame: FrameType | None) -> None:
    """SIGTERM: what is half written is removed and the workers end; the parts stay for --resume. An import is waited for: out of
    the midst of a class Python makes another error of the end that is asked."""
    while frame is not None:
        if "importlib" in frame.f_code.co_filename:
            signal.signal(signal.SIGALRM, lambda _, now: _ended(number, now))
            signal.setitimer(signal.ITIMER_REAL, 0.02)
            return
        frame = frame.f_back
    raise SystemExit(128 + number)


def run(args: argparse.Namespace) -> int:
    """Screen, write, and print the summary."""
    # Arrow's own allocator gives memory back and has it cleared anew with each batch
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    _without_pandas()
    signal.signal(signal.SIGTERM, _ended)
    from tidewaiter.book import Book
    from tidewaiter.bulk.job import Job
    from tidewaiter.bulk.reading import Columns
    from tidewaiter.bulk.summary import Progress, summarise

    book = Book.load(args.lawbook)
    question = book.question(
        on=args.on, jurisdictions=args.jurisdiction, known_on=args.known_on, fields=args.field
    )
    _check_report(args)
    workers = os.cpu_count() or 1 if args.workers is None else args.workers
    job = Job(
        book, question, args.file, args.out, Columns(args.smiles, args.id, args.cas, args.name),
        not args.no_prefilter, workers, args.resume, own=not args.answers_only, territories=args.by_territory,
        accepted=args.accepted,
    )  # fmt: skip
    begun = time.monotonic()
    with Progress(sys.stderr, args.file) as progress:
        counts = job.run(progress)
    summary = summarise(args.out, counts, book, question, time.monotonic() - begun)
    if args.keep:
        from tidewaiter.bulk.runner import fingerprint
        from tidewaiter.cli.record import keep

        asked = {
            "file": args.file.name,
            "content": fingerprint(args.file),
            "on": args.on,
            "known_on": args.known_on,
        }
        columns = {"smiles": args.smiles, "id": args.id, "cas": args.cas, "name": args.name}
        told = {**summary, "result": fingerprint(args.out)}
        keep(args, "screen", {**asked, "jurisdictions": args.jurisdiction, "columns": columns}, told)
    if args.report:
        from tidewaiter.bulk.page import write_report

        write_report(args.report, args.out, summary, book)
    from tidewaiter.bulk.summary import lines
    from tidewaiter.cli.printing import print_answer

    return print_answer(args, summary, lines(summary))
