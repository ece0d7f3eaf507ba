"""Statements on listed parties put to the lawbook: who was designated, by whom, as what, when. The rows: ``designation.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import product
from typing import Any

from tidewaiter.lawbook.beside import Event, Party
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.days import Window
from tidewaiter.text.statements.entities import find_entities, names_told
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.finding import told_of
from tidewaiter.text.verdicts.law import Law
from tidewaiter.text.verdicts.table import Case, fact

_WEEK = 7  # days: so long news of a listing speaks of it without its day
_SHORTEST = 5  # letters; a shorter alias (CU, TdA) is a word of other things, too


class Designation(Case):
    """An authority is said to have listed parties: by name, or as those of a country ("Mexican cartels")."""

    kind = "designation"

    def __init__(self, claim: Claim, on: date, law: Law, origin: str = "") -> None:
        super().__init__(claim, on, law, origin)
        self.window = self.window or self._days_before

    def ask(self) -> dict[str, Any]:
        """Who was listed, by whom, as what."""
        claim = self.claim
        told = {"list": claim.way, "number": claim.number, "act": claim.instrument}
        return self.asked(by=claim.actor, parties=list(claim.parties), of=list(claim.origins), **told)

    @property
    def _days_before(self) -> Window | None:
        """Of so many parties that are told without a name or day: the week before the text, if so many were listed in it."""
        if self.claim.number is None or self.told or not self.listed:
            return None
        week = Window(self.on - timedelta(_WEEK), self.on)
        days = {p.period.since.day for p in self.meant if week.holds(p.period.since.day)}
        then = [p for p in self.meant if p.period.since.day in days]
        return week if len(days) == 1 and len({p.name for p in then}) == self.claim.number else None

    def tell(self, evidence: list[Party]) -> dict[str, str]:
        """Parties listed on one day; the event by which they were, where it is held."""
        first, day = evidence[0], evidence[0].period.since.day
        names = list(dict.fromkeys(party.name for party in evidence))
        held = self.store.party_instruments[first.instrument].lists[first.list]
        event = next(self._events(day), None)
        return {
            "measure": event.id if event else f"{first.instrument}/{first.list}",
            "clause": held.clause,
            "since": day.isoformat(),
            "answer": f"{', '.join(names[:4])}{' ...' if len(names) > 4 else ''}: {held.title}, from {day}",
            "how many": f"{len(names)} of these on that day" if len(names) > 1 else "",
        }

    def _events(self, day: date) -> Iterator[Event]:
        """The events by which parties were listed on a day."""
        listed = (e for e in self.store.events if e.kind == "designation" and e.day.first == day)
        return (e for e in listed if self.claim.actor in e.territories)

    @cached_property
    def listed(self) -> list[Party]:
        """The parties on lists of the authority's state, of the kind told."""
        acts, kind = self.store.party_instruments, "terrorist" if self.claim.way == "terrorist" else ""
        own = (p for p in self.store.parties if acts[p.instrument].territory == self.claim.actor)
        return [p for p in own if kind in acts[p.instrument].lists[p.list].kind]

    @cached_property
    def meant(self) -> list[Party]:
        """The listed parties that the text names; where it names none, those of the countries it names."""
        named = [p for p in self.listed if any(_same(t, p) for t in self.told)]
        if self.told:
            return named
        return self._of_states() if self.claim.origins or self._cartels else self.listed

    @cached_property
    def _cartels(self) -> bool:
        return any("cartel" in party.lower() for party in self.claim.parties)

    def _of_states(self) -> list[Party]:
        found = [p for p in self.listed if set(p.countries) & set(self.claim.origins)]
        if self._cartels:
            return [p for p in found or self.listed if "cartel" in " ".join(_names(p))]
        return found

    @cached_property
    def told(self) -> list[str]:
        """The proper names among the parties that are told; the others are words for their kind ("suppliers")."""
        return [name for name in self.claim.parties if names_told(f"by {name}")]

    @cached_property
    def kinds_told(self) -> set[str]:
        """The kinds of which all parties told are, where words tell them: "companies"."""
        told = [name for name in self.claim.parties if name not in self.told]
        kinds = words().parties_of
        return {key for key, one in kinds.items() if told and all(one.search(name) for name in told)}

    @fact
    def anyone_told(self) -> bool:
        return bool(self.told or self.claim.origins or self._cartels)

    @fact
    def by_ownership(self) -> bool:
        return any(words().ownership.search(name) for name in self.claim.parties)

    @fact
    def name_not_held(self) -> str:
        return next((name for name in self.told if not any(_same(name, p) for p in self.listed)), "")

    @cached_property
    def by_day(self) -> dict[date, list[Party]]:
        """These by the day on which they were listed, known by the day of the text."""
        days: dict[date, list[Party]] = {}
        for party in self.meant:
            if party.period.since.day <= self.on:
                days.setdefault(party.period.since.day, []).append(party)
        return days

    @fact
    def listed_in_those_days(self) -> list[Party] | None:
        fits = [day for day in self.by_day if self._all_told(day) and told_of(self.window, day)]
        return self.by_day[max(fits)] if fits else None

    def _all_told(self, day: date) -> bool:
        """Whether every name told was listed on one day."""
        return all(any(_same(name, party) for party in self.by_day[day]) for name in self.told)

    @fact
    def of_another_state(self) -> str:
        """The states of the parties named, where none of them is one that the text tells."""
        held = [set(p.countries) for p in self.listed_in_those_days or ()]
        told = set(self.claim.origins)
        if not (self.told and told) or any(not mine or mine & told for mine in held):
            return ""
        return ", ".join(sorted(set.union(*held)))

    @fact
    def another_act_told(self) -> str:
        """The act told, where its numbers are not those of the act by which they were listed."""
        acts = [self.store.party_instruments[p.instrument] for p in self.listed_in_those_days]
        held = " ".join(f"{a.citation} {a.key} {one.clause}" for a in acts for one in a.lists.values())
        told = set(re.findall(r"\d{3,}", self.claim.instrument))
        return self.claim.instrument if told and not told <= set(re.findall(r"\d{3,}", held)) else ""

    @cached_property
    def _told_of_that_day(self) -> set[int]:
        """The numbers in the title of the event by which they were listed."""
        held = (e.title for e in self._events(self.listed_in_those_days[0].period.since.day))
        return {int(e.id) for e in find_entities(next(held, "")) if e.kind == "count"}

    @fact
    def whole_kind_held(self) -> bool:
        """Whether the title of the event has as many of the kind told as are held: then no more were listed."""
        return bool(self.kinds_told) and self._sizes <= self._told_of_that_day

    @cached_property
    def _sizes(self) -> set[int]:
        """How many were listed on that day: all, those of a country, those of a kind, and both."""
        day = self.listed_in_those_days[0].period.since.day
        then = [p for p in self.listed if p.period.since.day == day]
        if self.kinds_told:
            of_kind = [p for p in then if p.kind in self.kinds_told]
            of = set(self.claim.origins)
            return {len({p.name for p in of_kind if not of or of & set(p.countries)})}
        kinds: dict[tuple[str, str], set[str]] = {}
        for p in then:  # one party may stand on two lists
            for key in product((p.kind, ""), (*p.countries, "")):
                kinds.setdefault(key, set()).add(p.name)
        named = len({p.name for p in self.listed_in_those_days})
        return {named, *map(len, kinds.values()), *self._told_of_that_day}

    @fact
    def as_many(self) -> bool:
        return self.claim.number is None or self.claim.number in self._sizes

    @fact
    def how_many_held(self) -> int:
        return max(self._sizes)

    @fact
    def fewer_than_held(self) -> bool:
        return self.claim.number is not None and self.claim.number < self.how_many_held

    @fact
    def listed_on_a_day(self) -> list[Party] | None:
        """Of named parties, or of a kind that is told: where only a country is, others of it may have been listed then."""
        return self.by_day[max(self.by_day)] if self.by_day and self.claim.parties else None


def _names(party: Party) -> list[str]:
    return [name.casefold() for name in (party.name, *party.aliases)]


def _same(told: str, party: Party) -> bool:
    """Whether a name told is one of a party's, its words in any order: shortened, or with words beside it that name no one."""
    mine = _words(told)
    return any(
        (mine >= (own := _words(name)) and mine - own <= _beside())
        or (mine <= own and len(told) >= _SHORTEST)
        for name in _names(party)
    )


@cache
def _beside() -> set[str]:
    """Words that may stand beside a name and make no other of it: offices, states, words for a band; none for a firm."""
    firms, found = words().parties_of["entity"], {*words().no_names, *words().states}
    plain = {part for name in found if not firms.fullmatch(name) for part in _words(name)}
    return plain - {"chemical", "chemicals", "trader", "traders", "producer", "producers"}


def _words(name: str) -> set[str]:
    return set(re.findall(r"[\w’'&-]+", re.sub(r"['’]s\b", "", name.casefold())))
