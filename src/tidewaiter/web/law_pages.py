"""Browsing the law: instruments and their entries, a substance, a class, two days compared, treaty and
followers, coverage, readings. Every page is made of the data that its ``.json`` twin gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from tidewaiter.asking import Books, ask
from tidewaiter.asking.law import ROWS, Substance, cut
from tidewaiter.book import Book
from tidewaiter.chronicle import events_beside
from tidewaiter.contract.law import CHANGES, Change, Lag
from tidewaiter.dates import parse_day
from tidewaiter.errors import QuestionError
from tidewaiter.report import charts
from tidewaiter.report.words import brief
from tidewaiter.web import present
from tidewaiter.web.common import Pairs, books_of, missing, or_refused, page_asked, shared, twin
from tidewaiter.web.models import InstrumentQuestion
from tidewaiter.web.render import html

router = APIRouter(include_in_schema=False)

LINES = 40  # of the chart of delays on one page
MOST_FOUND = 60
MOST_FORMULAS = 12
SECTIONS = (
    ("/law", "Instruments"),
    ("/law/classes", "Classes"),
    ("/law/diff", "Two days compared"),
    ("/law/lag", "How fast countries followed"),
    ("/law/events", "Events"),
    ("/law/parties", "Parties"),
    ("/law/indicators", "Figures"),
    ("/law/coverage", "Coverage"),
    ("/law/readings", "Our interpretations"),
)


def _page(
    request: Request, template: str, book: Book, section: str, *, asked: Pairs = (), **context: Any
) -> HTMLResponse:
    """``asked``: the part of the question that the page's JSON takes as well."""
    return html(
        request, template, **shared(book), here="law", sections=SECTIONS, section=section,
        json_url=twin(request.url.path.rstrip("/"), asked), asked_query=urlencode([pair for pair in asked if pair[1]]),
        **context,
    )  # fmt: skip


def _keeping(request: Request, path: str) -> str:
    """The address of this list, to which a page's number is added."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "page" and v]
    return f"{path}?{urlencode(kept)}{'&' if kept else ''}"


# instruments ---------------------------------------------------------------------------------------------


def _instruments(request: Request, books: Books) -> dict[str, Any]:
    query = (request.query_params.get("q") or "").strip()
    place = request.query_params.get("jurisdiction") or ""
    book = books.law
    rows = [
        {**row, "kinds": sorted({x.kind for x in book.store.instruments[row["instrument"]].lists.values()})}
        for row in ask(books, "coverage", {}).to_json()
        if row["instrument"] in book.store.instruments and place in ("", row["territory"])
    ]
    return {
        "q": query,
        "jurisdiction": place,
        "found": _find(query, book) if query else [],
        "instruments": rows,
    }


def _find(query: str, book: Book) -> list[dict[str, str]]:
    """Listed substances that a name, number or part of a name leads to."""
    store = book.store
    keys: dict[str, str] = {}
    try:
        keys = {c.substance: "" for c in book.identify(query).candidates if c.substance}
    except QuestionError as why:
        keys = {key: "" for hint in why.suggestions for key in store.by_name(hint)}
    part = query.casefold()
    for name, key in store.all_names():
        if len(keys) >= MOST_FOUND:
            break
        if part in name.casefold():
            keys.setdefault(key, name)
    found = []
    for key, name in keys.items():
        known = store.substance(key)
        if known is not None:
            found.append({"id": key, "name": known.name, "cas": ", ".join(known.cas), "by": name})
    return found


@router.get("/law")
def law(request: Request) -> HTMLResponse:
    """The page of the same."""
    books = books_of(request)
    return _page(request, "law.html", books.law, "/law", title="Law", **_instruments(request, books))


@router.get("/law/instrument/{key:path}")
@or_refused
def instrument(request: Request, key: str) -> Response:
    """One instrument with its lists, entries and measures."""
    books = books_of(request)
    get = request.query_params.get
    asked = {
        "list": get("list") or "",
        "q": get("q") or "",
        "on": get("on") or "",
        "page": str(page_asked(request)),
    }
    question = InstrumentQuestion.model_validate(asked).question()
    data = ask(books, "instrument", {**question, "key": key}).to_json()
    if data is None:
        return missing(request, "There is no such instrument.", "Look under /law.")
    return _page(
        request, "law_instrument.html", books.law, "/law", title=data["instrument"]["title"],
        asked=[*data["filter"].items(), ("page", str(data["page"]))],
        address=_keeping(request, request.url.path), **data,
    )  # fmt: skip


# one substance -------------------------------------------------------------------------------------------


@router.get("/law/substance/{key}")
def substance(request: Request, key: str) -> HTMLResponse:
    """One listed substance through all lists."""
    books = books_of(request)
    book = books.law
    found = ask(books, "substance", {"key": key})
    if not isinstance(found, Substance):
        return missing(request, "There is no such substance in the lists.", "Find it under /law.")
    record = found.record
    return _page(
        request, "law_substance.html", book, "/law", title=record["name"],
        substance=record, listings=found.listings, names=present.names(key, book.store),
        picture=present.plain_picture(record["smiles"], "Drawn from: " + (record["structure_from"] or "not said")),
        events=events_beside(book.store, book.store.listings(key)),
        timeline=charts.timeline(found.spells, book.store, book.day),
    )  # fmt: skip


# classes -------------------------------------------------------------------------------------------------


@router.get("/law/classes")
def classes(request: Request) -> HTMLResponse:
    """The page of the same."""
    books = books_of(request)
    told = ask(books, "classes", {}).to_json()
    return _page(request, "law_classes.html", books.law, "/law/classes", title="Class definitions", **told)


@router.get("/law/class/{key:path}")
def class_page(request: Request, key: str) -> HTMLResponse:
    """One class definition with its drawings."""
    books = books_of(request)
    book = books.law
    data = ask(books, "class", {"key": key}).to_json()
    if data is None:
        return missing(request, "There is no such class definition.", "Look under /law/classes.")
    shown = [
        present.formula_picture(
            d["drawing"], d["name"] + (f" ({d['forms']} forms)" if d["forms"] > 1 else "")
        )
        for d in data["drawings"][:MOST_FORMULAS]
    ]
    return _page(
        request, "law_class.html", book, "/law/classes", title=data["title"], one=data, pictures=shown,
        more=len(data["drawings"]) - len(shown),
    )  # fmt: skip


# two days ------------------------------------------------------------------------------------------------


def diff_of(request: Request, books: Books) -> tuple[dict[str, Any], Sequence[Change]]:
    """The days and territories asked for (the year to today where none is), and every change."""
    get = request.query_params.get
    second = parse_day(get("to") or str(books.law.day))
    first = parse_day(get("from") or str(second - timedelta(days=365)))
    chosen = [books.law.territory(code) for code in request.query_params.getlist("jurisdiction") if code]
    asked = {"from": str(first), "to": str(second), "jurisdictions": chosen}
    return asked, ask(books, "diff", asked).rows


def _titled(book: Book, key: str) -> str:
    """A list by its title and its law's: ``cn/precursors 2``; what is not held any more stays as it is."""
    law, _, name = key.partition(" ")
    held = book.store.instruments.get(law)
    return f"{held.lists[name].title}, {brief(held.title, 60)}" if held and name in held.lists else key


@router.get("/law/diff")
@or_refused
def diff(request: Request) -> Response:
    """The page of the same."""
    books = books_of(request)
    book = books.law
    asked, found = diff_of(request, books)
    counts = {word: sum(one.change == word for one in found) for word in CHANGES}
    pairs = [
        ("from", asked["from"]),
        ("to", asked["to"]),
        *(("jurisdiction", code) for code in asked["jurisdictions"]),
    ]
    word = request.query_params.get("change") or ""
    kept = [one for one in found if word in ("", one.change)]
    order = list(counts)  # what is new comes first; a re-enacted catalogue can be hundreds of rows
    kept.sort(key=lambda one: (order.index(one.change), one.territory, str(one.day or ""), one.name))
    shown, page, pages = cut(kept, page_asked(request), ROWS)
    return _page(
        request, "law_diff.html", book, "/law/diff", title="Two days compared", asked=pairs,
        address=_keeping(request, request.url.path), page=page, pages=pages, change=word,
        day_from=asked["from"], day_to=asked["to"], jurisdictions=asked["jurisdictions"], counts=counts,
        changes=shown, titled=partial(_titled, book), turns=charts.turns(found, book.store.vocabulary["territories"]),
    )  # fmt: skip


# treaty and followers ------------------------------------------------------------------------------------


def lag_of(request: Request, books: Books) -> tuple[dict[str, Any], Sequence[Lag]]:
    """The substances and territories asked for, and the treaty's day of each with theirs."""
    names = [name for name in request.query_params.getlist("name") if name.strip()]
    chosen = [books.law.territory(code) for code in request.query_params.getlist("jurisdiction") if code]
    asked = {"name": names, "jurisdictions": [code for code in chosen if code != "UN"]}
    return {"name": names, "jurisdictions": chosen}, ask(books, "lag", asked).rows


@router.get("/law/lag")
@or_refused
def lag(request: Request) -> Response:
    """The page of the same: a box a territory, a line a substance."""
    books = books_of(request)
    book = books.law
    data, rows = lag_of(request, books)
    shown, page, pages = cut(charts.lag_lines(rows), page_asked(request), LINES)
    return _page(
        request, "law_lag.html", book, "/law/lag", title="How fast countries followed", name="; ".join(data["name"]),
        asked=[*(("name", n) for n in data["name"]), *(("jurisdiction", c) for c in data["jurisdictions"])],
        jurisdictions=data["jurisdictions"], spreads=charts.spreads(rows, book.store.vocabulary["territories"]),
        lines=shown, ticks=charts.DAYS.ticks, zero=charts.DAYS.at(0), undated=sum(r.decided is None for r in rows),
        page=page, pages=pages, address=_keeping(request, request.url.path),
    )  # fmt: skip


# coverage, readings --------------------------------------------------------------------------------------


@router.get("/law/coverage")
def coverage(request: Request) -> HTMLResponse:
    """The page of the same."""
    book = books_of(request).law
    levels = book.store.vocabulary["levels"]
    return _page(
        request, "law_coverage.html", book, "/law/coverage", title="Coverage",
        rows=ask(books_of(request), "coverage", {}).rows, levels=levels, lists=book.store.instruments,
    )  # fmt: skip


@router.get("/law/readings")
def readings(request: Request) -> HTMLResponse:
    """The page of the same."""
    books = books_of(request)
    told = ask(books, "readings", {}).to_json()
    return _page(
        request, "law_readings.html", books.law, "/law/readings", title="Our interpretations", readings=told
    )
