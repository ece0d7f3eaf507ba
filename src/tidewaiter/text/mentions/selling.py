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

from ahocorasick_rs import AhoCorasick

from tidewaiter.text.mentions.dictionary import automaton

BLANK = "¤"  # stands for what is named
ENOUGH = 40  # letters: of a text with fewer the model says nothing; a Chinese character counts four
SHIFT = 0.1  # on texts that it was not made of the model is a little slow to call an offer
SCALE = 3.0  # what stands by itself against a word of sale or of report, which counts one or two
WEAK = 0.4  # less than this tells nothing
SURE = 4.0  # no text counts for more than this, either way
_LETTERS, _HAN = re.compile(r"[^\W\d_]"), re.compile("[\u2e80-\U0003ffff]")
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


@cache
def _model() -> tuple[float, AhoCorasick, list[tuple[float, float]]]:
    """The constant; what finds the pieces; of each piece how rare it is, and what it weighs."""
    rows = Path(__file__).with_name("selling.tsv").read_text(encoding="utf-8").splitlines()
    pieces, rare, weight = zip(*(row.split("\t") for row in rows), strict=True)
    values = [(float(one), float(other)) for one, other in zip(rare[1:], weight[1:], strict=True)]
    return float(weight[0]), automaton(list(pieces[1:])), values


def sells(plain: str) -> float:
    """What speaks for an offer (above nought) or against one, as log odds, from a text made by :func:`blanked`.

    >>> sells(blanked("Ketamine HCl in stock, 25 kg drums, discreet shipping to all states, best price", [(0, 8)])) > 0
    True
    >>> sells(blanked("Police seized 25 kg of ketamine at the airport on Monday; two men were charged", [(23, 31)])) < 0
    True
    """
    if len(plain) < 3 * ENOUGH and len(_LETTERS.findall(plain)) + 3 * len(_HAN.findall(plain)) < ENOUGH:
        return 0.0
    constant, pieces, values = _model()
    total = square = 0.0
    for which, times in Counter(
        find[0] for find in pieces.find_matches_as_indexes(plain, overlapping=True)
    ).items():
        rare, weight = values[which]
        value = rare if times == 1 else (1 + log(times)) * rare
        square += value * value
        total += value * weight
    odds = SCALE * (constant + SHIFT + (total / sqrt(square) if square else 0))
    return 0.0 if abs(odds) < WEAK else max(-SURE, min(SURE, odds))
