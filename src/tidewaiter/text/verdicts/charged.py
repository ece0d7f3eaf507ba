"""What a state charges on the goods of which a text tells: at the rate told, on the day of the text, in the days told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from tidewaiter.text.verdicts.finding import first, last, lasts
from tidewaiter.text.verdicts.of_duties import OfDuties
from tidewaiter.text.verdicts.table import fact
from tidewaiter.text.verdicts.tariffs import Span, follows

_FOLLOWS = timedelta(180)  # how long after a text that tells of a duty to come it began
LONG_AGO = 400  # days: how far back a rate that is told without a day is looked for


class Charged(OfDuties):
    """A claim about a rate of duty: the duties that it may mean, and the one that it does."""

    @cached_property
    def charged(self) -> list[Span]:
        """What is, was or will be charged."""
        return [s for s in self.spans if s.binds]

    @cached_property
    def live(self) -> list[Span]:
        """What is charged on the day of the text."""
        return [s for s in self.charged if s.period.holds_on(self.on)]

    @cached_property
    def as_told(self) -> list[Span]:
        """What is charged at the rate told on the goods told: what lists them, or else what falls on all goods."""
        wanted = [s for s in self.charged if self.of_rate(s) and self.bound(s)]
        listed = [s for s in wanted if s.listed]
        general = [s for s in wanted if not s.listed]
        if self.goods and any(s.listed and self.bound(s) for s in self.charged):
            return listed
        return (listed if self.goods else general) or wanted

    def of_rate(self, span: Span) -> bool:
        """Whether it is charged at the rate told."""
        return self.claim.rate is None or self.claim.rate in span.rates(self.goods)

    @cached_property
    def past(self) -> list[Span]:
        """What began by the day of the text at the rate told; of what is told as to come, what was made known by then too."""
        begun = [s for s in self.as_told if s.period.since <= self.on]
        return [s for s in begun if s.made_law <= self.on] if self.said_to_come else begun

    @cached_property
    def pending(self) -> list[Span]:
        """What was made known, and begins after the day of the text, at the rate told."""
        return [s for s in self.as_told if s.period.since > self.on]

    @cached_property
    def later(self) -> list[Span]:
        """What was made known after the day of the text, and began within months of it."""
        spans = self.tariffs.spans(self.claim.actor, self.origin, self.claim.authority)
        return [s for s in spans if s.binds and s.made_law > self.on and s.period.since - self.on <= _FOLLOWS]

    @fact
    def a_cut(self) -> bool:
        return self.claim.kind == "reduction"

    @fact
    def duty_of_those_days(self) -> Span | None:
        best = self._best()
        if self.a_cut and best is not None and not self.higher_before(best):
            return None  # what nothing higher went before was no cut
        made_known = self.said_to_come and not self.claim.begins  # the days told may be none of its first
        if made_known and self.window is not None and not any(map(self.of_days, self.past)):
            days = ((s, (s.period.since - self.window.last).days) for s in self.past)
            best = first(s for s, after in days if 0 < after <= LONG_AGO) or best
        if best is not None and self.a_cut and self.window is None and not best.period.holds_on(self.on):
            return None  # the rate of a time before
        return best

    def higher_before(self, span: Span) -> bool:
        """Whether a duty of a higher rate ended when it began, or in the days told."""
        ends = self._ends_above(span.rate) if span.rate else []
        window = self.window
        return any(follows(span, s) for s in self.charged) or any(
            window.holds(end) if window else end >= span.period.since for end in ends
        )

    def _ends_above(self, rate: Decimal) -> list[date]:
        """The days on which duties of a higher rate ended."""
        return [s.period.until for s in self.charged if s.period.until and s.rate and s.rate > rate]

    @fact
    def said_to_come(self) -> bool:
        return self.announced or self.claim.made_known

    def _best(self) -> Span | None:
        if self.window is None or (self.claim.still and not self.claim.begins):
            return self._best_now()
        pool = [s for s in self.past if self.of_days(s)] or self._running
        live = [s for s in pool if s.period.holds_on(self.on)]
        return max(live or pool, key=self._rank, default=None)

    @property
    def _running(self) -> list[Span]:
        """What began before the days told and ran in them; nothing where its beginning, or a rise, is told."""
        window, claim = self.window, self.claim
        raised = claim.way == "up" and claim.rate is not None
        exact = window is not None and window.first == window.last and not claim.still
        if (
            window is None
            or window.first > self.on
            or raised
            or ((exact or claim.begins) and not self._another_ended_then)
        ):
            return []
        return [s for s in self.past if s.period.since <= window.last and lasts(s.period.until, window.first)]

    @property
    def _another_ended_then(self) -> bool:
        """Whether a cut is told, and a higher duty ended in the days told: what stands is what remained of them."""
        window = self.window
        ends = self._ends_above(self.claim.rate or Decimal(0)) if window and self.a_cut else []
        return any(window.holds(end) for end in ends if window)

    @cached_property
    def _replaced(self) -> set[str]:
        """Duties that goods of the origin do not bear on the day of the text, for another is charged in their place."""
        return {key for s in self.live if s.general and self.origin for key in s.measure.replaces}

    def _best_now(self) -> Span | None:
        past = [s for s in self.past if s.measure.id not in self._replaced]
        live = [s for s in past if s.period.holds_on(self.on)]
        lately = [s for s in past if (self.on - s.period.since).days <= LONG_AGO]
        if self.claim.still or self.claim.rate is None:
            lately = []
        return max(live, key=self._rank, default=last(lately))

    def _rank(self, span: Span) -> tuple[bool, bool, bool, bool, bool]:
        named, whole = self.named(span), " parts of " not in span.measure.title
        # on goods of one state alone
        others = bool(span.period.origins or span.measure.origins) and not named
        return span.general, named, not others, whole, span.period.holds_on(self.on)
