"""From what is reached to what applies: on this day, in these places, known by then. No I/O and no clock: everything the
answer rests on is in its arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from tidewaiter import limits
from tidewaiter.dates import Period, Since
from tidewaiter.kept import Drug
from tidewaiter.lawbook.records import Entry, Instrument
from tidewaiter.lawbook.store import Store
from tidewaiter.obligations import Obligation, obligations
from tidewaiter.question import Question, at_home, speaks_to, within
from tidewaiter.reached import Pair, Reach, Reached, Regime, Spells, entry_of, known
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.preparation import Contents

_NO_SPELLS = Spells("", {"": []})


class Asked:
    """What was asked, and all that the goods reach: the days and obligations of each control follow from that."""

    def __init__(self, question: Question, held: Reached, store: Store) -> None:
        self._question, self._held, self._store = question, held, store

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and (self._question, self._held) == (other._question, other._held)

    def __hash__(self) -> int:
        return hash(self._question)

    @cached_property
    def _spells(self) -> dict[Regime, Spells]:
        known_on = self._question.known_on
        return self._held.spells if known_on is None else self._held.spells_known(known_on)

    def unbroken(self, reach: Reach, entry: Entry) -> Period:
        """The unbroken control of which a listing is a spell."""
        regime = self._store.regimes[entry.instrument, entry.list]
        spells = self._spells.get((regime, reach.component), _NO_SPELLS)
        return spells.unbroken(entry.period, self._question.on) or entry.period

    def obligations(self, reach: Reach, entry: Entry) -> tuple[Obligation, ...]:
        """What a listing obliges to."""
        question, store = self._question, self._store
        told = _told_of(reach, entry, question, store)
        return obligations(entry, store.instruments[entry.instrument], question, store, *told)


class Control(NamedTuple):
    """One listing that applies (or may apply), with its reason, its days and what it obliges to."""

    entry: Entry
    instrument: Instrument
    outcome: str
    basis: str
    because: str
    missing: tuple[str, ...]
    reach: Reach
    field: str  # of law: drugs, precursors, watch
    asked: Asked  # what its days and obligations turn on: most answers are never asked for them
    own: tuple[Obligation, ...] | None = None  # in place of those, see :meth:`with_obligations`

    @property
    def binds(self) -> bool:
        """Whether the goods are controlled whatever is missing: by this listing or, in its place, by another of the instrument."""
        return self.outcome == "applies" or self.reach.in_any_case

    @property
    def unbroken(self) -> Period:
        """The control of the goods in the territory, of which this listing is a spell."""
        return self.asked.unbroken(self.reach, self.entry)

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """What it asks of the person who moves the goods."""
        return self.asked.obligations(self.reach, self.entry) if self.own is None else self.own

    def with_obligations(self, obligations: Iterable[Obligation]) -> Control:
        """The same with other obligations."""
        return self._replace(own=tuple(obligations))

    @property
    def since(self) -> Since:
        """First day of the unbroken control."""
        return self.unbroken.since

    @property
    def jurisdiction(self) -> str:
        """Whose law it is."""
        return self.instrument.territory

    @property
    def list(self) -> str:
        """The schedule, table or category."""
        return self.entry.list

    @property
    def kind(self) -> str:
        """Narcotic, psychotropic, precursor ..."""
        return self.instrument.lists[self.entry.list].kind


def share_of(reach: Reach) -> float | None:
    """What is told of how much there is of a substance in a hundred of the goods, in per cent."""
    strength = reach.contents.strength if reach.contents else None
    return strength.hundred if strength else None


def _told_of(
    reach: Reach, entry: Entry, question: Question, store: Store
) -> tuple[float | None, bool | None]:
    """What the obligations turn on of a preparation: its share, and whether it is exempt save at a border."""
    if reach.contents is None:
        return None, None
    drug = _drug(reach.contents, store.instruments[entry.instrument], question, store)
    return share_of(reach), limits.exempt(entry, drug, store)


def determine(reached: Iterable[Reach], question: Question, store: Store) -> list[Control]:
    """The controls that apply, ordered by territory, instrument and list.

    A listing by name comes before a general clause or a class of the same instrument; a stereochemical doubt is not
    told where another entry of the same instrument applies anyway.
    """
    held = Reached(reached, store)
    asked, instruments, fields = Asked(question, held, store), store.instruments, store.fields_by_list
    return [
        Control(
            entry, instruments[entry.instrument], reach.outcome, reach.basis, reach.because, tuple(reach.missing), reach,
            fields[entry.instrument, entry.list], asked,
        )
        for reach, entry in _bound(held, question, store)
    ]  # fmt: skip


def binding(reached: Iterable[Reach], question: Question, store: Store) -> list[Pair]:
    """What of all that is reached binds on the question's day in its territories, in the order of the controls."""
    return _bound(Reached(reached, store), question, store)


def _bound(reached: Reached, question: Question, store: Store) -> list[Pair]:
    on, places = question.on, _places(question, store)
    narrow = question.known_on is not None or question.fields or (question.origin and question.destination)
    live: dict[str, list[Pair]] = {}
    open_: dict[str, None] = {}  # the instruments of which a listing is in doubt
    # those of which one is in doubt by the stereochemistry of the drawing alone
    undrawn: dict[str, None] = {}
    yielding: set[str] = set()  # those of which a class may leave the goods to other law
    every = zip(reached, reached.held, strict=True)
    for reach, (entry, place, _, _, _, first, last, bounded, routed, yields) in every:
        if place not in places:
            continue
        holds = first <= on < last
        simple = not (narrow or routed or (bounded and not holds))
        stands = ("binds" if holds else "") if simple else standing(entry, question, store)
        if stands:
            live.setdefault(entry.instrument, []).append((reach, entry))
            if stands == "open" or entry.doubt:
                open_[entry.instrument] = None
            if reach.undrawn:
                undrawn[entry.instrument] = None
            if yields:
                yielding.add(entry.instrument)
    for key in open_:
        instrument, moved = store.instruments[key], _moved(live[key], question.on)
        live[key] = [(_doubted(reach, entry, instrument, question, store), entry) for reach, entry in moved]
    for key in undrawn:
        live[key] = _whichever(live[key], store)
    bound: list[Pair] = []
    for key, found in live.items():
        left = _not_left(found, live, store) if key in yielding else found
        for pair in _ranked(left, store) if len(left) > 1 else left:
            if (contents := pair[0].contents) is not None:
                bound += _as_put_up(pair[0], contents, pair[1], question, store)
            else:
                bound.append(pair)
    sure = {reach.entry for reach, _ in bound if reach.outcome == "applies"}
    if len(sure) < len(bound):
        bound = [one for one in bound if one[0].outcome == "applies" or one[0].entry not in sure]
    if len(bound) > 1:
        instruments = store.instruments
        bound.sort(
            key=lambda pair: (
                places[instruments[pair[1].instrument].territory],
                pair[0].outcome,
                pair[1].instrument,
                pair[1].list,
                pair[1].id,
            )
        )
    return bound


def _places(question: Question, store: Store) -> dict[str, int]:
    """The territories whose law is consulted, each with its place among them."""
    places = question.jurisdictions
    return store.once((places, "places"), lambda: {place: order for order, place in enumerate(places)})


def _as_put_up(
    reach: Reach, contents: Contents, entry: Entry, question: Question, store: Store
) -> list[Pair]:
    """What binds in place of a listing, by the contents of the preparation that is asked about."""
    if contents.drugs:
        return [] if limits.offered(entry, contents, store) else [(reach, entry)]
    instrument = store.instruments[entry.instrument]
    listings = limits.told(entry, _drug(contents, instrument, question, store), store)
    several = limits.compounded(entry, contents, store)
    if several and listings is None:
        return []
    if several is None and listings is None:
        missing = (*reach.missing, limits.why_open(contents))
        return [(reach._replace(outcome="cannot_tell", missing=missing), entry)]
    bound = []
    for one in listings if listings is not None else ():
        if several and one.entry.id == entry.id:
            continue
        because = "; ".join(part for part in (reach.because, one.because) if part)
        left = reach.missing
        if one.entry.id != entry.id or one.answered:  # what the drug's entry doubts is not asked
            left = tuple(fact for fact in left if fact != entry.doubt)
        if several is None and not contents.together and one.entry.id == entry.id:
            left = (*left, limits.ONE_OR_SEVERAL)
        sure = "applies" if left == () else reach.outcome
        outcome = "cannot_tell" if one.missing or limits.ONE_OR_SEVERAL in left else sure
        missing = tuple(dict.fromkeys((*left, *one.missing)))
        binds = sure == "applies" or reach.in_any_case
        in_any_case = binds and outcome != "applies" and (one.in_any_case or not one.missing)
        put = reach._replace(
            entry=one.entry.id, outcome=outcome, because=because, missing=missing, in_any_case=in_any_case
        )
        if one.entry.id != entry.id:
            put = _doubted(put, one.entry._replace(doubt=""), instrument, question, store)
        bound.append((put, one.entry))
    return [(reach, entry)] if listings is None else bound


def left_out(reach: Reach, question: Question, store: Store) -> str:
    """Why a list leaves the preparation out that a reach is of; "" where it does not."""
    contents = reach.contents
    if contents is None or contents.drugs:
        return ""
    entry = entry_of(reach, store)
    if not standing(entry, question, store):
        return ""
    instrument = store.instruments[entry.instrument]
    clause = limits.left_out(entry, _drug(contents, instrument, question, store), store)
    return clause or (limits.COMPOUND if limits.compounded(entry, contents, store) else "")


def _drug(contents: Contents, instrument: Instrument, question: Question, store: Store) -> Drug:
    crosses = _crosses(instrument, question, store)
    return Drug(contents, question.on, crosses)


def _crosses(instrument: Instrument, question: Question, store: Store) -> bool:
    """Whether goods cross the border of a law: a border is what is asked about, unless both ends are told to lie within."""
    ends = (question.origin, question.destination)
    return not all(place and at_home(place, instrument, question.on, store) for place in ends)


def _moved(found: list[Pair], on: date) -> list[Pair]:
    """What an instrument moved from one list to another on a day not known stands on one of the two all the while.

    A listing that ends and one of the same goods that begins within the same span of days are told as one that binds.
    """
    begun = {(e.covers, r.component, str(e.period.since)): (r, e) for r, e in found if e.period.open_on(on)}
    gone: set[str] = set()
    kept = []
    for reach, entry in found:
        ends = entry.period.ends
        later = (
            begun.get((entry.covers, reach.component, str(ends)))
            if ends and entry.period.open_on(on)
            else None
        )
        if later and later[0].outcome == reach.outcome and later[1].id != entry.id:
            gone.add(later[1].id)
            period = entry.period._replace(until=later[1].period.until, ends=later[1].period.ends)
            clause = f"{entry.clause}, or {later[1].clause} (moved {later[1].period.since.words}, the day is not known)"
            kept.append((reach, entry._replace(period=period, clause=clause)))
        else:
            kept.append((reach, entry))
    return [(reach, entry) for reach, entry in kept if entry.id not in gone]


def may_bind(entry: Entry, question: Question, store: Store) -> bool:
    """Whether a listing binds, or cannot be told not to bind, on the question's day, route and territories."""
    return standing(entry, question, store) != ""


def standing(entry: Entry, question: Question, store: Store) -> str:
    """How a listing stands on the question's day, route and territories: ``binds``, ``open`` (that cannot be told), or ""."""
    surely = question.on in entry.period
    if not surely and not entry.period.open_on(question.on):
        return ""
    instrument = store.instruments[entry.instrument]
    places = question.asked if instrument.lists[entry.list].states else question.jurisdictions
    if instrument.territory not in (places or question.jurisdictions):
        return ""
    if not speaks_to(instrument, question, store):
        return ""
    if question.known_on is not None and not known(entry, question.known_on):
        return ""
    if question.fields and store.field_of(entry) not in question.fields:
        return ""
    goes = goes_there(entry, question, store)
    return "" if goes is False else "binds" if surely and goes else "open"


def goes_there(entry: Entry, question: Question, store: Store) -> bool | None:
    """Whether the goods go where the list of an entry binds them; None: it is not said where they go."""
    instrument = store.instruments[entry.instrument]
    listed = instrument.lists[entry.list]
    if listed.crossing and not _crosses(instrument, question, store):
        return False
    if not listed.destinations:
        return True
    if not question.destination:
        return None
    return any(within(question.destination, place, question.on, store) for place in listed.destinations)


def _doubted(reach: Reach, entry: Entry, instrument: Instrument, question: Question, store: Store) -> Reach:
    """A reach with the doubts that its listing brings: an open word of the law, a bounded day, a destination."""
    listed = instrument.lists[entry.list]
    doubtful = entry.doubt and not limits.settled(entry.doubt, reach.contents)
    if not doubtful and not listed.destinations and question.on in entry.period:
        return reach
    because, missing = reach.because, list(reach.missing)
    if doubtful:
        missing.append(entry.doubt)
    if question.on not in entry.period:
        fact, words = _open_day(entry, instrument, question.on)
        because += f"; {words}"
        missing.append(fact)
    if goes_there(entry, question, store) is None:
        missing.append(f"destination (the list binds goods bound for {', '.join(listed.destinations)})")
    if len(missing) == len(reach.missing):
        return reach
    by_doubt = missing == [entry.doubt] and limits.OTHERWISE in entry.extensions
    told = tuple(dict.fromkeys(missing))
    return reach._replace(outcome="cannot_tell", because=because, missing=told, in_any_case=by_doubt)


def _open_day(entry: Entry, instrument: Instrument, on: date) -> tuple[str, str]:
    """Which day of a listing is not known, and what is known of it."""
    period = entry.period
    if on < period.surely_from:
        words = f"first day not known: {period.since.words}"
        if period.since.bound == "<=":
            words += f"; {instrument.title} itself is of {instrument.period.since.words}"
        return f"first day ({period.since.words})", words
    ends = period.ends
    assert ends is not None  # otherwise the day would not be open
    return f"last day ({ends.words})", f"day of its end not known: {ends.words}"


def _not_left(found: list[Pair], live: dict[str, list[Pair]], store: Store) -> list[Pair]:
    """What an instrument's lists reach, without the classes that leave the goods to others: those displace no listing by name."""
    left = (
        (_left_to_others(reach, entry, live, store) if entry.class_id else reach, entry)
        for reach, entry in found
    )
    return [(reach, entry) for reach, entry in left if reach is not None]


def _left_to_others(reach: Reach, entry: Entry, live: dict[str, list[Pair]], store: Store) -> Reach | None:
    """What a class reaches, unless it leaves the goods to an instrument that controls them on this day.

    None: it does. Where it cannot be told whether they are listed there, neither can it be told of the class. A law that
    borrows a class of another territory leaves nothing to the lists of that one.
    """
    place = store.instruments[entry.instrument].territory
    others = [
        pair
        for key, with_classes in store.yields.get(entry.class_id, {}).items()
        if store.instruments[key].territory == place
        for pair in live.get(key, ())
        if (with_classes or not pair[1].class_id) and pair[0].part in (reach.part, WHOLE)
    ]
    if any(other.outcome == "applies" for other, _ in others):
        return None
    fact = [
        f"whether {store.instruments[one.instrument].title} ({one.clause}) names it on this day"
        for other, one in others
        if other.basis in _DIRECT and one.instrument != entry.instrument
    ]
    if not fact:
        return reach
    return reach._replace(outcome="cannot_tell", missing=tuple(dict.fromkeys((*reach.missing, *fact))))


WHOLE = -1  # the part of a reach that is of a salt as such
_DIRECT = frozenset({"named", "salt"})
_KIN = frozenset({"ester", "ether"})  # what a list takes in as such unless a list names it


def _ranked(found: list[Pair], store: Store) -> list[Pair]:
    """What an instrument's lists reach, specific before general, those that bind beside the others each by itself."""
    groups: dict[str, list[Pair]] = {}
    lists = store.instruments[found[0][1].instrument].lists
    for pair in found:
        listed = pair[1].list
        groups.setdefault(listed if lists[listed].apart else "", []).append(pair)
    return [pair for group in groups.values() for pair in _first_rank(group)]


def _first_rank(found: list[Pair]) -> list[Pair]:
    """Specific before general, of each part of the goods: a listing by name displaces clauses, classes and doubts.

    A listing by name that the law itself leaves open (a preparation, a purpose) stays beside the firm one, and so does one
    of which the drawing alone leaves open whether it is that isomer. A salt listed as such is no salt of its base, an isomer
    of what is named no ester or ether of another.
    """
    if len(found) == 1:
        return found
    parts = dict.fromkeys(reach.part for reach, _ in found)
    if len(parts) > 1 and WHOLE not in parts:
        kept = [pair for part in parts for pair in _first_rank([one for one in found if one[0].part == part])]
        return [pair for pair in found if pair in kept]
    sure = [pair for pair in found if pair[0].outcome == "applies"]
    named = [pair for pair in sure if pair[0].basis in _DIRECT]
    if any(reach.part == WHOLE for reach, _ in named):
        named = [pair for pair in named if pair[0].basis == "named"]
    if named:
        return [pair for pair in found if pair in named or (pair[1].doubt and pair[0].basis in _DIRECT)]
    if any(reach.basis == "isomer" for reach, _ in sure):
        sure = [pair for pair in sure if pair[0].basis not in _KIN]
    lists = {entry.list for _, entry in sure}
    return [
        pair for pair in found
        if pair in sure or not sure or (_undrawn(pair[0]) and pair[1].list not in lists)
    ]  # fmt: skip


def _whichever(found: list[Pair], store: Store) -> list[Pair]:
    """What lists make of a drawing without stereochemistry of which every isomer stands on one of them: one of them binds."""
    named = {reach.part for reach, _ in found if reach.outcome == "applies" and reach.basis in _DIRECT}
    undrawn = [pair for pair in found if _undrawn(pair[0]) and pair[0].part not in named]
    sure: list[Pair] = []
    for part in dict.fromkeys(reach.part for reach, _ in undrawn):
        of_part = [pair for pair in undrawn if pair[0].part == part]
        told = [store.record("isomers of", entry.substance) for _, entry in of_part]
        if len(told) > 1 and None not in told and _all(told):
            sure += of_part
    return [
        (reach._replace(outcome="applies", because=f"{reach.because}; each of its isomers is listed", missing=()), entry)
        if (reach, entry) in sure else (reach, entry)
        for reach, entry in found
    ]  # fmt: skip


def _all(told: list[list[int]]) -> bool:
    """Whether the isomers that several substances cover are all that their skeleton has."""
    covered = 0
    for own, _ in told:
        covered |= own
    return covered == told[0][1]


def _undrawn(reach: Reach) -> bool:
    """Whether a drawing leaves open by its stereochemistry alone that it is what a list names."""
    return reach.basis in _DIRECT and reach.undrawn
