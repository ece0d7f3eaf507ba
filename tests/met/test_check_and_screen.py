"""``check`` asks the compiled reader first: what that says is what RDKit and the Python engine say, words and atoms included."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rdkit import Chem
from tests.bulk.conftest import at_random, redrawn, registered, structures

from tidewaiter import Lawbook
from tidewaiter.advise import LEAST, MOST, _by_rdkit, _natively
from tidewaiter.classes import read_definitions
from tidewaiter.errors import Unreadable
from tidewaiter.met.library import Drawings
from tidewaiter.met.reading import Meeting, meeting_of
from tidewaiter.reach.drawn import reaches
from tidewaiter.reached import Reach
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.structures.structure import read_structure


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


@pytest.fixture(scope="module")
def meeting(book: Lawbook) -> Meeting:
    found = meeting_of(book.store)
    assert found is not None, "the library is built: make env"
    return found


def texts(book: Lawbook, sets: Callable[[str], Path]) -> Iterator[str]:
    """Listed structures, as listed and otherwise; examples of the classes; odd, drug-like and registered molecules."""
    draw, listed = random.Random(29), structures(book)
    yield from listed
    for seed, smiles in enumerate(draw.sample(listed, 60), 1):
        yield from redrawn(smiles, seed)
    assert book.folder is not None
    for definition in read_definitions(book.folder / "classes"):
        yield from (one.smiles for one in (*definition.must_match, *definition.must_not_match))
    for name in ("nci.smi", "odd.smi", "moses.smi"):
        yield from draw.sample(sets(name).read_text().split(), 300)
    yield from draw.sample(registered(), 600)
    yield "CCC(=O)N(c1ccc(C)cc1)C1CCN(C([2H])([2H])C([2H])([2H])c2ccccc2)CC1"  # hydrogens that stand as atoms


def elements(reach: Reach) -> list[Any]:
    """The elements that an answer colours: of the core and of each limb."""
    mol = Chem.MolFromSmiles(reach.component)

    def of(atoms: tuple[int, ...]) -> list[str]:
        return sorted(mol.GetAtomWithIdx(atom).GetSymbol() for atom in atoms)

    return [of(reach.core), *((limb, site, words, of(atoms)) for limb, site, words, atoms in reach.limbs)]


def in_any_order(found: list[Reach]) -> list[Reach]:
    """The same with the limbs in any order: it follows the spelling, and a known drawing is told as the list spells it."""
    return [one._replace(because="; ".join(sorted(one.because.split("; ")))) for one in found]


@pytest.mark.parametrize("salt", ["", ".Cl", ".[Na+]", ".O"])
def test_known_drawings_reach_what_rdkit_says_in_any_spelling(
    book: Lawbook, meeting: Meeting, salt: str
) -> None:
    compared = 0
    for seed, smiles in enumerate(structures(book)):
        text = at_random(smiles, seed)[0] + salt
        natively = meeting.known.reached(text)
        if natively is None:
            continue
        compared += 1
        by_rdkit = reaches(read_structure(text), book.store, book.matcher)
        told, said = (
            in_any_order([one._replace(component="", core=(), limbs=()) for one in found])
            for found in (natively, by_rdkit)
        )
        assert told == said, text
        for one in natively:  # the atoms that are coloured are of the drawing that is told
            assert not one.core or max(one.core) < Chem.MolFromSmiles(one.component).GetNumAtoms()
    assert compared > 250


@pytest.mark.parametrize(
    "text, other",
    [
        ("Cl/C=C/[As](Cl)Cl", "Cl/C=C\\[As](Cl)Cl"),  # two isomers of lewisite
        ("CC(=O)[O-].CC(=O)[O-].[Pb+2]", "CC(=O)[O-].CC(=O)[O-].[Bi+2]"),  # heavy metals are not one
        ("O=[W](=O)=O", "O=[U](=O)=O"),
        ("[Tl+].[Tl+].[O-]S(=O)(=O)[O-]", "[Tl+3].[Tl+].[O-]S(=O)(=O)[O-]"),
    ],
)
def test_what_is_drawn_otherwise_is_not_the_known_drawing(meeting: Meeting, text: str, other: str) -> None:
    drawings = Drawings(meeting.made.tables)
    assert drawings.places(text) is None or drawings.places(text) != drawings.places(other)


def test_what_is_read_natively_is_what_rdkit_says(
    book: Lawbook, meeting: Meeting, sets: Callable[[str], Path]
) -> None:
    wrong, settled, coloured = [], 0, 0
    for text in dict.fromkeys(texts(book, sets)):
        natively = meeting.reached(text)
        try:
            structure = read_structure(text)
            by_rdkit = reaches(structure, book.store, book.matcher)
        except Unreadable:
            assert natively is None, text
            continue
        if natively is None:  # what classes say of its parts may still be told
            natively = reaches(structure, book.store, book.matcher, meeting.classes)
        else:
            settled += 1
        told, said = (  # each reader counts the parts in its own order
            [one._replace(component="", core=(), limbs=(), part=0) for one in found]
            for found in (natively, by_rdkit)
        )
        known = meeting.known.reached(text) == natively
        if told != said and not (known and in_any_order(told) == in_any_order(said)):
            wrong.append((text, told, said))
        classes = [(one, other) for one, other in zip(natively, by_rdkit, strict=False) if other.limbs]
        coloured += len(classes)
        if not known:
            wrong += [(text, one, other) for one, other in classes if elements(one) != elements(other)]
    assert wrong == []
    assert settled > 3_000 and coloured > 5_000


def test_near_ones_are_those_of_rdkit(book: Lawbook, sets: Callable[[str], Path]) -> None:
    draw, compared = random.Random(31), 0
    some = [*draw.sample(structures(book), 80), *draw.sample(registered(), 150)]
    for text in [
        *some,
        *draw.sample(sets("moses.smi").read_text().split(), 60),
        *(f"{one}.Cl" for one in some[:40]),
    ]:
        natively = _natively(text, book.store)
        if natively is not None:
            compared += 1
            by_rdkit = _by_rdkit(read_structure(text).smiles, book.store)
            near = [one for one in sorted(by_rdkit, reverse=True)[:MOST] if one[0] >= LEAST]
            assert sorted(natively, reverse=True)[:MOST] == near, text
    assert compared > 200


@pytest.mark.parametrize(
    "text",
    [
        "CC(=O)Oc1ccccc1C(=O)O",  # aspirin: nothing reaches it, and near ones are told
        "CCC(=O)N(c1ccc(C)cc1)C1CCN(CCc2ccccc2)CC1.Cl",  # para-methylfentanyl: classes reach it
        "c1ccc(CCN2CCC(N(C(=O)CC)c3ccccc3)CC2)cc1",  # fentanyl, drawn from the other end
        "[O-]C(C)=O.[Pb+2].CC(=O)[O-]",  # lead acetate, listed as such: a known drawing
    ],
)
def test_a_page_needs_no_rdkit(text: str) -> None:
    code = (
        "import sys; from tidewaiter.cli import main; code = main(['check', sys.argv[1]]); "
        "sys.exit(code or ('rdkit' in sys.modules) * 3 or ('numpy' in sys.modules) * 4)"
    )
    # the first may have to make the tables, which other tests push out of the cache, and that needs both
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code, text], capture_output=True, text=True, check=False, env=os.environ
        )
    assert done.returncode == 0, done.stderr


def test_the_record_of_an_answer_has_smiles_and_key(book: Lawbook) -> None:
    told = book.check("OC(=O)c1ccccc1OC(C)=O").to_json()["identity"]
    assert told["smiles"] == "CC(=O)Oc1ccccc1C(=O)O"
    assert told["inchikey"] == "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"  # PubChem, CID 2244


def test_without_the_library_rdkit_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tidewaiter.met import library

    text = "CCC(=O)N(c1ccc(C)cc1)C1CCN(CCc2ccccc2)CC1"
    with_it = Lawbook.load().reached(Candidate("", "", text, ""))
    monkeypatch.setattr(library, "FILE", tmp_path / "_screen.so")
    library.library.cache_clear()
    try:
        book = Lawbook.load()
        assert book.meeting is None
        without = book.reached(Candidate("", "", text, ""))
        assert book.check("CC(=O)Oc1ccccc1C(=O)O").advisories
    finally:
        monkeypatch.undo()
        library.library.cache_clear()
    assert [one[:5] for one in with_it] == [one[:5] for one in without]
