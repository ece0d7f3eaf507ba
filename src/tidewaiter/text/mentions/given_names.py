"""Abbreviations that a text gives to a name ("perchloroethylene (PCE)"): in that text they mean it, whatever lists call so.

The name must be one that the sign abbreviates (its initials, or its letters in order), so that words merely beside it
give it nothing; a name like one of those of the substance that the sign stands for changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from tidewaiter.book import Book
from tidewaiter.text.mentions.cues import patterns
from tidewaiter.text.mentions.folding import fold, squeeze
from tidewaiter.text.mentions.mention import Mention

SIGN = 5  # characters of an abbreviation at most
GIVEN = "the text gives this abbreviation to"
_BEFORE = 120  # characters before an abbreviation in which its name stands
_WORDS = 6  # words of a name at most
_ALIKE = 0.6  # of two spellings of one name
_P = patterns("given_names").patterns


class Given(NamedTuple):
    """A name to which a text gives an abbreviation."""

    start: int
    end: int
    name: str


def is_sign(text: str) -> bool:
    """Whether words are an abbreviation, which may stand for several compounds."""
    return len(text) <= SIGN and text.isascii() and text.upper() == text and any(c.isalpha() for c in text)


def given_names(text: str, sign: str) -> Iterator[Given]:
    """The names to which a text gives an abbreviation.

    >>> [one.name for one in given_names("solvents: perchloroethylene (PCE). PCE is banned.", "PCE")]
    ['perchloroethylene']
    >>> [one.name for one in given_names("使用四氯乙烯（PCE）的企业", "PCE")], list(given_names("the drug (PCE)", "PCE"))
    (['使用四氯乙烯'], [])
    """
    for found in re.finditer(rf"(?<![\w-]){re.escape(sign)}(?![\w-])", text):
        begin = max(found.start() - _BEFORE, 0)
        head, tail = text[begin : found.start()], text[found.end() :]
        lead = _P["lead"].search(head)
        joined = lead is not None and lead[0].startswith(",")
        if lead and _P["closed"].match(tail) and not (joined and _P["listed"].search(head[: lead.start()])):
            yield from _named(head[: lead.start()], begin, sign)
        if behind := _P["behind"].match(tail[:_BEFORE]):
            yield from _named(behind["name"], found.end() + behind.start("name"), sign)


def _named(head: str, begin: int, sign: str) -> Iterator[Given]:
    """The name at the end of some words, if the sign abbreviates it."""
    if chinese := _P["chinese"].search(head):
        yield Given(begin + chinese.start(), begin + chinese.end(), chinese[0])
        return
    words = list(re.finditer(r"\S+", head))[-_WORDS:]
    for word in reversed(words):
        name = head[word.start() :].rstrip()
        if re.search(r"[.;:!?]\s", name):
            return
        if abbreviates(sign, name):
            yield Given(begin + word.start(), begin + len(head.rstrip()), name)
            return


def abbreviates(sign: str, name: str) -> bool:
    """Whether a sign is the initials of a name, or its letters stand in the name of a compound in their order.

    >>> abbreviates("PCE", "perchloroethylene"), abbreviates("PCE", "personal consumption expenditures")
    (True, True)
    >>> abbreviates("PCE", "the solvent"), abbreviates("PMK", "precursor of MDMA")
    (False, False)
    """
    letters = [c for c in sign.lower() if c.isalpha()]
    parts = re.findall(r"[^\W\d_]+", name.lower())
    if len(letters) > 1 and [part[0] for part in parts] == letters:
        return True
    if not parts or parts[0][0] != letters[0] or not _P["compound"].search(name):
        return False
    rest = iter("".join(parts))
    return all(letter in rest for letter in letters)


def as_given(text: str, mentions: Iterable[Mention], book: Book, *, listing: bool = False) -> list[Mention]:
    """The mentions of a text, its abbreviations as it gives them: to a listed substance, or to what no list knows.

    In a list of goods the latter are left open, for a seller may call his goods what he likes.
    """
    every = list(mentions)
    signs = {m.text for m in every if m.kind == "substance" and is_sign(m.text)}
    given = {sign: list(given_names(text, sign)) for sign in signs}
    if not any(given.values()):
        return every
    return [_as_given(m, given.get(m.text, []), every, book, listing) for m in every]


def _as_given(
    mention: Mention, given: list[Given], every: list[Mention], book: Book, listing: bool
) -> Mention:
    for one in given:
        if _called(one.name, mention.id.split("; "), book):
            return mention
        known = next((m for m in every if m.end == one.end and m.start <= one.start), None)
        if known is None and any(m.start < one.end and one.start < m.end for m in every):
            continue  # a listed name among its words: which is meant is not told
        if known is not None and known.judged == "other meaning":
            known = None
        why = f"{GIVEN} '{one.name}'"
        if known is not None:
            return mention._replace(kind=known.kind, id=known.id, name=known.name, why=why)
        open_ = listing and mention.judged != "other meaning"
        return mention._replace(judged="unclear" if open_ else "other meaning", why=why)
    return mention


def _called(name: str, ids: Iterable[str], book: Book) -> bool:
    """Whether a name is one of a substance, or spelt like one."""
    key = squeeze(fold(name).text).text
    own = {squeeze(fold(n).text).text for one in ids for n, _ in book.store.names_of(one)}
    names = (known for known in own if len(known) > SIGN or not known.isascii())
    return any(known in key or SequenceMatcher(None, key, known).ratio() >= _ALIKE for known in names)
