"""Days of law: ISO days, half-open periods, and first days that are only bounded.

A day is a :class:`datetime.date`. The law's periods are half-open, ``[from, until)``. Where the true first
day is not known, the lawbook writes ``<=1988-04-25`` (in force on or before that day) or ``>=2014-09-15``
(not before it: a treaty decision whose day of effect was not read). A question takes the bound as the day and
the answer prints it with its sign.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from tidewaiter.errors import BadDay

FIRST_DAY = date(1961, 1, 1)  # the Single Convention's year: no older control is asked about
HORIZON_DAYS = 366 * 3  # how far ahead of the lawbook's own day a question may look


def parse_day(text: str) -> date:
    """Read one ISO day.

    >>> parse_day("2025-07-01")
    datetime.date(2025, 7, 1)
    >>> parse_day("1 July 2025")
    Traceback (most recent call last):
    tidewaiter.errors.BadDay: '1 July 2025' is not a day. Write it as YYYY-MM-DD, for example 2025-07-01.
    """
    day = text.strip()
    if len(day) == 10 and day[4] == day[7] == "-":  # fromisoformat alone takes weeks and bare digits, too
        try:
            return date.fromisoformat(day)
        except ValueError:
            pass
    raise BadDay(f"{text!r} is not a day.", "Write it as YYYY-MM-DD, for example 2025-07-01.")


def asked_day(text: str, last: date) -> date:
    """Read the day of a question: between 1961 and ``last``, the lawbook's horizon.

    >>> asked_day("1850-01-01", date(2029, 1, 1))
    Traceback (most recent call last):
    tidewaiter.errors.BadDay: 1850-01-01 lies before 1961-01-01. Ask for a day from 1961-01-01 to 2029-01-01.
    """
    day = parse_day(text)
    mend = f"Ask for a day from {FIRST_DAY} to {last}."
    if day < FIRST_DAY:
        raise BadDay(f"{day} lies before {FIRST_DAY}.", mend)
    if day > last:
        raise BadDay(f"{day} lies beyond what this lawbook can speak of.", mend)
    return day


class Since(NamedTuple):
    """A first day: exact, or only bounded ("on or before", "not before").

    >>> Since.read("<=1988-04-25")
    Since(day=datetime.date(1988, 4, 25), bound='<=')
    >>> str(Since.read("2019-05-01"))
    '2019-05-01'
    """

    day: date
    bound: str = ""  # "" exact, "<=" in force on or before that day, ">=" in force on or after it

    @classmethod
    def read(cls, text: str) -> Since:
        """Read ``YYYY-MM-DD``, ``<=YYYY-MM-DD`` or ``>=YYYY-MM-DD``."""
        bound = text[:2] if text[:2] in ("<=", ">=") else ""
        return cls(parse_day(text[len(bound) :]), bound)

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return not self.bound

    def __str__(self) -> str:
        return f"{self.bound}{self.day.isoformat()}"


class Period(NamedTuple):
    """The half-open span ``[since, until)`` in which a measure binds; ``until`` None means open.

    >>> spell = Period(Since.read("2019-05-01"), None)
    >>> date(2019, 4, 30) in spell, date(2019, 5, 1) in spell
    (False, True)
    """

    since: Since
    until: date | None

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, date)
        return self.since.day <= day and (self.until is None or day < self.until)


def unbroken_since(periods: list[Period], day: date) -> Since | None:
    """First day of the unbroken control that holds on ``day``.

    A list that is re-enacted, renumbered or merged does not restart it: spells that touch or overlap are one.

    >>> old = Period(Since.read("2014-01-01"), date(2025, 7, 21))
    >>> new = Period(Since.read("2025-07-21"), None)
    >>> str(unbroken_since([new, old], date(2026, 1, 1)))
    '2014-01-01'
    """
    start: Since | None = None
    end: date | None = None
    answer: Since | None = None
    # of spells that begin on one day, "on or before" speaks for all: it may have begun earlier
    for spell in sorted(periods, key=lambda p: (p.since.day, ("<=", "", ">=").index(p.since.bound))):
        if start is None or (end is not None and spell.since.day > end):
            start, end = spell.since, spell.until
        elif end is not None:
            end = None if spell.until is None else max(end, spell.until)
        if start.day <= day and (end is None or day < end):
            answer = start
    return answer


def days_between(first: date, second: date) -> int:
    """Whole days from ``first`` to ``second``; negative if ``second`` is earlier."""
    return (second - first).days


def next_day(day: date) -> date:
    """The day after, to turn a printed last day into the exclusive end of a period."""
    return day + timedelta(days=1)
