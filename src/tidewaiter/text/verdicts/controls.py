"""Statements on lists put to the lawbook: controls, removals, numbers of additions, states that follow a treaty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tidewaiter.text.statements.claims import Claim, What
from tidewaiter.text.statements.days import Window
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.finding import (
    ANNOUNCED,
    CONFIRMED,
    CONTRADICTED,
    DIFFERS,
    OUTSIDE,
    Finding,
    asked,
)
from tidewaiter.text.verdicts.lists import Act, Listing, Lists, acts, same_list

_RECENT = 400  # days: how far back a number without a period is looked for


def judge_control(claim: Claim, on: date, lists: Lists) -> Finding:
    """A state is said to control a substance, a class, a group, or to announce it."""
    window, what = claim.window(on), claim.what[0]
    question = asked(
        claim, window, on, "control", jurisdiction=claim.actor, what=what.text, id=what.id, kind=what.kind,
        number=claim.number, list=claim.more[0] if claim.more else "",
    )  # fmt: skip
    if len(claim.more) > 2 and claim.more[1]:
        return Finding(question, OUTSIDE, answer=f"{claim.more[1]} is not in the lawbook")
    if (
        claim.more
        and claim.more[0]
        and lists.covers(claim.actor, on)
        and not lists.named(claim.actor, on, claim.more[0])
    ):
        return Finding(question, OUTSIDE, answer=f"no list {claim.more[0]} of {claim.actor} is held")
    listings = lists.of(what, claim.actor, on)
    if "class" in f"{what.text} {claim.more[-1] if claim.more else ''}".lower() and any(
        x.entry.class_id for x in listings
    ):
        listings = [x for x in listings if x.entry.class_id]
    if (claim.number or 0) > 1 and listings and all(x.entry.class_id for x in listings):
        return Finding(question, OUTSIDE, answer="held as a class: how many were named is not known")
    known = [act for act in acts(listings) if act.known <= on or _day_ahead(act, window, on)]
    if window is not None and claim.more and claim.more[0]:
        moved = [
            a
            for a in acts(lists.on_list(what, claim.actor, on, claim.more[0]))
            if a.known <= on and a.within(window)
        ]
        known = moved or known
    if not known:
        return _nothing(question, claim, listings, on, lists)
    if claim.negated:
        return _denied(question, known, on)
    if not any(x.until is None or x.until > on for act in known for x in act.listings) and claim.still:
        return _found(question, CONTRADICTED, known[-1], on).noted(f"no longer listed on {on}")
    act, differs = _choose(claim, window, known, on)
    if differs and claim.number is not None and (window is None or act.within(window)):
        differs = _by_whole_act(claim, act, differs, lists)
    verdict = OUTSIDE if differs.startswith(_OPEN) else DIFFERS if differs else _state(act, on)
    finding = _found(question, verdict, act, on).noted(differs)
    if differs and what.kind == "substance":
        finding = finding.noted(_class_beside(what, claim, window, on, lists))
    if not differs and claim.number is None and len(act.listings) > 1:
        finding = finding.noted(f"{len(act.listings)} by this act")
    other = _list_named(claim, act, lists)
    if other and finding.verdict == CONFIRMED:
        finding = finding._replace(verdict=DIFFERS)
    return finding.noted(other)


def _day_ahead(act: Act, window: Window | None, on: date) -> bool:
    """Whether a text that names the very day ahead knew of an act whose day of announcement the lawbook does not hold."""
    return act.announced is None and window is not None and window.first == window.last == act.since.day > on


def _state(act: Act, on: date) -> str:
    return ANNOUNCED if act.since.day > on else CONFIRMED


def _choose(claim: Claim, window: Window | None, known: list[Act], on: date) -> tuple[Act, str]:
    """The act that a claim means, and in what the law differs from it ("" where it does not). What the lawbook leaves
    open begins with ``_OPEN``."""
    if window is None and claim.modality == "announced":  # what will be, or was just decided
        known = [act for act in known if act.since.day > on] or known
    counted = [act for act in known if claim.number is None or len(act.listings) == claim.number]
    in_days = [act for act in known if window is None or act.within(window)]
    if window is not None and claim.modality == "announced":
        in_days += [act for act in known if act.announced is None and act.since.day > on]
    both = [act for act in in_days if act in counted]
    if both:
        pending = [act for act in both if act.since.day > on]
        if claim.modality == "announced" and pending:
            return pending[-1], ""
        in_force = [act for act in both if act.since.day <= on]
        return (in_force or both)[-1] if claim.number is None else both[-1], ""
    if window is not None:
        left = _left_open(claim, known, window)
        if left is not None:
            return left
    if in_days:
        act = in_days[-1]
        total = sum(len(a.listings) for a in in_days)
        if claim.number is not None and total == claim.number:
            return act, ""
        numbers = " and ".join(str(len(a.listings)) for a in in_days[-3:])
        return act, f"{claim.number} claimed, {numbers} in the lawbook"
    act = (counted or known)[-1] if counted else known[-1]
    assert window is not None
    return act, f"{window} claimed, {act.since} in the lawbook"


_OPEN = "cannot tell: "


def _left_open(claim: Claim, known: list[Act], window: Window) -> tuple[Act, str] | None:
    """What the lawbook cannot tell: a day before a bound, or when something was announced that has begun since."""
    for act in known:
        if act.since.bound == "<=" and window.last <= act.since.day and len(known) == 1:
            return act, f"{_OPEN}listed on or before {act.since.day}, how long before is not known"
        if claim.modality == "announced" and act.announced is None and act.since.day > window.last:
            return act, f"{_OPEN}in force from {act.since}, the day of its announcement is not held"
    return None


def _found(question: dict[str, Any], verdict: str, act: Act, on: date) -> Finding:
    first = act.listings[0]
    names = ", ".join(item.name for item in act.listings[:4]) + (" ..." if len(act.listings) > 4 else "")
    told = f", announced {act.announced}" if act.announced else ""
    answer = f"{names}: {first.entry.instrument}, {first.entry.list}, from {act.since}{told}"
    note = f"in force from {act.since}, after the day of the text" if act.since.day > on else ""
    return Finding(question, verdict, first.entry.id, first.entry.clause, str(act.since), answer, note)


def _nothing(
    question: dict[str, Any], claim: Claim, listings: list[Listing], on: date, lists: Lists
) -> Finding:
    places = lists.covers(claim.actor, on)
    if not places:
        return Finding(question, OUTSIDE, answer=f"no list of {claim.actor} is held")
    if listings and not claim.negated:
        act = acts(listings)[0]
        soon = act.announced is None and (act.since.day - on).days <= _RECENT
        verdict = OUTSIDE if claim.modality == "announced" or soon else CONTRADICTED
        known = "the day it was made known is not held" if soon else f"made known only on {act.known}"
        return _found(question, verdict, act, on)._replace(
            note=f"{known}, in force from {act.since}: after the day of the text"
        )
    return Finding(
        question,
        OUTSIDE,
        answer=f"no listing found in what is held of {', '.join(places)}",
        note="no proof that there is none",
    )


def _denied(question: dict[str, Any], known: list[Act], on: date) -> Finding:
    live = [
        a for a in known if a.since.day <= on and any(x.until is None or x.until > on for x in a.listings)
    ]
    if live:
        return _found(question, CONTRADICTED, live[0], on).noted("said not to be controlled")
    if known[-1].since.day > on:
        return _found(question, ANNOUNCED, known[-1], on).noted("not in force on that day, as said")
    return _found(question, CONFIRMED, known[-1], on).noted("no longer listed")


def _by_whole_act(claim: Claim, act: Act, differs: str, lists: Lists) -> str:
    """A group that is known by the endings of names may be larger than what is found: the whole act bounds it."""
    group = words().groups.get(claim.what[0].id)
    found, number = len(act.listings), claim.number or 0
    if group is None or not (group.names or group.classes) or number <= found:
        return differs
    if not group.names:
        return f"{_OPEN}held as a class; how many of it are named singly is not counted"
    day = Window(act.since.day, act.since.day)
    instrument = act.listings[0].entry.instrument
    whole = sum(
        x.entry.instrument == instrument and x.since == act.since for x in lists.added(claim.actor, day)
    )
    if number == whole:
        return ""
    return (
        f"{_OPEN}{found} of the act are known by their names, it has {whole}" if number < whole else differs
    )


def _class_beside(what: What, claim: Claim, window: Window | None, on: date, lists: Lists) -> str:
    """Where the substance was listed on another day: did its class come in the days claimed?"""
    for key, group in words().groups.items():
        if what.id in group.substances and group.classes and window is not None:
            for item in lists.of(What("group", key, key), claim.actor, on):
                if item.entry.class_id and window.holds(item.since.day):
                    return f"the class {item.entry.class_id} came in those days, on {item.since}"
    return ""


def _list_named(claim: Claim, act: Act, lists: Lists) -> str:
    named = claim.more[0] if claim.more else ""
    if not named or any(same_list(named, item.entry.list) for item in act.listings):
        return ""
    entry = act.listings[0].entry
    title = lists.store.instruments[entry.instrument].lists[entry.list].title
    return f"{named} claimed, {title} in the lawbook"


def judge_removal(claim: Claim, on: date, lists: Lists) -> Finding:
    """A state is said to have taken something off its lists."""
    window = claim.window(on)
    if not claim.what:
        return Finding(asked(claim, window, on, "removal", jurisdiction=claim.actor), OUTSIDE)
    what = claim.what[0]
    question = asked(claim, window, on, "removal", jurisdiction=claim.actor, what=what.text, id=what.id)
    listings = [x for x in lists.of(what, claim.actor, on) if x.known <= on]
    gone = [x for x in listings if x.until is not None and x.until <= on]
    live = [
        act for act in acts(x for x in listings if x.until is None or x.until > on) if act.since.day <= on
    ]
    if claim.negated:
        return (
            _found(question, CONFIRMED, live[0], on).noted("still listed, as said")
            if live
            else Finding(question, OUTSIDE)
        )
    if live and (claim.modality == "announced" or (window is not None and window.first > on)):
        ends = [x.until for act in live for x in act.listings if x.until is not None]
        told = f"still listed on {on}" + (f", until {max(ends)}" if ends else ", no removal is held")
        ahead = bool(ends) and (window is None or window.holds(max(ends)))
        return _found(question, ANNOUNCED if ahead else OUTSIDE, live[0], on).noted(told)
    if live:
        return _found(question, CONTRADICTED, live[0], on).noted(f"still listed on {on}")
    if not gone:
        return Finding(question, OUTSIDE, answer="no listing found")
    last = max(gone, key=lambda x: x.until or date.min)
    right = window is None or (last.until is not None and window.holds(last.until))
    finding = _found(question, CONFIRMED if right else DIFFERS, acts([last])[0], on)
    return finding.noted(f"off the list on {last.until}")


def judge_count(claim: Claim, on: date, lists: Lists) -> Finding:
    """A state is said to have added so many substances in some days: counted from the lawbook."""
    window = claim.window(on)
    general = not claim.what or claim.what[0].id == "new psychoactive substances"
    kinds = () if general else words().groups[claim.what[0].id].kinds
    question = asked(
        claim,
        window,
        on,
        "count",
        jurisdiction=claim.actor,
        number=claim.number,
        of=claim.what[0].text if claim.what else "substances",
    )
    places = lists.covers(claim.actor, on)
    if len(claim.more) > 2 and claim.more[1]:
        return Finding(question, OUTSIDE, answer=f"{claim.more[1]} is not in the lawbook")
    if not places:
        return Finding(question, OUTSIDE, answer=f"no list of {claim.actor} is held")
    told = window is not None
    exact = (
        window if window is not None and window.first == window.last > on else None
    )  # a day ahead that is named
    window = window or Window(on - timedelta(_RECENT), on)
    window = exact or Window(window.first, min(window.last, on))
    found = [
        item
        for place in places
        for item in lists.added(place, window, kinds)
        if item.known <= on or (exact is not None and item.entry.announced is None)
    ]
    named = claim.more[0] if claim.more else ""
    if named:
        if not lists.named(claim.actor, on, named):
            return Finding(question, OUTSIDE, answer=f"no list {named} of {claim.actor} is held")
        found = [item for item in found if same_list(named, item.entry.list)]
    by_list: dict[str, int] = {}
    for item in found:
        by_list[item.entry.instrument] = by_list.get(item.entry.instrument, 0) + 1
    parts = ", ".join(f"{number} in {key}" for key, number in sorted(by_list.items()))
    by_act = acts(found)
    sizes = _sizes(by_act)
    if told:
        sizes |= {len(found), *by_list.values(), *_sums(list(by_list.values()))}
    elif claim.also:
        sizes = (
            set()
        )  # five of one kind and one of another: told without a day, only the whole says something
    both = (claim.number or 0) + sum(claim.also)
    together = [
        act
        for act in by_act
        if claim.also and sum(len(a.listings) for a in by_act if a.known == act.known) == both
    ]
    right = claim.number in sizes or bool(together)
    if not found or not (told or right):
        return Finding(
            question,
            OUTSIDE,
            answer="no such addition found in these days",
            note="no proof that there was none",
        )
    fits = together or [act for act in by_act if claim.number in _sizes([act])]
    act = fits[-1] if fits else max(by_act, key=lambda a: len(a.listings))
    finding = _found(question, _state(act, on) if right else DIFFERS, act, on)
    answer = f"{len(found)} counted from {window.first} to {window.last}: {parts}"
    detail = "; ".join(f"{len(act.listings)} from {act.since}" for act in by_act)
    return finding._replace(
        answer=answer, note=detail if right else f"{claim.number} claimed, {len(found)} counted ({detail})"
    )


def _sizes(found: list[Act]) -> set[int]:
    """How many things each act listed: with the classes among them, and without."""
    return {
        n for act in found for n in (len(act.listings), sum(not item.entry.class_id for item in act.listings))
    }


def _sums(numbers: list[int]) -> set[int]:
    return {a + b for place, a in enumerate(numbers) for b in numbers[place + 1 :]}


def judge_follow(claim: Claim, on: date, lists: Lists) -> Finding:
    """A state is said to follow, or to have to follow, a treaty: which of its listings carry out a decision?"""
    what = claim.what[0]
    question = asked(
        claim,
        None,
        on,
        "follow",
        jurisdiction=claim.actor,
        treaty="UN",
        what=what.text,
        id=what.id,
        number=claim.number,
    )
    own = [act for act in acts(lists.of(what, claim.actor, on)) if act.known <= on]
    treaty = (
        [item for item in lists.of(what, "UN", on) if item.since.day <= on] if "UN" in lists._entries else []
    )
    bound = {item.entry.covers: item for item in treaty}
    carried = [
        a
        for a in own
        if any(x.entry.covers in bound for x in a.listings)
        and (claim.number is None or len(a.listings) == claim.number)
    ]
    if not carried:
        return Finding(question, OUTSIDE, answer="no listing that follows a treaty's was found")
    act = carried[-1]
    finding = _found(question, _state(act, on), act, on)
    one = next(x for x in act.listings if x.entry.covers in bound)
    first = bound[one.entry.covers]
    days = (act.since.day - first.since.day).days
    return finding.noted(
        f"{first.entry.instrument} {first.entry.list} since {first.since}, {claim.actor} {days:+d} days"
    )


_PAPERS = ("licence", "permit", "authorisation", "notification", "declaration")


def judge_licence(claim: Claim, on: date, lists: Lists) -> Finding:
    """A state is said to ask for a paper where listed goods leave or enter, perhaps to certain states."""
    window = claim.window(on)
    question = asked(
        claim, window, on, "licence", jurisdiction=claim.actor, direction=claim.more[0], to=list(claim.origins),
        what=claim.what[0].text if claim.what else "",
    )  # fmt: skip
    places = lists.covers(claim.actor, on)
    if not places:
        return Finding(question, OUTSIDE, answer=f"no list of {claim.actor} is held")
    found = []
    for key, instrument in lists.store.instruments.items():
        for measure in lists.store.measures_of(key) if instrument.territory in places else ():
            ends = {*measure.destination, *measure.origin}
            if (
                measure.effect in _PAPERS
                and measure.direction in (claim.more[0], "both")
                and set(claim.origins) <= (ends or set(claim.origins))
            ):
                found.append(measure)
    found = [m for m in found if m.period.since.day <= on and (m.period.until is None or m.period.until > on)]
    if not found:
        return Finding(question, OUTSIDE, answer="no such obligation is held")
    best = max(
        found,
        key=lambda m: (
            bool(claim.origins) and bool(m.destination or m.origin),
            window is not None and window.holds(m.period.since.day),
            m.effect == "licence",
        ),
    )
    right = window is None or window.holds(best.period.since.day) or not best.period.since.exact
    answer = f"{best.title}: {best.effect}, from {best.period.since} ({best.source.cite[:80]})"
    note = "" if right else f"{window} claimed, from {best.period.since} in the lawbook"
    return Finding(
        question, CONFIRMED if right else DIFFERS, best.id, best.clause, str(best.period.since), answer, note
    )
