"""Statements on lists put to the lawbook: controls and removals. The rows: ``control.yml``, ``removal.yml``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tidewaiter.text.statements.act_claims import MADE
from tidewaiter.text.statements.claims import What
from tidewaiter.text.statements.days import Window, resolve
from tidewaiter.text.statements.things import WIDE
from tidewaiter.text.statements.words import Group, words
from tidewaiter.text.verdicts.finding import RECENT, ahead_of, first, last
from tidewaiter.text.verdicts.list_names import comparable
from tidewaiter.text.verdicts.lists import Act, Listing, acts, begins
from tidewaiter.text.verdicts.table import Case, fact, of_claim, way_told

_SOON = 92  # days: so long after it is made an order binds at most, where its making is not told apart from its law
_SEEN_THROUGH = 1096  # days: so long after it was proposed a listing is still that of the proposal
_DAY = r"(\d{4}-\d\d-\d\d)"
_TERM = re.compile(rf"(?:printed (?:to run to|expiry)|temporary order extended to) {_DAY}(?: \(on {_DAY}\))?")
_TO_BIND = timedelta(270)  # how long after it was decided a listing may bind
_MONTH = 31  # days: so near an act may be the one that a text means
_FEW = 3  # members of a class, listed by their names: no listing of the class


class OfLists(Case):
    """A claim about what stands on the lists of one state."""

    def tell(self, evidence: Any) -> dict[str, str]:
        """An act: what it listed, where, from which day, when it was made known."""
        act: Act = evidence
        first = act.listings[0]
        more = " ..." if len(act.listings) > 4 else ""
        known = f", announced {act.announced}" if act.announced else ""
        ahead = act.since.day > self.on
        names = ", ".join(item.name for item in act.listings[:4]) + more
        return {
            "measure": first.entry.id,
            "clause": first.entry.clause,
            "since": str(act.since),
            "answer": f"{names}: {first.entry.instrument}, {first.entry.list}, from {act.since}{known}",
            "in force later": f"in force from {act.since}, after the day of the text" if ahead else "",
            "begins": str(act.since.day),
            "known on": str(act.known),
            "size": str(len(act.listings)),
        }

    @cached_property
    def places(self) -> list[str]:
        """The territories whose lists bind in the state."""
        return self.lists.covers(self.claim.actor, self.on)

    @fact
    def state_held(self) -> bool:
        return bool(self.places)

    @fact
    def covered(self) -> str:
        return ", ".join(self.places)

    other_instrument = of_claim("instrument")
    list_told = of_claim("list")

    @fact
    def list_held(self) -> bool:
        return bool(self.lists_told)

    @cached_property
    def lists_told(self) -> list[tuple[str, str]]:
        """The lists that may be meant by the name told: keys of instrument and list."""
        return self.lists.called(self.claim.actor, self.on, self.claim.list) if self.list_told else []

    @fact
    def begins_later(self) -> bool:
        return bool(self.it.since.day > self.on)


class Control(OfLists):
    """A state is said to control a substance, a class, a group, or to announce it."""

    kind = "control"

    def ask(self) -> dict[str, Any]:
        """What is controlled, by whom, how many, on which list."""
        claim, what = self.claim, self.what
        own = {"what": what.text, "id": what.id, "kind": what.kind}
        return self.asked(jurisdiction=claim.actor, **own, number=claim.number, list=claim.list)

    @property
    def what(self) -> What:
        """What is said to be controlled."""
        return self.claim.what[0]

    @cached_property
    def listings(self) -> list[Listing]:
        """Every first listing of it, at any time; of a class, those of classes if there are any."""
        found = self._listed()
        classes = [x for x in found if x.entry.class_id]
        as_class = self.claim.as_class or "class" in self.what.text.lower()
        return classes if classes and as_class else found

    def _listed(self) -> list[Listing]:
        """On the lists told, where it stands there, else on any; where none came in the days told, what was moved in them."""
        steps = [self.lists_told, self._lists_of_the_act, self._own_lists, []] if self.lists_told else [[]]
        tried = (only for only in steps if only or only is steps[-1])
        ways = ((of, only) for only in tried for of in (self.lists.of, self.lists.moves))
        found = [of(self.what, self.claim.actor, self.on, only) for of, only in ways]
        window = self.window
        for listings in found if window else ():
            dated = [act for act in acts(listings) if window and act.within(window) and self._was_known(act)]
            if dated:
                return listings if listings in found[::2] else [x for act in dated for x in act.listings]
        soon = (x for x in found if x and (min(one.since.day for one in x) - self.on).days <= RECENT)
        return first(soon) or next(filter(None, found), [])

    @cached_property
    def _own_lists(self) -> list[tuple[str, str]]:
        """All lists of the place whose list is most likely told: those of the Union are no answer to a state's own."""
        instruments = self.store.instruments
        place = instruments[self.lists_told[0][0]].territory
        return [(one.key, key) for one in instruments.values() if one.territory == place for key in one.lists]

    @cached_property
    def _lists_of_the_act(self) -> list[tuple[str, str]]:
        """The lists of the instrument whose list is most likely told."""
        one = self.store.instruments[self.lists_told[0][0]]
        return [(one.key, key) for key in one.lists]

    def _was_known(self, act: Act) -> bool:
        return act.known <= self.on or self._day_ahead(act)

    @cached_property
    def known(self) -> list[Act]:
        """The acts known by the day of the text that listed it."""
        return [act for act in acts(self.listings) if self._was_known(act)]

    def _day_ahead(self, act: Act) -> bool:
        """Whether a text that names the very day ahead, or its month, knew of an act whose announcement the lawbook does not hold."""
        return act.announced is None and ahead_of(self.window, act.since.day, self.on)

    @fact
    def of_another_law(self) -> bool:
        """Whether what was found is of no law of the state itself: of the Union's."""
        return bool(self.known) and not any(map(self._of_its_own, self.known))

    def _of_its_own(self, act: Act) -> bool:
        instruments = self.store.instruments
        return any(instruments[x.entry.instrument].territory == self.claim.actor for x in act.listings)

    @fact
    def wide_group(self) -> bool:
        return self.what.kind == "group" and self.what.id in WIDE

    @fact
    def none_lately(self) -> bool:
        """Whether no act of the state's own law is of late: one of the Union's is none of Germany's."""
        own = filter(self._of_its_own, self.known)
        return not any(abs((self.on - act.since.day).days) <= RECENT for act in own)

    @fact
    def several_lately(self) -> bool:
        return len({a.since.day for a in self.known if abs((self.on - a.since.day).days) <= _SOON}) > 1

    # nothing was known, or it is denied

    @fact
    def held_as_a_class_only(self) -> bool:
        return bool(self.listings) and all(x.entry.class_id for x in self.listings)

    @fact
    def act_told(self) -> bool:
        return self.what.kind == "act"

    @fact
    def widened_soon(self) -> Act | None:
        moved = acts(self.lists.moves(self.what, self.claim.actor, self.on, self.lists_told))
        soon = (a for a in moved if 0 < (a.since.day - self.on).days <= _SOON)
        return first(a for a in soon if not self._made_later(a))

    def _made_later(self, act: Act) -> bool:
        """Whether what the same instrument listed from the same day was made known only after the text."""
        beside = self.lists.of_instrument[act.listings[0].entry.instrument]
        return any(e.announced and e.announced > self.on and begins(e) == act.since for e in beside)

    @fact
    def several_told(self) -> bool:
        return (self.claim.number or 0) > 1

    @fact
    def listed(self) -> Act | None:
        return last(self.known)

    @fact
    def listed_later(self) -> Act | None:
        return acts(self.listings)[0] if self.listings and not self.known else None

    @fact
    def perhaps_in_a_class(self) -> str:
        return self.lists.perhaps(self.what, self.claim.actor, self.on)

    @fact
    def read_and_not_listed(self) -> str:
        return self.lists.read_and_not_listed(self.what, self.claim.actor, self.on)

    @fact
    def perhaps_known_before(self) -> bool:
        act = self.listed_later
        if act is None or act.announced is not None:
            return False
        return act.since.bound == "<=" or self._within(act, RECENT)

    @fact
    def act_made_by_then(self) -> bool:
        made = self.lists.made(self.listed_later.listings[0].entry)
        return made is not None and made <= self.on

    @fact
    def passed_by_then(self) -> bool:
        key = self.listed_later.listings[0].entry.instrument
        passed = (e for e in self.store.events if key in e.measures and e.day.last <= self.on)
        return any(e.kind == "act" and e.settled and e.settled > self.on for e in passed)

    def _within(self, act: Act, days: int) -> bool:
        return (act.since.day - self.on).days <= days

    @fact
    def first_day_told_before(self) -> bool:
        """Whether the text told the very first day before: "the Regulations apply from 1 October"."""
        since = self.listed_later.since.day
        days = (resolve(phrase, self.on) for phrase in self.claim.told)
        return any(one is not None and one.first == one.last == since for one in days)

    @fact
    def bound_soon(self) -> bool:
        return self._within(self.listed_later, _SOON)

    @fact
    def came_later(self) -> bool:
        return self._within(self.listed_later, _SEEN_THROUGH)

    @fact
    def from_the_day_told(self) -> bool:
        return self.window is None or not self.day_ahead or self.window.holds(self.listed_later.since.day)

    @fact
    def in_force(self) -> Act | None:
        return first(a for a in self.known if a.since.day <= self.on and a.lasts(self.on))

    said_until = way_told("until")
    said_to_go_on = way_told("prolonged")

    @cached_property
    def _terms(self) -> list[date]:
        """The days to which the orders by which it stands were printed to run, or were prolonged by then: the notes of entries."""
        entries = self.lists.of_instrument[self.in_force.listings[0].entry.instrument]
        covered = {x.entry.covers for x in self.in_force.listings}
        told = (f"{e.note} {e.source.read}" for e in entries if e.covers in covered)
        terms = (m.groups() for one in told for m in _TERM.finditer(one))
        return [date.fromisoformat(day) for day, made in terms if not made or made <= self.on.isoformat()]

    @fact
    def runs_to_the_day_told(self) -> bool:
        return self.window is not None and any(map(self.window.holds, self._terms))

    @fact
    def goes_on(self) -> bool:
        after = (d + timedelta(1) for d in self._terms if 0 < (self.on - d).days <= _SOON)
        return any(map(self.in_force.lasts, after))

    @fact
    def goes_on_later(self) -> bool:
        return any(self.on <= day < max(self._terms) for day in self._terms)

    @fact
    def denied_of_another_list(self) -> str:
        held = {(x.entry.instrument, x.entry.list) for x in self.in_force.listings}
        return "" if held & {*self.lists_told} else ", ".join(" ".join(one) for one in sorted(held))

    @fact
    def ended(self) -> bool:
        lasting = any(act.lasts(self.on) for act in self.known)
        return not lasting and not self.lists.of_a_class(
            self.what, self.claim.actor, self.on, self.lists_told
        )

    @fact
    def as_many_to_come(self) -> Act | None:
        later = [a for a in acts(self.listings) if a.since.day > self.on and self._within(a, RECENT)]
        return first(act for act in later if len(act.listings) == self.claim.number)

    @fact
    def listed_anew(self) -> Act | None:
        """What an instrument that had not listed it did in the four hundred days after the text; or what was decided on its day."""
        now = {x.entry.instrument for a in self.known if a.since.day <= self.on for x in a.listings}
        later = [a for a in acts(self.listings) if self.on < a.since.day and self._within(a, RECENT)]
        that_day = [a for a in self.known if self.on in (a.announced, a.since.day)]
        anew = (a for a in later if not now & {x.entry.instrument for x in a.listings})
        return first(anew) or first(that_day)

    @fact
    def listed_again(self) -> Act | None:
        return first(a for a in acts(self.listings) if 0 < (a.since.day - self.on).days < _SEEN_THROUGH)

    @fact
    def last_to_come(self) -> bool:
        return bool(self.known[-1].since.day > self.on)

    # which act is meant

    @cached_property
    def meant(self) -> list[Act]:
        """Known acts; where it is announced and no day is told, those that begin after the day of the text."""
        if self.window is not None or not self.announced:
            return self.known
        return [act for act in self.known if act.since.day > self.on] or self.known

    @cached_property
    def counted(self) -> list[Act]:
        """Those that listed as many as told."""
        return [act for act in self.meant if self.claim.number in (None, len(act.listings))]

    @cached_property
    def in_days(self) -> list[Act]:
        """Those of the days told; what was announced and begins later may have been announced in them."""
        if self.window is None:
            return list(self.meant)
        if self.said_made:
            return [act for act in self.meant if self.lists.made_in(act, self.window, self.claim.way)]
        past = not self.announced or self.window.last <= self.on
        if self.claim.begins and past:  # "since 26 June": the day it was made known is another
            return [act for act in self.meant if act.listings[0].began_in(self.window)]
        found = [act for act in self.meant if act.within(self.window)]
        if self.announced:
            found += [act for act in self.meant if act.announced is None and act.since.day > self.on]
        return found

    @fact
    def said_made(self) -> bool:
        """Whether the day told is that on which what was listed before was published, made or decided."""
        return self.claim.way in MADE

    @fact
    def every_one_told(self) -> bool:
        group = words().groups.get(self.what.id) if self.what.kind == "group" else None
        return group is not None and self.claim.as_class and not group.classes

    @fact
    def one_of_a_class(self) -> bool:
        # a family asked for is no entry
        listed = [x.entry for x in self.as_told.listings if not x.entry.doubt]
        a_class = self.group is not None and bool(self.group.classes)
        return a_class and 0 < len(listed) <= _FEW and not any(one.class_id for one in listed)

    @fact
    def as_told(self) -> Act | None:
        both = [act for act in self.in_days if act in self.counted]
        if self.announced and self.number_told and not self.day_told:  # an act of the text's own days
            both = [act for act in both if (self.on - act.since.day).days <= RECENT]
        pending = [act for act in both if act.since.day > self.on]
        if self.announced and pending:
            return pending[-1]
        in_force = [act for act in both if act.since.day <= self.on]
        return last(both if self.claim.number is not None else in_force or both)

    @fact
    def added_long_before(self) -> bool:
        """Whether it is said to be added, and no day is told, and it was added by no act of these days."""
        return self.claim.begins and self.window is None and (self.on - self.as_told.since.day).days > RECENT

    @fact
    def first_day_open(self) -> Act | None:
        window = self.window
        if window is None or len(self.meant) != 1:
            return None
        act = self.meant[0]
        return act if act.since.bound == "<=" and window.last <= act.since.day else None

    @fact
    def announcement_open(self) -> Act | None:
        window = self.window
        if window is None or not self.announced:
            return None
        return first(a for a in self.meant if a.announced is None and a.since.day > window.last)

    @fact
    def several_acts_together(self) -> Act | None:
        if self.first_day_open or self.announcement_open:
            return None
        total = sum(len(act.listings) for act in self.in_days)
        return last(self.in_days) if self.claim.number == total else None

    @fact
    def another_number(self) -> Act | None:
        return last(self.in_days)

    @fact
    def known_by_some_members(self) -> bool:
        group = words().groups.get(self.what.id)
        return group is not None and bool(group.substances) and self.group is None

    @fact
    def numbers_held(self) -> str:
        return " and ".join(str(len(act.listings)) for act in self.in_days[-3:])

    @fact
    def perhaps_by_then(self) -> str:
        """A class that may hold it since a day near those told, before the one found: whether it did cannot be told."""
        window, first = self.window, self.another_day.since.day
        if window is None or window.last >= first:
            return ""
        near = min(window.last + timedelta(_MONTH), first - timedelta(1))
        return self.lists.perhaps(self.what, self.claim.actor, near)

    @fact
    def announced_these_days(self) -> bool:
        """Whether it is said to be announced, on a day of the month before the text: the act meant may not be held."""
        window = self.window
        return bool(self.announced and window and timedelta(0) <= self.on - window.last <= timedelta(_MONTH))

    @fact
    def perhaps_on_those_days(self) -> bool:
        window, since = self.window, self.another_day.since
        if window is None or since.exact:
            return False
        return bool(window.first <= since.day if since.bound == "<=" else window.last >= since.day)

    @fact
    def perhaps_made_then(self) -> bool:
        """Whether the day told lies within months before the first, and neither when it was made known nor when its act was made is held."""
        act, window = self.another_day, self.window
        if act is None or window is None or self.claim.begins or act.announced is not None:
            return False
        before = timedelta(0) < act.since.day - window.last <= _TO_BIND
        return before and self.lists.made(act.listings[0].entry) is None

    @fact
    def another_day(self) -> Act | None:
        return (self.counted or self.meant)[-1]

    # a group that is known by the endings of names may be larger than what is found: the whole act bounds it

    @cached_property
    def group(self) -> Group | None:
        """The group told, if its members are found by classes or by endings of names."""
        found = words().groups.get(self.what.id)
        return found if found is not None and (found.names or found.classes) else None

    @fact
    def more_than_found(self) -> Act | None:
        act = self.first_day_open or self.announcement_open or self.another_number
        if act is None or self.group is None or self.claim.number is None:
            return None
        dated = self.window is None or act.within(self.window)
        return act if dated and (self.claim.number or 0) > len(act.listings) else None

    @fact
    def size_of_the_act(self) -> int:
        act = self.more_than_found
        instrument = act.listings[0].entry.instrument
        listed = self.lists.added(self.claim.actor, Window(act.since.day, act.since.day))
        return sum(x.entry.instrument == instrument and x.since == act.since for x in listed)

    @fact
    def as_many_as_the_whole_act(self) -> bool:
        return bool(self.claim.number == self.size_of_the_act)

    @fact
    def fewer_than_the_whole_act(self) -> bool:
        return self.claim.number is not None and self.claim.number < self.size_of_the_act

    # remarks

    @fact
    def several_by_the_act(self) -> bool:
        return len(self.it.listings) > 1

    @fact
    def class_in_those_days(self) -> str:
        if self.what.kind != "substance" or self.window is None:
            return ""
        for key, group in words().groups.items():
            if self.what.id in group.substances and group.classes:
                for item in self.lists.of(What("group", key, key), self.claim.actor, self.on):
                    if item.entry.class_id and self.window.holds(item.since.day):
                        return f"the class {item.entry.class_id} came in those days, on {item.since}"
        return ""

    @fact
    def on_another_list(self) -> str:
        held = [(x.entry.instrument, x.entry.list) for x in self.it.listings]
        if not self.list_told or set(held) & set(self.lists_told):
            return ""
        key, one = held[0]
        instrument = self.store.instruments[key]
        elsewhere = (key, one) not in self._own_lists or comparable(self.claim.list, instrument, one)
        return f"{instrument.lists[one].title}, {key}" if elsewhere else ""
