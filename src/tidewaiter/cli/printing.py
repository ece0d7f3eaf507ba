"""How every command prints: its answer as JSON, or as the lines of a page."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any

from tidewaiter.report.page import show


def print_answer(args: argparse.Namespace, answer: Any, page: Iterable[str]) -> int:
    """Print an answer as JSON where that is asked, else its page. Returns the exit code of what was answered."""
    if args.json:
        print_json(answer)
    else:
        show(page)
    return 0


def print_json(answer: Any) -> None:
    """Print an answer as JSON."""
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")
