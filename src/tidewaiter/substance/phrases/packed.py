"""Words of packing and of use that are the goods: packing that a text says is empty, bags and boxes in one word with what they serve for, and
what else tells for what a chemical serves: decorations, cleaners, perfumes."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.identity import Look
from tidewaiter.substance.phrases.parts import telling
from tidewaiter.substance.phrases.unnamed import EMPTIED, PACKING, emptied
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.part import Part, is_merchandise
from tidewaiter.substance.words.strangers import tells_of_a_stuff
from tidewaiter.substance.words.words import HAN, Words

EMPTY = "empty packaging"  # what packing is called that is sold empty
_SHORTEST = 8  # letters of a word of packing that tells what for
_HIDES = pattern("filled or hidden")
_SERVES = pattern("goods told as a use")


def itself_named(text: str, words: Words, look: Look) -> Part | None:
    """The packing or the goods of a word of use that a text names where it names nothing else."""
    return packing_itself(text, words, look) or use_itself(text, words, look)


def packing_itself(text: str, words: Words, look: Look) -> Part | None:
    """The packing that a text names where it names nothing else: "empty plastic bottles with caps", "Gefrierbeutel 3 Liter"; None in any other.

    "20 bags" are none: what they hold is not told. What is left of the other words is told."""
    if HAN.search(text) or _HIDES.search(text) or words.illicit(text):
        return None
    own = [one.strip(" ,.;:()") for one in text.split()]
    named = next((one for one in own if len(one) >= _SHORTEST and _is_named(one, words, look)), "")
    empty = emptied(text) != ""
    what = look(named or EMPTY) if named or empty else None
    if what is None or what.doubt:
        return None
    left = words.beside_goods(
        telling(words.bare(text.replace(named, " ") if named else text), beside=True), within=True
    )
    left = PACKING.sub(" ", EMPTIED.sub(" ", left)) if empty else left
    return Part(named or EMPTY, what.candidates, " ".join(re.sub(r"[^\w\s.&'’-]", " ", left).split()))


def _is_named(word: str, words: Words, look: Look) -> bool:
    """Whether a word of packing, and no plain one, is the name of ordinary goods: Müllbeutel, and not Beutel."""
    if words.names(word) or words.quality(word) or not word.isalpha():
        return False
    what = look(word)
    return what is not None and not what.doubt and all(map(is_merchandise, what.candidates))


def use_itself(text: str, words: Words, look: Look) -> Part | None:
    """The goods that a text names by a word that else tells for what a chemical serves, where it names nothing else: "bathroom cleaner",
    "wall decorations"; None in any other, and where any word is one of a name or of a stuff. What is left of the other words is told."""
    if HAN.search(text) or _HIDES.search(text) or words.illicit(text):
        return None
    own = [one.strip(" ,.;:()\"'“”") for one in text.split()]
    named = [one for one in own if _serves(one, words, look)]
    others = [one for one in own if one not in named]
    if not named or any(words.is_held(one) or tells_of_a_stuff(one) for one in others):
        return None
    goods = dict.fromkeys(one for name in named if (what := look(name)) for one in what.candidates)
    left = words.beside_goods(telling(words.bare(text), beside=True), within=True)
    return Part(" + ".join(named), tuple(goods), left)


def _serves(word: str, words: Words, look: Look) -> bool:
    """Whether a word of use is surely the name of what cleans and adorns."""
    if words.names(word) or not _SERVES.fullmatch(word):
        return False
    what = look(word)
    return what is not None and not what.doubt and all(map(is_merchandise, what.candidates))
