"""Names of chemicals as the Portuguese and Spanish tariffs write them; and what must not be taken for a part of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tidewaiter.errors import Unresolved

SET = Path(__file__).parents[1] / "sets" / "inputs" / "tariffs.tsv"
ROWS = [line.split("\t") for line in SET.read_text("utf-8").splitlines() if not line.startswith("#")]


def test_each_name_of_the_tariffs_is_what_it_says(book: Any) -> None:
    wrong = []
    for _, name, expected, _ in ROWS:
        cas = expected.removeprefix("=")
        try:
            found = book.identify(name)
        except Unresolved as why:
            wrong.append((name, str(why)))
            continue
        numbers = {one.cas for one in found.candidates}
        numbers |= {number for one in found.candidates for number in _numbers(book, one.substance)}
        if cas not in numbers and not _drawn(book, cas) & {_flat(one.smiles) for one in found.candidates}:
            wrong.append((name, cas, sorted(numbers)))
    assert not wrong


def _numbers(book: Any, substance: str) -> tuple[str, ...]:
    known = book.store.substance(substance) if substance else None
    return known.cas if known else ()


def _drawn(book: Any, cas: str) -> set[str]:
    return {_flat(one.smiles) for one in book.dictionary.by_cas(cas) if one.smiles}


def _flat(smiles: str) -> str:
    from rdkit import Chem

    mol = Chem.MolFromSmiles(smiles.partition(" ")[0]) if smiles else None
    return Chem.MolToSmiles(mol, isomericSmiles=False) if mol else "?"


@pytest.mark.parametrize(
    "name",
    [
        "Salicilato de mercúrio",
        "Deidrocolato de magnésio",
        "Metanossulfonato de estanho",
        "Lactato de mercúrio",
    ],
)
def test_a_compound_that_is_not_understood_is_not_its_element(book: Any, name: str) -> None:
    with pytest.raises(Unresolved):
        book.identify(name)


@pytest.mark.parametrize("mark", ["ISO", "DCI", "INN", "e-ISO", "BAN", "USAN", "JAN", "BSI", "CAS"])
def test_a_mark_behind_a_common_name_names_nothing(book: Any, mark: str) -> None:
    plain, marked = book.identify("trichlorfon"), book.identify(f"trichlorfon ({mark})")
    assert marked.candidates == plain.candidates and not marked.doubt


def test_a_bracket_without_a_blank_belongs_to_the_name(book: Any) -> None:
    try:
        found = book.identify("Cloridrato de 2-cloroetil(N,N-dietilamina)").candidates
    except Unresolved:
        return
    assert "109-89-7" not in {one.cas for one in found}


@pytest.mark.parametrize(
    "name",
    ["Ácido toluenossulfônico", "Ácidos toluenossulfônicos"],
)
def test_an_acid_without_positions_is_not_drawn(book: Any, name: str) -> None:
    try:
        found = book.identify(name)
    except Unresolved:
        return
    assert found.doubt or "100-87-8" not in {one.cas for one in found.candidates}
