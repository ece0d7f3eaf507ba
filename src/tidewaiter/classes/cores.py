"""Drawings: SMILES with named places, turned into a core query and the places where residues may stand.

``{R1}n1cc(C(=O){tail})c2c<ring>c<ring>c<ring>c<ring>c12`` reads: at ``{R1}`` and ``{tail}`` one residue
each; at each atom marked ``<ring>`` any number of residues that the site ``ring`` admits; at every other
atom hydrogen only. ``<ring|c2ccccc2>`` marks all atoms of a stretch. A group that hangs on something begins
with its bond (``-C(=O){R}``, ``=O``); one that joins two places also ends with one (``-OCO-``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rdkit import Chem, rdBase

from tidewaiter.classes.atoms import AROMATIC, ATOM, BOND_NAMES, local_features, symbol_of
from tidewaiter.lawbook.codec import Kept

_TOKEN = re.compile(r"\{([^{}]+)\}|<([^<>]+)>|(\[[^\]]+\]|Br|Cl|[BCNOPSFI]|[bcnops]|\*)|(.)")
_STRETCH = re.compile(r"<([^<>|]+)\|([^<>]+)>")
PIECE_OPENS, PIECE_CLOSES = "\x01", "\x02"  # around an alternative that was put in for a name
_ORDERS = {Chem.BondType.SINGLE: 1, Chem.BondType.DOUBLE: 2, Chem.BondType.TRIPLE: 3}


Mode = tuple[bool, bool, frozenset[str]]  # elsewhere, any_bond, bare: see compile_core
_QUERIES: dict[str, Chem.Mol] = {}
_COMPILED: dict[tuple[str, Mode], Core] = {}


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
    """A drawing, compiled. Atom numbers are those of ``query``, which is read from ``smarts``."""

    text: str
    smarts: str
    hooks: tuple[Hook, ...]
    opens: tuple[tuple[int, str], ...]
    # (anchor, atom, bond order) of each bond by which it hangs: none for a scaffold, one for a group, two
    # for a bridge
    ends: tuple[tuple[int, int, int], ...]
    bond_count: int  # between its own atoms
    quantities: tuple[int, ...]  # what it contributes to the necessary conditions
    features: tuple[tuple[str, int], ...] = ()  # the same of its atoms and bonds
    # the atoms of each alternative that was put in for a name, in the order of the text
    pieces: tuple[tuple[int, ...], ...] = ()
    mode: Mode = (False, False, frozenset())

    @cached_property
    def query(self) -> Chem.Mol:
        """The RDKit query, read when first needed and shared by all cores that are drawn alike."""
        if self.smarts not in _QUERIES:
            _QUERIES[self.smarts] = Chem.MolFromSmarts(self.smarts)
        return _QUERIES[self.smarts]

    @cached_property
    def head(self) -> int:
        """The element of the atom by which a group hangs: cheaper to compare than to search for the group."""
        return int(self.query.GetAtomWithIdx(self.ends[0][1]).GetAtomicNum()) if self.ends else 0

    @property
    def anchors(self) -> int:
        """On how many places it hangs: 0 a scaffold, 1 a group, 2 a bridge."""
        return len(self.ends)

    @cached_property
    def labels(self) -> list[tuple[int, str]]:
        """Every atom that bears a site, with the site's name: what tells two embeddings apart."""
        return [(hook.atom, hook.site) for hook in self.hooks] + list(self.opens)

    def to_json(self) -> list[Any]:
        """What :meth:`from_json` needs to make the core again without reading its drawing."""
        return list(_kept.written(self).values())

    @classmethod
    def from_json(cls, text: str, *kept: Any) -> Core:
        """A core as stored; its quantities went into the gate and are not needed again."""
        return cls(text, quantities=(), **_kept.read(kept))

    def remember(self, mode: Mode) -> None:
        """Let :func:`compile_core` find this core instead of compiling its drawing."""
        _COMPILED.setdefault((self.text, mode), self)


_kept = Kept(Core, "smarts", "hooks", "opens", "ends", "bond_count", "pieces")  # in the compiled lawbook


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
    with rdBase.BlockLogs():  # RDKit's own message would only repeat ours
        mol = Chem.MolFromSmiles(joined, sanitize=False)
        if mol is None or mol.GetNumAtoms() != len(roles):
            raise BadDrawing(f"'{text}' does not read as a SMILES ({joined})")
        try:
            Chem.SanitizeMol(mol)
        except (Chem.AtomValenceException, Chem.KekulizeException, Chem.AtomKekulizeException) as why:
            raise BadDrawing(f"'{text}' is no possible structure: {why}") from why
    return _Drawn(mol, roles, opens, pieces)


def forget_stored() -> None:
    """Drop what :meth:`Core.remember` put in: a reader needs the quantities that a stored core no longer has."""
    for key in [key for key, core in _COMPILED.items() if not core.quantities]:
        del _COMPILED[key]


def compile_core(
    text: str, *, elsewhere: bool = False, any_bond: bool = False, bare: frozenset[str] = frozenset()
) -> Core:
    """Compile a drawing.

    ``elsewhere`` says that residues may also stand at atoms that name no site; ``any_bond`` that the rings
    drawn may be saturated, unsaturated or aromatic; ``bare`` names the sites at which hydrogen is enough.
    Raises :class:`BadDrawing`.

    >>> core = compile_core("-O{alkyl}")
    >>> core.ends, core.hooks
    (((0, 1, 1),), (Hook(atom=1, site='alkyl', order=1),))
    """
    mode = (elsewhere, any_bond, bare)
    if (text, mode) not in _COMPILED:
        _COMPILED[text, mode] = _compile(text, mode)
    return _COMPILED[text, mode]


def _compile(text: str, mode: Mode) -> Core:
    elsewhere, any_bond, bare = mode
    anchors = 0
    full = _STRETCH.sub(lambda found: ATOM.sub(rf"\1<{found[1]}>", found[2]), text)
    if text[:1] in "-=#":
        anchors, full = 1, "*" + full
        if full[-1] in "-=#":
            anchors, full = 2, full + "*"
    return _Work(text, _parse(full), anchors, elsewhere, any_bond, bare).core()


class _Work:
    """One drawing being compiled."""

    def __init__(
        self, text: str, drawn: _Drawn, anchors: int, elsewhere: bool, any_bond: bool, bare: frozenset[str],
    ) -> None:  # fmt: skip
        self.text, self.drawn, self.mol = text, drawn, drawn.mol
        self.elsewhere, self.any_bond, self.bare = elsewhere, any_bond, bare
        size = self.mol.GetNumAtoms()
        self.ends = {0, size - 1} if anchors == 2 else {0} if anchors else set()
        self.gone = [i for i, role in enumerate(drawn.roles) if role is not None]
        self.kept = [i for i in range(size) if drawn.roles[i] is None]
        self.renumber: dict[int, int] = {}  # atoms of the drawing to atoms of the SMARTS
        self.own = [i for i in self.kept if i not in self.ends]

    def core(self) -> Core:
        lows = {i: self._degree(i) for i in self.own}
        smarts, order = self._smarts(lows)
        self.renumber = {self.kept[old]: new for new, old in enumerate(order)}
        hooks = tuple(self._hook(i) for i in self.gone)
        inner = [b for b in self.mol.GetBonds() if {b.GetBeginAtomIdx(), b.GetEndAtomIdx()} <= set(self.own)]
        number = self.renumber
        return Core(
            text=self.text,
            smarts=smarts,
            hooks=hooks,
            opens=tuple(sorted((number[i], site) for i, site in self.drawn.opens.items())),
            ends=tuple(self._end(end) for end in sorted(self.ends)),
            bond_count=len(inner),
            quantities=self._quantities(len(inner)),
            features=() if self.ends else self._features(inner, lows),  # a group is no gate
            pieces=tuple(tuple(number[i] for i in piece) for piece in self.drawn.pieces),
            mode=(self.elsewhere, self.any_bond, self.bare),
        )

    def _hook(self, place: int) -> Hook:
        name = str(self.drawn.roles[place])
        bonds = self.mol.GetAtomWithIdx(place).GetBonds()
        if len(bonds) != 1:
            raise BadDrawing(f"{{{name}}} must hang on exactly one atom in '{self.text}'")
        other = bonds[0].GetOtherAtomIdx(place)
        if other not in self.own:
            raise BadDrawing(f"{{{name}}} must hang on an atom in '{self.text}'")
        return Hook(self.renumber[other], name, _ORDERS.get(bonds[0].GetBondType(), 1))

    def _end(self, end: int) -> tuple[int, int, int]:
        bond = self.mol.GetAtomWithIdx(end).GetBonds()[0]
        order = _ORDERS.get(bond.GetBondType(), 1)
        return self.renumber[end], self.renumber[bond.GetOtherAtomIdx(end)], order

    def _degree(self, i: int) -> tuple[int, int | None]:
        """How many heavy neighbours the atom has at least and at most."""
        atom = self.mol.GetAtomWithIdx(i)
        places = [str(self.drawn.roles[n.GetIdx()]) for n in atom.GetNeighbors() if n.GetIdx() in self.gone]
        drawn = atom.GetDegree() - len(places)
        low = drawn + sum(place not in self.bare for place in places)
        return low, None if self.elsewhere or i in self.drawn.opens else drawn + len(places)

    def _is_open_ring(self, atom_or_bond: Chem.Atom | Chem.Bond) -> bool:
        return self.any_bond and bool(atom_or_bond.IsInRing())

    def _smarts(self, lows: dict[int, tuple[int, int | None]]) -> tuple[str, list[int]]:
        """The query as SMARTS, and for each of its atoms the number among the atoms kept."""
        query = Chem.RWMol(self.mol)
        for i in self.ends:
            query.ReplaceAtom(i, Chem.AtomFromSmarts("*"))
        for i, (low, high) in lows.items():
            atom = self.mol.GetAtomWithIdx(i)
            kind = f"#{atom.GetAtomicNum()}"
            if not self._is_open_ring(atom):
                kind += ";a" if atom.GetIsAromatic() else ";A"
            kind += f";{atom.GetFormalCharge():+d}"  # a nitro group is no substituted amino group
            kind += f";D{low}" if high == low else f";D{{{low}-{'' if high is None else high}}}"
            query.ReplaceAtom(i, Chem.AtomFromSmarts(f"[{kind}]"))
        for bond in self.mol.GetBonds():
            if self._is_open_ring(bond):
                query.ReplaceBond(bond.GetIdx(), Chem.BondFromSmarts("~"))
        query.BeginBatchEdit()
        for i in self.gone:
            query.RemoveAtom(i)
        query.CommitBatchEdit()
        plain = query.GetMol()
        text = str(Chem.MolToSmarts(plain))
        return text, list(plain.GetPropsAsDict(True, True)["_smilesAtomOutputOrder"])

    def _quantities(self, inner: int) -> tuple[int, ...]:
        atoms = [self.mol.GetAtomWithIdx(i) for i in self.own]
        numbers = [atom.GetAtomicNum() for atom in atoms]
        # A core is connected apart from its anchors, so its cycles number bonds - atoms + 1 (0 for an empty
        # core).
        return (
            len(atoms), numbers.count(6), numbers.count(7), numbers.count(8), numbers.count(16),
            sum(number in (9, 17, 35, 53) for number in numbers), max(0, inner - len(atoms) + 1),
            0 if self.any_bond else sum(atom.GetIsAromatic() for atom in atoms),
        )  # fmt: skip

    def _features(
        self, inner: list[Chem.Bond], lows: dict[int, tuple[int, int | None]]
    ) -> tuple[tuple[str, int], ...]:
        """Counts of atoms whose degree is settled, and of bonds, as the molecule's own features are
        counted."""
        found: dict[str, int] = {}
        for i, (low, high) in lows.items():
            atom = self.mol.GetAtomWithIdx(i)
            if low == high and not self._is_open_ring(atom):
                key = f"{symbol_of(atom)}D{low}"
                found[key] = found.get(key, 0) + 1
        arms: dict[int, list[tuple[int, str, str]]] = {i: [] for i in self.own}
        for bond in inner:
            first, second = bond.GetBeginAtom(), bond.GetEndAtom()
            if self._is_open_ring(first) or self._is_open_ring(second):
                continue  # neither bond nor aromaticity is settled there
            name = BOND_NAMES[_ORDERS.get(bond.GetBondType(), AROMATIC)]
            arms[first.GetIdx()].append((second.GetIdx(), name, symbol_of(second)))
            arms[second.GetIdx()].append((first.GetIdx(), name, symbol_of(first)))
        for i, row in arms.items():
            for key in local_features(i, symbol_of(self.mol.GetAtomWithIdx(i)), row):
                found[key] = found.get(key, 0) + 1
        return tuple(sorted(found.items()))
