"""What people type is understood: the sets of typed inputs, and the page that tells how many."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _benchmark() -> Any:
    """``benchmarks/inputs.py``."""
    spec = importlib.util.spec_from_file_location("benchmark_inputs", ROOT / "benchmarks" / "inputs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


inputs = _benchmark()


@pytest.fixture(scope="module")
def judge(book: Any) -> Any:
    return inputs.Judge(book)


@pytest.mark.parametrize("number, file", enumerate(inputs.FILES), ids=list(inputs.FILES))
def test_what_came_of_an_input_is_so_today(judge: Any, number: int, file: str) -> None:
    """Of the review's inputs each, of a set one in four: all are asked where the page is written."""
    every, told = inputs.cases(inputs.SETS / file), inputs.kept()[file]
    chosen = range(len(every)) if number == 0 else range(number % 4, len(every), 4)
    found = inputs.verdicts(judge, [every[place] for place in chosen])
    other = [
        (every[place].text, told[place], one)
        for place, one in zip(chosen, found, strict=True)
        if told[place] != one
    ]
    assert other == [], "stale: python benchmarks/inputs.py --write"


def test_the_page_tells_what_came_of_the_inputs(book: Any) -> None:
    assert inputs.PAGE.read_text("utf-8") == inputs.page(book.day, inputs.kept())
    assert list(inputs.kept()) == list(inputs.FILES)


def test_the_inputs_of_the_review_are_understood_and_none_is_wrong() -> None:
    page = inputs.PAGE.read_text("utf-8")
    totals = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| all")]
    told = [(int(right.split()[0]) / int(number), int(wrong)) for _, number, right, *_, wrong in totals]
    assert told[0][0] >= 0.95 and told[0][1] == 0  # the review's inputs
    assert told[1][0] >= 0.88 and told[1][1] <= 1
