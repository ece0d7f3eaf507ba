"""Short names for residues, so that a trace says "benzyl" and not a SMILES."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from rdkit import Chem

from tidewaiter.classes.atoms import AROMATIC
from tidewaiter.classes.facts import Facts, bits


@cache
def names() -> dict[str, str]:
    """The names of ``group-names.tsv``, by structure."""
    text = Path(__file__).with_name("group-names.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))


_BONDS = {
    1: Chem.BondType.SINGLE,
    2: Chem.BondType.DOUBLE,
    3: Chem.BondType.TRIPLE,
    AROMATIC: Chem.BondType.AROMATIC,
}
_FLAT = Chem.SmilesWriteParams()
_FLAT.doIsomericSmiles = False  # type: ignore[assignment]  # the stubs of RDKit are wrong
_Atom = tuple[int, int, bool, int]  # atomic number, charge, aromatic, hydrogens of an aromatic hetero atom


def name_part(facts: Facts, mask: int) -> str:
    """The usual name of the group that the atoms of a mask make, or its SMILES with ``*`` where it hangs.

    >>> name_part(Facts(Chem.MolFromSmiles("CCc1ccccc1")), 0b11)
    'ethyl'
    """
    outside: dict[int, int] = {}  # atoms on which it hangs, numbered in the order in which they are met
    order: list[int] = []
    bonds = []
    edge = [x for x in bits(mask) if facts.near[x] & ~mask]
    for start in [*edge, *bits(mask)]:
        if start not in order:
            order.append(start)
            for x in order:  # grows while it is read
                order.extend(y for y in facts.bonds[x] if mask >> y & 1 and y not in order)
    for x in order:
        for y in facts.bonds[x]:
            if not mask >> y & 1:
                outside.setdefault(y, len(outside))
    place = {**outside, **{x: len(outside) + i for i, x in enumerate(order)}}
    for x in order:
        for y, kind in facts.bonds[x].items():
            if y in outside or place[x] < place[y]:
                bonds.append((place[x], place[y], kind))
    return name_alone(len(outside), tuple(_written(facts, x) for x in order), tuple(bonds))


def _written(facts: Facts, x: int) -> _Atom:
    number, aromatic = facts.numbers[x], bool(facts.aromatic >> x & 1)
    hydrogens = facts.mol.GetAtomWithIdx(x).GetTotalNumHs() if aromatic and number != 6 else 0
    return number, facts.charges[x], aromatic, hydrogens


@lru_cache(maxsize=1_000)
def atom_made(number: int, charge: int = 0, aromatic: bool = False, hydrogens: int = 0) -> Chem.Atom:
    """An atom to be copied into molecules: few kinds make up all residues."""
    atom = Chem.Atom(number)
    atom.SetFormalCharge(charge)
    atom.SetIsAromatic(aromatic)
    atom.SetNumExplicitHs(hydrogens)
    return atom


@lru_cache(maxsize=20_000)
def name_alone(outside: int, atoms: tuple[_Atom, ...], bonds: tuple[tuple[int, int, int], ...]) -> str:
    """The name of a residue by itself: what it hung on does not enter, so neither does which molecule came first.

    Atoms are numbered from ``outside`` on, the atoms that it hangs on before them.

    >>> name_alone(1, ((6, 0, False, 0), (8, 0, False, 0)), ((1, 0, 1), (1, 2, 2)))
    'formyl'
    """
    return name_made([atom_made(0)] * outside + [atom_made(*atom) for atom in atoms], bonds)


def name_made(atoms: Iterable[Chem.Atom], bonds: Iterable[tuple[int, int, int]]) -> str:
    """The same of atoms that are made, in which those that it hangs on are open ones, as ``atom_made(0)`` makes them."""
    alone = Chem.RWMol()
    add, join = alone.AddAtom, alone.AddBond
    for atom in atoms:
        add(atom)
    for first, second, kind in bonds:
        join(first, second, _BONDS.get(kind, Chem.BondType.ZERO))
    alone.UpdatePropertyCache(False)
    smiles = Chem.MolToSmiles(alone, _FLAT)
    return names().get(smiles, str(smiles))
