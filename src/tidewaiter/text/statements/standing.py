"""Claims about all duties on one ground: they stand, began, rest, were ended; a court held that the law allows none.

The whole sentence is compared: what is left when grounds, days, states, goods and plain words are cut is not understood.
"""

from __future__ import annotations

import re

from tidewaiter.text.statements import act_claims, grounds
from tidewaiter.text.statements.claims import Claim, Read, What
from tidewaiter.text.statements.entities import goods_known
from tidewaiter.text.statements.modality import asks
from tidewaiter.text.statements.roles import STILL, Told, codes_of
from tidewaiter.text.statements.words import patterns, words

_P = patterns("standing")
VOTE = _P["vote"]
COURT = _P["trade_court"]  # one below the highest whose judgments are held
_LEFT = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:\s*%)?")
_HEAD = 40  # characters before the first clause: a heading run into the line
_STEPS = ("in_force", "ended", "suspended", "prolonged")
_BARE = ("duty", "repeal")  # kinds of claims that may tell of all duties on a ground


def standing(read: Read, told: Told) -> list[Claim]:
    """A claim for each ground of duties that a sentence names; where what is said of them is not understood, without a step."""
    s, cues = read.sentence, words().cues
    named = grounds.all_in(s.text)
    if not named or asks(s.text):
        return []
    states = codes_of(read.of("state"))
    actor = words().duty_states.get(named[0]) or (states or (told.actor,))[0]
    base = Claim("process", s.start, s.end, s.number, actor=actor, authority=named[0])
    found, named_court = _step(s.text), COURT.search(s.text) or _P["court"].search(s.text)
    told_court = _P["lower_court"].search(s.text)
    court = named_court is not None and not (told_court and not _P["lower_court"].search(named_court[0]))
    unsure = any(cues[key].search(s.text) for key in ("opinion", "proposed", "future", "planned"))
    kept = _P["untouched_by"].search(s.text)
    lower = not court and told_court and not kept
    if found is None or lower or (unsure and not court):
        return [base]
    way, spans = found
    more = _left(read, actor, spans, court, way)
    more += [str(one) for one in {words().duty_states.get(one) for one in named} - {actor}]
    denies = cues["negated"].search(_P["untouched"].sub("", _P["untouched_by"].sub("", s.text)))
    stands = kept or STILL.search(s.text) or _P["stands"].search(s.text)
    base = base._replace(
        way=way, act=s.text[: act_claims.MOST], origins=tuple(one for one in states if one != actor), phrase=next(iter(read.days), None),
        told=tuple(told.days[-1:]), still=way == "in_force" and bool(stands), made_known=court, negated=denies is not None and not court,
        begins=way == "in_force", what=(What("unknown", "", ", ".join(more)),) if more else (), goods=() if court else goods_known(s.text),
    )  # fmt: skip
    return [base] if court else _each(base, named, read)


def _each(base: Claim, named: list[str], read: Read) -> list[Claim]:
    """A claim for each ground: where each is told by its section, with the goods and states behind it."""
    text = read.sentence.text
    starts = [m.start() for m in grounds.SECTIONS.finditer(text)]
    each = [base._replace(authority=one) for one in named]
    if len(starts) != len(named):
        return each
    out = []
    for one, low, high in zip(each, starts, (*starts[1:], len(text)), strict=True):
        states = (e for e in read.of("state") if low <= e.start < high)
        out.append(one._replace(origins=codes_of(states, base.actor), goods=goods_known(text[low:high])))
    told = {x for one in out for x in (*one.origins, *one.goods)}
    return out if told == {*base.origins, *base.goods} else each


def held_before(text: str) -> int:
    """Where the clause ends by which a sentence tells first what a court held: "After the Court ruled ..., the President signed"; else 0.

    >>> held_before("After the Supreme Court held that IEEPA does not authorize tariffs, he signed it.")
    66
    """
    void = _P["void"].search(text)
    led = _P["after_court"].match(text) if text[:1].isupper() else None
    led = led or next((m for m in _P["after_court"].finditer(text) if m.start() < _HEAD), None)
    comma = text.find(",", void.end()) if void and led else -1
    return comma if comma > 0 and of_court(text[:comma]) and not of_court(text[comma:]) else 0


def unbound(claim: Claim, text: str) -> bool:
    """Whether a claim tells of no act by its number: all duties on a ground may be meant."""
    if claim.kind == "process":
        return not act_claims.numbers(claim.act)
    return (claim.kind == "power" and claim.negated) or (claim.kind == "ban" and of_court(text))


def undone(read: Read, claims: list[Claim], told: Told) -> list[Claim]:
    """Claims without a rate about duties on a ground, of which the sentence says what may undo them: a measure named only."""
    text = read.sentence.text
    bare = [c for c in claims if c.kind in _BARE and c.rate is None]
    if not bare:
        return claims
    plain = standing(read, told)[:1]
    void = _P["court"].search(text) and _P["void"].search(text)
    if plain and void and (plain[0].what or not plain[0].way or any(c.kind == "duty" for c in bare)):
        return plain  # more is told than that a court held them void
    denied = any(c.kind == "duty" and not c.negated for c in bare) and _P["denied"].search(text)
    why = [m.span() for one in words().duties.values() for m in one.finditer(text)]  # "over Russian oil"
    named = {e.id for e in read.of("state") if not any(a <= e.start < b for a, b in why)}
    lost = any(c.kind == "duty" and c.authority and named - {c.actor, *c.origins} for c in bare)
    court = of_court(text) and named - {one for c in bare for one in (c.actor, *c.origins)}
    if denied or lost or (court and not void) or _P["undone"].search(text):
        return [c._replace(way="", act="") for c in plain] or claims
    return claims


def of_court(text: str) -> bool:
    """Whether a sentence tells that a court held duties on a ground void."""
    return bool(
        (COURT.search(text) or _P["court"].search(text)) and _P["void"].search(text) and grounds.all_in(text)
    )


def _step(text: str) -> tuple[str, list[tuple[int, int]]] | None:
    """What is said of the duties, and its words: held void by a court, or a step that acts take, too."""
    if court := COURT.search(text) or _P["court"].search(text):
        void = _P["void"].search(text)
        return ("ended", [court.span(), void.span()]) if void else None
    if untouched := _P["untouched_by"].search(text):
        return "in_force", [untouched.span()]
    if stands := _P["stands"].search(text):
        low, high = stands.span("between") if stands["between"] else (stands.end(), stands.end())
        return "in_force", [(stands.start(), low), (high, stands.end())]
    if put := _P["put_on"].search(text):
        return "in_force", [put.span()]
    found = act_claims.step(text)
    return (found.way, [found.span]) if found and found.way in _STEPS else None


def _left(read: Read, actor: str, spans: list[tuple[int, int]], court: bool, way: str) -> list[str]:
    """Words that are left when all that is compared is cut: they tell something that is not understood."""
    text = read.sentence.text
    states = _states_left(read, actor)
    if court:
        text = next((one for one in re.split("[;；]", text)[::-1] if _P["void"].search(one)), text)
        first, *others = grounds.all_in(text) or [""]
        held_of = (one for one in others if one.split("_")[0] != first.split("_")[0])
        no_duty = [] if grounds.DUTY.search(text) else ["no duty"]
        days = [day for day in read.days if day.kind not in ("unit", "month")]
        found = [m[0] for m in _P["court_more"].finditer(text) if m[0] != "May"]
        found = [one for one in found if not (COURT.search(text) and VOTE.match(one))]
        found += [
            m[0] for m in _P["court"].finditer(text) if COURT.search(text) and "upreme" in m[0]
        ]  # two courts
        return [*states, *held_of, *no_duty, *found, *(day.text for day in days[1:])]
    spans = [*spans, *((day.start, day.end) for day in read.days[:1])]
    for e in read.of("state"):
        if e.text not in states:
            own = _P["whose"].match(text, e.end) if e.id == actor else None  # "the President's"
            spans.append((e.start, own.end() if own else e.end))
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    left = [] if grounds.DUTY.search(text) or grounds.SECTIONS.search(text) else ["no duty"]
    text = grounds.SECTIONS.sub(_unknown, text)
    done = _P["begun"] if way == "in_force" else _P["done"]
    known = (*words().goods.values(), *words().duties.values(), grounds.LAW, grounds.DUTY)
    for one in (_P["aims"], *known, _P["untouched"], done, _P["plain"]):
        text = one.sub(" ", text)
    return [*left, *dict.fromkeys(m[0].lower() for m in _LEFT.finditer(text))]


def _unknown(sections: re.Match[str]) -> str:
    """The numbers of sections that are no ground of duties."""
    known = [one for one in re.findall(r"\d{3}", sections[0]) if not grounds.all_in(f"section {one} duty")]
    return " ".join(known)


def _states_left(read: Read, actor: str) -> set[str]:
    """States of a sentence that are neither the one that charges the duties nor told as the one on whose goods they fall."""
    text, left = read.sentence.text, set()
    for e in read.of("state"):
        charged = _P["charged"].search(text[: e.start]) or _P["its_goods"].match(text[e.end :])
        if bool(charged) is (e.id == actor) and not grounds.LAW.search(e.text):
            left.add(e.text)
    return left
