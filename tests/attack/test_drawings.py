"""Every drawing of a molecule is that molecule, and what is no whole molecule is never *no hit*.

A sample here; TIDEWAITER_ALL_DRAWINGS=1 asks every listed structure and 10,000 drawings that are no molecule, as
`benchmarks/drawings.py` does.
"""

from __future__ import annotations

import os
import random

import pytest
from tests.attack.drawings import Ways, broken, drawings, members
from tests.bulk.conftest import structures

ALL = bool(os.environ.get("TIDEWAITER_ALL_DRAWINGS"))


@pytest.fixture(scope="module")
def ways(book):
    return Ways(book)


@pytest.fixture(scope="module")
def asked(book, ways):
    listed, classed = structures(book), members(book)
    if not ALL:
        draw = random.Random(31)
        listed, classed = draw.sample(listed, 45), draw.sample(classed, 20)
    return ways.with_esters_and_ethers([*listed, *classed])


def test_every_drawing_reaches_the_same(ways, asked):
    counted, wrong = ways.changed(asked)
    assert wrong == []
    assert sum(counted.values()) > 9 * len(asked)


def test_check_and_both_screens_say_the_same_of_every_drawing(ways, asked):
    texts = [text for number, smiles in enumerate(asked) for _, text in drawings(smiles, number + 7)]
    assert ways.differences(texts if ALL else texts[::3]) == []


def test_what_is_no_whole_molecule_is_never_no_hit(ways, book):
    rows = list(broken(structures(book), 10_000 if ALL else 400, 17))
    assert ways.silent(rows) == []
    assert ways.differences([text for _, _, text in (rows if ALL else rows[::4])]) == []
