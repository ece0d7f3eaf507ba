"""Weights of the parts of salts, against RDKit: of every listed structure, every acid, and what is made of them."""

from __future__ import annotations

from typing import Any

import pytest
from rdkit import Chem
from rdkit.Chem.Descriptors import MolWt

from tidewaiter.substance.amounts.weight import _weight, base_share
from tidewaiter.substance.tables.goods import rows


def test_a_part_weighs_what_rdkit_says(book: Any) -> None:
    texts = {one.smiles for one in book.store.substances()} | {row[0] for row in rows("acids")}
    weighed = left = 0
    for part in sorted({part for text in texts for part in text.partition(" ")[0].split(".") if part}):
        mol = Chem.MolFromSmiles(part)
        if mol is None or any(atom.GetIsotope() for atom in mol.GetAtoms()):
            continue
        for drawn in (part, Chem.MolToSmiles(mol, kekuleSmiles=True), Chem.MolToSmiles(mol, canonical=False)):
            try:
                assert _weight(drawn) == pytest.approx(MolWt(mol), rel=2e-5), drawn
                weighed += 1
            except KeyError:  # an element that is in no salt of a drug
                left += 1
    assert weighed > 5_000 and left < 420


@pytest.mark.parametrize(
    ("salt", "share"),
    [  # worked out by hand from the weights of base and acid
        ("CCN.Cl", 45.08 / 81.54),  # ethylamine hydrochloride
        ("NCc1ccccc1.C1=CC=CC=C1CN.OS(=O)(=O)O", 214.31 / 312.38),  # the sulfate holds two, drawn differently
        ("CCN.O.Cl", 45.08 / 99.56),  # with water of crystallisation
        ("C[N+](C)(C)C.[Br-]", 79.904 / 154.05),  # the heavier part counts, whichever it is
    ],
)
def test_the_share_of_the_base(salt: str, share: float) -> None:
    assert base_share(salt) == pytest.approx(share, rel=1e-3)


def test_what_is_not_weighed_is_none() -> None:
    assert base_share("CCN.[U]") is None and base_share("CCN.?") is None
