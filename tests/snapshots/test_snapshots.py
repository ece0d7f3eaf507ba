"""No answer moves unseen: what the lawbook and the engine say now is what was committed.

Where a change of law is meant, ``make snapshots`` writes the files afresh; their difference then is the list of answers
that moved, and stands in the same commit as the changelog's line that says why.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # a script, not a package: `make snapshots` runs it by itself

import write


def differing(kept: Path, now: list[str]) -> list[str]:
    """The lines that are only in one of the two, marked."""
    held = kept.read_text(encoding="utf-8").splitlines()
    before, after = set(held), set(now)
    return [f"- {line}" for line in held if line not in after] + [
        f"+ {line}" for line in now if line not in before
    ]


def test_controls(book: Any) -> None:
    moved = differing(write.CONTROLS, list(write.controls(book)))
    assert moved == [], "\n".join(moved[:40])


def test_duties() -> None:
    moved = differing(write.DUTIES, list(write.duties()))
    assert moved == [], "\n".join(moved[:40])
