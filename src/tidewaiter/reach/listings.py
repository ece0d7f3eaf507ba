"""From what the components of a structure meet to what they reach, in which words: without a chemistry library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tidewaiter.dates import Period
from tidewaiter.determine import WHOLE
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.reach.listed import LOOSE_WORDS, STEREO, listed_of, taken_from
from tidewaiter.reached import STEREOCHEMISTRY, Reach
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.structures.whole import HYDROGENS
from tidewaiter.typed import Any, Protocol


class Seen(NamedTuple):
    """What a class definition says of a component; the verdict counts the atoms of ``drawn``."""

    verdict: Any  # a Verdict of tidewaiter.classes.matcher
    drawn: str


class Part:
    """One component of a structure, and what it meets. Each reader of structures has one of its own."""

    isotopic = False
    may_be_excepted = True  # whether anything that a law takes out by name is drawn like it
    lacking: Iterable[str] = ()  # its atoms that were drawn without all their hydrogens

    @property
    def in_salt(self) -> bool:
        """Whether it is part of a salt."""
        raise NotImplementedError

    @property
    def drawn(self) -> str:
        """Its SMILES, as an answer tells it."""
        raise NotImplementedError

    def same(self) -> Iterable[tuple[str, bool | None]]:
        """Listed substances of its skeleton, and whether they are drawn so as to cover it; None: left open."""
        return ()

    def parents(self) -> Iterable[tuple[str, str, bool | None]]:
        """What is left when its esters and ethers are read off, where that is listed: kind, substance, and as :meth:`same`."""
        return ()

    def isomers(self) -> Iterable[tuple[str, Any]]:
        """Substances listed with their positional isomers, and what it is to each (a PositionalIsomer)."""
        return ()

    def verdicts(self) -> Iterable[Seen]:
        """What class definitions say of it."""
        return ()

    def excepted(self, entry: Entry) -> Iterable[tuple[bool | None, bool, Period]]:
        """Of each exception drawn like it: whether that covers it, whether the entry names something within it, and when."""
        return ()


class Listings:
    """Collects what one structure reaches, component by component; of each entry the firmest reach."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.found: dict[str, Reach] = {}
        self._listed = listed_of(store)
        self._at = 0  # the number of the part that is looked at

    def all_of(self, parts: Iterable[Part]) -> list[Reach]:
        """What the components reach, in the order in which it is found."""
        for self._at, part in enumerate(parts):
            self._named(part)
            self._read_off(part)
            self._positional(part)
            self._classes(part)
        return list(self.found.values())

    def add(self, reach: Reach) -> None:
        """Keep the firmest reach of each entry."""
        old = self.found.get(reach.entry)
        if old is None or (old.outcome == "cannot_tell" and reach.outcome == "applies"):
            self.found[reach.entry] = reach

    def _named(self, part: Part) -> None:
        """Listings of the substance itself, its isomers and tautomers."""
        for key, fit in part.same():
            for term in self._listed.terms(key, fit, part.in_salt):
                self._finish(part, *term)

    def _read_off(self, part: Part) -> None:
        """Esters and ethers of listed hydroxy compounds and acids."""
        for kind, key, fit in part.parents():
            for entry in self.store.listings(key):
                self._parent(entry, part, kind, fit)

    def _parent(self, entry: Entry, part: Part, kind: str, fit: bool | None) -> None:
        extensions = set(entry.extensions)
        if fit is False and not extensions & STEREO:
            return
        if part.in_salt and "salts" not in extensions:
            return
        name = entry.as_listed
        if f"{kind}s" in extensions:
            because = f"an {kind} of {name}, which the list extends to"
            self._finish(part, entry, "applies", kind, because)
            return
        for word in LOOSE_WORDS:
            if word in extensions:
                because = (
                    f"an {kind} of {name}; the list extends to its {word}, a word the law does not define"
                )
                missing = (f"meaning of {word!r}",)
                self._finish(part, entry, "cannot_tell", "derivative", because, missing)
                return

    def _positional(self, part: Part) -> None:
        """Positional isomers of what is listed with them."""
        for key, verdict in part.isomers():
            outcome = "applies" if verdict.outcome == "yes" else "cannot_tell"
            for entry in self._listed.positional(key):
                if part.in_salt and "salts" not in entry.extensions:
                    continue
                because = f"a positional isomer of {entry.as_listed} ({verdict.because})"
                self._finish(part, entry, outcome, "positional isomer", because, verdict.missing)

    def _classes(self, part: Part) -> None:
        """What the class definitions say."""
        for seen in part.verdicts():
            verdict = seen.verdict
            outcome = "applies" if verdict.outcome == "reached" else "cannot_tell"
            because = f"within the class, read from {verdict.because}"
            for entry in self.store.listings(verdict.id):
                if part.in_salt and "salts" not in entry.extensions:
                    continue
                self._finish(part, entry, outcome, "class", because, tuple(verdict.missing), seen)

    def _finish(
        self, part: Part, entry: Entry, outcome: str, basis: str, because: str, missing: tuple[str, ...] = (),
        seen: Seen | None = None,
    ) -> None:  # fmt: skip
        days: tuple[Period, ...] = ()
        if part.may_be_excepted:
            verdict, days = _taken_out(entry, part.excepted(entry))
            if verdict is True:
                return
            if verdict is None and outcome == "applies":
                outcome, missing = "cannot_tell", (STEREOCHEMISTRY,)
                because += "; an isomer that the law excepts is drawn alike"
        if part.isotopic:
            because += ", as an isotopic form"
        drawn = seen.drawn if seen else part.drawn
        core, limbs = (seen.verdict.core, seen.verdict.traces) if seen else ((), ())
        reach = Reach(
            entry.id,
            outcome,
            basis,
            because,
            missing,
            drawn,
            part.isotopic,
            core,
            limbs,
            days,
            None,
            self._at,
        )
        self.add(filled_up(reach) if part.lacking else reach)


class Flat(Protocol):
    """What is asked of a part of a salt that may be listed as such."""

    @property
    def flat(self) -> str:
        """Canonical SMILES of its normal form without stereochemistry."""

    @property
    def charge(self) -> int:
        """As it was drawn."""


def whole_key(parts: Iterable[Flat]) -> str:
    """The key under which a structure of several parts, largest first, is listed."""
    return ".".join(part.flat for part in parts)


def without_water(parts: Iterable[Any]) -> list[Any]:
    """The parts that make a salt: a hydrate of a listed salt is that salt."""
    return [one for one in parts if one.flat != "O" or one.charge]


def salts_as_such(parts: Sequence[Flat], store: Store) -> list[Reach]:
    """What lists a structure of several parts, largest first, as a whole."""
    dry = without_water(parts)
    if len(parts) < 2:
        return []
    drawn = (parts, dry) if len(dry) > 1 else (parts,)  # hydrazine hydrate is listed with its water
    keys = {key for one in drawn for key in store.by_skeleton(whole_key(one))}
    entries = (entry for key in sorted(keys) for entry in store.listings(key))
    return [
        Reach(entry.id, "applies", "named", f"listed as {entry.as_listed}", part=WHOLE) for entry in entries
    ]


def _taken_out(
    entry: Entry, exceptions: Iterable[tuple[bool | None, bool, Period]]
) -> tuple[bool | None, tuple[Period, ...]]:
    """True: taken out by name on all days. None: it could be what is taken out. False: no exception touches it; and the
    days on which it is taken out, where these are but some."""
    answer: bool | None = False
    days: list[Period] = []
    for fit, names_it, taken in exceptions:
        if fit is True and not names_it:
            taken = taken_from(entry, taken)
            if taken.covers(entry.period):
                return True, ()
            days.append(taken)
        elif fit is None:
            answer = None
    return answer, tuple(days)


def filled_up(reach: Reach) -> Reach:
    """What a drawing reaches whose missing hydrogens were filled up: that, if it was meant so."""
    because = f"{reach.because}; drawn without all its hydrogens"
    missing = tuple(dict.fromkeys((HYDROGENS, *reach.missing)))
    return reach._replace(outcome="cannot_tell", because=because, missing=missing)
