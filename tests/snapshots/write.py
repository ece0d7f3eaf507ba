"""Snapshots of answers through time: one line a substance (or class example) and territory, one a good and origin.

``python tests/snapshots/write.py`` (``make snapshots``) writes them afresh; the test beside refuses a difference that
was not committed with its reason. A line tells each day on which the answer changes and what it is from then on:
``+`` applies, ``?`` cannot tell, then instrument, list and basis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from tidewaiter import Lawbook
from tidewaiter.dates import FIRST_DAY
from tidewaiter.determine import binding
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.records import Entry
from tidewaiter.question import Question
from tidewaiter.reached import Reach, reach_of
from tidewaiter.substance.identity import Candidate

HERE = Path(__file__).parent
CONTROLS, DUTIES = HERE / "controls.txt", HERE / "duties.txt"
GOODS = 40  # spread over the schedule that is shipped
ORIGINS = ("CN", "HK", "MX", "CA", "DE", "GB", "IN", "BR", "JP", "CH", "VN", "RU", "AU")


def controls(book: Lawbook) -> Iterator[str]:
    """The lines of every listed substance, by name, and of every example of a class, as drawn."""
    store = book.store
    for substance in sorted(store.substances(), key=lambda one: one.id):
        reached = [reach_of(value) for value in store.reaches(substance.id)]
        yield from _lines(substance.id, reached, book)
    for smiles in sorted(_examples(book)):
        yield from _lines(smiles, book.reached(Candidate("", "", smiles, "")), book)


def _examples(book: Lawbook) -> set[str]:
    from tidewaiter.classes import read_definitions

    assert book.folder is not None
    found: set[str] = set()
    for definition in read_definitions(book.folder / "classes"):
        found |= {one.smiles for one in (*definition.must_match, *definition.must_not_match)}
    return found


def _lines(name: str, reached: Iterable[Reach], book: Lawbook) -> Iterator[str]:
    store = book.store
    by_place: dict[str, list[tuple[Reach, Entry]]] = {}
    for reach in reached:
        entry = store.entry(reach.entry)
        by_place.setdefault(store.instruments[entry.instrument].territory, []).append((reach, entry))
    for place, pairs in sorted(by_place.items()):
        days = {max(day, FIRST_DAY) for _, entry in pairs for day in entry.period.edges if day < date.max}
        told, last = [], ""
        for day in sorted(days):
            bound = binding([reach for reach, _ in pairs], Question(day, (place,)), store)
            state = " ".join(sorted({_state(reach, entry) for reach, entry in bound})) or "-"
            if state != last and (told or state != "-"):
                told.append(f"{day} {state}")
            last = state
        if told:
            yield f"{name} | {place} | {'; '.join(told)}"


def _state(reach: Reach, entry: Entry) -> str:
    sign = "+" if reach.outcome == "applies" else "?"
    return f"{sign}{entry.instrument}:{entry.list.replace(' ', '_')}:{reach.basis.replace(' ', '_')}"


def duties() -> Iterator[str]:
    """The lines of some goods of every chapter that is shipped: per cent assessed and owed, from each day of change."""
    from tidewaiter.duty.answer import assess
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.duty.evaluate import Entry as Declared
    from tidewaiter.duty.records import HOME, change_days

    book = DutyBook.load()
    settings = book.tables.settings
    first, last = date.fromisoformat(settings["first_day"]), date.fromisoformat(settings["horizon"])
    codes = [code for code in book.codes(HOME) if len(code) == 10]
    for code in codes[:: max(1, len(codes) // GOODS)]:
        changes = change_days(book.tables, HOME, book.lists_of(code))
        days = [first, *(day for day in changes if first < day < last)]
        for origin in ORIGINS:
            told, before = [], ""
            for day in days:
                try:
                    answer = assess(book, Declared(code, origin, day, no_claims=True))
                    now = f"{answer.assessed.percent} {answer.owed.percent}"
                except QuestionError:
                    now = "no such line"
                if now != before:
                    told.append(f"{day} {now}")
                before = now
            yield f"{code} | {origin} | {'; '.join(told)}"


def write() -> None:
    """Write both files."""
    CONTROLS.write_text("\n".join(controls(Lawbook.load())) + "\n", encoding="utf-8")
    DUTIES.write_text("\n".join(duties()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
