"""A question as a mask over the tables of a lawbook: which definitions and which entries are in force then and there.

Working the mask out reads every entry, so it is kept beside the index, the last twelve: a run then begins at once.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from tidewaiter.met.tables import imprint
from tidewaiter.met.tables.keys import key_tables
from tidewaiter.met.tables.layout import JUDGE_WIDTHS
from tidewaiter.staging import keep

if TYPE_CHECKING:
    from tidewaiter.bulk.exact import Decider
    from tidewaiter.met.image import Compiled

_KEPT = 12  # files: a lawbook that changes, or many days asked, must not fill the disk


def in_force(decider: Decider, made: Compiled) -> tuple[list[int], dict[str, Any]]:
    """The numbers, in a lawbook's tables, of the scaffolds that are asked about; and the tables under a question's mask."""
    entries, definitions = _mask(decider, made)
    asked = _with_those_they_yield_to(definitions, made)
    tables = made.numpy()
    counts = tables["counts"].reshape(-1, imprint.QUANTITIES)
    scaffolds = [number for number, (key, _) in enumerate(made.owners) if key in asked]
    # those that ask for what few molecules have are turned away together: see native/imprint.hpp
    scaffolds.sort(key=lambda number: int(counts[number, imprint.RARITIES]))
    return scaffolds, {**tables, **key_tables(tables, entries), **_of_scaffolds(tables, scaffolds)}


def _of_scaffolds(tables: dict[str, Any], scaffolds: list[int]) -> dict[str, Any]:
    """The tables that have a row for each scaffold, of some scaffolds alone: the fewer there are, the quicker a row."""
    starts, needs = tables["starts"], tables["needs"]
    features = [needs[starts[number] : starts[number + 1]].tolist() for number in scaffolds]
    counts = tables["counts"].reshape(-1, imprint.QUANTITIES)[scaffolds]
    found = imprint.arrays(counts, features)
    least, _, _, singles = tables["sizes"].tolist()
    found["sizes"] = np.array([least, *found["sizes"], singles], np.int32)
    for name, width in (("scaffolds", 2), ("judge_scaffolds", JUDGE_WIDTHS["scaffolds"])):
        found[name] = tables[name].reshape(-1, width)[scaffolds]
    return found


def _with_those_they_yield_to(definitions: tuple[str, ...], made: Compiled) -> set[str]:
    """A class leaves to another what that reaches, whether the other is in force or not."""
    asked: set[str] = set()
    left = list(definitions)
    while left:
        key = left.pop()
        if key not in asked:
            asked.add(key)
            left += made.yields.get(key, ())
    return asked


def _mask(decider: Decider, made: Compiled) -> tuple[Any, tuple[str, ...]]:
    """Of each entry whether it is in force, and the definitions that any entry in force refers to."""
    from tidewaiter.bulk.exact import Decider

    if type(decider) is not Decider:  # one with another notion of what is in force: its mask is nobody else's
        return _worked_out(decider, made)
    question, store = decider.question, decider.store
    mark = json.dumps(
        [str(store.path), store.meta("sha256"), store.last_change(question.on), sorted(question.jurisdictions), sorted(question.asked),
         question.known_on.isoformat() if question.known_on else "", question.destination, question.fields, len(made.entries)]
    )  # fmt: skip
    path = store.path.with_suffix(f".{crc32(mark.encode()):08x}.mask")
    with suppress(OSError, ValueError):
        told, entries, definitions = path.read_text("utf-8").splitlines()
        if told == mark:
            bits = np.frombuffer(bytes.fromhex(entries), np.uint8)
            return np.unpackbits(bits, count=len(made.entries)).astype(bool), tuple(json.loads(definitions))
    found = _worked_out(decider, made)
    with suppress(OSError):  # a cache that cannot be written costs time, nothing else
        text = f"{mark}\n{np.packbits(found[0]).tobytes().hex()}\n{json.dumps(found[1])}\n"
        keep(path, text.encode(), "lawbook-*.mask", _KEPT)
    return found


def _worked_out(decider: Decider, made: Compiled) -> tuple[Any, tuple[str, ...]]:
    store = decider.store
    entries = np.array([decider.live([store.entry(key)]) for key in made.entries], bool)
    return entries, tuple(key for key in made.definitions if decider.live(store.listings(key)))
