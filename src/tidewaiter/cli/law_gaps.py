"""``tidewaiter law gaps``: where the lawbook is silent, and what explains it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tidewaiter.cli.printing import print_answer
from tidewaiter.errors import LawbookError
from tidewaiter.report.page import safe


def run(args: argparse.Namespace) -> int:
    """Sweep and print."""
    from tidewaiter.book import Book
    from tidewaiter.dates import parse_day
    from tidewaiter.errors import QuestionError
    from tidewaiter.gaps import SWEEPS, gaps, known_open, unexplained

    for sweep in args.sweep:
        if sweep not in SWEEPS:
            raise QuestionError(f"{sweep!r} is no sweep.", f"Name one of: {', '.join(SWEEPS)}.")
    book = Book.load(args.lawbook)
    only = {book.territory(code) for code in args.jurisdiction}
    found = [
        gap
        for gap in gaps(book.store, parse_day(args.on) if args.on else book.today)
        if (not args.sweep or gap.sweep in args.sweep) and (not only or gap.territory in only)
    ]
    known = known_open(book.folder) if book.folder else set()
    rows = [
        {**gap._asdict(), "on": gap.on.isoformat(), "open": not gap.explained, "known": gap.key in known}
        for gap in found
        if args.all or gap.explained != "control"
    ]
    counts = {
        sweep: dict(Counter(gap.explained or "open" for gap in found if gap.sweep == sweep))
        for sweep in SWEEPS
        if not args.sweep or sweep in args.sweep
    }

    def page() -> Iterator[str]:
        for gap in found:
            if args.all or gap.explained != "control":
                colour = "red" if not gap.explained else "dim"
                yield (
                    f"[{colour}]{gap.explained or 'open':9}[/] {gap.sweep:7} {gap.territory:3} {gap.on} "
                    f"{safe(gap.name)} [dim]{safe(gap.note)}[/]"
                )
        for sweep, count in counts.items():
            told = ", ".join(f"{n} {word}" for word, n in sorted(count.items()))
            yield f"[bold]{sweep}[/] ({SWEEPS[sweep]}): {told or 'none'}"
        left = unexplained(found)
        yield f"[bold]{len(left)} unexplained[/], {sum(gap.key in known for gap in left)} of them known to be open"

    return print_answer(args, {"gaps": rows, "counts": counts}, page())


def faults_of(folder: Path) -> list[LawbookError]:
    """An unexplained gap that is not known to be open, and one that is known and no longer open."""
    from tidewaiter.book import Book
    from tidewaiter.gaps import OPEN_FILE, gaps, known_open, unexplained

    left = unexplained(gaps(Book.load(folder).store, date.today()))
    known = known_open(folder)
    place: Any = folder / OPEN_FILE
    faults = [
        LawbookError(
            place,
            1,
            f"{gap.sweep}: {gap.territory} is silent on {gap.name} ({gap.covers}) on {gap.on}: {gap.note}.",
            f"List it, or say in silences/{gap.territory}.csv what was read or which law is not held "
            "(one row not_held with kinds any answers for all of a territory).",
        )
        for gap in left
        if gap.key not in known
    ]
    closed = known - {gap.key for gap in left}
    faults += [
        LawbookError(
            place, 1, f"{' '.join(key)} is no longer open.", "Delete the row: the list only shrinks."
        )
        for key in sorted(closed)
    ]
    return faults
