"""What a text tells of beside ordinary goods and does not name: a class of stuffs, a powder, a dose. Then the goods may be what it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.amounts.units import UNIT, spelt
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.dictionary.doubt import is_of_chemistry
from tidewaiter.substance.dictionary.general import OWN_NAMES
from tidewaiter.substance.dictionary.trade_numbers import DYES
from tidewaiter.substance.identity import Candidate, Identity, Look
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words import articles
from tidewaiter.substance.words.part import Part, is_merchandise, is_ordinary
from tidewaiter.substance.words.plain_words import is_everyday, is_handling, is_medicine, is_small
from tidewaiter.substance.words.words import Words

AND = "and|und|et|y|e|и"
_PIECES = re.compile(rf"\s*(?:[,;，；、/+&]|[和与與及]|(?<!\S)(?:{AND})(?!\S))\s*", re.IGNORECASE)
_STUFF = pattern("stuff alone")
_OWN_GOODS = pattern("goods of their own")
_IN_A_LIST = pattern("goods of their own in a list")  # and not behind "of": "notebooks of 90 leaves"
_STUFF_ANYWHERE = pattern("stuff anywhere")
_HOLDS_GOODS = pattern("holds goods")
_MEASURED_IN = re.compile(  # so much of something in goods, or goods with so much of it
    rf"(?:^|\b(?:with|mit|avec|con|com|с)\s+)\d[\d.,]*\s?{UNIT}(?!\w)[^,;]{{2,40}}?(?:$|\s(?:in|inside|im|dans|en|em|nel\w*|nei|в)\s)",
    re.IGNORECASE,
)
_FINDING = pattern("finding")
_FOUND = pattern("found in goods")
_KNOWN = "\0"
_PART = "roots?|rhizomes?|leaf|leaves|seeds?|bark|fruits?|herb|flowers?|extract|juice|peel|concentrate"
_OF_KNOWN = re.compile(  # of what is named, or of a part of it: "devil's claw root extract powder"
    rf"{_KNOWN}\s*(?:(?:{_PART})\s+){{0,3}}(?:{_STUFF_ANYWHERE.pattern})", re.IGNORECASE
)
_AS_POWDER = pattern("powder as a form")
_DOSE = re.compile(rf"\d[\d.,]*\s?(?:{spelt('mg', 'µg')})(?![\w/])", re.IGNORECASE)
_UNKNOWN = pattern("stuff described")
_PESTICIDE = pattern("pesticide")
_INSIDE_OF = pattern("packing of")

_PUT_IN = pattern("put in")


def unnamed_beside(
    text: str, left: str, known: Sequence[Part], found: Sequence[Candidate], words: Words, look: Look
) -> list[str]:
    """The doubt about a stuff, or else a dose, beside nothing but ordinary goods; ``left``, the text without what is ``known`` in it."""
    if not all(is_ordinary(one, words.store) for one in found):
        return []
    merchandise = all(map(is_merchandise, found))
    stuff = _own_goods(text, [one.name for one in found], words)
    if not stuff and merchandise:
        stuff = _stuff_beside(text, found, words, look) or _stuff_named(text, known)
    if not stuff and merchandise and (told := _PESTICIDE.search(_without(text, known))):
        stuff = told[0]
    if not stuff and not any(one.smiles for one in found):
        stuff = _found_in(text, known, words) or ("" if merchandise else _stuff_named(text, known))
    if stuff:
        return [f"{stuff!r}: goods of their own that are not named"]
    dose = merchandise and _DOSE.search(left)
    return [f"{dose[0]!r}: a dose, and no medicine is named"] if dose else []


def _own_goods(text: str, names: Sequence[str], words: Words) -> str:
    """What names no more than a class of goods that lists may reach, as one piece of a text or as what packing holds: the medicines of
    "toys and some medicines"; "" where there is none."""
    if not names:
        return ""
    whole = _PIECES.split(text)
    inner = [one for piece in whole for part in _PUT_IN.split(piece) for one in _INSIDE_OF.split(part)]
    packing = all(map(words.wraps, names))
    forms = {piece: _forms_of(piece, words) for piece in (*whole, *inner)}
    for own, pieces in ((_OWN_GOODS, forms), (_IN_A_LIST, forms if packing else whole)):
        if told := next((one for one in pieces if any(map(own.fullmatch, forms[one]))), ""):
            return told
    held = _HOLDS_GOODS.search(text) if packing else None
    return held[1] if held else ""  # "bottles of natural products"


def _stuff_beside(text: str, goods: Iterable[Candidate], words: Words, look: Look) -> str:
    """What names no more than a class of stuffs and stands by itself beside articles, or is what packing holds: the powder of "toys,
    powder" and of "bags of white powder"; "" where there is none."""
    names = [one.name for one in goods]
    if not names:
        return ""
    whole = _PIECES.split(text)
    packing = all(map(words.wraps, names))
    alone = whole if articles.are(names, words) or packing or len(set(names)) > 1 else []
    held = (one for piece in whole for one in _INSIDE_OF.split(piece)[1:])
    pieces = map(str.strip, (*alone, *held))
    return next((piece for piece in pieces if piece and _is_stuff(piece, words, look)), "")


def _forms_of(piece: str, words: Words) -> tuple[str, ...]:
    """A piece, and what is left of it without words of grammar and handling, or its amounts and words of form and use: "some medicines"."""
    told = (word for word in piece.split() if not (is_small(word) or is_handling(word)))
    return (piece, " ".join(told), *words.trimmed(piece))


def _found_in(text: str, known: Iterable[Part], words: Words) -> str:
    """What a text says was found in its goods and does not name: a powder, or what the street may call a drug; "" where it tells of no find.

    The brown of "2 kg of brown seized in coffee"; none where a word tells of the goods: "brown shoes seized"."""
    if not (_FINDING.search(text) or _MEASURED_IN.search(text)):
        return ""
    rest = _AS_POWDER.sub(" ", _without(text, known))
    if told := _FOUND.search(rest) or _STUFF_ANYWHERE.search(_OF_KNOWN.sub(_KNOWN, rest)):
        return told[0].strip()
    each = (word.strip(".,;:()\"'") for word in rest.split())
    return next((word for word in each if len(word) > 2 and words.of_the_street(word)), "")


def _without(text: str, known: Iterable[Part]) -> str:
    """A text with a sign in the place of each of the goods that are known in it."""
    for name in (one for part in known for one in part.text.split(" + ") if one):
        for said in (name,) if name in text else name.split():
            text = text.replace(said, _KNOWN)
    return text


def _stuff_named(text: str, known: Iterable[Part]) -> str:
    """What tells of a stuff in a text outside the ordinary goods that are known in it, but for that right behind one of them, chilli
    powder: the powder of "off-white powder at the bottom of cans of groundnut oil"; "" where nothing does."""
    told = _STUFF_ANYWHERE.search(_OF_KNOWN.sub(_KNOWN, _AS_POWDER.sub(" ", _without(text, known))))
    return told[0] if told else ""


def _is_stuff(piece: str, words: Words, look: Look) -> bool:
    """Whether a piece tells a class of stuffs, and besides no more than what it is like or that nobody knows it: "white powder"."""
    if any(map(_STUFF.fullmatch, (piece, *words.trimmed(piece)))):
        return True
    each = piece.split()
    left = [word for word in each if not (_STUFF.fullmatch(word) or _UNKNOWN.fullmatch(word))]
    told = any(map(_STUFF.fullmatch, each)) and all(words.quality(word) or is_everyday(word) for word in left)
    return told and not look(piece)


_SWEET = pattern("sweet")
_WORN = pattern("worn")
# beside what is worn: headgear; of bottles: lids
_CAPS = re.compile(r"(?<![\w-])(?<!\d )caps(?![\w-])", re.IGNORECASE)


def but_forms(text: str, goods: Iterable[Candidate]) -> str:
    """A text without the words of form that are goods beside ``goods``: caps beside shirts, chewing gum beside chocolate."""
    text = _SWEET.sub(" ", text)
    capped = any(_WORN.search(one.name) for one in goods) or emptied(text)
    return _CAPS.sub(" ", text) if capped else text


EMPTIED, PACKING, _TEST_FOR = pattern("emptied"), pattern("is packing"), pattern("test for")
_SEVERAL = re.compile(rf"[,;，；、]|\s(?:{AND})\s", re.IGNORECASE)


def emptied(text: str) -> str:
    """The word by which a text says that its packing is empty; "" where it says so of none."""
    word = EMPTIED.search(text)
    return word[0] if word and PACKING.search(text) else ""


def need_hold_none(text: str, found: Iterable[Candidate]) -> str:
    """The doubt about goods alone that are named for what they need hold none of: packing that a text says is empty, "empty ether
    cylinder", and "fentanyl test strips"; "" for other goods, and where several are named."""
    if _SEVERAL.search(text) or not any(one.substance for one in found):
        return ""
    if word := emptied(text):
        return f"{word!r}: whether any of it is left in the packing"
    tests = _TEST_FOR.search(text)
    return f"{tests[0]!r}: a test for what is named, which need hold none of it" if tests else ""


_POISON, _CARRIER = pattern("use as a poison"), pattern("carrier of a poison")
_OF_COLOURS = pattern("name of the Colour Index")


def put_in(goods: Identity, text: str, words: Words) -> Identity:
    """Ordinary goods that a text says are meant to kill pests, with the doubt about the poison that is in them: insecticide chalk; and the
    oranges that a pigment of the Colour Index was taken for, with the doubt about which it is.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.words.words import words_of
    >>> chalk = Identity("", "resolved", "phrase", (Candidate("chalk", "", "", ""),))
    >>> [put_in(chalk, text, words_of(Lawbook.load().store)).doubt for text in ("tiza insecticida", "tiza blanca")]
    ["'insecticida': the poison that is in such goods is not named", '']
    """
    told, dye = _POISON.search(text), _OF_COLOURS.search(text)
    if goods.doubt or not (goods.candidates and (told or dye)):
        return goods
    if dye and all(is_merchandise(one) and one.name != DYES for one in goods.candidates):
        return goods._replace(doubt=f"{dye[0]!r}: which dye or pigment this is")
    carriers = all(
        is_merchandise(one)
        or (not one.substance and (_CARRIER.fullmatch(one.name) or words.labels.names("inert", one.name)))
        for one in goods.candidates
    )
    if not (told and carriers):
        return goods
    return goods._replace(doubt=f"{told[0]!r}: the poison that is in such goods is not named")


_DOSE = pattern("dose of a medicine")
_AS_MEDICINES_END = pattern("as a medicine")


def of_no_medicine(text: str, known: Sequence[Part]) -> list[str]:
    """The doubt about a trade name of a chemical beside a dose: "Release 300 mg/ml" is a medicine, which may have another by that name in it."""
    if (
        len(known) != 1
        or not _DOSE.search(text)
        or not all(one.cas and not one.substance for one in known[0].found)
    ):
        return []
    name = known[0].text
    compounds = dictionary().by_name(name)
    sure = is_of_chemistry(name) or any(
        one.sure
        or (one.place < OWN_NAMES and _AS_MEDICINES_END.search(name))
        or any(map(is_medicine, (one.name, *one.own)))
        for one in compounds
    )
    if sure or not compounds:
        return []
    return [f"{name!r}: whether a medicine of this name is meant: a dose stands beside it"]
