"""The identification ladder: from what was written to what the goods are.

An answer says which rung it stood on. Nothing found is ``unresolved``, an error, never "not controlled".
RDKit is not imported here: a name or number must be answered without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache

from tidewaiter.errors import QuestionError, Unreadable, Unresolved
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import MAX_NAME, cas_digits, name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.found import few, listed_as
from tidewaiter.substance.identity import Candidate, Identity, candidate, identity, no_group
from tidewaiter.substance.known import WHICH, known_as, weighed
from tidewaiter.substance.letters import improbable, in_one_script, with_umlauts
from tidewaiter.substance.numbers import beside_code, by_cas, by_code, by_number, code_in
from tidewaiter.substance.smiles import may_be, must_be, reads_as_one
from tidewaiter.substance.systematic import (
    Names,
    Systematic,
    glossed,
    is_apart,
    is_ion,
    read_systematic_names,
)
from tidewaiter.substance.trade_numbers import additive_number, ec_digits, un_digits
from tidewaiter.typed import TYPE_CHECKING, Any

_ABBREVIATION = 12  # letters: a longer text of elements and branches is a drawing, whatever abbreviations a dictionary has
_ELEMENTS = re.compile(r"(?:(?:Cl|Br|[BCNOPSFIbcnops])\d*)+")  # with the numbers of rings
_LONG = 7  # letters of a Russian word that is compared as Latin letters write it
_MOST_WITHIN = 8  # words of a text for which close names are sought one by one
_HAN = re.compile("[\u4e00-\u9fff]+")
_RANGE = re.compile(r"\d\d\D{1,6}\d\d")
_SIPHON = "siphon cartridges"  # the product that stands for all that the chargers of words.yml are called
_WHOLE_NAME = 20  # letters of a systematic name that tells a whole molecule
_INITIALS = re.compile(r"(?=.*[A-Z].*[A-Z])[\w-]{2,12}")  # NiPT, 4-HO-MET
_DOUBLED = re.compile(r"(.)\1+$")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ALL_OF_IT = ("whether it is ", "how much ")  # doubts of a product that leave no doubt of what is in it

if TYPE_CHECKING:  # opened only when no list knows the name
    from tidewaiter.substance.dictionary import Compound, Dictionary
    from tidewaiter.substance.words import Words


def identify(
    query: str, store: Store, dictionary: Callable[[], Dictionary], *, systematic: bool | Names = True,
    reads: Callable[[str], bool] = reads_as_one,
) -> Identity:  # fmt: skip
    """Climb the ladder for one query; without ``systematic``, not to its last rung, which starts Java.

    ``systematic`` may be what reads systematic names instead: whoever asks for many reads them in one run beforehand.
    ``reads``: what tells sooner than RDKit whether a word that follows the grammar of SMILES is one.

    Raises :class:`Unreadable` for a number or structure that is none, :class:`Unresolved` (with close names
    as suggestions) where nothing knows it.
    """
    text = query.strip().strip("\u200b\ufeff").strip()
    if not text:
        raise Unreadable("The question is empty.", "Give a name, a CAS number, a SMILES, an InChI or a code.")
    if "\n" in text or text[:1] in "<$":
        from tidewaiter.substance.drawings import is_drawing

        if is_drawing(query):
            return as_structure(query)
    if text.startswith("InChI="):
        return _structure(query, text)
    drawn = must_be(text)
    # a drawing of two carbon atoms is no number, whatever label that has
    plainly = drawn and "\n" not in text and text.casefold().count("c") > 1 and may_be(text)
    if not plainly and (numbered := by_number(query, text, store, dictionary)) is not None:
        return numbered
    if drawn:
        return _structure(query, text)
    if len(text) > MAX_NAME:
        if may_be(text) and reads_as_one(text):
            return _structure(query, text)
        raise Unreadable(
            f"A name of {len(text)} characters is not read.",
            f"Give at most {MAX_NAME} characters, or a structure.",
        )
    text = in_one_script(text)
    listed = store.by_name(text)
    if listed:
        return listed_as(query, "listed name", listed, store)
    if product := _product_of(text, store, dictionary):
        return _product(query, product, store, dictionary)
    return _unlisted(query, text, store, dictionary, systematic, reads)


def as_structure(query: str) -> Identity:
    """A text that is given as a structure (SMILES, InChI, MOL block, a drawing of several) and is never taken for a name.

    >>> as_structure("CN").candidates[0].smiles
    'CN'
    """
    text = query.strip().strip("\u200b\ufeff").strip()
    if not text:
        raise Unreadable("The structure is empty.", "Give SMILES, InChI or a MOL block.")
    if "\n" not in text and text[:1] not in "<$":
        return _structure(query, text)
    from tidewaiter.substance.drawings import blocks, is_drawing

    several = blocks(query) if is_drawing(query) else [query]
    found = tuple(dict.fromkeys(Candidate("", "", block, "") for block in several))
    note = f"a drawing of {len(several)} structures: each was looked at" if len(several) > 1 else ""
    return identity(query, "structure", found, note)


def _unlisted(
    query: str, text: str, store: Store, dictionary: Callable[[], Dictionary], systematic: bool | Names,
    reads: Callable[[str], bool],
) -> Identity:  # fmt: skip
    """A text that no list knows: a name of the general dictionary, a salt, a structure, a systematic name."""
    if listed := store.by_print(text) or _respelt(text, store):
        return listed_as(query, "listed name", listed, store)
    if len(text) > _ABBREVIATION and "(" in text and may_be(text) and reads(text):
        return _structure(query, text)  # and no dictionary need be asked
    from tidewaiter.substance.made import made
    from tidewaiter.substance.romance import unmarked

    if _RANGE.search(text):
        from tidewaiter.substance.words import words_of

        if (cut := words_of(store).but_boiling(text)) != text:
            return identify(cut, store, dictionary, systematic=systematic)._replace(query=query)
    if (plain := unmarked(text)) != text:
        return identify(plain, store, dictionary, systematic=systematic)._replace(query=query)
    if both := _racemate(query, text, store, dictionary):
        return both
    known = _compounds(additive_number(text) or text, store, dictionary)
    drawn = may_be(text) and reads(text)
    if known:
        named = known_as(query, text, known, store)
        return _either(query, text, named) if drawn else named
    if drawn and "(" in text:  # no name that is made of parts has a branch
        return _structure(query, text)
    simple = dictionary().simplified(text)
    if simple != text:
        with suppress(Unresolved):
            found_so = identify(simple, store, dictionary, systematic=False)
            return found_so._replace(query=query, note=found_so.note or f"read as {simple!r}")
    from tidewaiter.substance.words import words_of

    words = words_of(store)
    if words.is_place(text):
        raise Unresolved(f"{text!r} is a place, no goods.", "Ask by what the goods are called.")
    elements = drawn and _ELEMENTS.fullmatch(text)  # then it is no name that is made of parts
    if not elements and (built := made(query, text, store, dictionary)):
        return beside_code(built, code_in(text, store)[0], store, dictionary)
    if drawn:
        odd = (
            f"{text!r} may be an abbreviation: as a structure nobody would draw it"
            if improbable(text)
            else ""
        )
        return _structure(query, text, odd)
    try:
        told = _described(query, text, simple, words, store, dictionary, systematic)
    except Unresolved:
        if better := _in_umlauts(query, text, store, dictionary, systematic):
            return better
        raise
    return (told.left and _in_umlauts(query, text, store, dictionary, systematic, told.left)) or told


def _in_umlauts(
    query: str,
    text: str,
    store: Store,
    dictionary: Callable[[], Dictionary],
    systematic: bool | Names,
    left: Iterable[str] = (),
) -> Identity | None:
    """What a text means with the umlauts that a keyboard lacked, "Blaetter" for Blätter; None where it is not understood whole.

    Where some words alone were not understood, these are spelt again: the "rhoeas" beside "Bluetenblaetter" is Latin."""
    spelt = with_umlauts(text)
    if words := {word for piece in left for word in piece.split()}:
        spelt = re.sub(
            r"[^\W\d_]+", lambda found: with_umlauts(found[0]) if found[0] in words else found[0], text
        )
    if spelt == text:
        return None
    with suppress(QuestionError):
        found = identify(spelt, store, dictionary, systematic=systematic)
        return None if found.left else found._replace(query=query, note=found.note or f"read as {spelt!r}")
    return None


def _compounds(text: str, store: Store, dictionary: Callable[[], Dictionary]) -> list[Compound]:
    """What carries a name in the general dictionary; nothing for two listed names ("pseudoephedrine, ephedrine" is a synonym of
    neither), nor for a word behind a letter that is the beginning of a word ("a resin" is no Aresin, but "a ionone" alpha-ionone)."""
    words = text.replace(",", " ").split(maxsplit=2)
    if len(words) == 2 and len(words[0]) == 1 and words[1].isalpha():
        found = dictionary().by_name(text)
        return [one for one in found if _is_locant(words, one.name, dictionary)]
    first, second = map(store.by_name, words) if len(words) == 2 else ([], [])
    if first and second and first != second:
        return []
    found = dictionary().by_name(text)
    several = "," in text and not any(one.cas or one.smiles for one in found)
    return [] if several and _lists_a_listed(text, store) else found


def _lists_a_listed(text: str, store: Store) -> bool:
    """Whether one of the names between commas is listed, or is that of a product: "speed, sensor" is no speed sensor."""
    from tidewaiter.substance.words import words_of

    is_held = words_of(store).is_held
    return any(is_held(" ".join(part.split())) for part in text.split(","))


def _is_locant(words: list[str], name: str, dictionary: Callable[[], Dictionary]) -> bool:
    """Whether the letter before a word tells a position of what the word names, as in "o toluidine"."""
    return words[1].casefold() in name.casefold() or bool(dictionary().by_name(words[1]))


def _described(
    query: str,
    text: str,
    simple: str,
    words: Words,
    store: Store,
    dictionary: Callable[[], Dictionary],
    systematic: bool | Names,
) -> Identity:
    """A text that is no name that anything knows: a phrase, a systematic name, a member of a family. ``simple``: the same
    as the dictionary spells it."""
    from tidewaiter.substance.doubt import siblings
    from tidewaiter.substance.phrases import put_up, without_denied
    from tidewaiter.substance.phrases import read as read_phrase

    code, beside = code_in(text, store)
    if code and not words.names(beside):  # words of packing and of the tariff itself
        return by_code(query, code, store, dictionary)

    @cache
    def look(part: str) -> Identity | None:
        return no_group(_named(part, store, dictionary))

    names = systematic if callable(systematic) else read_systematic_names
    if phrase := read_phrase(query, text, words, look):
        told = _glossed_whole(phrase, text, words, dictionary, names) if systematic else phrase
        return beside_code(told, code, store, dictionary)

    @cache
    def partly() -> Identity | None:
        return read_phrase(query, simple, words, look, partly=True)

    if systematic and (goods := partly()) and _is_of_makers(goods, words) and not suggest(simple, store):
        return beside_code(goods, code, store, dictionary)
    found: dict[str, Systematic] = {}
    why = ""
    if systematic:
        (found,), why = _read_systematically((text,), words, dictionary, names)
    if found:
        name, what = next(iter(found.items()))  # the whole first
        one = as_systematic(query, name, what, store)
        return one if name == text else put_up(one, text, words)._replace(note=f"read as {name!r}")
    if systematic and (twice := _glossed_systematically(query, text, words, dictionary, names, look)):
        return twice
    if siblings(text, store):
        return weighed(query, text, "listed name", [], "", store)
    if member := _of_a_family(query, text, words, look):
        return member
    # a part is taken only where the whole is no misspelling of a listed name: such names are offered, never assumed
    whole = systematic and all(_HAN.search(one) and one in text for one in suggest(text, store))
    if whole and (phrase := partly()):
        return beside_code(phrase, code, store, dictionary)
    rest, denied = without_denied(text, words, look) if systematic else (text, ())
    if denied:
        why = f"; said not to be in it: {', '.join(map(repr, denied))}{why}"
    unknown = unresolved(
        rest, store, dictionary, why, hints=bool(systematic), written="" if denied else simple
    )
    if code and systematic and not unknown.suggestions:
        with suppress(Unresolved):  # a code of goods that are not listed says nothing of these words
            coded = by_code(query, code, store, dictionary)
            return coded._replace(doubt=f"not understood: {beside!r}", left=(beside,))
    raise unknown


def _is_of_makers(goods: Identity, words: Words) -> bool:
    """Whether goods are such as makers and models name, with words that are not understood: a doubt, for which no systematic name is read."""
    branded = all(not one.substance and words.branded(one.name) for one in goods.candidates)
    return bool(goods.doubt and goods.candidates) and branded


def _read_systematically(
    texts: Iterable[str], words: Words, dictionary: Callable[[], Dictionary], names: Names
) -> tuple[list[dict[str, Systematic]], str]:
    """What each of some texts means as a systematic name, the whole first, and what is missing; all are read in one run."""
    from tidewaiter.substance.made import as_english
    from tidewaiter.substance.salts import is_bare

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
            and (name == text or not (is_ion(found[name].smiles) or is_apart(found[name].smiles)))
        }
        for text, some in spelt.items()
    ], why


def _glossed_whole(
    phrase: Identity, text: str, words: Words, dictionary: Callable[[], Dictionary], names: Names
) -> Identity:
    """``A (B)`` of which one side alone was understood: what both mean, where the other is a systematic name."""
    side = next((one for one in glossed(text) if phrase.doubt == f"not understood: {one!r}"), None)
    (found,) = _read_systematically((side,), words, dictionary, names)[0] if side else ({},)
    if not side or not found:
        return phrase
    one = as_systematic(phrase.query, side, next(iter(found.values())), words.store)
    others = (each for each in one.candidates if not _same_drawn(each, phrase.candidates))
    return phrase._replace(candidates=(*phrase.candidates, *others), doubt=one.doubt)


def _same_drawn(one: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether a substance has the structure of one of some others."""
    from tidewaiter.substance.structure import inchikey_of, read_structure

    def key(each: Candidate) -> str:
        return inchikey_of(read_structure(each.smiles)) if each.smiles else ""

    return any(key(each) == key(one) != "" for each in others)


def _glossed_systematically(
    query: str,
    text: str,
    words: Words,
    dictionary: Callable[[], Dictionary],
    names: Names,
    look: Callable[[str], Identity | None],
) -> Identity | None:
    """``A (B)`` where A is a systematic name: and ``B A``, B a label: what both mean. B may be A in another language, or letters for it."""
    sides = glossed(text)
    read = _read_systematically(sides, words, dictionary, names)[0] if sides else []
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
    doubts = [*(what.doubt for what in every), *(f"not understood: {side!r}" for side in unread)]
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


def _of_a_family(
    query: str, text: str, words: Words, look: Callable[[str], Identity | None]
) -> Identity | None:
    """ "... fentanyl" with a word that no one knows: it may be another member of the family, never fentanyl itself for sure.

    Raises :class:`Unresolved` where the word is one of chemistry: then it is another member.
    """
    from tidewaiter.substance.composed import unread
    from tidewaiter.substance.doubt import is_chemical
    from tidewaiter.substance.parts import JOINED
    from tidewaiter.substance.salts import split

    bare = words.bare(text)
    bases = (base for base, _ in split(bare))
    head, before = next((found for one in (bare, *bases) if (found := unread(one))[0]), ("", ""))
    if not head or JOINED.fullmatch(f" {before} ") or look(before):
        return None
    told = f"{before!r} stands before {head!r} and is not understood: the goods may be another, controlled substance of that family"
    known = look(head)
    if is_chemical(before) or known is None:
        raise Unresolved(
            f"Nothing consulted knows {before!r} before {head!r}: the goods may be another, controlled substance of that family.",
            f"Give a CAS number or a structure; or ask for {head!r} if that is what is meant.",
            tuple(dict.fromkeys((*suggest(text, words.store, 2), head))),
        )
    unsure = tuple(one._replace(unsure=WHICH) for one in known.candidates)
    return Identity(query, "ambiguous", "phrase", unsure, f"read as {head!r}", told, (before,))


def _racemate(query: str, text: str, store: Store, dictionary: Callable[[], Dictionary]) -> Identity | None:
    """A name that says both optical forms, before the general dictionary, which may draw one of them; None for one that our tables have."""
    from tidewaiter.substance.made import made
    from tidewaiter.substance.optical import is_racemate

    if not is_racemate(text) or any(one.place < 0 for one in dictionary().by_name(text)):  # DL-Methionin
        return None
    return made(query, text, store, dictionary)


def _named(text: str, store: Store, dictionary: Callable[[], Dictionary]) -> Identity | None:
    """What a text means as a name: of the lists, of a product, of the general dictionary, of a salt."""
    if (cas := cas_digits(text)) is not None:
        try:
            return by_cas(text, cas, store, dictionary)
        except QuestionError:
            return None
    if ec_digits(text) is not None or un_digits(text) is not None:
        with suppress(QuestionError):
            return by_number(text, text, store, dictionary)
        return None
    if not any(letter.isalpha() for letter in text):
        return None
    if listed := store.by_name(text) or _respelt(text, store):
        return listed_as(text, "listed name", listed, store)
    if product := _product_of(text, store, dictionary):
        return _product(text, product, store, dictionary)
    from tidewaiter.substance.formulas import is_formula
    from tidewaiter.substance.han_systematic import is_element
    from tidewaiter.substance.made import made

    if both := _racemate(text, text, store, dictionary):
        return both
    key = name_key(text)
    short = len(key) <= (3 if key.isascii() else 1) and not (is_formula(text) or is_element(text))
    known = _compounds(text, store, dictionary) if not short or len(key) > 2 else []
    if known and (not short or _is_own(text, known, store)):
        return known_as(text, text, known, store)
    return made(text, text, store, dictionary)


def _is_own(text: str, known: list[Compound], store: Store) -> bool:
    """Whether a word of three letters is what our own tables call these compounds, and no word of grammar or of the street: mug, lye."""
    from tidewaiter.substance.plain_words import is_small
    from tidewaiter.substance.words import words_of

    nothing_else = text.islower() and not is_small(text) and not words_of(store).of_the_street(text)
    return nothing_else and all(one.place < 0 for one in known)


def _respelt(text: str, store: Store) -> list[str]:
    """The substances that two or three words name in another order or in the singular: "opium, raw", "coca leafs"."""
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 3 or any(letter in text for letter in "()[]{}+/;"):
        return []
    if any(
        word.isascii() and len(word) < 3 for word in words
    ):  # in another order "fentanilo al" is the name of another substance
        return []
    from itertools import permutations

    single = [
        word[:-1] if len(word) > 4 and word[-1:] == "s" and word[-2:] not in ("ss", "us", "is") else word
        for word in words
    ]
    orders = (" ".join(order) for kept in (words, single) for order in permutations(kept))
    return next((found for name in orders if (found := store.by_name(name))), [])


def as_systematic(query: str, text: str, read: Systematic, store: Store) -> Identity:
    """What OPSIN read of a name: in doubt where it had to guess positions, or may mean a listed isomer."""
    one = Candidate(text, "", read.smiles, "")
    if not read.guessed:
        return weighed(query, text, "systematic name", [one], "", store)
    from tidewaiter.substance.isomers import isomers

    meant = [candidate(store, key)._replace(unsure=WHICH) for key in isomers(read.smiles, store)]
    doubt = f"the name gives no positions ({read.guessed})"
    return weighed(
        query, text, "systematic name", [one._replace(unsure=WHICH) if meant else one, *meant], doubt, store
    )


def _either(query: str, text: str, named: Identity) -> Identity:
    """A word that is a structure as well: both are looked at."""
    from tidewaiter.substance.structure import read_structure

    drawn = read_structure(text)
    for one in named.candidates:
        if len(named.candidates) == 1 and one.smiles and read_structure(one.smiles).smiles == drawn.smiles:
            return named._replace(doubt="")  # it is written as what it is called
    names = ", ".join(one.name or one.cas for one in named.candidates)
    note = f"read as the structure {text} and as the name of {names}: each was looked at"
    found = (Candidate("", "", text, ""), *named.candidates)
    return Identity(query, "ambiguous", "structure or name", found, note, named.doubt)


def _product_of(text: str, store: Store, dictionary: Callable[[], Dictionary]) -> Any:
    """The record of a product by its name, also as Russian writes it: "Залдиар"; None where there is none, and for goods: "вилка" is no vilca."""
    if found := store.record("product", name_key(text)):
        return found
    if _chargers(store).fullmatch(text):
        return store.record("product", name_key(_SIPHON))
    if text.isascii():
        return None
    known = dictionary().by_name(text) if _CYRILLIC.search(text) else []
    if known and not any(one.cas or one.smiles for one in known):
        return None
    from tidewaiter.substance.spelt import cyrillic, in_the_nominative, romanised

    cases = (text, *in_the_nominative(text))  # "капсул «Лирики»"
    names = (name for one in cases for name in (name_key(one), romanised(one)))
    if found := next((found for name in names if name and (found := store.record("product", name))), None):
        return found
    keys = [cyrillic(one) for one in cases if re.fullmatch("[А-яЁё -]+", one)]
    name = next((name for key in keys if key and (name := store.record("brand", key))), None)
    return store.record("product", name_key(name)) if name else None


def _chargers(store: Store) -> re.Pattern[str]:
    """What cartridges for siphons are called."""
    return store.once(
        ("chargers",), lambda: re.compile(store.record("words", "chargers") or "(?!)", re.IGNORECASE)
    )


def _product(query: str, product: list[Any], store: Store, dictionary: Callable[[], Dictionary]) -> Identity:
    """A product that is sold under a name of its own: each of its active substances is looked at."""
    name, actives = str(product[0]), [str(one) for one in product[2]]
    found: list[Candidate] = []
    unknown: list[str] = []
    for active in actives:
        if store.substance(active):
            found.append(candidate(store, active))
        elif known := dictionary().by_name(active):
            found.append(Candidate(known[0].name, known[0].cas, known[0].smiles, ""))
        else:
            unknown.append(active)
    if not found:
        raise Unresolved(
            f"{name} is a product with {', '.join(unknown)}, which nothing consulted knows.",
            "Ask for its active substance by a CAS number or a structure.",
        )
    from tidewaiter.substance.offered import branded, preparations
    from tidewaiter.substance.words import words_of

    named, words = tuple(found), words_of(store)
    opened, opened_in = str(product[3]), tuple(product[4])
    if not opened or opened.startswith(_ALL_OF_IT):
        found = branded(name, found, unknown, words)
    if opened:
        found = [one._replace(unsure=opened, unsure_in=opened_in) for one in found]
    if opened and not opened_in:
        note = f"{name} may mean {few([one.name for one in named], 8)}: each was looked at"
        doubt = f"{name!r}: {opened}"
    else:
        drugs = tuple(one.substance for one in found if one.substance)
        offered = preparations(found, "", True, words)
        told = found[0].contents
        if told and told.form:  # then what is left out by form need not be asked
            offered = [one._replace(contents=told._replace(others=(), drugs=drugs)) for one in offered]
        found += offered
        note = f"{name} is a product with {few([one.name for one in named], 8)}: each was looked at; "
        note += "whether a list excepts the preparation is not decided here"
        note += f"; {', '.join(opened_in)}: {opened}" if opened else ""
        doubt = ""
    if unknown:
        doubt = f"{doubt}; not looked at: {', '.join(unknown)}".removeprefix("; ")
    sure = len(found) == 1 and not opened
    return Identity(query, "resolved" if sure else "ambiguous", "product", tuple(found), note, doubt)


def _structure(query: str, text: str, doubt: str = "") -> Identity:
    return identity(query, "structure", (Candidate("", "", text, ""),), doubts=[doubt])


def unresolved(
    text: str,
    store: Store,
    dictionary: Callable[[], Dictionary],
    why: str = "",
    *,
    hints: bool = False,
    written: str = "",
) -> Unresolved:
    """The error for a name that nothing knows, with close names where they are asked for, of the text as ``written`` in
    simplified characters as well."""
    offers: tuple[str, ...] = ()
    if hints:
        from tidewaiter.substance.words import words_of

        words = words_of(store)
        offers = (
            suggest(text, store)
            or suggest(words.bare(text), store)
            or _typed_for(written or text, store)
            or _within(words.bare(written or text), store)
            or _slipped(words.bare(text), store, dictionary)
        )
    return Unresolved(
        f"Nothing consulted knows the name {text[:80]!r}{why}.",
        "Check the spelling, or give a CAS number or a structure.",
        offers,
    )


def _within(text: str, store: Store) -> tuple[str, ...]:
    """Listed names close to words of a text, the closest first, in their order or turned round."""
    from rapidfuzz.distance import OSA

    from tidewaiter.substance.parts import ELISION
    from tidewaiter.substance.salts import is_rest
    from tidewaiter.substance.spelt import in_the_nominative, latin

    words = [word.strip("\"'“”„«»") for word in ELISION.sub("", text).split()[:_MOST_WITHIN]]
    near: dict[str, float] = {}
    for size in range(min(3, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            if is_rest(" ".join(run)):
                continue  # the acid of a salt is not what is misspelt
            cyrillic = size == 1 and len(run[0]) > _LONG and _CYRILLIC.search(run[0])
            cases = map(latin, (run[0], *in_the_nominative(run[0])[:1])) if cyrillic else ()
            for written in dict.fromkeys((" ".join(run), " ".join(reversed(run)), *cases)):
                for name in suggest(written, store):
                    near.setdefault(name, OSA.normalized_distance(name_key(written), name_key(name)))
    return tuple(sorted(near, key=near.__getitem__))[:3]


def _typed_for(text: str, store: Store) -> tuple[str, ...]:
    """Listed Chinese names of which a text has a character that sounds or looks like the right one."""
    if text.isascii():
        return ()
    from tidewaiter.substance.han import as_meant

    words = re.findall(r"[\u4e00-\u9fff]{2,12}", text)
    return tuple(one for word in words for one in as_meant(word) if store.by_name(one))


def _slipped(text: str, store: Store, dictionary: Callable[[], Dictionary]) -> tuple[str, ...]:
    """Names one slip away from a text or a word of it in any spelling of Europe: listed ones in the asker's letters, then others."""
    from tidewaiter.substance.salts import is_rest
    from tidewaiter.substance.spelt import folded, slips

    for word in dict.fromkeys((text, *text.split()[:_MOST_WITHIN])):
        keys = () if is_rest(word) else slips(folded(_DOUBLED.sub(r"\1", word)))
        near = store.by_spelling(*keys)
        found = {key: one for key in keys for one in near.get(key, ())}
        if found:
            return tuple(_in_letters_of(word, one, key, store) for key, one in found.items())[:3]
        if keys and (others := dictionary().by_spelling(*keys)):
            return tuple(dict.fromkeys(one.name for one in others))[:3]
    return ()


def _in_letters_of(word: str, substance: str, key: str, store: Store) -> str:
    """The name of a substance that has a key, in the script of a word; its English one where there is none."""
    from tidewaiter.substance.spelt import folded

    script = _CYRILLIC.search(word) is None
    names = (name for name, _ in store.names_of(substance) if folded(name) == key)
    same = (name for name in names if (_CYRILLIC.search(name) is None) is script)
    return next(same, candidate(store, substance).name)


def suggest(text: str, store: Store, most: int = 3) -> tuple[str, ...]:
    """Listed names and products close to a misspelt one, one a substance, the English one where it is as close: offered, never assumed.

    Letters that are missing, added, wrong or swapped count one each; short words allow one, long ones three.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    key = name_key(text)
    if len(key) < (3 if _HAN.fullmatch(key) else 4):
        return ()
    allowed = 1 if len(key) < 6 else 2 if len(key) < 12 else 3
    near = process.extract(key, store.name_keys, scorer=OSA.distance, limit=40, score_cutoff=allowed)
    best: dict[str, tuple[float, str]] = {}
    for found, distance, _ in near:
        for name, substance in store.named(found):
            brand = 0.25 if substance.startswith("product ") else 0
            rank = (distance + (0.5 if found[0] != key[0] else 0) + brand, name)
            best[substance] = min(best.get(substance, rank), rank)
    return tuple(
        dict.fromkeys(_offered(key, one, *best[one], store) for one in sorted(best, key=best.__getitem__))
    )[:most]


def _offered(key: str, substance: str, rank: float, name: str, store: Store) -> str:
    """The name of a substance to offer: the English one where it is hardly farther from what was written."""
    from rapidfuzz.distance import OSA

    english = [own for own, language in store.names_of(substance) if language == "en" and key.isascii()]
    nearest = min(((OSA.distance(key, name_key(own)), own) for own in english), default=(99, ""))
    return nearest[1] if nearest[0] <= rank + 1 else name
