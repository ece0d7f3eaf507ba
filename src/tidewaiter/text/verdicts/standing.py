"""Statements on all duties on one ground put to the lawbook: they stand, began, rest, were ended. The rows: ``standing.yml``."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from tidewaiter.lawbook.beside import Event
from tidewaiter.text.statements.standing import COURT, VOTE
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.finding import last, lasts, told_of
from tidewaiter.text.verdicts.of_duties import OfDuties
from tidewaiter.text.verdicts.table import fact, of_claim, way_told
from tidewaiter.text.verdicts.tariffs import Span, grounded

_LATELY = 62  # days: so long what was done is told without its day


class Standing(OfDuties):
    """All duties of a state on a ground, on the goods and of the origins told."""

    kind = "standing"

    def ask(self) -> dict[str, Any]:
        """The question of a duty, asked of a ground."""
        return {**super().ask(), "step": self.claim.way, "origins": list(self.claim.origins)}

    @cached_property
    def each(self) -> list[list[Span]]:
        """The periods charged for every origin and each of the goods told."""
        claim = self.claim
        out = []
        for origin in claim.origins or ("",):
            spans = self.tariffs.spans(claim.actor, origin, claim.authority)
            known = [s for s in spans if s.known <= self.on and s.binds]
            out += [[s for s in known if not good or _names(s, good)] for good in self.goods or ("",)]
        return out

    @property
    def _in_part(self) -> bool:
        """Whether goods, or origins, are told."""
        return bool(self.claim.origins or self.claim.goods)

    step_told = of_claim("way")

    @fact
    def more_told(self) -> str:
        """Words that may tell which duties or goods are meant, and are not compared."""
        goods = (one for one in self.claim.goods if one not in self.goods)
        return ", ".join([*goods, *(what.text for what in self.claim.what)])

    @fact
    def duties_held(self) -> Span | None:
        return self.each[-1][-1] if all(self.each) else None

    said_to_stand = way_told("in_force")
    said_to_end = way_told("ended")
    said_to_rest = way_told("suspended", "prolonged")
    said_of_a_court = of_claim("made_known")

    def _all(self, holds: Any) -> Span | None:
        """One of the periods for which it holds, if there is one for every origin and each of the goods."""
        found = [[s for s in spans if holds(s)] for spans in self.each]
        return found[-1][-1] if found and all(found) else None

    @fact
    def charged_now(self) -> Span | None:
        return self._all(lambda s: s.period.holds_on(self.on)) if self._agree else None

    @property
    def _agree(self) -> bool:
        """Whether, where goods or origins are told, every duty on them stands: one does not stand for all."""
        every = [s for spans in self.each for s in spans]
        live = {s.measure.id for s in every if s.period.holds_on(self.on)}
        rests = {s.measure.id for s in every if s.period.since > self.on}  # and begins again
        begun = [s for s in every if s.period.since <= self.on and s.measure.id not in live | rests]
        ends = {
            s.measure.id: max(str(one.period.until) for one in begun if one.measure == s.measure)
            for s in begun
        }
        # what another took the place of when it ended
        return not self._in_part or set(ends.values()) <= {
            str(s.period.since) for s in every if s.measure.id in live
        }

    @fact
    def begun_then(self) -> Span | None:
        w = self.window
        return self._all(lambda s: s.period.since <= self.on and w and w.holds(s.period.since))

    @fact
    def begins_then(self) -> Span | None:
        w = self.window
        return self._all(lambda s: s.period.since > self.on and w and w.holds(s.period.since))

    @fact
    def charged_then(self) -> Span | None:
        """Charged in all the days told, where that they stand is told."""
        w = self.window
        told = self.claim.still and self._agree
        return self._all(lambda s: told and w and s.period.since <= w.first and lasts(s.period.until, w.last))

    @fact
    def all_ended(self) -> Span | None:
        every = [s for spans in self.each for s in spans]
        live = any(lasts(s.period.until, self.on) for s in every)
        return None if live or not self.duties_held else max(every, key=lambda s: str(s.period.until))

    @fact
    def end_on_that_day(self) -> bool:
        acts = (e.day.first for e in self._of("judgment", "act"))
        return told_of(self.window, self.all_ended.period.until, *acts)

    def _of(self, *kinds: str) -> list[Event]:
        """Events of some kinds on such duties, known by the day of the text."""
        claim = self.claim
        states = (claim.actor, *(() if claim.made_known else claim.origins))
        events = self.tariffs.event(kinds, states, self.on)
        own = [
            f"{key}-" for key, one in self.tariffs.tables.measures.items() if grounded(one, claim.authority)
        ]
        return [e for e in events if any(key.startswith(f"{told}-") for key in own for told in e.measures)]

    @fact
    def judgment(self) -> Event | None:
        text = self.claim.act
        lower, vote = COURT.search(text) is not None, VOTE.search(text)
        told = f"{vote['yes']} to {vote['no']}" if lower and vote else ""
        held = (e for e in self._of("judgment") if ("Trade" in e.issuer) is lower and told in e.source.cite)
        return last(e for e in held if self.in_days(e))

    @fact
    def rest_begun_then(self) -> Event | None:
        """A suspension of those days; of days not told, one of the weeks before."""
        events = self._of("suspension", "agreement")
        if self.window is None:
            return last(e for e in events if (self.on - e.day.first).days <= _LATELY)
        return last(e for e in events if self.in_days(e))


def _names(span: Span, good: str) -> bool:
    """Whether the title of a duty names a good, or goods among which it is."""
    return good in span.named or words().among.get(good, "?") in span.named
