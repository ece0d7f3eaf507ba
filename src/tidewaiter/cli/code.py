"""``tidewaiter code``: the commodity code of a chemical, or of each row of a catalogue."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tidewaiter.cli.printing import print_answer


def run(args: argparse.Namespace) -> int:
    """Answer and print, or write a file."""
    facts = [*args.use, *(f"-{fact}" for fact in args.denied)] + ([] if args.form == "bulk" else [args.form])
    if args.out:
        return _file(args, facts)
    from tidewaiter.asking import Books, ask
    from tidewaiter.report.code import code_page

    question = {
        "query": args.query, "structure": args.structure, "to": args.to, "on": args.on, "facts": facts,
        "declared": args.declared, "rules_only": "yes" if args.rules_only else "",
    }  # fmt: skip
    told = ask(Books(args.lawbook), "code", question).to_json()
    return print_answer(args, told, code_page(told, wide=args.verbose))


def _file(args: argparse.Namespace, facts: list[str]) -> int:
    from tidewaiter.bulk.coding import code_file

    counts = code_file(
        Path(args.query), args.out, lawbook=args.lawbook, to=args.to, on=args.on, facts=facts, rules_only=args.rules_only,
        columns=(args.smiles, args.id, args.cas, args.name), workers=args.workers,
    )  # fmt: skip
    lines = [f"{outcome}: {number}" for outcome, number in counts.items()]
    sys.stdout.flush()
    return print_answer(args, counts, [f"{sum(counts.values())} rows to {args.out}", *lines])
