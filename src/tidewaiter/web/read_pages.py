"""A text for a person: what it mentions of what the lawbook lists, marked where it stands; and what it states of the
law, beside what the law says."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile

from tidewaiter.asking import Books
from tidewaiter.errors import QuestionError, Unreadable
from tidewaiter.web.common import books_of, fault, shared
from tidewaiter.web.render import html
from tidewaiter.web.routes import service_of

router = APIRouter(include_in_schema=False)

MOST_FILE = 1 << 20  # bytes
MOST_TEXT = 200_000  # characters
EXAMPLE = (
    "For sale: 4-哌啶酮 99 %, in stock, ships worldwide, ask for a price.\n"
    "We do not sell acetic anhydride. A book on the history of fentanyl is on the shelf."
)
KINDS = (
    ("listing", "an offer, a listing, a letter: is something offered?"),
    ("document", "a report, a notice, an article: is what it states of the law right?"),
)
STATES = {"offer": "applies", "unclear": "cannot_tell"}  # the badge of a judgement; the others are plain
VERDICTS = {"contradicted": "applies", "differs": "cannot_tell", "announced": "cannot_tell"}


def _context(request: Request) -> dict[str, Any]:
    return {
        **shared(books_of(request).law), "here": "read", "title": "Read", "text": "", "pieces": None, "mentions": [],
        "statements": [], "states": STATES, "verdicts": VERDICTS, "kinds": KINDS, "kind": "listing", "on": "",
        "most_text": MOST_TEXT,
    }  # fmt: skip


@router.get("/read")
def read(request: Request) -> HTMLResponse:
    """Where a text is pasted or handed in."""
    text = EXAMPLE if "example" in request.query_params else ""
    return html(request, "read.html", **{**_context(request), "text": text})


@router.post("/read")
async def read_asked(request: Request) -> HTMLResponse:
    """The text with its mentions marked."""
    context = _context(request)
    form = await request.form(max_files=1, max_fields=10)
    written, file = form.get("text"), form.get("file")
    context["text"] = written.replace("\r\n", "\n") if isinstance(written, str) else ""
    context["kind"] = "document" if form.get("kind") == "document" else "listing"
    context["on"] = str(form.get("on") or "")[:40]
    try:
        if isinstance(file, UploadFile) and file.filename:
            context["text"] = _decoded(await file.read(MOST_FILE + 1))
        _check(context["text"])
        found = await service_of(request).pool.run(
            _found, books_of(request), context["text"], context["kind"], context["on"]
        )
    except QuestionError as why:
        return html(request, "read.html", status=422, **{**context, "error": fault(why)})
    return html(request, "read.html", **{**context, **found})


def _decoded(data: bytes) -> str:
    if len(data) > MOST_FILE:
        raise Unreadable("The file is too large.", f"At most {MOST_FILE:,} bytes are read: split it.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Unreadable(
            "The file is not plain text in UTF-8.", "Save it as UTF-8, or paste the text."
        ) from None


def _check(text: str) -> None:
    if not text.strip():
        raise Unreadable("There is no text.", "Paste one, or choose a file.")
    if len(text) > MOST_TEXT:
        raise Unreadable("The text is too long.", f"At most {MOST_TEXT:,} characters are read: split it.")


def _found(books: Books, text: str, kind: str, on: str) -> dict[str, Any]:
    from tidewaiter.text import find_mentions

    mentions = [one._asdict() for one in find_mentions(text, books.law, listing=kind == "listing")]
    statements: list[dict[str, Any]] = []
    if kind == "document":
        from tidewaiter.text.documents import read_text

        document = read_text(text, books.law, on or None, duties=books.duties)
        statements = [one.to_json() for one in document.statements if one.finding.verdict != "not_law"]
    return {"mentions": mentions, "statements": statements, "pieces": pieces(text, mentions)}


def pieces(text: str, mentions: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any] | None]]:
    """The text cut at its mentions, in order; of overlapping ones the first and longest is marked.

    >>> pieces("of fentanyl.", [{"start": 3, "end": 11}])
    [('of ', None), ('fentanyl', {'start': 3, 'end': 11}), ('.', None)]
    """
    made: list[tuple[str, dict[str, Any] | None]] = []
    at = 0
    for one in sorted(mentions, key=lambda m: (m["start"], -m["end"])):
        if one["start"] < at:
            continue
        if one["start"] > at:
            made.append((text[at : one["start"]], None))
        made.append((text[one["start"] : one["end"]], one))
        at = one["end"]
    if at < len(text):
        made.append((text[at:], None))
    return made
