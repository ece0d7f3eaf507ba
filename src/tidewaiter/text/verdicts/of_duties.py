"""A claim about duties of one state on goods of one origin: what all kinds of such claims ask of the tables of duties."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from typing import Any

from tidewaiter.lawbook.beside import Event
from tidewaiter.text.statements.days import Window
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.finding import last, told_of
from tidewaiter.text.verdicts.table import Case, fact, of_claim
from tidewaiter.text.verdicts.tariffs import LISTED, Because, Span, grounded, told_of_event, worths


class OfDuties(Case):
    """A claim about duties of one state on goods of one origin: what the tables of duties hold of both."""

    def ask(self) -> dict[str, Any]:
        """What is asked of duties: whose, on whose goods, on what ground, at what rate."""
        claim, rates = self.claim, {"rate": self.claim.rate, "rate_from": self.claim.rate_from}
        told = {key: f"{one.normalize():f} %" for key, one in rates.items() if one is not None}
        return self.asked(destination=claim.actor, origin=self.origin, ground=claim.authority, **told)

    def tell(self, evidence: Any) -> dict[str, str]:
        """A period of a duty, or an event of trade."""
        if isinstance(evidence, Event):
            return told_of_event(evidence)
        span, why = evidence if isinstance(evidence, Because) else (evidence, "")
        period, measure = span.period, span.measure
        until = f" until {period.until}" if period.until else ""
        return {
            "measure": measure.id,
            "clause": period.heading,
            "since": period.since.isoformat(),
            "answer": f"{measure.title}: {period.rate} from {period.since}{until} ({period.cite.split(';')[0]})",
            "until": str(period.until),
            "rate held": " or ".join(f"{r} %" for r in sorted(span.rates(self.goods))) or period.rate,
            "why": why,
        }

    @cached_property
    def spans(self) -> list[Span]:
        """What the state adopted on these goods on this ground, known by the day of the text."""
        return self._known(self.origin)

    def _known(self, origin: str) -> list[Span]:
        claim = self.claim
        return [s for s in self.tariffs.spans(claim.actor, origin, claim.authority) if s.known <= self.on]

    @fact
    def state_held(self) -> bool:
        return self.claim.actor in self.tariffs.held

    @cached_property
    def goods(self) -> list[str]:
        """The goods told, by the words that titles of duties have for them."""
        return [word for word in self.claim.goods if word in words().goods]

    goods_told = of_claim("goods")

    @fact
    def goods_known(self) -> bool:
        return bool(self.goods)

    ground_told = of_claim("authority")
    worth_told = of_claim("money")

    def bound(self, span: Span) -> bool:
        """Whether a duty is on the goods told: on all goods, on these by its title; or named by its ground, day or worth alone."""
        unnamed = LISTED in self.claim.goods
        if not span.listed:
            return not unnamed
        if self.goods and not unnamed:
            title, among, special = span.named, words().among, words().special_duties.search
            if bool(special(" ".join(self.claim.goods))) is not bool(special(title)):
                return False  # steel melted in a third state is not the steel that a title names
            parts = " parts of " in title  # which goods themselves are not
            own = [word for word in self.goods if not parts or word.startswith("parts")]
            wide = {word for word, group in among.items() if self.claim.rate is None and group in own}
            return any(one in title for one in (*own, *wide, *(among.get(word, "?") for word in own)))
        window = self.window
        that_day = window is not None and window.first == window.last and self.of_days(span)
        of_worth = self.claim.worth is not None and self.claim.worth in worths(span.measure.title)
        return of_worth or ((that_day or bool(self.claim.authority)) and (unnamed or not self.goods_told))

    def of_days(self, span: Span) -> bool:
        """Whether a period is of the days told: it begins in them; or is made known in them, where they are not its first."""
        window, claim = self.window, self.claim
        if window is None:
            return True
        first = claim.begins and not claim.made_known
        return window.holds(span.period.since) if first else span.within(window)

    def in_days(self, event: Event) -> bool:
        """Whether an event was, or was due, in the days told."""
        return told_of(self.window, event.day.first, event.due or event.day.first)

    def event_of(self, window: Window | None) -> Event | None:
        """A letter, threat or announcement of a duty that was known by the day, and due after it."""
        kinds = ("threat", "announcement", "act", "decision", "agreement")
        events = self.tariffs.event(kinds, (self.claim.actor, self.origin), self.on)
        return last(e for e in events if self._speaks_of(e) and self._as_told(e, window))

    def _speaks_of(self, event: Event) -> bool:
        claim, measures = self.claim, self.tariffs.tables.measures
        if event.due is None or event.due <= self.on:
            return False
        if event.measures and not any(key.startswith(f"{claim.actor.lower()}/") for key in event.measures):
            return False  # what another state does
        # a threat of more is no end of it; an agreement lowers duties, it imposes none
        if event.kind == ("agreement" if claim.kind == "duty" else "threat"):
            return False
        if not claim.authority or claim.rate is not None:
            return True  # a letter on all goods says nothing of a ground
        return any(grounded(measures[key], claim.authority) for key in event.measures if key in measures)

    def _as_told(self, event: Event, window: Window | None) -> bool:
        measures = self.tariffs.tables.measures.items()
        periods = (p for key, m in measures if key in event.measures for p in m.periods)
        told = " ".join([event.title, *(p.rate for p in periods if p.since == event.due)])
        rates = {Decimal(number) for number in re.findall(r"(\d+(?:\.\d+)?)\s*%", told)}
        if self.claim.rate is not None and self.claim.rate not in rates:
            return False
        assert event.due is not None
        return told_of(window, event.due, event.day.first)

    def named(self, span: Span) -> bool:
        """Whether a duty names the origin, and does not fall on it among others."""
        return self.origin in (span.period.origins or span.measure.origins)
