"""An answer of the duty half as JSON and as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.records import HOME
from tidewaiter.duty.result import Answer, Component, Question, Range, Total
from tidewaiter.duty.schedule import dotted
from tidewaiter.plain import number, picked
from tidewaiter.report.page import safe

if TYPE_CHECKING:
    from tidewaiter.contract import duty as shapes

_TRACED = "measure title outcome because heading rate cite"
NOT_ADVICE = "A calculation, not a ruling or advice: fees, antidumping duties and quotas come on top."


def as_json(
    answer: Answer, book: DutyBook, documents: Sequence[shapes.DocumentOf] = (), note: str = ""
) -> shapes.DutyUnderTheLaw:
    """The answer as plain data, with the controls that stand beside it and what is said of their search."""
    entry, tariff = answer.entry, book.tables.tariffs.get(answer.entry.to)
    return {
        "code": dotted(answer.line.code),
        "description": answer.line.description,
        "origin": entry.origin,
        "to": entry.to,
        "on": str(entry.on),
        "loaded": str(entry.loaded) if entry.loaded else None,
        "value": number(entry.value),
        "currency": book.tables.currency(entry.to),
        "components": [_component(c) for c in answer.components],
        "assessed": _total(answer.assessed),
        "owed": _total(answer.owed),
        "additional": _total(answer.additional),
        "refundable": _total(_minus(answer.assessed, answer.owed)),
        "range": _range(answer.range),
        "additional_range": _range(answer.additional_range),
        "questions": [_question(q) for q in answer.questions],
        "documents": list(documents),
        "notices": list(answer.notices),
        "notes": list(answer.notes),
        "children": [{"code": dotted(code), **_total(total)} for code, total in answer.children],
        "trace": [cast("shapes.TraceOf", picked(_TRACED, c)) for c in answer.trace],
        "coverage": [
            cast(
                "shapes.DutyCoverage",
                picked("instrument coverage missing verified_through", i, instrument=i.key),
            )
            for i in book.tables.instruments.values()
            if i.territory == entry.to
        ],
        "binds_from": tariff.binds_from if tariff else "",
        "rounding": book.tables.settings.get("rounding", ""),
        "lawbook": {"version": book.meta("version"), "sha256": book.meta("sha256")},
        "documents_note": note,
    }


def _question(q: Question) -> shapes.DutyQuestionOf:
    low, high = number(q.low_percent), number(q.high_percent)
    return {"fact": q.fact, "question": q.text, "low_pct": low, "high_pct": high}


def _component(c: Component) -> shapes.ComponentOf:
    names = (
        "measure title authority heading rate base percent amount cite outcome because depends_on since until text_date "
        "verified refundable"
    )
    return cast("shapes.ComponentOf", picked(names, c, verified=c.verified or "as cited"))


def _total(total: Total) -> shapes.TotalOf:
    return {"ad_valorem_pct": number(total.percent), "amount": number(total.amount)}


def _minus(one: Total, other: Total) -> Total:
    def less(a: Decimal | None, b: Decimal | None) -> Decimal | None:
        return None if a is None or b is None else a - b

    return Total(less(one.percent, other.percent), less(one.amount, other.amount))


def _range(span: Range) -> shapes.RangeOf:
    return {
        "low_pct": number(span.low_percent),
        "high_pct": number(span.high_percent),
        "low_amount": number(span.low_amount),
        "high_amount": number(span.high_amount),
    }


def difference(before: Answer, after: Answer) -> shapes.DutyDifference:
    """What a change of the lawbook makes of one entry."""
    return {
        "assessed": _total(_minus(after.assessed, before.assessed)),
        "owed": _total(_minus(after.owed, before.owed)),
    }


def measures_json(book: DutyBook) -> list[shapes.MeasureOf]:
    """The measures held, with their periods."""
    names = "id title authority territory origins status refund replaces answers periods"
    spans = "since until rate heading origins status cite"
    held = book.tables.measures.values()
    return [
        cast("shapes.MeasureOf", picked(names, m, periods=[picked(spans, p) for p in m.periods]))
        for m in held
    ]


# a page --------------------------------------------------------------------------------------------------


def page(answer: Answer, book: DutyBook, trace: bool = False) -> Iterator[str]:
    """The answer for a person, headings in the order in which they are reported."""
    entry = answer.entry
    where = f"{book.tables.territories.get(entry.origin, entry.origin)} to {entry.to}, entered {entry.on}"
    yield f"[bold]{dotted(answer.line.code)}[/] {safe(answer.line.description)}"
    yield safe(where) + (f", loaded {entry.loaded}" if entry.loaded else "")
    yield ""
    money = book.tables.currency(entry.to)
    # of counter-measures, that one never came into force is what is asked for
    shown = [c for c in answer.components if c.outcome != "never_in_force" or entry.to != HOME]
    for c in shown:
        yield from _row(c)
    yield ""
    yield f"[bold]Assessed[/] {_said(answer.assessed, money)}"
    if answer.assessed.percent is None and answer.additional.percent is not None:
        yield f"[bold]Beside the tariff's own duty[/] {_said(answer.additional, money)}"
    if answer.owed != answer.assessed:
        yield f"[bold]Owed[/]     {_said(answer.owed, money)}" + _ruling(answer, book)
    if _open(answer.range) and answer.questions:
        yield f"[bold]Range[/]    {_span(answer.range, money)}, by what is not known:"
        for q in answer.questions:
            yield f"  - {safe(q.text)}" + (
                f" [dim]({_ends(q.low_percent, q.high_percent)})[/]" if q.high_percent is not None else ""
            )
    elif answer.questions:
        yield "[bold]Not known[/]"
        for q in answer.questions:
            yield f"  - {safe(q.text)}"
    for text in (*answer.notices, *answer.notes):
        yield f"[yellow]Note[/] {safe(text)}"
    if trace:
        yield ""
        yield "[bold]Every measure considered[/]"
        for item in answer.trace:
            yield f"  {item.measure:<34} {item.outcome:<16} {safe(item.because)}"
    yield ""
    yield f"[dim]{NOT_ADVICE} Lawbook of {book.meta('version')}, {book.meta('sha256')[:12]}.[/]"


def _row(c: Component) -> Iterator[str]:
    mark = {
        "applies": "",
        "exempt": "exempt: ",
        "cannot_tell": "cannot tell: ",
        "suspended": "",
        "never_in_force": "",
    }[c.outcome]
    money = f"{c.amount:>14,.2f}" if c.amount is not None else " " * 14
    yield f"  {c.heading[:15]:<15} {c.rate:>9} {money}  {safe(c.title)}"
    why = (
        f"{mark}{c.because}"
        if mark or c.base != "value" or c.because != "in force, reaches the goods"
        else ""
    )
    if c.base != "value" and c.outcome == "applies":
        why += f" (on {c.base})"
    if why:
        yield f"  {'':<42}[dim]{safe(why)}[/]"
    if c.cite:
        yield f"  {'':<42}[dim]{safe(c.cite)}{safe('; ' + c.verified) if c.verified else ''}[/]"


def _said(total: Total, currency: str) -> str:
    parts = [f"{number(total.percent)} %"] if total.percent is not None else []
    parts += [f"{total.amount:,.2f} {currency}"] if total.amount is not None else []
    return ", ".join(parts) or "cannot tell"


def _ruling(answer: Answer, book: DutyBook) -> str:
    refunds = {book.tables.refund_of(c.measure) for c in answer.components if c.refundable}
    said = [
        f"{book.tables.rulings[r].title} ({book.tables.rulings[r].decided}): the difference is refundable"
        for r in sorted(refunds)
    ]
    return f"  [dim]{'; '.join(said)}[/]" if said else ""


def _open(span: Range) -> bool:
    return (
        span.low_percent != span.high_percent
        or span.low_amount != span.high_amount
        or span.high_percent is None
    )


def _span(span: Range, currency: str) -> str:
    text = _ends(span.low_percent, span.high_percent)
    if span.low_amount is not None and span.high_amount is not None:
        text += f", {span.low_amount:,.2f} to {span.high_amount:,.2f} {currency}"
    return text


def _ends(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return "not bounded by what is known"
    return f"{number(low)} %" if low == high else f"{number(low)} to {number(high)} %"
