"""Claims about a duty that a sentence before told of: its rate for a state or for goods, its first day, what is let out of it.

Sought where a sentence tells of no duty by itself ("For Vietnam it is 46 %", "It applies from 5 April", "Scrap is spared"). What
is carried over may be another duty's: such a claim is assumed, and so confirmed, announced or not judged.
"""

from __future__ import annotations

from decimal import Decimal

from tidewaiter.text.statements import act_claims, grounds, let_out, rates
from tidewaiter.text.statements.bound import beside
from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.days import begins
from tidewaiter.text.statements.entities import goods_known, goods_of
from tidewaiter.text.statements.loaded import LOADED
from tidewaiter.text.statements.low_value import SMALL
from tidewaiter.text.statements.modality import loose
from tidewaiter.text.statements.roles import Told, codes_of, governed, same_duty
from tidewaiter.text.statements.words import patterns, words

_P, _CALLED, _OWED = patterns("carried"), patterns("called"), patterns("claims")["owed"]
_CLOSE = 3  # sentences behind one that tells of a duty
_DUTIES = ("duty", "reduction")
_RESTS = ("truce", "list")
_BASES = (*_DUTIES, "repeal")
KINDS = (*_BASES, "exemption")  # of claims to which the next sentences may point


def remember(made: list[Claim], told: Told) -> None:
    """Keep what a sentence tells of duties; the duty told before stays the one meant where it tells but of an exemption."""
    told.rest = next((one for one in made if one.kind in _RESTS and one.origins), told.rest)
    new = tuple(
        one for one in made if one.kind in KINDS and one.modality != "opinion" and one.goods != (LOADED,)
    )
    if not new:  # all duties on a ground, of which no more is understood
        new = tuple(Claim("duty", one.start, one.end, one.sentence, one.actor, authority=one.authority)
            for one in made[:1] if one.kind == "process" and one.authority)  # fmt: skip
    if new:
        kept = (
            () if any(one.kind in _BASES for one in new) else (one for one in told.last if one.kind in _BASES)
        )
        told.last = (*kept, *new)
    # states whose goods bear it do not act
    told.actor = next((one.actor for one in new if one.assumed and one.repeated), told.actor)


def carried(read: Read, told: Told) -> list[Claim]:
    """What a sentence tells of the duty of which one before it told."""
    last, text = told.last, read.sentence.text
    if not last or not 0 < read.sentence.number - last[-1].sentence <= _CLOSE or _unsure(read):
        return []
    if act_claims.numbers(text):
        return []
    duty = _called(text, told) or next((one for one in reversed(last) if one.kind in _BASES), None)
    if duty and not duty.authority and words().duty_states.get(told.only_ground) == duty.actor:
        duty = duty._replace(authority=told.only_ground)
    expires = duty and _P["it_expires"].search(text) and read.day
    bound = _P["it_binds"].search(text) or _P["it_ended"].search(text) or _P["followed"].search(text)
    made: list[Claim] = []
    if read.of("rate"):
        made = _rated(read, duty) if duty and _P["rated"].search(text) else []
    elif duty and _P["outside_usmca"].search(text):
        made = [_base(read, duty)._replace(kind="exemption", rate=None, rate_from=None, goods=("usmca",))]
    elif last[-1].goods not in ((SMALL,), (LOADED,)) and _P["free"].search(text):
        free = duty and duty.kind != "repeal" and not _P["not_free"].search(text)
        made = _let_out(read, duty) if duty and free else []
    elif expires and duty:  # it stands until then
        day = read.day._replace(ahead=True) if read.day else None
        made = [
            _base(read, duty)._replace(kind="duty", still=True, phrase=day, begins=False, modality="fact")
        ]
    elif bound:
        made = _dated(read, last)
    elif duty and _P["covers"].search(text):
        made = _of_worth(read, duty)
    more = beside(made, (0, len(text)), read) if made else ()
    own = _P["same_act"].search(text) or _called(
        text, told
    )  # the very act, or duty, of which one before it told
    return [one._replace(assumed=own is None, repeated=True, beside=more) for one in made]


def _called(text: str, told: Told) -> Claim | None:
    """The duty that a word means which only one of those told bears: "the surcharge"."""
    found = {
        one for ground, one in told.by_ground.items() if ground in _CALLED and _CALLED[ground].search(text)
    }
    return found.pop() if len(found) == 1 else None


def _of_worth(read: Read, duty: Claim) -> list[Claim]:
    """Of what size the list is on which the duty falls."""
    money, text = read.of("money"), read.sentence.text
    if len(money) != 1 or duty.kind != "duty" or goods_of(text) or _whose(read, duty) or read.day:
        return []
    return [_base(read, duty)._replace(money=money[0].id)]


def _unsure(read: Read) -> bool:
    text = read.sentence.text
    return loose(text, "opinion", "proposed", "planned") or _P["no_duty"].search(text) is not None


def _base(read: Read, duty: Claim) -> Claim:
    """The duty told before, in a sentence of its own: with the day that it tells, and none of the old one."""
    s, day = read.sentence, read.day
    ahead = read.language != "zh" and words().cues["future"].search(s.text)
    return duty._replace(
        start=s.start, end=s.end, sentence=s.number, phrase=day, begins=begins(day, s.text), made=None, money="", way="",
        negated=False, still=day is None and duty.kind != "repeal" and not (duty.begins or _P["past"].search(s.text)), modality="announced" if ahead else "fact",
    )  # fmt: skip


def _whose(read: Read, duty: Claim) -> tuple[str, ...]:
    return codes_of(read.of("state"), duty.actor)


def _rated(read: Read, duty: Claim) -> list[Claim]:
    """Rates, each of the states or goods that it stands beside."""
    text = read.sentence.text
    if _P["bound"].search(text):
        return []
    rate, before = grounds.rates_in((0, len(text)), read)
    goods = goods_known(text)
    of_goods = duty.actor == "US" and words().duties["s232"].search(text)  # the one ground that has such
    ground = "s232" if of_goods else duty.authority
    whose = _whose(read, duty)
    same = ground == duty.authority
    base = _base(read, duty)._replace(
        kind="duty", rate=rate, rate_from=before, authority=ground, goods=goods or ((duty.goods if same else ()) if not whose else ()),
        origins=whose or (duty.origins if same else ()),
    )  # fmt: skip
    made = rates.each_rate(base, (0, len(text)), read)
    every = {Decimal(e.id) for e in read.of("rate")}
    return made if every == {one for c in made for one in (c.rate, c.rate_from) if one is not None} else []


def _let_out(read: Read, duty: Claim) -> list[Claim]:
    """Goods, or states, that the duty does not fall on."""
    text, whose = read.sentence.text, _whose(read, duty)
    goods = let_out.exempted(text) if goods_of(text) else ()
    if not (goods or whose) or len(grounds.DUTY.findall(text)) > 1:
        return []  # one duty lets out of another
    free = _base(read, duty)._replace(kind="exemption", rate=None, rate_from=None)
    return [free._replace(goods=goods, origins=whose or duty.origins)]


def _dated(read: Read, last: tuple[Claim, ...]) -> list[Claim]:
    """The first day, or the end, of what was told; or that of other goods, which "followed"."""
    text = read.sentence.text
    base, ended = _base(read, last[-1]), _P["it_ended"].search(text) is not None
    goods, whose = goods_known(text), _whose(read, base)
    if base.phrase is None:
        return []
    if ended:
        return [base._replace(way="ended", origins=whose)] if base.goods == (SMALL,) and not goods else []
    binding = [one for one in last if one.kind in _DUTIES and {*whose} <= {*one.origins}]
    if goods:
        new = base._replace(kind="duty", goods=goods, rate_from=None)
        followed = binding[-1:] if _P["followed"].search(text) else []
        return [new._replace(rate=one.rate, authority=one.authority) for one in followed]
    return [same_duty(base, one) for one in binding]


def of_others(read: Read, told: Told, heading: bool) -> list[Claim]:
    """What is told of the duties of a state of which none are held: whichever of them is meant, no more can be asked."""
    s, states = read.sentence, read.of("state")
    if told.duty:
        actor, of_it = told.duty.actor, read.of("rate") or _P["of_trade"].search(s.text)
        others = {e.id for e in states if not governed(s.text, e, read.language)} - {actor}
    else:
        actor, of_it = told.actor, grounds.DUTY.search(_OWED.sub(" ", s.text))
        others = {e.id for e in states if _P["duties_held"].fullmatch(e.id)}
    if not actor or _P["duties_held"].fullmatch(actor) or others or not of_it or heading:
        return []
    day = read.day
    claim = Claim(
        "duty", s.start, s.end, s.number, actor=actor, repeated=True, phrase=day, begins=begins(day, s.text)
    )
    told.tell_duty(claim)
    return [claim]
