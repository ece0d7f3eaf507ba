"""What is kept of the listed substances between questions changes no answer, and is bounded by what is listed."""

from __future__ import annotations

import gc
import random
import weakref

import pytest
from rdkit import Chem

from tidewaiter import Lawbook
from tidewaiter.determine import binding, determine
from tidewaiter.lawbook.store import Store
from tidewaiter.reach import listed, structures
from tidewaiter.reach.drawn import reaches
from tidewaiter.reached import Reach
from tidewaiter.substance.structures.forms import tautomer_key, tautomers_of
from tidewaiter.substance.structures.structure import read_structure

book = Lawbook.load()
LISTED = sorted({item.smiles.split()[0] for item in book.store.substances() if item.smiles})


def relatives(smiles: str, draw: random.Random) -> list[str]:
    """The same redrawn, as a salt, half labelled, with its stereochemistry left open, and with an atom numbered."""
    mol = Chem.MolFromSmiles(smiles)
    redrawn = next(iter(Chem.MolToRandomSmilesVect(mol, 1, draw.randrange(1 << 30))))
    flat = Chem.MolToSmiles(mol, isomericSmiles=False)
    labelled, numbered = Chem.Mol(mol), Chem.Mol(mol)
    labelled.GetAtomWithIdx(0).SetIsotope(13 if mol.GetAtomWithIdx(0).GetAtomicNum() == 6 else 0)
    numbered.GetAtomWithIdx(0).SetAtomMapNum(1)
    return [
        redrawn,
        f"{redrawn}.Cl",
        flat,
        f"OC(=O)C(=O)O.{flat}",
        Chem.MolToSmiles(labelled),
        Chem.MolToSmiles(numbered),
    ]


def found(text: str, store: Store) -> list[Reach]:
    return reaches(read_structure(text), store, None)


def test_what_was_asked_before_changes_no_answer() -> None:
    draw = random.Random(21)
    texts = [text for smiles in draw.sample(LISTED, 120) for text in relatives(smiles, draw)]
    one, other = Store(book.store.path), Store(book.store.path)
    first = {text: found(text, one) for text in texts}
    draw.shuffle(texts)
    assert {text: found(text, other) for text in texts} == first
    for text in draw.sample(texts, 60):  # and as the only question
        assert found(text, Store(book.store.path)) == first[text], text


def test_every_drawing_of_a_substance_has_one_answer() -> None:
    draw = random.Random(22)
    for smiles in draw.sample(LISTED, 150):
        mol = Chem.MolFromSmiles(smiles)
        answers = {
            frozenset(
                reach[:5] for reach in found(text, book.store)
            )  # a determination has an order of its own
            for text in (smiles, *Chem.MolToRandomSmilesVect(mol, 3, draw.randrange(1 << 30)))
        }
        assert len(answers) == 1, smiles


def test_every_tautomer_of_a_listed_substance_is_met() -> None:
    """RDKit's canonical tautomer is not always the same for two tautomers: the listed ones are told one by one as well."""
    draw, checked = random.Random(5), 0
    for smiles in draw.sample([one for one in LISTED if "." not in one], 400):
        mol = read_structure(smiles).components[0].mol
        flat = Chem.MolToSmiles(mol, isomericSmiles=False)
        own = {reach.entry for reach in found(flat, book.store) if reach.basis in ("named", "isomer")}
        key = tautomer_key(mol)
        for text in sorted(tautomers_of(mol))[:6]:
            other = Chem.MolFromSmiles(text)
            if other is None or tautomer_key(other) != key or book.store.by_skeleton(text):
                continue
            checked += 1
            assert own <= {reach.entry for reach in found(text, book.store)}, (smiles, text)
    assert checked > 100


@pytest.mark.parametrize(
    ("one", "other", "listed"),
    [
        (
            "S=[Ca]",
            "InChI=1S/Ca.S",
            "uk/poisons/regulated-poison/calcium-sulfide",
        ),  # PubChem's drawing and its InChI
        # the toxin of a shellfish, a hormone: a guanidine is written with its double bond at either nitrogen
        (
            "NC(=O)OC[C@@H]1N=C(N)N2CCC(O)(O)[C@@]23N=C(N)N[C@@H]13",
            "N=C1N[C@@H](COC(N)=O)[C@@H]2NC(N)=N[C@]23N1CCC3(O)O",
            "us/cwc/1A/saxitoxin",
        ),
        (
            "CCNC(=O)C1CCCN1C(=O)C(CCCN=C(N)N)NC(=O)C(CC(C)C)NC(=O)C(COC(C)(C)C)NC(=O)C(CC2=CC=C(C=C2)O)NC(=O)"
            "C(CO)NC(=O)C(CC3=CNC4=CC=CC=C43)NC(=O)C(CC5=CN=CN5)NC(=O)C6CCC(=O)N6",
            "CCNC(=O)C1CCCN1C(=O)C(CCCNC(=N)N)NC(=O)C(CC(C)C)NC(=O)C(COC(C)(C)C)NC(=O)C(CC2=CC=C(C=C2)O)NC(=O)"
            "C(CO)NC(=O)C(CC3=CNC4=CC=CC=C43)NC(=O)C(CC5=CN=CN5)NC(=O)C6CCC(=O)N6",
            "de/antidopg/Anlage/buserelin",
        ),
    ],
)
def test_either_drawing_is_met(one: str, other: str, listed: str) -> None:
    for text in (one, other):
        assert listed in {reach.entry.split("@")[0] for reach in found(text, book.store)}, text


def test_what_is_kept_is_bounded_and_goes_with_its_store() -> None:
    store = Store(book.store.path)
    for length in range(5, 60):
        found("C" * length, store)
        found("CC(=O)O" + "C" * length, store)
    assert len(structures._STRUCTURES[store]._drawn) < 5  # formulas that are listed, not those that are asked
    gc.collect()  # stores of other tests
    kept, terms = len(structures._STRUCTURES), weakref.ref(listed.listed_of(store))
    del store
    gc.collect()
    gc.collect()  # what held the terms goes with the first
    assert len(structures._STRUCTURES) == kept - 1
    assert terms() is None


@pytest.mark.parametrize(
    "asked", [{}, {"on": "2015-06-01"}, {"jurisdictions": ["US"]}, {"known_on": "2020-01-01"}]
)
def test_controls_are_what_binds(asked: dict[str, object]) -> None:
    question = book.question(**asked)  # type: ignore[arg-type]
    draw = random.Random(23)
    for smiles in draw.sample(LISTED, 100):
        reached = found(f"{smiles}.Cl", book.store)
        controls = determine(reached, question, book.store)
        assert [(c.reach, c.entry) for c in controls] == binding(reached, question, book.store)
