"""The news page of mid-July 2025 against our own reading of it (story-cases.yml). Skips where the page is missing."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import BadDay
from tidewaiter.lawbook.read import plain_yaml
from tidewaiter.text.documents import Document, Reader, read_document
from tidewaiter.text.documents.formats import Decoded
from tidewaiter.text.statements.pieces import Piece

ROOT = Path(__file__).parents[3]
PAGE = Path(os.environ.get("TIDEWAITER_STORY", ROOT.parent / "shared" / "story" / "news-page-2025-07.txt"))
RAW = plain_yaml(Path(__file__).with_name("story-cases.yml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="the page is not ours to commit")


def digits(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:10]


def place(piece: Piece, number: int) -> str:
    sentence = next(s for s in piece.sentences if s.number == number)
    return f"{piece.number}/{digits(sentence.text)}"


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(PAGE, Lawbook.load())


def found(document: Document) -> list[tuple[str, str, str, str, str]]:
    return [
        (place(reading.piece, s.sentence), s.kind, s.finding.verdict, s.finding.measure, s.finding.since)
        for reading in document.readings
        for s in reading.statements
    ]


def test_four_pieces_told_apart(document: Document) -> None:
    assert [digits(reading.piece.title) for reading in document.readings] == RAW["titles"]
    aside = [document.text[a:b] for a, b in document.furniture]
    assert "Hashtags" in aside and "38 minutes ago" in aside and len(aside) == 15


def test_the_day_is_inferred(document: Document) -> None:
    day = document.published
    assert day is not None and day.how == "inferred" and day.why
    assert (day.earliest.isoformat(), day.latest.isoformat()) == tuple(RAW["published"].values())


@pytest.mark.parametrize("case", RAW["cases"], ids=lambda case: f"{case['at']} {case['kind']}")
def test_our_reading(case: dict[str, Any], document: Document) -> None:
    mine = [one for one in found(document) if one[:2] == (case["at"], case["kind"])]
    assert any(
        verdict == case["verdict"]
        and measure.startswith(case.get("measure", ""))
        and since.startswith(case.get("since", ""))
        for _, _, verdict, measure, since in mine
    ), mine


def test_nothing_else_is_taken_for_law(document: Document) -> None:
    read = {(case["at"], case["kind"], case["verdict"]) for case in RAW["cases"]}
    more = [one for one in found(document) if one[2] != "not_law" and one[:3] not in read]
    assert more == []


def test_enough_statements_of_law(document: Document) -> None:
    law = [[s for s in reading.statements if s.finding.verdict != "not_law"] for reading in document.readings]
    assert len(law[0]) >= 20 and sum(map(len, law[1:])) >= 5


def test_the_main_article_alone_is_dated_by_what_it_tells(document: Document) -> None:
    piece = document.readings[0].piece
    text = document.text[piece.start : piece.end]
    alone = Reader(Lawbook.load()).read(Decoded(text, "text", ""))
    assert alone.published is not None
    assert (
        alone.published.earliest.isoformat() <= "2025-07-14"
        and alone.published.latest.isoformat() < "2025-07-20"
    )


def test_without_a_day_it_is_asked_for() -> None:
    with pytest.raises(BadDay, match="--on"):
        Reader(Lawbook.load()).read(
            Decoded("China controlled fentanyl as a class. It was a large step.", "text", "")
        )


def test_spans_are_of_the_text(document: Document) -> None:
    data = document.to_json()
    for piece in data["pieces"]:
        for item in (*piece["mentions"], *piece["statements"]):
            start, end = item["span"]
            assert document.text[start:end] == item["text"]
