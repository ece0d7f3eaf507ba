"""The answers that changed between two snapshots, as a list: ``python tests/snapshots/changes.py REVISION OUT.csv``.

Compares ``controls.txt`` as it stood at a revision of the repository with the one of the working tree: one row a
substance (or class example), territory and span of days, with what was told before and is told now.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
Told = dict[tuple[str, str], list[tuple[str, str]]]  # asked, territory: days, each with what is told from then on


def read(text: str) -> Told:
    """The lines of a snapshot."""
    found: Told = {}
    for line in text.splitlines():
        asked, place, spells = (part.strip() for part in line.rsplit(" | ", 2))
        pairs = [spell.strip().partition(" ") for spell in spells.split("; ")]
        found[asked, place] = [(day, _plain(state)) for day, _, state in pairs]
    return found


def _plain(state: str) -> str:
    """What is told, without the basis of each listing: ``+us/cfr-1308:II ?us/cfr-1308:V``."""
    return " ".join(sorted({part.rsplit(":", 1)[0] for part in state.split() if part != "-"}))


def changes(before: Told, after: Told) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Rows: asked, territory, first day, first day of the next (or empty), before, after."""
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, []), after.get(key, [])
        days = sorted({day for day, _ in (*old, *new)})
        spans = [(day, _at(old, day), _at(new, day)) for day in days]
        kept = [span for n, span in enumerate(spans) if n == 0 or span[1:] != spans[n - 1][1:]]
        for n, (day, was, now) in enumerate(kept):
            if was != now:
                until = kept[n + 1][0] if n + 1 < len(kept) else ""
                yield (*key, day, until, was or "-", now or "-")


def _at(spells: list[tuple[str, str]], day: str) -> str:
    return next((state for first, state in reversed(spells) if first <= day), "")


def why(before: str, after: str) -> str:
    """The kind of a change, in words."""
    sure_before, sure_after = "+" in before, "+" in after
    if before == "-":
        return "listed, defined or named now" if sure_after else "told as open now"
    if after == "-":
        return "not listed on that day: its days were read, or a row was mended"
    if sure_after and not sure_before:
        return "day or scope read: told for sure now"
    if sure_before and not sure_after:
        return "open: a bounded day, or an open word of the law"
    return "another list, or others beside"


def main(revision: str, out: Path) -> None:
    """Write the list."""
    path = f"{revision}:tests/snapshots/controls.txt"
    old = subprocess.run(["git", "show", path], capture_output=True, text=True, check=True, cwd=HERE).stdout
    rows = changes(read(old), read((HERE / "controls.txt").read_text(encoding="utf-8")))
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("asked", "territory", "from", "until", "before", "after", "why"))
        writer.writerows((*row, why(row[4], row[5])) for row in rows)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
