"""Lists that carry the entries of another instrument: law that one territory took over from another is said once.

``keeps``: all that stood there on the eve of the instrument's first day goes on from that day, as a state that leaves a union
keeps its law; what was added, changed or ended since is a row of the list's own, and stands in place of what is carried of
the same substance or class. ``applies``: each entry on its own days, with the duties that it brings, as a treaty lets the law
of a union bind in a territory outside of it. Limits and exceptions come with the entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tidewaiter.dates import Period, Since
from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.records import EVERY, Entry, Instrument, List, Source
from tidewaiter.lawbook.rule import at
from tidewaiter.lawbook.whole import Records

Lists = dict[str, List]  # by the list that is carried, the list that carries it


def carry(book: Records) -> Iterator[LawbookError]:
    """Add to a lawbook what its lists carry; yields a fault for each list that names none, or one that carries itself."""
    for instrument in tuple(book.instruments.values()):
        carried: dict[str, Lists] = {}
        for listed in instrument.lists.values():
            if not (named := listed.keeps or listed.applies):
                continue
            key, name = _named(named)
            source = book.instruments.get(key)
            if source is None or name not in source.lists or _carries(source.lists[name]):
                message = f"list '{listed.key}' carries '{named}', which is no list with entries of its own."
                mend = "Write the key of an instrument, a stroke, the key of one of its lists."
                yield at(book, f"instrument {instrument.key}", message, mend)
            else:
                carried.setdefault(key, {})[name] = listed
        for key, lists in carried.items():
            _Carrying(book, instrument, book.instruments[key], lists).all()


def _named(text: str) -> tuple[str, str]:
    """The keys of an instrument and of its list: the first has one stroke within."""
    issuer, _, rest = text.partition("/")
    folder, _, name = rest.partition("/")
    return f"{issuer}/{folder}", name


def _carries(listed: List) -> bool:
    return bool(listed.keeps or listed.applies)


class _Carrying:
    """What one instrument carries of the lists of another."""

    def __init__(self, book: Records, instrument: Instrument, source: Instrument, lists: Lists) -> None:
        self.book, self.instrument, self.source, self.lists = book, instrument, source, lists

    def all(self) -> None:
        """Add the entries, and what limits or follows them."""
        self._entries()
        self._exceptions()
        self._limits()
        self._measures()

    def _entries(self) -> None:
        book, own = self.book, {(e.instrument, e.list, e.covers) for e in self.book.entries}
        for entry in [one for one in book.entries if one.instrument == self.source.key]:
            listed = self.lists.get(entry.list)
            if listed is None or (self.instrument.key, listed.key, entry.covers) in own:
                continue
            period = self._period(entry.period, listed)
            if period is not None:
                made = self._entry(entry, listed, period)
                book.where[f"entry {made.id}"] = book.where[f"entry {entry.id}"]
                book.entries.append(made)

    def _entry(self, entry: Entry, listed: List, period: Period) -> Entry:
        default = entry.extensions == self.source.lists[entry.list].extensions
        _, _, named = entry.id.removesuffix(f"@{entry.period.since.day}").rpartition(f"/{entry.list}/")
        return entry._replace(
            id=f"{self.instrument.key}/{listed.key}/{named}@{period.since.day}",
            instrument=self.instrument.key,
            list=listed.key,
            clause=_within(entry.clause, entry.list, listed.key),
            extensions=listed.extensions if default else entry.extensions,
            period=period,
            announced=None,
            implements="",
            source=self._cited(entry.source),
        )

    def _exceptions(self) -> None:
        for number, one in enumerate(tuple(self.book.exceptions)):
            for lists, period in self._bound(one.instrument, one.lists or tuple(self.lists), one.period):
                place = self.book.where[f"exception {number}"]
                self.book.where[f"exception {len(self.book.exceptions)}"] = place
                source = self._cited(one.source)
                made = one._replace(instrument=self.instrument.key, lists=lists, period=period, source=source)
                self.book.exceptions.append(made)

    def _limits(self) -> None:
        """Of the substances that are carried alone."""
        listed = {(e.list, e.covers) for e in self.book.entries if e.instrument == self.instrument.key}
        for number, one in enumerate(tuple(self.book.limits)):
            for lists, period in self._bound(one.instrument, one.lists, one.period):
                stand = {covers for name, covers in listed if name in lists} | {EVERY}
                if not (substances := tuple(filter(stand.__contains__, one.substances))):
                    continue
                self.book.where[f"limit {len(self.book.limits)}"] = self.book.where[f"limit {number}"]
                made = one._replace(
                    instrument=self.instrument.key, lists=lists, substances=substances, period=period,
                    source=self._cited(one.source),
                )  # fmt: skip
                self.book.limits.append(made)

    def _measures(self) -> None:
        """Of lists that apply alone: a law that is kept says anew who grants and who reports."""
        applied = {name: listed for name, listed in self.lists.items() if listed.applies}
        for one in tuple(self.book.measures):
            own = tuple(applied[name].key for name in one.lists or applied if name in applied)
            if one.instrument != self.source.key or not own:
                continue
            period = _from(one.period, self.instrument.period.since)
            if period is not None:
                made = one._replace(
                    id=one.id.replace(self.source.key, self.instrument.key, 1),
                    instrument=self.instrument.key, lists=own, period=period,
                )  # fmt: skip
                self.book.where[f"measure {made.id}"] = self.book.where[f"measure {one.id}"]
                self.book.measures.append(made)

    def _bound(
        self, instrument: str, lists: tuple[str, ...], period: Period
    ) -> Iterator[tuple[tuple[str, ...], Period]]:
        """The lists that carry some of an instrument's, by the days on which they do."""
        if instrument != self.source.key:
            return
        by_days: dict[Period, list[str]] = {}
        for name in lists:
            if (listed := self.lists.get(name)) and (days := self._period(period, listed)):
                by_days.setdefault(days, []).append(listed.key)
        for days, own in by_days.items():
            yield tuple(own), days

    def _period(self, period: Period, listed: List) -> Period | None:
        """The days on which an entry is carried; None: on none."""
        begins = self.instrument.period.since
        if listed.applies:
            return _from(period, begins)
        eve = begins.day - timedelta(1)
        held = eve in period or period.open_on(eve)
        return Period(begins, self.instrument.period.until) if held else None

    def _cited(self, source: Source) -> Source:
        """Where what is carried stands: in the law that carries it, as it was read in that which it is taken from."""
        return source._replace(cite=f"{self.instrument.citation}; {source.cite}")


def _within(clause: str, list_: str, own: str) -> str:
    """The pinpoint of what is carried: where it begins with the list that it is taken from, with the list that carries it.

    >>> _within("Annex I Part 1, Alachlor", "Annex I part 1", "Part 1")
    'Part 1, Alachlor'
    """
    return own + clause[len(list_) :] if clause.casefold().startswith(list_.casefold()) else clause


def _from(period: Period, begins: Since) -> Period | None:
    """What is left of a period from a day on; None: nothing."""
    first: date = begins.day
    if period.until is not None and period.until <= first:
        return None
    return period if period.earliest >= first else period._replace(since=begins, floor=None, ceiling=None)
