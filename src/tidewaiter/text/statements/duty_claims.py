"""Claims about duties and what states do about them: imposed, cut, exempted, answered, threatened, agreed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from tidewaiter.text.statements import act_claims
from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.days import begins
from tidewaiter.text.statements.entities import Entity, find_entities, goods_of
from tidewaiter.text.statements.roles import STILL, Hit, Told, actor_of, governed, same_duty, states_of
from tidewaiter.text.statements.words import patterns, words

_P = patterns("duty_claims")
_JOINED = 12  # characters
_SEVERAL = 2  # rates
_LET_OUT = 40  # characters before a state in which it is let out
_BESIDE = 20  # characters beside the adjective of a people in which goods are named


def cooperation(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """Two states break off working together, or take it up again."""
    text = read.sentence.text
    own = [
        e.id
        for e in states_of(read, 0, len(text))
        if not governed(text, e)
        or re.search(r"\b(?:with|between|and)\s+(?:the\s+)?(?:former\s+)?$", text[: e.start])
    ]
    near = [s for s in told.states[::-1] if s not in own and s != "UN"]
    both = list(dict.fromkeys([*own, *near]))[:2]
    if re.search(r"counter-?\s?measures?|tariff|dut(?:y|ies)", text[hit.start : hit.end], re.I):
        return []  # "halts counter-measures for talks"
    word = "suspension" if hit.kind == "suspended" else "resumption"
    return [base._replace(kind="event", actor=(both or [""])[0], origins=tuple(both[1:2]), way=word)]


def threat(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state says what would follow: no law."""
    states = list(dict.fromkeys(e.id for e in read.found if e.kind == "state"))
    actor = actor_of(hit, clause, read, told)
    return [
        base._replace(
            actor=actor,
            origins=tuple(s for s in states if s != actor),
            modality="fact",
            rate=_rate(clause, read)[0],
        )
    ]


def counter_list(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A list of counter-measures: whose, on whose goods, of what size."""
    text = read.sentence.text
    if _P["no_tariff"].search(text, *clause):
        return []
    speaks = bool(re.search(r"counter-?\s?measures?|retaliat", text, re.I))
    if not speaks and told.listed is None:
        return []
    negated = bool(re.search(r"(?:n't|not)\s+include", text[hit.start : hit.end + 12], re.I))
    if hit.words.lower().startswith("do") and not negated:
        return []
    money = next((e.id for e in read.found if e.kind == "money"), "")
    states = states_of(read, 0, len(text))
    actor = (
        actor_of(hit, (0, len(text)), read, told)
        if states
        else (told.listed.actor if told.listed else told.actor)
    )
    targets = [e.id for e in states if e.id != actor]
    if told.listed is not None and not speaks:
        actor = told.listed.actor
    origins = tuple(dict.fromkeys(targets[:1])) or (told.listed.origins if told.listed else ())
    hedged = re.search(r"\b(?:potential|if we have to)\b", text)
    again = told.listed is not None and (
        _P["held"].search(text[hit.start : hit.end]) or re.search(r"\b(?:such|these|those) measures", text)
    )
    bare = not (money or negated or hedged or states or again)
    if bare or (re.search(r"\bpotential\b", text) and not money):
        return []
    return [
        base._replace(
            actor=actor,
            origins=origins,
            money=money,
            modality="fact",
            negated=negated,
            way="content" if negated else "",
        )
    ]


def answers(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A duty answers another state's."""
    if "," in read.sentence.text[hit.start : hit.end] or _P["held"].search(read.sentence.text[: hit.start]):
        return []  # "halts retaliation for 90 days, raises its duty": two things
    states = states_of(read, 0, len(read.sentence.text))
    before = [e for e in states if e.start < hit.start]
    after = [e.id for e in states if e.start >= hit.start]
    ground = _ground(read, (hit.start, clause[1]))
    actor = before[-1].id if before else (told.listed.actor if told.listed else told.actor)
    return [
        base._replace(
            actor=actor,
            origins=tuple(after[:1]),
            authority="" if ground == "countermeasures" else ground,
            modality="fact",
        )
    ]


def deadline(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A day by which something is due."""
    days = [p for p in read.days if p.start >= hit.start and p.kind in ("dmy", "mdy", "iso", "zh")]
    if not days:
        return []
    states = list(dict.fromkeys([e.id for e in read.found if e.kind == "state"] + told.states[::-1]))
    phrase = days[0]._replace(ahead=True)
    return [
        base._replace(
            phrase=phrase, actor=states[0] if states else "", origins=tuple(states[1:2]), modality="announced"
        )
    ]


def _rate(clause: tuple[int, int], read: Read) -> tuple[Decimal | None, Decimal | None]:
    rates = [e for e in read.found if e.kind == "rate" and clause[0] <= e.start < clause[1]]
    if not rates:
        return None, None
    text = read.sentence.text
    for one, two in itertools.pairwise(rates):
        if _P["own_rate"].search(text, one.end, two.start):
            continue  # "25 % on X's goods and up to 20 % on Y's"
        if _P["rate_from"].search(text[: one.start]) and _P["rate_to"].search(text[: two.start]):
            return Decimal(two.id), Decimal(one.id)
        if re.search(r"\bto\s+$", text[: one.start]) and re.search(r"\bfrom\s+$", text[: two.start]):
            return Decimal(one.id), Decimal(two.id)
    return Decimal(rates[0].id), None


def _ground(read: Read, clause: tuple[int, int]) -> str:
    """The ground of a duty that the words beside it name: of several sections the last before its rate."""
    text = read.sentence.text[clause[0] : clause[1]]
    rate = next((e.start for e in read.found if e.kind == "rate" and clause[0] <= e.start < clause[1]), 0)
    named = [m[0] for m in _P["by_section"].finditer(read.sentence.text, clause[0], max(rate, clause[0]))]
    grounds = _keys(named)
    return grounds[-1] if len({*grounds}) > 1 else ground_of(text) or "".join(grounds[:1])


def _keys(named: Iterable[str]) -> list[str]:
    return [key for one in named for key, known in words().duties.items() if known.search(one)]


def named_last(text: str) -> str:
    """The ground that a sentence names last, by its section or beside a word for a duty."""
    return (_keys(m[0] for m in _P["by_section"].finditer(text)) or [ground_of(text)])[-1]


def ground_of(text: str) -> str:
    """The ground of a duty by the words beside it."""
    for match in _P["duty_word"].finditer(text):
        before = text[max(match.start() - 40, 0) : match.start()].rsplit(",", 1)[-1]
        beside = before + "|" + text[match.end() : match.end() + 60]
        for key, pattern in words().duties.items():
            if pattern.search(beside):
                return key
    return ""


def _names_it(ground: str, clause: tuple[int, int], read: Read) -> bool:
    """Whether the ground stands between a rate and the word for the duty: that of the duty itself."""
    text = read.sentence.text
    if _P["by_law"].search(text, *clause):
        return True  # "the India IEEPA tariffs"
    rates = (e for e in read.found if e.kind == "rate" and clause[0] <= e.start < clause[1])
    return any((m := _P["rated"].match(text, e.end)) and ground_of(m[0]) == ground for e in rates)


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
    if _no_duty(hit, read) or _only_named(base, hit, text):
        return []
    if _binds_again(base, hit, read, told):
        return [same_duty(base, one) for one in told.charged]
    rate, rate_from = _rate(clause, read)
    if hit.kind == "repeal" and _P["up_to"].search(text):
        rate = None  # "lifted its duties of up to 15 %": of several rates
    ground = _ground(read, clause)
    if not ground and read.language == "zh" and not base.goods:
        ground = _ground(read, (0, clause[1]))
    kind = "duty" if _is_rise(hit, text, rate) else hit.kind
    actor, origins = _sides(hit, clause, read, told)
    same = told.duty_on(base.goods)
    parts = _from_before(_Parts(actor, origins, rate, ground), hit, text, same)
    if same and parts.repeated and _P["pointing"].search(text) and parts.rate in (None, same.rate):
        base = base._replace(goods=base.goods or same.goods)  # "those levies": on what they were told to fall
    if hit.kind == "truce":
        parts = _pair(parts, read, told)
    if hit.words.lower().startswith("invok"):
        ground = next((key for key, one in words().duties.items() if one.search(hit.words)), "")
        parts = parts._replace(ground=ground)
    actor, parts = _charged_by(actor, ground, parts, clause, read, told)
    if not parts.ground and rate is not None and (not actor or (parts.origins and not base.goods)):
        parts = parts._replace(ground=told.ground)  # as the heading has it
        actor = words().duty_states.get(told.ground, actor)
    if kind == "duty" and not _bound(base, parts, text):
        return []
    acts = _by_act(text)
    actor = actor or next(iter(acts), "")
    changes = kind in ("repeal", "reduction")
    bare = not (parts.origins or parts.ground or acts) and parts.rate is None
    if not actor or (bare and (changes or kind == "duty")):
        return []
    if parts.ground == "countermeasures" and changes:
        return [base._replace(kind="list", actor=actor, origins=parts.origins, modality="fact")]
    up = "up" if kind != hit.kind or _P["up"].search(text) else "down" if changes else ""
    beside = told.duty is not None and told.duty.sentence == base.sentence
    if kind == "exemption" and told.duty and not parts.ground and (beside or not parts.origins):
        whose = parts.origins or told.duty.origins if actor == told.duty.actor else parts.origins
        parts = parts._replace(ground=told.duty.authority, origins=whose)  # "it charges X and exempts Y"
    claim = base._replace(
        kind=kind,
        actor=actor,
        origins=parts.origins,
        rate=parts.rate,
        rate_from=rate_from,
        authority=_own(parts.ground, actor, base.goods),
        repeated=parts.repeated,
        money=next((e.id for e in read.found if e.kind == "money" and clause[0] <= e.start < clause[1]), ""),
        way=up,
        made_known=_P["made_known"].search(hit.words) is not None or _signed(base, hit, read),
    )
    if kind == "exemption":
        denied = claim.negated and not _P["without"].match(hit.words)
        claim = claim._replace(goods=_exempted(text), negated=denied)
    return _distributed(replace_modality(claim, read, clause), clause, read)


def _only_named(base: Claim, hit: Hit, text: str) -> bool:
    """Whether a duty is but named: one of a range of rates, one that was before, a pause that ends."""
    if hit.kind == "duty" and not base.still and _P["named_only"].search(text):
        return True
    if hit.kind == "repeal" and _P["until"].search(text):
        return True
    once = base.phrase is None and _P["once"].search(_P["aside"].sub("", text))
    return bool(once or _P["range"].search(text))


def _binds_again(base: Claim, hit: Hit, read: Read, told: Told) -> bool:
    """Whether the duties just told are said to bind from a day, and nothing else of them: "los aranceles entrarán en vigor"."""
    if read.language in ("en", "zh") or base.phrase is None or base.goods or told.duty is None:
        return False
    if any(e.kind == "rate" for e in read.found) or not _P["binds"].search(hit.words):
        return False
    others = {e.id for e in states_of(read, 0, len(read.sentence.text))} - {told.duty.actor}
    return not others and ground_of(read.sentence.text) in ("", told.duty.authority)


def _signed(base: Claim, hit: Hit, read: Read) -> bool:
    """Whether the day told is that on which an act was signed or issued, by which the duty is charged."""
    text, day = read.sentence.text, base.phrase
    if day is None or day.start >= hit.start:
        return False
    return _P["act_made"].search(text[: day.start] + "\n" + text[day.end : hit.start]) is not None


def _own(ground: str, actor: str, goods: tuple[str, ...]) -> str:
    """The ground, where it is none of another state: "Canada's tariffs on steel" tell of goods alone."""
    return "" if goods and words().duty_states.get(ground, actor) != actor else ground


def of_item(claim: Claim, text: str) -> list[Claim]:
    """A line below a lead that tells of duties: whose goods, or which ground, it names ("China Fentanyl-Trafficking"), and beside it
    what is charged now ("(currently 10 %)"), a claim of its own."""
    now = _P["currently"].search(text)
    if claim.kind != "repeal" and not now:
        return [claim]
    states = [e for e in find_entities(text) if e.kind == "state" and e.id != claim.actor]
    states = [e for e in states if text[: e.start].endswith("(")] or states  # "Russian Oil (India)"
    own = (key for key, known in words().duties.items() if known.search(text))
    ground = next((key for key in own if words().duty_states.get(key) == claim.actor), claim.authority)
    known = states or ground != claim.authority or now
    goods = goods_of(_P["currently"].sub("", text)) or (
        () if known else (text,)
    )  # what it tells of is not known
    claim = claim._replace(origins=tuple(e.id for e in states[:1]), authority=ground, rate=None, goods=goods)
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
    own = words().duty_states.get(ground, "")
    if own and actor != own and _names_it(ground, clause, read):  # "China: 20 % fentanyl duties"
        parts = parts._replace(actor=own, origins=tuple(o for o in (actor, *parts.origins) if o and o != own))
    before = (told.duty.actor if told.duty else "", told.actor)
    guessed = next((s for s in before if s and s not in parts.origins), "") if parts.origins else ""
    actor = parts.actor or words().duty_states.get(parts.ground, "") or guessed
    text = read.sentence.text
    of_act = (
        _P["the_act"].search(text) and told.named_ground
    )  # "the proclamation imposes": the one just told of
    unbound = told.only_ground if parts.rate is not None and not parts.origins and not _by_act(text) else ""
    ground = parts.ground or of_act or unbound
    owner = words().duty_states.get(ground, actor)
    if actor in ("", owner):
        actor, parts = owner, parts._replace(ground=ground)
    return actor, parts


def _by_act(text: str) -> list[str]:
    """The territory under whose act, or heading of its tariff, a text tells a duty: by it the duty is known."""
    under = act_claims.numbers(text) if _P["under_act"].search(text) else {}
    return list(under.values()) or ["US" for _ in act_claims.headings(text)]


def _bound(base: Claim, parts: _Parts, text: str) -> bool:
    """Whether a duty has something of its own to be bound by: "these duties apply to most of them" has not, nor "changes to the
    duties were announced", nor what only leads on to a list."""
    if parts.rate is not None or base.phrase is not None or base.goods or base.negated:
        return True
    if text.rstrip().endswith(":"):
        return False
    loose = parts.repeated or _P["unnamed_goods"].search(text) or _P["a_change"].search(text)
    return base.still or not loose


def _distributed(claim: Claim, clause: tuple[int, int], read: Read) -> list[Claim]:
    """ "15 % on coal and gas and 10 % on oil": a claim for each rate that has its own goods, or states, behind it."""
    text = read.sentence.text
    rates = [e for e in read.found if e.kind == "rate" and clause[0] <= e.start < clause[1]]
    if claim.rate is None or claim.rate_from is not None or len(rates) < _SEVERAL:
        return [claim]
    edges = [e.start for e in rates[1:]] + [clause[1]]
    behind = [_P["state_behind"].search(text[: e.start]) is not None for e in rates]
    led = all(behind) or (read.language == "zh" and goods_of(text[: rates[0].start]))
    if led:  # "China (34 %) and the EU (20 %)", "对鸡肉加征15%"
        lows = [clause[0], *(e.end for e in rates[:-1])]
        parts = [(e, low, e.start) for e, low in zip(rates, lows, strict=True)]
    else:
        parts = [(e, e.end, edge) for e, edge in zip(rates, edges, strict=True)]
    goods = [goods_of(text[low:high]) for _, low, high in parts]
    own = [next((p for p in read.days if low <= p.start < high), None) for _, low, high in parts]
    days = own if sum(p is not None for p in own) >= _SEVERAL else [claim.phrase] * len(parts)
    each = [
        claim._replace(
            rate=Decimal(e.id), phrase=p, begins=begins(p, text[low:high]) if p in own else claim.begins
        )
        for (e, low, high), p in zip(parts, days, strict=True)
    ]
    all_ = [bool(_P["all_goods"].search(text[low:high])) for _, low, high in parts]
    if any(goods) and all(some or every for some, every in zip(goods, all_, strict=True)):
        return [one._replace(goods=some) for one, some in zip(each, goods, strict=True)]
    states = [
        tuple(dict.fromkeys(s.id for s in states_of(read, low, high) if s.id != claim.actor))[
            -1 if all(behind) else 0 :
        ]
        for _, low, high in parts
    ]
    if all(states):
        return [one._replace(origins=some) for one, some in zip(each, states, strict=True)]
    return [claim]


def _exempted(text: str) -> tuple[str, ...]:
    """The words that may name what is exempt; none where just "exemptions" are told of."""
    if _P["unnamed"].search(text):
        return ()
    plain = _P["usmca"].sub("USMCA", text)
    named = [w for w in re.findall(r"[a-z]{4,}", plain.lower()) if w not in words().any_goods]
    if _P["chinese"].search(text) and not (named or goods_of(text)):
        return (text,)  # of what goods Chinese words tell is not known
    return tuple(dict.fromkeys((*goods_of(text), *named)))  # the first in the words of the lawbook


def _no_duty(hit: Hit, read: Read) -> bool:
    """Whether a trigger speaks of counter-measures, or of an exemption from something else."""
    text = read.sentence.text
    if _P["no_tariff"].search(text[: hit.end]) or _P["bears_none"].search(text, *read.clause(hit.start)):
        return True
    if hit.kind == "exemption":
        return not _P["of_duties"].search(text)
    of_lists = _P["counter_measures"].search(text[hit.start : hit.end])
    return hit.kind in ("repeal", "reduction", "duty") and of_lists is not None


def _is_rise(hit: Hit, text: str, rate: Decimal | None) -> bool:
    """ "Lifted to 125 %" is a rise, no end."""
    lifted = re.search(r"lift", hit.words, re.I) and re.search(r"\bto\s+\d", text)
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
    return _Parts(
        same.actor,
        same.origins,
        same.rate if parts.rate is None and still else parts.rate,
        parts.ground or (same.authority if pointing or _P["changes"].search(text) else ""),
        repeated=True,
    )


def _pair(parts: _Parts, read: Read, told: Told) -> _Parts:
    """The two states of a truce."""
    own = [e.id for e in states_of(read, 0, len(read.sentence.text))]
    pair = [s for s in dict.fromkeys((parts.actor, *parts.origins, *own, *told.states[::-1])) if s][:2]
    return parts._replace(actor=(pair or [""])[0], origins=tuple(pair[1:]), ground="")


def replace_modality(claim: Claim, read: Read, clause: tuple[int, int]) -> Claim:
    """A duty that will be charged, or that looks ahead to its day, is announced."""
    text = read.sentence.text[clause[0] : clause[1]]
    if (
        claim.modality == "fact"
        and claim.phrase is not None
        and claim.phrase.ahead
        and re.search(r"\b(?:will|would|to)\b", text)
    ):
        return claim._replace(modality="announced")
    return claim


def _sides(hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> tuple[str, tuple[str, ...]]:
    """Who charges, and on whose goods. "On X", "imports from X", "X goods" name the goods; "into X", "X's tariffs" and the
    subject the one who charges; the subject of "faces" and "pays" bears the duty."""
    text = read.sentence.text
    low, high = clause
    roles: dict[str, list[str]] = {"origin": [], "owner": [], "subject": [], "": []}
    last = 0  # where the last origin ended
    let_out = [
        e
        for e in states_of(read, 0, len(text))
        if _P["let_out_state"].search(text[max(e.start - _LET_OUT, 0) : e.start])
    ]
    for e in states_of(read, low, high):
        if e in let_out:
            continue
        near = read.language in ("en", "zh") or not re.search(r"\w{4,}", text[last : e.start])
        role = _role(e, text, hit, near and bool(roles["origin"]), read.language)
        last = e.end if role == "origin" else last
        roles[role].append(e.id)
    outside: list[str] = []
    earlier: list[str] = []
    for e in states_of(read, 0, len(text)):
        if low <= e.start < high or e.id == "UN" or e in let_out:
            continue
        joins = bool(roles["origin"]) and high <= e.start < high + _JOINED
        role = _role(e, text, hit, joins, read.language)
        if role != "origin" and (role or read.language == "en"):
            outside.append(e.id)
            earlier += [e.id] if e.start < low or not _P["acts_there"].match(text, high) else []
        elif role and joins:  # "from A, B, and C": a clause is cut before "and"
            roles["origin"].append(e.id)
    origins, subjects = roles["origin"], roles["subject"]
    if subjects and _P["bears"].match(hit.words):
        origins, subjects = [subjects[-1], *origins], subjects[:-1]
    if read.language not in ("en", "zh") and len(subjects) > 1:  # "X warns Y that duties ...": the first acts
        origins, subjects = origins or subjects[1:], subjects[:1]
    free = [
        s for s in subjects if s not in origins
    ] or subjects  # "citing China's word, the President cuts the duty on its goods"
    actor = (roles["owner"] or free[::-1] or [""])[0]
    if not actor and origins:
        notice = (told.actor, "CN") if _P["chinese"].search(text) else ()
        actor = next((s for s in (*outside, *notice) if s and s not in origins), "")
    origins = [o for o in dict.fromkeys(origins) if o != actor]
    if not actor and read.language == "zh":  # the subject of the clauses before acts in this one
        ahead = states_of(read, 0, low)
        starts = [e.start for e in ahead]  # of "中美" neither acts alone
        alone = [e for e in ahead if starts.count(e.start) == 1 and e.id not in origins]
        before = [e for e in alone if not governed(text, e, "zh")]
        actor = before[-1].id if before else ""
    if actor and not origins and not re.search(r"\b(?:those|these)\b", text[low:high], re.I):
        origins = [s for s in (*subjects, *earlier) if s != actor][:1]
    return actor, tuple(origins)


def _role(state: Entity, text: str, hit: Hit, joins: bool, language: str) -> str:
    """What a state is to a duty: its owner, the origin of the goods, a subject; "" for none of these.

    ``joins``: an origin stands before it, to which "and" may join it.
    """
    before, after = text[: state.start], text[state.end :]
    if language == "de" and _P["owner_de"].match(after):
        return "owner"
    if after[:1] in ("-", "–") or before[-1:] in ("-", "–"):
        return ""  # the U.S.-Mexico-Canada Agreement
    if _P["over"].search(before):
        return ""  # "over Russian oil": why, and not whose goods
    if _P["into"].search(before) or _P["owner"].match(after):
        return "owner"
    if language != "en" and (own := _role_in(language, before, after, state.text[:1].islower())):
        return own
    if after.startswith(": ") and _P["heading"].search(before):
        return "origin"
    named = _P["of_origin"].search(before) or _P["goods"].match(after) or _P["on"].search(before)
    if named or (joins and _P["joined"].search(before)):
        return "origin"
    behind = language == "en" and state.start > hit.end
    return "subject" if not governed(text, state, language) and not behind else ""


def _role_in(language: str, before: str, after: str, people: bool) -> str:
    """The same by the words of another language, as ``patterns.yml`` has them. ``people``: an adjective, written small."""
    for role, name, text in (
        ("owner", "into", before), ("owner", "owner_of", before), ("origin", "goods", after), ("owner", "owner", after), ("origin", "on", before),
    ):  # fmt: skip
        found = _P.get(f"{name}_{language}")
        if found is not None and (found.search(text) if text is before else found.match(text)):
            return role
    if language in ("es", "fr") and _P["goods_before"].search(before):
        return "origin"
    beside = after[:_BESIDE] if language == "de" else before[-_BESIDE:]
    if not people or _P["rulers"].search(before) or _P["rulers_de"].match(after):
        return ""
    return "origin" if any(one.search(beside) for one in words().goods.values()) else ""
