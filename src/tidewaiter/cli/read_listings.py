"""The listings half of ``tidewaiter read``: a file of listings in, every row once."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tidewaiter.book import Book
    from tidewaiter.question import Question
    from tidewaiter.text.listings import Listing

_SHOWN = 20  # rows shown on a terminal where no file is written


def run_listings(args: argparse.Namespace) -> int:
    """Read ``args.listings``, write ``args.out``, print the summary or the rows."""
    from tidewaiter.book import Book
    from tidewaiter.errors import TidewaiterError

    try:
        from tidewaiter.text.listings import Reader
        from tidewaiter.text.listings.files import check_out, read_rows, stream_json, write_rows
    except ModuleNotFoundError as why:
        raise TidewaiterError(f"Listings need {why.name}.", "Install tidewaiter[listings].") from why
    book = Book.load(args.lawbook)
    question = book.question(
        on=args.on, jurisdictions=args.jurisdiction, known_on=args.known_on, fields=args.field
    )
    if args.out:
        check_out(args.out)
    counts = _Counts(sys.stderr.isatty())
    answers = counts.pass_on(Reader(book, question).read(read_rows(args.listings, args.text, args.id)))
    shown: list[Listing] = []
    if args.out:
        write_rows(args.out, answers)
    elif args.json:
        stream_json(answers)
        return 0
    else:
        for answer in answers:
            if answer.status != "no_hit" and len(shown) < _SHOWN:
                shown.append(answer)
    summary = _summary(args, counts, book, question)
    from tidewaiter.cli.printing import print_answer

    return print_answer(args, summary, _lines(summary, shown))


class _Counts:
    """Counts answers as they pass, and shows how far the run is on a terminal."""

    def __init__(self, shown: bool) -> None:
        self.rows = 0
        self.status: Counter[str] = Counter()
        self.judged: Counter[str] = Counter()
        self.begun = time.monotonic()
        self._shown = shown

    def pass_on(self, answers: Iterable[Listing]) -> Iterator[Listing]:
        for answer in answers:
            self.rows += 1
            self.status[answer.status] += 1
            self.judged.update(placed.mention.judged for placed in answer.mentions)
            if self._shown and self.rows % 500 == 0:
                rate = self.rows / max(time.monotonic() - self.begun, 1e-9)
                sys.stderr.write(f"\r{self.rows:,} rows, {rate:,.0f} a second, {self.status['hit']:,} hits ")
                sys.stderr.flush()
            yield answer
        if self._shown:
            sys.stderr.write("\r" + " " * 60 + "\r")


def _summary(args: argparse.Namespace, counts: _Counts, book: Book, question: Question) -> dict[str, Any]:
    from tidewaiter.answer import CAUTION

    return {
        "out": str(args.out) if args.out else None,
        "on": question.on.isoformat(),
        "jurisdictions": list(question.jurisdictions),
        "rows": counts.rows,
        "status": dict(sorted(counts.status.items())),
        "mentions": dict(sorted(counts.judged.items())),
        "seconds": round(time.monotonic() - counts.begun, 2),
        "consulted": [{"instrument": c.instrument, "coverage": c.coverage} for c in book.consulted(question)],
        **book.searched(question),
        "lawbook": {"version": book.version, "sha256": book.sha256},
        "caution": CAUTION,
    }


def _lines(summary: dict[str, Any], shown: list[Listing]) -> list[str]:
    from tidewaiter.report.page import safe

    told = []
    for answer in shown:
        told.append(
            f"[bold]{answer.status}[/]  row {answer.row} {safe(answer.id or '')}  {safe(answer.reason)}"
        )
        for placed in answer.mentions:
            m = placed.mention
            told.append(
                f"    {safe(m.text[:60])} -> {safe(m.name)}; {safe(m.rung)}; {safe(m.judged)}: {safe(m.why)}"
            )
    told.append(f"[bold]{summary['rows']:,} listings[/] read for {summary['on']} in {summary['seconds']} s")
    told += [f"  {status:12} {count:>10,}" for status, count in summary["status"].items()]
    told += [f"  mentions judged {judged}: {count:,}" for judged, count in summary["mentions"].items()]
    if summary["out"]:
        told.append(f"Written to {safe(summary['out'])}")
    elif len(shown) == _SHOWN:
        told.append("Only the first rows are shown: write the rest with -o.")
    from tidewaiter.bulk.summary import searched_lines

    return [*told, *searched_lines(summary), f"[dim]{summary['caution']}[/]"]
