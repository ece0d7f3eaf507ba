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


TURNED = [
    ("US", "Under 21 USC 971 importers of a list I chemical must notify the DEA 15 days before the import", True),
    ("US", "Under 21 USC 971 importers of a list I chemical must notify the DEA within 15 days after the import", False),
    ("US", "Under 21 USC 971 importers of a list I chemical need not notify the DEA 15 days before the import", False),
    ("US", "The Court of International Trade has exclusive jurisdiction over challenges to tariffs", True),
    ("US", "The Court of International Trade has no exclusive jurisdiction over challenges to tariffs", False),
    ("IN", "Under S.O. 1055(E) the quantities for dipentylone are 2 gm and 100 gm", True),
    ("IN", "Under S.O. 1055(E) the quantities for dipentylone are 100 gm and 2 gm", False),
    ("IN", "Under S.O. 1055(E) the small quantity for dipentylone is 100 gm", False),
    ("CN", "易制毒化学品管理条例规定，销售台账应当保存2年备查", True),
    ("CN", "易制毒化学品管理条例规定，销售台账应当保存3年备查", False),
    ("MX", "Conforme a la Ley General de Salud, las sustancias psicotrópicas de la fracción III no requieren receta médica", False),
]  # fmt: skip


@pytest.mark.parametrize(("who", "act", "so"), TURNED)
def test_what_is_turned_round_is_not_confirmed(book: Lawbook, who: str, act: str, so: bool) -> None:
    """A denial that the law has not, after for before, grams of the one amount told of the other."""
    reader = Reader(book)
    claim, day = claim_of({"does": "power", "who": who, "act": act, "on": "2025-12-01"}, reader.book)
    assert (reader.judge.judge(claim, day).verdict == "confirmed") == so
