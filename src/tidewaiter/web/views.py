"""One function a question: plain data out, the same for the ``.json`` route, the page beside it, and the tests.

Each takes the books and a model of :mod:`tidewaiter.web.models`; each raises :class:`QuestionError` for what cannot
be understood.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tidewaiter import browse, chronicle
from tidewaiter.answer import CAUTION
from tidewaiter.asking import Books, ask, entry_of
from tidewaiter.dates import Since, parse_day
from tidewaiter.errors import QuestionError, Unresolved
from tidewaiter.web import models


def check_view(books: Books, question: models.CheckQuestion) -> dict[str, Any]:
    """What the law says of a substance."""
    return ask(books, "check", question.question())


def duty_view(books: Books, question: models.DutyQuestion) -> dict[str, Any]:
    """What an entry owes."""
    return ask(books, "duty", question.question())


def assess_view(books: Books, body: models.AssessBody) -> dict[str, Any]:
    """A shipment."""
    return ask(books, "assess", body.question())


def read_view(books: Books, body: models.ReadBody) -> dict[str, Any]:
    """The mentions of a text."""
    from tidewaiter.text.mentions import find_mentions

    found = [mention._asdict() for mention in find_mentions(body.text, books.law)]
    return {"mentions": found, "lawbook": lawbook_of(books)}


def lawbook_of(books: Books) -> dict[str, str]:
    """Which lawbook answers."""
    return {"version": books.law.version, "sha256": books.law.sha256}


# duty ----------------------------------------------------------------------------------------------------


def steps_view(books: Books, question: models.StepsQuestion) -> dict[str, Any]:
    """The total of one good through time, step by step: nothing is claimed."""
    from tidewaiter.duty.schedule import dotted, find_lines
    from tidewaiter.duty.steps import steps
    from tidewaiter.duty.whatif import changed_book
    from tidewaiter.report.duty import number

    book = books.duties
    settings = book.tables.settings
    first, until = question.first or settings["first_day"], question.until or settings["horizon"]
    if parse_day(until) <= parse_day(first):
        raise QuestionError(f"{until} is not after {first}.", "Give a first day and a later one.")
    asked = {"code": question.code, "origin": question.origin, "on": first, "to": question.destination}
    if question.what_if:
        book = changed_book(book, question.what_if)
    entry = replace(entry_of(book, asked), no_claims=True)
    found = steps(book, entry.code, entry.origin, parse_day(first), parse_day(until), entry)
    line = find_lines(book, entry.code, parse_day(min(until, settings["horizon"])))[0]
    return {
        "code": dotted(entry.code),
        "description": line.description,
        "origin": entry.origin,
        "to": entry.to,
        "what_if": question.what_if,
        "steps": [
            {
                "since": str(step.since),
                "until": str(step.until),
                "assessed_pct": number(step.total),
                "owed_pct": number(step.owed),
                "changed": list(step.changed),
                "parts": [
                    {
                        "measure": c.measure,
                        "title": c.title,
                        "authority": c.authority,
                        "percent": number(c.percent),
                    }
                    for c in step.parts
                ],
            }
            for step in found
        ],
        "lawbook": lawbook_of(books),
    }


def measures_view(books: Books) -> list[dict[str, Any]]:
    """The duty measures held, with their periods."""
    from tidewaiter.report.duty import measures_json

    return measures_json(books.duties)


# law -----------------------------------------------------------------------------------------------------


def plain(item: Any) -> dict[str, Any]:
    """A row of :mod:`tidewaiter.browse` or :mod:`tidewaiter.chronicle` as plain data."""
    from tidewaiter.report.duty import number

    def value_of(value: Any) -> Any:
        if isinstance(value, (date, Since)):
            return str(value)
        if isinstance(value, Decimal):
            return number(value)
        return list(value) if isinstance(value, tuple) else value

    return {key: value_of(getattr(item, key)) for key in type(item).__slots__}


def law_view(books: Books) -> dict[str, Any]:
    """The instruments of the lawbook."""
    book = books.law
    return {
        "lawbook": lawbook_of(books),
        "day": book.day.isoformat(),
        "instruments": coverage_view(books),
        "territories": dict(book.store.vocabulary["territories"]),
    }


def coverage_view(books: Books) -> list[dict[str, Any]]:
    """What is encoded of each instrument, and what is not."""
    return [plain(row) for row in browse.coverage(books.law.store, books.duties.tables)]


def show_view(books: Books, question: models.ShowQuestion) -> dict[str, Any]:
    """One record of the lawbook by its key, or a substance by its name."""
    book = books.law
    record = browse.show(book.store, question.key)
    if record is None:
        key = book.identify(question.key).candidates[0].substance
        record = browse.show(book.store, key) if key else None
    if record is None:
        raise Unresolved(
            f"The lawbook has no record {question.key[:80]!r}.",
            "Give a key, for example un/1988 or fentanyl.",
        )
    return record


def diff_view(books: Books, question: models.DiffQuestion) -> list[dict[str, Any]]:
    """What the lists say on one day and not on another."""
    book = books.law
    first, second = parse_day(question.first), parse_day(question.second)
    if first >= second:
        raise QuestionError("The first day is not before the second.", "Give the earlier day first.")
    places = [book.territory(code) for code in question.jurisdiction]
    return [plain(row) for row in browse.diff(book.store, first, second, places)]


def lag_view(books: Books, question: models.LagQuestion) -> list[dict[str, Any]]:
    """The treaty's day for each substance and each territory's."""
    book = books.law
    keys = [c.substance for name in question.name for c in book.identify(name).candidates if c.substance]
    if question.name and not keys:
        raise Unresolved("None of these is a listed substance.", "Name substances that a treaty lists.")
    rows = browse.lag(book.store, keys, [book.territory(code) for code in question.jurisdiction])
    if question.name and not rows:
        raise Unresolved("No treaty in the lawbook lists these.", "See the timeline of the substance.")
    return [plain(row) for row in rows]


def timeline_view(books: Books, question: models.TimelineQuestion) -> dict[str, Any]:
    """A substance through all lists and all time."""
    book = books.law
    found = book.identify(question.q)
    reached = [reach for one in found.candidates for reach in book.reached(one)[0]]
    return {
        "name": found.candidates[0].name or question.q,
        "rung": found.rung,
        "spells": [plain(one) for one in browse.timeline(reached, book.store)],
        "caution": CAUTION,
    }


# beside the law ------------------------------------------------------------------------------------------


def events_view(books: Books, question: models.EventsQuestion) -> list[dict[str, Any]]:
    """What was said, agreed, decided or threatened, and what became of it."""
    book = books.law
    _known(question.topic, book.store.vocabulary.get("topics", {}), "topic")
    found = chronicle.events(
        book.store, topics=question.topic, territories=[book.territory(code) for code in question.jurisdiction],
        measures=question.measure, since=_day(question.first), until=_day(question.second), on=_day(question.on),
    )  # fmt: skip
    return [plain(row) for row in found]


def indicators_view(books: Books, question: models.IndicatorsQuestion) -> list[dict[str, Any]]:
    """Published figures; no part of any answer."""
    store = books.law.store
    _known(question.series, store.series, "series")
    _known(question.topic, store.vocabulary.get("topics", {}), "topic")
    found = chronicle.indicators(store, series=question.series, topics=question.topic, on=_day(question.on))
    return [plain(row) for row in found]


def parties_view(books: Books, question: models.PartiesQuestion) -> list[dict[str, Any]]:
    """Names on lists. A match is a question, never a finding."""
    book = books.law
    _known(question.instrument, book.store.party_instruments, "list of parties")
    found = chronicle.parties(
        book.store, name=question.name, territories=[book.territory(code) for code in question.jurisdiction],
        instruments=question.instrument, on=_day(question.on),
    )  # fmt: skip
    return [plain(row) for row in found]


def _day(text: str | None) -> date | None:
    return parse_day(text) if text else None


def _known(given: Iterable[str], known: Iterable[str], what: str) -> None:
    known = list(known)
    for one in given:
        if one not in known:
            raise QuestionError(
                f"The lawbook has no {what} {one[:80]!r}.", f"Use one of: {', '.join(known)}."
            )


# catalogue -----------------------------------------------------------------------------------------------


def job_view(job: Any) -> dict[str, Any]:
    """One catalogue that was handed in (a :class:`tidewaiter.web.jobs.Job`)."""
    return {
        "id": job.id,
        "state": job.state,
        "name": job.name,
        "size": job.size,
        "form": job.form,
        "made": job.made,
        "begun": job.begun or None,
        "ended": job.ended or None,
        "rows": job.rows,
        "status": job.status,
        "summary": job.summary or None,
        "error": job.error or None,
        "result": f"/catalogue/{job.id}/result" if job.state == "done" else None,
    }
