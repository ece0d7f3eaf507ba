"""The page of a read document: everything stands on it, in place, escaped, without a script."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from tidewaiter.report.document_html import document_fragment, document_html
from tidewaiter.report.document_timeline import document_timeline
from tidewaiter.report.visible import visible
from tidewaiter.text.documents import Document, read_text
from tidewaiter.text.documents.timeline import Dated, dated

TEXT = (
    "China and the <fentanyls>\n"
    "In 2019 China controlled the fentanyls as a class. In July 2025 the US had a duty of 20% on goods of China over fentanyl.\n"
    "\nThe minister said that more must be done & soon.\n"
)


@pytest.fixture(scope="module")
def document(book: Any) -> Document:
    return read_text(TEXT, book, "2025-07-15")


def words(html: str) -> str:
    """What a reader sees of a piece of a page."""
    plain = re.sub(r"<sup.*?</sup>|<[^>]+>", "", html)
    return (
        plain.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
    )


def test_the_text_stands_whole_in_order(document: Document) -> None:
    page = document_html(document)
    shown = re.findall(r'<(?:p|h2) dir="auto">(.*?)</(?:p|h2)>', page)
    assert [words(line).removeprefix("1. ") for line in shown] == [
        line for line in TEXT.splitlines() if line.strip()
    ]


def test_each_statement_has_its_number_in_text_and_margin(document: Document) -> None:
    page = document_html(document)
    numbers = [str(n) for n in range(1, len(document.statements) + 1)]
    assert len(numbers) >= 2
    assert re.findall(r'<sup id="s(\d+)">', page) == numbers
    assert re.findall(r'<li class="doc-note [^"]*" id="n(\d+)">', page) == numbers


def test_the_margin_holds_question_answer_clause_and_since(document: Document) -> None:
    page = document_html(document)
    first = document.statements[0].finding
    note = page[page.index('id="n1"') :].partition("</li>")[0]
    assert (
        first.verdict == "confirmed" and first.since == "2019-05-01"
    )  # announcement of 2019-04-01, MPS, NHC, NMPA
    for part in ("confirmed", "Asked:", "The lawbook:", "since 2019-05-01", first.measure):
        assert part in note
    assert words(note).count("In 2019 China controlled the fentanyls") == 1


def test_no_script_no_style_in_the_fragment(document: Document) -> None:
    fragment = document_fragment(document)
    assert "<script" not in fragment and "<style" not in fragment and " style=" not in fragment
    assert not re.search(r"\son[a-z]+=", fragment)
    assert fragment.count("<article") == fragment.count("</article") == 1
    assert "<fentanyls>" not in fragment


def test_the_file_is_well_formed_and_fetches_nothing(document: Document) -> None:
    page = document_html(document)
    body = page[page.index("<article") : page.index("</body>")].replace("<br>", "<br/>")
    ElementTree.fromstring(body)
    assert "default-src 'none'" in page and "http://" not in body.replace("http://www.w3.org/2000/svg", "")


def test_the_timeline_tells_law_and_text_apart(document: Document) -> None:
    things = dated(document)
    assert {("text", date(2019, 1, 1)), ("law", date(2019, 5, 1))} <= {(d.side, d.first) for d in things}
    svg = document_timeline(things, date(2025, 7, 15))
    picture = ElementTree.fromstring(svg)
    told = [node.text or "" for node in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert "the lawbook: measures" in told and "the text" in told and "day of the text: 2025-07-15" in told


def test_the_timeline_escapes_and_bounds() -> None:
    many = [Dated(date(2000, 1, 1), date(2020, 1, 1), "text", f'<"{n}', "\u202ex", n) for n in range(1000)]
    many += [
        Dated(date(2025, 1, n % 28 + 1), date(2025, 1, n % 28 + 1), "law", f"us/x{n}", "<&>", n)
        for n in range(500)
    ]
    svg = document_timeline(many, None)
    ElementTree.fromstring(svg)
    assert "\u202e" not in svg and svg.count("<g>") <= 120


def test_what_is_hidden_is_written_out() -> None:
    import sys
    import unicodedata

    left = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs")
        and chr(code) not in "\t\n\r"
        and visible(chr(code)) == chr(code)
    ]
    assert left == []
    assert visible("fentanyl 芬太尼 é\n") == "fentanyl 芬太尼 é\n"
