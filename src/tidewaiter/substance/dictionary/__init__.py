"""The general dictionary with its numbers and formulas, and how far a name of it may be believed."""

from __future__ import annotations

from functools import cache

from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from tidewaiter.substance.dictionary.general import Dictionary


@cache
def dictionary() -> Dictionary:
    """The general dictionary, opened by the first name or number that no list knows."""
    from tidewaiter.substance.dictionary.general import Dictionary

    return Dictionary.open()
