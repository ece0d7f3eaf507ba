"""A word beside goods that nothing knows, and that is one slip from a listed name or a product: the Xanex of "clothes, Xanex".

What a text names by such a word alone is offered and never assumed. Beside other goods nothing is offered, for these are answered: so what
it may be a misspelling of is one more thing that is meant, and open."""

from __future__ import annotations

from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate, Identity, candidate
from tidewaiter.substance.known.close_names import near_keys
from tidewaiter.substance.known.products import as_product, product_of
from tidewaiter.substance.tables.traditional import as_meant
from tidewaiter.substance.words.plain_words import is_everyday, of_tariffs

_LEAST = 5  # letters of a word that is sought
_MOST = 8  # words of a text that are sought
_NEAR = 3  # names that are near to a word
_AROUND = ".,;:()[]'\"“”„*"


def beside_goods(found: Identity, store: Store) -> Identity:
    """The same with what its words that were not understood may be misspellings of, each open."""
    pieces = [word.strip(_AROUND) for left in found.left for word in left.split()]
    held = {one.substance or one.name for one in found.candidates}
    meant: list[Candidate] = []
    for word in dict.fromkeys(pieces[:_MOST]):
        for name, one in _near(word, store):
            if (one.substance or one.name) not in held:
                held.add(one.substance or one.name)
                meant.append(one._replace(unsure=one.unsure or f"whether {word!r} is {name} misspelt"))
    return found._replace(status="ambiguous", candidates=(*found.candidates, *meant)) if meant else found


def _near(word: str, store: Store) -> list[tuple[str, Candidate]]:
    """Names one slip from a word, and what each means."""
    if not word.isascii() and (typed := [name for name in as_meant(word) if store.by_name(name)]):
        return [(name, candidate(store, key)) for name in typed for key in store.by_name(name)]
    if len(word) < _LEAST or not word.isalpha() or is_everyday(word) or of_tariffs(word):
        return []
    key = name_key(word)
    every: list[tuple[str, Candidate]] = []
    for near, _ in near_keys(key, store, _NEAR, 1):
        if near[0] != key[0]:
            continue  # most slips leave the first letter as it is; other words are too many
        for name, substance in store.named(near):
            product = product_of(name, store) if substance.startswith("product ") else None
            if product:
                meant = as_product(word, product, store).candidates
                every += [(name, one) for one in meant if not one.unsure]  # "resin" is no rosin
            elif store.substance(substance):
                every.append((name, candidate(store, substance)))
    return every
