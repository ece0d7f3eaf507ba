"""What a law forbids or punishes is never confirmed as what it lets anybody do."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.text.documents import Reader
from tidewaiter.text.statements.given import claim_of


@pytest.mark.parametrize(
    ("who", "act"),
    [
        (
            "CA",
            "Under the CDSA any person may import into Canada or export a substance included in Schedule I",
        ),
        ("CA", "Under the CDSA anyone may possess a substance included in Schedule I"),
        ("UK", "Under the Misuse of Drugs Act 1971 a person may supply a controlled drug to another"),
        (
            "US",
            "Under 21 USC 952 any person may import into the United States a controlled substance in schedule I or II",
        ),
        ("DE", "Nach dem BtMG darf jeder Betäubungsmittel herstellen"),
        ("IN", "Under the NDPS Act any person may cultivate the opium poppy"),
    ],
)
def test_no_ban_is_confirmed_as_a_leave(book: Lawbook, who: str, act: str) -> None:
    """The words of a ban or of a penalty, told as a leave, are not confirmed."""
    reader = Reader(book)
    claim, day = claim_of({"does": "power", "who": who, "act": act, "on": "2025-12-01"}, reader.book)
    assert reader.judge.judge(claim, day).verdict != "confirmed"
