"""Drawings: SMILES with named places, turned into a core query and the places where residues may stand.

``{R1}n1cc(C(=O){tail})c2c<ring>c<ring>c<ring>c<ring>c12`` reads: at ``{R1}`` and ``{tail}`` one residue each; at
each atom marked ``<ring>`` any number of residues that the site ``ring`` admits; at every other atom hydrogen
only. A group that hangs on something begins with its bond (``-C(=O){R}``, ``=O``); one that joins two places
also ends with one (``-OCO-``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from rdkit import Chem, RDLogger

_TOKEN = re.compile(r"\{([^{}]+)\}|<([^<>]+)>|(\[[^\]]+\]|Br|Cl|[BCNOPSFI]|[bcnops]|\*)|(.)")
PIECE_OPENS, PIECE_CLOSES = "\x01", "\x02"  # around an alternative that was put in for a name
_ORDERS = {Chem.BondType.SINGLE: 1, Chem.BondType.DOUBLE: 2, Chem.BondType.TRIPLE: 3}


class BadDrawing(ValueError):
    """A drawing that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A place for one residue: the core atom it hangs on, the site's name, the bond order drawn."""

    atom: int
    site: str
    order: int


@dataclass(frozen=True)
class Core:
    """A drawing, compiled. Atom numbers below are those of ``query``; anchors come first and last."""

    text: str
    binary: bytes
    hooks: tuple[Hook, ...]
    opens: tuple[tuple[int, str], ...]
    anchors: int  # 0: a scaffold, 1: a group, 2: a bridge
    first_order: int
    last_order: int
    bond_count: int  # between its own atoms
    quantities: tuple[int, ...]  # what it contributes to the necessary conditions
    pieces: tuple[tuple[int, ...], ...] = ()  # atoms of each alternative that was put in, in order of the text

    @cached_property
    def query(self) -> Chem.Mol:
        """The RDKit query, read when first needed."""
        return Chem.Mol(self.binary)

    @property
    def smarts(self) -> str:
        """The core query as SMARTS, for readers."""
        return str(Chem.MolToSmarts(self.query))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A drawing read: its molecule, each atom's hook name (or None), each atom's open site, the pieces."""

    mol: Chem.Mol
    roles: list[str | None]
    opens: dict[int, str]
    pieces: list[list[int]]


def _parse(text: str) -> _Drawn:
    smiles: list[str] = []
    roles: list[str | None] = []
    opens: dict[int, str] = {}
    pieces: list[list[int]] = []
    inside: list[int] | None = None
    for hook, site, atom, other in _TOKEN.findall(text):
        if hook:
            smiles.append("*")
            roles.append(hook.strip())
        elif site:
            if not roles or roles[-1] is not None:
                raise BadDrawing(f"<{site}> must follow an atom")
            opens[len(roles) - 1] = site.strip()
        elif atom:
            if inside is not None:
                inside.append(len(roles))
            smiles.append(atom)
            roles.append(None)
        elif other == PIECE_OPENS:
            inside = []
            pieces.append(inside)
        elif other == PIECE_CLOSES:
            inside = None
        else:
            smiles.append(other)
    joined = "".join(smiles).replace("()", "")
    with RDLogger_quiet():
        mol = Chem.MolFromSmiles(joined, sanitize=False)
        if mol is None or mol.GetNumAtoms() != len(roles):
            raise BadDrawing(f"'{text}' does not read as a SMILES ({joined})")
        try:
            Chem.SanitizeMol(mol)
        except (Chem.AtomValenceException, Chem.KekulizeException, Chem.AtomKekulizeException) as why:
            raise BadDrawing(f"'{text}' is no possible structure: {why}") from why
    return _Drawn(mol, roles, opens, pieces)


class RDLogger_quiet:  # noqa: N801 (reads as a word where it is used)
    """Keep RDKit's own messages off the terminal while its error is turned into ours."""

    def __enter__(self) -> None:
        RDLogger.DisableLog("rdApp.*")  # type: ignore[attr-defined]

    def __exit__(self, *_: object) -> None:
        RDLogger.EnableLog("rdApp.*")  # type: ignore[attr-defined]


def _query_atom(atom: Chem.Atom, low: int, high: int | None, any_bond: bool) -> Chem.Atom:
    kind = f"#{atom.GetAtomicNum()}"
    if not (any_bond and atom.IsInRing()):
        kind += ";a" if atom.GetIsAromatic() else ";A"
    charge = f";{atom.GetFormalCharge():+d}"  # a nitro group is no substituted amino group
    degree = f";D{{{low}-{'' if high is None else high}}}" if high != low else f";D{low}"
    return Chem.AtomFromSmarts(f"[{kind}{charge}{degree}]")


def compile_core(text: str, elsewhere: bool = False, any_bond: bool = False) -> Core:
    """Compile a drawing.

    ``elsewhere`` says that residues may also stand at atoms that name no site; ``any_bond`` that the rings drawn
    may be saturated, unsaturated or aromatic.
    Raises :class:`BadDrawing`.

    >>> core = compile_core("-O{alkyl}")
    >>> core.anchors, core.hooks
    (1, (Hook(atom=1, site='alkyl', order=1),))
    """
    shown = text
    anchors = 0
    if text[:1] in "-=#":
        anchors, text = 1, "*" + text
        if text[-1] in "-=#":
            anchors, text = 2, text + "*"
    drawn = _parse(text)
    mol, roles, opens = drawn.mol, drawn.roles, drawn.opens
    gone = [i for i, role in enumerate(roles) if role is not None]
    ends = {0} if anchors else set()
    if anchors == 2:
        ends.add(mol.GetNumAtoms() - 1)
    renumber: dict[int, int] = {}
    for i in range(mol.GetNumAtoms()):
        if i not in gone:
            renumber[i] = len(renumber)
    hooks = []
    for i in gone:
        atom = mol.GetAtomWithIdx(i)
        if atom.GetDegree() != 1:
            raise BadDrawing(f"{{{roles[i]}}} must hang on exactly one atom in '{shown}'")
        bond = atom.GetBonds()[0]
        other = bond.GetOtherAtomIdx(i)
        if other not in renumber or other in ends:
            raise BadDrawing(f"{{{roles[i]}}} must hang on an atom in '{shown}'")
        hooks.append(Hook(renumber[other], str(roles[i]), _ORDERS.get(bond.GetBondType(), 1)))
    query = Chem.RWMol(mol)
    for i, atom in enumerate(mol.GetAtoms()):
        if i in gone:
            continue
        if i in ends:
            query.ReplaceAtom(i, Chem.AtomFromSmarts("*"))
            continue
        places = sum(1 for n in atom.GetNeighbors() if n.GetIdx() in gone)
        low = atom.GetDegree() - places
        query.ReplaceAtom(i, _query_atom(atom, low, None if elsewhere or i in opens else low + places, any_bond))
    if any_bond:
        for bond in mol.GetBonds():
            if bond.IsInRing():
                query.ReplaceBond(bond.GetIdx(), Chem.BondFromSmarts("~"))
    query.BeginBatchEdit()
    for i in gone:
        query.RemoveAtom(i)
    query.CommitBatchEdit()
    own = [a for i, a in enumerate(mol.GetAtoms()) if i not in gone and i not in ends]
    own_ids = {a.GetIdx() for a in own}
    inner = sum(
        1 for b in mol.GetBonds() if b.GetBeginAtomIdx() in own_ids and b.GetEndAtomIdx() in own_ids
    )
    plain = query.GetMol()
    return Core(
        text=shown,
        binary=plain.ToBinary(),
        hooks=tuple(hooks),
        opens=tuple(sorted((renumber[i], site) for i, site in opens.items())),
        anchors=anchors,
        first_order=_ORDERS.get(mol.GetAtomWithIdx(0).GetBonds()[0].GetBondType(), 1) if anchors else 0,
        last_order=_ORDERS.get(mol.GetAtomWithIdx(mol.GetNumAtoms() - 1).GetBonds()[0].GetBondType(), 1) if anchors == 2 else 0,
        bond_count=inner,
        quantities=_quantities(own, inner, any_bond),
        pieces=tuple(tuple(renumber[i] for i in piece) for piece in drawn.pieces),
    )


def _quantities(own: list[Chem.Atom], inner: int, any_bond: bool) -> tuple[int, ...]:
    numbers = [atom.GetAtomicNum() for atom in own]
    halogens = sum(number in (9, 17, 35, 53) for number in numbers)
    # A core is connected apart from its anchors, so its cycles number bonds - atoms + 1 (0 for an empty core).
    rings = max(0, inner - len(own) + 1)
    return (
        len(own), numbers.count(6), numbers.count(7), numbers.count(8), numbers.count(16),
        halogens, rings, 0 if any_bond else sum(atom.GetIsAromatic() for atom in own),
    )
