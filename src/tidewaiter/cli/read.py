"""``tidewaiter read``: what a text says of the law, and whether the law agrees. A document, a folder of them, or a file of listings."""

from __future__ import annotations

import argparse
from pathlib import Path

from tidewaiter.cli.read_document import add_document_arguments, run_document
from tidewaiter.cli.read_folder import add_folder_arguments, run_folder
from tidewaiter.cli.read_listings import add_listing_arguments, run_listings
from tidewaiter.errors import QuestionError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add_document_arguments(parser)
    add_folder_arguments(parser)
    add_listing_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read and print."""
    if args.listings:
        return run_listings(args)
    if args.source is None:
        raise QuestionError("There is nothing to read.", "Give a file, an address, - or --listings FILE.")
    if args.source != "-" and Path(args.source).is_dir():
        return run_folder(args)
    return run_document(args)
