"""From a drawing to the layers under which the law may reach it.

A drawing is read into components; each component is brought to one normal form (drawing variants, charges,
isotopes), kept beside what was drawn so that an answer can say "as its salt" or "as an isotopic form".
Every component is examined: nothing is stripped first, because a scheduled chemical can be the counter-ion.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from rdkit import Chem

from tidewaiter.errors import Unreadable
from tidewaiter.substance.structures.forms import Mol, formula_of, pattern, tautomer_key
from tidewaiter.substance.structures.in_salt import charges_of, in_salt
from tidewaiter.substance.structures.normal import has_metal, normal_form, with_anions_bound, without_metals
from tidewaiter.substance.structures.reading import (
    MAX_TEXT,
    is_plain,
    is_whole,
    looks_like_structure,
    not_whole,
    parse,
    short,
    standard_inchi,
    unnumbered,
)
from tidewaiter.substance.structures.whole import MEND

__all__ = [
    "Component",
    "Structure",
    "component_of",
    "inchikey_of",
    "inchikeys_of",
    "looks_like_structure",
    "parse",
    "read_structure",
]

MAX_HEAVY_ATOMS = 500  # beyond this no list names a substance, and matching cannot be bounded


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
        charge: int = 0,
        alone: bool = False,
        text: str = "",
        lacking: tuple[str, ...] = (),
    ) -> None:
        self._part = part  # what was drawn, if need be without its isotopes
        self.mol = mol
        self.isotopic = isotopic
        self.charge = charge  # of what was drawn
        self._alone = alone  # then it can be no part of a salt
        self.text = text  # the SMILES that drew it, where that is known
        self.lacking = lacking  # its atoms that were drawn without all their hydrogens or electrons

    @cached_property
    def drawn(self) -> str:
        """Canonical SMILES of what was drawn."""
        if self.text and self.isotopic:
            return str(Chem.MolToSmiles(Chem.MolFromSmiles(self.text)))
        return self.iso if self._part is self.mol else str(Chem.MolToSmiles(self._part))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The isotopes that were drawn, in order: ``123I``."""
        if not self.isotopic:
            return ()
        mol = Chem.MolFromSmiles(self.text) if self.text else self._part
        atoms = (mol.GetAtomWithIdx(place) for (place,) in mol.GetSubstructMatches(pattern("[!0*;A]")))
        return tuple(sorted(f"{atom.GetIsotope()}{atom.GetSymbol()}" for atom in atoms))

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
        return "neutral" if self._alone else _role(self)

    @property
    def is_ordinary(self) -> bool:
        """Whether all is said by the drawing of its normal form: no label, ion, missing hydrogen or mixture of isomers."""
        return not (self.isotopic or self.charge or self.lacking or self.relative)

    @property
    def is_proton(self) -> bool:
        """Whether it was drawn as the proton of an acid: [H+] or [OH3+]."""
        if self.charge != 1 or self._part.GetNumAtoms() != 1:
            return False
        only = self._part.GetAtomWithIdx(0)
        return bool(only.GetAtomicNum() == 1 or (only.GetAtomicNum() == 8 and only.GetTotalNumHs() == 3))

    @cached_property
    def relative(self) -> bool:
        """Whether its stereochemistry is that of a mixture, or of one isomer of several (enhanced stereochemistry)."""
        absolute = Chem.StereoGroupType.STEREO_ABSOLUTE
        return any(group.GetGroupType() != absolute for group in self._part.GetStereoGroups())

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

    def __init__(self, text: str, components: tuple[Component, ...], fault: Unreadable | None = None) -> None:
        self.text = text
        self.components = components
        self.fault = fault  # why it cannot be relied on, unless the text itself is known

    @property
    def smiles(self) -> str:
        """Canonical SMILES of the whole, as drawn."""
        return ".".join(sorted(component.drawn for component in self.components))

    @property
    def is_ordinary(self) -> bool:
        """Whether it is one part of which all is said by the drawing of its normal form."""
        return len(self.components) == 1 and self.fault is None and self.components[0].is_ordinary

    @property
    def lacking(self) -> tuple[str, ...]:
        """The atoms that were drawn without all their hydrogens or electrons, in words."""
        return tuple(word for component in self.components for word in component.lacking)

    @property
    def inchikey(self) -> str:
        """The standard InChIKey of a standard InChI; nothing for any other text."""
        text = self.text.strip()
        return str(Chem.InchiToInchiKey(text)) if text.startswith("InChI=1S/") else ""

    def in_salt(self, component: Component) -> bool:
        """Whether a component is part of a salt here."""
        return in_salt(self.components.index(component), self.components, self._charges)

    @cached_property
    def _charges(self) -> list[int]:
        return charges_of(self.components)

    def why_lacking(self) -> Unreadable:
        """The error that tells which atoms were drawn without all their hydrogens or electrons."""
        many = len(self.lacking)
        told = ", ".join(self.lacking[:3]) + (f" and {many - 3} more" if many > 3 else "")
        return Unreadable(
            f"{short(self.text)} is no whole molecule: hydrogens or electrons are missing at {told}.", MEND
        )


def read_structure(text: str) -> Structure:
    """Read SMILES, InChI or a MOL block into its normalised components.

    Raises :class:`Unreadable`, with the reason and how to mend it.

    >>> salt = read_structure("CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1.Cl")
    >>> [(component.formula, salt.in_salt(component)) for component in salt.components]
    [('C22H28N2O', True), ('HCl', True)]
    >>> read_structure("C1CC")
    Traceback (most recent call last):
    tidewaiter.errors.Unreadable: 'C1CC' is not a readable SMILES: unclosed ring. Check brackets, ring numbers and valences, or give a MOL file, an InChI, a CAS number or a name.
    """
    fault = None
    components = _parts_of_smiles(text)
    if components is None:
        mol = parse(text)
        components = _parts(mol)
        if text.lstrip().startswith("InChI=") and not is_whole(text.strip(), mol):
            fault = not_whole(text.strip())
    if len(components) > 1:
        if sum(one.heavy_atoms == 1 and one.flat == "C" for one in components) > 1:
            raise Unreadable(
                "Several carbon atoms stand alone: the bonds between them are missing.",
                "Draw the bonds, or one methane.",
            )
        sizes = [component.heavy_atoms for component in components]
        components.sort(
            key=lambda one: (-one.heavy_atoms, one.flat if sizes.count(one.heavy_atoms) > 1 else "")
        )
    return Structure(text, tuple(components), fault)


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
    if mol.HasSubstructMatch(pattern("[#0]")):
        raise Unreadable(
            "The structure has open positions (* or R).", "Give one definite molecule, not a general formula."
        )
    try:
        parts = Chem.GetMolFrags(with_anions_bound(without_metals(mol)), asMols=True, sanitizeFrags=True)
    except Chem.MolSanitizeException:  # an aromatic ring without the electrons of one
        raise Unreadable(
            "The structure is no whole molecule: hydrogens or electrons are missing.", MEND
        ) from None
    return [component_of(part, alone=len(parts) == 1) for part in parts]


_STEREO = "@/\\"
_LABELS = tuple(f"[{digit}" for digit in range(1, 10))
_HEAVY_HYDROGEN = re.compile(r"\[[1-9]\d*H")
_LABEL = re.compile(r"(?<=\[)[1-9]\d{0,2}(?=[A-Za-z])")
COUNTER_ION = 32  # characters: what is longer seldom stands twice beside another component


def _parts_of_smiles(text: str) -> list[Component] | None:
    """The components of plain SMILES, each read by itself, which spares taking the whole apart.

    None where it is no such SMILES, or none that can be read: then the long way tells what is wrong.
    """
    text = text.strip()
    if len(text) > MAX_TEXT or len(text.split()) != 1 or looks_like_structure(text):
        return None
    if not is_plain(text) or "|" in text or "*" in text or "#0" in text:  # an extension, an open position
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
    if plain != text and _HEAVY_HYDROGEN.search(text) and Chem.MolFromSmiles(text) is None:
        return None  # a label where none can stand
    if "[" in text and has_metal(mol, text):
        return None  # its salt is taken apart
    if ":" in plain:
        mol = unnumbered(mol)
    return component_of(mol, alone=alone, text=text, labelled=plain != text)


@lru_cache(maxsize=1024)
def _counter_ion(text: str) -> Component | None:
    """A small component: acids, metals and halides stand beside one molecule after another, drawn alike."""
    return _part(text)


def inchikey_of(structure: Structure) -> str:
    """The standard InChIKey of what was drawn (computed only when an answer prints it)."""
    if structure.inchikey:
        return structure.inchikey
    mol = Chem.MolFromSmiles(structure.smiles)
    return str(Chem.InchiToInchiKey(standard_inchi(mol))) if mol is not None else ""


def inchikeys_of(structure: Structure) -> list[str]:
    """The standard InChIKey of a structure, and those that RDKit makes where they are others: of a chlorate, and of an oxide or
    sulfide that is drawn with bonds to its metal."""
    mols = (Chem.MolFromSmiles(text) for text in (structure.smiles, structure.text) if text)
    made = (str(Chem.MolToInchiKey(mol)) for mol in mols if mol is not None)
    return list(dict.fromkeys((inchikey_of(structure), *made)))


def component_of(part: Mol, *, alone: bool = False, text: str = "", labelled: bool = False) -> Component:
    """Bring one connected part to its normal form; ``alone``, it can be no part of a salt.

    ``text``: the SMILES it was read from; ``labelled``: that names isotopes, which were left out in reading.
    """
    normal = normal_form(part, labelled=labelled, text=text)
    charge = Chem.GetFormalCharge(part) if not text or "[" in text else 0
    return Component(
        part,
        normal.mol,
        isotopic=normal.isotopic,
        charge=charge,
        alone=alone,
        text=text,
        lacking=normal.lacking,
    )


# What a component can be in a salt. Amides, anilides and the like are neither; hydrazines, hydroxylamines, ureas, imines
# and N-oxides are known as salts of mineral acids: of these none is the acid itself.
_BESIDE = "$([NX3;+0]),$([OX2])"
_UREA = "[NX3;!$(N(C=[O,S,N])C=[O,S,N]);!$(NS=O)]"
_BASE = ",".join(
    [
        "[$([NX3;!$(N*=[O,S,N]);!$(N~[!#6;!#1]);!$(Nc)])",
        "$([nX2])",
        "$([NX2]=[CX3]N)",
        "$([NX3][CX3]=[NX2])",
        "$([NX3;H2,H1][c])",
        "$([NX3](C)(C)c)",
        f"$([NX3;!$(N*=[O,S,N]);!$(N~[!#6;!#1;!$([{_BESIDE}])]);$(N-[{_BESIDE}])])",
        f"$({_UREA}[CX3](=[O,S]){_UREA})",
        "$([NX2;+0;!$(N-[#15,#16]);!$(N-C=[O,S])]=[CX3])",
        "$([OX1-][#7+;!$([#7]=[O,N])])]",
    ]
)
_ACID = "[$([#17,#35,#53,#9;H1;X1]),$([#17,#35,#53,#9;-]),$([OX2H1][C,S,P]=O),$([OX1-][C,S,P,Cl]),$([OX2H][Cl,N]),$([OX2H]c)]"
_HALIDE_ACIDS = frozenset({"F", "Cl", "Br", "I", "[F-]", "[Cl-]", "[Br-]", "[I-]"})


def _role(component: Component) -> str:
    mol = component.mol
    if component.is_proton:
        return "neutral"
    if component.charge > 0:
        return "base"
    if component.charge < 0:
        return "acid"
    if component.heavy_atoms == 1 and component.iso in _HALIDE_ACIDS:
        return "acid"
    if mol.HasSubstructMatch(pattern(_BASE)):
        return "base"
    if mol.HasSubstructMatch(pattern(_ACID)):
        return "acid"
    return "neutral"
