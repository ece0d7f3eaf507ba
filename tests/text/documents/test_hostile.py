"""Input made to hurt: it ends in bounded time and memory, with a page that is escaped or an error that says what to do.

Each case runs in a process of its own under limits of the system (address space, processor time), forked from one that
has loaded the lawbook. What is expected is the limit that formats.py states, or the plain sense of the case; nothing is
copied from an output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.cli import main

MEMORY = 3 << 30  # bytes of address space: the lawbook, its names and RDKit take a third of it
SECONDS = 90  # of processor time; the slowest case takes a third on two shared cores
SAYS = "In 2019 China controlled fentanyl as a class."
RUN = """
import json, os, resource, sys, time
from tidewaiter import Lawbook
from tidewaiter.errors import TidewaiterError
from tidewaiter.report.document_html import document_html
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.formats import Decoded, read_source

def peak():
    # not ru_maxrss: a child begins with the peak of the process that started it, here pytest's
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) << 10

def told_of(path):
    begun, told = time.process_time(), {}
    try:
        document = reader.read(read_source(path), "2025-01-01")
        page = document_html(document)
        json.dumps(document.to_json())
        told = {"statements": len(document.statements), "mentions": sum(len(r.mentions) for r in document.readings), "page": page[:400_000]}
    except TidewaiterError as why:
        told = {"error": type(why).__name__, "message": why.message, "mend": why.mend}
    told["seconds"] = time.process_time() - begun
    told["rss"] = peak()
    return told

memory, seconds = int(sys.argv[1]), int(sys.argv[2])
reader = Reader(Lawbook.load())
reader.read(Decoded(sys.argv[3], "text", ""), "2025-01-01")
for line in sys.stdin:
    path, out = json.loads(line)
    child = os.fork()
    if not child:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            with open(out, "w", encoding="utf-8") as file:
                json.dump(told_of(path), file)
            status = 0
        except BaseException:
            import traceback
            traceback.print_exc()
        finally:
            os._exit(status)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@cache
def _nursery() -> subprocess.Popen[str]:
    """One process that loads the lawbook and forks a child for each case: the children have the limits, and die of them."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(MEMORY), str(SECONDS), SAYS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"},
    )


@pytest.fixture(scope="module", autouse=True)
def _ended() -> Iterator[None]:
    """The nursery ends with the module."""
    yield
    if _nursery.cache_info().currsize:
        _nursery().communicate(timeout=30)
        _nursery.cache_clear()


def read(path: Path) -> dict[str, Any]:
    nursery, out = _nursery(), path.with_name(path.name + ".told.json")
    assert nursery.stdin is not None and nursery.stdout is not None
    nursery.stdin.write(json.dumps([str(path), str(out)]) + "\n")
    nursery.stdin.flush()
    assert nursery.stdout.readline().strip() == "0", "the child failed, or was stopped by its limits"
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def refused(path: Path, *words: str) -> dict[str, Any]:
    """The file is refused as unreadable, in a sentence that names why and how to mend it."""
    found = read(path)
    assert found.get("error") == "Unreadable", found
    assert all(word in found["message"] for word in words), found
    assert found["mend"]
    return found


# plain text ---------------------------------------------------------------------------------------


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as out:
        out.truncate(50 << 20)
    found = refused(file, "50 MiB", "32 MiB")
    assert found["rss"] < 600 << 20


def test_more_characters_than_are_read(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text(SAYS * (4_100_000 // len(SAYS)), encoding="utf-8")
    refused(file, "4,000,000")


@pytest.mark.parametrize(
    "head", [b"", b"\x89PNG\r\n\x1a\n", b"\x7fELF\x02\x01\x01"], ids=["noise", "png", "elf"]
)
def test_a_binary_file_named_txt(tmp_path: Path, head: bytes) -> None:
    file = tmp_path / "binary.txt"
    file.write_bytes(head + bytes(range(256)) * 400)
    refused(file, "no text")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one word", "a" * 400_000),
        ("digits", "1" * 200_000),
        ("stops", "A." * 100_000),
        ("stops and blanks", "A. " * 50_000),
        ("days", "1 May 2019 " * 10_000),
        ("lines", "a\n" * 50_000),
        (
            "titles",
            "A title here\nThis is a line of prose that ends with a stop, and says no more.\n" * 3_000,
        ),
        (
            "ages",
            "Outlet\n38 minutes ago\nThis is a line of prose that ends with a stop, and says no more.\n"
            * 1_500,
        ),
        ("chinese", "中国将芬太尼类物质列入管制" * 8_000),
        ("brackets", "((([[[{{{" * 30_000),
    ],
)
def test_one_thing_without_end(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / f"{name}.txt"
    file.write_text(text, encoding="utf-8")
    found = read(file)
    assert "error" not in found and found["seconds"] < 60


def test_ten_thousand_mentions_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "mentions.txt"
    file.write_text("fentanyl " * 10_000, encoding="utf-8")
    found = read(file)
    assert found["mentions"] == 10_000
    assert found["page"].count("<u title=") > 1_000  # of the beginning of the page
    assert found["seconds"] < 60 and found["rss"] < 1 << 30


def test_four_thousand_statements(tmp_path: Path) -> None:
    file = tmp_path / "statements.txt"
    file.write_text(f"{SAYS}\n" * 4_000, encoding="utf-8")
    found = read(file)
    assert found["statements"] == 4_000  # each line says the same once
    assert found["seconds"] < 60 and found["rss"] < 1 << 30


def test_only_emoji(tmp_path: Path) -> None:
    file = tmp_path / "emoji.txt"
    file.write_text("💊🔥😀👨\u200d👩\u200d👧" * 2_000, encoding="utf-8")
    found = read(file)
    assert (found["mentions"], found["statements"]) == (0, 0)


def test_an_override_of_direction_is_shown_and_does_nothing(tmp_path: Path) -> None:
    file = tmp_path / "override.txt"
    file.write_text(
        'The duty\nIn 2019 China \u202econtrolled\u202c fentanyls\u2066 as a class.\u2069 Said "><script>alert(1)</script>\n',
        encoding="utf-8",
    )
    page = read(file)["page"]
    assert "[U+202E]controlled[U+202C]" in page
    assert not {"\u202e", "\u202c", "\u2066", "\u2069"} & set(page)
    assert "<script" not in page and "&lt;script&gt;" in page


def test_a_file_of_listings_of_emoji_and_of_ten_thousand_mentions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "listings.csv"
    lines = [
        "id,title",
        "1,💊🔥😀👨\u200d👩\u200d👧",
        "2," + "fentanyl " * 10_000,
        "3,\u202eenop\u202c",
        "4,",
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["read", "--listings", str(file), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == ["1", "2", "3", "4"]  # each row once
    by = {row["id"]: row for row in rows}
    assert {one["judged"] for one in by["1"]["mentions"]} == {
        "other meaning"
    }  # pictures, and nothing near them
    assert by["1"]["status"] == "no_hit"
    assert len(by["2"]["mentions"]) == 10_000


# HTML ---------------------------------------------------------------------------------------------


def test_scripts_of_a_page_do_not_reach_ours(tmp_path: Path) -> None:
    file = tmp_path / "script.html"
    file.write_text(
        "<html><head><title>t<script>alert(0)</script></title></head><body onload=alert(1)><script>alert(2)</script>"
        f"<img src=x onerror=alert(3)><p>{SAYS} &lt;script&gt;alert(4)&lt;/script&gt; "
        '<a href="javascript:alert(5)">fentanyl</a> The ministry called it a large step for the country and for all its '
        "neighbours, and it said so more than once.</p></body></html>",
        encoding="utf-8",
    )
    found = read(file)
    page = found["page"].lower()
    assert found["statements"] >= 1
    assert "<script" not in page and "<img" not in page and 'href="javascript' not in page
    assert "onload" not in page and "onerror" not in page


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("open", "<div><b>" * (1 << 17) + SAYS),
        ("broken", "<div" * (1 << 18)),
        ("closed", "<i>" * 200_000 + SAYS + "</i>" * 200_000),
    ],
)
def test_a_megabyte_of_tags(tmp_path: Path, name: str, body: str) -> None:
    file = tmp_path / f"{name}.html"
    file.write_text(f"<html><body>{body}", encoding="utf-8")
    found = read(file)
    assert found["seconds"] < 30 and found["rss"] < 1 << 30
    assert "page" in found or ("no text that can be read" in found["message"] and found["mend"])


# PDF ----------------------------------------------------------------------------------------------

LINE = f"BT /F1 12 Tf 10 100 Td ({SAYS}) Tj ET\n".encode()


def pdf(
    path: Path, stream: bytes, *, pages: int = 1, count: int | None = None, kid: bytes = b"3 0 R "
) -> Path:
    """A PDF of our own making: ``pages`` times one page whose content is ``stream``."""
    packed = zlib.compress(stream, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kid * pages, count or pages),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table
    path.write_bytes(out)
    return path


def test_a_sound_pdf_is_read(tmp_path: Path) -> None:
    assert read(pdf(tmp_path / "sound.pdf", LINE))["statements"] == 1


def test_a_stream_that_unpacks_to_a_gigabyte(tmp_path: Path) -> None:
    found = refused(pdf(tmp_path / "bomb.pdf", b" " * (1 << 30)), "unpacks to more than is read")
    assert found["seconds"] < 30 and found["rss"] < 1 << 30


def test_more_pages_than_are_read(tmp_path: Path) -> None:
    refused(pdf(tmp_path / "pages.pdf", LINE, pages=700), "700 pages", "600")


def test_two_hundred_thousand_pages(tmp_path: Path) -> None:
    assert refused(pdf(tmp_path / "pages.pdf", LINE, pages=200_000))["seconds"] < 30


def test_a_page_count_that_lies(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "count.pdf", LINE, count=1_000_000_000))
    assert "error" in found or found["statements"] == 1


def test_pages_that_hold_themselves(tmp_path: Path) -> None:
    refused(pdf(tmp_path / "loop.pdf", LINE, kid=b"2 0 R "))


# DOCX ---------------------------------------------------------------------------------------------

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LINKS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def docx(path: Path, body: str, head: str = "") -> Path:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", LINKS)
        packed.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )
    return path


def test_a_sound_docx_is_read(tmp_path: Path) -> None:
    assert read(docx(tmp_path / "sound.docx", PARAGRAPH.format(SAYS)))["statements"] == 1


def test_a_docx_that_unpacks_to_300_megabytes(tmp_path: Path) -> None:
    found = refused(docx(tmp_path / "bomb.docx", PARAGRAPH.format(" " * (300 << 20))), "unpacks to more than")
    assert found["rss"] < 600 << 20


def test_a_docx_of_too_many_paragraphs(tmp_path: Path) -> None:
    found = refused(docx(tmp_path / "lines.docx", PARAGRAPH.format("a") * 150_000), "paragraphs")
    assert found["rss"] < 1 << 30


def test_entities_that_multiply(tmp_path: Path) -> None:
    inner = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    found = read(
        docx(
            tmp_path / "lol.docx",
            PARAGRAPH.format("&a9;"),
            f'<!DOCTYPE l [<!ENTITY a0 "aaaaaaaaaa">{inner}]>',
        )
    )
    assert found.get("error") == "Unreadable" and found["rss"] < 600 << 20


def test_tables_in_tables_in_tables(tmp_path: Path) -> None:
    depth = 3_000
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    assert read(docx(tmp_path / "nested.docx", body)).get("error") == "Unreadable"


def test_a_packed_file_that_is_no_docx(tmp_path: Path) -> None:
    file = tmp_path / "other.docx"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a.txt", SAYS)
    refused(file, "no DOCX")
