"""What a name of the general dictionary is understood as, with the listed substances that it may mean as well."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.amounts.weight import weighs_in
from tidewaiter.substance.dictionary.doubt import (
    explained,
    is_drawn_as_monomers,
    is_of_another_form,
    is_part,
    of_name,
    siblings,
    within,
)
from tidewaiter.substance.dictionary.found import candidates_of, few, unsearched
from tidewaiter.substance.dictionary.general import Compound
from tidewaiter.substance.identity import Candidate, Identity, candidate, identity
from tidewaiter.substance.known.isomers import WHICH as OF_FORMULA
from tidewaiter.substance.known.isomers import isomers
from tidewaiter.substance.known.told import put_up
from tidewaiter.substance.names.salts import base_in
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.part import is_merchandise, is_ordinary
from tidewaiter.substance.words.words import words_of

_HEAD = pattern("article by its head")  # of a name of our own tables: insulin syringes, flea combs
_CHARGE = re.compile(r"([+-])(\d?)\]")
SALT = "which salt of it is meant"
WHICH = "which substance is meant"
POLYMER = "whether the law reaches a polymer of it"


def known_as(query: str, text: str, compounds: list[Compound], store: Store) -> Identity:
    """A name of the general dictionary: what carries it there, and what it may mean as well."""
    found, doubts = candidates_of(compounds, store), []
    if compounds and all(map(is_drawn_as_monomers, compounds)):
        found = {key: one if one.substance else one._replace(unsure=POLYMER) for key, one in found.items()}
    if any("." in one.smiles and not one.substance for one in found.values()) and (
        base := base_in(text, store)
    ):
        found = {key: one if one.substance else one._replace(base=base) for key, one in found.items()}
        drawn = base in found or any(
            weighs_in(one.smiles, candidate(store, base).smiles) or is_part(one.smiles, base, store)
            for one in compounds
        )
        half = drawn and base not in found
        if half and all(is_of_another_form(one.smiles, base, store) for one in compounds):
            # "pentazocine lactate", which it draws half: the name says whose salt it is
            found = {base: candidate(store, base)}
        if not drawn:
            found[base] = candidate(store, base)  # "LSD tartrate", which the dictionary draws without LSD
            doubts.append(f"the name is of a salt of {found[base].name}, and is known for another")
    if (listed := isomers(text, store)).keys() - found.keys():
        found = {key: one._replace(unsure=one.unsure or OF_FORMULA) for key, one in (found | listed).items()}
    found = {key: one._replace(unsure=SALT) if _is_anion(one) else one for key, one in found.items()}
    far = [told for compound in compounds if (told := of_name(text, compound))]
    if len(far) == len(compounds):  # such a name alone does not say that a listing applies
        found = {key: one._replace(unsure=WHICH) for key, one in found.items()}
    elif any(goods := [is_merchandise(one) for one in found.values()]) and not all(goods):
        # "broom" is the Dutch word for bromine too
        found = {key: one._replace(unsure=one.unsure or WHICH) for key, one in found.items()}
    doubts += far
    own = all(one.place < 0 for one in compounds)
    named = any(one.cas for one in compounds)  # our own name for a stuff: a resin is not what it is made from
    article = own and (
        (named and all(is_ordinary(one, store) for one in found.values()))
        or (_HEAD.search(text) is not None and all(map(is_merchandise, found.values())))
    )
    for keys, rest in () if article else within(text, store, own=own):
        if found.keys().isdisjoint(keys) and not any(explained(rest, one, keys, store) for one in compounds):
            inner = [candidate(store, key) for key in keys]
            if all(is_ordinary(one, store) for one in (*inner, *found.values())):
                continue  # goods of a plant on no list: "cocoa powder"
            found.update((one.substance, one) for one in inner)
            names = few([one.name for one in compounds])
            doubts.append(f"the name holds {few([one.name for one in inner])}, and is known for {names}")
    doubts += filter(None, [unsearched(found.values())])
    known = weighed(query, text, "known synonym", list(found.values()), "; ".join(doubts), store)
    if "%" not in text:
        return known
    return put_up(known, text, words_of(store))  # "hydrogen peroxide solution 3 %"


def _is_anion(one: Candidate) -> bool:
    """Whether a compound is an ion alone: "sulfate" is the rest of an acid, and no goods."""
    if one.substance or "." in one.smiles or "-" not in one.smiles:
        return False
    charges = (int(f"{sign}{number or 1}") for sign, number in _CHARGE.findall(one.smiles.partition(" ")[0]))
    return sum(charges) < 0


def weighed(
    query: str, text: str, rung: str, found: list[Candidate], doubt: str, store: Store, note: str = ""
) -> Identity:
    """What a name was read as, with the listed substances that it may mean as well.

    These are those that it names but for the positions, unless all that it names is ordinary goods.
    """
    held = {one.substance for one in found}
    goods = bool(found) and all(map(is_merchandise, found))  # "mustard": it names no compound
    keys = [] if goods else siblings(text, store)
    more = [candidate(store, key) for key in keys if key not in held]
    if more:
        told = f"the name gives no positions; listed with positions: {few([one.name for one in more])}"
        doubt = f"{doubt}; {told}" if doubt else told
    every = (*found, *more)
    return identity(query, rung, every, note, [doubt])


def either(query: str, text: str, named: Identity) -> Identity:
    """A word that is a structure as well: both are looked at."""
    from tidewaiter.substance.structures.structure import read_structure

    drawn = read_structure(text)
    for one in named.candidates:
        if len(named.candidates) == 1 and one.smiles and read_structure(one.smiles).smiles == drawn.smiles:
            return named._replace(doubt="")  # it is written as what it is called
    names = ", ".join(one.name or one.cas for one in named.candidates)
    note = f"read as the structure {text} and as the name of {names}: each was looked at"
    found = (Candidate("", "", text, ""), *named.candidates)
    return Identity(query, "ambiguous", "structure or name", found, note, named.doubt)
