"""A text for a person: what it mentions of what the lawbook lists, marked where it stands; and what it states of the
law, beside what the law says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from json import dumps, loads
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.datastructures import FormData

from tidewaiter.asking import Books
from tidewaiter.contract.claims import DOES, MODALITIES
from tidewaiter.errors import BadDay, QuestionError, Unreadable
from tidewaiter.web.common import books_of, shared
from tidewaiter.web.forms import bytes_of, text_of, upload_of
from tidewaiter.web.render import html
from tidewaiter.web.route import service_of

if TYPE_CHECKING:
    from tidewaiter.text.documents import Document

router = APIRouter(include_in_schema=False)

MOST_FILE = 1 << 20  # bytes
MOST_TEXT = 200_000  # characters
EXAMPLE = (
    "For sale: 4-哌啶酮 99 %, in stock, ships worldwide, ask for a price.\n"
    "We do not sell acetic anhydride. A book on the history of fentanyl is on the shelf."
)
KINDS = (
    ("", "find out by itself"),
    ("listing", "an offer, a listing, a letter: is something offered?"),
    ("document", "a report, a notice, an article: is what it states of the law right?"),
)
PAGES = (".html", ".htm", ".pdf", ".docx")  # never an offer by themselves: read as documents
STATES = {"offer": "applies", "unclear": "cannot_tell"}  # the badge of a judgement; the others are plain
# verdict, its badge
WORST = (("contradicted", "applies"), ("differs", "cannot_tell"), ("announced", "cannot_tell"))


def _context(request: Request) -> dict[str, Any]:
    return {
        **shared(books_of(request).law), "here": "read", "title": "Read", "text": "", "pieces": None, "mentions": [],
        "document": None, "told": "", "worst": "none", "states": STATES, "kinds": KINDS, "kind": "", "found_out": "", "assumed": "", "on": "",
        "most_text": MOST_TEXT, "claim": None, "judged": None, "claims": "[]", "doings": DOES, "modalities": MODALITIES,
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
    form = await request.form(max_files=1, max_fields=40)
    written, kind = form.get("text"), text_of(form, "kind")
    context["text"] = written.replace("\r\n", "\n") if isinstance(written, str) else ""
    context["kind"] = kind if kind in ("document", "listing") else ""
    context["on"] = text_of(form, "on", 40)
    try:
        claims = _claims(form, context)
        file, data = upload_of(form, "file"), await bytes_of(form, "file", MOST_FILE)
        name = (file and file.filename) or ""
        pool, books = service_of(request).pool, books_of(request)
        if context["kind"] == "document" or (not context["kind"] and name.lower().endswith(PAGES)):
            found = await pool.run(_document, books, context["text"], data, name, context["on"], claims)
        else:
            context["text"] = context["text"] if data is None else _decoded(data)
            _check(context["text"])
            found = (
                await pool.run(_found, books, context["text"])
                if context["kind"] == "listing"
                else await pool.run(_either, books, context["text"], context["on"])
            )
    except QuestionError as why:
        return html(request, "read.html", status=422, **{**context, "error": why.to_json()})
    if found.get("document") is not None:
        context.update(_asked_for(form, found, claims))
    return html(request, "read.html", **{**context, **found})


LISTS = ("what", "whose", "goods", "parties")  # fields of a claim that a form writes with commas
TEXTS = ("who", "rate", "list", "ground", "number", "day", "modality", "does")
TICKS = ("denied", "still", "begins")


def _claims(form: FormData, context: dict[str, Any]) -> list[dict[str, Any]]:
    """The claims that a person made so far, and the one that was just sent."""
    claims: list[dict[str, Any]] = _json(form.get("claims"), list)
    if form.get("judge"):
        claim = {
            key: value
            for key, value in _json(form.get("base"), dict).items()
            if key not in ("said_by", "text")
        }
        for key in (*TEXTS, *LISTS, *TICKS):
            claim.pop(key, None)
        claim.update({key: value for key in TEXTS if (value := str(form.get(f"claim_{key}") or "").strip())})
        claim.update({key: parts for key in LISTS if (parts := _parts(form.get(f"claim_{key}")))})
        claim.update({key: True for key in TICKS if form.get(f"claim_{key}")})
        if "number" in claim and str(claim["number"]).isdigit():
            claim["number"] = int(claim["number"])
        context["claim"] = claim
        claims = [one for one in claims if one.get("span") != claim.get("span")] + [claim]
    context["claims"] = dumps(claims, ensure_ascii=False)
    return claims


def _parts(text: object) -> list[str]:
    return [part.strip() for part in str(text or "").split(";") if part.strip()]


def _json(text: object, kind: type) -> Any:
    """What a hidden field of our own holds; a field that was tampered with holds nothing."""
    try:
        found = loads(str(text or ""))
    except ValueError:
        return kind()
    return found if isinstance(found, kind) else kind()


def _asked_for(form: FormData, found: dict[str, Any], claims: list[dict[str, Any]]) -> dict[str, Any]:
    """The claim that is to be corrected or said, as the form shows it."""
    span = re.fullmatch(r"(\d{1,8})-(\d{1,8})", str(form.get("add") or ""))
    number = str(form.get("edit") or "")
    if span:
        start, end = int(span[1]), int(span[2])
        return {"claim": {"span": [start, end], "text": found["text"][start:end]}}
    if number.isdigit() and 0 < int(number) <= len(found["statements"]):
        return {"claim": found["statements"][int(number) - 1].claim}
    return {"claim": None, "judged": _judged(found, claims[-1]) if form.get("judge") else None}


def _judged(found: dict[str, Any], claim: dict[str, Any]) -> dict[str, Any] | None:
    """What was found of the claim that was just sent, for the place where it was sent from."""
    by_hand = (one for one in found["statements"] if one.by_hand and one.claim)
    of_it = (one for one in by_hand if one.claim.get("span") == claim.get("span"))
    last = next((one.finding for one in reversed([*of_it])), None)
    if last is None:
        return None
    states = dict(WORST)
    told = "; ".join(filter(None, (last.answer, last.note)))
    return {
        "state": states.get(last.verdict, "none"),
        "verdict": last.verdict.replace("_", " "),
        "told": told,
    }


def _decoded(data: bytes) -> str:
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


def _found(books: Books, text: str) -> dict[str, Any]:
    from tidewaiter.text import find_mentions

    mentions = [one._asdict() for one in find_mentions(text, books.law, listing=True)]
    return {"mentions": mentions, "pieces": pieces(text, mentions)}


def _either(books: Books, text: str, on: str) -> dict[str, Any]:
    """An offer or an article: an article states more of the law than it offers of what is listed."""
    from tidewaiter.text.documents import Reader
    from tidewaiter.text.documents.formats import Decoded

    offer = _found(books, text)
    offered = sum(one["judged"] == "offer" for one in offer["mentions"])
    reader, page, today = Reader(books.law, books.duties), Decoded(text, "text", ""), ""
    try:
        read = reader.read(page, on or None)
    except BadDay:
        if on:
            raise
        # it states law and tells no day of its own: read as of today, and said so
        today = books.law.today.isoformat()
        read = reader.read(page, today)
    stated = sum(bool(one.finding.question) for one in read.statements)
    if stated > offered:
        return {**_told_of(read), "found_out": "document", "assumed": today, "on": on or today}
    return {**offer, "found_out": "listing" if offered else "neither"}


def _document(
    books: Books, text: str, data: bytes | None, name: str, on: str, claims: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """A document: the same annotated text as ``tidewaiter read FILE --html``. A file may be text, HTML, PDF or DOCX."""
    from tidewaiter.text.documents import Reader
    from tidewaiter.text.documents.formats import Decoded, decode

    decoded = Decoded(text, "text", "") if data is None else decode(data, name)
    _check(decoded.text)
    return _told_of(Reader(books.law, books.duties).read(decoded, on or None, claims))


def _told_of(document: Document) -> dict[str, Any]:
    """What the page shows of a document."""
    from tidewaiter.report.document_html import document_fragment
    from tidewaiter.text.verdicts.finding import in_words

    counts, mine = document.counts, document.counts_by_hand
    told = in_words(counts)
    worst = next((badge for verdict, badge in WORST if counts.get(verdict)), "none")
    # the fragment escapes every word of the document itself (tests/text/documents/test_page.py)
    return {
        "document": Markup(document_fragment(document, form="claims")),
        "text": document.text,
        "statements": document.every,
        "told": (told or "no statement of law") + (f"; your claims: {in_words(mine)}" if mine else ""),
        "worst": worst,
        "pieces": [],
    }


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
