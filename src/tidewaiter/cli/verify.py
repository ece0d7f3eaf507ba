"""``tidewaiter verify``: claims about the law in, the verdicts of the lawbook out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidewaiter.cli.printing import print_answer
from tidewaiter.errors import Unreadable
from tidewaiter.report.page import safe

if TYPE_CHECKING:
    from tidewaiter.contract.claims import VerifyAnswer

MOST_BYTES = 8 << 20


def run(args: argparse.Namespace) -> int:
    """Judge and print."""
    from tidewaiter.asking import Books, ask

    told = ask(Books(args.lawbook), "verify", {"claims": _read(args.claims), "on": args.on}).to_json()
    return print_answer(args, told, page(told, wide=args.verbose))


def _read(source: str) -> Any:
    mend = "Give a file of JSON, or - for standard input; docs/read.md shows a claim."
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if source == "-" else Path(source).read_bytes()
    except OSError as why:
        raise Unreadable(f"{source} cannot be read ({why.strerror}).", mend) from why
    if len(raw) > MOST_BYTES:
        raise Unreadable(f"{source} holds more than {MOST_BYTES >> 20} MiB.", "Split it.")
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as why:
        raise Unreadable(f"{source} is no JSON ({why}).", mend) from why


def page(told: VerifyAnswer, *, wide: bool = False) -> Iterator[str]:
    """The verdicts as lines of a terminal."""
    from tidewaiter.report.document import claim_lines

    yield f"[bold]{safe(told['summary'])}[/]"
    for one in told["claims"]:
        yield from claim_lines(one, wide=wide)
    yield ""
    yield f"[dim]The law as of the day of the text. lawbook {told['lawbook']['version']} {told['lawbook']['sha256'][:12]}. {told['caution']}[/]"
