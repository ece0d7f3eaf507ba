"""From bytes to text: plain text, HTML, PDF and DOCX, a file, an address or standard input, within limits.

What is read is bounded before it is opened: bytes, pages, what a packed file unpacks to, characters. Libraries read the
formats (trafilatura, pypdf, python-docx, charset-normalizer); they are imported only when they are needed.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
import zipfile
from datetime import date
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tidewaiter.errors import Unreadable
from tidewaiter.text.documents.fetching import INSTALL, fetch

MOST_BYTES = 32 << 20  # of a file as it is
MOST_CHARACTERS = 4_000_000  # of its text: a book of two thousand pages
MOST_PAGES = 600  # of a PDF
MOST_UNPACKED = 200 << 20  # of a packed file (DOCX), all parts together
MOST_XML = 24 << 20  # of the text in it
MOST_LINES = 100_000  # of a DOCX: paragraphs and cells, together
MOST_SECONDS = 60.0  # for the pages of a PDF, together
_CUT_IT = "Cut it into parts, or read it as a listing (--listings)."
_PAGE = re.compile(r"(?is)<(?:!doctype html|html|head|body)|<\?xml[^>]*>\s*<(?:!doctype html|html)")


class Decoded(NamedTuple):
    """A document as text, and what its own format says of it."""

    text: str
    format: str  # text, html, pdf, docx
    source: str
    encoding: str = ""
    title: str = ""
    published: date | None = None  # where the format states it


def read_source(source: str | Path) -> Decoded:
    """Read a file, an address (http, https) or standard input (``-``).

    Raises :class:`tidewaiter.errors.Unreadable` for what is missing, too large, no text, or broken.

    >>> read_source("no/such/file.txt")
    Traceback (most recent call last):
    tidewaiter.errors.Unreadable: There is no file no/such/file.txt. Give a file, an address, or - for standard input.
    """
    name = str(source)
    if name == "-":
        return decode(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input")
    if re.match(r"https?://", name, re.I):
        raw, shown, media = fetch(name)
        return decode(raw, shown, media)
    path = Path(name)
    if not path.is_file():
        raise Unreadable(f"There is no file {name}.", "Give a file, an address, or - for standard input.")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise _too_large(name, size)
    return decode(path.read_bytes(), name)


def decode(raw: bytes, source: str = "", kind: str = "") -> Decoded:
    """Decode bytes by what they are (the first bytes decide, then the name, then ``kind``, a media type).

    >>> decode(b"A duty of 20 %.").text
    'A duty of 20 %.'
    >>> decode(b"\\x7fELF\\x00\\x00\\x01")
    Traceback (most recent call last):
    tidewaiter.errors.Unreadable: This file is no text: it holds the bytes of a programme or picture. Give text, HTML, PDF or DOCX.
    """
    if len(raw) > MOST_BYTES:
        raise _too_large(source or "The document", len(raw))
    head = raw[:1024].lstrip()
    suffix = Path(urlsplit(source).path).suffix.lower()
    if raw[:1024].find(b"%PDF-") >= 0:
        found = _pdf(raw, source)
    elif raw[:4] == b"PK\x03\x04":
        found = _docx(raw, source)
    else:
        text, encoding = _text(raw)
        if _PAGE.match(head.decode("latin-1")) or "html" in kind or suffix in (".html", ".htm", ".xhtml"):
            found = _html(text, source)._replace(encoding=encoding)
        else:
            found = Decoded(text, "text", source, encoding)
    name = source or "The document"
    if len(found.text) > MOST_CHARACTERS:
        told = f"{name} holds {len(found.text):,} characters; {MOST_CHARACTERS:,} are read at most."
        raise Unreadable(told, _CUT_IT)
    if not found.text.strip():
        raise Unreadable(f"{name} holds no text.", "A scanned picture must be turned into text first.")
    return found


def _too_large(name: str, size: int) -> Unreadable:
    told = f"{name} holds {size / (1 << 20):.0f} MiB or more; {MOST_BYTES >> 20} MiB are read at most."
    return Unreadable(told, _CUT_IT)


def _text(raw: bytes) -> tuple[str, str]:
    """Text of unknown encoding. A file that holds the bytes of something else is refused, not guessed at."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            try:
                return raw.decode(name), name
            except UnicodeDecodeError:
                break
    if b"\0" in raw[:65536] or _strange(raw[:65536]):
        raise Unreadable(
            "This file is no text: it holds the bytes of a programme or picture.",
            "Give text, HTML, PDF or DOCX.",
        )
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        from charset_normalizer import from_bytes
    except ModuleNotFoundError as why:
        raise Unreadable("The text is not UTF-8, and its encoding is not stated.", INSTALL) from why
    best = from_bytes(raw[:262144]).best()
    encoding = best.encoding if best is not None else "latin-1"
    return raw.decode(encoding, errors="replace"), encoding


def _strange(raw: bytes) -> bool:
    """Whether more than one byte in fifty is a control character that no text holds."""
    odd = sum(raw.count(bytes([code])) for code in range(32) if code not in (9, 10, 11, 12, 13, 27))
    return odd * 50 > len(raw)


def _html(text: str, source: str) -> Decoded:
    try:
        from trafilatura import bare_extraction
    except ModuleNotFoundError as why:
        raise Unreadable("Reading HTML needs trafilatura, which is not installed.", INSTALL) from why
    try:
        found: Any = bare_extraction(
            text, url=source or None, include_comments=False, include_tables=True, with_metadata=True, favor_recall=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except Exception as why:  # whatever a parser does with a page made to break it
        raise Unreadable(
            f"The page could not be read ({type(why).__name__}).", "Save it as plain text."
        ) from why
    body, title, day = (getattr(found, key, None) or "" for key in ("text", "title", "date"))
    if not body.strip():
        body = _bare(text)
    if not body.strip():
        raise Unreadable(
            f"{source or 'The page'} holds no text that can be read: it is empty, or its tags are broken or nested too deeply.",
            "Save it as plain text.",
        )
    if title and not body.lstrip().startswith(title[:40]):
        body = f"{title}\n\n{body}"
    published = date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None
    return Decoded(unicodedata.normalize("NFC", body), "html", source, "", title, published)


def _bare(text: str) -> str:
    """The words of a page that no article was found in, scripts and styles left out."""
    from lxml import etree, html

    try:
        tree = html.fromstring(text)
    except (etree.ParserError, ValueError):
        return ""
    for node in tree.xpath("//script|//style|//noscript|//template"):
        node.drop_tree()
    lines = (" ".join(part.split()) for part in tree.itertext())
    return "\n".join(line for line in lines if line)


# what a parser of PDF does with a file made to break it
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, MemoryError, OSError)


def _pdf(raw: bytes, source: str) -> Decoded:
    try:
        from pypdf import PdfReader
        from pypdf.errors import LimitReachedError, PyPdfError
    except ModuleNotFoundError as why:
        raise Unreadable("Reading PDF needs pypdf, which is not installed.", INSTALL) from why
    fault = ""
    parts: list[str] = []
    title = ""
    try:
        reader = PdfReader(BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            fault = "is locked with a password"
        elif len(reader.pages) > MOST_PAGES:
            fault = f"has {len(reader.pages)} pages; {MOST_PAGES} are read at most"
        else:
            size = 0
            until = time.monotonic() + MOST_SECONDS
            for page in reader.pages:
                if time.monotonic() > until:
                    fault = f"takes longer than {MOST_SECONDS:.0f} seconds to read"
                    break
                parts.append(page.extract_text() or "")
                size += len(parts[-1])
                if size > MOST_CHARACTERS:
                    break
            title = str(reader.metadata.title or "") if reader.metadata else ""
    except LimitReachedError as why:  # pypdf's own bounds on what a stream unpacks to, and on its page tree
        raise Unreadable(
            f"{source or 'The PDF'} unpacks to more than is read.", "Cut it into parts, or give its text."
        ) from why
    except (PyPdfError, *_BROKEN) as why:
        raise Unreadable(
            f"{source or 'The PDF'} is broken ({type(why).__name__}).", "Print it anew, or give its text."
        ) from why
    if fault:
        raise Unreadable(f"{source or 'The PDF'} {fault}.", "Unlock it, cut it into parts, or give its text.")
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", "\n\n".join(parts))
    return Decoded(text, "pdf", source, "", title if len(title) < 200 else "")


def _docx(raw: bytes, source: str) -> Decoded:
    try:
        import docx
    except ModuleNotFoundError as why:
        raise Unreadable("Reading DOCX needs python-docx, which is not installed.", INSTALL) from why
    lines: list[str] = []
    title = ""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            fault = _fault(packed)
        if not fault:
            document = docx.Document(BytesIO(raw))
            cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
            lines = [part.text for part in islice(chain(document.paragraphs, cells), MOST_LINES + 1)]
            if len(lines) > MOST_LINES:
                fault = f"has more than {MOST_LINES:,} paragraphs and cells"
            title = document.core_properties.title or ""
    except Exception as why:  # python-docx has no error of its own for broken parts
        raise Unreadable(
            f"{source or 'The DOCX'} is broken ({type(why).__name__}).", "Save it anew."
        ) from why
    if fault:
        raise Unreadable(f"{source or 'The file'} {fault}.", "Give text, HTML, PDF or DOCX.")
    return Decoded("\n".join(lines), "docx", source, "", title)


def _fault(packed: zipfile.ZipFile) -> str:
    """Why a packed file is not opened as DOCX, or ""."""
    if "word/document.xml" not in packed.namelist():
        return "is a packed file, but no DOCX"
    if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
        return f"unpacks to more than {MOST_UNPACKED >> 20} MiB"
    much = packed.getinfo("word/document.xml").file_size > MOST_XML
    return f"unpacks to more than {MOST_XML >> 20} MiB of text" if much else ""
