"""What states do about duties, put to the lawbook: a truce, an exemption, a list of counter-measures, an answer to another's
duty. The rows: ``truce.yml``, ``exemption.yml``, ``list.yml``, ``answers.yml``.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from tidewaiter.duty.records import Exemption
from tidewaiter.lawbook.beside import Event
from tidewaiter.text.statements.claims import OTHER
from tidewaiter.text.statements.days import find_days, resolve
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.finding import first, last, lasts, told_of
from tidewaiter.text.verdicts.of_duties import OfDuties
from tidewaiter.text.verdicts.table import Case, fact, way_told
from tidewaiter.text.verdicts.tariffs import Because, Span, grounded, stems, stems_of_any_goods, worths

_MADE = ("enacted", "done", "lapsed")  # what became of an agreement that bound
_POINTS = re.compile(r"\d+ points")  # of a rate, suspended


def _binds(event: Event) -> date:
    """The day from which an agreement binds; of one that lapsed since, that on which it was due."""
    first = event.due if event.status == "lapsed" else event.settled
    return first or event.day.first


class Truce(Case):
    """A truce is said to have lowered duties between two states."""

    kind = "truce"

    @property
    def states(self) -> tuple[str, ...]:
        """The states told."""
        return (self.claim.actor, *self.claim.origins)

    @cached_property
    def between(self) -> list[Span]:
        """The duties of the first of them on goods of the second."""
        return self.tariffs.spans(self.claim.actor, self.origin)

    def ask(self) -> dict[str, Any]:
        """Between which states, of what rate."""
        rate = f"{self.claim.rate.normalize():f} %" if self.claim.rate is not None else ""
        return self.asked(states=[s for s in self.states if s], rate=rate)

    def tell(self, evidence: Event) -> dict[str, str]:
        """The agreement, and the duties that ended by it."""
        since = _binds(evidence)
        note = f"event {evidence.id}"
        for span in self.between:
            if span.measure.id in evidence.measures and span.period.until == since:
                note += f"; {span.measure.id} {span.period.rate} ended on {since}"
        measure = next((m for m in evidence.measures if m in self.tariffs.tables.measures), evidence.id)
        return {
            "measure": measure,
            "clause": evidence.source.cite,
            "since": str(since),
            "answer": evidence.title,
            "what ended": note,
        }

    @fact
    def agreement(self) -> Event | None:
        events = self.tariffs.event(("agreement", "suspension"), self.states, self.on)
        made = [e for e in events if e.status in _MADE and (not self.claim.still or self._runs(e))]
        ahead = self.looks_ahead or (self.rate_told and not self.day_told and not self.still)
        fits = (e for e in made if self._grounded(e) and self._of_the_goods(e))
        return last(e for e in fits if ahead or _binds(e) <= self.on)

    def _of_the_goods(self, event: Event) -> bool:
        """Whether an agreement, or a duty that it touches, names some of the goods told; where none are told, any."""
        known = [words().goods[one] for one in self.claim.goods if one in words().goods]
        measures = (self.tariffs.tables.measures.get(key) for key in event.measures)
        titles = [event.title, *(one.title for one in measures if one is not None)]
        return not known or any(one.search(title) for one in known for title in titles)

    def _runs(self, event: Event) -> bool:
        return event.status != "lapsed" or event.settled is None or event.settled > self.on

    def _grounded(self, event: Event) -> bool:
        """Whether an agreement touches a duty on the ground told; where none is told, any."""
        measures = (self.tariffs.tables.measures.get(key) for key in event.measures)
        ground = self.claim.authority
        return not ground or any(one is not None and grounded(one, ground) for one in measures)

    @fact
    def begins_later(self) -> bool:
        return _binds(self.agreement) > self.on

    @fact
    def rates_held(self) -> str:
        event, measures = self.agreement, self.tariffs.tables.measures
        due = _binds(event)
        periods = [p for key in event.measures if key in measures for p in measures[key].periods]
        running = [s.period for s in self.between if s.period.holds_on(due)]
        points = [one for p in running for one in _POINTS.findall(p.cite)]
        return " ".join([event.title, *(p.rate for p in periods if due in (p.since, p.until)), *points])

    @fact
    def rate_of_it(self) -> bool:
        rates = {Decimal(one) for one in re.findall(r"(\d+(?:\.\d+)?) ?(?:%|points)", self.rates_held)}
        rate, old = self.claim.rate, self.claim.rate_from
        if rate is None or old is None:
            return rate is None or rate in rates
        return bool({old, abs(rate - old)} & rates)  # held at 10 %, not 34: 24 points

    @fact
    def of_those_days(self) -> bool:
        event, phrase = self.agreement, self.claim.phrase
        if self.window is None or (phrase is not None and phrase.kind == "earlier"):
            return True
        of_title = (resolve(one, self.on) for one in find_days(event.title))
        return told_of(self.window, event.day.first, _binds(event)) or any(
            day is not None and self.window.holds(day.first) for day in of_title
        )


class CounterList(OfDuties):
    """A list of counter-measures: of what size, and does it bind?"""

    kind = "list"
    dated = False

    def ask(self) -> dict[str, Any]:
        """Whose list, on whose goods, of what size."""
        claim = self.claim
        worth = (
            f"{claim.money.split()[0]} {self.claim.worth.normalize():f} billion" if self.claim.worth else ""
        )
        return self.asked(issuer=claim.actor, on_goods_of=self.origin, worth=worth)

    @cached_property
    def spans(self) -> list[Span]:
        """The state's counter-measures known by the day of the text."""
        spans = self.tariffs.spans(self.claim.actor, self.origin, "countermeasures")
        return [s for s in spans if s.known <= self.on]

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of these measures and of the events that concern them: there stand their sizes."""
        titles = {s.measure.id: s.measure.title for s in self.spans}
        for event in self.tariffs.events:
            for key in event.measures:
                if key in titles and event.day.first <= self.on:
                    titles[key] += f" | {event.title}"
        return titles

    def _of_size(self, about: Decimal) -> list[Span]:
        """Those of the size told, give or take a share of it."""
        size = self.claim.worth
        if size is None:
            return self.spans
        held = {key: worths(title) for key, title in self.titles.items()}
        return [s for s in self.spans if any(abs(n - size) <= n * about for n in held[s.measure.id])]

    content_asked = way_told("content")
    said_to_have_ended = way_told("ended")
    said_to_rest = way_told("suspended", "prolonged", "until", "unlimited")

    @fact
    def counter_measures(self) -> Span | None:
        if not self.spans:
            return None
        first: dict[str, date] = {}
        for span in self.spans:
            first[span.measure.id] = min(span.known, first.get(span.measure.id, span.known))
        pool = self._of_size(Decimal(0)) or self._of_size(Decimal("0.1")) or self.spans
        return max(pool, key=lambda s: (first[s.measure.id], s.known, s.period.since))

    @fact
    def charged(self) -> bool:
        span = self.counter_measures
        return bool(span.binds and span.period.holds_on(self.on))

    @fact
    def of_that_size(self) -> bool:
        return bool(self._of_size(Decimal("0.1")))

    @fact
    def sizes_held(self) -> str:
        return ", ".join(sorted(f"{n.normalize():f}" for n in worths(" | ".join(self.titles.values()))))

    @fact
    def worth_claimed(self) -> str:
        return str(self.question.get("worth", ""))

    @fact
    def never_in_force(self) -> bool:
        return bool(self.counter_measures.measure.status)

    @fact
    def binding(self) -> bool:
        return bool(self.counter_measures.binds)


class Answers(OfDuties):
    """A duty is said to answer another state's."""

    kind = "answers"
    dated = False

    def ask(self) -> dict[str, Any]:
        """Whose duty answers whose, on what ground."""
        return self.asked(issuer=self.claim.actor, to=self.origin, ground=self.claim.authority)

    @cached_property
    def own(self) -> list[Span]:
        """The state's duties that answer another, known by the day of the text."""
        spans = self.tariffs.spans(self.claim.actor, self.origin)
        return [s for s in spans if s.measure.answers and s.known <= self.on]

    @fact
    def answers_it(self) -> Because | None:
        measures = self.tariffs.tables.measures
        for span in sorted(self.own, key=lambda s: s.measure.periods[0].since, reverse=True):
            for key in span.measure.answers:
                other = measures.get(key)
                right = other is not None and self.origin in ("", other.territory)
                if right and other is not None and grounded(other, self.claim.authority):
                    return Because(span, f"{key}: {other.title}")
        return None

    @fact
    def answers_others(self) -> Span | None:
        return last(self.own)

    @fact
    def what_others(self) -> str:
        return ", ".join(self.own[-1].measure.answers)


class Exempted(NamedTuple):
    """An exemption, and a duty it is of."""

    span: Span
    exemption: Exemption


def _why(one: Exemption) -> str:
    """What is exempt, in words: those of the exemption, and those for its lists of goods."""
    return " ".join(
        [one.why, *(words().product_words.get(key.rpartition("#")[2], "") for key in one.products)]
    )


class Exemptions(OfDuties):
    """Goods are said to be exempted from a duty."""

    kind = "exemption"

    def ask(self) -> dict[str, Any]:
        """Exempted from whose duty, on whose goods."""
        return {**super().ask(), "origin": list(self.claim.origins)}

    def tell(self, evidence: Any) -> dict[str, str]:
        """A duty and what is exempt from it."""
        if not isinstance(evidence, Exempted):
            return super().tell(evidence)
        span, one = evidence
        why = self.other_exemptions
        return {
            "measure": span.measure.id,
            "clause": one.heading,
            "since": str(one.since or span.measure.first_day),
            "answer": f"{span.measure.title}: exempt are {why or one.why}",
        }

    @cached_property
    def live(self) -> list[Span]:
        """What is charged on all goods of each origin; what names it before what falls on all."""
        out = []
        for origin in self.claim.origins or ("",):
            own = [s for s in self._of(origin) if s.period.holds_on(self.on)]
            out += [s for s in own if origin in (s.period.origins or s.measure.origins)] or own
        return out or self.pending

    def _of(self, origin: str) -> list[Span]:
        return [s for s in self._known(origin) if s.binds and s.general]

    @cached_property
    def pending(self) -> list[Span]:
        """What was made known, and is charged on all goods of an origin after the day of the text."""
        return [s for one in self.claim.origins or ("",) for s in self._of(one) if s.period.since > self.on]

    @fact
    def duty_only_to_come(self) -> bool:
        return bool(self.live) and all(s.period.since > self.on for s in self.live)

    @fact
    def let_out_later(self) -> bool:
        return bool(self.origins_let_out.span.period.since > self.on)

    said_to_go_on = way_told("prolonged")

    @fact
    def origins_let_out(self) -> Exempted | None:
        """The first duty on the ground told, on all goods and in force or to come, that lets out all origins told."""
        if not self.claim.authority or not self.claim.origins or self.claim.goods:
            return None
        for span in self._of(""):
            out = [self.tariffs.let_out(span, one, self.on) for one in self.claim.origins]
            if all(out) and lasts(span.period.until, self.on):
                return Exempted(span, out[0])  # type: ignore[arg-type]
        return None

    @cached_property
    def found(self) -> list[Exempted]:
        """The exemptions from it on the day of the text."""
        every = (
            (s, x) for s in self.live for x in s.measure.exceptions if x.holds_on(self.on) and not x.rate
        )
        return [Exempted(s, x) for s, x in every if self._bites(x)]

    def _bites(self, one: Exemption) -> bool:
        """Whether the other duty by which goods are let out, if it is by one, is charged on the day of the text."""
        measures = self.tariffs.tables.measures
        others = (m for key, m in measures.items() for c in one.charged if key == c or grounded(m, c))
        return not one.charged or any(p.holds_on(self.on) for m in others for p in m.periods)

    @fact
    def which_duty_told(self) -> bool:
        return bool(self.claim.authority or self.claim.origins)

    @fact
    def every_one_exempt(self) -> bool:
        why = stems(" ".join(_why(one.exemption) for one in self.found))
        return OTHER not in self.claim.goods and all(stems(one) & why for one in self.goods if stems(one))

    @fact
    def begun_on_another_day(self) -> bool:
        """Whether a first day is told, and it is not that of the exemption."""
        since, window = self.exempt.exemption.since, self.window
        return bool(window and since and self.claim.begins and not window.holds(since))

    def _named(self, one: Exemption) -> bool:
        """Whether the words name what is exempt (a word of both, of more than three letters), or no goods, and whose or the ground and a day."""
        mine = stems(" ".join(self.claim.goods))
        if not self.claim.goods:
            told = self.claim.origins or (self.claim.authority and self.window)
            return bool(told) and not self.claim.assumed
        if (ground := self.claim.goods[0]) in words().duties:  # goods that bear another duty
            return any(key == ground or key in self._on(ground) for key in one.charged)
        return bool((mine & stems(_why(one))) - stems_of_any_goods())

    @fact
    def duty_charged(self) -> Span | None:
        return first(self.live)

    def _on(self, ground: str) -> set[str]:
        """The duties on a ground."""
        return {key for key, m in self.tariffs.tables.measures.items() if grounded(m, ground)}

    @fact
    def other_exemptions(self) -> str:
        return ", ".join(dict.fromkeys(x.exemption.why for x in self.found))

    @fact
    def exempt(self) -> Exempted | None:
        named = [(x.exemption, x) for x in self.found if self._named(x.exemption)]
        ranked = [(bool(one.since and one.facts), bool(one.facts), one.cite, x) for one, x in named]
        return max(ranked, key=lambda found: found[:3])[3] if ranked else None
