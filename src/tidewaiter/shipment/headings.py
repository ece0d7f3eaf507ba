"""What declarations call the fields and the units: Chinese headings, units of trade, in any script.

The fields' own names are English; a customs declaration need not be.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.amounts.units import units


@cache
def _words(kind: str) -> dict[str, str]:
    """The word of Tidewaiter for each word of ``headings.tsv``, and of the units of trade."""
    found: dict[str, str] = {}
    for line in Path(__file__).with_name("headings.tsv").read_text("utf-8").splitlines():
        own, meant, words = line.split("\t") if "\t" in line else ("", "", "")
        found |= dict.fromkeys(words.split("|"), meant) if own == kind else {}
    trade = units().items() if kind == "unit" else ()
    return found | {word: name for name, unit in trade for word in unit.words if " " not in word}


_MEASURED = re.compile(r"(\d[\d,. ]*?)\s*([^\W\d_]+)\.?")


def field_of(heading: str) -> str:
    """The field that a heading means; a heading that is not known comes back as it is.

    >>> field_of("商品编号"), field_of(" Quantity "), field_of("颜色")
    ('code', 'quantity', '颜色')
    """
    plain = " ".join(unicodedata.normalize("NFKC", heading).casefold().split())
    own = _words("field")
    return own.get(plain, own.get(plain.replace("(", "（").replace(")", "）"), plain))


def plain_amount(text: str) -> str:
    """A number with its unit as the rest of Tidewaiter writes them; any other text comes back as it is.

    >>> plain_amount("25千克"), plain_amount("２００ 升"), plain_amount("1,000 KGS"), plain_amount("a lot")
    ('25 kg', '200 L', '1,000 kg', 'a lot')
    """
    found = _MEASURED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    unit = _words("unit").get(found[2].casefold()) if found else None
    return f"{found[1]} {unit}" if found and unit else text
