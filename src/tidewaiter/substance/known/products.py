"""Products that hold something listed, by the names that they are sold under: brands, chargers of gas, liquids to vape."""

from __future__ import annotations

from tidewaiter.errors import Unresolved
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.dictionary.found import few
from tidewaiter.substance.dictionary.numbers import un_goods
from tidewaiter.substance.identity import Candidate, Identity, candidate
from tidewaiter.typed import Any

_SIPHON = "siphon cartridges"  # the product that stands for all that the chargers of words.yml are called
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ALL_OF_IT = ("whether it is ", "how much ")  # doubts of a product that leave no doubt of what is in it


def product_of(text: str, store: Store) -> Any:
    """The record of a product by its name, also as Russian writes it: "Залдиар"; None where there is none, and for goods: "вилка" is no vilca."""
    if found := store.record("product", name_key(text)):
        return found
    if _chargers(store).fullmatch(text):
        return store.record("product", name_key(_SIPHON))
    if text.isascii():
        return None
    known = dictionary().by_name(text) if _CYRILLIC.search(text) else []
    if known and not any(one.cas or one.smiles for one in known):
        return None
    from tidewaiter.substance.tables.spelt import cyrillic, in_the_nominative, romanised

    cases = (text, *in_the_nominative(text))  # "капсул «Лирики»"
    names = (name for one in cases for name in (name_key(one), romanised(one)))
    if found := next((found for name in names if name and (found := store.record("product", name))), None):
        return found
    keys = [cyrillic(one) for one in cases if re.fullmatch("[А-яЁё -]+", one)]
    name = next((name for key in keys if key and (name := store.record("brand", key))), None)
    return store.record("product", name_key(name)) if name else None


def by_un_number(query: str, text: str, store: Store) -> Identity | None:
    """The product that the goods of a UN number are, where they are no one substance; None for any other text."""
    goods = un_goods(text)
    product = store.record("product", name_key(goods)) if goods else None
    return as_product(query, product, store) if product else None


def _chargers(store: Store) -> re.Pattern[str]:
    """What cartridges for siphons are called."""
    return store.once(
        ("chargers",), lambda: re.compile(store.record("words", "chargers") or "(?!)", re.IGNORECASE)
    )


def as_product(query: str, product: list[Any], store: Store) -> Identity:
    """A product that is sold under a name of its own: each of its active substances is looked at."""
    name, actives = str(product[0]), [str(one) for one in product[2]]
    found: list[Candidate] = []
    unknown: list[str] = []
    for active in actives:
        if store.substance(active):
            found.append(candidate(store, active))
        elif known := dictionary().by_name(active):
            found.append(Candidate(known[0].name, known[0].cas, known[0].smiles, ""))
        else:
            unknown.append(active)
    if not found:
        raise Unresolved(
            f"{name} is a product with {', '.join(unknown)}, which nothing consulted knows.",
            "Ask for its active substance by a CAS number or a structure.",
        )
    from tidewaiter.substance.known.offered import branded, preparations
    from tidewaiter.substance.words.words import words_of

    named, words = tuple(found), words_of(store)
    opened, opened_in = str(product[3]), tuple(product[4])
    if not opened or opened.startswith(_ALL_OF_IT):
        found = branded(name, found, unknown, words)
    if opened:
        found = [one._replace(unsure=opened, unsure_in=opened_in) for one in found]
    if opened and not opened_in:
        note = f"{name} may mean {few([one.name for one in named], 8)}: each was looked at"
        doubt = f"{name!r}: {opened}"
    else:
        drugs = tuple(one.substance for one in found if one.substance)
        offered = preparations(found, "", True, words)
        told = found[0].contents
        if told and told.form:  # then what is left out by form need not be asked
            offered = [one._replace(contents=told._replace(others=(), drugs=drugs)) for one in offered]
        found += offered
        note = f"{name} is a product with {few([one.name for one in named], 8)}: each was looked at; "
        note += "whether a list excepts the preparation is not decided here"
        note += f"; {', '.join(opened_in)}: {opened}" if opened else ""
        doubt = ""
    if unknown:
        doubt = f"{doubt}; not looked at: {', '.join(unknown)}".removeprefix("; ")
    sure = len(found) == 1 and not opened
    return Identity(query, "resolved" if sure else "ambiguous", "product", tuple(found), note, doubt)
