"""Charts as plain figures in per cent of their width, which templates draw on a page and in a file: they fit any screen
without shrinking their words, and every figure also stands in words beside its bar."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import quantiles
from typing import NamedTuple

from tidewaiter.browse import days_by_territory
from tidewaiter.contract.law import CHANGES, Change, EventRow, Lag, Spell
from tidewaiter.duty.steps import Step
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.beside import Moment
from tidewaiter.lawbook.store import Store
from tidewaiter.report.rendering import render
from tidewaiter.report.words import brief, in_words


class Bar(NamedTuple):
    """One spell of control."""

    x: float
    width: float
    outcome: str
    fade: bool  # the first day is only bounded
    told: str


class Lane(NamedTuple):
    """One list of one territory."""

    territory: str
    title: str
    words: str
    bars: tuple[Bar, ...]


class Timeline(NamedTuple):
    """A substance through the lists."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    asked: float | None  # the day asked about


class Axis:
    """Days to per cent of a width."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._days = max(1, (last - first).days)

    def at(self, day: date) -> float:
        """Where a day stands, 0 to 100.

        >>> Axis(date(2000, 1, 1), date(2010, 1, 1)).at(date(2005, 1, 1))
        50.01
        """
        inside = min(max(day, self.first), self.last)
        return round((inside - self.first).days / self._days * 100, 2)

    def years(self) -> tuple[tuple[float, str], ...]:
        """Years to write under the axis, six at most."""
        first, last = self.first.year + (self.first > date(self.first.year, 1, 1)), self.last.year
        step = next((s for s in (1, 2, 5, 10, 20) if (last - first) / s <= 6), 50)
        return tuple(
            (self.at(date(year, 1, 1)), str(year)) for year in range(first, last + 1) if year % step == 0
        )


def timeline(spells: Sequence[Spell], store: Store, today: date, asked: date | None = None) -> Timeline:
    """One lane a list, oldest first in each territory; the axis ends with the year of ``today``, or of what is later."""
    if not spells:
        return Timeline((), (), None)
    axis = _axis_of(spells, max(today, asked or today))
    lanes: dict[tuple[str, str, str], list[Spell]] = {}
    for spell in spells:
        lanes.setdefault((spell.territory, spell.instrument, spell.list), []).append(spell)
    made = []
    for (territory, key, name), mine in lanes.items():
        instrument = store.instruments[key]
        bars = tuple(_bar(spell, axis) for spell in mine)
        words = "; ".join(dict.fromkeys(_words(spell) for spell in mine))
        made.append(
            Lane(territory, f"{instrument.lists[name].title}, {brief(instrument.title, 70)}", words, bars)
        )
    return Timeline(tuple(made), axis.years(), axis.at(asked) if asked else None)


def _axis_of(spells: Sequence[Spell], today: date) -> Axis:
    starts = [spell.since.day for spell in spells] or [today]
    return Axis(date(min(starts).year, 1, 1), date(max(today, *starts).year + 1, 1, 1))


def _bar(spell: Spell, axis: Axis) -> Bar:
    begin, end = axis.at(spell.since.day), axis.at(spell.until or axis.last)
    told = f"{spell.since} to {spell.until or 'now'}: {spell.clause} ({spell.basis}); {spell.cite}"
    return Bar(begin, max(0.4, round(end - begin, 2)), spell.outcome, not spell.since.exact, told)


def _words(spell: Spell) -> str:
    end = f"to {spell.until}" if spell.until else "to now"
    doubt = "" if spell.outcome == "applies" else ", cannot tell"
    return f"{in_words(spell.since)} {end}, {spell.basis}{doubt}"


# treaty and followers ------------------------------------------------------------------------------------


class Spread(NamedTuple):
    """How long one territory took after the treaty's decisions."""

    territory: str
    name: str
    found: int
    bounded: int  # its first day is only a bound: left out of the figures
    missing: int
    before: int  # it was first
    median: int | None
    low: float | None  # per cent of the chart: first and third quartile, tenth and ninetieth percentile
    q1: float | None
    mid: float | None
    q3: float | None
    high: float | None


class Dot(NamedTuple):
    """One territory's first day, on the line of a substance."""

    x: float
    row: int  # of its label, so that neighbours do not cover each other
    territory: str
    since: str
    days: int


class LagLine(NamedTuple):
    """One substance: its decision, and a dot a territory."""

    name: str
    substance: str
    treaty: str
    decision: str
    decided: date
    binds: str
    dots: tuple[Dot, ...]
    rows: int
    absent: tuple[str, ...]


class Days(NamedTuple):
    """An axis of days before and after a decision, by their square root: a month and a decade both show."""

    first: int
    last: int

    def at(self, days: float) -> float:
        """Where a number of days stands, 0 to 100.

        >>> Days(-100, 100).at(0), Days(-100, 100).at(25)
        (50.0, 75.0)
        """
        low, high, here = (
            math.copysign(math.sqrt(abs(n)), n)
            for n in (self.first, self.last, min(max(days, self.first), self.last))
        )
        return round((here - low) / (high - low) * 100, 2)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """The years before and after."""
        return tuple(
            (self.at(365.25 * n), f"{n:+d} y".replace("-", "\u2212") if n else "0")
            for n in (-20, -5, -1, 0, 1, 5, 20, 50)
            if self.first <= 365.25 * n <= self.last
        )


DAYS = Days(-365 * 25, 365 * 40)
_APART = 6.0  # per cent of the width that a label of two letters needs on a phone


def spreads(rows: Iterable[Lag], names: dict[str, str]) -> list[Spread]:
    """One row a territory, over all substances whose decision is dated."""
    made = []
    for territory, found, bounded, missing in days_by_territory(rows):
        count = (len(found), bounded, missing, sum(d < 0 for d in found))
        if len(found) < 2:
            middle = found[0] if found else None
            at = DAYS.at(middle) if middle is not None else None
            made.append(Spread(territory, names.get(territory, ""), *count, middle, at, at, at, at, at))
            continue
        tenths, quarters = (
            quantiles(found, n=10, method="inclusive"),
            quantiles(found, n=4, method="inclusive"),
        )
        cuts = (tenths[0], *quarters, tenths[-1])
        places = [DAYS.at(cut) for cut in cuts]
        made.append(Spread(territory, names.get(territory, ""), *count, round(quarters[1]), *places))
    return made


def lag_lines(lags: Iterable[Lag]) -> list[LagLine]:
    """One line a substance and treaty list, the latest decision first."""
    groups: dict[tuple[str, str], list[Lag]] = {}
    for row in lags:
        if row.decided is not None:
            groups.setdefault((row.substance, row.treaty), []).append(row)
    made = []
    for (substance, treaty), mine in groups.items():
        one = mine[0]
        dots = _dots(mine)
        absent = tuple(r.territory for r in mine if r.since is None)
        assert one.decided is not None
        rows = max((dot.row for dot in dots), default=0) + 1
        made.append(
            LagLine(
                one.name, substance, treaty, one.decision, one.decided, str(one.binds), dots, rows, absent
            )
        )
    return sorted(made, key=lambda line: (-line.decided.toordinal(), line.name))


def _dots(rows: Iterable[Lag]) -> tuple[Dot, ...]:
    dots: list[Dot] = []
    taken: list[float] = []  # the last label of each row
    for row in sorted(rows, key=lambda r: r.days_after_decision or 0):
        if row.days_after_decision is None:
            continue
        x = DAYS.at(row.days_after_decision)
        place = next((n for n, last in enumerate(taken) if x - last >= _APART), len(taken))
        taken[place : place + 1] = [x]
        dots.append(Dot(x, place, row.territory, str(row.since), row.days_after_decision))
    return tuple(dots)


# two days compared ---------------------------------------------------------------------------------------


class Part(NamedTuple):
    """The changes of one kind in one territory, x and width in per cent."""

    kind: str
    number: int
    x: float
    width: float


class Turn(NamedTuple):
    """What changed in one territory between two days."""

    territory: str
    name: str
    parts: tuple[Part, ...]


def turns(changes: Iterable[Change], names: dict[str, str]) -> list[Turn]:
    """One row a territory in which something changed, to one scale, the most changes first."""
    counts = Counter((one.territory, one.change) for one in changes)
    totals: Counter[str] = Counter()
    for (territory, _), number in counts.items():
        totals[territory] += number
    most = max(totals.values(), default=1)
    made = []
    for territory, _ in sorted(totals.items(), key=lambda one: (-one[1], one[0])):
        parts, x = [], 0.0
        for kind in CHANGES:
            if number := counts[territory, kind]:
                width = number / most * 100
                parts.append(Part(kind, number, round(x, 2), round(width, 2)))
                x += width
        made.append(Turn(territory, names.get(territory, ""), tuple(parts)))
    return made


# duty through time ---------------------------------------------------------------------------------------


class Block(NamedTuple):
    """One duty in one spell; x and width in per cent, y and height in pixels."""

    x: float
    width: float
    y: float
    height: float
    colour: str
    told: str


class Stack(NamedTuple):
    """The duties of one good through time."""

    blocks: tuple[Block, ...]
    owed: tuple[tuple[float, float, float], ...]  # x1, x2, y of each spell in which less is owed
    years: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]
    legend: tuple[tuple[str, str], ...]  # colour, words
    height: int
    asked: float | None


STACK_HEIGHT = 250


def stack(steps: Sequence[Step], asked: date | None = None) -> Stack:
    """The chart of :func:`tidewaiter.duty.steps.steps`, to the scale of time."""
    axis = Axis(steps[0].since, steps[-1].until)
    top = max(10.0, *(float(step.total) for step in steps)) * 1.06
    authorities = steps[0].authorities
    order = list(authorities)

    def y(percent: float) -> float:
        return round(STACK_HEIGHT * (1 - percent / top), 1)

    blocks, owed = [], []
    for step in steps:
        begin, end, level = axis.at(step.since), axis.at(step.until), 0.0
        for c in sorted(step.parts, key=lambda c: order.index(c.authority)):
            rate = float(c.percent or 0)
            authority = authorities[c.authority]
            told = f"{step.since} to {step.until}: {c.heading} {authority.name} {rate:g} %"
            high = y(level + rate)
            width = round(end - begin, 2)
            blocks.append(Block(begin, width, high, round(y(level) - high, 1), authority.colour, told))
            level += rate
        if step.owed != step.total:
            owed.append((begin, end, y(float(step.owed))))
    used = {c.authority for step in steps for c in step.parts}
    legend = tuple((authorities[a].colour, authorities[a].name) for a in order if a in used)
    unit = next((s for s in (1, 2, 5, 10, 25, 50, 100) if top / s <= 6), 200)
    levels = tuple((y(v), f"{v} %") for v in range(0, int(top) + 1, unit))
    place = axis.at(asked) if asked and axis.first <= asked <= axis.last else None
    return Stack(tuple(blocks), tuple(owed), axis.years(), levels, legend, STACK_HEIGHT, place)


# the same as files ---------------------------------------------------------------------------------------


def timeline_svg(
    title: str, spells: Sequence[Spell], store: Store, today: date, events: Sequence[EventRow] = ()
) -> str:
    """A substance through the lists, 980 pixels wide; events that are no law are marks in a lane of their own."""
    chart, axis = timeline(spells, store, today), _axis_of(spells, today)
    marks = [
        (
            axis.at(Moment.read(one.day).first),
            f"{one.day}: {one.title} ({one.kind}; {one.status}); {one.cite}",
        )
        for one in events
    ]
    return render("timeline.svg", title=title, chart=chart, marks=marks)


def spreads_svg(found: Sequence[Spread], source: str) -> str:
    """How fast territories followed the treaty.

    >>> '<svg' in spreads_svg([], "none")
    True
    """
    return render("spreads.svg", spreads=found, ticks=DAYS.ticks, zero=DAYS.at(0), source=source)


def changes_svg(
    changes: Iterable[Change], first: object, second: object, names: dict[str, str], source: str
) -> str:
    """What changed between two days, a bar a territory; ``names``: those of the territories.

    >>> '<svg' in changes_svg([], "2025-01-01", "2026-01-01", {}, "none")
    True
    """
    title = f"What the lists say on {second} and not on {first}"
    return render("changes.svg", turns=turns(changes, names), kinds=CHANGES, title=title, source=source)


def duty_svg(found: Sequence[Step], title: str, lawbook: str) -> str:
    """The duties of one good through time. Raises :class:`QuestionError` where there is none to draw."""
    if not found:
        raise QuestionError("There is nothing to draw.", "Ask for a span of days in which duties are held.")
    listed = [
        ("" if n else str(step.since), "" if n else f"{step.total.normalize():f} %", text)
        for step in found
        for n, text in enumerate(step.changed or ("unchanged",))
    ]
    return render("duty.svg", chart=stack(found), title=title, listed=listed, lawbook=lawbook)
