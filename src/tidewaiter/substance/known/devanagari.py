"""Names of chemicals in Devanagari, read by letters: हेक्साहाइड्रोकैनाबिनोल is hexahydrocannabinol.

Hindi writes an international name as English sounds, and most of its vowels stand for more than one of English. A name is
therefore read as a pattern, over the keys that the spellings of languages share (:func:`tidewaiter.substance.tables.spelt.folded`):
its consonants are sure, and each vowel is one of a few. The table is ``devanagari.tsv``. Where several substances fit, all
of them are looked at; nothing is taken that differs in a consonant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice, product
from math import prod

from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.dictionary.found import candidates_of, few, listed_as
from tidewaiter.substance.dictionary.general import Compound
from tidewaiter.substance.identity import Identity, Look, candidate, identity
from tidewaiter.substance.tables.spelt import SHORTEST, heard
from tidewaiter.substance.tables.table import by_word

Alternatives = tuple[str, ...]  # what one sign may be in a folded name, the likeliest first

_SCRIPT = re.compile("[\u0900-\u097f]")
_VIRAMA, _DOT = "\u094d", "\u093c"
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_INHERENT = ("a", "", "e", "o", "u")  # the vowel of a consonant without a sign
_ENDS = frozenset("aeo")  # a vowel that falls from the end of a word
_MOST_KEYS = 4096  # of one name that the general dictionary is asked for
_MOST_LETTERS = 120
# letters of a key that the general dictionary alone is believed for: it has brands of every sound
_LONG_ENOUGH = 8
_OF = frozenset(("का", "के", "की"))


@cache
def _signs(kind: str) -> dict[str, Alternatives]:
    """The signs of a kind, without the dot below that tells the sounds of Persian apart, the longest first."""
    held = by_word("devanagari", kind, words=1, meaning=2)
    found = {_plain(sign): tuple(latin.split("|")) for sign, latin in held.items()}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _plain(text: str) -> str:
    """A text without dots below, each nasal vowel and each nasal before a consonant written in one way."""
    low = unicodedata.normalize("NFD", text).replace(_DOT, "").replace("ँ", "ं")
    return re.sub("[\u200b-\u200d]", "", re.sub(f"[ङञणनम]{_VIRAMA}(?=[टठडढतथदधपफबभजचगक])", "ं", low))


@cache
def _units(parts: bool) -> dict[str, Alternatives]:
    """Every sign, and every part where they are read, with what it may be in a folded name."""
    found = {
        sign: tuple(dict.fromkeys(heard(one) for one in latin))
        for kind in ("vowel", "letter", *(["part"] if parts else []))
        for sign, latin in _signs(kind).items()
    }
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def _any_unit(parts: bool) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _units(parts))))


def _read_word(word: str, parts: bool) -> list[Alternatives]:
    """What each sign of a word may be, in its order; [] where a sign is not read."""
    read: list[Alternatives] = []
    at = 0
    open_ = False  # whether the vowel of a consonant is still to come
    while at < len(word):
        if word[at] == _VIRAMA and not _any_unit(parts).match(word, at):
            at, open_ = at + 1, False
            continue
        if not _SCRIPT.match(word[at]):
            if not (word[at].isascii() and (word[at].isalnum() or word[at] in ",'")):
                return []
            read.append((heard(word[at].casefold()),))
            at, open_ = at + 1, False
            continue
        found = _any_unit(parts).match(word, at)
        if not found:
            return []
        of_vowel = found[0][0] in _AFTER
        if open_ and not of_vowel:
            read.append(_INHERENT)
        read.append(_units(parts)[found[0]])
        at = found.end()
        open_ = found[0][-1] in _CONSONANTS and (len(found[0]) == 1 or found[0] not in _signs("part"))
    if len(read) > 1 and set(read[-1]) & _ENDS:
        read[-1] = ("", *(one for one in read[-1] if one not in _ENDS))
    return read


_CONSONANTS = frozenset(map(chr, range(0x915, 0x93A)))
# signs that stand on the consonant before them
_AFTER = frozenset(map(chr, (*range(0x93A, 0x950), 0x902, 0x903)))


def _joined(read: list[Alternatives]) -> list[Alternatives]:
    """The alternatives as they fall together beside each other: letters twice, the nasal before f, a vowel before e."""
    found: list[Alternatives] = []
    for n, own in enumerate(read):
        before = {one[-1:] for one in found[-1]} if found else set()
        after = {one[:1] for one in read[n + 1]} if n + 1 < len(read) else set()
        more = [one[1:] for one in own if one[:1] in before and one[:1].isalpha()]
        if "e" in after:
            more += [one[:-1] for one in own if one[-1:] in ("a", "o")]
        if "f" in after or (read[n + 1 : n + 2] == [_INHERENT] and "f" in {one[:1] for one in read[n + 2]}):
            more += ["n" for one in own if one == "m"]
        found.append(tuple(dict.fromkeys((*own, *more))))
    return found


@cache
def _words(text: str, parts: bool = True) -> tuple[tuple[str, tuple[Alternatives, ...]], ...]:
    """Each word of a text, in English where the table has it, else "", and what its signs may be; () where one is not read."""
    found = []
    for word in _plain(text.translate(_DIGITS)).split():
        if word in _OF:
            continue
        english = _signs("word").get(word, ("",))[0]
        end = re.sub(r"(?<=\w{3})(?:um|a|e|o)$", "", english)
        read = [(heard(end),)] if english else _joined(_read_word(_located(word), parts))
        if not read:
            return ()
        found.append((english, tuple(read)))
    return tuple(found)


def _located(word: str) -> str:
    """A word with its locants in Latin letters, and without its other hyphens: एन-एथिल is n'ethyl."""
    *before, last = word.strip("()[].,;:").split("-")
    said = []
    for piece in before:
        one = _lettered(piece)
        said.append(f"{one}'" if re.fullmatch("[A-Za-z]", one) else one)
    return "".join((*said, _lettered(last, least=2 if before else 3)))


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _signs("name"))))


def _lettered(piece: str, least: int = 1) -> str:
    """A piece that is Latin letters by their names, so many at least, in these; any other as it is."""
    if not re.fullmatch(f"(?:{_names().pattern}){{{least},}}", piece):
        return piece
    return _names().sub(lambda one: _signs("name")[one[0]][0], piece)


def _alternatives(text: str, parts: bool = True) -> list[Alternatives]:
    return [one for _, read in _words(text, parts) for one in read]


def keys(text: str, parts: bool = True) -> Iterator[str]:
    """The folded names that a text may be, the likeliest first; none where there are too many.

    >>> from tidewaiter.substance.tables.spelt import folded
    >>> folded("paracetamol") in keys("पैरासिटामोल"), folded("2-fluoroketamine") in keys("2-फ्लोरोकेटामाइन")
    (True, True)
    """
    read = _alternatives(text, parts)
    while prod(map(len, read)) > _MOST_KEYS and any(len(one) > 2 for one in read):
        most = max(map(len, read))
        at = next(n for n, one in enumerate(read) if len(one) == most)
        read[at] = read[at][:-1]
    if not read or prod(map(len, read)) > _MOST_KEYS:
        return
    for one in islice(product(*read), _MOST_KEYS):
        key = re.sub(r"([a-z])\1+", r"\1", "".join(one))
        if sum(map(str.isalpha, key)) >= SHORTEST:
            yield key


def matching(text: str, store: Store) -> list[str]:
    """The listed substances whose name a text may be: read by the parts of chemical names, or else by letters alone.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> matching("ब्यूप्रेनॉर्फीन", store), matching("कार्बन पेपर", store)
    (['buprenorphine'], [])
    """
    for parts in (True, False):
        if listed := _under(text, parts, store)[0]:
            return listed
    return []


def _under(text: str, parts: bool, store: Store) -> tuple[list[str], list[str]]:
    """The listed substances of which a name fits a text, and the keys of these names."""
    read = _alternatives(text, parts)
    if not read:
        return [], []
    pattern = re.compile("".join(f"(?:{'|'.join(map(re.escape, one))})" for one in read))
    every = store.of_text(("all spellings",), store.all_spellings)
    fit = [one for one in every if pattern.fullmatch(one[0]) and sum(map(str.isalpha, one[0])) >= SHORTEST]
    listed = list(dict.fromkeys(one for _, several in fit for one in several.split()))
    single = [one for one in listed if (held := store.substance(one)) and held.kind != "family"]
    # the plural of a family falls together with its first member
    return single or listed, [key for key, _ in fit]


def initials(text: str) -> str:
    """An abbreviation whose letters are written by their names, in Latin ones; "" for any other text.

    >>> initials("एमडीएमए"), initials("4-एमएमसी"), initials("केटामाइन"), initials("5-एमईओ-डीएमटी")
    ('MDMA', '4-MMC', '', '5-MeO-DMT')
    >>> initials("अल्फा-पीवीपी")
    'alpha-PVP'
    """
    found = []
    for piece in _plain(text.translate(_DIGITS)).split("-"):
        bare = piece.replace(".", "").replace(" ", "")
        greek = _signs("greek").get(bare)
        latin = greek[0] if greek else _lettered(bare)
        if not latin.isascii():
            return ""
        found.append(latin)
    said = "-".join(found)
    return re.sub(r"\bMEO\b", "MeO", said) if sum(map(str.isalpha, said)) > 1 else ""


def read(query: str, text: str, store: Store, look: Look) -> Identity | None:
    """A name in Devanagari letters: one of the lists or of the general dictionary, a salt or an acid of words, or an abbreviation."""
    if len(text) > _MOST_LETTERS:
        return None
    if (short := initials(text)) and (found := look(short)):
        return found._replace(query=query, note=f"read as {short!r}")
    words = _words(text)
    english = [one for one, _ in words]
    if words and all(english) and (found := look(" ".join(english))):
        return found._replace(query=query, note=f"read as {' '.join(english)!r}")
    return _by_letters(query, text, store) or _with_words(query, text, english, store, look)


def _by_letters(query: str, text: str, store: Store) -> Identity | None:
    """What the lists and the general dictionary have under one of the names that a text may be."""
    for parts in (True, False):
        listed, keys_of_them = _under(text, parts, store)
        known = _known(text, parts, keys_of_them, SHORTEST if listed else _LONG_ENOUGH)
        if listed or known:
            return _found(query, listed, known, store)
    return None


def _found(query: str, listed: list[str], known: list[Compound], store: Store) -> Identity | None:
    others = [one for key, one in candidates_of(known, store).items() if key not in listed]
    if len(listed) == 1 and not others:
        return listed_as(query, "listed name", listed, store, f"read as {candidate(store, listed[0]).name!r}")
    found = (*(candidate(store, key) for key in listed), *others)
    if not found:
        return None
    doubt = "" if len(found) == 1 else "written by sound: which of them is meant"
    rung = "listed name" if listed else "known synonym"
    return identity(query, rung, found, f"read as {few([one.name for one in found])}", (doubt,))


def _known(
    text: str, parts: bool = True, but: Collection[str] = (), least: int = _LONG_ENOUGH
) -> list[Compound]:
    """What the general dictionary has under all the names that a text may be, but for some keys."""
    by_spelling = dictionary().by_spelling
    asked = (key for key in dict.fromkeys(keys(text, parts)) if key not in but and len(key) >= least)
    each = (one for key in asked for one in by_spelling(key))
    return list({(one.name, one.smiles): one for one in each}.values())


def _with_words(query: str, text: str, english: list[str], store: Store, look: Look) -> Identity | None:
    """A name with words of chemistry behind it that the table has: कोडीन फॉस्फेट is codeine phosphate."""
    behind = next((n for n, one in enumerate(reversed(english)) if not one), 0)
    if not behind or behind == len(english):
        return None
    said = [word for word in text.split() if word not in _OF]
    head = " ".join(said[:-behind])
    short = initials(head)
    base = store.by_name(head) or store.by_name(short) or matching(head, store)
    names = (
        [short]
        if short and base
        else [candidate(store, key).name for key in base] or [one.name for one in _known(head)]
    )
    for name in names if len(names) == 1 else ():
        whole = " ".join((name, *english[-behind:]))
        if found := look(whole):
            return found._replace(query=query, note=f"read as {whole!r}")
    return None
