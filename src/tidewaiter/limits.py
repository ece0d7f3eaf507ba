"""Whether a preparation keeps within what a list leaves out: strength, form and ingredients against the limits of the law.

One rule for everybody who asks. Facts that satisfy a limit put the preparation under its own entry, or under none, in
place of the drug's; facts that exceed it leave the drug's; facts that are missing are named, and the answer is that it
cannot be told. The limits stand in ``preparations.csv`` of their instruments, the strictest first: the first that is
satisfied decides. No I/O and no clock.

Longer than 500 lines: a condition of the law is one function of a few lines in one table, and all of them read the same helpers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from math import inf

from tidewaiter.dates import Period
from tidewaiter.lawbook.contents import (
    EXACT,
    LESS_THAN,
    Span,
    Strength,
    content_of,
    keeps_within,
    purity_of,
    reaches,
)
from tidewaiter.lawbook.records import ASKED, COUNTS, EVERY, Entry, Limit
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.strength import DIVIDED, PURE, Contents, Ingredient

# grams: a tablet or capsule weighs no more, so that its content is at least that of one of two grams
HEAVIEST = 2.0
# what of an amount is base where no salt is named: labels name the base and weigh the salt, of which none weighs more
NAMED_ALONE = 0.59  # than 1.7 times its base (the napsylate of dextropropoxyphene); of some drugs a table knows the heaviest
OF_A_PLANT = 1.0  # per cent: so much of its drug hemp (by the laws that go furthest), coca leaf and poppy straw hold at most
WATER = 0.85  # what a salt drawn without its water of crystallisation weighs of it (morphine sulfate pentahydrate 0.88)
SINGLE = "single-preparations"  # the extension of lists that take in preparations of one drug alone
ALL_LISTED = "whether a preparation of listed drugs alone counts (the list takes in single-drug preparations)"
COMPOUND = "the list takes in single-drug preparations, and of compound ones those alone that a row names"

# needs of limits whose questions stand in place of their entry's: once they are kept, and in any case
SETTLES, DECIDES = "settles", "decides"
_Answer = tuple[bool | None, str]  # holds, does not, cannot be told; with the fact that is missing


class Drug(NamedTuple):
    """A drug in a preparation, as one of its listings meets it."""

    contents: Contents
    on: date
    crosses: bool  # whether it crosses a border of the territory


class Told(NamedTuple):
    """A listing that binds a preparation, or may."""

    entry: Entry
    missing: tuple[str, ...]  # empty: it binds
    because: str
    answered: bool  # whether what is missing stands in place of what the drug's entry is in doubt about


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
        holds, facts = _kept(limit, drug, store)
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
    return [Told(one, open_, because, answered) for one, because in outcomes.values() if one is not None]


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
        and _may_bind(limit.period, drug.on)
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
    return next((limit.clause for limit in rows if _kept(limit, drug, store)[0]), entry.clause)


def exempt(entry: Entry, drug: Drug, store: Store) -> bool | None:
    """Whether an entry binds a preparation by its rules on borders alone; None: that cannot be told."""
    found = [(limit, _kept(limit, drug, store)[0]) for limit in _speaking(entry, drug, store) if limit.border]
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
    stands there, and whether that is then no single drug's preparation either cannot be told.
    """
    if SINGLE not in entry.extensions:
        return False
    if contents.others and all(_listed(one, entry.instrument, None, store) for one in contents.others):
        return None
    return bool(contents.others) or contents.compound


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
        and _may_bind(limit.period, drug.on)
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


def _may_bind(period: Period, on: date) -> bool:
    return on in period or period.open_on(on)


def _spoken(limit: Limit, store: Store, on: date) -> Entry | None:
    """The entry of the preparation in the limit's instrument on a day; of the drug itself, that on another list."""
    listed = store.listings(limit.preparation) if limit.preparation else ()
    lists = limit.lists if limit.preparation in limit.substances else ()
    found = [
        entry
        for entry in listed
        if entry.instrument == limit.instrument and entry.list not in lists and _may_bind(entry.period, on)
    ]
    return found[0] if found else None


def _words(limit: Limit, drug: Drug) -> str:
    strength = drug.contents.strength
    return f"{strength.text} keeps" if strength and limit.shares else "a preparation"


# one limit -------------------------------------------------------------------------------------------------


def _kept(limit: Limit, drug: Drug, store: Store) -> tuple[bool | None, list[str]]:
    """Whether a preparation keeps within a limit: all conditions together, with the facts that are missing."""
    answers = list(_conditions(limit, drug, store))
    if any(holds is False for holds, _ in answers):
        return False, []
    missing = [fact for holds, fact in answers if holds is None]
    return (None if missing else True), missing


def _conditions(limit: Limit, drug: Drug, store: Store) -> Iterator[_Answer]:
    contents = drug.contents
    if limit.forms:
        yield _put_up(limit, contents)
    if limit.shares:
        yield _amount(limit, drug)
    if limit.pack:
        yield _packed(limit, contents)
    for need in limit.needs:
        yield _NEEDS[need](limit, drug, store) if need in _NEEDS else _said(limit, need, drug, store)
    for name, least in limit.ingredients:
        yield _ingredient(name, least, contents)


def _put_up(limit: Limit, contents: Contents) -> _Answer:
    if contents.form:
        return contents.form in limit.forms, ""
    if "solid" in limit.forms and _paired(contents):
        return True, ""  # "100 mg / 650 mg"
    if limit.forms == ("injection",) and not contents.medicine and not contents.brand:
        return False, ""  # 1 % of a thing that nothing says is a medicine
    return None, f"dosage form ({limit.clause})"


def _amount(limit: Limit, drug: Drug) -> _Answer:
    """Whether the drug's strength keeps within any of the amounts: of a unit, where the preparation is divided."""
    form, strength = drug.contents.form, drug.contents.strength
    divided = form in DIVIDED or (not form and _paired(drug.contents))
    constituent = limit.counted.removesuffix(ASKED)
    if constituent not in _OF_THE_DRUG:  # the THC of a plant: a limit that is of account where it is told
        return _amount_of_a_part(limit, constituent, drug.contents)
    if "together" in limit.counted.split():
        strength = _together(limit, drug.contents)
    most = f"{'' if limit.shares[0].startswith(LESS_THAN) else 'at most '}{' or '.join(limit.shares)}"
    fact = f"strength ({limit.clause}: {most}{', as base' if 'base' in limit.counted.split() else ''})"
    units = [most.unit for most in limit.contents if most.unit is not None]
    hundreds = [most.hundred for most in limit.contents if most.hundred is not None]
    if strength is None:
        fits = units if divided else hundreds if form == "liquid" else (*units, *hundreds)
        return (None if fits or divided else False), fact
    counts = _counted(strength, limit, drug.contents)
    if divided:
        if units:
            return keeps_within(strength.unit, counts, max(units)), fact
        if strength.hundred is not None:
            return keeps_within(strength.hundred, counts, max(hundreds)), fact
        lightest = None if strength.unit is None else strength.unit * 100 / HEAVIEST
        return keeps_within(lightest, (counts[0], inf), max(hundreds)), fact
    answers = [
        keeps_within(strength.hundred, counts, most)
        for most in hundreds
        if form or strength.hundred is not None
    ]
    if form != "liquid" and units and (form or strength.unit is not None):
        answers.append(keeps_within(strength.unit, counts, max(units)))
    if any(answers):
        return (True if form or strength.hundred is not None else None), f"dosage form ({limit.clause})"
    return (None if None in answers or (hundreds and not answers) else False), fact


def _amount_of_a_part(limit: Limit, constituent: str, contents: Contents) -> _Answer:
    """Whether a constituent keeps within a limit; what keeps within it as a whole keeps within it in each part."""
    asks, most = limit.counted.endswith(ASKED), limit.contents[0].hundred or 0.0
    part = next((one.strength for one in contents.others if one.substance == constituent), None)
    fact = f"strength of {constituent} ({limit.clause}: at most {' or '.join(limit.shares)})"
    if part is not None:
        return keeps_within(part.hundred, part.between, most), fact
    whole = contents.strength
    if not asks or (whole and keeps_within(whole.hundred, whole.between, most)):
        return asks, ""
    return None, fact


def _packed(limit: Limit, contents: Contents) -> _Answer:
    """Whether a pack holds at most so much of the drug, or of the constituent that the limit counts."""
    constituent = limit.counted.removesuffix(ASKED)
    of_parts = (one.packed for one in contents.others if one.substance == constituent)
    told = contents.packed if constituent in _OF_THE_DRUG else next(of_parts, contents.packed)
    fact = f"whether a pack holds at most {limit.pack} ({limit.clause})"
    return keeps_within(told, EXACT, content_of(f"{limit.pack}/unit").unit or 0.0), fact


def _together(limit: Limit, contents: Contents) -> Strength | None:
    """How strong a preparation is by all that the limit names in it; None where one of them has neither share nor unit that all have."""
    every = [
        contents.strength,
        *(one.strength for one in contents.others if one.substance in limit.substances),
    ]
    told = [one for one in every if one is not None]
    if len(told) < len(every):
        return None
    if len(told) == 1:
        return told[0]
    sums: dict[str, float] = {}
    ends: tuple[float, float] = EXACT
    for of in ("unit", "hundred"):
        known = [(amount, one.between) for one in told if (amount := getattr(one, of)) is not None]
        if len(known) == len(told):
            sums[of] = sum(amount for amount, _ in known)
            low, high = (
                sum(amount * between[end] for amount, between in known) / (sums[of] or 1.0) for end in (0, 1)
            )
            ends = (low, high)
    return Strength(sums.get("unit"), sums.get("hundred"), "the sum", ends) if sums else None


def _paired(contents: Contents) -> bool:
    """Whether amounts of two ingredients stand beside each other ("5 mg / 325 mg"): so only a dosage unit is told."""
    return any(one.strength is not None and one.strength.unit is not None for one in contents.others)


def _counted(strength: Strength, limit: Limit, contents: Contents) -> Span:
    """Between which multiples of the figure told what counts of an amount lies: by its bound, and as free base."""
    low, high = strength.between
    if "base" not in limit.counted.split() or contents.based:
        return low, high
    if not contents.salt and strength.upward:  # "more than 100 mg of codeine" is told of the drug itself
        return low, high
    from tidewaiter.substance.amounts.weight import base_share, heaviest_salt  # few limits count so

    share = base_share(contents.salt) if contents.salt else None
    least = min(heaviest_salt(one) or NAMED_ALONE for one in limit.substances)
    if share is None:
        return low * least, high
    return low * (1.0 if share == 1.0 else max(share * WATER, min(share, least))), high * share


def _listed(one: Ingredient, instrument: str, on: date | None, store: Store) -> bool:
    """Whether an ingredient stands on a list of an instrument, on a day or ever."""
    entries: Iterable[Entry] = store.listings(one.substance) if one.substance else ()
    return any(
        entry.instrument == instrument and (on is None or _may_bind(entry.period, on)) for entry in entries
    )


def _other(limit: Limit, drug: Drug, _: Store) -> _Answer:
    told = drug.contents
    made_up = told.form or told.others or told.strength or told.brand
    return (True if made_up else None), f"what else is in it ({limit.clause})"


def _active(limit: Limit, drug: Drug, store: Store) -> _Answer:
    if "compound" in drug.contents.said or any(
        not _listed(one, limit.instrument, drug.on, store) for one in drug.contents.others
    ):
        return True, ""
    divided = drug.contents.form not in ("", "liquid")  # cough syrups go by their narcotic
    single = drug.contents.whole and (divided or drug.contents.brand)
    return (False if single else None), f"what other active ingredient is in it ({limit.clause})"


def _alone(limit: Limit, drug: Drug, store: Store) -> _Answer:
    if any(_listed(one, limit.instrument, drug.on, store) for one in drug.contents.others):
        return False, ""
    return _whole(limit, drug, store)


def _sole(limit: Limit, drug: Drug, store: Store) -> _Answer:
    known, why = _whole(limit, drug, store)
    return (None if drug.contents.others else known), why


def _whole(limit: Limit, drug: Drug, _: Store) -> _Answer:
    return (True if drug.contents.whole else None), f"what else is in it ({limit.clause})"


def _unlisted(limit: Limit, drug: Drug, store: Store) -> _Answer:
    """Whether no other substance of the territory's lists is in it, of whatever instrument."""
    place = store.instruments[limit.instrument].territory
    held = (entry for one in drug.contents.others if one.substance for entry in store.listings(one.substance))
    if any(store.instruments[e.instrument].territory == place and _may_bind(e.period, drug.on) for e in held):
        return False, ""
    return _whole(limit, drug, store)


def _medicine(limit: Limit, drug: Drug, _: Store) -> _Answer:
    return (True if drug.contents.medicine else None), f"whether it is a medicine ({limit.clause})"


def _prolonged(limit: Limit, drug: Drug, _: Store) -> _Answer:
    return (
        True if drug.contents.prolonged else None
    ), f"whether it releases the drug slowly ({limit.clause})"


def _said(limit: Limit, need: str, drug: Drug, store: Store) -> _Answer:
    """Whether the goods are said to be such; what is not said of a medicine is asked where ``_ASKED`` has a question.

    An approval counts where the territory is named or none is.
    """
    if need in _OF_A_NAME and not _its_product(drug.contents):
        return False, ""  # a product's name beside other goods frees none of them
    if _UNDONE_BY.get(need, f"un{need}") in drug.contents.said:
        return False, ""
    here = f"{need} {store.instruments[limit.instrument].territory}"
    if {need, here}.intersection(drug.contents.said):
        return True, ""
    asked = _ASKED.get(need) if drug.contents.medicine else None
    return (None, f"{asked} ({limit.clause})") if asked else (False, "")


def _its_product(contents: Contents) -> bool:
    """Whether a product's own name is told of the drug: alone, or with the strength that it has and nothing else."""
    return contents.brand or (contents.strength is not None and not contents.others)


# told by the name alone under which goods are sold
_OF_A_NAME = frozenset({"excluded-product", "implant-brand"})
_SETTLED = {
    "fine-grained": "particle size (less than 200 µm)",
    "undiluted": "how strong it is: above ",
    "viable": "whether the seed was made unable to grow",
    "drops": "whether it is to be taken by drops",
    "lyophilisate": "whether it is a lyophilisate",
    "drops-or-syrup": "whether it is a syrup or to be taken by drops",
}
_UNDONE_BY = {
    "animal-implant": "unapproved",
    "coarse-grained": "fine-grained",
    "no-powder": "fine-grained",
}  # what says that goods are not such, where "un..." does not
_OF_THE_DRUG = COUNTS | {""}
# what is said of goods that makes no preparation of them
_REMARKS = frozenset(
    {
        "unapproved",
        "undiluted",
        "viable",
        "not-for-intoxication",
        "fine-grained",
        "coarse-grained",
        "no-powder",
        "alloy",
        "ceramic",
        "glass",
        "gas-generator",
        "fertilizer",
        "seasoning",
        "consumer-product",
        "growing",
        "living-plant",
        "other-flavours",
    }
)
_ASKED = {
    "approved": "whether it is approved to be sold as a medicine",
    "sesame-oil": "whether it is dissolved in sesame oil",
}
_NEEDS = {
    **dict.fromkeys((SETTLES, DECIDES), lambda *_: (True, "")),  # no conditions of the goods
    "other": _other,
    "active": _active,
    "alone": _alone,
    "sole": _sole,
    "whole": _whole,
    "unlisted": _unlisted,
    "medicine": _medicine,
    "prolonged": _prolonged,
}


def _ingredient(name: str, least: str, contents: Contents) -> _Answer:
    """Whether an ingredient is in the preparation, with the least of it: a share of the drug, or an amount a unit."""
    held = next((one for one in contents.others if name in one.name.casefold()), None)
    if held is None:
        alone = contents.whole and contents.strength and not contents.others
        return (False if alone else None), f"whether {name} is in it"
    if not least:
        return True, ""
    fact = f"how much {name} is in it (at least {least})"
    needed = content_of(least)
    if held.strength and needed.unit is not None:
        return reaches(held.strength.unit, held.strength.between, needed.unit), fact
    return reaches(*_share(held.strength, contents.strength), needed.hundred or 0.0), fact


def _share(part: Strength | None, whole: Strength | None) -> tuple[float | None, Span]:
    """How much there is of one thing to a hundred of another, and within what bounds."""
    if part is None or whole is None:
        return None, EXACT
    low, high = whole.between
    between = part.between[0] / high, part.between[1] / low if low else inf
    if part.unit is not None and whole.unit:
        return part.unit * 100 / whole.unit, between
    if part.hundred is None or not whole.hundred:
        return None, between
    return part.hundred * 100 / whole.hundred, between
