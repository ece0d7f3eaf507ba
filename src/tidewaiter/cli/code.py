"""``tidewaiter code``: the commodity code of a chemical, or of each row of a catalogue."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tidewaiter.cli import add_several
from tidewaiter.cli.printing import print_answer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add(
        "query",
        metavar="QUERY",
        nargs="?",
        default="",
        help="name, CAS number, SMILES, InChI or phrase; with -o, a catalogue file",
    )
    add("--structure", metavar="SMILES", default="", help="in place of QUERY: never taken for a name")
    add("--to", metavar="TARIFF", default="HS", help="EU (eight digits), US (ten) or HS (six, the default)")
    add("--on", metavar="DATE", help="day asked about, YYYY-MM-DD (default: today)")
    add_several(parser, "--use", metavar="FACT", help="what no structure shows and holds: hormone, antibiotic, vitamin, colouring, surface_active, ... (repeatable)")  # fmt: skip
    add_several(parser, "--not", metavar="FACT", help="what does not hold (repeatable)", dest="denied")
    add(
        "--form",
        metavar="FORM",
        choices=("doses", "mixed", "mixed_medicament", "placebo", "bulk"),
        default="bulk",
        help="doses, mixed, mixed_medicament, placebo, bulk (the default)",
    )
    add("--declared", metavar="CODE", default="", help="a code that was declared, held against what is found")
    add(
        "--rules-only",
        action="store_true",
        help="by the rules alone: no code that a law prints with a CAS number",
    )
    add(
        "-o",
        "--out",
        metavar="OUT",
        type=Path,
        help="with a FILE: the result, .csv, .parquet, .xlsx or .jsonl",
    )
    add("--smiles", metavar="COL", default="", help="with a FILE: column of the structure")
    add("--id", metavar="COL", default="", help="with a FILE: column that names a row")
    add(
        "--cas",
        metavar="COL",
        default="",
        help="with a FILE: column of CAS numbers, for rows without a structure",
    )
    add(
        "--name", metavar="COL", default="", help="with a FILE: column of names, for rows without a structure"
    )
    add("--workers", metavar="N", type=int, default=0, help="with a FILE: processes (default: all cores)")
    add("--json", action="store_true", help="print the answer as JSON")
    add("--verbose", "-v", action="store_true", help="the rules in words, what was taken as no")
    add("--lawbook", metavar="DIR", help="another lawbook folder")


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
