"""Numbers in words before goods, as figures: "seis pneus", "vinte e sete pneus"."""

from __future__ import annotations

from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.tables.table import by_word, longest_of

_BEFORE = r"(?:^|(?<=[,;/(])\s?|(?<=\s[yeи]\s)|(?<=\set\s)|(?<=\sund\s)|(?<=\sand\s))"
_MILA = re.compile(r"(?<![\w.,])(\d{1,3})\s?mila(?!\w)", re.IGNORECASE)  # thousands, in Italian
_LINK = r"(?:\s(?:[yeи]|et|and|und|en)\s|[\s-])"


@cache
def _pattern() -> re.Pattern[str]:
    each = longest_of(by_word("numerals"))
    return re.compile(rf"{_BEFORE}(?:{each})(?:{_LINK}(?:{each}))*(?=\s+[^\W\d]{{3}})", re.IGNORECASE)


def in_figures(text: str) -> str:
    """A text with the numbers before its goods in figures.

    >>> in_figures("seis motorizadas e vinte e sete pneus"), in_figures("two hundred toys"), in_figures("Once Upon a Time")
    ('6 motorizadas e 27 pneus', '200 toys', 'Once Upon a Time')
    >>> in_figures("160mila giocattoli")
    '160000 giocattoli'
    """

    def told(found: re.Match[str]) -> str:
        total = 0
        for word in re.split(_LINK, found[0].casefold().strip()):
            number = int(by_word("numerals")[word])
            total = total * number if number == 100 and 1 < total < 10 else total + number
        return f"{found[0][: len(found[0]) - len(found[0].lstrip())]}{total}"

    return _pattern().sub(told, _MILA.sub(r"\g<1>000", text))
