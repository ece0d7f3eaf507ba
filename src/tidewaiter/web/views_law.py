"""What the pages of the law and their ``.json`` twins tell: an instrument, a substance, classes, readings."""

from __future__ import annotations

import re
from typing import Any

from tidewaiter import browse
from tidewaiter.asking import Books
from tidewaiter.book import Book
from tidewaiter.classes.definition import Definition
from tidewaiter.dates import parse_day
from tidewaiter.determine import Reach
from tidewaiter.lawbook.records import Entry, Measure
from tidewaiter.plain import plain
from tidewaiter.web.models import InstrumentQuestion

ROWS = 100  # of a table on one page


def cut(items: list[Any], page: int, size: int) -> tuple[list[Any], int, int]:
    """One page of a list, its number, and how many there are."""
    pages = max(1, -(-len(items) // size))
    page = min(page, pages)
    return items[(page - 1) * size : page * size], page, pages


def _entry(entry: Entry, book: Book) -> dict[str, Any]:
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
        "until": entry.period.until_text,
        "cite": entry.source.cite,
        "verified": entry.source.verified,
        "note": entry.note,
    }


def instrument_view(books: Books, key: str, question: InstrumentQuestion) -> dict[str, Any] | None:
    """One instrument with its lists, its measures and a page of its entries; None where there is none."""
    book = books.law
    record = browse.show(book.store, key)
    if record is None or record["kind"] != "instrument":
        return None
    wanted, query = question.of, question.q.casefold()
    on = parse_day(question.on) if question.on else None
    mine = [
        _entry(entry, book)
        for entry in book.store.entries()
        if entry.instrument == key and wanted in ("", entry.list) and (on is None or on in entry.period)
    ]
    mine = [e for e in mine if query in f"{e['name']} {e['as_listed']} {e['clause']}".casefold()]
    mine.sort(key=lambda e: (e["list"], _natural(e["clause"]), e["name"]))
    shown, page, pages = cut(mine, question.page, ROWS)
    return {
        "instrument": record, "entries": shown, "count": len(mine), "page": page, "pages": pages,
        "measures": [_measure(one) for one in book.store.measures_of(key)],
        "filter": {"list": wanted, "q": question.q, "on": question.on},
    }  # fmt: skip


def _measure(one: Measure) -> dict[str, Any]:
    return {
        "id": one.id, "title": one.title, "effect": one.effect, "lists": list(one.lists), "direction": one.direction,
        "document": one.document, "issued_by": one.issued_by, "deadline": one.deadline, "threshold": one.threshold,
        "from": str(one.period.since), "until": one.period.until_text, "clause": one.clause,
        "cite": one.source.cite, "verified": one.source.verified,
    }  # fmt: skip


def _natural(clause: str) -> tuple[tuple[int, str], ...]:
    """Clauses in the order of their numbers: no. 2 before no. 10."""
    return tuple((int(n), "") if n else (0, w) for n, w in re.findall(r"(\d+)|(\D+)", clause))


def substance_view(books: Books, key: str) -> dict[str, Any] | None:
    """A listed substance with its listings and its way through all lists; None where there is none."""
    book = books.law
    record = browse.show(book.store, key)
    if record is None or record["kind"] != "substance":
        return None
    reached = [Reach.from_json(value) for value in book.store.reaches(key)]
    spells = browse.timeline(reached, book.store)
    listings = [_entry(book.store.entry(name), book) for name in record["listings"]]
    return {"substance": record, "listings": listings, "timeline": [plain(spell) for spell in spells]}


def _class_row(one: Definition, book: Book) -> dict[str, Any]:
    entries = book.store.listings(one.id)
    held = book.store.instruments.get(one.instrument)
    return {
        "id": one.id, "title": one.title, "instrument": one.instrument,
        "territory": held.territory if held else "", "clause": one.clause, "style": one.style,
        "from": str(min((e.period.since for e in entries), key=lambda s: s.day)) if entries else "",
        "until": "" if any(e.period.until is None for e in entries) or not entries
        else str(max(e.period.until for e in entries if e.period.until)),
    }  # fmt: skip


def classes_view(books: Books) -> dict[str, Any]:
    """All class definitions."""
    return {"classes": [_class_row(one, books.law) for one in books.law.matcher.definitions.values()]}


def class_view(books: Books, key: str) -> dict[str, Any] | None:
    """One class definition; None where there is none."""
    book = books.law
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


def readings_view(books: Books) -> list[dict[str, str]]:
    """Where a text leaves a question open: what was assumed, and what follows."""
    names = ("id", "instrument", "question", "reading", "consequence", "source")
    return [dict(zip(names, item, strict=True)) for item in books.law.store.assumptions]
