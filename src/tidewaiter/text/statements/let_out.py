"""What is let out of duties: goods, by words of their own or by another duty that they bear."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tidewaiter.text.statements.claims import OTHER, Claim
from tidewaiter.text.statements.entities import LET_OUT, find_entities, goods_of, states_in, without
from tidewaiter.text.statements.grounds import DUTY, all_in
from tidewaiter.text.statements.roles import Hit
from tidewaiter.text.statements.sides import CHINESE
from tidewaiter.text.statements.words import patterns, words

_P = patterns("let_out")
GOES_ON = _P["goes_on"]
_GOOD = 3  # letters of the least word for goods in a row


def let_out(base: Claim, text: str) -> list[Claim] | None:
    """Goods that bear one duty are let out of another ("Section 122 duties do not apply to goods subject to Section 232 duties")."""
    apart = _P["let_out_of"].search(text)
    found = apart or _P["let_out_by"].search(text)
    if not found:
        return None
    of, by = all_in(found["of"]), all_in(found["by"])
    if not of or not (by or DUTY.search(found["by"])):
        return None
    states = states_in(text) - {"US"}
    alone = _is_duty_alone(found["of"]) and _is_duty_alone(found["by"])
    if len(of) > 1 or len(by) != 1 or of == by or states or not alone:
        return []  # which duties are meant is not told, or there is more: a day, a share, other goods, a denial
    return [
        base._replace(
            kind="exemption",
            actor=words().duty_states.get(of[0], base.actor),
            authority=of[0],
            goods=(by[0],),
            negated=apart is None and _P["not_let_out"].search(text) is not None,
            way="prolonged" if GOES_ON.search(text) else "",
        )
    ]


def less(claim: Claim, hit: Hit, text: str) -> Claim:
    """An exemption, an end or a denial with the goods of which it tells."""
    if claim.kind == "exemption":
        denied = claim.negated and not _P["without"].match(hit.words)
        way = "prolonged" if GOES_ON.search(text) else claim.way
        return claim._replace(goods=exempted(text), negated=denied, way=way)
    if not (claim.negated or claim.kind == "repeal"):
        return claim
    text = LET_OUT.sub(" ", text)
    known = tuple(one for one in claim.goods if one in words().goods or words().special_duties.search(one))
    return claim._replace(goods=(*known, OTHER) if other_goods(text) else known)


def _is_duty_alone(text: str) -> bool:
    """Whether a piece names duties and goods at large, and tells nothing else of them."""
    for one in words().duties.values():
        text = one.sub(" ", text)
    return _P["goods_at_large"].sub(" ", DUTY.sub(" ", text)).strip(" .,;") == ""


def exempted(text: str) -> tuple[str, ...]:
    """The words that may name what is exempt; none where just "exemptions" are told of."""
    if _P["unnamed"].search(text):
        return ()
    plain = _P["usmca"].sub("USMCA", text)
    named = [w for w in re.findall(r"[a-z]{4,}", plain.lower()) if w not in words().any_goods]
    if CHINESE.search(text) and not (named or goods_of(text)):
        return (text,)  # of what goods Chinese words tell is not known
    others = (OTHER,) if others_in_row(text) else ()
    return tuple(dict.fromkeys((*goods_of(text), *named, *others)))  # the first in the words of the lawbook


def other_goods(text: str) -> bool:
    """Whether behind "on" or "for" stand words for goods of which no title of a duty tells ("on coffee and bananas")."""
    duty = DUTY.search(text)
    behind = duty and _P["on_goods"].search(text, duty.end())
    known = (*words().goods.values(), DUTY, _P["at_large"])
    found = [behind] if behind else _P["on_goods_before"].finditer(text)
    return any(_names_more(one["what"] or one["zh"], known, 4) for one in found)


def others_included(text: str) -> bool:
    """Whether goods of which no list tells are said to be among those of a duty, or to bear it too.

    >>> others_included("a duty on US goods, including wine"), others_included("a duty on metals, including steel")
    (True, False)
    """
    known = (*words().goods.values(), DUTY, _P["at_large"], _P["plain"])
    return any(_names_more(m["what"], known, 4) for m in _P["included"].finditer(text))


def _names_more(text: str, known: Iterable[re.Pattern[str]], least: int) -> bool:
    """Whether a text names more than entities and what is known, in words of so many letters at least."""
    text = without(text, (e[:2] for e in find_entities(text)))
    for one in known:
        text = one.sub(" ", text)
    left = (w for w in re.findall(r"[^\W\d_]{2,}", text) if w.lower() not in words().any_goods)
    return any(len(w) >= least or not w.isascii() for w in left)


def others_in_row(text: str) -> bool:
    """Whether goods of which no list tells stand in a row with those that one does ("coffee, copper and lumber are exempt").

    >>> others_in_row("Coffee and copper are exempt"), others_in_row("Copper and lumber are exempt")
    (True, False)
    """
    known = (DUTY, _P["plain"], *words().duties.values())
    if _P["let_in"].search(text):
        return False  # what a word for all that is let out spells out: "donations of food and clothes"
    parts = _P["joint"].split(text)
    named = [bool(goods_of(part)) for part in parts]
    beside = (
        part for here, part in enumerate(parts) if not named[here] and any(named[max(here - 1, 0) : here + 2])
    )
    return any(_names_more(part, known, _GOOD) for part in beside)
