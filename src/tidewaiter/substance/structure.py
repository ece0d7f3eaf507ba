"""From a drawing to the layers under which the law may reach it.

A drawing is read into components; each component is brought to one normal form (drawing variants, charges,
isotopes), kept beside what was drawn so that an answer can say "as its salt" or "as an isotopic form".
Every component is examined: nothing is stripped first, because a scheduled chemical can be the counter-ion.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from rdkit import Chem, RDLogger

from tidewaiter.errors import Unreadable

RDLogger.DisableLog("rdApp.*")  # type: ignore[attr-defined]  # its messages become our errors

MAX_HEAVY_ATOMS = 500  # beyond this no list names a substance, and matching cannot be bounded
MAX_TEXT = 10_000
MAX_BLOCK = 1_000_000  # characters of a MOL block: many times what so many atoms need

Mol = Any  # rdkit.Chem.Mol; RDKit ships no complete type hints


class Component(NamedTuple):
    """One connected part of what was drawn, in its normal form.

    ``iso`` and ``flat`` are canonical SMILES with and without stereochemistry.
    """

    drawn: str
    mol: Mol
    iso: str
    flat: str
    isotopic: bool
    charged: bool
    role: str  # "acid", "base" or "neutral": what it can be to another component of a salt

    @property
    def tautomer(self) -> str:
        """A hash equal for all tautomers (and, rarely, for more): a candidate key, never a verdict."""
        return tautomer_key(self.mol)

    @property
    def formula(self) -> str:
        """The molecular formula, Hill order."""
        from rdkit.Chem.rdMolDescriptors import CalcMolFormula

        return str(CalcMolFormula(self.mol))

    @property
    def heavy_atoms(self) -> int:
        """Number of atoms other than hydrogen."""
        return int(self.mol.GetNumHeavyAtoms())


class Structure(NamedTuple):
    """What was drawn: its components, largest first."""

    text: str
    smiles: str
    inchikey: str
    components: tuple[Component, ...]

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
    mol = parse(text)
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
    components = sorted(
        (component_of(part, alone=len(parts) == 1) for part in parts), key=lambda c: (-c.heavy_atoms, c.flat)
    )
    return Structure(text, Chem.MolToSmiles(mol), "", tuple(components))


def inchikey_of(structure: Structure) -> str:
    """The standard InChIKey of what was drawn (computed only when an answer prints it)."""
    mol = Chem.MolFromSmiles(structure.smiles)
    return str(Chem.MolToInchiKey(mol)) if mol is not None else ""


def parse(text: str) -> Mol:
    """Read SMILES, InChI or a MOL block as drawn. Raises :class:`Unreadable`."""
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


_ONE_DRAWING = frozenset(
    {1, 6, 7, 8, 9, 16, 17, 35, 53}
)  # without charges, these have no drawing variants but sulfoxides


_PLAIN = frozenset(
    "BPSbps"
)  # where a SMILES without brackets has none of these, its elements are of those above


def _may_be_drawn_otherwise(mol: Mol) -> bool:
    """Whether any normalisation rule could touch the molecule: each of them needs a charge or another element.

    Setting up the rules costs a tenth of a cold answer; most molecules need none of them (a test compares).
    """
    for atom in mol.GetAtoms():
        number = atom.GetAtomicNum()
        if atom.GetFormalCharge() or number not in _ONE_DRAWING or (number == 16 and atom.GetDegree() == 3):
            return True
    return False


def component_of(part: Mol, *, alone: bool = False) -> Component:
    """Bring one connected part to its normal form; ``alone``, it can be no part of a salt."""
    drawn = Chem.MolToSmiles(part)
    bare = "[" not in drawn  # then no atom has a charge or a label
    charged = not bare and Chem.GetFormalCharge(part) != 0
    isotopic = not bare and any(atom.GetIsotope() for atom in part.GetAtoms())
    mol = part
    if isotopic:
        mol = Chem.Mol(mol)
        for atom in mol.GetAtoms():
            atom.SetIsotope(0)
        mol = Chem.RemoveHs(mol)
    if not (bare and _PLAIN.isdisjoint(drawn)) and _may_be_drawn_otherwise(mol):
        normalizer, uncharger = _standardisers()
        mol = normalizer.normalize(mol)
        if any(atom.GetFormalCharge() for atom in mol.GetAtoms()):
            mol = uncharger.uncharge(mol)
    if isotopic:  # a centre made only by isotopes is none without them
        mol = Chem.MolFromSmiles(Chem.MolToSmiles(mol)) or mol
    iso = drawn if mol is part else Chem.MolToSmiles(mol)
    flat = Chem.MolToSmiles(mol, isomericSmiles=False)
    return Component(drawn, mol, iso, flat, isotopic, charged, "neutral" if alone else _role(part, mol))


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


def same_tautomer(first: Mol, second: Mol) -> bool:
    """Whether two molecules with one tautomer key are tautomers of each other."""
    canonical = [
        Chem.MolToSmiles(_tautomers().Canonicalize(mol), isomericSmiles=False) for mol in (first, second)
    ]
    return canonical[0] == canonical[1]


@cache
def _pattern(smarts: str) -> Mol:
    return Chem.MolFromSmarts(smarts)


# What a component can be in a salt. Amides, anilides and the like are neither.
_ACID = "[$([#17,#35,#53,#9;H1;X1]),$([#17,#35,#53,#9;-]),$([OX2H1][C,S,P]=O),$([OX1-][C,S,P,Cl]),$([OX2H][Cl,N]),$([OX2H]c)]"
_BASE = "[$([NX3;!$(N*=[O,S,N]);!$(N~[!#6;!#1]);!$(Nc)]),$([nX2]),$([NX2]=[CX3]N),$([NX3][CX3]=[NX2]),$([NX3;H2,H1][c]),$([NX3](C)(C)c)]"
_HALIDE_ACIDS = frozenset({"F", "Cl", "Br", "I", "[F-]", "[Cl-]", "[Br-]", "[I-]"})


def _role(part: Mol, mol: Mol) -> str:
    charge = Chem.GetFormalCharge(part)
    if charge > 0:
        return "base"
    if charge < 0:
        return "acid"
    if Chem.MolToSmiles(mol) in _HALIDE_ACIDS:
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
    from rdkit.Chem.EnumerateStereoisomers import EnumerateStereoisomers, StereoEnumerationOptions

    options = StereoEnumerationOptions(onlyUnassigned=True, maxIsomers=64)
    return any(
        isomer.HasSubstructMatch(listed, useChirality=True)
        for isomer in EnumerateStereoisomers(asked, options)
    )


# R-C(=O)-O-C and the esters of mineral acids; a lactone's bond stands in a ring and opens to no other skeleton.
_ESTER = "[C,S,P,N;$(*=O):1]-;!@[OX2:2]-;!@[#6;!$(C=O):3]"
_ETHER = "[#6;!$(C=O):1]-;!@[OX2:2]-;!@[#6;!$(C=O):3]"


def cleaved(component: Component, kind: str, most: int = 4) -> list[tuple[Mol, str]]:
    """The hydroxy compounds (and acids) left when ester or ether bonds of a component are read off.

    Used only to look for a listed parent whose list extends to its esters or ethers. Returns (molecule,
    which side) with side ``alcohol`` or ``acid``. At most ``most`` bonds are read off together.
    """
    pattern = _pattern(_ESTER if kind == "ester" else _ETHER)
    matches = component.mol.GetSubstructMatches(pattern, maxMatches=24)
    found: dict[str, tuple[Mol, str]] = {}
    if not matches or len(matches) > 8:
        return []
    for subset in range(1, 1 << len(matches)):
        chosen = [match for index, match in enumerate(matches) if subset >> index & 1]
        if len(chosen) > most:
            continue
        for mol, side in _cut(component.mol, chosen, kind):
            found.setdefault(Chem.MolToSmiles(mol), (mol, side))
    return list(found.values())


def _cut(mol: Mol, chosen: list[tuple[int, ...]], kind: str) -> list[tuple[Mol, str]]:
    """Cut first-O bonds so that O stays with the third atom; give the first atom its own OH."""
    rounds = [[(first, oxygen, third) for first, oxygen, third in chosen]]
    if kind == "ether":  # either side of an ether may be the listed parent
        rounds.append([(third, oxygen, first) for first, oxygen, third in chosen])
    out: list[tuple[Mol, str]] = []
    for cuts in rounds:
        edit = Chem.RWMol(mol)
        acids = []
        for first, oxygen, _ in cuts:
            if edit.GetBondBetweenAtoms(first, oxygen) is None:
                continue
            edit.RemoveBond(first, oxygen)
            hydroxyl = edit.AddAtom(Chem.Atom(8))
            edit.AddBond(first, hydroxyl, Chem.BondType.SINGLE)
            acids.append(first)
        frags: list[list[int]] = []
        try:
            parts = Chem.GetMolFrags(edit, asMols=True, sanitizeFrags=True, fragsMolAtomMapping=frags)
        except (ValueError, RuntimeError):
            continue
        for part, atoms in zip(parts, frags, strict=True):
            side = "acid" if kind == "ester" and any(first in atoms for first in acids) else "alcohol"
            if part.GetNumHeavyAtoms() >= 4:
                out.append((part, side))
    return out
