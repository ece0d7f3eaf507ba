"""A shipment's way: its stops, the days for which each one's law is asked, and the question that it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tidewaiter.amounts import Amount
from tidewaiter.contract.shipment import Stop
from tidewaiter.errors import QuestionError, UnknownTerritory
from tidewaiter.question import Question
from tidewaiter.reached import Reached
from tidewaiter.shipment.shipment import Shipment
from tidewaiter.shipment.understanding import Reader
from tidewaiter.substance.identity import Candidate

if TYPE_CHECKING:
    from tidewaiter.book import Book


class Way(NamedTuple):
    """A shipment's route and days, checked against the lawbook."""

    origin: str
    destination: str
    export: date
    entry: date
    stops: tuple[Stop, ...]


class Desk:
    """What is needed to assess: the lawbook and what it holds for shipments, read once."""

    def __init__(self, book: Book, fields: Sequence[str] = ()) -> None:
        self.book, self.fields = book, fields
        self.reader = Reader(book)
        self._reached: dict[Candidate, Reached] = {}

    @cached_property
    def law(self) -> dict[str, Any]:
        """Flags, sums, words and own codes; empty where the lawbook holds none."""
        return self.book.store.record("shipping", "all") or {}

    def reached(self, candidate: Candidate) -> Reached:
        """What a candidate reaches anywhere and at any time."""
        if candidate not in self._reached:
            self._reached[candidate] = self.book.reached(candidate)
        return self._reached[candidate]


def way_of(book: Book, shipment: Shipment) -> Way:
    """The stops of a route with the days for which each one's law is asked; days default to today."""
    route = shipment.route
    origin = _territory(book, route.origin, "route.from")
    destination = _territory(book, route.destination, "route.to")
    via = [_territory(book, code, f"route.via[{n}]") for n, code in enumerate(route.via, 1)]
    days = shipment.dates
    export = days.export or days.loaded or days.entry or book.today
    entry = days.entry or days.loaded or days.export or book.today
    for field, day in (("export", export), ("entry", entry)):
        try:
            book.question(on=day, jurisdictions=["UN"])
        except QuestionError as why:
            raise type(why)(f"Field dates.{field}: {why.message}", why.mend) from why
    both = tuple(dict.fromkeys((export, entry)))
    stops = [Stop(origin, "domestic" if origin == destination else "export", (export,))]
    stops += [
        Stop(place, "transit", both) for place in dict.fromkeys(via) if place not in (origin, destination)
    ]
    if origin != destination:
        stops.append(Stop(destination, "import", (entry,)))
    stops.append(Stop("UN", "treaty", both))
    return Way(origin, destination, export, entry, tuple(stops))


def _territory(book: Book, code: str, field: str) -> str:
    try:
        found = book.territory(code[:80])
    except UnknownTerritory as why:
        raise UnknownTerritory(f"Field {field}: {why.message}", why.mend) from why
    if found == "UN":
        raise UnknownTerritory(f"Field {field}: goods do not move through 'UN'.", "Write a territory.")
    return found


def question_at(desk: Desk, way: Way, stop: Stop, day: date, amount: Amount | None) -> Question:
    """The question that a stop's law is asked."""
    return desk.book.question(
        on=day,
        jurisdictions=[stop.place],
        origin=way.origin,
        destination=way.destination,
        fields=desk.fields,
    )._replace(amount=amount)
