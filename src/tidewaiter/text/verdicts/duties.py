"""Statements on duties put to the lawbook: imposed, standing, raised, cut to a rate. The rows: ``duty.yml``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from tidewaiter.duty.records import Exemption
from tidewaiter.lawbook.beside import Event
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.days import find_days, resolve, with_years
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.charged import LONG_AGO, Charged
from tidewaiter.text.verdicts.finding import Finding, first, last, told_of, worst
from tidewaiter.text.verdicts.law import Law
from tidewaiter.text.verdicts.rests import Rest
from tidewaiter.text.verdicts.table import fact
from tidewaiter.text.verdicts.tariffs import (
    LISTED,
    Because,
    Span,
    change_of_sums,
    follows,
    grounded,
    own_rates,
    rated,
    stacked,
    stems,
    stems_of_any_goods,
    worths,
)

_NEWS = 62  # days: so long what begins is news
_LATELY = timedelta(31)  # how long before the text the day may lie on which it says that a duty was announced
_TWO = 2  # duties: fewer make no sum
_NO_GOODS = stems("countries country articles blocs including")  # beside those of ``any_goods``


class Duty(Charged):
    """A state is said to charge a duty on goods of one origin, or to have cut it to a rate."""

    kind = "duty"

    @fact
    def day_past(self) -> bool:
        return self.window is not None and self.window.last <= self.on

    @fact
    def rate_claimed(self) -> str:
        return str(self.question.get("rate", ""))

    @fact
    def any_origin(self) -> str:
        return self.origin or "any origin"

    # what the lawbook holds

    @fact
    def origin_told(self) -> str:
        return self.origin

    @fact
    def duty_charged(self) -> Span | None:
        return first(self.live)

    @fact
    def duty_charged_as_told(self) -> Span | None:
        return first(s for s in self.past if s.period.holds_on(self.on))

    @fact
    def duty_denied(self) -> Span | None:
        claim = self.claim
        told = claim.authority or claim.rate is not None or self.goods
        live = [s for s in self.past if s.period.holds_on(self.on) and self.of_days(s)]
        return first(s for s in live if told or self.named(s))

    @fact
    def ends_then(self) -> bool:
        found = self.duty_of_those_days
        return bool(found and found.period.until and told_of(self.window, found.period.until))

    @fact
    def kept_until(self) -> bool:
        """Whether the day told is that until which what was above it rests: "the 10 % stay until 10 November 2026"."""
        told = self.claim._replace(
            way="until", rate=None, act=self.claim.phrase.text if self.claim.phrase else ""
        )
        return bool(self.origin and told.act and Rest(told, self.on, self.law, self.origin).fits)

    @fact
    def which_goods_not_told(self) -> bool:
        found, told = self.duty_of_those_days, set(self.goods)
        several = found and found.shares and self.claim.rate is not None
        return bool(several and told and told <= set(words().among.values()))

    @fact
    def which_list_not_told(self) -> bool:
        """Without goods and days a rate that several duties have, each on goods of its own, tells of none of them."""
        claim, found = self.claim, self.duty_of_those_days
        if found is None or not found.listed or claim.rate is None or self.window is not None:
            return False
        if claim.goods or claim.act or self.origin or self.claim.worth is not None:
            return False
        same = [s for s in self.past if s.listed and s.period.holds_on(self.on)]
        own = {frozenset(word for word in words().goods if word in s.named) for s in same}
        return len(own - {frozenset()}) > 1

    @fact
    def which_origin_not_told(self) -> bool:
        found = self.duty_of_those_days
        if found is None or self.origin or self.claim.rate is None or not found.period.origins:
            return False
        others = (p for p in found.measure.periods if p.rate != found.period.rate)
        return any(p.origins != found.period.origins for p in others)

    @fact
    def duty_on_other_goods(self) -> Span | None:
        if self.claim.rate is None:
            return None
        rated = [s for s in self.charged if self.of_rate(s) and not self.bound(s)]
        if self.window is not None and not self.claim.still:
            return last(s for s in rated if self.of_days(s))
        return last(s for s in rated if s.period.holds_on(self.on))

    @fact
    def duty_on_these_goods(self) -> bool:
        return bool(self.goods) and any(s.listed and self.bound(s) for s in self.live)

    @fact
    def duty_ended(self) -> Span | None:
        ended = [s for s in self.past if not s.period.holds_on(self.on)]
        return last(s for s in ended if self.origin or not (s.period.origins and self.duty_charged))

    @fact
    def duty_to_come(self) -> Span | None:
        return first(s for s in self.pending if self.of_days(s) and self._meant(s))

    def _meant(self, span: Span) -> bool:
        """Whether a text may mean a duty: one on all goods of one state is not meant where neither state nor ground is told."""
        claim = self.claim
        told = self.origin or claim.authority or claim.act
        return bool(told or span.listed or not (span.period.origins or span.measure.origins))

    @fact
    def duty_that_names_the_origin(self) -> Span | None:
        return first(s for s in self.live if s.general and self.named(s))

    @fact
    def duty_to_come_on_another_day(self) -> Span | None:
        return first(self.pending) if self.window is not None and self.claim.begins else None

    @fact
    def duty_that_followed(self) -> Span | None:
        """What the text said was to come: made known after its day, at the rate or worth told, begun within months of it."""
        claim, window, later = self.claim, self.window, self.later
        if window is not None and (window.first > self.on or self.on - window.last > _LATELY):
            later = [s for s in later if window.holds(s.period.since)]
        rated = [s for s in later if self.of_rate(s) and self._meant(s)]
        goods = [one for one in claim.goods if one != LISTED]
        named = [s for s in rated if self.bound(s) and (s.listed or not goods)]  # of goods told, by a title
        # of what is charged already a text without goods may tell
        charged = any(self.of_rate(s) and _by_list(s, claim) for s in self.live)
        if not named and not goods and claim.rate is not None and (claim.goods or not charged):
            named = [s for s in rated if _by_list(s, claim)]
        news = self.duty_of_those_days is None or (self.begun_long_before and window is None)
        return first(named) if news else None

    @fact
    def duty_that_came_otherwise(self) -> Span | None:
        """What the text said was to come came within months, at another rate or day: on the goods told, or on the day told."""
        claim = self.claim
        if claim.rate is not None and any(self.of_rate(s) and self.bound(s) for s in self.live):
            return None  # it is charged already
        window = self.window if self.day_ahead and (self.origin or claim.authority) else None
        by_title = [s for s in self.later if s.listed and self.goods and self.bound(s)]
        return first(by_title or [s for s in self.later if window and window.holds(s.period.since)])

    @fact
    def event_to_come(self) -> Event | None:
        return self.event_of(self.window)

    @fact
    def lower_rate_to_come(self) -> Span | None:
        now = [s.rate for s in self.live if s.rate is not None]
        return first(s for s in self.pending if s.rate is not None and any(r > s.rate for r in now))

    @fact
    def begun_long_before(self) -> bool:
        span: Span | None = self.duty_of_those_days
        return bool(span and (self.on - max(span.known, span.period.since)).days > _NEWS)

    @fact
    def another_worth(self) -> str:
        told = self.claim.worth
        held = sorted(worths(self.it.measure.title))
        known = told is None or told in held
        if self.window is None:  # which of several lists is meant, its worth tells
            known = known or any(told in worths(span.measure.title) for span in self.charged)
        return "" if known else " or ".join(f"{one.normalize():f} billion" for one in held)

    @fact
    def worth_not_held(self) -> bool:
        every = self.tariffs.tables.measures.values()
        since = self.it.period.since
        begun = [m for m in every if any(p.since == since for p in m.periods)]
        held = {one for m in begun for one in worths(m.title, first=since == min(p.since for p in m.periods))}
        return self.claim.worth is not None and self.claim.worth not in held

    @fact
    def sum_of_rates_told(self) -> bool:
        beside = (re.search(r"\d+(?:\.\d+)?", word) for field, word in self.claim.beside if field == "rate")
        rates = [Decimal(number[0]) for number in beside if number]
        return any(one + other == self.claim.rate for one, other in combinations(rates, 2))

    @fact
    def duty_made_known_in_those_days(self) -> Span | None:
        if self.claim.begins and not self.claim.made_known:
            return None
        known = [(s, day) for s in self.pending for day in (s.period.announced, *s.made)]
        return first(s for s, day in known if day is not None and told_of(self.window, day))

    @cached_property
    def day(self) -> date:
        """The day for which duties are added up."""
        if self.window is None or self.claim.still:
            return self.on
        return self.window.first if self.day_ahead else min(self.window.last, self.on)

    @fact
    def that_day_ahead(self) -> bool:
        return self.day > self.on

    @fact
    def sum_of_duties(self) -> Because | None:
        exact = self.window is not None or self.claim.still
        if self.claim.rate_from is not None:  # what the sum was before is told, too
            return change_of_sums(self.charged, self.claim, self.on, self.window)
        days = [self.day] if exact else self._days_of_change()
        return first(filter(None, map(self._sum_on, days)))

    @fact
    def sum_to_come(self) -> Because | None:
        """The same on a day on which a duty begins that was made known by the day of the text."""
        if self.window is not None or self.claim.still or self.claim.rate is None:
            return None
        ahead = sorted({s.period.since for s in self.charged if s.general and s.period.since > self.on})
        return first(filter(None, map(self._sum_on, ahead)))

    def _sum_on(self, day: date) -> Because | None:
        then = stacked([s for s in self.charged if not s.listed and s.period.holds_on(day)])
        if len(then) < _TWO or sum((s.rate or Decimal(0) for s in then), Decimal(0)) != self.claim.rate:
            return None
        parts = " + ".join(f"{s.measure.id} {s.period.rate}" for s in then)
        return Because(then[0], f"the sum of {parts} on {day}")

    def _days_of_change(self) -> list[date]:
        """The day of the text, and the days before it on which a duty began, latest first."""
        begun = {s.period.since for s in self.charged if s.general}
        lately = {day for day in begun if 0 < (self.on - day).days <= LONG_AGO}
        return [self.on, *sorted(lately, reverse=True)]

    @fact
    def rise_of_that_size(self) -> Because | None:
        if self.window is None or self.claim.rate is None:
            return None
        then = (s for s in self.charged if s.period.since <= self.on and self.of_days(s) and self.bound(s))
        pairs = ((s, old) for s in then for old in self.charged if follows(s, old))
        found = first(one for one in pairs if (one[0].rate or 0) - (one[1].rate or 0) == self.claim.rate)
        if found is None:
            return None
        span, old = found
        rise = f"from {old.period.rate} to {span.period.rate}"
        return Because(span, f"a rise by {self.claim.rate} points, {rise}")

    @fact
    def duty_never_charged(self) -> Span | None:
        idle = [s for s in self.spans if not s.binds and self.of_rate(s)]
        if self.window is not None and not self.claim.still:
            idle = [s for s in idle if self.of_days(s) or self._due(s)]
        return last(idle)

    def _due(self, span: Span) -> bool:
        """Whether the act of a duty names the day told as one from which it was due."""
        days = (resolve(one, self.on) for one in with_years(find_days(span.period.cite)))
        return any(one is not None and one == self.window for one in days)

    @fact
    def that_rate_at_another_time(self) -> Span | None:
        if self.claim.rate is None:
            return None
        rated = [s for s in self.charged if self.of_rate(s) and self.bound(s) and s.period.since <= self.on]
        cuts = [s for s in rated if self.higher_before(s)] if self.a_cut else []
        return last(cuts or rated)

    @fact
    def duty_at_another_rate(self) -> Span | None:
        bound = [s for s in self.charged if self.bound(s)]
        then = [s for s in bound if s.period.holds_on(self.day)]
        now = [s for s in bound if s.period.holds_on(self.on)]
        past = [s for s in bound if s.period.since <= self.on]
        pool = then or now or past or (bound if self.looks_ahead or self.claim.authority else [])
        return max(
            pool, key=lambda s: (s.listed is bool(self.goods), self.named(s), s.period.since), default=None
        )

    @fact
    def change_on_that_day(self) -> Because | None:
        window = self.window
        if window is None or window.first != window.last or self.claim.rate is None:
            return None
        bound = [s for s in self.charged if self.bound(s)]
        if not any(window.first in (s.period.since, s.period.until) for s in bound):
            return None
        then = stacked([s for s in bound if s.general and s.period.holds_on(window.first)])
        told = " + ".join(f"{s.measure.id} {s.period.rate}" for s in then)
        return Because(then[0], told) if then else None

    @fact
    def which_duty_told(self) -> bool:
        found = self.duty_at_another_rate
        if self.claim.goods and self.claim.rate in self._with_the_ordinary:
            return False  # "27.5 % on cars"
        if self.claim.goods and not (self.claim.authority and self.goods):
            return found is not None and found.listed
        live = {s.measure.id for s in self.live if self.bound(s)}
        return bool(self.claim.authority) or (len(live) == 1 and (self.named(found) or not self.origin))

    @property
    def _with_the_ordinary(self) -> set[Decimal]:
        """The rates of the duties on such goods, each with the ordinary one of the schedule, where that is told with them."""
        bound = [s for s in self.charged if self.bound(s)]
        return {
            (span.rate or Decimal(0)) + ordinary
            for word, code in words().ordinary_duties.items()
            for span in bound if f" {word}" in span.measure.title
            for ordinary in self.tariffs.ordinary(self.claim.actor, code, self.on)
        }  # fmt: skip

    @fact
    def that_ground_on_others(self) -> bool:
        claim = self.claim
        if self.tariffs.spans(claim.actor, self.origin, claim.authority):
            return False  # at some time, on some goods, it falls on these
        spans = self.tariffs.spans(claim.actor, "", claim.authority)
        return any(s.period.since <= self.on for s in spans)

    @cached_property
    def before(self) -> Decimal | None:
        """The rate that the duty had until the period found; of what a cut left standing, the higher one that ended then."""
        found = last(s for s in self.charged if follows(self.it, s))
        if found is None:  # one that was made and never charged
            mine = (s for s in self.spans if s.measure.id == self.it.measure.id or self.named(s))
            idle = (s for s in mine if not s.binds and s.general and self.it.general)
            found = last(s for s in idle if s.period.since <= self.it.period.since)
        if found is None and self.a_cut and self.window is not None:
            higher = (s for s in self.charged if s.general and (s.rate or 0) > (self.claim.rate or 0))
            found = last(s for s in higher if s.period.until and self.window.holds(s.period.until))
        return found.rate if found else None

    @fact
    def rate_before(self) -> str:
        return f"{self.before.normalize():f}" if self.before is not None else ""

    @fact
    def another_rate_before(self) -> bool:
        told = self.claim.rate_from
        several = len(self.it.rates([])) > 1  # of which goods the rate before is told, is not known
        return told is not None and self.before is not None and self.before != told and not several

    @fact
    def the_other_way(self) -> str:
        up, old, new = self.claim.way, self.before, self.it.rate
        if not up or old is None or new is None or self.claim.rate is None or old == new:
            return ""
        was = "cut" if old > new else "raised"
        return was if (was == "cut") == (up == "up") else ""

    @fact
    def no_longer_charged(self) -> bool:
        return not self.it.period.holds_on(self.on)

    @fact
    def moved_by_its_act(self) -> bool:
        """Whether an act is told by its number, by which the rate went from another to this one."""
        return bool(self.claim.act) and self.claim.rate_from is not None

    @fact
    def raised_since(self) -> bool:
        return any(follows(s, self.it) and (s.rate or 0) > (self.it.rate or 0) for s in self.charged)

    @fact
    def on_all_goods(self) -> bool:
        return bool(self.it.general)

    @fact
    def lower_rate_for_these_goods(self) -> Because | None:
        found = self._own_rates.get(self.claim.rate)
        own = [s for s in self.charged if found and s.measure == found.span.measure and self.of_days(s)]
        fits = any(self.claim.rate_from in (None, s.rate) for s in own)  # the rate on all other goods
        return found if fits else None

    @fact
    def own_rate_for_these_goods(self) -> Because | None:
        best, mine = self.duty_of_those_days, self._own_rates
        found = [why for why in mine.values() if best and why.span.measure == best.measure]
        return found[0] if found and self.claim.rate not in mine else None

    @cached_property
    def _own_rates(self) -> dict[Decimal | None, Because]:
        return own_rates(self.live, self.claim.goods, self.on)

    @fact
    def that_rate_on_some_goods(self) -> Because | None:
        every = rated([s for s in self.live if self.bound(s)], self.on)
        return next((because for rate, _, because in every if rate == self.claim.rate), None)

    @fact
    def on_all_goods_at_large(self) -> bool:
        return bool(self.duty_charged_as_told.general)

    @fact
    def goods_let_out(self) -> Because | None:
        """A duty on all goods as told, and its exemption that a word of the goods told names."""
        if not (self.origin or self.claim.authority) or self.duty_on_these_goods:
            return None
        mine = stems(" ".join(self.claim.goods)) - stems_of_any_goods() - _NO_GOODS
        every = ((s, x) for s in self.live if s.general and self.of_rate(s) for x in s.measure.exceptions)
        free = ((s, x) for s, x in every if x.holds_on(self.on) and not x.rate)
        return next((Because(s, x.why) for s, x in free if mine & stems(x.why) or self._borne(x)), None)

    @fact
    def goods_a_list_may_let_out(self) -> bool:
        """Whether particular goods are told of a duty on all, and a list of codes lets goods out of it: which, no word here tells."""
        span, mine = (
            self.duty_of_those_days,
            stems(" ".join(one for one in self.claim.goods if one != LISTED)),
        )
        if span is None or not span.general or not mine - stems_of_any_goods() - _NO_GOODS:
            return False
        free = (x for x in span.measure.exceptions if x.products and not (x.facts or x.rate or x.charged))
        return any(x.holds_on(self.day) and (not x.origins or self.origin in x.origins) for x in free)

    def _borne(self, one: Exemption) -> bool:
        """Whether it lets out what bears another duty, and the goods told bear that one."""
        others = self.tariffs.spans(self.claim.actor, self.origin) if self.goods and one.charged else []
        live = (s for s in others if s.listed and s.binds and s.period.holds_on(self.on))
        mine = [s.measure for s in live if self.bound(s)]
        return any(m.id == key or grounded(m, key) for m in mine for key in one.charged)

    @fact
    def exemptions(self) -> int:
        return len(self.it.measure.exceptions)


def _by_list(span: Span, claim: Claim) -> bool:
    """Whether a duty is on a list that no title tells, and its ground, or the one state on whose goods it falls, is."""
    one = len(span.measure.origins) == 1 and span.measure.origins == claim.origins
    return span.listed and bool(claim.authority or one)


def judge_duty(claim: Claim, on: date, law: Law) -> Finding:
    """A state is said to charge a duty: asked for each origin and each of the goods; the worst answer holds."""
    origins = claim.origins or ("",)
    whole = {one: [part for part, by in words().all_of.items() if by == one] for one in claim.goods}
    goods = [part for one in claim.goods for part in whole[one] or (one,)]
    apart = [claim._replace(goods=(one,)) for one in goods if one in words().goods]
    each = apart if len(apart) == len(goods) > 1 else [claim]
    found = [Duty(one, on, law, origin).finding() for one in each for origin in origins]
    chosen = worst(found)
    in_part = len(origins) > 1 and len(each) > 1 and any(f.verdict == "confirmed" for f in found)
    if in_part and chosen.verdict == "differs":
        which = "it holds of some of these goods of some of these states; which are of which is not told"
        chosen = chosen._replace(verdict="not_judged", missing=("whose", "goods"), differs=(), note=which)
    several = {"origin": list(origins)} if len(origins) > 1 else {}
    return chosen._replace(question={**chosen.question, **several})
