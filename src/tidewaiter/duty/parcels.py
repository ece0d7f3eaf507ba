"""Shipments of small value: a law under which they enter free, or no longer do, or bear a rate of the post.

What it says stands over the duties of the line: a shipment that enters free owes nothing, one that comes by post may
owe one rate in lieu of all. The freedom is a claim; where it is not made, the duties of the line are assessed, and
where it would be open the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.evaluate import Cell, Component, Entry, Scenario
from tidewaiter.duty.records import Parcels, ParcelSpell, members
from tidewaiter.duty.result import Answer, Question, Range, Total
from tidewaiter.duty.rules import Rules
from tidewaiter.duty.sentence import cents, read
from tidewaiter.errors import QuestionError

ZERO = Decimal(0)


def refuse_claims(book: DutyBook, facts: dict[str, bool]) -> None:
    """A file's lines are entries of their own: a claim of small value speaks of a shipment.

    Raises :class:`QuestionError`.
    """
    names = {name for law in book.tables.parcels for name in (law.free, law.post)}
    for name in names & {fact for fact, holds in facts.items() if holds}:
        raise QuestionError(
            f"{name!r} speaks of a parcel, not of a line in a file.", "Ask for the parcel alone."
        )


def with_parcels(book: DutyBook, entry: Entry, answer: Answer) -> Answer:
    """The answer under the laws on shipments of small value."""
    for law in book.tables.parcels:
        claimed = bool(entry.facts.get(law.free) or entry.facts.get(law.post))
        worth = entry.shipment if entry.shipment is not None else entry.value
        if law.territory == entry.to and (claimed if worth is None else worth <= law.limit or claimed):
            answer = _under(book, entry, law, answer, worth is not None and worth > law.limit)
    return answer


def _under(book: DutyBook, entry: Entry, law: Parcels, answer: Answer, dear: bool) -> Answer:
    if dear:
        said = f"A claim of small value is not open: the shipment is worth more than {law.limit} ({law.cite})"
        return replace(answer, notes=(*answer.notes, said))
    here = [s for s in law.spells if s.holds_on(entry.on) and _reaches(book, s, entry)]
    by_post = next((s for s in here if s.way == "post"), None)
    general = next((s for s in here if s.way != "post"), None)
    if by_post is not None:
        answer = _offered(book, entry, law, by_post, law.post, answer)
        if entry.facts.get(law.post):
            return answer
    if general is None:
        return answer
    if general.way == "free":
        return _offered(book, entry, law, general, law.free, answer)
    return replace(answer, notes=(*answer.notes, f"{general.why} ({general.cite})"))


def _reaches(book: DutyBook, spell: ParcelSpell, entry: Entry) -> bool:
    """Whether a spell speaks of goods of the origin."""
    named = members(book.tables, spell.origins, entry.on) if spell.origins else None
    left_out = members(book.tables, spell.not_origins, entry.on)
    return (named is None or entry.origin in named) and entry.origin not in left_out


def _offered(
    book: DutyBook, entry: Entry, law: Parcels, spell: ParcelSpell, fact: str, answer: Answer
) -> Answer:
    """The answer where the shipment may come under a spell: claimed, open to be claimed, or waived."""
    percent = _percent(book, entry, spell)
    amounts = list(_amounts(entry, spell, percent))
    if entry.facts.get(fact):
        return _claimed(book, entry, law, spell, percent, amounts, answer)
    if entry.no_claims or fact in entry.facts:
        return answer
    low = None if answer.range.low_percent is None else min(answer.range.low_percent, percent)
    high = None if answer.range.high_percent is None else max(answer.range.high_percent, percent)
    low_amount, high_amount = answer.range.low_amount, answer.range.high_amount
    if low_amount is not None and high_amount is not None:
        low_amount, high_amount = min(low_amount, *amounts), max(high_amount, *amounts)
    question = Question(fact, book.tables.facts[fact].question, percent, percent)
    spread = Range(low, high, low_amount, high_amount)
    return replace(answer, range=spread, questions=(*answer.questions, question))


def _claimed(
    book: DutyBook,
    entry: Entry,
    law: Parcels,
    spell: ParcelSpell,
    percent: Decimal,
    amounts: list[Decimal],
    answer: Answer,
) -> Answer:
    ruling = book.tables.rulings.get(spell.refund)
    refundable = ruling is not None and (entry.known_on is None or ruling.decided <= entry.known_on)
    amount = amounts[0] if amounts else None
    told = Component(
        law.id, law.title, "mfn", "applies", spell.why, "", spell.rate or ("Free" if not percent else f"{percent:f}%"),
        percent, percent, cite=spell.cite, since=spell.since, until=spell.until, verified=spell.verified,
        amount=amount, refundable=refundable,
    )  # fmt: skip
    others = tuple(
        c._replace(outcome="exempt", because=f"in lieu of it: {law.title}", rate="0%", percent=ZERO, amount=None, refundable=False, depends_on=())
        for c in answer.components
    )  # fmt: skip
    total = Total(percent, amount)
    nothing = Total(ZERO, None if amount is None else ZERO)
    return replace(
        answer,
        components=(*others, told),
        assessed=total,
        owed=nothing if refundable else total,
        additional=total,
        range=Range(percent, percent, min(amounts, default=None), max(amounts, default=None)),
        additional_range=Range(percent, percent, None, None),
        questions=(),
    )


def _percent(book: DutyBook, entry: Entry, spell: ParcelSpell) -> Decimal:
    """The rate of a spell: its own, or what the duties of some powers come to for the origin, whatever the goods."""
    if spell.rate:
        return read(spell.rate).percent or ZERO
    if not spell.sum_of:
        return ZERO
    plain = replace(entry, facts={}, contents={}, no_claims=True)
    rules: Rules[int] = Rules(book.tables, entry.to, Cell(book.tables, plain, (), [Scenario({}, {})]))
    return sum(
        (
            read(piece.rate).percent or ZERO
            for measure in rules.measures
            if measure.authority in spell.sum_of
            for piece in rules.charged(measure)
            if piece.outcome == "applies"
        ),
        ZERO,
    )


def _amounts(entry: Entry, spell: ParcelSpell, percent: Decimal) -> Iterator[Decimal]:
    """What may be owed in money: the rate of the value, and the sum for each item where the carrier may choose it."""
    if entry.value is None:
        return
    yield cents(entry.value * percent / 100)
    for item in spell.items:
        sum_, _, rest = item.partition(" ")
        lower, _, upper = rest.partition("-")
        if (not lower or percent >= Decimal(lower)) and (not upper or percent < Decimal(upper)):
            yield Decimal(sum_)
