"""Browsing the law: instruments and their entries, a substance, a class, two days compared, treaty and
followers, coverage, readings. Every page is made of the data that its ``.json`` twin gives."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from tidewaiter import browse
from tidewaiter.book import Lawbook
from tidewaiter.chronicle import events_beside
from tidewaiter.classes.definition import Definition
from tidewaiter.dates import parse_day
from tidewaiter.errors import QuestionError, Unresolved
from tidewaiter.lawbook.records import Entry, Measure
from tidewaiter.web import charts, present
from tidewaiter.web.common import Pairs, books_of, fault, missing, refused, shared, twin
from tidewaiter.web.render import html
from tidewaiter.web.views import plain

router = APIRouter(include_in_schema=False)

ROWS = 100  # of a table on one page
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
    request: Request, template: str, book: Lawbook, section: str, *, asked: Pairs = (), **context: Any
) -> HTMLResponse:
    """``asked``: the part of the question that the page's JSON takes as well."""
    return html(
        request, template, **shared(book), here="law", sections=SECTIONS, section=section,
        json_url=twin(request.url.path.rstrip("/"), asked), **context,
    )  # fmt: skip


def _number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _cut(items: list[Any], page: int, size: int) -> tuple[list[Any], int, int]:
    pages = max(1, -(-len(items) // size))
    page = min(page, pages)
    return items[(page - 1) * size : page * size], page, pages


def _keeping(request: Request, path: str) -> str:
    """The address of this list, to which a page's number is added."""
    from urllib.parse import urlencode

    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "page" and v]
    return f"{path}?{urlencode(kept)}{'&' if kept else ''}"


# instruments ---------------------------------------------------------------------------------------------


def _instruments(request: Request, book: Lawbook) -> dict[str, Any]:
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


def _find(query: str, book: Lawbook) -> list[dict[str, str]]:
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


def _entry(entry: Entry, book: Lawbook) -> dict[str, Any]:
    store = book.store
    name = browse.name_of(entry, store)
    if entry.class_id and name == entry.class_id:
        name = book.matcher.definition(entry.class_id).title
    return {
        "id": entry.id,
        "instrument": entry.instrument,
        "territory": store.instruments[entry.instrument].territory,
        "list": entry.list,
        "list_title": store.instruments[entry.instrument].lists[entry.list].title,
        "clause": entry.clause,
        "substance": entry.substance,
        "class": entry.class_id,
        "name": name,
        "as_listed": entry.as_listed,
        "from": str(entry.period.since),
        "until": str(entry.period.until or ""),
        "cite": entry.source.cite,
        "verified": entry.source.verified,
        "note": entry.note,
    }


def _instrument(key: str, request: Request, book: Lawbook) -> dict[str, Any] | None:
    record = browse.show(book.store, key)
    if record is None or record["kind"] != "instrument":
        return None
    get = request.query_params.get
    wanted, query, day = get("list") or "", (get("q") or "").strip().casefold(), get("on") or ""
    on = parse_day(day) if day else None
    mine = [
        _entry(entry, book)
        for entry in book.store.entries()
        if entry.instrument == key and wanted in ("", entry.list) and (on is None or on in entry.period)
    ]
    mine = [e for e in mine if query in f"{e['name']} {e['as_listed']} {e['clause']}".casefold()]
    mine.sort(key=lambda e: (e["list"], _natural(e["clause"]), e["name"]))
    shown, page, pages = _cut(mine, _number(request), ROWS)
    measures = [_measure(one) for one in book.store.measures_of(key)]
    return {
        "instrument": record, "entries": shown, "count": len(mine), "page": page, "pages": pages,
        "measures": measures, "filter": {"list": wanted, "q": get("q") or "", "on": day},
    }  # fmt: skip


def _measure(one: Measure) -> dict[str, Any]:
    return {
        "id": one.id, "title": one.title, "effect": one.effect, "lists": list(one.lists), "direction": one.direction,
        "document": one.document, "issued_by": one.issued_by, "deadline": one.deadline, "threshold": one.threshold,
        "from": str(one.period.since), "until": str(one.period.until or ""), "clause": one.clause,
        "cite": one.source.cite, "verified": one.source.verified,
    }  # fmt: skip


def _natural(clause: str) -> tuple[tuple[int, str], ...]:
    """Clauses in the order of their numbers: no. 2 before no. 10."""
    import re

    return tuple((int(n), "") if n else (0, w) for n, w in re.findall(r"(\d+)|(\D+)", clause))


@router.get("/law/instrument/{key:path}", response_model=None)
def instrument(request: Request, key: str) -> HTMLResponse | JSONResponse:
    """One instrument with its lists, entries and measures; its twin under ``.json``."""
    book = books_of(request).law
    as_json = key.endswith(".json")
    try:
        data = _instrument(key.removesuffix(".json"), request, book)
    except QuestionError as why:
        return JSONResponse({"error": fault(why)}, 422) if as_json else refused(request, why)
    if data is None:
        return missing(request, "There is no such instrument.", "Look under /law.", as_json)
    if as_json:
        return JSONResponse(data)
    return _page(
        request, "law_instrument.html", book, "/law", title=data["instrument"]["title"],
        asked=[("list", data["filter"]["list"]), ("q", data["filter"]["q"]), ("on", data["filter"]["on"]), ("page", str(data["page"]))],
        address=_keeping(request, request.url.path), **data,
    )  # fmt: skip


# one substance -------------------------------------------------------------------------------------------


def _substance(key: str, book: Lawbook) -> dict[str, Any] | None:
    record = browse.show(book.store, key)
    if record is None or record["kind"] != "substance":
        return None
    from tidewaiter.determine import Reach

    reached = [Reach.from_json(value) for value in book.store.reaches(key)]
    spells = browse.timeline(reached, book.store)
    listings = [_entry(book.store.entry(name), book) for name in record["listings"]]
    return {"substance": record, "listings": listings, "timeline": [plain(spell) for spell in spells]}


@router.get("/law/substance/{key}", response_model=None)
def substance(request: Request, key: str) -> HTMLResponse | JSONResponse:
    """One listed substance through all lists; its twin under ``.json``."""
    book = books_of(request).law
    as_json = key.endswith(".json")
    key = key.removesuffix(".json")
    data = _substance(key, book)
    if data is None:
        return missing(request, "There is no such substance in the lists.", "Find it under /law.", as_json)
    if as_json:
        return JSONResponse(data)
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


def _class_row(one: Definition, book: Lawbook) -> dict[str, Any]:
    entries = book.store.listings(one.id)
    held = book.store.instruments.get(one.instrument)
    return {
        "id": one.id, "title": one.title, "instrument": one.instrument,
        "territory": held.territory if held else "", "clause": one.clause, "style": one.style,
        "from": str(min((e.period.since for e in entries), key=lambda s: s.day)) if entries else "",
        "until": "" if any(e.period.until is None for e in entries) or not entries
        else str(max(e.period.until for e in entries if e.period.until)),
    }  # fmt: skip


@router.get("/law/classes.json")
def classes_json(request: Request) -> JSONResponse:
    """All class definitions."""
    book = books_of(request).law
    return JSONResponse({"classes": [_class_row(one, book) for one in book.matcher.definitions.values()]})


@router.get("/law/classes")
def classes(request: Request) -> HTMLResponse:
    """The page of the same."""
    book = books_of(request).law
    rows = [_class_row(one, book) for one in book.matcher.definitions.values()]
    return _page(request, "law_classes.html", book, "/law/classes", title="Class definitions", classes=rows)


def _class(key: str, book: Lawbook) -> dict[str, Any] | None:
    if key not in book.matcher.ids:
        return None
    one = book.matcher.definition(key)
    readings = [
        {"id": a.id, "question": a.question, "reading": a.reading, "consequence": a.consequence}
        for a in book.store.assumptions
        if a.id in one.readings
    ]
    drawings: dict[str, list[str]] = {}
    for scaffold in one.scaffolds:
        drawings.setdefault(scaffold.name or one.title, []).append(scaffold.text)
    return {
        **_class_row(one, book), "statement": one.statement, "mass_cap": one.mass_cap or None, "doubt": one.doubt,
        "at_least": one.at_least, "limbs": [{"limb": a, "says": b} for a, b in one.limbs],
        "drawings": [{"name": name, "drawing": texts[0], "forms": len(texts)} for name, texts in drawings.items()],
        "except": [{"name": e.name, "named_in": list(e.named_in), "reached_by": list(e.reached_by), "why": e.why}
                   for e in one.exceptions],
        "readings": readings,
        "listings": [_entry(entry, book) for entry in book.store.listings(key)],
    }  # fmt: skip


@router.get("/law/class/{key:path}", response_model=None)
def class_page(request: Request, key: str) -> HTMLResponse | JSONResponse:
    """One class definition with its drawings; its twin under ``.json``."""
    book = books_of(request).law
    as_json = key.endswith(".json")
    data = _class(key.removesuffix(".json"), book)
    if data is None:
        return missing(request, "There is no such class definition.", "Look under /law/classes.", as_json)
    if as_json:
        return JSONResponse(data)
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


def _diff(request: Request, book: Lawbook) -> dict[str, Any]:
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
    shown, page, pages = _cut(kept, _number(request), ROWS)
    return _page(
        request, "law_diff.html", book, "/law/diff", title="Two days compared", asked=pairs,
        address=_keeping(request, request.url.path), page=page, pages=pages, change=word,
        day_from=data["from"], day_to=data["to"], jurisdictions=data["jurisdictions"], counts=data["counts"],
        changes=shown,
    )  # fmt: skip


# treaty and followers ------------------------------------------------------------------------------------


def _lag(request: Request, book: Lawbook) -> tuple[dict[str, Any], list[browse.Lag]]:
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
    shown, page, pages = _cut(charts.lag_lines(rows), _number(request), LINES)
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


def _readings(book: Lawbook) -> list[dict[str, str]]:
    names = ("id", "instrument", "question", "reading", "consequence", "source")
    return [dict(zip(names, item, strict=True)) for item in book.store.assumptions]


@router.get("/law/readings.json")
def readings_json(request: Request) -> JSONResponse:
    """Where a text leaves a question open: what was assumed, and what follows."""
    return JSONResponse(_readings(books_of(request).law))


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
        readings=_readings(book),
    )
