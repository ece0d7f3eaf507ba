"""What the commands over the lawbook share: rows as JSON, or as the lines of a page."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any

from tidewaiter.report.page import show


def print_rows(args: argparse.Namespace, rows: Any, page: Iterable[str]) -> int:
    """Print rows as JSON, or a page of lines."""
    if args.json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
    else:
        show(page)
    return 0
