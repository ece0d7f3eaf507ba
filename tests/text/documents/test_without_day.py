"""A text without a day of its own that tells of full days as past: what is the same on every day since is judged."""

from __future__ import annotations

from datetime import date

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import BadDay
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.formats import Decoded
from tidewaiter.text.documents.publication import since_told, told_later

TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("The act was signed on 16 July 2025, and published on July 18, 2025.", date(2025, 7, 18)),
        ("Am 29. November 2024 wurde die Verordnung erlassen.", date(2024, 11, 29)),
        ("El decreto fue publicado el 3 de mayo de 2023.", date(2023, 5, 3)),
        ("该公告于2024年4月30日发布。", date(2024, 4, 30)),
        ("Am 27. Juni 2024 ist die neue Anlage zum Gesetz in Kraft getreten.", date(2024, 6, 27)),
        ("Das Amtsblatt brachte am 25. Juli 2025 die Verordnung.", date(2025, 7, 25)),
        ("Los laboratorios deben registrarse desde el 14 de mayo de 2021.", date(2021, 5, 14)),
    ],
)
def test_the_last_day_told_as_past_is_the_earliest(text: str, earliest: date) -> None:
    found = since_told(text, TODAY)
    assert found is not None
    assert (found.earliest, found.latest, found.how) == (earliest, TODAY, "inferred")


@pytest.mark.parametrize(
    "text",
    [
        "The act will be signed on 16 July 2025.",
        "The list takes effect on 7 June 2020.",
        "It runs until 26 July 2025.",
        "Die Verordnung wird ab dem 25. Juli 2025 gelten.",
        "The duty was cut in March 2025.",
        "The act was signed on 16 July 2027.",
    ],
)
def test_no_other_day_is(text: str) -> None:
    assert since_told(text, TODAY) is None


@pytest.mark.parametrize(
    "span", ["del 2 de mayo de 2022 al 2 de mayo de 2024", "from 2 May 2022 to 2 May 2024"]
)
def test_the_end_of_a_span_lies_ahead(span: str) -> None:
    assert told_later(f"La medida está vigente {span}.", date(2022, 5, 2)) is None


def test_what_is_the_same_on_every_day_is_judged(reader: Reader) -> None:
    text = (
        "The HALT Fentanyl Act was signed into law on July 16, 2025. Fentanyl is in Schedule II in the United States. "
        "Fentanyl is in Schedule IV in the United States. The US charges a 10% surcharge under Section 122. "
        "Yesterday the UK banned xylazine."
    )
    document = reader.read(Decoded(text, "text", ""))
    assert document.published is not None
    assert "told as past" in document.published.why[0]
    found = [s.finding.verdict for s in document.statements]
    assert found == ["confirmed", "confirmed", "differs", "not_judged", "not_judged"]


def test_the_day_is_asked_for_where_none_is_told(reader: Reader) -> None:
    with pytest.raises(BadDay):
        reader.read(Decoded("The US charges a 10% surcharge under Section 122.", "text", ""))
