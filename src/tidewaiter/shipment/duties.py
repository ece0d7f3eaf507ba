"""The duty of a line where the destination's duties are held, and the codes under which a substance is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidewaiter.duty.headings import headings_of, in_one_line
from tidewaiter.errors import LawbookError, QuestionError, UnknownTerritory
from tidewaiter.question import wider
from tidewaiter.shipment.shipment import Goods, Shipment
from tidewaiter.shipment.understanding import Understanding

if TYPE_CHECKING:
    from tidewaiter.contract.code_beside import CodeBesideOf
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.shipment.way import Desk, Way

_KEPT = (
    "code", "description", "origin", "to", "on", "loaded", "value", "currency", "components", "assessed", "owed",
    "refundable", "range", "questions", "notices", "notes", "children", "rounding",
)  # fmt: skip


@lru_cache(maxsize=4)
def duty_book(folder: Path | None) -> DutyBook:
    """The duty tables of a lawbook folder, opened once."""
    from tidewaiter.duty.book import DutyBook

    return DutyBook.load(folder)


def duty_of(
    desk: Desk, way: Way, shipment: Shipment, goods: Goods, understood: Understanding
) -> tuple[dict[str, Any] | None, tuple[dict[str, str], ...]]:
    """A line's duty (None: none is held for the destination, or no code is given) and the recorded codes."""
    codes = _recorded(desk, way, understood)
    if way.origin == way.destination:
        return None, codes
    try:
        book = duty_book(desk.book.folder)
    except LawbookError as why:
        return _cannot(str(why), "The duty tables of this lawbook cannot be read."), codes
    places = wider(way.destination, way.entry, desk.book.store)
    to = next((place for place in places if place in book.tables.served), "")
    if not to or not goods.code:
        return None, codes
    meant = {candidate.cas for candidate, fields in understood.candidates if fields != ("code",)}
    numbers = sorted(meant) if len(meant) == 1 else []  # one substance, and no other that it may be
    return _asked(desk, book, way, shipment, goods, to, numbers), codes


def why_none(desk: Desk, way: Way, goods: Goods, code: CodeBesideOf | None) -> str:
    """Why no duty is told of a line, and how to mend it. ``code``: that of the goods by their structure."""
    if way.origin == way.destination:
        return "No duty: the goods cross no border."
    names, served = desk.book.store.vocabulary["territories"], duty_book(desk.book.folder).tables.served
    places = wider(way.destination, way.entry, desk.book.store)
    to = next((place for place in places if place in served), "")
    if not to:
        held = ", ".join(names.get(place, place) for place in served)
        place = names.get(way.destination, way.destination)
        return f"No duty is told: the tariff of {place} is not held. Held: {held}."
    if any(fault.field == "code" for fault in goods.faults):
        return "No duty is told: the commodity code of this line cannot be read. Mend it."
    found = f" By its structure it would be {code['code']}." if code and code["code"] else ""
    if not code and goods.description and (near := headings_of(goods.description, 3)):
        found = f" Headings with these words: {in_one_line(near)}."
    return f"No duty is told: this line has no commodity code. Give it, with the value.{found}"


def _asked(
    desk: Desk, book: DutyBook, way: Way, shipment: Shipment, goods: Goods, to: str, numbers: list[str]
) -> dict[str, Any]:
    from tidewaiter.duty.answer import assess
    from tidewaiter.duty.entry import read_entry
    from tidewaiter.duty.quantity import money
    from tidewaiter.report.duty import as_json

    currency = money(goods.value)[1] if goods.value else ""
    other = currency not in ("", book.tables.currency(to))
    try:
        question = {
            "code": goods.code,
            "origin": desk.book.territory(goods.origin) if goods.origin else way.origin,
            "on": way.entry.isoformat(),
            "to": to,
            "loaded": shipment.dates.loaded.isoformat() if shipment.dates.loaded else None,
            "value": None if other else goods.value,
            "shipment": _worth(shipment, book.tables.currency(to)),
            "cas": numbers,
            "quantities": [goods.quantity] if goods.quantity else [],
        }
        made: Mapping[str, Any] = as_json(assess(book, read_entry(book, question)), book)
    except (UnknownTerritory, QuestionError) as why:
        return _cannot(why.message, why.mend)
    except LawbookError as why:
        return _cannot(str(why), "Two measures of the lawbook contradict each other here.")
    told = {key: made[key] for key in _KEPT if key in made}
    known = made["assessed"]["ad_valorem_pct"] is not None or made["assessed"]["amount"] is not None
    told["status"] = "assessed" if known else "cannot_tell"
    told["origin_assumed"] = not goods.origin
    if other:
        note = f"the value is in {currency}: the duty is told as a share of the value"
        told["notes"] = [*told["notes"], note]
    return told


def _worth(shipment: Shipment, meant: str) -> str | None:
    """The value of all lines in one currency; None where a line has none, or another currency."""
    from tidewaiter.duty.quantity import money

    try:
        values = [money(line.value) for line in shipment.lines if line.value]
    except QuestionError:
        return None
    if len(values) < len(shipment.lines) or any(currency not in ("", meant) for _, currency in values):
        return None
    return str(sum(value for value, _ in values))


def _cannot(message: str, mend: str) -> dict[str, Any]:
    return {"status": "cannot_tell", "message": message, "mend": mend}


def _recorded(desk: Desk, way: Way, understood: Understanding) -> tuple[dict[str, str], ...]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for candidate, fields in understood.candidates:
        if not candidate.substance or fields == ("code",):
            continue
        own = [row for row in desk.law.get("own_codes", ()) if row["substance"] == candidate.substance]
        national = [row for row in own if row["nomenclature"].startswith(f"{way.destination} ")]
        for row in national or own:
            if (national or row["nomenclature"] == "HS") and _stands(row, way.entry.isoformat()):
                found[row["nomenclature"], row["code"]] = _code(
                    row["nomenclature"], row["code"], row["source"], True
                )
        for nomenclature, code, since, until, source in desk.book.store.codes_of(candidate.substance):
            if _stands({"from": since, "until": until}, way.entry.isoformat()):
                found.setdefault((nomenclature, code), _code(nomenclature, code, source, False))
    return tuple(found.values())


def _code(nomenclature: str, code: str, source: str, own: bool) -> dict[str, str]:
    return {"nomenclature": nomenclature, "code": code, "source": source, "own": "yes" if own else ""}


def _stands(row: dict[str, str], day: str) -> bool:
    since = row["from"].lstrip("<>=")
    return (not since or since <= day) and (not row["until"] or day < row["until"])
