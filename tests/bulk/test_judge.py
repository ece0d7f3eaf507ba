"""What is settled natively is what the Python engine says: the same molecule, the same verdicts, the same words."""

from __future__ import annotations

import random
import re
from itertools import combinations_with_replacement

import pyarrow as pa
import pytest
from rdkit import Chem
from rdkit.Chem import AllChem

from tidewaiter.bulk.decision import NO_HIT, Decision
from tidewaiter.classes import read_definitions
from tidewaiter.lawbook.place import lawbook_folder
from tidewaiter.met.library import molecule
from tidewaiter.substance.structures.structure import read_structure

LABEL = re.compile(r"\[\d")
ORDERS = {1.0: 1, 2.0: 2, 3.0: 3, 1.5: 4}


def native(text):
    """Of each atom number, hydrogens, charge and neighbours with bond orders, in order; the rings as sorted sets."""
    numbers = molecule(text)
    if numbers is None:
        return None
    size, at, atoms = numbers[0], 1, []
    for _ in range(size):
        number, hydrogens, charge, degree = numbers[at : at + 4]
        at += 4
        near = numbers[at : at + 2 * degree]
        at += 2 * degree
        atoms.append((number, hydrogens, charge, list(zip(near[::2], near[1::2], strict=True))))
    word = (1 << 64) - 1
    rings = zip(numbers[at::2], numbers[at + 1 :: 2], strict=True)
    return atoms, sorted((low & word) | (high & word) << 64 for low, high in rings)


def by_rdkit(text):
    """The same of the normal form."""
    mol = read_structure(text).components[0].mol
    atoms = [
        (
            atom.GetAtomicNum(),
            atom.GetTotalNumHs(),
            atom.GetFormalCharge(),
            [
                (n.GetIdx(), ORDERS[mol.GetBondBetweenAtoms(atom.GetIdx(), n.GetIdx()).GetBondTypeAsDouble()])
                for n in atom.GetNeighbors()
            ],
        )
        for atom in mol.GetAtoms()
    ]
    return atoms, sorted(sum(1 << atom for atom in ring) for ring in mol.GetRingInfo().AtomRings())


def kekule(text):
    mol = Chem.MolFromSmiles(text)
    Chem.Kekulize(mol, clearAromaticFlags=True)
    return Chem.MolToSmiles(mol, kekuleSmiles=True)


def compared(texts):
    """How many of some molecules are read natively, and those of which RDKit makes another."""
    read = {text: found for text in texts if (found := native(text)) is not None}
    return sum(text in read for text in texts), [
        text for text, found in read.items() if found != by_rdkit(text)
    ]


def test_a_molecule_is_as_rdkit_has_it(moses, nci, odd, listed, registry):
    draw = random.Random(5)
    rows = [*nci, *odd, *listed, *draw.sample(registry, 8_000)]
    texts = [*draw.sample(moses, 12_000), *(part for text in rows for part in text.split("."))]
    texts += [kekule(text) for text in draw.sample(moses, 2_000)]
    texts = [
        text for text in texts if not LABEL.search(text)
    ]  # Python counts the atoms of some of these anew
    read, wrong = compared(texts)
    assert wrong == []
    assert read > 25_000


IONS = (  # drawn as registries draw them
    "[O-][N+](=O)[O-]", "O=[N+]([O-])[O-]", "CCC(=[NH2+])N(C)C", "NC(=[NH2+])c1ccc([N+](=O)[O-])cc1", "CC(=[NH+]C)C",
    "c1cc[nH+]cc1", "Cc1c[nH]c[nH+]1", "C[As](=O)(O)[O-]", "O=[As]([O-])([O-])[O-]", "O[As]([O-])[O-]", "[O-]B(O)O",
    "[O-][Si](O)(O)O", "O=N[O-]", "S[S-]", "[S-]SS[S-]", "[SH-]", "[NH2-]", "O=[Re](=O)(=O)[O-]", "O=[Mn](=O)(=O)[O-]",
    "[O-][Cl+2]([O-])[O-]", "[O-][Cl+3]([O-])([O-])[O-]", "O[Cl+2]([O-])[O-]",
    "[O-]Cl", "Br[O-]", "F[P-](F)(F)(F)(F)F", "F[As-](F)(F)(F)(F)F",
)  # fmt: skip


@pytest.mark.parametrize("text", IONS)
def test_an_ion_is_as_the_standardiser_leaves_it(text):
    assert native(text) == by_rdkit(text)


ENOLS = [
    AllChem.ReactionFromSmarts(f"[C;X3:1](=[O;X1:2])[{other};!H0:3]>>[C:1]([OH:2])=[{other[0]}:3]")
    for other in ("C;X4", "N;X3")
]


def test_enols_and_imidic_acids_are_drawn_in_whatever_order_as_python_draws_them(nci):
    """Up to three ketones and amides of a molecule, drawn as enols and imidic acids, at random."""
    draw, texts = random.Random(3), []
    for text in nci:
        mol = Chem.MolFromSmiles(text)
        if "[" in text or "." in text or text.count("=O") < 2 or mol is None:
            continue
        for _ in range(draw.randint(1, 3)):
            drawn = [
                one
                for (one,) in draw.choice(ENOLS).RunReactants((mol,))
                if not Chem.SanitizeMol(one, catchErrors=True)
            ]
            mol = draw.choice(drawn) if drawn else mol
        texts.append(Chem.MolToSmiles(mol, doRandom=True))
    read, wrong = compared(texts)
    assert wrong == []
    assert read > 300


def test_what_has_not_the_core_is_no_positional_isomer(screen, decider):
    """21 CFR 1300.01(b): the same core structure; each has the formula and rings of a listed phenethylamine, but not its core."""
    texts = ["CN(C)CCC(=O)c1ccccc1", "COc1ccc(C)c(CN(C)C)c1", "CCN(CC)c1ccccc1OC", "CCC(C)c1ccc(NC(C)=O)cc1"]
    assert screen.filter.survivors(pa.array(texts)) != []
    assert screen.filter.left(screen.filter.found(pa.array(texts), settle=True)) == []
    assert [decider.structure(text).status for text in texts] == [NO_HIT] * len(texts)


def ring_systems():
    """Two rings fused or bridged by paths of these lengths, spiro and larger systems, saturated and aromatic."""
    for one, two, three in combinations_with_replacement(range(7), 3):
        if not two:
            continue  # two bonds between the same atoms are none
        if one:
            yield f"C12{'C' * three}C({'C' * two}1){'C' * one}2"
        else:
            yield f"C12{'C' * three}C2{'C' * two}1"
    for first in range(2, 7):
        for second in range(2, 7):
            yield f"C1{'C' * first}C12{'C' * second}C2"
    yield from (
        "c1ccc2c(c1)ccc1ccccc12", "C1=CC=C2C=CC=CC2=C1", "c1ccc2cc3ccccc3cc2c1", "c1cc2cccc3cccc(c1)c23", "c1ccn2ccnc2c1",
        "C1=CC2=CC=CC2=C1", "c1ccc2[nH]ccc2c1", "O=c1cc[nH]c2ccccc12", "O=C1C=CC(=O)C=C1", "O=C1C=CC=CC=C1", "c1ccc2c(c1)Cc1ccccc1-2",
        "C1C2CC3CC1CC(C2)C3", "C12C3C4C1C5C2C3C45", "c1cc[n]2cccc2c1", "S=c1cc[nH]cc1", "C=C1C=CC=C1", "N=C1C=CC=CN1", "C1=CSC=N1", "c1csc2nccn12", "c1:c:c:c:c:c:1",
    )  # fmt: skip


def test_ring_systems_are_as_rdkit_has_them():
    read = 0
    for text in ring_systems():
        if Chem.MolFromSmiles(text) is None:
            continue
        found = native(text)
        if found is not None:
            read += 1
            assert found == by_rdkit(text), text
    assert read > 60


@pytest.fixture(scope="module")
def settle(screen):
    """Decisions on those of some texts that are settled natively."""

    def decide(texts: list[str]) -> dict[str, Decision]:
        prefilter, found = screen.filter, {}
        for start in range(0, len(texts), 5_000):
            part = texts[start : start + 5_000]
            array = pa.array(part, pa.string())
            native = prefilter.found(array, settle=True)
            found |= {
                part[row]: decision
                for row, decision in prefilter.settled(native, array).items()
                if decision is not None
            }
        return found

    return decide


def test_verdicts_and_words_are_those_of_the_python_engine(screen, settle, moses, nci, odd, listed):
    examples = [
        example.smiles
        for definition in read_definitions(lawbook_folder() / "classes")
        for example in (*definition.must_match, *definition.must_not_match)
    ]
    found = settle([*moses, *nci, *odd, *listed, *examples])
    assert sum(decision.status != NO_HIT for decision in found.values()) > 1_500
    wrong = [
        (text, decision) for text, decision in found.items() if decision != screen.decider.structure(text)
    ]
    assert wrong == []


def test_what_is_settled_to_be_nothing_is_nothing(screen, moses):
    """Rows whose scaffolds fit and that still reach no class are dropped by the judge, not by the sieve."""
    texts = moses[:20_000]
    before, after = (screen.filter.found(pa.array(texts), settle=settle).marks for settle in (False, True))
    dropped = [text for text, was, now in zip(texts, before, after, strict=True) if was and not now]
    assert len(dropped) > 50
    assert [text for text in dropped if screen.decider.structure(text).status != NO_HIT] == []


def test_what_is_named_or_excepted(book, screen, settle):
    """Members that a clause names or takes out, in another drawing than the law's."""
    live = [key for key in book.matcher.ids if screen.decider.live(book.store.listings(key))]
    definitions = [book.matcher.definition(key) for key in live]
    named = [one.smiles for each in definitions if each.doubt for one in each.named]
    excepted = [one.smiles for each in definitions for one in each.exceptions if one.smiles]
    excepted += [
        substance.smiles
        for several in book.store.exceptions.values()
        for one in several
        if (substance := book.store.substance(one.substance)) is not None and substance.smiles
    ]
    texts = sorted({kekule(text) for text in [*named, *excepted]})
    found = settle(texts)
    assert len(found) > 20
    assert {text: screen.decider.structure(text) for text in found} == found


CAGES = (
    "C12CC3CC(CC(C3)C1)C2",
    "C1C2CC3CC(C2)CC1C3",
    "C12C3C4C1C5C2C3C45",
    "C1CC2CCC1C2",
    "C12CC3CC(C1)(C)CC(C)(C3)C2",
)
HELD = (
    "NC(=O)CCC(=O)N",
    "CC(=O)N",
    "CN",
    "O=C(c1cn(CCCCC)c2ccccc12)",
    "CCCCCOc1cc(O)ccc1",
    "OC(=O)c1cn(CCCCC)c2ccccc12",
)


def test_which_ring_of_a_cage_comes_first_makes_no_difference(screen, settle):
    """A bond of adamantane is in two rings; where both bring the same, the row is not left to RDKit."""
    texts = [held + cage for held in HELD for cage in CAGES]
    found = settle(texts)
    assert [text for text, decision in found.items() if decision != screen.decider.structure(text)] == []
    left = screen.filter.left(screen.filter.found(pa.array(texts[:2]), settle=True))
    assert left == []
