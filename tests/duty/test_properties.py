"""Properties that hold whatever the law says: monotone in value, blind to later law, deaf to what is
unrelated; batch equals single.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.bulk import assess_frame
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.panel import Panel
from tidewaiter.duty.quantity import Quantity
from tidewaiter.duty.records import HOME
from tidewaiter.duty.whatif import changed_book
from tidewaiter.errors import QuestionError

BOOK = DutyBook.load()
CODES = [c for c in BOOK.codes(HOME) if c[:2] in ("28", "29", "38", "39")]
ORIGINS = sorted(BOOK.tables.territories)
days = st.dates(date(2018, 1, 1), date(2026, 12, 31))
entries = st.builds(
    Entry,
    st.sampled_from(CODES),
    st.sampled_from(["CN", "HK", "CA", "MX", "DE", "JP", "IN", "BR", "RU", *ORIGINS]),
    days,
)
quiet = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@quiet
@given(entries, st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_monotone_in_value(entry: Entry, one: Decimal, two: Decimal) -> None:
    low, high = sorted((one, two))
    kilos = (Quantity(Decimal(10), "kg"),)
    try:
        small, large = (assess(BOOK, replace(entry, value=v, quantities=kilos)) for v in (low, high))
    except QuestionError:
        return  # a code that did not stand on that day
    if small.assessed.amount is not None and large.assessed.amount is not None:
        assert small.assessed.amount <= large.assessed.amount


@quiet
@given(entries)
def test_later_law_changes_nothing(entry: Entry) -> None:
    tables = BOOK.tables
    cut = {
        m.id: replace(m, periods=tuple(p for p in m.periods if p.since <= entry.on))
        for m in tables.measures.values()
    }
    blind = BOOK.with_tables(replace(tables, measures=cut))
    try:
        assert assess(blind, entry).assessed == assess(BOOK, entry).assessed
    except QuestionError:
        return


@quiet
@given(entries)
def test_an_unrelated_measure_changes_nothing(entry: Entry) -> None:
    origin = "NZ" if entry.origin != "NZ" else "AU"
    other = changed_book(BOOK, f"add 40% on goods of {origin} from 2018-01-01")
    try:
        assert assess(other, entry).assessed == assess(BOOK, entry).assessed
    except QuestionError:
        return


@quiet
@given(entries)
def test_range_holds_both_ends_and_the_total(entry: Entry) -> None:
    try:
        answer = assess(BOOK, entry)
    except QuestionError:
        return
    low, total, high = answer.range.low_percent, answer.assessed.percent, answer.range.high_percent
    if low is not None and total is not None and high is not None:
        assert low <= total <= high


def test_the_order_of_the_files_does_not_part_the_value() -> None:
    # towers and masts stand on the steel and the aluminium list; no share is stated: the whole value counts for steel
    tables = BOOK.tables
    facts, measures = dict(reversed(tables.facts.items())), dict(reversed(tables.measures.items()))
    turned = BOOK.with_tables(replace(tables, facts=facts, measures=measures))
    stated = {name: False for name, fact in tables.facts.items() if fact.kind != "content"}
    entry = Entry("7308200035", "DE", date(2025, 9, 1), facts=stated)
    one, other = assess(BOOK, entry), assess(turned, entry)
    assert (one.components, one.range, one.questions) == (other.components, other.range, other.questions)
    metals = {c.measure: c.percent for c in one.components if c.authority == "s232"}
    assert metals == {"us/s232-steel": 50, "us/s232-aluminum": 0}
    for book in (BOOK, turned):
        charges = Panel(book, [entry.code], ["DE"]).on(entry.on)
        added = {c.measure: c.pieces[c.piece[0, 0]].add for c in charges if c.measure.startswith("us/s232")}
        assert added == {"us/s232-steel": 50_000, "us/s232-aluminum": 0}


rows = st.lists(
    st.tuples(
        st.sampled_from(CODES),
        st.sampled_from(["CN", "CA", "MX", "DE", "JP", "RU", *ORIGINS]),
        days,
        st.integers(0, 10**8),
        st.sampled_from(["", "usmca", "pharma_use"]),
        st.none() | st.integers(0, 90),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows)
def test_batch_equals_single(lines: list[tuple[str, str, date, int, str, int | None]]) -> None:
    shown = [
        (
            c,
            o,
            str(d),
            str(Decimal(v) / 100),
            claim,
            str(d - timedelta(days=ago)) if ago is not None else "",
            "12",
            "kg",
        )
        for c, o, d, v, claim, ago in lines
    ]
    columns = ["code", "origin", "on", "value_usd", "claim", "loaded", "quantity", "unit"]
    batch = assess_frame(BOOK, pl.DataFrame(shown, schema=columns, orient="row"))
    assert batch.height == len(lines)
    for row, (code, origin, day, value, claim, ago) in zip(batch.iter_rows(named=True), lines, strict=True):
        entry = Entry(
            code,
            origin,
            day,
            loaded=None if ago is None else day - timedelta(days=ago),
            value=Decimal(value) / 100,
            quantities=(Quantity(Decimal(12), "kg"),),
            no_claims=True,
            facts={claim: True} if claim else {},
        )
        try:
            single = assess(BOOK, entry)
        except QuestionError:
            assert (
                row["status"] == "unreadable" or claim == "usmca"
            )  # a file's claim for the wrong origin claims nothing
            continue
        assert _money(row["assessed_amount"]) == single.assessed.amount
        assert _money(row["owed_amount"]) == single.owed.amount


def _money(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(round(number, 2))).quantize(Decimal("0.01"))
