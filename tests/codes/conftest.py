from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tidewaiter.codes.answer import Coder
from tidewaiter.codes.tables import Tables
from tidewaiter.lawbook.place import lawbook_folder


@pytest.fixture(scope="session")
def tables() -> Tables:
    return Tables(Path(lawbook_folder()))


@pytest.fixture(scope="session")
def hs(tables: Tables) -> Coder:
    return Coder(tables, "HS", date(2024, 1, 1))


@pytest.fixture(scope="session")
def eu(tables: Tables) -> Coder:
    return Coder(tables, "EU", date(2024, 1, 1))
