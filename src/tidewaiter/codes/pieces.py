"""A molecule cut as the notes cut it: salts apart, esters into acid and alcohol, ethers into alcohols."""

from __future__ import annotations

from functools import cache
from typing import Any

from rdkit import Chem

from tidewaiter.codes.facts import Piece
from tidewaiter.substance.forms import Mol, pattern

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


def cut_esters(piece: Piece) -> list[Piece]:
    """The acids and the alcohols of its esters, halides and anhydrides, each with how it was bound."""
    if not (
        piece["acyl_oxygen"] or piece["acid_halide"] or piece["sulphonic_ester"] or piece["ring_anhydride"]
    ):
        return [piece]
    cuts: dict[tuple[int, int], str] = {}  # (atom of the acid, oxygen or halogen) -> how they were bound
    for smarts, how in _ESTERS:
        query, marks = _query(smarts)
        for match in piece.mol.GetSubstructMatches(query):
            bond = piece.mol.GetBondBetweenAtoms(match[marks[1]], match[marks[2]])
            if bond.IsInRing():
                continue
            cuts.setdefault((match[marks[1]], match[marks[2]]), how)
    query, marks = _query(_RING_ANHYDRIDE)
    closing = {match[marks[2]] for match in piece.mol.GetSubstructMatches(query)}
    if not cuts and not closing:
        return [piece]
    edit = Chem.RWMol(piece.mol)
    Chem.Kekulize(edit, clearAromaticFlags=True)
    bound: dict[int, set[str]] = {}
    for (acid, other), how in cuts.items():
        _cut(edit, acid, other)
        bound.setdefault(acid, set()).add(how)
    for oxygen in closing:
        acid = edit.GetAtomWithIdx(oxygen).GetNeighbors()[0].GetIdx()
        _cut(edit, acid, oxygen)
        bound.setdefault(acid, set()).add("anhydride")
    return _pieces(piece, edit, bound)


def _cut(edit: Any, atom: int, other: int) -> None:
    """Part two atoms; the first gets an OH in place of the other."""
    edit.RemoveBond(atom, other)
    edit.AddBond(atom, edit.AddAtom(Chem.Atom(8)), Chem.BondType.SINGLE)


_ETHERS = (
    "[#6;!$([CX3]=[O,S,N]):1]-[OX2;!R:2]-[#6;!$([CX3]=[O,S,N])]",
    "[$([#15]),$([SX4](=O)(=O)[OX2]),$([N+]([O-])=O):1]-[OX2;!R:2]-[#6]",  # esters of inorganic acids
)


def cut_ethers(piece: Piece) -> list[Piece]:
    """The same with each ether of an open chain, and each ester of an inorganic acid, cut; an oxygen is left on both sides."""
    found = []
    for part in piece.parts:
        edit = Chem.RWMol(part.mol)
        bonds = set()
        for query, marks in map(_query, _ETHERS):
            bonds |= {(m[marks[1]], m[marks[2]]) for m in part.mol.GetSubstructMatches(query)}
        for atom, oxygen in bonds:
            _cut(edit, atom, oxygen)
        found += _pieces(part, edit, {}, part.bound) if bonds else [part]
    return found


def _pieces(
    piece: Piece, edit: Any, bound: dict[int, set[str]], always: frozenset[str] = frozenset()
) -> list[Piece]:
    mol = edit.GetMol()
    try:
        Chem.SanitizeMol(mol)
    except (ValueError, RuntimeError):
        return [piece]
    places: list[tuple[int, ...]] = []
    made = Chem.GetMolFrags(mol, asMols=True, fragsMolAtomMapping=places)
    salt = always | (piece.bound & {"salt"})
    return [
        Piece(one, piece.words, salt | {how for at in place for how in bound.get(at, ())})
        for one, place in zip(made, places, strict=True)
        if any(atom.GetAtomicNum() == CARBON for atom in one.GetAtoms())
    ]
