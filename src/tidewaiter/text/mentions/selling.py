"""How much a short text reads like an offer of goods, whatever the goods: a small linear model over its letters and words.

The weights in ``selling.tsv`` are made by ``tests/text/listings/train.py`` from the labelled listings that stand beside it,
with what each text names blanked out, so that the model learns how sellers write and not what they sell. The texts of a
batch are weighed at once: what a piece is, its hash tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

BLANK = "¤"  # stands for what is named
ENOUGH = 40  # letters: of a text with fewer the model says nothing; a Chinese character counts four
SHIFT = 0.1  # on texts that it was not made of the model is a little slow to call an offer
SCALE = 3.0  # what stands by itself against a word of sale or of report, which counts one or two
WEAK = 0.4  # less than this tells nothing
SURE = 4.0  # no text counts for more than this, either way
LETTERS = (2, 3, 4)  # of a piece of any letters; the other pieces are a word and two words, marked by EDGE
EDGE, END = "|", "\n"
_HAN, _MASK = 0x2E80, (1 << 64) - 1
_BITS = np.uint64(44)  # of a hash the topmost twenty tell where its piece is kept
_BASE, _BACK, _WORD = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xF1DE83E19937733D, 0x5851F42D4C957F2D))
_FIGURES, _SPACES, _BLANKS = re.compile(r"\d+"), re.compile(r"[^\S\n]+|\|"), re.compile(f"{BLANK}+")


def blanked(folded: str, spans: Iterable[tuple[int, int]]) -> str:
    """A folded text without what it names."""
    for start, end in sorted(spans, reverse=True):
        folded = folded[:start] + BLANK + folded[end:]
    return folded.replace(END, " ")


def tidied(texts: Sequence[str]) -> str:
    """Texts as the model reads them, a line each, figures and spaces made alike."""
    plain = _FIGURES.sub("0", END.join(f" {text} " for text in texts) + END)
    return _BLANKS.sub(BLANK, _SPACES.sub(" ", plain))


def hashes(codes: Any) -> Iterator[tuple[Any, Any]]:
    """The hashes of all pieces of some lines, those of one kind at a time: where each begins, and its hash.

    A hash is a polynomial over the characters (modulo 2**64), taken from sums that run along the lines.
    """
    powers, backs = (np.cumprod(np.full(len(codes), n, dtype=np.uint64)) for n in (_BASE, _BACK))
    backs *= _BASE
    sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(codes * powers)))
    for n in LETTERS:
        yield np.arange(len(codes) - n + 1), (sums[n:] - sums[:-n]) * backs[: len(codes) - n + 1]
    begins, ends = words(codes)
    for n in (1, 2):
        first = begins[: len(begins) - n + 1]
        yield first, (sums[ends[n - 1 :]] - sums[first]) * backs[first] ^ _WORD


def letters(codes: Any) -> Any:
    """Which characters of a folded text are letters, Chinese ones aside."""
    return ((codes >= ord("a")) & (codes <= ord("z"))) | ((codes >= 0xC0) & (codes < 0x2000))


def words(codes: Any) -> tuple[Any, Any]:
    """Where the words of some characters begin and end; a sign and a Chinese character are each a word."""
    letter, some = letters(codes), (codes != ord(" ")) & (codes != ord(END))
    apart = np.concatenate(([True], ~(letter[1:] & letter[:-1]), [True]))  # of each place, and of the end
    return np.flatnonzero(some & apart[:-1]), np.flatnonzero(some & apart[1:]) + 1


def hash_of(piece: str) -> int:
    """The hash of a piece as it is written in ``selling.tsv``."""
    inner, value = piece.strip(EDGE), 0
    for c in reversed(inner):
        value = (value + ord(c)) * int(_BASE) & _MASK
    return value if inner == piece else value ^ int(_WORD)


@cache
def _model() -> tuple[float, Any, Any, Any, Any]:
    """The constant; where the piece of a hash is kept; of each piece its hash, how rare it is (squared), and what it weighs."""
    rows = Path(__file__).with_name("selling.tsv").read_text(encoding="utf-8").split(END)[:-1]
    pieces, rare, weight = zip(*(row.split("\t") for row in rows), strict=True)
    keys = np.array([hash_of(piece) for piece in pieces[1:]], dtype=np.uint64)
    places = np.zeros(1 << 20, dtype=np.int16)
    places[keys >> _BITS] = np.arange(len(keys))
    values = np.array(rare[1:], dtype=float)
    return float(weight[0]), places, keys, values**2, values * np.array(weight[1:], dtype=float)


def sells(texts: Sequence[str]) -> list[float]:
    """What speaks for an offer (above nought) or against one, as log odds, in each of some texts made by :func:`blanked`.

    >>> one, other = "ketamine hcl in stock, 25 kg drums, discreet shipping to all states", "police seized 25 kg of ketamine at the airport"
    >>> first, second = sells([blanked(one, [(0, 8)]), blanked(other, [(23, 31)])])
    >>> first > 0 >= second
    True
    """
    if not texts:
        return []
    constant, places, keys, squares, weights = _model()
    codes = np.frombuffer(tidied(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    line = np.cumsum(codes == ord(END))
    found = []
    for begins, hashed in hashes(codes):
        piece = places.take(hashed >> _BITS)
        (known,) = np.nonzero(keys.take(piece) == hashed)
        found.append(line.take(begins.take(known)) * len(keys) + piece.take(known))
    every = np.sort(np.concatenate(found))  # then each piece once a text
    of, piece = np.divmod(every[np.diff(every, prepend=-1) > 0], len(keys))
    square, total = (np.bincount(of, values.take(piece), len(texts)) for values in (squares, weights))
    odds = SCALE * (constant + SHIFT + total / np.sqrt(np.maximum(square, 1e-9)))
    said = np.bincount(line, letters(codes) + 4 * (codes >= _HAN), len(texts) + 1)[:-1]
    odds[(abs(odds) < WEAK) | (said < ENOUGH)] = 0
    return odds.clip(-SURE, SURE).tolist()  # type: ignore[no-any-return]
