"""Proteins are of no one structure, whatever the general dictionary draws of them.

Streptokinase (9002-01-1) is a protein of 414 residues (UniProt P00779); the dictionary draws a cyclohexylproline, which Germany's NpSG
would reach as a structure.
"""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.substance.dictionary.general import compounds


@pytest.mark.parametrize("text", ["streptokinase", "9002-01-1"])
def test_a_protein_meets_nothing_by_structure(book: Any, text: str) -> None:
    answer = book.check(text)
    assert not answer.controls
    assert all(not one.smiles for one in answer.identity.candidates)


def test_a_protein_of_the_dictionary_has_its_own_name_alone() -> None:
    (found,) = [(cells[4], names) for cells, names in compounds() if cells[1] == "9002-01-1"]
    assert found == ("", ["streptokinase"])
