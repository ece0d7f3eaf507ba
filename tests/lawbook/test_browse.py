"""Every record of the lawbook can be shown by its key: what an answer names, a reader can look up."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook, browse


@pytest.fixture(scope="module")
def store():
    return Lawbook.load().store


def test_a_record_of_every_kind_is_shown(store):
    keys = {
        "instrument": list(store.instruments),
        "substance": [item.id for item in store.substances()][::40],
        "entry": [entry.id for entry in store.entries()][::200],
        "measure": [measure.id for key in store.instruments for measure in store.measures_of(key)],
        "class": [entry.class_id for entry in store.entries() if entry.class_id][::10],
        "assumption": [item.id for item in store.assumptions],
        "decision": [item.id for item in store.decisions][::10],
    }
    for kind, some in keys.items():
        assert len(some) > 3, kind
        for key in some:
            told = browse.show(store, key)
            assert told is not None and told["kind"] == kind, key


def test_an_unknown_key_is_none(store):
    assert browse.show(store, "no/such/thing") is None
