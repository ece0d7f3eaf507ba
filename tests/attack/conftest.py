"""What attacks on a record share: one that is kept, and the command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tidewaiter.cli import main

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANSWER = {"controls": [], "lawbook": {"version": "2026-11-24", "sha256": "ab" * 32}}
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of three entries, one a day."""
    from tidewaiter.record import Record

    (tmp_path / "kept").mkdir()
    place = tmp_path / "kept" / "record.sqlite"
    with Record.open(place) as record:
        for day in range(3):
            record.keep("check", {"query": "x"}, ANSWER, who="tester", at=AT + timedelta(days=day))
    return place


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """``tidewaiter record`` with these words: exit code, what it printed, what it said on the error stream."""

    def asked(*words: object) -> tuple[int, str, str]:
        code = main(["record", *map(str, words)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return asked
