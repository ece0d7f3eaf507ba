"""From a text to what it draws: SMILES, InChI or a MOL block, read by RDKit.

What a text says beyond atoms and bonds (a list of elements, an attachment point, an alias, a repeating unit, a second
structure) is refused by name: RDKit drops it, and another substance would be left.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from rdkit import Chem, RDLogger

from tidewaiter.errors import Unreadable
from tidewaiter.substance.structures.forms import Mol, pattern

RDLogger.DisableLog("rdApp.*")  # type: ignore[attr-defined]  # its messages become our errors

MAX_TEXT = 10_000
MAX_BLOCK = 1_000_000  # characters of a MOL block: many times what so many atoms need


def looks_like_structure(text: str) -> bool:
    """Whether a text is a MOL block, an InChI, or can only be meant as SMILES.

    A word such as ``CO`` could be a name as well; the ladder tries names first and SMILES after.

    >>> looks_like_structure("InChI=1S/CH4O/c1-2/h2H,1H3"), looks_like_structure("CCO")
    (True, False)
    """
    return text.startswith("InChI=") or "M  END" in text or "V2000" in text or "V3000" in text


def parse(text: str) -> Mol:
    """Read SMILES, InChI or a MOL block as drawn. Raises :class:`Unreadable`."""
    return unnumbered(_read(text))


def unnumbered(mol: Mol) -> Mol:
    """A molecule whose atoms bear no numbers: they say nothing of the substance, and would stand in its keys."""
    numbered = [atom for atom in mol.GetAtomsMatchingQuery(_numbered()) if atom.GetAtomMapNum()]
    for atom in numbered:
        atom.SetAtomMapNum(0)
    return Chem.RemoveHs(mol) if numbered else mol  # RDKit keeps a hydrogen that bears a number


@cache
def _numbered() -> Any:
    from rdkit.Chem import rdqueries

    return rdqueries.HasPropQueryAtom("molAtomMapNumber")


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but the printable signs of ASCII: RDKit trims others away, letters among them."""
    return text.isascii() and text.isprintable()


def _read(text: str) -> Mol:
    text = text.strip("\ufeff \t") if "\n" in text else text.strip().strip("\ufeff").strip()
    if not text:
        raise Unreadable("The structure is empty.", "Give SMILES, InChI or a MOL block.")
    if looks_like_structure(text) and not text.startswith("InChI="):
        return _read_block(text)
    if len(text) > MAX_TEXT:
        raise Unreadable(
            f"The structure's text has {len(text)} characters; {MAX_TEXT} are read.",
            "Give one molecule, or a file to `tidewaiter screen`.",
        )
    if "\n" in text or "\r" in text:
        raise Unreadable("The structure's text has several lines.", "Give one structure at a time.")
    if not is_plain(text.replace("\t", " ")):
        sign = next(one for one in text if not is_plain(one) and one != "\t")
        raise Unreadable(
            f"{short(text)} holds the sign {sign!r} (U+{ord(sign):04X}), which no SMILES or InChI has.",
            "Write it with plain Latin letters, digits and signs: some letters of other scripts look alike.",
        )
    return _read_inchi(text) if text.startswith("InChI=") else _read_smiles(text)


# SMILES ------------------------------------------------------------------------------------------------


def _read_smiles(text: str) -> Mol:
    structure, *more = text.split(maxsplit=1)
    if more:
        _only_understood(structure, more[0])
    mol = Chem.MolFromSmiles(text)
    if mol is None:
        raise Unreadable(
            f"{short(text)} is not a readable SMILES: {_why(structure)}.",
            "Check brackets, ring numbers and valences, or give a MOL file, an InChI, a CAS number or a name.",
        )
    return mol


# The parts of an extension of SMILES (CXSMILES) that RDKit reads or that say nothing of the substance: coordinates,
# groups of stereochemistry, wiggly bonds, double bonds, radicals, lone pairs, groups of components; labels that are empty.
_PART = r"\([^()]*\)|\$[;\s]*\$|(?:[&o]\d+|a|w[UDB]?|c|t|ctu|\^[1-7]|lp|f):[\d.,:]*\d|r"
_EXTENSION = re.compile(rf"\|(?:(?:{_PART})(?:,(?:{_PART}))*)?\|")
_SAYS = (  # what the other parts say
    (r"\$[^$]*[^;\s$][^$]*\$", "labels of atoms"),
    (r"Sg|SgD", "a repeating unit or another group"),
    (r"RG|LO", "R groups"),
    (r"LN", "a chain of varying length"),
    (r"m:", "an attachment at varying places"),
    (r"(?:rb|s|u):", "conditions of a search"),
    (r"[CH]:", "bonds that are none of valence"),
    (r"atomProp", "properties of atoms"),
)


def _only_understood(structure: str, more: str) -> None:
    """Raises :class:`Unreadable` where a text behind a SMILES may say more of the substance."""
    if not more.startswith("|"):
        raise Unreadable(
            f"After the structure {short(structure)} stands {short(more)}.",
            "Give one structure alone: a name or number in a column of its own, a second structure in a row of its own.",
        )
    if _EXTENSION.fullmatch(more) is None:
        said = next(
            (words for sign, words in _SAYS if re.search(sign, more)), "something that is not read here"
        )
        raise Unreadable(
            f"The extension {short(more)} after {short(structure)} tells of {said}.",
            "Give one definite molecule, drawn in full.",
        )


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


def short(text: str) -> str:
    """A text as an error tells it."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


# InChI -------------------------------------------------------------------------------------------------


def _read_inchi(text: str) -> Mol:
    mol = Chem.MolFromInchi(text) or _with_charged_oxygens(text)
    if mol is None:
        raise not_whole(text)
    return _with_its_metal(text, mol)


# Atoms that stand alone and are no element of which InChI keeps the bonds, nor one of the first group.
_METAL = (
    "[D0;!#1;!#5;!#6;!#7;!#8;!#9;!#14;!#15;!#16;!#17;!#32;!#33;!#34;!#35;!#52;!#53;!#3;!#11;!#19;!#37;!#55]"
)


def _with_its_metal(text: str, mol: Mol) -> Mol:
    """The same with what a standard InChI cuts from its one metal bound to it again: free valences, then its anions."""
    metals = [place for (place,) in mol.GetSubstructMatches(pattern(_METAL))]
    free = [atom for atom in mol.GetAtoms() if atom.GetNumRadicalElectrons() and atom.GetIdx() not in metals]
    if len(metals) != 1 or not free:
        return mol
    edit = Chem.RWMol(mol)
    metal = edit.GetAtomWithIdx(metals[0])
    metal.SetNumRadicalElectrons(0)
    metal.SetNoImplicit(True)
    for atom in free:
        edit.AddBond(metals[0], atom.GetIdx(), Chem.BondType.values[min(atom.GetNumRadicalElectrons(), 3)])
        edit.GetAtomWithIdx(atom.GetIdx()).SetNumRadicalElectrons(0)
    anions = [place for (place,) in mol.GetSubstructMatches(pattern("[-1;!$(*~[+])]"))]
    if len(anions) == metal.GetFormalCharge():
        for place in anions:
            edit.AddBond(metals[0], place, Chem.BondType.SINGLE)
            edit.GetAtomWithIdx(place).SetFormalCharge(0)
        metal.SetFormalCharge(0)
    sound = Chem.SanitizeMol(edit, catchErrors=True) == Chem.SanitizeFlags.SANITIZE_NONE
    return edit.GetMol() if sound and is_whole(text, edit) else mol


def _with_charged_oxygens(text: str) -> Mol | None:
    """What RDKit writes of a chlorate and cannot read itself: the charge of the halogen is an oxygen's; None otherwise."""
    mol = Chem.MolFromInchi(text, sanitize=False, removeHs=False)
    found = mol.GetSubstructMatches(pattern("[Cl-,Br-,I-]=[OD1+0]")) if mol else ()
    if not found:
        return None
    edit = Chem.RWMol(mol)
    for places in found:
        if edit.GetAtomWithIdx(places[0]).GetFormalCharge() < 0:
            _redraw(edit, places, Chem.BondType.SINGLE, 1)
    edit.BeginBatchEdit()  # RDKit's own protons, which even out the charge
    for (proton,) in mol.GetSubstructMatches(pattern("[#1D0]")):
        edit.RemoveAtom(proton)
    edit.CommitBatchEdit()
    sound = Chem.SanitizeMol(edit, catchErrors=True) == Chem.SanitizeFlags.SANITIZE_NONE
    return edit.GetMol() if sound and is_whole(text, edit) else None


def _redraw(mol: Mol, places: tuple[int, int], kind: Any, charge: int) -> None:
    """Write a bond of another kind: its first atom has so much more charge, its second so much less."""
    mol.GetBondBetweenAtoms(*places).SetBondType(kind)
    for place, more in zip(places, (charge, -charge), strict=True):
        atom = mol.GetAtomWithIdx(place)
        atom.SetFormalCharge(atom.GetFormalCharge() + more)


def standard_inchi(mol: Mol) -> str:
    """The standard InChI of a molecule; "" where there is none.

    Of chlorates and the like RDKit writes another, unless their oxygens are drawn with double bonds.

    >>> standard_inchi(Chem.MolFromSmiles("[K+].[O-][Cl+2]([O-])[O-]"))
    'InChI=1S/ClHO3.K/c2-1(3)4;/h(H,2,3,4);/q;+1/p-1'
    """
    drawn = Chem.Mol(mol)
    for places in mol.GetSubstructMatches(pattern("[Cl,Br,I;!+0;!-]-[O-]")):
        if drawn.GetAtomWithIdx(places[0]).GetFormalCharge() > 0:
            _redraw(drawn, places, Chem.BondType.DOUBLE, -1)
    drawn.UpdatePropertyCache(strict=False)
    return str(Chem.MolToInchi(drawn))


def not_whole(text: str) -> Unreadable:
    """The error for an InChI that makes no whole molecule."""
    return Unreadable(
        f"{short(text)} is not a readable InChI.",
        "Check that it was copied whole: what it says of atoms, bonds and hydrogens does not make one molecule.",
    )


def is_whole(text: str, mol: Mol) -> bool:
    """Whether a molecule is all that an InChI says: one that was cut is read as a cloud of bare atoms."""
    if not text.startswith("InChI=1S/"):
        return not any(atom.GetNumRadicalElectrons() for atom in mol.GetAtoms())
    return any(
        again == text or _main_layers(again) == _main_layers(text)
        for again in (write(mol) for write in (standard_inchi, Chem.MolToInchi))
    )


def _main_layers(text: str) -> tuple[str, ...]:
    """Formula, connections, hydrogens, charges and protons; stereochemistry, which RDKit may not hold, apart."""
    whole = text.split("/i")[0].split("/f")[0].split("/r")[0]
    return tuple(layer for layer in whole.split("/")[1:] if layer[:1] not in ("b", "t", "m", "s"))


# MOL blocks --------------------------------------------------------------------------------------------


def _read_block(text: str) -> Mol:
    if len(text) > MAX_BLOCK:
        raise Unreadable(
            f"The MOL block has {len(text):,} characters; {MAX_BLOCK:,} are read.",
            "Give the repeating or active component alone, or ask by name.",
        )
    lines = text.splitlines()
    _one_record(lines)
    says = _more_than_atoms_and_bonds(lines)
    if says:
        raise Unreadable(
            f"The MOL block tells of {says}.",
            "Export one definite molecule with every atom drawn: groups expanded, no R, list, query or repeating unit.",
        )
    mol = Chem.MolFromMolBlock(text, sanitize=True, removeHs=True)
    if mol is None:
        raise Unreadable("The MOL block cannot be read.", "Export it again as V2000 or V3000.")
    if any(atom.HasQuery() for atom in mol.GetAtoms() if atom.GetAtomicNum()):
        raise Unreadable("The MOL block tells of a list of elements.", "Give one definite molecule.")
    if _radicals(lines) > sum(atom.GetNumRadicalElectrons() > 0 for atom in mol.GetAtoms()):
        raise Unreadable(
            "The MOL block tells of unpaired electrons for which its valences leave no room.",
            "Draw every hydrogen.",
        )
    return mol


def _radicals(lines: list[str]) -> int:
    """How many atoms a block gives unpaired electrons."""
    told = [line[9:].split()[1::2] for line in lines if line.startswith("M  RAD")]
    return sum(kind in ("1", "2", "3") for kinds in told for kind in kinds) + sum(
        len(re.findall(r" RAD=[123]\b", line)) for line in lines if line.startswith("M  V30")
    )


def _one_record(lines: list[str]) -> None:
    """Raises :class:`Unreadable` where a text holds more than one structure."""
    counts = sum(line.rstrip().endswith(("V2000", "V3000")) for line in lines)
    ends = sum(line.startswith("M  END") for line in lines)
    split = next((i for i, line in enumerate(lines) if line.startswith("$$$$")), len(lines))
    if counts > 1 or ends > 1 or any(line.strip() for line in lines[split + 1 :]):
        raise Unreadable(
            "The text holds more than one structure.",
            "Give one at a time, each record ended with $$$$, or a file to `tidewaiter screen`.",
        )


_V2000 = (  # lines of the properties block, by how they begin
    ("A  ", "an alias of an atom"), ("V  ", "a value of an atom"), ("G  ", "an abbreviated group"),
    ("M  APO", "an attachment point"), ("M  AAL", "an attachment order"), ("M  ALS", "a list of elements"),
    ("M  RGP", "an R group"), ("M  LOG", "an R group"), ("M  LIN", "a repeating unit"),
    ("M  SUB", "conditions of a search"), ("M  UNS", "conditions of a search"), ("M  RBC", "conditions of a search"),
)  # fmt: skip
_V3000 = (
    ("LINKNODE", "a repeating unit"), ("ATTCHPT=", "an attachment point"), ("ATTCHORD=", "an attachment order"),
    ("RGROUPS=", "an R group"), ("BEGIN RGROUP", "an R group"), ("BEGIN TEMPLATE", "a template"),
    ("HCOUNT=", "conditions of a search"), ("SUBST=", "conditions of a search"), ("UNSAT=", "conditions of a search"),
    ("RBCNT=", "conditions of a search"), ("TOPO=", "conditions of a search"), ("ENDPTS=", "an attachment at varying places"),
)  # fmt: skip
_GROUP = "a group other than a note (SRU, MUL, SUP or the like)"
_BONDS = ("1", "2", "3", "4")  # single, double, triple, aromatic


def _more_than_atoms_and_bonds(lines: list[str]) -> str:
    """What a block says beyond atoms and bonds, in words; nothing where it says no more."""
    top = next((i for i, line in enumerate(lines) if line.rstrip().endswith(("V2000", "V3000"))), None)
    if top is None:
        return ""  # RDKit tells
    end = next((i for i, line in enumerate(lines) if line.startswith("M  END")), len(lines))
    if lines[top].rstrip().endswith("V3000"):
        return _in_v3000(lines[top + 1 : end])
    try:
        atoms, bonds = int(lines[top][:3]), int(lines[top][3:6])
    except ValueError:
        return ""
    first = top + 1
    return (
        _in_atoms(lines[first : first + atoms])
        or _in_bonds(lines[first + atoms : first + atoms + bonds])
        or _in_properties(lines[first + atoms + bonds : end])
    )


def _in_atoms(lines: list[str]) -> str:
    """The count of hydrogens in a line of an atom is a condition of a search."""
    return "conditions of a search" if any(line[42:45].strip() not in ("", "0") for line in lines) else ""


def _in_bonds(lines: list[str]) -> str:
    for line in lines:
        kind, topology = line[6:9].strip(), line[15:18].strip()
        if kind not in _BONDS:
            return f"a bond of the type {kind or 'none'}, which is no bond of one molecule"
        if topology not in ("", "0"):
            return "conditions of a search"
    return ""


def _in_properties(lines: list[str]) -> str:
    for line in lines:
        for sign, words in _V2000:
            if line.startswith(sign):
                return words
        if line.startswith("M  STY") and any(kind not in ("DAT", "GEN") for kind in line[9:].split()[1::2]):
            return _GROUP
        if line[:1].strip() and not line.startswith(("M  ", "S  ")):
            return f"{short(line.strip())}, which is no line of its properties"
    return ""


def _in_v3000(lines: list[str]) -> str:
    block = ""
    for line in _joined(lines):
        words = line.split()
        if words[:1] == ["BEGIN"]:
            block = words[1] if len(words) > 1 else ""
        for sign, says in _V3000:
            if sign in line:
                return says
        kind = words[1] if len(words) > 1 and words[0] not in ("BEGIN", "END", "DEFAULT") else ""
        if block == "BOND" and kind and kind not in _BONDS:
            return f"a bond of the type {kind}, which is no bond of one molecule"
        if block == "SGROUP" and kind and kind not in ("DAT", "GEN"):
            return _GROUP
        if words[:1] == ["END"]:
            block = ""
    return ""


def _joined(lines: list[str]) -> list[str]:
    """The lines of a V3000 block without their mark, those that go on put together."""
    whole: list[str] = []
    going = False
    for line in lines:
        if not line.startswith("M  V30"):
            continue
        text = line[6:].strip()
        if going:
            whole[-1] = whole[-1].removesuffix("-") + text
        else:
            whole.append(text)
        going = text.endswith("-")
    return whole
