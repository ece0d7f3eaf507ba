"""Claims written by hand from documents and acts, each with a lawyer's verdict on it: what the lawbook says must be alike.

``hand-claims.jsonl`` has one a line. ``verdict`` is the lawyer's (two with ``/``: either is right), written before anything was
asked; ``why`` where it was read again. Where we say otherwise, ``said`` and ``cause`` stand there: a gap that is known.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tidewaiter import Lawbook

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("hand-claims.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def said(book: Lawbook) -> list[str]:
    """Our verdict on each."""
    return [finding.verdict for _, finding in book.verify([row["claim"] for row in ROWS]).claims]


def test_verdicts_are_the_lawyers(said: list[str]) -> None:
    unlike = [
        (row["of"], row["verdict"], verdict)
        for row, verdict in zip(ROWS, said, strict=True)
        if verdict not in (row["said"] if "said" in row else row["verdict"]).split("/")
    ]
    assert unlike == []


def test_at_least_ninety_two_of_a_hundred_are_alike(said: list[str]) -> None:
    alike = [verdict in row["verdict"].split("/") for row, verdict in zip(ROWS, said, strict=True)]
    assert sum(alike) >= 0.92 * len(ROWS)


def test_confirmed_and_contradicted_are_right(said: list[str]) -> None:
    sure = [(r["verdict"], v) for r, v in zip(ROWS, said, strict=True) if v in ("confirmed", "contradicted")]
    assert sum(verdict in told.split("/") for told, verdict in sure) >= 0.97 * len(sure)
