"""``tidewaiter assess``: a whole shipment, every line at every territory on its way."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def run(args: argparse.Namespace) -> int:
    """Assess, print, and tell by the exit code whether every line was understood."""
    from tidewaiter.asking import Books, ask
    from tidewaiter.cli.printing import print_answer
    from tidewaiter.shipment import determination_html, determination_sheets, read_history, read_shipment
    from tidewaiter.shipment.page import assessment_page

    shipment = read_shipment(
        _read(args.file), origin=args.origin, destination=args.destination, via=args.via, on=args.on
    )
    history = read_history(_read(args.history)) if args.history else ()
    books = Books(args.lawbook)
    told = ask(books, "assess", {"shipment": shipment, "history": history, "fields": args.field})
    names = books.law.store.vocabulary["territories"]
    made = told.to_json()
    if args.keep:
        from tidewaiter.cli.record import keep

        question = {"shipment": shipment.to_json(), "history": [one.to_json() for one in history]}
        if args.field:
            question["fields"] = args.field
        keep(args, "assess", question, made)
    if args.html:
        Path(args.html).write_text(determination_html(made, names), encoding="utf-8")
    if args.pdf:
        determination_sheets(made, names).write_pdf(args.pdf)
    print_answer(args, made, assessment_page(made, wide=args.verbose))
    return 0 if told.understood else 2


def _read(place: str) -> bytes:
    from tidewaiter.errors import Unreadable

    if place == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(place).read_bytes()
    except OSError as why:
        message = f"The file {place!r} cannot be read ({why.strerror})."
        raise Unreadable(
            message, "Name a file of XLSX, CSV, JSON or YAML, or '-' for standard input."
        ) from why
