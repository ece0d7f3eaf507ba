"""Where the lawbook is silent, and what explains each silence: four sweeps over everything that it lists.

- ``bounds``: a listing whose first or last day is only bounded, asked for a day beyond the bound;
- ``treaty``: a substance that a treaty on drugs lists today, asked in every territory;
- ``carried``: a substance that another treaty lists today, asked in every territory in each field of law that carries it;
- ``many``: a substance that four of the territories whose drug law is held control today, asked in the others.

Each pair is explained by a control, by a silence that is ``read`` or ``not_held``, or by nothing: then it is open.
Besides, an entry is told that names a family in words and reaches nothing but its own name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from tidewaiter.determine import binding
from tidewaiter.lawbook.records import Entry, Substance
from tidewaiter.lawbook.store import Store
from tidewaiter.question import Question, wider
from tidewaiter.reached import Reach, listed_reaches
from tidewaiter.silence import NOT_FOUND, WATCH, silences

SWEEPS = {
    "bounds": "listings whose first or last day is only bounded, asked beyond the bound",
    "treaty": "substances under a treaty on drugs, asked in every territory",
    "carried": "substances under another treaty, asked in every territory in each field of law that carries it",
    "many": "substances that four of the six territories of MANY control, asked in the others",
    "words": "entries that name a family in words and reach nothing",
}
MANY = ("UN", "US", "CN", "UK", "CA", "DE")  # where the whole of drug law is held, or meant to be
ENOUGH = 4
OPEN_FILE = "open-gaps.csv"  # gaps that are known and open: the list may only shrink


class Gap(NamedTuple):
    """One pair that was asked, and what explains it."""

    sweep: str
    covers: str  # id of the substance or class
    name: str
    territory: str
    on: date
    explained: str  # control | read | not_held | "" (open)
    note: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others."""
        return self.sweep, self.covers, self.territory


def gaps(store: Store, on: date) -> list[Gap]:
    """All pairs of the sweeps, as on a day: those that a control answers too."""
    return [*_bounds(store), *_by_substance(store, on), *_words(store)]


def _bounds(store: Store) -> Iterator[Gap]:
    for entry in store.entries():
        period = entry.period
        days = [] if period.since.exact else [period.since.day - timedelta(1)]
        if period.ends is not None:
            days.append(period.ends.day)
        for day in days:
            place = store.instruments[entry.instrument].territory
            reached = _reached_as(entry, store)
            yield _explained("bounds", entry.covers, _name(entry, store), reached, place, day, store)


def _reached_as(entry: Entry, store: Store) -> list[Reach]:
    if entry.substance:
        return [*listed_reaches(entry.substance, store)]
    return [Reach(one.id, "applies", "class", "") for one in store.listings(entry.class_id)]


def _explained(
    sweep: str,
    covers: str,
    name: str,
    reached: list[Reach],
    place: str,
    day: date,
    store: Store,
    field: str = "",
) -> Gap:
    """One pair: whether the territory's law, or that of a union it belongs to, answers it, or its silence is explained."""
    places = wider(place, day, store)
    question = Question(day, places, fields=(field,) if field else ())
    bound = binding(reached, question, store)
    if bound:
        entry = bound[0][1]
        return Gap(sweep, covers, name, place, day, "control", f"{entry.instrument} {entry.list}")
    (told,) = silences([place], reached, [covers], question, store)
    return Gap(sweep, covers, name, place, day, "" if told.why == NOT_FOUND else told.why, told.note)


def _by_substance(store: Store, on: date) -> Iterator[Gap]:
    places = sorted(set(store.territories) - {"UN", "XI"})
    for substance in store.substances():
        reached = [*listed_reaches(substance.id, store)]
        live: set[str] = set()
        treaties: set[str] = set()
        for reach in reached:
            if on in (entry := store.entry(reach.entry)).period:
                instrument = store.instruments[entry.instrument]
                field = store.field_of(entry)
                if field in store.drug_law and (field != WATCH or instrument.territory != "UN"):
                    live.add(instrument.territory)
                elif instrument.territory == "UN" and field != WATCH:
                    treaties |= store.carriers(field)
        for carrier in sorted(treaties):
            for place in places:
                yield _explained("carried", substance.id, substance.name, reached, place, on, store, carrier)
        if "UN" in live:
            for place in places:
                yield _explained("treaty", substance.id, substance.name, reached, place, on, store)
        elif len(live & set(MANY)) >= ENOUGH and substance.smiles:
            for place in MANY:
                yield _explained("many", substance.id, substance.name, reached, place, on, store)


def _words(store: Store) -> Iterator[Gap]:
    """Families that stand on a list as words alone: no definition of the same clause says who belongs to them.

    A row that asks which member is meant, where the list names them one by one, claims no more than that.
    """
    defined = {(entry.instrument, entry.list, entry.clause) for entry in store.entries() if entry.class_id}
    for entry in store.entries():
        substance = store.substance(entry.substance) if entry.substance else None
        if substance is None or not _is_family(substance) or entry.doubt:
            continue
        if (entry.instrument, entry.list, entry.clause) not in defined and not entry.period.until:
            place = store.instruments[entry.instrument].territory
            note = f"{entry.instrument} {entry.clause}: a family held by its name"
            yield Gap("words", substance.id, substance.name, place, entry.period.since.day, "", note)


def _is_family(substance: Substance) -> bool:
    return substance.kind == "family" and not substance.smiles


def _name(entry: Entry, store: Store) -> str:
    substance = store.substance(entry.substance) if entry.substance else None
    return substance.name if substance else entry.class_id


def known_open(folder: Path) -> set[tuple[str, str, str]]:
    """The gaps that a lawbook says are open."""
    path = folder / OPEN_FILE
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["sweep"], row["covers"], row["territory"]) for row in csv.DictReader(file)}


def unexplained(found: Iterable[Gap]) -> list[Gap]:
    """The open ones, each pair once."""
    return list({gap.key: gap for gap in found if not gap.explained}.values())
