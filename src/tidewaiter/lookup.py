"""One record of the lawbook by its key, as plain data: instrument, substance, entry, measure, class, assumption, event, series."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tidewaiter.chronicle import events, indicators, parties
from tidewaiter.dates import Period
from tidewaiter.lawbook.beside import PartyInstrument
from tidewaiter.lawbook.records import Assumption, Instrument, Measure
from tidewaiter.lawbook.store import Store
from tidewaiter.plain import picked


def show(store: Store, key: str) -> dict[str, Any] | None:
    """One record of the lawbook by its key: instrument, substance, entry, measure, class, assumption, event, series.

    None where nothing has the key. The keys of what comes back depend on its ``kind`` (:class:`tidewaiter.contract.law.RecordOf`).

    >>> from tidewaiter import Lawbook
    >>> found = show(Lawbook.load().store, "un/1961")
    >>> found["kind"], found["territory"]
    ('instrument', 'UN')
    """
    instrument = store.instruments.get(key)
    if instrument is not None:
        return _show_instrument(instrument, store)
    substance = store.substance(key)
    if substance is not None:
        names = [{"name": name, "language": language} for name, language in store.names_of(key)]
        listings = [entry.id for entry in store.listings(key)]
        told = picked("kind id name cas smiles structure_from formula", substance, kind="substance")
        return {**told, "names": names, "listings": listings}
    beside = _show_beside(store, key)
    if beside is not None:
        return beside
    for instrument in store.instruments.values():
        for measure in store.measures_of(instrument.key):
            if measure.id == key:
                return _show_measure(measure)
    for kind in ("entry", "assumption", "class", "decision"):
        value = store.record(kind, key)
        if value is not None:
            return _show_record(kind, key, value, store)
    return None


def _show_beside(store: Store, key: str) -> dict[str, Any] | None:
    """An event, a series or a text that lists parties: told beside the law."""
    for row in events(store):
        if row.id == key:
            told = {name: getattr(row, name) for name in row.__slots__}
            return {**told, "kind": "event", "event_kind": row.kind}
    if key in store.series:
        figures = [
            f"{row.period}: {row.qualifier} {row.value} ({row.cite})"
            for row in indicators(store, series=[key])
        ]
        return {"kind": "series", **store.series[key]._asdict(), "figures": figures}
    item = store.party_instruments.get(key)
    if item is None:
        return None
    return {
        **_head(item),
        "lists": [one._asdict() for one in item.lists.values()],
        "parties": [row.name for row in parties(store, instruments=[key])],
    }


def _show_measure(item: Measure) -> dict[str, Any]:
    names = (
        "kind id title effect instrument lists substances direction origin destination threshold document issued_by "
        "deadline from until clause cite read verified note"
    )
    return picked(names, item, item.source, kind="measure", **_span(item.period))


def _span(period: Period) -> dict[str, str]:
    return {"from": str(period.since), "until": str(period.until or "")}


def _show_record(kind: str, key: str, value: Any, store: Store) -> dict[str, Any]:
    if kind == "entry":
        entry = store.entry(key)
        span = {**_span(entry.period), "until": entry.period.until_text}
        names = (
            "kind id instrument list clause covers as_listed extensions from until announced threshold implements "
            "cite read verified dates_verified note"
        )
        return picked(names, entry, entry.source, kind=kind, announced=str(entry.announced or ""), **span)
    if kind == "class":
        return {"kind": "class", **value}
    if kind == "assumption":
        return {"kind": kind, **Assumption(*value)._asdict()}
    return {"kind": kind, "id": key, "record": value}


def _head(item: Instrument | PartyInstrument) -> dict[str, Any]:
    """What every kind of instrument says of itself."""
    names = "kind key title citation issuer territory from until coverage verified_through note"
    own = {"kind": "instrument", "coverage": str(item.coverage), **_span(item.period)}
    return picked(names, item, item.coverage, **own)


def _show_instrument(item: Instrument, store: Store) -> dict[str, Any]:
    entries = Counter(entry.list for entry in store.entries() if entry.instrument == item.key)
    names = "list title kind extensions extension_clause entries"
    lists = [picked(names, one, list=one.key, entries=entries[one.key]) for one in item.lists.values()]
    return {**_head(item), "lists": lists, "measures": [one.id for one in store.measures_of(item.key)]}
