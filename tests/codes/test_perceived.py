"""The compiled reader finds in a molecule what RDKit finds, and a catalogue read by it has the codes that RDKit's has."""

from __future__ import annotations

import pyarrow as pa
import pytest
from rdkit import Chem
from tests.codes.test_drawings import CAGES, molecules

from tidewaiter.book import Book
from tidewaiter.bulk.batch import STRUCTURE
from tidewaiter.bulk.coding import _FEW, CodeScreen
from tidewaiter.bulk.perceived import Perceived, Perceiving
from tidewaiter.codes.compiled import Compiled
from tidewaiter.codes.facts import Piece
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.tables import Tables
from tidewaiter.substance.structures.forms import formula_of, pattern


@pytest.fixture(scope="module")
def reader(tables: Tables) -> Perceiving:
    return Perceiving(tables.words, frozenset(tables.words.groups))


@pytest.mark.parametrize("name", ["moses", "nci", "odd", ""])
def test_it_finds_what_rdkit_finds(reader: Perceiving, tables: Tables, name: str) -> None:
    texts = molecules(name) if name else CAGES
    found = 0
    for text, read in zip(texts, reader.read(texts), strict=True):
        if read is None:
            continue
        found += 1
        piece = Goods.read(text, tables.words).pieces[0]
        assert read.formula == formula_of(piece.mol)
        for word, smarts in tables.words.groups.items():
            assert read["#" + word] == len(piece.mol.GetSubstructMatches(pattern(smarts))), (text, word)
        assert rings_of(read) == rings_of(piece), text
    assert found > len(texts) * (0.6 if name else 0.3)  # cages give up, isotopes, metals and ions are RDKit's


def rings_of(piece: Piece) -> tuple[object, ...]:
    kinds = [
        sorted((cycle, fused) for cycle, _, fused in rings) for rings in (piece.rings, piece.heterocycles)
    ]
    return (
        *kinds,
        piece.ring_elements,
        piece.systems,
        piece["bridged"],
        piece["ring_count"],
        piece["largest_ring"],
    )


@pytest.mark.parametrize(
    "text", ["", "C1CC", "[13CH4]", "CC[NH3+]", "[Na+].[Cl-]", "C[Si](C)(C)C", "O", "é", "CCO |a|"]
)
def test_what_is_rdkits_it_leaves(reader: Perceiving, text: str) -> None:
    assert reader.read([text]) == [None]


def test_a_drawing_that_it_cannot_look_for_is_no_silence() -> None:
    with pytest.raises(ValueError, match="v4"):
        Compiled({"[Cv4]": 0})


def batch_of(texts: list[str]) -> pa.RecordBatch:
    rows = pa.array(range(len(texts)), pa.int64())
    kinds = pa.array([STRUCTURE] * len(texts), pa.int8())
    return pa.RecordBatch.from_arrays(
        [rows, rows.cast(pa.string()), pa.array(texts), kinds], ["row", "id", "text", "kind"]
    )


@pytest.mark.parametrize("to", ["HS", "US"])
def test_a_catalogue_has_the_codes_that_rdkit_leads_to(to: str) -> None:
    texts = [*molecules("moses"), *molecules("nci"), *molecules("odd"), *CAGES]
    texts += [
        "C1CC",
        "",
        "O=C=O",
        "S=C=S",
        "C#N",
        "NC(N)=O",
        "CCO",
        "CC(=O)OC1CC2CCC1(C)C2(C)C.Cl",
        *texts[::3],
    ]  # the second time the kinds are known
    book = Book.load()
    native, plain = (CodeScreen(book, {"to": to, "on": "2024-01-01"}) for _ in range(2))
    plain._reader = None
    native._seen = _FEW
    read = sum(one is not None for one in native._perceived(texts, [STRUCTURE] * len(texts)))
    assert read > len(texts) / 2
    assert native.batch(batch_of(texts)).to_pylist() == plain.batch(batch_of(texts)).to_pylist()


def test_rdkit_is_asked_for_nothing_that_the_reader_tells(reader: Perceiving) -> None:
    (read,) = reader.read(["O=C(Nc1ccccc1)C1CCNCC1"])
    assert isinstance(read, Perceived)
    assert read["carboxyamide"] and read.unfused("pyridine") and read["only_nitrogen_rings"]
    assert "mol" not in vars(read)
    assert Chem.MolToSmiles(read.mol) == read.flat
