"""The freedom of shipments of small value (de minimis) put to the lawbook: it stands, it ended, its end was put off. The rows:
``small_value.yml``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from tidewaiter.duty.records import Parcels, ParcelSpell
from tidewaiter.lawbook.beside import ActOfLaw
from tidewaiter.text.statements.entities import states_in
from tidewaiter.text.verdicts.acts import first_day
from tidewaiter.text.verdicts.finding import first, last, lasts, told_of
from tidewaiter.text.verdicts.table import Case, fact, of_claim, way_told

_LATELY = 400  # days
_STAYS = "low-value goods"  # words of titles of the acts on it


class SmallValue(Case):
    """Shipments of not more than a value are said to enter free of duty, or no longer."""

    kind = "small_value"

    def ask(self) -> dict[str, Any]:
        """Whose freedom, for goods of which origins."""
        claim = self.claim
        return self.asked(destination=claim.actor, origin=list(claim.origins), step=claim.way)

    def tell(self, evidence: ParcelSpell | ActOfLaw) -> dict[str, str]:
        """A spell of that freedom, or an act on it."""
        if isinstance(evidence, ActOfLaw):
            return {
                "measure": evidence.id,
                "clause": evidence.source.cite,
                "since": str(evidence.since or evidence.adopted or ""),
                "answer": evidence.title,
            }
        rule, until = self.rule, f" until {evidence.until}" if evidence.until else ""
        return {
            "measure": rule.id if rule else "",
            "clause": evidence.cite,
            "since": str(evidence.until or evidence.since),
            "answer": f"{rule.title if rule else ''}: free of duty from {evidence.since}{until}",
            "until": str(evidence.until),
        }

    @cached_property
    def rule(self) -> Parcels | None:
        """The rule of the state on it."""
        return first(one for one in self.tariffs.tables.parcels if one.territory == self.claim.actor)

    @fact
    def law_held(self) -> bool:
        return self.rule is not None

    worth_told = of_claim("money")

    @fact
    def another_value(self) -> str:
        """The value up to which it holds, where another is told."""
        told, limit = self.claim.money.split(), self.rule.limit if self.rule else ""
        same = not told or (told[0] == "USD" and Decimal(told[1]) == Decimal(limit))
        return "" if same else str(limit)

    @cached_property
    def spells(self) -> list[ParcelSpell]:
        """The spells of that freedom for each of the origins told; for all, where none is told: that of most origins."""
        if not self.claim.origins:
            return [one for one in self._free if not one.origins]
        return [
            next(one for one in self._free if code in one.origins or (not one.origins and code not in one.not_origins))
            for code in self.claim.origins
        ]  # fmt: skip

    @property
    def _free(self) -> list[ParcelSpell]:
        """The spells in which goods of any origin enter free of duty."""
        return [one for one in self.rule.spells if one.way == "free"] if self.rule else []

    def _every(self, holds: Callable[[ParcelSpell], bool]) -> bool:
        """Whether something holds of the spells of all origins told."""
        return bool(self.spells) and all(map(holds, self.spells))

    @cached_property
    def _acts(self) -> list[ActOfLaw]:
        return [a for a in self.store.acts if _STAYS in a.title and first_day(a) <= self.on]

    def _known(self, end: date) -> bool:
        return end <= self.on or any(a.since == end for a in self._acts)

    def _ends(self, one: ParcelSpell) -> bool:
        return one.until is not None and self._known(one.until) and told_of(self.window, one.until)

    @fact
    def free_now(self) -> ParcelSpell | None:
        live = self._every(lambda one: lasts(one.until, self.on))
        return self.spells[0] if live else None

    @fact
    def ended(self) -> ParcelSpell | None:
        gone = self._every(lambda one: one.until is not None and one.until <= self.on)
        return self.spells[-1] if gone else None

    @fact
    def ends_then(self) -> ParcelSpell | None:
        """It ends in the days told, and that was known by the day of the text; without a day: an end that was known."""
        return self.spells[-1] if self._every(self._ends) else None

    @fact
    def end_ahead(self) -> bool:
        return bool(self.ends_then.until > self.on)

    @fact
    def act_of_that_day(self) -> bool:
        """Whether an act on it was made or bound on the day told, or it ended then for goods of some origin."""
        days = [day for a in self._acts for day in a.days]
        days += [one.until for one in self._free if one.until]
        return self.window is not None and any(map(self.window.holds, days))

    @fact
    def end_put_off(self) -> ActOfLaw | None:
        """The act by which its end was put off for the origins told, known by the day of the text."""
        own = (a for a in self._acts if a.does == "amends" and "stays" in a.title)
        fits = (a for a in own if {*self.claim.origins} == _whose(a))
        return last(a for a in fits if told_of(self.window, *filter(None, (a.adopted, a.since))))

    said_ended = way_told("ended")
    said_to_have_held = way_told("was")
    said_put_off = way_told("prolonged")

    @fact
    def held_before(self) -> ParcelSpell | None:
        """It holds, or held until lately, for goods of all the origins told."""
        lately = self._every(lambda one: one.until is None or (self.on - one.until).days <= _LATELY)
        return self.spells[-1] if lately else None


def _whose(act: ActOfLaw) -> set[str]:
    """The states on whose goods an act on it is: its title names them."""
    return states_in(act.title) - {act.territory}
