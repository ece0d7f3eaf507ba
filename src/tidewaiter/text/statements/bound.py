"""What a clause states beside all that a claim was bound by: while it stands unread, no verdict on the claim is sure."""

from __future__ import annotations

import re
from decimal import Decimal

from tidewaiter.text.statements.act_claims import acts_of, laws
from tidewaiter.text.statements.claims import OTHER, SPARED, Claim, Read
from tidewaiter.text.statements.entities import LET_OUT, Entity, goods_let_out
from tidewaiter.text.statements.grounds import DUTY, unknown_sections
from tidewaiter.text.statements.let_out import others_included
from tidewaiter.text.statements.list_claims import against
from tidewaiter.text.statements.roles import act_made, said_then
from tidewaiter.text.statements.triggers import DUTY_KINDS
from tidewaiter.text.statements.words import patterns, words

_P = patterns("bound")
_SPANS, _ENDS = patterns("spans"), patterns("ends")["on"]
EVERY_GOOD = _P["goods_every_duty"]
_LISTS = patterns("list_claims")
# kind of a claim -> what may be loose of it
_LOOSE: dict[str, tuple[str, ...]] = {"truce": ("rate",), "control": ("day", "end")}
_LOOSE |= dict.fromkeys(("duty", "reduction", "repeal"), ("rate", "day", "end"))
_LISTING = ("control", "removal", "count")  # kinds of claims on lists
_EXACT = ("iso", "zh", "dmy", "num", "mdy", "my", "year")  # kinds of days that a listing must account for
_READ = 2_000  # characters: no sentence of prose is longer


def beside(made: list[Claim], span: tuple[int, int], read: Read) -> tuple[tuple[str, str], ...]:
    """The words of a sentence, and the rates and states (by their codes) of a span of it, that none of the claims made of it
    holds, each behind the field of a claim that would."""
    text, of_duty = read.sentence.text[:_READ], any(one.kind in DUTY_KINDS for one in made)
    if all(one.kind == "exemption" for one in made):
        text = _P["free_why"].sub(" ", text)
    asked = {"duty": of_duty, "denied": any(one.negated for one in made), "why": False}
    keys = [key for key in _P if asked.get(key.rpartition("_")[2], True)]
    out = [(key.partition("_")[0], found[0]) for key in keys if (found := _P[key].search(text))]
    if all(one.kind == "licence" for one in made):
        out += [("deadline", span) for span in spans(text)]
        places = {one.actor for one in made}
        out += [("act", number) for number, place in laws(text).items() if place in places]
    if any(one.kind == "control" for one in made):  # "above 3 %": a limit of another law
        out += [("rate", e.text) for e in read.found if e.kind in ("rate", "share")]
    if any(one.kind in _LISTING and "act" not in {what.kind for what in one.what} for one in made):
        out += [("act", one) for one in acts_of(text)]
    if not of_duty:
        return tuple(out)
    why = [m.span() for m in _P["why"].finditer(text)]
    own = [e for e in read.found if span[0] <= e.start < span[1] and not any(a < e.start < b for a, b in why)]
    own += [e for e in _states_in(_P["including_why"], read, text) if e not in own]
    spared = _states_in(LET_OUT, read, text)
    out += [("whose", f"{SPARED}{e.id}") for e in spared]
    own = [e for e in own if e not in spared]
    held = {f"{one:f}" for claim in made for one in (claim.rate, claim.rate_from) if one is not None}
    held |= {one for claim in made for one in (claim.actor, *claim.origins)}
    held |= {"0"} if all(one.kind == "exemption" for one in made) else set()
    fields = {"rate": ("rate", "text"), "state": ("whose", "id")}
    goods = {one for claim in made for one in claim.goods}
    whose = text if len(read.of("rate")) <= 1 else text[slice(*span)]
    if any(one.kind == "duty" for one in made) and others_included(whose):  # "on steel, including wine"
        out.append(("goods", OTHER))
    out += [("ground", one) for one in unknown_sections(text[slice(*span)])]
    if any(one.kind in ("duty", "repeal") for one in made):  # "except steel"
        out += [("goods", one) for one in goods_let_out(text) if one not in goods]
    more = (
        (fields[e.kind][0], getattr(e, fields[e.kind][1]))
        for e in own
        if e.kind in fields and e.id not in held
    )
    return (*out, *more)


def with_rest(made: list[Claim], read: Read) -> list[Claim]:
    """The claims of a sentence, with the rates and days that stand in its other clauses and none of them holds."""
    held = {one for claim in made for one in (claim.rate, claim.rate_from)}
    days = {one.start for claim in made for one in (claim.phrase, claim.made) if one}
    why = [m.span() for m in _P["why"].finditer(read.sentence.text)]
    rates = (e for e in read.of("rate") if Decimal(e.id) not in held)
    own = (
        e
        for e in rates
        if any(one.kind == "truce" for one in made)
        or not DUTY.search(read.sentence.text, *read.clause(e.start))
    )  # a duty of its own
    loose = [("rate", e.text) for e in own if not any(a < e.start < b for a, b in why)]
    terms = {m.end() for m in _LISTS["term"].finditer(read.sentence.text)}  # "since", "until"
    free = [one for one in read.days if one.start not in days and one.kind != "zh_year"]
    free = [one for one in free if one is read.days[-1] or not said_then(one, read.sentence.text)]
    text = read.sentence.text
    field = {one.start: "end" if _ENDS.search(text[: one.start]) else "day" for one in free}
    loose += [(field[one.start], one.text) for one in free if one.start in terms]
    law = [
        one
        for one in free
        if one.kind in _EXACT and not _LISTS["seen"].search(read.sentence.text[: one.start])
    ]
    exact = [(field[one.start], one.text) for one in law]
    of_duty = [("made" if act_made(text, one, len(text)) else field[one.start], one.text) for one in law]
    out = []
    for one in _with_lists(made, read):
        mine = [more for more in loose if more[0] in _LOOSE.get(one.kind, ())]
        mine += (
            exact if one.kind == "control" else of_duty if one.kind in _LOOSE and one.kind != "truce" else []
        )
        out.append(one._replace(beside=(*one.beside, *(more for more in mine if more not in one.beside))))
    return out


def _with_lists(made: list[Claim], read: Read) -> list[Claim]:
    """The claims of a sentence, and those of what it tells of other states' lists ("Schedule III in the US and Class C in the UK"): the same
    things on each. A list that none of them holds, and of which whose it is is not told, stands beside them."""
    text, controls = read.sentence.text, [one for one in made if one.kind == "control" and one.list]
    if not controls or against(text):
        return made
    more: list[Claim] = []
    loose: list[str] = []
    for name in _LISTS["list_name"].finditer(text):
        told = _whose(name, read)
        whose = told or next((code for code, one in words().list_states.items() if one.match(name[0])), "")
        same = (
            one for one in made if one.list and (_within(name[0], one.list) or _within(one.list, name[0]))
        )
        if any(told in ("", one.actor) for one in same):
            continue
        before = [one for one in controls if whose not in ("", one.actor) and one.modality == "fact"]
        if before and name.start() + read.sentence.start > before[0].start:
            of_now = [one._replace(phrase=None, begins=False, way="", still=True) for one in before]
            more += [one._replace(actor=whose, list=name[0]) for one in of_now]
        else:
            loose.append(name[0])
    beside_ = tuple(("list", one) for one in loose)
    return [
        *(one._replace(beside=(*one.beside, *beside_)) if one in controls else one for one in made),
        *more,
    ]


def _within(name: str, other: str) -> bool:
    """Whether a list is named within another name: "Schedule I" is not within "Schedule II"."""
    return re.search(rf"{re.escape(name)}(?!\w)", other) is not None


def _whose(name: re.Match[str], read: Read) -> str:
    """Whose list a name is told to be, by a state right behind it ("a Class B drug in the UK") or its own words; "" where neither tells."""
    near = _LISTS["list_of"].match(read.sentence.text, name.end())
    told = next((e.id for e in read.of("state") if near and e.start == near.end()), "")
    return told or ("UN" if _LISTS["treaty"].search(name[0]) else "")


def _states_in(pattern: re.Pattern[str], read: Read, text: str) -> list[Entity]:
    """The states that a sentence names where some words stand."""
    found = [m.span() for m in pattern.finditer(text)]
    return [e for e in read.of("state") if any(a < e.start < b for a, b in found)]


def spans(text: str) -> list[str]:
    """How long after it something must be done or kept, in the words of the lawbook.

    >>> spans("sind binnen 24 Stunden zu melden"), spans("kept for two years")
    (['24 hours'], ['2 years'])
    """
    found = ((unit, m["n"].lower()) for unit, one in _SPANS.items() for m in one.finditer(text))
    return [f"{words().counts.get(number, number)} {unit}" for unit, number in found]
