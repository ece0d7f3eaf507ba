"""Why a territory says nothing: a silence is told with its reason, never left to be taken for freedom.

``read``: the law was read for this substance (a listing of it there begins later, ended before, or binds other goods;
or somebody looked for it in the text). ``not_held``: a law that may speak is known and not in the lawbook.
``not_found``: the ordinary case, nothing found in what the lawbook holds. No I/O and no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from tidewaiter.determine import goes_there, left_out, standing
from tidewaiter.lawbook.records import Entry, Instrument
from tidewaiter.lawbook.store import Store
from tidewaiter.question import Question, wider
from tidewaiter.reached import Reach, Reached
from tidewaiter.rows import NamedTuple
from tidewaiter.typed import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tidewaiter.contract.check import SilenceOf

WATCH = "watch"
READ, NOT_HELD, NOT_FOUND = "read", "not_held", "not_found"
NO_LAW = "no law of this territory is in the lawbook"
SILENCES = {READ: "read, not listed", NOT_HELD: "law not held", NOT_FOUND: "searched, not found"}


class Silence(NamedTuple):
    """A territory that was asked and shows no control, with the reason."""

    jurisdiction: str
    why: str  # read | not_held | not_found
    note: str
    cite: str
    verified_through: date | None  # the day up to which that law was read; None: none of it is held

    def to_json(self) -> SilenceOf:
        """As plain data."""
        day = self.verified_through and self.verified_through.isoformat()
        return cast("SilenceOf", self._asdict() | {"verified_through": day})


def silences(
    places: Iterable[str],
    reached: Iterable[Reach],
    substances: Iterable[str],
    question: Question,
    store: Store,
    bearing: tuple[str, ...] = (),
) -> tuple[Silence, ...]:
    """The reason of each of some territories that show no control.

    ``reached``: everything that the substance reaches, anywhere and at any time; ``substances``: the ids of what it is
    in the lawbook; ``bearing``: the bodies of law held of no territory that may bear on ordinary goods.
    """
    held = Reached(reached, store)
    if question.fields:
        held = held.in_fields(question.fields)
    left = _left(held, question, store) if held.prepared else {}
    by_place, named, kinds, _ = held.met
    ids = named.union(filter(None, substances))
    if question.fields and not kinds:
        kinds = store.kinds_of(question.fields)
    fields = sought(held, question)
    # of territories in whose law nothing is reached, and which is not known to name it: by the kinds and fields alone
    general: dict[str, Silence] = store.once((question.on, kinds, fields, "silence"), dict)

    def told(place: str) -> Silence:
        if left and (aside := _left_at(place, left, question, store)):
            return aside
        own = place in by_place or not by_place.keys().isdisjoint(wider(place, question.on, store))
        if own or store.naming(place, ids):
            return _silence(place, by_place, kinds, fields, ids, question, store)
        if place not in general:
            general[place] = _silence(place, {}, kinds, fields, ids, question, store)
        return general[place]

    return tuple(_unheld(one, bearing) for one in map(told, places))


def _unheld(found: Silence, bearing: tuple[str, ...]) -> Silence:
    """A silence with the law that may speak of ordinary goods and is not held; as it is where there is none, or a reason was found."""
    if not bearing or found.why == READ:
        return found
    note = f"its law on {' and '.join(bearing)} is not in the lawbook, and may bear on such goods"
    return found._replace(why=NOT_HELD, note=f"{note}; {found.note}" if found.note else note)


def left_beside(
    reached: Iterable[Reach], shown: Collection[str], question: Question, store: Store
) -> tuple[Silence, ...]:
    """Where a territory controls a preparation, the laws of it that leave it out. ``shown``: the instruments that control it."""
    held = Reached(reached, store)
    places = {store.instruments[key].territory for key in shown}
    left = _leaving(held.in_fields(question.fields) if question.fields else held, question, store)
    told = {key: one for key, one in left.items() if key not in shown and one.jurisdiction in places}
    return tuple(told.values())


def _left(reached: Iterable[Reach], question: Question, store: Store) -> dict[str, Silence]:
    """By territory, the preparations that a list leaves out by their strength, form or ingredients."""
    found: dict[str, Silence] = {}
    for one in _leaving(reached, question, store).values():
        found.setdefault(one.jurisdiction, one)
    return found


def _leaving(reached: Iterable[Reach], question: Question, store: Store) -> dict[str, Silence]:
    """The same by instrument."""
    found: dict[str, Silence] = {}
    for reach in reached:
        if reach.contents and (clause := left_out(reach, question, store)):
            instrument = store.instruments[store.entry(reach.entry).instrument]
            note = f"the preparation is left out ({instrument.title}, {clause})"
            through = instrument.coverage.verified_through
            told = Silence(instrument.territory, READ, note, instrument.citation, through)
            found.setdefault(instrument.key, told)
    return found


def _left_at(place: str, left: dict[str, Silence], question: Question, store: Store) -> Silence | None:
    """Why the law that binds at a place, its own or that of the union over it, leaves the preparation out."""
    found = next((left[one] for one in wider(place, question.on, store) if one in left), None)
    return found._replace(jurisdiction=place) if found else None


def _silence(
    place: str,
    by_place: dict[str, list[Entry]],
    kinds: frozenset[str],
    fields: frozenset[str],
    substances: frozenset[str],
    question: Question,
    store: Store,
) -> Silence:
    """Why a territory shows no control: ``by_place`` what is reached, by territory; ``kinds`` and ``fields`` of all that is."""
    firm = store.once((kinds, "firm"), lambda: _firm(kinds, store))
    own = by_place.get(place, [])
    meant = frozenset(store.instruments[entry.instrument].lists[entry.list].kind for entry in own)
    named = [
        item
        for item in store.reasons(place, substances)
        if item.covers(substances, firm if item.why == READ else kinds, question.on)
        and not item.yields(meant)
    ]
    # a law of its own before, that is not held
    former = any(item.why != READ and item.until for item in named)
    for whole in wider(place, question.on, store)[1:]:
        if (
            not former
            and whole in by_place
            and _speaks(by_place[whole], question._replace(jurisdictions=(whole,)), store)
        ):
            return _under(place, whole, question.on, store)
    for item in named:
        if item.why == READ:
            return Silence(place, READ, item.note, item.source.cite, item.verified_through)
    told = _elsewhere_or_another_day(place, own, fields, question, store)
    unheld = sorted(named, key=lambda item: not item.substances)
    if told is not None and told.why == READ:
        # the territory itself tells of which kind it is, and a law that has ended is the older text of what was read
        beside = [i for i in unheld if i.until is None and i.covers(substances, meant, question.on)]
        # listed again later, its end is no last word
        last = told.note.startswith(_ENDED) and _BEGINS not in told.note
        unheld = [] if last else beside
    if unheld:
        words = "; ".join(f"{item.law}: {item.note}" if item.note else item.law for item in unheld)
        note = f"{told.note}; not held: {words}" if told else words
        return Silence(place, NOT_HELD, note, unheld[0].source.cite, unheld[0].verified_through)
    if told is not None:
        return told
    searched: Silence = store.once(
        (place, question.on, fields, "searched"), lambda: _searched(place, question.on, fields, store)
    )
    return _set_aside_above(searched, by_place, fields, question, store) or searched


def _set_aside_above(
    searched: Silence,
    by_place: dict[str, list[Entry]],
    fields: frozenset[str],
    question: Question,
    store: Store,
) -> Silence | None:
    """What a union that stands for a territory tells of goods that it lists for another way: they are found, and set aside."""
    if not fields - store.drug_law:
        return None
    for whole in wider(searched.jurisdiction, question.on, store)[1:]:
        aside = [entry for entry in by_place.get(whole, []) if _aside(entry, question, store)]
        if aside and (told := _elsewhere_or_another_day(whole, by_place[whole], fields, question, store)):
            if searched.why == NOT_HELD:
                return searched._replace(note=f"{told.note}; {searched.note}")
            return told._replace(jurisdiction=searched.jurisdiction)
    return None


def _firm(kinds: frozenset[str], store: Store) -> frozenset[str]:
    """Kinds of list without watch lists, which nobody looks through."""
    fields = store.vocabulary.get("fields", {})
    return frozenset(kind for kind in kinds if fields.get(kind) != WATCH)


def _searched(place: str, on: date, fields: frozenset[str], store: Store) -> Silence:
    """In what of a territory's law something was not found on a day that is listed in some fields elsewhere."""
    if not _known(place, on, fields, store):
        return Silence(place, NOT_HELD, NO_LAW, "", None)
    if unheld := fields - held_fields(place, on, store):
        note = f"its law on {' and '.join(sorted(unheld))} is not in the lawbook"
        return Silence(place, NOT_HELD, note, "", None)
    return _looked_through(place, on, fields, store)


def _looked_through(place: str, on: date, fields: frozenset[str], store: Store) -> Silence:
    """In what of the law of a day something was not found; that law older than what is held may list it, of drugs or precursors as well."""
    for field in sorted(fields & store.drug_law):
        of_field = [one for one in _of_union(place, on, store) if field in store.fields(one)]
        if of_field and not _in_force(of_field, on):
            return _before(place, of_field)
    held = _held(place, on, fields, store)
    return _not_found(place, _in_force(held, on), store) or _before(place, held)


def _of_union(place: str, on: date, store: Store) -> list[Instrument]:
    """What is held of a territory's law and of that of a union that speaks for it."""
    places = wider(place, on, store)
    return [
        item for item in store.instruments.values() if item.territory in places and place not in item.not_in
    ]


def _known(place: str, on: date, fields: frozenset[str], store: Store) -> list[Instrument]:
    """What is held of a territory's law at all; of other law than that of drugs, that of a union above it too."""
    if fields - store.drug_law:
        return _of_union(place, on, store)
    return [item for item in store.instruments.values() if item.territory == place]


def _held(place: str, on: date, fields: frozenset[str], store: Store) -> list[Instrument]:
    """What is held of a territory's law in some fields."""
    known = _known(place, on, fields, store)
    if fields - store.drug_law:
        return [item for item in known if not fields.isdisjoint(store.fields(item))]
    return of_fields(known, fields, store)


def _in_force(held: list[Instrument], on: date) -> list[Instrument]:
    return [i for i in held if i.period.earliest <= on and (i.period.until is None or on < i.period.until)]


def _not_found(place: str, in_force: list[Instrument], store: Store) -> Silence | None:
    """In what something was not found; watch lists, which nobody looks through, are not told as read."""
    searched = [item for item in in_force if not store.fields(item) <= {WATCH}] or in_force
    if not searched:
        return None
    oldest = min(item.coverage.verified_through for item in searched)
    read = "; ".join(f"{item.title} (read to {item.coverage.verified_through})" for item in searched)
    return Silence(place, NOT_FOUND, f"not found in {read}", "", oldest)


def held_fields(place: str, on: date, store: Store) -> frozenset[str]:
    """The fields of law in which the lawbook holds anything of a territory, or of a union whose law it is under on a day.

    Watch lists are no field of their own: what is on none of them is not sought there, so that none is missing.
    """

    def found() -> frozenset[str]:
        own = _of_union(place, on, store)
        return frozenset(field for item in own for field in store.fields(item)) | {WATCH}

    return store.once((place, on, "fields held"), found)


def of_fields(instruments: list[Instrument], fields: frozenset[str], store: Store) -> list[Instrument]:
    """Of some instruments those with a list in one of some fields of law: drugs are not sought among precursors, nor the
    other way round. Where there is none, or no field is known, those that list chemicals; else all."""
    found = [item for item in instruments if not fields.isdisjoint(store.fields(item))]
    near = (
        store.drug_law if fields & store.drug_law else frozenset(store.vocabulary.get("fields", {}).values())
    )
    listing = [
        one for one in instruments if one.key in store.chemical and not near.isdisjoint(store.fields(one))
    ]
    return found or listing or instruments


def sought(reached: Reached, question: Question) -> frozenset[str]:
    """The fields of law in which goods are sought: those that are asked for, or in which they are listed anywhere."""
    return frozenset(question.fields) or reached.met.fields


def _speaks(entries: list[Entry], question: Question, store: Store) -> bool:
    return any(standing(entry, question, store) for entry in entries)


def _under(place: str, whole: str, on: date, store: Store) -> Silence:
    """Of a territory for which the law of a union speaks."""

    def told() -> Silence:
        through = max(i.coverage.verified_through for i in store.instruments.values() if i.territory == whole)
        if not _known(place, on, store.drug_law, store):
            note = f"under the law of {whole}, which speaks; no law of its own is in the lawbook"
            return Silence(place, NOT_HELD, note, "", None)
        return Silence(
            place, READ, f"no list of its own: under the law of {whole}, which speaks", "", through
        )

    return store.once((place, whole, on, "under"), told)


def _before(place: str, held: list[Instrument]) -> Silence:
    first = min(held, key=lambda item: item.period.earliest)
    note = f"law older than {first.title} ({first.period.since.words}) is not in the lawbook"
    return Silence(place, NOT_HELD, note, first.citation, first.coverage.verified_through)


def _elsewhere_or_another_day(
    place: str, own: list[Entry], fields: frozenset[str], question: Question, store: Store
) -> Silence | None:
    """What the territory's own listings of the substance say of a day or route on which none of them binds.

    A listing that begins later tells of its own instrument alone: where that was not yet in force, what then was is
    told beside it, or that nothing of that day is held.
    """
    notes: list[str] = []
    first: Entry | None = None
    never = [entry for entry in own if entry.period.until == entry.period.earliest]
    own = [entry for entry in own if entry not in never]
    ended = [entry for entry in own if _has_ended(entry, question.on)]
    later = [entry for entry in own if _begins_later(entry, question.on)]
    aside = [entry for entry in own if _aside(entry, question, store)]
    if ended:
        first = max(ended, key=lambda entry: entry.period.until or date.min)
        notes.append(f"{_ENDED}{first.period.until_text} ({_where(first, store)})")
    if later:
        begins = min(later, key=lambda entry: entry.period.earliest)
        notes.append(f"{_BEGINS}{begins.period.since} ({_where(begins, store)})")
        held = _held(place, question.on, fields, store)
        then = _in_force(held, question.on)
        of_then = [entry for entry in later if store.instruments[entry.instrument] in then]
        if not (ended or aside or of_then):
            beside = _looked_through(place, question.on, fields, store)
            return beside._replace(note="; ".join((*notes, beside.note)))
        if of_then and begins not in of_then:
            begins = min(of_then, key=lambda entry: entry.period.earliest)
            notes.append(f"from {begins.period.since} ({_where(begins, store)})")
        first = first or begins
    if aside:
        first = aside[0]
        notes.append(f"listed only for goods {_bound_for(first, store)} ({_where(first, store)})")
    if never and first is None:
        first = never[0]
        notes.append(f"taken out of what is listed there ({_where(first, store)})")
    if first is None:
        return None
    instrument = store.instruments[first.instrument]
    return Silence(place, READ, "; ".join(notes), first.source.cite, instrument.coverage.verified_through)


_ENDED, _BEGINS = "listed until ", "listed from "


def _has_ended(entry: Entry, on: date) -> bool:
    return entry.period.until is not None and entry.period.until <= on


def _begins_later(entry: Entry, on: date) -> bool:
    return on < entry.period.earliest


def _aside(entry: Entry, question: Question, store: Store) -> bool:
    """Whether a listing that neither has ended nor begins later is for another way."""
    other_day = _has_ended(entry, question.on) or _begins_later(entry, question.on)
    return not other_day and goes_there(entry, question, store) is False


def _bound_for(entry: Entry, store: Store) -> str:
    """The words for the goods that a list for some ways alone binds."""
    instrument = store.instruments[entry.instrument]
    places = instrument.lists[entry.list].destinations
    return f"bound for {', '.join(places)}" if places else f"that cross the border of {instrument.territory}"


def _where(entry: Entry, store: Store) -> str:
    return f"{store.instruments[entry.instrument].title}, {entry.clause}"
