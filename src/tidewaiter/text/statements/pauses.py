"""Claims that duties rest for a time: paused, put off, suspended "until 9 July", "for 90 days", "pour un mois"; and that a rest goes on.

The whole sentence is read: the words for a rest, beside a word for a duty, with its end or its length.
"""

from __future__ import annotations

from collections.abc import Iterable

from tidewaiter.text.statements import act_claims
from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.days import Phrase
from tidewaiter.text.statements.entities import goods_known
from tidewaiter.text.statements.grounds import DUTY, NO_TARIFF, ground_of, rates_in
from tidewaiter.text.statements.modality import loose
from tidewaiter.text.statements.roles import Hit, Told, codes_of
from tidewaiter.text.statements.sides import sides
from tidewaiter.text.statements.words import patterns, words

_P = patterns("pauses")
_NEAR = 24  # characters before a day in which "until" stands
_CLOSE = 2  # sentences behind one that tells of a duty


def rest(read: Read, told: Told) -> list[Claim]:
    """A claim that duties rest, with whose goods, the ground, the end or length, and the day on which it was made known."""
    s = read.sentence
    text, whole = s.text, (0, len(s.text))
    found = _P["rest"].search(text)
    days = [d for d in read.days if not _P["planned"].search(text[: d.start])]
    ends = until_of(days, text) or [d for d in days if _P["then_bound"].search(text[: d.start])]
    lasts = ends or _P["length"].search(text) or _P["goes_on"].search(text)
    if found is None or not lasts or len(text) > act_claims.MOST:
        return []
    named = DUTY.search(text) is not None and NO_TARIFF.search(text) is None
    duty = told.duty if told.duty and s.number - told.duty.sentence <= _CLOSE else None
    if told.rest and s.number - told.rest.sentence <= _CLOSE and _P["the_rest"].match(text):
        duty = told.rest  # "the suspension runs until 6 August"
    pointed = duty and any(_P[key].search(text) for key in ("reprieve", "told_before", "the_rest", "it"))
    if not (named or pointed) or _unsure(read):
        return []
    rates = read.of("rate")
    if len(rates) > 1 or goods_known(text):
        return []  # which of several duties rests is not told
    actor, origins, ground = _whose(found.span(), read, told)
    if duty is not None and not ((origins or ground) and (named or origins == duty.origins)):
        actor, origins, ground = duty.actor, duty.origins, duty.authority
    if duty is not None and ground and not origins and rates and actor in ("", duty.actor):
        origins = duty.origins
    if not (origins or ground) or act_claims.numbers(text):
        return []
    made = next((d for d in days if d not in ends and d.kind != "zh_year"), None)
    denied = words().cues["negated"].search(text[: found.start()])
    way = "prolonged" if _P["prolonged"].search(text) else "suspended"
    return [
        Claim(
            "truce", s.start, s.end, s.number, actor=actor, origins=origins, authority=ground, act=text,
            rate=rates_in(whole, read)[0], way="until" if ends else way, phrase=ends[0] if ends else made,
            modality="announced" if loose(text, "future") and read.language != "zh" else "fact", made=made if ends else None, told=tuple(told.days[-1:]), negated=denied is not None,
        )
    ]  # fmt: skip


def _unsure(read: Read) -> bool:
    """Whether a rest is wished or proposed; or is one of all duties, or of the one on all states."""
    text = _P["threats"].sub(" ", read.sentence.text)
    return loose(text, "opinion", "proposed") or _P["not_rested"].search(text) is not None


def _whose(spot: tuple[int, int], read: Read, told: Told) -> tuple[str, tuple[str, ...], str]:
    """Who lets duties rest, on whose goods, on what ground."""
    text = read.sentence.text
    ground = ground_of(text)
    states = codes_of(read.of("state"))
    owner = words().duty_states.get(ground, "")
    actor, origins = sides(Hit("truce", *spot, text[slice(*spot)]), (0, len(text)), read, told)
    if owner or ("US" in states[:1] and "US" not in origins):
        owner = owner or "US"
        return owner, tuple(one for one in states if one != owner), ground
    if _P["reprieve"].search(text):
        return "", states, ground
    return actor, origins or tuple(one for one in states if one != actor), ground


def until_of(phrases: Iterable[Phrase], text: str) -> list[Phrase]:
    """The days of a text before which "until" stands."""
    return [d for d in phrases if _P["until"].search(text[max(d.start - _NEAR, 0) : d.start])]
