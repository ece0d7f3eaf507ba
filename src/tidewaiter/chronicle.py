"""What is told beside the law: events, published figures, parties on lists. None of it decides an answer.

Plain rows (slotted dataclasses) out; the command line, the pages and the reader of documents print them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tidewaiter.contract.law import EventRow, IndicatorRow, PartyRow
from tidewaiter.lawbook.beside import Event, Party
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.plain import row_of

SIMILAR = 86  # of 100: from here on a listed name is offered for comparison. Chosen by eye, not measured
OFFERED = 5


def status_on(event: Event, day: date | None = None) -> str:
    """What stood of an event on a day: a term of the vocabulary, or ``announced`` where nothing was settled yet.

    Without a day, what became of it in the end.
    """
    if day is None:
        return event.status
    waiting = event.due is not None and day < event.due
    if event.settled is None or day >= event.settled:
        return "announced" if event.status == "enacted" and waiting else event.status
    if event.status == "lapsed" and not waiting:
        return "enacted" if event.due else "done"
    return "done" if event.status == "superseded" and event.due is None else "announced"


def events(
    store: Store,
    *,
    topics: Iterable[str] = (),
    territories: Iterable[str] = (),
    measures: Iterable[str] = (),
    since: date | None = None,
    until: date | None = None,
    on: date | None = None,
) -> list[EventRow]:
    """The events of the lawbook, oldest first.

    ``measures`` names records or instruments that an event must concern or answer (``us/ieepa-fentanyl`` finds
    what concerns ``us/ieepa-fentanyl-cn``). ``since`` and ``until`` bound the event's day, the latter exclusive.
    ``on`` leaves out what happened later, and tells what stood of the rest on that day.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> threat, = (one for one in events(store, on=date(2025, 7, 15)) if one.id == "us-russia-threat-2025")
    >>> threat.status, str(threat.due)
    ('announced', '2025-09-02')
    >>> [one.status for one in events(store) if one.id == "us-russia-threat-2025"]
    ['never law']
    """
    wanted, places, named = set(topics), set(territories), tuple(measures)
    answered = answers_of(store, on)
    rows = []
    for event in store.events:
        if (wanted and event.topic not in wanted) or (places and not places & set(event.territories)):
            continue
        if named and not any(_concerns(event, key) for key in named):
            continue
        if (
            (since and event.day.last < since)
            or (until and event.day.first >= until)
            or (on and event.day.first > on)
        ):
            continue
        rows.append(_event_row(event, answered.get(event.id, ()), on))
    return rows


def answers_of(store: Store, on: date | None = None) -> dict[str, tuple[str, ...]]:
    """Event or record -> the events that answer it, oldest first; with ``on``, those of that day or before."""
    out: dict[str, tuple[str, ...]] = {}
    for event in store.events:
        if on is not None and event.day.first > on:
            continue
        for key in event.answers:
            out[key] = (*out.get(key, ()), event.id)
    return out


def _concerns(event: Event, key: str) -> bool:
    heads = tuple(key + mark for mark in ("@", "/", "-"))
    return any(one == key or one.startswith(heads) for one in (*event.measures, *event.answers))


def _event_row(event: Event, answered_by: tuple[str, ...], on: date | None) -> EventRow:
    settled = event.settled if on is None or event.settled is None or event.settled <= on else None
    return row_of(
        EventRow,
        event,
        event.source,
        day=str(event.day),
        status=status_on(event, on),
        settled=settled,
        answered_by=answered_by,
    )


def events_beside(store: Store, entries: Iterable[Entry]) -> list[EventRow]:
    """The events that concern these listings: by the entry, its class or substance, its instrument's day, or the
    treaty decision behind it.
    """
    keys: set[str] = set()
    for entry in entries:
        keys |= {entry.id, entry.covers, f"{entry.instrument}@{entry.period.since.day}"}
        keys |= {part.strip() for part in entry.implements.split(";") if part.strip()}
        keys |= {
            d.id for d in store.decisions if d.instrument == entry.instrument and entry.covers in d.substances
        }
    answered = answers_of(store)
    return [
        _event_row(event, answered.get(event.id, ()), None)
        for event in store.events
        if keys & {*event.measures, *event.answers}
    ]


# figures ------------------------------------------------------------------------------------------


def indicators(
    store: Store, *, series: Iterable[str] = (), topics: Iterable[str] = (), on: date | None = None
) -> list[IndicatorRow]:
    """Published figures, in the order of series and period. ``on`` leaves out periods that ended later, and figures
    that were not published yet. They are no part of any answer.

    >>> from tidewaiter import Lawbook
    >>> rows = indicators(Lawbook.load().store, series=["cn-precursors-seized"])
    >>> [(row.qualifier, str(row.value), row.unit) for row in rows if row.period == "2024"]
    [('more than', '1400', 't')]
    """
    wanted, of = set(series), set(topics)
    rows = []
    for point in store.points:
        one = store.series[point.series]
        if (wanted and one.id not in wanted) or (of and one.topic not in of):
            continue
        if on is not None and (point.last > on or (point.as_of is not None and point.as_of > on)):
            continue
        rows.append(row_of(IndicatorRow, point, point.source, one, value=Decimal(point.value)))
    return rows


# parties ------------------------------------------------------------------------------------------


_FORMS = {"company": "co", "limited": "ltd", "corporation": "corp", "incorporated": "inc"}
_ASK = {
    "same name": {
        "person": "Same name as a listed party: is it the same person?",
        "": "Same name as a listed party: is it the same body?",
    },
    "similar name": {"": "A listed party has a similar name: was it meant?"},
}


def party_key(name: str) -> str:
    """A name without case, accents, punctuation, order of its words and form of company.

    >>> party_key("DU, Changgen") == party_key("Changgen Du")
    True
    >>> party_key("Cártel de Sinaloa") == party_key("CARTEL DE SINALOA")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", plain)
    return " ".join(sorted(_FORMS.get(word, word) for word in words))


def parties(
    store: Store,
    *,
    name: str = "",
    territories: Iterable[str] = (),
    instruments: Iterable[str] = (),
    on: date | None = None,
) -> list[PartyRow]:
    """Parties on lists: all, or those of a name. ``on`` keeps those listed on that day.

    With a name, first those of the same name, then at most five of a similar one, offered for comparison. Neither
    says that it is the same person, and no row says that nobody of the name is listed: the lists are partial.

    >>> from tidewaiter import Lawbook
    >>> rows = parties(Lawbook.load().store, name="cartel de sinaloa")
    >>> {row.match for row in rows if row.name == "Cartel de Sinaloa"}
    {'same name'}
    """
    places, keys = set(territories), set(instruments)
    kept = [
        party
        for party in store.parties
        if (not keys or party.instrument in keys)
        and (not places or store.party_instruments[party.instrument].territory in places)
        and (on is None or on in party.period)
    ]
    if not name:
        return [_party_row(store, party) for party in kept]
    key = party_key(name)
    same, rest = [], []
    for party in kept:
        met = next((one for one in (party.name, *party.aliases) if party_key(one) == key), "")
        if met:
            same.append(_party_row(store, party, "same name", met))
        else:
            rest.append(party)
    return [*same, *_similar(store, rest, key)]


def _similar(store: Store, rest: list[Party], key: str) -> list[PartyRow]:
    from rapidfuzz import fuzz, process

    names = [(party, one) for party in rest for one in (party.name, *party.aliases)]
    choices = [party_key(one) for _, one in names]
    rows: dict[str, PartyRow] = {}
    for _, score, n in process.extract(
        key, choices, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=4 * OFFERED
    ):
        party, met = names[n]
        rows.setdefault(party.id, _party_row(store, party, "similar name", met, round(score, 1)))
    return list(rows.values())[:OFFERED]


def _party_row(
    store: Store, party: Party, match: str = "", matched: str = "", score: float | None = None
) -> PartyRow:
    instrument = store.party_instruments[party.instrument]
    on_list = instrument.lists[party.list]
    asked = _ASK.get(match, {"": ""})
    return row_of(
        PartyRow, party, party.source, party.period, territory=instrument.territory, list_kind=on_list.kind,
        effect=on_list.effect, since=str(party.period.since), match=match, matched=matched, score=score,
        question=asked.get(party.kind, asked[""]),
    )  # fmt: skip
