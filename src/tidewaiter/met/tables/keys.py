"""Sets of keys of listed structures, as `native/skeleton.hpp` looks them up; each key is there because of an entry."""

from __future__ import annotations

from typing import Any

import numpy as np

from tidewaiter.met.tables.layout import KEYS

ALWAYS = -1  # in the place of an entry: whatever is in force
SETS = {name: number for number, name in enumerate(KEYS)}
_FILTER = 1 << 14  # bits


def key_tables(rows: Any, in_force: Any) -> dict[str, Any]:
    """The sets of keys of the entries in force (of each entry whether it is), by their names in native/tables.hpp."""
    chosen = np.append(in_force, True)[rows["key_entry"]]  # ALWAYS is the last
    sets, keys = rows["key_set"][chosen], rows["key"][chosen]
    found = {name: np.unique(keys[sets == number]) for name, number in SETS.items()}
    return {**found, "filters": np.stack([_filter(own) for own in found.values()])}


def _filter(keys: Any) -> Any:
    """A bit for each key: see `Keys` of native/skeleton.hpp."""
    bits = np.zeros(_FILTER, bool)
    bits[(keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(50)] = True
    return np.packbits(bits, bitorder="little").view("<u8")
