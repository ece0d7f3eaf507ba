"""A plant with words for its part and state: "dried khat leaves", "hojas secas de coca", "gemahlene Kokablätter", 干大麻叶.

The lists name some parts of a plant apart (seeds, stalks, leaves): the part is asked by the lists' own names. A word of state
changes nothing. A part that no list names apart is the plant, or it is asked whether it falls under it. Words in any order,
in any of the languages of ``plant-words.tsv``; where one word is none of them, nothing is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.identity import MADE, PART, Candidate, candidate
from tidewaiter.substance.tables.spelt import stemmed
from tidewaiter.substance.tables.table import by_word, rows
from tidewaiter.substance.tables.wording import pattern

_FORMED = ("part", "open", "made", "brewed", "named")  # kinds whose words tell what of the plant is meant
_OF_PLANTS = ("whole", "stem", "end")
_ENDS = tuple(by_word("plant-words", "end"))  # German writes plant and part as one word
_COLOUR = pattern("colour")
_PLANT = pattern("plant itself")
_RIPE_STALK = "mature stalk"  # a word of the table
_MOST = 9  # words: no more are looked through
_HAN = re.compile(r"[\u3400-\u9fff]+")


class Word(NamedTuple):
    """A word of the table: its kind, and the English forms of the part that it means."""

    kind: str
    forms: tuple[str, ...]


@cache
def words() -> dict[str, Word]:
    """The words of the table by their key, Russian ones also by their stem."""
    found: dict[str, Word] = {}
    for kind, english, others in rows("plant-words"):
        if kind in _OF_PLANTS:
            continue
        forms = tuple(english.split("|"))
        for word in (*forms, *others.split("|")):
            for key in filter(None, (name_key(word), _declined(word))):
                found.setdefault(key, Word(kind, forms if kind in _FORMED else ()))
    return found


@cache
def _accented() -> dict[str, Word]:
    """The words of the table that without their accents are another word of it, as they are written: the tea of "thé", which is no "the"."""
    table, found = words(), dict[str, Word]()
    for kind, english, others in rows("plant-words"):
        for word in others.split("|") if kind in _FORMED else ():
            if not word.isascii() and table[name_key(word)].kind != kind:
                found.setdefault(word.casefold(), Word(kind, tuple(english.split("|"))))
    return found


@cache
def _of_plants(kind: str) -> dict[str, str]:
    """Rows that speak of plants themselves: ``whole``, the plant of a part that bears its name; ``stem``, names that mean it before a part alone."""
    return {name_key(name): own for name, own in by_word("plant-words", kind).items()}


def is_a_part(name: str) -> bool:
    """Whether a name is of parts of plants alone: "tops", "leaves or flowers"."""
    known = [_word(one) for one in re.split(r"[\s,]+", name) if one]
    return bool(known) and all(map(_is_part, known))


def _declined(word: str) -> str:
    """The key that the cases of a Russian word share; "" for any other."""
    return stemmed(word) if re.search("[а-я]", word) else ""


def _word(piece: str) -> Word | None:
    return _accented().get(piece.casefold()) or words().get(name_key(piece)) or words().get(_declined(piece))


def read(text: str, store: Store) -> tuple[list[Candidate], str] | None:
    """What a plant with words for part and state means, and the name that it was read by; None for any other text."""
    plain = "".join(text.split())
    split = _in_han(plain, store) if _HAN.fullmatch(plain) else _in_words(text, store)
    if split is None:
        return None
    name, keys, rest = split
    found = []
    for key in keys:
        parts = _with_parts(key, name, [word for word in rest if word.forms], store)
        if parts is None:
            return None
        found += [candidate(store, one)._replace(unsure=parts[1]) for one in parts[0]]
    return list(dict.fromkeys((*_of_any_colour(text, rest, found, store), *found))), name


def _of_any_colour(text: str, rest: list[Word], found: list[Candidate], store: Store) -> list[Candidate]:
    """The listed part that a text names but for a colour, which may be that of the part: the poppy straw of "red poppy straw", where the red
    poppy is another plant."""
    plain = " ".join(word for word in text.split() if not _COLOUR.fullmatch(word.strip(",")))
    if plain == text or not any(map(_is_part, rest)) or any(store.listings(one.substance) for one in found):
        return []
    parts = read(plain, store)
    keys = store.by_name(plain) or [one.substance for one in (parts[0] if parts else ())]
    unsure = "which plant is meant: a colour may tell of the part"
    return [candidate(store, key)._replace(unsure=unsure) for key in keys if store.listings(key)]


def read_with(
    name: str, more: str, goods: Iterable[Candidate], store: Store
) -> tuple[list[Candidate], str] | None:
    """What the goods of a name mean with more words of part and state; None where these say nothing of them."""
    found, every = read(f"{name} {more}", store), list(goods)
    if found is None:
        return None
    same = {one.substance for one in every} <= {one.substance for one in found[0]}
    return found if same or is_plant_of(name, found[0], store) else None


def constituents(name: str, store: Store) -> frozenset[str]:
    """What the plant of a name, or a raw part of it, holds by nature, of what the lists name; empty for anything else.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> sorted(constituents("dried khat leaves", store)), sorted(constituents("tea leaves", store))
    (['cathine', 'cathinone'], [])
    """
    parts = read(name, store)
    keys = _plants(name, store) or [one.substance for one in (parts[0] if parts else ())]
    return frozenset(each for key in keys for each in of_plant(key))


def of_plant(key: str) -> list[str]:
    """What a plant, or a part of it, holds by nature, by its id."""
    return _constituents().get(key, [])


def found_with(keys: Iterable[str]) -> frozenset[str]:
    """What the plants of lists that hold all of some substances by nature hold too: what is won of them may hold a rest of it.

    >>> "dronabinol" in found_with(["cannabidiol"]), "dronabinol" in found_with(["morphine"]), sorted(found_with([]))
    (True, False, [])
    """
    every = frozenset(keys)
    return frozenset(each for held in _constituents().values() if every and every <= {*held} for each in held)


@cache
def natural_drugs() -> frozenset[str]:
    """All that plants and fungi of lists hold by nature, by ids of the lawbook.

    >>> "morphine" in natural_drugs(), "ketamine" in natural_drugs()
    (True, False)
    """
    return frozenset(each for held in _constituents().values() for each in held)


@cache
def _constituents() -> dict[str, list[str]]:
    return {plant: held.split("|") for plant, held, _ in rows("plant-constituents") if held}


@cache
def told_of_plant(key: str) -> list[str]:
    """What is told that a plant holds by nature, by ids of the lawbook: precursors among it, which are looked at apart.

    >>> told_of_plant("ephedra-herb"), told_of_plant("khat")
    (['ephedrine', 'pseudoephedrine'], ['cathinone', 'cathine'])
    """
    more = next(
        (told.split("|") for plant, _, told in rows("plant-constituents") if plant == key and told), []
    )
    return [*of_plant(key), *more]


def is_plant_of(name: str, parts: Iterable[Candidate], store: Store) -> bool:
    """Whether a name is that of the plant of which goods are a part that the lists name apart: Papaver somniferum of poppy seeds."""
    wanted = {one.substance for one in parts}
    plants = _plants(name, store)
    if not plants or not wanted or wanted & set(plants):
        return False
    own = tuple(each for key in plants for each, _ in store.names_of(key))
    return any(wanted <= set(one) for each in (name, *own) for one in _named_parts(each, store))


def has_listed_parts(plant: str, store: Store) -> bool:
    """Whether the lists name a part of what a text may call a plant.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> has_listed_parts("morning glory", store), has_listed_parts("summer holiday", store)
    (True, False)
    """
    return bool(_named_parts(plant, store))


def _named_parts(plant: str, store: Store) -> list[list[str]]:
    """The parts of a plant, by one of its names, that the lists name apart."""

    def asked() -> list[list[str]]:
        forms = dict.fromkeys(form for word in words().values() for form in word.forms)
        return [found for form in forms if (found := _plants(f"{plant} {form}", store))]

    return store.once(("named parts", plant), asked)


def plants_of(text: str, parts: Iterable[Candidate], store: Store) -> list[str]:
    """The plants in a text of which its goods are a part that the lists name apart: cannabis of "Cannabisblätter", 大麻 of 大麻叶."""
    words, goods = text.split(), list(parts)
    cut = [word[: -len(end)] for word in words for end in _ENDS if word.casefold().endswith(end)]
    han = [] if text.isascii() else [text[:size] for size in (2, 3, 4)]
    names = (name for name in (*words, *cut, *han) if is_plant_of(name, goods, store))
    return list(dict.fromkeys(key for name in names for key in _plants(name, store)))


def _in_words(text: str, store: Store) -> tuple[str, list[str], list[Word]] | None:
    """The longest name of a plant among words that otherwise tell part and state."""
    pieces = _ripened(_joined(_but_the_plant(list(_pieces(text, store)))))
    known = [word if (word := _word(piece)) and word.kind != "joint" else None for piece in pieces]
    if not 2 <= len(pieces) <= _MOST or not any(known):
        return None
    needed = [n for n, word in enumerate(known) if word is None]
    free = [n for n, word in enumerate(known) if word is not None]
    for one in free:  # what is made of it before the plant with a word of state: "dried ephedra extract"
        made = " ".join(pieces[n] for n in sorted((*needed, one)))
        rest = [word for n, word in enumerate(known) if word and n != one]
        if needed and not any(map(_is_part, rest)) and (keys := _made_of(made, store)):
            return made, keys, rest
    for size in range(len(free), -1, -1):
        for chosen in combinations(free, size):
            if not needed and size == 0:
                continue
            kept = sorted((*needed, *chosen))
            rest = [word for n, word in enumerate(known) if word and n not in kept]
            if _adds_parts([known[n] for n in chosen], rest):
                continue  # stalks with leaves, seeds with flowers: more than what a list leaves out
            for name in _spelt([pieces[n] for n in kept]):
                if keys := _plants(name, store) or (_before_a_part(name) if any(map(_is_part, rest)) else []):
                    return name, keys, rest
    return None


def _is_part(word: Word | None) -> bool:
    return word is not None and word.kind in ("part", "open")


def _adds_parts(named: list[Word | None], rest: list[Word]) -> bool:
    """Whether a name with a part has a further one beside it, and not both are such as a law may leave out."""
    kinds = [{word.kind for word in words if word is not None and _is_part(word)} for words in (named, rest)]
    return all(kinds) and "part" in kinds[0] | kinds[1]


def _but_the_plant(pieces: list[str]) -> list[str]:
    """The words without that for the plant whose part is named: the plant of "cannabis plant root", and not that of "plants and seeds"."""
    known = [_word(piece) for piece in pieces]
    whole = [
        _is_part(word) and _PLANT.fullmatch(piece) is not None
        for word, piece in zip(known, pieces, strict=True)
    ]
    parts = sum(map(_is_part, known)) - sum(whole)
    if not parts or any(word is not None and word.kind == "joint" for word in known):
        return pieces
    return [piece for piece, one in zip(pieces, whole, strict=True) if not one]


def _joined(pieces: list[str]) -> list[str]:
    """The words without those that join two parts of one plant: "flowers and seeds"; mushrooms and tea are goods of their own."""
    known = [_word(piece) for piece in pieces]
    own = [
        _is_part(word) and bool({"button", "tea"}.isdisjoint(word.forms if word else ())) for word in known
    ]
    return [
        piece
        for n, piece in enumerate(pieces)
        if not (
            (word := known[n]) and word.kind == "joint" and 0 < n < len(own) - 1 and own[n - 1] and own[n + 1]
        )
    ]


def _ripened(pieces: list[str]) -> list[str]:
    """The words with a stalk that is said to be ripe as one: laws leave out the mature stalk alone ("tige de chanvre mature")."""
    kinds = [word.kind if (word := _word(piece)) else "" for piece in pieces]
    stalks = [n for n, piece in enumerate(pieces) if (word := _word(piece)) and "stalk" in word.forms]
    if "ripe" not in kinds or not stalks:
        return pieces
    ripe = [_RIPE_STALK if n in stalks else piece for n, piece in enumerate(pieces)]
    return [piece for piece, kind in zip(ripe, kinds, strict=True) if kind != "ripe"]


_FOR_TEA = pattern("for tea")


def _pieces(text: str, store: Store) -> Iterator[str]:
    """The words of a text: two that are one word of the table together, and German words of plant and part apart."""
    table = words()
    text = _FOR_TEA.sub(" ", text)
    plain = [piece.lstrip("-") for piece in re.split(r"[\s,;:/()\[\]\"]+|[dl]['’]", text) if name_key(piece)]
    n = 0
    while n < len(plain):
        two = " ".join(plain[n : n + 2])
        if n + 1 < len(plain) and name_key(two) in table and name_key(two) != name_key(plain[n]):
            yield two
            n += 2
            continue
        low = plain[n].casefold()
        end = next((end for end in _ENDS if low.endswith(end) and len(low) > len(end) + 2), "")
        end = end or _end(low, store)
        behind = _word(plain[n + 1]) if n + 1 < len(plain) else None
        if _word(plain[n]) is not None:
            end = ""
        if end and (not store.by_name(low) or (behind and behind.kind == "joint")):  # Hanfblüten und -samen
            yield plain[n][: -len(end)].rstrip("-")
            yield end
        else:
            yield plain[n]
        n += 1


def _end(word: str, store: Store) -> str:
    """The part or state that a word of two ends with, behind the name of a plant: the Zweige of "Khat-Zweige"; "" for any other."""
    for at in range(3, len(word) - 2):
        plant = word[:at].rstrip("-")
        if name_key(word[at:]) in words() and (_plants(plant, store) or _before_a_part(plant)):
            return word[at:].lstrip("-")
    return ""


def _spelt(pieces: list[str]) -> Iterator[str]:
    """A name as its words stand, in the singular or plural, and with its first word last or its last first: "seeds, coca"; "hemp
    seeds, viable"."""
    turned = ([*pieces[1:], pieces[0]], [pieces[-1], *pieces[:-1]]) if 1 < len(pieces) <= 3 else ()
    for one in (pieces, *turned):
        name = " ".join(one)
        yield name
        yield name.removesuffix("s") if name.endswith("s") else f"{name}s"


def _plants(name: str, store: Store) -> list[str]:
    keys = store.by_name(name)
    if not keys and not name.isascii():  # Russian: "голубого лотоса", "кратома"
        key = stemmed(name)
        spelt = store.by_spelling(key).get(key, []) if key else []
        keys = spelt or next(filter(None, map(store.by_name, _nominatives(name))), [])
    kinds = {one.kind for key in keys if (one := store.substance(key))}
    return keys if keys and kinds <= {"natural"} else []


def _made_of(name: str, store: Store) -> list[str]:
    """What a list names as made of a plant by a name of plant and part: the ephedra extract of "crude ephedra extract"."""
    keys = store.by_name(name)
    return (
        keys if keys and all((one := store.substance(key)) and one.kind == "mixture" for key in keys) else []
    )


def _nominatives(name: str) -> list[str]:
    """What a short Russian word in another case may be called: кратом of "кратома", ибога of "ибоги"."""
    if not re.fullmatch("[а-яё]{4,10}", name.casefold()) or name[-1] not in "аяыиу":
        return []
    return [f"{name[:-1]}{end}" for end in ("", "а", "я", "ь")]


def _before_a_part(name: str) -> list[str]:
    """The plants of a name that means one only where a part stands beside it: the Koka of "Kokablüten", which alone is cocaine."""
    stems = _of_plants("stem")
    found = next((stems[key] for one in (name, *_nominatives(name)) if (key := name_key(one)) in stems), "")
    return [found] if found else []


def _in_han(text: str, store: Store) -> tuple[str, list[str], list[Word]] | None:
    """The longest name of a plant in a Chinese text whose other letters tell part and state."""
    for size in range(len(text) - 1, 1, -1):
        for start in range(len(text) - size + 1):
            before, name, after = text[:start], text[start : start + size], text[start + size :]
            if keys := _plants(name, store):
                rest = [_cut(before), _cut(after)]
                if all(one is not None for one in rest):
                    return name, keys, [word for one in rest for word in one or ()]
    return None


def _cut(text: str) -> list[Word] | None:
    """A text cut into words of the table, the longest first; None where something is left over."""
    if not text:
        return []
    for size in range(len(text), 0, -1):
        word = words().get(text[:size])
        if word and (rest := _cut(text[size:])) is not None:
            return [word, *rest]
    return None


def _with_parts(key: str, name: str, parts: list[Word], store: Store) -> tuple[list[str], str] | None:
    """The substances that parts of a plant are by the lists' names, and what is open where they have none.

    None for the oil or resin of a listed plant that has no name of its own: a phrase's words of form tell of it.
    """
    parts = [part for part in parts if not (_is_part(part) and set(part.forms) & set(key.split("-")))]
    if not parts:  # bhang is the leaf: "bhang leaves"
        return [key], ""
    bare = not any(_is_part(_word(one)) for one in name.split())
    key = _of_plants("whole").get(name_key(key), key) if bare else key
    english = [own for own, language in store.names_of(key) if language in ("en", "la")]
    spelt = {part: [f"{own} {form}" for own in (name, *english) for form in part.forms] for part in parts}
    named = [next(filter(None, (_plants(each, store) for each in spelt[part])), []) for part in spelt]
    if any(part.kind == "named" and not each for part, each in zip(spelt, named, strict=True)):
        return None  # capsules of a plant are mostly a dosage form
    if found := [one for each in named for one in each]:  # a stalk with its leaves is both
        if any(part.kind in ("made", "brewed") and not each for part, each in zip(spelt, named, strict=True)):
            return None  # fibre with resin
        more = any(not each and part.kind == "part" for part, each in zip(spelt, named, strict=True))
        return ([*found, key] if more else found), ""  # seeds with flowers are the plant, too
    own = any(_is_part(word) and "plant" not in word.forms for one in key.split("-") if (word := _word(one)))
    if own and any(part.kind == "part" for part in parts):
        return None  # Hanfsamen, Blüten: the flowers are no seed
    listed = bool(store.listings(key))
    if listed and any(part.kind == "made" for part in parts):
        return None
    if listed and any(part.kind == "brewed" for part in parts):
        return [key], MADE
    open_ = any(part.kind == "open" for part in parts)
    return [key], PART if listed and open_ else ""
