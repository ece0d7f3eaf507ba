"""The figures that benchmarks keep: written as rows, and a slower one is told."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parents[2] / "benchmarks" / "figures.py"


@pytest.fixture
def figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("figures", PATH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FILE", tmp_path / "figures.csv")
    monkeypatch.setattr(module, "commit", lambda: "0123456789")
    monkeypatch.setattr(module.os, "getloadavg", lambda: (0.5, 0.5, 0.5))
    return module


def test_what_is_kept_is_what_was_measured(figures: ModuleType) -> None:
    figures.tell("check", [figures.Figure("by name", 51.25, "ms")], keep=True)
    (row,) = figures.read()
    assert tuple(row) == figures.COLUMNS
    assert (row["commit"], row["benchmark"], row["name"], row["figure"]) == (
        "0123456789", "check", "by name", "51.25",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "now", "is_told"),
    [
        ("ms", 50.0, False), ("ms", 57.0, False), ("ms", 60.0, True), ("ms", 20.0, False),
        ("rows/s", 50.0, False), ("rows/s", 40.0, True), ("rows/s", 90.0, False),
    ],
)  # fmt: skip
def test_what_is_slower_than_the_last_ones_is_told(
    unit: str, now: float, is_told: bool, figures: ModuleType
) -> None:
    for before in (500.0, 50.0, 49.0, 51.0, 50.0, 52.0):  # only the last five count
        figures.tell("check", [figures.Figure("by name", before, unit)], keep=True)
    told = figures.tell("check", [figures.Figure("by name", now, unit)], keep=False)
    assert bool(told) is is_told
    assert len(figures.read()) == 6


def test_another_machine_and_another_benchmark_say_nothing(figures: ModuleType) -> None:
    kept = {"machine": "another", "benchmark": "check", "name": "by name", "figure": "1"}
    here = {**kept, "machine": "here", "benchmark": "service"}
    assert figures.slower("check", [figures.Figure("by name", 9.0, "ms")], [kept, here], "here") == []


def test_a_busy_machine_is_neither_compared_nor_kept(
    figures: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures.tell("check", [figures.Figure("by name", 50.0, "ms")], keep=True)
    monkeypatch.setattr(figures.os, "getloadavg", lambda: (64.0, 0.0, 0.0))
    monkeypatch.setattr(figures.os, "cpu_count", lambda: 2)
    assert figures.tell("check", [figures.Figure("by name", 500.0, "ms")], keep=True) == []
    assert len(figures.read()) == 1
