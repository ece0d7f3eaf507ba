"""Records as JSON and back: a record is the list of its values, in the order of its fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar

from tidewaiter.dates import Period, Since

Record = TypeVar("Record")


def plain(value: Any) -> Any:
    """A record, or anything that holds records, as plain data.

    >>> plain((date(2019, 5, 1), Since(date(2014, 1, 1), "<=")))
    ['2019-05-01', '<=2014-01-01']
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Since):
        return str(value)
    if isinstance(value, (tuple, list)):  # a named tuple, too
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return [plain(getattr(value, name)) for name in value.__match_args__]
    return value


class Reader(Generic[Record]):
    """Makes records of one kind from plain data; ``fields`` tells how each that is not plain is read.

    >>> period(plain(Period(Since(date(2019, 5, 1)), None))).since
    Since(day=datetime.date(2019, 5, 1), bound='', first=None)
    """

    def __init__(self, kind: type[Record], **fields: Callable[[Any], Any]) -> None:
        self._kind = kind
        names: tuple[str, ...] = kind.__match_args__  # type: ignore[attr-defined]
        self._fields = [(names.index(name), read) for name, read in fields.items()]

    def __call__(self, values: list[Any]) -> Record:
        """Make one record; ``values`` is used up."""
        for place, read in self._fields:
            values[place] = read(values[place])
        return self._kind(*values)


def day(text: str) -> date:
    """A day that was written by :func:`plain`."""
    return date.fromisoformat(text)


def day_or_none(text: str | None) -> date | None:
    """The same, where there may be none."""
    return date.fromisoformat(text) if text else None


def each(read: Callable[[Any], Record]) -> Callable[[Any], tuple[Record, ...]]:
    """A tuple of records."""
    return lambda values: tuple(map(read, values))


def under_keys(read: Callable[[Any], Record]) -> Callable[[Any], dict[str, Record]]:
    """Records under their keys."""
    return lambda values: {key: read(value) for key, value in values.items()}


def since_or_none(text: str | None) -> Since | None:
    """A day that may be bounded, where there may be none."""
    return Since.read(text) if text else None


period = Reader(
    Period, since=Since.read, until=day_or_none, floor=day_or_none, ceiling=day_or_none, ends=since_or_none
)
