"""What the shapes are written with: words for a field, rows whose JSON is their fields, the parts that all share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints

from typing_extensions import TypedDict

from tidewaiter.dates import Since

Number = int | float
Strings = list[str]
Plain = dict[str, Any]
Schema = Callable[[Any], Any]


@dataclass(frozen=True)
class Says:
    """What a field means, in the OpenAPI document: ``Annotated[str, Says("...")]``."""

    words: str

    def __get_pydantic_json_schema__(self, core: Any, handler: Schema) -> Plain:
        return {**handler(core), "description": self.words}


class OneOf:
    """The terms that a text is one of: ``Annotated[str, OneOf("applies", "cannot_tell")]``."""

    def __init__(self, *terms: str) -> None:
        self.terms = terms

    def __get_pydantic_json_schema__(self, core: Any, handler: Schema) -> Plain:
        return {**handler(core), "enum": list(self.terms)}


Outcome = Annotated[str, OneOf("applies", "cannot_tell")]


@dataclass(frozen=True)
class Rows:
    """A list of rows as :func:`tidewaiter.plain.plain` writes them: ``Annotated[list[Plain], Rows(Change)]``."""

    of: type

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return handler.generate_schema(list[shape_of(self.of)])  # type: ignore[misc]


def shape_of(row: type) -> Any:
    """The JSON of a row's fields: a day, a bound or an amount as JSON writes it, a tuple as a list.

    >>> from tidewaiter.contract.law import Change
    >>> shape_of(Change).__annotations__["day"], shape_of(Change).__annotations__["before"]
    (str | None, list[str])
    """
    make: Any = TypedDict  # whose names are known only here
    hints = get_type_hints(row, include_extras=True)
    shape = make(row.__name__, {name: _json(hint) for name, hint in hints.items()})
    shape.__doc__ = row.__doc__
    return shape


def _json(hint: Any) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        made = _json(parts[0])
        for part in parts[1:]:
            made = made | _json(part)
        return made
    if origin is tuple:
        return list[_json(parts[0])]  # type: ignore[misc]
    if hint in (date, Since):
        return str
    if hint is Decimal:
        return Number
    return hint


class LawbookOf(TypedDict):
    """The lawbook that answered."""

    version: str
    sha256: str


class Kept(TypedDict):
    """Where an answer is kept."""

    seq: int
    hash: str


class Keepable(TypedDict):
    """What may be kept in the record, and then says where."""

    record: NotRequired[Kept | None]
