"""What the native tables have no column for is left to the Python engine: the screen answers as `check` does.

Two definitions of the shipped lawbook are changed: one gets a limit of half a unit, another a kind of residue that only
Python knows (as a new one would be, before the native reader learns it).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tidewaiter import Lawbook
from tidewaiter.bulk.batch import ROWS, Screen
from tidewaiter.classes import residues

EXAMPLES = (  # published: examples of the two definitions, and ordinary molecules
    "CCOc1ccc(Cc2nc3cc([N+](=O)[O-])ccc3n2CCN(CC)CC)cc1",
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


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("de/npsg-7-2025.yml", "mass_cap: 600", "mass_cap: 600.5"),
    ],
)
def test_a_limit_that_no_column_holds(file: str, old: str, new: str, book: Lawbook, tmp_path: Path) -> None:
    assert book.folder is not None
    folder = tmp_path / "lawbook"
    shutil.copytree(book.folder, folder)
    text = (folder / "classes" / file).read_text("utf-8")
    assert old in text
    (folder / "classes" / file).write_text(text.replace(old, new), "utf-8")
    changed = Lawbook.load(folder)
    assert decisions(changed, prefilter=True) == decisions(changed, prefilter=False)


def test_a_kind_that_only_python_knows(
    book: Lawbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert book.folder is not None
    monkeypatch.setitem(residues.PRIMITIVES, "odd_ring", residues.PRIMITIVES["aromatic_monocycle"])
    folder = tmp_path / "lawbook"
    shutil.copytree(book.folder, folder)
    path = folder / "classes" / "us" / "fentanyl-related.yml"
    text = path.read_text("utf-8")
    assert "aromatic_monocycle" in text
    path.write_text(text.replace("aromatic_monocycle", "odd_ring"), "utf-8")
    changed = Lawbook.load(folder)
    native, python = (decisions(changed, prefilter=flag) for flag in (True, False))
    assert native == python
    assert any("odd_ring" not in str(row) and row["status"] == "hit" for row in native)
