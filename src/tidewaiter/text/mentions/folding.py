"""One fold of a text, with the way back: look-alikes, widths, accents and scripts brought to one form.

Every character is looked up in one table (numpy, no loop over characters). What remains of it is one character,
none (zero-width characters, combining marks) or several (``ﬁ``, ``α`` as ``alpha``); :attr:`Folded.back` leads from each
folded character to the one it stands for. A second form, *squeezed*, leaves out all that is no letter or digit:
in it a name is found however it was spaced, hyphenated or broken over a line.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tidewaiter.lawbook.names import GREEK, unaccented
from tidewaiter.substance.tables import traditional as han
from tidewaiter.text.mentions.cache import kept_arrays, mark_of

Codes = np.ndarray[Any, np.dtype[np.uint32]]
Places = np.ndarray[Any, np.dtype[np.int64]]

WALL = "\x1e"  # between two rows: stays when squeezed, so that nothing is found across it
_ALIKE = "confusables.json"
_MOST = 9  # characters that one may unfold to
_NONE = 0xFFFFFFFF
_MANY = 0xF0000000  # and above: the row in the table of unfoldings
_GREEK_MANY = 0xE0000000  # and above: a Greek letter that is a locant or looks like a Latin one
_LATIN = re.compile(
    r"LATIN (?:SMALL|CAPITAL|LETTER SMALL CAPITAL) ?(?:LETTER )?(?:SMALL CAPITAL )?([A-Z])(?: WITH .*)?\Z"
)
_GREEK_LOOKS = dict(zip("αβγεηκμωθδζ", "abyenkuwodz", strict=True))
# marks that other writing systems put between words or letters, and that Unicode does not call a space or dash
_DOTS = dict.fromkeys("·•‧∙⋅・･。．", ".")


# pictures that sellers put in the place of a name: each folds to a word of its own (street.yml says what they mean)
PICTURE = "qqpic"
_PICTURES = "❄🌨⛄🍁🍃🌿🥦🌲🍄🐴🐎💎🧊💊🔑🍫🐉🤎🌬🍬🍀🌴🌳🐡🍭👃🎈⚡🐬🥥🍇🔮🐊🔋🧪🌈🐷🚌"


class Folded(NamedTuple):
    """A folded text and the way back. ``back`` is None where each character stands for itself."""

    text: str
    back: Places | None
    length: int  # of the text as given

    def start(self, place: int) -> int:
        """Where in the given text a folded place begins."""
        if self.back is None:
            return place
        return int(self.back[place]) if place < len(self.back) else self.length

    def end(self, place: int) -> int:
        """Where in the given text what comes before a folded place ends."""
        return place if self.back is None else (int(self.back[place - 1]) + 1 if place else 0)


class Squeezed(NamedTuple):
    """Letters and digits of a folded text alone; ``back`` holds the folded place of each."""

    text: str
    back: Places


_ASCII_KEEPS = np.array([i < 128 and (chr(i).isalnum() or chr(i) == WALL) for i in range(256)])
_FOREIGN = 0x7F  # a letter of an alphabet that is not ours
_SPACED = bytes(i if i in (0x1E, _FOREIGN) or (chr(i).isalnum() and i < 128) else 0x20 for i in range(256))


def fold(text: str) -> Folded:
    """Fold a text.

    >>> fold("Ｆｅｎｔａｎｙｌ, ФentanyӀ").text
    'fentanyl, фentanyl'
    >>> fold("fen\\u200btanyl α-PVP").text, fold("fentαnyl").text
    ('fentanyl alpha-pvp', 'fentanyl')
    """
    if text.isascii():
        return Folded(text.lower(), None, len(text))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table, rows, lengths = (_tables()[key] for key in ("table", "rows", "lengths"))
    found = table.take(codes)
    odd = np.flatnonzero(found >= _GREEK_MANY)
    if not len(odd):
        return Folded(_string(found), None, len(text))
    _greek(found, odd[found[odd] < _MANY])
    many = odd[(found[odd] >= _MANY) & (found[odd] != _NONE)]
    keep = np.ones(len(found), dtype=bool)
    keep[odd[found[odd] == _NONE]] = False
    if not len(many):
        back = np.flatnonzero(keep)
        return Folded(_string(found.take(back)), back, len(text))
    which = found[many] - _MANY
    size = keep.astype(np.int8)
    size[many] = lengths[which]
    back = np.repeat(np.arange(len(found)), size)
    out = found.take(back)
    begin = np.searchsorted(back, many)
    for place in range(_MOST):
        has = lengths[which] > place
        out[begin[has] + place] = rows[which[has], place]
    return Folded(_string(out), back, len(text))


def cased(text: str, folded: Folded) -> str:
    """The folded text with the capitals of the given one: for what means another thing in capitals.

    >>> cased("Ｎ-Ｍethyl", fold("Ｎ-Ｍethyl"))
    'N-Methyl'
    """
    if text.isascii():
        return text
    given = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if folded.back is not None:
        given = given.take(folded.back)
    low = np.frombuffer(folded.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    capital = ((given >= 65) & (given <= 90)) | ((given >= 0xFF21) & (given <= 0xFF3A))
    return _string(np.where(capital & (low >= 97) & (low <= 122), low - 32, low))


def squeeze(folded: str) -> Squeezed:
    """Leave out all but letters and digits (of any script) and the wall between rows.

    >>> squeeze("4-anilino-n phenethyl").text
    '4anilinonphenethyl'
    """
    if folded.isascii():
        raw = np.frombuffer(folded.encode(), dtype=np.uint8)
        back = np.flatnonzero(_ASCII_KEEPS.take(raw))
        return Squeezed(raw.take(back).tobytes().decode("ascii"), back)
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    back = np.flatnonzero(_tables()["keeps"].take(codes))
    return Squeezed(_string(codes.take(back)), back)


def spaced(folded: str) -> str:
    """The folded text with a blank in place of all but ASCII letters, digits and the wall; places stay. A letter of another
    alphabet is no blank: what stands beside it is a part of its word.

    >>> spaced("buy 2c-b,现货")
    'buy 2c b   '
    """
    if folded.isascii():
        return folded.encode().translate(_SPACED).decode("ascii")
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    foreign = (codes < 0x2E80) & _tables()["keeps"].take(codes)
    low = np.where(codes < 128, codes, np.where(foreign, _FOREIGN, 32)).astype(np.uint8).tobytes()
    return low.translate(_SPACED).decode("ascii")


def _string(codes: Codes) -> str:
    return codes.astype(np.uint32, copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _greek(found: Codes, where: Places) -> None:
    """A Greek letter that follows a Latin letter looks like one; elsewhere it is a locant, written out."""
    if not len(where):
        return
    row = found[where] - _GREEK_MANY
    looks = _looks()[row]
    for _ in range(4):  # a look-alike counts as Latin for the next one
        before = np.where(where > 0, found[np.maximum(where - 1, 0)], 32)
        latin = (before >= 97) & (before <= 122) & (looks > 0)
        found[where] = np.where(latin, looks, found[where])
    still = found[where] >= _GREEK_MANY
    found[where[still]] = row[still] + _MANY


# the tables, made once from Unicode and from the look-alike and Chinese tables of two packages ----------------


def _kept_characters() -> Any:
    keep = np.array([chr(code).isalnum() for code in range(sys.maxunicode + 1)])
    keep[ord(WALL)] = True
    return keep


@cache
def _looks() -> Any:
    return np.array([ord(_GREEK_LOOKS.get(letter, "\0")) for letter in GREEK], dtype=np.uint32)


def _package(name: str, file: str) -> Path:
    found = find_spec(name)  # not imported: only its data file is read
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name)
    return Path(found.origin).parent / file


@cache
def look_alikes() -> dict[str, str]:
    """Characters of other scripts that look like a small or capital ASCII letter, with that letter (small)."""
    raw = json.loads(_package("confusable_homoglyphs", _ALIKE).read_text(encoding="utf-8"))
    out: dict[str, str] = {}
    for letter in "abcdefghijklmnopqrstuvwxyz":
        for form in (letter.upper(), letter):
            for item in raw.get(form, ()):
                other = item["c"]
                if len(other) == 1 and not other.isascii() and other.isalpha():
                    out[other] = letter
    out.update(
        {"τ": "t", "ι": "i", "ν": "v", "ο": "o", "ρ": "p", "υ": "u", "χ": "x", "σ": "o", "ς": "s", "π": "n"}
    )
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6):  # squared, circled and regional letters
        out.update({chr(first + i): chr(97 + i) for i in range(26)})
    return out


def _plain(letter: str) -> str:
    """What one character folds to, before look-alikes: compatibility form, small, without accents."""
    text = unicodedata.normalize("NFKC", letter).lower()
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", unaccented(text))


def _sign(place: int) -> str:
    """The letters that tell a picture from the others."""
    return chr(97 + place % 26) * (1 + place // 26)


def _one(code: int, looks: dict[str, str], simple: dict[str, str]) -> str:
    letter = chr(code)
    kind = unicodedata.category(letter)
    if letter in _DOTS:
        return "."
    if kind in ("Cf", "Mn", "Me") or code in (0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x034F):
        return ""  # zero-width, direction marks, soft hyphen, combining marks, blank letters
    if kind == "Pd" or letter in "−‐‑ーㅡ⁃˗➖":
        return "-"
    if kind in ("Zs", "Zl", "Zp"):
        return " " if kind == "Zs" else "\n"
    if letter in GREEK:
        return letter
    if letter in _PICTURES:
        return f" {PICTURE}{_sign(_PICTURES.index(letter))} "
    text = looks.get(letter) or _plain(letter)
    if len(text) == 1:
        text = looks.get(text, text) if not text.isascii() else text
        text = simple.get(text, text)
        if not text.isascii():
            found = _LATIN.match(unicodedata.name(text, ""))
            text = found[1].lower() if found else text
    return text


@cache
def _tables() -> dict[str, Any]:
    """Character -> what it folds to; the rows of those that unfold to several; the lengths of these; which characters are kept.

    Made in half a second from Unicode and two packages, then kept.
    """
    files = [han.source(), _package("confusable_homoglyphs", _ALIKE)]
    mark = mark_of(unicodedata.unidata_version, Path(__file__), *files)
    return kept_arrays("fold", mark, lambda: {**_made_table(), "keeps": _kept_characters()})


def _made_table() -> dict[str, Any]:
    looks, simple = look_alikes(), han.simplified()
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    many = list(GREEK.values())
    order = {letter: place for place, letter in enumerate(GREEK)}
    unfolded: dict[str, int] = {}
    for code in range(sys.maxunicode + 1):
        if (
            0xAC00 <= code <= 0xD7A3
            or 0xD800 <= code <= 0xDFFF
            or 0xE000 <= code <= 0xF8FF
            or 0x20000 <= code < 0xE0000
        ):
            continue  # Hangul, surrogates, private use and the further planes stay
        if code < 128:
            table[code] = ord(chr(code).lower())
            continue
        text = _one(code, looks, simple)
        if not text:
            table[code] = _NONE
        elif text in order:
            table[code] = _GREEK_MANY + order[text]
        elif len(text) == 1:
            table[code] = ord(text)
        else:
            cut = text[:_MOST]
            if cut not in unfolded:
                unfolded[cut] = len(many)
                many.append(cut)
            table[code] = _MANY + unfolded[cut]
    table[0xE0000:0xE0200] = _NONE  # tags and further variation selectors
    lengths = np.array([len(text) for text in many], dtype=np.int64)
    rows = np.zeros((len(many), _MOST), dtype=np.uint32)
    for place, text in enumerate(many):
        rows[place, : len(text)] = [ord(x) for x in text]
    return {"table": table, "rows": rows, "lengths": lengths}
