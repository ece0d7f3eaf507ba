"""``tidewaiter read``: what a text says of the law, and whether the law agrees. A document, a folder of them, or a file of listings."""

from __future__ import annotations

import argparse
from pathlib import Path

from tidewaiter.cli.read_document import run_document
from tidewaiter.cli.read_folder import run_folder
from tidewaiter.cli.read_listings import run_listings
from tidewaiter.errors import QuestionError


def run(args: argparse.Namespace) -> int:
    """Read and print."""
    if args.listings:
        return run_listings(args)
    if args.source is None:
        raise QuestionError("There is nothing to read.", "Give a file, an address, - or --listings FILE.")
    if args.source != "-" and Path(args.source).is_dir():
        return run_folder(args)
    return run_document(args)
