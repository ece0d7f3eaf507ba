"""What of the structures of listed substances is the same for every one that is asked about: worked out when first met."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, proxy

from rdkit import Chem

from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.reach.listed import listed_of
from tidewaiter.substance.structures.forms import (
    Mol,
    canonical_tautomer,
    inchi_of,
    skeleton_pattern,
    tautomers_of,
)
from tidewaiter.substance.structures.stereo import covers, mirrored
from tidewaiter.substance.structures.structure import Component, Structure, read_structure

if TYPE_CHECKING:
    from tidewaiter.classes.isomers import Features
    from tidewaiter.classes.verdict import PositionalIsomer


class Structures:
    """The structures of the listed substances, bounded by what the lawbook lists."""

    def __init__(self, store: Store) -> None:
        self._store: Store = proxy(store)
        self._listed = listed_of(store)
        self._drawn: dict[str, list[tuple[Mol, list[str]]]] = {}
        self._read = cache(self._structure)
        self.both = cache(self._both)
        self.exceptions = cache(self._exceptions)
        self.tautomers = cache(self._tautomers)
        self.flat = cache(self._flat)
        self.isomers = cache(self._isomers)
        self.features = cache(self._features)

    def drawn(self, formula: str, mol: Mol) -> list[str]:
        """The listed substances of a molecule's skeleton.

        Once found, a skeleton is known again by its pattern, which is quicker than the canonical SMILES.
        """
        known = self._drawn.setdefault(formula, [])
        for pattern, keys in known:
            if mol.HasSubstructMatch(pattern):
                return keys
        keys = self._store.by_skeleton(Chem.MolToSmiles(mol, isomericSmiles=False))
        if keys:
            known.append((skeleton_pattern(mol), keys))
        return keys

    def _structure(self, key: str) -> Structure:
        return read_structure(self._smiles(key))

    def alike(self, key: str) -> Component:
        """The largest part of a substance."""
        return self._read(key).components[0]

    def mol(self, key: str) -> Mol:
        """The largest part of a substance in its normal form."""
        return self.alike(key).mol

    def labels(self, key: str) -> tuple[str, ...]:
        """The isotopes that a substance is drawn with: its listing, or exception, is then of that form alone."""
        return self.alike(key).labels

    def _smiles(self, key: str) -> str:
        substance = self._store.substance(key)
        assert substance is not None  # the index links only what it holds
        return substance.smiles

    def salt(self, formula: str) -> bool:
        """Whether a salt is listed as such whose largest part has a formula."""
        keys = self._store.by_skeleton("f:" + formula)
        return any(len(self._read(key).components) > 1 for key in keys)

    def open(self, key: str) -> bool:
        """Whether a substance is listed in a drawing that fits every stereoisomer of its skeleton."""
        return not any(sign in self._smiles(key) for sign in "@/\\")

    def fit(self, key: str, mol: Mol) -> bool | None:
        """Whether a listed drawing covers a molecule of its skeleton (:func:`covers`); a racemate covers both its isomers."""
        fits = {covers(one, mol) for one in self.both(key)}
        return True if True in fits else None if None in fits else False

    def _both(self, key: str) -> tuple[Mol, ...]:
        """A substance as it is drawn, and of a racemate its mirror image."""
        own = self.mol(key)
        return (own, mirrored(own)) if self.alike(key).relative else (own,)

    def _exceptions(self, entry_id: str) -> dict[tuple[int, int], list[tuple[Mol, bool, str]]]:
        """What may be taken out of an entry, by size; of each whether the entry names something within it, and its id."""
        entry = self._store.entry(entry_id)
        found: dict[tuple[int, int], list[tuple[Mol, bool, str]]] = {}
        for key in self._listed.exceptions(entry_id):
            excepted = self.mol(key)
            found.setdefault(size_of(excepted), []).append((excepted, self._names_it(entry, excepted), key))
        return found

    def _names_it(self, entry: Entry, excepted: Mol) -> bool:
        """Whether the entry names something within the exception: it is then not meant to take the entry out."""
        own = self._store.substance(entry.substance) if entry.substance else None
        if own is None or not own.smiles or "." in own.smiles:
            return False
        mol = self.mol(own.id)
        return size_of(mol) == size_of(excepted) and covers(excepted, mol) is True

    def _tautomers(self, key: str) -> frozenset[str]:
        """The tautomers of a substance, where all can be told."""
        return tautomers_of(self.mol(key))

    def is_tautomer(self, key: str, flat: str) -> bool:
        """Whether a molecule of its elements and connections, told by its SMILES without stereochemistry, is a tautomer of a
        substance: by what costs least first."""
        own, every = self.flat(key), self.tautomers(key)
        if flat in every or inchi_of(flat) == inchi_of(own):
            return True
        canonical = canonical_tautomer(flat)
        return (canonical in every or not every) and canonical == canonical_tautomer(own)

    def _flat(self, key: str) -> str:
        """A substance's canonical SMILES without stereochemistry."""
        return str(Chem.MolToSmiles(self.mol(key), isomericSmiles=False))

    def _isomers(self, key: str, other: str) -> PositionalIsomer | None:
        """Whether another listed substance is a positional isomer of one."""
        return isomers_of(self.features(key), features_of(self._store, self.mol(other)))

    def _features(self, key: str) -> Features:
        """What of a substance is compared with its positional isomers."""
        return features_of(self._store, self.mol(key))


_STRUCTURES: WeakKeyDictionary[Store, Structures] = WeakKeyDictionary()


def structures_of(store: Store) -> Structures:
    """The structures of a lawbook's listed substances; they go with its store."""
    found = _STRUCTURES.get(store)
    return found or _STRUCTURES.setdefault(store, Structures(store))


def _isomer_rules(store: Store) -> Any:
    """The rules of positional isomerism of a compiled lawbook, read once; None where it has none of its own."""
    if store.isomers is None:
        from tidewaiter.classes.isomers import IsomerRules

        data = store.record("isomers", "all")
        store.isomers = IsomerRules.from_json(data) if data else None
    return store.isomers


def features_of(store: Store, mol: Mol) -> Features:
    """What of a molecule is compared with its positional isomers."""
    from tidewaiter.classes.isomers import Features

    return Features(mol, _isomer_rules(store))


def isomers_of(listed: Features, other: Features) -> PositionalIsomer | None:
    """What a molecule is to a listed one of its formula; None where its rings say already that it is no isomer."""
    if listed.counts != other.counts:
        return None
    from tidewaiter.classes.isomers import compared

    return compared(listed, other)


def size_of(mol: Mol) -> tuple[int, int]:
    """Heavy atoms and bonds: of one size with what it holds, a molecule is it, stereochemistry apart."""
    return mol.GetNumHeavyAtoms(), mol.GetNumBonds()
