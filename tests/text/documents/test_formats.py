"""From bytes to text: every format gives the same page, and what cannot be read is said."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import Unreadable
from tidewaiter.text.documents import Reader, formats, read_document
from tidewaiter.text.documents.formats import decode

STORY = (
    "In 2019 China controlled fentanyl-related substances as a class. It was a large step for all concerned."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


def pdf_of(text: str) -> bytes:
    """The smallest PDF that shows a line of text."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)


def docx_of(*lines: str) -> bytes:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PAGE = f"""<!doctype html><html><head><title>The class of 2019</title>
<meta property="article:published_time" content="2025-07-15T08:00:00Z"><script>var evil = "20% tariff";</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>The class of 2019</h1><p>{STORY}</p><p>{STORY}</p></article></body></html>"""


@pytest.mark.parametrize(
    ("raw", "format_"),
    [
        (STORY.encode(), "text"),
        (PAGE.encode(), "html"),
        (pdf_of(STORY), "pdf"),
        (docx_of("A title", STORY), "docx"),
    ],
    ids=["text", "html", "pdf", "docx"],
)
def test_every_format_gives_the_same_statement(raw: bytes, format_: str, reader: Reader) -> None:
    decoded = decode(raw)
    assert decoded.format == format_
    found = [s.finding for s in reader.read(decoded, on="2025-07-15").statements if s.kind == "control"]
    assert found and all((f.verdict, f.since) == ("confirmed", "2019-05-01") for f in found)


def test_a_page_states_its_day_and_hides_its_scripts() -> None:
    decoded = decode(PAGE.encode())
    assert decoded.published == date(2025, 7, 15)
    assert "evil" not in decoded.text


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [("2025年7月20日起列入管制。".encode(), "utf-8"), ("自2025年7月20日起，列入易制毒化学品管理，特此公告。".encode("gb18030"), "gb18030"), ("\ufeffA duty".encode("utf-16"), "utf-16")],
)  # fmt: skip
def test_encodings(raw: bytes, encoding: str) -> None:
    decoded = decode(raw)
    assert decoded.text.strip("\ufeff") in (
        "2025年7月20日起列入管制。",
        "自2025年7月20日起，列入易制毒化学品管理，特此公告。",
        "A duty",
    )


def zipped(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, b"0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(300), "no text"),
        (b"   \n \n", "holds no text"),
        (b"%PDF-1.7\n%broken", "broken"),
        (zipped("other.xml", 10), "no DOCX"),
        (zipped("word/document.xml", formats.MOST_UNPACKED + 1), "unpacks"),
        (b"a" * (formats.MOST_CHARACTERS + 1), "characters"),
    ],
    ids=["binary", "blank", "pdf", "zip", "zip bomb", "long"],
)
def test_what_cannot_be_read_is_said(raw: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        decode(raw)


def test_a_missing_file() -> None:
    with pytest.raises(Unreadable, match="There is no file"):
        read_document("no/such/file", Lawbook.load())
