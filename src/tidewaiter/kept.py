"""Whether a preparation keeps within one limit of the law: a condition of the law is one function of a few lines in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from math import inf

from tidewaiter.dates import Period
from tidewaiter.lawbook.contents import EXACT, LESS_THAN, Span, Strength, content_of, keeps_within, reaches
from tidewaiter.lawbook.records import ASKED, COUNTS, Entry, Limit
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.preparation import DIVIDED, Contents, Ingredient

# grams: a tablet or capsule weighs no more, so that its content is at least that of one of two grams
HEAVIEST = 2.0
# what of an amount is base where no salt is named: labels name the base and weigh the salt, of which none weighs more
NAMED_ALONE = 0.59  # than 1.7 times its base (the napsylate of dextropropoxyphene); of some drugs a table knows the heaviest
WATER = 0.85  # what a salt drawn without its water of crystallisation weighs of it (morphine sulfate pentahydrate 0.88)
# needs of limits whose questions stand in place of their entry's: once they are kept, and in any case
SETTLES, DECIDES = "settles", "decides"
_Answer = tuple[bool | None, str]  # holds, does not, cannot be told; with the fact that is missing


class Drug(NamedTuple):
    """A drug in a preparation, as one of its listings meets it."""

    contents: Contents
    on: date
    crosses: bool  # whether it crosses a border of the territory


def may_bind(period: Period, on: date) -> bool:
    """Whether a period may hold a day."""
    return on in period or period.open_on(on)


def kept(limit: Limit, drug: Drug, store: Store) -> tuple[bool | None, list[str]]:
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
    if constituent not in OF_THE_DRUG:  # the THC of a plant: a limit that is of account where it is told
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
    told = contents.packed if constituent in OF_THE_DRUG else next(of_parts, contents.packed)
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


def listed(one: Ingredient, instrument: str, on: date | None, store: Store) -> bool:
    """Whether an ingredient stands on a list of an instrument, on a day or ever."""
    entries: Iterable[Entry] = store.listings(one.substance) if one.substance else ()
    return any(
        entry.instrument == instrument and (on is None or may_bind(entry.period, on)) for entry in entries
    )


def _other(limit: Limit, drug: Drug, _: Store) -> _Answer:
    told = drug.contents
    made_up = told.form or told.others or told.strength or told.brand
    return (True if made_up else None), f"what else is in it ({limit.clause})"


def _active(limit: Limit, drug: Drug, store: Store) -> _Answer:
    if "compound" in drug.contents.said or any(
        not listed(one, limit.instrument, drug.on, store) for one in drug.contents.others
    ):
        several = not (drug.contents.together or "compound" in drug.contents.said)
        return (None, f"whether what is named is one preparation ({limit.clause})") if several else (True, "")
    divided = drug.contents.form not in ("", "liquid")  # cough syrups go by their narcotic
    single = drug.contents.whole and (divided or drug.contents.brand)
    return (False if single else None), f"what other active ingredient is in it ({limit.clause})"


def _alone(limit: Limit, drug: Drug, store: Store) -> _Answer:
    if any(listed(one, limit.instrument, drug.on, store) for one in drug.contents.others):
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
    if any(store.instruments[e.instrument].territory == place and may_bind(e.period, drug.on) for e in held):
        return False, ""
    return _whole(limit, drug, store)


def _medicine(limit: Limit, drug: Drug, _: Store) -> _Answer:
    if "laboratory" in drug.contents.said:
        return False, ""
    return (True if drug.contents.medicine else None), f"whether it is a medicine ({limit.clause})"


def _marketed(limit: Limit, drug: Drug, store: Store) -> _Answer:
    """Whether it is told to be a medicine of the market: by its name, a house of medicines, a pharmacopoeia, a number, an approval."""
    told = drug.contents
    here = f"approved {store.instruments[limit.instrument].territory}"
    return told.brand or told.marketed or not {"marketed", "approved", here}.isdisjoint(told.said), ""


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
# what says that goods are not such, where "un..." does not
_UNDONE_BY = {"animal-implant": "unapproved", "coarse-grained": "fine-grained", "no-powder": "fine-grained"}
OF_THE_DRUG = COUNTS | {""}
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
    "marketed": _marketed,
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
