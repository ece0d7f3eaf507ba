"""A part of a phrase, and what kind of goods are named: articles, ordinary goods, what is listed."""

from __future__ import annotations

from collections.abc import Iterable

from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.strength import Amount
from tidewaiter.substance.identity import Candidate, Identity
from tidewaiter.substance.names.salts import base_in
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.words import Words

JOINED = pattern("joint")  # what stands between parts: and, with, +


class Part(NamedTuple):
    """One part of a phrase: what it means, its words that were not understood, and the amounts that it gives."""

    text: str
    found: tuple[Candidate, ...]
    left: str = ""
    doubt: str = ""
    amounts: tuple[Amount, ...] = ()
    bulk: bool = False  # so many kilograms of it and no strength
    strangers: tuple[
        str, ...
    ] = ()  # words beside articles that nothing knows and that change nothing of them


def are_among(some: Iterable[Candidate], others: Iterable[Candidate], store: Store) -> bool:
    """Whether each of some things is one of others: by what it is or its name, and a salt of what a product holds is that."""
    every = list(others)
    known = {name for one in every for name in (one.substance, one.smiles, one.cas, one.name)} - {""}
    held = {one.substance for one in every if one.contents and one.contents.brand} - {""}
    return all(
        not known.isdisjoint((one.substance, one.smiles, one.cas, one.name))
        or (held and not held.isdisjoint((one.base, base_in(one.name, store))))
        for one in some
    )


def is_merchandise(one: Candidate) -> bool:
    """Whether goods are no chemical, of no number and no structure: shoes, toys."""
    return not (one.cas or one.smiles or one.substance)


def is_ordinary(one: Candidate, store: Store) -> bool:
    """Whether goods are of no structure and on no list: toys, coffee."""
    return not one.smiles and _on_no_list(one, store)


def is_no_active(one: Candidate, words: Words) -> bool:
    """Whether what is named beside a drug is no part of a medicine with it: toys, coffee, water."""
    return is_ordinary(one, words.store) or words.labels.names("inert", one.name)


def is_plain(what: Identity | Part, store: Store) -> bool:
    """Whether goods, or a part of a phrase, are ordinary ones: of no one structure, or a plant that is on no list; a part may be unknown."""
    goods = what.candidates if isinstance(what, Identity) else what.found
    return not what.doubt and all(is_ordinary(one, store) for one in goods)


def _on_no_list(one: Candidate, store: Store) -> bool:
    substance = store.substance(one.substance) if one.substance else None
    return not one.substance or (
        substance is not None and substance.kind == "natural" and not store.listings(one.substance)
    )
