"""Days, bounded first days, half-open periods, and the first day of an unbroken control."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.dates import Period, Since, asked_day, days_between, parse_day, unbroken
from tidewaiter.errors import BadDay

DAY = timedelta(days=1)
ORIGIN = date(2000, 1, 1)


def spell(since: str, until: str | None = None) -> Period:
    return Period.between(Since.read(since), Since.read(until) if until else None)


def test_a_leap_day_is_a_day_and_its_neighbour_is_not() -> None:
    assert parse_day("2024-02-29") == date(2024, 2, 29)
    for text in ("2025-02-29", "2025-02-30", "2025-13-01", "2025-7-1", "01.07.2025", "", "2025-07-01T00:00"):
        with pytest.raises(BadDay):
            parse_day(text)


@given(st.dates())
def test_every_day_reads_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "known"),
    [("1961-01-01", True), ("1960-12-31", False), ("2029-01-01", True), ("2029-01-02", False)],
)
def test_a_question_stays_inside_the_horizon(text: str, known: bool) -> None:
    last = date(2029, 1, 1)
    if known:
        assert asked_day(text, last) == parse_day(text)
    else:
        with pytest.raises(BadDay) as why:
            asked_day(text, last)
        assert why.value.mend == "Ask for a day from 1961-01-01 to 2029-01-01."


@pytest.mark.parametrize("text", ["2019-05-01", "<=1988-04-25", ">=2014-09-15"])
def test_a_first_day_prints_as_it_was_written(text: str) -> None:
    assert str(Since.read(text)) == text
    assert Since.read(text).exact == (text[0].isdigit())


def test_a_period_holds_its_first_day_and_not_its_last() -> None:
    period = spell("2019-05-01", "2025-07-21")
    days = ("2019-04-30", "2019-05-01", "2025-07-20", "2025-07-21")
    assert [parse_day(day) in period for day in days] == [False, True, True, False]


def test_a_printed_last_day_becomes_an_exclusive_end() -> None:
    assert days_between(date(2026, 1, 1), date(2025, 12, 31)) == -1


def since(periods: list[Period], day: date) -> str:
    """First day of the unbroken control, as written; empty where there is none."""
    found = unbroken(periods, day)
    return str(found.since) if found else ""


def test_a_listing_that_another_follows_on_its_last_day_does_not_end_the_control() -> None:
    temporary, permanent = spell("2020-08-21", "2022-08-21"), spell("2022-08-21")
    found = unbroken([temporary, permanent], date(2021, 1, 1))
    assert found is not None and found.until_text == ""
    later = unbroken([temporary, spell("2022-08-22")], date(2021, 1, 1))
    assert later is not None and later.until_text == "2022-08-21"


def test_an_end_that_is_a_bound_stays_one() -> None:
    found = unbroken(
        [spell("1980-01-01", "1990-01-01"), spell("1990-01-01", ">=1995-01-01")], date(1985, 1, 1)
    )
    assert found is not None and found.until_text == ">=1995-01-01"


def test_a_gap_of_one_day_restarts_the_control() -> None:
    old = spell("2014-01-01", "2025-07-20")
    new = spell("2025-07-21")
    assert since([old, new], date(2026, 1, 1)) == "2025-07-21"
    assert unbroken([old, new], date(2025, 7, 20)) is None


def test_a_short_spell_inside_an_open_one_does_not_end_it() -> None:
    spells = [spell("2014-01-01"), spell("2015-01-01", "2016-01-01"), spell("2018-01-01", "2019-01-01")]
    assert since(spells, date(2020, 1, 1)) == "2014-01-01"


def test_the_earlier_control_is_asked_in_its_own_time() -> None:
    spells = [spell("2001-01-01", "2002-01-01"), spell("2003-01-01", "2004-01-01")]
    assert since(spells, date(2001, 6, 1)) == "2001-01-01"
    assert since(spells, date(2003, 6, 1)) == "2003-01-01"


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [(("", "<="), "<=2010-01-01"), (("", ">="), "2010-01-01"), (("<=", ">="), "<=2010-01-01")],
)
def test_of_one_day_the_earliest_reading_speaks(bounds: tuple[str, ...], expected: str) -> None:
    spells = [spell(f"{bound}2010-01-01") for bound in bounds]
    for order in (spells, spells[::-1]):
        assert since(order, date(2020, 1, 1)) == expected


@st.composite
def spells_of(draw: st.DrawFn) -> list[Period]:
    found = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, 40))
        length = draw(st.none() | st.integers(1, 15))
        since = ORIGIN + start * DAY
        found.append(Period(Since(since), None if length is None else since + length * DAY))
    return found


def by_walking(periods: list[Period], day: date, step: timedelta) -> date | None:
    """The same, counted day by day."""
    if not any(day in period for period in periods):
        return None
    while any(day + step in period for period in periods):
        day += step
    return day


@given(spells_of(), st.integers(0, 60))
def test_unbroken_control_is_what_walking_finds(periods: list[Period], offset: int) -> None:
    day = ORIGIN + offset * DAY
    found = unbroken(periods, day)
    assert (found.since.day if found else None) == by_walking(periods, day, -DAY)
    last = by_walking(periods, day, DAY) if found and found.until else None
    assert (found.until if found else None) == (last and last + DAY)


@given(spells_of(), st.integers(0, 60), st.randoms())
def test_unbroken_control_does_not_hang_on_the_order(periods: list[Period], offset: int, random) -> None:
    day = ORIGIN + offset * DAY
    shuffled = list(periods)
    random.shuffle(shuffled)
    assert unbroken(shuffled, day) == unbroken(periods, day)


@given(spells_of(), st.integers(0, 60), st.integers(1, 30))
def test_what_begins_later_does_not_change_an_answer(periods: list[Period], offset: int, later: int) -> None:
    day = ORIGIN + offset * DAY
    future = Period(Since(day + later * DAY), None)
    assert since([*periods, future], day) == since(periods, day)


@given(spells_of(), st.integers(0, 60), st.integers(1, 14))
def test_a_re_enactment_does_not_restart_the_control(periods: list[Period], offset: int, cut: int) -> None:
    day = ORIGIN + offset * DAY
    split: list[Period] = []
    for period in periods:
        middle = period.since.day + cut * DAY
        if period.until is None or middle < period.until:
            split += [Period(period.since, middle), Period(Since(middle), period.until)]
        else:
            split.append(period)
    assert unbroken(split, day) == unbroken(periods, day)
