"""A number that can be read two ways is asked back, never taken the way that makes an answer silent.

Reproduces M1 of the attack review. How numbers are written: English 1,234.5; German and Spanish 1.234,5; Swiss 1'234.5;
India 12,34,567.5 (Unicode CLDR).
"""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from tidewaiter.amounts import Amount, plain_number
from tidewaiter.cli import main
from tidewaiter.duty.quantity import Quantity, money
from tidewaiter.errors import BadAmount
from tidewaiter.shipment import read_shipment

TWO_WAYS = ["2.000 kg", "1,5 kg", "12.345 g", "999.999 L", "1,25 t", "7,0001 kg"]
ONE_WAY = {
    "1.234,5 kg": 1_234_500.0, "1,234.5 kg": 1_234_500.0, "1.234.567 g": 1_234_567.0, "1,234,567 g": 1_234_567.0,
    "12,34,567.5 g": 1_234_567.5, "10,000 L": 1e7, "0.125 kg": 125.0, "1000.500 kg": 1_000_500.0, "2.5 kg": 2_500.0,
    "1'234.5 g": 1_234.5, "1 234,5 g": None, "2 MT": 2e6, "2.50 kg": 2_500.0,
}  # fmt: skip


@pytest.mark.parametrize("text", TWO_WAYS)
def test_two_ways_are_asked_back(text: str) -> None:
    for read in (Amount.read, Quantity.read):
        with pytest.raises(BadAmount, match="can be read as"):
            read(text)
    with pytest.raises(BadAmount, match="can be read as"):
        money(text.split()[0] + " USD")


@pytest.mark.parametrize("text", ONE_WAY)
def test_one_way_is_read(text: str) -> None:
    if ONE_WAY[text] is None:
        with pytest.raises(BadAmount, match="can be read as"):
            Amount.read(text)
        assert Amount.read(text, ",").value == 1_234.5
    else:
        assert Amount.read(text).value == pytest.approx(ONE_WAY[text])


# NIST Handbook 44, appendix C (2,000 lb, 2,240 lb; 231 cubic inches), the UK's Units of Measurement Regulations 1995.
UNITS = {
    "2 metric tons": 2e6, "25 KGS": 25e3, "25 kilograms": 25e3, "5 lbs": 2_267.96185, "2 short tons": 1_814_369.48, "1 long ton": 1_016_046.9088,
    "3 m³": 3e6, "10 hl": 1e6, "5 mcg": 5e-6, "5 μg": 5e-6, "25 公斤": 25e3, "25 кг": 25e3, "2 imperial gallons": 9_092.18, "2 US gal": 7_570.823568,
    "25 kg.": 25e3, "２５ｋｇ": 25e3, "1 cc": 1.0,
}  # fmt: skip


@pytest.mark.parametrize("text", UNITS)
def test_words_for_a_unit(text: str) -> None:
    assert Amount.read(text).value == pytest.approx(UNITS[text], rel=1e-12)


@pytest.mark.parametrize(
    "text", ["2 tons", "2 ton", "1 TON", "5 gallons", "8 oz", "10 gr", "3 cwt", "500 Mg"]
)
def test_a_word_for_several_units_is_asked_back(text: str) -> None:
    for read in (Amount.read, Quantity.read):
        with pytest.raises(BadAmount, match="can be read as several"):
            read(text)


@pytest.mark.parametrize(
    "text",
    ["9" * 400 + " kg", "1e400 kg", "½ kg", "1 ½ kg", "-5 kg", "25-30 kg", ">25 kg", "25 kN", "nan kg"],
)
def test_what_is_no_amount_is_none(text: str) -> None:
    with pytest.raises(BadAmount):
        Amount.read(text)


@pytest.mark.parametrize("text", ["1,2,3", "1.2.3", "1,23.4,5", "1.5,000", "..", ",5", "5,"])
def test_what_is_no_number_is_none(text: str) -> None:
    with pytest.raises(BadAmount):
        plain_number(text)


def test_the_declaration_says_how_its_numbers_are_written() -> None:
    def line(mark: str, quantity: str) -> object:
        given = {
            "from": "CN",
            "to": "DE",
            "on": "2026-03-02",
            "lines": [{"description": "acetone", "quantity": quantity}],
        }
        shipment = read_shipment(given | ({"decimal_mark": mark} if mark else {}))
        again = read_shipment(shipment.to_json())
        assert again == shipment
        return shipment.lines[0].amount and shipment.lines[0].amount.value

    assert line(",", "2.000 kg") == 2_000_000
    assert line(".", "2.000 kg") == 2_000
    assert line(",", "1,5 kg") == 1_500
    assert line(",", "1,250 kg") == 1_250
    assert line(".", "1,250 kg") == 1_250_000
    assert line("", "2.000 kg") is None


def test_a_threshold_never_vanishes_with_a_mark(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "acetone", "--amount", "2.000 kg", "--from", "DE", "--to", "MX", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "bad_amount"


def test_values_are_read_the_same_way() -> None:
    assert money("1,000.50 USD") == (Decimal("1000.50"), "USD")
    assert money("1.000,50 EUR") == (Decimal("1000.50"), "EUR")
    assert Quantity.read("21,000 kg").number == 21_000
