"""Rows as plain data: what JSON holds of a day, a bound, an amount of money or a tuple, said once."""

from __future__ import annotations

from datetime import date

from tidewaiter.dates import Since
from tidewaiter.typed import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:  # none of it in an answer by name, which need not pay for it
    from decimal import Decimal

Row = TypeVar("Row")


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


def row_of(kind: type[Row], *records: Any, **given: Any) -> Row:
    """A row (a slotted dataclass or a named tuple) made of records: each field is given, or that of the first record which has
    one of its name.

    >>> from tidewaiter.lawbook.records import Name, Source
    >>> row_of(Source, Name("fentanyl", "Fentanyl", "en", "un/1961"), cite="Act 1", read="the act", verified="text").cite
    'Act 1'
    """
    return kind(*(_told(name, records, given) for name in kind.__match_args__))  # type: ignore[attr-defined]


def picked(names: str, *records: Any, **given: Any) -> dict[str, Any]:
    """What is given, or records tell, under some names, in their order, as plain data.

    >>> from tidewaiter.lawbook.records import Source
    >>> picked("kind cite read", Source("Act 1", "the act", "text"), kind="source")
    {'kind': 'source', 'cite': 'Act 1', 'read': 'the act'}
    """
    return {name: _value(_told(name, records, given)) for name in names.split()}


def _told(name: str, records: tuple[Any, ...], given: dict[str, Any]) -> Any:
    return given[name] if name in given else next(getattr(one, name) for one in records if hasattr(one, name))


def _value(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float, list, dict)):
        return value
    if isinstance(value, (date, Since)):
        return str(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return number(value)  # a Decimal: the one other kind of value that a row holds
