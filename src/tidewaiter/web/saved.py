"""What a page shows, to be kept: its rows as CSV, its chart as SVG (which a slide or a document takes as it is)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from tidewaiter.asking import ask
from tidewaiter.errors import QuestionError
from tidewaiter.files.writing import BETWEEN, write_rows
from tidewaiter.report.timeline import timeline_svg
from tidewaiter.web import charts
from tidewaiter.web.common import books_of, refused

router = APIRouter(include_in_schema=False)

_LEFT, _WIDTH, _ROW, _TOP = 210, 720, 34, 66


def csv_of(rows: Sequence[Mapping[str, Any]], name: str) -> Response:
    """Rows as CSV: lists joined, no cell a formula. No rows: a file without even names, for there are none."""
    stream = io.StringIO()
    if rows:
        names = list(rows[0])
        cells = ([_cell(row[key]) for key in names] for row in rows)
        write_rows(stream, names, cells)
    disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(stream.getvalue(), media_type="text/csv; charset=utf-8", headers=disposition)


def _cell(value: Any) -> Any:
    return BETWEEN.join(str(one) for one in value) if isinstance(value, list) else value


def _svg(drawn: str, name: str) -> Response:
    disposition = {"Content-Disposition": f'inline; filename="{name}.svg"'}
    return Response(drawn, media_type="image/svg+xml", headers=disposition)


@router.get("/law/diff.csv", response_model=None)
def diff_csv(request: Request) -> Response:
    """Two days compared, every change."""
    from tidewaiter.web.law_pages import _diff

    try:
        data = _diff(request, books_of(request))
    except QuestionError as why:
        return refused(request, why)
    return csv_of(data["changes"], f"changes-{data['from']}-{data['to']}")


@router.get("/law/lag.csv", response_model=None)
def lag_csv(request: Request) -> Response:
    """The treaty's day of each substance and each territory's; ``exact``: whether both days are known."""
    from tidewaiter.plain import plain
    from tidewaiter.web.law_pages import _lag

    try:
        _, rows = _lag(request, books_of(request))
    except QuestionError as why:
        return refused(request, why)
    return csv_of([plain(row) for row in rows], "days-after-the-treaty")


@router.get("/law/lag.svg", response_model=None)
def lag_svg(request: Request) -> Response:
    """The chart by territory."""
    from tidewaiter.web.law_pages import _lag

    book = books_of(request).law
    try:
        _, rows = _lag(request, books_of(request))
    except QuestionError as why:
        return refused(request, why)
    found = charts.spreads(rows, book.store.vocabulary["territories"])
    return _svg(
        draw_spreads(found, f"lawbook of {book.version}, {book.sha256[:12]}"), "days-after-the-treaty"
    )


@router.get("/law/timeline.csv", response_model=None)
def timeline_csv(request: Request) -> Response:
    """Every listing of a substance, since when and until when."""
    try:
        told = ask(books_of(request), "timeline", {"query": request.query_params.get("q") or ""})
    except QuestionError as why:
        return refused(request, why)
    return csv_of(told.to_json()["spells"], "timeline")


@router.get("/law/timeline.svg", response_model=None)
def timeline_drawn(request: Request) -> Response:
    """The chart of the same."""
    book = books_of(request).law
    try:
        told = ask(books_of(request), "timeline", {"query": request.query_params.get("q") or ""})
    except QuestionError as why:
        return refused(request, why)
    return _svg(timeline_svg(told.name, told.spells, book.day, told.events), "timeline")


def draw_spreads(found: Sequence[charts.Spread], source: str) -> str:
    """How fast territories followed the treaty: a box a territory, every figure also in words.

    >>> '<svg' in draw_spreads([], "none")
    True
    """

    def x(percent: float) -> float:
        return round(_LEFT + percent / 100 * _WIDTH, 1)

    height = _TOP + _ROW * len(found) + 44
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="980" height="{height}" viewBox="0 0 980 {height}" '
        'font-family="sans-serif" font-size="12" role="img">',
        "<title>Days from the treaty body's decision to each territory's first day of control</title>",
        '<rect width="100%" height="100%" fill="white"/>',
        '<text x="12" y="24" font-size="16" font-weight="bold">How fast countries followed the treaty</text>',
        '<text x="12" y="42" fill="#555">Days from its decision to the first day of control; before 0 the territory was first.</text>',
    ]
    for at, words in charts.DAYS.ticks:
        dark = "#333" if words == "0" else "#ddd"
        parts.append(
            f'<line x1="{x(at)}" x2="{x(at)}" y1="{_TOP - 6}" y2="{height - 40}" stroke="{dark}"/>'
            f'<text x="{x(at)}" y="{height - 24}" text-anchor="middle" fill="#555">{words}</text>'
        )
    for row, one in enumerate(found):
        y = _TOP + _ROW * row
        median = f"median {one.median} days; " if one.median is not None else ""
        words = f"{median}{one.found} days known, {one.bounded} bounded"
        parts.append(
            f'<text x="12" y="{y + 10}" font-weight="bold">{escape(one.territory)} {escape(one.name)}</text>'
            f'<text x="12" y="{y + 24}" fill="#555" font-size="10">{words}</text>'
        )
        if one.mid is None or one.low is None or one.high is None or one.q1 is None or one.q3 is None:
            continue
        parts.append(
            f'<line x1="{x(one.low)}" x2="{x(one.high)}" y1="{y + 12}" y2="{y + 12}" stroke="#1b6ca8"/>'
            f'<rect x="{x(one.q1)}" width="{max(2.0, x(one.q3) - x(one.q1)):.1f}" y="{y + 4}" height="16" fill="#cfe3f2" stroke="#1b6ca8"/>'
            f'<line x1="{x(one.mid)}" x2="{x(one.mid)}" y1="{y + 1}" y2="{y + 23}" stroke="#0b3b5c" stroke-width="2"/>'
        )
    parts.append(
        f'<text x="12" y="{height - 8}" fill="#555" font-size="10">Box: the middle half; line: tenth to ninetieth '
        f"percentile; first days that are only bounded count in no figure. Tidewaiter, {escape(source)}.</text></svg>"
    )
    return "\n".join(parts)
