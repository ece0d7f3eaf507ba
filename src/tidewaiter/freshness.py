"""Which laws a question consults, and up to which day they were read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tidewaiter.answer import Consulted, Freshness
from tidewaiter.determine import Control
from tidewaiter.lawbook.records import Instrument
from tidewaiter.lawbook.store import Store
from tidewaiter.question import Question
from tidewaiter.silence import held_fields, of_fields


def consulted(question: Question, store: Store) -> tuple[Consulted, ...]:
    """The instruments that are consulted for a question, with how complete each is."""
    return store.once(
        (question.jurisdictions, question.on, question.fields, "consulted"),
        lambda: tuple(
            Consulted(
                item.key, item.title, item.territory, str(item.coverage), item.coverage.verified_through
            )
            for item in store.instruments.values()
            if item.territory in question.jurisdictions
            and (item.period.until is None or question.on < item.period.until)
            and (not question.fields or not store.fields(item).isdisjoint(question.fields))
        ),
    )


def freshness(
    question: Question, controls: Iterable[Control], fields: frozenset[str], store: Store
) -> tuple[Freshness, ...]:
    """Up to which day the law of each territory asked was read: that of its controls, or of the lists that were searched,
    where it is known of what kind they would be."""
    searched = store.once(
        (question.asked, question.jurisdictions, question.on, fields, question.fields, "read through"),
        lambda: _read_through(question, fields, store),
    )
    spoke: dict[str, dict[str, None]] = {}
    for control in controls:
        place = control.instrument.territory
        if place in searched:
            spoke.setdefault(place, {})[control.instrument.key] = None
    fresh = {place: _fresh(place, tuple(laws), question.on, store) for place, laws in spoke.items()}
    return tuple({**searched, **fresh}.values())


def _fresh(place: str, laws: tuple[str, ...], on: date, store: Store) -> Freshness:
    """How fresh the reading of some laws of a territory is."""
    read = map(store.instruments.__getitem__, laws)
    return store.once((place, laws, on, "fresh"), lambda: Freshness.of_laws(place, read, on))


def _read_through(question: Question, fields: frozenset[str], store: Store) -> dict[str, Freshness]:
    """Of each territory asked whose law is consulted up to which day what was searched of some fields was read."""
    held: dict[str, list[Instrument]] = {}
    for item in consulted(question, store):
        held.setdefault(item.jurisdiction, []).append(store.instruments[item.instrument])
    return {
        place: Freshness.of_laws(place, of_fields(held[place], fields, store), question.on)
        for place in question.asked or question.jurisdictions
        if place in held and fields <= held_fields(place, question.on, store)
    }
