"""The structures listed then and there as tables for ``native/listed.hpp`` and ``skeleton.hpp``.

Two looks: sets of keys, by which most rows are let go, and the drawings themselves, grouped by constitution, with which
the rest is compared. What cannot surely be compared natively is left to Python by its skeleton.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from tidewaiter.bulk import library
from tidewaiter.bulk.tables.layout import KEYS
from tidewaiter.reach import Reacher
from tidewaiter.substance.forms import tautomers_of
from tidewaiter.substance.structure import read_structure

if TYPE_CHECKING:
    from tidewaiter.bulk.exact import Decider
    from tidewaiter.lawbook.records import Substance

_READ_OFF_WORDS = {"esters", "ethers", "derivatives", "analogues"}
_FILTER = 1 << 14  # bits
_HYDROGEN, _CHARGE, _RINGS = 1000003, 15485863, 7  # what they weigh in a key; as in native/row.hpp


def _labelled(smiles: str) -> bool:
    """Whether a drawing names an isotope."""
    return re.search(r"\[\d", smiles) is not None


class Listed:
    """The tables for one question."""

    def __init__(self, decider: Decider) -> None:
        self._found: dict[str, set[int]] = {name: set() for name in KEYS}
        self._live: set[str] = set()  # substances with a listing in force
        substances = [one for one in decider.store.substances() if one.smiles]
        for substance in substances:
            live = [entry for entry in decider.store.listings(substance.id) if decider.live([entry])]
            if live:
                self._live.add(substance.id)
                self._keys(substance, {word for entry in live for word in entry.extensions})
        self._drawings = self._group(decider, substances)
        self._except(decider)
        for substance in substances:
            if _labelled(
                substance.smiles
            ):  # listed or excepted by its isotopes, which the tables do not know
                self._leave(read_structure(substance.smiles).components[0].mol)
        self.groups = [group.keys for group in self._drawings]
        self.tautomers = {
            place: group.drawn[0] for place, group in enumerate(self._drawings) if group.tautomer
        }

    def arrays(self) -> dict[str, Any]:
        """The tables, by their names in native/tables.hpp."""
        keys = {name: np.array(sorted(found), np.int64) for name, found in self._found.items()}
        first = np.cumsum([0, *(len(group.drawn) for group in self._drawings)])
        texts = [text.encode() for group in self._drawings for text in group.drawn]
        return {
            **keys,
            "filters": np.stack([_filter(found) for found in keys.values()]),
            "listed_hashes": np.array([group.number for group in self._drawings], np.int64),
            "listed_nothing": np.array([not group.keys for group in self._drawings], np.int32),
            "listed_structures": first.astype(np.int32),
            "listed_texts": np.cumsum([0, *map(len, texts)]).astype(np.int32),
            "listed_text": np.frombuffer(b"".join(texts) or b" ", np.uint8),
        }

    def _keys(self, substance: Substance, words: set[str]) -> None:
        structure = read_structure(substance.smiles)
        found = self._found
        if len(structure.components) > 1:  # a salt that is listed as such
            parts = [_keys_of(component.mol) for component in structure.components]
            found["salts"].add(sum(part[0] for part in parts if part))
            return
        mol = structure.components[0].mol
        own = _keys_of(mol)
        if own is None:
            return  # larger than what is read: then its like is left to RDKit as well
        formula, outline, skeleton, rings = own
        held = _held(mol)
        found["outlines"].add(outline)
        found["skeletons"].add(skeleton)
        found["tautomers"].add(skeleton + held)
        if words & _READ_OFF_WORDS:
            found["parents"].add(formula)
            found["parent_skeletons"].add(skeleton)
        if "positional" in words:
            hydrogens = sum(atom.GetTotalNumHs() for atom in mol.GetAtoms())
            found["positional"].add(formula)
            found["isomers"].add(formula + hydrogens * _HYDROGEN + rings * _RINGS)
            found["isomer_rings"].add(formula + held + _rings(mol) * _RINGS)

    def _except(self, decider: Decider) -> None:
        """What is drawn like something excepted by name; left to Python where that is no listed drawing natively known, or
        could be met by another."""
        alike: dict[int, list[tuple[str, Any]]] = {}
        for _, _, drawn, _ in self._drawings:
            mol = read_structure(drawn[0]).components[0].mol
            own = _keys_of(mol)
            if own is not None:
                alike.setdefault(own[2], []).append((Chem.MolToSmiles(mol, isomericSmiles=False), mol))
        for one in {one.substance for several in decider.store.exceptions.values() for one in several}:
            substance = decider.store.substance(one)
            if substance is None or not substance.smiles:
                continue
            component = read_structure(substance.smiles).components[0]
            own = _keys_of(component.mol)
            if own is None:
                continue
            known = alike.get(own[2], ())
            others = [mol for flat, mol in known if flat != component.flat]
            sure = len(known) > len(others) and not any(
                mol.HasSubstructMatch(component.mol) for mol in others
            )
            self._found["excepted" if sure else "left"].add(own[2])

    def _leave(self, mol: Any) -> None:
        own = _keys_of(mol)
        if own is not None:
            self._found["left"].add(own[2])

    def _group(self, decider: Decider, substances: Iterable[Substance]) -> list[_Group]:
        """The constitutions listed, and those of their tautomers."""
        found: list[_Group] = []
        tautomers: dict[str, Any] = {}
        seen: set[str] = set()
        for substance in substances:
            components = read_structure(substance.smiles).components
            if len(components) > 1 or components[0].flat in seen:
                continue
            seen.add(components[0].flat)
            keys = list(decider.store.by_skeleton(components[0].flat))
            tautomers |= dict.fromkeys(tautomers_of(components[0].mol))
            drawn = [_drawing(decider, key) for key in keys]
            numbers = {library.constitution(text) for text in drawn}
            number = numbers.pop()
            flat = {Chem.MolToSmiles(Chem.MolFromSmiles(text), isomericSmiles=False) for text in drawn}
            if not numbers and number is not None and flat == {components[0].flat}:
                found.append(_Group(number, keys, drawn, False))
            elif not self._live.isdisjoint(keys):
                self._leave(components[0].mol)
        found += self._tautomeric(decider, [text for text in tautomers if text not in seen])
        return sorted(found)

    def _tautomeric(self, decider: Decider, texts: Iterable[str]) -> Iterator[_Group]:
        """Tautomers of what is listed, each with what ``check`` says of it."""
        for text in texts:
            structure = read_structure(text)
            component = structure.components[0]
            number = library.constitution(text)
            if number is None or component.flat != text or len(structure.components) > 1:
                continue
            same = Reacher(structure, decider.store, None).same(component)
            if all(fit is True for _, fit in same):
                yield _Group(number, [key for key, _ in same], [text], True)


class _Group(NamedTuple):
    """One constitution: its number, the substances that it is a drawing of, their drawings (of a tautomer its own).

    A tautomer may be one of nothing: then it is known that ``check`` takes it for no other substance."""

    number: int
    keys: list[str]
    drawn: list[str]
    tautomer: bool


def _smiles(decider: Decider, key: str) -> str:
    substance = decider.store.substance(key)
    assert substance is not None  # the index links only what it holds
    return substance.smiles


def _drawing(decider: Decider, key: str) -> str:
    return str(Chem.MolToSmiles(Chem.MolFromSmiles(_smiles(decider, key))))


def _keys_of(mol: Any) -> tuple[int, int, int, int] | None:
    return library.keys(
        [atom.GetAtomicNum() for atom in mol.GetAtoms()],
        [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in mol.GetBonds()],
    )


def _held(mol: Any) -> int:
    """Hydrogens and charge, as they enter a key."""
    return sum(atom.GetTotalNumHs() * _HYDROGEN + atom.GetFormalCharge() * _CHARGE for atom in mol.GetAtoms())


def _rings(mol: Any) -> int:
    """What :class:`tidewaiter.classes.isomers.Features` counts of rings, as one number."""
    return (
        (rdMolDescriptors.CalcNumRings(mol) * 64 + rdMolDescriptors.CalcNumAromaticRings(mol)) * 64
        + rdMolDescriptors.CalcNumHeterocycles(mol)
    ) * 64 + rdMolDescriptors.CalcNumAromaticHeterocycles(mol)


def _filter(keys: Any) -> Any:
    """A bit for each key: see `Keys` of native/skeleton.hpp."""
    bits = np.zeros(_FILTER, bool)
    bits[(keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(50)] = True
    return np.packbits(bits, bitorder="little").view("<u8")
