"""The pages a person reads: check and read here, the rest in the modules beside. Each has a ``.json`` twin.

Pages ask the same functions as the JSON routes do and decide nothing themselves.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from tidewaiter import browse
from tidewaiter.answer import Answer
from tidewaiter.asking import ask as put
from tidewaiter.book import Book
from tidewaiter.chronicle import events_beside
from tidewaiter.dates import FIRST_DAY
from tidewaiter.errors import QuestionError
from tidewaiter.report import charts
from tidewaiter.substance.words.part import is_merchandise
from tidewaiter.web import (
    beside_pages,
    catalogue_pages,
    change_pages,
    duty_pages,
    law_pages,
    present,
    read_pages,
    saved,
    shipment_pages,
)
from tidewaiter.web.common import books_of, shared, twin
from tidewaiter.web.render import EDITOR, STATIC, html

router = APIRouter(include_in_schema=False)
for room in (
    saved,
    change_pages,
    beside_pages,
    law_pages,
    duty_pages,
    catalogue_pages,
    shipment_pages,
    read_pages,
):
    router.include_router(room.router)


class Files(StaticFiles):
    """The files beside the pages. Their addresses hold a stamp of what they are, so a browser may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file."""
        found = await super().get_response(path, scope)
        if scope.get("query_string"):
            found.headers["cache-control"] = "private, max-age=31536000, immutable"
        return found


def mount(app: FastAPI) -> None:
    """Put the files beside the pages under ``/static``."""
    app.mount("/static", Files(directory=STATIC), name="static")


MOST_EVENTS = 12  # beside an answer; `/law/events` has all
KEPT = ("from", "to", "jurisdiction", "amount", "concentration", "field", "known_on")
EXAMPLES = (  # names and a drawing: what is law stands in the lawbook, not here
    ("acetic anhydride, Germany to India, 10,000 L", "q=acetic+anhydride&from=DE&to=IN&amount=10000+L"),
    ("fentanyl patches 25 mcg", "q=fentanyl+patches+25+mcg"),
    ("4-哌啶酮, China to Mexico, 25 kg", "q=4-%E5%93%8C%E5%95%B6%E9%85%AE&from=CN&to=MX&amount=25+kg"),
    ("isotonitazene, everywhere", "q=isotonitazene"),
    ("triethanolamine, Germany to Egypt", "q=triethanolamine&from=DE&to=EG"),
    ("nitromethane 40 %, in the EU", "q=nitromethane+40+%25&jurisdiction=EU"),
    ("a structure", "q=O%3DC(N(c1ccccc1)C1CCN(CCc2ccccc2)CC1)c1ccco1"),
    ("éphédrine", "q=%C3%A9ph%C3%A9drine"),
    ("aspirin", "q=aspirin"),
)


def asked(request: Request) -> dict[str, Any]:
    """The parameters of a question, as the form holds them."""
    get = request.query_params.get
    return {
        "q": (get("q") or "").strip(),
        "structure": (get("structure") or "").strip(),
        "on": get("on") or "",
        "known_on": get("known_on") or "",
        "origin": get("from") or "",
        "destination": get("to") or "",
        "amount": get("amount") or "",
        "concentration": get("concentration") or "",
        "fields": [field for field in request.query_params.getlist("field") if field],
        "jurisdictions": [code for code in request.query_params.getlist("jurisdiction") if code],
        "kept": [
            (name, value) for name, value in request.query_params.multi_items() if name in KEPT and value
        ],
    }


@router.get("/")
@router.get("/check")
def check(request: Request) -> HTMLResponse:
    """The question and, where one was asked, its answer."""
    books, ask = books_of(request), asked(request)
    book = books.law
    context: dict[str, Any] = {
        **shared(book),
        "here": "check",
        "title": "Check",
        "examples": EXAMPLES,
        "first_year": FIRST_DAY.year,
        "editor": EDITOR.exists(),
        "answer": None,
        "ask": ask,
    }
    if not ask["q"] and not ask["structure"]:
        return html(request, "check.html", **context)
    words = [(key, ask[key]) for key in ("q", "structure") if ask[key]]
    json_url = twin("/check", [*words, ("on", ask["on"]), *ask["kept"]])
    question = {**ask, "query": ask["q"], "from": ask["origin"], "to": ask["destination"]}
    try:
        answer = put(books, "check", question)
    except QuestionError as why:
        kept = urlencode([("on", ask["on"])] * bool(ask["on"]) + ask["kept"])
        # an offer keeps the rest of the question
        error = {**why.to_json(), "kept": f"&{kept}" if kept else ""}
        return html(request, "check.html", status=422, json_url=json_url, **{**context, "error": error})
    return html(request, "check.html", json_url=json_url, **{**context, **answered(book, answer, ask)})


def answered(book: Book, answer: Answer, ask: dict[str, Any]) -> dict[str, Any]:
    """What the page of an answer shows."""
    store, plain = book.store, answer.to_json()
    candidate = answer.identity.whole
    listed = candidate.substance or present.listed_as_drawn(answer)
    spells = browse.timeline(answer.reached, store)
    known = store.substance(listed) if listed else None
    titles = store.vocabulary["territories"]
    ends = (answer.question.origin, answer.question.destination)
    route = " to ".join(titles.get(place, place) or "anywhere" for place in ends)
    entries = [store.entry(key) for key in dict.fromkeys(spell.entry for spell in spells)]
    return {
        "events": events_beside(store, entries)[-MOST_EVENTS:],
        "title": candidate.name or (known.name if known else "A structure"),
        "known_as": known.name if known else "",
        "understood": present.understood(answer),
        "ordinary": all(map(is_merchandise, answer.identity.candidates)),
        "summary": present.with_names(answer.summary, titles),
        "answer": plain,
        "code": answer.code.told if answer.code else None,
        "ask": {**ask, "on": plain["on"], "route": route if any(ends) else ""}
        | {
            "amount": ask["amount"] or answer.declared.amount,
            "concentration": ask["concentration"] or answer.declared.share,
        },
        "gaps": present.gaps(answer, store),
        "state": present.state_of(answer),
        "tiles": present.tiles(answer, store),
        "by_field": present.by_field(answer),
        "places": present.places(answer, plain, store),
        "pictures": present.pictures(answer),
        "chinese": present.chinese_name(answer, store),
        "formula": known.formula if known else "",
        "substance": listed,
        "names": present.names(listed, store),
        "timeline": charts.timeline(spells, store, book.day, answer.question.on),
        "unread_after": present.unread_after(answer),
        "fresh": {item.jurisdiction: item for item in answer.freshness},
    }
