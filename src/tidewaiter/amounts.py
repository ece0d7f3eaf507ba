"""Quantities of goods, in grams or millilitres, and the thresholds of measures that they reach."""

from __future__ import annotations

import re
from typing import NamedTuple

from tidewaiter.errors import BadAmount
from tidewaiter.lawbook.records import Entry, Measure

_UNITS = {  # unit -> grams or millilitres
    "ug": (1e-6, "mass"),
    "µg": (1e-6, "mass"),
    "mg": (1e-3, "mass"),
    "g": (1.0, "mass"),
    "kg": (1e3, "mass"),
    "t": (1e6, "mass"),
    "lb": (453.59237, "mass"),
    "ml": (1.0, "volume"),
    "l": (1e3, "volume"),
    "litre": (1e3, "volume"),
    "litres": (1e3, "volume"),
    "gal": (3785.411784, "volume"),
}


class Amount(NamedTuple):
    """A quantity in grams or millilitres."""

    value: float
    dimension: str  # mass | volume
    text: str

    @classmethod
    def read(cls, text: str) -> Amount:
        """Read ``"25 kg"``, ``"10,000 L"``, ``"500 g"``.

        >>> Amount.read("25 kg").value, Amount.read("10,000 L").dimension
        (25000.0, 'volume')
        """
        found = re.match(r"\s*([\d][\d, ]*(?:\.\d+)?)\s*([A-Za-zµ]+)\s*\Z", text.replace("μ", "µ"))
        unit = _UNITS.get(found[2].lower()) if found else None
        if found is None or unit is None:
            raise BadAmount(f"{text!r} is not an amount.", "Write a number and a unit: 25 kg, 10000 L, 5 mg.")
        return cls(float(found[1].replace(",", "").replace(" ", "")) * unit[0], unit[1], text.strip())


_QUANTITY = r"(?i)([\d][\d,]*(?:\.\d+)?)\s*(µg|ug|mg|kg|g|t|lb|ml|litres?|l|gal)\b"
NOT_REGULATED = "not regulated"  # the law leaves this kind of transaction out, whatever the amount


def reaches_limit(amount: float, limit: Amount, text: str) -> bool:
    """Whether an amount reaches a limit in the wording of its threshold: "more than" leaves the limit itself free."""
    return amount > limit.value if "more than" in text else amount >= limit.value


def threshold_of(measure: Measure, entry: Entry) -> tuple[str, tuple[Amount, ...]]:
    """The threshold of a measure in trade: its words, and the amounts in them. No words: any amount counts."""
    text = measure.threshold
    if text == "listing":
        text = _for_trade(entry.threshold)
        if "any size" in text:
            return "", ()
    if text in ("", "none"):
        return "", ()
    return text, tuple(Amount.read(f"{number} {unit}") for number, unit in re.findall(_QUANTITY, text))


def _for_trade(threshold: str) -> str:
    """The part of a listing's threshold that binds imports and exports."""
    for part in threshold.split(";"):
        if part.strip().startswith("import/export:"):
            return part.split(":", 1)[1].strip()
    return threshold
