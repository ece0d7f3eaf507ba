"""The total of one good through time, drawn step by step: an SVG in which every step names the measure that made it.

Columns are spells in which nothing changes, side by side and not to the scale of time: most of the law's steps fall into a few weeks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import escape

from tidewaiter.duty.answer import Answer, Component, assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.panel import Panel
from tidewaiter.duty.schedule import dotted, find_lines
from tidewaiter.errors import QuestionError

# authority -> (words for it, colour); colours told apart also in grey and by most colour-blind readers
AUTHORITIES = {
    "mfn": ("column 1 or 2", "#8c8c8c"), "s301": ("Section 301", "#0072b2"), "s301_fl": ("Section 301, forced labour", "#56b4e9"),
    "ieepa_fentanyl": ("IEEPA, synthetic opioids", "#d55e00"), "ieepa_reciprocal": ("IEEPA, reciprocal", "#e69f00"),
    "ieepa_country": ("IEEPA, one country", "#f0e442"), "s122": ("Section 122", "#009e73"), "s232": ("Section 232", "#cc79a7"),
    "s338": ("Section 338", "#5b3c88"), "what_if": ("what if", "#000000"),
}  # fmt: skip
_LEFT, _TOP, _HEIGHT, _LINE = 64, 96, 260, 19


@dataclass(frozen=True, slots=True)
class Step:
    """One spell in which nothing changes, and what changed on its first day."""

    since: date
    until: date
    total: Decimal
    owed: Decimal
    parts: tuple[Component, ...]
    changed: tuple[str, ...]


def steps(book: DutyBook, code: str, origin: str, first: date, until: date, known: Entry | None = None) -> list[Step]:
    """The spells of one good in ``[first, until)``: nothing is claimed that ``known`` does not state.

    Raises :class:`QuestionError` where the duty is no percentage on some day.
    """
    entry = known or Entry(code, origin, first, no_claims=True)
    panel = Panel(book, [line.code for line in find_lines(book, code, first)], [origin])
    days = [first, *(d for d in panel.change_days if first < d < until), until]
    found: list[Step] = []
    for day, end in zip(days, days[1:], strict=False):
        answer = assess(book, replace(entry, on=day))
        if answer.assessed.percent is None or answer.owed.percent is None:
            raise QuestionError(f"The duty on {dotted(code)} is no percentage on {day}.", "Give a full code with an ad valorem rate.")
        parts = tuple(c for c in answer.components if c.outcome == "applies" and c.percent)
        if found and _same(found[-1].parts, parts):
            found[-1] = replace(found[-1], until=end)
            continue
        changed = _changes(found[-1].parts if found else (), parts, answer)
        found.append(Step(day, end, answer.assessed.percent, answer.owed.percent, parts, changed))
    return found


def _same(one: tuple[Component, ...], two: tuple[Component, ...]) -> bool:
    return [(c.measure, c.heading, c.percent) for c in one] == [(c.measure, c.heading, c.percent) for c in two]


def _changes(before: tuple[Component, ...], after: tuple[Component, ...], answer: Answer) -> tuple[str, ...]:
    old, new = ({c.authority: c for c in group} for group in (before, after))
    said = []
    for authority, c in new.items():
        was = old.get(authority)
        if was is None:
            said.append(f"{c.heading} {_words(authority)}: + {_pct(c.percent)}")
        elif (was.percent, was.heading) != (c.percent, c.heading):
            said.append(f"{c.heading} {_words(authority)}: {_pct(was.percent)} to {_pct(c.percent)}")
    for authority, c in old.items():
        if authority not in new:
            gone = next((x for x in answer.components if x.measure == c.measure and x.outcome == "exempt"), None)
            said.append(f"{c.heading} {_words(authority)}: {_pct(c.percent)} ends" + (f" ({gone.heading}, {gone.because})" if gone else ""))
    return tuple(said)


def _words(authority: str) -> str:
    return AUTHORITIES.get(authority, (authority, ""))[0]


def _pct(number: Decimal | None) -> str:
    return f"{(number or Decimal(0)).normalize():f} %"


def draw(found: list[Step], title: str, lawbook: str) -> str:
    """The chart as an SVG document."""
    if not found:
        raise QuestionError("There is nothing to draw.", "Ask for a span of days in which duties are held.")
    wide = max(46, min(110, 1000 // len(found)))
    width = max(_LEFT + wide * len(found) + 40, 760)
    top = max(max(s.total for s in found), Decimal(10))
    listed = [(i, s, text) for i, s in enumerate(found, 1) for text in (s.changed or ("unchanged",))]
    base = _TOP + _HEIGHT
    height = base + 78 + _LINE * (len(listed) + 2) + 24
    used = [a for a in AUTHORITIES if any(c.authority == a for s in found for c in s.parts)]
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="DejaVu Sans, Arial, sans-serif" font-size="12" fill="#222">',
        f"<title>{escape(title)}</title>", f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="26" font-size="17" font-weight="bold">{escape(title)}</text>',
        f'<text x="{_LEFT}" y="45" fill="#555">Assessed, per cent of the customs value; a spell a column, not to the scale of time. '
        "A dashed line shows what is owed after the court's ruling.</text>",
    ]  # fmt: skip
    x = float(_LEFT)
    for authority in used:
        name, colour = AUTHORITIES[authority]
        out.append(f'<rect x="{x:.0f}" y="57" width="12" height="12" fill="{colour}"/><text x="{x + 17:.0f}" y="67">{escape(name)}</text>')
        x += 34 + 6.9 * len(name)
    out += _axis(top, width)
    for i, step in enumerate(found):
        out += _column(step, i, _LEFT + i * wide, wide, top)
    out += _owed_line(found, wide, top)
    out.append(f'<text x="{_LEFT}" y="{base + 72}" font-weight="bold">What changed, and under which heading</text>')
    for row, (number, step, text) in enumerate(listed):
        y = base + 72 + _LINE * (row + 1)
        first = row == 0 or listed[row - 1][0] != number
        if first:
            out.append(f'<text x="{_LEFT}" y="{y}">{number}</text><text x="{_LEFT + 26}" y="{y}">{step.since}</text>'
                       f'<text x="{_LEFT + 174}" y="{y}" text-anchor="end" font-weight="bold">{_pct(step.total)}</text>')  # fmt: skip
        out.append(f'<text x="{_LEFT + 190}" y="{y}">{escape(text)}</text>')
    out.append(f'<text x="{_LEFT}" y="{height - 10}" fill="#555" font-size="10">{escape(lawbook)}</text></svg>')
    return "\n".join(out) + "\n"


def _y(percent: Decimal, top: Decimal) -> float:
    return _TOP + _HEIGHT * (1 - float(percent / top))


def _axis(top: Decimal, width: int) -> list[str]:
    step = next((s for s in (2, 5, 10, 25, 50, 100) if top / s <= 8), 200)
    out = []
    for value in range(0, int(top) + 1, step):
        y = _y(Decimal(value), top)
        out.append(f'<line x1="{_LEFT - 4}" x2="{width - 36}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
                   f'<text x="{_LEFT - 9}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{value}</text>')  # fmt: skip
    return out


def _column(step: Step, index: int, x: float, wide: int, top: Decimal) -> list[str]:
    out, at = [], Decimal(0)
    order = list(AUTHORITIES)
    for c in sorted(step.parts, key=lambda c: order.index(c.authority) if c.authority in order else 99):
        percent = c.percent or Decimal(0)
        high, low = _y(at + percent, top), _y(at, top)
        colour = AUTHORITIES.get(c.authority, ("", "#777"))[1]
        out.append(f'<rect x="{x:.1f}" y="{high:.1f}" width="{wide}" height="{low - high:.1f}" fill="{colour}" stroke="#fff" stroke-width="0.6">'
                   f"<title>{escape(f'{c.heading} {c.title}: {_pct(c.percent)}')}</title></rect>")  # fmt: skip
        at += percent
    middle, base = x + wide / 2, _TOP + _HEIGHT
    out.append(f'<text x="{middle:.1f}" y="{_y(at, top) - 5:.1f}" text-anchor="middle" font-weight="bold">{(step.total).normalize():f}</text>')
    out.append(f'<text x="{middle:.1f}" y="{base + 15}" text-anchor="middle">{index + 1}</text>')
    out.append(f'<text transform="translate({middle + 4:.1f} {base + 22}) rotate(-35)" text-anchor="end" font-size="9" fill="#555" dy="6">{step.since}</text>')
    return out


def _owed_line(found: list[Step], wide: int, top: Decimal) -> list[str]:
    out = []
    for i, step in enumerate(found):
        if step.owed != step.total:
            y, x = _y(step.owed, top), _LEFT + i * wide
            out.append(f'<line x1="{x}" x2="{x + wide}" y1="{y:.1f}" y2="{y:.1f}" stroke="#000" stroke-width="2" stroke-dasharray="5 3"/>')
    return out
