"""The lists of a lawbook as a text means them: first listings, the acts that made them, the lists that a text names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from tidewaiter.browse import name_of
from tidewaiter.dates import Since
from tidewaiter.lawbook.beside import ActOfLaw
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.question import wider
from tidewaiter.reached import Reach, listed_reaches
from tidewaiter.silence import READ, Silence
from tidewaiter.text.statements.act_claims import numbers
from tidewaiter.text.statements.claims import What
from tidewaiter.text.statements.days import Window, find_days, resolve
from tidewaiter.text.statements.words import data, words
from tidewaiter.text.verdicts.finding import lasts
from tidewaiter.text.verdicts.list_names import meant_lists

_WEEK, _YEAR = 7, 366  # days
_ORDINAL, _TAIL = (
    re.compile(r"\d{1,2}\. "),
    re.compile(r"(?<= )\S*\d[/(-]\S+$"),
)  # of the number of an act, what tells it
_Key = tuple[str, str]  # of an instrument, and of a list of it


class Listing(NamedTuple):
    """One first listing of one thing in one territory (a list that is re-enacted is no new one)."""

    entry: Entry
    since: Since  # of the unbroken control
    until: date | None
    name: str

    @property
    def decided(self) -> date | None:
        """The day of the act that its citation names first, where it lies in the year before its first day."""
        return _decided(self.entry.source.cite, self.since.day)

    @property
    def known(self) -> date:
        """The day it was decided or made known; the first day where no other is recorded."""
        return min((day for day in (self.entry.announced, self.decided) if day), default=self.since.day)

    def began_in(self, window: Window) -> bool:
        """Whether it began in the days claimed; a first day that is known to a week may be any of it."""
        span = self.entry.period.since
        if span.first and (span.day - span.first).days <= _WEEK and self.since.day == span.first:
            return window.first <= span.day and span.first <= window.last
        return window.holds(self.since.day)

    def within(self, window: Window) -> bool:
        """Whether it was decided, announced, or began in the days claimed."""
        return self.began_in(window) or self.made_in(window)

    def made_in(self, window: Window) -> bool:
        """Whether it was decided or announced in the days claimed."""
        return any(window.holds(day) for day in (self.entry.announced, self.decided) if day)


class Act(NamedTuple):
    """What was listed by one act: on one day, announced on one day."""

    since: Since
    announced: date | None
    listings: tuple[Listing, ...]

    @property
    def known(self) -> date:
        """The day it was made known."""
        return self.listings[0].known

    def within(self, window: Window) -> bool:
        """Whether it was announced or began in the days claimed."""
        return self.listings[0].within(window)

    def lasts(self, day: date) -> bool:
        """Whether some of what it listed stands on the list after a day, if it does on it."""
        return any(lasts(x.until, day) for x in self.listings)


@cache
def _decided(cite: str, since: date) -> date | None:
    """The day of the act that a citation names first, where it lies in the year before the first day.

    >>> _decided("C-24/DEC.4 and C-24/DEC.5 of 27 November 2019; S/1820/2019", date(2020, 6, 7))
    datetime.date(2019, 11, 27)
    """
    days = (resolve(one, since) for one in find_days(cite.split(";")[0]) if one.part("d") and one.part("y"))
    return next((one.first for one in days if one and 0 < (since - one.first).days < _YEAR), None)


@cache
def _by_reference() -> tuple[str, ...]:
    return tuple(data("words.yml")["by_reference"])


def _alone(number: str) -> re.Pattern[str]:
    """A pattern for the number of an act that is no part of a longer one."""
    return re.compile(rf"(?<!\d){re.escape(number)}(?!\d)")


def _of_its_own(instrument: str, key: str) -> bool:
    """Whether an act of the territory itself puts things on a list; none does where it takes over another's as it stands."""
    return not f"{instrument}/{key}".startswith(_by_reference())


class Lists:
    """The lists of a lawbook, asked by what a text means."""

    def __init__(self, store: Store, silence: Callable[[str, str, date], Silence | None]) -> None:
        self.store = store
        self._silence = silence
        self._entries: dict[str, list[Entry]] = {}
        self._meant: dict[tuple[str, str, str], tuple[Entry, ...]] = {}  # a text names one thing often
        for entry in store.entries():
            if _of_its_own(entry.instrument, entry.list):
                self._entries.setdefault(store.instruments[entry.instrument].territory, []).append(entry)

    def covers(self, territory: str, day: date) -> list[str]:
        """The territories whose lists bind in one: its own, and those of the unions it belongs to."""
        own = [one for one in wider(territory, day, self.store) if one in self._entries and one != "UN"]
        return own or [one for one in (territory,) if one in self._entries]

    @cached_property
    def border_rules(self) -> set[str]:
        """Instruments whose every obligation holds towards certain states only: rules of trade, no lists of control."""
        every = {key: self.store.measures_of(key) for key in self.store.instruments}
        return {key for key, held in every.items() if held and all(m.destination or m.origin for m in held)}

    def all_of(self, territory: str) -> list[Entry]:
        """What the lists of a territory hold, at any time."""
        return self._entries.get(territory, [])

    @cached_property
    def of_instrument(self) -> dict[str, list[Entry]]:
        """What each instrument lists, at any time."""
        out: dict[str, list[Entry]] = {}
        for entries in self._entries.values():
            for entry in entries:
                out.setdefault(entry.instrument, []).append(entry)
        return out

    def made(self, entry: Entry) -> date | None:
        """The day on which the act was made, or published, that an entry cites by its number and by which it binds."""
        days = (day for act in self._acts(entry) for day in act.made)
        return min(days, default=None)

    def made_in(self, act: Act, window: Window, way: str) -> bool:
        """Whether what an act listed was made known in some days; unless it is told to be published: or was made in them."""
        entry = act.listings[0].entry
        days = [one.published for one in self._acts(entry)]
        days += [one.adopted for one in self._acts(entry) if way != "published"]
        return act.listings[0].made_in(window) or any(window.holds(day) for day in days if day)

    def by_act(self, listing: str, told: str) -> bool:
        """Whether a listing cites an act told by its number, or a single act that it cites bears that number or name."""
        every = (entry for entries in self._entries.values() for entry in entries)
        cite = next((entry.source.cite for entry in every if entry.id == listing), "")
        by = [one for one in self.store.acts if {*one.numbers} & {*numbers(cite)}]
        known = [cite, *numbers(cite), *(word for one in by for word in (*one.numbers, *one.names))]
        own = _ORDINAL.match(told) or _TAIL.search(told)
        number = _alone(own[0] if own else told)
        return any(number.search(one) for one in known)

    def asks_under(self, measure: str, told: str) -> bool:
        """Whether an obligation is one of an act told by its number, or cites it."""
        found = next(
            (m for m in self.store.measures_of("/".join(measure.split("/")[:2])) if m.id == measure), None
        )
        if found is None:
            return False
        act, own = self.store.instruments[found.instrument], _TAIL.search(told)
        number = _alone(own[0] if own else told)
        return number.search(f"{act.title} {act.citation} {found.source.cite}") is not None

    def _acts(self, entry: Entry) -> list[ActOfLaw]:
        """The single acts held that an entry cites by their numbers, and by which it binds."""
        since = entry.period.since
        told = numbers(entry.source.cite) if since.exact else {}
        return [act for act in self.store.acts if act.since == since.day and {*act.numbers} & {*told}]

    def read_and_not_listed(self, what: What, territory: str, day: date) -> str:
        """Why a substance is told not to be listed in a territory, whose law was read for it; "" where it was not, or a year ago and more."""
        told = self._silence(what.id, territory, day) if what.kind == "substance" else None
        if told is None or told.why != READ or told.verified_through is None:
            return ""
        if (day - told.verified_through).days > _YEAR:
            return ""
        return f"{told.note} ({told.cite}; read to {told.verified_through})"

    def called(self, territory: str, day: date, name: str) -> list[tuple[str, str]]:
        """The lists that bind in a territory and may be meant by a name, likeliest first: keys of instrument and list."""
        places = self.covers(territory, day)
        held = meant_lists(name, [one for one in self.store.instruments.values() if one.territory in places])
        return [one for one in held if _of_its_own(*one)]

    def kind(self, entry: Entry) -> str:
        """The kind of the list an entry stands on."""
        return self.store.instruments[entry.instrument].lists[entry.list].kind

    def of(self, what: What, territory: str, day: date, only: Iterable[_Key] = ()) -> list[Listing]:
        """Every first listing of what is meant, in a territory, at any time; ``only``: on these lists."""
        out: list[Listing] = []
        for entries in self._on(what, territory, day, only):
            out += self._firsts(entries, chained=what.kind == "substance")
        return sorted(out, key=lambda item: (item.since.day, item.name))

    def moves(self, what: What, territory: str, day: date, only: Iterable[_Key] = ()) -> list[Listing]:
        """Every listing of it, be it the first or not: a thing may be moved from list to list."""
        entries = [e for found in self._on(what, territory, day, only) for e in found]
        return [Listing(e, begins(e), e.period.until, name_of(e, self.store)) for e in entries]

    def _on(self, what: What, territory: str, day: date, only: Iterable[_Key]) -> Iterable[list[Entry]]:
        """What lists it, place by place; of an act that names it, not the classes that hold it too."""
        wanted = set(only)
        for place in self.covers(territory, day):
            entries = list(self.meant(what, place))
            named = wanted and what.kind == "substance"
            own = {e.instrument for e in entries if not e.class_id} if named else ()
            told = [e for e in entries if not wanted or (e.instrument, e.list) in wanted]
            yield [e for e in told if not (e.class_id and e.instrument in own)]

    def added(self, territory: str, window: Window, kinds: Iterable[str] = ()) -> list[Listing]:
        """What came under control for the first time within some days, or was announced in them."""
        only, every = set(kinds), self._entries.get(territory, ())
        mine = [e for e in every if e.instrument not in self.border_rules]
        found = self._firsts([e for e in mine if not only or self.kind(e) in only])
        return [item for item in found if item.within(window)]

    def meant(self, what: What, place: str) -> tuple[Entry, ...]:
        """The entries of a territory that list what is meant, at any time."""
        key = (what.kind, what.id, place)
        if key not in self._meant:
            self._meant[key] = tuple(self._listing(what, place))
        return self._meant[key]

    def _listing(self, what: What, place: str) -> Iterator[Entry]:
        store = self.store
        if what.kind in ("substance", "form"):
            first, *others = what.id.split("; ")
            if others:  # a salt and its base by one name: what lists them all
                every = [{*self._listing(what._replace(id=one), place)} for one in others]
                yield from (
                    e for e in self._listing(what._replace(id=first), place) if all(e in one for one in every)
                )
                return
            form, _, thing = what.id.rpartition(":")
            if form:  # "ethyl ester of X", listed by its own name
                own = f"-{form.removesuffix('s')}-of-{thing}"
                yield from (e for e in self._entries.get(place, []) if e.substance.endswith(own))
            found = [(reach.outcome, store.entry(reach.entry)) for reach in listed_reaches(thing, store)]
            naming = {e.instrument for _, e in found if e.covers == thing}
            sure = (e for outcome, e in found if outcome == "applies" or e.doubt)
            # what a list names is no ether of another thing on it: codeine, of morphine
            named = (e for e in sure if e.covers == thing or e.class_id or e.instrument not in naming)
            here = (e for e in named if store.instruments[e.instrument].territory == place)
            own_law = (e for e in here if _of_its_own(e.instrument, e.list))
            yield from _listed([e for e in own_law if not form or form in e.extensions])
            return
        mine = self._entries.get(place, [])
        if what.kind == "act":
            number = re.compile(rf"(?<!\d)(?<!\d/){re.escape(what.id)}(?![\d/])")
            yield from (e for e in mine if number.search(e.source.cite))
            return
        if what.kind == "class":
            ids = {part.strip() for part in what.id.split(";")}
            yield from (e for e in mine if e.class_id in ids)
            return
        if what.kind == "unknown":  # a name that the lawbook does not know
            return
        group = words().groups[what.id]
        for entry in mine:
            if entry.class_id:
                hit = entry.class_id.split("/")[-1] in group.classes
            else:
                by_id = entry.substance in group.substances and not group.classes
                hit = by_id or entry.substance.endswith(group.names)
            if hit or self.kind(entry) in group.kinds:
                yield entry

    def perhaps(self, what: What, territory: str, day: date) -> str:
        """The class that may hold a substance on a day, and what that turns on; nothing where none may.

        A law that lists nothing (analogues, psychoactive substances) makes no listing doubtful: its lists stand apart.
        """
        for reach, entry in self._reached(what, territory, day):
            apart = self.store.instruments[entry.instrument].lists[entry.list].apart
            if reach.outcome == "cannot_tell" and not apart:
                return f"{entry.instrument}, {entry.clause}, from {begins(entry)}, may hold it: {', '.join(reach.missing)}"
        return ""

    def of_a_class(self, what: What, territory: str, day: date, only: Iterable[_Key] = ()) -> bool:
        """Whether a class on a list of a territory reaches a substance on a day; ``only``: on these lists."""
        wanted, reached = set(only), self._reached(what, territory, day)
        classes = (e for reach, e in reached if e.class_id and reach.outcome == "applies")
        return any(not wanted or (e.instrument, e.list) in wanted for e in classes)

    def _reached(self, what: What, territory: str, day: date) -> Iterator[tuple[Reach, Entry]]:
        """The entries of a territory, in force on a day, that may reach a substance, each with how it does."""
        store, places = self.store, self.covers(territory, day)
        for reach in listed_reaches(what.id, store) if what.kind == "substance" else ():
            entry = store.entry(reach.entry)
            if day in entry.period and store.instruments[entry.instrument].territory in places:
                yield reach, entry

    def _firsts(self, entries: list[Entry], chained: bool = False) -> list[Listing]:
        """First listings only. ``chained``: all entries list one thing, whatever their own names."""
        by_thing: dict[str, list[Entry]] = {}
        for entry in entries:
            by_thing.setdefault("" if chained else entry.covers, []).append(entry)
        out = []
        for every in by_thing.values():
            spells = _listed(every) or every
            doubtful = all(entry.doubt for entry in every)
            spells.sort(key=lambda e: (begins(e).day, e.announced is None, e.period.until or date.max))
            end: date | None = date.min
            for entry in spells:
                since, until = begins(entry), entry.period.until
                if end is not None and since.day > end:
                    out.append(Listing(entry, since, until, name_of(entry, self.store)))
                elif out:
                    last = out[-1]
                    longer = None if last.until is None or until is None else max(last.until, until)
                    out[-1] = last._replace(until=longer)
                if doubtful or not entry.doubt:  # what goes on in doubt is in no later listing's way
                    end = None if end is None or until is None else max(end, until)
        return out


def _listed(entries: list[Entry]) -> list[Entry]:
    """Those that list for sure, and with a doubt what they listed: what a law may reach otherwise, it does not list."""
    sure = [entry for entry in entries if not entry.doubt]
    return [*sure, *(e for e in entries if e.doubt and any(_goes_on(one, e) for one in sure))]


def _goes_on(entry: Entry, later: Entry) -> bool:
    """Whether one listing takes the place of another where that ended, on the same list."""
    same = (entry.instrument, entry.list) == (later.instrument, later.list)
    return same and entry.period.until is not None and begins(later).day == entry.period.until


def begins(entry: Entry) -> Since:
    """The first day of a listing; of a span its earliest: a statement that falls into the span is not contradicted."""
    since = entry.period.since
    return Since(since.first, ">=") if since.first is not None else since


def acts(listings: Iterable[Listing]) -> list[Act]:
    """Listings by the act that made them, oldest first."""
    found: dict[tuple[str, Since, date | None], list[Listing]] = {}
    for item in listings:
        found.setdefault((item.entry.instrument, item.since, item.entry.announced), []).append(item)
    every = (Act(since, announced, tuple(items)) for (_, since, announced), items in found.items())
    return sorted(every, key=lambda act: act.since.day)
