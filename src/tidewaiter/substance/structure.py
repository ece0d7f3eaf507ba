"""From a drawing to the layers under which the law may reach it.

A drawing is read into components; each component is brought to one normal form (drawing variants, charges,
isotopes), kept beside what was drawn so that an answer can say "as its salt" or "as an isotopic form".
Every component is examined: nothing is stripped first, because a scheduled chemical can be the counter-ion.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from typing import Any

from rdkit import Chem, RDLogger

from tidewaiter.errors import Unreadable

RDLogger.DisableLog("rdApp.*")  # type: ignore[attr-defined]  # its messages become our errors

MAX_HEAVY_ATOMS = 500  # beyond this no list names a substance, and matching cannot be bounded
MAX_TEXT = 10_000
MAX_BLOCK = 1_000_000  # characters of a MOL block: many times what so many atoms need

Mol = Any  # rdkit.Chem.Mol; RDKit ships no complete type hints


class Component:
    """One connected part of what was drawn, in its normal form.

    ``text`` is the SMILES that drew it, where that is known; ``mol`` the normal form, ``iso`` and ``flat`` its canonical
    SMILES with and without stereochemistry. What is worked out of it waits until it is first asked for.
    """

    def __init__(
        self,
        part: Mol,
        mol: Mol,
        *,
        isotopic: bool = False,
        charged: bool = False,
        alone: bool = False,
        text: str = "",
    ) -> None:
        self._part = part  # what was drawn, if need be without its isotopes
        self.mol = mol
        self.isotopic = isotopic
        self.charged = charged
        self._alone = alone  # then it can be no part of a salt
        self.text = text  # the SMILES that drew it, where that is known

    @cached_property
    def drawn(self) -> str:
        """Canonical SMILES of what was drawn."""
        if self.text and self.isotopic:
            return str(Chem.MolToSmiles(Chem.MolFromSmiles(self.text)))
        return self.iso if self._part is self.mol else str(Chem.MolToSmiles(self._part))

    @cached_property
    def iso(self) -> str:
        """Canonical SMILES of the normal form."""
        if self.text and not any(sign in self.text for sign in _STEREO):
            return self.flat  # the two are one where no stereochemistry is drawn
        return str(Chem.MolToSmiles(self.mol))

    @cached_property
    def flat(self) -> str:
        """Canonical SMILES of the normal form without stereochemistry."""
        return str(Chem.MolToSmiles(self.mol, isomericSmiles=False))

    @cached_property
    def role(self) -> str:
        """What it can be to another component of a salt: acid, base or neutral."""
        return "neutral" if self._alone else _role(self._part, self)

    @cached_property
    def tautomer(self) -> str:
        """A hash equal for all tautomers (and, rarely, for more): a candidate key, never a verdict."""
        return tautomer_key(self.mol)

    @cached_property
    def formula(self) -> str:
        """The molecular formula, Hill order."""
        return formula_of(self.mol)

    @cached_property
    def heavy_atoms(self) -> int:
        """Number of atoms other than hydrogen."""
        return int(self.mol.GetNumHeavyAtoms())


class Structure:
    """What was drawn: its components, largest first."""

    def __init__(self, text: str, components: tuple[Component, ...]) -> None:
        self.text = text
        self.components = components

    @property
    def smiles(self) -> str:
        """Canonical SMILES of the whole, as drawn."""
        return ".".join(sorted(component.drawn for component in self.components))

    @property
    def is_salt(self) -> bool:
        """True where an acid and a base (or ions) stand together."""
        roles = {component.role for component in self.components}
        return len(self.components) > 1 and (
            {"acid", "base"} <= roles or any(component.charged for component in self.components)
        )


def looks_like_structure(text: str) -> bool:
    """Whether a text is a MOL block, an InChI, or can only be meant as SMILES.

    A word such as ``CO`` could be a name as well; the ladder tries names first and SMILES after.

    >>> looks_like_structure("InChI=1S/CH4O/c1-2/h2H,1H3"), looks_like_structure("CCO")
    (True, False)
    """
    return text.startswith("InChI=") or "M  END" in text or "V2000" in text or "V3000" in text


def read_structure(text: str) -> Structure:
    """Read SMILES, InChI or a MOL block into its normalised components.

    Raises :class:`Unreadable`, with the reason and how to mend it.

    >>> salt = read_structure("CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1.Cl")
    >>> [component.formula for component in salt.components], salt.is_salt
    (['C22H28N2O', 'HCl'], True)
    >>> read_structure("C1CC")
    Traceback (most recent call last):
    tidewaiter.errors.Unreadable: 'C1CC' is not a readable SMILES: unclosed ring. Check brackets, ring numbers and valences, or give a MOL file, an InChI, a CAS number or a name.
    """
    components = _parts_of_smiles(text) or _parts(parse(text))
    if len(components) > 1:
        sizes = [component.heavy_atoms for component in components]
        components.sort(
            key=lambda one: (-one.heavy_atoms, one.flat if sizes.count(one.heavy_atoms) > 1 else "")
        )
    return Structure(text, tuple(components))


def _parts(mol: Mol) -> list[Component]:
    """The components of anything that was read. Raises :class:`Unreadable`."""
    heavy = mol.GetNumHeavyAtoms()
    if heavy == 0 and mol.GetNumAtoms() == 0:
        raise Unreadable("The structure holds no atoms.", "Draw or write at least one atom.")
    if heavy > MAX_HEAVY_ATOMS:
        raise Unreadable(
            f"The structure has {heavy} heavy atoms; more than {MAX_HEAVY_ATOMS} are not assessed.",
            "Give the repeating or active component alone, or ask by name.",
        )
    if any(atom.GetAtomicNum() == 0 for atom in mol.GetAtoms()):
        raise Unreadable(
            "The structure has open positions (* or R).", "Give one definite molecule, not a general formula."
        )
    parts = Chem.GetMolFrags(mol, asMols=True, sanitizeFrags=True)
    return [component_of(part, alone=len(parts) == 1) for part in parts]


_STEREO = "@/\\"
_LABELS = tuple(f"[{digit}" for digit in range(1, 10))
_LABEL = re.compile(r"(?<=\[)[1-9]\d{0,2}(?=[A-Za-z])")
COUNTER_ION = 32  # characters: what is longer seldom stands twice beside another component


def _parts_of_smiles(text: str) -> list[Component] | None:
    """The components of plain SMILES, each read by itself, which spares taking the whole apart.

    None where it is no such SMILES, or none that can be read: then the long way tells what is wrong.
    """
    text = text.strip()
    if len(text) > MAX_TEXT or len(text.split()) != 1 or looks_like_structure(text):
        return None
    if "|" in text or "*" in text or "#0" in text:  # an extension, an open position
        return None
    if "." not in text:
        only = _part(text, alone=True)
        return None if only is None else [only]
    found: list[Component] = []
    heavy = 0
    for one in text.split("."):  # no half of a ring that closes behind a dot can be read: then the long way
        part = _counter_ion(one) if len(one) <= COUNTER_ION else _part(one)
        if part is None:
            return None
        found.append(part)
        heavy += part.heavy_atoms
        if heavy > MAX_HEAVY_ATOMS:
            return None
    return found


def _part(text: str, *, alone: bool = False) -> Component | None:
    """One component from its SMILES; None where it cannot be read or is too large."""
    plain = _LABEL.sub("", text) if any(label in text for label in _LABELS) else text
    mol = Chem.MolFromSmiles(plain) if plain else None
    if mol is None or mol.GetNumHeavyAtoms() > MAX_HEAVY_ATOMS:
        return None
    if ":" in plain:
        mol = _unnumbered(mol)
    return component_of(mol, alone=alone, text=text, labelled=plain != text)


@lru_cache(maxsize=1024)
def _counter_ion(text: str) -> Component | None:
    """A small component: acids, metals and halides stand beside one molecule after another, drawn alike."""
    return _part(text)


def inchikey_of(structure: Structure) -> str:
    """The standard InChIKey of what was drawn (computed only when an answer prints it)."""
    mol = Chem.MolFromSmiles(structure.smiles)
    return str(Chem.MolToInchiKey(mol)) if mol is not None else ""


def parse(text: str) -> Mol:
    """Read SMILES, InChI or a MOL block as drawn. Raises :class:`Unreadable`."""
    return _unnumbered(_read(text))


def _unnumbered(mol: Mol) -> Mol:
    """A molecule whose atoms bear no numbers: they say nothing of the substance, and would stand in its keys."""
    numbered = [atom for atom in mol.GetAtoms() if atom.GetAtomMapNum()]
    for atom in numbered:
        atom.SetAtomMapNum(0)
    return Chem.RemoveHs(mol) if numbered else mol  # RDKit keeps a hydrogen that bears a number


def _read(text: str) -> Mol:
    text = text.strip("\ufeff \t") if "\n" in text else text.strip()
    if not text:
        raise Unreadable("The structure is empty.", "Give SMILES, InChI or a MOL block.")
    if looks_like_structure(text) and not text.startswith("InChI="):
        if len(text) > MAX_BLOCK:
            raise Unreadable(
                f"The MOL block has {len(text):,} characters; {MAX_BLOCK:,} are read.",
                "Give the repeating or active component alone, or ask by name.",
            )
        mol = Chem.MolFromMolBlock(text, sanitize=True, removeHs=True)
        if mol is None:
            raise Unreadable("The MOL block cannot be read.", "Export it again as V2000 or V3000.")
        return mol
    if len(text) > MAX_TEXT:
        raise Unreadable(
            f"The structure's text has {len(text)} characters; {MAX_TEXT} are read.",
            "Give one molecule, or a file to `tidewaiter screen`.",
        )
    if text.startswith("InChI="):
        mol = Chem.MolFromInchi(text)
        if mol is None:
            raise Unreadable(f"{_short(text)} is not a readable InChI.", "Check that it was copied whole.")
        return mol
    mol = Chem.MolFromSmiles(text)
    if mol is None:
        raise Unreadable(
            f"{_short(text)} is not a readable SMILES: {_why(text)}.",
            "Check brackets, ring numbers and valences, or give a MOL file, an InChI, a CAS number or a name.",
        )
    return mol


def _why(text: str) -> str:
    raw = Chem.MolFromSmiles(text, sanitize=False)
    if raw is None:
        if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
            return "a bracket is not closed"
        digits = re.sub(r"\[[^\]]*\]", "", text)
        odd = [d for d in "123456789" if digits.count(d) % 2]
        return "unclosed ring" if odd else "it does not follow the grammar"
    problems = Chem.DetectChemistryProblems(raw)
    return str(problems[0].Message()).rstrip(".") if problems else "its chemistry is impossible"


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


@cache
def _standardisers() -> tuple[Any, Any]:
    from rdkit.Chem.MolStandardize import rdMolStandardize

    return rdMolStandardize.Normalizer(), rdMolStandardize.Uncharger()


# Each rule of the standardiser needs a charge, a sulfur with three neighbours, or a phosphorus or the like with three; and
# there is none for a proton given to an amine or taken from oxygen, nor for a nitro group, which stays (tests compare).
_PROTONATED = "$([NX4+;!H0;!$(N~[!#6])])"
_DEPROTONATED = "$([OX1-][#6,#16;+0])"
_NITRO = "!$([NX3+](=[OX1])([OX1-])[!$([OX1])])!$([OX1-][NX3+](=[OX1])[!$([OX1])])"
_NEUTRAL = "#16D3,#15X3,#33X3,#51X3"
_RULED = f"[{_NEUTRAL},!+0!{_PROTONATED}!{_DEPROTONATED}{_NITRO}]"
_UNUSUAL = f"[{_NEUTRAL},!+0,!0*]"


def _may_be_drawn_otherwise(mol: Mol) -> bool:
    """Whether any normalisation rule could touch the molecule.

    Setting up the rules costs a tenth of a cold answer; most molecules need none of them.
    """
    return bool(mol.HasSubstructMatch(_pattern(_RULED)))


def component_of(part: Mol, *, alone: bool = False, text: str = "", labelled: bool = False) -> Component:
    """Bring one connected part to its normal form; ``alone``, it can be no part of a salt.

    ``text``: the SMILES it was read from; ``labelled``: that names isotopes, which were left out in reading.
    """
    isotopic, charged, mol = labelled, False, part
    if part.HasSubstructMatch(_pattern(_UNUSUAL)):
        charged = Chem.GetFormalCharge(part) != 0
        if part.HasSubstructMatch(_pattern("[!0*]")):
            isotopic, mol = True, Chem.Mol(part)
            for atom in mol.GetAtoms():
                atom.SetIsotope(0)
            mol = Chem.RemoveHs(mol)
        mol = _normal(mol)
        if isotopic:  # a centre made only by isotopes is none without them
            mol = Chem.MolFromSmiles(Chem.MolToSmiles(mol)) or mol
    return Component(part, mol, isotopic=isotopic, charged=charged, alone=alone, text=text)


def _normal(mol: Mol) -> Mol:
    """The molecule in one drawing and without charges that a proton takes away."""
    mol = Chem.Mol(mol)
    mol.ClearProp("_StereochemDone")  # a centre made only by a charge is none without it
    if _may_be_drawn_otherwise(mol):
        normalizer, uncharger = _standardisers()
        mol = normalizer.normalize(mol)
        return uncharger.uncharge(mol) if mol.HasSubstructMatch(_pattern("[!+0]")) else mol
    for (place,) in mol.GetSubstructMatches(_pattern(f"[{_PROTONATED},{_DEPROTONATED}]")):
        atom = mol.GetAtomWithIdx(place)
        atom.SetNumExplicitHs(atom.GetTotalNumHs() - atom.GetFormalCharge())
        atom.SetNoImplicit(True)
        atom.SetFormalCharge(0)
        atom.UpdatePropertyCache(False)
    return mol


def formula_of(mol: Mol) -> str:
    """The molecular formula, Hill order."""
    from rdkit.Chem.rdMolDescriptors import CalcMolFormula

    return str(CalcMolFormula(mol))


_ELEMENTS = {
    (6, False): "C",
    (6, True): "c",
    (7, False): "N",
    (7, True): "n",
    (8, False): "O",
    (8, True): "o",
}
_BONDS = {
    Chem.BondType.SINGLE: "-",
    Chem.BondType.DOUBLE: "=",
    Chem.BondType.TRIPLE: "#",
    Chem.BondType.AROMATIC: ":",
}


def skeleton_pattern(mol: Mol) -> Mol:
    """A pattern that of all molecules of one formula finds those with the same SMILES, stereochemistry apart."""
    atoms = []
    for atom in mol.GetAtoms():
        element = _ELEMENTS.get((atom.GetAtomicNum(), atom.GetIsAromatic()))
        element = element or f"#{atom.GetAtomicNum()}{'a' if atom.GetIsAromatic() else 'A'}"
        atoms.append(f"[{element}H{atom.GetTotalNumHs(includeNeighbors=True)}{atom.GetFormalCharge():+d}]")
    bonds = [_BONDS.get(bond.GetBondType(), "~") for bond in mol.GetBonds()]
    everything = range(mol.GetNumAtoms())
    return Chem.MolFromSmarts(
        Chem.MolFragmentToSmiles(mol, everything, atomSymbols=atoms, bondSymbols=bonds, isomericSmiles=False)
    )


def tautomer_key(mol: Mol) -> str:
    """A hash equal for all tautomers of a molecule; used to find candidates only."""
    copy = Chem.Mol(mol)
    Chem.RemoveStereochemistry(copy)
    from rdkit.Chem import rdMolHash  # only where no listed substance is drawn alike

    return str(rdMolHash.MolHash(copy, rdMolHash.HashFunction.HetAtomTautomerv2))


@cache
def _tautomers() -> Any:
    from rdkit.Chem.MolStandardize import rdMolStandardize

    enumerator = rdMolStandardize.TautomerEnumerator()
    enumerator.SetMaxTautomers(200)
    enumerator.SetMaxTransforms(200)
    return enumerator


def canonical_tautomer(mol: Mol) -> str:
    """One SMILES for all tautomers of a molecule, without stereochemistry."""
    return str(Chem.MolToSmiles(_tautomers().Canonicalize(mol), isomericSmiles=False))


def tautomers_of(mol: Mol) -> frozenset[str]:
    """The tautomers of a molecule as SMILES without stereochemistry; none where they are too many to tell all."""
    found = _tautomers().Enumerate(mol)
    if found.status != found.status.Completed:
        return frozenset()
    return frozenset(Chem.MolToSmiles(one, isomericSmiles=False) for one in found)


@cache
def _pattern(smarts: str) -> Mol:
    return Chem.MolFromSmarts(smarts)


# What a component can be in a salt. Amides, anilides and the like are neither.
_ACID = "[$([#17,#35,#53,#9;H1;X1]),$([#17,#35,#53,#9;-]),$([OX2H1][C,S,P]=O),$([OX1-][C,S,P,Cl]),$([OX2H][Cl,N]),$([OX2H]c)]"
_BASE = "[$([NX3;!$(N*=[O,S,N]);!$(N~[!#6;!#1]);!$(Nc)]),$([nX2]),$([NX2]=[CX3]N),$([NX3][CX3]=[NX2]),$([NX3;H2,H1][c]),$([NX3](C)(C)c)]"
_HALIDE_ACIDS = frozenset({"F", "Cl", "Br", "I", "[F-]", "[Cl-]", "[Br-]", "[I-]"})


def _role(part: Mol, component: Component) -> str:
    charge, mol = Chem.GetFormalCharge(part), component.mol
    if charge > 0:
        return "base"
    if charge < 0:
        return "acid"
    if component.heavy_atoms == 1 and component.iso in _HALIDE_ACIDS:
        return "acid"
    if mol.HasSubstructMatch(_pattern(_BASE)):
        return "base"
    if mol.HasSubstructMatch(_pattern(_ACID)):
        return "acid"
    return "neutral"


def covers(listed: Mol, asked: Mol) -> bool | None:
    """Whether a listed drawing covers what was asked, both of one skeleton, by stereochemistry.

    True: every centre that the listed drawing fixes is fixed alike in what was asked. None: what was asked
    leaves a centre open that the law fixes, so it could be the listed isomer. False: another isomer.

    >>> levo = Chem.MolFromSmiles("C[C@@H](N)Cc1ccccc1"); flat = Chem.MolFromSmiles("CC(N)Cc1ccccc1")
    >>> covers(flat, levo), covers(levo, flat), covers(levo, Chem.MolFromSmiles("C[C@H](N)Cc1ccccc1"))
    (True, None, False)
    """
    if asked.HasSubstructMatch(listed, useChirality=True):
        return True
    if listed.HasSubstructMatch(asked, useChirality=True):
        return None
    return None if _compatible(listed, asked) else False


def _compatible(listed: Mol, asked: Mol) -> bool:
    """Whether some completion of ``asked`` is a completion of ``listed`` (each may leave centres open)."""
    if not _leaves_open(asked):
        return False  # it is its only completion
    from rdkit.Chem.EnumerateStereoisomers import EnumerateStereoisomers, StereoEnumerationOptions

    options = StereoEnumerationOptions(onlyUnassigned=True, maxIsomers=64)
    return any(
        isomer.HasSubstructMatch(listed, useChirality=True)
        for isomer in EnumerateStereoisomers(asked, options)
    )


@lru_cache(maxsize=4)  # one molecule is held against several listed isomers
def _leaves_open(mol: Mol) -> bool:
    """Whether any centre or double bond of a molecule is drawn without its stereochemistry."""
    elements = Chem.FindPotentialStereo(Chem.Mol(mol))
    specified = Chem.StereoSpecified.Specified
    return bool(mol.GetStereoGroups()) or any(one.specified != specified for one in elements)


# R-C(=O)-O-C and the esters of mineral acids; a lactone's bond stands in a ring and opens to no other skeleton.
_ESTER = "[C,S,P,N;$(*=O):1]-;!@[OX2:2]-;!@[#6;!$(C=O):3]"
_ETHER = "[#6;!$(C=O):1]-;!@[OX2:2]-;!@[#6;!$(C=O):3]"


def cleaved(component: Component, kind: str, wanted: Callable[[str], bool], most: int = 4) -> list[Mol]:
    """The hydroxy compounds (and acids) left when ester or ether bonds of a component are read off.

    Used only to look for a listed parent whose list extends to its esters or ethers: those whose formula is
    ``wanted`` are made. At most ``most`` bonds are read off together.
    """
    pattern = _pattern(_ESTER if kind == "ester" else _ETHER)
    matches = component.mol.GetSubstructMatches(pattern, maxMatches=24)
    found: dict[str, Mol] = {}
    if not matches or len(matches) > 8:
        return []
    blocks = _Blocks(component.mol, matches)
    seen: set[tuple[int, ...]] = set()
    for subset in range(1, 1 << len(matches)):
        chosen = [match for index, match in enumerate(matches) if subset >> index & 1]
        if len(chosen) > most:
            continue
        rounds = [chosen]
        if kind == "ether":  # either side of an ether may be the listed parent
            rounds.append([(third, oxygen, first) for first, oxygen, third in chosen])
        for cuts in rounds:
            pieces = blocks.pieces(cuts)
            if all(piece in seen or not wanted(formula) for piece, formula in pieces.items()):
                continue
            made = _cut(component.mol, cuts)
            if made:
                seen.update(pieces)
            for mol in made:
                if mol.GetNumHeavyAtoms() >= 4 and wanted(formula_of(mol)):
                    found.setdefault(Chem.MolToSmiles(mol), mol)
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
    try:
        return tuple(Chem.GetMolFrags(edit, asMols=True, sanitizeFrags=True))
    except (ValueError, RuntimeError):
        return ()
