"""Parts of listed drawings, known again in any spelling: what each reaches was told beforehand, with RDKit.

So a listed structure of which the compiled reader is not sure (a metal, charges, double bonds fixed both ways) is answered
without RDKit where it is drawn as the list draws it; and so is a salt that is listed as such.
"""

from __future__ import annotations

import json
from functools import lru_cache

from tidewaiter.lawbook.codec import Reader
from tidewaiter.lawbook.store import Store
from tidewaiter.met.image import Compiled
from tidewaiter.met.library import Drawings
from tidewaiter.reach.listings import Listings, salts_as_such
from tidewaiter.reached import Reach
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.structures.in_salt import charges_of, in_salt

_PARTS_KEPT = 4096
_METHANE = "C"


class KnownPart(NamedTuple):
    """What :class:`tidewaiter.substance.structures.structure.Component` says of a part, and what it reaches."""

    flat: str
    heavy_atoms: int
    charge: int
    role: str
    is_proton: bool
    alone: tuple[Reach, ...]
    salted: tuple[Reach, ...]  # as part of a salt


_part_of = Reader(KnownPart)


class Known:
    """The parts that a lawbook's tables hold."""

    def __init__(self, store: Store, made: Compiled) -> None:
        self._store, self._made = store, made
        self._drawings = Drawings(made.tables)
        self._starts = made.array("known_told_starts")
        self._parts = lru_cache(_PARTS_KEPT)(self._read)

    def places(self, text: str) -> list[int] | None:
        """The numbers of the drawings that a SMILES holds, the same in any spelling; None where it is not surely known again."""
        return self._drawings.places(text)

    def reached(self, text: str) -> list[Reach] | None:
        """What a SMILES reaches all parts of which are listed; None for any other."""
        places = self.places(text)
        return None if places is None else self.reached_by(places)

    def reached_by(self, places: list[int]) -> list[Reach] | None:
        """The same of drawings, by their numbers."""
        if max(places) >= self._drawings.listed:
            return None
        parts = [part for place in places for part in self._parts(place)]
        flats = [part.flat for part in parts]
        if flats.count(_METHANE) > 1:
            return None  # their bonds are missing: RDKit's side says so
        sizes = [part.heavy_atoms for part in parts]
        parts.sort(key=lambda one: (-one.heavy_atoms, one.flat if sizes.count(one.heavy_atoms) > 1 else ""))
        found = Listings(self._store)
        for reach in salts_as_such(parts, self._store):
            found.add(reach)
        charges = charges_of(parts)
        for place, part in enumerate(parts):
            for reach in part.salted if in_salt(place, parts, charges) else part.alone:
                found.add(reach._replace(part=place) if place else reach)
        return list(found.found.values())

    def _read(self, place: int) -> list[KnownPart]:
        _, start, _ = self._made.places["known_told"]
        first, stop = self._starts[place], self._starts[place + 1]
        return list(map(_part_of, json.loads(self._made.held[start + first : start + stop])))
