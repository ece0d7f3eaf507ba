"""What the commands over the lawbook share: opening it, and rows as JSON or as lines of a page."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

from tidewaiter.book import Book
from tidewaiter.dates import parse_day
from tidewaiter.report.page import show


def print_rows(args: argparse.Namespace, rows: Any, page: Iterable[str]) -> int:
    """Print rows as JSON, or a page of lines."""
    if args.json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
    else:
        show(page)
    return 0


def open_book(args: argparse.Namespace) -> Book:
    """The lawbook that a command is given, or the one shipped."""
    return Book.load(args.lawbook)


def day_of(text: str | None) -> date | None:
    """A day where one is given."""
    return parse_day(text) if text else None
