"""Statements on events put to the lawbook: what is due, what was broken off or taken up again, a threat; and what is never
asked. The rows: ``due.yml``, ``event.yml``, ``threat.yml``, ``total.yml``, ``penalty.yml``, ``ban.yml``,
``other.yml``.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from tidewaiter.lawbook.beside import Event
from tidewaiter.text.verdicts.finding import last
from tidewaiter.text.verdicts.table import Case, fact

_NEAR = 45  # days: what is due so near the day told is what a text means
_FRESH = timedelta(30)  # how long after it a threat is spoken of


class OfEvents(Case):
    """A claim about something that states said, agreed or did."""

    @cached_property
    def states(self) -> list[str]:
        """The states told."""
        return [s for s in (self.claim.actor, *self.claim.origins) if s]

    @cached_property
    def events(self) -> list[Event]:
        """What happened by the day of the text."""
        return [e for e in self.store.events if e.day.first <= self.on]

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
        return self.asked(states=sorted(set(self.states)))

    @cached_property
    def known(self) -> list[Event]:
        """What concerns the states told and has a day on which it is due."""
        return [e for e in self.events if e.due and self.near(e)]

    @fact
    def due_in_those_days(self) -> Event | None:
        return last(e for e in self.known if self.window is not None and e.due and self.window.holds(e.due))

    @fact
    def due_ahead(self) -> bool:
        return bool(self.due_in_those_days.due > self.on)

    @fact
    def due_near_those_days(self) -> Event | None:
        w = self.window
        ahead = (e for e in self.known if w and e.due and self.on < e.due)
        return last(e for e in ahead if w and e.due and abs((e.due - w.first).days) <= _NEAR)


class Happened(OfEvents):
    """Two states are said to have broken off working together, or to have taken it up again."""

    kind = "event"

    def ask(self) -> dict[str, Any]:
        """What happened between which states."""
        return {**self.asked(states=self.states, of="working together"), "ask": self.claim.way}

    @cached_property
    def known(self) -> list[Event]:
        """Such events between all of them, save those of trade."""
        such = (e for e in self.events if e.kind == self.claim.way and e.topic != "trade")
        return [e for e in such if set(self.states) <= set(e.territories)]

    @fact
    def happened(self) -> Event | None:
        return last(self.known)

    @fact
    def happened_in_those_days(self) -> Event | None:
        w = self.window
        return last(e for e in self.known if w is None or (w.first <= e.day.last and e.day.first <= w.last))

    @fact
    def day_held(self) -> str:
        return str(self.happened.day)


class Threat(OfEvents):
    """A state says what would follow: no law, but there may be an event."""

    kind = "threat"
    dated = False

    def ask(self) -> dict[str, Any]:
        """Who threatens whom."""
        return self.asked(by=self.claim.actor, against=list(self.claim.origins))

    @fact
    def threatened_lately(self) -> Event | None:
        fresh = (e for e in self.events if e.kind == "threat" and self.on - e.day.first <= _FRESH)
        return last(e for e in fresh if len(set(self.states) & set(e.territories)) >= 2)


class NeverAsked(Case):
    """What the lawbook knows nothing about: what is missing stands in the table of its kind."""

    def ask(self) -> dict[str, Any]:
        """What of whose law."""
        claim = self.claim
        return self.asked(jurisdiction=claim.actor, number=claim.number, parties=list(claim.parties))


# how many stand on the lists in all; what a breach costs; a firm, a dealing or a use that is barred; other matters of law
NEVER_ASKED: dict[str, type[NeverAsked]] = {
    kind: type(kind, (NeverAsked,), {"kind": kind, "dated": kind == "ban"})
    for kind in ("total", "penalty", "ban", "other")
}
