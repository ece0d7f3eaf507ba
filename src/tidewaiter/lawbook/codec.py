"""Records as JSON and back: a record is the list of its values, in the order of its fields.

How each field is read back follows from its type, as the record's class states it; nothing is said twice.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from tidewaiter.dates import Period, Since
from tidewaiter.typed import Any, Generic, TypeVar

Record = TypeVar("Record")
Read = Callable[[Any], Any]


def as_values(value: Any) -> Any:
    """A record, or anything that holds records, as plain data.

    >>> as_values((date(2019, 5, 1), Since(date(2014, 1, 1), "<=")))
    ['2019-05-01', '<=2014-01-01']
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Since):
        return str(value)
    if isinstance(value, (tuple, list)):  # a named tuple, too
        return [as_values(item) for item in value]
    if isinstance(value, dict):
        return {key: as_values(item) for key, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return [as_values(getattr(value, name)) for name in value.__match_args__]
    return value


class Kept:
    """The fields of a record's class that are kept of it, where those are not all.

    >>> days = Kept(Period, "since", "until")
    >>> days.written(Period(Since(date(2019, 5, 1), ">="), None))
    {'since': '>=2019-05-01', 'until': None}
    >>> days.read([">=2019-05-01", "2020-01-01"])["until"]
    datetime.date(2020, 1, 1)
    """

    def __init__(self, kind: type, *names: str) -> None:
        types = types_of(kind)
        self.fields = {name: _reader(kind, types[name]) for name in names}

    def written(self, record: Any) -> dict[str, Any]:
        """The fields as plain data."""
        return {name: as_values(getattr(record, name)) for name in self.fields}

    def read(self, values: Iterable[Any]) -> dict[str, Any]:
        """The fields again, from their values in this order; lists among these are used up."""
        pairs = zip(self.fields.items(), values, strict=True)
        return {name: value if read is None else read(value) for (name, read), value in pairs}


class Reader(Generic[Record]):
    """Makes records of one class (a named tuple or a dataclass) from plain data.

    >>> period(as_values(Period(Since(date(2019, 5, 1)), None))).since
    Since(day=datetime.date(2019, 5, 1), bound='', first=None)

    Raises :class:`TypeError` for a field whose type has no reader.
    """

    def __init__(self, kind: type[Record]) -> None:
        # of a row: without its constructor, which is written when it is first called
        self._made = getattr(kind, "_make", None) or (lambda values: kind(*values))
        types = (text.removesuffix(" | None") for text in types_of(kind).values())
        readers = ((place, _reader(kind, text)) for place, text in enumerate(types))
        self._fields = [(place, read) for place, read in readers if read is not None]

    def __call__(self, values: list[Any]) -> Record:
        """Make one record; ``values`` is used up."""
        for place, read in self._fields:
            if (value := values[place]) is not None:
                values[place] = read(value)
        made: Record = self._made(values)
        return made


def types_of(kind: type) -> dict[str, str]:
    """The fields of a record's class, each with its type as written.

    >>> types_of(Period)["until"]
    'date | None'
    """
    return {
        name: str(getattr(type_, "__forward_arg__", type_)) for name, type_ in kind.__annotations__.items()
    }


def _reader(kind: type, text: str) -> Read | None:
    """How values of a type are read, by its name in the module of ``kind``; None: they are plain as they stand."""
    if text in _READERS:
        return _READERS[text]
    optional, each, keyed = (
        text.removesuffix(" | None"),
        text.removeprefix("tuple["),
        text.removeprefix("dict[str, "),
    )
    if optional != text:
        return _or_none(_reader(kind, optional))
    if each != text and each.endswith(", ...]"):
        return _each(_reader(kind, each.removesuffix(", ...]")))
    if each != text:
        return _in_turn([_reader(kind, one) for one in each.removesuffix("]").split(", ")])
    if keyed != text:
        return _under_keys(_reader(kind, keyed.removesuffix("]")))
    found = vars(sys.modules[kind.__module__]).get(text)
    if not isinstance(found, type):
        raise TypeError(f"{kind.__name__}: nothing reads the type {text!r}")
    plain = {one.removesuffix(" | None") for one in types_of(found).values()} <= _WORDS_AND_DAYS
    return _shared(Reader(found)) if plain else Reader(found)


# what thousands of records have alike: the same days, or the same text in which they stand
_WORDS_AND_DAYS = frozenset({"str", "date", "Since"})


def _shared(read: Read) -> Read:
    """The same, which makes one record of the same plain values."""
    made = lru_cache(4096)(lambda values: read(list(values)))
    return lambda values: made(tuple(values))


def _or_none(read: Read | None) -> Read | None:
    return read and (lambda value: None if value is None else read(value))


def _each(read: Read | None) -> Read:
    return tuple if read is None else lambda values: tuple(read(value) for value in values)


def _in_turn(reads: list[Read | None]) -> Read:
    pairs = list(enumerate(reads))
    return lambda values: tuple(values[n] if read is None else read(values[n]) for n, read in pairs)


def _under_keys(read: Read | None) -> Read | None:
    return read and (lambda values: {key: read(value) for key, value in values.items()})


_READERS: dict[str, Read | None] = {
    **dict.fromkeys(("str", "int", "float", "bool", "Any", "dict[str, str]")),
    "date": date.fromisoformat,
    "Since": lru_cache(4096)(Since.read),  # many listings begin on one day
}

period = Reader(Period)
