"""Words that join goods: "and", "with", "in" and the comma. What they part is several things, and never one name without them:
"aspirin with ether" is no ether of aspirin, "pseudoephedrine and ephedrine hydrochloride" no salt of the first."""

from __future__ import annotations

from collections.abc import Callable

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.substance.names.salts import is_bare
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.typed import Protocol


class Words(Protocol):
    """What is asked of the words of form."""

    def bare(self, text: str, *, within: bool = True) -> str:
        """A text without them."""

    def is_held(self, name: str) -> bool:
        """Whether a list, a product or the street has a name."""


_AND = pattern("goods beside")
_LISTED = pattern("goods of a list", 0)
_HYPHEN = re.compile(
    r"(?<=[^\W\d_]{4})-(?=[^\W\d_]{4})(?!(?:free|frei|vrij)(?:e[nrsm]?)?(?!\w))", re.IGNORECASE
)
# "Tylenol #3"
_OF_A_BRAND = re.compile(r"\s(?:[#№]\s?\d|no\.? ?\d|\d{1,2}$|plus|forte|max|extra)", re.IGNORECASE)
_MOST = 4  # words of a name of which one is a word of form


def one_name(text: str, words: Words, *, within: bool = True) -> str:
    """A text without its words of form as it may be one name; "" where an "and" or "with" parts names in it: none goes on behind one."""
    one = words.bare(text, within=within)
    sides = sum(name_key(words.bare(side)) != "" for side in _AND.split(text))
    return "" if sides > 1 and not words.is_held(one) else one


APART = "|"  # stands between words that no one name holds


def words_apart(text: str, words: Words) -> list[str]:
    """The words of a text without those of form, with a sign between what an "in" or "with" parts: zinc | diethyl ether."""
    bare = words.bare(text, within=False).split()
    told: list[str] = []
    end = 0
    for word in bare:
        start = text.find(word, end)
        if told and start > end and _AND.search(text, max(end - 1, 0), start + 1):
            told.append(APART)
        told.append(word)
        end = start + len(word) if start >= 0 else end
    return told


def run_of_a_name(text: str, words: Words) -> str:
    """Two to four words of a text that are a listed name or a product, one of which is a word of form or grade: "gas mostaza"; "" where
    there are none."""
    raw = text.split()
    for size in range(min(len(raw), _MOST), 1, -1):
        for start in range(len(raw) - size + 1):
            run = " ".join(raw[start : start + size]).strip(" ,.;:()")
            of_form = name_key(words.bare(run)) != name_key(run) or _OF_A_BRAND.search(run) is not None
            if of_form and not _AND.search(run) and words.is_held(run):
                return run
    return ""


def listed_apart(text: str) -> list[str]:
    """What stands between the commas of a text, or beside an "and" in it.

    >>> listed_apart("iodine, red phosphorus and acetone")
    ['iodine', 'red phosphorus', 'acetone']
    """
    return [" ".join(part.split()) for part in _LISTED.split(text)]


def lists_a_held(text: str, words: Words) -> bool:
    """Whether a text lists several goods, one of which a list names: no systematic name is "acetone, oxide"."""
    parts = listed_apart(text)
    return len(parts) > 1 and any(map(words.is_held, parts))


def lists_several(text: str, words: Words, known: Callable[[str], object]) -> bool:
    """Whether a text lists goods that are known each by itself, one of them to a list: "paracetamol, éter" is no ether of paracetamol,
    "acetone/glycerol" no solketal."""
    bare = ((words.bare(one), one) for one in listed_apart(text))
    return _are_several(
        [one or raw for one, raw in bare if one or not any(map(str.isdigit, raw))], words, known
    )


def hyphened_apart(text: str, words: Words, known: Callable[[str], object]) -> str:
    """A text with a comma for the hyphen between two names of goods, one of them of several words and one on a list: "lactose-ammonium
    nitrate"; "" where there is none."""
    for hyphen in _HYPHEN.finditer(text):
        sides = [text[: hyphen.start()], text[hyphen.end() :]]
        bare = [words.bare(one) or one for one in sides]
        if any(" " in one for one in bare) and _are_several(bare, words, known):
            return ", ".join(sides)
    return ""


_CLOSED = re.compile(r",(?=[^\W_])(?!\d{3}(?!\d))")  # no blank behind it; no thousands
_MANY = re.compile(
    r"^\d{1,4}\s(?=\w)|^\d{1,4}\s?(?:x\s?)?(?=[^\W\d_]{3})|(?<=[^\W\d_]{3})\s?(?:x\s?)?\d{1,4}$|\s?x\s?\d{1,4}$",
    re.IGNORECASE,
)
_MOST_GOODS = 24  # of a list whose commas have no blank


def commas_apart(text: str, known: Callable[[str], object]) -> str:
    """A text with a blank behind the commas of a list that has none, where goods of the list have digits in their names; a comma within a
    name stays, and so does a text in which anything is not known by itself.

    >>> known = {"shoes", "3-MeO-PCP", "toys", "2,5-DMA", "HCFC-22"}.__contains__
    >>> commas_apart("shoes,3-MeO-PCP,toys", known), commas_apart("toys,2,5-DMA", known), commas_apart("10 toys,2 shoes", known)
    ('shoes, 3-MeO-PCP, toys', 'toys, 2,5-DMA', '10 toys, 2 shoes')
    >>> commas_apart("2,5-DMA", known), commas_apart("toys,2-chloro", known), commas_apart("toys 1,5 kg", known)
    ('2,5-DMA', 'toys,2-chloro', 'toys 1,5 kg')
    """
    every = _CLOSED.split(text)
    if not 1 < len(every) <= _MOST_GOODS:
        return text
    goods: list[str] = []
    while every:
        runs = ((n, ",".join(every[:n])) for n in range(min(len(every), 4), 0, -1))
        found = next(((n, run) for n, run in runs if all(map(known, _plain(run)))), None)
        if found is None:
            return text
        goods.append(found[1].strip())
        every = every[found[0] :]
    return ", ".join(goods)


def _plain(run: str) -> list[str]:
    """The goods of a piece of a list without how many there are of each."""
    return [_MANY.sub("", one.strip(" .")).strip() or one for one in re.split(r",\s|;", run)]


def _are_several(parts: list[str], words: Words, known: Callable[[str], object]) -> bool:
    if len(parts) < 2 or any(map(is_bare, parts)):
        return False
    held = [words.is_held(one) for one in parts]
    return any(held) and all(is_held or known(one) for one, is_held in zip(parts, held, strict=True))
