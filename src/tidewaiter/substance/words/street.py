"""Words of the street by themselves: what a text that is nothing but one of them may mean, where nothing else knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.amounts.units import AMOUNT
from tidewaiter.substance.dictionary.found import few
from tidewaiter.substance.identity import Candidate, Identity, Look, candidate, in_one
from tidewaiter.substance.names.plants import constituents, is_plant_of
from tidewaiter.substance.tables.table import rows
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.part import is_merchandise, is_ordinary
from tidewaiter.substance.words.plain_words import is_handling, is_small
from tidewaiter.substance.words.words import Words, words_of


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The names that each word may mean; a word of several drugs stands in several rows."""
    found: dict[str, tuple[str, ...]] = {}
    for names, words, _ in rows("street-words"):
        for word in words.split("|"):
            found[word] = (*found.get(word, ()), *names.split("; "))
    return found


def noted(goods: Identity, text: str, store: Store) -> Identity:
    """Goods on no list with the note that their name is one of the street too: sugar; the drug first where the name is in doubt.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import Candidate
    >>> sugar = Identity("sugar", "resolved", "known synonym", (Candidate("sugar", "", "", ""),))
    >>> noted(sugar, "sugar", Lawbook.load().store).note
    'in the street also a word for heroin, cocaine'
    """
    listed = any(one.substance for one in goods.candidates)
    other = None if listed else meant(goods.query, text, store)
    if other is None:
        return goods
    if goods.doubt:  # a far name: what may be a drug goes first
        every = (*other.candidates, *goods.candidates)
        return other._replace(candidates=every, doubt=f"{other.doubt}; {goods.doubt}")
    note = f"in the street also a word for {few([one.name for one in other.candidates])}"
    return goods._replace(note=in_one(goods.note, note))


def before(goods: Identity, texts: Iterable[str], store: Store) -> Identity:
    """Goods whose name is not told so but read from words or by another form of it: what the first of some texts means in the street goes
    before them, with its doubt.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import Candidate
    >>> salad = Identity("african salad", "resolved", "phrase", (Candidate("food and drink", "", "", ""),))
    >>> [one.name for one in before(salad, ["african salad"], Lawbook.load().store).candidates]
    ['Khat', 'cathine', 'cathinone', 'food and drink']
    """
    other = next(filter(None, (meant(goods.query, text, store) for text in dict.fromkeys(texts))), None)
    if other is None or {one.substance for one in other.candidates} & {
        one.substance for one in goods.candidates
    }:
        return goods
    doubt = in_one(other.doubt, goods.doubt)
    return other._replace(candidates=(*other.candidates, *goods.candidates), doubt=doubt, left=goods.left)


def of_one_drug(goods: Identity, pieces: Iterable[str], store: Store) -> Identity:
    """Ordinary goods of a list of which half the pieces, and two at least, are words of the street for one drug: that goes before them.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import Candidate
    >>> balls = Identity("", "resolved", "phrase", (Candidate("soccer", "", "", ""), Candidate("handlebars", "", "", "")))
    >>> [one.name for one in of_one_drug(balls, ["footballs", "handlebars"], Lawbook.load().store).candidates]
    ['alprazolam', 'soccer', 'handlebars']
    """
    if any(one.substance for one in goods.candidates):
        return goods
    other = one_drug(goods.query, pieces, store)
    return _but_first(goods, other.candidates, other.doubt) if other else goods


def one_drug(query: str, pieces: Iterable[str], store: Store) -> Identity | None:
    """The drug of which half the pieces of a list, and two at least, are words of the street; None where there is none.

    >>> from tidewaiter import Lawbook
    >>> [one.name for one in one_drug("", ["incredible hulk", "jackpot", "murder 8"], Lawbook.load().store).candidates]
    ['fentanyl']
    """
    every = list(dict.fromkeys(piece.casefold() for piece in pieces))
    said: dict[Candidate, list[str]] = {}
    for piece in every:
        for one in other.candidates if (other := meant(piece, piece, store)) else ():
            said.setdefault(one, []).append(piece)
    for one, own in said.items():
        if len(own) > 1 and 2 * len(own) >= len(every):
            told = f"{few(own)}: words of the street for {one.name}; other goods may be meant"
            return Identity(query, "ambiguous", "product", (one,), "", told)
    return None


def of_what_is_left(goods: Identity, store: Store) -> Identity:
    """Goods of a phrase with what a piece of it that was not understood means in the street, before them: the Z-Bars of "Z-Bars, footballs".

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import Candidate
    >>> balls = Identity("", "resolved", "phrase", (Candidate("soccer", "", "", ""),), left=("Z-Bars",))
    >>> [one.name for one in of_what_is_left(balls, Lawbook.load().store).candidates]
    ['alprazolam', 'soccer']
    """
    if any(one.substance for one in goods.candidates):
        return goods
    for piece in goods.left:
        if len(piece) > _SHORTEST and (other := meant(piece, piece, store)):
            return _but_first(goods, other.candidates, other.doubt)
    return goods


_COLOUR = pattern("colour of articles")
_OF_PAPER = re.compile(r"(?<!\w)(?:paper|notebooks?|books?|envelopes|office)(?!\w)")
_TAKEN_FROM = pattern("taken from")
_SPECIES = re.compile(r"[A-Z][a-z]+ [a-z]{3,}")  # Papaver somniferum
_LISTED_COLOURS = 3  # so many in a list are colours of whatever it is: chalk (green, blue, pink)
_SHORTEST = 2  # letters of a piece that may be goods of its own: VX, and no unit


def of_each(goods: Identity, pieces: Iterable[str], look: Look, store: Store) -> Identity:
    """Goods of a list with what a piece of it means by itself, alone or in the street, that is listed and was lost among the others: the
    DOC of "clothes, DOC" goes before the clothes.

    Not lost are crystal of glass, the species of a part, the plant from which what is told was taken, and what the name of the goods says as well: tiletamine beside the combination
    with zolazepam.
    """
    words, told = words_of(store), goods.candidates
    held = {one.substance for one in told}
    called = [one.name for one in told if one.substance and store.listings(one.substance)]
    for piece in _but_colours(tuple(pieces), told, words):
        if len(piece) < _SHORTEST or is_small(piece) or is_handling(piece) or words.is_place(piece):
            continue
        if words.is_crystal(piece, told) or (_SPECIES.fullmatch(piece) and is_plant_of(piece, told, store)):
            continue
        source = _TAKEN_FROM.fullmatch(piece)
        if source and not held.isdisjoint(constituents(source[1], store)):
            continue
        own = look(piece) or meant(goods.query, piece, store)
        if own is None or any(_holds(name, piece) or _holds(piece, name) for name in called):
            continue
        listed = [one for one in own.candidates if one.substance and store.listings(one.substance)]
        if own.doubt and not words.names(piece) and not words.is_held(piece):
            continue  # a word of form that stands far down among the names of something: liquid
        if listed and held.isdisjoint(one.substance for one in listed):
            asked = f"{piece!r} by itself is {few([one.name for one in listed])}"
            found = tuple(
                one._replace(unsure=one.unsure or f"whether {piece!r} is meant so") for one in listed
            )
            held |= {one.substance for one in listed}
            goods = _but_first(goods, found, asked, own.doubt)
    return goods


def _but_colours(pieces: tuple[str, ...], goods: Iterable[Candidate], words: Words) -> Iterable[str]:
    """The pieces of a list without several colours in which articles come, the red, blue and black of "shirts (red, blue, black)", and
    without the sheets of what is of paper."""
    if any(_OF_PAPER.search(one.name) for one in goods):
        pieces = tuple(one for one in pieces if one.casefold() != "sheets")
    colours = {one for one in pieces if _COLOUR.fullmatch(one)}
    several = len(colours) > 1 and all(words.branded(one.name) for one in goods)
    several = several or (len(colours) >= _LISTED_COLOURS and not any(one.substance for one in goods))
    return (one for one in pieces if one not in colours) if several else pieces


def _but_first(goods: Identity, found: Iterable[Candidate], *asked: str) -> Identity:
    """Goods with what else may be meant before them, and what is to be asked of that."""
    doubt = in_one(*asked, goods.doubt)
    return goods._replace(status="ambiguous", candidates=(*found, *goods.candidates), doubt=doubt)


def _holds(name: str, part: str) -> bool:
    """Whether a name holds another as words of it."""
    return f" {part.casefold()} " in f" {name.casefold()} "


def _actives(name: str, store: Store) -> list[str]:
    """The substances that are in a product of a name; none where no product bears it."""
    product = store.record("product", name_key(name))
    return [one for one in (product[2] if product else ()) if store.substance(one)]


_EASTERN = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_LATIN_RUN = re.compile(r"(?<![A-Za-z\d-])[A-Za-z][A-Za-z-]{3,}(?![A-Za-z-])")
_HAN_RUN = re.compile("[\u4e00-\u9fff]{4,}")
_IN_HAN = re.compile("[内內里裡藏夹夾查获獲]")  # goods in goods, or found there
_LONGEST, _LEAST = 10, 4  # letters of a Chinese name that stands within a word


def within(goods: Identity, text: str, store: Store) -> Identity:
    """Goods on no list in whose Chinese text, written without blanks, a name of a drug or a product of one stands: that goes before them.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import Candidate
    >>> shampoo = Identity("毒品咖啡包洗发水", "resolved", "phrase", (Candidate("shampoo", "", "", ""),))
    >>> [one.name for one in within(shampoo, "毒品咖啡包洗发水", Lawbook.load().store).candidates]
    ['mephedrone', 'shampoo']
    """
    if any(one.base or (one.substance and not is_ordinary(one, store)) for one in goods.candidates):
        return goods
    for name in _LATIN_RUN.findall(text) if _EASTERN.search(text) else ():  # 衣服里有diazepam 100片
        keys = list(filter(store.listings, store.by_name(name))) or _actives(name, store)
        if keys:
            return _but_first(goods, _if_meant(keys, name, store), f"{name!r} stands in the text")
    for name in _words() if _IN_HAN.search(text) else ():  # 玩具内咖啡包
        if name in text and _HAN_RUN.fullmatch(name * 2) and (other := meant(goods.query, name, store)):
            return _but_first(goods, other.candidates, f"{name!r} stands in the text")
    for run in _HAN_RUN.findall(text):
        for size in range(min(_LONGEST, len(run)), _LEAST - 1, -1):
            for start in range(len(run) - size + 1):
                name = run[start : start + size]
                keys = store.by_name(name) or _actives(name, store)
                if any(map(store.listings, keys)):
                    return _but_first(goods, _if_meant(keys, name, store), f"{name!r} stands in the text")
    return goods


def _if_meant(keys: Iterable[str], name: str, store: Store) -> Iterable[Candidate]:
    unsure = f"whether {name} is meant by a part of the text"
    return (candidate(store, key)._replace(unsure=unsure) for key in keys)


def one_of_many(goods: Identity, text: str, store: Store) -> Identity:
    """Ordinary goods whose name is the plural of that of a product: its drugs go before them.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import Candidate
    >>> checks = Identity("cheques", "resolved", "known synonym", (Candidate("checks", "", "", ""),))
    >>> [one.name for one in one_of_many(checks, "cheques", Lawbook.load().store).candidates]
    ['mibolerone', 'checks']
    """
    one = text.removesuffix("s")
    keys = list(filter(store.listings, _actives(one, store))) if one != text else []
    if not keys:
        return goods
    if not all(map(is_merchandise, goods.candidates)):
        return goods
    unsure = "whether the product of this name is meant"
    found = tuple(candidate(store, key)._replace(unsure=unsure) for key in keys)
    doubt = f"{one!r}: a product of this name holds {few([each.name for each in found])}"
    return Identity(goods.query, "ambiguous", "product", (*found, *goods.candidates), "", doubt)


def by_itself(goods: Identity, text: str, ask: Look, store: Store) -> Identity:
    """Goods on no list whose text is a name and an amount, or has hyphens for its blanks: what the name means alone, where a list may name
    that: "Schore 5 g", "cough-syrup"."""
    if any(one.substance or one.base or one.kin for one in goods.candidates):
        return goods
    if (
        goods.rung == "known synonym"
        and not (goods.doubt or goods.note)
        and all(one.smiles for one in goods.candidates)
    ):
        return goods  # "VX 702" whole is the name of a compound, and no amount of VX
    words = words_of(store)
    each = AMOUNT.sub(" ", text).split()
    kept = [word.strip(_AROUND) for word in _uncounted(each, words.of_form)]
    while kept and _OF.fullmatch(kept[-1]):
        kept.pop()
    name = " ".join(kept)
    names = [name] if len(kept) < len(text.split()) else []
    if _HYPHENED.fullmatch(name):
        names.append(name.replace("-", " ").replace("_", " "))
    for one in names:
        alone = ask(one) if one != text and len(one) >= _SHORTEST else None
        if alone and any(each.substance and store.listings(each.substance) for each in alone.candidates):
            return alone._replace(query=goods.query)
    return goods


def _uncounted(each: list[str], of_form: Callable[[str], bool]) -> Iterator[str]:
    """The words of a text but its figures, what is counted by them, the "of" behind that, and what stands before a colon."""
    begins = next((n + 1 for n, word in enumerate(each) if word.endswith(":")), 0)
    behind, counted = True, False  # a text may begin with the "of" of an amount that is gone
    for word in each[begins:]:
        bare = word.strip(_AROUND)
        figure = _FIGURE.fullmatch(bare) is not None
        behind = figure or (counted and of_form(bare)) or (behind and _OF.fullmatch(word) is not None)
        if not behind:
            yield word
        counted = figure


_AROUND = " .,;:()[]"
_FIGURE = re.compile(
    r"(?:[x×*]\s?)?\d[\d.,]*(?:\s?[x×*]\s?\d[\d.,]*)*(?:[x×*])?|[x×*]|\d+(?:pcs?|шт)", re.IGNORECASE
)
_HYPHENED = re.compile(r"[^\W\d_]{3,}(?:[-_][^\W\d_]{3,}){1,3}")  # cough-syrup
_OF = re.compile(r"of|de|di|du|von|da", re.IGNORECASE)


def meant(query: str, text: str, store: Store) -> Identity | None:
    """What a word of the street may mean, with the doubt that it may be ordinary goods; None for any other text.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> [one.name for one in meant("Blow", "Blow", store).candidates], meant("blower", "blower", store)
    (['cocaine'], None)
    """
    names = _words().get(" ".join(text.casefold().replace("’", "'").split()), ())
    found: dict[str, Candidate] = {
        key: candidate(store, key) for name in names for key in store.by_name(name)
    }
    if not found:
        return None
    doubt = f"{text!r}: a word of the street for {few([one.name for one in found.values()])}; other goods may be meant"
    unsure = tuple(one._replace(unsure="whether the drug of this name is meant") for one in found.values())
    return Identity(query, "ambiguous", "product", unsure, "", doubt)
