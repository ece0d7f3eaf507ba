"""What a molecular formula may mean: "C13H21NO2" says which atoms, and not how they are bound."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate, candidate

WHICH = "which substance of the formula is meant"
_FORMULA = re.compile(r"C(?:[3-9]|\d\d)H\d{1,2}(?:[A-Z][a-z]?\d{0,2})*")  # of more than a few atoms of carbon


def isomers(text: str, store: Store) -> dict[str, Candidate]:
    """The substances on lists that have the molecular formula that a text is, each open; {} for any other text.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> "cocaine" in isomers("C17H21NO4", store), isomers("C2H6O", store), isomers("cocaine", store)
    (True, {}, {})
    """
    formula = text.strip()
    if not _FORMULA.fullmatch(formula):
        return {}
    of_formula = store.once(("listed by formula",), lambda: _by_formula(store))
    return {key: candidate(store, key)._replace(unsure=WHICH) for key in of_formula.get(formula, ())}


def _by_formula(store: Store) -> dict[str, list[str]]:
    """The substances on lists by their formula."""
    every: dict[str, list[str]] = {}
    for one in store.substances():
        if one.formula and store.listings(one.id):
            every.setdefault(one.formula, []).append(one.id)
    return every
