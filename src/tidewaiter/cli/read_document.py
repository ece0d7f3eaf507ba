"""The documents half of ``tidewaiter read``: a page of text in, verdicts out."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tidewaiter.errors import QuestionError

if TYPE_CHECKING:
    from tidewaiter.text.documents.folder import Related
    from tidewaiter.text.statements.proposer import Proposer


def run_document(args: argparse.Namespace) -> int:
    """Read ``args.source``, print the summary or JSON; write the page that ``--html`` names."""
    from tidewaiter.book import Book
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.text.documents import read_document

    book = Book.load(args.lawbook)
    duties = DutyBook.load(args.lawbook)
    proposer = _proposer(args.proposer) if args.proposer else None
    document = read_document(args.source, book, args.on, duties=duties, proposer=proposer)
    related = _related(args)
    if args.html:
        from tidewaiter.cli.read_folder import write_page
        from tidewaiter.report.document_html import document_html

        write_page(args.html, document_html(document, related))
    from tidewaiter.cli.printing import print_answer
    from tidewaiter.report.document import document_page
    from tidewaiter.report.folder import related_json
    from tidewaiter.report.page import safe

    told = {**document.to_json(), "related": [related_json(one) for one in related]}
    lines = document_page(document, wide=args.verbose)
    also = (f"Related: {safe(one.path)}: {safe(one.reason)}" for one in related)
    return print_answer(args, told, [*lines, *also])


def _related(args: argparse.Namespace) -> tuple[Related, ...]:
    """What the folder's index knows to be related to the file, where the folder was read before."""
    if not Path(args.source).is_file():
        return ()
    from tidewaiter.text.documents.folder import related_to

    return related_to(Path(args.source), args.index)


def _proposer(name: str) -> Proposer:
    """Import ``module:object``. The object is made by the user, outside this project."""
    module, _, attribute = name.partition(":")
    try:
        found: Proposer = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as why:
        raise QuestionError(f"{name!r} is no proposer: {why}.", "Write it as module:object.") from why
    return found
