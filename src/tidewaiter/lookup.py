"""One record of the lawbook by its key, as plain data: instrument, substance, entry, measure, class, assumption, event, series."""

from __future__ import annotations

from typing import Any

from tidewaiter.chronicle import events, indicators, parties
from tidewaiter.lawbook.beside import PartyInstrument
from tidewaiter.lawbook.records import Instrument, Measure
from tidewaiter.lawbook.store import Store


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
        return {
            "kind": "substance",
            "id": substance.id,
            "name": substance.name,
            "cas": list(substance.cas),
            "smiles": substance.smiles,
            "structure_from": substance.structure_from,
            "formula": substance.formula,
            "names": [{"name": name, "language": language} for name, language in store.names_of(key)],
            "listings": [entry.id for entry in store.listings(key)],
        }
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
    return {
        "kind": "measure",
        "id": item.id,
        "title": item.title,
        "effect": item.effect,
        "instrument": item.instrument,
        "lists": list(item.lists),
        "substances": list(item.substances),
        "direction": item.direction,
        "origin": list(item.origin),
        "destination": list(item.destination),
        "threshold": item.threshold,
        "document": item.document,
        "issued_by": item.issued_by,
        "deadline": item.deadline,
        "from": str(item.period.since),
        "until": str(item.period.until or ""),
        "clause": item.clause,
        "cite": item.source.cite,
        "read": item.source.read,
        "verified": item.source.verified,
        "note": item.note,
    }


def _show_record(kind: str, key: str, value: Any, store: Store) -> dict[str, Any]:
    if kind == "entry":
        entry = store.entry(key)
        return {
            "kind": "entry",
            "id": key,
            "instrument": entry.instrument,
            "list": entry.list,
            "clause": entry.clause,
            "covers": entry.covers,
            "as_listed": entry.as_listed,
            "extensions": list(entry.extensions),
            "from": str(entry.period.since),
            "until": entry.period.until_text,
            "announced": str(entry.announced or ""),
            "threshold": entry.threshold,
            "implements": entry.implements,
            "cite": entry.source.cite,
            "read": entry.source.read,
            "verified": entry.source.verified,
            "dates_verified": entry.dates_verified,
            "note": entry.note,
        }
    if kind == "class":
        return {"kind": "class", **value}
    if kind == "assumption":
        names = ("id", "instrument", "question", "reading", "consequence", "source")
        return {"kind": kind, **dict(zip(names, value, strict=True))}
    return {"kind": kind, "id": key, "record": value}


def _head(item: Instrument | PartyInstrument) -> dict[str, Any]:
    """What every kind of instrument says of itself."""
    return {
        "kind": "instrument",
        "key": item.key,
        "title": item.title,
        "citation": item.citation,
        "issuer": item.issuer,
        "territory": item.territory,
        "from": str(item.period.since),
        "until": str(item.period.until or ""),
        "coverage": str(item.coverage),
        "verified_through": str(item.coverage.verified_through),
        "note": item.note,
    }


def _show_instrument(item: Instrument, store: Store) -> dict[str, Any]:
    entries = [entry for entry in store.entries() if entry.instrument == item.key]
    return {
        **_head(item),
        "lists": [
            {
                "list": one.key,
                "title": one.title,
                "kind": one.kind,
                "extensions": list(one.extensions),
                "extension_clause": one.extension_clause,
                "entries": sum(entry.list == one.key for entry in entries),
            }
            for one in item.lists.values()
        ],
        "measures": [measure.id for measure in store.measures_of(item.key)],
    }
