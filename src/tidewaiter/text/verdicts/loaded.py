"""Goods under way when a duty began, put to the lawbook: loaded before a day and entered before another. The rows: ``loaded.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tidewaiter.duty.records import Exemption, Measure
from tidewaiter.text.statements.days import find_days, resolve, with_years
from tidewaiter.text.verdicts.finding import last
from tidewaiter.text.verdicts.of_duties import OfDuties
from tidewaiter.text.verdicts.table import fact
from tidewaiter.text.verdicts.tariffs import grounded

_DAY = timedelta(1)
_RECENT = 400  # days: so old is a rule of which a text tells
_Rule = tuple[Measure, Exemption]


class Loaded(OfDuties):
    """Goods that were on their way when a duty began are said to be let out of it, or not to be."""

    kind = "loaded"

    def ask(self) -> dict[str, Any]:
        """Of which duty, on whose goods."""
        claim = self.claim
        return self.asked(destination=claim.actor, origin=list(claim.origins), ground=claim.authority)

    def tell(self, evidence: _Rule) -> dict[str, str]:
        """The duty, and what is let out of it."""
        measure, rule = evidence
        return {
            "measure": measure.id,
            "clause": rule.heading or rule.cite,
            "since": str(rule.since or measure.first_day),
            "answer": f"{measure.title}: exempt are goods {rule.why}",
        }

    @cached_property
    def rules(self) -> list[_Rule]:
        """Such rules of the duties that may be meant, known by the day of the text, oldest first."""
        found = [(m, x) for m, x in self._every() if self._meant(m, x) and self._lately(m)]
        if not self.claim.origins:  # what falls on all before what falls on some
            found = [one for one in found if not one[0].origins] or found
        return sorted(found, key=lambda one: one[1].loaded_before or date.min)

    def _every(self) -> Iterator[_Rule]:
        for measure in self.tariffs.tables.measures.values():
            if measure.territory == self.claim.actor:
                yield from ((measure, x) for x in measure.exceptions if x.loaded_before)

    def _meant(self, measure: Measure, rule: Exemption) -> bool:
        ground = self.claim.authority
        own = {one for period in measure.periods for one in period.origins or measure.origins}
        whose = not own or not self.claim.origins or {*self.claim.origins} <= own
        return whose and (not ground or ground == measure.id or grounded(measure, ground)) and not rule.rate

    def _lately(self, measure: Measure) -> bool:
        begun = measure.first_day
        return begun is not None and abs((self.on - begun).days) <= _RECENT

    @cached_property
    def told(self) -> list[date]:
        """The days that the sentence tells, as single days."""
        found = (resolve(day, self.on) for day in with_years(find_days(self.claim.act)))
        return [one.first for one in found if one and one.first == one.last]

    def _fits(self, rule: Exemption) -> bool:
        """Whether one day told is that of loading, and another, if one is told, that of entry."""
        loaded, entered = (
            {day, day - _DAY} if day else set[date]() for day in (rule.loaded_before, rule.until)
        )
        others = [day for day in self.told if day not in loaded]
        return len(others) < len(self.told) and {*others} <= entered

    @fact
    def rule(self) -> _Rule | None:
        """The one whose days are told; where none are, or others, the last."""
        fits = [one for one in self.rules if self._fits(one[1])]
        return last(fits if self.told else self.rules) or last(self.rules)

    @fact
    def days_as_held(self) -> bool:
        return self._fits(self.rule[1])

    @fact
    def days_told_there(self) -> bool:
        return bool(self.told)
