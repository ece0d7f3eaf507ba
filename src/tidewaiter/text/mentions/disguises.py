"""How a mention is written: which disguise, if any, stands between the text and the name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tidewaiter.substance.tables.traditional import simplified
from tidewaiter.text.mentions.cues import cues
from tidewaiter.text.mentions.dictionary import Names
from tidewaiter.text.mentions.folding import fold

HIDING = {"look-alike letters", "zero-width characters", "spaced letters", "broken by marks"}
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[a-z]{2,}")
_PHRASE = re.compile(r"[a-z0-9]{2,}(?:[ -][a-z0-9]{2,})*")
_PART = re.compile(r"[a-z0-9\u0400-\u052f]+|[\u3400-\u9fff]")


def rung_of(rung: str, written: str, folded: str, names: Names) -> str:
    """The rung, with the disguises seen in the text as it stands.

    >>> rung_of("name", "ｋetamine", "ketamine", Names([]))
    'name, full-width'
    """
    seen = []
    if not written.isascii():
        own = not folded.isascii() and not _LATIN.search(written)  # a word of its own script hides nothing
        seen += [word for word, test in _SIGNS if test(written) and not (own and test is _alike)]
    if rung in ("name", "known synonym", "common word", "class word", "other spelling", "product"):
        plain = folded in _phrases() or (rung == "class word" and _PHRASE.fullmatch(folded))
        broken = "" if plain else _broken(folded, names)
        if broken:
            seen.append(broken)
    return ", ".join([rung, *dict.fromkeys(seen)])


def hides(hidden: set[str], written: str) -> bool:
    """Whether a name is written as nobody needs to who sells what he may; one mark within it may be a slip.

    >>> hides({"spaced letters"}, "k e t a"), hides({"spaced letters"}, "keta mine")
    (True, False)
    """
    return not hidden.isdisjoint(HIDING) and (
        hidden != {"spaced letters"} or sum(not c.isalnum() for c in written) > 1
    )


@cache
def _phrases() -> frozenset[str]:
    """The street words of several words as they are written ("sales de baño"): they hide nothing."""
    return frozenset(form for item in cues().words if " " in (form := fold(item.word).text))


def _hidden(text: str) -> bool:
    return any(unicodedata.category(c) in ("Cf", "Mn", "Me") for c in text)


def _wide(text: str) -> bool:
    return any("\uff01" <= c <= "\uff5e" or c == "\u3000" for c in text)


def _traditional(text: str) -> bool:
    return any(c in simplified() for c in text)


def _alike(text: str) -> bool:
    """Letters of another script among Latin ones, or letters dressed up."""
    scripts = {
        unicodedata.name(c, "?").split()[0] for c in text if c.isalpha() and not "\uff01" <= c <= "\uff5e"
    }
    latin = {"LATIN"} & scripts or any(c.isascii() and c.isalpha() for c in text)
    odd = scripts - {"LATIN", "CJK", "GREEK"}
    inside = re.search(r"[A-Za-z][\u0370-\u03ff]|[\u0370-\u03ff][A-Za-z]", text)
    return bool(
        odd and (latin or odd & {"CYRILLIC", "MATHEMATICAL", "CIRCLED", "ARMENIAN", "CHEROKEE"})
    ) or bool(inside)


_SIGNS = (
    ("zero-width characters", _hidden),
    ("full-width", _wide),
    ("traditional characters", _traditional),
    ("look-alike letters", _alike),
)


def _broken(folded: str, names: Names) -> str:
    parts = _PART.findall(folded)
    marks = [m for m in re.split(r"[a-z0-9\u0400-\u052f\u3400-\u9fff]+", folded) if m]
    if not marks:
        return ""
    words = [word for part in parts for word in _WORD.findall(part)]
    chinese = any("\u3400" <= c <= "\u9fff" for c in folded)
    single = all(len(part) == 1 for part in parts) and len(parts) > 2
    if single or (chinese and re.search(r"[\u3400-\u9fff][^\w]+[\u3400-\u9fff]", folded)):
        return "spaced letters"
    if all(word in names.pieces for word in words):
        return ""
    if any("\n" in mark for mark in marks):
        return "hyphenated line end"
    return "broken by marks" if any(mark.strip() for mark in marks) else "spaced letters"
