"""Figures that a command writes into docs/promises.md: each has its block there, between two marks that no page shows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "promises.md"


@dataclass(frozen=True, slots=True)
class Trial:
    """What was tried of one kind, how often, what did not hold, and how long it took."""

    kind: str
    tried: int
    faults: list[str]
    seconds: float


def write(name: str, text: str, page: Path = PAGE) -> None:
    """Put ``text`` into the block ``name`` in place of what stands there. Raises :class:`ValueError` where there is none."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    held = page.read_text(encoding="utf-8")
    block = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not block.search(held):
        raise ValueError(f"{page} has no block {begin}")
    made = f"{begin}\n{text.strip()}\n{end}"
    page.write_text(block.sub(lambda _: made, held), encoding="utf-8")


def write_rows(name: str, head: list[str], rows: dict[str, str], page: Path = PAGE) -> None:
    """Put the rows of a table into the block ``name``, by what their first cells say; others that stand there stay."""
    held = (
        page.read_text(encoding="utf-8")
        .partition(f"<!-- {name} -->")[2]
        .partition(f"<!-- end of {name} -->")[0]
    )
    lines = [line for line in held.splitlines() if line.startswith("| ") and line not in head]
    every = {line.split("|")[1].strip(): line for line in lines} | rows
    write(name, "\n".join([*head, *every.values()]), page)


def side_by_side(script: str, kinds: Iterable[str], words: list[str], workers: int) -> Iterator[Trial]:
    """Each kind in a process of its own, so many at a time, as they end: ``script KIND --alone`` prints a trial as JSON.

    A process that dies (a fault of compiled code) is a fault of its kind, and the others go on.
    """

    def one(kind: str) -> Trial:
        begun = time.monotonic()
        process = subprocess.run(
            [sys.executable, script, kind, "--alone", *words], stdout=subprocess.PIPE, text=True, check=False
        )
        if process.returncode:
            return Trial(kind, 0, [f"ended with {process.returncode}"], time.monotonic() - begun)
        return Trial(**json.loads(process.stdout.splitlines()[-1]))

    with ThreadPoolExecutor(workers) as pool:
        for done in as_completed([pool.submit(one, kind) for kind in kinds]):
            yield done.result()


def tell(block: str, what: str, number: str, trials: Iterable[Trial], on: str, *, keep: bool) -> int:
    """Print a table of what was tried, each row as it comes, its faults beside; ``keep`` writes it into the page. The exit code."""
    head = [f"| {what} | {number} | faults | seconds | on |", "|---|---|---|---|---|"]
    print("\n".join(head), flush=True)
    bad = False
    for one in trials:
        cells = (one.kind, f"{one.tried:,}", len(one.faults), f"{one.seconds:.0f}", f"{date.today()}{on}")
        row = f"| {' | '.join(map(str, cells))} |"
        print(row, flush=True)
        for fault in one.faults[:5]:
            print(f"  {one.kind}: {fault}", file=sys.stderr, flush=True)
        if keep:
            write_rows(block, head, {one.kind: row})
        bad |= bool(one.faults)
    return int(bad)


def print_alone(trial: Trial) -> int:
    """What a process of :func:`side_by_side` says of its trial. The exit code."""
    print(json.dumps(asdict(trial)))
    return 0


def processors() -> int:
    """How many processes may run at a time."""
    return os.cpu_count() or 1
