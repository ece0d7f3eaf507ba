"""The parts of a statement, each by itself: pieces and sentences, days, entities."""

from __future__ import annotations

from datetime import date

import pytest

from tidewaiter.text.statements.days import find_days, resolve, with_years
from tidewaiter.text.statements.entities import find_entities
from tidewaiter.text.statements.pieces import cut

# pieces --------------------------------------------------------------------------------------------


def test_a_wrapped_text_is_read_in_paragraphs() -> None:
    text = (
        "A notice\n\nIn May 2019 China placed the fentanyl-related substances under\nnational control as one class. "
        "The notice had been\npublished in April by three authorities, and was\nread by all who make such goods in the\n"
        "whole of the country.\n"
    )
    sentences = [s.text for s in cut(text).pieces[0].sentences]
    assert sentences[1].endswith("control as one class.") and len(sentences) == 3


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The U.S. duty is 20 %. It stands.", 2),
        ("Mr. Wang met Mr. Perdue on 19 June. They spoke.", 2),
        ("The rate is 2.5 % on all goods, e.g. steel.", 1),
        ("自2025年7月20日起施行。特此公告。", 2),
        ("It costs $1.5 million … and more. Yes!", 2),
    ],
)
def test_sentences(text: str, number: int) -> None:
    assert len(cut(text).pieces[0].sentences) == number


# days ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "window"),
    [
        ("late last month", "2025-06-18 to 2025-06-30"),
        ("last year", "2024-01-01 to 2024-12-31"),
        ("in March", "2025-03-01 to 2025-03-31"),
        ("in October", "2024-10-01 to 2024-10-31"),
        ("by the 1st of August", "2025-08-01"),
        ("on 20 June", "2025-06-20"),
        ("August 2022", "2022-08-01 to 2022-08-31"),
        ("late 2023", "2023-09-01 to 2023-12-31"),
        ("earlier this year", "2025-01-01 to 2025-07-15"),
        ("yesterday", "2025-07-14"),
        ("two weeks ago", "2025-06-27 to 2025-07-05"),
        ("last September", "2024-09-01 to 2024-09-30"),
        ("last fall", "2024-09-01 to 2024-11-30"),
        ("on Friday", "2025-07-11"),
        ("自2025年7月20日起", "2025-07-20"),
        ("6月19日", "2025-06-19"),
        ("去年", "2024-01-01 to 2024-12-31"),
        ("am 1. Juli 2025", "2025-07-01"),
        ("le 1er août 2025", "2025-08-01"),
    ],
)
def test_days_in_a_piece_of_mid_july(phrase: str, window: str) -> None:
    found = find_days(phrase)
    assert len(found) == 1
    assert str(resolve(found[0], date(2025, 7, 15))) == window


@pytest.mark.parametrize(
    "text, years",
    [
        ("On January 5, 2026 it replaced the act of December 20", "2026 2025"),
        ("On December 20, 2025 it said that it starts on January 5", "2025 2026"),
        ("Signed on May 12, 2025, it replaced the order of January 3", "2025 2025"),
        ("Signed on May 12, 2025, it holds until January 3", "2025 2026"),
        ("In 2019, on December 20", "2019 2019"),
    ],
)
def test_a_day_without_a_year_beside_one_that_has_one(text: str, years: str) -> None:
    assert [one.part("y") for one in with_years(find_days(text))] == years.split()


@pytest.mark.parametrize(
    "text",
    [
        "You may go",
        "They march on",
        "The 1988 convention",
        "2024 kg",
        "20 %",
        "1,400 tons",
        "the Misuse of Drugs Act 1971",
        "the Regulations 2001 (SI 2001/3998)",
        "the Trade Act of 1974",
        "the 2024 Order (No. 2)",
        "the MDR 2001",
        "the Convention on Psychotropic Substances (1971)",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert find_days(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "under the Act in 2019",
        "the 1988 Convention in 2019",
        "since the order of 2019",
        "China, 2019",
        "the EU 2019",
    ],
)
def test_a_year_beside_a_title_is_a_day(text: str) -> None:
    assert [phrase.part("y") for phrase in find_days(text)] == ["2019"]


# entities ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("worth €72 billion", "money", "EUR 7.2e+10"),
        ("a 20-percent duty", "rate", "20"),
        ("seized 1,400 tons", "quantity", "1400 tons"),
        ("50 percent of goods", "share", "50"),
        ("three fentanyl precursors", "count", "3"),
        ("three fentanyl precursors", "group", "fentanyl precursors"),
        ("the White House answered", "state", "US"),
        ("'It stands,' said Ryan Hass.", "speaker", "Ryan Hass"),
        ("Mexican cartels", "party", "cartels"),
        ("the USMCA", "instrument", "usmca"),
    ],
)
def test_entities(text: str, kind: str, id_: str) -> None:
    assert (kind, id_) in [(e.kind, e.id) for e in find_entities(text)]


def test_us_in_capitals_is_a_pronoun() -> None:
    assert not [e for e in find_entities("IT IS GOOD TO HAVE YOU WITH US TODAY") if e.kind == "state"]


@pytest.mark.parametrize(("text", "days"), [
    ("in February of last year", "2017-02-01 to 2017-02-28"), ("last February", "2018-02-01 to 2018-02-28"),
    ("le 3 mars de l'année dernière", "2017-03-03"), ("el 3 de marzo del año pasado", "2017-03-03"),
    ("im März vergangenen Jahres", "2017-03-01 to 2017-03-31"), ("去年12月3日", "2017-12-03"), ("明年1月1日起", "2019-01-01"),
    ("今年2月", "2018-02-01 to 2018-02-28"), ("in June this year", "2018-06-01 to 2018-06-30"),
])  # fmt: skip
def test_a_year_told_by_that_of_the_text(text: str, days: str) -> None:
    assert [str(resolve(one, date(2018, 8, 29))) for one in find_days(text)] == [days]
