"""Names of compounds as other languages put them together, in English: what lists, the dictionary and the reader of systematic names are asked."""

from __future__ import annotations

from tidewaiter.substance.names import chinese, european
from tidewaiter.substance.names.romance import leaves_open, unmarked
from tidewaiter.substance.words.joined import one_name
from tidewaiter.substance.words.words import Words


def in_english(text: str) -> list[str]:
    """What a name that another language puts together of parts may be in English; [] for any other text."""
    return european.in_english(text) or chinese.in_english(text)


def as_english(text: str, simple: str, words: Words) -> list[str]:
    """A text, and without its words of form, as what reads systematic names is asked: as it is, and put in English."""
    from tidewaiter.substance.phrases.numbered import without_numbers

    text, simple = (european.ester_apart(unmarked(one)) for one in (text, simple))
    asked = (text, one_name(simple, words), words.trimmed(without_numbers(simple))[-1])
    return [
        name
        for one in asked
        for name in (one, *(new for new in in_english(one) if not leaves_open(new)))
        if name
    ]
