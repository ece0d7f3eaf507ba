"""A substance through the lists as a picture: one lane a list, one bar a listing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from tidewaiter.contract.law import EventRow, Spell
from tidewaiter.lawbook.beside import Moment

_LEFT, _WIDTH, _LANE, _TOP = 330, 620, 24, 46
_COLOURS = ("#1b6ca8", "#b3541e", "#2f7d32", "#7b3fa0", "#a8324a", "#4d5d6c", "#8a6d00", "#00767a", "#555555")


def timeline_svg(title: str, spells: Sequence[Spell], today: date, events: Sequence[EventRow] = ()) -> str:
    """SVG text, 980 pixels wide. A first day that is only bounded fades in; events are marks in a lane of their own."""
    lanes = list(dict.fromkeys((s.territory, s.instrument, s.list) for s in spells))
    first = min((s.since.day for s in spells), default=date(today.year - 1, 1, 1)).year
    last = today.year + 1
    scale = _WIDTH / max(1, (date(last, 1, 1) - date(first, 1, 1)).days)

    def x(day: date) -> float:
        return _LEFT + (day - date(first, 1, 1)).days * scale

    colour = {
        place: _COLOURS[n % len(_COLOURS)] for n, place in enumerate(sorted({s.territory for s in spells}))
    }
    height = _TOP + _LANE * (max(1, len(lanes)) + bool(events)) + 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="980" height="{height}" viewBox="0 0 980 {height}" '
        'font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)} through the lists</title>",
        '<rect width="100%" height="100%" fill="white"/>',
        '<defs><linearGradient id="in"><stop offset="0" stop-color="white" stop-opacity="0.85"/>'
        '<stop offset="1" stop-color="white" stop-opacity="0"/></linearGradient></defs>',
        f'<text x="12" y="24" font-size="16" font-weight="bold">{escape(title)}</text>',
    ]
    step = max(1, (last - first) // 10)
    for year in range(first, last + 1, step):
        at = x(date(year, 1, 1))
        parts.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP - 8}" y2="{height - 28}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{height - 10}" text-anchor="middle" fill="#555">{year}</text>')
    for row, lane in enumerate(lanes):
        y = _TOP + row * _LANE
        parts.append(f'<text x="{_LEFT - 10}" y="{y + 14}" text-anchor="end">{escape(" ".join(lane))}</text>')
        for spell in (s for s in spells if (s.territory, s.instrument, s.list) == lane):
            begin, end = x(spell.since.day), x(min(spell.until or date(last, 1, 1), date(last, 1, 1)))
            look = f'fill="{colour[spell.territory]}"'
            if spell.outcome != "applies":
                look = f'fill="none" stroke="{colour[spell.territory]}" stroke-dasharray="4 3"'
            told = escape(
                f"{spell.since} to {spell.until or 'now'}: {spell.clause} ({spell.basis}); {spell.cite}"
            )
            parts.append(
                f'<rect x="{begin:.1f}" y="{y + 2}" width="{max(2.0, end - begin):.1f}" height="16" rx="3" {look}>'
                f"<title>{told}</title></rect>"
            )
            if not spell.since.exact:
                parts.append(f'<rect x="{begin:.1f}" y="{y + 2}" width="36" height="16" fill="url(#in)"/>')
    if events:
        y = _TOP + _LANE * max(1, len(lanes))
        parts.append(
            f'<text x="{_LEFT - 10}" y="{y + 14}" text-anchor="end" font-style="italic">events (no law)</text>'
        )
        for event in events:
            at = max(_LEFT, x(Moment.read(event.day).first))
            note = escape(f"{event.day}: {event.title} ({event.kind}; {event.status}); {event.cite}")
            parts.append(
                f'<path d="M{at:.1f} {y + 3}l6 7l-6 7l-6 -7z" fill="none" stroke="#333"><title>{note}</title></path>'
            )
    if not lanes:
        parts.append(
            f'<text x="12" y="{_TOP + 14}">No listing found in what is encoded. This is not a clearance.</text>'
        )
    parts.append("</svg>")
    return "\n".join(parts)
