"""A shipment as it is declared: parties, route, days, lines. Read from JSON, YAML or CSV, or from plain data.

A fault of the shipment itself (no route, no such day) refuses the whole; a fault of one line stays with its line,
so that a bad line takes nothing from the others. Unknown fields are refused: a mistyped ``quantity`` must not be
lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from tidewaiter.amounts import COUNTS, MARKS, Amount, plain_number, with_plain_number
from tidewaiter.dates import parse_day
from tidewaiter.duty.quantity import Quantity, lacks_currency, priced
from tidewaiter.duty.schedule import read_code
from tidewaiter.errors import BadAmount, QuestionError, Unreadable
from tidewaiter.lawbook.contents import Strength
from tidewaiter.shipment.headings import field_of, plain_amount
from tidewaiter.substance.amounts.strength import share_of_goods

MAX_LINES = 2_000
MAX_WORDS = 4_000  # characters of a free text; a MOL block may be longer
MAX_STRUCTURE = 100_000
MAX_HELD = 20_000  # characters of a faulty value that are kept
PURE = 99  # per cent; from here on a line counts as the substance itself, not as a mixture that holds it
ROLES = ("exporter", "importer", "consignor", "consignee", "end user", "buyer", "broker", "carrier", "notify")


def _plain(value: Any, limit: int) -> str:
    """A scalar as text. Raises :class:`ValueError` for a list, a block, or characters that no name holds."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError(  # noqa: TRY004  (pydantic turns a ValueError, and no other, into a fault of the field)
            f"a plain text is wanted, not {_kind(value)}. Write it in quotes."
        )
    text = str(value).strip()
    if len(text) > limit:
        raise ValueError(f"{len(text)} characters are too many. Give at most {limit}.")
    if any((ord(c) < 32 and c not in "\t\r\n") or 0xD800 <= ord(c) < 0xE000 for c in text):
        raise ValueError("the text holds control characters. Delete them.")
    return text


def _kind(value: Any) -> str:
    names = {dict: "a block of fields", list: "a list", bool: "true or false"}
    return names.get(type(value), type(value).__name__)


_Words = Annotated[str, BeforeValidator(lambda value: _plain(value, MAX_WORDS))]
_Drawing = Annotated[str, BeforeValidator(lambda value: _plain(value, MAX_STRUCTURE))]


def _checked(read: Callable[[str], Any]) -> Callable[[str], str]:
    """A text that must read as something: kept as written, refused where it does not."""

    def check(text: str) -> str:
        if text:
            try:
                read(text)
            except QuestionError as why:
                raise ValueError(str(why)) from why
        return text

    return check


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    if type(value) is date:
        return value
    try:
        return parse_day(str(value)[:40])
    except QuestionError as why:
        raise ValueError(str(why)) from why


_Day = Annotated[date | None, BeforeValidator(_day)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Party(_Model):
    """Who takes part: name, country (code or name) and role."""

    name: _Words = ""
    country: _Words = ""
    role: Annotated[_Words, Field(description=f"one of: {', '.join(ROLES)}")] = ""
    address: _Words = ""

    def model_post_init(self, _: Any) -> None:
        """Refuse a role that nobody has."""
        if self.role and self.role.casefold().replace("_", " ") not in ROLES:
            raise ValueError(f"{self.role!r} is not a role. Use one of: {', '.join(ROLES)}.")


class Route(_Model):
    """The way of the goods: the territory they leave, those they pass through, the one they enter."""

    origin: _Words = Field(
        default="", validation_alias=AliasChoices("from", "origin"), serialization_alias="from"
    )
    via: tuple[_Words, ...] = ()
    destination: _Words = Field(
        default="", validation_alias=AliasChoices("to", "destination"), serialization_alias="to"
    )


class Days(_Model):
    """When the goods leave, are loaded on the last means of transport, and enter."""

    export: _Day = None
    loaded: _Day = None
    entry: _Day = None


class Fault(_Model):
    """One field of a line that could not be read, with what it said."""

    field: str
    value: str
    message: str


def _amount(text: str) -> None:
    """Read a mass or volume, or a count of packages."""
    number, _, unit = text.partition(" ")
    if "," in number:
        number = plain_number(number)
    if unit.strip().casefold().rstrip(".") in COUNTS and number.isdigit() and int(number) > 0:
        return
    if Amount.read(text).value <= 0:
        raise Unreadable(f"{text!r} is not a quantity of goods.", "Give more than nothing.")


def percent_of(text: str) -> Decimal | None:
    """A concentration in per cent, or None where it is told in other units (``1 mg/mL``).

    >>> percent_of("98 %"), percent_of("1 mg/mL")
    (Decimal('98'), None)
    >>> percent_of("120 %")
    Traceback (most recent call last):
    tidewaiter.errors.Unreadable: '120 %' is not a concentration. Write per cent, 0 to 100, or mg/mL.
    """
    share = _share_of(text)
    return None if share is None else Decimal(repr(share.hundred).removesuffix(".0"))


def _share_of(text: str) -> Strength | None:
    """A concentration with its bound ("at most 5 %", "10-30 %"); None where it is told in other units."""
    try:
        return share_of_goods(text)
    except BadAmount:
        wrong = Unreadable(f"{text!r} is not a concentration.", "Write per cent, 0 to 100, or mg/mL.")
    if "/" not in text:
        raise wrong
    for part in text.split("/", 1):
        found = Quantity.read(part if part.strip()[:1].isdigit() else f"1 {part}")
        if found.number <= 0 or (found.to("kg") is None and found.to("liter") is None):
            raise wrong
    return None


class Goods(_Model):
    """One line: what the goods are called, what they are, how much, for what and whom."""

    description: _Words = Field(default="", validation_alias=AliasChoices("description", "name", "goods"))
    cas: _Words = ""
    structure: _Drawing = Field(
        default="", validation_alias=AliasChoices("structure", "smiles", "inchi", "mol")
    )
    code: _Words = Field(default="", validation_alias=AliasChoices("code", "commodity_code", "hs", "hts"))
    quantity: _Words = Field(default="", validation_alias=AliasChoices("quantity", "amount"))
    concentration: _Words = Field(default="", validation_alias=AliasChoices("concentration", "purity"))
    value: _Words = ""
    use: _Words = Field(default="", validation_alias=AliasChoices("use", "stated_use"))
    end_user: _Words = ""
    origin: _Words = Field(default="", validation_alias=AliasChoices("origin", "country_of_origin"))
    faults: tuple[Fault, ...] = Field(default=(), exclude=True)

    @property
    def amount(self) -> Amount | None:
        """The quantity in grams or millilitres; None where none, or a count, is given."""
        try:
            return Amount.read(self.quantity) if self.quantity else None
        except QuestionError:
            return None

    @property
    def percent(self) -> Decimal | None:
        """The concentration in per cent, where it is told so."""
        return percent_of(self.concentration) if self.concentration else None

    @property
    def share(self) -> Strength | None:
        """The same with its bound."""
        return _share_of(self.concentration) if self.concentration else None

    def to_json(self) -> dict[str, Any]:
        """The fields that were given, as they were written, the faulty ones among them."""
        given = {key: value for key, value in self.model_dump().items() if value}
        return {**given, **{fault.field: fault.value for fault in self.faults}}


_CHECKS: dict[str, Callable[[str], str]] = {
    "code": _checked(read_code),
    "quantity": _checked(_amount),
    "concentration": _checked(percent_of),
    "value": _checked(priced),
}


class Shipment(_Model):
    """What is assessed: parties, route, days and lines. ``reference`` is the asker's own."""

    reference: _Words = ""
    parties: tuple[Party, ...] = ()
    route: Route = Route()
    dates: Days = Days()
    lines: tuple[Goods, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The shipment as plain data that :func:`tidewaiter.shipment.read_shipment` reads back."""
        days = {key: value.isoformat() for key, value in self.dates.model_dump().items() if value}
        made: dict[str, Any] = {"reference": self.reference} if self.reference else {}
        if self.parties:
            made["parties"] = [{k: v for k, v in p.model_dump().items() if v} for p in self.parties]
        made["route"] = {"from": self.route.origin, "via": list(self.route.via), "to": self.route.destination}
        return {**made, "dates": days, "lines": [line.to_json() for line in self.lines]}


def goods_of(raw: Any, number: int, mark: str = "", currency: str = "") -> Goods:
    """One line from plain data. What cannot be read becomes a fault of the line and counts as not given.

    ``mark``: what stands before the decimals of its numbers, ``currency``: that of its value, where the shipment says so
    and the line does not.
    """
    if isinstance(raw, str):
        raw = {"description": raw}
    if not isinstance(raw, Mapping):
        message = f"line {number}: a line is a block of fields or a name, not {_kind(raw)}."
        return Goods(faults=(Fault(field="line", value=str(raw)[:MAX_HELD], message=message),))
    fields = {field_of(str(key)): value for key, value in raw.items()}
    faults = [_fault(number, key, fields.pop(key), "no such field here. Known: " + ", ".join(FIELDS) + ".")
              for key in list(fields) if key not in FIELDS]  # fmt: skip
    fields = _joined(fields, mark, currency)
    while True:
        try:
            goods = Goods.model_validate(fields)
            break
        except ValidationError as why:
            for error in why.errors():
                field = str(error["loc"][0])
                faults.append(_fault(number, field, fields.pop(field, ""), _words(error)))
    for field, check in _CHECKS.items():
        try:
            check(getattr(goods, field))
        except ValueError as error:
            faults.append(_fault(number, field, getattr(goods, field), str(error)))
            goods = goods.model_copy(update={field: ""})
    return goods.model_copy(update={"faults": tuple(faults)})


FIELDS = (
    "description", "name", "goods", "cas", "structure", "smiles", "inchi", "mol", "code", "commodity_code", "hs", "hts",
    "quantity", "amount", "unit", "concentration", "purity", "value", "currency", "use", "stated_use", "end_user",
    "origin", "country_of_origin", "line",
)  # fmt: skip


def _joined(fields: dict[str, Any], mark: str, currency: str) -> dict[str, Any]:
    """A number and its unit (or currency) in fields of their own become one text; an empty field is none."""
    fields = {key: value for key, value in fields.items() if value not in (None, "")}
    fields.pop("line", None)  # a running number in a table
    if currency and "currency" not in fields and lacks_currency(str(fields.get("value", ""))):
        fields["currency"] = currency
    for main, other in (("quantity", "unit"), ("amount", "unit"), ("value", "currency")):
        if main in fields and other in fields:
            fields[main] = f"{fields[main]} {fields.pop(other)}"
    for left in ("unit", "currency"):
        fields.pop(left, None)
    measured = ("quantity", "amount", "value")
    if mark:
        written = {key: value for key, value in fields.items() if key in measured and isinstance(value, str)}
        fields = {**fields, **{key: with_plain_number(value, mark) for key, value in written.items()}}
    return {
        key: plain_amount(value) if key in measured and isinstance(value, str) else value
        for key, value in fields.items()
    }


def _fault(number: int, field: str, value: Any, message: str) -> Fault:
    held = value if isinstance(value, str) else repr(value)
    return Fault(field=field, value=held[:MAX_HELD], message=f"line {number}, field {field}: {message}")


def _words(error: Any) -> str:
    inner = error.get("ctx", {}).get("error")
    return str(inner) if inner is not None else f"{error['msg']}."


def shipment_of(data: Mapping[str, Any], **given: Any) -> Shipment:
    """A shipment from plain data; ``given`` fills or overrides ``origin``, ``destination``, ``via``, ``on``.

    Raises :class:`Unreadable` with every fault of the shipment itself, each with its field.
    """
    top = {str(key): value for key, value in data.items()}
    mark = top.pop("decimal_mark", "")
    if mark not in ("", *MARKS):
        raise Unreadable(f"field decimal_mark: {str(mark)[:20]!r} is none.", "Write ',' or '.'.")
    lines = top.pop("lines", None)
    currency = "" if lines is None else str(top.pop("currency", "") or "")[:20]
    top = _lifted(top, given)
    if lines is None and (alone := {key: top.pop(key) for key in list(top) if key in FIELDS}):
        lines = [alone]
    faults: list[str] = []
    try:
        shipment = Shipment.model_validate(top)
    except ValidationError as why:
        faults = [f"field {_path(error['loc'])}: {_shape(error)}" for error in why.errors()]
        raise Unreadable(
            "The shipment cannot be read. " + " ".join(faults), "Mend the fields named."
        ) from why
    if not isinstance(lines, list | tuple):
        kind = "they are missing" if lines is None else f"they are {_kind(lines)}"
        faults.append(f"field lines: a list of goods is wanted, {kind}.")
    elif not 0 < len(lines) <= MAX_LINES:
        faults.append(f"field lines: {len(lines)} lines are given, 1 to {MAX_LINES} are read.")
    faults += _consistent(shipment)
    if faults:
        raise Unreadable("The shipment cannot be read. " + " ".join(faults), "Mend the fields named.")
    goods = tuple(goods_of(raw, number, mark, currency) for number, raw in enumerate(lines or (), 1))
    return shipment.model_copy(update={"lines": goods})


def _lifted(top: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Short forms put in their place: ``from``, ``to``, ``via`` and days at the top, one day for all."""
    route, days = top.get("route", {}), top.get("dates", {})
    if isinstance(route, Mapping) and isinstance(days, Mapping):
        route, days = dict(route), dict(days)
        for short, long in (
            ("from", "from"),
            ("origin", "from"),
            ("via", "via"),
            ("to", "to"),
            ("destination", "to"),
        ):
            value = given.get(short) or (top.pop(short) if short in top and short != "origin" else None)
            if value:
                for other in ("origin", "destination"):  # the long names, where the option overrides them
                    if {"from": "origin", "to": "destination"}.get(long) == other:
                        route.pop(other, None)
                route[long] = value
        if isinstance(route.get("via"), str):
            route["via"] = [one for one in route["via"].replace(";", ",").split(",") if one.strip()]
        for key in ("export", "loaded", "entry"):
            value = given.get(key) or (top.pop(key) if key in top else None)
            if value:
                days[key] = value
        both = given.get("on") or top.pop("on", None) or top.pop("date", None)
        for key in ("export", "entry") if both else ():
            if given.get("on") or not days.get(key):
                days[key] = both
        top = {**top, "route": route, "dates": days}
    return top


def _path(loc: tuple[Any, ...]) -> str:
    path = ""
    for part in loc:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path or "shipment"


def _shape(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "no such field here."
    return _words(error)


def _consistent(shipment: Shipment) -> list[str]:
    faults = []
    for name, value in (("from", shipment.route.origin), ("to", shipment.route.destination)):
        if not value:
            faults.append(f"field route.{name}: missing. Write a two-letter code.")
    days = shipment.dates
    for (first, early), (second, late) in (
        (("export", days.export), ("entry", days.entry)), (("loaded", days.loaded), ("entry", days.entry)),
    ):  # fmt: skip
        if early and late and early > late:
            faults.append(f"field dates.{second}: {late} lies before the day of {first}, {early}.")
    return faults
