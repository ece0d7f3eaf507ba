"""What the lawbook says of a listed substance whoever was asked about: worked out once, without a chemistry library."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from weakref import proxy

from tidewaiter.dates import Period, Since
from tidewaiter.lawbook.records import Entry, Exception_
from tidewaiter.lawbook.store import Store
from tidewaiter.reached import STEREOCHEMISTRY, Reach
from tidewaiter.rows import NamedTuple

STEREO = frozenset({"stereoisomers", "isomers", "optical", "geometric"})
LOOSE_WORDS = ("derivatives", "analogues")
SALT_AS_FORM = "whether the list takes in a salt: it names the substance, and does not say so of its salts"
MISUSED = "misused-stereoisomers"  # the extension to stereoisomers by a test of purpose
TO_BE_MISUSED = "whether it is to be misused as a narcotic: only then do stereoisomers of listed substances fall under Anlage I"
FORMS = "forms"  # the extension that leaves open whether a salt is listed
LEAST_FOR_CLASSES = 1  # heavy atoms: ions of metals whose compounds are listed


class Term(NamedTuple):
    """What one listing says of a structure of its skeleton."""

    entry: Entry
    outcome: str
    basis: str
    because: str
    missing: tuple[str, ...] = ()


class Listed:
    """What the listings of a substance say, bounded by what the lawbook lists."""

    def __init__(self, store: Store) -> None:
        self._store: Store = proxy(store)
        self.terms = cache(self._terms)
        self.positional = cache(self._positional)
        self.parental = cache(self._parental)
        self.exceptions = cache(self._exceptions)
        self.drawn_exceptions = cache(self._drawn_exceptions)
        self.excepted = store.excepted()

    def _terms(self, key: str, fit: bool | None, salt: bool) -> tuple[Term, ...]:
        """What the listings of a substance say of its skeleton, exceptions apart.

        ``fit``: whether the listed drawing covers what was asked; ``salt``: whether that is part of a salt.
        """
        terms = (term_of(entry, fit, salt) for entry in self._store.listings(key))
        return tuple(term for term in terms if term is not None)

    def _positional(self, key: str) -> tuple[Entry, ...]:
        """The listings of a substance that extend to its positional isomers."""
        return tuple(entry for entry in self._store.listings(key) if "positional" in entry.extensions)

    def _parental(self, key: str, kind: str) -> bool:
        """Whether a listing of a substance may extend to its esters, or ethers."""
        words = {f"{kind}s", *LOOSE_WORDS}
        return any(not words.isdisjoint(entry.extensions) for entry in self._store.listings(key))

    def _exceptions(self, entry_id: str) -> dict[str, list[Period]]:
        """The substances that may be taken out of an entry by name, in their order, and when."""
        entry = self._store.entry(entry_id)
        found: dict[str, list[Period]] = {}
        for exception in self.drawn_exceptions(entry.instrument):
            if exception.lists and entry.list not in exception.lists:
                continue
            if exception.substance != entry.substance and _overlap(exception, entry):
                found.setdefault(exception.substance, []).append(exception.period)
        return found

    def _drawn_exceptions(self, instrument: str) -> list[Exception_]:
        """What an instrument takes out by name that is one molecule: a salt excepted as such takes nothing but itself out."""
        store = self._store
        every = [(one, store.substance(one.substance)) for one in store.exceptions.get(instrument, ())]
        return [one for one, drawn in every if drawn is not None and drawn.smiles and "." not in drawn.smiles]


def listed_of(store: Store) -> Listed:
    """What the listings of a lawbook say; it goes with its store."""
    if store.listed is None:
        store.listed = Listed(store)
    found: Listed = store.listed
    return found


def term_of(entry: Entry, fit: bool | None, salt: bool) -> Term | None:
    """What one listing says of a structure of its skeleton; None where it does not reach it."""
    outcome, basis, because = "applies", "named", f"listed as {entry.as_listed}"
    missing: tuple[str, ...] = ()
    if fit is not True and not STEREO.isdisjoint(entry.extensions):
        basis, because = "isomer", f"an isomer of {entry.as_listed}, which the list extends to"
    elif fit is None:
        outcome, missing = "cannot_tell", (STEREOCHEMISTRY,)
        because = f"perhaps {entry.as_listed}, one stereoisomer of what was drawn without stereochemistry"
    elif fit is False and MISUSED in entry.extensions:
        outcome, basis, missing = "cannot_tell", "isomer", (TO_BE_MISUSED,)
        because = f"a stereoisomer of {entry.as_listed}"
    elif fit is False:
        return None
    if salt:
        if "salts" not in entry.extensions and FORMS not in entry.extensions:
            return None
        basis = "salt" if basis == "named" else basis
        because += ", as a salt"
        if "salts" not in entry.extensions:
            outcome, missing = "cannot_tell", (*missing, SALT_AS_FORM)
    return Term(entry, outcome, basis, because, missing)


def by_its_base(found: Iterable[Reach], base: str, store: Store) -> list[Reach]:
    """What a salt reaches that is named after a listed base: of it what the drawing of the base alone left open is sure."""
    own = {entry.id for entry in store.listings(base)} if base else set()
    return [
        reach._replace(
            outcome="applies",
            because=f"{reach.because}; the name says that it is a salt of what is listed",
            missing=(),
        )
        if reach.entry in own and reach.undrawn
        else reach
        for reach in found
    ]


def taken_from(entry: Entry, period: Period) -> Period:
    """The days of an exception, seen from its entry: one read first on a day is printed in the clause that it is taken from."""
    return period._replace(since=Since(entry.period.earliest)) if period.since.bound == "<=" else period


def _overlap(exception: Exception_, entry: Entry) -> bool:
    first, second = exception.period, entry.period
    return (first.until is None or second.since.day < first.until) and (
        second.until is None or first.since.day < second.until
    )
