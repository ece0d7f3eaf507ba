"""Statements that something was taken off a list, put to the lawbook. The rows: ``removal.yml``."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from tidewaiter.text.statements.claims import What
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.controls import OfLists
from tidewaiter.text.verdicts.finding import first, lasts, told_of
from tidewaiter.text.verdicts.lists import Act, Listing, acts
from tidewaiter.text.verdicts.table import fact


class Removal(OfLists):
    """A state is said to have taken something off its lists."""

    kind = "removal"

    def ask(self) -> dict[str, Any]:
        """What was taken off, by whom."""
        what = self.claim.what[0] if self.claim.what else What("", "", "")
        told = {"jurisdiction": self.claim.actor, "what": what.text, "id": what.id, "list": self.claim.list}
        return self.asked(**told)

    @cached_property
    def listings(self) -> list[Listing]:
        """Every listing of it that was known by the day of the text."""
        what, actor = self.claim.what[0], self.claim.actor
        if self.lists_told:
            found = self.lists.moves(what, actor, self.on, self.lists_told)
        else:
            found = self.lists.of(what, actor, self.on)
        classes = what.kind == "group" and bool(words().groups[what.id].classes)
        return [x for x in found if x.known <= self.on and (x.entry.class_id or not classes)]

    @cached_property
    def live(self) -> list[Act]:
        """The acts by which it stands on a list on the day of the text."""
        places = self.store.instruments
        own = [x for x in self.listings if places[x.entry.instrument].territory == self.claim.actor]
        lasting = (
            x for x in (own or self.listings) if lasts(x.until, self.on)
        )  # first its own, not its union's
        return [act for act in acts(lasting) if act.since.day <= self.on]

    @fact
    def in_force(self) -> Act | None:
        return first(self.live)

    @cached_property
    def _end(self) -> date | None:
        return max((x.until for act in self.live for x in act.listings if x.until), default=None)

    @fact
    def end_known(self) -> str:
        return str(self._end) if self._end else ""

    @fact
    def end_in_those_days(self) -> bool:
        return self._end is not None and told_of(self.window, self._end)

    @cached_property
    def _last(self) -> Listing | None:
        gone = [x for x in self.listings if x.until is not None and x.until <= self.on]
        return max(gone, key=lambda x: x.until or date.min, default=None)

    @cached_property
    def _ended_then(self) -> list[Listing]:
        """The listings of it that ended in the days told, where no list is told."""
        if self.list_told:
            return []
        return [x for x in self._moves if x.until and x.until <= self.on and told_of(self.window, x.until)]

    @cached_property
    def _moves(self) -> list[Listing]:
        return self.lists.moves(self.claim.what[0], self.claim.actor, self.on)

    @fact
    def one_list_left(self) -> Act | None:
        """One of several listings of it that ended in the days told, and for which no other came that day."""
        anew = {x.since.day for x in self._moves}
        return first(acts(x for x in self._ended_then if x.until not in anew))

    @fact
    def moved_in_those_days(self) -> Act | None:
        """A listing that ended on a day that is told, on which another instrument listed it."""
        anew = {(x.since.day, x.entry.instrument) for x in self._moves}
        then = self._ended_then if self.window else []
        return first(acts(x for x in then if (x.until, x.entry.instrument) not in anew))

    @fact
    def taken_off(self) -> Act | None:
        return acts([self._last])[0] if self._last else None

    @fact
    def taken_off_on(self) -> str:
        return str(self._last.until) if self._last else ""

    @fact
    def taken_off_in_those_days(self) -> bool:
        end = self._last.until if self._last else None
        return self.window is None or (end is not None and self.window.holds(end))
