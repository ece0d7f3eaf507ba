"""Whether a preparation keeps within what a list leaves out: strength, form and ingredients against the limits of the law.

One rule for everybody who asks. Facts that satisfy a limit put the preparation under its own entry, or under none, in
place of the drug's; facts that exceed it leave the drug's; facts that are missing are named, and the answer is that it
cannot be told. The limits stand in ``preparations.csv`` of their instruments, the strictest first: the first that is
satisfied decides. No I/O and no clock.
"""

from __future__ import annotations

from datetime import date

from tidewaiter.kept import DECIDES, SETTLES, Drug, kept, listed, may_bind
from tidewaiter.lawbook.contents import keeps_within, purity_of, reaches
from tidewaiter.lawbook.records import ASKED, EVERY, Entry, Limit
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.preparation import PURE, Contents

OF_A_PLANT = 1.0  # per cent: so much of its drug hemp (by the laws that go furthest), coca leaf and poppy straw hold at most
OTHERWISE = "otherwise-listed"  # the extension of entries: what their doubt leaves out stands on another list
SINGLE = "single-preparations"  # the extension of lists that take in preparations of one drug alone
ALL_LISTED = "whether a preparation of listed drugs alone counts (the list takes in single-drug preparations)"
ONE_OR_SEVERAL = (
    "whether what is named is one preparation or several (the list takes in single-drug preparations)"
)
COMPOUND = "the list takes in single-drug preparations, and of compound ones those alone that a row names"

_SETTLED = {
    "fine-grained": "particle size (less than 200 µm)",
    "undiluted": "how strong it is: above ",
    "viable": "whether the seed was made unable to grow",
    "drops": "whether it is to be taken by drops",
    "lyophilisate": "whether it is a lyophilisate",
    "drops-or-syrup": "whether it is a syrup or to be taken by drops",
    "emulsifiable": "whether it is an emulsifiable concentrate",
    "retail-packed": "whether it is packed for retail sale",
}
# what is said of goods that makes no preparation of them
_REMARKS = frozenset((
    "unapproved", "undiluted", "viable", "not-for-intoxication", "fine-grained", "coarse-grained", "no-powder", "alloy", "ceramic",
    "glass", "gas-generator", "fertilizer", "seasoning", "consumer-product", "growing", "living-plant", "other-flavours", "laboratory", "marketed", "retail-goods", "consumer-goods", "retail-packed", "technical",
))  # fmt: skip


class Told(NamedTuple):
    """A listing that binds a preparation, or may."""

    entry: Entry
    missing: tuple[str, ...]  # empty: it binds
    because: str
    answered: bool  # whether what is missing stands in place of what the drug's entry is in doubt about
    in_any_case: bool  # whether what is missing decides which of several lists binds, and none leaves it out


def told(entry: Entry, drug: Drug, store: Store) -> list[Told] | None:
    """What binds a preparation in place of an entry of the drug in it; None where no limit speaks of that entry.

    An empty list: the preparation is left out.
    """
    if _pure_enough(entry.doubt, drug.contents) is False or _told_with_a_plant(entry, drug, store):
        return []
    rows = _speaking(entry, drug, store)
    if not rows:
        return None
    outcomes: dict[str, tuple[Entry | None, str]] = {}
    missing: list[str] = []
    answered = False
    for limit in rows:
        spoken = _spoken(limit, store, drug.on)
        if limit.preparation and spoken is None:
            continue
        holds, facts = kept(limit, drug, store)
        answered = answered or DECIDES in limit.needs
        if holds is False:
            continue
        if drug.on not in limit.period:
            holds, facts = None, [*facts, _when(limit, drug.on)]
        stays = limit.border and drug.crosses
        missing += dict.fromkeys(facts)
        if still_open := _left_open(limit, drug.contents):
            missing.append(still_open)
        answered = answered or (SETTLES in limit.needs and holds is True)
        if stays:
            exempt = "an exempt preparation" if holds and not still_open else "if exempt,"
            bound = f"{exempt} bound by the rules on import, export and transit alone ({limit.clause})"
            outcomes[entry.id] = (entry, bound)
        else:
            because = (
                f"{_words(limit, drug)} within {limit.clause}"
                if holds
                else f"if it keeps within {limit.clause}"
            )
            outcomes.setdefault(spoken.id if spoken else "", (spoken, because))
        if holds and not still_open:
            break
    else:
        outcomes.setdefault(entry.id, (entry, ""))
    open_ = tuple(dict.fromkeys(missing)) if len(outcomes) > 1 else ()
    in_any_case = bool(open_) and "" not in outcomes
    return [
        Told(one, open_, because, answered, in_any_case)
        for one, because in outcomes.values()
        if one is not None
    ]


def _told_with_a_plant(entry: Entry, drug: Drug, store: Store) -> bool:
    """Whether a share is what a plant holds that is named beside it, and the territory's law weighs it with the plant.

    "poppy capsules, 0.015 % morphine" are poppy capsules: no morphine is traded beside them. A greater share than
    such a plant holds, or that law lets it hold, is told of the drug.
    """
    contents = drug.contents
    if contents.strength is None or contents.strength.hundred is None:
        return False
    beside = {one.substance for one in contents.others if one.substance}
    plants = {one for one in beside if (held := store.substance(one)) and held.kind == "natural"}
    place = store.instruments[entry.instrument].territory
    strength = contents.strength
    return any(
        limit.counted.removesuffix(ASKED) == entry.covers
        and not plants.isdisjoint(limit.substances)
        and may_bind(limit.period, drug.on)
        and keeps_within(
            strength.hundred, strength.between, max(limit.contents[0].hundred or 0.0, OF_A_PLANT)
        )
        for key, limits in store.limits.items()
        if plants and store.instruments[key].territory == place
        for limit in limits
    )


def left_out(entry: Entry, drug: Drug, store: Store) -> str:
    """The clause by which a list leaves a preparation out, where nothing binds in place of the entry; otherwise ""."""
    if told(entry, drug, store) != []:
        return ""
    rows = _speaking(entry, drug, store)
    return next((limit.clause for limit in rows if kept(limit, drug, store)[0]), entry.clause)


def exempt(entry: Entry, drug: Drug, store: Store) -> bool | None:
    """Whether an entry binds a preparation by its rules on borders alone; None: that cannot be told."""
    found = [(limit, kept(limit, drug, store)[0]) for limit in _speaking(entry, drug, store) if limit.border]
    if any(holds and not _left_open(limit, drug.contents) for limit, holds in found):
        return True
    return None if any(holds is not False for _, holds in found) else False


def settled(doubt: str, contents: Contents | None) -> bool:
    """Whether goods are said to be just what a listing is in doubt about, or to be as pure as it asks."""
    if contents is None:
        return False
    said = any(doubt.startswith(_SETTLED.get(one, "\n")) for one in contents.said)
    return said or _pure_enough(doubt, contents) is True


def _left_open(limit: Limit, contents: Contents) -> str:
    """What a limit leaves open, unless the goods are said to be just that."""
    return "" if limit.open and settled(limit.open, contents) else limit.open


def _pure_enough(doubt: str, contents: Contents) -> bool | None:
    """Whether goods are as pure as a listing asks by its doubt; None: it asks for none, or the share told is no purity."""
    least, told = purity_of(doubt), contents.strength
    if least is None or told is None or "mixture" in contents.said or (told.hundred or 0.0) <= PURE:
        return None
    return reaches(told.hundred, told.between, least)


def compounded(entry: Entry, contents: Contents, store: Store) -> bool | None:
    """Whether a preparation is one of several drugs, where an entry takes in those of a single drug alone.

    It is then reached by the rows that name the compound, not by those of the drugs in it. None: all that is in it
    stands there, and whether that is then no single drug's preparation either cannot be told; or goods are named beside
    each other that may be one preparation or several.
    """
    if SINGLE not in entry.extensions:
        return False
    if contents.others and all(listed(one, entry.instrument, None, store) for one in contents.others):
        return None
    if contents.others and not (contents.together or contents.compound):
        return None
    return bool(contents.others) or contents.compound


def why_open(contents: Contents) -> str:
    """What is open where :func:`compounded` cannot be told."""
    return ALL_LISTED if contents.together else ONE_OR_SEVERAL


def offered(entry: Entry, contents: Contents, store: Store) -> bool:
    """Whether a listed preparation is offered whose instrument has limits of the drug that was named: these decide then."""
    limits = store.limits.get(entry.instrument, ())
    own = [
        limit
        for limit in limits
        if not set(contents.drugs).isdisjoint(limit.substances)
        or (EVERY in limit.substances and set(limit.needs) <= set(contents.said))
    ]
    return bool(own) and not any(_untold(limit, contents, own) for limit in own)


def _speaking(entry: Entry, drug: Drug, store: Store) -> list[Limit]:
    """The limits that speak of an entry and ask for what can be told."""
    own = [
        limit
        for limit in store.limits.get(entry.instrument, ())
        if entry.list in limit.lists
        and (entry.covers in limit.substances or EVERY in limit.substances)
        and may_bind(limit.period, drug.on)
    ]
    if _only_remarked(drug.contents):
        own = [limit for limit in own if not set(limit.needs).isdisjoint(drug.contents.said)]
    return [limit for limit in own if not _untold(limit, drug.contents, own)]


def _only_remarked(contents: Contents) -> bool:
    """Whether no more is told of goods than a remark on them: "cocaine, unapproved" is no preparation by that."""
    said = bool(contents.said) and set(contents.said) <= _REMARKS
    return said and not (contents.form or contents.strength or contents.others or contents.medicine)


def _untold(limit: Limit, contents: Contents, own: list[Limit]) -> bool:
    """Whether a limit is of no account to a product under its own name, which tells neither strength nor form.

    Such are limits of the form alone, those that no dosage unit keeps (``own``: all of the drug), and those within which
    the list binds at a border all the same.
    """
    if not contents.brand:
        return False
    if not limit.shares:
        return bool(limit.forms) and not contents.form
    return bool(limit.border) or all(most.unit is None for one in own for most in one.contents)


def _when(limit: Limit, on: date) -> str:
    """What is open of a limit's days on a day on which it may bind: its beginning, or its end where it surely had begun."""
    ends = limit.period.ends
    if ends is not None and limit.period.surely_from <= on:
        return f"until when {limit.clause} had this limit ({ends.words})"
    return f"since when {limit.clause} has this limit ({limit.period.since.words})"


def _spoken(limit: Limit, store: Store, on: date) -> Entry | None:
    """The entry of the preparation in the limit's instrument on a day; of the drug itself, that on another list."""
    listed = store.listings(limit.preparation) if limit.preparation else ()
    lists = limit.lists if limit.preparation in limit.substances else ()
    found = [
        entry
        for entry in listed
        if entry.instrument == limit.instrument and entry.list not in lists and may_bind(entry.period, on)
    ]
    return found[0] if found else None


def _words(limit: Limit, drug: Drug) -> str:
    strength = drug.contents.strength
    return f"{strength.text} keeps" if strength and limit.shares else "a preparation"
