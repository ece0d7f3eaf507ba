"""The names that are known among words with blanks between them, the longest first."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary.doubt import CLASSES, is_chemical
from tidewaiter.substance.dictionary.formulas import is_formula
from tidewaiter.substance.identity import Candidate, Identity, Look
from tidewaiter.substance.known.offered import MOST_WORDS
from tidewaiter.substance.names import european as european_systematic
from tidewaiter.substance.names.salts import SALT, is_bare, is_element, of_metals
from tidewaiter.substance.tables.spelt import in_the_nominative, latin, of_adjective
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.joined import APART
from tidewaiter.substance.words.part import is_merchandise
from tidewaiter.substance.words.plain_words import of_tariffs
from tidewaiter.substance.words.words import words_of

_HEAD = pattern("article by its head")
_FOOD = pattern("food of a short name")
_RADICAL = pattern("group of a name")
_OF = re.compile(r"de|di|do|d['’]|of|von", re.IGNORECASE)
SHORTEST_GOODS = 3
LOOKED = 5  # letters of a name that more than the lists are asked for
MOST_LOOKED = 14  # words of a phrase that they are


def known_in(pieces: list[str], store: Store, look: Look) -> tuple[dict[str, Identity], str]:
    """The names among words that are known, the longest first, listed ones before others; and the words that are left."""
    found = dict(of_metals(pieces, look))
    used = {n + more for n in found for more in range(3)}
    used |= {n for n, piece in enumerate(pieces) if piece == APART}
    for listed in (True, False):
        for size in range(min(MOST_WORDS, len(pieces)), 0, -1):
            for start in range(len(pieces) - size + 1):
                span = set(range(start, start + size))
                run = " ".join(pieces[start : start + size]).strip("()[]{},.:'\"„“”«»「」『』‚‘’")
                short = len(name_key(run)) < (3 if listed else LOOKED) and run.isascii()
                if span & used or (
                    short and not (start == 0 and is_formula(run)) and not _is_short_goods(run, store, look)
                ):
                    continue
                known = bool(store.by_name(run) or is_product(run, store))
                if known is not listed or not (listed or len(pieces) <= MOST_LOOKED):
                    continue
                if listed and (
                    _of_a_longer(pieces[max(start - 2, 0) : start], run, look)
                    or _begins_a_longer(run, pieces[start + size :][:3], look)
                    or _of_an_article(pieces, start, start + size, look)
                ):
                    continue
                what = look(run)
                if what and (listed or not (what.doubt or is_rest_of_a_salt(what))):
                    used |= span
                    found[start] = run, what
    for start, what in _of_adjectives(pieces, used, store, look):
        used.add(start)
        found[start] = pieces[start], what
    _as_class(found, pieces)
    for start, (run, what) in list(found.items()):
        others = {one.name for n, (_, other) in found.items() if n != start for one in other.candidates}
        beside = (
            len(pieces) > len(run.split())
            if not others
            else not others.issuperset(one.name for one in what.candidates)
        )
        if is_bare(run) and beside:
            del found[start]  # "acid" beside other words is no street word: "acid dye"
            used.remove(start)
    for start, behind in _side_by_side(found, pieces):
        if start in found and behind in found and _are_one(found[start], found[behind]):
            for at in (start, behind):  # a compound that is not known is neither of the two
                used -= set(range(at, at + len(found.pop(at)[0].split())))
    left = " ".join(piece for n, piece in enumerate(pieces) if n not in used)
    return dict(found[start] for start in sorted(found)), left.strip()


def _as_class(found: dict[int, tuple[str, Identity]], pieces: list[str]) -> None:
    """Tell what is open where the name of a chemical is also that of a class and stands behind what it may be one of: "guar ether"."""
    for start, (run, what) in list(found.items()):
        if latin(run) not in CLASSES:
            continue
        before = [
            n
            for n, (name, one) in found.items()
            if n + len(name.split()) == start and not all(each.substance for each in one.candidates)
        ]
        behind = [n for n in found if n == start + 2 and pieces[start + 1].casefold() in _LINK_WORDS]
        if before or behind or (start and latin(pieces[start - 1]).startswith("poly")):
            of = found[(before or behind)[0]][0] if before or behind else pieces[start - 1]
            unsure = f"whether an ether of {of} is meant"
            every = tuple(one._replace(unsure=one.unsure or unsure) for one in what.candidates)
            found[start] = run, what._replace(candidates=every)


def _of_adjectives(pieces: list[str], used: set[int], store: Store, look: Look) -> list[tuple[int, Identity]]:
    """What the adjectives are made of that are left beside other goods, and where they stand: марихуановые кексы, "figurka kokainowa"."""
    left = (
        n for n in range(len(pieces)) if n not in used and any(map(store.by_name, of_adjective(pieces[n])))
    )
    return [(n, what) for n in left if (what := look(pieces[n]))]


def _side_by_side(found: dict[int, tuple[str, Identity]], pieces: list[str]) -> list[tuple[int, int]]:
    """Where two names stand side by side, or with an "of" between them."""
    ends = ((start, start + len(found[start][0].split())) for start in sorted(found))
    return [
        (start, at)
        for start, end in ends
        for at in (end, end + 1)
        if at in found and (at == end or _OF.fullmatch(pieces[end]))
    ]


def _are_one(one: tuple[str, Identity], other: tuple[str, Identity]) -> bool:
    """Whether two names side by side, each of a compound, are one compound's name: a salt and its metal, a group and what it stands on:
    "permanganto sódico", "diisopropyl ethylphosphonate"."""
    pairs = ((one, other), (other, one))
    if any(_RADICAL.fullmatch(group[0]) and _is_unlisted(what[1]) for group, what in pairs):
        return all(each.smiles for each in (*one[1].candidates, *other[1].candidates))
    return any(
        SALT.search(salt[0]) and " " not in salt[0] and _is_unlisted(salt[1]) and _is_unlisted(metal[1])
        and all(is_element(each.smiles) for each in metal[1].candidates)
        for salt, metal in pairs
    )  # fmt: skip


def _is_unlisted(what: Identity) -> bool:
    return all(one.smiles and not one.substance for one in what.candidates)


def _is_short_goods(name: str, store: Store, look: Look) -> bool:
    """Whether a short word is surely what people call goods that are no drug under any name, a food, a polymer or a compound: mugs, bra,
    vin, LDPE, lye."""
    if not SHORTEST_GOODS <= len(name) < LOOKED or not name.isalpha():
        return False
    what = look(name)
    if what is None or what.doubt:
        return False
    if of_tariffs(name) and not all(_FOOD.fullmatch(one.name) for one in what.candidates):
        return False  # a word of tariffs is rather one about the goods
    if any(one.smiles or one.substance for one in what.candidates):  # lye, urea
        return name.islower() and not any(is_element(one.smiles) for one in what.candidates)
    if words_of(store).of_the_street(name) or words_of(store).is_held(name):
        return False
    return all(
        one.cas or words_of(store).branded(one.name) or _FOOD.fullmatch(one.name) for one in what.candidates
    )


def is_product(name: str, store: Store) -> bool:
    """Whether a name, or a Russian one in the nominative, is that of a product: "селитры"."""
    return any(store.record("product", name_key(one)) for one in (name, *in_the_nominative(name)))


def _of_a_longer(before: list[str], name: str, look: Look) -> bool:
    """Whether a listed name is the end of another chemical's name: the toluene of "o-nitro toluene", the acid of "muriatic acid"."""
    for start in range(len(before)):
        chemical = is_bare(name) or all(map(_is_of_a_name, before[start:]))
        what = look(" ".join((*before[start:], name)))
        if what and not what.doubt and (chemical or all(map(_is_a_stuff, what.candidates))):
            return True
    return False


def _is_a_stuff(one: Candidate) -> bool:
    """Whether goods are a stuff of our own tables that has no structure: a resin of melamine and formaldehyde."""
    return bool(one.cas) and not (one.smiles or one.substance)


def _of_an_article(pieces: list[str], start: int, end: int, look: Look) -> bool:
    """Whether a listed name stands within the longer name of an article that is named for it and surely holds none: insulin syringes."""
    for first in range(max(end - MOST_WORDS, 0), start + 1):
        for last in range(end, min(first + MOST_WORDS, len(pieces)) + 1):
            run = " ".join(pieces[first:last]).strip("()[]{},.:'\"„“”«»")
            if last - first > end - start and _HEAD.search(run) and (what := look(run)) and not what.doubt:
                return all(map(is_merchandise, what.candidates))
    return False


def _is_of_a_name(word: str) -> bool:
    """Whether a word is of a chemical's name, as English or another language of Europe writes it: закиси азота."""
    return is_chemical(word) or (not word.isascii() and european_systematic.is_chemical(word))


_LINK_WORDS = frozenset(("de", "di", "of", "du", "do", "da", "von"))


def _begins_a_longer(name: str, behind: list[str], look: Look) -> bool:
    """Whether a listed name is the beginning of another chemical's: the arsenic of "arsenic trioxide", the ether of "éter de petróleo"."""
    if not behind:
        return False
    if len(behind) > 1 and behind[0].casefold() in _LINK_WORDS:
        behind = [" ".join(behind[:2])]
    elif not (
        SALT.search(behind[0]) or behind[0].casefold() == "acid" or behind[0][:2].casefold() in ("d'", "d’")
    ):
        return False
    whole, alone = look(f"{name} {behind[0]}"), look(name)
    if not whole or whole.doubt or not alone:
        return False
    meant, group = ({one.substance for one in what.candidates} for what in (whole, alone))
    return meant.isdisjoint(group) or meant < group  # the nitrate of "nitrate d'ammonium" may be any


def is_rest_of_a_salt(what: Identity) -> bool:
    """Whether a word names no goods but the rest of a salt: "sulfate"."""
    ends = (" ion", "ate", "ide")
    return all(
        one.name.casefold().endswith(ends) and "-]" in one.smiles and not {".", "+"} & set(one.smiles)
        for one in what.candidates
    )
