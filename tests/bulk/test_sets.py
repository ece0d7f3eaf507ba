"""The sets that travel with the repository show what the agreement of the two engines turns on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from rdkit import Chem

from tidewaiter.bulk.prefilter import CLASSES, DOUBTFUL, NAMED, POSITIONAL, READ_OFF
from tidewaiter.classes import Matcher, read_definitions
from tidewaiter.classes.residues import PRIMITIVES
from tidewaiter.lawbook.place import lawbook_folder

# The lawbook's definitions use neither: examples of their own stand in tests/classes.
UNUSED = {"alkylene", "carbocyclyl"}


def test_each_kind_of_residue_is_found(odd: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    met: set[str] = set()

    def watched(name: str, skeletons: Any) -> Any:
        def run(*given: Any) -> Iterator[int]:
            for mask in skeletons(*given):
                met.add(name)
                yield mask

        return run

    for name, skeletons in PRIMITIVES.items():
        monkeypatch.setitem(PRIMITIVES, name, watched(name, skeletons))
    definitions = read_definitions(lawbook_folder() / "classes")
    matcher = Matcher(definitions)
    for definition in definitions:
        for example in definition.must_match:
            matcher.match(Chem.MolFromSmiles(example.smiles), [definition.id], every=True)
    for text in odd:
        if set(PRIMITIVES) - met > UNUSED and (mol := Chem.MolFromSmiles(text)) is not None:
            matcher.match(mol, every=True)
    assert set(PRIMITIVES) - met <= UNUSED


def test_each_way_out_of_the_native_reader_is_taken(
    screen: Any, moses: list[str], nci: list[str], odd: list[str]
) -> None:
    """Each mark that leaves a row to Python, after what can be settled is settled."""
    marks = screen.filter.found(pa.array([*moses, *nci, *odd], pa.string()), settle=True).marks
    for mark in (DOUBTFUL, NAMED, READ_OFF, POSITIONAL, CLASSES):
        assert (marks & mark).any(), mark
