"""Browsing the lawbook: coverage, two days compared, a substance through time, treaty and followers.

Plain rows (slotted dataclasses) in, plain rows out; the command line and the pages print them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from tidewaiter.chronicle import events, events_beside, indicators, parties
from tidewaiter.contract.law import Change, CoverageRow, Lag, Spell
from tidewaiter.dates import Since, days_between
from tidewaiter.lawbook.records import Entry, Instrument
from tidewaiter.lawbook.store import Store
from tidewaiter.lookup import show
from tidewaiter.plain import row_of
from tidewaiter.reached import Reach, entry_of, listed_reaches
from tidewaiter.silence import WATCH

if TYPE_CHECKING:
    from tidewaiter.duty.records import Tables
    from tidewaiter.lawbook.beside import Party, PartyInstrument

__all__ = ["coverage", "diff", "events", "indicators", "lag", "parties", "show", "timeline"]


def coverage(store: Store, duties: Tables | None = None) -> list[CoverageRow]:
    """One row an instrument: what is encoded, from what, and what is missing.

    First the lists, then the duties (where their tables are given), the lists of parties, and what is told
    beside the law.
    """
    entries: dict[str, list[Entry]] = {}
    for entry in store.entries():
        entries.setdefault(entry.instrument, []).append(entry)
    rows = []
    for item in store.instruments.values():
        mine = entries.get(item.key, [])
        rows.append(_listing(item, "listings", mine, Counter(entry.dates_verified for entry in mine)))
    return [
        *sorted(rows, key=_by_place),
        *_duty_coverage(duties),
        *_party_coverage(store),
        *_beside_coverage(store),
    ]


def _by_place(row: CoverageRow) -> tuple[str, str]:
    return row.territory, row.instrument


def _listing(
    item: Instrument | PartyInstrument, counted: str, listed: Sequence[Entry | Party], days: Mapping[str, int]
) -> CoverageRow:
    """The row of an instrument that lists substances or parties; ``days``: the levels of what their days were read in."""
    return row_of(
        CoverageRow, item, item.coverage, instrument=item.key, counted=counted, entries=len(listed),
        current=sum(one.period.until is None for one in listed), levels=_levels(listed), day_levels=dict(days),
        bounded=sum(not one.period.since.exact for one in listed),
    )  # fmt: skip


def _levels(items: Iterable[Any]) -> dict[str, int]:
    return dict(Counter(item.source.verified for item in items))


def _duty_coverage(duties: Tables | None) -> list[CoverageRow]:
    if duties is None:
        return []
    rows = []
    for item in duties.instruments.values():
        mine = [measure for measure in duties.measures.values() if measure.instrument == item.key]
        running = sum(any(p.until is None and not p.status for p in one.periods) for one in mine)
        row = {"instrument": item.key, "counted": "duties", "entries": len(mine), "current": running}
        empty = {"levels": {}, "day_levels": {}, "bounded": 0}
        rows.append(row_of(CoverageRow, item, **row, **empty, status=item.coverage))
    return sorted(rows, key=_by_place)


def _party_coverage(store: Store) -> list[CoverageRow]:
    listed: dict[str, list[Party]] = {key: [] for key in store.party_instruments}
    for party in store.parties:
        listed[party.instrument].append(party)
    rows = (_listing(store.party_instruments[key], "parties", mine, {}) for key, mine in listed.items())
    return sorted(rows, key=_by_place)


def _beside_coverage(store: Store) -> list[CoverageRow]:
    told = [("events", "what was announced, agreed, threatened, answered", "", "events", store.events, None)]
    for one in store.series.values():
        mine = [point for point in store.points if point.series == one.id]
        last = max((point.as_of or point.last for point in mine), default=None)
        told.append((f"indicators/{one.id}", one.title, one.territory, "figures", mine, last))  # type: ignore[arg-type]
    return [
        CoverageRow(
            key,
            title,
            territory,
            counted,
            len(items),
            None,
            _levels(items),
            {},
            0,
            "as far as sourced",
            (),
            last,
        )
        for key, title, territory, counted, items, last in told
        if items
    ]


def diff(store: Store, first: date, second: date, territories: Iterable[str] = ()) -> list[Change]:
    """What the law lists on ``second`` and not on ``first``, or elsewhere, or no longer. Where only a bound of the first
    or last day is known, that it cannot be told whether a listing held is no change.
    """
    wanted = set(territories)
    states: tuple[dict[tuple[str, str], list[Entry]], ...] = ({}, {})
    for entry in store.entries():
        territory = store.instruments[entry.instrument].territory
        if wanted and territory not in wanted:
            continue
        for state, day in zip(states, (first, second), strict=True):
            if day in entry.period or entry.period.open_on(day):
                state.setdefault((territory, entry.covers), []).append(entry)
    changes = []
    for key in sorted(states[0].keys() | states[1].keys()):
        before, after = states[0].get(key, []), states[1].get(key, [])
        change = _change(key, before, after, store)
        if change is not None:
            changes.append(change)
    return changes


def _change(key: tuple[str, str], before: list[Entry], after: list[Entry], store: Store) -> Change | None:
    places = [tuple(sorted(f"{e.instrument} {e.list}" for e in state)) for state in (before, after)]
    if places[0] == places[1]:
        return None
    if before and after:
        lists = [{entry.list for entry in state} for state in (before, after)]
        instruments = [{entry.instrument for entry in state} for state in (before, after)]
        word = "moved" if lists[0] != lists[1] and instruments[0] == instruments[1] else "re-enacted"
    else:
        word = "added" if after else "removed"
    new = [entry for entry in after if entry.id not in {old.id for old in before}]
    day = min((entry.period.since.day for entry in new), default=None)
    if not after:
        day = max((entry.period.until for entry in before if entry.period.until), default=None)
    cited = (new or before)[0]
    return Change(key[0], key[1], name_of(cited, store), word, places[0], places[1], day, cited.source.cite)


def name_of(entry: Entry, store: Store) -> str:
    """The name by which people know what an entry lists."""
    substance = store.substance(entry.substance) if entry.substance else None
    return substance.name if substance else entry.as_listed or entry.class_id


def timeline(reached: Iterable[Reach], store: Store) -> list[Spell]:
    """All listings that reach a substance, at any time, oldest first in each territory."""
    spells = []
    for reach in reached:
        entry = entry_of(reach, store)
        instrument = store.instruments[entry.instrument]
        told = tuple(event.id for event in events_beside(store, (entry,)))
        place = {"territory": instrument.territory, "basis": reach.basis, "outcome": reach.outcome}
        spells.append(row_of(Spell, entry, entry.period, entry.source, **place, entry=entry.id, events=told))
    return sorted(spells, key=lambda s: (s.territory, s.since.day, s.instrument, s.list))


def lag(store: Store, substances: Iterable[str] = (), territories: Iterable[str] = ()) -> list[Lag]:
    """Per substance, the treaty's day and each territory's first day of control.

    Negative days: the territory was first. Only substances that a treaty lists; where a day is bounded, so is
    the difference, and no median counts it. A territory with no listing found is shown as such: it is not proof of none.
    """
    wanted, only = set(territories), set(substances)
    places = sorted(set(store.territories) - {"UN"})
    rows = []
    for entry in store.entries():
        instrument = store.instruments[entry.instrument]
        if instrument.territory != "UN" or (only and entry.covers not in only) or not entry.substance:
            continue
        field = store.field_of(entry)
        if field == WATCH:
            continue  # no treaty: nobody has to follow it
        first = _first_days(entry.substance, store.carriers(field), store)
        decided = next(
            (
                d.decided
                for d in store.decisions
                if entry.substance in d.substances and d.instrument == entry.instrument
            ),
            None,
        )
        for place in places:
            if wanted and place not in wanted:
                continue
            since, implements = first.get(place, (None, ""))
            rows.append(
                Lag(
                    entry.substance,
                    name_of(entry, store),
                    f"{entry.instrument} {entry.list}",
                    entry.source.cite,
                    decided,
                    entry.period.since,
                    place,
                    since,
                    days_between(decided, since.day) if since and decided else None,
                    days_between(entry.period.since.day, since.day) if since else None,
                    implements,
                    since is not None and since.exact,
                )
            )
    return sorted(rows, key=lambda row: (row.decided or row.binds.day, row.name, row.treaty, row.territory))


class LagSummary(NamedTuple):
    """How long one territory took after the treaty's decisions, over the substances whose first day there is known."""

    territory: str
    exact: int
    bounded: int  # the first day there is only a bound: counted in no median
    missing: int
    median: int | None


def days_by_territory(rows: Iterable[Lag]) -> Iterator[tuple[str, list[int], int, int]]:
    """Of each territory the days from dated decisions to exact first days, sorted; how many of its first days are only
    bounded, and how many were not found."""
    groups: dict[str, list[Lag]] = {}
    for row in rows:
        if row.decided is not None:
            groups.setdefault(row.territory, []).append(row)
    for territory, mine in sorted(groups.items()):
        days = sorted(r.days_after_decision for r in mine if r.exact and r.days_after_decision is not None)
        bounded = sum(r.since is not None and not r.exact for r in mine)
        yield territory, days, bounded, len(mine) - len(days) - bounded


def lag_summaries(rows: Iterable[Lag]) -> list[LagSummary]:
    """One row a territory, over all substances whose decision is dated."""
    from statistics import median

    return [
        LagSummary(territory, len(days), bounded, missing, round(median(days)) if days else None)
        for territory, days, bounded, missing in days_by_territory(rows)
    ]


def _first_days(substance: str, fields: frozenset[str], store: Store) -> dict[str, tuple[Since, str]]:
    first: dict[str, tuple[Since, str]] = {}
    for reach in listed_reaches(substance, store):
        if reach.outcome != "applies":
            continue
        entry = store.entry(reach.entry)
        instrument = store.instruments[entry.instrument]
        place = instrument.territory
        if store.field_of(entry) not in fields:
            continue
        if place not in first or entry.period.since.day < first[place][0].day:
            first[place] = (entry.period.since, entry.implements)
    return first
