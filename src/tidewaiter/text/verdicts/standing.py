"""Statements on all duties on one ground put to the lawbook: they stand, began, rest, were ended. The rows: ``standing.yml``."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from tidewaiter.lawbook.beside import Event
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.finding import told_of
from tidewaiter.text.verdicts.of_duties import OfDuties
from tidewaiter.text.verdicts.table import fact, of_claim
from tidewaiter.text.verdicts.tariffs import Span, ends_after, grounded

_LATELY = 62  # days: so long what was done is told without its day


class Standing(OfDuties):
    """All duties of a state on a ground, on the goods and of the origins told."""

    kind = "standing"

    def ask(self) -> dict[str, Any]:
        """The question of a duty, asked of a ground."""
        claim = self.claim
        return {**super().ask(), "ask": "standing", "step": claim.way, "origins": list(claim.origins)}

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
        return ", ".join(
            [*(one for one in self.claim.goods if one not in self.goods), *(w.text for w in self.claim.what)]
        )

    @fact
    def duties_held(self) -> Span | None:
        return self.each[-1][-1] if all(self.each) else None

    @fact
    def said_to_stand(self) -> bool:
        return self.claim.way == "in_force"

    @fact
    def said_to_end(self) -> bool:
        return self.claim.way == "ended"

    @fact
    def said_to_rest(self) -> bool:
        return self.claim.way in ("suspended", "prolonged")

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
        begun = [s for spans in self.each for s in spans if s.period.since <= self.on]
        live = {s.measure.id for s in begun if s.period.holds_on(self.on)}
        return not self._in_part or {s.measure.id for s in begun} <= live

    @fact
    def begun_then(self) -> Span | None:
        return self._all(
            lambda s: s.period.since <= self.on and self.window and self.window.holds(s.period.since)
        )

    @fact
    def begins_then(self) -> Span | None:
        return self._all(
            lambda s: s.period.since > self.on and self.window and self.window.holds(s.period.since)
        )

    @fact
    def charged_then(self) -> Span | None:
        """Charged in all the days told, where that they stand is told."""
        w = self.window
        return (
            self._all(lambda s: w and s.period.since <= w.first and ends_after(s, w.last))
            if self.claim.still and self._agree
            else None
        )

    @fact
    def all_ended(self) -> Span | None:
        every = [s for spans in self.each for s in spans]
        live = any(s.period.until is None or s.period.until > self.on for s in every)
        return None if live or not self.duties_held else max(every, key=lambda s: str(s.period.until))

    @fact
    def end_on_that_day(self) -> bool:
        end = self.all_ended.period.until
        return bool(
            self.window is None
            or self.window.holds(end)
            or any(self.window.holds(e.day.first) for e in self._of("judgment", "act"))
        )

    def _of(self, *kinds: str) -> list[Event]:
        """Events of some kinds on such duties, known by the day of the text."""
        claim, measures = self.claim, self.tariffs.tables.measures
        events = self.tariffs.event(
            kinds, (claim.actor, *(() if claim.made_known else claim.origins)), self.on, "trade"
        )
        return [
            e
            for e in events
            if any(
                grounded(one, claim.authority)
                for key, one in measures.items()
                if f"{key}-".startswith(tuple(f"{told}-" for told in e.measures))
            )
        ]

    @fact
    def judgment(self) -> Event | None:
        fits = [e for e in self._of("judgment") if told_of(self.window, e.day.first, e.due or e.day.first)]
        return fits[-1] if fits else None

    @fact
    def rest_begun_then(self) -> Event | None:
        """A suspension of those days; of days not told, one of the weeks before."""
        events = self._of("suspension", "agreement")
        if self.window is None:
            events = [e for e in events if (self.on - e.day.first).days <= _LATELY]
        fits = [e for e in events if told_of(self.window, e.day.first, e.due or e.day.first)]
        return fits[-1] if fits else None


def _names(span: Span, good: str) -> bool:
    """Whether the title of a duty names a good, or goods among which it is."""
    return good in span.named or words().among.get(good, "?") in span.named
