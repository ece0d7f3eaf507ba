"""How much of a drug is in a preparation: in a dosage unit, or in a hundred millilitres or grams of what is not divided."""

from __future__ import annotations

import re

from tidewaiter.errors import BadAmount
from tidewaiter.rows import NamedTuple

_MASS = {"ug": 1e-6, "mg": 1e-3, "g": 1.0}
_UNIT, _IN_HUNDRED = "unit", "100"
MORE_THAN, AT_LEAST = "more than ", "at least "


class Strength(NamedTuple):
    """A content in grams: of a dosage unit, and of 100 ml or 100 g (w/v and w/w are not told apart); None: not known."""

    unit: float | None = None
    hundred: float | None = None
    text: str = ""

    @property
    def least(self) -> bool:
        """Whether there is more of it than is told, or may be: "more than 100 mg", "at least 100 mg"."""
        return self.text.startswith((MORE_THAN, AT_LEAST))


def content_of(text: str) -> Strength:
    """A content as a limit of the law is written in the lawbook.

    >>> content_of("100 mg/unit").unit, content_of("1.8 g/100 ml").hundred, content_of("2.5 %").hundred
    (0.1, 1.8, 2.5)

    Raises :class:`ValueError` for anything else.
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?) (?:(ug|mg|g)/(unit|100 ml|100 g)|(%))", text)
    if not found:
        raise ValueError(repr(text))
    if found[4]:
        return Strength(None, float(found[1]), text)
    grams = float(found[1]) * _MASS[found[2]]
    return Strength(grams, None, text) if found[3] == _UNIT else Strength(None, grams, text)


def share_of_goods(text: str) -> Strength:
    """How much of the goods is the substance that is asked about, as a person writes it.

    >>> share_of_goods("25 %").hundred, share_of_goods("0,5").hundred
    (25.0, 0.5)

    Raises :class:`tidewaiter.errors.BadAmount` for what is no share.
    """
    found = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*(?:%|per ?cent)?(?:\s*\(?w/w\)?)?\s*", text)
    share = float(found[1].replace(",", ".")) if found else 0.0
    if not 0 < share <= 100:
        raise BadAmount(f"{text!r} is not a concentration.", "Write per cent by weight: 25 %.")
    return Strength(None, share, f"{share:g} %")


def ingredient_of(text: str) -> tuple[str, str]:
    """An ingredient that must be in a preparation, and the least of it where the law names one.

    >>> ingredient_of("naloxone 7.5 %"), ingredient_of("naloxone")
    (('naloxone', '7.5 %'), ('naloxone', ''))

    Raises :class:`ValueError` where what follows the name is no content.
    """
    name, _, least = text.partition(" ")
    if least:
        content_of(least)
    return name, least
