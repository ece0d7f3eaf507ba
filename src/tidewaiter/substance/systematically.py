"""A text as systematic names: all its forms are read in one run, the whole first, and a gloss in brackets is read with it."""

from __future__ import annotations

from collections.abc import Iterable

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.english import as_english
from tidewaiter.substance.identity import (
    Candidate,
    Identity,
    Look,
    candidate,
    identity,
    in_one,
    not_understood,
)
from tidewaiter.substance.known.of_dictionary import WHICH, weighed
from tidewaiter.substance.known.told import put_up
from tidewaiter.substance.names.salts import is_bare
from tidewaiter.substance.names.systematic import Names, Systematic, glossed, is_apart, is_ion
from tidewaiter.substance.words.joined import lists_a_held
from tidewaiter.substance.words.words import Words

_WHOLE_NAME = 20  # letters of a systematic name that tells a whole molecule
_FIGURE = re.compile(r"(?<=[a-z]{3})\d(?=[a-z]{2})")
_CUT = re.compile(r"(?:cycl|[cpt]h|y)\w*ano$", re.IGNORECASE)
_INITIALS = re.compile(r"(?=.*[A-Z].*[A-Z])[\w-]{2,12}")  # NiPT, 4-HO-MET


def as_a_whole(query: str, text: str, words: Words, names: Names) -> tuple[Identity | None, str]:
    """A text as one systematic name; or None, and why it was not read as one."""
    (found,), why = _read_systematically((text,), words, names)
    if not found:
        return None, why
    name, what = next(iter(found.items()))  # the whole first
    one = as_systematic(query, name, what, words.store)
    if (slip := _slip(text)) and not any(each.substance for each in one.candidates):
        one = one._replace(doubt=in_one(one.doubt, slip))
    return (one if name == text else put_up(one, text, words)._replace(note=f"read as {name!r}")), why


def _slip(text: str) -> str:
    """The doubt about a name that reads as another with a slip in it: a figure for a letter within a word, the last letter of -anol or
    -anone left out where no Romance language spells the rest so; "" for any other.

    >>> [bool(_slip(one)) for one in ("androstano1one", "2-methoxyethano", "2-bromo-cyclohexano", "2-metoxietano", "5-methyl-2H-furan")]
    [True, True, True, False, False]
    """
    if _FIGURE.search(text):
        return f"{text[:60]!r} has a figure within a word: a letter may be meant"
    return f"{text[:60]!r} may be cut short: -anol or -anone" if _CUT.search(text) else ""


def _read_systematically(
    texts: Iterable[str], words: Words, names: Names
) -> tuple[list[dict[str, Systematic]], str]:
    """What each of some texts means as a systematic name, the whole first, and what is missing; all are read in one run."""
    spelt = {
        text: [one for one in as_english(text, dictionary().simplified(text), words) if not is_bare(one)]
        for text in texts
    }
    every = [one for some in spelt.values() for one in some]
    found, why = names(every) if every else ({}, "")
    return [
        {
            name: found[name]
            for name in some
            if name in found
            and not lists_a_held(name, words)
            and (name == text or not (is_ion(found[name].smiles) or is_apart(found[name].smiles)))
        }
        for text, some in spelt.items()
    ], why


def glossed_whole(phrase: Identity, text: str, words: Words, names: Names) -> Identity:
    """``A (B)`` of which one side alone was understood: what both mean, where the other is a systematic name."""
    side = next((one for one in glossed(text) if phrase.doubt == not_understood(one)), None)
    (found,) = _read_systematically((side,), words, names)[0] if side else ({},)
    if not side or not found:
        return phrase
    one = as_systematic(phrase.query, side, next(iter(found.values())), words.store)
    others = (each for each in one.candidates if not _same_drawn(each, phrase.candidates))
    return phrase._replace(candidates=(*phrase.candidates, *others), doubt=one.doubt)


def _same_drawn(one: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether a substance has the structure of one of some others."""
    from tidewaiter.substance.structures.structure import inchikey_of, read_structure

    def key(each: Candidate) -> str:
        return inchikey_of(read_structure(each.smiles)) if each.smiles else ""

    return any(key(each) == key(one) != "" for each in others)


def glossed_systematically(query: str, text: str, words: Words, names: Names, look: Look) -> Identity | None:
    """``A (B)`` where A is a systematic name: and ``B A``, B a label: what both mean. B may be A in another language, or letters for it."""
    sides = glossed(text)
    read = _read_systematically(sides, words, names)[0] if sides else []
    if not read or not (read[0] or (read[1] and _is_a_word_for(*sides))):
        return None
    known = {side: next(iter(one.values())) for side, one in zip(sides, read, strict=True) if one}
    every = [as_systematic(query, side, one, words.store) for side, one in known.items()]
    found = tuple({one.smiles: one for what in every for one in what.candidates}.values())
    understood = list(known)
    if sides[1] not in known and (other := look(sides[1])) and not other.doubt:  # a name of its own
        understood.append(sides[1])
        found += tuple(one for one in other.candidates if not _same_drawn(one, found))
    given = _stands_for(*sides) or _is_a_word_for(*sides)
    unread = [side for side in sides if side not in understood and not given]
    doubts = [*(what.doubt for what in every), *map(not_understood, unread)]
    note = f"read as {', '.join(map(repr, understood))}"
    return identity(query, "systematic name", found, note, doubts, tuple(unread))


def _is_a_word_for(word: str, name: str) -> bool:
    """Whether one word that nothing knows stands before the whole systematic name of what it means: "furanylethylfentanyl (N-[1-…)"."""
    return word.isalpha() and len(name) > _WHOLE_NAME and sum(map(str.isdigit, name)) > 1


def _stands_for(name: str, short: str) -> bool:
    """Whether letters may be short for a name: all of them stand in it, in their order."""
    letters = iter(name.casefold())
    return _INITIALS.fullmatch(short) is not None and all(
        sign in letters for sign in short.casefold() if sign.isalpha()
    )


def as_systematic(query: str, text: str, read: Systematic, store: Store) -> Identity:
    """What OPSIN read of a name: in doubt where it had to guess positions, or may mean a listed isomer."""
    one = Candidate(text, "", read.smiles, "")
    if not read.guessed:
        return weighed(query, text, "systematic name", [one], "", store)
    from tidewaiter.substance.structures.isomers import isomers

    meant = [candidate(store, key)._replace(unsure=WHICH) for key in isomers(read.smiles, store)]
    doubt = f"the name gives no positions ({read.guessed})"
    return weighed(
        query, text, "systematic name", [one._replace(unsure=WHICH) if meant else one, *meant], doubt, store
    )
