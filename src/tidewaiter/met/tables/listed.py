"""The listed structures as tables for ``native/listed.hpp`` and ``skeleton.hpp``, for all days and places at once.

Two looks: sets of keys, by which most rows are let go, and the drawings themselves, grouped by constitution, with which
the rest is compared. What cannot surely be compared natively is left to Python by its skeleton. A key is there because of
an entry: for a question those of the entries in force are chosen (:func:`tidewaiter.met.tables.keys.key_tables`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from tidewaiter.met import library
from tidewaiter.met.tables.keys import ALWAYS, SETS, key_tables
from tidewaiter.reach.drawn import Drawn
from tidewaiter.reach.structures import structures_of
from tidewaiter.substance.structures.forms import tautomers_of
from tidewaiter.substance.structures.structure import read_structure

if TYPE_CHECKING:
    from tidewaiter.lawbook.records import Entry, Substance
    from tidewaiter.lawbook.store import Store

_READ_OFF_WORDS = {"esters", "ethers", "derivatives", "analogues"}
_HYDROGEN, _CHARGE, _RINGS = 1000003, 15485863, 7  # what they weigh in a key; as in native/row.hpp
_ONE_VALENCE = (6, 7, 8)


# In the SMARTS of a core: see `has_arylethylamine` of native/row.hpp.
_ARYLETHYLAMINE = re.compile(r"#7&A[^]]*\]-\[#6&A[^]]*\]-\[#6&A[^]]*\]-\[#6&a")


def _labelled(smiles: str) -> bool:
    """Whether a drawing names an isotope."""
    return re.search(r"\[\d", smiles) is not None


class Listed:
    """The tables of a lawbook."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.entries = [entry.id for entry in store.entries()]
        self._numbers = {key: number for number, key in enumerate(self.entries)}
        self._structure = cache(read_structure)
        self._rows: list[tuple[int, int, int]] = []  # set, key, entry
        substances = [one for one in store.substances() if one.smiles]
        for substance in substances:
            self._keys(substance)
        self._drawings = self._group(substances)
        self._except()
        for substance in substances:
            # listed or excepted by its isotopes, which the tables do not know
            if _labelled(substance.smiles):
                mol = self._structure(substance.smiles).components[0].mol
                own = _keys_of(mol)
                if own is not None:
                    self._rows.append((SETS["left"], own[2] + _valences(mol), ALWAYS))
        self.groups = [group.keys for group in self._drawings]
        self.tautomers = [place for place, group in enumerate(self._drawings) if group.tautomer]

    def arrays(self) -> dict[str, Any]:
        """The tables, by their names in native/tables.hpp, and beside them what each key is there for."""
        rows = np.array(sorted(set(self._rows)), np.int64).reshape(-1, 3)
        own = {
            "key_set": rows[:, 0].astype(np.uint8),
            "key": rows[:, 1],
            "key_entry": rows[:, 2].astype(np.int32),
        }
        first = np.cumsum([0, *(len(group.drawn) for group in self._drawings)])
        texts = [text.encode() for group in self._drawings for text in group.drawn]
        return {
            **own,
            **key_tables(own, np.ones(len(self.entries), bool)),
            "listed_hashes": np.array([group.number for group in self._drawings], np.int64),
            "listed_nothing": np.array([not group.keys for group in self._drawings], np.int32),
            "listed_structures": first.astype(np.int32),
            "listed_texts": np.cumsum([0, *map(len, texts)]).astype(np.int32),
            "listed_text": np.frombuffer(b"".join(texts) or b" ", np.uint8),
        }

    def _add(self, name: str, key: int, entries: Iterable[Entry]) -> None:
        self._rows += [(SETS[name], key, self._numbers[entry.id]) for entry in entries]

    def _keys(self, substance: Substance) -> None:
        entries = self._store.listings(substance.id)
        if not entries:
            return
        structure = self._structure(substance.smiles)
        if len(structure.components) > 1:  # a salt that is listed as such
            parts = [_keys_of(component.mol) for component in structure.components]
            formula, skeleton = (sum(part[place] for part in parts if part) for place in (0, 2))
            water = _keys_of(Chem.MolFromSmiles("O"))
            assert water is not None
            for many in range(_WATERS + 1):  # its hydrates are met as it is
                self._add("salts", formula + many * water[0], entries)
                self._add("salt_skeletons", _signed(skeleton + many * water[2]), entries)
            return
        mol = structure.components[0].mol
        own = _keys_of(mol)
        if own is None:
            return  # larger than what is read: then its like is left to RDKit as well
        formula, outline, skeleton, rings = own
        held = _held(mol)
        self._add("outlines", outline, entries)
        self._add("skeletons", skeleton, entries)
        self._add("tautomers", skeleton + held, entries)
        read_off = [entry for entry in entries if not _READ_OFF_WORDS.isdisjoint(entry.extensions)]
        self._add("parents", formula, read_off)
        self._add("parent_skeletons", skeleton, read_off)
        positional = [entry for entry in entries if "positional" in entry.extensions]
        hydrogens = sum(atom.GetTotalNumHs() for atom in mol.GetAtoms())
        self._add("positional", formula, positional)
        self._add("isomers", formula + hydrogens * _HYDROGEN + rings * _RINGS, positional)
        amines = (True,) if positional and self._core_has_amine(substance.id) else (False, True)
        for amine in amines:
            self._add("isomer_rings", formula + held + (_rings(mol) * 2 + amine) * _RINGS, positional)

    def _core_has_amine(self, key: str) -> bool:
        """Whether a substance's core is an arylethylamine: then its positional isomers are arylethylamines."""
        features = structures_of(self._store).features(key)
        core = next((query for name, query in features.rules.cores if name == features.core), None)
        return core is not None and _ARYLETHYLAMINE.search(Chem.MolToSmarts(core)) is not None

    def _except(self) -> None:
        """What is drawn like something excepted by name; left to Python where that is no listed drawing natively known, or
        could be met by another."""
        alike: dict[int, list[tuple[str, Any]]] = {}
        for _, _, drawn, _ in self._drawings:
            mol = self._structure(drawn[0]).components[0].mol
            own = _keys_of(mol)
            if own is not None:
                alike.setdefault(own[2], []).append((Chem.MolToSmiles(mol, isomericSmiles=False), mol))
        for one in {one.substance for several in self._store.exceptions.values() for one in several}:
            substance = self._store.substance(one)
            if substance is None or not substance.smiles:
                continue
            component, *more = self._structure(substance.smiles).components
            if more:  # a salt: no part of a row is one
                continue
            own = _keys_of(component.mol)
            if own is None:
                continue
            known = alike.get(own[2], ())
            others = [mol for flat, mol in known if flat != component.flat]
            sure = len(known) > len(others) and not any(
                mol.HasSubstructMatch(component.mol) for mol in others
            )
            key = own[2] + _valences(component.mol)
            self._rows.append((SETS["excepted" if sure else "left"], key, ALWAYS))

    def _group(self, substances: Iterable[Substance]) -> list[_Group]:
        """The constitutions listed, and those of their tautomers."""
        found: list[_Group] = []
        tautomers: dict[str, Any] = {}
        seen: set[str] = set()
        for substance in substances:
            components = self._structure(substance.smiles).components
            if len(components) > 1 or components[0].flat in seen:
                continue
            seen.add(components[0].flat)
            keys = list(self._store.by_skeleton(components[0].flat))
            tautomers |= dict.fromkeys(tautomers_of(components[0].mol))
            drawn = [_drawing(self._store, key) for key in keys]
            numbers = {library.constitution(text) for text in drawn}
            number = numbers.pop()
            flat = {Chem.MolToSmiles(Chem.MolFromSmiles(text), isomericSmiles=False) for text in drawn}
            racemate = any(self._structure(_smiles(self._store, key)).components[0].relative for key in keys)
            if not numbers and number is not None and flat == {components[0].flat} and not racemate:
                found.append(_Group(number, keys, drawn, False))
            elif (own := _keys_of(components[0].mol)) is not None:
                entries = [entry for key in keys for entry in self._store.listings(key)]
                self._add("left", own[2] + _valences(components[0].mol), entries)
        found += self._tautomeric([text for text in tautomers if text not in seen])
        return sorted(found)

    def _tautomeric(self, texts: Iterable[str]) -> Iterator[_Group]:
        """Tautomers of what is listed, each with what ``check`` says of it."""
        for text in texts:
            structure = self._structure(text)
            component = structure.components[0]
            number = library.constitution(text)
            if number is None or component.flat != text or len(structure.components) > 1:
                continue
            same = Drawn(structure, component, self._store, None).same()
            if all(fit is True for _, fit in same):
                yield _Group(number, [key for key, _ in same], [text], True)


class _Group(NamedTuple):
    """One constitution: its number, the substances that it is a drawing of, their drawings (of a tautomer its own).

    A tautomer may be one of nothing: then it is known that ``check`` takes it for no other substance."""

    number: int
    keys: list[str]
    drawn: list[str]
    tautomer: bool


def _smiles(store: Store, key: str) -> str:
    substance = store.substance(key)
    assert substance is not None  # the index links only what it holds
    return substance.smiles


def _drawing(store: Store, key: str) -> str:
    return str(Chem.MolToSmiles(Chem.MolFromSmiles(_smiles(store, key))))


_WATERS = 24  # as many as stand in any hydrate sold (alum dodecahydrate drawn twice)


def _signed(number: int) -> int:
    """A sum as it wraps in 64 bits."""
    return (number + (1 << 63)) % (1 << 64) - (1 << 63)


def _keys_of(mol: Any) -> tuple[int, int, int, int] | None:
    return library.keys(
        [atom.GetAtomicNum() for atom in mol.GetAtoms()],
        [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in mol.GetBonds()],
    )


def _held(mol: Any) -> int:
    """Hydrogens and charge, as they enter a key."""
    return sum(atom.GetTotalNumHs() * _HYDROGEN + atom.GetFormalCharge() * _CHARGE for atom in mol.GetAtoms())


def _valences(mol: Any) -> int:
    """Hydrogens less the charge, as they enter a key: see `with_valences` of native/row.hpp."""
    held = 0
    for atom in mol.GetAtoms():
        hydrogens = atom.GetTotalNumHs()
        held += (hydrogens if atom.GetAtomicNum() in _ONE_VALENCE else hydrogens & 1) - atom.GetFormalCharge()
    return held * _HYDROGEN


def _rings(mol: Any) -> int:
    """What :class:`tidewaiter.classes.isomers.Features` counts of rings, as one number."""
    return (
        (rdMolDescriptors.CalcNumRings(mol) * 64 + rdMolDescriptors.CalcNumAromaticRings(mol)) * 64
        + rdMolDescriptors.CalcNumHeterocycles(mol)
    ) * 64 + rdMolDescriptors.CalcNumAromaticHeterocycles(mol)
