"""Sphinx: pages by hand, and parts that the lawbook writes (coverage, readings, rules, vocabulary)."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

project = "Tidewaiter"
author = "The Tidewaiter authors"
release = version = installed("tidewaiter")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.intersphinx"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Tidewaiter"
myst_heading_anchors = 3
intersphinx_mapping: dict[str, Any] = {}  # no network while building
suppress_warnings = ["ref.python"]  # the word `list` in a type is not our property of that name
autodoc_member_order = "bysource"
autodoc_typehints = "signature"


def _table(head: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> str:
    def line(cells: tuple[Any, ...]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"

    return line(head) + line(("---",) * len(head)) + "".join(line(row) for row in rows)


def coverage_page(book: Any) -> str:
    """What each instrument holds, from what it was read, and what is missing."""
    from tidewaiter.browse import coverage
    from tidewaiter.duty.book import DutyBook

    rows = coverage(book.store, DutyBook.load().tables)
    head = ("instrument", "in force", "in all", "status", "checked through", "read in", "first days bounded")

    def cells() -> Iterator[tuple[Any, ...]]:
        for row in rows:
            levels = ", ".join(f"{n} {level}" for level, n in sorted(row.levels.items()))
            current = "" if row.current is None else row.current
            numbers = (current, f"{row.entries} {row.counted}", row.status, row.verified_through or "")
            yield (f"`{row.instrument}`", *numbers, levels, row.bounded)

    missing = "".join(
        f"\n**`{row.instrument}`** {row.title}\n\n" + "".join(f"- {text}\n" for text in row.missing)
        for row in rows
        if row.missing
    )
    return f"{_table(head, cells())}\n## What is missing\n{missing}"


def readings_page(book: Any) -> str:
    """The readings of ours, from assumptions.yml."""
    return "".join(
        f"## {item.id}\n\n*{item.instrument}.* {item.question}\n\n**Reading.** {item.reading}\n\n"
        f"**What follows.** {item.consequence}\n\n{item.source}\n\n"
        for item in book.store.assumptions
    )


def rules_page() -> str:
    """The integrity rules, in their own words."""
    from tidewaiter.lawbook.rules import RULES

    return _table(("rule", "what must hold"), ((f"`{rule.__name__}`", rule.__doc__) for rule in RULES))


def vocabulary_page(book: Any) -> str:
    """The closed lists of terms, but for the territories."""
    parts = (part for part in book.store.vocabulary.items() if part[0] != "territories")
    head = ("term", "meaning")
    return "".join(f"## {name}\n\n{_table(head, iter(terms.items()))}\n" for name, terms in parts)


def write_generated(_app: Any) -> None:
    """Before Sphinx reads: the parts that hand-written pages include."""
    from tidewaiter import Lawbook

    book = Lawbook.load()
    folder = HERE / "_generated"
    folder.mkdir(exist_ok=True)
    pages = {
        "coverage": coverage_page(book),
        "readings": readings_page(book),
        "rules": rules_page(),
        "vocabulary": vocabulary_page(book),
    }
    for name, text in pages.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def setup(app: Any) -> None:
    """Sphinx calls this."""
    app.connect("builder-inited", write_generated)
