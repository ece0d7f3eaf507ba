"""A text without the forms in which what it names is listed: "X, including its isomers, esters, ethers and salts, ..."."""

from __future__ import annotations

from typing import NamedTuple

from tidewaiter.text.mentions import Mention
from tidewaiter.text.statements.words import patterns

_P = patterns("forms")


class Cuts(NamedTuple):
    """What was cut out of a text: where, and how many characters."""

    at: tuple[tuple[int, int], ...] = ()

    def back(self, place: int) -> int:
        """The place in the whole text of a place in the shortened one."""
        return place + sum(length for start, length in self.at if place > start)


def without_forms(text: str, begin: int, mentions: list[Mention]) -> tuple[str, list[Mention], Cuts]:
    """A sentence that begins at a place of its page, and what is named in it, as if the forms were not told; what was cut.

    Each thing that is named stands for its forms: whether these are listed too is not asked.

    >>> text = "It places X, including its isomers, esters and salts whenever these are possible, in schedule I."
    >>> text, _, cuts = without_forms(text, 0, [])
    >>> text, cuts.at
    ('It places X in schedule I.', ((11, 70),))
    """
    gone, cuts = 0, []
    found = sorted(m.span() for one in _P.values() for m in one.finditer(text))
    for start, end in [one for n, one in enumerate(found) if n == 0 or one[0] >= found[n - 1][1]]:
        low, length = start - gone, end - start
        text = text[:low] + text[low + length :]
        at = begin + low
        mentions = [
            m._replace(start=m.start - length, end=m.end - length) if m.start >= at + length else m
            for m in mentions
            if not at <= m.start < at + length
        ]
        cuts.append((low, length))
        gone += length
    return text, mentions, Cuts(tuple(cuts))
