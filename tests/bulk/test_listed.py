"""Listed substances, their salts, isomers, esters and tautomers are settled natively as `check` settles them."""

from __future__ import annotations

import random
from itertools import islice

import pyarrow as pa
import pytest
from rdkit import Chem, RDLogger
from tests.bulk.conftest import redrawn

from tidewaiter.bulk.decision import NOTHING
from tidewaiter.bulk.prefilter import DOUBTFUL


@pytest.fixture(scope="module")
def compare(screen):
    """Settle texts natively; how many were, and those that come out otherwise than by Python alone."""

    def run(texts: list[str]) -> tuple[int, list[tuple[str, object, object]]]:
        array = pa.array(texts, pa.string())
        found = screen.filter.found(array, settle=True)
        left, settled = set(screen.filter.left(found)), screen.filter.settled(found, array)
        wrong = []
        for i, text in enumerate(texts):
            if i not in left and settled.get(i, NOTHING) is not None:
                told, reference = settled.get(i, NOTHING), screen.decider.structure(text)
                if told != reference:
                    wrong.append((text, told, reference))
        return len(texts) - len(left), wrong

    return run


def test_every_listed_structure_and_its_other_drawings(compare, listed):
    draw = random.Random(12)
    forms = (redrawn(smiles, n + 7) for n, smiles in enumerate(listed))
    other = [text for form in forms if (text := next(islice(form, draw.randrange(10), None), ""))]
    assert len(other) > 2_000
    settled, wrong = compare(listed + other)
    assert wrong == []
    assert settled > 0.8 * len(listed + other)  # imidic acids and enols among the tautomers are Python's


def test_mirror_images_and_flat_drawings(compare, listed):
    """Stereochemistry is the law's business: the enantiomer, and a drawing that leaves all open."""
    texts = []
    for smiles in listed:
        if "@" in smiles:
            mirrored = smiles.replace("@@", "!").replace("@", "@@").replace("!", "@")
            mol = Chem.MolFromSmiles(smiles)
            texts += [mirrored, Chem.MolToSmiles(mol, isomericSmiles=False)]
    assert len(texts) > 600
    settled, wrong = compare(texts)
    assert wrong == []
    assert settled > 450


def test_a_flat_drawing_of_many_centres_is_settled(compare):
    settled, wrong = compare(["CC12CCC(CC1CCC3C2CCC4(C3CCC4O)C)O", "C[C@]12CCC(CC1CCC3C2CCC4(C3CCC4O)C)O"])
    assert wrong == []
    assert settled == 2


@pytest.mark.parametrize("beside", ["Cl", "[Na+].[Cl-]", "OC(=O)C(O)=O", "CCN(CC)CC", "O", "CC(=O)O"])
def test_what_is_part_of_a_salt(compare, nci, listed, beside):
    """Whether two parts are acid and base decides what a listing of either reaches."""
    draw = random.Random(len(beside))
    settled, wrong = compare(
        [f"{text}.{beside}" for text in draw.sample(nci, 250) + draw.sample(listed, 100)]
    )
    assert wrong == []
    assert settled > 280


def test_two_substances_side_by_side(compare, listed):
    """Of one size, which comes first is told by their SMILES; of one constitution, by the text."""
    draw = random.Random(15)
    single = [text for text in listed if "." not in text]
    texts = [f"{text}.{text}" for text in draw.sample(single, 150)]
    texts += [
        f"{one}.{Chem.MolToRandomSmilesVect(Chem.MolFromSmiles(one), 1, 3)[0]}"
        for one in draw.sample(single, 150)
    ]
    texts += [
        f"{one}.{other}"
        for one, other in zip(draw.sample(single, 400), draw.sample(single, 400), strict=True)
    ]
    settled, wrong = compare(texts)
    assert wrong == []
    assert settled > 500


def test_hydrogens_drawn_as_atoms(compare, listed, nci):
    """Labelled or not, each is one of its neighbour's, and counts in the order around a centre."""
    draw, texts = random.Random(13), []
    for smiles in draw.sample(listed, 150) + draw.sample(nci, 150):
        mol = Chem.AddHs(Chem.MolFromSmiles(smiles))
        texts.append(Chem.MolToSmiles(mol))
        for atom in mol.GetAtoms():
            if atom.GetAtomicNum() == 1:
                atom.SetIsotope(2)
        texts.append(Chem.MolToSmiles(mol))
    settled, wrong = compare(texts)
    assert wrong == []
    assert settled > 450


def test_registered_chemicals(compare, registry):
    """What is traded: counter-ions, metals, dyes, peptides of up to 250 atoms."""
    large = [text for text in registry if max(map(len, text.split("."))) > 150]
    draw = random.Random(14)
    settled, wrong = compare(draw.sample(registry, 2_500) + draw.sample(large, 60))
    assert wrong == []
    assert settled > 2_410  # what holds a metal that a list names as such is named by Python


def test_polymers_stay_within_the_bounds_of_the_exact_matching(compare):
    """Large molecules with one motif over and over: what natively reaches nothing, `check` assesses and finds nothing."""
    units = (
        "NCC(=O)",
        "NC(Cc1ccccc1)C(=O)",
        "NC(CCCCN)C(=O)",
        "N1CCCC1C(=O)",
        "CCO",
        "CCN",
        "CC(c1ccccc1)",
        "CC(C)C(=O)O",
    )
    settled, wrong = compare(
        [unit * count + "O" for unit in units for count in (12, 20, 30, 60) if len(unit) * count < 480]
    )
    assert wrong == []
    assert settled > 15


def test_what_is_read_natively_rdkit_accepts(screen):
    """Every element in many charges, with hydrogens and up to eight neighbours: no valence is taken that RDKit refuses."""
    RDLogger.DisableLog("rdApp.*")
    table, texts = Chem.GetPeriodicTable(), []
    for number in range(1, 104):
        for charge in range(-8, 9):
            sign = f"{charge:+d}" if charge else ""
            for hydrogens in ("", "H", "H3"):
                atom = f"[{table.GetElementSymbol(number)}{hydrogens}{sign}]"
                texts += [atom + "(C)" * count for count in range(9)]
                texts += [atom + "(C)" * count + "=O" for count in range(6)]
                texts += [f"C{atom}(=C)=N", f"{atom}#N", f"{atom}(=O)(=O)=O"]
    marks = screen.filter.found(pa.array(texts)).marks
    taken = [text for text, mark in zip(texts, marks, strict=True) if not mark & DOUBTFUL]
    assert len(taken) > 20_000
    assert [text for text in taken if Chem.MolFromSmiles(text) is None] == []


@pytest.mark.parametrize(
    "text",
    [
        "FC1=CC=C([I]C2=CC=C(F)C=C2)C=C1", "C[N+]1=CC=CC=C1.Cl[I]Cl", "CCCCOC1=CC=C(NC[S](=O)=O)C=N1",
        "CC(=O)NC1=C2C=CC(=CC2=CC=C1)O", "OC1=CC=C(C=C1)N=NC2=CC=CC=C2", "O=C(CSc1cc(C)[o+]c(c1)C)c1ccc(cc1)Cl",
        "[O-]S([O-])(=O)=O.C1CN[Cr+3]23(N1)(NCCN2)NCCN3", "[Na]N=[N+]=[N-]", "[U]", "[Sm+3].[Cl-].[Cl-].[Cl-]", "CP(C)c1ccccc1",
        "c1cc[se]c1", "C[Hg]C",
    ],
)  # fmt: skip
def test_what_once_was_left_to_python_is_settled(compare, text):
    settled, wrong = compare([text])
    assert settled == 1 and wrong == []


def test_listed_molecules_of_more_than_64_atoms(compare, book):
    """Peptides of the lists: a set of atoms holds more than one machine word does."""
    RDLogger.DisableLog("rdApp.*")
    listed = [Chem.MolFromSmiles(one.smiles) for one in book.store.substances() if one.smiles]
    large = [mol for mol in listed if 64 < mol.GetNumAtoms() <= 128 and len(Chem.GetMolFrags(mol)) == 1]
    drawn = [text for mol in large for text in Chem.MolToRandomSmilesVect(mol, 3, randomSeed=64)]
    settled, wrong = compare(drawn)
    assert len(large) > 5 and settled > 0.8 * len(drawn) and wrong == []


def test_elements_are_told_apart_in_every_charge(compare):
    """Each element alone, as an ion, in a salt and bound: the law lists some by name, and classes of their compounds."""
    RDLogger.DisableLog("rdApp.*")
    table, texts = Chem.GetPeriodicTable(), []
    for number in range(1, 104):
        symbol = table.GetElementSymbol(number)
        ions = [f"[{symbol}{charge:+d}]" for charge in range(-4, 8) if charge]
        texts += [f"[{symbol}]", *ions, f"[{symbol}+2].[Cl-].[Cl-]", f"[{symbol}+].[{symbol}+].[S-2]"]
        texts += [f"C[{symbol}]C", f"O=[{symbol}]=O", f"O=[N+]([O-])c1ccc([{symbol}]C)cc1"]
    settled, wrong = compare(texts)
    assert settled > 600 and wrong == []


def test_an_enol_beside_an_open_double_bond(compare):
    """A tautomer of bufotenine whose enol is not clear: the next ring may go one double bond further."""
    assert compare(["CN(C)CCC1=C2C=C(O)CC=C2N=C1"])[1] == []
