"""``tidewaiter check``: one question, one answer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

FILES = (".mol", ".sdf", ".rxn", ".cdxml", ".mrv", ".smi")


def run(args: argparse.Namespace) -> int:
    """Answer and print."""
    from tidewaiter.asking import Books, ask

    query, structure = args.query, args.structure
    for given in (query, structure):
        if given.lower().endswith(FILES) and Path(given).is_file():
            query, structure = "", _of_file(Path(given))
    question = {
        "query": query,
        "structure": structure,
        "on": args.on,
        "known_on": args.known_on,
        "jurisdictions": args.jurisdiction,
        "from": args.origin,
        "to": args.destination,
        "amount": args.amount,
        "concentration": args.concentration,
        "fields": args.field,
        **({"code": "yes"} if args.code else {}),
    }
    answer = ask(Books(args.lawbook), "check", question)
    if args.keep:
        from tidewaiter.cli.record import keep

        keep(args, "check", question, answer.to_json())
    if args.draw:
        from tidewaiter.report.drawing import draw_answer

        Path(args.draw).write_text(draw_answer(answer), encoding="utf-8")
    if args.json:
        import json

        json.dump(answer.to_json(), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        from tidewaiter.report.answer import answer_page
        from tidewaiter.report.page import show

        show(answer_page(answer, wide=args.verbose))
    return 0


def _of_file(path: Path) -> str:
    """The text of a file of structures: MOL, SDF, RXN, CDXML, MRV, or a line of SMILES with its name behind it."""
    from tidewaiter.errors import Unreadable

    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if path.suffix.lower() != ".smi":
        return text
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) != 1:
        mend = "Give one structure: a file of several is for `tidewaiter screen`, one row each."
        raise Unreadable(f"{path.name} holds {len(lines)} lines.", mend)
    first, *rest = lines[0].split(None, 1)
    return f"{first} {rest[0]}" if rest and rest[0].startswith("|") else first
