"""What people type is understood: the sets of typed inputs, and the page that tells how many."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def inputs() -> Any:
    """``benchmarks/inputs.py``."""
    path = ROOT / "benchmarks" / "inputs.py"
    spec = importlib.util.spec_from_file_location("benchmark_inputs", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_of_today_and_nothing_is_wrong(inputs: Any, book: Any) -> None:
    page = inputs.page(inputs.Judge(book))
    assert page == inputs.PAGE.read_text("utf-8"), "stale: python benchmarks/inputs.py --write"
    totals = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| all")]
    told = [(int(right.split()[0]) / int(number), int(wrong)) for _, number, right, *_, wrong in totals]
    assert told[0][0] >= 0.95 and told[0][1] == 0  # the review's inputs
    assert told[1][0] >= 0.88 and told[1][1] <= 1
