"""The names that tables hold of residues are those that RDKit writes, in whatever order the atoms are told."""

from __future__ import annotations

from rdkit import Chem

from tidewaiter import Lawbook
from tidewaiter.met.library import ASK_CLASSES, Reader
from tidewaiter.met.shapes import shape_of
from tidewaiter.met.stream import codes_of, name_of


def test_a_shape_has_the_name_that_rdkit_writes(book: Lawbook) -> None:
    assert book.meeting is not None
    made = book.meeting.made
    reader = Reader(made.tables)
    texts = sorted({one.smiles for one in book.store.substances() if one.smiles})
    known = new = 0
    for seed, text in enumerate(texts[::3]):
        for drawn in Chem.MolToRandomSmilesVect(Chem.MolFromSmiles(text), 4, 1000 + seed):
            said = reader.read(drawn, ASK_CLASSES)
            for code in codes_of(said.told, said.codes):
                name = made.shapes.get(shape_of(code))
                assert name in (None, name_of(code)), drawn
                known += name is not None
                new += name is not None and code.hex() not in made.residues
    assert known > 300 and new > 5


def test_residues_of_other_graphs_have_other_shapes(book: Lawbook) -> None:
    assert book.meeting is not None
    made = book.meeting.made
    assert len(made.shapes) == len(set(made.residues.values()))
