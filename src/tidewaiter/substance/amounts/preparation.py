"""What is told of a preparation: how strong each ingredient is, what it is put up as. Read by :mod:`tidewaiter.substance.amounts.strength`."""

from __future__ import annotations

from tidewaiter.lawbook.contents import Strength
from tidewaiter.rows import NamedTuple

PURE = 95.0  # per cent: a purity of the goods, no strength of a preparation
DIVIDED = frozenset(("solid", "suppository", "patch"))


class Ingredient(NamedTuple):
    """One thing that a phrase says is in a preparation."""

    name: str
    substance: str  # id in the lawbook, or ""
    strength: Strength | None
    packed: float | None = None  # grams of it in a pack


class Contents(NamedTuple):
    """What a phrase tells of a preparation, seen from one of its ingredients."""

    form: str  # one of "preparation forms" of vocabulary.yml, or ""
    strength: Strength | None
    others: tuple[Ingredient, ...] = ()
    whole: bool = True  # whether all that is in it was named and understood
    medicine: bool = False  # whether only medicines are put up so
    prolonged: bool = False
    said: tuple[str, ...] = ()  # the circumstances that are told of it: keys of "said" of shipment/words.yml
    based: bool = False  # whether the amount is said to count the free base
    salt: str = ""  # the salt that it counts, as SMILES; "": none is named
    drugs: tuple[str, ...] = ()  # of a listed preparation that is only offered: the drugs that were named
    compound: bool = False  # whether a word says that more drugs are in it than are named
    brand: bool = False  # whether it is a product under its own name, which tells neither strength nor form
    packed: float | None = None  # grams of the drug in a pack that is not divided
    marketed: bool = False  # whether the name under which a medicine is sold is told
    together: bool = True  # whether what else is named is said to be in one preparation with it
