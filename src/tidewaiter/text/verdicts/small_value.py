"""The freedom of shipments of small value (de minimis) put to the lawbook: it stands, it ended, its end was put off. The rows:
``small_value.yml``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from tidewaiter.duty.records import Parcels, ParcelSpell
from tidewaiter.lawbook.beside import ActOfLaw
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.entities import find_entities
from tidewaiter.text.verdicts.acts import first_day
from tidewaiter.text.verdicts.finding import asked, told_of
from tidewaiter.text.verdicts.table import Case, fact, of_claim
from tidewaiter.text.verdicts.tariffs import Tariffs

_LATELY = 400  # days
_STAYS = "low-value goods"  # words of titles of the acts on it


class SmallValue(Case):
    """Shipments of not more than a value are said to enter free of duty, or no longer."""

    kind = "small_value"

    def __init__(self, claim: Claim, on: date, tariffs: Tariffs) -> None:
        self.tariffs = tariffs
        super().__init__(claim, on)

    def ask(self) -> dict[str, Any]:
        """Whose freedom, for goods of which origins."""
        claim = self.claim
        return asked(
            claim, self.window, self.on, self.kind, destination=claim.actor, origin=list(claim.origins), step=claim.way
        )  # fmt: skip

    def tell(self, evidence: ParcelSpell | ActOfLaw) -> dict[str, str]:
        """A spell of that freedom, or an act on it."""
        if isinstance(evidence, ActOfLaw):
            return {
                "measure": evidence.id,
                "clause": evidence.source.cite,
                "since": str(evidence.since or evidence.adopted or ""),
                "answer": evidence.title,
            }
        law, until = self.law, f" until {evidence.until}" if evidence.until else ""
        return {
            "measure": law.id if law else "",
            "clause": evidence.cite,
            "since": str(evidence.until or evidence.since),
            "answer": f"{law.title if law else ''}: free of duty from {evidence.since}{until}",
            "until": str(evidence.until),
        }

    @cached_property
    def law(self) -> Parcels | None:
        """The law of the state on it."""
        return next((one for one in self.tariffs.tables.parcels if one.territory == self.claim.actor), None)

    @fact
    def law_held(self) -> bool:
        return self.law is not None

    worth_told = of_claim("money")

    @fact
    def another_value(self) -> str:
        """The value up to which it holds, where another is told."""
        told, limit = self.claim.money.split(), self.law.limit if self.law else ""
        same = not told or (told[0] == "USD" and Decimal(told[1]) == Decimal(limit))
        return "" if same else str(limit)

    @cached_property
    def spells(self) -> list[ParcelSpell]:
        """The spells of that freedom for each of the origins told; for all, where none is told: that of most origins."""
        free = [one for one in self.law.spells if one.way == "free"] if self.law else []
        if not self.claim.origins:
            return [one for one in free if not one.origins]
        return [
            next(one for one in free if code in one.origins or (not one.origins and code not in one.not_origins))
            for code in self.claim.origins
        ]  # fmt: skip

    def _acts(self) -> list[ActOfLaw]:
        return [a for a in self.tariffs.every_act if _STAYS in a.title and first_day(a) <= self.on]

    def _known(self, end: date) -> bool:
        return end <= self.on or any(a.since == end for a in self._acts())

    @fact
    def free_now(self) -> ParcelSpell | None:
        live = [one for one in self.spells if one.until is None or one.until > self.on]
        return live[0] if live and len(live) == len(self.spells) else None

    @fact
    def ended(self) -> ParcelSpell | None:
        gone = [one for one in self.spells if one.until and one.until <= self.on]
        return gone[-1] if gone and len(gone) == len(self.spells) else None

    @fact
    def ends_then(self) -> ParcelSpell | None:
        """It ends in the days told, and that was known by the day of the text; without a day: an end that was known."""
        ends = [
            one
            for one in self.spells
            if one.until and self._known(one.until) and told_of(self.window, one.until)
        ]
        return ends[-1] if ends and len(ends) == len(self.spells) else None

    @fact
    def end_ahead(self) -> bool:
        return bool(self.ends_then.until > self.on)

    @fact
    def act_of_that_day(self) -> bool:
        """Whether an act on it was made or bound on the day told, or it ended then for goods of some origin."""
        days = [day for a in self._acts() for day in (a.adopted, a.published, a.since) if day]
        days += [
            one.until for one in (self.law.spells if self.law else ()) if one.until and one.way == "free"
        ]
        return self.window is not None and any(map(self.window.holds, days))

    @fact
    def end_put_off(self) -> ActOfLaw | None:
        """The act by which its end was put off for the origins told, known by the day of the text."""
        own = [a for a in self._acts() if a.does == "amends" and "stays" in a.title]
        fits = [
            a
            for a in own
            if {*self.claim.origins} == _whose(a)
            and told_of(self.window, *filter(None, (a.adopted, a.since)))
        ]
        return fits[-1] if fits else None

    @fact
    def said_ended(self) -> bool:
        return self.claim.way == "ended"

    @fact
    def said_to_have_held(self) -> bool:
        return self.claim.way == "was"

    @fact
    def held_before(self) -> ParcelSpell | None:
        """It holds, or held until lately, for goods of all the origins told."""
        lately = [one for one in self.spells if one.until is None or (self.on - one.until).days <= _LATELY]
        return lately[-1] if lately and len(lately) == len(self.spells) else None

    @fact
    def said_put_off(self) -> bool:
        return self.claim.way == "prolonged"


def _whose(act: ActOfLaw) -> set[str]:
    """The states on whose goods an act on it is: its title names them."""
    return {one.id for one in find_entities(act.title) if one.kind == "state"} - {act.territory}
