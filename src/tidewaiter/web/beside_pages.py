"""What is told beside the law: events, published figures, names on lists of parties. No part of any answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from tidewaiter.asking import ask
from tidewaiter.web import models
from tidewaiter.web.common import books_of, or_refused, shared, twin
from tidewaiter.web.law_pages import SECTIONS
from tidewaiter.web.render import html

router = APIRouter(include_in_schema=False)

SEVERAL = ("topic", "jurisdiction", "measure", "instrument", "series")


def _given(request: Request, model: type[models.Asked]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What the form holds that the question knows: as its model reads it, and as an address writes it."""
    known = {field.alias or name for name, field in model.model_fields.items()}
    pairs = [(k, v.strip()) for k, v in request.query_params.multi_items() if k in known and v.strip()]
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in SEVERAL:
            made.setdefault(key, []).append(value)
        else:
            made[key] = value
    return made, pairs


@or_refused
def _page(request: Request, section: str, model: type[models.Asked], **more: Any) -> Response:
    books = books_of(request)
    given, pairs = _given(request, model)
    rows = ask(books, section.rpartition("/")[2], model.model_validate(given).question()).to_json()
    told = {"here": "law", "sections": SECTIONS, "section": section, "rows": rows, "ask": given}
    context = {**shared(books.law), **told}
    template = section.strip("/").replace("/", "_") + ".html"
    return html(request, template, json_url=twin(section, pairs), **context, **more)


@router.get("/law/events")
def events(request: Request) -> Response:
    """What was said, agreed, decided or threatened, and what became of it."""
    topics = books_of(request).law.store.vocabulary.get("topics", {})
    return _page(request, "/law/events", models.EventsQuestion, title="Events", topics=topics)


@router.get("/law/parties")
def parties(request: Request) -> Response:
    """Names on lists of parties; all, or those like the one asked."""
    lists = books_of(request).law.store.party_instruments
    return _page(request, "/law/parties", models.PartiesQuestion, title="Parties", lists=lists)


@router.get("/law/indicators")
def indicators(request: Request) -> Response:
    """Published figures, series by series."""
    return _page(request, "/law/indicators", models.IndicatorsQuestion, title="Published figures")
