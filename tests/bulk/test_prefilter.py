"""The prefilter drops nothing that is reached, and lets RDKit say itself what it cannot read."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest
from rdkit import Chem
from tests.bulk.conftest import redrawn

from tidewaiter.bulk.decision import NO_HIT, UNREADABLE
from tidewaiter.met.stream import DOUBTFUL


def wrong(screen, texts):
    """Texts whose answer with the prefilter is another than without."""
    survivors = set(screen.filter.survivors(pa.array(texts)))
    found = []
    for i, text in enumerate(texts):
        reference = screen.decider.structure(text)
        filtered = screen.decider.structure(text, natively=True) if i in survivors else None
        if (filtered is None and reference.status != NO_HIT) or (
            filtered is not None and filtered != reference
        ):
            found.append((text, reference, filtered))
    return found


def test_listed_structures(screen, listed):
    assert wrong(screen, listed) == []


def test_listed_structures_redrawn(screen, listed):
    chosen = random.Random(4).sample(listed, 120)
    assert wrong(screen, [text for n, smiles in enumerate(chosen) for text in redrawn(smiles, n + 1)]) == []


def test_members_of_classes(screen):
    from tidewaiter.lawbook.place import lawbook_folder
    from tidewaiter.lawbook.read import plain_yaml

    texts = []
    for path in sorted((lawbook_folder() / "classes").glob("*/*.yml")):
        top = plain_yaml(path.read_text("utf-8")) or {}
        texts += [block["smiles"] for key in ("must_match", "must_not_match") for block in top.get(key) or ()]
    assert len(texts) > 300
    assert wrong(screen, sorted(set(texts))) == []


def test_drug_like_molecules(screen, moses):
    assert wrong(screen, random.Random(5).sample(moses, 400)) == []


def test_odd_molecules(screen, nci, odd):
    assert wrong(screen, [*odd, *random.Random(6).sample(nci, 300)]) == []


def test_broken_strings_are_never_no_hit(screen, listed, moses):
    """Every string that RDKit rejects survives the prefilter and is told as unreadable."""
    draw = random.Random(7)
    broken = []
    while len(broken) < 1000:
        text = list(draw.choice(moses if draw.random() < 0.5 else listed))
        for _ in range(draw.randint(1, 3)):
            place = draw.randrange(len(text))
            text[place] = draw.choice(
                ["", "(", ")", "1", "2", "=", "#", "[", "]", "c", "n", "N", "F", "+", "%", ".", "o"]
            )
        text = "".join(text)
        if text and Chem.MolFromSmiles(text) is None:
            broken.append(text)
    survivors = screen.filter.survivors(pa.array(broken))
    assert [text for i, text in enumerate(broken) if i not in survivors] == []
    assert {screen.decider.structure(text, natively=True).status for text in broken} == {UNREADABLE}
    assert {screen.decider.structure(text).status for text in broken} == {UNREADABLE}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "*CC",
        "[Xx]",
        "C" * 251,
        "CCO extra",
        "c1cc[n]c1",
        "[2H][2H]",
        "N(=O)(=O)C",
        "C1.C1",
    ],
)
def test_what_is_doubtful_survives(screen, text):
    assert screen.filter.survivors(pa.array([text])) == [0]


FUSED = (  # published; in small letters a double bond set down where it first fits leaves other atoms without
    "c1ccc2c(c1)ccc1c2ccc2c3ccccc3ccc12",  # picene
    "c1ccc2c(c1)c1cccc3ccc4cccc2c4c31",  # an indenopyrene
    "c1cc2ccc3ccc4ccc5ccc6ccc1c1c2c3c4c5c61",  # coronene
    "c1ccc2c(c1)sc1c2ccc2ccccc21",  # a benzonaphthothiophene
    "O=c1c2ccccc2c2nc3ccccc3n2c2ccccc12",
)


def test_fused_rings_are_read_in_any_spelling(screen):
    mols = [mol for text in FUSED if (mol := Chem.MolFromSmiles(text)) is not None]
    texts = [text for n, mol in enumerate(mols) for text in Chem.MolToRandomSmilesVect(mol, 60, n + 1)]
    assert len(texts) > 200
    assert not (screen.filter.found(pa.array(texts)).marks & DOUBTFUL).any()


def test_rings_that_rdkit_gives_up_on_survive(screen):
    """Of many fused rings RDKit finds no way to place double bonds though there is one: it says so itself."""
    text = (
        "c12c3ccc4ccc5c6c4c3c3c4c7c(cc8c9c7c7c3c6c(cc5)cc7nc9ccc8)c3c(c14)c1c4c2cnnc4cc2cc4c(ncnc4)c(c21)c3"
    )
    assert Chem.MolFromSmiles(text) is None
    assert screen.filter.survivors(pa.array([text])) == [0]


def test_standardiser_is_left_out_only_where_it_changes_nothing(moses, nci, listed):
    from rdkit.Chem.MolStandardize import rdMolStandardize

    from tidewaiter.substance.structures.normal import _may_be_drawn_otherwise

    draw, normaliser, seen = random.Random(9), rdMolStandardize.Normalizer(), 0
    for text in (
        draw.sample([t for t in moses if "S" in t or "s" in t], 1000)
        + draw.sample(nci, 1000)
        + draw.sample(listed, 500)
    ):
        mol = Chem.MolFromSmiles(text)
        for part in Chem.GetMolFrags(mol, asMols=True) if mol is not None else ():
            if not _may_be_drawn_otherwise(part):
                seen += 1
                assert Chem.MolToSmiles(normaliser.normalize(part)) == Chem.MolToSmiles(part), text
    assert seen > 1500


@pytest.mark.parametrize(
    "text",
    [
        "CC(N)Cc1c[nH]c2ccccc12",  # a chain that hangs on a chain of the core: the core is no part of it
        "CC(C)CC(C(=O)c1ccccc1)N1CCCC1",
        "C=C1C=CC(C(=O)C(CC)NC)C=C1",
        "CC(=O)N(c1ccccc1)C1CCN(CC(C)c2ccccc2)CC1",
        "CC(=O)OOC(C)=O",  # oxygens side by side are not read off
        "CC(=O)OCC(OC(C)=O)C(OC(C)=O)C(OC(C)=O)C(OC(C)=O)C(OC(C)=O)C(OC(C)=O)C(N)=O",
    ],
)
def test_once_dropped_or_slow(screen, text):
    assert wrong(screen, [text]) == []


def test_tables_are_kept_and_a_cut_file_is_not_used(book, tmp_path):
    """What is read from the cache is what was made; a file that is cut short is made anew."""
    import subprocess
    import sys

    from tidewaiter.met import compiled as module

    kept = module.place(book.store)
    if not kept.exists():  # other lawbooks of the tests have put it out
        module._made(book.store, kept)
    assert kept.exists()
    made = (
        tmp_path / "made.tables"
    )  # in a process that has met no molecule: what numbers mean follows what came first
    code = (
        "import sys; from pathlib import Path; from tidewaiter.lawbook.store import Store; from tidewaiter.met.making import make; "
        "Path(sys.argv[2]).write_bytes(make(Store(Path(sys.argv[1]))))"
    )

    def fresh(path):
        subprocess.run([sys.executable, "-c", code, str(book.store.path), str(path)], check=True)
        return path.read_bytes()

    again = (
        kept.read_bytes()
    )  # made by a process of its own before the tests, or by one that had met molecules
    assert fresh(made) == again or made.read_bytes() == fresh(tmp_path / "again.tables")
    first, other = (
        module.Compiled(bytearray(kept.read_bytes())),
        module.Compiled(bytearray(made.read_bytes())),
    )
    assert (other.definitions, other.owners, other.groups) == (first.definitions, first.owners, first.groups)
    cut = tmp_path / "cut.tables"
    cut.write_bytes(kept.read_bytes()[:-64])
    assert module._opened(cut) is None


def test_a_mask_is_kept_and_is_that_of_its_question(book):
    """Which entries are in force is read from the cache for the same question, and worked out for any other."""
    import numpy as np

    from tidewaiter.bulk import in_force as module
    from tidewaiter.bulk.exact import Decider
    from tidewaiter.met.compiled import compiled

    made, found = compiled(book.store), {}
    for asked in ({"on": "2015-03-03"}, {"on": "2015-03-03", "jurisdictions": ["MX"]}, {"on": "1985-01-01"}):
        decider = Decider(book, book.question(**asked))
        entries, definitions = module._worked_out(decider, made)
        for _ in range(2):  # the first time it is worked out and kept
            again, same = module._mask(decider, made)
            assert np.array_equal(entries, again) and definitions == same
        found[str(asked)] = int(entries.sum())
    assert len(set(found.values())) == 3
