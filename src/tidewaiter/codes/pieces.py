"""A molecule cut as the notes cut it: salts apart, esters into acid and alcohol, ethers into alcohols."""

from __future__ import annotations

from functools import cache
from typing import Any

from rdkit import Chem

from tidewaiter.substance.structures.forms import Mol, pattern

# bond cut (first two marked atoms), how the acid was bound. The acid keeps or gets its OH, what hangs on it its hydrogen.
_ESTERS = (
    ("[CX3;!$(C([OX2])([OX2])=O);!$(C([#7])=O):1](=[O;!R])-[OX2:2]-[#6;!$([CX3]=[O,S]):3]", "ester"),
    ("[SX4;$(S(=O)(=O)[#6]):1]-[OX2:2]-[#6:3]", "ester"),
    ("[CX3;!$(C([#7])=O);!$(C(=O)[OX2]):1](=O)-[F,Cl,Br,I:2]", "halide"),
    ("[CX3;!$(C([#7])=O):1](=O)-[OX2;!R:2]-[CX3](=O)", "anhydride"),
    ("[CX3;!$(C([#7])=O);!$(C([OX2])([OX2])=O):1](=O)-[OX2;!R:2]-[OX2]-[#6]", "peroxide"),
)
CARBON = 6
_RING_ANHYDRIDE = "[#6;!$([#6]~[#7])](=O)-,:[#8;R:2]-,:[#6;!$([#6]~[#7])](=O)"


@cache
def _query(smarts: str) -> tuple[Mol, dict[int, int]]:
    query = pattern(smarts)
    return query, {atom.GetAtomMapNum(): atom.GetIdx() for atom in query.GetAtoms() if atom.GetAtomMapNum()}


Cut = tuple[Mol, frozenset[str]]  # one part, and how its acid was bound


def cut_esters(mol: Mol) -> list[Cut] | None:
    """The acids and the alcohols of its esters, halides and anhydrides, each with how it was bound; None without any."""
    cuts: dict[tuple[int, int], str] = {}  # (atom of the acid, oxygen or halogen) -> how they were bound
    for smarts, how in _ESTERS:
        query, marks = _query(smarts)
        for match in mol.GetSubstructMatches(query):
            bond = mol.GetBondBetweenAtoms(match[marks[1]], match[marks[2]])
            if bond.IsInRing():
                continue
            cuts.setdefault((match[marks[1]], match[marks[2]]), how)
    query, marks = _query(_RING_ANHYDRIDE)
    closing = {match[marks[2]] for match in mol.GetSubstructMatches(query)}
    if not cuts and not closing:
        return None
    edit = Chem.RWMol(mol)
    Chem.Kekulize(edit, clearAromaticFlags=True)
    bound: dict[int, set[str]] = {}
    for (acid, other), how in cuts.items():
        _cut(edit, acid, other)
        bound.setdefault(acid, set()).add(how)
    for oxygen in closing:
        acid = edit.GetAtomWithIdx(oxygen).GetNeighbors()[0].GetIdx()
        _cut(edit, acid, oxygen)
        bound.setdefault(acid, set()).add("anhydride")
    return _pieces(edit, bound)


def _cut(edit: Any, atom: int, other: int) -> None:
    """Part two atoms; the first gets an OH in place of the other."""
    edit.RemoveBond(atom, other)
    edit.AddBond(atom, edit.AddAtom(Chem.Atom(8)), Chem.BondType.SINGLE)


_ETHERS = (
    "[#6;!$([CX3]=[O,S,N]):1]-[OX2;!R:2]-[#6;!$([CX3]=[O,S,N])]",
    "[$([#15]),$([SX4](=O)(=O)[OX2]),$([N+]([O-])=O):1]-[OX2;!R:2]-[#6]",  # esters of inorganic acids
)


def cut_ethers(mol: Mol) -> list[Cut] | None:
    """Each ether of an open chain, and each ester of an inorganic acid, cut; an oxygen is left on both sides. None without any."""
    edit = Chem.RWMol(mol)
    bonds = set()
    for query, marks in map(_query, _ETHERS):
        bonds |= {(m[marks[1]], m[marks[2]]) for m in mol.GetSubstructMatches(query)}
    for atom, oxygen in bonds:
        _cut(edit, atom, oxygen)
    return _pieces(edit, {}) if bonds else None


def _pieces(edit: Any, bound: dict[int, set[str]]) -> list[Cut] | None:
    mol = edit.GetMol()
    try:
        Chem.SanitizeMol(mol)
    except (ValueError, RuntimeError):
        return None
    places: list[tuple[int, ...]] = []
    made = Chem.GetMolFrags(mol, asMols=True, fragsMolAtomMapping=places)
    return [
        (one, frozenset(how for at in place for how in bound.get(at, ())))
        for one, place in zip(made, places, strict=True)
        if any(atom.GetAtomicNum() == CARBON for atom in one.GetAtoms())
    ]
