"""What goods reach: the measures that may bind them, in every territory and at any time, each with the reason.

And what follows from that whatever is asked: it is worked out once, for of a listed substance it is kept. No I/O and no clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from tidewaiter.dates import Period, spell_on, spells_of, unbroken
from tidewaiter.lawbook.codec import Reader
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.preparation import Contents
from tidewaiter.substance.identity import MADE, PART, Candidate
from tidewaiter.substance.structures.smiles import heavy_atoms
from tidewaiter.typed import Any

# by which extensions of a listing a part of a plant, and what is made of a plant, are reached
_REACHED_BY = {PART: frozenset({"parts"}), MADE: frozenset({"parts", "preparations", "mixtures"})}


STEREOCHEMISTRY = "stereochemistry"  # the fact that is missing where a drawing leaves it open


class Trace(NamedTuple):
    """One residue that a class definition admits: the limb it met (as the law labels it), its site, in words, its atoms."""

    limb: str
    site: str
    text: str
    atoms: tuple[int, ...]


class Reach(NamedTuple):
    """One measure that a structure reaches (or may reach), with the reason.

    ``component`` is the SMILES of the part that met it; ``core`` and ``limbs`` are set for classes and count
    the atoms of that SMILES, so that a drawing can colour them.
    """

    entry: str
    outcome: str  # applies | cannot_tell
    basis: str  # named | salt | isomer | ester | ether | derivative | positional isomer | class | member (one of a family)
    because: str
    missing: tuple[str, ...] = ()
    component: str = ""
    isotopic: bool = False
    core: tuple[int, ...] = ()
    limbs: tuple[Trace, ...] = ()
    excepted: tuple[Period, ...] = ()  # the days on which the law takes this out of the entry by name
    contents: Contents | None = None  # what is told of the preparation that it is in
    # which part of the structure met it, counted by its reader: one part displaces nothing of another
    part: int = 0
    # whether what is missing decides which list of its instrument binds, one in any case
    in_any_case: bool = False

    @property
    def undrawn(self) -> bool:
        """Whether the stereochemistry of a drawing alone leaves it open."""
        return self.missing == (STEREOCHEMISTRY,)

    def if_meant(self, candidate: Candidate, store: Store) -> Reach:
        """The same of a candidate: what is told of its contents, and what is open before it is what is meant."""
        own = self._replace(contents=candidate.contents) if candidate.contents else self
        if not candidate.unsure or not store.of_territories(self.entry, candidate.unsure_in):
            return own
        if not _REACHED_BY.get(candidate.unsure, frozenset()).isdisjoint(store.entry(self.entry).extensions):
            return own
        return own._replace(outcome="cannot_tell", missing=(*self.missing, candidate.unsure))


reach_of = Reader(Reach)


def listed_reaches(substance: str, store: Store, *, drawn: bool = False) -> Reached:
    """What a listed substance reaches, asked by its name or ``drawn``, as the lawbook holds it: read once, then kept.

    At any time and anywhere; an unknown id reaches nothing.

    >>> from tidewaiter import Lawbook
    >>> [one.basis for one in listed_reaches("fentanyl", Lawbook.load().store) if one.entry.startswith("un/1961")]
    ['named']
    """
    kept: Reached | None = store.reached.get((substance, drawn))
    if kept is None:
        rows = store.reaches(substance, drawn=drawn)
        store.read_entries(row[0] for row in rows)
        kept = Reached(map(reach_of, rows), store)
        store.reached[substance, drawn] = kept
    return kept


def entry_of(reach: Reach, store: Store) -> Entry:
    """The listing that a reach is of, without the days on which it is taken out of it."""
    entry = store.entry(reach.entry)
    if not reach.excepted:
        return entry
    for taken in reach.excepted:
        entry = entry._replace(period=entry.period.without(taken))
    return entry


Pair = tuple[Reach, Entry]  # with its listing, without the days on which that does not hold
Regime = tuple[tuple[str, str], str]  # of a territory, and the part of the goods that met it


class Held(NamedTuple):
    """When and where a listing may bind, and as what."""

    entry: Entry
    territory: str
    regime: tuple[str, str]
    kind: str
    field: str
    first: date  # it surely holds from this day
    last: date  # to this, exclusive
    bounded: bool  # a day of it is but a bound
    # its list binds goods for some destinations only, or states alone, or is no law in a part of the territory
    routed: bool
    yields: bool  # a class that may leave the goods to other law

    @classmethod
    def of(cls, entry: Entry, store: Store) -> Held:
        """What a lawbook holds of a listing."""
        since, until, floor, ceiling, ends = period = entry.period
        instrument, of = store.instruments[entry.instrument], (entry.instrument, entry.list)
        listed = instrument.lists[entry.list]
        routed = bool(listed.destinations or listed.states or instrument.not_in)
        bounded = (floor, ceiling, ends, since.first) != (None, None, None, None)
        first = since.day if ceiling is None else period.surely_from
        last = until if ends is None else period.surely_until
        return cls(
            entry, instrument.territory, store.regimes[of], listed.kind, store.fields_by_list[of],
            first, last or date.max, bounded, routed, entry.class_id in store.yields,
        )  # fmt: skip


class Spells:
    """The days of the listings of one control: of those that one part of the goods reaches, and of what names these goods."""

    def __init__(self, component: str, by: dict[str, list[tuple[Reach, Period]]]) -> None:
        self._component, self._by = component, by
        self._periods: list[Period] | None = None
        self._joined: list[Period] | None = None

    def unbroken(self, spell: Period, on: date) -> Period | None:
        """The unbroken control on a day that they and a spell, which may be one of them, make up."""
        if self._periods is None:
            self._periods = [period for _, period in _touching(self._component, self._by)]
        if spell not in self._periods:
            return unbroken([*self._periods, spell], on)
        if self._joined is None:
            self._joined = spells_of(self._periods)
        return spell_on(on, self._joined)


class Met(NamedTuple):
    """In whose law goods are listed anywhere and at any time, and in which fields."""

    by_place: dict[str, list[Entry]]
    substances: frozenset[str]  # that these listings name
    kinds: frozenset[str]  # of their lists
    fields: frozenset[str]  # of law


class Reached(tuple[Reach, ...]):
    """All that goods reach, as it was found."""

    _store: Store

    def __new__(cls, reaches: Iterable[Reach], store: Store) -> Reached:
        """``reaches`` of one question; where they are that already, they stay what they are."""
        if isinstance(reaches, cls):
            return reaches
        made = super().__new__(cls, reaches)
        made._store = store
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)

    @cached_property
    def held(self) -> list[Held]:
        """Of each what is held of its listing."""
        store, found = self._store, []
        kept: dict[str, Held] = store.held
        store.read_entries([reach.entry for reach in self if reach.entry not in kept])
        for reach in self:
            if reach.excepted:
                held = Held.of(entry_of(reach, store), store)
            elif (held := kept.get(reach.entry)) is None:  # type: ignore[assignment]
                held = kept[reach.entry] = Held.of(store.entry(reach.entry), store)
            found.append(held)
        return found

    @cached_property
    def spells(self) -> dict[Regime, Spells]:
        """By regime the days of the listings that surely hold."""
        return self.spells_known(None)

    def spells_known(self, known_on: date | None) -> dict[Regime, Spells]:
        """The same of the listings that may have been known by a day.

        A substance named whole and a class that meets one of its parts are one control of the same goods, as the compounds of
        mercury are that a law first named one by one; two parts of one drawing are two.
        """
        found: dict[tuple[str, str], dict[str, list[tuple[Reach, Period]]]] = {}
        for reach, held in zip(self, self.held, strict=True):
            entry = held.entry
            if (
                reach.outcome == "applies"
                and not entry.doubt
                and (known_on is None or known(entry, known_on))
            ):
                of_part = found.setdefault(held.regime, {}).setdefault(reach.component, [])
                of_part.append((reach, entry.period))
        return {
            (regime, component): Spells(component, by) for regime, by in found.items() for component in by
        }

    @cached_property
    def met(self) -> Met:
        """In whose law they stand, and in which fields."""
        by_place: dict[str, list[Entry]] = {}
        every = {held.entry.id: held for held in self.held}.values()
        for held in every:
            by_place.setdefault(held.territory, []).append(held.entry)
        fields = frozenset([held.field for held in every])
        substances = frozenset([held.entry.substance for held in every if held.entry.substance])
        kinds = frozenset([held.kind for held in every])
        return Met(by_place, substances, kinds, fields)

    @cached_property
    def prepared(self) -> bool:
        """Whether the contents of a preparation are told of any."""
        return any(reach.contents is not None for reach in self)

    def in_fields(self, fields: tuple[str, ...]) -> Reached:
        """What of it is law of some fields."""
        own = (reach for reach, held in zip(self, self.held, strict=True) if held.field in fields)
        return Reached(own, self._store)


def _touching(component: str, by: dict[str, list[tuple[Reach, Period]]]) -> list[tuple[Reach, Period]]:
    """What is reached by one part of the goods, and what names the goods of which a class meets that part."""
    own = by[component]
    if len(by) == 1:
        return own
    others = (found for other, found in by.items() if other != component and _same_goods(own, found))
    return own + [pair for found in others for pair in found]


def _same_goods(some: list[tuple[Reach, Period]], others: list[tuple[Reach, Period]]) -> bool:
    """Whether of two drawings one is of goods that are named and one of what a class meets of them: drawn alike but for bonds and
    charges, or a part of a salt that is named whole. Isomers side by side are two substances."""
    first, second = some[0][0], others[0][0]
    mine, theirs = heavy_atoms(first.component), heavy_atoms(second.component)
    by_class = [{reach.basis == "class" for reach, _ in held} for held in (some, others)]
    if mine == theirs:
        one_part = first.part == second.part or -1 in (first.part, second.part)
        return one_part and by_class in ([{True}, {False}], [{False}, {True}])
    whole = by_class[theirs > mine]  # of which the other drawing is a part, if any
    return whole == {False} and (theirs < mine or mine < theirs)


def known(entry: Entry, known_on: date) -> bool:
    """Whether a listing may have been known by a day; a listing that does not say when counts from its first day."""
    return (entry.announced or entry.period.earliest) <= known_on
