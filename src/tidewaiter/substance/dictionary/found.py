"""What was found on a rung of the ladder, as candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate, Identity, candidate, identity, in_one
from tidewaiter.substance.tables.table import by_word
from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:  # opened only when no list knows the name
    from tidewaiter.substance.dictionary.general import Compound

_MEMBER = "which of them is meant (other lists name the members of the family, not the family)"


def few(names: Sequence[str], most: int = 4) -> str:
    """Some names, and how many more there are."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def listed_as(query: str, rung: str, keys: list[str], store: Store, note: str = "") -> Identity:
    """Listed substances that are meant; a family that no list names as such is one of its members."""
    found = tuple(candidate(store, key) for key in keys)
    only = store.substance(keys[0]) if len(keys) == 1 else None
    if only and only.kind == "family" and not only.smiles:
        plural = name_key(query) == name_key(only.name)  # "amphetamines" holds amphetamine
        namesakes = store.by_name(only.name.removesuffix("s")) if plural else []
        found += tuple(candidate(store, key) for key in namesakes if key != only.id)
        return Identity(query, "ambiguous", rung, found, note, f"{only.name}: {_MEMBER}")
    if only and not only.smiles:
        note = in_one(note, _held_by(only.id, store))
    return identity(query, rung, found, note)


def traded_as(letters: str) -> list[str]:
    """The chemicals of commerce that letters are short for which are a listed drug's as well; none for any other text.

    >>> traded_as("PCE"), traded_as("pce")
    (['tetrachloroethylene'], [])
    """
    names = by_word("short-names", "trade", words=1, meaning=2).get(letters, "")
    return names.split("; ") if names else []


def either_of(drug: Identity, others: Iterable[Identity]) -> Identity:
    """Letters as the drug or as any of some chemicals: nothing applies for sure on letters alone."""
    unsure = f"what the letters {drug.query.strip()!r} are short for"
    every = (one for told in (drug, *others) for one in told.candidates)
    found = tuple(one._replace(unsure=one.unsure or unsure) for one in every)
    doubt = f"{drug.query.strip()!r}: letters of a drug and of chemicals of commerce: which is meant"
    return drug._replace(status="ambiguous", candidates=found, doubt=in_one(drug.doubt, doubt))


def _held_by(plant: str, store: Store) -> str:
    """What a plant or a product of one holds by nature, of what the lists name; "" where nothing is told."""
    from tidewaiter.substance.names.plants import told_of_plant

    names = [candidate(store, key).name for key in told_of_plant(plant)]
    return f"it holds by nature {few(names)}" if names else ""


def unsearched(found: Iterable[Candidate]) -> str:
    """The doubt about chemicals whose structure is not held, so that no class can meet them; "" where there are none.

    >>> unsearched([Candidate("dinocap", "39300-45-3", "", "")])
    'no structure of dinocap is known: whether it falls under a class was not searched'
    >>> unsearched([Candidate("shoes", "", "", "")])
    ''
    """
    bare = [one for one in found if one.cas and not (one.smiles or one.substance)]
    if not bare:
        return ""
    from tidewaiter.substance.tables.goods import without_structure

    names = few([one.name for one in bare if one.cas in without_structure()])
    return names and f"no structure of {names} is known: whether it falls under a class was not searched"


def candidates_of(compounds: list[Compound], store: Store) -> dict[str, Candidate]:
    """Compounds of the general dictionary; one that the lawbook knows under its number is the listed substance."""
    found: dict[str, Candidate] = {}
    for compound in compounds:
        listed = store.by_cas(compound.cas)
        if not (listed or compound.smiles):  # a biological: Lantus is insulin glargine, which a list names
            listed = store.by_name(compound.name)
        if listed:
            for key in listed:
                found[key] = candidate(store, key)
        else:
            found[compound.cas or compound.smiles or compound.name] = Candidate(
                compound.name, compound.cas, compound.smiles, ""
            )
    return found
