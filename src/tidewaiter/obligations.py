"""What a listing asks of the person who moves the goods: on a day and route, for an amount and a content.

No I/O and no clock: everything it rests on is in its arguments.
"""

from __future__ import annotations

from datetime import date

from tidewaiter.amounts import NOT_REGULATED, Amount, reaches_limit, threshold_of
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.records import NO_PARTY, PARTY, Entry, Instrument, Measure
from tidewaiter.lawbook.store import Store
from tidewaiter.question import Question, at_home, governed, wider, within
from tidewaiter.rows import NamedTuple


class Obligation(NamedTuple):
    """What a control asks of the person who moves the goods."""

    measure: Measure
    outcome: str  # applies | cannot_tell
    missing: tuple[str, ...]


def obligations(
    entry: Entry, instrument: Instrument, question: Question, store: Store,
    share: float | None = None, exempt: bool | None = None,
) -> tuple[Obligation, ...]:  # fmt: skip
    """What a listing obliges to on the question's route, day and amount; ``share``: its content of the goods in per cent;
    ``exempt``: whether it binds the preparation at a border alone (None: that is not told)."""
    named = entry.covers if entry.covers in store.measured(instrument.key) else None
    told = (instrument.key, entry.list, named, entry.threshold)  # all of a listing on which they turn
    key = (told, question.on, question.origin, question.destination, question.amount, share, exempt)
    return store.once(key, lambda: _obligations(entry, instrument, question, store, share, exempt))


def _obligations(
    entry: Entry, instrument: Instrument, question: Question, store: Store,
    share: float | None, exempt: bool | None,
) -> tuple[Obligation, ...]:  # fmt: skip
    found = []
    for measure, route_missing in _on_this_route(instrument, question, store).get(entry.list, ()):
        if measure.substances and entry.covers not in measure.substances:
            continue
        of_exempt = measure.threshold == OF_EXEMPT
        if (exempt is False and of_exempt) or (exempt and not of_exempt and measure.direction == "domestic"):
            continue
        above = (
            True if exempt and of_exempt else _above(measure, entry, question.amount),
            _contains(measure, entry, share),
        )
        if False in above:
            continue
        missing = (*route_missing, *(fact for fact in above if isinstance(fact, str)))
        found.append(Obligation(measure, "cannot_tell" if missing else "applies", missing))
    return tuple(found)


OF_EXEMPT = "only preparations that the annexes exempt"  # the threshold of what binds those alone

_Routed = dict[str, list[tuple[Measure, tuple[str, ...]]]]


def _on_this_route(instrument: Instrument, question: Question, store: Store) -> _Routed:
    """An instrument's measures that bind on a day and route, by list, with the facts each still misses."""
    key = (instrument.key, question.on, question.origin, question.destination)
    routed: _Routed | None = store.routes.get(key)
    if routed is None:
        routed = {}
        for measure in store.measures_of(instrument.key):
            if question.on not in measure.period:
                continue
            missing = _on_route(measure, instrument, question, store)
            if missing is not None:
                for one in measure.lists or instrument.lists:
                    routed.setdefault(one, []).append((measure, missing))
        if len(store.routes) >= _ROUTES_KEPT:
            store.routes.clear()
        store.routes[key] = routed
    return routed


_ROUTES_KEPT = 1024  # a catalogue asks for one day and route a million times, a service for many


def _on_route(
    measure: Measure, instrument: Instrument, question: Question, store: Store
) -> tuple[str, ...] | None:
    """None: not on this route. Otherwise the facts that are missing."""
    missing: list[str] = []
    route = bool(question.origin or question.destination)
    ends = (question.origin, question.destination)
    leaves, enters = (governed(place, instrument, question.on, store) for place in ends)
    crosses = not all(at_home(place, instrument, question.on, store) for place in ends)
    if instrument.territory == "UN":  # the treaties speak to every party on the route
        leaves, enters, crosses = bool(question.origin), bool(question.destination), True
    if route:
        if not crosses:
            wanted = measure.direction == "domestic" and (leaves or enters)
        else:
            wanted = {
                "export": leaves,
                "import": enters,
                "both": leaves or enters,
                "domestic": False,
                "transit": not leaves and not enters,
            }[measure.direction]
        if not wanted:
            return None
    for asked, allowed, word in (
        (question.origin, measure.origin, "origin"),
        (question.destination, measure.destination, "destination"),
    ):
        if allowed and not asked:
            missing.append(word)
        elif allowed:
            among = [_among(asked, place, question.on, store) for place in allowed]
            if not any(one is not False for one in among):
                return None
            if True not in among:
                missing.append(f"whether {asked} is a Party ({', '.join(allowed)})")
    return tuple(missing)


def _among(asked: str, place: str, day: date, store: Store) -> bool | None:
    """Whether a territory is one of those that a measure names; ``not un/cwc``: no Party of it, ``not EU``: none under its law.
    None: that is not known."""
    treaty = place.removeprefix(NO_PARTY)
    if treaty == place:
        return within(asked, place, day, store)
    if treaty not in store.states:
        return not within(asked, treaty, day, store)
    known = [one for held in wider(asked, day, store) for one in store.states[treaty].get(held, ())]
    if not known:
        return None
    return not any(one.status == PARTY and day in one.period for one in known)


def _contains(measure: Measure, entry: Entry, share: float | None) -> bool | str:
    """Whether a content reaches the measure's threshold of content: True, False, or the fact that is missing."""
    text, _ = threshold_of(measure, entry)
    limits = re.findall(_SHARE, text)
    if not limits or share is None:
        return f"concentration (threshold {text})" if limits else True
    return all(share > float(one) if word == "more than" else share >= float(one) for word, one in limits)


def _above(measure: Measure, entry: Entry, amount: Amount | None) -> bool | str:
    """Whether the amount reaches the measure's threshold: True, False, or the fact that is missing."""
    text, limits = threshold_of(measure, entry)
    if not text:
        return True
    if text == NOT_REGULATED:
        return False
    # An amount that is reached settles nothing yet where the threshold turns on more than the amount.
    more = f"threshold ({text})" if any(word in text for word in _TURNS_ON_MORE) else ""
    if not limits:
        return True if re.search(_SHARE, text) else f"threshold ({text})"
    if amount is None:
        return more or f"amount (threshold {text})"
    for limit in limits:
        if limit.dimension == amount.dimension:
            if reaches_limit(amount.value, limit, text):
                return more or True
            return f"amount over the year (threshold {text})" if "year" in text else False
    return more or f"amount in {limits[0].dimension} (threshold {text})"


_SHARE = r"(more than|at least) (\d+(?:\.\d+)?) %"
_TURNS_ON_MORE = ("designated", "per package")


_FACTS = {
    "substance": "which substance it is",
    "origin": "where the goods come from",
    "destination": "where the goods go",
    "amount": "how much it is",
    "amount over the year": "how much it is over the year",
    "amount in mass": "what it weighs",
    "amount in volume": "which volume it has",
    "concentration": "how much of the goods it is",
}
_BY_PLACE = "depends on the destination: "


def fact_words(fact: str) -> str:
    """A missing fact in words that follow "to decide it".

    >>> fact_words("substance"), fact_words("amount (threshold at least 500 kg)")
    ('which substance it is', 'how much it is (the threshold: at least 500 kg)')
    >>> fact_words("threshold (only goods that a traveller carries)")
    'whether these are goods that a traveller carries'
    >>> fact_words("whether the seed can germinate: a non-viable seed is no cannabis")
    'whether the seed can germinate: a non-viable seed is no cannabis'
    """
    head, _, rest = fact.partition(" (")
    condition = rest.removesuffix(")")
    if head == "threshold" and condition == f"{_BY_PLACE}its own law":
        return "what the destination's own law requires"
    if head == "threshold" and condition.startswith(_BY_PLACE):
        return f"whether the destination is one of these: {condition.removeprefix(_BY_PLACE)}"
    if head == "threshold" and condition.startswith("only "):
        return f"whether these are {condition.removeprefix('only ')}"
    if head == "threshold":
        return f"whether this applies here: {condition}"
    if head not in _FACTS:
        return fact
    if not rest:
        return _FACTS[head]
    return f"{_FACTS[head]} ({'the threshold: ' if condition.startswith('threshold ') else ''}{condition.removeprefix('threshold ')})"
