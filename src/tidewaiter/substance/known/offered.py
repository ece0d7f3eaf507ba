"""Listed preparations of what a phrase or a product names: offered, and mostly decided by its strength."""

from __future__ import annotations

from collections.abc import Iterable

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.amounts.preparation import Contents, Ingredient
from tidewaiter.substance.identity import Candidate, candidate
from tidewaiter.substance.words.words import Words

MOST_WORDS = 6  # of a name within a phrase
_PLAIN = frozenset(("dosage", "form", "forms", "combination", "and", "with"))


def preparations(named: list[Candidate], text: str, form: bool, words: Words) -> list[Candidate]:
    """Listed preparations of what a phrase names: it may mean them, and mostly its strength decides."""
    store = words.store
    if any(map(words.mixture, named)):
        return []  # the phrase names a listed preparation itself
    kinds = words.labels.kinds(text)
    held = held_by(named, store)
    names = {name.casefold() for key in held for name, _ in store.names_of(key) if len(name) > 3}
    found = []
    for key, name in store.mixtures.items():
        low = name.casefold()
        if key not in held and any(one in low for one in names):
            told = _may_be(key, name, held, kinds, form, words)
            if told is not None:
                found.append(candidate(store, key)._replace(unsure=told))
    return found


def held_by(named: Iterable[Candidate], store: Store) -> set[str]:
    """The substances that candidates are, or are called after: a salt after its base."""
    held: set[str] = set()
    for one in named:
        held.add(one.substance)
        parts, _ = listed_in(one.name.split(), store)
        held |= {key for word in parts for key in store.by_name(word)}
    return held - {""}


def _may_be(key: str, name: str, held: set[str], kinds: set[str], form: bool, words: Words) -> str | None:
    """What is open where a phrase may mean a listed preparation; "" where it is that, None where it is not."""
    pieces = [piece for piece in re.split(r"[\s,;()]+", name) if piece]
    listed, left = listed_in(pieces, words.store, key)
    actives = [set(words.store.by_name(word)) for word in listed]
    several = name.casefold().startswith("preparations of")
    matched = [bool(keys & held) for keys in actives]
    if not actives or not (any(matched) if several else all(matched)):
        return None
    own = words.labels.kinds(name)
    if own and (own.isdisjoint(kinds) if kinds else not own.isdisjoint(("patch", "suppository"))):
        return None
    rest = {name_key(word) for word in left.split()} - {""}
    if rest <= _PLAIN and (form or "combination" in rest):
        return ""
    return f"whether the goods are {name}"


def listed_in(pieces: list[str], store: Store, but: str = "") -> tuple[list[str], str]:
    """Listed names among words ``but`` one's own, the longest first; and what is left."""
    found: dict[int, str] = {}
    used: set[int] = set()
    for size in range(min(MOST_WORDS, len(pieces)), 0, -1):
        for start in range(len(pieces) - size + 1):
            span = set(range(start, start + size))
            run = " ".join(pieces[start : start + size]).strip("()[]{},.:'\"")
            if span & used or (len(name_key(run)) < 3 and run.isascii()):
                continue
            if set(store.by_name(run)) - {but}:
                used |= span
                found[start] = run
    left = " ".join(piece for n, piece in enumerate(pieces) if n not in used)
    return [found[start] for start in sorted(found)], left.strip()


def branded(name: str, found: Iterable[Candidate], unknown: Iterable[str], words: Words) -> list[Candidate]:
    """The active substances of a product, each with the others: a medicine whose strength its name does not tell."""
    told = Contents(words.labels.form(name), None, medicine=True, brand=True, said=words.labels.said(name))
    every = list(found)
    held = [Ingredient(one.name, one.substance, None) for one in every if not words.mixture(one)]
    held += [Ingredient(name, "", None) for name in unknown]
    active = [one for one in held if not words.labels.names("inert", one.name)]
    return [
        one._replace(contents=told._replace(others=tuple(o for o in active if o.name != one.name)))
        for one in every
    ]
