"""The records that stand beside the lists: events, cited indicators, parties on lists.

None of them decides an answer, so the hot path does not load them. An event tells who did what when, and which
measures that concerns; an indicator is a figure that somebody published; a party is a name that an authority
printed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from tidewaiter.dates import Period, Since, parse_day
from tidewaiter.lawbook.codec import Reader
from tidewaiter.lawbook.records import Coverage, Source


class Moment(NamedTuple):
    """When something happened, as exactly as its source tells: a day, a month, a year, or a bound.

    >>> Moment.read("2025-06").first, Moment.read("2025-06").last
    (datetime.date(2025, 6, 1), datetime.date(2025, 6, 30))
    >>> str(Moment.read("<=2025-06-26"))
    '<=2025-06-26'
    """

    first: date  # of a bound ``<=``, the bound itself: the earliest day is not known
    last: date
    text: str

    @classmethod
    def read(cls, text: str) -> Moment:
        """Read ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY``, ``<=YYYY-MM-DD`` or ``>=YYYY-MM-DD``.

        Raises :class:`tidewaiter.errors.BadDay` for anything else.
        """
        text = text.strip()
        if re.fullmatch(r"\d{4}-\d{2}", text):
            first = parse_day(f"{text}-01")
            return cls(first, (first + timedelta(31)).replace(day=1) - timedelta(1), text)
        if re.fullmatch(r"\d{4}", text):
            return cls(parse_day(f"{text}-01-01"), parse_day(f"{text}-12-31"), text)
        day = Since.read(text).day
        return cls(day, day, text)

    def __str__(self) -> str:
        return self.text


class Event(NamedTuple):
    """Something that was said, agreed, decided or threatened, and which measures it concerns.

    ``status`` is what became of it, from the day ``settled`` on (from its own day where that is empty); between
    the two it was announced and no more. An event decides no answer.
    """

    id: str
    day: Moment
    issuer: str
    territories: tuple[str, ...]
    topic: str
    kind: str
    title: str  # in our own words
    due: date | None  # the day for which it was announced
    status: str
    settled: date | None
    measures: tuple[str, ...]  # entries, classes, substances, decisions, measures or instruments
    answers: tuple[str, ...]  # events, measures or instruments that it answers
    address: str
    source: Source
    note: str


class ActOfLaw(NamedTuple):
    """A single act by which law was made, changed, put off or ended: an order, a rule, a notice, a decision.

    Its days stand beside the lists and duties and decide no answer; a text that speaks of the act is put to them.
    """

    id: str
    territory: str
    issuer: str
    numbers: tuple[str, ...]  # as texts cite it
    names: tuple[str, ...]  # words by which texts tell it: `a + b` where both are told
    does: str  # imposes, amends, suspends, prolongs, ends, proposes
    of: tuple[str, ...]  # acts that it changes
    title: str  # what it does, in our own words
    adopted: date | None  # passed, signed or made
    published: date | None
    since: date | None  # in force from
    until: date | None  # the first day on which it no longer binds
    term: date | None  # the last day that it sets itself, where another act ended it before
    address: str
    source: Source
    note: str

    @property
    def made(self) -> tuple[date, ...]:
        """The days on which it was passed, signed or made, and published, as far as they are known."""
        return tuple(day for day in (self.adopted, self.published) if day)

    @property
    def days(self) -> tuple[date, ...]:
        """These, and the day from which it is in force."""
        return (*self.made, self.since) if self.since else self.made


class Provision(NamedTuple):
    """What a law lays down at large: who may, must or must not do what, what a breach costs, to where it extends.

    It decides no answer on a substance or a duty; a text that tells of it is put to it.
    """

    id: str
    territory: str
    names: tuple[str, ...]  # words by which texts tell the law: `a + b` where both are told
    says: str  # may, must, must_not, punished, extends, means
    who: tuple[str, ...]  # whom it lets or makes act, in the words of texts; none: anybody
    what: str  # what it lays down, in our own words and in those of its language; parts that go apart by ";"
    but: str  # what it lets out, without which it is told too widely
    since: date | None
    until: date | None  # the first day on which it no longer binds
    address: str
    source: Source
    note: str

    @property
    def laid_down(self) -> str:
        """Who does what, and what is let out."""
        return "; ".join((*self.who, self.what, self.but))

    @property
    def held(self) -> str:
        """All words that are held of it."""
        return "; ".join((*self.names, self.laid_down, self.source.cite))


class Series(NamedTuple):
    """A series of figures that somebody publishes: what is counted, in what unit, by whom."""

    id: str
    title: str
    issuer: str
    territory: str
    topic: str
    unit: str
    note: str


class Point(NamedTuple):
    """One published figure of a series: for which period, how exact, and as published when."""

    series: str
    period: str
    first: date
    last: date
    qualifier: str
    value: str  # a decimal number as printed, without separators
    as_of: date | None
    address: str
    source: Source
    note: str


class PartyList(NamedTuple):
    """One list of an instrument that names parties, and what being on it means, in our own words."""

    key: str
    title: str
    kind: str
    clause: str
    effect: str


class PartyInstrument(NamedTuple):
    """A text under which parties are listed: persons, entities, organisations."""

    key: str
    title: str
    citation: str
    issuer: str
    territory: str
    period: Period
    lists: dict[str, PartyList]
    coverage: Coverage
    address: str
    note: str


class Party(NamedTuple):
    """A name that an authority printed on a list, with the other names printed beside it."""

    id: str
    instrument: str
    list: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    countries: tuple[str, ...]
    period: Period
    address: str
    source: Source
    note: str


# what the index keeps, typed again ----------------------------------------------------------------


event_of, act_of, point_of = Reader(Event), Reader(ActOfLaw), Reader(Point)
provision_of = Reader(Provision)
party_instrument_of, party_of = Reader(PartyInstrument), Reader(Party)
