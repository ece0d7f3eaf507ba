"""docs/promises.md: each test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(?:(?:tests/)?(\w+/)?(test_\w+\.py))?(?:::(test_\w+))?`")


def test_every_test_that_is_named_is_there() -> None:
    page = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    wrong, room, file, named = [], "", "", 0
    for found in NAMED.finditer(page):
        if found[0] == "``":
            continue
        room, file = found[1] or room, found[2] or file  # `::test_...` alone is of the file named before it
        path, named = ROOT / "tests" / room / file, named + 1
        if not path.is_file() or f"def {found[3] or 'test_'}" not in path.read_text(encoding="utf-8"):
            wrong.append(found[0])
    assert wrong == []
    assert named > 60
