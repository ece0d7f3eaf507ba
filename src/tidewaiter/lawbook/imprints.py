"""A short mark of each listing: by these two lawbooks are compared, so that an old result knows what may have changed."""

from __future__ import annotations

import json
from typing import Any
from zlib import crc32

from tidewaiter.lawbook.codec import as_values
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store


def imprints(store: Store) -> dict[str, str]:
    """Each listing with a short mark of all that decides whom it reaches: two lawbooks are compared by it."""
    exceptions = {key: crc32(_text(found)) for key, found in store.exceptions.items()}
    limits = {key: crc32(_text(found)) for key, found in store.limits.items()}
    covered: dict[str, int] = {}

    def cover(entry: Entry) -> int:
        if entry.covers not in covered:
            substance = store.substance(entry.substance) if entry.substance else None
            covered[entry.covers] = crc32(
                _text(substance.smiles if substance else _class(store, entry.class_id))
            )
        return covered[entry.covers]

    return {
        entry.id: f"{crc32(_text([entry.covers, entry.list, entry.extensions, entry.period, entry.announced, cover(entry), exceptions.get(entry.instrument), limits.get(entry.instrument)])):08x}"
        for entry in store.entries()
    }


def _text(value: Any) -> bytes:
    return json.dumps(as_values(value), ensure_ascii=False, sort_keys=True).encode()


def _class(store: Store, key: str) -> list[Any]:
    """A definition with those that it yields to."""
    body = store.record("class", key)
    return [body, [store.record("class", other) for one in body["exceptions"] for other in one[3]]]
