"""What a phrase tells of each thing that it names: strength, form, what else is in it, what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.contents import Strength
from tidewaiter.substance.amounts.preparation import PURE, Contents, Ingredient
from tidewaiter.substance.amounts.strength import Amount, packed, strength_of, volume_of
from tidewaiter.substance.identity import Candidate, Identity, candidate
from tidewaiter.substance.known.offered import held_by, listed_in
from tidewaiter.substance.names.combined import actives
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.part import Part, is_merchandise, is_no_active
from tidewaiter.substance.words.plain_words import is_brand
from tidewaiter.substance.words.words import Words

# what is told of the substance itself as well: a standard of it, its pharmacopoeia
_OF_NO_PREPARATION = frozenset(("laboratory", "marketed"))
_COMPOSED = pattern("said to be composed")
_COUNTED = pattern("goods apart")
_PIECES = re.compile(r"[;；\n]")
_WITHIN = re.compile(r"(\W+|(?:and|und|et|y|e|и)\s)\s*([^\W\d][^\d]*?)\s*\1")  # between two signs of one kind
_MUCH = 0.15  # grams: so much of an analgesic a dosage unit holds at least


def with_contents(
    parts: list[Part], text: str, found: tuple[Candidate, ...], whole: bool, words: Words, alone: bool
) -> tuple[Candidate, ...]:
    """Candidates with what a phrase tells of the preparation that they are in; as they are where it tells nothing."""
    labels, form = words.labels, words.labels.form(text)
    told_of = {one: _said_of(one, parts, text, words, alone) for one in found}
    told_of |= _of_products(told_of, words)
    said = _of_a_preparation(told_of)
    held = volume_of(text)
    strengths = [strength_of(part.amounts, form, held) for part in parts]
    shares = [one.hundred for one in strengths if one and one.hundred is not None]
    bare = not any(strengths) or words.grade(labels.masked(text)[0])
    pure = (
        max(shares) > PURE and words.store.weighed.isdisjoint(one.substance for one in found)
        if shares
        else bare
    )
    if not (form or said) and not labels.says("preparations", text) and pure:
        return found  # "2 % powder" is a preparation, "99 % powder" none
    packs = [
        packed(part.amounts, strength, form, held) for part, strength in zip(parts, strengths, strict=True)
    ]
    actives = [_active(*each, words) for each in zip(parts, strengths, packs, strict=True)]
    if words.illicit(text):  # oxycodone tablets hidden in gypsum
        actives = [[each for each in some if each.substance] for some in actives]
    compound = words.compound(text) != ""
    medicine = labels.medicine(text) or (form not in ("", "liquid") and any(map(_sold_as, parts)))
    told = Contents(form, None, (), whole, medicine, labels.says("prolonged", text), said, compound=compound)
    drugs = tuple(sorted(held_by((one for one in found if not words.mixture(one)), words.store)))
    apart = _goods_apart(parts, actives, text, words)
    made = []
    for one in found:
        places = [n for n, part in enumerate(parts) if one in part.found]
        # "5 kg of it and a solution 0.05 %"
        bulk = len(places) > 1 and any(parts[n].bulk or strengths[n] is None for n in places)
        place = None if bulk else max(places, key=lambda n: _strongest(strengths[n]), default=None)
        if words.mixture(one):
            contents = told._replace(drugs=drugs) if drugs or said else None
        elif place is None:
            contents = None
        else:
            others = (
                each for n, more in enumerate(actives) if n not in {place, *apart[place]} for each in more
            )
            beside = _beside_in_its_part(one, parts[place], actives[place])
            # "codeine phosphate 2.5 %, codeine alone" holds one drug
            further = tuple(
                each for each in (*others, *beside) if not one.substance or each.substance != one.substance
            )
            strength = strengths[place]
            contents = told._replace(strength=strength, others=further, said=told_of[one])
            if further and not _of_its_product(one):
                contents = contents._replace(together=_are_one(parts, actives, text, words))
            contents = _for_laboratories(contents._replace(marketed=_sold_as(parts[place])))
            if strength:
                salt = one.smiles if "." in one.smiles else ""
                contents = contents._replace(based=labels.says("based", text), salt=salt, packed=packs[place])
        made.append(one._replace(contents=contents))
    return tuple(made)


def _goods_apart(
    parts: list[Part], actives: list[list[Ingredient]], text: str, words: Words
) -> list[frozenset[int]]:
    """Which other parts are goods of their own, for each part: the piece of a list that names it ends with its form ("... tablets; ...")."""
    none: list[frozenset[int]] = [frozenset()] * len(parts)
    if _stand_among_goods(actives, parts, text, words):
        return [frozenset(range(len(parts)))] * len(parts)
    pieces = _PIECES.split(text)
    if len(pieces) < 2 or len(parts) < 2:
        return none
    held = [[n for n, piece in enumerate(pieces) if part.text and part.text in piece] for part in parts]
    apart = []
    for n, part in enumerate(parts):
        piece = pieces[held[n][0]] if len(held[n]) == 1 else ""
        closed = bool(piece) and words.labels.form(piece.partition(part.text)[2]) != ""
        others = (m for m in range(len(parts)) if m != n and closed and held[m] and held[n][0] not in held[m])
        apart.append(frozenset(others))
    return apart


def _are_one(parts: list[Part], actives: list[list[Ingredient]], text: str, words: Words) -> bool:
    """Whether the medicines that a text names are one preparation: it says so, or no comma, count or form sets them apart."""
    if _COMPOSED.search(text):
        return True
    named = [part.text for part, some in zip(parts, actives, strict=True) if some]
    if len(named) < 2 or any(name not in text for name in named):
        return True  # one part that holds several, or a product's own
    places = sorted((text.index(name), text.index(name) + len(name)) for name in named)
    between = [text[end:start] for (_, end), (start, _) in pairwise(places)]
    return not any(_COUNTED.search(one) or words.labels.form(one) for one in between)


def _stand_among_goods(actives: list[list[Ingredient]], parts: list[Part], text: str, words: Words) -> bool:
    """Whether medicines stand in a list of goods: other goods, or a form alone, between them or before or behind them by the same sign:
    "soap/diazepam/ibuprofen", "lotion and ketamine and lidocaine"."""
    named = [part.text for part, some in zip(parts, actives, strict=True) if some]
    goods = [
        one.text for one in parts if one.found and all(map(is_merchandise, one.found)) and one.text in text
    ]
    goods = [one for one in goods if one and not words.wraps(one)]
    places = sorted(
        (text.index(name), text.index(name) + len(name), name) for name in {*named, *goods} if name in text
    )
    drugs = [place for place in places if place[2] in named]
    if any(drugs[0][0] < start < drugs[-1][0] for start, _, name in places if name in goods and drugs):
        return True
    if len(drugs) < 2:
        return False
    between = [text[one[1] : other[0]].strip().casefold() for one, other in pairwise(drugs)]
    if any((told := _WITHIN.fullmatch(one)) and not words.names(told[2]) for one in between):
        return True
    signs = set(between)
    beside = {
        text[one[1] : other[0]].strip().casefold()
        for one, other in pairwise(places)
        if {one[2], other[2]} & {*goods}
    }
    sign = next(iter(signs)) if len(signs) == 1 else ""
    if not sign:
        return False
    last = text.casefold().rfind(sign)
    alone = (one.strip(" ,.") for one in text[:last].casefold().split(sign))
    return sign in beside or any(
        one and not any(map(str.isdigit, one)) and not words.names(one) for one in alone
    )


def _of_a_preparation(told_of: dict[Candidate, tuple[str, ...]]) -> tuple[str, ...]:
    """What is told of the goods that makes a preparation of them."""
    every = (key for one, keys in told_of.items() if one.substance or one.smiles for key in keys)
    return tuple(dict.fromkeys(key for key in every if key not in _OF_NO_PREPARATION))


def _beside_in_its_part(one: Candidate, part: Part, actives: list[Ingredient]) -> tuple[Ingredient, ...]:
    """What else is in the goods by the same part; another thing that a word may mean is no part of this one."""
    if one.unsure and len(part.found) > 1:
        return ()
    return _of_its_product(one) or tuple(each for each in actives if each.name != one.name)


def _of_its_product(one: Candidate) -> tuple[Ingredient, ...]:
    """What else is in the product that a thing is named by: the same with a word of form beside its brand."""
    return one.contents.others if one.contents is not None and one.contents.brand else ()


def _for_laboratories(contents: Contents) -> Contents:
    """The same of a solution or standard for laboratories: no medicine, in whatever glass it comes."""
    if "laboratory" not in contents.said:
        return contents
    form = "liquid" if contents.form == "injection" else contents.form
    return contents._replace(form=form, medicine=False)


def _sold_as(part: Part) -> bool:
    """Whether a part names the medicine by the name under which it is sold."""
    return is_brand(part.text) or any(one.contents is not None and one.contents.brand for one in part.found)


def _strongest(strength: Strength | None) -> tuple[float, float]:
    """By which of several strengths of one thing it is weighed: the greatest."""
    return (strength.hundred or 0.0, strength.unit or 0.0) if strength else (0.0, 0.0)


def _said_of(one: Candidate, parts: list[Part], text: str, words: Words, alone: bool) -> tuple[str, ...]:
    """What a text tells of one of the things it names; a part that is the text itself shows no place of it."""
    own = [part.text for part in parts if one in part.found and part.text != text]
    names = [name for name, _ in words.store.names_of(one.substance)] if one.substance else []
    return words.labels.said_of([*own, one.name, one.cas, *names], text, alone)


def _of_products(told_of: dict[Candidate, tuple[str, ...]], words: Words) -> dict[Candidate, tuple[str, ...]]:
    """What is told of a listed preparation is told of its drug, where that is named beside it: "Epidiolex, cannabidiol"."""
    products = {one: keys for one, keys in told_of.items() if keys and words.mixture(one)}
    of_drug = {key: keys for one, keys in products.items() for key in _drugs_of(one.substance, words)}
    return {
        one: tuple(dict.fromkeys((*keys, *of_drug[one.substance])))
        for one, keys in told_of.items()
        if one not in products and one.substance in of_drug
    }


def _active(part: Part, strength: Strength | None, pack: float | None, words: Words) -> list[Ingredient]:
    """What a part of a phrase says is in the preparation, what is inert left out.

    All that a product holds is in it, and all of which a Chinese name is put together; of several things that a word may
    mean, only one is.
    """
    named = [one for one in part.found if not words.mixture(one)]
    if not (strength and any(one.substance for one in named)) and not any(
        one.name.casefold() in words.store.beside for one in named
    ):
        # 20 % of hydrochloric acid is told for its own sake, and so is the filler that a limit asks for
        named = [one for one in named if not is_no_active(one, words)]
        if words.labels.names("inert", part.text):
            return []
    elif not any(one.name.casefold() in words.store.beside for one in named):
        # "saline diazepam 5 mg/ml": the strength is of the drug
        named = [one for one in named if not is_no_active(one, words)] or named
    named = [one for one in named if not is_merchandise(one)] or named  # a gift before a drug
    if any(one.unsure for one in named) or not (actives(part.text) or any(map(words.mixture, part.found))):
        named = named[:1]
    told = (strength, pack) if len(named) == 1 else (None, None)
    return [Ingredient(one.name, one.substance, *told) for one in named]


def bare_strength(text: str) -> tuple[Amount, ...]:
    """The milligrams of a dosage unit that a text gives without a word: "Percocet 5/325"."""
    found = re.search(r"(?<!\S)(\d+(?:[.,]\d+)?)\s?/\s?(\d+(?:[.,]\d+)?)(?!\S)", text)
    return (
        tuple(Amount(float(one.replace(",", ".")) / 1000, "unit", found[0]) for one in found.groups())
        if found
        else ()
    )


def parts_of_product(whole: Identity, amounts: Sequence[Amount], words: Words) -> list[Part]:
    """A product of a drug and an analgesic as its parts with the amount of each; [] where it is no such product.

    In whatever order a name gives two amounts, a dosage unit holds most of paracetamol, aspirin or ibuprofen.
    """
    if whole.rung != "product" or len(amounts) != 2 or any(one.of == "100" for one in amounts):
        return []
    store = words.store
    named: dict[str, Candidate] = {}
    for one in whole.candidates:
        keys = [one.substance] if not words.mixture(one) else _drugs_of(one.substance, words)
        held = [candidate(store, key) for key in keys if key] or [one]
        named.update((each.name, each._replace(contents=None)) for each in held)
    bulk = [one for one in named.values() if words.labels.names("bulk", one.name)]
    rest = [one for one in named.values() if one not in bulk]
    less, more = sorted(amounts)
    if len(bulk) != 1 or len(rest) != 1 or not less.grams < _MUCH <= more.grams:
        return []
    return [Part(rest[0].name, (rest[0],), amounts=(less,)), Part(bulk[0].name, (bulk[0],), amounts=(more,))]


def _drugs_of(key: str, words: Words) -> list[str]:
    """The drugs that the name of a listed preparation names."""
    substance = words.store.substance(key)
    pieces = re.split(r"[\s,;()]+", substance.name) if substance else []
    names, _ = listed_in([piece for piece in pieces if piece], words.store, key)
    found = [one for name in names for one in words.store.by_name(name)]
    return list(dict.fromkeys(found))


def put_up(found: Identity, text: str, words: Words) -> Identity:
    """The same with what the text tells of strength and form, where one thing is named."""
    if any(one.contents for one in found.candidates):
        return found
    part = Part(text, found.candidates, amounts=words.labels.masked(text)[1])
    return found._replace(
        candidates=with_contents([part], text, found.candidates, not found.left, words, True)
    )
