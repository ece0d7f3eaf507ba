"""What must show: the permanganate series, two precursors on one day, three customs territories, Canada and
Mexico, Europe and China.

Expected figures come from issue 5, from the executive orders and notices cited in the lawbook, and from
sums done by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from tests.duty.conftest import pairs

from tidewaiter.duty.result import Answer

Ask = Callable[..., Answer]
PERMANGANATE = "2841.61.00.00"


@pytest.mark.parametrize(
    ("on", "assessed"),
    [
        ("2019-01-15", "15"),
        ("2025-01-15", "30"),
        ("2025-02-10", "40"),
        ("2025-03-05", "50"),
        ("2025-04-06", "60"),
        ("2025-04-09", "134"),
        ("2025-04-20", "175"),
        ("2025-05-20", "60"),
        ("2025-11-10", "50"),
        ("2026-02-24", "40"),
        ("2026-08-01", "42.5"),
    ],
)
def test_permanganate_of_china(ask: Ask, on: str, assessed: str) -> None:
    assert ask(PERMANGANATE, "CN", on).assessed.percent == Decimal(assessed)


@pytest.mark.parametrize("on", ["2025-02-04", "2025-04-09", "2025-04-20", "2025-11-10", "2026-02-23"])
def test_struck_down_duties_are_assessed_not_owed(ask: Ask, on: str) -> None:
    answer = ask(PERMANGANATE, "CN", on)
    assert answer.owed.percent == Decimal(30)  # 5 + 25: what IEEPA added is refundable
    assert (answer.assessed.percent or 0) > 30


def test_refund_line_one_day_and_surcharge_the_next(ask: Ask) -> None:
    # docs/pitfalls.md, no. 37: 23 February against 25 February 2026
    before, after = ask(PERMANGANATE, "CN", "2026-02-23"), ask(PERMANGANATE, "CN", "2026-02-25")
    assert (before.assessed.percent, before.owed.percent) == (Decimal(50), Decimal(30))
    assert (after.assessed.percent, after.owed.percent) == (Decimal(40), Decimal(40))


def test_before_the_ruling_was_known_all_was_owed(ask: Ask) -> None:
    assert ask(PERMANGANATE, "CN", "2025-04-20", known_on="2026-02-19").owed.percent == Decimal(175)


def test_two_precursors_on_one_day(ask: Ask) -> None:
    anpp, npp = ask("2933.36.00.00", "CN", "2025-04-20"), ask("2933.37.00.00", "CN", "2025-04-20")
    assert pairs(anpp) == [("9903.01.24", "20%"), ("9903.01.63", "125%"), ("2933.36.00.00", "6.5%")]
    assert pairs(npp) == [("9903.01.24", "20%"), ("2933.37.00.00", "6.5%")]  # Annex II holds NPP's code
    assert [c.heading for c in npp.components if c.outcome == "exempt"] == ["9903.01.32"]
    assert (anpp.assessed.percent, npp.assessed.percent) == (Decimal("151.5"), Decimal("26.5"))


def test_china_hong_kong_macau(ask: Ask) -> None:
    # 301 reaches China only, the opioid duty China and Hong Kong, the reciprocal duty all three
    totals = [ask(PERMANGANATE, place, "2025-04-20").assessed.percent for place in ("CN", "HK", "MO")]
    assert totals == [Decimal(175), Decimal(150), Decimal(130)]


def test_headings_in_the_order_of_reporting(ask: Ask) -> None:
    assert [h for h, _ in pairs(ask(PERMANGANATE, "CN", "2025-04-20"))] == [
        "9903.88.03",
        "9903.01.24",
        "9903.01.63",
        "2841.61.00.00",
    ]


@pytest.mark.parametrize(
    ("on", "claimed", "assessed"),
    [
        ("2025-03-03", False, "1.8"),  # signed for 4 February, paused before anything was collected
        ("2025-03-05", False, "26.8"),
        (
            "2025-03-05",
            True,
            "25",
        ),  # on 4 to 6 March even USMCA goods paid the 25 %, column 1 being free to them
        ("2025-03-07", True, "0"),
        ("2025-08-01", False, "36.8"),
        ("2026-02-24", False, "11.8"),
        ("2026-02-24", True, "0"),
        ("2026-07-24", False, "11.8"),
        ("2026-07-24", True, "0"),
    ],
)
def test_acetic_acid_of_canada(ask: Ask, on: str, claimed: bool, assessed: str) -> None:
    answer = ask("2915.21.00.00", "CA", on, facts={"usmca": claimed, "s338_listed": False})
    assert answer.assessed.percent == Decimal(assessed)


@pytest.mark.parametrize(("on", "heading"), [("2025-03-06", "9903.01.10"), ("2025-03-07", "9903.01.15")])
def test_potash_of_canada(ask: Ask, on: str, heading: str) -> None:
    assert pairs(ask("3104.20.00.10", "CA", on))[0][0] == heading


def test_canadian_opioid_duty_and_steel_change_places(whole: object) -> None:
    from datetime import date

    from tidewaiter.duty.answer import assess
    from tidewaiter.duty.evaluate import Entry

    def charged(on: date) -> list[str]:
        answer = assess(whole, Entry("7326908688", "CA", on))  # type: ignore[arg-type]
        return [c.heading for c in answer.components if c.outcome == "applies"][:-1]

    assert charged(date(2025, 6, 3)) == ["9903.01.10"]  # EO 14289: the opioid duty first
    assert charged(date(2025, 6, 4)) == ["9903.81.90"]  # Proclamation 10947: steel first


@pytest.mark.parametrize(
    ("code", "origin", "on", "added"),
    [
        ("2932.93.00.00", "IN", "2025-04-09", [("9903.01.55", "26%")]),
        ("2932.93.00.00", "IN", "2025-04-10", [("9903.01.25", "10%")]),
        ("2932.93.00.00", "IN", "2025-08-07", [("9903.02.26", "25%")]),
        ("2932.93.00.00", "IN", "2025-08-27", [("9903.01.84", "25%"), ("9903.02.26", "25%")]),
        ("2932.93.00.00", "IN", "2026-02-07", [("9903.02.26", "25%")]),
        ("2932.93.00.00", "BR", "2025-08-06", [("9903.01.77", "40%"), ("9903.01.25", "10%")]),
        ("2932.93.00.00", "BR", "2025-08-07", [("9903.01.77", "40%"), ("9903.02.09", "10%")]),
        ("2932.93.00.00", "BR", "2026-07-24", [("9903.05.01", "25%"), ("9903.05.27", "12.5%")]),
        ("2932.93.00.00", "RU", "2025-08-07", []),  # column 2 stands outside the reciprocal duty
        ("2932.93.00.00", "KE", "2026-07-24", []),  # not among the sixty economies
    ],
)
def test_country_duties(ask: Ask, code: str, origin: str, on: str, added: list[tuple[str, str]]) -> None:
    assert (
        pairs(ask(code, origin, on))[:-1] == added
        if origin != "RU"
        else not any(
            c.authority.startswith("ieepa")
            for c in ask(code, origin, on).components
            if c.outcome == "applies"
        )
    )


@pytest.mark.parametrize(
    ("origin", "on", "heading", "total"),
    [
        ("DE", "2025-08-07", "9903.02.20", "15"),
        ("JP", "2025-08-07", "9903.02.73", "15"),  # text of 16 September 2025, legal from 7 August
        ("KR", "2025-11-13", "9903.02.56", "19.8"),
        ("KR", "2025-11-14", "9903.02.80", "15"),
        ("CH", "2025-11-13", "9903.02.58", "43.8"),
        ("CH", "2025-11-14", "9903.02.83", "15"),
        ("DE", "2026-08-01", "9903.05.39", "10"),
        ("JP", "2026-08-01", "9903.05.49", "12.5"),
    ],
)
def test_floors(ask: Ask, origin: str, on: str, heading: str, total: str) -> None:
    answer = ask("2932.93.00.00", origin, on)  # column 1 is 4.8 %
    assert (pairs(answer)[0][0], answer.assessed.percent) == (heading, Decimal(total))


def test_a_retroactive_text_is_not_known_before_it_is_printed(ask: Ask) -> None:
    known = ask("2932.93.00.00", "JP", "2025-08-20", known_on="2025-09-01")
    assert pairs(known)[0][0] == "9903.01.25"
    assert pairs(ask("2932.93.00.00", "JP", "2025-08-20"))[0][0] == "9903.02.73"


def test_loading_day_decides_transit(ask: Ask) -> None:
    assert ask(PERMANGANATE, "CN", "2025-04-20", loaded="2025-04-04").assessed.percent == Decimal(50)
    assert ask(PERMANGANATE, "CN", "2025-04-20", loaded="2025-04-06").assessed.percent == Decimal(60)
    assert ask(PERMANGANATE, "CN", "2025-04-20", loaded="2025-04-09").assessed.percent == Decimal(175)
    assert ask(PERMANGANATE, "CN", "2019-06-14", loaded="2019-05-09").assessed.percent == Decimal(15)
    assert ask(PERMANGANATE, "CN", "2019-06-15", loaded="2019-05-09").assessed.percent == Decimal(30)


def test_the_review_replaces_and_does_not_add(ask: Ask) -> None:
    # Polysilicon: List 3 until the end of 2024 (25 %), then 50 % under the review, not 75 %
    assert pairs(ask("2804.61.00.00", "CN", "2024-12-31"))[0] == ("9903.88.03", "25%")
    assert pairs(ask("2804.61.00.00", "CN", "2025-01-01"))[0] == ("9903.91.05", "50%")


def test_column_2_needs_a_quantity_where_it_is_compound(ask: Ask) -> None:
    without = ask("2933.37.00.00", "RU", "2025-05-01", value="1000")
    assert (without.assessed.amount, [q.fact for q in without.questions]) == (None, ["quantity"])
    assert without.components[-1].outcome == "cannot_tell"


@pytest.mark.parametrize("on", ["2025-04-14", "2025-07-24", "2025-08-07", "2026-02-07", "2026-09-01"])
def test_european_lists_of_2025_were_never_collected(ask: Ask, on: str) -> None:
    answer = ask("2208.30", "US", on, to="EU")
    assert [c.outcome for c in answer.components if c.measure.startswith("eu/countermeasures-2025")] == [
        "never_in_force"
    ]
    assert answer.additional.percent == 0


def test_european_list_of_2018_cannot_be_told_without_the_list(ask: Ask) -> None:
    answer = ask("2208.30", "US", "2019-01-15", to="EU")
    assert (answer.additional_range.low_percent, answer.additional_range.high_percent) == (
        Decimal(0),
        Decimal(25),
    )
    assert "on_counter_list" in [q.fact for q in answer.questions]


@pytest.mark.parametrize(
    ("on", "rate"),
    [
        ("2025-04-09", []),
        ("2025-04-10", ["84%"]),
        ("2025-04-12", ["125%"]),
        ("2025-05-13", ["125%"]),
        ("2025-05-14", ["10%"]),
    ],
)
def test_chinese_answer_to_the_reciprocal_duty(ask: Ask, on: str, rate: list[str]) -> None:
    answer = ask("2208.30", "US", on, to="CN")
    found = [
        c.rate
        for c in answer.components
        if c.measure == "cn/retaliation-2025-reciprocal" and c.outcome == "applies"
    ]
    assert found == rate


def test_antidumping_is_named_not_computed(ask: Ask) -> None:
    assert "A-570-001" in ask(PERMANGANATE, "CN", "2025-04-20").notices[0]
    assert ask(PERMANGANATE, "HK", "2025-04-20").notices == ()
