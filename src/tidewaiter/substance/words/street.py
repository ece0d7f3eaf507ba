"""Words of the street by themselves: what a text that is nothing but one of them may mean, where nothing else knows it."""

from __future__ import annotations

from functools import cache

from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary.found import few
from tidewaiter.substance.identity import Candidate, Identity, candidate
from tidewaiter.substance.tables.goods import rows


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
    return goods._replace(note="; ".join(filter(None, (goods.note, note))))


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
