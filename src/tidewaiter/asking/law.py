"""Questions of the lawbook itself: what it holds, one record, days compared, a substance through time, what is told beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from tidewaiter import browse, chronicle
from tidewaiter.answer import CAUTION
from tidewaiter.asking.books import Books, Question, Told
from tidewaiter.book import Book
from tidewaiter.contract.law import EventRow, Lag, Spell
from tidewaiter.dates import Period, parse_day
from tidewaiter.errors import QuestionError, Unresolved
from tidewaiter.lawbook.records import Entry, Measure
from tidewaiter.plain import picked, plain
from tidewaiter.reached import listed_reaches
from tidewaiter.substance.identity import Identity

if TYPE_CHECKING:
    from tidewaiter.classes import Definition
    from tidewaiter.contract import law as shapes

ROWS = 100  # of a table on one page


class Listed(NamedTuple):
    """An answer that is a list of rows."""

    rows: Sequence[Any]

    def to_json(self) -> list[dict[str, Any]]:
        """Each row as plain data."""
        return [plain(row) for row in self.rows]


class Timeline(NamedTuple):
    """A substance through all lists and all time, with what is told beside them."""

    asked: str
    identity: Identity
    spells: list[Spell]
    events: list[EventRow]

    @property
    def name(self) -> str:
        """What was found, or was asked where that has no name."""
        return self.identity.whole.name or self.asked

    def to_json(self) -> shapes.TimelineAnswer:
        """As plain data."""
        return {
            "name": self.name,
            "rung": self.identity.rung,
            "spells": [plain(one) for one in self.spells],
            "caution": CAUTION,
        }


class Substance(NamedTuple):
    """A listed substance with its listings and its way through all lists."""

    record: dict[str, Any]
    listings: list[shapes.EntryOf]
    spells: list[Spell]

    def to_json(self) -> shapes.SubstanceAnswer:
        """As plain data."""
        timeline = [plain(spell) for spell in self.spells]
        return {
            "substance": cast("shapes.RecordOf", self.record),
            "listings": self.listings,
            "timeline": timeline,
        }


def law(books: Books, question: Question) -> Told:
    """The instruments of the lawbook."""
    told: shapes.LawAnswer = {
        "lawbook": books.lawbook,
        "day": books.law.day.isoformat(),
        "instruments": coverage(books, question).to_json(),
        "territories": dict(books.law.store.vocabulary["territories"]),
    }
    return Told(told)


def coverage(books: Books, question: Question) -> Listed:
    """What is encoded of each instrument, and what is not."""
    return Listed(browse.coverage(books.law.store, books.duties.tables))


def show(books: Books, question: Question) -> Told:
    """``key``: one record of the lawbook, or a substance by its name."""
    book, key = books.law, question["key"]
    record = browse.show(book.store, key)
    if record is None:
        found = book.identify(key).candidates[0].substance
        record = browse.show(book.store, found) if found else None
    if record is None:
        mend = "Give a key, for example un/1988 or fentanyl."
        raise Unresolved(f"The lawbook has no record {key[:80]!r}.", mend)
    return Told(record)


def diff(books: Books, question: Question) -> Listed:
    """``from``, ``to``, ``jurisdictions``: what the lists say on one day and not on another."""
    first, second = (parse_day(question.get(name) or "") for name in ("from", "to"))
    if first >= second:
        raise QuestionError("The first day is not before the second.", "Give the earlier day first.")
    return Listed(browse.diff(books.law.store, first, second, _places(books, question)))


def lag(books: Books, question: Question) -> Listed:
    """``name`` (several), ``jurisdictions``: the treaty's day for each substance and each territory's."""
    book, names = books.law, question.get("name") or ()
    keys = [c.substance for name in names for c in book.identify(name).candidates if c.substance]
    if names and not keys:
        raise Unresolved("None of these is a listed substance.", "Name substances that a treaty lists.")
    rows: list[Lag] = browse.lag(book.store, keys, _places(books, question))
    if names and not rows:
        raise Unresolved("No treaty in the lawbook lists these.", "See the timeline of the substance.")
    return Listed(rows)


def timeline(books: Books, question: Question) -> Timeline:
    """``query``: a substance through all lists and all time."""
    book, query = books.law, question["query"]
    found = book.identify(query)
    reached = [reach for one in found.candidates for reach in book.reached(one)]
    spells = browse.timeline(reached, book.store)
    told = chronicle.events_beside(book.store, (book.store.entry(one.entry) for one in spells))
    return Timeline(query, found, spells, told)


# beside the law ------------------------------------------------------------------------------------------


def events(books: Books, question: Question) -> Listed:
    """``measure``, ``topic``, ``jurisdictions``, ``from``, ``to``, ``on``: what was said, and what became of it."""
    store = books.law.store
    topics = _known(question, "topic", store.vocabulary.get("topics", {}), "topic")
    for key in question.get("measure") or ():
        if "/" not in key:
            message = f"{key[:80]!r} is no key of a record or instrument."
            raise QuestionError(message, "Give it with its territory, as us/ieepa-fentanyl.")
    found = chronicle.events(
        store, topics=topics, territories=_places(books, question), measures=question.get("measure") or (),
        since=_day(question, "from"), until=_day(question, "to"), on=_day(question, "on"),
    )  # fmt: skip
    return Listed(found)


def indicators(books: Books, question: Question) -> Listed:
    """``series``, ``topic``, ``on``: published figures; no part of any answer."""
    store = books.law.store
    series = _known(question, "series", store.series, "series")
    topics = _known(question, "topic", store.vocabulary.get("topics", {}), "topic")
    return Listed(chronicle.indicators(store, series=series, topics=topics, on=_day(question, "on")))


def parties(books: Books, question: Question) -> Listed:
    """``name``, ``jurisdictions``, ``instrument``, ``on``: names on lists. A match is a question, never a finding."""
    store = books.law.store
    lists = _known(question, "instrument", store.party_instruments, "list of parties")
    found = chronicle.parties(
        store, name=question.get("name") or "", territories=_places(books, question), instruments=lists,
        on=_day(question, "on"),
    )  # fmt: skip
    return Listed(found)


def _places(books: Books, question: Question) -> list[str]:
    return books.law.territories(question.get("jurisdictions") or ())


def _day(question: Question, name: str) -> date | None:
    return parse_day(question[name]) if question.get(name) else None


def _known(question: Question, name: str, known: Iterable[str], what: str) -> Sequence[str]:
    """The terms given under a name, each of which the lawbook must have."""
    given, known = question.get(name) or (), list(known)
    for one in given:
        if one not in known:
            message = f"The lawbook has no {what} {one[:80]!r}."
            raise QuestionError(message, f"Use one of: {', '.join(known)}.")
    return given


# one record, None where the lawbook has no such ----------------------------------------------------------


def cut(items: list[Any], page: int, size: int) -> tuple[list[Any], int, int]:
    """One page of a list, its number, and how many there are."""
    pages = max(1, -(-len(items) // size))
    page = min(page, pages)
    return items[(page - 1) * size : page * size], page, pages


def _entry(entry: Entry, book: Book) -> shapes.EntryOf:
    store = book.store
    name = browse.name_of(entry, store)
    if entry.class_id and name == entry.class_id:
        name = book.matcher.definition(entry.class_id).title
    held = store.instruments[entry.instrument]
    names = "id instrument territory list list_title clause substance class name as_listed from until cite verified note"
    own = {
        "territory": held.territory,
        "list_title": held.lists[entry.list].title,
        "class": entry.class_id,
        "name": name,
    }
    return cast("shapes.EntryOf", picked(names, entry, entry.source, **own, **_span(entry.period)))


def _span(period: Period) -> dict[str, str]:
    return {"from": str(period.since), "until": period.until_text}


def instrument(books: Books, question: Question) -> Told:
    """``key``, ``list``, ``query``, ``on``, ``page``: one instrument with its measures and a page of its entries."""
    book, key = books.law, question["key"]
    record = browse.show(book.store, key)
    if record is None or record["kind"] != "instrument":
        return Told(None)
    wanted, words, on = question.get("list") or "", question.get("query") or "", _day(question, "on")
    query = words.casefold()
    mine = [
        _entry(entry, book)
        for entry in book.store.entries()
        if entry.instrument == key and wanted in ("", entry.list) and (on is None or on in entry.period)
    ]
    mine = [e for e in mine if query in f"{e['name']} {e['as_listed']} {e['clause']}".casefold()]
    mine.sort(key=lambda e: (e["list"], _natural(e["clause"]), e["name"]))
    shown, page, pages = cut(mine, question.get("page") or 1, ROWS)
    told: shapes.InstrumentAnswer = {
        "instrument": cast("shapes.RecordOf", record), "entries": shown, "count": len(mine), "page": page, "pages": pages,
        "measures": [_measure(one) for one in book.store.measures_of(key)],
        "filter": {"list": wanted, "q": words, "on": question.get("on") or ""},
    }  # fmt: skip
    return Told(told)


def _measure(one: Measure) -> shapes.MeasureHeld:
    names = "id title effect lists direction document issued_by deadline threshold from until clause cite verified"
    return cast("shapes.MeasureHeld", picked(names, one, one.source, **_span(one.period)))


def _natural(clause: str) -> tuple[tuple[int, str], ...]:
    """Clauses in the order of their numbers: no. 2 before no. 10."""
    return tuple((int(n), "") if n else (0, w) for n, w in re.findall(r"(\d+)|(\D+)", clause))


def substance(books: Books, question: Question) -> Substance | Told:
    """``key``: a listed substance with its listings and its way through all lists."""
    store, key = books.law.store, question["key"]
    record = browse.show(store, key)
    if record is None or record["kind"] != "substance":
        return Told(None)
    listings = [_entry(store.entry(name), books.law) for name in record["listings"]]
    return Substance(record, listings, browse.timeline(listed_reaches(key, store), store))


def _class_row(one: Definition, book: Book) -> shapes.ClassOf:
    entries = book.store.listings(one.id)
    held = book.store.instruments.get(one.instrument)
    return {
        "id": one.id, "title": one.title, "instrument": one.instrument,
        "territory": held.territory if held else "", "clause": one.clause, "style": one.style,
        "from": str(min((e.period.since for e in entries), key=lambda s: s.day)) if entries else "",
        "until": "" if any(e.period.until is None for e in entries) or not entries
        else str(max(e.period.until for e in entries if e.period.until)),
    }  # fmt: skip


def classes(books: Books, question: Question) -> Told:
    """All class definitions."""
    return Told({"classes": [_class_row(one, books.law) for one in books.law.matcher.definitions.values()]})


def class_(books: Books, question: Question) -> Told:
    """``key``: one class definition."""
    book, key = books.law, question["key"]
    if key not in book.matcher.ids:
        return Told(None)
    one = book.matcher.definition(key)
    held = (a for a in book.store.assumptions if a.id in one.readings)
    readings = [cast("shapes.ReadingOf", picked("id question reading consequence", a)) for a in held]
    drawings: dict[str, list[str]] = {}
    for scaffold in one.scaffolds:
        drawings.setdefault(scaffold.name or one.title, []).append(scaffold.text)
    told: shapes.ClassAnswer = {
        **_class_row(one, book), "statement": one.statement, "mass_cap": one.mass_cap or None, "doubt": one.doubt,
        "at_least": one.at_least, "limbs": [{"limb": a, "says": b} for a, b in one.limbs],
        "drawings": [{"name": name, "drawing": texts[0], "forms": len(texts)} for name, texts in drawings.items()],
        "except": [picked("name named_in controlled_in reached_by why", e) for e in one.exceptions],
        "readings": readings,
        "listings": [_entry(entry, book) for entry in book.store.listings(key)],
    }  # fmt: skip
    return Told(told)


def readings(books: Books, question: Question) -> Told:
    """Where a text leaves a question open: what was assumed, and what follows."""
    return Told([plain(one) for one in books.law.store.assumptions])


KINDS: dict[str, Callable[[Books, Question], Any]] = {
    "law": law, "coverage": coverage, "show": show, "diff": diff, "lag": lag, "timeline": timeline, "events": events,
    "indicators": indicators, "parties": parties, "instrument": instrument, "substance": substance, "classes": classes,
    "class": class_, "readings": readings,
}  # fmt: skip
