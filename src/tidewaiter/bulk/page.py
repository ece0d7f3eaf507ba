"""The HTML report of a run: counts by law, and the hits drawn. One file, no script, nothing fetched."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from tidewaiter.book import Book
from tidewaiter.bulk.writing import read_back

MOST_DRAWN = 200
_STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse}td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;text-align:left}
.hits{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:1rem}
.hit{border:1px solid #ddd;border-radius:6px;padding:.6rem;overflow-wrap:anywhere}.hit svg{width:100%;height:auto}
small{color:#555}"""


def write_report(path: Path, out: Path, summary: dict[str, Any], book: Book) -> None:
    """Write the report beside a result; at most :data:`MOST_DRAWN` rows are drawn, and it says so."""
    rows = list(read_back(out, "hit", "cannot_tell"))
    counts = "".join(f"<tr><td>{escape(k)}<td>{v:,}" for k, v in summary["status"].items())
    laws = "".join(
        f"<tr><td>{escape(book.store.instruments[k].title)}<td>{v:,}"
        for k, v in summary["hits_by_instrument"].items()
    )
    cards = "".join(_card(row) for row in rows[:MOST_DRAWN])
    more = f"<p>{len(rows) - MOST_DRAWN:,} more are in the result file." if len(rows) > MOST_DRAWN else ""
    path.write_text(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Screening of {escape(out.name)}</title>"
        f"<style>{_STYLE}</style><h1>Screening for {summary['on']}</h1><p>{summary['rows']:,} rows, lawbook "
        f"{escape(summary['lawbook']['version'])}.</p><table><tr><th>Outcome<th>Rows{counts}</table>"
        f"<h2>Hits by law</h2><table><tr><th>Law<th>Rows{laws}</table><h2>Rows that are reached</h2>"
        f"{_unsearched(summary)}<div class=hits>{cards}</div>{more}<p><small>{escape(summary['caution'])}</small></html>\n",
        encoding="utf-8",
    )


def _unsearched(summary: dict[str, Any]) -> str:
    told = [f"{one['jurisdiction']}: {one['law'] or one['note']}" for one in summary["not_held"]]
    old = [
        f"{o['jurisdiction']} only to {o['read_through']}"
        for o in summary["freshness"]
        if o["level"] == "old"
    ]
    rows = [f"<li><b>Not searched</b> {escape(one)}" for one in told] + [
        f"<li>Read {escape(one)}" for one in old
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else ""


def _card(row: dict[str, Any]) -> str:
    name = escape(str(row["id"] or f"row {row['row']}"))
    measures = "<br>".join(escape(m) for m in row["measures"] or ())
    return (
        f"<div class=hit>{_drawing(row.get('structure') or '')}<b>{name}</b> {escape(row['status'])}"
        f"<br><small>{escape(row['reason'] or '')}<br>{measures}</small></div>"
    )


def _drawing(text: str) -> str:
    from rdkit import Chem
    from rdkit.Chem.Draw import rdMolDraw2D

    mol = Chem.MolFromMolBlock(text) if "M  END" in text else Chem.MolFromSmiles(text) if text else None
    if mol is None or mol.GetNumAtoms() == 0:
        return ""
    drawer = rdMolDraw2D.MolDraw2DSVG(240, 180)
    drawer.DrawMolecule(mol)
    drawer.FinishDrawing()
    return str(drawer.GetDrawingText()).partition("?>")[2]
