"""Several rates in one clause: a claim for each, with its own goods, states, ground or day."""

from __future__ import annotations

import itertools
from decimal import Decimal

from tidewaiter.text.statements import grounds
from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.days import begins
from tidewaiter.text.statements.entities import Entity, goods_known, goods_of
from tidewaiter.text.statements.roles import codes_of
from tidewaiter.text.statements.words import patterns

_P = patterns("duty_claims")
_SEVERAL = 2  # rates


def each_rate(claim: Claim, clause: tuple[int, int], read: Read) -> list[Claim]:
    """ "15 % on coal and gas and 10 % on oil": a claim for each rate that has its own goods, or states, behind it."""
    text = read.sentence.text
    rates = [
        e for e in read.found
        if clause[0] <= e.start < clause[1] and (e.kind == "rate" or (e.kind == "share" and text[e.start - 1] == "("))
    ]  # fmt: skip
    if claim.rate is None or claim.rate_from is not None or len(rates) < _SEVERAL:
        return [claim]
    if len(claim.origins) == len(rates) and _one_list(rates, text):  # "on Canada and Mexico, 35 % and 25 %"
        whose = sorted(claim.origins, key=[s.id for s in read.of("state")].index)
        pairs = zip(rates, whose, strict=True)
        return [claim._replace(rate=Decimal(e.id), origins=(one,)) for e, one in pairs]
    if apart := _in_brackets(claim, rates, clause, text) or _by_ground(claim, rates, clause, text):
        return apart
    edges = [e.start for e in rates[1:]] + [clause[1]]
    behind = [_P["state_behind"].search(text[: e.start]) is not None for e in rates]
    lows = [clause[0], *(e.end for e in rates[:-1])]
    if all(behind) or _led(claim, [*lows, rates[-1].end], [*(e.start for e in rates), clause[1]], read):
        # "China (34 %) and the EU (20 %)", "对鸡肉加征15%", "for India 26 % and for Japan 24 %"
        parts = [(e, low, e.start) for e, low in zip(rates, lows, strict=True)]
    else:
        parts = [(e, e.end, edge) for e, edge in zip(rates, edges, strict=True)]
    goods = [goods_of(text[low:high]) for _, low, high in parts]
    own = [next((p for p in read.days if low <= p.start < high), None) for _, low, high in parts]
    days = own if sum(p is not None for p in own) >= _SEVERAL else [claim.phrase] * len(parts)
    each = [
        claim._replace(rate=Decimal(e.id), phrase=p, begins=begins(p, text) if p in own else claim.begins)
        for (e, low, high), p in zip(parts, days, strict=True)
    ]
    all_ = [bool(_P["all_goods"].search(text[low:high])) for _, low, high in parts]
    if any(goods) and all(some or every for some, every in zip(goods, all_, strict=True)):
        return [one._replace(goods=some) for one, some in zip(each, goods, strict=True)]
    begin = -1 if all(behind) else 0
    states = [codes_of(read.of("state", low, high), claim.actor)[begin:] for _, low, high in parts]
    if not all(states):
        return [claim]
    # "25 % on A's goods, 10 % on A's oil"
    own_goods = any(goods) and {*claim.goods} <= {*itertools.chain(*goods)}
    each = [one._replace(origins=some) for one, some in zip(each, states, strict=True)]
    return [one._replace(goods=some) for one, some in zip(each, goods, strict=True)] if own_goods else each


def _led(claim: Claim, lows: list[int], highs: list[int], read: Read) -> bool:
    """Whether each rate stands behind the states, or goods, that bear it; ``lows``, ``highs``: the places between the rates."""
    named = [
        bool(goods_known(read.sentence.text[low:high]) or codes_of(read.of("state", low, high), claim.actor))
        for low, high in zip(lows, highs, strict=True)
    ]
    return all(named[:-1]) and not named[-1]


def _by_ground(claim: Claim, rates: list[Entity], clause: tuple[int, int], text: str) -> list[Claim]:
    """ "A 20 % fentanyl and a 10 % reciprocal tariff, in all 30 %": each rate is that of its ground, and the last that of all."""
    lows, highs = [clause[0], *(e.end for e in rates)], [*(e.start for e in rates[1:]), clause[1]]
    out = []
    for e, low, high in zip(rates, lows, highs, strict=False):
        in_sum = _P["in_sum"].search(text, low, e.start)
        ground = "" if in_sum else grounds.ground_of(text[e.end : high])
        if not (in_sum or ground):
            return []
        out.append(claim._replace(rate=Decimal(e.id), authority=ground))
    own = [one for one in out if one.authority]
    summed = sum((one.rate or Decimal(0) for one in own), Decimal(0))
    told = {one.rate for one in out if not one.authority}  # a sum that is none is not understood
    return out if len({one.authority for one in own}) > 1 and told <= {summed} else []


def _in_brackets(claim: Claim, rates: list[Entity], clause: tuple[int, int], text: str) -> list[Claim]:
    """ "25 % (10 % on potash)": the goods in the brackets bear the rate that opens them, and not the one before."""
    second, *more = rates[1:]
    close = text.find(")", second.end)
    if more or text[second.start - 1] != "(" or close < 0 or not (own := goods_of(text[second.end : close])):
        return []
    rest = goods_of(text[clause[0] : second.start] + text[close : clause[1]])
    return [claim._replace(goods=rest), claim._replace(rate=Decimal(second.id), goods=own)]


def _one_list(rates: list[Entity], text: str) -> bool:
    """Whether nothing but commas and "and" stands between rates."""
    return all(_P["rates_join"].fullmatch(text, a.end, b.start) for a, b in itertools.pairwise(rates))
