"""Units of mass and volume with their spellings: those of ``units.tsv``, for a field of amounts and for amounts among words alike."""

from __future__ import annotations

from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.tables.table import longest_of, rows, small


class Unit(NamedTuple):
    """A unit: how many grams or millilitres, and its words in a field, and further ones among the words of a text."""

    size: float
    dimension: str  # mass | volume
    words: tuple[str, ...]
    further: tuple[str, ...]


@cache
def units() -> dict[str, Unit]:
    """The units by their names."""
    return {
        unit: Unit(float(size), dimension, tuple(words.split("|")), tuple(filter(None, further.split("|"))))
        for unit, size, dimension, words, further in rows("units")
    }


@cache
def spelt(*names: str) -> str:
    """A pattern for some units in any of their spellings; for all of them where none is named.

    >>> spelt("lb"), re.fullmatch(spelt("mg", "µg"), "мкг") is not None
    ('pounds|pound|lbs|lb', True)
    """
    return longest_of(
        {
            one
            for name, unit in units().items()
            if not names or name in names
            for one in (name, *unit.words, *unit.further)
        }
    )


@cache
def _sizes() -> dict[str, float]:
    every = units().items()
    return {one.casefold(): unit.size for name, unit in every for one in (name, *unit.words, *unit.further)}


def size_of(word: str) -> float:
    """How many grams or millilitres a unit is, in any of its spellings.

    >>> size_of("mcg"), size_of("Kilos")
    (1e-06, 1000.0)
    """
    return _sizes()[small(word)]


# a unit among words; a T alone is of a name: 1T-LSD, oil 2T
UNIT = rf"(?!t(?!\w))(?:{spelt()})"
# so much of goods, or so many of them
AMOUNT = re.compile(rf"(?<![\w.,-])\d[\d.,]*\s?(?:{UNIT}|gr|oz|pcs|Stück|шт)(?!\w)\.?", re.IGNORECASE)
