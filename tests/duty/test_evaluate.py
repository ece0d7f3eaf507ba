"""What a component carries beside its rate, and the bounds of conditions: small changes that no other quick test noticed.

Expected figures come from the orders cited in the lawbook: EO 14257 s. 3(f) (content of the United States of at least 20 %), the
ruling of 2026-02-20 (duties under IEEPA are refundable, others are not), General Note 3(b) (column 2).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tidewaiter.duty.result import Answer

Ask = Callable[..., Answer]
PERMANGANATE = "2841.61.00.00"


def test_every_component_cites_what_it_rests_on(ask: Ask) -> None:
    for on in ("2019-01-15", "2025-03-05", "2025-04-20", "2026-02-24", "2026-08-01"):
        for one in ask(PERMANGANATE, "CN", on).components:
            if one.authority != "mfn":
                assert one.cite and one.heading and isinstance(one.verified, str), one
                assert one.since is not None and str(one.since) <= on, one


def test_what_was_struck_down_is_refundable_and_the_rest_is_not(ask: Ask) -> None:
    for one in ask(PERMANGANATE, "CN", "2025-04-20").components:
        assert one.refundable is one.authority.startswith("ieepa"), one


def test_what_takes_out_of_a_measure_is_cited_too(ask: Ask) -> None:
    """The goods of Annex II are out of the reciprocal duty: the exemption has its own heading, reason and source."""
    found = [
        one
        for code in ("2933.39.41.00", "2918.22.50.00", "2841.61.00.00")
        for origin in ("IN", "CN", "DE")
        for one in ask(code, origin, "2025-06-02").trace
        if one.outcome == "exempt"
    ]
    assert found
    for one in found:
        assert one.cite and one.heading and one.because and isinstance(one.verified, str), one
        assert one.percent == 0


@pytest.mark.parametrize(("share", "is_charged_whole"), [("0.199", True), ("0.2", False), ("0.5", False)])
def test_content_of_the_united_states_counts_from_twenty_per_cent(
    share: str, is_charged_whole: bool, ask: Ask
) -> None:
    """EO 14257, s. 3(f): below 20 % the duty falls on the whole value, from 20 % on the rest only."""
    answer = ask(PERMANGANATE, "IN", "2025-06-02", contents={"us_content": Decimal(share)})
    (one,) = [each for each in answer.components if each.authority == "ieepa_reciprocal"]
    whole = Decimal(10)
    assert one.percent == (whole if is_charged_whole else whole * (1 - Decimal(share)))
    assert one.base == ("value" if is_charged_whole else "value less us_content")


def test_goods_of_cuba_bear_column_two_and_no_reciprocal_duty(ask: Ask) -> None:
    """General Note 3(b): 23 % for permanganates, as against 5 %; heading 9903.01.29 takes them out of the reciprocal duty."""
    answers = {origin: ask(PERMANGANATE, origin, "2025-06-02") for origin in ("CU", "IN")}
    own = {origin: answer.components[-1] for origin, answer in answers.items()}
    assert {origin: (one.authority, one.percent) for origin, one in own.items()} == {
        "CU": ("mfn", Decimal(23)), "IN": ("mfn", Decimal(5)),
    }  # fmt: skip
    assert [(one.heading, one.outcome) for one in answers["CU"].components[:-1]] == [("9903.01.29", "exempt")]


@pytest.mark.parametrize("known_on", [None, "2026-02-19"])
def test_a_reason_is_given_for_every_measure(known_on: str | None, ask: Ask) -> None:
    more: dict[str, Any] = {"known_on": known_on} if known_on else {}
    for one in ask(PERMANGANATE, "CN", "2025-04-20", **more).trace:
        assert one.because and one.title and one.measure, one
        if one.outcome in ("applies", "exempt", "replaced", "suspended", "never_in_force"):
            assert one.cite, one
