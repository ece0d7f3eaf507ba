"""Statements on what states do about duties, put to the lawbook: a truce, an exemption, a list of counter-measures."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from tidewaiter.duty.records import Exemption
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.verdicts.finding import (
    ANNOUNCED,
    CONFIRMED,
    CONTRADICTED,
    DIFFERS,
    OUTSIDE,
    Finding,
    asked,
)
from tidewaiter.text.verdicts.tariffs import Span, Tariffs, duty_question, grounded, told


def numbers_of(text: str) -> set[Decimal]:
    """Amounts in thousand millions that a title names: "from EUR 95 to 72 billion"."""
    out: set[Decimal] = set()
    for match in re.finditer(r"((?:\d+(?:\.\d+)?(?:\s*(?:to|and|,)\s*)?)+)\s*billion", text):
        out |= {Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", match[1])}
    return out


def judge_truce(claim: Claim, on: date, tariffs: Tariffs) -> Finding:
    """A truce is said to have lowered duties between two states."""
    window = claim.window(on)
    states = (claim.actor, *claim.origins)
    question = asked(claim, None, on, "truce", states=[s for s in states if s])
    events = [
        e
        for e in tariffs.event(("agreement", "suspension"), states, on, "trade")
        if (e.settled or e.day.first) <= on
    ]
    events = [e for e in events if e.status in ("enacted", "done")]
    if not events:
        return Finding(
            question, OUTSIDE, answer="no agreement or suspension is held between them by that day"
        )
    event = events[-1]
    since = event.settled or event.day.first
    measure = next((m for m in event.measures if m in tariffs.tables.measures), event.id)
    note = f"event {event.id}"
    for span in tariffs.spans(states[0], states[1] if len(states) > 1 else ""):
        if span.measure.id in event.measures and span.period.until == since:
            note += f"; {span.measure.id} {span.period.rate} ended on {since}"
    fits = (
        window is None
        or claim.phrase is None
        or claim.phrase.kind == "earlier"
        or window.holds(event.day.first)
        or window.holds(since)
    )
    return Finding(
        question, CONFIRMED if fits else DIFFERS, measure, event.source.cite, str(since), event.title, note
    )


def judge_list(claim: Claim, on: date, tariffs: Tariffs) -> Finding:
    """A list of counter-measures: of what size, and does it bind?"""
    origin = claim.origins[0] if claim.origins else ""
    size = Decimal(claim.money.split()[1]) / 10**9 if claim.money else None
    question = asked(
        claim,
        None,
        on,
        "list",
        issuer=claim.actor,
        on_goods_of=origin,
        worth=f"{claim.money.split()[0]} {size.normalize():f} billion" if size else "",
    )
    spans = [s for s in tariffs.spans(claim.actor, origin, "countermeasures") if s.known <= on]
    if not spans:
        return Finding(
            question, OUTSIDE, answer=f"no counter-measures of {claim.actor} known by that day are held"
        )
    if "content" in claim.more:
        return Finding(question, OUTSIDE, answer="which goods stand on the list is not in the lawbook")
    titles = {s.measure.id: s.measure.title for s in spans}
    for event in tariffs.events:
        for key in event.measures:
            if key in titles and event.day.first <= on:
                titles[key] += f" | {event.title}"
    fits = [
        s
        for s in spans
        if size is None or any(abs(n - size) <= n * Decimal("0.1") for n in numbers_of(titles[s.measure.id]))
    ]
    exact = [s for s in fits if size is None or size in numbers_of(titles[s.measure.id])]
    first: dict[str, date] = {}
    for span in spans:
        first[span.measure.id] = min(span.known, first.get(span.measure.id, span.known))
    span = max(exact or fits or spans, key=lambda s: (first[s.measure.id], s.known, s.period.since))
    binds = span.binds and span.period.holds_on(on)
    finding = told(question, CONFIRMED if binds else ANNOUNCED, span)
    if not span.binds:
        finding = finding.noted(
            "adopted or announced, and never charged" if span.measure.status else "suspended"
        )
    if not fits:
        held = ", ".join(sorted(f"{n.normalize():f}" for n in numbers_of(" | ".join(titles.values()))))
        return finding._replace(verdict=DIFFERS).noted(
            f"{question['worth']} claimed, {held} billion in the lawbook"
        )
    return finding


def judge_answers(claim: Claim, on: date, tariffs: Tariffs) -> Finding:
    """A duty is said to answer another state's."""
    origin = claim.origins[0] if claim.origins else ""
    question = asked(claim, None, on, "answers", issuer=claim.actor, to=origin, ground=claim.authority)
    own = [s for s in tariffs.spans(claim.actor, origin) if s.measure.answers and s.known <= on]
    if not own:
        return Finding(question, OUTSIDE, answer="no duty that answers another is held by that day")
    for span in sorted(own, key=lambda s: s.known, reverse=True):
        for key in span.measure.answers:
            other = tariffs.tables.measures.get(key)
            if other is not None and origin in ("", other.territory) and grounded(other, claim.authority):
                return told(question, CONFIRMED, span).noted(f"it answers {key}: {other.title}")
    return told(question, DIFFERS, own[-1]).noted(f"it answers {', '.join(own[-1].measure.answers)}")


def judge_exemption(claim: Claim, on: date, tariffs: Tariffs) -> Finding:
    """Goods are said to be exempted from a duty."""
    window = claim.window(on)
    question = duty_question(claim, "", window, on, "exemption")
    question["origin"] = list(claim.origins)
    if claim.actor not in tariffs.held:
        return Finding(question, OUTSIDE, answer=f"no duties of {claim.actor} are held")
    found: list[tuple[Span, Exemption]] = []
    live: list[Span] = []
    for origin in claim.origins or ("",):
        own = [
            s
            for s in tariffs.spans(claim.actor, origin, claim.authority)
            if s.binds and s.general and s.period.holds_on(on)
        ]
        named = [s for s in own if origin in (s.period.origins or s.measure.origins)] or own
        live += named
        found += [(s, x) for s in named for x in s.measure.exceptions if x.holds_on(on)]
    if not live:
        return Finding(question, OUTSIDE, answer="no such duty is held on that day")
    if not found:
        return told(question, CONTRADICTED, live[0]).noted("no exemption is held")
    span, best = max(
        found, key=lambda pair: (bool(pair[1].since and pair[1].facts), bool(pair[1].facts), pair[1].cite)
    )
    why = ", ".join(dict.fromkeys(x.why for _, x in found))
    since = best.since or span.measure.first_day
    answer = f"{span.measure.title}: exempt are {why}"
    return Finding(
        question,
        CONTRADICTED if claim.negated else CONFIRMED,
        span.measure.id,
        best.heading,
        str(since),
        answer,
    )
