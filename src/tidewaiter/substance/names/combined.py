"""Chinese names of combined medicines, put together of a syllable or two for each active substance: 氨酚伪麻美芬片.

A name is read only where all of it is syllables of ``combined.tsv``, two at least; in every other case nothing is read here.
"""

from __future__ import annotations

from functools import partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.tables.table import by_word

_BESIDE = re.compile(r"^(?:复方|小儿|儿童|成人|注射用|口服)|[（(][ⅠⅡⅢⅣIV\d]+[）)]|[ⅠⅡⅢⅣ]|(?:复方)?$")
_MOST = 24  # letters


_syllables = partial(by_word, "combined")


def actives(name: str) -> tuple[str, ...]:
    """The active substances that a name is put together of; () for any other name.

    >>> actives("氨酚伪麻美芬"), actives("复方氨酚葡锌"), actives("酚"), actives("苯酚")
    (('paracetamol', 'pseudoephedrine', 'dextromethorphan'), ('paracetamol', 'zinc gluconate'), (), ())
    """
    plain = _BESIDE.sub("", "".join(name.split()))
    if not 3 <= len(plain) <= _MOST:
        return ()
    found = tuple(dict.fromkeys(_syllables()[one] for one in _cut(plain) or ()))
    return found if len(found) > 1 else ()


def _cut(text: str) -> list[str] | None:
    """A text cut into syllables, the longest first; None where something is left over."""
    if not text:
        return []
    for size in range(min(len(text), 12), 0, -1):
        if text[:size] in _syllables() and (rest := _cut(text[size:])) is not None:
            return [text[:size], *rest]
    return None
