"""The HTML report of a run: counts by law, and the hits drawn. One file, no script, nothing fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidewaiter.book import Book
from tidewaiter.bulk.writing import read_back

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_DRAWN = 200


def write_report(path: Path, out: Path, summary: dict[str, Any], book: Book) -> None:
    """Write the report beside a result; at most :data:`MOST_DRAWN` rows are drawn, and it says so."""
    from tidewaiter.report.rendering import render

    laws = {book.store.instruments[key].title: n for key, n in summary["hits_by_instrument"].items()}
    page = render(
        "screening.html",
        title=f"Screening of {out.name}",
        summary=summary,
        laws=laws,
        rows=list(read_back(out, "hit", "cannot_tell")),
        most=MOST_DRAWN,
        drawing=_drawing,
    )
    path.write_text(page, encoding="utf-8")


def _drawing(text: str) -> Markup:
    from markupsafe import Markup
    from rdkit import Chem
    from rdkit.Chem.Draw import rdMolDraw2D

    mol = Chem.MolFromMolBlock(text) if "M  END" in text else Chem.MolFromSmiles(text) if text else None
    if mol is None or mol.GetNumAtoms() == 0:
        return Markup()
    drawer = rdMolDraw2D.MolDraw2DSVG(240, 180)
    drawer.DrawMolecule(mol)
    drawer.FinishDrawing()
    return Markup(str(drawer.GetDrawingText()).partition("?>")[2])
