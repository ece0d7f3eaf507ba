"""The dated things of a document as a picture: the lawbook's measures and events above, what the text tells below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from tidewaiter.report.visible import visible
from tidewaiter.text.documents.timeline import LAW, TEXT, Dated

MOST = 60  # rows of one side; the table beneath the picture holds the rest
_LEFT, _WIDTH, _ROW, _TOP = 270, 560, 20, 48
_YEARS = 9  # what lies further back than this stands at the left edge, with its year
_COLOUR = {"law": "#1b6ca8", "event": "#7b3fa0", "text": "#b3541e"}
_WORD = {"law": "the lawbook: measures", "event": "the lawbook: events", "text": "the text"}


def document_timeline(things: Sequence[Dated], published: date | None) -> str:
    """SVG text, 860 wide. Measures run on from their first day; what the text tells has the length of its words."""
    days = [day for thing in things for day in (thing.first, thing.last)] + ([published] if published else [])
    if not days:
        return ""
    last = max(days) + timedelta(90)
    first = max(min(days), date(max(max(days).year - _YEARS, 1), 1, 1)) - timedelta(45)
    scale = _WIDTH / max(1, (last - first).days)

    def x(day: date) -> float:
        return _LEFT + max(0, (min(day, last) - first).days) * scale

    parts: list[str] = []
    y = _TOP
    for side in ("law", "event", TEXT):
        mine = [thing for thing in things if thing.side == side]
        if side == TEXT:
            mine = _together(mine)
        if not mine:
            continue
        more = f" (the first {MOST} of {len(mine)})" if len(mine) > MOST else ""
        parts.append(
            f'<text x="8" y="{y + 13}" font-weight="bold" fill="{_COLOUR[side]}">{_WORD[side]}{more}</text>'
        )
        y += _ROW
        for thing in mine[:MOST]:
            early = f" ({thing.first.year})" if thing.first < first else ""
            parts += _row(thing, y, x(thing.first), x(thing.last), early)
            y += _ROW
    height = y + 40
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 {height}" class="doc-line" '
            'font-family="sans-serif" font-size="12" role="img"><title>What is dated: the lawbook and the text</title>',
            '<rect width="100%" height="100%" fill="white"/>',
            *_axis(first, last, height, x),
            *_today(published, height, x),
            *parts,
            "</svg>",
        ]
    )


def _row(thing: Dated, y: int, begin: float, end: float, early: str) -> list[str]:
    colour = _COLOUR[thing.side]
    when = (
        thing.bound + thing.first.isoformat()
        if thing.first == thing.last
        else f"{thing.first} to {thing.last}"
    )
    told = escape(visible(f"{when}: {thing.told}"[:300]))
    name = thing.label.partition("@")[0] if thing.side == LAW else thing.label
    label = escape(visible(_short(name, 40, from_end=thing.side == LAW)))
    if thing.side == LAW:
        shape = f'<rect x="{begin:.1f}" y="{y + 4}" width="{max(3.0, _LEFT + _WIDTH - begin):.1f}" height="11" rx="2" fill="{colour}" fill-opacity="0.75"/>'
    elif thing.side == TEXT:
        shape = f'<rect x="{begin:.1f}" y="{y + 4}" width="{max(4.0, end - begin):.1f}" height="11" rx="2" fill="none" stroke="{colour}" stroke-width="2"/>'
    else:
        shape = f'<path d="M{begin:.1f} {y + 2}l7 7l-7 7l-7 -7z" fill="{colour}"/>'
    number = f"{thing.statement}  " if thing.statement else ""
    return [
        f'<g><title>{told}</title><text x="{_LEFT - 8}" y="{y + 14}" text-anchor="end">{number}{label}{early}</text>{shape}</g>'
    ]


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
        out.append(same[0]._replace(label=_short(words, 30) + times, statement=number))
    return out


def _axis(first: date, last: date, height: int, x: object) -> list[str]:
    assert callable(x)
    months = (last - first).days / 30
    step = 1 if months <= 10 else 3 if months <= 30 else 12 if months <= 130 else 60
    out: list[str] = []
    year, month = first.year, 1 + (first.month // step) * step
    while True:
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        day = date(year, month, 1)
        if day > last:
            return out
        if day >= first:
            at = x(day)
            name = str(year) if month == 1 else f"{year}-{month:02}"
            out.append(
                f'<line x1="{at:.1f}" x2="{at:.1f}" y1="30" y2="{height - 24}" stroke="#ddd"/>'
                f'<text x="{at:.1f}" y="{height - 8}" text-anchor="middle" fill="#555" font-size="11">{name}</text>'
            )
        month += step


def _today(published: date | None, height: int, x: object) -> list[str]:
    if published is None:
        return []
    assert callable(x)
    at = x(published)
    return [
        f'<line x1="{at:.1f}" x2="{at:.1f}" y1="26" y2="{height - 24}" stroke="#333" stroke-dasharray="5 4"/>'
        f'<text x="{min(at, _LEFT + _WIDTH - 40):.1f}" y="20" text-anchor="middle">day of the text: {published}</text>'
    ]


def _short(text: str, most: int, *, from_end: bool = False) -> str:
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    return "…" + flat[1 - most :] if from_end else flat[: most - 1] + "…"
