"""An answer by field of law: what each territory says of a substance as a drug, a weapon, a pollutant ...

No I/O and no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tidewaiter.determine import Control
from tidewaiter.lawbook.store import Store
from tidewaiter.question import Question
from tidewaiter.reached import Reach
from tidewaiter.rows import NamedTuple
from tidewaiter.silence import NOT_FOUND, NOT_HELD, WATCH, Silence, held_fields, silences
from tidewaiter.typed import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tidewaiter.contract.check import InFieldOf


class Told(NamedTuple):
    """What a territory says of a substance in one field of law."""

    jurisdiction: str
    field: str
    outcome: str  # applies | cannot_tell | read | not_held | not_found
    note: str  # the lists that control it, or why none is shown
    # whether the territory controls it in another field, and its law in this one, in which others list it, is not held
    missed: bool = False

    def to_json(self) -> InFieldOf:
        """As plain data."""
        return cast("InFieldOf", self._asdict())


def by_field(
    question: Question,
    controls: Sequence[Control],
    reached: Iterable[Reach],
    substances: Sequence[str],
    silent: Iterable[Silence],
    store: Store,
) -> tuple[Told, ...]:
    """One row a territory asked and field of law: its controls, or why it shows none.

    ``silent``: why each territory shows no control at all; where one field alone is reached, that is its reason in it.
    Watch lists have a row only where something stands on one anywhere: they control nothing, and none of them is missed.
    """
    reaches: dict[str, list[Reach]] = {}
    for reach in reached:
        reaches.setdefault(store.field_of(store.entry(reach.entry)), []).append(reach)
    found: dict[tuple[str, str], list[Control]] = {}
    for control in controls:
        found.setdefault((control.jurisdiction, control.field), []).append(control)
    # the unions whose law binds at a place that was asked speak for themselves
    places = tuple(
        dict.fromkeys((*(question.asked or question.jurisdictions), *(place for place, _ in found)))
    )
    alone = {one.jurisdiction: one for one in silent} if len(reaches) == 1 >= len(question.fields) else {}
    nowhere = _nowhere(places, frozenset(substances), question.on, store)
    speaks: dict[str, set[str]] = {}
    for place, field in found:
        speaks.setdefault(place, set()).add(field)
    rows: list[Told] = []
    for field, listed_nowhere in nowhere.items():
        if question.fields and field not in question.fields:
            continue
        if field not in reaches:
            rows += listed_nowhere
            continue
        asked = question._replace(fields=(field,))
        open_ = [place for place in places if (place, field) not in found and place not in alone]
        told = {one.jurisdiction: one for one in silences(open_, reaches[field], substances, asked, store)}
        told |= alone
        for place in places:
            if own := found.get((place, field)):
                outcome = "applies" if any(one.binds for one in own) else "cannot_tell"
                rows.append(Told(place, field, outcome, ", ".join(dict.fromkeys(one.list for one in own))))
            else:
                missed = told[place].why == NOT_HELD and _missed(
                    place, field, speaks.get(place, set()), store
                )
                rows.append(Told(place, field, told[place].why, told[place].note, missed))
    return tuple(rows)


def _missed(place: str, field: str, speaks: set[str], store: Store) -> bool:
    """Whether the law of a territory in a field is missed beside that of the fields in which it speaks: not where those carry it, nor
    of a union, whose law in other fields is that of its members."""
    unions = store.vocabulary.get("unions", {})
    return bool(speaks) and speaks.isdisjoint(store.carriers(field)) and place not in unions


def _nowhere(
    places: tuple[str, ...], substances: frozenset[str], on: date, store: Store
) -> dict[str, tuple[Told, ...]]:
    """By field, what territories say where nothing stands anywhere: whether their law on it is held at all, or a law is known
    that names one of the substances and is not held."""

    def told(place: str, field: str) -> Told:
        if field in held_fields(place, on, store):
            return Told(place, field, NOT_FOUND, "listed nowhere in what is held")
        return Told(place, field, NOT_HELD, f"its law on {field} is not in the lawbook")

    def every() -> dict[str, tuple[Told, ...]]:
        fields = dict.fromkeys(store.vocabulary.get("fields", {}).values())
        return {field: tuple(told(place, field) for place in places if field != WATCH) for field in fields}

    rows = store.once(("nowhere", places, on), every)
    unheld = [i for place in places for i in store.naming(place, substances) if i.why == NOT_HELD]
    if not unheld:
        return rows

    def known(row: Told) -> Told:
        kinds = store.kinds_of((row.field,))
        item = next(
            (i for i in unheld if i.territory == row.jurisdiction and i.covers(substances, kinds, on)), None
        )
        return row._replace(outcome=NOT_HELD, note=f"{item.law}: {item.note}") if item else row

    return {field: tuple(map(known, told_so)) for field, told_so in rows.items()}
