"""Browsing the law: instruments and their entries, a substance, a class, two days compared, treaty and
followers, coverage, readings. Every page is made of the data that its ``.json`` twin gives."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from tidewaiter import browse
from tidewaiter.book import Book
from tidewaiter.chronicle import events_beside
from tidewaiter.dates import parse_day
from tidewaiter.errors import QuestionError, Unresolved
from tidewaiter.plain import plain
from tidewaiter.web import charts, present
from tidewaiter.web.common import Pairs, books_of, missing, refused, shared, twin
from tidewaiter.web.models import InstrumentQuestion
from tidewaiter.web.render import html
from tidewaiter.web.views_law import (
    ROWS,
    class_view,
    classes_view,
    cut,
    instrument_view,
    readings_view,
    substance_view,
)

router = APIRouter(include_in_schema=False)

LINES = 40  # of the chart of delays on one page
MOST_FOUND = 60
MOST_FORMULAS = 12
SECTIONS = (
    ("/law", "Instruments"),
    ("/law/classes", "Classes"),
    ("/law/diff", "Two days compared"),
    ("/law/lag", "Treaty and followers"),
    ("/law/events", "Events"),
    ("/law/parties", "Parties"),
    ("/law/indicators", "Figures"),
    ("/law/coverage", "Coverage"),
    ("/law/readings", "Readings of ours"),
)


def _page(
    request: Request, template: str, book: Book, section: str, *, asked: Pairs = (), **context: Any
) -> HTMLResponse:
    """``asked``: the part of the question that the page's JSON takes as well."""
    return html(
        request, template, **shared(book), here="law", sections=SECTIONS, section=section,
        json_url=twin(request.url.path.rstrip("/"), asked), **context,
    )  # fmt: skip


def _number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _keeping(request: Request, path: str) -> str:
    """The address of this list, to which a page's number is added."""
    from urllib.parse import urlencode

    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "page" and v]
    return f"{path}?{urlencode(kept)}{'&' if kept else ''}"


# instruments ---------------------------------------------------------------------------------------------


def _instruments(request: Request, book: Book) -> dict[str, Any]:
    query = (request.query_params.get("q") or "").strip()
    place = request.query_params.get("jurisdiction") or ""
    rows = [plain(row) for row in browse.coverage(book.store)]
    rows = [
        {**row, "kinds": sorted({x.kind for x in book.store.instruments[row["instrument"]].lists.values()})}
        for row in rows
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
        hints = why.suggestions if isinstance(why, Unresolved) else ()
        keys = {key: "" for hint in hints for key in store.by_name(hint)}
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
    book = books_of(request).law
    return _page(request, "law.html", book, "/law", title="Law", **_instruments(request, book))


@router.get("/law/instrument/{key:path}")
def instrument(request: Request, key: str) -> HTMLResponse:
    """One instrument with its lists, entries and measures."""
    books = books_of(request)
    get = request.query_params.get
    asked = {
        "list": get("list") or "",
        "q": get("q") or "",
        "on": get("on") or "",
        "page": str(_number(request)),
    }
    try:
        data = instrument_view(books, key, InstrumentQuestion.model_validate(asked))
    except (QuestionError, ValidationError) as why:
        return refused(request, why)
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
    data = substance_view(books, key)
    if data is None:
        return missing(request, "There is no such substance in the lists.", "Find it under /law.")
    from tidewaiter.determine import Reach

    spells = browse.timeline([Reach.from_json(v) for v in book.store.reaches(key)], book.store)
    record = data["substance"]
    return _page(
        request, "law_substance.html", book, "/law", title=record["name"],
        substance=record, listings=data["listings"], names=present.names(key, book.store),
        picture=present.plain_picture(record["smiles"], "Drawn from: " + (record["structure_from"] or "not said")),
        events=events_beside(book.store, book.store.listings(key)),
        timeline=charts.timeline(spells, book.store, book.day),
    )  # fmt: skip


# classes -------------------------------------------------------------------------------------------------


@router.get("/law/classes")
def classes(request: Request) -> HTMLResponse:
    """The page of the same."""
    books = books_of(request)
    title = "Class definitions"
    return _page(request, "law_classes.html", books.law, "/law/classes", title=title, **classes_view(books))


@router.get("/law/class/{key:path}")
def class_page(request: Request, key: str) -> HTMLResponse:
    """One class definition with its drawings."""
    books = books_of(request)
    book = books.law
    data = class_view(books, key)
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


def _diff(request: Request, book: Book) -> dict[str, Any]:
    get = request.query_params.get
    second = parse_day(get("to") or str(book.day))
    first = parse_day(get("from") or str(second - timedelta(days=365)))
    chosen = [book.territory(code) for code in request.query_params.getlist("jurisdiction") if code]
    if first >= second:
        raise QuestionError("The first day is not before the second.", "Put the earlier day first.")
    changes = [plain(change) for change in browse.diff(book.store, first, second, chosen)]
    counts = {
        word: sum(c["change"] == word for c in changes)
        for word in ("added", "removed", "moved", "re-enacted")
    }
    return {
        "from": str(first),
        "to": str(second),
        "jurisdictions": chosen,
        "counts": counts,
        "changes": changes,
    }


@router.get("/law/diff")
def diff(request: Request) -> HTMLResponse:
    """The page of the same."""
    book = books_of(request).law
    try:
        data = _diff(request, book)
    except QuestionError as why:
        return refused(request, why)
    pairs = [
        ("from", data["from"]),
        ("to", data["to"]),
        *(("jurisdiction", code) for code in data["jurisdictions"]),
    ]
    word = request.query_params.get("change") or ""
    kept = [c for c in data["changes"] if word in ("", c["change"])]
    order = list(data["counts"])  # what is new comes first; a re-enacted catalogue can be hundreds of rows
    kept.sort(key=lambda c: (order.index(c["change"]), c["territory"], str(c["day"] or ""), c["name"]))
    shown, page, pages = cut(kept, _number(request), ROWS)
    return _page(
        request, "law_diff.html", book, "/law/diff", title="Two days compared", asked=pairs,
        address=_keeping(request, request.url.path), page=page, pages=pages, change=word,
        day_from=data["from"], day_to=data["to"], jurisdictions=data["jurisdictions"], counts=data["counts"],
        changes=shown,
    )  # fmt: skip


# treaty and followers ------------------------------------------------------------------------------------


def _lag(request: Request, book: Book) -> tuple[dict[str, Any], list[browse.Lag]]:
    names = [name for name in request.query_params.getlist("name") if name.strip()]
    chosen = [book.territory(code) for code in request.query_params.getlist("jurisdiction") if code]
    keys = [c.substance for name in names for c in book.identify(name).candidates if c.substance]
    if names and not keys:
        raise Unresolved("None of these is a listed substance.", "Name substances that a treaty lists.")
    rows = browse.lag(book.store, keys, [code for code in chosen if code != "UN"])
    return {"name": names, "jurisdictions": chosen}, rows


@router.get("/law/lag")
def lag(request: Request) -> HTMLResponse:
    """The page of the same: a box a territory, a line a substance."""
    book = books_of(request).law
    try:
        data, rows = _lag(request, book)
    except QuestionError as why:
        return refused(request, why)
    shown, page, pages = cut(charts.lag_lines(rows), _number(request), LINES)
    return _page(
        request, "law_lag.html", book, "/law/lag", title="Treaty and followers", name="; ".join(data["name"]),
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
        rows=browse.coverage(book.store, books_of(request).duties.tables), levels=levels, lists=book.store.instruments,
    )  # fmt: skip


@router.get("/law/readings")
def readings(request: Request) -> HTMLResponse:
    """The page of the same."""
    book = books_of(request).law
    return _page(
        request,
        "law_readings.html",
        book,
        "/law/readings",
        title="Readings of ours",
        readings=readings_view(books_of(request)),
    )
