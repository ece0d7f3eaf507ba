"""What a description tells besides the goods' name: taken over once, as if it stood in a field of its own, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.book import Book
from tidewaiter.declared import declared_in
from tidewaiter.shipment import assess, read_shipment

# what a person reads in the words: quantity of all goods, share of the goods, strength, form
TOLD = {
    "Ephedrine HCl powder 99% 25 kg": ("25 kg", "99 %", "", ""),
    "fentanyl citrate 50 µg patches, 10 boxes": ("10 boxes", "", "50 µg", "patches"),
    "acetone, 20 drums of 25 kg": ("500 kg", "", "", ""),
    "acetone 10 x 500 mL": ("5000 mL", "", "", ""),
    "25 kg acetone": ("25 kg", "", "", ""),
    "potassium permanganate 99 %, 500 kg": ("500 kg", "99 %", "", ""),
    "pseudoephedrine 60 mg tablets 100 kg": ("100 kg", "", "60 mg", "tablets"),
    "Kaliumpermanganat 25 kg, Reinheit 98,5 %": ("25 kg", "98.5 %", "", ""),
    "перманганат калия 99% 500 кг": ("500 кг", "99 %", "", ""),
    "麻黄碱 25公斤": ("25 公斤", "", "", ""),
    "codeine 5 g": ("5 g", "", "", ""),
}
# what may be one package, may be read two ways, or is told of several things: left to the person
LEFT = (
    "acetone 25 kg drums", "acetone in 25 kg bags", "Kaliumpermanganat 25 kg Fässer", "25公斤桶装丙酮", "acetone 25 kg or 30 kg",
    ">25 kg acetone", "acetic anhydride 2.000 L", "toluene 5 tons", "hydrogen peroxide 1000 L IBC", "acetone 25 kg/drum",
)  # fmt: skip
NOTHING = (
    "aspirin",
    "4-piperidone",
    "2C-B",
    "50-00-0",
    "D-methionine 2 L-tryptophan",
    "CC(=O)O",
    "UN 1090",
    "Percocet 5/325",
)


@pytest.mark.parametrize("text", TOLD)
def test_what_is_told(text: str, book: Book) -> None:
    told = declared_in(text, book.store)
    assert (told.quantity, told.share, told.strength, told.form) == TOLD[text]
    assert told.told == ""


@pytest.mark.parametrize("text", LEFT)
def test_what_is_left_to_the_person(text: str, book: Book) -> None:
    told = declared_in(text, book.store)
    assert told.quantity == "" and told.told


@pytest.mark.parametrize("text", NOTHING)
def test_no_amount_is_invented(text: str, book: Book) -> None:
    assert not any(declared_in(text, book.store))


def owed(answer: Any) -> list[Any]:
    return [
        (one["clause"], one["outcome"], [(o["title"], o["outcome"]) for o in one["obligations"]])
        for one in answer.to_json()["controls"]
    ]


@pytest.mark.parametrize("amount", ["1 kg", "100 kg", "5000 kg"])
@pytest.mark.parametrize("name", ["potassium permanganate", "acetone", "acetic anhydride"])
def test_in_the_words_as_in_the_field(name: str, amount: str, book: Book) -> None:
    """Thresholds of 21 CFR 1310.04(f) and Regulation (EC) 111/2005 turn on the amount, wherever it is written."""
    way = {"origin": "DE", "destination": "US", "on": "2025-06-02"}
    field = book.check(name, amount=amount, **way)
    words = book.check(f"{name} {amount}", **way)
    assert owed(words) == owed(field)
    assert words.to_json()["taken"]["quantity"] == amount
    assert field.to_json()["taken"]["quantity"] == ""


def test_a_field_goes_before_the_words(book: Book) -> None:
    asked = book.check("acetone 5000 kg", amount="1 kg", destination="US", on="2025-06-02")
    assert asked.question.amount and asked.question.amount.text == "1 kg"
    assert asked.to_json()["taken"]["quantity"] == ""


def test_a_share_that_the_words_tell_is_not_told_twice(book: Book) -> None:
    for text, share in (("Ephedrine HCl powder 99% 25 kg", "99 %"), ("nitromethane 40 %", "40 %")):
        alone, twice = (
            book.check(text, on="2025-06-02"),
            book.check(text, concentration=share, on="2025-06-02"),
        )
        assert owed(alone) == owed(twice)
        assert twice.to_json()["taken"]["concentration"] == share


def assessed(book: Book, to: str = "US", **line: str) -> dict[str, Any]:
    given = {"from": "CN", "to": to, "on": "2026-03-02", "lines": [line]}
    made: Any = assess(book, read_shipment(given)).to_json()
    return made["lines"][0]  # type: ignore[no-any-return]


def test_a_line_of_a_shipment(book: Book) -> None:
    words = assessed(book, description="potassium permanganate 99 %, 600 kg")
    fields = assessed(book, description="potassium permanganate", quantity="600 kg", concentration="99 %")
    assert words["documents"] == fields["documents"]
    assert (words["taken"]["quantity"], words["taken"]["concentration"]) == ("600 kg", "99 %")
    assert "quantity" not in words["given"] and fields["given"]["quantity"] == "600 kg"
    assert not any(fields["taken"].values())


def test_a_field_that_cannot_be_read_is_not_replaced(book: Book) -> None:
    line = assessed(book, description="acetone 600 kg", quantity="a lot")
    assert line["taken"]["quantity"] == "" and line["faults"][0]["field"] == "quantity"


def test_of_several_things_no_share_is_taken(book: Book) -> None:
    assert assessed(book, description="acetone and toluene, 40 %")["taken"]["concentration"] == ""


def test_why_there_is_no_duty(book: Book) -> None:
    assert "no commodity code" in assessed(book, description="potassium permanganate")["no_duty"]
    assert "2841.61" in assessed(book, description="potassium permanganate")["no_duty"]
    assert "tariff of Mexico is not held" in assessed(book, "MX", description="acetone")["no_duty"]
    assert "cross no border" in assessed(book, "CN", description="acetone")["no_duty"]
    assert "cannot be read" in assessed(book, description="acetone", code="what")["no_duty"]
    assert assessed(book, description="potassium permanganate", code="2841.61.00.00")["no_duty"] == ""


@pytest.mark.parametrize("quantity", ["25公斤", "10 boxes", "5 MT", "500 mL"])
def test_what_is_taken_leaves_the_duty_as_it_is(quantity: str, book: Book) -> None:
    line = assessed(book, description=f"potassium permanganate {quantity}", code="2841.61.00.00")
    field = assessed(book, description="potassium permanganate", quantity=quantity, code="2841.61.00.00")
    assert line["taken"]["quantity"] and line["duty"] == field["duty"]


def test_the_size_of_a_tube_is_neither(book: Book) -> None:
    told = declared_in("hydrocortisone cream 1% 30 g", book.store)
    assert (told.quantity, told.strength, told.share) == ("", "", "1 %")
