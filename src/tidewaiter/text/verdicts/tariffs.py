"""Statements on duties put to the lawbook: imposed, standing, raised, cut, lifted, with exemptions, or on a list."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.records import Measure, Period, members
from tidewaiter.lawbook.beside import Event
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.days import Window
from tidewaiter.text.verdicts.finding import (
    ANNOUNCED,
    CONFIRMED,
    CONTRADICTED,
    DIFFERS,
    OUTSIDE,
    Finding,
    asked,
)

_LONG_AGO = 400  # days: how far back a rate that is told without a day is looked for
_LATELY = 21  # days: an exemption begun so near is what a text calls a pause
_ORDER = {CONFIRMED: 0, ANNOUNCED: 1, DIFFERS: 2, OUTSIDE: 3, CONTRADICTED: 4}


class Span(NamedTuple):
    """One period of one measure that falls on goods of an origin."""

    measure: Measure
    period: Period
    general: bool  # on all goods, not on listed ones

    @property
    def rate(self) -> Decimal | None:
        """The rate in per cent, where it is one."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", self.period.rate)
        return Decimal(found[1]) if found else None

    @property
    def known(self) -> date:
        """The day it was made known."""
        return min(d for d in (self.period.announced, self.period.text_date, self.period.since) if d)

    @property
    def binds(self) -> bool:
        """Whether it is, or was, charged at all."""
        return not self.measure.status and self.period.status != "suspended"

    def within(self, window: Window) -> bool:
        """Whether it began, or was announced, in the days claimed."""
        return window.holds(self.period.since) or (
            self.period.announced is not None and window.holds(self.period.announced)
        )


class Tariffs:
    """The duty tables and the events of trade, asked by what a text means."""

    def __init__(self, book: DutyBook, events: list[Event]) -> None:
        self.tables = book.tables
        self.events = events
        self.held = {measure.territory for measure in self.tables.measures.values()}

    def spans(self, actor: str, origin: str, ground: str = "") -> list[Span]:
        """Every period of every duty that a state charges on goods of an origin; ``origin`` "" for any."""
        out = []
        for measure in self.tables.measures.values():
            if measure.territory != actor or not grounded(measure, ground):
                continue
            for period in measure.periods:
                if origin and not self._reaches(measure, period, origin):
                    continue
                out.append(Span(measure, period, not (measure.products or period.products)))
        return sorted(out, key=lambda s: (s.period.since, s.measure.id))

    def _reaches(self, measure: Measure, period: Period, origin: str) -> bool:
        code = self.tables.origin(origin)
        named = period.origins or measure.origins
        if code in measure.not_origins:
            return False
        if not named:
            own = any(
                code in p.origins
                for p in measure.periods
                if p is not period and p.origins and p.since == period.since
            )
            return not own and not self._taken_out(measure, code, period.since)
        return code in named or code in members(self.tables, tuple(named), period.since)

    def _taken_out(self, measure: Measure, code: str, day: date) -> bool:
        """Whether an exemption takes the whole origin out of a duty."""
        return any(
            code in members(self.tables, x.origins, day)
            for x in measure.exceptions
            if x.origins and not (x.products or x.facts or x.charged or x.share or x.rate)
        )

    def event(
        self, kinds: tuple[str, ...], states: tuple[str, ...], on: date, topic: str = ""
    ) -> list[Event]:
        """Events of some kinds between some states, known by a day, oldest first."""
        wanted = {s for s in states if s}
        return [
            e for e in self.events
            if e.kind in kinds and wanted <= set(e.territories) and e.day.first <= on and (not topic or e.topic == topic)
        ]  # fmt: skip


def grounded(measure: Measure, ground: str) -> bool:
    """Whether a duty stands on the ground that a text names ("": any)."""
    if not ground:
        return True
    if ground == "countermeasures":
        return "counter" in measure.authority
    return measure.authority.startswith(ground)


# statements ---------------------------------------------------------------------------------------


def judge_duty(claim: Claim, on: date, tariffs: Tariffs) -> Finding:
    """A state is said to charge a duty, on whose goods, at what rate, since when."""
    origins = claim.origins or ("",)
    found = [_judge_one(claim, origin, on, tariffs) for origin in origins]
    worst = max(found, key=lambda f: _ORDER[f.verdict])
    if len(found) > 1:
        question = dict(worst.question, origin=list(origins))
        answer = "; ".join(f.answer for f in found if f.answer)
        return worst._replace(question=question, answer=answer)
    return worst


def duty_question(
    claim: Claim, origin: str, window: Window | None, on: date, ask: str = "duty"
) -> dict[str, Any]:
    """The question that a claim about a duty puts."""
    return asked(
        claim, window, on, ask, destination=claim.actor, origin=origin, ground=claim.authority,
        rate=f"{claim.rate.normalize():f} %" if claim.rate is not None else "",
        rate_from=f"{claim.rate_from.normalize():f} %" if claim.rate_from is not None else "",
    )  # fmt: skip


def _judge_one(claim: Claim, origin: str, on: date, tariffs: Tariffs) -> Finding:
    window = claim.window(on)
    question = duty_question(claim, origin, window, on)
    if claim.actor not in tariffs.held:
        return Finding(question, OUTSIDE, answer=f"no duties of {claim.actor} are held")
    spans = [s for s in tariffs.spans(claim.actor, origin, claim.authority) if s.known <= on]
    charged = [s for s in spans if s.binds]
    live = [s for s in charged if s.period.holds_on(on)]
    if claim.negated and live and claim.kind == "duty":
        return told(question, CONTRADICTED, live[0]).noted("said not to be charged")
    wanted = [s for s in charged if claim.rate is None or s.rate == claim.rate]
    general = [s for s in wanted if s.general] or wanted
    pending = [s for s in general if s.period.since > on]
    looks = claim.modality == "announced" or (window is not None and window.first > on)
    if looks:
        ahead = [s for s in pending if window is None or s.within(window)]
        if ahead:
            return told(question, ANNOUNCED, ahead[0]).noted(
                f"in force from {ahead[0].period.since}, after the day of the text"
            )
    event = _event_ahead(claim, origin, window, on, tariffs)
    if looks and event is not None:
        return _by_event(question, event, on)
    if window is not None and window.first > on and claim.rate is None and live and not claim.still:
        return told(question, OUTSIDE, live[0]).noted(f"charged on {on}, no change ahead is held")
    if claim.kind == "reduction" and window is None:
        cut = [
            s
            for s in pending
            if s.rate is not None and any(x.rate is not None and x.rate > s.rate for x in live)
        ]
        if cut:  # "slashes to 10 %", by an order that binds later
            return told(question, ANNOUNCED, cut[0]).noted(
                f"in force from {cut[0].period.since}, after the day of the text"
            )
    past = [s for s in general if s.period.since <= on]
    best = _best(claim, origin, window, past, on)
    made_known = claim.modality == "announced" or "made known" in claim.more
    if made_known and window is not None and not any(s.within(window) for s in past):
        later = [
            s for s in past if 0 < (s.period.since - window.last).days <= _LONG_AGO
        ]  # it has begun since
        best = later[0] if later else best
    if best is not None and claim.kind == "reduction" and window is None and not best.period.holds_on(on):
        best = None  # the rate of a time before
    if best is not None:
        return _checked(question, claim, best, charged, on)
    if window is not None and window.last <= on:
        signed = [s for s in pending if s.period.announced is not None and window.holds(s.period.announced)]
        if signed:
            return told(question, ANNOUNCED, signed[0]).noted(
                f"in force from {signed[0].period.since}, after the day of the text"
            )
    return _differing(question, claim, origin, window, charged, live, on, tariffs)


def _best(claim: Claim, origin: str, window: Window | None, past: list[Span], on: date) -> Span | None:
    """The period that a claim means: begun in the days claimed, or running in them; else in force on the day of the text."""

    def rank(span: Span) -> tuple[bool, bool, bool]:
        named = origin in (span.period.origins or span.measure.origins)
        return span.general, named, span.period.holds_on(on)

    if claim.still or window is None:
        live = [s for s in past if s.period.holds_on(on)]
        told = (
            []
            if claim.still or claim.rate is None
            else [s for s in past if (on - s.period.since).days <= _LONG_AGO]
        )
        return max(live, key=rank, default=told[-1] if told else None)
    begun = [s for s in past if s.within(window)]
    running = [
        s
        for s in past
        if s.period.since <= window.last and (s.period.until is None or s.period.until > window.first)
    ]
    pool = begun or (running if claim.more[:1] != ("up",) or claim.rate is None else [])
    live = [s for s in pool if s.period.holds_on(on)]
    return max(live or pool, key=rank, default=None)


def _checked(question: dict[str, Any], claim: Claim, span: Span, charged: list[Span], on: date) -> Finding:
    finding = told(question, CONFIRMED, span)
    before = [s for s in charged if s.measure.id == span.measure.id and s.period.until == span.period.since]
    old = before[-1].rate if before else None
    if claim.rate_from is not None and old is not None and old != claim.rate_from:
        finding = finding._replace(verdict=DIFFERS).noted(
            f"from {claim.rate_from} % claimed, from {old.normalize():f} % in the lawbook"
        )
    up = claim.more[0] if claim.more else ""
    if (
        up
        and old is not None
        and span.rate is not None
        and claim.rate is not None
        and (old > span.rate) == (up == "up")
        and old != span.rate
    ):
        word = "cut" if old > span.rate else "raised"
        finding = finding._replace(verdict=CONTRADICTED).noted(f"it was {word} from {old.normalize():f} %")
    if not span.period.holds_on(on):
        finding = finding.noted(f"no longer charged on {on}: until {span.period.until}")
        if claim.still:
            finding = finding._replace(verdict=CONTRADICTED)
    if not span.general:
        finding = finding.noted("on listed goods only")
    elif span.measure.exceptions:
        finding = finding.noted(f"exemptions held: {len(span.measure.exceptions)}, see `tidewaiter duty`")
    return finding


def _differing(
    question: dict[str, Any], claim: Claim, origin: str, window: Window | None, charged: list[Span], live: list[Span], on: date,
    tariffs: Tariffs,
) -> Finding:  # fmt: skip
    """No duty is as claimed: a sum of several, another rate, another day, another ground, or none on these goods."""
    day = on if window is None or claim.still else window.first if window.first > on else min(window.last, on)
    then = [s for s in charged if s.general and s.period.holds_on(day)]
    summed = _summed(
        claim, charged, [day] if window is not None or claim.still else _days_of_change(charged, on)
    )
    if summed is not None:
        return told(question, ANNOUNCED if day > on else CONFIRMED, summed[0]).noted(summed[1])
    raised = _raised_by(claim, window, charged, on)
    if raised is not None:
        return told(question, CONFIRMED, raised[0]).noted(raised[1])
    same = (
        [s for s in charged if s.rate == claim.rate and s.period.since <= on]
        if claim.rate is not None
        else []
    )
    idle = [s for s in tariffs.spans(claim.actor, origin, claim.authority) if not s.binds and s.known <= on]
    idle = [s for s in idle if claim.rate is None or s.rate == claim.rate]
    if window is not None and not claim.still:
        idle = [s for s in idle if s.within(window)]
    if idle and not live:
        return told(question, ANNOUNCED, idle[-1]).noted("adopted or announced, and not charged")
    if same and window is not None:
        return told(question, DIFFERS, same[-1]).noted(
            f"{window} claimed, from {same[-1].period.since} in the lawbook"
        )
    if same and claim.still:
        return told(question, CONTRADICTED, same[-1]).noted(
            f"no longer charged on {on}: until {same[-1].period.until}"
        )
    pool = then or live or [s for s in charged if s.period.since <= on]
    if pool:
        best = max(
            pool, key=lambda s: (s.general, origin in (s.period.origins or s.measure.origins), s.period.since)
        )
        if claim.rate is None and window is not None:
            return told(question, DIFFERS, best).noted(
                f"{window} claimed, from {best.period.since} in the lawbook"
            )
        return told(question, DIFFERS, best).noted(
            f"{question.get('rate', '')} claimed, {best.period.rate} in the lawbook"
        )
    event = _event_ahead(claim, origin, window, on, tariffs)
    if event is not None:
        return _by_event(question, event, on)
    if claim.authority and any(s.period.since <= on for s in tariffs.spans(claim.actor, "", claim.authority)):
        return Finding(
            question,
            CONTRADICTED,
            answer=f"no duty on this ground falls on goods of {origin}; it falls on others",
        )
    return Finding(
        question,
        OUTSIDE,
        answer=f"no such duty of {claim.actor} on goods of {origin or 'any origin'} by {on} is held",
    )


def _raised_by(claim: Claim, window: Window | None, charged: list[Span], on: date) -> tuple[Span, str] | None:
    """A rise told by its own size: "an additional 10 %" where the duty went from 10 to 20."""
    for span in charged:
        if window is None or claim.rate is None or not span.within(window) or span.period.since > on:
            continue
        for old in charged:
            chained = old.measure.id == span.measure.id and old.period.until == span.period.since
            if chained and (span.rate or 0) - (old.rate or 0) == claim.rate:
                return span, f"a rise by {claim.rate} points, from {old.period.rate} to {span.period.rate}"
    return None


def _days_of_change(spans: list[Span], on: date) -> list[date]:
    """The day of the text, and the days before it on which a duty began, latest first."""
    begun = {s.period.since for s in spans if s.general and 0 <= (on - s.period.since).days <= _LONG_AGO}
    return [on, *sorted(begun - {on}, reverse=True)]


def _summed(claim: Claim, charged: list[Span], days: list[date]) -> tuple[Span, str] | None:
    """Several duties on all goods of an origin that together make the rate claimed."""
    for day in days:
        then = _stacked([s for s in charged if s.general and s.period.holds_on(day)])
        if len(then) > 1 and sum((s.rate or Decimal(0) for s in then), Decimal(0)) == claim.rate:
            parts = " + ".join(f"{s.measure.id} {s.period.rate}" for s in then)
            return then[0], f"the sum of {parts} on {day}"
    return None


def _stacked(spans: list[Span]) -> list[Span]:
    gone = {other for s in spans for other in s.measure.replaces}
    return [s for s in spans if s.measure.id not in gone]


def _event_ahead(
    claim: Claim, origin: str, window: Window | None, on: date, tariffs: Tariffs
) -> Event | None:
    """A letter, threat or announcement of a duty that was known by the day, and due after it."""
    kinds = ("threat", "announcement", "act", "decision", "agreement")
    for event in reversed(tariffs.event(kinds, (claim.actor, origin), on, "trade")):
        if event.due is None or event.due <= on:
            continue
        if event.measures and not any(key.startswith(f"{claim.actor.lower()}/") for key in event.measures):
            continue  # what another state does
        if claim.kind != "duty" and event.kind == "threat":
            continue  # a threat of more is no end of it
        own = [tariffs.tables.measures[key] for key in event.measures if key in tariffs.tables.measures]
        if claim.authority and claim.rate is None and not any(grounded(one, claim.authority) for one in own):
            continue  # a letter on all goods says nothing of a ground
        if event.kind == "agreement" and claim.kind == "duty":
            continue  # an agreement lowers duties, it imposes none
        rates = {Decimal(n) for n in re.findall(r"(\d+(?:\.\d+)?)\s*%", event.title)}
        if (claim.rate is None or claim.rate in rates) and (
            window is None or window.holds(event.due) or window.holds(event.day.first)
        ):
            return event
    return None


def _by_event(question: dict[str, Any], event: Event, on: date) -> Finding:
    later = f"since then: {event.status}" + (f" on {event.settled}" if event.settled else "")
    answer = f"{event.title} ({event.day}{f', due {event.due}' if event.due else ''})"
    return Finding(
        question, ANNOUNCED, event.id, event.source.cite, str(event.due or event.day), answer, later
    )


def told(question: dict[str, Any], verdict: str, span: Span) -> Finding:
    """A finding that rests on one period of one duty."""
    period, measure = span.period, span.measure
    until = f" until {period.until}" if period.until else ""
    answer = f"{measure.title}: {period.rate} from {period.since}{until} ({period.cite.split(';')[0]})"
    return Finding(question, verdict, measure.id, period.heading, period.since.isoformat(), answer)


def judge_change(claim: Claim, on: date, tariffs: Tariffs) -> Finding:
    """A duty is said to have been lifted (repeal), or cut (reduction)."""
    origin = claim.origins[0] if claim.origins else ""
    window = claim.window(on)
    if claim.kind == "reduction" and claim.rate is not None:
        return judge_duty(claim, on, tariffs)
    question = duty_question(claim, origin, window, on, claim.kind)
    if claim.actor not in tariffs.held:
        return Finding(question, OUTSIDE, answer=f"no duties of {claim.actor} are held")
    spans = [
        s
        for s in tariffs.spans(claim.actor, origin, claim.authority)
        if s.binds and s.general and s.known <= on
    ]
    ahead = claim.modality == "announced" or (window is not None and window.first > on)
    if ahead:
        event = _event_ahead(claim, origin, None, on, tariffs)
        if event is not None:
            return _by_event(question, event, on)
    every, spans = spans, [s for s in spans if claim.rate is None or s.rate == claim.rate] or spans
    ended = []
    for span in spans:
        nexts = [s for s in spans if s.measure.id == span.measure.id and s.period.since == span.period.until]
        lower = [s for s in nexts if (s.rate or 0) < (span.rate or 0)]
        if (
            span.period.until is not None
            and span.period.until <= on
            and (not nexts if claim.kind == "repeal" else lower or not nexts)
        ):
            ended.append(span)
    fits = [s for s in ended if window is None or _told_of(window, *_days_of_end(s, tariffs))]
    live = [s for s in spans if s.period.holds_on(on)]
    if fits:
        best = max(fits, key=lambda s: s.period.until or date.min)
        return (
            told(question, CONFIRMED, best)
            ._replace(since=str(best.period.until))
            .noted(f"ended on {best.period.until}")
        )
    if ended and not live:
        return told(question, DIFFERS, ended[-1]).noted(
            f"{window} claimed, ended on {ended[-1].period.until}"
        )
    if live:
        named = [s for s in live if s.measure.origins] or live
        pending = _change_ahead(claim, every, window, on, tariffs)
        if pending is not None:
            return told(question, ANNOUNCED, pending[0]).noted(pending[1])
        if ahead:
            return told(question, OUTSIDE, named[0]).noted(f"still charged on {on}, no change ahead is held")
        eased = [
            x
            for s in named
            for x in s.measure.exceptions
            if x.since is not None and abs((x.since - on).days) <= _LATELY
        ]
        if eased:
            return told(question, DIFFERS, named[0]).noted(
                f"still charged, with an exemption from {eased[0].since}: {eased[0].why}"
            )
        return told(question, CONTRADICTED, named[0]).noted(f"still charged on {on}")
    return Finding(question, OUTSIDE, answer="no such duty is held")


def _change_ahead(
    claim: Claim, spans: list[Span], window: Window | None, on: date, tariffs: Tariffs
) -> tuple[Span, str] | None:
    """A lower rate, or an end, that was made known by the day of the text and binds after it."""
    for span in spans:
        end = span.period.until
        if not span.period.holds_on(on) or end is None:
            continue
        nexts = [s for s in spans if s.measure.id == span.measure.id and s.period.since == end]
        lower = [s for s in nexts if (s.rate or 0) < (span.rate or 0) and s.known <= on]
        if lower and claim.kind == "reduction" and _told_of(window, end, lower[0].known):
            return lower[
                0
            ], f"{span.period.rate} until {end}, then {lower[0].period.rate}: after the day of the text"
        for event in tariffs.events if not nexts else ():
            mine = any(span.measure.id.startswith(key) for key in event.measures)
            if mine and event.due == end and event.day.first <= on and _told_of(window, end, event.day.first):
                return span, f"ends on {end}, after the day of the text"
    return None


def _days_of_end(span: Span, tariffs: Tariffs) -> list[date]:
    """The day on which a duty ended, and those of the acts that ended it."""
    end = span.period.until
    acts = [
        e
        for e in tariffs.events
        if e.due == end and any(span.measure.id.startswith(key) for key in e.measures)
    ]
    return [end, *(e.day.first for e in acts)] if end is not None else []


def _told_of(window: Window | None, *days: date) -> bool:
    return window is None or any(window.holds(day) for day in days)
