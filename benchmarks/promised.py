"""Figures that a command writes into docs/promises.md: each has its block there, between two marks that no page shows."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "promises.md"


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
