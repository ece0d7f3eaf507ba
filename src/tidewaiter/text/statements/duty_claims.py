"""Claims about duties and what states do about them: imposed, cut, exempted, answered, threatened, agreed."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import NamedTuple

from tidewaiter.text.statements import act_claims, grounds, let_out, rates
from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.days import Phrase, begins
from tidewaiter.text.statements.entities import LET_OUT, find_entities, goods_of
from tidewaiter.text.statements.modality import of_rest
from tidewaiter.text.statements.roles import STILL, Hit, Told, act_made, codes_of, same_duty
from tidewaiter.text.statements.sides import assumed_actor, sides
from tidewaiter.text.statements.words import patterns, words

_P = patterns("duty_claims")
US_ACT = _P["us_act"]
_ACT = 50  # characters behind "under" in which the number of an act stands
_CLOSE = 2  # sentences behind one that tells of an act or duty


class _Parts(NamedTuple):
    """What is told of a duty: who charges it, on whose goods, at what rate, on what ground; taken from before or not."""

    actor: str
    origins: tuple[str, ...]
    rate: Decimal | None
    ground: str
    repeated: bool = False


def duty(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A duty is imposed, stands, is raised, cut, lifted, exempted, or lowered by a truce."""
    text = read.sentence.text[clause[0] : clause[1]]
    if (made := let_out.let_out(base, read.sentence.text)) is not None:
        return made
    base, hit = _as_meant(base, hit, text, read)
    if hit.kind == "repeal" and _done_by_number(read.sentence.text, "suspended", "prolonged"):
        return []  # an act that lets duties rest is told of itself
    if _no_duty(hit, read) or _only_named(base, hit, text) or _no_rate_of_it(hit, clause, read, told):
        return []
    if _binds_again(base, hit, read, told):
        return [same_duty(base, one) for one in told.charged]
    rate, rate_from = grounds.rates_in(clause, read)
    if hit.kind == "duty" and rate == 0 and rate_from is None:  # "at a duty of 0 %": let out
        rate, hit = None, hit._replace(kind="exemption")
    if hit.kind == "repeal" and _P["up_to"].search(text):
        rate = None  # "lifted its duties of up to 15 %": of several rates
    in_sum = hit.kind == "duty" and rate is not None and _in_sum(text, read, clause)
    ground = "" if in_sum else _ground(base, read, clause)
    rises = rate is not None and rate_from is not None and rate > rate_from
    kind = "duty" if _is_rise(hit, text, rate) or (rises and hit.kind == "reduction") else hit.kind
    actor, origins = sides(hit, clause, read, told)
    same = told.duty_on(base.goods)
    parts = _from_before(_Parts(actor, origins, rate, ground), hit, text, same)
    base, parts = _same_goods(base, parts, same, text, not (base.goods or origins or ground))
    base, parts = _told_elsewhere(base, parts, not (actor or origins or ground), hit, read, told)
    actor, parts = _charged_by(actor, ground, parts, clause, read, told)
    if in_sum:  # "taking the total to 50 %": of all duties together
        parts = parts._replace(ground="")
    elif not parts.ground and rate is not None and (not actor or (parts.origins and not base.goods)):
        parts = parts._replace(ground=told.ground)  # as the heading has it
        actor = words().duty_states.get(told.ground, actor)
    if _loose(kind, base, parts, read.sentence.text if read.language in ("zh", "de") else text):
        return []
    parts = parts if parts.origins else parts._replace(origins=_of_deal(actor, read))
    changes = kind in ("repeal", "reduction")
    acts = _by_act(text) or (_done_by_number(text, "ended") if changes else [])
    actor = actor or next(iter(acts), "")
    assumed = "" if actor else assumed_actor(parts.origins, parts.rate, text)
    actor = actor or assumed
    bare = not (parts.origins or parts.ground or acts) and parts.rate is None
    if not actor or (bare and (changes or kind == "duty")):
        return []
    if parts.ground == "countermeasures" and changes and parts.rate is None:
        return [base._replace(kind="list", actor=actor, origins=parts.origins, modality=of_rest(text))]
    up = "up" if rises or kind != hit.kind or _P["up"].search(text) else "down" if changes else ""
    beside = told.duty is not None and told.duty.sentence == base.sentence
    of = told.duty if beside else told.whole.get(actor, told.duty)
    told_of = {*parts.origins} - {actor}  # "may enter the United States free of duty": where, and not whence
    if kind == "exemption" and of and not parts.ground and (beside or not told_of):
        whose = tuple(told_of) or of.origins if actor == of.actor else parts.origins
        parts = parts._replace(ground=of.authority, origins=whose)  # "it charges X and exempts Y"
    claim = base._replace(
        kind=kind, actor=actor, assumed=bool(assumed or base.assumed), origins=tuple(one for one in parts.origins if one != actor), rate=parts.rate,
        rate_from=rate_from, still=base.still and not rises, authority=_own(parts.ground, actor, base.goods), repeated=parts.repeated or bool(parts.ground and not ground),
        money=read.first("money", *clause), way=up,
        made_known=_P["made_known"].search(hit.words) is not None or _signed(base, hit, read), made=_made_on(base, hit, read) if base.begins else None,
    )  # fmt: skip
    return _each_told(let_out.less(claim, hit, text), clause, read)


def _in_sum(text: str, read: Read, clause: tuple[int, int]) -> bool:
    """Whether the one rate of a clause is that of all duties together."""
    return len(read.of("rate", *clause)) == 1 and _P["in_sum"].search(text) is not None


def _each_told(claim: Claim, clause: tuple[int, int], read: Read) -> list[Claim]:
    """A claim for each rate that is told, or for each ground where there is one rate or none."""
    made = rates.each_rate(replace_modality(claim, read, clause), clause, read)
    one = claim.rate is None and len(made) == 1 and claim.authority
    each = grounds.all_in(read.sentence.text[clause[0] : clause[1]]) if one else ()
    return [claim._replace(authority=ground) for claim in made for ground in each] if len(each) > 1 else made


def _as_meant(base: Claim, hit: Hit, text: str, read: Read) -> tuple[Claim, Hit]:
    """What is charged no longer has ended; goods to which words point are those that the sentence names."""
    if (
        hit.kind == "duty"
        and base.negated
        and base.goods
        and _P["not_on"].search(text)
        and not read.of("rate")
    ):
        return base._replace(negated=False), hit._replace(kind="exemption")
    ended = base.negated and _P["no_longer"].search(text)
    no_more = _P["no_more_zh"].search(read.sentence.text, hit.start) if read.language == "zh" else None
    if hit.kind == "duty" and (ended or no_more):
        base, hit = base._replace(negated=False), hit._replace(kind="repeal")
    if no_more and base.phrase is None:  # "对X加征的关税，3月1日起不再加征"
        low, high = read.clause(no_more.start())
        day = next((one for one in read.days if low <= one.start < high), None)
        base = base._replace(phrase=day, begins=begins(day, read.sentence.text))
    if not base.goods and _P["these_goods"].search(text):
        base = base._replace(goods=goods_of(read.sentence.text))
    return base, hit


def _ground(base: Claim, read: Read, clause: tuple[int, int]) -> str:
    ground = grounds.ground_in(read, clause)
    named, text = words().duties.get(ground), read.sentence.text
    spared = named and any(named.search(m[0]) for m in LET_OUT.finditer(text))
    if named and spared and not named.search(LET_OUT.sub(" ", text)):
        return ""  # "except those on steel": what the duty spares
    whole = not ground and read.language == "zh" and not base.goods
    found = grounds.ground_in(read, (0, clause[1])) if whole else ground
    if not found and any(one.startswith("list ") for one in base.goods):
        found = "s301"  # "List 4A"
    return "" if whole and found == "countermeasures" else found  # another state's, to which this one answers


def _told_elsewhere(
    base: Claim, parts: _Parts, bare: bool, hit: Hit, read: Read, told: Told
) -> tuple[Claim, _Parts]:
    """What a truce, a section that is invoked, or a ``bare`` rate (no state, no ground) has from beyond its clause."""
    if hit.kind == "truce":
        parts = _pair(parts, read, told)
    elif _of_that_ground(base, parts, hit, read, told) and told.duty:
        base, parts = base._replace(assumed=True), parts._replace(ground=told.duty.authority, repeated=True)
    elif bare and parts.rate is not None and not _by_act(read.sentence.text):
        base, parts = _of_act(base, parts, read.sentence.text, told)
    beside = parts.repeated and told.duty is not None and told.duty.sentence == base.sentence
    if beside and base.phrase is not None and base.phrase.start < read.clause(hit.start)[0]:
        base = base._replace(phrase=None, begins=False)  # the day of the duty told before
    if hit.words.lower().startswith("invok"):
        parts = parts._replace(ground=grounds.first_ground(hit.words))
    return base, parts


def _of_that_ground(base: Claim, parts: _Parts, hit: Hit, read: Read, told: Told) -> bool:
    """Whether a bare rate of a state ("India faces 25 %") is told right behind duties on a ground that fall on several states."""
    duty = told.duty
    if (
        duty is None
        or hit.kind != "duty"
        or base.goods
        or parts.ground
        or parts.rate is None
        or not parts.origins
    ):
        return False
    near = _right_behind(duty, base.sentence) and parts.actor in ("", duty.actor)
    return bool(
        near and duty.authority and not duty.goods and grounds.DUTY.search(read.sentence.text) is None
    )


def _of_act(base: Claim, parts: _Parts, text: str, told: Told) -> tuple[Claim, _Parts]:
    """A bare rate ("on goods of Annex II it is 25 %"), behind the sentence that names an act, or behind a duty of that act."""
    duty, act = told.duty, ""
    if 0 < base.sentence - told.named_at <= _CLOSE and (duty is None or told.named_at >= duty.sentence):
        act = told.named
    elif duty is not None and base.sentence - duty.sentence <= _CLOSE:
        act = duty.act.split(act_claims.APART)[-1]
    states = {*act_claims.numbers(act).values()}
    if len(states) != 1:
        return base, parts
    base = base._replace(act=text[: act_claims.MOST] + act_claims.APART + act)
    return base, parts._replace(actor=states.pop(), origins=(), ground="", repeated=True)


def _no_rate_of_it(hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> bool:
    """Whether a rate is one of prices, trade or shares; or stands beside goods where nothing tells of a duty."""
    text = read.sentence.text
    rates = read.of("rate", *clause)
    if rates and _P["of_prices"].search(text[clause[0] : rates[0].start]):
        return True
    bare = hit.kind == "duty" and "DUTY" not in hit.words and "RATE" in hit.words
    named = grounds.SECTIONS.search(text, *clause)
    known = named or told.duty is not None or told.ground or told.grounds or told.proposes
    return bare and not (known or _P["of_duties"].search(text) or _P["charges"].search(text))


def _only_named(base: Claim, hit: Hit, text: str) -> bool:
    """Whether a duty is but named: one of a range of rates, one that was before, a pause that ends."""
    if hit.kind == "duty" and not base.still and _P["named_only"].search(text):
        return True
    if hit.kind == "repeal" and (_P["until"].search(text) or _P["ends_a_pause"].search(text)):
        return True
    once = base.phrase is None and _P["once"].search(_P["aside"].sub("", text))
    return bool(once or _P["range"].search(text))


def _binds_again(base: Claim, hit: Hit, read: Read, told: Told) -> bool:
    """Whether the duties just told are said to bind from a day, and nothing else of them: "los aranceles entrarán en vigor"."""
    if read.language in ("en", "zh") or base.phrase is None or base.goods or told.duty is None:
        return False
    if read.of("rate") or not _P["binds"].search(hit.words):
        return False
    others = codes_of(read.of("state"), told.duty.actor)
    return not others and grounds.ground_of(read.sentence.text) in ("", told.duty.authority)


def _signed(base: Claim, hit: Hit, read: Read) -> bool:
    """Whether the day told is that on which an act was signed or issued, by which the duty is charged."""
    text, day = read.sentence.text, base.phrase
    if day is None or day.start >= hit.start:
        return False
    told = read.language == "zh" and _P["made_known"].search(text, day.end, hit.start)  # "2日宣布加征"
    return bool(told) or act_made(text, day, hit.start)


def _made_on(base: Claim, hit: Hit, read: Read) -> Phrase | None:
    """The day on which an act was made, told beside the first day of the duty ("On 20 May he signed ..., effective 1 June")."""
    text = read.sentence.text
    before = (day for day in read.days if day != base.phrase and day.end <= hit.end)
    return next((day for day in before if act_made(text, day, hit.end)), None)


def _of_deal(actor: str, read: Read) -> tuple[str, ...]:
    """The other of the two states whose agreement is told ("the US-Taiwan deal caps the duty at 15 %")."""
    text = read.sentence.text
    every = itertools.pairwise(read.of("state"))
    pairs = [(a.id, b.id) for a, b in every if b.start - a.end == 1 and text[a.end] in "-–"]
    if len(pairs) != 1 or actor not in pairs[0] or not _P["deal"].search(text):
        return ()
    return tuple(one for one in pairs[0] if one != actor)


def _own(ground: str, actor: str, goods: tuple[str, ...]) -> str:
    """The ground, where it is none of another state: "Canada's tariffs on steel" tell of goods alone, "their reciprocal tariffs" of both."""
    others = words().duty_states.get(ground, actor) != actor
    return "" if others and (goods or ground == "ieepa_reciprocal") else ground


def of_item(claim: Claim, text: str) -> list[Claim]:
    """A line below a lead that tells of duties: whose goods, or which ground, it names ("China Fentanyl-Trafficking"), and beside it
    what is charged now ("(currently 10 %)"), a claim of its own."""
    now = _P["currently"].search(text)
    if claim.kind != "repeal" and not now:
        return [claim]
    states = [e for e in find_entities(text) if e.kind == "state" and e.id != claim.actor]
    states = [e for e in states if text[: e.start].endswith("(")] or states  # "Russian Oil (India)"
    own = (key for key, known in words().duties.items() if known.search(text))
    ground = next((key for key in own if words().duty_states.get(key) == claim.actor), "")
    unknown = () if states or ground or now else (text,)
    goods = goods_of(_P["currently"].sub("", text)) or unknown
    origins = tuple(e.id for e in states[:1])
    claim = claim._replace(origins=origins, authority=ground or claim.authority, rate=None, goods=goods)
    if claim.begins and claim.phrase and claim.phrase.text in text:
        claim = claim._replace(phrase=None, begins=False)  # the first day of what has ended
    if not now:
        return [claim]
    stands = claim._replace(
        kind="duty", rate=Decimal(now["n"]), modality="fact", negated=False, still=True, phrase=None, way=""
    )
    return [claim, stands]


def _charged_by(
    actor: str, ground: str, parts: _Parts, clause: tuple[int, int], read: Read, told: Told
) -> tuple[str, _Parts]:
    """The state that charges a duty: as told, whose the ground is, or of which was told before."""
    text = read.sentence.text
    own = _state_of(ground, text, told)
    # "China: 20 % fentanyl duties"
    if own and actor != own and own not in parts.origins and grounds.names_it(ground, clause, read):
        parts = parts._replace(actor=own, origins=tuple(o for o in (actor, *parts.origins) if o and o != own))
    before = (told.duty.actor if told.duty else "", told.actor) if parts.origins or told.proposes else ()
    guessed = next((s for s in before if s and s not in parts.origins), "")
    actor = parts.actor or _state_of(parts.ground, text, told) or guessed
    # "the proclamation imposes": the one just told of
    of_act = _P["the_act"].search(text) and told.named_ground
    unbound = told.only_ground if parts.rate is not None and not parts.origins and not _by_act(text) else ""
    answer = told.duty if unbound and not (parts.ground or of_act or actor) else None
    if (
        answer
        and answer.actor not in ("", _state_of(unbound, text, told))
        and answer.origins
        and _right_behind(answer, read.sentence.number)
    ):
        # "the US charges X on that ground. China answers with duties as follows: 10 % on oil": the answer's
        return answer.actor, parts._replace(origins=answer.origins, repeated=True)
    ground = parts.ground or of_act or unbound
    owner = _state_of(ground, text, told) or actor
    if actor in ("", owner):
        actor, parts = owner, parts._replace(ground=ground)
    # those that suffer a duty charge none
    if actor and actor not in words().charging and "US" in told.around and "US" not in parts.origins:
        whose = () if _P["everyone"].search(text) else (actor, *parts.origins)
        actor, parts = "US", parts._replace(origins=tuple(one for one in whose if one != "US"))
    return actor, parts


def _right_behind(duty: Claim, sentence: int) -> bool:
    """Whether a sentence stands right behind the one that tells of a duty."""
    return 0 < sentence - duty.sentence <= _CLOSE


def _state_of(ground: str, text: str, told: Told) -> str:
    """Whose a ground is: not where goods alone tell it ("steel"), in a piece that names other states and not this one."""
    own = words().duty_states.get(ground, "")
    if not own or not told.around or own in told.around:
        return own
    return "" if all(goods_of(m[0]) for m in words().duties[ground].finditer(text)) else own


def _by_act(text: str) -> list[str]:
    """The territory under whose act, or heading of its tariff, a text tells a duty: by it the duty is known."""
    behind = (text[m.end() : m.end() + _ACT] for m in _P["under_act"].finditer(text))
    told = [state for part in behind for state in act_claims.numbers(part).values()]
    return told or ["US" for _ in (*act_claims.headings(text), *US_ACT.findall(text))]


def _done_by_number(text: str, *ways: str) -> list[str]:
    """The territory whose act, told by its number, is said to have ended, so that its duties did; or to rest, be prolonged."""
    found = act_claims.step(text)
    return [*act_claims.numbers(text).values()] if found and found.way in ways else []


def _bound(base: Claim, parts: _Parts, text: str) -> bool:
    """Whether a duty has something of its own to be bound by: "these duties apply to most of them" has not, nor "changes to the
    duties were announced", nor what only leads on to a list."""
    if parts.rate is not None or base.phrase is not None or base.goods or base.negated:
        return True
    if text.rstrip().endswith(":"):
        return False
    loose = parts.repeated or _P["unnamed_goods"].search(text) or _P["a_change"].search(text)
    return base.still or not loose


def _loose(kind: str, base: Claim, parts: _Parts, text: str) -> bool:
    """Whether which duty is meant is not told: one that nothing binds, or the end of all on all goods."""
    at_large = not (base.goods or parts.ground) and parts.rate is None
    if kind == "repeal":
        return at_large and _P["every_good"].search(text) is not None
    if kind != "duty":
        return False
    praised = parts.rate is None and not (base.goods or base.phrase or parts.origins)
    return not _bound(base, parts, text) or (praised and _P["purpose"].search(text) is not None)


_NEAR = 80  # characters from a duty to the terms that it stands on


def _no_duty(hit: Hit, read: Read) -> bool:
    """Whether a trigger speaks of counter-measures, of filing, of small consignments, or of an exemption from something else."""
    text = read.sentence.text
    if _P["filing"].search(text) or _P["de_minimis"].search(text):
        return True
    no_more = _P["no_more_zh"].search(text)
    again = no_more and no_more.start() <= hit.start and _P["charged_zh"].search(text[: no_more.start()])
    if again or _P["empowered"].search(text[: hit.start]):
        return True  # the duty that was named before is charged no more: told of it
    if _P["quota"].search(text) and not grounds.DUTY.search(_P["quota"].sub(" ", text)):
        return True
    # what stands farther off is of something else: "... including the EU, and ... not just tariffs, but"
    terms = _P["on_terms"].search(text, hit.start, hit.end + _NEAR) if hit.kind == "duty" else None
    if terms and not any(e.kind in ("rate", "day") and e.start < terms.start() for e in read.found):
        return True
    if grounds.NO_TARIFF.search(text[: hit.end]) or _P["bears_none"].search(text, *read.clause(hit.start)):
        return True
    if hit.kind == "exemption":
        some = _P["some"].search(text) and not goods_of(text) and not grounds.ground_of(text)
        rated = read.of("rate") and _P["ends_a_pause"].search(text)
        return bool(some or rated or _P["lost"].search(text)) or not _P["of_duties"].search(text)
    of_lists = _P["counter_measures"].search(text[hit.start : hit.end])
    return hit.kind in ("repeal", "reduction", "duty") and of_lists is not None


def _is_rise(hit: Hit, text: str, rate: Decimal | None) -> bool:
    """ "Lifted to 125 %" is a rise, no end."""
    lifted = _P["lifted"].search(hit.words) and _P["to_a_figure"].search(text)
    return hit.kind == "repeal" and rate is not None and lifted is not None


def _from_before(parts: _Parts, hit: Hit, text: str, same: Claim | None) -> _Parts:
    """What "those tariffs" take over from the duty told before."""
    if same is None or _P["everyone"].search(text):
        return parts
    pointing = _P["pointing"].search(text) is not None
    sides = bool(parts.origins or parts.actor)
    again = parts.actor == same.actor and not parts.origins and parts.rate is None
    if sides and not (pointing and (again or not _P["on_state"].search(text))):
        return parts
    still = pointing and hit.kind == "duty" and STILL.search(text) and not _P["to_bind"].search(text)
    rate = same.rate if parts.rate is None and still else parts.rate
    ground = parts.ground or (same.authority if pointing or _P["changes"].search(text) else "")
    return _Parts(same.actor, same.origins, rate, ground, repeated=True)


def _same_goods(
    base: Claim, parts: _Parts, same: Claim | None, text: str, bare: bool
) -> tuple[Claim, _Parts]:
    """On which goods "those levies", or a ``bare`` rate right behind a sentence that names goods, are told to fall."""
    if same is None:
        return base, parts
    again = parts.repeated and _P["pointing"].search(text) and not _P["on_others"].search(text)
    if again and parts.rate in (None, same.rate):
        base = base._replace(goods=base.goods or same.goods)
    spared = not (base.goods or parts.ground) and parts.origins and _P["stays"].search(text)
    close = 0 < base.sentence - same.sentence <= (_CLOSE if spared else 1)
    if (bare or spared) and same.goods and parts.rate is not None and close:
        parts = parts._replace(actor=parts.actor or same.actor)
        return base._replace(goods=same.goods, assumed=True), parts._replace(ground=same.authority)
    return base, parts


def _pair(parts: _Parts, read: Read, told: Told) -> _Parts:
    """The two states of a truce."""
    own = [e.id for e in read.of("state")]
    pair = [s for s in dict.fromkeys((parts.actor, *own, *parts.origins, *told.states[::-1])) if s][:2]
    return parts._replace(actor=(pair or [""])[0], origins=tuple(pair[1:]), ground="")


def replace_modality(claim: Claim, read: Read, clause: tuple[int, int]) -> Claim:
    """A duty that will be charged, or that looks ahead to its day, is announced."""
    text = read.sentence.text[clause[0] : clause[1]]
    ahead = claim.modality == "fact" and claim.phrase is not None and claim.phrase.ahead
    if ahead and _P["to_come"].search(text):
        return claim._replace(modality="announced")
    return claim
