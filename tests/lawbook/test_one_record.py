"""One substance, one record: what no rule of the lawbook can see without a dictionary of numbers."""

from __future__ import annotations

from typing import Any

from rdkit import Chem, rdBase


def flat(smiles: str) -> str | None:
    """The canonical SMILES of the largest part, without stereochemistry."""
    with rdBase.BlockLogs():
        mol = Chem.MolFromSmiles(max(smiles.split("."), key=len)) if smiles else None
    return Chem.MolToSmiles(mol, isomericSmiles=False) if mol is not None else None


def test_every_number_of_a_record_is_of_one_constitution(book: Any) -> None:
    """A record that holds the numbers of several isomers would answer for one of them as for another."""
    checked, odd = 0, []
    for substance in book.store.substances():
        own = flat(substance.smiles)
        if own is None:
            continue
        for cas in substance.cas:
            for known in book.dictionary.by_cas(cas):
                other = flat(known.smiles)
                checked += other is not None
                if len(substance.cas) > 1 and other is not None and other != own:
                    odd.append((substance.id, cas, known.name))
    assert checked > 300
    assert odd == []
