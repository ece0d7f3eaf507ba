"""A shipment for a person: a form or a file in; the answer as a page, on paper, as PDF, as JSON."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from tidewaiter.errors import QuestionError, Unreadable
from tidewaiter.shipment import assess, determination_html, read_shipment
from tidewaiter.web import present
from tidewaiter.web.common import books_of, shared, told
from tidewaiter.web.render import STATIC, html, written
from tidewaiter.web.routes import service_of

router = APIRouter(include_in_schema=False)

MOST_LINES = 60  # of the form; a file may hold more
MOST_FILE = 2 << 20
SMALLER = (6.9, 6.4)  # points: tried where a determination runs a little over its sheet
ASKED_ROLES = ("exporter", "importer", "end user")
FIELDS = (
    ("description", "Description, any language", "w6"), ("cas", "CAS number", "w3"), ("code", "Commodity code", "w3"),
    ("quantity", "Quantity", "w2"), ("concentration", "Concentration", "w2"), ("value", "Value", "w2"),
    ("use", "Stated use", "w3"), ("origin", "Made in", "w3"), ("structure", "Structure (SMILES)", "w6"),
    ("end_user", "End user of this line", "w6"),
)  # fmt: skip
EXAMPLE_LINES = (
    {"description": "4-哌啶酮", "quantity": "25 kg", "concentration": "99 %"},
    {"description": "potassium permanganate", "quantity": "500 kg", "use": "water treatment"},
)


def _context(request: Request, shipment: dict[str, Any], lines: int) -> dict[str, Any]:
    return {
        **shared(books_of(request).law), "here": "shipment", "title": "Shipment", "given": _plain(shipment),
        "count": max(lines, len(shipment.get("lines", ())), 1), "fields": FIELDS, "roles": ASKED_ROLES,
        "most_lines": MOST_LINES,
    }  # fmt: skip


def _plain(shipment: dict[str, Any]) -> dict[str, Any]:
    """A shipment with every part that the form shows."""
    route, dates = shipment.get("route", {}), shipment.get("dates", {})
    return {
        "reference": shipment.get("reference", ""),
        "from": route.get("from", ""), "via": ", ".join(route.get("via", ())), "to": route.get("to", ""),
        "export": dates.get("export", ""), "loaded": dates.get("loaded", ""), "entry": dates.get("entry", ""),
        "parties": {one.get("role", ""): one for one in shipment.get("parties", ())},
        "lines": list(shipment.get("lines", ())),
    }  # fmt: skip


@router.get("/shipment")
def shipment(request: Request) -> HTMLResponse:
    """The empty form, or that of the example."""
    given: dict[str, Any] = {}
    if "example" in request.query_params:
        day = str(books_of(request).law.day)
        given = {
            "reference": "example", "route": {"from": "CN", "to": "MX"}, "dates": {"export": day, "entry": day},
            "lines": list(EXAMPLE_LINES),
        }  # fmt: skip
    return html(request, "shipment.html", **_context(request, given, 2))


@router.post("/shipment", response_model=None)
async def shipment_asked(request: Request) -> Response:
    """The answer for a form, a file, or a shipment that a page before handed on."""
    form = await request.form(max_files=1, max_fields=MOST_LINES * len(FIELDS) + 60)
    wanted = _text(form, "as")
    given: dict[str, Any] = {}
    try:
        kept = _text(form, "shipment", 1 << 20)
        file = form.get("file")
        if isinstance(file, UploadFile) and file.filename:
            data = await file.read(MOST_FILE + 1)
            if len(data) > MOST_FILE:
                raise Unreadable("The file is too large.", f"At most {MOST_FILE:,} bytes are read: split it.")
            asked: Any = data
        elif kept:
            asked = kept  # read like any file: a field of a form can hold anything
        else:
            asked = given = shipment_of_form(form)
            if wanted == "more":
                return html(request, "shipment.html", **_context(request, given, _lines(form) + 1))
        return await service_of(request).pool.run(_answer, request, asked, wanted)  # type: ignore[no-any-return]
    except (QuestionError, ValidationError) as why:
        context = {**_context(request, given, _lines(form)), "error": told(why)}
        return html(request, "shipment.html", status=422, **context)


def _answer(request: Request, asked: Any, wanted: str) -> Response:
    books = books_of(request)
    made = assess(books.law, read_shipment(asked)).to_json()
    name = _file_name(made["shipment"].get("reference", ""))
    context = shared(books.law)
    titles = context["place_names"]
    if wanted == "json":
        return JSONResponse(made, headers=_attached(f"{name}.json"))
    if wanted == "html":
        return Response(
            determination_html(made), media_type="text/html; charset=utf-8", headers=_attached(f"{name}.html")
        )
    if wanted == "pdf":
        return Response(
            sheets_of(made, titles).write_pdf(),
            media_type="application/pdf",
            headers=_attached(f"{name}.pdf"),
        )
    return html(
        request, "shipment_answer.html", **context, here="shipment", title=made["summary"], a=made, names=titles,
        pictures={one["line"]: present.row_picture(one["smiles"]) for one in made["lines"][:12] if one["smiles"]},
        kept=json.dumps(made["shipment"], ensure_ascii=False), pdf=pdf_ready(),
    )  # fmt: skip


def pdf_ready() -> bool:
    """Whether this installation can write PDF: WeasyPrint and the system's Pango."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def sheets_of(made: dict[str, Any], names: dict[str, str]) -> Any:
    """The determination laid out on A4, a WeasyPrint document: one sheet for an ordinary shipment. Nothing is
    fetched from anywhere.

    Raises :class:`QuestionError` where this installation cannot write PDF.
    """
    if not pdf_ready():
        raise QuestionError(
            "This installation writes no PDF.", "Print the page, or install tidewaiter[web] and Pango."
        )
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    page = HTML(
        string=written("determination.html", a=made, names=names),
        url_fetcher=URLFetcher(allowed_protocols=()),
    )
    looks = (STATIC / "sheet.css").read_text(encoding="utf-8")
    laid = page.render(stylesheets=[CSS(string=looks)])
    for size in SMALLER if len(laid.pages) == 2 else ():
        smaller = page.render(stylesheets=[CSS(string=f"{looks} body {{ font-size: {size}pt; }}")])
        if len(smaller.pages) == 1:
            return smaller
    return laid


def _file_name(reference: str) -> str:
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in reference)[:40].strip(
        "-"
    )
    return f"determination-{plain}" if plain else "determination"


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _text(form: FormData, name: str, most: int = 4_000) -> str:
    value = form.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


def _lines(form: FormData) -> int:
    text = _text(form, "lines", 3)
    return min(int(text), MOST_LINES) if text.isdigit() else 1


def shipment_of_form(form: FormData) -> dict[str, Any]:
    """The form's fields as a shipment: empty ones left out, empty lines left out."""
    lines = [
        {name: text for name, _, _ in FIELDS if (text := _text(form, f"line-{number}-{name}"))}
        for number in range(1, _lines(form) + 1)
    ]
    parties = [
        {
            "role": role,
            **{key: text for key in ("name", "country", "address") if (text := _text(form, f"{role}-{key}"))},
        }
        for role in ASKED_ROLES
        if _text(form, f"{role}-name")
    ]
    via = [code.strip() for code in _text(form, "via").replace(";", ",").split(",") if code.strip()]
    return {
        "reference": _text(form, "reference"),
        "route": {"from": _text(form, "from"), "via": via, "to": _text(form, "to")},
        "dates": {key: text for key in ("export", "loaded", "entry") if (text := _text(form, key))},
        "parties": parties,
        "lines": [line for line in lines if line],
    }
