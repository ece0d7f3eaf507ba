"""Find what a piece states about the law: rules over sentences, no guessing.

A trigger of ``statements.yml`` says that a clause speaks of a control, a duty, a list. Around it are sought, in this
order: the clause, the sentence, what the piece told before ("those tariffs", "these substances"): who acts, on
what, how many, at what rate, when. What only hopes, fears, asks or forecasts states no law and is kept as ``opinion``.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tidewaiter.text.mentions import Mention
from tidewaiter.text.statements import (
    act_claims,
    carried,
    duty_claims,
    grounds,
    licence_claims,
    list_claims,
    loaded,
    low_value,
    party_claims,
    pauses,
    trade_claims,
)
from tidewaiter.text.statements.bound import beside, with_rest
from tidewaiter.text.statements.claims import UNREAD, Claim, Read, What, acts_named, read_sentence
from tidewaiter.text.statements.days import Phrase, begins, find_days, with_years
from tidewaiter.text.statements.entities import Entity, find_entities, goods_of
from tidewaiter.text.statements.forms import Cuts, without_forms
from tidewaiter.text.statements.modality import RULE, asks, modality_of, of_proposal, opinion, proposed
from tidewaiter.text.statements.normative import abroad, bare_heading, heading, may_state_law
from tidewaiter.text.statements.pieces import Lead, Piece, Sentence
from tidewaiter.text.statements.roles import STILL, Hit, Told, codes_of, day_of, governed, with_pair
from tidewaiter.text.statements.standing import held_before, standing, unbound, undone
from tidewaiter.text.statements.triggers import DUTY_KINDS, LAST, LIST_KINDS, OTHER, hits_of
from tidewaiter.text.statements.words import find_states, patterns, words

_OF_ACTS = ("repeal", "truce", "list")  # what may be told of a single act, too
_FAMILIES = {
    kind: family
    for family, kinds in (("duty", DUTY_KINDS), ("list", LIST_KINDS), ("licence", ("needed", "limit")))
    for kind in kinds
}
_TOLD_ONCE = ("penalty", "ban", "other")  # of which no more is asked: one in a sentence tells all
_HEAD = 15  # sentences of a notice in which it says what kind of act it is
TOLD_MOST = 40  # days told before that a claim remembers: more would cost the square of a long text
_MANY, _PAIR = 3, 2  # states
_NEAR_ZH = 12  # characters before a verb in which its "not" stands
_P = patterns("finder")


class Found(NamedTuple):
    """What was found in a piece: its claims, and what it names."""

    claims: list[Claim]
    entities: list[Entity]


def find_claims(piece: Piece, mentions: list[Mention]) -> Found:
    """Every claim of a piece, and everything named in it, in order. Spans count characters of the page.

    A sentence that may state law and is not understood, or whose language is not read, is a claim of kind ``unread``.
    """
    told = Told()
    claims: list[Claim] = []
    entities: list[Entity] = []
    lead: tuple[Lead, ...] = ()
    told.actor = _heads(piece)
    told.around = frozenset(code for s in piece.sentences for *_, code in find_states(s.text))
    told.numbered = act_claims.of_one_state(s.text for s in piece.sentences)
    told.weapons = any(list_claims.WEAPONS.search(s.text) for s in piece.sentences)
    told.explosives = any(licence_claims.EXPLOSIVES.search(s.text) for s in piece.sentences)
    told.followed = any(_P["followed"].search(s.text) for s in piece.sentences)
    head = [s.text for s in piece.sentences[:_HEAD]]
    told.proposes = any(map(_P["proposed_rule"].search, head)) and not any(map(_P["made_rule"].search, head))
    for whole in piece.sentences:
        near = within(mentions, whole.start, whole.end)
        text, near, cuts = without_forms(whole.text, whole.start, near)
        sentence, cut = whole._replace(text=text), held_before(text)
        ruled = _read(sentence._replace(text=text[:cut]), [], piece.language, told) if cut else None
        sentence = sentence._replace(text=" " * cut + text[cut:])
        read = _read(sentence, near, piece.language, told)
        found = [*(ruled.found if ruled else ()), *read.found]
        rows = told.act if sentence.leads[-1:] == lead else ()  # the lines below one lead are of one act
        lead = sentence.leads[-1:] if sentence.leads else lead
        mine = _completed(whole, mentions, piece.language, told) if whole.leads else []
        mine = mine or _of_whole(read, told)
        if sentence.leads and told.act:
            told.act = (*rows, *told.act)
        mine = mine or list(_claims(read, told)) or list_claims.named(read, told)
        mine = mine or carried.carried(read, told)
        mine = mine or list(_claims(read, told, LAST)) or _acts_alone(read, told)
        mine = mine or list(_claims(read, told, OTHER)) or carried.of_others(read, told, heading(read))
        mine = _below_heading(mine, read, told)
        if not piece.language or (not sentence.leads and bare_heading(read)):
            mine = []
        elif not (mine or of_proposal(sentence.text, told)) and (told_as := opinion(read)):
            mine = [told_as]
        if not bare_heading(read) and (may_state_law(read) or abroad(read, told)):
            grounded = _standing(read, told) if all(unbound(c, sentence.text) for c in mine) else []
            sure = [c for c in grounded if c.way]
            mine = sure or undone(read, mine, told) or grounded or _unread(read, told)
        mine = [*(_standing(ruled, told) if ruled else ()), *with_rest(mine, read)]
        mine = [_in_whole(claim, whole, cuts) for claim in mine]
        claims += mine
        for above, claim in itertools.product(sentence.leads, mine):
            if above is sentence.leads[-1] or _leads_on(above.text):
                told.led.setdefault(above.start, []).append(claim)
        placed = (e._replace(start=cuts.back(e.start), end=cuts.back(e.end)) for e in found)
        entities += [e._replace(start=e.start + sentence.start, end=e.end + sentence.start) for e in placed]
        _remember(read, told)
        carried.remember(mine, told)
    leading = list(_leading(claims, piece, told))
    led_on = {one.sentence for one in leading}
    claims = [c for c in claims if not (_leads_only(c) and c.sentence in led_on)]
    return Found([*_dated(claims), *_awaited(claims, told), *leading], entities)


def _read(sentence: Sentence, near: list[Mention], language: str, told: Told) -> Read:
    """A sentence with what is named in it, and its days."""
    found = with_pair(_named(sentence.text), sentence.text, told)
    days = [p for p in with_years(find_days(sentence.text)) if not _dateline(p, sentence.text)]
    return read_sentence(sentence, found, near, days, language)


def _named(text: str) -> list[Entity]:
    """What a sentence names, without the states in which a body of the United Nations sits."""
    return [e for e in find_entities(text) if not (e.kind == "state" and _P["seat"].search(text[: e.start]))]


def _below_heading(made: list[Claim], read: Read, told: Told) -> list[Claim]:
    """The claims of a sentence as the heading above has them: of duties that it tells to end; a heading itself is remembered."""
    if heading(read._replace(days=())):  # "IEEPA tariffs – effective 6 August"
        told.ground = grounds.ground_of(read.sentence.text) or told.ground
        told.ends = _P["ends_below"].search(read.sentence.text) is not None
    ending = [c for c in made if told.ends and c.kind == "duty"]
    return [c._replace(kind="repeal", way="down", modality="announced") if c in ending else c for c in made]


def _dated(claims: list[Claim]) -> Iterator[Claim]:
    """A number told without day, kind or list (a title has it) takes the day of the one act of this number in the piece."""
    acts = [c for c in claims if c.kind in ("count", "control") and c.number is not None and c.phrase]
    for claim in claims:
        bare = claim.kind == "count" and not (claim.phrase or claim.what or claim.list)
        same = [c for c in acts if (c.number, c.actor) == (claim.number, claim.actor)] if bare else []
        if len({c.phrase.text for c in same if c.phrase}) == 1:
            claim = claim._replace(
                phrase=same[0].phrase, told=same[0].told, modality=same[0].modality, repeated=True
            )
        yield claim


def _in_whole(claim: Claim, whole: Sentence, cuts: Cuts) -> Claim:
    """A claim with its places in the whole sentence, out of which forms were cut."""
    start, end = (whole.start + cuts.back(at - whole.start) for at in (claim.start, claim.end))
    return claim._replace(start=start, end=min(end, whole.end))


def _of_kind(claim: Claim) -> bool:
    """Whether a control tells of things by their kind alone."""
    return claim.kind == "control" and all(what.kind in ("group", "class") for what in claim.what)


def _leads_only(claim: Claim) -> bool:
    """Whether a claim says no more of what is listed below it than of what kind it is, or that something is done."""
    done = claim.kind == UNREAD or (claim.kind == "process" and not act_claims.numbers(claim.act))
    return done or _of_kind(claim)


def _dateline(day: Phrase, text: str) -> bool:
    """Whether a day stands before a dash at the head of a sentence: the day of the piece, and of nothing in it."""
    dash, before = _P["dash"].match(text, day.end), _P["before_day"].fullmatch(text[: day.start])
    return dash is not None and before is not None


def _leads_on(text: str) -> bool:
    """Whether a sentence ends with a colon: what stands below completes it."""
    return text.rstrip().endswith((":", "："))


def _awaited(claims: list[Claim], told: Told) -> Iterator[Claim]:
    """Instruments whose day was told before what they list: the first acts that follow."""
    for base in told.awaits:
        behind = (c for c in claims if c.kind in ("control", "count") and not c.instrument)
        acts = [c for c in behind if 0 < c.sentence - base.sentence <= _HEAD]
        if acts:
            yield from list_claims.bound_by(base, (c for c in acts if c.sentence == acts[0].sentence))
        elif all(c.sentence != base.sentence or c.kind == UNREAD for c in claims):
            yield base._replace(kind="process", actor=base.actor or told.actor)  # what it lists is never told


def _leading(claims: list[Claim], piece: Piece, told: Told) -> Iterator[Claim]:
    """What a sentence states of all that is listed below it ("These were added to Schedule C:"): one claim, true if all are."""
    stated = defaultdict[int, list[Claim]](list)
    for claim in claims:
        if claim.kind != "opinion":
            stated[claim.sentence].append(claim)
    for s in piece.sentences:
        each = told.led.get(s.start, [])
        names = (None, len(each)) if all(w.kind == "substance" for one in each for w in one.what) else ()
        colon = _leads_on(s.text)
        fits = (c.number in names if _of_kind(c) else colon and _leads_only(c) for c in stated[s.number])
        if not each or not all(fits):
            continue  # names say more than a word for what they are
        bare = [
            one._replace(start=s.start, end=s.end, sentence=s.number, number=None, also=()) for one in each
        ]
        if len({one.list for one in bare}) > 1:  # each on a list of its own
            bare = [one._replace(list="") for one in bare]
        same = {one._replace(what=(), told=()) for one in bare}
        if len(same) == 1 and each[0].kind in ("control", "removal"):
            yield bare[0]._replace(what=tuple(dict.fromkeys(w for one in each for w in one.what)))


def _of_whole(read: Read, told: Told) -> list[Claim]:
    """What is told by a whole sentence of prose, and not by one clause of it."""
    prose = read.language and not heading(read)
    ways = (low_value.told_of, loaded.told_of, act_claims.bounded, pauses.rest)
    return next(filter(None, (way(read, told) for way in ways)), []) if prose else []


def _acts_alone(read: Read, told: Told) -> list[Claim]:
    """A sentence that tells of an act, and in which nothing else was found."""
    if _leads_on(read.sentence.text.rstrip(" -–—")):
        return []  # what leads on is judged by what stands below it
    waits = any(one.sentence == read.sentence.number for one in told.awaits)
    own = act_claims.numbers(read.sentence.text) or act_claims.REPLACES.search(read.sentence.text)
    same = act_claims.SAME.match(read.sentence.text) and act_claims.numbers(told.named)
    listed = told.act and not (own or same)  # "this Order": of what was just listed
    hit = None if waits or listed else act_claims.alone(read)
    made = _make(hit, read.clause(hit.start), read, told) if hit else []
    whole = read.sentence
    return [one._replace(start=whole.start, end=whole.end) for one in made if one.act]


def _standing(read: Read, told: Told) -> list[Claim]:
    """What a sentence tells of all duties on a ground, where nothing else was understood in it."""
    no = not read.language or heading(read) or _P["no_claim"].search(read.sentence.text)
    return [] if no else standing(read, told)


def _unread(read: Read, told: Told) -> list[Claim]:
    """A sentence that may state law, and of which nothing is understood: but that the piece proposes it, where it does."""
    s = read.sentence
    if _P["no_claim"].search(s.text):
        return []
    if told.actor and of_proposal(s.text, told):
        return [Claim("process", s.start, s.end, s.number, actor=told.actor, modality="proposed")]
    here = {*codes_of(read.of("state"))} or told.around
    awaited = any(one.sentence == s.number for one in told.awaits) or grounds.DUTY.search(s.text)
    if here and not awaited and not any(map(list_claims.HELD.fullmatch, here)):
        return [Claim("other", s.start, s.end, s.number)]  # law of states whose lists are not held
    return [Claim(UNREAD, s.start, s.end, s.number)]


def _completed(sentence: Sentence, mentions: list[Mention], language: str, told: Told) -> list[Claim]:
    """What a line states together with those that it completes: a heading, a sentence before a colon."""
    text = ""
    near: list[Mention] = []
    named = [len({code for *_, code in find_states(one.text)}) for one in sentence.leads]
    # a lead that names several states yields to one below it that tells which
    heads = (one for n, one in enumerate(sentence.leads) if named[n] < _PAIR or not any(named[n + 1 :]))
    parts: tuple[Lead | Sentence, ...] = (*heads, sentence)
    for part in parts:
        here = within(mentions, part.start, part.end)
        body, here, _ = without_forms(part.text, part.start, here)
        body = body.rstrip(" :：-–—") + ": " if part is not sentence else body
        shift = len(text) - part.start
        near += [m._replace(start=m.start + shift, end=m.end + shift) for m in here]
        text += body
    whole = Sentence(sentence.number, 0, len(text), text)
    own_from = len(text) - len(body)
    read = read_sentence(whole, find_entities(text), near, find_days(text), language)
    own = tuple(thing for thing in read.things if thing[0] >= own_from)
    if own:  # the names say more than the words for what they are
        read = read._replace(things=own)
    made = []
    # what is listed may stand in another clause than the verb
    whole_line = read._replace(clauses=((0, len(text)),))
    rated = read.of("rate", own_from)
    ways = (
        [c for c in _claims(one, told) if c.end > own_from + 1 and not (rated and c.kind == "truce")]
        for one in (read, whole_line)
    )
    more = _P["more_of_it"].match(sentence.text) or RULE.search(sentence.text)
    for claim in next(filter(None, ways), ()):
        if claim.kind in ("control", "removal", "count") and not own:
            if more:
                continue  # "It is injected", "Labels must tell it": what is told of those above
            unknown = What("unknown", "", sentence.text[:120])  # a name that the lawbook does not know
            claim = claim._replace(kind="control", number=None, what=(unknown,))
        elif claim.instrument and list_claims.own_list(sentence.text):
            claim = claim._replace(instrument="")
        made += duty_claims.of_item(claim, sentence.text) if claim.kind in DUTY_KINDS else [claim]
    return [claim._replace(start=sentence.start, end=sentence.end) for claim in made]


def _heads(piece: Piece) -> str:
    """Who acts before a state is named: the only one of the piece, all over which it happens; for a title, the first that the
    next sentences name."""
    named = [(s.text[:start], code) for s in piece.sentences for start, _, code in find_states(s.text)]
    if len({code for _, code in named}) == 1 and any(_P["all_over"].search(before) for before, _ in named):
        return named[0][1]
    for sentence in piece.sentences[:4]:
        states = [e for e in find_entities(sentence.text) if e.kind == "state"]
        if states and sentence.number == 0:
            return ""
        free = [e.id for e in states if not governed(sentence.text, e, piece.language)]
        if free and piece.sentences[0].number == 0:
            return free[0]
    return ""


def within(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """The mentions, in order of place, that begin between two places."""
    first = bisect_left(mentions, start, key=lambda m: m.start)
    return mentions[first : bisect_left(mentions, end, lo=first, key=lambda m: m.start)]


def _remember(read: Read, told: Told) -> None:
    text, states = read.sentence.text, [e.id for e in read.of("state")]
    if states:
        named = [e for e in read.of("state") if not _P["charged"].search(text[: e.start])]
        own = (e for e in named if not _P["its_goods"].match(text[e.end :]))
        free = [e.id for e in own if not governed(text, e, read.language)]
        if beside := _P["beside_it"].match(text):  # "While A presses on, B acts"
            behind = codes_of(read.of("state", beside.end()))
            free = [one for one in behind if one in free] or free
        listed = len(set(free)) >= _MANY  # "the six are A, B and C": none of them acts
        told.actor = free[0] if free and not listed else told.actor or next((e.id for e in named), "")
    if duty_claims.US_ACT.search(text):
        told.actor = "US"
    told.states += states
    told.pair = codes_of(read.of("state"), told.actor) or told.pair
    head = text[: act_claims.MOST]
    if act_claims.numbers(head) or act_claims.TITLE.search(text):
        told.named, told.named_at = head, read.sentence.number
    told.law = acts_named(text) or told.law
    if act_claims.STATUTE.search(text):
        told.statute = head
        told.statutes[told.statute] = None
    if ground := grounds.named_last(text):
        told.named_ground = ground
        told.grounds[ground] = None
    if read.things:
        row = read.sentence.leads[-1:]
        new = tuple(what for _, _, what in read.things)
        told.what, told.row = (*(told.what if row and row == told.row else ()), *new), row
    told.days += read.days
    text = text.rstrip()
    dated = [p for p in read.days[-1:] if text[p.start - 1 : p.start] + text[p.end :] in ("()", "（）")]
    if dated:
        told.ground = grounds.ground_of(text)
    told.headed = dated[-1] if dated else None if heading(read) else told.headed


def _claims(read: Read, told: Told, last: tuple[str, ...] = ()) -> Iterator[Claim]:
    taken: list[tuple[tuple[int, int], str]] = []
    for hit in hits_of(read, last):
        clause = read.clause(hit.start)
        family = _FAMILIES.get(hit.kind, hit.kind)
        once = family in _TOLD_ONCE
        if any(other == family and (once or clause == spot) for spot, other in taken):
            continue
        made = _make(hit, clause, read, told)
        if made:
            taken.append((clause, family))
        for claim in made:
            _keep(claim, hit, told)
            yield claim


def _keep(claim: Claim, hit: Hit, told: Told) -> None:
    """Remember what a claim tells, for what "these", "the duty" and "the list" mean behind it."""
    kind = claim.kind
    if kind in ("control", "count"):
        status = kind == "control" and told.act and not claim.phrase and _P["status"].search(hit.words)
        if not (claim.instrument or status):
            told.act = (*(one for one in told.act if one.start == claim.start), claim)
        if claim.instrument or claim.list:
            told.elsewhere = claim.instrument
    elif kind not in ("opinion", "total", "penalty", "licence", *LAST, *OTHER):
        told.act = ()
    if kind == "control":
        told.controlled = claim.what
    elif kind == "count" and claim.phrase is not None and not claim.repeated:
        told.counted = claim
    elif kind == "list":
        told.listed = claim
    elif kind in ("reduction", "repeal") and told.duty is None:
        told.tell_duty(claim)
    elif kind == "duty":
        if claim.modality == "fact" or claim.rate:
            told.tell_duty(claim)
        if claim.goods and claim.modality != "opinion":
            told.duties.append(claim)


_Maker = Callable[[Claim, Hit, tuple[int, int], Read, Told], list[Claim]]
_MAKERS: dict[str, _Maker] = {  # kind of a trigger -> who makes claims of it
    **dict.fromkeys(("control", "removal"), list_claims.control),
    **dict.fromkeys(("process", "power", "penalty", "other"), list_claims.told_only),
    **dict.fromkeys(("truce", "exemption", "reduction", "repeal", "duty"), duty_claims.duty),
    **dict.fromkeys(("suspended", "resumed"), trade_claims.cooperation),
    "in_force": list_claims.in_force,
    "licence": licence_claims.licence,
    "needed": licence_claims.needed,
    "limit": licence_claims.limit,
    "follow": list_claims.follow,
    "total": list_claims.total,
    "threat": trade_claims.threat,
    "list": trade_claims.counter_list,
    "answers": trade_claims.answers,
    "deadline": trade_claims.deadline,
    "designation": party_claims.designation,
    "ban": party_claims.ban,
}


def _make(hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    base, text = _base(hit, clause, read, told), read.sentence.text
    asked = asks(text) and hit.kind != "threat"
    of_duty = hit.kind in DUTY_KINDS
    if base.negated and (_P["once_not"].search(text, *clause) or (of_duty and _P["act_not"].search(text))):
        return []
    valued = base.phrase is None and _P["valued"].search(text, *clause)
    valued = of_duty and (valued or _P["doubted"].search(text, *clause))
    if asked or valued or (of_duty and _P["open_question"].search(text)):
        return [base._replace(kind="opinion", modality="opinion")]
    if of_duty and _P["holding"].search(text):
        held = list_claims.told_only(base._replace(kind="process", negated=False), hit, clause, read, told)
        return [one for claim in held for one in act_claims.with_act(claim, hit, read, told)]
    subject = hit.kind == "exemption" and "subject" in hit.words
    if subject and _P["fails"].search(text[: hit.start] + text[hit.end :]):
        return []  # "goods that do not qualify are not subject to it"
    if hit.kind == "answers" and read.of("rate", clause[0], hit.start):
        return []  # "A imposed 25 % in response to duties of B": what A charges says more
    made = _MAKERS[hit.kind](base, hit, clause, read, told)
    if hit.kind in (*LAST, *_OF_ACTS, "duty", "reduction"):
        made = [one for claim in made for one in act_claims.with_act(claim, hit, read, told)]
    if of_duty and told.headed and not read.days:
        made = [claim._replace(phrase=told.headed) for claim in made]
    if hit.kind == "ban" and act_claims.TO_FOLLOW.search(text):  # what an authority must do by a day
        made = [one._replace(kind="process", modality="announced") for one in made]
    more = beside(made, (min(clause[0], hit.start), max(clause[1], hit.end)), read) if made else ()
    made = [one._replace(beside=more) for one in made]
    return [one._replace(kind="opinion") if one.modality == "opinion" else one for one in made]


def _base(hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> Claim:
    text, offset = read.sentence.text, read.sentence.start
    start, end = min(clause[0], hit.start), max(clause[1], hit.end)
    words_ = text[start:end]
    lead = len(words_) - len(words_.lstrip(" ,;–—-…"))
    phrase = day_of(hit, clause, read)
    if phrase is not None:
        before = text[: phrase.start]
        no_day = _P["not_before"].search(before) or _P["meeting"].match(text, phrase.end)
        no_day = no_day or _P["nested"].search(text[phrase.end : hit.start])
        ahead = phrase.ahead or _P["will_on"].search(before) is not None
        phrase = None if no_day else phrase._replace(ahead=ahead)
    beside = [p for p in read.days if phrase is not None and p.start < phrase.start]
    own = text[hit.start : hit.end]
    led = text[clause[0] : hit.start]
    near = led.split()
    close = " ".join(near[-4:]) if text.isascii() or read.language != "zh" else "".join(near)[-_NEAR_ZH:]
    said = _P["was_not"].sub(" ", _P["untouched"].sub(" ", f"{close} {own}"))
    denied = words().cues["negated"].search(said)
    denied = denied or _P["denied_by"].search(f"{' '.join(near[-3:])} {own}")
    denied = denied or (_P["denied_behind"].match(text, hit.end) if hit.kind == "duty" else None)
    # "shall no longer be charged", "not subject to": an end, an exemption, and none that is denied
    ended = hit.kind in ("repeal", "removal") and _P["no_longer"].search(own)
    meant = ended or (hit.kind == "exemption" and "subject" in own)
    looks = phrase is not None and phrase.ahead
    led_on = " ".join(near[-14:])
    led_on = _P["object_zh"].sub("", led_on) if phrase else led_on
    modality = proposed(hit, text, told) or modality_of(hit, clause, text, led_on, looks, told)
    return Claim(
        hit.kind, offset + start + lead, offset + end, read.sentence.number, phrase=phrase, begins=begins(phrase, text),
        told=(*told.days[-TOLD_MOST:], *beside), modality=modality, negated=denied is not None and not meant,
        still=_is_now(hit, words_, led, read.language), said_by=read.first("speaker"), goods=goods_of(words_),
    )  # fmt: skip


def _is_now(hit: Hit, text: str, led: str, language: str) -> bool:
    """Whether a clause says how things stand: "is a Class C drug", 属于第二类精神药品; not what an act brings ("the Order imposes")."""
    if STILL.search(text):
        return True
    if language == "en":
        foretold = _P["to_be"].search(led) or _P["by_act"].search(led)
        return foretold is None and _P["present"].search(hit.words) is not None
    stands = hit.kind == "control" and _P["stands_now"].search(text)
    return bool(stands or _P["present_other"].search(text) or _P["present"].search(hit.words))
