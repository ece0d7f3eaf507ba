"""The folder half of ``tidewaiter read``: an index that is kept, searched, and tells which documents are related."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tidewaiter.cli.printing import print_answer
from tidewaiter.errors import QuestionError, Unreadable


def run_folder(args: argparse.Namespace) -> int:
    """Bring the index of ``args.source`` up to date, then print the folder or what was searched for."""
    from tidewaiter.book import Book
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.report import folder as report
    from tidewaiter.text.documents import Reader
    from tidewaiter.text.documents.folder import opened

    where = Path(args.source)
    filters = {key: getattr(args, key) for key in ("substance", "measure", "verdict")}
    if args.search is None and any(filters.values()):
        raise QuestionError(
            "--substance, --measure and --verdict narrow a search.", 'Add --search WORDS (or --search "").'
        )
    book = Book.load(args.lawbook)
    with opened(where, args.index) as folder:
        with _progress() as told:
            done = folder.refresh(Reader(book, DutyBook.load(args.lawbook)), args.on, told)
        if args.search is not None:
            found = folder.search(args.search, **filters)
            shown: dict[str, Any] = {
                "folder": str(where), "search": args.search, **filters, "results": [one._asdict() for one in found],
            }  # fmt: skip
            lines, page = report.found_page(args.search, found), report.found_html(args.search, found)
        else:
            entries, related = folder.entries(), folder.related()
            shown = report.folder_json(where, done, entries, related)
            lines = report.folder_page(where, done, entries, related, wide=args.verbose)
            page = report.folder_html(where, entries, related)
    if args.html is not None:
        write_page(args.html, page)
    shown["lawbook"] = {"version": book.version, "sha256": book.sha256}
    return print_answer(args, shown, lines)


def write_page(path: Path, page: str) -> None:
    """Write a page. Raises :class:`Unreadable` where the place cannot be written."""
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as why:
        raise Unreadable(
            f"{path} cannot be written ({why.strerror}).", "Name another file with --html."
        ) from why


class _progress:  # noqa: N801 (used as a context, like a function)
    """A bar on a terminal, nothing elsewhere."""

    def __enter__(self) -> Callable[[str, int, int], None] | None:
        self.bar: Any = None
        if not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.progress import Progress

        self.bar = Progress(console=Console(stderr=True), transient=True)
        self.bar.start()
        task = self.bar.add_task("reading", total=None)

        def told(path: str, number: int, total: int) -> None:
            from rich.markup import escape

            self.bar.update(task, completed=number - 1, total=total, description=escape(Path(path).name[:40]))

        return told

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()
