"""The total of one good through time as a drawing: an SVG in which every step names the measure that made it.

Columns are spells in which nothing changes, side by side and not to the scale of time: most of the law's
steps fall into a few weeks.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape

from tidewaiter.duty.steps import Step, percent_of
from tidewaiter.errors import QuestionError

_LEFT, _TOP, _HEIGHT, _LINE = 64, 96, 260, 19


def draw(found: list[Step], title: str, lawbook: str) -> str:
    """The chart as an SVG document."""
    if not found:
        raise QuestionError("There is nothing to draw.", "Ask for a span of days in which duties are held.")
    authorities = found[0].authorities
    wide = max(46, min(110, 1000 // len(found)))
    width = max(_LEFT + wide * len(found) + 40, 760)
    top = max(max(s.total for s in found), Decimal(10))
    listed = [(i, s, text) for i, s in enumerate(found, 1) for text in (s.changed or ("unchanged",))]
    base = _TOP + _HEIGHT
    height = base + 78 + _LINE * (len(listed) + 2) + 24
    used = [a for a in authorities if any(c.authority == a for s in found for c in s.parts)]
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"',
        f' height="{height}" font-family="DejaVu Sans, Arial, sans-serif" font-size="12" fill="#222">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        _text(_LEFT, 26, title, 'font-size="17" font-weight="bold"'),
        _text(_LEFT, 45, _SUBTITLE, 'fill="#555"'),
    ]
    x = float(_LEFT)
    for authority in used:
        name = authorities[authority].name
        out.append(_rect(x, 57, 12, 12, authorities[authority].colour) + _text(x + 17, 67, name))
        x += 34 + 6.9 * len(name)
    out += _axis(top, width)
    for i, step in enumerate(found):
        out += _column(step, i, _LEFT + i * wide, wide, top)
    out += _owed_line(found, wide, top)
    out += _list(listed, base + 72)
    out.append(_text(_LEFT, height - 10, lawbook, 'fill="#555" font-size="10"') + "</svg>")
    return "\n".join(out) + "\n"


_SUBTITLE = (
    "Assessed, per cent of the customs value; a spell a column, not to the scale of time. "
    "Dashed: owed after the court's ruling."
)


def _text(x: float, y: float, words: str, style: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, fill: str, tip: str = "") -> str:
    shape = f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"'
    return (
        f'{shape} stroke="#fff" stroke-width="0.6"><title>{escape(tip)}</title></rect>'
        if tip
        else f"{shape}/>"
    )


def _list(listed: list[tuple[int, Step, str]], top: int) -> list[str]:
    """The steps in words below the chart: number, first day, total, what changed."""
    out = [_text(_LEFT, top, "What changed, and under which heading", 'font-weight="bold"')]
    for row, (number, step, text) in enumerate(listed):
        y = top + _LINE * (row + 1)
        if row == 0 or listed[row - 1][0] != number:
            out.append(_text(_LEFT, y, str(number)) + _text(_LEFT + 26, y, str(step.since)))
            out.append(
                _text(_LEFT + 174, y, f"{step.total.normalize():f} %", 'text-anchor="end" font-weight="bold"')
            )
        out.append(_text(_LEFT + 190, y, text))
    return out


def _y(percent: Decimal, top: Decimal) -> float:
    return _TOP + _HEIGHT * (1 - float(percent / top))


def _axis(top: Decimal, width: int) -> list[str]:
    step = next((s for s in (2, 5, 10, 25, 50, 100) if top / s <= 8), 200)
    out = []
    for value in range(0, int(top) + 1, step):
        y = _y(Decimal(value), top)
        out.append(_line(_LEFT - 4, width - 36, y, 'stroke="#ddd"'))
        out.append(_text(_LEFT - 9, y + 4, str(value), 'text-anchor="end" fill="#555"'))
    return out


def _line(x1: float, x2: float, y: float, style: str) -> str:
    return f'<line x1="{x1:.1f}" x2="{x2:.1f}" y1="{y:.1f}" y2="{y:.1f}" {style}/>'


def _column(step: Step, index: int, x: float, wide: int, top: Decimal) -> list[str]:
    out, at = [], Decimal(0)
    order = list(step.authorities)
    for c in sorted(step.parts, key=lambda c: order.index(c.authority)):
        percent = c.percent or Decimal(0)
        high, low = _y(at + percent, top), _y(at, top)
        colour, tip = step.authorities[c.authority].colour, f"{c.heading} {c.title}: {percent_of(c)}"
        out.append(_rect(x, high, wide, low - high, colour, tip))
        at += percent
    middle, base = x + wide / 2, _TOP + _HEIGHT
    total = f"{step.total.normalize():f}"
    out.append(_text(middle, _y(at, top) - 5, total, 'text-anchor="middle" font-weight="bold"'))
    out.append(_text(middle, base + 15, str(index + 1), 'text-anchor="middle"'))
    turned = f'transform="translate({middle + 4:.1f} {base + 28}) rotate(-35)"'
    out.append(f'<text {turned} text-anchor="end" font-size="9" fill="#555">{step.since}</text>')
    return out


def _owed_line(found: list[Step], wide: int, top: Decimal) -> list[str]:
    style = 'stroke="#000" stroke-width="2" stroke-dasharray="5 3"'
    return [
        _line(_LEFT + i * wide, _LEFT + (i + 1) * wide, _y(step.owed, top), style)
        for i, step in enumerate(found)
        if step.owed != step.total
    ]
