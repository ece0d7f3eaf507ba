"""The dated things of a document as a picture: the lawbook's measures and events above, what the text tells below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tidewaiter.report.charts import Axis
from tidewaiter.report.rendering import render
from tidewaiter.report.words import brief
from tidewaiter.text.documents.timeline import LAW, TEXT, Dated

MOST = 60  # rows of one side; the table beneath the picture holds the rest
_YEARS = 9  # what lies further back than this stands at the left edge, with its year


class _Row(NamedTuple):
    side: str
    head: bool
    head_more: str = ""
    label: str = ""
    told: str = ""
    begin: float = 0.0
    end: float = 0.0


def document_timeline(things: Sequence[Dated], published: date | None) -> str:
    """SVG text, 860 wide. Measures run on from their first day; what the text tells has the length of its words."""
    days = [day for thing in things for day in (thing.first, thing.last)] + ([published] if published else [])
    if not days:
        return ""
    last = max(days) + timedelta(90)
    first = max(min(days), date(max(max(days).year - _YEARS, 1), 1, 1)) - timedelta(45)
    axis = Axis(first, last)
    lines: list[_Row] = []
    for side in (LAW, "event", TEXT):
        mine = [thing for thing in things if thing.side == side]
        if side == TEXT:
            mine = _together(mine)
        if mine:
            more = f" (the first {MOST} of {len(mine)})" if len(mine) > MOST else ""
            lines.append(_Row(side, True, more))
            lines += [_row(thing, axis) for thing in mine[:MOST]]
    today = (axis.at(published), published) if published else None
    return render("dated.svg", lines=lines, marks=list(_months(axis)), today=today)


def _row(thing: Dated, axis: Axis) -> _Row:
    when = (
        thing.bound + thing.first.isoformat()
        if thing.first == thing.last
        else f"{thing.first} to {thing.last}"
    )
    name = thing.label.partition("@")[0]
    label = _end(name) if thing.side == LAW else brief(thing.label, 40)
    number = f"{thing.statement}  " if thing.statement else ""
    early = f" ({thing.first.year})" if thing.first < axis.first else ""
    told = f"{when}: {thing.told}"
    return _Row(
        thing.side, False, "", number + label + early, told, axis.at(thing.first), axis.at(thing.last)
    )


def _together(things: list[Dated]) -> list[Dated]:
    """What the text tells of the same days, as one row."""
    rows: dict[tuple[date, date], list[Dated]] = {}
    for thing in things:
        rows.setdefault((thing.first, thing.last), []).append(thing)
    out = []
    for same in rows.values():
        words = ", ".join(dict.fromkeys(" ".join(thing.label.split()) for thing in same))
        times = f" ({len(same)} times)" if len(same) > 1 else ""
        number = next((thing.statement for thing in same if thing.statement), 0)
        out.append(same[0]._replace(label=brief(words, 30) + times, statement=number))
    return out


def _months(axis: Axis) -> Iterator[tuple[float, str]]:
    """Months or years to write under the axis."""
    months = (axis.last - axis.first).days / 30
    step = 1 if months <= 10 else 3 if months <= 30 else 12 if months <= 130 else 60
    year, month = axis.first.year, 1 + (axis.first.month // step) * step
    while True:
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        day = date(year, month, 1)
        if day > axis.last:
            return
        if day >= axis.first:
            yield axis.at(day), str(year) if month == 1 else f"{year}-{month:02}"
        month += step


def _end(text: str, most: int = 40) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else "…" + flat[1 - most :]
