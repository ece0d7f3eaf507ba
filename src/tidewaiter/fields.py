"""An answer by field of law: what each territory says of a substance as a drug, a weapon, a pollutant ...

No I/O and no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.determine import Control, Reach
from tidewaiter.lawbook.records import Reason
from tidewaiter.lawbook.store import Store
from tidewaiter.question import Question
from tidewaiter.silence import NOT_FOUND, NOT_HELD, WATCH, held_fields, silences

if TYPE_CHECKING:
    from tidewaiter.contract.check import InFieldOf


class Told(NamedTuple):
    """What a territory says of a substance in one field of law."""

    jurisdiction: str
    field: str
    outcome: str  # applies | cannot_tell | read | not_held | not_found
    note: str  # the lists that control it, or why none is shown

    def to_json(self) -> InFieldOf:
        """As plain data."""
        return {
            "jurisdiction": self.jurisdiction,
            "field": self.field,
            "outcome": self.outcome,
            "note": self.note,
        }


def by_field(
    question: Question,
    controls: Sequence[Control],
    reached: Iterable[Reach],
    substances: Sequence[str],
    store: Store,
) -> tuple[Told, ...]:
    """One row a territory asked and field of law: its controls, or why it shows none.

    Watch lists have a row only where something stands on one anywhere: they control nothing, and none of them is missed.
    """
    reaches: dict[str, list[Reach]] = {}
    for reach in reached:
        reaches.setdefault(store.field_of(store.entry(reach.entry)), []).append(reach)
    found: dict[tuple[str, str], list[Control]] = {}
    for control in controls:
        found.setdefault((control.jurisdiction, control.field), []).append(control)
    # the unions whose law binds at a place that was asked speak for themselves
    places = dict.fromkeys(
        (*(question.asked or question.jurisdictions), *(one.jurisdiction for one in controls))
    )
    ids = frozenset(substances)
    named = {place: items for place in places if (items := _naming(place, ids, store))}
    rows: list[Told] = []
    for field in question.fields or dict.fromkeys(store.vocabulary.get("fields", {}).values()):
        if field not in reaches:
            rows += () if field == WATCH else _nowhere(field, tuple(places), ids, named, question.on, store)
            continue
        asked = question._replace(fields=(field,))
        silent = [place for place in places if (place, field) not in found]
        told = {one.jurisdiction: one for one in silences(silent, reaches[field], substances, asked, store)}
        for place in places:
            if own := found.get((place, field)):
                outcome = "applies" if any(one.outcome == "applies" for one in own) else "cannot_tell"
                rows.append(Told(place, field, outcome, ", ".join(dict.fromkeys(one.list for one in own))))
            else:
                rows.append(Told(place, field, told[place].why, told[place].note))
    return tuple(rows)


def _naming(place: str, substances: frozenset[str], store: Store) -> list[Reason]:
    """The laws of a territory that are not held and are known to name one of some substances."""
    found = store.reasons(place, substances)
    return [item for item in found if item.substances and item.why == NOT_HELD]


def _nowhere(
    field: str,
    places: tuple[str, ...],
    ids: frozenset[str],
    named: dict[str, list[Reason]],
    on: date,
    store: Store,
) -> tuple[Told, ...]:
    """What territories say in a field in which nothing stands anywhere: whether their law on it is held at all, or a law is
    known that names the substance (``ids``) and is not held (``named``, by territory)."""

    def told(place: str) -> Told:
        if field in held_fields(place, on, store):
            return Told(place, field, NOT_FOUND, "listed nowhere in what is held")
        return Told(place, field, NOT_HELD, f"its law on {field} is not in the lawbook")

    rows: tuple[Told, ...] = store.once(("nowhere", field, places, on), lambda: tuple(map(told, places)))
    if not named:
        return rows
    kinds = store.kinds_of((field,))

    def known(row: Told) -> Told:
        speaking = (item for item in named.get(row.jurisdiction, ()) if item.covers(ids, kinds, on))
        item = next(speaking, None)
        return row._replace(outcome=NOT_HELD, note=f"{item.law}: {item.note}") if item else row

    return tuple(map(known, rows))
