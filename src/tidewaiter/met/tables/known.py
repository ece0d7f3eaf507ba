"""The parts of listed drawings that are known again in any spelling, and what RDKit's side says of each beforehand.

They are those of which the compiled reader is not sure in some spelling, and those of salts that are listed as such.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from rdkit import Chem

from tidewaiter.lawbook.codec import as_values
from tidewaiter.met import library
from tidewaiter.met.image import Compiled
from tidewaiter.met.known import KnownPart
from tidewaiter.met.library import ASK_PARTS, Reader
from tidewaiter.met.stream import SETTLED
from tidewaiter.reach.drawn import Drawn, matcher_of
from tidewaiter.reach.listings import Listings
from tidewaiter.reached import Reach
from tidewaiter.substance.structures.normal import with_anions_bound
from tidewaiter.substance.structures.structure import Component, Structure, read_structure

if TYPE_CHECKING:
    from tidewaiter.lawbook.store import Store

_SPELLINGS = 6  # at random, beside the lawbook's own
_STRANGER = ".[Xe]"  # beside which a part may be one of a salt, as by itself it may not


def known_tables(made: Compiled, store: Store) -> dict[str, Any]:
    """The tables: of each part the number of its constitution, its SMILES, and what is told of it."""
    found: dict[tuple[str, int], tuple[int, bytes, bytes]] = {}
    matcher = matcher_of(store)
    for given in dict.fromkeys(_unsure(made, store)):
        canonical = Chem.MolToSmiles(Chem.MolFromSmiles(given))
        for text in (given, canonical):  # RDKit may draw it otherwise, as it does perchlorates
            components, number = _components(text), library.drawing(text)
            if not components or number is None or (canonical, number) in found:
                continue
            reached = as_values([_part(one, store, matcher) for one in components])
            told = json.dumps(reached, ensure_ascii=False)
            found[canonical, number] = number, text.encode(), told.encode()
    ordered = sorted(found.values())
    texts, tellings = [row[1] for row in ordered], [row[2] for row in ordered]
    return {
        "known_numbers": np.array([row[0] for row in ordered], np.int64),
        "known_starts": np.cumsum([0, *map(len, texts)]).astype(np.int32),
        "known_text": np.frombuffer(b"".join(texts) or b" ", np.uint8),
        "known_told_starts": np.cumsum([0, *map(len, tellings)]).astype(np.int32),
        "known_told": np.frombuffer(b"".join(tellings) or b" ", np.uint8),
    }


def _unsure(made: Compiled, store: Store) -> Iterator[str]:
    """The parts to be known, as the lists draw them."""
    reader = Reader(made.tables)
    texts = {one.smiles for one in store.substances() if one.smiles}
    for seed, text in enumerate(sorted(texts)):
        plain = text.partition(" ")[0]  # without what tells a mixture of isomers
        if "." in plain:
            yield from plain.split(".")
            continue
        spelt = Chem.MolToRandomSmilesVect(Chem.MolFromSmiles(text), _SPELLINGS, seed)
        if not all(_is_settled(reader, one) for one in (text, *spelt)):
            yield plain


def _is_settled(reader: Reader, text: str) -> bool:
    return not reader.read(text, ASK_PARTS).marks & ~SETTLED


def _components(text: str) -> list[Component]:
    """What a part is read as, beside any others (of a metal bound as in a salt it is several); nothing where the others matter,
    or hydrogens are missing."""
    mol = Chem.MolFromSmiles(text)
    if mol is None or with_anions_bound(mol) is not mol:
        return []
    found = [one for one in read_structure(text + _STRANGER).components if one.flat != "[Xe]"]
    return [] if any(one.lacking or one.relative for one in found) else found


def _part(component: Component, store: Store, matcher: Any) -> KnownPart:
    alone, salted = (_reached(component, store, matcher, in_salt) for in_salt in (False, True))
    told = component.flat, component.heavy_atoms, component.charge, component.role, component.is_proton
    return KnownPart(*told, alone, salted)


def _reached(component: Component, store: Store, matcher: Any, in_salt: bool) -> tuple[Reach, ...]:
    part = Drawn(Structure(component.text, (component,)), component, store, matcher)
    part.in_salt = in_salt
    return tuple(Listings(store).all_of([part]))
