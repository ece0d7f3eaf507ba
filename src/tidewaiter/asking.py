"""A question as plain data, its answer as plain data: what the record keeps and the service serves.

Three kinds are asked: ``check``, ``duty`` and ``assess``. Every value of a question is text (or a list of texts), as
a person writes it, so that a question can be kept for years and asked again.

>>> answer = ask(Books(), "check", {"query": "fentanyl", "jurisdictions": ["UN"], "on": "2020-01-01"})
>>> sorted({control["list"] for control in answer["controls"]})
['I']
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tidewaiter.book import Lawbook
from tidewaiter.errors import QuestionError, TidewaiterError

if TYPE_CHECKING:
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.duty.evaluate import Entry

Question = Mapping[str, Any]


class Books:
    """The controls and the duties of one lawbook, each opened on first use."""

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        self.folder = folder

    @cached_property
    def law(self) -> Lawbook:
        """What is controlled."""
        return Lawbook.load(self.folder)

    @cached_property
    def duties(self) -> DutyBook:
        """What is owed."""
        from tidewaiter.duty.book import DutyBook

        return DutyBook.load(self.folder)


def ask(books: Books, kind: str, question: Question) -> dict[str, Any]:
    """Put a question of a kind. Raises :class:`QuestionError` for what cannot be understood."""
    if kind not in KINDS:
        raise QuestionError(
            f"A question of the kind {kind!r} cannot be asked.", f"Kinds: {', '.join(KINDS)}."
        )
    return KINDS[kind](books, question)


def check(books: Books, question: Question) -> dict[str, Any]:
    """``query`` or ``structure``; ``on``, ``known_on``, ``jurisdictions``, ``from``, ``to``, ``amount`` where given."""
    asked = ("structure", "on", "known_on", "jurisdictions", "amount")
    given = {key: question[key] for key in asked if question.get(key)}
    origin, destination = question.get("from") or "", question.get("to") or ""
    return books.law.check(
        question.get("query") or "", origin=origin, destination=destination, **given
    ).to_json()


def assess(books: Books, question: Question) -> dict[str, Any]:
    """``shipment``, and ``history`` where earlier shipments count."""
    from tidewaiter.shipment import read_history

    history = read_history(question["history"]) if question.get("history") else ()
    return books.law.assess(question["shipment"], history).to_json()


# duty ----------------------------------------------------------------------------------------------------


def duty(books: Books, question: Question) -> dict[str, Any]:
    """``code``, ``origin``, ``on``; see :func:`entry_of`; ``substance``; ``what_if``."""
    from tidewaiter.duty.answer import assess as owed
    from tidewaiter.report.duty import as_json, difference

    book = books.duties
    entry = entry_of(book, question)
    answer = owed(book, entry)
    documents, note = documents_beside(books, entry, question.get("substance") or "")
    before = {**as_json(answer, book, documents), "documents_note": note}
    if not question.get("what_if"):
        return before
    from tidewaiter.duty.whatif import changed_book

    other = changed_book(book, question["what_if"])
    after = owed(other, entry)
    return {
        "what_if": question["what_if"],
        "before": before,
        "after": {**as_json(after, other, documents), "documents_note": note},
        "difference": difference(answer, after),
    }


def entry_of(book: DutyBook, question: Question) -> Entry:
    """Read an entry: ``code``, ``origin``, ``on``; ``to``, ``loaded``, ``value`` and ``known_on`` as text;
    ``quantities``, ``claims``, ``denied`` and ``contents`` as lists of texts.
    """
    from tidewaiter.dates import parse_day
    from tidewaiter.duty.claims import read_claims, read_contents
    from tidewaiter.duty.evaluate import Entry
    from tidewaiter.duty.quantity import Quantity, money
    from tidewaiter.duty.schedule import read_code
    from tidewaiter.errors import BadAmount

    for needed in ("code", "origin", "on"):
        if not question.get(needed):
            raise QuestionError(f"The entry has no {needed}.", "Give code, origin and on (the day of entry).")
    value = None
    if question.get("value") not in (None, ""):
        value, currency = money(question["value"])
        if currency not in ("", "USD"):
            raise BadAmount(
                f"The value is in {currency}.",
                "Convert it to US dollars at the rate of the day of export (19 CFR 159.31).",
            )
    claims = question.get("claims") or ()
    facts = {
        **dict.fromkeys(read_claims(book, ";".join(question.get("denied") or ())), False),
        **read_claims(book, ";".join(claims)),
    }
    origin = question["origin"].upper()
    return Entry(
        read_code(question["code"]),
        book.tables.aliases.get(origin, origin),
        parse_day(question["on"]),
        to=(question.get("to") or "US").upper(),
        loaded=parse_day(question["loaded"]) if question.get("loaded") else None,
        value=value,
        quantities=tuple(Quantity.read(text) for text in question.get("quantities") or ()),
        facts=facts,
        contents=read_contents(question.get("contents") or ()),
        no_claims="none" in claims,
        known_on=parse_day(question["known_on"]) if question.get("known_on") else None,
    )


_BY_CODE = "all that are recorded under this code: name the substance to see its own"
_BESIDE = (
    "jurisdiction",
    "instrument",
    "clause",
    "list",
    "kind",
    "outcome",
    "since",
    "obligations",
    "substance",
)


def documents_beside(books: Books, entry: Entry, substance: str = "") -> tuple[list[dict[str, Any]], str]:
    """The controls that stand beside a duty: what ``check`` finds under the code, at either end of the way.

    Returns them, and what must be said of the search itself: a fault in the lists of substances does not
    take the duty away, but it is never passed over in silence.
    """
    from tidewaiter.duty.schedule import dotted

    try:
        found = books.law.check(
            substance or dotted(entry.code[:6]), on=entry.on, origin=entry.origin, destination=entry.to
        )
    except QuestionError:
        if substance:
            raise
        return (
            [],
            "no listed substance is recorded under this code, which clears nothing: it covers many goods",
        )
    except TidewaiterError as why:
        return [], f"the lists of controlled substances could not be read: {why.message}"
    note = f"those of {substance}" if substance else _BY_CODE
    return [{key: control.get(key) for key in _BESIDE} for control in found.to_json()["controls"]], note


KINDS: dict[str, Callable[[Books, Question], dict[str, Any]]] = {
    "check": check,
    "duty": duty,
    "assess": assess,
}
