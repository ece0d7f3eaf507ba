"""The table of what is covered in README.md, from the lawbook: ``python docs/covered.py`` writes it afresh. A test compares."""

from __future__ import annotations

from pathlib import Path

from tidewaiter import Lawbook
from tidewaiter.browse import coverage
from tidewaiter.duty.book import DutyBook

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- covered: docs/covered.py writes this table -->\n", "<!-- covered ends -->\n"
HEAD = (
    "territory",
    "instruments",
    "listings today",
    "listings in all",
    "read in the text or an official copy",
    "read through",
)


def table() -> str:
    """One row a territory: what lists goods there, how much of it, from what it was read, and how far."""
    book, found = Lawbook.load(), {}
    for row in coverage(book.store, DutyBook.load().tables):
        if row.counted == "listings" and row.territory:
            found.setdefault(row.territory, []).append(row)
    names = book.store.vocabulary["territories"]
    lines = [f"| {' | '.join(HEAD)} |", "|---" * len(HEAD) + "|"]
    for code, rows in sorted(found.items(), key=lambda one: -sum(row.entries for row in one[1])):
        entries = sum(row.entries for row in rows)
        read = sum(row.levels.get(level, 0) for row in rows for level in ("text", "official"))
        live = sorted(
            row.verified_through.isoformat()[:7] for row in rows if row.current and row.verified_through
        )
        through = live[0] if live[0] == live[-1] else f"{live[0]} to {live[-1]}"
        current = sum(row.current or 0 for row in rows)
        cells = (
            f"{names[code]} ({code})",
            len(rows),
            f"{current:,}",
            f"{entries:,}",
            f"{read / entries:.0%}",
            through,
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def write() -> None:
    """Put it into the README."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}{table()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write()
