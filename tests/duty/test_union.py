"""The tariff of the European Union: chapters 28 to 39, in euros, by the Combined Nomenclature of 2023."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.entry import read_entry
from tidewaiter.duty.result import Answer
from tidewaiter.errors import BadAmount
from tidewaiter.report.duty import as_json


def asked(book: DutyBook, code: str, origin: str = "CN", **others: object) -> Answer:
    question = {"code": code, "origin": origin, "on": "2026-11-27", "to": "EU", "value": "1000 EUR", **others}
    return assess(book, read_entry(book, question))


@pytest.fixture(scope="module")
def book() -> DutyBook:
    return DutyBook.load()


@pytest.mark.parametrize(
    ("code", "origin", "amount"),
    [
        ("2906.13.90", "CN", "0.00"),
        ("2907.11.00", "US", "30.00"),
        ("2922.41.00", "CN", "63.00"),
        ("2922.41.00.10", "CN", "63.00"),  # of TARIC: what it adds is no line of the nomenclature
        ("2922.41.00", "FR", "0.00"),
        ("3304.99.00", "KR", "0.00"),
        ("3923.40.10", "JP", "53.00"),
        ("3006.70.00", "US", "0.00"),  # the autonomous rate is lower
    ],
)
def test_a_line_has_its_conventional_rate(book: DutyBook, code: str, origin: str, amount: str) -> None:
    found = asked(book, code, origin)
    assert found.assessed.amount == Decimal(amount)
    assert as_json(found, book)["currency"] == "EUR"
    assert any("17 June 2023" in note for note in found.notes)


def test_euros_a_hundred_kilograms_need_a_weight(book: DutyBook) -> None:
    assert asked(book, "2905.44.19").assessed.amount is None
    assert asked(book, "2905.44.19", quantities=["250 kg"]).assessed.amount == Decimal("184.50")
    assert asked(book, "3809.10.10").assessed.amount is None  # an amount with a highest rate is not computed


def test_medicines_are_free_where_it_is_claimed(book: DutyBook) -> None:
    open_ = asked(book, "2906.11.00")
    assert (open_.range.low_amount, open_.range.high_amount) == (Decimal("0.00"), Decimal("55.00"))
    assert [question.fact for question in open_.questions] == ["eu-pharma"]
    assert asked(book, "2906.11.00", claims=["eu-pharma"]).assessed.amount == 0
    assert asked(book, "2922.41.00", claims=["eu-pharma"]).assessed.amount == Decimal("63.00")  # on no annex


def test_a_substance_of_the_annexes_is_free_by_its_number(book: DutyBook) -> None:
    menthol = asked(book, "2906.11.00", cas=["89-78-1"])
    assert (menthol.assessed.amount, menthol.questions) == (0, ())
    assert asked(
        book, "2906.11.00", cas=["2216-51-5"]
    ).questions  # not printed: it may yet be a salt or ester
    assert asked(book, "2907.11.00", cas=["89-78-1"]).assessed.amount == Decimal("30.00")  # not its line


def test_a_value_is_in_the_money_of_the_tariff(book: DutyBook) -> None:
    with pytest.raises(BadAmount, match="952/2013"):
        asked(book, "2906.11.00", value="1000 USD")


def test_other_chapters_are_said_not_to_be_held(book: DutyBook) -> None:
    assert asked(book, "2208.30.11").notes[0] == "no schedule of chapter 22 is held"
