"""Rows as plain data: what JSON holds of a day, a bound, an amount of money or a tuple, said once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, overload

from tidewaiter.dates import Since

if TYPE_CHECKING:  # none of it in an answer by name, which need not pay for it
    from decimal import Decimal


@overload
def number(value: Decimal) -> int | float: ...
@overload
def number(value: Decimal | None) -> int | float | None: ...
def number(value: Decimal | None) -> int | float | None:
    """A JSON number that prints as the decimal does: two or four places at most, so nothing is lost.

    >>> from decimal import Decimal
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
    if value is None or isinstance(value, (str, int, float, list, dict)):
        return value
    if isinstance(value, (date, Since)):
        return str(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return number(value)  # a Decimal: the one other kind of value that a row holds
