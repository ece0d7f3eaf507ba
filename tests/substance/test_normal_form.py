"""The normal form by short ways is that of the whole chain: taken apart, unlabelled, standardised, uncharged."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from rdkit import Chem
from rdkit.Chem.EnumerateStereoisomers import EnumerateStereoisomers, StereoEnumerationOptions
from rdkit.Chem.MolStandardize import rdMolStandardize

from tidewaiter import Lawbook
from tidewaiter.errors import Unreadable
from tidewaiter.substance.structures import normal, read_off, stereo
from tidewaiter.substance.structures.forms import formula_of, pattern, skeleton_pattern
from tidewaiter.substance.structures.read_off import hill
from tidewaiter.substance.structures.structure import Component, read_structure

NCI = Path(__file__).parents[1] / "sets" / "nci.smi.gz"
LISTED = sorted(
    smiles
    for smiles in {item.smiles.split()[0] for item in Lawbook.load().store.substances() if item.smiles}
    if not normal.has_metal(Chem.MolFromSmiles(smiles))
)
PARTS = sorted({part for smiles in LISTED for part in smiles.split(".")})
COUNTER_IONS = [
    "Cl", "[Cl-]", "[Na+]", "Br", "O", "OC(=O)/C=C/C(O)=O", "CC(=O)[O-]", "CS(=O)(=O)[O-]", "[O-][N+](=O)[O-]", "[NH4+]",
    "C[N+](C)(C)C", "c1cc[nH+]cc1", "[Ca+2]", "[2H]Cl", "[13CH3]C(=O)O", "[H+]", "[H][H]", "OP(=O)([O-])[O-]", "C[PH+](C)C",
]  # fmt: skip


def by_the_chain(text: str) -> list[tuple[object, ...]]:
    """Components as they are said to be: every step for every part."""
    normaliser, uncharger = rdMolStandardize.Normalizer(), rdMolStandardize.Uncharger()
    found = []
    for part in Chem.GetMolFrags(Chem.MolFromSmiles(text), asMols=True, sanitizeFrags=True):
        mol = Chem.Mol(part)
        isotopic = any(atom.GetIsotope() for atom in mol.GetAtoms())
        for atom in mol.GetAtoms():
            atom.SetIsotope(0)
        mol = uncharger.uncharge(normaliser.normalize(Chem.RemoveHs(mol) if isotopic else mol))
        if isotopic:
            mol = Chem.MolFromSmiles(Chem.MolToSmiles(mol)) or mol
        mol = normal._dried(normal._keto(mol))
        charge = Chem.GetFormalCharge(part)
        found.append(
            (Chem.MolToSmiles(part), *seen(renumbered(mol) if isotopic else mol), isotopic, charge != 0)
        )
    return sorted(found)


def renumbered(mol: Chem.Mol) -> Chem.Mol:
    """A molecule in RDKit's own order: the chain reads each labelled part once more, a short way only where it must."""
    return Chem.MolFromSmiles(Chem.MolToSmiles(mol)) or mol


def seen(mol: Chem.Mol) -> tuple[object, ...]:
    """All that matching can see of a molecule, in the order of its atoms."""
    atoms = [
        (a.GetAtomicNum(), a.GetFormalCharge(), a.GetTotalNumHs(), str(a.GetChiralTag()), a.GetIsAromatic())
        for a in mol.GetAtoms()
    ]  # fmt: skip
    bonds = [
        (b.GetBeginAtomIdx(), b.GetEndAtomIdx(), str(b.GetBondType()), str(b.GetStereo()))
        for b in mol.GetBonds()
    ]
    return Chem.MolToSmiles(mol), Chem.MolToSmiles(mol, isomericSmiles=False), atoms, bonds


def as_read(text: str) -> list[tuple[object, ...]]:
    """The same of the components that were read."""

    def told(part: Component) -> tuple[object, ...]:
        smiles, flat, atoms, bonds = seen(renumbered(part.mol) if part.isotopic else part.mol)
        assert (part.iso, part.flat) == (smiles, flat)
        return part.drawn, smiles, flat, atoms, bonds, part.isotopic, part.charge != 0

    structure = read_structure(text)
    assert structure.smiles == Chem.MolToSmiles(Chem.MolFromSmiles(text))
    return sorted(map(told, structure.components))


def charged(mol: Chem.Mol, draw: random.Random) -> str:
    """Protons given to some nitrogens and taken from some oxygens, some atoms labelled."""
    copy = Chem.RWMol(mol)
    for atom in copy.GetAtoms():
        hydrogens = atom.GetTotalNumHs()
        if atom.GetFormalCharge() == 0 and atom.GetAtomicNum() == 7 and draw.random() < 0.5:
            atom.SetFormalCharge(1)
            atom.SetNoImplicit(True)
            atom.SetNumExplicitHs(hydrogens + 1)
        elif (
            atom.GetFormalCharge() == 0
            and atom.GetAtomicNum() in (8, 16)
            and hydrogens == 1
            and draw.random() < 0.4
        ):
            atom.SetFormalCharge(-1)
            atom.SetNoImplicit(True)
            atom.SetNumExplicitHs(0)
        if draw.random() < 0.02:
            atom.SetIsotope(draw.choice((2, 13, 14, 15, 18)))
    return written(copy)


def deuterated(mol: Chem.Mol, draw: random.Random) -> str:
    copy = Chem.AddHs(mol)
    for atom in copy.GetAtoms():
        if atom.GetAtomicNum() == 1 and draw.random() < 0.5:
            atom.SetIsotope(draw.choice((2, 3)))
    return written(copy)


def written(mol: Chem.Mol) -> str:
    try:
        Chem.SanitizeMol(mol)
    except ValueError:
        return ""
    return str(Chem.MolToSmiles(mol))


def nci() -> list[str]:
    """Whole molecules: no salts drawn with a bond to their metal, no missing hydrogens."""
    texts = gzip.decompress(NCI.read_bytes()).decode().split()
    mols = ((text, Chem.MolFromSmiles(text)) for text in texts)
    return [
        text
        for text, mol in mols
        if mol is None or not (normal.has_metal(mol) or any(normal._lacks(atom) for atom in mol.GetAtoms()))
    ]


@pytest.mark.parametrize("relative", [charged, deuterated])
def test_short_ways_lead_where_the_chain_leads(relative: Callable[[Chem.Mol, random.Random], str]) -> None:
    draw, asked = random.Random(11), 0
    plain = [smiles for smiles in LISTED if "[O-][O]" not in smiles]  # test_superoxides
    for smiles in (*draw.sample(plain, 300), *draw.sample(nci(), 300)):
        mol = Chem.MolFromSmiles(smiles)
        text = relative(mol, draw) if mol is not None else ""
        if not text:
            continue
        other = draw.choice(COUNTER_IONS)
        for drawn in (smiles, text, f"{text}.{other}", f"{other}.{smiles}.{draw.choice(COUNTER_IONS)}"):
            asked += 1
            assert as_read(drawn) == by_the_chain(drawn), drawn
    assert asked > 1500


@pytest.mark.xfail(reason="the short way closes the radical of a superoxide, the chain does not", strict=True)
def test_superoxides() -> None:
    assert as_read("[Na+].[O-][O]") == by_the_chain("[Na+].[O-][O]")


@pytest.mark.parametrize(
    "text",
    [
        "[NH3+]C[C@H](F)CN",  # a centre only while one arm is charged
        "[NH3+]C[C@H](F)CN.[Cl-]",
        "C[13C@H](C)O",  # a centre only while one arm is labelled
        "[NH3+]CC(=O)[O-]",
        "C[N+](C)(C)CC(=O)[O-]",
        "C[N+](C)(C)CC(C(=O)[O-])C[NH3+]",
        "[O-]c1cc[nH+]cc1",
        "[O-][N+](=O)c1ccc([O-])cc1.[K+]",
        "CS(=O)C",
        "C[S+]([O-])C",
        "OP(=O)(O)O.[Na+]",
        "CP(=O)=O",
        "[2H]/C=C/C",
        "[2H][2H].[2H]O[2H]",
        "[Cl-].[Cl-].[NH3+]CC[NH3+]",
        "C1.C1",  # one ring over a dot
    ],
)
def test_odd_drawings(text: str) -> None:
    assert as_read(text) == by_the_chain(text)


def test_a_name_behind_a_structure_is_told() -> None:
    with pytest.raises(Unreadable, match="ethanol"):
        read_structure("CCO ethanol.Cl")


def test_a_pattern_finds_what_has_the_same_smiles() -> None:
    """Of one formula, as it is asked: isomers, tautomers and other drawings."""
    by_formula: dict[str, list[Component]] = {}
    for smiles in PARTS:
        for part in read_structure(smiles).components:
            by_formula.setdefault(part.formula, []).append(part)
    pairs = 0
    for parts in by_formula.values():
        patterns = [skeleton_pattern(part.mol) for part in parts]
        for one, own in zip(parts, patterns, strict=True):
            for other in parts:
                pairs += 1
                redrawn = Chem.MolFromSmiles(next(iter(Chem.MolToRandomSmilesVect(other.mol, 1, pairs))))
                assert redrawn.HasSubstructMatch(own) == (one.flat == other.flat), (one.iso, other.iso)
    assert pairs > 2000
    imidazoles = [Chem.MolFromSmiles(smiles) for smiles in ("Cc1c[nH]cn1", "Cc1cnc[nH]1")]
    assert not imidazoles[0].HasSubstructMatch(skeleton_pattern(imidazoles[1]))


def test_formulas_are_those_of_rdkit() -> None:
    for smiles in (*LISTED, *nci()[::10]):
        mol = Chem.MolFromSmiles(smiles)
        if mol is None:
            continue
        counts = {"H": 0}
        for atom in mol.GetAtoms():
            counts[atom.GetSymbol()] = counts.get(atom.GetSymbol(), 0) + 1
            counts["H"] += atom.GetTotalNumHs()
        plain = Chem.Mol(mol)
        for atom in plain.GetAtoms():
            atom.SetIsotope(0)
        assert hill(counts, Chem.GetFormalCharge(mol)) == formula_of(plain), smiles


def test_formulas_of_what_is_read_off_are_known_before_it_is_made() -> None:
    checked = 0
    for smiles in PARTS:
        part = read_structure(smiles).components[0]
        for bonds in (read_off._ESTER, read_off._ETHER):
            matches = part.mol.GetSubstructMatches(pattern(bonds), maxMatches=24)
            if not 0 < len(matches) <= 8:
                continue
            blocks = read_off._Blocks(part.mol, matches)
            for size in (1, 2):
                for chosen in combinations(matches, size):
                    for cuts in (list(chosen), [(c, b, a) for a, b, c in chosen]):
                        made = read_off._cut(part.mol, cuts)
                        if made:
                            checked += 1
                            assert sorted(blocks.pieces(cuts).values()) == sorted(map(formula_of, made)), (
                                smiles
                            )
    assert checked > 500


@pytest.mark.parametrize(
    "drawn", ["C[C@H](OC)CC", "CO[C@@H](C)CC", "[C@@H](C)(CC)OC", "O([C@H](CC)C)C", "CC[C@@H](C)OC"]
)
def test_what_is_read_off_turns_as_it_was_drawn(drawn: str) -> None:
    """An ether of one enantiomer gives that enantiomer of the alcohol, whichever bond is opened and however it is drawn."""
    mol = Chem.MolFromSmiles(drawn)
    expected = Chem.CanonSmiles(Chem.MolToSmiles(mol).replace("OC", "O", 1))  # CH3 taken off the oxygen
    assert expected in (Chem.CanonSmiles("CC[C@H](C)O"), Chem.CanonSmiles("CC[C@@H](C)O"))
    ((first, oxygen, third),) = mol.GetSubstructMatches(pattern(read_off._ETHER))
    for cut in ((first, oxygen, third), (third, oxygen, first)):
        assert {Chem.MolToSmiles(piece) for piece in read_off._cut(mol, [cut])} == {expected, "CO"}


def test_what_leaves_nothing_open_has_one_isomer() -> None:
    draw, closed = random.Random(6), 0
    options = StereoEnumerationOptions(onlyUnassigned=True, maxIsomers=4)
    for smiles in draw.sample(PARTS, 200):
        mol = Chem.MolFromSmiles(smiles)
        isomers = list(EnumerateStereoisomers(mol, options))
        if not stereo._leaves_open(mol):
            closed += 1
            assert [Chem.MolToSmiles(isomer) for isomer in isomers] == [Chem.MolToSmiles(mol)], smiles
    assert closed > 50
