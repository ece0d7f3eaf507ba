"""An entry from plain data, as a person writes it: the one place where the facts of an import are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tidewaiter.dates import parse_day
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.claims import read_claims, read_contents
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.quantity import Quantity, money, priced
from tidewaiter.duty.records import HOME
from tidewaiter.duty.schedule import read_code
from tidewaiter.errors import BadAmount, QuestionError


def read_entry(book: DutyBook, question: Mapping[str, Any]) -> Entry:
    """Read an entry: ``code``, ``origin``, ``on``; ``to``, ``loaded``, ``value`` and ``known_on`` as text;
    ``quantities``, ``claims``, ``denied``, ``contents`` and ``cas`` (the numbers of what the goods are) as lists of
    texts. A value tells its currency.
    """
    for needed in ("code", "origin", "on"):
        if not question.get(needed):
            raise QuestionError(f"The entry has no {needed}.", "Give code, origin and on (the day of entry).")
    value, to = None, (question.get("to") or HOME).upper()
    if question.get("value") not in (None, ""):
        value, currency = priced(question["value"])
        meant, tariff = book.tables.currency(to), book.tables.tariffs.get(to)
        if currency != meant:
            name = "US dollars" if meant == "USD" else meant
            rate = f" {tariff.conversion}" if tariff and tariff.conversion else ""
            raise BadAmount(f"The value is in {currency}.", f"Convert it to {name}{rate}.")
    claims = question.get("claims") or ()
    code = read_code(question["code"])
    entitled = [claim for cas in question.get("cas") or () for claim in book.entitled(cas, code, to)]
    facts = {
        **dict.fromkeys(entitled, True),
        **dict.fromkeys(read_claims(book, ";".join(question.get("denied") or ())), False),
        **read_claims(book, ";".join(claims)),
    }
    return Entry(
        code,
        book.tables.origin(question["origin"]),
        parse_day(question["on"]),
        to=to,
        loaded=parse_day(question["loaded"]) if question.get("loaded") else None,
        value=value,
        shipment=money(question["shipment"])[0] if question.get("shipment") else None,
        quantities=tuple(Quantity.read(text) for text in question.get("quantities") or ()),
        facts=facts,
        contents=read_contents(question.get("contents") or ()),
        no_claims="none" in claims,
        known_on=parse_day(question["known_on"]) if question.get("known_on") else None,
    )
