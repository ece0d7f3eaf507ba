"""The duty tables of a lawbook as a text means them: the periods of duties, the events of trade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.records import Exemption, Measure, Period, members
from tidewaiter.duty.schedule import find_lines
from tidewaiter.lawbook.beside import ActOfLaw, Event
from tidewaiter.text.statements.act_claims import headings, numbers
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.days import Window
from tidewaiter.text.statements.words import words

LISTED = "listed goods"  # goods of which only a list tells which they are
_SHARE = re.compile(r"(\d+(?:\.\d+)?) % on ([^%();]*?)(?=, \d|[);]|$)")
_PRINTED = 7  # days: so long after its first day an act is printed that was made before it
STEM = 6  # letters by which a word is known in its forms: pharmaceutical, pharmaceuticals


class Span(NamedTuple):
    """One period of one measure that falls on goods of an origin."""

    measure: Measure
    period: Period
    general: bool  # on all goods, not on listed ones
    # the days on which the acts that it cites, and that bind from its first, were made
    made: tuple[date, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether it falls on listed goods, be the list held (products) or only named by its title."""
        own = self.measure.authority.endswith("_counter") and "all goods" not in self.measure.title
        return own or not self.general

    @property
    def rate(self) -> Decimal | None:
        """The rate in per cent, where it is one."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", self.period.rate)
        return Decimal(found[1]) if found else None

    @property
    def shares(self) -> list[tuple[Decimal, str]]:
        """The rates that its act gives to some of the listed goods each: "15 % on chicken and wheat, 10 % on the rest"."""
        found = _SHARE.findall(self.period.cite) if self.listed else []
        return [(Decimal(rate), goods) for rate, goods in found]

    @property
    def named(self) -> str:
        """The words that name its goods: those of its title, and those beside the rates of its act."""
        parts = [words().product_words.get(one.rpartition("#")[2], "") for one in self.period.products]
        if parts and all(parts):
            return " ".join(parts)
        return " ".join([self.measure.title, *(goods for _, goods in self.shares)]).lower()

    def rates(self, goods: list[str]) -> set[Decimal]:
        """The rates on goods: those on each of them, where the act has several; on goods that are not told any of these."""
        shares = self.shares
        if not shares:
            return {self.rate} if self.rate is not None else set()
        among = [word for word in goods if word not in (LISTED, *words().among.values())]
        rest = shares[-1][0] if "rest" in shares[-1][1] or self.rate is None else self.rate
        told = [{next((r for r, some in shares if word in some), rest)} for word in among]
        return set.intersection(*told) if told else {rest, *(rate for rate, _ in shares)}

    @property
    def known(self) -> date:
        """The day it was made known."""
        own = self.period
        return min(d for d in (own.announced, own.text_date, own.since, *self.made) if d)

    @property
    def made_law(self) -> date:
        """The same; of one that was made law weeks after its first day, and back to it, the day of its making or text."""
        own = self.period
        first = min((d for d in (own.announced, own.text_date, *self.made) if d), default=own.since)
        return first if (first - own.since).days > _PRINTED else self.known

    @property
    def binds(self) -> bool:
        """Whether it is, or was, charged at all."""
        return not self.measure.status and self.period.status != "suspended"

    def within(self, window: Window) -> bool:
        """Whether it began, was announced or made in the days claimed."""
        own = self.period
        return any(window.holds(day) for day in (own.since, own.announced, *self.made) if day)


class Because(NamedTuple):
    """A period of a duty, and in words why it is what a text means."""

    span: Span
    why: str


class Tariffs:
    """The duty tables and the events of trade, asked by what a text means."""

    def __init__(self, book: DutyBook, events: list[Event], acts: list[ActOfLaw]) -> None:
        self.book = book
        self.tables = book.tables
        self.events = events
        self.acts: dict[tuple[str, date], list[ActOfLaw]] = {}  # by territory and first day
        for act in acts:
            if act.since:
                self.acts.setdefault((act.territory, act.since), []).append(act)
        self.held = {measure.territory for measure in self.tables.measures.values()}

    def spans(self, actor: str, origin: str, ground: str = "") -> list[Span]:
        """Every period of every duty that a state charges on goods of an origin; ``origin`` "" for any."""
        out: list[Span] = []
        for measure in self.tables.measures.values():
            if measure.territory != actor or not grounded(measure, ground):
                continue
            for whole in measure.periods:
                general = not (measure.products or whole.products)
                periods = self._reaching(measure, whole, origin) if origin else [whole]
                out += [Span(measure, one, general, self._made(measure, one)) for one in periods]
        return sorted(out, key=lambda s: (s.period.since, s.measure.id))

    def _made(self, measure: Measure, period: Period) -> tuple[date, ...]:
        acts = self.acts.get((measure.territory, period.since), ())
        cited = (act for act in acts if any(number in period.cite for number in act.numbers))
        return tuple(day for act in cited for day in act.made)

    def of_its_act(self, claim: Claim) -> Claim:
        """A duty that is told by the number of its act, or its heading, with the ground and origins that all duties of it share."""
        told = [*numbers(claim.act), *headings(claim.act)]
        found = [
            m for m in self.tables.measures.values()
            if any(re.search(rf"{re.escape(n)}(?!\d)", f"{p.cite} {p.heading}") for p in m.periods for n in told)
        ]  # fmt: skip
        keys = (*words().duty_states, "countermeasures")
        grounds = {key for m in found for key in keys if grounded(m, key)}
        if not found or len({m.territory for m in found}) > 1 or not grounds:
            return claim
        own = {m.origins for m in found}
        origins = claim.origins or (next(iter(own)) if len(own) == 1 else ())
        ground = max(grounds, key=len)
        if not all(grounded(m, ground) for m in found):
            return claim
        return claim._replace(actor=found[0].territory, authority=ground, origins=tuple(origins))

    def heading_of_others(self, claim: Claim) -> str:
        """A heading told beside a duty on goods of some origins that is held of others' alone."""
        for told in headings(claim.act):
            own = [
                m for m in self.tables.measures.values()
                if any(told in f"{p.heading}" for p in m.periods) or any(told in f"{x.heading}" for x in m.exceptions)
            ]  # fmt: skip
            of = {code for m in own for code in m.origins}
            if of and not {*claim.origins} <= of:
                return told
        return ""

    def _reaching(self, measure: Measure, period: Period, origin: str) -> list[Period]:
        """A period as it falls on goods of an origin: without the days on which they were let out of it."""
        code = self.tables.origin(origin)
        named = period.origins or measure.origins
        if code in measure.not_origins:
            return []
        if named:
            reached = code in named or code in members(self.tables, tuple(named), period.since)
            return [period] if reached else []
        if any(code in p.origins and p.since == period.since for p in measure.periods if p is not period):
            return []  # it has a rate of its own
        out = [period]
        for free in self._whole(measure, code):
            out = [part for one in out for part in _without(one, free)]
        return out

    def _whole(self, measure: Measure, code: str) -> list[Exemption]:
        """The exemptions that take an origin, with all its goods, out of a duty."""
        return [
            x for x in measure.exceptions
            if x.origins and not (x.products or x.facts or x.charged or x.share or x.rate)
            and code in (*x.origins, *members(self.tables, x.origins, x.since or x.until or date.max))
        ]  # fmt: skip

    def let_out(self, span: Span, origin: str, day: date) -> Exemption | None:
        """The exemption that takes an origin, with all its goods, out of a duty on goods of any origin."""
        if span.period.origins or span.measure.origins:
            return None
        out = self._whole(span.measure, self.tables.origin(origin))
        return next((x for x in out if x.holds_on(max(day, span.period.since))), None)

    def ordinary(self, territory: str, code: str, day: date) -> set[Decimal]:
        """The ordinary duties of the lines at and below a code of a state's tariff, in per cent."""
        lines = find_lines(self.book, code, day, territory)
        key = self.tables.tariffs[territory].columns[0].key if territory in self.tables.tariffs else ""
        told = (sentence for line in lines for sentence, _ in line.of(key))
        return {one.percent for one in told if one is not None and one.percent is not None}

    def event(self, kinds: tuple[str, ...], states: tuple[str, ...], on: date) -> list[Event]:
        """Events of trade of some kinds between some states, known by a day, oldest first."""
        wanted = {s for s in states if s}
        return [
            e for e in self.events
            if e.kind in kinds and wanted <= set(e.territories) and e.day.first <= on and e.topic == "trade"
        ]  # fmt: skip


def _without(period: Period, free: Exemption) -> list[Period]:
    """What is left of a period outside the days of an exemption."""
    first, last = free.since or date.min, free.until or date.max
    before = replace(period, until=min(first, period.until or date.max))
    after = replace(period, since=max(last, period.since))
    kept = [one for one in (before, after) if one.since < (one.until or date.max)]
    return kept if first < (period.until or date.max) and last > period.since else [period]


def grounded(measure: Measure, ground: str) -> bool:
    """Whether a duty stands on the ground that a text names ("": any)."""
    if not ground:
        return True
    if ground == "countermeasures":
        return "counter" in measure.authority
    return measure.authority.startswith(ground)


def follows(span: Span, old: Span) -> bool:
    """Whether one period of a duty begins where the other ends."""
    return old.measure.id == span.measure.id and old.period.until == span.period.since


def told_of_event(event: Event) -> dict[str, str]:
    """What is shown of an event of trade."""
    due = f", due {event.due}" if event.due else ""
    return {
        "measure": event.id,
        "clause": event.source.cite,
        "since": str(event.due or event.day),
        "answer": f"{event.title} ({event.day}{due})",
        "became": f"since then: {event.status}" + (f" on {event.settled}" if event.settled else ""),
    }


def stacked(spans: list[Span]) -> list[Span]:
    """Without the duties that another of them replaces."""
    gone = {other for s in spans for other in s.measure.replaces}
    return [s for s in spans if s.measure.id not in gone]


def change_of_sums(charged: list[Span], claim: Claim, on: date, window: Window | None) -> Because | None:
    """The last of the days told, by that of the text, on which the sum of duties on all goods went from the rate told to be before to the one told."""

    def of(day: date) -> Decimal:
        then = stacked([s for s in charged if not s.listed and s.period.holds_on(day)])
        return sum((s.rate or Decimal(0) for s in then), Decimal(0))

    ends = {end for s in charged for end in (s.period.since, s.period.until) if end and end <= on}
    for day in sorted((end for end in ends if window is None or window.holds(end)), reverse=True):
        if (of(day - timedelta(1)), of(day)) == (claim.rate_from, claim.rate):
            first = next((s for s in charged if s.period.holds_on(day) and not s.listed), None)
            why = f"in sum from {claim.rate_from} to {claim.rate} % on {day}"
            return Because(first, why) if first else None
    return None


def own_rates(spans: list[Span], goods: tuple[str, ...], on: date) -> dict[Decimal | None, Because]:
    """The rates that exceptions of some duties give to the goods told, by words of their reasons."""
    mine = stems(" ".join([*goods, *(words().among.get(one, one) for one in goods)]))
    return {rate: because for rate, why, because in rated(spans, on) if mine & stems(why)}


def rated(spans: list[Span], on: date) -> Iterator[tuple[Decimal, str, Because]]:
    """The rates in per cent that exceptions of some duties give to goods of theirs on a day, each with which goods these are."""
    every = (
        (span, one) for span in spans for one in span.measure.exceptions if one.rate and one.holds_on(on)
    )
    for span, one in every:
        yield Decimal(one.rate.rstrip(" %")), one.why, Because(span, f"{one.why}: {one.rate}")


def worths(title: str, *, first: bool = False) -> set[Decimal]:
    """Amounts in thousand millions that a title names: "from EUR 95 to 72 billion"; of two lists also what they are together, but of the
    first of their days."""
    out: set[Decimal] = set()
    for match in re.finditer(r"((?:\d+(?:\.\d+)?(?:\s*(?:to|and|,)\s*)?)+)\s*billion", title):
        out |= {Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", match[1])}
    both = re.search(r"(\d+) billion and (\d+) billion lists", title)
    return out | ({Decimal(both[1]) + Decimal(both[2])} if both and not first else set())


def stems(text: str) -> set[str]:
    """The words of a text by the letters by which each is known in its forms."""
    return {word[:STEM] for word in re.findall(r"[a-z]{4,}", text.lower())}


def stems_of_any_goods() -> set[str]:
    """Those of words beside a duty that name no goods in particular."""
    return {word[:STEM] for word in words().any_goods}
