"""How many were listed, and which listing follows a treaty. The rows: ``count.yml``, ``follow.yml``."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tidewaiter.text.statements.act_claims import MADE
from tidewaiter.text.statements.claims import What
from tidewaiter.text.statements.days import Window
from tidewaiter.text.statements.entities import find_entities
from tidewaiter.text.statements.things import WIDE
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.controls import OfLists
from tidewaiter.text.verdicts.finding import RECENT, first, last
from tidewaiter.text.verdicts.lists import Act, Listing, acts
from tidewaiter.text.verdicts.table import fact, of_claim

_MONTH = 31  # days: so fresh is an act of which a text tells without its day
_ACTS = ("announcement", "decision", "act")  # kinds of events that are an act of law


class Count(OfLists):
    """A state is said to have added so many substances in some days: counted from the lawbook."""

    kind = "count"
    among = 0  # of how many those of a group that is known by names were found

    def ask(self) -> dict[str, Any]:
        """How many were added, of what, by whom."""
        claim = self.claim
        of = claim.what[0].text if claim.what else "substances"
        return self.asked(jurisdiction=claim.actor, number=claim.number, of=of)

    @cached_property
    def _day_ahead_named(self) -> bool:
        window = self.window
        return window is not None and window.first == window.last > self.on

    @cached_property
    def days(self) -> Window:
        """The days in which is counted: those told, no further than the day of the text; else the last thirteen months."""
        if self.window is not None and self._day_ahead_named:
            return self.window
        window = self.window or Window(self.on - timedelta(RECENT), self.on)
        return Window(window.first, min(window.last, self.on))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of lists on which is counted: those of the group told; else those of drugs and their precursors."""
        groups = words().groups
        told = [self.group.id] if self.group else list(WIDE)
        return tuple(kind for key in told for kind in groups[key].kinds)

    @cached_property
    def group(self) -> What | None:
        """Of what kind they are told to be."""
        return first(what for what in self.claim.what if what.kind == "group")

    @cached_property
    def among_them(self) -> set[str]:
        """Those of them that are told by name: by these their act is known."""
        return {what.id for what in self.claim.what if what.kind == "substance"}

    kind_told = of_claim("what")

    @cached_property
    def found(self) -> list[Listing]:
        """What came on the lists in those days, of the kind told, on the list told."""
        ahead = self._day_ahead_named
        sure = (x for x in self._added(self.days) if not x.entry.doubt)
        found = [x for x in sure if x.known <= self.on or (ahead and x.entry.announced is None)]
        found = found or self._made_then
        if self._by_name:  # known by what it is, not by its lists
            assert self.group is not None
            mine = {e.id for place in self.places for e in self.lists.meant(self.group, place)}
            self.among = len(found)
            return [item for item in found if item.entry.id in mine]
        own = words().groups[self.group.id].own if self.group else ()
        return [item for item in found if self.lists.kind(item.entry) in own] or found

    @cached_property
    def _made_then(self) -> list[Listing]:
        """What was listed from a later day by an act that was made on the days told: "the Order, made on 18 December, controls six"."""
        window = self.window if self.claim.way in MADE else None
        if window is None:
            return []
        later = self._added(Window(window.first, window.last + timedelta(RECENT)))
        way = self.claim.way
        return [
            x for x in later
            if not x.entry.doubt and self.lists.made_in(Act(x.since, x.entry.announced, (x,)), window, way)
        ]  # fmt: skip

    def _added(self, days: Window) -> list[Listing]:
        """What came on the lists in some days, of the kind told, on the list told."""
        every = (x for place in self.places for x in self.lists.added(place, days, self.kinds))
        return [
            x for x in every if not self.list_told or (x.entry.instrument, x.entry.list) in self.lists_told
        ]

    @cached_property
    def _by_name(self) -> bool:
        group = words().groups[self.group.id] if self.group else None
        return group is not None and bool(group.classes or group.names)

    @fact
    def more_than_names_tell(self) -> bool:
        return self._by_name and len(self.found) < (self.claim.number or 0) <= self.among

    @cached_property
    def by_list(self) -> dict[str, int]:
        """How many on the lists of each instrument."""
        return Counter(item.entry.instrument for item in self.found)

    @cached_property
    def by_act(self) -> list[Act]:
        """The acts that listed them, all that are told by name among them."""
        found = acts(self.found)
        return [act for act in found if self.among_them <= {x.entry.substance for x in act.listings}]

    @cached_property
    def _per_day(self) -> dict[date, int]:
        """How many the acts made known on one day listed together."""
        per_day = Counter[date]()
        for act in self.by_act:
            per_day[act.known] += len(act.listings)
        return per_day

    @cached_property
    def together(self) -> list[Act]:
        """Acts made known on one day that listed as many as the numbers told together."""
        both = (self.claim.number or 0) + sum(self.claim.also)
        return [act for act in self.by_act if self.claim.also and self._per_day[act.known] == both]

    @fact
    def as_many_lately(self) -> bool:
        """Whether acts made known on one day of the month before the text listed as many."""
        sizes = [(act.known, {*self._of_act(act), self._per_day[act.known]}) for act in self.by_act]
        return any(
            self.claim.number in numbers and 0 <= (self.on - day).days <= _MONTH for day, numbers in sizes
        )

    @cached_property
    def _numbers(self) -> set[int]:
        """Every number that the lawbook bears out: of an act, of a list, of all. Told without a day, several say the whole only."""
        sizes = set[int]().union(*map(self._of_act, self.by_act))
        if self.window is None:
            decided = {self._per_day[act.known] for act in self.by_act if act.announced}
            return set() if self.claim.also else sizes | decided
        if self.among_them:  # "A and others, 18 in all": those of the act that listed A
            return sizes | {self._per_day[act.known] for act in self.by_act}
        whole = {len(self.found), *self.by_list.values()}
        announced = [told for act in self.by_act if (told := self._told_of(act))]
        return sizes if announced and len(self.by_act) == 1 else sizes | whole | self._moved

    def _of_act(self, act: Act) -> set[int]:
        """How many an act listed: as its event has it; else its entries, with the classes among them and without."""
        return self._told_of(act) or {len(act.listings), sum(not x.entry.class_id for x in act.listings)}

    def _told_of(self, act: Act) -> set[int]:
        """The numbers in the title of the event that an act is: entries may name one thing by several rows."""
        key = f"{act.listings[0].entry.instrument}@{act.since.day}"
        events = () if self.list_told else self.store.events
        titles = [e.title for e in events if key in e.measures and e.kind in _ACTS]
        counts = [(e, title[e.end :]) for title in titles for e in find_entities(title) if e.kind == "count"]
        return {int(e.id) for e, rest in counts if not rest.startswith(" of them")}

    @cached_property
    def _moved(self) -> set[int]:
        """How many things were put on the lists of an instrument on the very day told, those among them that are moved."""
        if self.window is None or self.window.first != self.window.last:
            return set()
        found: dict[str, set[str]] = {}
        for e in self.store.entries():
            held = self.store.instruments[e.instrument].territory in self.places
            if held and e.period.since.day == self.window.first and self.lists.kind(e) in self.kinds:
                found.setdefault(e.instrument, set()).add(e.covers)
        return {len(one) for one in found.values()}

    @fact
    def some_added(self) -> Act | None:
        if not self.by_act:
            return None
        fits = self.together or [act for act in self.by_act if self.claim.number in self._of_act(act)]
        fits = fits or [act for act in self.by_act if self.claim.number == self._per_day[act.known]]
        return last(fits) or max(self.by_act, key=lambda act: len(act.listings))

    @fact
    def act_by_its_names(self) -> bool:
        return bool(self.among_them) and len(self.by_act) == 1

    @fact
    def several_years(self) -> bool:
        window = self.window
        return window is not None and (window.last - window.first).days > RECENT

    @fact
    def another_act_of_late(self) -> bool:
        """Whether an act made known in the month before the text listed some, and none of that month as many as told."""
        return not (self.together or self.as_many_lately) and any(
            (self.on - act.known).days <= _MONTH for act in self.by_act
        )

    @fact
    def as_many_later(self) -> Act | None:
        """An act that listed as many in the four hundred days after the text: what was proposed is not held, what came is."""
        later = Window(self.on + timedelta(1), self.on + timedelta(RECENT))
        fits = [act for act in acts(self._added(later)) if self.claim.number in self._of_act(act)]
        return fits[0] if self.list_told and len(fits) == 1 else None

    @fact
    def as_many(self) -> bool:
        return self.claim.number in self._numbers or bool(self.together)

    @fact
    def of_one_set_of_several(self) -> bool:
        told = self.claim.what or self.claim.also or self.list_told or self.claim.number == len(self.found)
        named = [act for act in self.by_act if not any(x.entry.class_id for x in act.listings)]
        return self.window is not None and len(named) > 1 and not told

    @fact
    def counted(self) -> str:
        parts = ", ".join(f"{number} in {key}" for key, number in sorted(self.by_list.items()))
        return f"{len(self.found)} counted from {self.days.first} to {self.days.last}: {parts}"

    @fact
    def total(self) -> int:
        return len(self.found)

    @fact
    def by_days(self) -> str:
        return "; ".join(f"{len(act.listings)} from {act.since}" for act in self.by_act)


class Follow(OfLists):
    """A state is said to follow, or to have to follow, a treaty: which of its listings carry out a decision?"""

    kind = "follow"
    dated = False

    def ask(self) -> dict[str, Any]:
        """Which listing of whom follows which treaty."""
        claim, what = self.claim, self.claim.what[0]
        told = {"what": what.text, "id": what.id, "number": claim.number}
        return self.asked(jurisdiction=claim.actor, treaty="UN", **told)

    @cached_property
    def _bound(self) -> dict[str, Listing]:
        treaty = self.lists.of(self.claim.what[0], "UN", self.on)
        return {item.entry.covers: item for item in treaty if item.since.day <= self.on}

    @fact
    def follows(self) -> Act | None:
        own = acts(self.lists.of(self.claim.what[0], self.claim.actor, self.on))
        as_many = (act for act in own if self.claim.number in (None, len(act.listings)))
        carried = (act for act in as_many if any(x.entry.covers in self._bound for x in act.listings))
        return last(act for act in carried if act.known <= self.on)

    @fact
    def treaty(self) -> str:
        own = next(x for x in self.it.listings if x.entry.covers in self._bound)
        first = self._bound[own.entry.covers]
        days = (self.it.since.day - first.since.day).days
        entry = first.entry
        return f"{entry.instrument} {entry.list} since {first.since}, {self.claim.actor} {days:+d} days"
