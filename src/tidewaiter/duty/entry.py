"""An entry from plain data, as a person writes it: the one place where the facts of an import are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tidewaiter.dates import parse_day
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.claims import read_claims, read_contents
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.quantity import Quantity, money
from tidewaiter.duty.schedule import read_code
from tidewaiter.errors import BadAmount, QuestionError


def read_entry(book: DutyBook, question: Mapping[str, Any]) -> Entry:
    """Read an entry: ``code``, ``origin``, ``on``; ``to``, ``loaded``, ``value`` and ``known_on`` as text;
    ``quantities``, ``claims``, ``denied`` and ``contents`` as lists of texts.
    """
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
    return Entry(
        read_code(question["code"]),
        book.tables.origin(question["origin"]),
        parse_day(question["on"]),
        to=(question.get("to") or "US").upper(),
        loaded=parse_day(question["loaded"]) if question.get("loaded") else None,
        value=value,
        shipment=money(question["shipment"])[0] if question.get("shipment") else None,
        quantities=tuple(Quantity.read(text) for text in question.get("quantities") or ()),
        facts=facts,
        contents=read_contents(question.get("contents") or ()),
        no_claims="none" in claims,
        known_on=parse_day(question["known_on"]) if question.get("known_on") else None,
    )
