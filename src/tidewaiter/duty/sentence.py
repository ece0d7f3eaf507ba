"""Duty sentences: from the words of a tariff column to parts that can be computed.

A tariff writes a rate as a short sentence: ``6.5%``, ``15.4¢/kg + 52%``, ``Free``, ``66¢/doz. + 5% on the
case``. The grammar below reads them. What it cannot compute (``The rate applicable to the natural juice in
heading 2009``) it keeps as a reference, never as zero.

Source of the forms: the General, Special and Column 2 columns of the HTS.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tidewaiter.duty.quantity import Quantity, unit_of
from tidewaiter.errors import Unreadable

if TYPE_CHECKING:
    from lark import Lark

GRAMMAR = r"""
?start: FREE                     -> free
      | CHAPEAU? sum             -> computed
sum: part ("+" part)*
?part: number "%" BASIS?         -> ad_valorem
     | money _per UNIT BASIS?    -> specific
     | money _EACH BASIS?        -> each
money: number CENT               -> cents
     | "$" number                -> whole
     | number "€"                -> whole
number: NUMBER FRACTION?
_per: "/" | "per"
CHAPEAU: /the duty provided in the applicable subheading\s*(\+|plus)\s*(a duty of)?/i
FREE: /free(,? under bond)?/i
CENT: "¢" | "cents" | "c"
_EACH: "each"
BASIS: /(,?\s*(including|on|upon|of|for)\b[^+]+)/i
UNIT: /(100 ?|1,000 ?|thou- ?|clean |proof |pf\. ?|line\/ ?|lin\. ?)?[A-Za-z]+[23²³]?\.?|1,?000/
NUMBER: /\d+(\.\d+)?|\.\d+/
FRACTION: /\d\/\d/
%import common.WS
%ignore WS
"""

_WHOLE = ("on the entire set",)  # words that only repeat that the whole value counts
_REFERENCES = ("see ", "the rate", "no change", "the duty", "rate ")


@dataclass(frozen=True, slots=True)
class AdValorem:
    """A percentage of a value: of the whole customs value, unless ``basis`` names a part of it."""

    percent: Decimal
    basis: str = ""

    def __str__(self) -> str:
        return f"{_plain(self.percent)}%" + (f" {self.basis}" if self.basis else "")


@dataclass(frozen=True, slots=True)
class Specific:
    """Money for each unit of a quantity, in the currency of the tariff."""

    money: Decimal
    unit: str
    basis: str = ""

    def __str__(self) -> str:
        cents = self.money * 100
        money = f"${_plain(self.money)}" if self.money >= 1 else f"{_plain(cents)}¢"
        return f"{money}/{self.unit}" + (f" {self.basis}" if self.basis else "")


Part = AdValorem | Specific


@dataclass(frozen=True, slots=True)
class Sentence:
    """One rate of duty. ``parts`` empty and ``reference`` filled: the text points elsewhere and cannot be
    computed.
    """

    text: str
    parts: tuple[Part, ...]
    reference: str = ""

    @property
    def free(self) -> bool:
        """Whether the sentence says that nothing is owed."""
        return not self.reference and all(isinstance(p, AdValorem) and not p.percent for p in self.parts)

    @property
    def percent(self) -> Decimal | None:
        """The percentage of the whole value, where the sentence is nothing else; otherwise None.

        >>> read("6.5%").percent, read("Free").percent, read("1¢/kg + 2%").percent
        (Decimal('6.5'), Decimal('0'), None)
        """
        if self.reference or any(isinstance(p, Specific) or p.basis for p in self.parts):
            return None
        return sum((p.percent for p in self.parts if isinstance(p, AdValorem)), Decimal(0))

    @property
    def units(self) -> tuple[str, ...]:
        """The units in which a quantity must be known before the duty can be."""
        return tuple(dict.fromkeys(p.unit for p in self.parts if isinstance(p, Specific)))

    def amount(self, value: Decimal, quantities: tuple[Quantity, ...] = ()) -> Decimal | None:
        """The duty in the currency of the tariff, not rounded; None where a quantity or the value of a part is missing.

        >>> read("15.4¢/kg + 52%").amount(Decimal(1000), (Quantity(Decimal(100), "kg"),))
        Decimal('535.400')
        >>> read("1¢/kg").amount(Decimal(1000)) is None
        True
        """
        if self.reference:
            return None
        total = Decimal(0)
        for part in self.parts:
            if part.basis:
                return None  # a rate on the case, the strap, the lead content: that value is not known here
            if isinstance(part, AdValorem):
                total += value * part.percent / 100
                continue
            found = next((q.to(part.unit) for q in quantities if q.to(part.unit) is not None), None)
            if found is None:
                return None
            total += part.money * found
        return total


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half a cent up: the rule stated with every answer.

    >>> cents(Decimal("0.125"))
    Decimal('0.13')
    """
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    from lark import Lark

    return Lark(GRAMMAR, parser="lalr")


@lru_cache(maxsize=4096)
def read(text: str) -> Sentence:
    """Read one duty sentence.

    Raises :class:`Unreadable` with a hint where the sentence is none.

    >>> read("15.4¢/kg + 52%").parts
    (Specific(money=Decimal('0.154'), unit='kg', basis=''), AdValorem(percent=Decimal('52'), basis=''))
    >>> read("9% + 37.8 €/100 kg").parts[1]
    Specific(money=Decimal('0.378'), unit='kg', basis='')
    >>> read("The rate applicable to the natural juice in heading 2009").reference
    'The rate applicable to the natural juice in heading 2009'
    >>> read("six percent")
    Traceback (most recent call last):
    tidewaiter.errors.Unreadable: 'six percent' is not a duty sentence (stopped at 'six percent'). ...
    """
    said = " ".join(text.split())
    if quick := _quick(said):
        return quick
    lowered = said.lower()
    if lowered.startswith(_REFERENCES) and not lowered.startswith(
        "the duty provided in the applicable subheading +"
    ):
        return Sentence(said, (), said)
    if " less " in lowered or "but not less than" in lowered or "shall not exceed" in lowered:
        # sugar degrees, caps in words: computed by a formula the column only names
        return Sentence(said, (), said)
    return _parse(said)


def _quick(said: str) -> Sentence | None:
    # Nine sentences in ten are 'Free' or one percentage: no parser is started for them.
    if said == "Free":
        return Sentence(said, (AdValorem(Decimal(0)),))
    number = said.removesuffix("%")
    if said.endswith("%") and number.replace(".", "", 1).isdigit():
        return Sentence(said, (AdValorem(Decimal(number)),))
    return None


def _parse(said: str) -> Sentence:
    from lark.exceptions import UnexpectedInput

    try:
        tree = _parser().parse(said)
    except UnexpectedInput as why:
        place = max(why.pos_in_stream or 0, 0)
        raise Unreadable(
            f"{said!r} is not a duty sentence (stopped at {said[place:] or 'its end'!r}).", _hint(said)
        ) from why
    if tree.data == "free":
        return Sentence(said, (AdValorem(Decimal(0)),))
    total: Any = next(child for child in tree.children if getattr(child, "data", "") == "sum")
    return Sentence(said, tuple(_part(node) for node in total.children))


def _part(node: Any) -> Part:
    basis = next((str(t).strip(" ,") for t in node.children if getattr(t, "type", "") == "BASIS"), "")
    if basis in _WHOLE:
        basis = ""
    if node.data == "ad_valorem":
        return AdValorem(_number(node.children[0]), basis)
    written = node.children[0]
    money = _number(written.children[0])
    if written.data == "cents":
        money = money / 100
    if node.data == "each":
        return Specific(money, "each", basis)
    unit = unit_of(str(node.children[1]))
    if unit.startswith("100 "):
        return Specific(money / 100, unit.removeprefix("100 "), basis)
    return Specific(money, unit, basis)


def _number(node: Any) -> Decimal:
    whole = Decimal(str(node.children[0]))
    if len(node.children) == 1:
        return whole
    over, _, under = str(node.children[1]).partition("/")
    return whole + Decimal(over) / Decimal(under)


def _hint(said: str) -> str:
    per = "/" in said or "each" in said
    coin = any(sign in said for sign in "¢$€")
    if per and not coin:
        return "Write money with its sign, as '15.4¢/kg' or '$1.20/kg'."
    if coin and not per:
        return "Say for each what the money is owed, as '15.4¢/kg' or '50¢ each'."
    if "%" not in said and not coin:
        return "Write a percentage as '6.5%', or 'Free'."
    return "Join parts with ' + ', for example '15.4¢/kg + 52%'."


def read_special(text: str) -> tuple[tuple[Sentence, tuple[str, ...]], ...]:
    """Read the Special column: each rate with the letters of the programmes it is open to.

    >>> read_special("Free (AU,BH,S) 3.2% (KR)")
    ((Sentence(text='Free', ...), ('AU', 'BH', 'S')), (Sentence(text='3.2%', ...), ('KR',)))
    """
    found = []
    rest = text
    while "(" in rest:
        head, _, tail = rest.partition("(")
        letters, _, rest = tail.partition(")")
        if not head.strip():
            continue
        found.append(
            (read(head.strip()), tuple(x.strip() for x in letters.replace(";", ",").split(",") if x.strip()))
        )
    return tuple(found)
