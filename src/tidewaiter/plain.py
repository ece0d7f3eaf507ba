"""Rows as plain data: what JSON holds of a day, a bound, an amount of money or a tuple, said once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, overload

from tidewaiter.dates import Since


@overload
def number(value: Decimal) -> int | float: ...
@overload
def number(value: Decimal | None) -> int | float | None: ...
def number(value: Decimal | None) -> int | float | None:
    """A JSON number that prints as the decimal does: two or four places at most, so nothing is lost.

    >>> number(Decimal("12.00")), number(Decimal("3.75")), number(None)
    (12, 3.75, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def plain(row: Any) -> dict[str, Any]:
    """The fields of a row (a slotted dataclass or a named tuple) as plain data.

    >>> from tidewaiter.lawbook.records import Source
    >>> plain(Source("Act 1", "the act", "text"))
    {'cite': 'Act 1', 'read': 'the act', 'verified': 'text'}
    """
    return {name: _value(getattr(row, name)) for name in getattr(row, "_fields", None) or row.__slots__}


def _value(value: Any) -> Any:
    if isinstance(value, (date, Since)):
        return str(value)
    if isinstance(value, Decimal):
        return number(value)
    return [_value(item) for item in value] if isinstance(value, tuple) else value
