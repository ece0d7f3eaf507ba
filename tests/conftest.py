"""What all rooms share: the loaded lawbook, the sets of sets/, and the switch that forbids skipping."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
SETS = Path(__file__).parent / "sets"  # its README says what each is and where it comes from
REQUIRE_ALL = bool(os.environ.get("TIDEWAITER_REQUIRE_ALL"))
# A build tells whether this change broke something: it draws the same examples each time. At home they are drawn anew.
# How long a busy machine takes to draw them is no fault.
settings.register_profile(
    "build", derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
if REQUIRE_ALL:
    settings.load_profile("build")


@pytest.fixture(scope="session")
def book() -> Any:
    """The lawbook as a user loads it."""
    from tidewaiter import Lawbook

    return Lawbook.load()


@pytest.fixture(scope="session")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A file of sets/ by its name, unpacked where it is packed there: ``sets("nci.smi")``."""
    unpacked = tmp_path_factory.mktemp("sets")

    def find(name: str) -> Path:
        if (SETS / name).exists():
            return SETS / name
        if not (unpacked / name).exists():
            (unpacked / name).write_bytes(gzip.decompress((SETS / f"{name}.gz").read_bytes()))
        return unpacked / name

    return find


def _no_skip(report: Any) -> None:
    if REQUIRE_ALL and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although TIDEWAITER_REQUIRE_ALL is set: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """With TIDEWAITER_REQUIRE_ALL set, a skipped test is a failed one."""
    report = yield
    _no_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """The same for a module that skips itself as a whole."""
    report = yield
    _no_skip(report)
    return report
