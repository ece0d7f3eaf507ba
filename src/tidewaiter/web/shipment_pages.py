"""A shipment for a person: a form or a file in; the answer as a page, on paper, as PDF, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import ValidationError
from starlette.datastructures import FormData

from tidewaiter.asking import Books, ask
from tidewaiter.codes.answer import digits
from tidewaiter.duty.headings import heading, headings_meant
from tidewaiter.duty.schedule import SIX, dotted, words_of_line
from tidewaiter.errors import QuestionError
from tidewaiter.question import wider
from tidewaiter.shipment import (
    Shipment,
    determination_html,
    determination_sheets,
    read_history,
    read_shipment,
)
from tidewaiter.shipment.sheet import pdf_ready
from tidewaiter.web import present
from tidewaiter.web.common import attached, books_of, shared, told
from tidewaiter.web.forms import bytes_of, text_of
from tidewaiter.web.render import html
from tidewaiter.web.route import service_of

router = APIRouter(include_in_schema=False)

MOST_LINES = 60  # of the form; a file may hold more
MOST_FILE = 2 << 20  # bytes
TAKEN = ("code", "value")  # fields that are offered with a button
MOST_BELOW = 40  # lines below a code that are offered
ASKED_ROLES = ("exporter", "importer", "end user")
FIELDS = (
    ("description", "Description, any language", "w6"), ("cas", "CAS number", "w3"), ("code", "Commodity code", "w3"),
    ("quantity", "Quantity", "w2"), ("concentration", "Concentration", "w2"), ("value", "Value, with currency", "w2"),
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
        "most_lines": MOST_LINES, "keeps": service_of(request).record is not None,
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


class _Asked(NamedTuple):
    """What was handed in: the shipment, earlier ones, what is wanted of the answer."""

    shipment: Shipment
    history: tuple[Shipment, ...]
    wanted: str  # pdf | html | json | the page
    keep: bool
    kept: str  # the entry of the record that holds this answer already

    def question(self) -> dict[str, Any]:
        """As the record keeps it."""
        made: dict[str, Any] = {"shipment": self.shipment.to_json()}
        return {**made, "history": [one.to_json() for one in self.history]} if self.history else made


@router.post("/shipment", response_model=None)
async def shipment_asked(request: Request) -> Response:
    """The answer for a form, a file, or a shipment that a page before handed on."""
    form = await request.form(max_files=2, max_fields=MOST_LINES * len(FIELDS) + 60)
    given: dict[str, Any] = {}
    try:
        # a field of a form can hold anything: what a page handed on is read like any file
        asked: Any = await bytes_of(form, "file", MOST_FILE) or text_of(form, "shipment", 1 << 20)
        if not asked:
            asked = given = shipment_of_form(form)
            if text_of(form, "as") == "more":
                return html(request, "shipment.html", **_context(request, given, _lines(form) + 1))
        if text_of(form, "as") == "edit":
            given = _filled(read_shipment(asked), text_of(form, "taken", MOST_FILE))
            return html(request, "shipment.html", **_context(request, given, 1))
        if take := text_of(form, "take", 40):
            asked = taken_up(read_shipment(asked), take).to_json()
        history = await bytes_of(form, "history-file", MOST_FILE) or text_of(form, "history", MOST_FILE)
        question = _Asked(
            read_shipment(asked), read_history(history) if history else (),
            text_of(form, "as"), bool(text_of(form, "keep")), "" if take else text_of(form, "kept", 20),
        )  # fmt: skip
        request.state.charge(sum(len(one.lines) for one in (question.shipment, *question.history)) - 1)
        return await service_of(request).pool.run(_answer, request, question)  # type: ignore[no-any-return]
    except (QuestionError, ValidationError) as why:
        context = {**_context(request, given, _lines(form)), "error": told(why)}
        return html(request, "shipment.html", status=422, **context)


def taken_up(shipment: Shipment, take: str) -> Shipment:
    """A shipment with what was offered for a line: ``2:code:6403`` for the second. What names no line changes nothing.

    >>> taken_up(read_shipment({"from": "CN", "to": "US", "lines": ["leather shoes"]}), "1:code:6403").lines[0].code
    '6403'
    """
    number, _, rest = take.partition(":")
    field, _, text = rest.partition(":")
    given = shipment.to_json()
    if number.isascii() and number.isdigit() and 0 < int(number) <= len(given["lines"]) and field in TAKEN:
        given["lines"][int(number) - 1][field] = text
    return read_shipment(given)


def offered(line: dict[str, Any], to: str, described: Callable[[str], str]) -> list[tuple[str, str]]:
    """Codes that may be taken for a line, each with its words: of one that has none, or another than its goods have; by its
    structure, as recorded, else by the words of headings. Of one that is too short, the subheadings or lines below it.
    ``described``: what tells the words of a line.

    >>> line = {"given": {"code": "0901"}, "code": None, "codes": (), "duty": {"children": [{"code": "0901.22.00.00"}]}}
    >>> offered(line, "US", str), offered({**line, "given": {"code": "0901.22"}}, "US", lambda code: "in bags")
    ([('0901.22', 'Coffee; roasted, decaffeinated')], [('0901.22.00.00', 'in bags')])
    """
    coded, given = line["code"] or {}, line["given"].get("code")
    declared = coded.get("declared") or {}
    if given and declared.get("agrees") is not False:
        below = [one["code"] for one in (line["duty"] or {}).get("children", ())]
        if len(digits(given)) < SIX:
            return [(code, heading(code)) for code in dict.fromkeys(code[: SIX + 1] for code in below)]
        return [(code, described(code)) for code in below[:MOST_BELOW]]
    if coded.get("code"):
        return [(coded["code"], "by its structure")]
    recorded = [one for one in line["codes"] if not given and one["nomenclature"].split()[0] in ("HS", to)]
    if recorded:
        return [(dotted(one["code"]), f"recorded for it, {one['nomenclature']}") for one in recorded]
    words = line["given"].get("description", "")
    return (
        [] if given or not words else [(one.code, one.text) for one in headings_meant(words, [line["name"]])]
    )


def _filled(shipment: Shipment, taken: str) -> dict[str, Any]:
    """A shipment as the form holds it, with what was taken from its descriptions: from now on given, and to be changed."""
    given = shipment.to_json()
    try:
        told = json.loads(taken or "[]")
    except ValueError:
        told = []
    for line, own in zip(given["lines"], told if isinstance(told, list) else [], strict=False):
        parts = own if isinstance(own, dict) else {}
        line |= {key: str(parts[key]) for key in ("quantity", "concentration") if parts.get(key)}
    return given


def _answer(request: Request, asked: _Asked) -> Response:
    books, service = books_of(request), service_of(request)
    question = asked.question()
    made: Any = ask(books, "assess", {"shipment": asked.shipment, "history": asked.history}).to_json()
    entry = service.entry_of(asked.kept, made, request)
    made = service.kept(asked.keep, "assess", question, made, request) | ({"record": entry} if entry else {})
    name = _file_name(made["shipment"].get("reference", ""))
    context = shared(books.law)
    to, tariff = _tariff(books, asked.shipment)
    described = partial(
        words_of_line, books.duties, day=asked.shipment.dates.entry or books.law.day, territory=to
    )
    titles = context["place_names"]
    if asked.wanted == "json":
        return JSONResponse(made, headers=attached(f"{name}.json"))
    if asked.wanted == "html":
        page = determination_html(made, titles)
        return Response(page, media_type="text/html; charset=utf-8", headers=attached(f"{name}.html"))
    if asked.wanted == "pdf":
        sheets = determination_sheets(made, titles).write_pdf()
        return Response(sheets, media_type="application/pdf", headers=attached(f"{name}.pdf"))
    return html(
        request, "shipment_answer.html", **context, here="shipment", title=made["summary"], a=made, names=titles,
        pictures={one["line"]: present.row_picture(one["smiles"]) for one in made["lines"][:12] if one["smiles"]},
        offers={one["line"]: offered(one, to, described) for one in made["lines"] if one["duty"] or tariff},
        money=books.duties.tables.currency(to), pdf=pdf_ready(), total=total_of(made), editable=len(made["lines"]) <= MOST_LINES,
        handed={key: json.dumps(value, ensure_ascii=False) for key, value in question.items()}
        | {"kept": made.get("record", {}).get("seq", ""), "taken": json.dumps([one["taken"] for one in made["lines"]])},
    )  # fmt: skip


def _tariff(books: Books, shipment: Shipment) -> tuple[str, bool]:
    """Where the goods enter, and whether a tariff of that place is held."""
    law = books.law
    to = law.territory(shipment.route.destination)
    places = wider(to, shipment.dates.entry or law.day, law.store)
    return to, any(place in books.duties.tables.served for place in places)


def total_of(made: dict[str, Any]) -> dict[str, Any] | None:
    """What the lines are worth and what they owe together, in US dollars; None where no line was reckoned.

    ``left``: the lines that are not in the sum, for want of a code, a value or a tariff.

    >>> total_of({"lines": [{"line": 1, "duty": {"value": 100, "assessed": {"amount": 7.5}}}, {"line": 2, "duty": None}]})
    {'value': 100, 'duty': 7.5, 'lines': 1, 'left': [2]}
    """
    value, duty, left = 0.0, 0.0, []
    for line in made["lines"]:
        owed = line["duty"] or {}
        amount = (owed.get("assessed") or {}).get("amount")
        if amount is None or owed.get("value") is None:
            left.append(line["line"])
            continue
        value, duty = value + owed["value"], duty + amount
    lines = len(made["lines"]) - len(left)
    return {"value": _whole(value), "duty": _whole(duty), "lines": lines, "left": left} if lines else None


def _whole(value: float) -> float:
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _file_name(reference: str) -> str:
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in reference)[:40].strip(
        "-"
    )
    return f"determination-{plain}" if plain else "determination"


def _lines(form: FormData) -> int:
    text = text_of(form, "lines", 3)
    return min(int(text), MOST_LINES) if text.isdigit() else 1


def shipment_of_form(form: FormData) -> dict[str, Any]:
    """The form's fields as a shipment: empty ones left out, empty lines left out."""
    lines = [
        {name: text for name, _, _ in FIELDS if (text := text_of(form, f"line-{number}-{name}"))}
        for number in range(1, _lines(form) + 1)
    ]
    parties = [
        {
            "role": role,
            **{
                key: text
                for key in ("name", "country", "address")
                if (text := text_of(form, f"{role}-{key}"))
            },
        }
        for role in ASKED_ROLES
        if text_of(form, f"{role}-name")
    ]
    via = [code.strip() for code in text_of(form, "via").replace(";", ",").split(",") if code.strip()]
    return {
        "reference": text_of(form, "reference"),
        "route": {"from": text_of(form, "from"), "via": via, "to": text_of(form, "to")},
        "dates": {key: text for key in ("export", "loaded", "entry") if (text := text_of(form, key))},
        "parties": parties,
        "lines": [line for line in lines if line],
    }
