"""What the native tables have no column for is left to the Python engine: the screen answers as `check` does.

Two definitions of the shipped lawbook are changed: one gets a limit of half a unit, another a kind of residue that only
Python knows (as a new one would be, before the native reader learns it).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

from tidewaiter import Lawbook
from tidewaiter.bulk.batch import ROWS, Screen
from tidewaiter.classes import residues

CHANGES = (  # of the definitions: a limit that no column holds, a kind that only Python knows
    ("de/npsg-7-2025.yml", "mass_cap: 600", "mass_cap: 600.5"),
    ("us/fentanyl-related.yml", "aromatic_monocycle", "odd_ring"),
)
EXAMPLES = (  # published: examples of the two definitions, and ordinary molecules
    "CCNCCn1c(Cc2ccc(OC(C)C)cc2)nc2cc([N+](=O)[O-])ccc21",
    "CC(C)Oc1ccc(Cc2nc3cc([N+](=O)[O-])ccc3n2CCN(CC)CC)cc1",
    "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1",
    "O=C(N(c1ccccc1)C1CCN(CCc2ccccc2)CC1)c1ccco1",
    "CC(=O)Oc1ccccc1C(=O)O",
    "Cn1c(=O)c2c(ncn2C)n(C)c1=O",
)


def decisions(book: Lawbook, *, prefilter: bool) -> list[dict[str, Any]]:
    """The answers to the examples."""
    rows = pa.RecordBatch.from_arrays(
        [
            pa.array(range(1, len(EXAMPLES) + 1), pa.int64()),
            pa.array([""] * len(EXAMPLES)),
            pa.array(EXAMPLES),
            pa.array([0] * len(EXAMPLES), pa.int8()),
        ],
        schema=ROWS,
    )
    return Screen(book, book.question(on="2026-01-01"), prefilter=prefilter).batch(rows).to_pylist()


@pytest.fixture(scope="module")
def changed(book: Lawbook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lawbook]:
    """The shipped lawbook with both changes: compiled once, for it takes a minute."""
    assert book.folder is not None
    folder = tmp_path_factory.mktemp("changed") / "lawbook"
    shutil.copytree(book.folder, folder)
    for file, old, new in CHANGES:
        path = folder / "classes" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(residues.PRIMITIVES, "odd_ring", residues.PRIMITIVES["aromatic_monocycle"])
        yield Lawbook.load(folder)


def test_what_no_column_holds_is_left_to_python(changed: Lawbook) -> None:
    native, python = (decisions(changed, prefilter=flag) for flag in (True, False))
    assert native == python
    assert any("odd_ring" not in str(row) and row["status"] == "hit" for row in native)


def test_the_limit_that_no_column_holds_is_met(changed: Lawbook) -> None:
    """The first example is told by the changed class alone: had it fallen away, both engines would agree on silence."""
    row = decisions(changed, prefilter=True)[0]
    assert "class npsg-7-2025" in str(row["measures"]) + str(row["doubts"])
