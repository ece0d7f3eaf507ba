"""``tidewaiter rescreen``: what changed in an old result between its day and another."""

from __future__ import annotations

import argparse
import sys

SIDES = {"gained": "+", "lost": "-", "settled": "now applies: ", "doubtful": "now may apply: "}


def run(args: argparse.Namespace) -> int:
    """Print (and write) the rows that changed, each with the listings that changed it."""
    import json

    from tidewaiter.book import Book
    from tidewaiter.bulk.change import changes, read_mark
    from tidewaiter.files.writing import BETWEEN, write_rows

    book = Book.load(args.lawbook)
    mark = read_mark(args.result)
    question = book.question(
        on=args.on or mark["on"],
        jurisdictions=mark["jurisdictions"],
        known_on=mark["known_on"] or None,
        fields=mark.get("fields", ()),
    )
    found = list(changes(args.result, book, question))
    if args.out:
        with args.out.open("w", encoding="utf-8", newline="") as stream:
            write_rows(
                stream,
                ["row", "id", "goods", "before", "after", *SIDES, "reason"],
                (
                    [c["row"], c["id"], c["goods"], c["before"], c["after"], *(BETWEEN.join(c[side]) for side in SIDES), c["reason"]]
                    for c in found
                ),
            )  # fmt: skip
    if args.json:
        sys.stdout.write("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in found))
    else:
        for c in found:
            what = ", ".join(mark + key for side, mark in SIDES.items() for key in c[side])
            sys.stdout.write(
                f"row {c['row']} {c['id'] or ''} {c['goods'][:60]}: {c['before']} -> {c['after']} {what}\n"
            )
        old = f"{mark['on']} (lawbook {mark['lawbook'][:12]})"
        sys.stdout.write(
            f"{len(found)} rows changed from {old} to {question.on} (lawbook {book.sha256[:12]}).\n"
        )
    return 0
