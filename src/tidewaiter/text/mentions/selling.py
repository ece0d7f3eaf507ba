"""How much a short text reads like an offer of goods, whatever the goods: a small linear model over its letters.

The weights in ``selling.tsv`` are made by ``tests/text/listings/train.py`` from the labelled listings that stand beside it,
with what each text names blanked out, so that the model learns how sellers write and not what they sell.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import log, sqrt
from pathlib import Path

BLANK = "¤"  # stands for what is named
MOST = 4  # letters of a piece, at most
ENOUGH = 40  # letters: of a text with fewer the model says nothing; a Chinese character counts four
SHIFT = 0.1  # on texts that it was not made of the model is a little slow to call an offer
SCALE = 2.0  # what stands by itself against a word of sale or of report, which counts one or two
WEAK = 0.4  # less than this tells nothing
SURE = 3.0  # no text counts for more than this, either way
_FIGURES = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_BLANKS = re.compile(f"{BLANK}+")


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text as the model reads it: what is named, figures and spaces made alike.

    >>> blanked("Ketamine HCl, 25 kg", [(0, 8)])
    ' ¤ hcl, 0 kg '
    """
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + BLANK + text[end:]
    plain = _FIGURES.sub("0", unicodedata.normalize("NFKC", text).casefold())
    return f" {_BLANKS.sub(BLANK, _SPACE.sub(' ', plain)).strip()} "


def pieces_of(plain: str) -> Counter[str]:
    """All runs of up to ``MOST`` letters, counted."""
    return Counter(plain[i : i + n] for n in range(1, MOST + 1) for i in range(len(plain) - n + 1))


@cache
def _model() -> tuple[float, dict[str, tuple[float, float]]]:
    """The constant; of each piece how rare it is, and what it weighs."""
    rows = Path(__file__).with_name("selling.tsv").read_text(encoding="utf-8").splitlines()
    weights = {
        piece: (float(rare), float(weight)) for piece, rare, weight in (row.split("\t") for row in rows)
    }
    return weights.pop("")[1], weights


def sells(plain: str) -> float:
    """What speaks for an offer (above nought) or against one, as log odds, from a text made by :func:`blanked`.

    >>> sells(blanked("Ketamine HCl in stock, 25 kg drums, discreet shipping to all states, best price", [(0, 8)])) > 0
    True
    >>> sells(blanked("Police seized 25 kg of ketamine at the airport on Monday; two men were charged", [(23, 31)])) < 0
    True
    """
    if sum(4 if c > "\u2e80" else 1 for c in plain if c.isalpha()) < ENOUGH:
        return 0.0
    constant, weights = _model()
    total = square = 0.0
    for piece, times in pieces_of(plain).items():
        if known := weights.get(piece):
            value = (1 + log(times)) * known[0]
            square += value * value
            total += value * known[1]
    odds = SCALE * (constant + SHIFT + (total / sqrt(square) if square else 0))
    return 0.0 if abs(odds) < WEAK else max(-SURE, min(SURE, odds))
