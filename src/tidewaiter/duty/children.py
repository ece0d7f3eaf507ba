"""A code too short to carry one rate: the range over the lines below it, a total only where all agree."""

from __future__ import annotations

from decimal import Decimal

from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.result import Answer, Component, Question, Range, Total, bound
from tidewaiter.duty.schedule import dotted


def over_children(entry: Entry, answers: list[Answer]) -> Answer:
    """The range over the lines below a code that is too short; a total only where they all agree."""
    first = answers[0]

    def common(values: list[Decimal | None]) -> Decimal | None:
        return values[0] if all(v == values[0] for v in values) else None

    def total(sums: list[Total]) -> Total:
        return Total(common([one.percent for one in sums]), common([one.amount for one in sums]))

    assessed, owed = total([a.assessed for a in answers]), total([a.owed for a in answers])
    added = total([a.additional for a in answers])
    spread, beside = widest([a.range for a in answers]), widest([a.additional_range for a in answers])
    components = tuple(_shared(group, len(answers)) for group in _by_duty(answers).values())
    questions: tuple[Question, ...] = ()
    if assessed.percent is None or any(a.components != first.components for a in answers):
        questions = (
            Question(
                "code",
                f"Which of the {len(answers)} lines below {dotted(entry.code)} is it?",
                spread.low_percent,
                spread.high_percent,
            ),
        )
    asked = {q.fact: q for a in answers for q in a.questions}
    line = first.line._replace(
        code=entry.code, description=f"{len(answers)} lines below {dotted(entry.code)}"
    )
    return Answer(
        entry,
        line,
        components,
        assessed,
        owed,
        added,
        spread,
        beside,
        (*questions, *asked.values()),
        first.trace,
        tuple(dict.fromkeys(n for a in answers for n in a.notices)),
        first.notes,
        tuple((a.line.code, a.assessed) for a in answers),
    )


def widest(spans: list[Range]) -> Range:
    """From the lowest to the highest of some ranges."""
    ends = zip((min, max, min, max), zip(*spans, strict=True), strict=True)
    return Range(*(bound(choose, list(values)) for choose, values in ends))


def _by_duty(answers: list[Answer]) -> dict[tuple[str, str], list[Component]]:
    groups: dict[tuple[str, str], list[Component]] = {}
    for answer in answers:
        for c in answer.components:
            groups.setdefault((c.measure, c.heading if c.authority != "mfn" else ""), []).append(c)
    return groups


def _shared(group: list[Component], lines: int) -> Component:
    first = group[0]
    rates = {c.rate for c in group}
    if len(group) == lines and len(rates) == 1 and len({c.outcome for c in group}) == 1:
        return first._replace(heading=first.heading if first.authority != "mfn" else "")
    said = sorted(rates)[0] if len(rates) == 1 else f"{len(rates)} rates"
    return first._replace(
        rate=said,
        percent=None,
        amount=None,
        outcome="cannot_tell",
        because=f"holds for {len(group)} of the {lines} lines below the code",
    )
