"""Quantities of goods, in grams or millilitres, and the thresholds of measures that they reach."""

from __future__ import annotations

from math import isfinite
from unicodedata import normalize

from tidewaiter.errors import BadAmount
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.records import Entry, Measure
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.units import units

_UNIT = {  # any case
    word.casefold(): unit for name, unit in units().items() for word in (name.replace("µ", "u"), *unit.words)
}
_SEVERAL = {  # a word for units that differ: what may be meant
    "ton, tons": "t (1,000 kg), short ton (907 kg) or long ton (1,016 kg)",
    "gallon, gallons": "gal (of the US, 3.785 L) or imp gal (4.546 L)",
    "oz, ounce, ounces": "28.35 g, 31.1 g (troy) or 30 mL (fluid)",
    "gr": "gram or grain (0.0648 g)",
    "cwt": "45.4 kg or 50.8 kg",
    "Mg": "mg or t (megagram)",
}
_MEANT = {word: meant for words, meant in _SEVERAL.items() for word in words.split(", ")}


def unit_words() -> frozenset[str]:
    """Every word for a unit of goods, those that can mean several units among them."""
    written = {word for name, unit in units().items() for word in (name, *unit.words)}
    return frozenset(written | _MEANT.keys())


# What goods are counted in where they are not weighed. A count says nothing of the mass of the substance.
_COUNTS = """ampoule ampoules bag bags bottle bottles box boxes canister canisters capsule capsules carton cartons case cases
container containers cylinder cylinders drum drums dose doses ibc item items kit kits pack packs package packages
patch patches piece pieces pcs plate plates sachet sachets tablet tablets tube tubes unit units vial vials"""
COUNTS = frozenset(_COUNTS.split())


# Patterns are compiled when an amount is first read: most questions hold none.
_BLANKS = "[ '\u2019\u00a0\u202f]"  # between thousands
_ENGLISH = r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}"  # also as in India: 10,00,000
_AMOUNT = "\\s*(\\d[\\d.,'\u2019 ]*?)\\s*([^\\W\\d_][^\\d_]*3?)\\s*"
MARKS = (".", ",")  # what may stand before the decimals


def plain_number(text: str, mark: str = "") -> str:
    """A number as it is written in a declaration, as digits with a decimal point; ``mark``: what stands before its
    decimals, where the declaration says so.

    Raises :class:`BadAmount` for what is no number, and for one that can be read two ways: English and Indian writing is
    taken for it where commas stand in threes, but a single point before three digits may mean thousands (German, Spanish),
    and a comma before any other number of digits is no mark of thousands.

    >>> plain_number("10,000"), plain_number("1.234,5"), plain_number("1,234.5"), plain_number("2.000", ",")
    ('10000', '1234.5', '1234.5', '2000')
    >>> plain_number("2.000")
    Traceback (most recent call last):
    tidewaiter.errors.BadAmount: '2.000' can be read as 2 or as 2000. Write the one that is meant, without a mark ...
    """
    plain = re.sub(_BLANKS, "", text)
    if not re.fullmatch(r"\d[\d.,]*", plain) and not re.fullmatch(r"\.\d+", plain):
        raise _no_number(text)
    if not mark and "," in plain and "." in plain:
        mark = max(MARKS, key=plain.rfind)
    if mark:
        return _by_mark(plain, mark, text)
    if "," in plain:
        if re.fullmatch(_ENGLISH, plain):
            return plain.replace(",", "")
        if plain.count(",") > 1:
            raise _no_number(text)
        raise _two_ways(text, plain.replace(",", "."), plain.replace(",", ""))
    if plain.count(".") > 1:
        return _by_mark(plain, ",", text)
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", plain):
        raise _two_ways(text, plain.rstrip("0").rstrip("."), plain.replace(".", ""))
    return plain


def _by_mark(plain: str, mark: str, text: str) -> str:
    thousands = "," if mark == "." else "."
    whole, _, part = plain.partition(mark)
    grouped = re.fullmatch(_ENGLISH, whole.replace(thousands, ",")) if thousands in whole else True
    if not grouped or not re.fullmatch(r"\d*", part):
        raise _no_number(text)
    return f"{whole.replace(thousands, '') or '0'}.{part}" if part else whole.replace(thousands, "")


def _no_number(text: str) -> BadAmount:
    return BadAmount(f"{text!r} is not a number.", "Write digits, with a point before decimals: 1234.5.")


def _two_ways(text: str, small: str, large: str) -> BadAmount:
    return BadAmount(
        f"{text!r} can be read as {small} or as {large}.",
        "Write the one that is meant, without a mark for thousands; a shipment may say decimal_mark: ',' or '.'.",
    )


def one_meaning(unit: str, text: str) -> None:
    """Raise :class:`BadAmount` where a unit, as ``text`` writes it, is a word for several."""
    if meant := _MEANT.get(unit) or _MEANT.get(unit.lower()):
        raise BadAmount(
            f"{text!r} can be read as several: {unit} is {meant}.", "Write the one that is meant."
        )


def with_plain_number(text: str, mark: str) -> str:
    """A text that begins with a number, that number written so that it can be read one way only.

    >>> with_plain_number("2.000 kg", ","), with_plain_number("1,250 kg", ","), with_plain_number("a lot", ",")
    ('2000 kg', '1.2500 kg', 'a lot')
    """
    found = re.match("\\s*(\\d[\\d.,'\u2019 \u00a0\u202f]*)", text)
    if not found:
        return text
    try:
        plain = plain_number(found[1].strip(), mark)
    except BadAmount:
        return text  # it is told where the amount is read
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", plain):
        plain += "0"
    return f"{plain} {text[found.end() :].strip()}".strip()


class Amount(NamedTuple):
    """A quantity in grams or millilitres."""

    value: float
    dimension: str  # mass | volume
    text: str

    @classmethod
    def read(cls, text: str, mark: str = "") -> Amount:
        """Read ``"25 kg"``, ``"10,000 L"``, ``"500 g"``; ``mark``: as for :func:`plain_number`.

        Raises :class:`BadAmount`, also where the number can be read two ways.

        >>> Amount.read("25 kg").value, Amount.read("10,000 L").dimension
        (25000.0, 'volume')
        """
        found = re.fullmatch(_AMOUNT, normalize("NFKC", text).replace("μ", "u"))
        words = " ".join(found[2].rstrip(".").split()) if found else ""
        one_meaning(words, text)
        unit = _UNIT.get(words.casefold())
        if found is None or unit is None:
            raise BadAmount(f"{text!r} is not an amount.", "Write a number and a unit: 25 kg, 10000 L, 5 mg.")
        value = float(plain_number(found[1], mark)) * unit.size
        if not isfinite(value):
            raise BadAmount(f"{text[:20]}... is more than there is.", "Check the number.")
        return cls(value, unit.dimension, text.strip())


_QUANTITY = r"(?i)([\d][\d,]*(?:\.\d+)?)\s*(µg|ug|mg|kg|g|t|lb|ml|litres?|l|gal)\b"
NOT_REGULATED = "not regulated"  # the law leaves this kind of transaction out, whatever the amount


def reaches_limit(amount: float, limit: Amount, text: str) -> bool:
    """Whether an amount reaches a limit in the wording of its threshold: "more than" leaves the limit itself free."""
    return amount > limit.value if "more than" in text else amount >= limit.value


def threshold_of(measure: Measure, entry: Entry) -> tuple[str, tuple[Amount, ...]]:
    """The threshold of a measure in trade: its words, and the amounts in them. No words: any amount counts."""
    text = measure.threshold
    if text == "listing":
        text = _for_trade(entry.threshold, str(measure.direction))
        if "any size" in text:
            return "", ()
    if text in ("", "none"):
        return "", ()
    return text, tuple(Amount.read(f"{number} {unit}", ".") for number, unit in re.findall(_QUANTITY, text))


def _for_trade(threshold: str, direction: str) -> str:
    """The part of a listing's threshold that binds such a transaction: "import: ...", "export: ..." or "import/export: ..."."""
    way = "import" if direction == "import" else "export"
    for part in threshold.split(";"):
        ways, _, amount = part.strip().partition(":")
        if way in ways.split("/"):
            return amount.strip()
    return threshold
