"""Every drawing of a molecule is that molecule, and what is no whole molecule is never *no hit*.

A sample; `make attack` asks every listed structure and 10,000 drawings that are no molecule.
"""

from __future__ import annotations

import random

import pytest
from tests.attack.drawings import Ways, broken, drawings, members
from tests.bulk.conftest import structures


@pytest.fixture(scope="module")
def ways(book):
    return Ways(book)


@pytest.fixture(scope="module")
def asked(book, ways):
    draw = random.Random(31)
    listed, classed = draw.sample(structures(book), 45), draw.sample(members(book), 20)
    return ways.with_esters_and_ethers([*listed, *classed])


def test_every_drawing_reaches_the_same(ways, asked):
    counted, wrong = ways.changed(asked)
    assert wrong == []
    assert sum(counted.values()) > 9 * len(asked)


def test_check_and_both_screens_say_the_same_of_every_drawing(ways, asked):
    texts = [text for number, smiles in enumerate(asked) for _, text in drawings(smiles, number + 7)]
    assert ways.differences(texts[::3]) == []


def test_what_is_no_whole_molecule_is_never_no_hit(ways, book):
    rows = list(broken(structures(book), 400, 17))
    assert ways.silent(rows) == []
    assert ways.differences([text for _, _, text in rows[::4]]) == []
