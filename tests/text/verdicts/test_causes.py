"""Sentences by the cause for which a true one of their kind was once not understood, or told false: ``causes.yml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tidewaiter import Lawbook
from tidewaiter.lawbook.read import plain_yaml
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.formats import Decoded

CAUSES = plain_yaml(Path(__file__).with_name("causes.yml").read_text(encoding="utf-8"))
_SURE = {"confirmed", "differs", "contradicted"}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(str(one["on"]), one.get("before", ""), text, id=text[:60])
        for one in CAUSES
        for text in one.get(kind, ())
    ]


def _verdicts(reader: Reader, on: str, before: str, text: str) -> set[str]:
    led = f"{before} " if before and not before.endswith("\n") else before
    statements = reader.read(Decoded(led + text, "text", ""), on).statements
    return {s.finding.verdict for s in statements if s.start >= len(led)}


@pytest.mark.parametrize(("on", "before", "text"), _cases("holds"))
def test_what_holds_is_confirmed(reader: Reader, on: str, before: str, text: str) -> None:
    assert _verdicts(reader, on, before, text) == {"confirmed"}


@pytest.mark.parametrize(("on", "before", "text"), _cases("ahead"))
def test_what_is_to_come_is_announced(reader: Reader, on: str, before: str, text: str) -> None:
    assert _verdicts(reader, on, before, text) == {"announced"}


@pytest.mark.parametrize(("on", "before", "text"), _cases("false"))
def test_what_is_false_in_one_detail_is_not_confirmed(
    reader: Reader, on: str, before: str, text: str
) -> None:
    assert "confirmed" not in _verdicts(reader, on, before, text)


@pytest.mark.parametrize(("on", "before", "text"), _cases("unsure"))
def test_what_is_true_is_not_told_false(reader: Reader, on: str, before: str, text: str) -> None:
    assert not _verdicts(reader, on, before, text) & (_SURE - {"confirmed"})
