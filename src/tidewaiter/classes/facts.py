"""What the engine needs to know of one molecule, perceived once by RDKit and kept as bit masks.

A set of atoms is an ``int`` whose bit *i* stands for atom *i*: union, difference and membership then cost
one machine operation, which is what keeps a full answer below a millisecond. RDKit does the chemistry
(rings, aromaticity, substructure); the only thing done here by hand is to collect connected leftovers,
because cutting and re-reading fragments with RDKit costs more than the whole of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

from rdkit import Chem

from tidewaiter.classes.atoms import AROMATIC, BOND_NAMES, local_features, symbol_of
from tidewaiter.classes.gates import QUANTITIES

if TYPE_CHECKING:
    from tidewaiter.classes.cores import Core

LARGEST = 250  # heavy atoms: beyond it nothing is assessed
MOST_MATCHES = 2000  # embeddings of one core in one molecule
MOST_STEPS = 60_000  # tests of one residue against one kind, over all definitions of one question

_ORDER = {
    Chem.BondType.SINGLE: 1,
    Chem.BondType.DOUBLE: 2,
    Chem.BondType.TRIPLE: 3,
    Chem.BondType.AROMATIC: AROMATIC,
}

End = tuple[int, int, int]  # atom kept, atom of the residue, bond order between them


def atoms_of(mol: Chem.Mol) -> Iterator[Chem.Atom]:
    """The atoms in order: a step of RDKit's own sequence costs twice as much."""
    return map(mol.GetAtomWithIdx, range(mol.GetNumAtoms()))


class BeyondBounds(Exception):
    """A bound on size or work was met: the outcome is *not assessed*, never a guess and never a hang."""


@cache
def _heaviest(number: int) -> float:
    """The mass of an atom of an element with four hydrogens."""
    table = Chem.GetPeriodicTable()
    return float(table.GetAtomicWeight(number) + 4 * table.GetAtomicWeight(1))


def flat_smiles(mol: Chem.Mol) -> str:
    """Canonical SMILES without stereochemistry or isotopes, for comparing two drawings of one substance."""
    return str(Chem.MolToSmiles(mol, isomericSmiles=False))


_POWERS = [1 << i for i in range(1024)]


def mask_of(atoms: Iterable[int]) -> int:
    """The mask of distinct atoms.

    >>> mask_of([0, 1, 3])
    11
    """
    return sum(map(_POWERS.__getitem__, atoms))


def bits(mask: int) -> Iterator[int]:
    """The atom indices in a mask, ascending.

    >>> list(bits(0b1011))
    [0, 1, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Facts:
    """One molecule: a sanitised, desalted, uncharged RDKit ``Mol`` of one component without explicit
    hydrogens."""

    def __init__(self, mol: Chem.Mol) -> None:
        self.mol = mol
        self.numbers: list[int] = [atom.GetAtomicNum() for atom in atoms_of(mol)]
        self.size = len(self.numbers)
        self.all = (1 << self.size) - 1
        self.memo: dict[object, object] = {}
        self.steps = 0
        self._matches: dict[str, dict[tuple[int, int], list[tuple[int, ...]]]] = {}
        self._found: dict[str, tuple[tuple[int, ...], ...]] = {}

    def spend(self) -> None:
        """Count work done; deterministic, so that a slow machine gives the same answer as a fast one."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise BeyondBounds("too many ways to read this structure against the definition")

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """The quantities of :data:`tidewaiter.classes.gates.QUANTITIES`, in that order."""
        features = self.features
        return tuple(features.get(name, 0) for name in QUANTITIES)

    @cached_property
    def features(self) -> dict[str, int]:
        """How much the molecule holds of everything that gates compare."""
        numbers = self.numbers
        held: dict[str, int] = {
            "heavy": self.size, "rings": self.mol.GetRingInfo().NumRings(), "C": numbers.count(6),
            "N": numbers.count(7), "O": numbers.count(8), "S": numbers.count(16), "aromatic": 0,
            "halogen": numbers.count(9) + numbers.count(17) + numbers.count(35) + numbers.count(53),
        }  # fmt: skip
        symbols = self.symbols
        for symbol, row in zip(symbols, self.bonds, strict=True):
            key = f"{symbol}D{len(row)}"
            held[key] = held.get(key, 0) + 1
            if symbol.islower():
                held["aromatic"] += 1
        for i, row in enumerate(self.bonds):
            arms = [(j, BOND_NAMES[order], symbols[j]) for j, order in row.items()]
            for feature in local_features(i, symbols[i], arms):
                held[feature] = held.get(feature, 0) + 1
        return held

    @cached_property
    def symbols(self) -> list[str]:
        """Element symbols, in small letters where RDKit perceives the atom as aromatic."""
        return [symbol_of(atom) for atom in atoms_of(self.mol)]

    @cached_property
    def bonds(self) -> list[dict[int, int]]:
        """For each atom its neighbours and the bond order to each."""
        table: list[dict[int, int]] = [{} for _ in range(self.size)]
        for bond in map(self.mol.GetBondWithIdx, range(self.mol.GetNumBonds())):
            a, b = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
            table[a][b] = table[b][a] = _ORDER.get(bond.GetBondType(), 9)
        return table

    @cached_property
    def near(self) -> list[int]:
        """For each atom the mask of its neighbours."""
        return [mask_of(row) for row in self.bonds]

    @cached_property
    def carbons(self) -> int:
        """Mask of carbon atoms."""
        return sum(1 << i for i, z in enumerate(self.numbers) if z == 6)

    @cached_property
    def aromatic(self) -> int:
        """Mask of aromatic atoms, as RDKit perceives them in the whole molecule."""
        return sum(1 << i for i, symbol in enumerate(self.symbols) if symbol.islower())

    @cached_property
    def rings(self) -> list[int]:
        """Smallest rings as masks."""
        return [mask_of(ring) for ring in self.mol.GetRingInfo().AtomRings()]

    @cached_property
    def in_ring(self) -> int:
        """Mask of ring atoms."""
        mask = 0
        for ring in self.rings:
            mask |= ring
        return mask

    @cached_property
    def systems(self) -> list[tuple[int, int]]:
        """Ring systems (rings that share a bond) as (mask, number of rings). A spiro atom joins nothing."""
        merged: list[tuple[int, int]] = []
        for ring in self.rings:
            mask, count, rest = ring, 1, []
            for other, number in merged:
                if (other & mask).bit_count() >= 2:
                    mask, count = mask | other, count + number
                else:
                    rest.append((other, number))
            merged = [*rest, (mask, count)]
        return merged

    @cached_property
    def functional(self) -> int:
        """Carbons with a multiple bond to a hetero atom: a carbonyl, nitrile or imine carbon may be counted
        as part of a hydrocarbon skeleton or as (part of) a substituent on it."""
        return sum(
            1 << i
            for i, z in enumerate(self.numbers)
            if z == 6 and any(o in (2, 3) and self.numbers[j] != 6 for j, o in self.bonds[i].items())
        )

    @cached_property
    def heterocyclic(self) -> int:
        """Atoms of a ring that holds a hetero atom."""
        mask = 0
        for ring in self.rings:
            if ring & ~self.carbons:
                mask |= ring
        return mask

    @cached_property
    def weights(self) -> list[float]:
        """Average mass of each atom with its hydrogens, in unified atomic mass units."""
        table = Chem.GetPeriodicTable()
        hydrogen = table.GetAtomicWeight(1)
        return [
            table.GetAtomicWeight(atom.GetAtomicNum()) + atom.GetTotalNumHs() * hydrogen
            for atom in atoms_of(self.mol)
        ]

    def surely_within(self, mask: int, limit: float) -> bool:
        """Whether some atoms weigh no more than a limit whatever hydrogen they bear: mostly that is all one asks."""
        return sum(_heaviest(self.numbers[i]) for i in bits(mask)) <= limit

    @cached_property
    def charges(self) -> list[int]:
        """The formal charge of each atom."""
        return [atom.GetFormalCharge() for atom in atoms_of(self.mol)]

    def made_of(self, elements: tuple[str, ...]) -> int:
        """Mask of the atoms of these elements."""
        key = ("made of", elements)
        if key not in self.memo:
            wanted = {symbol.lower() for symbol in elements}
            self.memo[key] = sum(1 << i for i, symbol in enumerate(self.symbols) if symbol.lower() in wanted)
        return self.memo[key]  # type: ignore[return-value]

    def rank(self, part: int) -> tuple[int, int, int, int]:
        """What sorts residues, the same in every drawing: size, then sums over their atoms."""
        atoms = [(self.numbers[i], len(self.bonds[i])) for i in bits(part)]
        return (
            len(atoms),
            sum(n for n, _ in atoms),
            sum(d * d for _, d in atoms),
            sum(n * d for n, d in atoms),
        )

    def grow(self, start: int, within: int) -> int:
        """The connected part of ``within`` that holds the atoms of ``start``."""
        near = self.near
        part = edge = start & within
        while edge:
            reached = 0
            while edge:
                low = edge & -edge
                reached |= near[low.bit_length() - 1]
                edge ^= low
            edge = reached & within & ~part
            part |= edge
        return part

    def pieces(self, within: int) -> list[int]:
        """The connected parts of ``within``."""
        parts = []
        while within:
            part = self.grow(within & -within, within)
            parts.append(part)
            within &= ~part
        return parts

    def ends(self, body: int, part: int) -> tuple[End, ...]:
        """The bonds between ``body`` and ``part``, by ascending atom of the body."""
        near, bonds = self.near, self.bonds
        if body.bit_count() < part.bit_count():  # either way round finds them
            return tuple((a, x, bonds[a][x]) for a in bits(body) for x in bits(near[a] & part))
        return tuple(sorted((a, x, bonds[a][x]) for x in bits(part) for a in bits(near[x] & body)))

    def around(self, body: int, scope: int) -> tuple[int, list[tuple[int, tuple[End, ...]]]]:
        """The bonds inside ``body``, and each leftover of ``scope`` with the bonds by which it hangs.

        Found once per molecule: the versions of one law share their scaffolds.
        """
        key = ("around", body, scope)
        found = self.memo.get(key)
        if found is None:
            parts = [(part, self.ends(body, part)) for part in self.pieces(scope & ~body)]
            found = self.memo[key] = (self.inner_bonds(body), parts)
        return found  # type: ignore[return-value]

    @cached_property
    def flat(self) -> str:
        """Canonical SMILES without stereochemistry or isotopes."""
        return flat_smiles(self.mol)

    def inner_bonds(self, mask: int) -> int:
        """Number of bonds with both ends in ``mask``."""
        return sum((self.near[i] & mask).bit_count() for i in bits(mask)) // 2

    def matches(self, core: Core) -> tuple[tuple[int, ...], ...]:
        """All embeddings of a core, found once per molecule.

        Raises :class:`BeyondBounds` when there are more than can be gone through.
        """
        found = self._found.get(core.smarts)
        if found is None:
            found = self.mol.GetSubstructMatches(
                core.query, uniquify=False, useChirality=False, maxMatches=MOST_MATCHES + 1
            )
            if len(found) > MOST_MATCHES:
                raise BeyondBounds("the scaffold fits this structure in too many ways")
            self._found[core.smarts] = found
        return found

    def matches_at(self, core: Core, kept: int, first: int) -> list[tuple[int, ...]]:
        """Embeddings of an anchored core whose anchor is ``kept`` and whose first atom is ``first``."""
        table = self._matches.get(core.smarts)
        if table is None:
            table = {}
            anchor, atom, _ = core.ends[0]
            for match in self.matches(core):
                table.setdefault((match[anchor], match[atom]), []).append(match)
            self._matches[core.smarts] = table
        return table.get((kept, first), [])
