"""Statements on events put to the lawbook: what is due, what was broken off or taken up again, a threat; and what is never
asked. The rows: ``due.yml``, ``event.yml``, ``threat.yml``, ``total.yml``, ``penalty.yml``, ``ban.yml``,
``other.yml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tidewaiter.lawbook.beside import Event
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.verdicts.finding import asked
from tidewaiter.text.verdicts.table import Case, fact

_NEAR = 45  # days: what is due so near the day told is what a text means
_FRESH = timedelta(30)  # how long after it a threat is spoken of


class OfEvents(Case):
    """A claim about something that states said, agreed or did."""

    def __init__(self, claim: Claim, on: date, events: Sequence[Event]) -> None:
        self.states = [s for s in (claim.actor, *claim.origins) if s]
        super().__init__(claim, on)
        self.events = [e for e in events if e.day.first <= on]

    def tell(self, evidence: Event) -> dict[str, str]:
        """An event: its source, its day, what became of it."""
        e = evidence
        became = f"since then: {e.status}" + (f" ({e.settled})" if e.settled else "")
        return {
            "measure": e.id,
            "clause": e.source.cite,
            "since": str(e.day),
            "answer": e.title,
            "verified": e.source.verified,
            "became": "" if e.status in ("done", "enacted") else f"; {became}",
            "due": str(e.due),
            "status": e.status,
        }

    def near(self, event: Event) -> bool:
        """Whether it concerns two of the states told, or the one."""
        states = set(self.states)
        return len(states & set(event.territories)) >= min(2, len(states))


class Due(OfEvents):
    """Something is said to be due on a day."""

    kind = "due"

    def ask(self) -> dict[str, Any]:
        """What is due between which states."""
        return asked(self.claim, self.window, self.on, "due", states=sorted(set(self.states)))

    @cached_property
    def known(self) -> list[Event]:
        """What concerns the states told and has a day on which it is due."""
        return [e for e in self.events if e.due and self.near(e)]

    @fact
    def due_in_those_days(self) -> Event | None:
        fits = [e for e in self.known if self.window is not None and e.due and self.window.holds(e.due)]
        return fits[-1] if fits else None

    @fact
    def due_ahead(self) -> bool:
        return bool(self.due_in_those_days.due > self.on)

    @fact
    def due_near_those_days(self) -> Event | None:
        window = self.window
        if window is None:
            return None
        near = [
            e for e in self.known if e.due and self.on < e.due and abs((e.due - window.first).days) <= _NEAR
        ]
        return near[-1] if near else None


class Happened(OfEvents):
    """Two states are said to have broken off working together, or to have taken it up again."""

    kind = "event"

    def ask(self) -> dict[str, Any]:
        """What happened between which states."""
        return asked(
            self.claim, self.window, self.on, self.what_happened, states=self.states, of="working together"
        )

    @fact
    def what_happened(self) -> str:
        return self.claim.way

    @cached_property
    def known(self) -> list[Event]:
        """Such events between all of them, save those of trade."""
        return [
            e
            for e in self.events
            if e.kind == self.what_happened and set(self.states) <= set(e.territories) and e.topic != "trade"
        ]

    @fact
    def happened(self) -> Event | None:
        return self.known[-1] if self.known else None

    @fact
    def happened_in_those_days(self) -> Event | None:
        window = self.window
        fits = [
            e
            for e in self.known
            if window is None or (window.first <= e.day.last and e.day.first <= window.last)
        ]
        return fits[-1] if fits else None

    @fact
    def day_held(self) -> str:
        return str(self.happened.day)


class Threat(OfEvents):
    """A state says what would follow: no law, but there may be an event."""

    kind = "threat"

    def ask(self) -> dict[str, Any]:
        """Who threatens whom."""
        claim = self.claim
        return asked(claim, None, self.on, "threat", by=claim.actor, against=list(claim.origins))

    @fact
    def threatened_lately(self) -> Event | None:
        near = [
            e
            for e in self.events
            if e.kind == "threat"
            and self.on - e.day.first <= _FRESH
            and len(set(self.states) & set(e.territories)) >= 2
        ]
        return near[-1] if near else None


class NeverAsked(Case):
    """What the lawbook knows nothing about: what is missing stands in the table of its kind."""

    def ask(self) -> dict[str, Any]:
        """What of whose law."""
        claim = self.claim
        window = self.window if self.kind == "ban" else None
        return asked(
            claim, window, self.on, self.kind, jurisdiction=claim.actor, number=claim.number, parties=list(claim.parties),
        )  # fmt: skip


# how many stand on the lists in all; what a breach costs; a firm, a dealing or a use that is barred; other matters of law
NEVER_ASKED: dict[str, type[NeverAsked]] = {
    kind: type(kind, (NeverAsked,), {"kind": kind}) for kind in ("total", "penalty", "ban", "other")
}
