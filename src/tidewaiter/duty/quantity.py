"""Quantities and their units, as tariffs and customs lines write them.

Weights and volumes convert into each other's multiples; counts (head, each, number) are one unit; nothing
else converts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tidewaiter.amounts import one_meaning, plain_number
from tidewaiter.errors import BadAmount

# unit we speak of -> how many of it, the units as written
_SIZES = {
    "kg": {"1": "kg kilogram kilograms", "0.001": "g gram", "0.000001": "mg", "1000": "t ton tonne", "0.45359237": "lb"},
    "liter": {"1": "liter liters litre litres l", "0.001": "ml", "158.987294928": "bbl"},
    "each": {"1": "each no head pcs piece article", "12": "doz", "144": "gross", "100": "hundreds", "1000": "thousand thousands"},
    "pair": {"1": "pr prs pair"},
    "m": {"1": "m"},
    "m2": {"1": "m2", "0.0001": "cm2"},
    "m3": {"1": "m3"},
}  # fmt: skip
_UNITS = {name: (unit, size) for unit, sizes in _SIZES.items() for size, names in sizes.items() for name in names.split()}  # fmt: skip

_TOO_MUCH = Decimal(10) ** 13  # beyond this a sum is a slip of the pen, and cents would not fit

_SIGNS = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP"}  # of money
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_TOUCHING = re.compile(r"\A([A-Za-z]{3})(?=\d)|(?<=\d)([A-Za-z]{3})\Z")  # USD1000, 1000EUR

_QUANTITY = re.compile(r"\s*([+-]?)([\d.,]*\d)\s*([^\s\d.,].*?)\s*\Z")


def unit_of(words: str) -> str:
    """The unit's plain name: ``doz.`` is ``doz``, ``m²`` is ``m2``, ``No.`` is ``each``.

    >>> unit_of("m²"), unit_of("doz."), unit_of("pf. liter")
    ('m2', 'doz', 'pf liter')
    """
    name = words.strip().lower().replace("²", "2").replace("³", "3").replace(".", " ").strip()
    return " ".join(name.split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of units."""

    number: Decimal
    unit: str

    @classmethod
    def read(cls, text: str) -> Quantity:
        """Read ``12 kg``, ``1,500 g``, ``60 head``.

        >>> Quantity.read("1,500 g")
        Quantity(number=Decimal('1500'), unit='g')
        >>> Quantity.read("a lot")
        Traceback (most recent call last):
        tidewaiter.errors.BadAmount: 'a lot' is not a quantity. Write a number and a unit, ...
        """
        found = _QUANTITY.match(text)
        if not found:
            raise BadAmount(f"{text!r} is not a quantity.", "Write a number and a unit, for example '12 kg'.")
        one_meaning(found[3], text)
        number = Decimal(plain_number(found[2]))
        if found[1] == "-" and number:
            raise BadAmount(f"{text!r} is negative.", "A quantity is zero or more.")
        return cls(number, unit_of(found[3]))

    def to(self, unit: str) -> Decimal | None:
        """This quantity in ``unit``, or None where the two do not convert.

        >>> Quantity.read("1500 g").to("kg"), Quantity.read("12 kg").to("liter")
        (Decimal('1.500'), None)
        """
        if self.unit == unit:
            return self.number
        mine, other = _UNITS.get(self.unit), _UNITS.get(unit_of(unit))
        if mine is None or other is None or mine[0] != other[0]:
            return None
        return self.number * Decimal(mine[1]) / Decimal(other[1])


def money(text: str) -> tuple[Decimal, str]:
    """Read a customs value: a number and, where written, its currency (three letters).

    Returns the number and the currency, which is empty where none was written.

    >>> money("1,000.50 USD"), money("€1000"), money("1000")
    ((Decimal('1000.50'), 'USD'), (Decimal('1000'), 'EUR'), (Decimal('1000'), ''))
    >>> money("-5 USD")
    Traceback (most recent call last):
    tidewaiter.errors.BadAmount: The value -5 is negative. A customs value is zero or more.
    """
    plain = _SIGN.sub(lambda found: f" {_SIGNS[found[0]]} ", text.strip())
    words = _TOUCHING.sub(lambda found: f" {found[0]} ", plain).split()
    currency = next((w.upper() for w in words if w.isalpha()), "")
    numbers = [w for w in words if not w.isalpha()]
    try:
        written = numbers[0] if len(numbers) == 1 else ""
        marked = re.fullmatch(r"[\d.,]*\d", written)
        number = Decimal(plain_number(written) if marked else written)
    except InvalidOperation:
        raise BadAmount(f"{text!r} is not a value.", "Write it as '1000 USD'.") from None
    if number < 0:
        raise BadAmount(f"The value {numbers[0]} is negative.", "A customs value is zero or more.")
    if not number.is_finite() or number >= _TOO_MUCH:
        raise BadAmount(f"{text!r} is not a value.", "Write it as '1000 USD'.")
    return number, currency


def lacks_currency(text: str) -> bool:
    """Whether a value is a number alone.

    >>> lacks_currency("1,000.50"), lacks_currency("1000 USD"), lacks_currency("$1000")
    (True, False, False)
    """
    return re.fullmatch(r"\+?[\d.,]*\d", text.strip()) is not None


def priced(text: str) -> tuple[Decimal, str]:
    """A customs value with its currency: one that is not told is asked for, never supposed.

    >>> priced("1000 EUR")
    (Decimal('1000'), 'EUR')
    >>> priced("1000")
    Traceback (most recent call last):
    tidewaiter.errors.BadAmount: The value 1000 has no currency. Write it behind the number, in three letters: ...
    """
    number, currency = money(text)
    if not currency:
        told = text.strip()
        mend = f"Write it behind the number, in three letters: '{told} USD' or '{told} EUR'."
        raise BadAmount(f"The value {told} has no currency.", mend)
    if len(currency) != 3:
        raise BadAmount(
            f"{text!r} names no currency.", "Write its three letters behind the number: '1000 USD'."
        )
    return number, currency
