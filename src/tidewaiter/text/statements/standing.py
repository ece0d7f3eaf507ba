"""Claims about all duties on one ground: they stand, began, rest, were ended; a court held that the law allows none."""

from __future__ import annotations

import re

from tidewaiter.text.statements import act_claims, grounds
from tidewaiter.text.statements.claims import Claim, Read, What
from tidewaiter.text.statements.entities import find_entities, goods_of
from tidewaiter.text.statements.modality import asks
from tidewaiter.text.statements.roles import STILL, Told
from tidewaiter.text.statements.words import patterns, words

_P = patterns("standing")
_PLAIN = patterns("told")["plain"]
_PART = re.compile(r"[,;:.，；。：(（|]")


def standing(read: Read, told: Told) -> list[Claim]:
    """A claim for each ground of duties that a sentence names; where what is said of them is not understood, without a step."""
    s, cues = read.sentence, words().cues
    named = grounds.all_in(s.text)
    if not named or asks(s.text):
        return []
    states = [e.id for e in read.found if e.kind == "state"]
    actor = words().duty_states.get(named[0]) or (states or [told.actor])[0]
    base = Claim("process", s.start, s.end, s.number, actor=actor, authority=named[0])
    step, court = _step(s.text), _P["court"].search(s.text) is not None
    unsure = any(cues[key].search(s.text) for key in ("opinion", "proposed", "future", "planned"))
    lower = not court and _P["lower_court"].search(s.text)
    if step is None or lower or (unsure and not court):
        return [base]
    way, (start, end) = step
    base = base._replace(
        way=way,
        act=s.text[: act_claims.MOST],
        origins=tuple(dict.fromkeys(one for one in states if one != actor)),
        phrase=next(iter(read.days), None),
        told=tuple(told.days[-1:]),
        still=way == "in_force" and STILL.search(s.text) is not None,
        made_known=court,
        negated=not court and cues["negated"].search(_P["untouched"].sub("", s.text)) is not None,
        begins=way == "in_force",
    )
    if court:  # and from when they are charged no more
        return [base, *(base._replace(phrase=day, made_known=False) for day in read.days[1:])]
    more = _more(s.text, start, end) + tuple(
        e.text for e in read.found if e.kind in ("rate", "money", "count")
    )
    others = {words().duty_states.get(one) for one in named} - {actor}
    more += tuple(m[0] for key in ("owner", "limits") if (m := _P[key].search(s.text)))
    more += tuple(s.text[day.start : day.end] for day in read.days[1:]) + tuple(map(str, others))
    base = base._replace(
        what=(What("unknown", "", ", ".join(more)),) if more else (),
        goods=tuple(one for one in goods_of(s.text) if one in words().goods),
    )
    return [base._replace(authority=one) for one in named]


def _step(text: str) -> tuple[str, tuple[int, int]] | None:
    """What is said of the duties: held void by the highest court, or a step that acts take, too."""
    if _P["court"].search(text):
        void = _P["void"].search(text)
        return ("ended", void.span()) if void and not _P["kept"].search(text) else None
    if stands := _P["stands"].search(text):
        return "in_force", stands.span()
    found = act_claims.step(text)
    known = found is not None and found.way in ("in_force", "ended", "suspended", "prolonged")
    return (found.way, found.span) if found and known else None


def _more(text: str, start: int, end: int) -> tuple[str, ...]:
    """Words between the duties and what is said of them that are none for goods, states or days: they tell which are meant."""
    before = [m.end() for m in grounds.DUTY.finditer(text) if m.end() <= start]
    behind = [m.end() for m in grounds.DUTY.finditer(text) if m.start() >= end]
    between = text[max(before) : start] if before else _PART.split(text[min(behind) :])[0] if behind else ""
    for one in (*words().duties.values(), *words().goods.values(), grounds.DUTY, _PLAIN, _P["plain"]):
        between = one.sub(" ", between)
    for e in sorted(find_entities(between), key=lambda e: -e.start):
        if e.kind == "state":
            between = between[: e.start] + " " + between[e.end :]
    rest = re.findall(r"[^\W\d_]{2,}", between)
    return tuple(word.lower() for word in rest if word.lower() not in words().any_goods)
