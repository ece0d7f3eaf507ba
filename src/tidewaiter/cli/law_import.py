"""``tidewaiter law import hts FILE``: a whole tariff schedule, as the USITC exports it."""

from __future__ import annotations

import argparse
from pathlib import Path

from tidewaiter.cli.printing import print_answer
from tidewaiter.report.page import safe


def run(args: argparse.Namespace) -> int:
    """Import and say what came in."""
    from tidewaiter.dates import parse_day
    from tidewaiter.duty.importing import import_schedule

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
