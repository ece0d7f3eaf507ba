"""Whether a word that nothing knows may be a name after all: misspelt, cut short, heard, or put into a longer word.

The names are all that the lawbook, the words of the street and the registers of medicines and pesticides hold, word by word. What is
near one of them is never passed over; what is near none may still be a stuff (:mod:`tidewaiter.substance.words.strangers` asks further).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.read import read_yaml
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.tables.goods import STREET
from tidewaiter.substance.tables.spelt import latin, sounded, without_case
from tidewaiter.substance.tables.table import rows
from tidewaiter.substance.words.plain_words import is_everyday, of_tariffs
from tidewaiter.substance.words.words import Words

_WORD = re.compile(r"[^\W\d_\u0530-\U0010ffff]{3,}")  # of Latin or Cyrillic letters
_REGISTERS = ("medicines", "medicine-names", "brands", "pesticide-numbers")
_PART = 7  # letters of a word that tells a name of several by itself
_LONGER = 9  # letters of a word beside articles in which two are
_REGISTERED = 6  # letters of a word that is sought in the registers
_START = 4  # letters of a name that tell it
_LONGEST_CODE = 8  # signs of a code without a hyphen
_WITHIN = 5  # letters of a name that tell it within a longer word


class Names(NamedTuple):
    """The words of names, in Latin letters."""

    words: list[str]
    sounds: list[str]  # as those that are no words of everyday language or tariffs sound
    spelt: dict[str, list[str]]  # of a sound
    whole: frozenset[str]  # that are names by themselves
    registers: list[str]  # of registers alone
    codes: list[str]  # letters before the digits of a code: the JWH of JWH-018
    digits: frozenset[str]  # and the digits behind them
    numbered: list[str]  # how names with digits first begin: the 25I of 25I-NBOMe
    single: list[str]  # codes of one letter, without signs: u47700
    uncommon: list[str]  # that are no words of everyday language or tariffs
    slipped: list[str]  # of these, those of which a word may be a slip
    named: frozenset[str]  # of lists and of the street, common ones too
    alone: frozenset[str]  # names of one word of these
    own: list[str]  # of these, those that two slips leave to be told
    listed: list[str]  # of lists and of the street that are not common, and no product's
    short: list[str]  # names of one word of four letters of these
    dropped: frozenset[str]  # uncommon names of five letters of the lists with one of them left out: mneb


def is_nearly_a_name(word: str, words: Words) -> bool:
    """Whether a word that tells who made an article, or what it is like, may all the same be a name that is misspelt.

    It is within a slip or two of a word of a name, or begins, sounds or holds one. Common words are no names here (a film is not "flu"), a short
    word of a name of several is none in another spelling (the majus of "Chelidonium majus"), two slips are looked for in longer words alone and leave
    the first two letters as they are, and a word of four letters is near what lists and the street have.
    """
    names = _names(words)
    return any(
        (len(low) > _START and low in names.named)
        or _begins(low, names.uncommon if len(low) > _START else names.listed)
        or _holds(low, names.whole)
        or (len(low) > _START and _is_a_slip(low, names.slipped, 1))
        or (len(low) == _START and _is_a_slip(low, _beginning(names.short, low[0]), 1))
        or low in names.dropped
        or (len(low) < _START and low in names.listed)
        or (len(low) >= _LONGER and _is_a_slip(low, _beginning(names.uncommon, low[:2]), 2))
        or (len(low) >= _PART and _is_a_slip(low, _beginning(names.own, low[:1]), 2))
        or (len(sound) > _START and _sounds_like_one(low, sound, names))
        or (len(low) >= _REGISTERED and _is_a_slip(low, _beginning(names.registers, low[0]), 1))
        for low, sound in _spelt(word)
        if low
    )


def is_of_a_name(word: str, words: Words) -> bool:
    """Whether a word is, as it stands, one of a name of the lists, a product or the street: the Papaver of "Papaver somniferum"."""
    names, low = _names(words).words, _letters(latin(word))
    at = bisect_left(names, low)
    return at < len(names) and names[at] == low


def _is_a_slip(one: str, among: list[str], most: int) -> bool:
    """Whether a word is one of some others but for so many slips."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    return process.extractOne(one, among, scorer=OSA.distance, score_cutoff=most) is not None


def _sounds_like_one(low: str, sound: str, names: Names) -> bool:
    """Whether a word sounds as a name, or nearly so and is spelt within two slips of it: Kokayn, and not Kärcher for Kaiser.

    Of short words two slips leave little: they are near a name of the lists or of the street alone, and no brand's."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if sound in names.spelt:
        return True
    near = process.extract_iter(
        sound, _beginning(names.sounds, sound[:2]), scorer=OSA.distance, score_cutoff=1
    )
    spelt = (one for heard, *_ in near for one in names.spelt[heard])
    return any(
        OSA.distance(low, one, score_cutoff=2) <= 2 and (len(low) >= _PART or one in names.alone)
        for one in spelt
    )


def _beginning(names: list[str], letters: str) -> list[str]:
    """Those of some names, in order, that begin with some letters."""
    return names[bisect_left(names, letters) : bisect_left(names, letters + "\U0010ffff")]


def _spelt(word: str) -> list[tuple[str, str]]:
    """A word and its parts, without the endings of cases and with x for ks too: each in Latin letters and as it sounds."""
    parts = [word, *re.split(r"[\W\d_]+", word)]
    parts += [re.sub(r"c?ks", "x", latin(one)) for one in parts if "ks" in latin(one)]  # Xanaks
    every = (one for part in parts for one in (part, without_case(part)))
    return [(_letters(latin(one)), sounded(one)) for one in dict.fromkeys(every) if one]


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


_CODE = re.compile(r"(?:([^\W\d_]{1,6})-?\d+[\w-]*|\d+[^\W\d_]{0,2}-[^\W\d_][\w-]*|\d+[^\W\d_][\w-]*)")
_SERIES = re.compile(r"\d+([A-Z]{2,4})\d{3,}[A-Z]?")
_NUMBERED = re.compile(r"\d{4,}[A-Z]{0,2}")
_OF_ONE_LETTER = re.compile(r"([^\W\d_]\d{3,})[a-zA-Z]?")
_SIZED = re.compile(r"\d{2,3}[A-Za-z]{1,2}")
_COUNTED = re.compile(r"\d+-([^\W\d_]{4,})")
_BEGINS = re.compile(r"\d+[a-z]{1,4}(?![a-z])")
_TWO = 2  # letters before the digits of a code
_FORMULA = re.compile(r"C\d*H\d+\w*")


def is_code(word: str, words: Words) -> bool:
    """Whether letters and digits may be the code of a drug or a formula: the letters before the digits are those of one or a slip from
    them, digits stand first, or it begins as the formula of a carbon compound.

    Two letters before digits are a slip from too many others: the digits must be a code's then. A number with one letter or two behind it is none
    where it is no slip from the beginning of a name (205/55R16 91H), and neither is a figure before a plain word (50-foot).
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found, names = _CODE.fullmatch(word), _names(words)
    if series := _SERIES.fullmatch(word):  # 32LM550
        return latin(series[1]) in names.codes
    if _NUMBERED.fullmatch(word):
        return False  # 564117C
    if is_sized(word):
        return (
            process.extractOne(latin(word), names.numbered, scorer=OSA.distance, score_cutoff=1) is not None
        )
    if (counted := _COUNTED.fullmatch(word)) and (is_everyday(counted[1]) or of_tariffs(counted[1])):
        return False
    if found is None or found[1] is None or _FORMULA.fullmatch(word):
        return found is not None
    if one := _OF_ONE_LETTER.fullmatch(word.replace("-", "")):  # T480s; but U47700 and what is a slip from it
        return (
            process.extractOne(latin(one[1]), names.single, scorer=OSA.distance, score_cutoff=1) is not None
        )
    most = int("-" in word)  # JWH-018 and what is a slip from it; of AM2201 the letters alone
    near = process.extractOne(latin(found[1]), names.codes, scorer=OSA.distance, score_cutoff=most)
    if near is not None and near[1] and len(found[1]) == _TWO:
        return not names.digits.isdisjoint(re.findall(r"\d+", word))
    return near is not None and ("-" in word or len(word) <= _LONGEST_CODE)


def is_sized(word: str) -> bool:
    """Whether a word is a number of two or three digits with one letter or two behind it, as sizes and models are: 91H, 16e."""
    return _SIZED.fullmatch(word) is not None


def is_of_a_series(letters: str, words: Words) -> bool:
    """Whether letters stand before the digits of codes of drugs: the JWH of JWH-018."""
    return latin(letters) in _names(words).codes


def _begins(word: str, names: list[str]) -> bool:
    """Whether a name begins with a word."""
    at = bisect_left(names, word)
    return len(word) >= _START and at < len(names) and names[at].startswith(word)


def _holds(word: str, names: frozenset[str]) -> bool:
    """Whether a name stands within a word."""
    ends = range(_WITHIN, len(word) + 1)
    return any(word[start:end] in names for end in ends for start in range(end - _WITHIN + 1))


def _names(words: Words) -> Names:
    return words.store.once(("words of names",), lambda: _read(words))


def _read(words: Words) -> Names:
    store = words.store
    listed_names = [name for name, _ in store.all_names()]
    held = [*listed_names, *store.products_from(""), *words.street, *_of_sellers()]
    every = sorted(_each(held))
    registered = (row[0] for table in _REGISTERS for row in rows(table) if row[0].isalpha())
    whole = (latin(name) for name in held if _WORD.fullmatch(name) and len(name) >= _WITHIN)
    codes = {name: latin(found[1]) for name in held if (found := _CODE.fullmatch(name)) and found[1]}
    digits = frozenset(digits for name in codes for digits in re.findall(r"\d+", name))
    numbered = {found[0] for name in held if (found := _BEGINS.match(latin(name)))}
    bare = (re.sub(r"[\W_]", "", latin(name)) for name in held)
    single = sorted({name for name in bare if _OF_ONE_LETTER.fullmatch(name)})
    registers = sorted(_each(registered).difference(every))
    street = {latin(word) for word in (*words.street, *_of_sellers())}
    uncommon = [one for one in every if one in street or not (is_everyday(one) or of_tariffs(one))]
    spelt: dict[str, list[str]] = {}
    for one in uncommon:
        if len(sound := sounded(one)) >= _START:
            spelt.setdefault(sound, []).append(one)
    alone = {latin(name) for name in held if _WORD.fullmatch(name)}
    slipped = [one for one in uncommon if one in alone or len(one) >= _PART]
    own = {latin(name) for name in (*listed_names, *street) if _WORD.fullmatch(name)}
    named = frozenset(_each(listed_names).union(street))
    listed = named.intersection(uncommon)
    short = {one for one in (*map(latin, listed_names), *street) if len(one) == _START}
    longer = (one for one in map(latin, listed_names) if len(one) == _START + 1 and one.isalpha())
    dropped = {
        one[:at] + one[at + 1 :] for one in set(longer).intersection(uncommon) for at in range(_START + 1)
    }
    return Names(
        every, sorted(spelt), spelt, frozenset(whole), registers, sorted(set(codes.values())), digits,
        sorted(numbered), single, uncommon, slipped,
        named, frozenset(own),
        sorted(one for one in own.intersection(uncommon) if len(one) >= _PART), sorted(listed), sorted(short), frozenset(dropped),
    )  # fmt: skip


@cache
def _of_sellers() -> frozenset[str]:
    """What sellers call drugs, by the same data as mentions in texts are found."""
    found = read_yaml(STREET)["street"]
    kinds = ("strong", "weak")
    return frozenset(word for one in found for kind in kinds if kind in one for word in one.texts(kind))


def _each(names: Iterable[str]) -> set[str]:
    """The words of some names, in Latin letters."""
    return {latin(word) for name in names for word in _WORD.findall(name)}
