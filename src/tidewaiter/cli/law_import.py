"""``tidewaiter law import hts FILE``: a whole tariff schedule, as the USITC exports it."""

from __future__ import annotations

import argparse
from pathlib import Path

from tidewaiter.cli.printing import print_answer

HELP = "import a whole tariff schedule (USITC CSV or JSON export)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("nomenclature", choices=["hts"], help="which schedule: hts")
    parser.add_argument("file", metavar="FILE", help="the export of hts.usitc.gov, CSV or JSON")
    parser.add_argument(
        "--from",
        dest="since",
        metavar="DATE",
        help="first day of the edition, where the file's name does not hold it",
    )
    parser.add_argument("--name", default="", help="a name for the edition")


def run(args: argparse.Namespace) -> int:
    """Import and say what came in."""
    from tidewaiter.dates import parse_day
    from tidewaiter.duty.importing import import_schedule
    from tidewaiter.report.page import safe

    made = import_schedule(Path(args.file), parse_day(args.since) if args.since else None, args.name)
    told = {
        "edition": made.edition, "since": str(made.since), "lines": made.lines, "with_rates": made.with_rates,
        "not_computed": made.not_computed, "path": str(made.path),
    }  # fmt: skip
    words = (
        f"{made.lines:,} lines ({made.with_rates:,} with rates, {made.not_computed} that point elsewhere in words) "
        f"in force from {made.since}, kept at {safe(made.path)}"
    )
    return print_answer(args, told, [words])
