"""Statements on the end of duties put to the lawbook: lifted, or cut by no rate that is told. The rows: ``change.yml``."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tidewaiter.lawbook.beside import Event
from tidewaiter.text.statements.act_claims import numbers
from tidewaiter.text.statements.claims import OTHER, Claim
from tidewaiter.text.verdicts.duties import judge_duty
from tidewaiter.text.verdicts.finding import Finding, ahead_of, first, last, told_of, worst
from tidewaiter.text.verdicts.law import Law
from tidewaiter.text.verdicts.of_duties import OfDuties
from tidewaiter.text.verdicts.table import fact, of_claim
from tidewaiter.text.verdicts.tariffs import Because, Span, follows

_FAR = timedelta(366)  # an end so far from the day told may be another duty's
_NEAR = timedelta(7)  # between the day told and that of an end
_PAST = timedelta(200)  # so long what ended is news, where no day is told
_LATELY = 21  # days: an exemption begun so near is what a text calls a pause


class Change(OfDuties):
    """A duty is said to have been lifted (repeal), or cut (reduction) by no rate that is told."""

    kind = "change"

    def ask(self) -> dict[str, Any]:
        """The question of a duty, asked of its end or of a lower rate."""
        return {**super().ask(), "ask": self.claim.kind}

    @cached_property
    def every(self) -> list[Span]:
        """What is, was or will be charged on the goods told of the origin; on listed goods where they, or the ground, are told."""
        out = self.claim.goods_let_out
        named = bool(self.goods or self.claim.authority or out)
        found = [s for s in self.spans if s.binds and (named or s.general) and self._bound(s)]
        found = [s for s in found if not (s.listed and any(one in s.named for one in out))]
        listed = [s for s in found if s.listed] if self.goods else []
        return listed or found

    def _bound(self, span: Span) -> bool:
        """Where goods are told to be let out, all others are meant."""
        return self.bound(span) or bool(self.goods_let_out and not self.claim.goods)

    goods_let_out = of_claim("goods_let_out")

    def of_days(self, span: Span) -> bool:
        """Whether a period begins, is made known or ends in the days told."""
        end = span.period.until
        return super().of_days(span) or (end is not None and told_of(self.window, end))

    @fact
    def goods_held(self) -> bool:
        return any(s.listed for s in self.every) if self.goods else False

    @fact
    def of_a_list(self) -> bool:
        known = bool(self.claim.authority and self.every) and OTHER not in self.claim.goods
        return known and all(s.listed for s in self.every)

    @cached_property
    def meant(self) -> list[Span]:
        """The same at the rate told: none where no duty has it, nor on listed goods where none are told."""
        alike = [s for s in self.every if self.claim.rate is None or self.claim.rate in s.rates(self.goods)]
        return [s for s in alike if not (self._rate_alone and s.listed)]

    @property
    def _rate_alone(self) -> bool:
        told = self.goods or self.claim.authority or self.goods_let_out
        return self.claim.rate is not None and not told

    @fact
    def a_list_of_that_rate_ended(self) -> bool:
        listed = (s for s in self.every if s.listed and self.claim.rate in s.rates(self.goods))
        days = (self._days_of_end(s) for s in listed if _ends_by(s, self.on))
        return self._rate_alone and any(told_of(self.window, *some) for some in days)

    @cached_property
    def ended(self) -> list[Span]:
        """What ended by the day of the text; where a cut is told, also what was followed by a lower rate."""
        return [s for s in self.meant if _ends_by(s, self.on) and self._given_up(s)]

    def _given_up(self, span: Span) -> bool:
        """Whether no rise followed: a rate that was raised has not ended."""
        nexts = [s for s in self.every if follows(s, span)]
        cut = self.claim.kind == "reduction" or self.claim.rate is not None
        return not nexts or (cut and bool(_lower(span, nexts)))

    @cached_property
    def live(self) -> list[Span]:
        """What is charged on the day of the text; what names the origin before what falls on all."""
        return [s for s in self.meant if s.period.holds_on(self.on)]

    @fact
    def event_to_come(self) -> Event | None:
        return self.event_of(None)

    @fact
    def ended_in_those_days(self) -> Span | None:
        fits = [s for s in self.ended if self._in_days_told(s)]
        return max(fits, key=lambda s: s.period.until or date.min, default=None)

    def _in_days_told(self, span: Span) -> bool:
        if self.window is None:
            return self.on - (span.period.until or date.min) <= _PAST
        return told_of(self.window, *self._days_of_end(span))

    def _days_of_end(self, span: Span) -> list[date]:
        """The day on which a duty ended, and those of the acts that ended it."""
        end = span.period.until
        return [end, *self._acts_of_end(span)] if end is not None else []

    def _acts_of_end(self, span: Span) -> list[date]:
        events = (e for e in self.tariffs.events if e.due == span.period.until and e.kind != "suspension")
        return [e.day.first for e in events if span.measure.id.startswith(tuple(e.measures))]

    @fact
    def ended_at_another_time(self) -> Span | None:
        return last(self.ended)

    @fact
    def ended_far_from_then(self) -> bool:
        """Whether the end lies so far from the days told that another duty may be meant."""
        end, w = self.ended_at_another_time.period.until or date.min, self.window
        return w is not None and min(abs(end - w.first), abs(end - w.last)) > _FAR

    @fact
    def put_off_then(self) -> bool:
        """Whether an act that suspends it was made, or begins, in the days told: of it a text may tell."""
        key = self.ended_at_another_time.measure.id
        events = (e for e in self.tariffs.events if e.kind == "suspension" and key in e.measures)
        return any(map(self.in_days, events))

    @fact
    def another_ended_then(self) -> Span | None:
        """Where whose goods is not told: one that ended within days of those told."""
        w = None if self.origin else self.window
        return last(s for s in self.ended if w and abs((s.period.until or date.min) - w.last) <= _NEAR)

    @property
    def _charged(self) -> list[Span]:
        """What is charged on the day of the text; what names the origin, where anything does."""
        return [s for s in self.live if s.measure.origins] or self.live

    @fact
    def duty_charged(self) -> Span | None:
        return first(self._charged)

    @fact
    def acts_told_by_number(self) -> bool:
        return bool(numbers(self.claim.act))

    @fact
    def change_to_come(self) -> Because | None:
        return first(filter(None, map(self._coming, self.every)))

    def _coming(self, span: Span) -> Because | None:
        end = span.period.until
        if not span.period.holds_on(self.on) or end is None:
            return None
        nexts = [s for s in self.every if follows(s, span)]
        lower = [s for s in _lower(span, nexts) if s.known <= self.on]
        # an act ends where another takes its place
        replaced = self.claim.kind == "reduction" or self.acts_told_by_number
        if lower and replaced and told_of(self.window, end, lower[0].known):
            then = f"{span.period.rate} until {end}, then {lower[0].period.rate}"
            return Because(lower[0], f"{then}: after the day of the text")
        known = [d for d in self._acts_of_end(span) if d <= self.on and told_of(self.window, end, d)]
        if ahead_of(self.window, end, self.on) and not nexts:
            return Because(span, f"ends on {end}, after the day of the text, as told")
        return Because(span, f"ends on {end}, after the day of the text") if known and not nexts else None

    @fact
    def all_of_the_ground_end(self) -> Because | None:
        """Where whose goods is not told: the duties of the ground told, if all that are charged end on one day ahead, known by then."""
        if self.origin or self.claim.goods or not self.claim.authority or self.claim.rate is not None:
            return None
        ends = {s.period.until for s in self.live}
        return self._coming(self.live[0]) if len(ends) == 1 else None

    @fact
    def exemption_begun_lately(self) -> Because | None:
        every = (one for span in self._charged for one in span.measure.exceptions)
        lately = (one for one in every if one.since and abs((one.since - self.on).days) <= _LATELY)
        return first(Because(self._charged[0], f"{one.since}: {one.why}") for one in lately)


def judge_change(claim: Claim, on: date, law: Law) -> Finding:
    """A duty is said to have been lifted, or cut; cut to a rate is asked as a duty of that rate."""
    if claim.kind == "reduction" and claim.rate is not None:
        return judge_duty(claim, on, law)
    return worst([Change(claim, on, law, origin).finding() for origin in claim.origins or ("",)])


def _lower(span: Span, nexts: list[Span]) -> list[Span]:
    return [s for s in nexts if (s.rate or 0) < (span.rate or 0)]


def _ends_by(span: Span, day: date) -> bool:
    return span.period.until is not None and span.period.until <= day
