"""Sentences of our own, in other words than any page's, with the verdict that the acts give (sentences.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tidewaiter import Lawbook
from tidewaiter.lawbook.read import plain_yaml
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.formats import Decoded

RAW = plain_yaml(Path(__file__).with_name("sentences.yml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(group["on"], case, id=case["text"][:60])
    for group in RAW["groups"]
    for case in group["sentences"]
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


@pytest.mark.parametrize(("on", "case"), CASES)
def test_verdict(on: str, case: dict[str, Any], reader: Reader) -> None:
    statements = reader.read(Decoded(case["text"], "text", ""), on).statements
    got = [(s.kind, s.finding.verdict, s.finding.measure, s.finding.since) for s in statements]
    assert any(
        kind == case["kind"]
        and verdict == case["verdict"]
        and measure.startswith(case.get("measure", ""))
        and since.startswith(case.get("since", ""))
        for kind, verdict, measure, since in got
    ), got
    if case["verdict"] != "not_law":  # no second statement contradicts what the sentence says
        assert {verdict for _, verdict, _, _ in got} <= {case["verdict"], "not_law", *case.get("beside", ())}


@pytest.mark.parametrize("text", RAW["none"])
def test_what_states_no_law(text: str, reader: Reader) -> None:
    found = reader.read(Decoded(text, "text", ""), "2025-07-15").statements
    assert {s.finding.verdict for s in found} <= {"not_law"}


@pytest.mark.parametrize(
    ("on", "text"), [(day, text) for day, texts in RAW["unconfirmed"].items() for text in texts]
)
def test_what_is_false_in_one_detail_of_an_act(on: str, text: str, reader: Reader) -> None:
    found = reader.read(Decoded(text, "text", ""), on).statements
    assert "confirmed" not in {s.finding.verdict for s in found}


@pytest.mark.parametrize(
    ("on", "text"), [(day, text) for day, texts in RAW["uncontradicted"].items() for text in texts]
)
def test_what_is_true_in_other_words(on: str, text: str, reader: Reader) -> None:
    found = reader.read(Decoded(text, "text", ""), on).statements
    assert "contradicted" not in {s.finding.verdict for s in found}


@pytest.mark.parametrize(
    ("on", "text"), [(day, text) for day, texts in RAW["confirmed"].items() for text in texts]
)
def test_what_the_lawbook_holds_is_confirmed(on: str, text: str, reader: Reader) -> None:
    found = reader.read(Decoded(text, "text", ""), on).statements
    assert {s.finding.verdict for s in found} == {"confirmed"}


def test_every_group_names_who_vouches() -> None:
    assert all(group["says"] for group in RAW["groups"])
    assert sum(len(group["sentences"]) for group in RAW["groups"]) >= 60
    assert sum("wrong" in case for group in RAW["groups"] for case in group["sentences"]) >= 20
