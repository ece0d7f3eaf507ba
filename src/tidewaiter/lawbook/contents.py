"""How much of a drug is in a preparation: in a dosage unit, or in a hundred millilitres or grams of what is not divided."""

from __future__ import annotations

from math import inf

from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple

_MASS = {"ug": 1e-6, "mg": 1e-3, "g": 1.0}
_UNIT, _IN_HUNDRED = "unit", "100"
_HAIR = 1e-6  # by how much an amount keeps from a figure that its bound leaves out
_SAME = 1e-9  # what figures differ by that are the same but for the machine's rounding
Span = tuple[float, float]  # the least and the most of an amount, as multiples of the figure told
EXACT: Span = (1.0, 1.0)
BOUNDS: dict[str, tuple[str, Span]] = {  # by sign: the words, and what an amount so told lies between
    "": ("", EXACT),
    ">": ("more than ", (1 + _HAIR, inf)),
    "≥": ("at least ", (1.0, inf)),
    "<": ("less than ", (0.0, 1 - _HAIR)),
    "≤": ("at most ", (0.0, 1.0)),
    "≈": ("about ", (0.9, 1.1)),  # no text says how near: a tenth is what labels allow themselves
}
LESS_THAN = BOUNDS["<"][0]
_WORDS = {span: words for words, span in BOUNDS.values()}


def in_words(figure: float, between: Span) -> str:
    """A share with its bound, in per cent.

    >>> in_words(5.0, BOUNDS["≤"][1]), in_words(30.0, (1 / 3, 1.0)), in_words(2.5, EXACT)
    ('at most 5 %', '10-30 %', '2.5 %')
    """
    return f"{_WORDS.get(between) or ('' if between == EXACT else f'{figure * between[0]:g}-')}{figure:g} %"


def keeps_within(amount: float | None, between: Span, most: float) -> bool | None:
    """Whether an amount is at most so much; None: it may be more, or is not known."""
    if amount is None:
        return None
    if amount * between[1] <= most * (1 + _SAME):
        return True
    return None if amount * between[0] <= most * (1 + _SAME) else False


def reaches(amount: float | None, between: Span, least: float) -> bool | None:
    """Whether an amount is at least so much; None: it may be less, or is not known."""
    if amount is None:
        return None
    if amount * between[0] >= least * (1 - _SAME):
        return True
    return None if amount * between[1] >= least * (1 - _SAME) else False


_PURITY = re.compile(r"purity: (?:(above )([\d.]+) %|([\d.]+) % or more)")


def purity_of(doubt: str) -> float | None:
    """From which share of the goods on a listing takes them in that is in doubt about their purity; None where it is not.

    >>> purity_of("purity: 99.99 % or more"), reaches(99.999, EXACT, purity_of("purity: above 99.999 %"))
    (99.99, False)

    A purity that is counted otherwise than by the share of the goods is none that a share tells.

    >>> purity_of("purity: above 99.999 % (by inorganic elements)")
    """
    found = _PURITY.fullmatch(doubt)
    if found is None:
        return None
    return float(found[2]) * (1 + 10 * _SAME) if found[1] else float(found[3])


class Strength(NamedTuple):
    """A content in grams: of a dosage unit, and of 100 ml or 100 g (w/v and w/w are not told apart); None: not known."""

    unit: float | None = None
    hundred: float | None = None
    text: str = ""
    between: tuple[float, float] = EXACT  # a Span

    @property
    def upward(self) -> bool:
        """Whether no more is told than what there is at least: "more than 100 mg", "at least 100 mg"."""
        return self.between[1] == inf


def content_of(text: str) -> Strength:
    """A content as a limit of the law is written in the lawbook.

    >>> content_of("100 mg/unit").unit, content_of("1.8 g/100 ml").hundred, content_of("2.5 %").hundred
    (0.1, 1.8, 2.5)

    A limit that leaves its own value out lies a hair below it. Raises :class:`ValueError` for anything else.

    >>> keeps_within(29.99, EXACT, content_of("less than 30 %").hundred), keeps_within(30.0, EXACT, content_of("less than 30 %").hundred)
    (True, False)
    """
    found = re.fullmatch(rf"({LESS_THAN})?(\d+(?:\.\d+)?) (?:(ug|mg|g)/(unit|100 ml|100 g)|(%))", text)
    if not found:
        raise ValueError(repr(text))
    figure = float(found[2]) * (BOUNDS["<"][1][1] if found[1] else 1.0)
    if found[5]:
        return Strength(None, figure, text)
    grams = figure * _MASS[found[3]]
    return Strength(grams, None, text) if found[4] == _UNIT else Strength(None, grams, text)


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
