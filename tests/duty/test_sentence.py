"""Duty sentences: forms of the HTS columns, and the words of the errors."""

from decimal import Decimal

import pytest

from tidewaiter.duty.quantity import Quantity, money
from tidewaiter.duty.sentence import AdValorem, Specific, cents, read, read_special
from tidewaiter.errors import BadAmount, Unreadable

D = Decimal


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Free", (AdValorem(D(0)),)),
        ("6.5%", (AdValorem(D("6.5")),)),
        ("15.4¢/kg + 52%", (Specific(D("0.154"), "kg"), AdValorem(D(52)))),
        ("15.4 c/kg + 52%", (Specific(D("0.154"), "kg"), AdValorem(D(52)))),
        ("15.4¢/kg +58%", (Specific(D("0.154"), "kg"), AdValorem(D(58)))),
        ("$1.27/m³", (Specific(D("1.27"), "m3"),)),
        ("0.2¢/liter", (Specific(D("0.002"), "liter"),)),
        ("$1.05/pf. liter", (Specific(D("1.05"), "pf liter"),)),
        ("33 1/3%", (AdValorem(D(33) + D(1) / D(3)),)),
        ("6.5% on the entire set", (AdValorem(D("6.5")),)),
        ("66¢ each + 6% on the case", (Specific(D("0.66"), "each"), AdValorem(D(6), "on the case"))),
        ("The duty provided in the applicable subheading + 25%", (AdValorem(D(25)),)),
    ],
)
def test_reads(text: str, parts: tuple[object, ...]) -> None:
    assert read(text).parts == parts


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("six percent", "Write a percentage as '6.5%', or 'Free'."),
        ("15.4/kg", "Write money with its sign, as '15.4¢/kg' or '$1.20/kg'."),
        ("15.4¢", "Say for each what the money is owed, as '15.4¢/kg' or '50¢ each'."),
        ("5% and 3%", "Join parts with ' + ', for example '15.4¢/kg + 52%'."),
    ],
)
def test_errors_carry_a_hint(text: str, hint: str) -> None:
    with pytest.raises(Unreadable) as why:
        read(text)
    assert why.value.mend == hint


def test_a_rate_that_points_elsewhere_is_no_zero() -> None:
    pointing = read("The rate applicable to the natural juice in heading 2009")
    assert (pointing.free, pointing.percent, pointing.amount(D(100))) == (False, None, None)


def test_specific_needs_its_quantity() -> None:
    rate = read("1¢/kg")
    assert rate.amount(D(100_000)) is None
    assert rate.amount(D(100_000), (Quantity.read("21,000 kg"),)) == D("210.00")
    assert rate.amount(D(100_000), (Quantity.read("21 t"),)) == D("210.00")
    assert rate.amount(D(100_000), (Quantity.read("60 head"),)) is None


def test_special_column_by_letters() -> None:
    special = read_special("Free (A+,AU,BH,S,SG) 3.2% (KR)")
    assert [(s.text, letters) for s, letters in special] == [
        ("Free", ("A+", "AU", "BH", "S", "SG")),
        ("3.2%", ("KR",)),
    ]


def test_half_a_cent_goes_up() -> None:
    assert (cents(D("10.005")), cents(D("10.0049"))) == (D("10.01"), D("10.00"))


@pytest.mark.parametrize("text", ["-5 USD", "five", "1e9999", "", "5 6 USD", "NaN"])
def test_no_value(text: str) -> None:
    with pytest.raises(BadAmount):
        money(text)
