"""What was decided of a drawing is remembered in whatever spelling it comes again: each spelling is answered as without."""

from __future__ import annotations

import pyarrow as pa
import pytest
from rdkit import Chem

from tidewaiter import Lawbook
from tidewaiter.bulk.batch import ROWS, Screen
from tidewaiter.met.compiled import compiled
from tidewaiter.met.library import Drawings

LEFT = (  # of each kind that the native reader leaves to RDKit one or two: metals, charges, labels, positional isomers, radicals
    "CCC1=CC=[N+](C=C1)[Cd](SC#N)(SC#N)[N+]2=CC=C(CC)C=C2",
    "[O-][N+]([O-])=O.F[Co+]12(F)(NCCN1)NCCN2",
    "CCCCCCCCCCC=C(O)[O][Sn]([CH2]CCC)([CH2]CCC)[O]C(=O)CCCCCCCCCCC",
    "COC(=O)[C@H]1[C@@H](c2ccc(I)cc2)C[C@@H]2CC[C@H]1N2CCC[18F].Cl",
    "COC(=O)[C@H]1[C@@H](c2ccc(I)cc2)C[C@@H]2CC[C@H]1N2CCC[18F]",
    "CCOC1=C(C=C(C=C1)CCN)OC",
    "CC(CC1=C(C=C(C=C1)OC)OC)N",
    "CC(=O)C1=CC=C(CCN2CCCC2)C=C1.Cl",
    "CC[C@@H]1CN2CC[C@]3(O)c4c(cccc4OC)N[C@@H]3[C@@H]2C[C@@H]1/C(=C\\OC)C(=O)OC",
    "CCC/C=C/COC(=O)Cc1ccccc1",
    "CCC/C=C\\COC(=O)Cc1ccccc1",
    "CN([13CH3])CCN=[N+]=[N-]",
    "CN(C)CCN=[N+]=[N-]",
    "CCCC[O]",
    "[Zn].[Zn]=[As].[Zn]=[As]",
)
SPELLINGS = 6


def spelt(text: str) -> list[str]:
    """A structure as it is, then at random."""
    return [text, *Chem.MolToRandomSmilesVect(Chem.MolFromSmiles(text), SPELLINGS, 7)]


def test_each_spelling_is_answered_as_without_what_is_remembered(book: Lawbook) -> None:
    texts = [one for text in LEFT for one in spelt(text)]
    count = len(texts)
    columns = [pa.array(range(1, count + 1), pa.int64()), pa.array([""] * count), pa.array(texts)]
    rows = pa.RecordBatch.from_arrays([*columns, pa.array([0] * count, pa.int8())], schema=ROWS)
    question = book.question(on="2026-11-01")
    quick, slow = (Screen(book, question, prefilter=prefilter) for prefilter in (True, False))
    assert quick.batch(rows).to_pylist() == slow.batch(rows).to_pylist()


@pytest.mark.parametrize("text", ["CC(CC1=C(C=C(C=C1)OC)OC)N", "C/C=C/[C@H](O)Cl", "[13CH3]C(=O)[O-]"])
def test_a_drawing_has_one_number_in_any_spelling(book: Lawbook, text: str) -> None:
    drawings = Drawings(compiled(book.store).tables)
    (number,) = drawings.places(text) or [0]
    assert {tuple(drawings.places(one) or ()) for one in spelt(text)} == {(number,)}


def test_another_drawing_has_another_number(book: Lawbook) -> None:
    drawings = Drawings(compiled(book.store).tables)
    texts = [
        "C/C=C/[C@H](O)Cl",
        "C/C=C\\[C@H](O)Cl",
        "C/C=C/[C@@H](O)Cl",
        "CC=C[C@H](O)Cl",
        "[13CH3]/C=C/[C@H](O)Cl",
    ]
    assert len({tuple(drawings.places(one) or ()) for one in texts}) == len(texts)
