"""What a page shows, to be kept: its rows as CSV, its chart as SVG or PNG (which a slide or a document takes as it is)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from tidewaiter.asking import ask
from tidewaiter.asking.law import Timeline
from tidewaiter.book import Book
from tidewaiter.files.writing import BETWEEN, write_rows
from tidewaiter.plain import plain
from tidewaiter.report import charts
from tidewaiter.web.common import attached, books_of, or_refused
from tidewaiter.web.law_pages import diff_of, lag_of

router = APIRouter(include_in_schema=False)


def csv_of(rows: Sequence[Mapping[str, Any]], name: str) -> Response:
    """Rows as CSV: lists joined, no cell a formula. No rows: a file without even names, for there are none."""
    stream = io.StringIO()
    if rows:
        names = list(rows[0])
        cells = ([_cell(row[key]) for key in names] for row in rows)
        write_rows(stream, names, cells)
    return Response(stream.getvalue(), media_type="text/csv; charset=utf-8", headers=attached(f"{name}.csv"))


def _cell(value: Any) -> Any:
    return BETWEEN.join(str(one) for one in value) if isinstance(value, list) else value


def chart(request: Request, drawn: str, name: str) -> Response:
    """A chart in the form that its address ends with: ``.svg`` as it was drawn, ``.png`` at twice its size on white."""
    form = request.url.path.rpartition(".")[2]
    disposition = {"Content-Disposition": f'inline; filename="{name}.{form}"'}
    if form == "svg":
        return Response(drawn, media_type="image/svg+xml", headers=disposition)
    from resvg_py import svg_to_bytes

    return Response(
        svg_to_bytes(svg_string=drawn, zoom=2, background="white"),
        media_type="image/png",
        headers=disposition,
    )


def _source(book: Book) -> str:
    return f"lawbook of {book.version}, {book.sha256[:12]}"


def _timeline(request: Request) -> Timeline:
    return ask(books_of(request), "timeline", {"query": request.query_params.get("q") or ""})


@router.get("/law/diff.csv", response_model=None)
@or_refused
def diff_csv(request: Request) -> Response:
    """Two days compared, every change."""
    asked, changes = diff_of(request, books_of(request))
    return csv_of([plain(one) for one in changes], f"changes-{asked['from']}-{asked['to']}")


@router.get("/law/diff.svg", response_model=None)
@router.get("/law/diff.png", response_model=None)
@or_refused
def diff_drawn(request: Request) -> Response:
    """The chart by territory."""
    book = books_of(request).law
    asked, changes = diff_of(request, books_of(request))
    names = book.store.vocabulary["territories"]
    drawn = charts.changes_svg(changes, asked["from"], asked["to"], names, _source(book))
    return chart(request, drawn, f"changes-{asked['from']}-{asked['to']}")


@router.get("/law/lag.csv", response_model=None)
@or_refused
def lag_csv(request: Request) -> Response:
    """The treaty's day of each substance and each territory's; ``exact``: whether both days are known."""
    _, rows = lag_of(request, books_of(request))
    return csv_of([plain(row) for row in rows], "days-after-the-treaty")


@router.get("/law/lag.svg", response_model=None)
@router.get("/law/lag.png", response_model=None)
@or_refused
def lag_svg(request: Request) -> Response:
    """The chart by territory."""
    book = books_of(request).law
    _, rows = lag_of(request, books_of(request))
    found = charts.spreads(rows, book.store.vocabulary["territories"])
    drawn = charts.spreads_svg(found, _source(book))
    return chart(request, drawn, "days-after-the-treaty")


@router.get("/law/timeline.csv", response_model=None)
@or_refused
def timeline_csv(request: Request) -> Response:
    """Every listing of a substance, since when and until when."""
    return csv_of(_timeline(request).to_json()["spells"], "timeline")


@router.get("/law/timeline.svg", response_model=None)
@router.get("/law/timeline.png", response_model=None)
@or_refused
def timeline_drawn(request: Request) -> Response:
    """The chart of the same."""
    book, told = books_of(request).law, _timeline(request)
    drawn = charts.timeline_svg(told.name, told.spells, book.store, book.day, told.events)
    return chart(request, drawn, "timeline")
