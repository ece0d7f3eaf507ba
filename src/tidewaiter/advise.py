"""Close relatives: listed substances of similar structure. An advisory, never part of the answer.

Similarity has no agreed threshold and no legal meaning: a substance can be alike and free, or unlike and
reached by a class. The figure and the method are told, and nothing follows from them here.
"""

from __future__ import annotations

from typing import Any

from rdkit import Chem, DataStructs
from rdkit.Chem.rdMolDescriptors import GetHashedMorganFingerprint

from tidewaiter.answer import Advisory
from tidewaiter.lawbook.store import Store

METHOD = "Tanimoto on counted Morgan fingerprints, radius 2, 2048 bins"
LEAST = 0.55  # below it the nearest listed substance is told to nobody: it would be noise
MOST = 3


def fingerprint(mol: Any) -> Any:
    """The fingerprint of one molecule."""
    return GetHashedMorganFingerprint(mol, 2, nBits=2048)


def relatives(smiles: str, store: Store) -> tuple[Advisory, ...]:
    """The nearest listed substances to a structure, nearest first.

    >>> from tidewaiter import Lawbook
    >>> relatives("CCCCCCCCCCCCCCCC", Lawbook.load().store)
    ()
    """
    mol = Chem.MolFromSmiles(smiles)
    if mol is None or mol.GetNumHeavyAtoms() < 8:
        return ()
    largest = max(Chem.GetMolFrags(mol, asMols=True), key=lambda part: part.GetNumHeavyAtoms())
    ours = fingerprint(largest)
    keys, prints = _listed(store, ours.GetTotalVal())
    alike = DataStructs.BulkTanimotoSimilarity(ours, prints)
    best = sorted(zip(alike, keys, strict=True), reverse=True)[:MOST]
    found = []
    for similarity, key in best:
        substance = store.substance(key)
        if similarity >= LEAST and substance is not None:
            found.append(Advisory(key, substance.name, round(similarity, 2), METHOD))
    return tuple(found)


def _listed(store: Store, total: int) -> tuple[list[str], list[Any]]:
    """Fingerprints of the listed molecules that can be as near as :data:`LEAST`, from RDKit's own bytes.

    Two sums of counts bound what both can share: no pair is nearer than the smaller sum over the greater.
    """
    from rdkit.DataStructs import UIntSparseIntVect

    rows = store.fingerprints(int(total * LEAST), int(total / LEAST) + 1)
    for key, value in rows:
        if key not in store.prints:
            store.prints[key] = UIntSparseIntVect(value)  # type: ignore[call-overload]
    return [key for key, _ in rows], [store.prints[key] for key, _ in rows]
