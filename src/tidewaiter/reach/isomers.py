"""Which isomers of one skeleton each listed substance covers: what was drawn without stereochemistry may be any of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from rdkit import Chem
from rdkit.Chem.EnumerateStereoisomers import EnumerateStereoisomers, StereoEnumerationOptions

from tidewaiter.lawbook.store import Store
from tidewaiter.reach.structures import structures_of

_MOST = 64  # isomers of one skeleton; of one with more none is told


def covered(drawn: Mapping[str, Any], store: Store) -> Iterator[tuple[str, tuple[int, int]]]:
    """Substance -> the isomers that it covers, and all that its skeleton has, each a bit; of skeletons with several listed.

    ``drawn``: the structures of the listed substances.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for key, structure in drawn.items():
        if len(structure.components) == 1 and not structure.components[0].labels and store.listings(key):
            groups[structure.components[0].flat].append(key)
    structures = structures_of(store)
    for flat, keys in groups.items():
        if len(keys) < 2:
            continue
        options = StereoEnumerationOptions(unique=True, maxIsomers=_MOST + 1)
        isomers = list(EnumerateStereoisomers(Chem.MolFromSmiles(flat), options))
        if not 1 < len(isomers) <= _MOST:
            continue
        for key in keys:
            fits = (structures.open(key) or structures.fit(key, isomer) is True for isomer in isomers)
            yield key, (sum(1 << place for place, fit in enumerate(fits) if fit), (1 << len(isomers)) - 1)
