"""``tidewaiter completion``: a completion script for the shell."""

from __future__ import annotations

import argparse
import sys

from tidewaiter.errors import QuestionError


def run(args: argparse.Namespace) -> int:
    """Print the script; `eval "$(tidewaiter completion bash)"` uses it."""
    try:
        import shtab
    except ModuleNotFoundError as why:
        raise QuestionError("Completion scripts need shtab.", "Install tidewaiter[completion].") from why
    from tidewaiter.cli import parser

    sys.stdout.write(shtab.complete(parser(), shell=args.shell))
    return 0
