"""An answer by field of law: what each territory says of a substance as a drug, a weapon, a pollutant ...

No I/O and no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.determine import Control, Reach
from tidewaiter.lawbook.store import Store
from tidewaiter.question import Question
from tidewaiter.silence import NOT_FOUND, NOT_HELD, WATCH, Silence, held_fields, silences

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
        entry = store.entry(reach.entry)
        reaches.setdefault(store.field_of(store.instruments[entry.instrument], entry.list), []).append(reach)
    found: dict[tuple[str, str], list[Control]] = {}
    for control in controls:
        found.setdefault((control.jurisdiction, control.field), []).append(control)
    # the unions whose law binds at a place that was asked speak for themselves
    places = dict.fromkeys(
        (*(question.asked or question.jurisdictions), *(one.jurisdiction for one in controls))
    )
    rows = []
    for field in question.fields or dict.fromkeys(store.vocabulary.get("fields", {}).values()):
        if field == WATCH and field not in reaches:
            continue
        for place in places:
            if own := found.get((place, field)):
                outcome = "applies" if any(one.outcome == "applies" for one in own) else "cannot_tell"
                rows.append(Told(place, field, outcome, ", ".join(dict.fromkeys(one.list for one in own))))
            else:
                told = _silent(place, field, reaches.get(field, []), substances, question, store)
                rows.append(Told(place, field, told.why, told.note))
    return tuple(rows)


def _silent(
    place: str, field: str, reached: list[Reach], substances: Sequence[str], question: Question, store: Store
) -> Silence:
    """Why a territory shows no control in a field; where nothing stands in it anywhere, whether its law is held at all."""
    if reached:
        asked = question._replace(fields=(field,))
        return silences([place], reached, substances, asked, store)[0]
    kinds = frozenset(kind for kind, of in store.vocabulary.get("fields", {}).items() if of == field)
    for item in store.reasons(
        place
    ):  # a law that is known to speak of these substances by name, and is not held
        if (
            item.why == NOT_HELD
            and item.substances
            and item.covers(frozenset(substances), kinds, question.on)
        ):
            return Silence(
                place, NOT_HELD, f"{item.law}: {item.note}", item.source.cite, item.verified_through
            )
    held = field in held_fields(place, question.on, store)
    note = "listed nowhere in what is held" if held else f"its law on {field} is not in the lawbook"
    return Silence(place, NOT_FOUND if held else NOT_HELD, note, "", None)
