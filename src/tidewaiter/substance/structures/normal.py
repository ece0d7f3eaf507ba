"""The normal form of a part: one drawing, without isotopes, without charges that a proton takes away, every hydrogen there.

The steps, in this order: metals are taken off (before the parts are told apart), charges side by side joined, valences
filled up where hydrogens were left out, isotopes left out, the standardiser's rules, imidic acids and clear enols drawn as
amides and ketones; and hydrogens, where brackets fixed them, left to the valences again.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from rdkit import Chem

from tidewaiter.substance.structures.forms import Mol, pattern

SINGLE, DOUBLE = Chem.BondType.SINGLE, Chem.BondType.DOUBLE


class Normal(NamedTuple):
    """A part in its normal form, and what was done to it."""

    mol: Mol
    isotopic: bool = False
    lacking: tuple[str, ...] = ()  # atoms that were drawn without all their hydrogens or electrons, in words


def normal_form(part: Mol, *, labelled: bool = False, text: str = "") -> Normal:
    """Bring one connected part to its normal form.

    ``labelled``: isotopes were left out in reading; ``text``: the SMILES of it, where that is known.
    """
    isotopic, mol = labelled, part
    bracketed = (
        not text or "[" in text or "P" in text
    )  # of a phosphorus hydrogens are left out without brackets too
    fixed = not text or _FIXED.search(text) is not None
    lacking: tuple[str, ...] = ()
    if bracketed and _odd_atoms(mol):
        mol = _recombined(mol)
        places = _lacking(mol)
        if places:
            lacking = tuple(atom_word(place, mol.GetAtomWithIdx(place).GetSymbol()) for place in places)
            mol = _filled(mol, places)
    if mol.HasSubstructMatch(pattern(_UNUSUAL)):
        if labels := mol.GetSubstructMatches(pattern("[!0*]")):
            isotopic, mol = True, Chem.Mol(mol)
            for (place,) in labels:
                mol.GetAtomWithIdx(place).SetIsotope(0)
            mol = Chem.RemoveHs(mol)
        mol = _standard(mol)
        if isotopic:  # a centre made only by isotopes is none without them
            mol = Chem.MolFromSmiles(Chem.MolToSmiles(mol)) or mol
    mol = _dried(_keto(mol))
    return Normal(_freed(mol) if fixed or mol is not part else mol, isotopic, lacking)


# the standardiser --------------------------------------------------------------------------------------


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
    return bool(mol.HasSubstructMatch(pattern(_RULED)))


def _standard(mol: Mol) -> Mol:
    """The molecule in one drawing and without charges that a proton takes away."""
    mol = Chem.Mol(mol)
    mol.ClearProp("_StereochemDone")  # a centre made only by a charge is none without it
    if _may_be_drawn_otherwise(mol):
        normalizer, uncharger = _standardisers()
        mol = normalizer.normalize(mol)
        return uncharger.uncharge(mol) if mol.HasSubstructMatch(pattern("[!+0]")) else mol
    for (place,) in mol.GetSubstructMatches(pattern(f"[{_PROTONATED},{_DEPROTONATED}]")):
        atom = mol.GetAtomWithIdx(place)
        atom.SetNumExplicitHs(atom.GetTotalNumHs() - atom.GetFormalCharge())
        atom.SetNoImplicit(True)
        atom.SetFormalCharge(0)
        atom.UpdatePropertyCache(False)
    return mol


# hydrogens and electrons -------------------------------------------------------------------------------

_NONMETALS = frozenset({1, 5, 6, 7, 8, 9, 14, 15, 16, 17, 32, 33, 34, 35, 51, 52, 53})
_SEMIMETALS = frozenset({5, 14, 32, 33, 51, 52})  # drawn as ions in oxides: [As+3]
# what a bare symbol draws as the element itself
_ELEMENTS = frozenset({5, 6, 14, 15, 16, 32, 33, 34, 51, 52})
# Radicals that are substances: nitric oxide, nitrogen dioxide, chlorine dioxide; and nitroxides that cannot
# lose a hydrogen beside the nitrogen.
_RADICALS = frozenset(
    {"[N]=O", "O=[N+][O-]", "[O]N=O", "[O]Cl=O", "O=[Cl]=O", "[O-][Cl+][O-]", "[O-][Cl+][O]"}
)
_NITROXIDE = "[OX1;+0;v1]-[NX3;+0](-[CX4;H0])-[CX4;H0]"


# What joins one of its charges with that of a neighbour; a sulfur with three neighbours only between oxygens: the
# standardiser draws a sulfoxide with charges. Of metals those of oxoanions: permanganate, chromate and the like.
_OXOMETAL = "$([V,Cr,Mn,Mo,Tc,Ru,W,Re,Os;+,+2,+3,+4])"
_PLUS = (
    f"[$([C+;X3,X2]),$([N+2]),$([P,As,Sb,Se,Te;+,+2]),$([S+2]),$([S+;X4]),$([S+;X3](-[O-])-[#8]),{_OXOMETAL}]"
)
_JOINED = f"{_PLUS}-,=[O-,S-,N-]"
_NITROUS = "[N-;X1]=[N+;X2]=[OX1;+0]"
_HALF_DRAWN = "[$([Cl,Br,I;+,+2]-[O-])]=[OX1;+0]"  # one oxygen with a charge, another with a double bond
_FIXED = re.compile(r"\[\d*[NOSH]")  # atoms that are cut from esters or change their hydrogens


def _odd_atoms(mol: Mol) -> bool:
    """Whether any atom has electrons or charges as whole molecules seldom have them."""
    return bool(len(mol.GetAtomsMatchingQuery(_unpaired()))) or bool(mol.HasSubstructMatch(pattern(_ODD)))


_ODD = f"[$([P;X2]=O),#6+,#15+,+2,+3,+4,-2,-3,-4,$({_NITROUS}),$({_HALF_DRAWN}),$({_JOINED})]"


@cache
def _unpaired() -> Any:
    from rdkit.Chem import rdqueries

    return rdqueries.NumRadicalElectronsGreaterQueryAtom(0)


def _lacking(mol: Mol) -> tuple[int, ...]:
    """The atoms that were drawn without all their hydrogens or electrons; none in a substance that is so."""
    places = tuple(atom.GetIdx() for atom in mol.GetAtoms() if _lacks(atom))
    only = mol.GetAtomWithIdx(0)
    # the element itself
    bare = mol.GetNumAtoms() == 1 and not only.GetTotalNumHs() and not only.GetFormalCharge()
    if not places or (bare and only.GetAtomicNum() in _ELEMENTS):
        return ()
    if mol.GetNumAtoms() < 4 and Chem.MolToSmiles(mol) in _RADICALS:
        return ()
    known = {match[0] for match in mol.GetSubstructMatches(pattern(_NITROXIDE))}
    return tuple(place for place in places if place not in known)


def _lacks(atom: Any) -> bool:
    number, charge = atom.GetAtomicNum(), atom.GetFormalCharge()
    if number not in _NONMETALS or (number in _SEMIMETALS and charge > 0 and not atom.GetDegree()):
        return False
    if atom.GetNumRadicalElectrons():
        return True
    # beside nitrogen, or two rings, it is a dye's
    if number == 6 and charge > 0 and not atom.GetIsAromatic():
        near = atom.GetNeighbors()
        return (
            not any(one.GetAtomicNum() == 7 for one in near) and sum(one.GetIsAromatic() for one in near) < 2
        )
    if _is_bare_phosphorus(atom):
        return True
    return number in (6, 7, 8) and abs(charge) > 1 and atom.GetDegree() > 0


def _is_bare_phosphorus(atom: Any) -> bool:
    """Whether it is that of a phosphinate without its two hydrogens, which leaves another valence filled.

    Between two oxygens that bear nothing else it is so without brackets too: registers draw hypophosphites so.
    """
    if atom.GetAtomicNum() != 15 or atom.GetFormalCharge() or atom.GetTotalDegree() != 2:
        return False
    bonds = atom.GetBonds()
    oxo = any(bond.GetBondType() == DOUBLE and bond.GetOtherAtom(atom).GetAtomicNum() == 8 for bond in bonds)
    ends = sum(one.GetAtomicNum() == 8 and one.GetDegree() == 1 for one in atom.GetNeighbors())
    return oxo and (atom.GetNoImplicit() or ends == 2)


def atom_word(place: int, symbol: str) -> str:
    """An atom of a part, told by its place and element.

    >>> atom_word(0, "C")
    'atom 1 (C)'
    """
    return f"atom {place + 1} ({symbol})"


def _filled(mol: Mol, places: tuple[int, ...]) -> Mol:
    """The same with as many hydrogens as valences ask for; as it is where that makes no molecule."""
    edit = Chem.RWMol(mol)
    for place in places:
        atom = edit.GetAtomWithIdx(place)
        if _is_bare_phosphorus(atom):
            atom.SetNumExplicitHs(2)
            continue
        atom.SetNumRadicalElectrons(0)
        atom.SetNoImplicit(False)
        if atom.GetAtomicNum() == 6 and atom.GetFormalCharge() > 0:
            atom.SetFormalCharge(0)
    return _sound(edit) or mol


def _sound(edit: Any) -> Mol | None:
    """An edited molecule perceived anew; None where RDKit does not take it."""
    mol = edit.GetMol()
    try:
        Chem.SanitizeMol(mol)
    except (ValueError, RuntimeError):
        return None
    Chem.AssignStereochemistry(mol, cleanIt=True, force=True)
    return mol


def _freed(mol: Mol) -> Mol:
    """The same with hydrogens left to the valences where that comes to as many as were fixed.

    Brackets, numbers, labels and InChI fix them; an oxygen that is cut from its ester would stay without.
    """
    hetero = (mol.GetAtomWithIdx(place) for (place,) in mol.GetSubstructMatches(pattern("[#7,#8,#16]")))
    fixed = [one.GetIdx() for one in hetero if one.GetNoImplicit() and not one.GetNumRadicalElectrons()]
    if not fixed:
        return mol
    mol = Chem.Mol(mol)
    for place in fixed:
        atom = mol.GetAtomWithIdx(place)
        held, explicit = atom.GetTotalNumHs(), atom.GetNumExplicitHs()
        atom.SetNoImplicit(False)
        atom.SetNumExplicitHs(0)
        atom.UpdatePropertyCache(False)
        if atom.GetTotalNumHs() != held:
            atom.SetNumExplicitHs(explicit)
            atom.SetNoImplicit(True)
            atom.UpdatePropertyCache(False)
    return mol


# charges and metals --------------------------------------------------------------------------------------


def _recombined(mol: Mol) -> Mol:
    """The same with charges of both signs side by side joined to a bond, where that is the usual drawing."""
    edit = None
    joined = mol.GetSubstructMatches(pattern(_JOINED))
    for first, second in sorted(joined, key=lambda pair: mol.GetAtomWithIdx(pair[1]).GetAtomicNum() != 8):
        edit = edit or Chem.RWMol(mol)
        one, other = edit.GetAtomWithIdx(first), edit.GetAtomWithIdx(second)
        if one.GetFormalCharge() < 1 or (one.GetAtomicNum() == 7 and one.GetFormalCharge() < 2):
            continue  # joined already
        bond = edit.GetBondBetweenAtoms(first, second)
        bond.SetBondType(DOUBLE if bond.GetBondType() == SINGLE else Chem.BondType.TRIPLE)
        for atom, by in ((one, -1), (other, 1)):
            atom.SetFormalCharge(atom.GetFormalCharge() + by)
            atom.SetNumRadicalElectrons(0)
    for first, middle, last in mol.GetSubstructMatches(pattern(_NITROUS)):
        edit = edit or Chem.RWMol(mol)
        edit.GetBondBetweenAtoms(first, middle).SetBondType(Chem.BondType.TRIPLE)
        edit.GetBondBetweenAtoms(middle, last).SetBondType(SINGLE)
        edit.GetAtomWithIdx(first).SetFormalCharge(0)
        edit.GetAtomWithIdx(last).SetFormalCharge(-1)
    for halogen, oxygen in mol.GetSubstructMatches(pattern(_HALF_DRAWN)):  # as RDKit draws a chlorate
        edit = edit or Chem.RWMol(mol)
        edit.GetBondBetweenAtoms(halogen, oxygen).SetBondType(SINGLE)
        edit.GetAtomWithIdx(oxygen).SetFormalCharge(-1)
        edit.GetAtomWithIdx(halogen).SetFormalCharge(edit.GetAtomWithIdx(halogen).GetFormalCharge() + 1)
    return (edit is not None and _sound(edit)) or mol


_ALKALI = (3, 4, 11, 12, 19, 20, 37, 38, 55, 56)
_OTHERS = tuple(
    number
    for number in range(13, 104)
    if number not in (*_ALKALI, *range(14, 19), *range(32, 37), *range(51, 55), 85, 86)
)


def _metal(numbers: tuple[int, ...]) -> str:
    return f"[{','.join(f'#{number}' for number in numbers)};!$(*~[#6])]"


# Bonds of salts, of metals that hold no carbon but that of cyanides: of alkali and alkaline earth metals to all; of other metals to
# what an acid, alcohol or amine is without its hydrogen. Their halides, and what gives them a lone pair, stay as drawn.
_SALTS = (
    f"{_metal(_ALKALI)}~[#7,#8,#9,#15,#16,#17,#34,#35,#53]",
    "[#46;!$(*~[#6])]-[#9,#17,#35,#53;X1]",  # a list names palladium chloride
    f"{_metal(_OTHERS)}-[#7,#8,#16;+0;$(*~[#6,#7,#15,#16])]",
    f"[{','.join(f'#{number}' for number in (*_ALKALI, 29, 30, 47, 79))}]-[CX2;+0;$(C#[NX1;+0])]",  # of cyanides
)


# A metal that holds carbon, drawn as a cation beside its anions: a drawing of what is bound ("trimethyltin chloride").
_ORGANIC = f"[{','.join(f'#{number}' for number in _OTHERS)};+,+2,+3;$(*~[#6])]"


@cache  # made when a text with brackets asks for it: its many symbols take milliseconds
def _written() -> re.Pattern[str]:
    symbols = "|".join(Chem.GetPeriodicTable().GetElementSymbol(number) for number in (*_ALKALI, *_OTHERS))
    return re.compile(rf"\[\d*(?:{symbols}|#)")


def has_metal(mol: Mol, text: str = "") -> bool:
    """Whether a metal is drawn with a bond that is that of a salt, or one that holds carbon as a cation; ``text``: the SMILES
    of it, where that is known."""
    if text and ("[" not in text or _written().search(text) is None):
        return False
    return any(mol.HasSubstructMatch(pattern(smarts)) for smarts in (*_SALTS, _ORGANIC))


def without_metals(mol: Mol) -> Mol:
    """The same with metals as ions beside what they were drawn bound to: sodium salts are drawn either way."""
    found = {pair for smarts in _SALTS for pair in mol.GetSubstructMatches(pattern(smarts))}
    if not found:
        return mol
    edit = Chem.RWMol(mol)
    for metal, other in sorted(found):
        bond = edit.GetBondBetweenAtoms(metal, other)
        order = {SINGLE: 1, DOUBLE: 2, Chem.BondType.TRIPLE: 3}.get(bond.GetBondType(), 0)
        edit.RemoveBond(metal, other)
        for place, by in ((metal, order), (other, -order)):
            atom = edit.GetAtomWithIdx(place)
            atom.SetFormalCharge(atom.GetFormalCharge() + by)
            atom.SetNumRadicalElectrons(0)
    for metal in {pair[0] for pair in found}:
        edit.GetAtomWithIdx(metal).SetNoImplicit(True)
    return _sound(edit) or mol


# tautomers -----------------------------------------------------------------------------------------------

# a benzimidazolone bound at one nitrogen
_LACTIM = "[OX2H1;+0]-[cr5]1:[nX2;+0]:[c;R2]:[c;R2]:[nX3;+0]:1-[#6]"
_MOBILE = "[OX2H1,SX2H1;+0]-[CX3;A;+0]=[CX3,NX2;A;+0]"  # imidic acids, enols, and their like of sulfur


def _keto(mol: Mol) -> Mol:
    """Imidic acids as amides, and enols as ketones where there is one that is clear.

    Standard InChI is read back as the former; classes of the law are written of amides and ketones.
    """
    for match in mol.GetSubstructMatches(pattern(_LACTIM)):
        mol = _moved(mol, *match[:3]) or mol
    for _ in range(24):
        found = [match for match in mol.GetSubstructMatches(pattern(_MOBILE)) if _is_clear(mol, *match)]
        if not found:
            break
        if len(found) > 1:  # whichever way it is drawn, the same one first
            ranks = list(Chem.CanonicalRankAtoms(mol, breakTies=False, includeChirality=False))
            found.sort(
                key=lambda match: (mol.GetAtomWithIdx(match[0]).GetAtomicNum(), [ranks[i] for i in match])
            )
        moved = _moved(mol, *found[0])
        if moved is None:
            break
        mol = moved
    return mol


def _is_clear(mol: Mol, oxygen: int, carbon: int, end: int) -> bool:
    """Whether the hydrogen of an enol or imidic acid goes to one place."""
    last = mol.GetAtomWithIdx(end)
    if last.GetAtomicNum() == 7:
        return True
    if mol.GetAtomWithIdx(oxygen).GetAtomicNum() != 8:
        return False  # enethiols are drawn as they are
    middle = mol.GetAtomWithIdx(carbon)
    beside = [one for one in last.GetNeighbors() if one.GetIdx() != carbon]
    around = beside + [one for one in middle.GetNeighbors() if one.GetIdx() not in (oxygen, end)]
    if any(one.GetAtomicNum() == 8 and one.GetTotalNumHs() for one in beside):
        return False  # an enediol
    if any(_is_unsaturated(one, ("C",)) for one in beside):
        return False  # it may go one double bond further
    if not last.IsInRing():
        return True
    if any(_is_unsaturated(one, ("C", "N", "O", "S")) for one in around):
        return False
    return not mol.GetBondBetweenAtoms(carbon, end).IsInRing() or all(
        one.GetAtomicNum() == 6 for one in around
    )


def _is_unsaturated(atom: Any, to: tuple[str, ...]) -> bool:
    """Whether an atom outside aromatic rings has a double or triple bond to some element."""
    return any(
        bond.GetBondType() not in (SINGLE, Chem.BondType.AROMATIC)
        and bond.GetOtherAtom(atom).GetSymbol() in to
        for bond in atom.GetBonds()
    )


def _moved(mol: Mol, oxygen: int, carbon: int, end: int) -> Mol | None:
    """The same with the hydrogen of an oxygen at the other end of the double bond."""
    edit = Chem.RWMol(mol)
    gives, takes = edit.GetAtomWithIdx(oxygen), edit.GetAtomWithIdx(end)
    held = takes.GetTotalNumHs()
    for atom, hydrogens in ((gives, 0), (takes, held + 1)):
        atom.SetNoImplicit(True)
        atom.SetNumExplicitHs(hydrogens)
    for atom in (edit.GetAtomWithIdx(carbon), takes):
        for bond in atom.GetBonds():
            bond.SetBondDir(Chem.BondDir.NONE)
    edit.GetBondBetweenAtoms(oxygen, carbon).SetBondType(DOUBLE)
    bond = edit.GetBondBetweenAtoms(carbon, end)
    if not bond.GetIsAromatic():
        bond.SetStereo(Chem.BondStereo.STEREONONE)
        bond.SetBondType(SINGLE)
    return _sound(edit)


# What suppliers draw for the hydrate of a 4-piperidone, whose salts are sold with that water.
_HYDRATE = "[OX2H1;+0]-[CX4;+0;r6]1(-[OX2H1;+0])-[CX4]-[CX4]-[#7]-[CX4]-[CX4]-1"


def _dried(mol: Mol) -> Mol:
    """The geminal diol of a 4-piperidone as the ketone that it is a hydrate of."""
    for water, carbon, oxygen, *_ in mol.GetSubstructMatches(pattern(_HYDRATE))[:1]:
        edit = Chem.RWMol(mol)
        edit.GetBondBetweenAtoms(carbon, oxygen).SetBondType(DOUBLE)
        for place in (carbon, oxygen):
            edit.GetAtomWithIdx(place).SetNoImplicit(False)
            edit.GetAtomWithIdx(place).SetNumExplicitHs(0)
        edit.RemoveAtom(water)
        return _sound(edit) or mol
    return mol


def with_anions_bound(mol: Mol) -> Mol:
    """The same with metals that hold carbon drawn without charges: bound to the anions beside them, where these are all the
    charges there are; else with their valences left open."""
    metals = [mol.GetAtomWithIdx(place) for (place,) in mol.GetSubstructMatches(pattern(_ORGANIC))]
    if not metals:
        return mol
    anions = [place for (place,) in mol.GetSubstructMatches(pattern("[-1;!$(*~[+])]"))]
    cations = mol.GetSubstructMatches(pattern("[+,+2,+3,+4;!$(*~[-])]"))
    open_ = [metal.GetIdx() for metal in metals for _ in range(metal.GetFormalCharge())]
    edit = Chem.RWMol(mol)
    if len(open_) == len(anions) and len(cations) == len(metals):
        for metal, anion in zip(open_, anions, strict=True):
            edit.AddBond(metal, anion, SINGLE)
            edit.GetAtomWithIdx(anion).SetFormalCharge(0)
    for metal in dict.fromkeys(open_):
        atom = edit.GetAtomWithIdx(metal)
        atom.SetFormalCharge(0)
        atom.SetNoImplicit(True)
    return _sound(edit) or mol
