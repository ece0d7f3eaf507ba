"""Duty: what an entry owes, the stack through time, and what another law would make of it."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import ValidationError

from tidewaiter.asking import Books
from tidewaiter.asking import ask as put
from tidewaiter.asking.books import NAMES
from tidewaiter.dates import parse_day
from tidewaiter.duty.headings import heading
from tidewaiter.duty.quantity import lacks_currency
from tidewaiter.duty.records import HOME
from tidewaiter.duty.schedule import dotted, words_of_line
from tidewaiter.duty.whatif import FORMS
from tidewaiter.errors import BadAmount, QuestionError
from tidewaiter.report import charts
from tidewaiter.report.charts import duty_svg
from tidewaiter.web import models
from tidewaiter.web.common import books_of, or_refused, shared, told, twin
from tidewaiter.web.render import html
from tidewaiter.web.saved import chart

router = APIRouter(include_in_schema=False)

FIELDS = ("code", "what", "origin", "to", "on", "loaded", "value", "quantity", "claim", "denied", "content", "what_if",
          "substance", "known_on")  # fmt: skip
SEVERAL = ("quantity", "claim", "denied", "content")
EXAMPLE = "potassium permanganate"  # its code, the day and the measure to lift come from the lawbook


_CODE = re.compile(r"[\d.\s]+")


def _last_day(request: Request) -> date:
    return date.fromisoformat(books_of(request).duties.tables.settings["horizon"])


def _asked(request: Request) -> dict[str, Any]:
    """The form's fields: several values of one field stand in one box, parted by semicolons; what is no code is a
    chemical; no day is today.
    """
    query = request.query_params
    made: dict[str, Any] = {}
    for name in FIELDS:
        texts = [text.strip() for value in query.getlist(name) for text in value.split(";") if text.strip()]
        made[name] = texts if name in SEVERAL else (query.get(name) or "").strip()
    if not (made["code"] or made["what"]):
        made["code"] = (query.get("q") or "").strip()  # as the other pages ask
    if made["code"] and not _CODE.fullmatch(made["code"]):  # a chemical: its code is told from its structure
        made["what"], made["code"] = made["what"] or made["code"], ""
    if any(made[name] for name in ("code", "what", "origin")):
        made["on"] = made["on"] or str(min(date.today(), _last_day(request)))
    return made


def _examples(books: Books) -> list[tuple[str, str]]:
    store, tables = books.law.store, books.duties.tables
    codes = sorted({code for key in store.by_name(EXAMPLE) for _, code, *_ in store.codes_of(key)})
    if not codes:
        return []
    day = min(str(books.law.day), tables.settings["horizon"])
    asked = f"code={codes[-1][:6]}&origin=CN&on={day}&value=10000+USD"
    made = [(f"{EXAMPLE} from China", asked)]
    lifted = next(
        (m for m in tables.measures.values() if not m.status and "CN" in m.origins and m.territory == "US"),
        None,
    )
    if lifted:
        made.append((f"the same, had “{lifted.title}” been lifted", f"{asked}&what_if=lift+{lifted.id}"))
    return made


def _choices(books: Books) -> dict[str, Any]:
    tables = books.duties.tables
    return {
        "origins": sorted(tables.territories.items(), key=lambda item: item[1]),
        "destinations": sorted({m.territory for m in tables.measures.values()}),
        "moneys": {
            place: tables.currency(place) for place in {m.territory for m in tables.measures.values()}
        },
        "claims": sorted({*tables.facts, *(p.claim for p in tables.programs)}),
        "measures": [(m.id, m.title) for m in tables.measures.values()],
        "first_day": tables.settings["first_day"],
        "horizon": tables.settings["horizon"],
        "forms": FORMS,
    }


@router.get("/duty")
def duty(request: Request) -> HTMLResponse:
    """The form and, where an entry was given, what it owes."""
    books, ask = books_of(request), _asked(request)
    context: dict[str, Any] = {
        **shared(books.law), **_choices(books), "here": "duty", "title": "Duty", "ask": ask, "examples": _examples(books),
        "instruments": books.law.store.instruments, "answer": None, "chart_query": request.url.query,
    }  # fmt: skip
    if not any(ask[name] for name in ("code", "origin", "on")):
        return html(request, "duty.html", **context)
    given = {name: value for name, value in ask.items() if value}
    try:
        question = models.DutyQuestion.model_validate(given).question()
        made: Any = put(books, "duty", question).to_json()
    except (ValidationError, QuestionError) as why:
        error = {**told(why), "offers": _offers(why, ask, context["moneys"])}
        if any(words[:1].isdigit() for words, _ in error["offers"]):
            error["mend"] = ""  # the offers say it
        return html(request, "duty.html", status=422, **{**context, "error": error})
    before, after = (made["before"], made["after"]) if "before" in made else (made, None)
    return html(
        request, "duty.html", json_url=twin("/duty", _pairs(ask)),
        **{
            **context, "with_code": lambda one: _address({**ask, "code": one, "what": ""}),
            "heading_of": heading, "described": partial(words_of_line, books.duties, day=parse_day(before["on"]), territory=before["to"]),
            "title": f"Duty on {before['code']}", "answer": before, "after": after,
            "difference": made.get("difference"), **_chart(books, question),
        },
    )  # fmt: skip


def _offers(
    why: ValidationError | QuestionError, ask: dict[str, Any], moneys: dict[str, str]
) -> list[tuple[str, str]]:
    """What mends a question in one click: words, and the address of the question with them in."""
    if isinstance(why, ValidationError):
        return []
    found = []
    for hint in why.suggestions:
        mended = {"code": hint, "what": ""} if hint.isdigit() else {"code": "", "what": hint}
        title = heading(hint) if hint.isdigit() else ""
        found.append((f"{hint} {title}".strip(), _address({**ask, **mended})))
    if isinstance(why, BadAmount) and lacks_currency(ask["value"]):
        priced = f"{ask['value']} {moneys.get(ask['to'] or HOME, 'USD')}"
        found.append((priced, _address({**ask, "value": priced})))
    return found


def _address(ask: dict[str, Any]) -> str:
    return f"/duty?{urlencode([pair for pair in _pairs(ask) if pair[1]])}"


def _pairs(ask: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, text) for name, value in ask.items() for text in (value if name in SEVERAL else [value])]


def _chart(books: Books, question: dict[str, Any]) -> dict[str, Any]:
    """The stack through time under the law, and under the change where one was asked."""
    made: dict[str, Any] = {"stack": None, "steps": (), "stack_after": None, "no_chart": ""}
    day = parse_day(question["on"])
    good = {name: value for name, value in question.items() if name not in ("loaded", "what_if")}
    try:
        found = put(books, "steps", good).steps
        made.update(stack=charts.stack(found, day), steps=found)
        if words := question.get("what_if"):
            other = put(books, "steps", {**good, "what_if": words}).steps
            made["stack_after"] = charts.stack(other, day)
    except QuestionError as why:
        made["no_chart"] = why.message
    return made


@router.get("/duty/chart.svg", response_model=None)
@router.get("/duty/chart.png", response_model=None)
@or_refused
def chart_of_duty(request: Request) -> Response:
    """The chart as a drawing of its own, with every step in words: to be kept or printed."""
    books, ask = books_of(request), _asked(request)
    question = {NAMES.get(name, name): value for name, value in ask.items() if value}
    question.pop("loaded", None)
    found = put(books, "steps", question)
    title = f"{dotted(found.entry.code)}, goods of {found.entry.origin}"
    if found.what_if:
        title += f", what if: {found.what_if}"
    meta = found.book.meta
    drawn = duty_svg(found.steps, title, f"Tidewaiter, lawbook of {meta('version')}, {meta('sha256')[:12]}.")
    return chart(request, drawn, "duty")
