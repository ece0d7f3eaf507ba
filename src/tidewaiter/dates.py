"""Days of law: ISO days, half-open periods, and first days that are only bounded.

A day is a :class:`datetime.date`. The law's periods are half-open, ``[from, until)``. Where the true first
day is not known, the lawbook writes ``<=1988-04-25`` (in force on or before that day) or ``>=2014-09-15``
(not before it: a treaty decision whose day of effect was not read) or ``1987-06-29..1988-04-25`` (on one of these
days). An end may be bounded likewise. On a day beyond a bound it cannot be told whether the law held.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tidewaiter.errors import BadDay
from tidewaiter.rows import NamedTuple

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
    """A day of law: exact, or only bounded ("on or before", "not before", between two days).

    >>> Since.read("<=1988-04-25")
    Since(day=datetime.date(1988, 4, 25), bound='<=', first=None)
    >>> str(Since.read("2019-05-01")), str(Since.read("1987-06-29..1988-04-25"))
    ('2019-05-01', '1987-06-29..1988-04-25')
    """

    day: date  # of a span, its end
    # "" exact, "<=" on or before that day, ">=" on or after it, ".." between ``first`` and it
    bound: str = ""
    first: date | None = None

    @classmethod
    def read(cls, text: str) -> Since:
        """Read ``YYYY-MM-DD``, ``<=YYYY-MM-DD``, ``>=YYYY-MM-DD`` or ``YYYY-MM-DD..YYYY-MM-DD``."""
        if ".." in text:
            first, _, last = text.partition("..")
            span = cls(parse_day(last), "..", parse_day(first))
            if span.first is None or span.first >= span.day:
                raise BadDay(
                    f"{text!r} is no span of days.", "Write the earlier day first: 1987-06-29..1988-04-25."
                )
            return span
        bound = text[:2] if text[:2] in ("<=", ">=") else ""
        return cls(parse_day(text[len(bound) :]), bound)

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return not self.bound

    def __str__(self) -> str:
        if self.first is not None:
            return f"{self.first.isoformat()}..{self.day.isoformat()}"
        return f"{self.bound}{self.day.isoformat()}"

    @property
    def words(self) -> str:
        """The bound in words.

        >>> Since.read("<=2018-04-04").words, Since.read("1987-06-29..1988-04-25").words
        ('on or before 2018-04-04', 'between 1987-06-29 and 1988-04-25')
        """
        if self.first is not None:
            return f"between {self.first} and {self.day}"
        return f"{_BOUNDS[self.bound]}{self.day}"


_BOUNDS = {"": "", "<=": "on or before ", ">=": "on or after "}


class Period(NamedTuple):
    """The half-open span ``[since, until)`` in which a measure binds; ``until`` None means open.

    Either end may be bounded. ``in`` tells the days on which the measure surely binds, :meth:`open_on` those of which
    it cannot be told. ``floor`` is the first day on which a measure bounded by "on or before" can have begun,
    ``ceiling`` the day by which one bounded by "on or after" had begun (:data:`date.max`: not known); None: the
    bound is taken for the day. ``ends`` is the end as written, where that is a bound; ``until`` is then the day on
    which it had surely ended, or None.

    >>> spell = Period(Since.read("2019-05-01"), None)
    >>> date(2019, 4, 30) in spell, date(2019, 5, 1) in spell
    (False, True)
    >>> spell = Period(Since.read("<=2018-04-04"), None, floor=date(1997, 5, 14))
    >>> [(spell.open_on(day), day in spell) for day in (date(1997, 5, 13), date(2010, 1, 1), date(2018, 4, 4))]
    [(False, False), (True, False), (False, True)]
    """

    since: Since
    until: date | None
    floor: date | None = None
    ceiling: date | None = None
    ends: Since | None = None

    @classmethod
    def between(cls, since: Since, ends: Since | None) -> Period:
        """A period from its two ends as written."""
        if ends is None or ends.exact:
            return cls(since, ends.day if ends else None)
        return cls(since, None if ends.bound == ">=" else ends.day, ends=ends)

    @property
    def earliest(self) -> date:
        """The first day on which it can have begun to bind."""
        return self.since.first or (self.floor if self.since.bound == "<=" else None) or self.since.day

    @property
    def surely_from(self) -> date:
        """The day from which it surely binds."""
        return self.ceiling if self.since.bound == ">=" and self.ceiling is not None else self.since.day

    @property
    def surely_until(self) -> date | None:
        """The day up to which it surely binds (exclusive)."""
        if self.ends is None:
            return self.until
        return {"<=": self.surely_from, ">=": self.ends.day, "..": self.ends.first}[self.ends.bound]

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, date)
        if self.ends is None and self.ceiling is None:
            return self.since.day <= day and (self.until is None or day < self.until)
        end = self.surely_until
        return self.surely_from <= day and (end is None or day < end)

    def open_on(self, day: date) -> bool:
        """Whether it cannot be told if it binds on a day: one of its ends is a bound, and the day lies beyond it."""
        if self.floor is None and self.ceiling is None and self.ends is None and self.since.first is None:
            return False
        return self.earliest <= day and (self.until is None or day < self.until) and day not in self

    def without(self, taken: Period) -> Period:
        """What is left of it when another period is taken from its beginning or its end.

        >>> whole = Period(Since.read("1971-05-01"), None)
        >>> whole.without(Period(Since.read("1975-03-06"), None)).until_text
        '1975-03-06'
        >>> str(whole.without(Period(Since.read("1971-05-01"), date(1993, 3, 12))).since)
        '1993-03-12'
        """
        if taken.earliest <= self.earliest and taken.until is not None:
            return self._replace(since=taken.ends or Since(taken.until), floor=None, ceiling=None)
        begins = taken.since
        until = None if begins.bound == ">=" else begins.day
        return self._replace(until=until, ends=None if begins.exact else begins)

    def covers(self, other: Period) -> bool:
        """Whether it holds on all days on which another may."""
        ends = other.until
        return self.surely_from <= other.earliest and (
            self.until is None
            or (self.surely_until is not None and ends is not None and ends <= self.surely_until)
        )

    @property
    def edges(self) -> tuple[date, ...]:
        """The days on which the answer for a day changes: it begins to bind, or to be open, or ends."""
        days = (self.earliest, self.surely_from, self.surely_until, self.until)
        return tuple(day for day in days if day is not None)

    @property
    def until_text(self) -> str:
        """The end as written, empty where it is open."""
        return str(self.ends or self.until or "")


def unbroken(periods: Iterable[Period], day: date) -> Period | None:
    """The unbroken control that holds on ``day``; None where none of the spells does.

    A list that is re-enacted, renumbered or merged neither restarts nor ends it: spells that touch or overlap are one.

    >>> spells = [Period(Since.read("2014-01-01"), date(2025, 7, 21)), Period(Since.read("2025-07-21"), date(2026, 8, 1))]
    >>> whole = unbroken(spells, date(2020, 1, 1))
    >>> str(whole.since), whole.until_text
    ('2014-01-01', '2026-08-01')
    """
    return spell_on(day, spells_of(periods))


def spells_of(periods: Iterable[Period]) -> list[Period]:
    """The unbroken controls that some spells make up, as :func:`unbroken` joins them."""
    whole: list[Period] = []
    # of spells that begin on one day, "on or before" speaks for all: it may have begun earlier
    spells = list(periods)
    if len(spells) > 1:
        spells.sort(key=lambda p: (p.since.day, ("<=", "..", "", ">=").index(p.since.bound)))
    for spell in spells:
        last = whole[-1] if whole else None
        if last is None or (last.until is not None and spell.since.day > last.until):
            whole.append(Period(spell.since, spell.until, ends=spell.ends))
        elif last.until is not None and (spell.until is None or spell.until > last.until):
            whole[-1] = last._replace(until=spell.until, ends=spell.ends)
    return whole


def spell_on(day: date, spells: Iterable[Period]) -> Period | None:
    """The one of some spells that holds on a day."""
    for one in spells:
        if one.since.day <= day and (one.until is None or day < one.until):
            return one
    return None


def days_between(first: date, second: date) -> int:
    """Whole days from ``first`` to ``second``; negative if ``second`` is earlier."""
    return (second - first).days
