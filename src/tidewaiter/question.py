"""What is asked besides the substance: the day, the places, the route, the amount.

No I/O and no clock.
"""

from __future__ import annotations

from datetime import date

from tidewaiter.amounts import Amount
from tidewaiter.lawbook.records import Instrument
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple


class Question(NamedTuple):
    """What is asked besides the substance."""

    on: date
    jurisdictions: tuple[str, ...]  # territories whose law is consulted, widened to unions they belong to
    origin: str = ""
    destination: str = ""
    known_on: date | None = None
    amount: Amount | None = None
    asked: tuple[str, ...] = ()  # the territories asked for; empty: all that are consulted
    fields: tuple[str, ...] = ()  # the fields of law asked for; empty: all


def within(place: str, territory: str, day: date, store: Store) -> bool:
    """Whether a place is a territory, or under the law of it, on a day; "" is no place.

    >>> from tidewaiter import Lawbook
    >>> [within("UK", "EU", date(year, 6, 1), Lawbook.load().store) for year in (2020, 2021)]
    [True, False]
    """
    return bool(place) and territory in wider(place, day, store)


def governed(place: str, instrument: Instrument, day: date, store: Store) -> bool:
    """Whether an instrument is law at a place on a day; "" is no place.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> [governed(place, store.instruments["uk/649-2012"], date(2024, 1, 1), store) for place in ("UK", "XI", "IE")]
    [True, False, False]
    """
    return place not in instrument.not_in and within(place, instrument.territory, day, store)


def at_home(place: str, instrument: Instrument, day: date, store: Store) -> bool:
    """Whether a place lies within the border of an instrument's law on a day, be it law there or not.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> [at_home(place, store.instruments["uk/649-2012-ni"], date(2024, 1, 1), store) for place in ("UK", "XI", "IE")]
    [False, True, True]
    """
    beside = any(within(place, home, day, store) for home in instrument.border)
    return beside or governed(place, instrument, day, store)


def speaks_to(instrument: Instrument, question: Question, store: Store) -> bool:
    """Whether a law consulted is law in one of the territories asked for: of some parts of its own it may be none."""
    if not instrument.not_in or not question.asked:
        return True
    return any(governed(place, instrument, question.on, store) for place in question.asked)


def wider(place: str, day: date, store: Store) -> tuple[str, ...]:
    """A territory and the unions whose law it is under on a day, as ``memberships.csv`` has them.

    >>> from tidewaiter import Lawbook
    >>> wider("DE", date(2024, 1, 1), Lawbook.load().store)
    ('DE', 'EU')
    """
    unions = store.memberships.get(place)
    return (place, *(whole for whole, period in unions if day in period)) if unions else (place,)
