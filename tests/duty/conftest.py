"""The duty tables, with and without an imported schedule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.importing import import_schedule
from tidewaiter.duty.result import Answer


@pytest.fixture(scope="session")
def duties(tmp_path_factory: pytest.TempPathFactory) -> DutyBook:
    """The tables as shipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIDEWAITER_DATA", str(tmp_path_factory.mktemp("none")))
        return DutyBook.load()


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, sets: Callable[[str], Path]) -> DutyBook:
    """The tables with the schedule of 2025 imported beside them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIDEWAITER_DATA", str(tmp_path_factory.mktemp("whole")))
        import_schedule(sets("hts-2025.csv"), date(2025, 1, 1))
        return DutyBook.load()


@pytest.fixture(scope="session")
def ask(duties: DutyBook) -> Callable[..., Answer]:
    """Ask the shipped tables: ``ask("2841.61.00.00", "CN", "2025-04-20", value="1000")``."""

    def asked(code: str, origin: str, on: str, **more: Any) -> Answer:
        for name in ("loaded", "known_on"):
            if name in more:
                more[name] = date.fromisoformat(more[name])
        if "value" in more:
            more["value"] = Decimal(more["value"])
        return assess(duties, Entry(code.replace(".", ""), origin, date.fromisoformat(on), **more))

    return asked


def pairs(answer: Answer) -> list[tuple[str, str]]:
    """Heading and rate of what applies, in reporting order."""
    return [(c.heading, c.rate) for c in answer.components if c.outcome == "applies"]
