"""The prefilter drops nothing that is reached, and lets RDKit say itself what it cannot read."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest
from rdkit import Chem
from tests.bulk.conftest import redrawn

from tidewaiter.bulk.exact import NO_HIT, UNREADABLE


def wrong(screen, texts):
    """Texts whose answer with the prefilter is another than without."""
    steps = dict(screen.filter.survivors(pa.array(texts)))
    found = []
    for i, text in enumerate(texts):
        reference = screen.decider.structure(text)
        filtered = screen.decider.structure(text, steps[i]) if i in steps else None
        if (filtered is None and reference.status != NO_HIT) or (filtered is not None and filtered != reference):
            found.append((text, reference, filtered))
    return found


def test_listed_structures(screen, listed):
    assert wrong(screen, listed) == []


def test_listed_structures_redrawn(screen, listed):
    chosen = random.Random(4).sample(listed, 120)
    assert wrong(screen, [text for n, smiles in enumerate(chosen) for text in redrawn(smiles, n + 1)]) == []


def test_members_of_classes(screen):
    from ruamel.yaml import YAML

    from tidewaiter.lawbook.place import lawbook_folder

    texts = []
    for path in sorted((lawbook_folder() / "classes").glob("*/*.yml")):
        top = YAML(typ="base", pure=True).load(path) or {}
        texts += [block["smiles"] for key in ("must_match", "must_not_match") for block in top.get(key) or ()]
    assert len(texts) > 300
    assert wrong(screen, sorted(set(texts))) == []


def test_drug_like_molecules(screen, moses):
    assert wrong(screen, random.Random(5).sample(moses, 400)) == []


def test_odd_molecules(screen, nci):
    assert wrong(screen, random.Random(6).sample(nci, 300)) == []


def test_broken_strings_are_never_no_hit(screen, listed, moses):
    """Every string that RDKit rejects survives the prefilter and is told as unreadable."""
    draw = random.Random(7)
    broken = []
    while len(broken) < 1000:
        text = list(draw.choice(moses if draw.random() < 0.5 else listed))
        for _ in range(draw.randint(1, 3)):
            place = draw.randrange(len(text))
            text[place] = draw.choice(["", "(", ")", "1", "2", "=", "#", "[", "]", "c", "n", "N", "F", "+", "%", ".", "o"])
        text = "".join(text)
        if text and Chem.MolFromSmiles(text) is None:
            broken.append(text)
    steps = dict(screen.filter.survivors(pa.array(broken)))
    assert [text for i, text in enumerate(broken) if i not in steps] == []
    assert {screen.decider.structure(text, steps[i]).status for i, text in enumerate(broken)} == {UNREADABLE}
    assert {screen.decider.structure(text).status for text in broken} == {UNREADABLE}


@pytest.mark.parametrize("text", ["", " ", "*CC", "[Pt]", "C" * 200, "CCO extra", "c1cc[n]c1", "[2H]OC", "N(=O)(=O)C"])
def test_what_is_doubtful_survives(screen, text):
    assert [i for i, _ in screen.filter.survivors(pa.array([text]))] == [0]
