"""The walks: one page each by role; their commands are read by the command line, their words stand on the pages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tidewaiter.cli import COMMANDS, parser

ROOT = Path(__file__).parents[2]
WALKS = sorted((ROOT / "docs" / "walks").glob("*.md"))
TEMPLATES = "\n".join(
    path.read_text(encoding="utf-8") for path in (ROOT / "src/tidewaiter/web/templates").glob("*.html")
)


def test_there_is_a_walk_for_each_role() -> None:
    assert [path.stem for path in WALKS] == ["analyst", "broker", "developer", "officer", "supplier"]


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_a_walk_is_one_page_with_a_picture(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.split()) < 450
    assert re.search(r"!\[.+\]\(\.\./pictures/.+\.png\)", text)


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_the_commands_of_a_walk_are_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"^(tidewaiter .+)$", text, re.MULTILINE) + re.findall(
        r"`(tidewaiter [^`]+ [^`]+)`", text
    )
    assert found or path.stem == "officer"
    for line in found:
        words = shlex.split(line, comments=True)[1:]
        assert words[0] in COMMANDS
        parser(words[0]).parse_args(words)


LABELS = (
    "Which clause, since when", "What you must do", "Rows to review", "What changed since a day", "Papers and acts needed",
    "Conditional papers and exemptions", "To ask", "Determination as PDF", "What if the law changed?", "All lines",
    "Two days compared",
)  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_what_a_walk_tells_to_press_stands_on_a_page(label: str) -> None:
    assert label in " ".join(path.read_text(encoding="utf-8") for path in WALKS).replace("\n", " ")
    assert label in TEMPLATES
