"""What is left of a molecule when its ester or ether bonds are read off.

Used only to look for a listed parent whose list extends to its esters or ethers.
"""

from __future__ import annotations

from collections.abc import Callable

from rdkit import Chem

from tidewaiter.substance.structures.forms import Mol, formula_of, pattern

# R-C(=O)-O-C and the esters of mineral acids; a lactone's bond stands in a ring and opens to no other skeleton.
_ESTER = "[C,S,P,N;$(*=O):1]-;!@[OX2:2]-;!@[#6;!$(C=O):3]"
_MOST = 4  # bonds read off together
_ETHER = "[#6;!$(C=O):1]-;!@[OX2:2]-;!@[#6;!$(C=O):3]"


def cleaved(mol: Mol, kind: str, wanted: Callable[[str], bool]) -> list[Mol]:
    """The hydroxy compounds (and acids) left when ester or ether bonds of a component are read off.

    Used only to look for a listed parent whose list extends to its esters or ethers: those whose formula is
    ``wanted`` are made. At most four bonds are read off together.
    """
    links = pattern(_ESTER if kind == "ester" else _ETHER)
    matches = mol.GetSubstructMatches(links, maxMatches=24)
    found: dict[str, Mol] = {}
    if not matches or len(matches) > 8:
        return []
    blocks = _Blocks(mol, matches)
    seen: set[tuple[int, ...]] = set()
    for subset in range(1, 1 << len(matches)):
        chosen = [match for index, match in enumerate(matches) if subset >> index & 1]
        if len(chosen) > _MOST:
            continue
        rounds = [chosen]
        if kind == "ether":  # either side of an ether may be the listed parent
            rounds.append([(third, oxygen, first) for first, oxygen, third in chosen])
        for cuts in rounds:
            pieces = blocks.pieces(cuts)
            if all(piece in seen or not wanted(formula) for piece, formula in pieces.items()):
                continue
            made = _cut(mol, cuts)
            if made:
                seen.update(pieces)
            for piece in made:
                if piece.GetNumHeavyAtoms() >= 4 and wanted(formula_of(piece)):
                    found.setdefault(Chem.MolToSmiles(piece), piece)
    return list(found.values())


class _Blocks:
    """What hangs together in a molecule when all its ester or ether bonds are open, with the atoms of each block.

    Opening some of them leaves sums of these blocks: their formulas are known without making the molecules.
    """

    def __init__(self, mol: Mol, matches: tuple[tuple[int, ...], ...]) -> None:
        edit = Chem.RWMol(mol)
        self._bonds = [
            bond for first, oxygen, third in matches for bond in ((first, oxygen), (oxygen, third))
        ]
        for bond in self._bonds:
            edit.RemoveBond(*bond)
        self._block = [0] * mol.GetNumAtoms()
        self._units = {"H": 1}  # a formula as one number: twelve bits an element, and the charge above them
        self._totals = []
        for number, block in enumerate(Chem.GetMolFrags(edit)):
            self._totals.append(0)
            for place in block:
                atom = mol.GetAtomWithIdx(place)
                unit = self._units.setdefault(atom.GetSymbol(), 1 << 12 * len(self._units))
                self._totals[-1] += unit + atom.GetTotalNumHs() + _CHARGE * atom.GetFormalCharge()
                self._block[place] = number
        self._formulas: dict[int, str] = {}

    def pieces(self, cuts: list[tuple[int, ...]]) -> dict[tuple[int, ...], str]:
        """What is left when bonds between first and second atom are opened and each side is given its OH.

        Each piece by its blocks, which tell as well where it was cut, with its formula.
        """
        group = list(range(len(self._totals)))
        opened = {frozenset(cut[:2]) for cut in cuts}
        for first, second in self._bonds:
            if frozenset((first, second)) not in opened:
                one, other = group[self._block[first]], group[self._block[second]]
                group = [one if member == other else member for member in group]
        totals = self._totals.copy()
        for first, oxygen, _ in cuts:
            totals[self._block[first]] += self._units["O"] + 1
            totals[self._block[oxygen]] += 1
        members: dict[int, list[int]] = {}
        for block, member in enumerate(group):
            members.setdefault(member, []).append(block)
        return {
            tuple(blocks): self._formula(sum(totals[block] for block in blocks))
            for blocks in members.values()
        }

    def _formula(self, total: int) -> str:
        if total not in self._formulas:
            charge, rest = total // _CHARGE, total % _CHARGE
            counts = {symbol: rest // unit % 4096 for symbol, unit in self._units.items()}
            self._formulas[total] = hill(counts, charge)
        return self._formulas[total]


_CHARGE = 1 << 12 * 20


def hill(counts: dict[str, int], charge: int) -> str:
    """A molecular formula from its atoms, as :func:`formula_of` writes it: C, H, then by the alphabet.

    >>> hill({"O": 1, "H": 5, "C": 2, "N": 0}, -1), hill({"H": 1, "Cl": 1}, 0)
    ('C2H5O-', 'HCl')
    """
    symbols = [symbol for symbol, count in counts.items() if count]
    symbols.sort(key=lambda symbol: (symbol != "C", symbol != "H", symbol))
    sign = ("+" if charge > 0 else "-") if charge else ""
    size = str(abs(charge)) if abs(charge) > 1 else ""
    return (
        "".join(f"{symbol}{counts[symbol] if counts[symbol] > 1 else ''}" for symbol in symbols) + sign + size
    )


def _cut(mol: Mol, cuts: list[tuple[int, ...]]) -> tuple[Mol, ...]:
    """Cut first-O bonds so that O stays with the third atom; give the first atom its own OH.

    A centre turns by the order of its bonds: where the new one stands last, and the old one stood an odd number of
    places before, the sign is turned as well, so that the centre stays as drawn.
    """
    edit = Chem.RWMol(mol)
    for first, oxygen, _ in cuts:
        atom = edit.GetAtomWithIdx(first)
        near = [bond.GetOtherAtomIdx(first) for bond in atom.GetBonds()]
        edit.RemoveBond(first, oxygen)
        edit.AddBond(first, edit.AddAtom(Chem.Atom(8)), Chem.BondType.SINGLE)
        if (len(near) - 1 - near.index(oxygen)) % 2:
            edit.GetAtomWithIdx(first).InvertChirality()
        left = edit.GetAtomWithIdx(oxygen)
        if left.GetNoImplicit():  # its hydrogens were fixed: it bears one now
            left.SetNumExplicitHs(left.GetNumExplicitHs() + 1)
    try:
        return tuple(Chem.GetMolFrags(edit, asMols=True, sanitizeFrags=True))
    except (ValueError, RuntimeError):
        return ()
