"""A text that no list names: what the general dictionary has, a name that is made of parts, a structure, a phrase, a systematic name.

Most questions are answered before this is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from itertools import permutations

from tidewaiter.errors import QuestionError, Unreadable, Unresolved
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import cas_digits, name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.dictionary.doubt import siblings
from tidewaiter.substance.dictionary.formulas import atoms_of, is_formula, with_oxygen, without_water
from tidewaiter.substance.dictionary.found import listed_as
from tidewaiter.substance.dictionary.general import Compound
from tidewaiter.substance.dictionary.numbers import beside_code, by_cas, by_code, by_number, code_in
from tidewaiter.substance.dictionary.trade_numbers import additive_number, ec_digits, un_digits
from tidewaiter.substance.identity import (
    Candidate,
    Identity,
    Look,
    identity,
    in_one,
    no_group,
    not_understood,
    structure,
)
from tidewaiter.substance.known.close_names import is_another_word, of_a_family, suggest, unresolved
from tidewaiter.substance.known.isomers import isomers
from tidewaiter.substance.known.misspelt import beside_goods
from tidewaiter.substance.known.of_dictionary import either, known_as, weighed
from tidewaiter.substance.known.optical import is_racemate
from tidewaiter.substance.known.products import as_product, product_of
from tidewaiter.substance.names.chinese import is_element
from tidewaiter.substance.names.european import locant_within
from tidewaiter.substance.names.letters import GOES_ON, OF_SOMETHING, but_di, improbable, with_umlauts
from tidewaiter.substance.names.romance import unmarked
from tidewaiter.substance.names.systematic import Names, read_systematic_names
from tidewaiter.substance.phrases.shared import each_by_name
from tidewaiter.substance.phrases.stated import with_open_contents
from tidewaiter.substance.structures.smiles import may_be
from tidewaiter.substance.systematically import as_a_whole, glossed_systematically, glossed_whole
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words import street
from tidewaiter.substance.words.joined import (
    commas_apart,
    hyphened_apart,
    listed_apart,
    lists_a_held,
    lists_several,
)
from tidewaiter.substance.words.makes import beside_dye, beside_make, beside_title
from tidewaiter.substance.words.part import is_merchandise
from tidewaiter.substance.words.plain_words import is_small
from tidewaiter.substance.words.words import Words, words_of

# of a laboratory: letters and a number in one word
_CODE = re.compile(r"[A-Z][A-Za-z]{1,4}-?\d{2,5}[A-Za-z]?")
_ABBREVIATION = 12  # letters: a longer text of elements and branches is a drawing, whatever abbreviations a dictionary has
_PREFIXES = frozenset(("iso", "nor", "sec", "neo"))
_CAPITALS = re.compile(r"(?<!\w)[A-Z]{4,}(?!\w)")
_ELEMENTS = re.compile(r"(?:(?:Cl|Br|[BCNOPSFIbcnops])\d*)+")  # with the numbers of rings
_HAN = re.compile("[\u4e00-\u9fff]+")
_SOLVENT = pattern("short of a solvent", 0)
_GLUED = re.compile(r"(?<![\w-])([^\W\d_]{5,})(\d{1,4})(?![\w-]|[.,]\d)")
_FIGURED = re.compile(r"(?<![\w-])(?:[a-z]{2,}[015][a-z]{2,}|[015][a-z]{4,})(?![\w-])", re.IGNORECASE)
_PIECE = re.compile(
    r"\s*[,;，；、/]\s*(?:(?:and|or|y|et|und|oder|e|o)\s)?|\s(?:and|or|y|et|und|oder)\s", re.IGNORECASE
)
_RANGE = re.compile(r"\d\d\D{1,6}\d\d")
Again = Callable[..., Identity]  # the whole ladder for another text: again(text, systematic)


def unlisted(
    query: str, text: str, store: Store, systematic: bool | Names, reads: Callable[[str], bool], again: Again
) -> Identity:
    """A text that no list names; a name and an amount, or one with hyphens, may mean more by itself."""
    from tidewaiter.substance.phrases.another_sense import but_speeds, in_everyday_use
    from tidewaiter.substance.phrases.unnamed import put_in

    plain = but_speeds(in_everyday_use(text), words_of(store), partial(_look, store))
    plain = (
        commas_apart(plain, partial(_look, store)) if "," in plain and not store.by_print(plain) else plain
    )
    if _FIGURED.search(text) and (meant := _in_letters(text, store)):
        told = f"Nothing consulted knows the name {text!r}."
        raise Unresolved(told, "Check the spelling, or give a CAS number or a structure.", (meant,))
    plain = with_oxygen(plain, lambda name: store.by_name(name) or dictionary().by_name(name))
    if (apart := _unglued(plain, store)) != text:
        return again(apart)
    found = with_open_contents(_unlisted(query, text, store, systematic, reads, again), text, words_of(store))
    found = put_in(found, text, words_of(store))
    if found.left:
        found = beside_goods(found, store)
    if not (any(map(str.isdigit, text)) or "-" in text):
        return found
    return street.by_itself(found, text, partial(_alone, again), store)


def _in_letters(text: str, store: Store) -> str:
    """The name of a list or a product that a text is where figures stand for the letters like them, "brim5tone"; "" where it is none."""
    for one in ("l", "i"):
        signs = str.maketrans("015", f"o{one}s")
        name = _FIGURED.sub(lambda found, signs=signs: found[0].translate(signs), text)  # type: ignore[misc]
        if store.by_name(name) or product_of(name, store):
            return name
    return ""


def _unglued(text: str, store: Store) -> str:
    """A text with a blank between the name of a list or a product and its amount or count, "XANAX30"; not where both are a name, and none
    of an element: Iodine131."""

    def apart(found: re.Match[str]) -> str:
        held = store.by_name(found[1]) or product_of(found[1], store)
        element = held and any(len(atoms_of(one.formula)) == 1 for one in dictionary().by_name(found[1]))
        whole = element or (held and (store.by_name(found[0]) or dictionary().by_name(found[0])))
        return f"{found[1]} {found[2]}" if held and not whole else found[0]

    return _GLUED.sub(apart, text)


def _alone(again: Again, name: str) -> Identity | None:
    """What a name means by itself; None where nothing knows it."""
    with suppress(Unreadable, Unresolved):
        return again(name, False)
    return None


def _unlisted(
    query: str, text: str, store: Store, systematic: bool | Names, reads: Callable[[str], bool], again: Again
) -> Identity:
    """A name of the general dictionary, a salt, a structure, a systematic name, a phrase."""
    if (each := each_by_name(text, partial(_alone, again))) != text:
        return again(each)
    if listed := store.by_name(text) or store.by_print(text) or _respelt(text, store):
        return listed_as(query, "listed name", listed, store)
    if len(text) > _ABBREVIATION and "(" in text and may_be(text) and reads(text):
        return structure(query, text)  # and no dictionary need be asked
    words = words_of(store)
    if _RANGE.search(text) and (cut := words.but_boiling(text)) != text:
        return again(cut)
    if (plain := unmarked(text)) != text:
        return again(plain)
    if salt := _dried(text, again):
        return salt
    if both := _racemate(query, text, store):
        return both
    if (within := locant_within(text)) != text:
        with suppress(Unresolved):
            return again(within)
    own = any(one.place < 0 for one in dictionary().by_name(text)) if "-" in text else True
    if not own and (apart := hyphened_apart(text, words, dictionary().by_name)):
        return again(apart)
    known = _compounds(additive_number(text) or text, store)
    drawn = may_be(text) and reads(text)
    if known:
        named = known_as(query, text, known, store)
        return (
            either(query, text, named)
            if drawn and " " not in text  # "SC 560" is no SC with a title
            else street.one_of_many(street.noted(named, text, store), text, store)
        )
    if drawn and "(" in text:  # no name that is made of parts has a branch
        return structure(query, text)
    if of_formula := isomers(text, store):
        return identity(query, "known synonym", of_formula.values())
    simple = dictionary().simplified(text)
    if simple != text:
        with suppress(Unresolved):
            found_so = again(simple, False)
            return found_so._replace(note=found_so.note or f"read as {simple!r}")
    if words.is_place(text):
        raise Unresolved(f"{text!r} is a place, no goods.", "Ask by what the goods are called.")
    elements = drawn and _ELEMENTS.fullmatch(text)  # then it is no name that is made of parts
    built = None if elements else _made(query, text, store)
    if built and not _has_a_listed_in_capitals(text, built.candidates, store):
        return beside_code(street.before(built, (text,), store), code_in(text, store)[0], store)
    if drawn:
        odd = (
            f"{text!r} may be an abbreviation: as a structure nobody would draw it"
            if improbable(text)
            else ""
        )
        return street.before(structure(query, text, odd), (text,), store)
    try:
        told = _described(query, text, simple, words, systematic, again)
    except Unresolved:
        if better := _in_umlauts(text, store, again):
            return better
        raise
    return (told.left and _in_umlauts(text, store, again, told.left)) or told


def _dried(text: str, again: Again) -> Identity | None:
    """The salt whose formula a text gives with its water of crystallisation; None for any other text."""
    if (dry := without_water(text)) == text:
        return None
    with suppress(Unresolved):
        found = again(dry, False)
        return found._replace(note=found.note or f"{dry} with its water of crystallisation")
    return None


def _in_umlauts(text: str, store: Store, again: Again, left: Iterable[str] = ()) -> Identity | None:
    """What a text means with the umlauts that a keyboard lacked, "Blaetter" for Blätter; None where it is not understood whole.

    Where some words alone were not understood, these are spelt again, but for those near a listed name: the "rhoeas" beside
    "Bluetenblaetter" is Latin, and "taluene" no word with an umlaut."""
    spelt = with_umlauts(text)
    if left:
        words = {word for piece in left for word in piece.split() if not suggest(word, store)}
        spelt = re.sub(
            r"[^\W\d_]+", lambda found: with_umlauts(found[0]) if found[0] in words else found[0], text
        )
    if spelt == text:
        return None
    with suppress(QuestionError):
        found = again(spelt)
        return None if found.left else found._replace(note=found.note or f"read as {spelt!r}")
    return None


def but_italian_of(text: str, store: Store) -> str:
    """A text without the Italian "of" before a name that is known: the acetone of "di acetone", which is no diacetone."""
    plain = but_di(text)
    known = plain != text and (
        store.by_name(plain)
        or store.record("product", name_key(plain))
        or any(one.smiles for one in _compounds(plain, store))
    )
    return plain if known else text


def _compounds(text: str, store: Store) -> list[Compound]:
    """What carries a name in the general dictionary; nothing for two listed names ("pseudoephedrine, ephedrine" is a synonym of
    neither), nor for a word behind a letter that is the beginning of a word ("a resin" is no Aresin, but "a ionone" alpha-ionone)."""
    words = text.replace(",", " ").split(maxsplit=2)
    if len(words) == 2 and len(words[0]) == 1 and words[1].isalpha():
        found = dictionary().by_name(text)
        return [one for one in found if _is_locant(words, one.name)]
    first, second = map(store.by_name, words) if len(words) == 2 else ([], [])
    if first and second and first != second:
        return []
    found = dictionary().by_name(text)
    if found and _has_a_listed_in_capitals(text, found, store):
        return []
    return [] if found and _lists_a_listed(text, found, store) else found


def _has_a_listed_in_capitals(text: str, found: Iterable[Compound | Candidate], store: Store) -> bool:
    """Whether a text that is what ordinary goods are called has a listed name in capitals among words that are not: "LAMPA (base)" is no lamp's base."""
    if text.isupper() or any(one.cas or one.smiles or getattr(one, "substance", "") for one in found):
        return False
    return any(store.by_name(word) for word in _CAPITALS.findall(text))


def _lists_a_listed(text: str, found: list[Compound], store: Store) -> bool:
    """Whether a text that is the name of a compound but for its commas and strokes lists goods: one of a list or a product among others that
    are no chemical ("speed, sensor" is no speed sensor), or several that are known each by itself ("acetone/glycerol" is no solketal)."""
    if len(listed_apart(text)) < 2:
        return False
    words = words_of(store)
    if "/" in text and _are_headed(text, store):
        return True
    if not any(one.cas or one.smiles for one in found):
        return lists_a_held(text, words)
    return lists_several(text, words, dictionary().by_name)


def _are_headed(text: str, store: Store) -> bool:
    """Whether a text names goods that share a word, each of which is known with it: ammonium/calcium nitrate."""
    from tidewaiter.substance.phrases.shared import each_whole

    def look(name: str) -> Identity | None:
        held = store.by_name(name) or dictionary().by_name(name)
        return Identity(name, "resolved", "", ()) if held else None

    return each_whole(text, look) != text


def _is_locant(words: list[str], name: str) -> bool:
    """Whether the letter before a word tells a position of what the word names, as in "o toluidine"."""
    return words[1].casefold() in name.casefold() or bool(dictionary().by_name(words[1]))


def _described(
    query: str, text: str, simple: str, words: Words, systematic: bool | Names, again: Again
) -> Identity:
    """A text that is no name that anything knows: a phrase, a systematic name, a member of a family. ``simple``: the same
    as the dictionary spells it."""
    from tidewaiter.substance.phrases.another_sense import but_colours
    from tidewaiter.substance.phrases.declared import read, without_denied

    store = words.store
    look = partial(_look, store)
    if (plain := but_colours(text)) != text:  # hemp-coloured yarn is yarn
        return again(plain)
    code, beside = code_in(text, store)
    if code and not words.names(beside):  # words of packing and of the tariff itself
        return by_code(query, code, store)
    goods_left, gone = without_denied(text, words, look)
    if gone and not goods_left:
        alone = f"{text!r} says only what is not in the goods: {', '.join(map(repr, gone))}."
        raise Unresolved(alone, "Ask by what the goods are called.")

    def in_words(said: str, *, partly: bool = False) -> Identity | None:
        found = store.of_text(("phrase", said, partly), lambda: read(query, said, words, look, partly=partly))
        return found and found._replace(query=query)

    if of_a_make := beside_make(query, text, look, store, partial(again, systematic=False)):
        return of_a_make
    for by_name in (beside_title, beside_dye):
        if called := by_name(query, text, look, words, partial(again, systematic=False)):
            return called
    names = systematic if callable(systematic) else read_systematic_names
    if phrase := in_words(text):
        if _CODE.fullmatch(text) and not all(map(is_merchandise, phrase.candidates)):
            return _by_its_letters(phrase, text)
        told = glossed_whole(phrase, text, words, names) if systematic else phrase
        return beside_code(_with_the_street(told, text, words, look), code, store)
    goods, why = in_words(simple, partly=True) if systematic else None, ""
    if goods and _is_of_makers(goods, words) and not suggest(simple, store):
        return beside_code(goods, code, store)
    if systematic:
        whole, why = as_a_whole(query, text, words, names)
        if found := whole or glossed_systematically(query, text, words, names, look):
            return found
    if siblings(text, store):
        return weighed(query, text, "listed name", [], "", store)
    if found := of_a_family(query, text, words, look) or street.meant(query, text, store):
        return found
    if not goods and (drug := street.one_drug(query, filter(None, _PIECE.split(text)), store)):
        return drug
    # a part is taken only where the whole is no misspelling of a listed name: such names are offered, never assumed
    if goods and all(
        is_another_word(text, one) or (_HAN.search(one) and one in text) for one in suggest(text, store)
    ):
        return beside_code(street.of_what_is_left(goods, store), code, store)
    unknown = _unknown(text, simple, why, words, look, hints=bool(systematic))
    coded = code and systematic and not unknown.suggestions and _coded(query, code, beside, store)
    if coded:
        return coded
    raise unknown


def _by_its_letters(told: Identity, code: str) -> Identity:
    """What a code was read as whose letters are an abbreviation: "PHP-501" may be a compound of its own, and no rolicyclidine."""
    asked = f"whether the code {code!r} means it"
    found = tuple(one._replace(unsure=one.unsure or asked) for one in told.candidates)
    return told._replace(
        candidates=found, doubt=in_one(told.doubt, f"{code!r} may be the code of another compound")
    )


def _look(store: Store, part: str) -> Identity | None:
    """What a part of a phrase means as a name."""
    if OF_SOMETHING.fullmatch(part) or GOES_ON.search(part):
        return None
    return store.of_text(("named", part), lambda: no_group(_named(but_italian_of(part, store), store)))


def _with_the_street(told: Identity, text: str, words: Words, look: Look) -> Identity:
    """What a text was read as, with what it and its pieces may mean in the street."""
    from tidewaiter.substance.phrases.declared import without_denied

    dosed = words.tells_a_strength(text)  # Tren 200 mg/ml is no reagent
    alone = (one for one in (text, *words.trimmed(text)) if dosed or not look(one))
    told = street.before(told, alone, words.store)
    pieces = _pieces(told, without_denied(text, words, look)[0], words, look)
    told = street.of_each(street.within(told, text, words.store), pieces, look, words.store)
    return street.of_one_drug(told, filter(None, _PIECE.split(text)), words.store)


def _pieces(told: Identity, held: str, words: Words, look: Look) -> list[str]:
    """The pieces that a text was not read as and may mean something by themselves; ``held``: without what it says is not in the goods."""
    from tidewaiter.substance.phrases.parts import halves_of, of_a_name_in_capitals, pieces_of, set_apart
    from tidewaiter.substance.phrases.short_for import tells_again

    pieces = [one for one in pieces_of(held, words) if one != held]
    if not any(one.substance and words.store.listings(one.substance) for one in told.candidates):
        chemicals = [one.name for one in told.candidates if not is_merchandise(one)]
        apart = [one for one in set_apart(held) if not of_a_name_in_capitals(one, held, look)]
        pieces += [one for one in apart if not any(tells_again(one, name, held) for name in chemicals)]
    if all(map(is_merchandise, told.candidates)):  # "ice 5 kg bag" is no ice bag
        pieces += halves_of(held)
    return pieces


def _unknown(text: str, simple: str, why: str, words: Words, look: Look, *, hints: bool) -> Unresolved:
    """The error for a text that nothing knows, without what it says is not in its goods."""
    from tidewaiter.substance.phrases.declared import without_denied

    rest, gone = without_denied(text, words, look) if hints else (text, ())
    if gone:
        why = f"; said not to be in it: {', '.join(map(repr, gone))}{why}"
    return unresolved(rest, words.store, why, hints=hints, written="" if gone else simple)


def _coded(query: str, code: str, beside: str, store: Store) -> Identity | None:
    """What a code stands for beside words that nothing knows; None for one of goods that are not listed: it says nothing of these words."""
    with suppress(Unresolved):
        coded = by_code(query, code, store)
        return coded._replace(doubt=not_understood(beside), left=(beside,))
    return None


def _is_of_makers(goods: Identity, words: Words) -> bool:
    """Whether goods are such as makers and models name, with words that are not understood: a doubt, for which no systematic name is read."""
    branded = all(not one.substance and words.branded(one.name) for one in goods.candidates)
    return bool(goods.doubt and goods.candidates) and branded


def _racemate(query: str, text: str, store: Store) -> Identity | None:
    """A name that says both optical forms, before the general dictionary, which may draw one of them; None for one that our tables have."""
    if not is_racemate(text) or any(one.place < 0 for one in dictionary().by_name(text)):  # DL-Methionin
        return None
    return _made(query, text, store)


def _made(query: str, text: str, store: Store) -> Identity | None:
    """A name that is made of parts that are known; what knows them is loaded by the first name that nothing else knows."""
    from tidewaiter.substance.made import made

    return made(query, text, store)


def _named(text: str, store: Store) -> Identity | None:
    """What a text means as a name: of the lists, of a product, of the general dictionary, of a salt."""
    if (cas := cas_digits(text)) is not None:
        try:
            return by_cas(text, cas, store)
        except QuestionError:
            return None
    if ec_digits(text) is not None or un_digits(text) is not None:
        with suppress(QuestionError):
            return by_number(text, text, store)
        return None
    if not any(letter.isalpha() for letter in text):
        return None
    if listed := store.by_name(text) or _respelt(text, store):
        return listed_as(text, "listed name", listed, store)
    if product := product_of(text, store):
        return as_product(text, product, store)
    if both := _racemate(text, text, store):
        return both
    if (dry := without_water(text)) != text and (salt := _named(dry, store)):
        return salt._replace(note=salt.note or f"{dry} with its water of crystallisation")
    key = name_key(text)
    short = len(key) <= (3 if key.isascii() else 1) and not (is_formula(text) or is_element(text))
    known = _compounds(text, store) if not short or len(key) > 2 else []
    if known and (not short or _is_own(text, known, store)):
        return known_as(text, text, known, store)
    return _made(text, text, store)


def _is_own(text: str, known: list[Compound], store: Store) -> bool:
    """Whether a word of three letters is what our own tables call these compounds, and no word of grammar or of the street: mug, lye; or
    the short form by which trade calls a solvent: DMF."""
    if _SOLVENT.fullmatch(text):
        return True
    nothing_else = text.islower() and not is_small(text) and not words_of(store).of_the_street(text)
    return nothing_else and all(one.place < 0 for one in known)


def _respelt(text: str, store: Store) -> list[str]:
    """The substances that two or three words name in another order or in the singular: "opium, raw", "coca leafs"."""
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 3 or any(letter in text for letter in "()[]{}+/;"):
        return []
    if any(word.isascii() and len(word) < 3 for word in words):
        return []  # in another order "fentanilo al" is the name of another substance
    if not _PREFIXES.isdisjoint(map(str.casefold, words)):
        return []  # "codeine ISO" is no isocodeine
    single = [
        word[:-1] if len(word) > 4 and word[-1:] == "s" and word[-2:] not in ("ss", "us", "is") else word
        for word in words
    ]
    orders = (" ".join(order) for kept in (words, single) for order in permutations(kept))
    return next((found for name in orders if (found := store.by_name(name))), [])
