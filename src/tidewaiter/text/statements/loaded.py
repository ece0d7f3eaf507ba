"""Claims about goods that were under way when a duty began: loaded before a day and entered before another, they are let out of it.

A claim is an exemption on the goods ``LOADED``; its days stand in ``act``, the words of the sentence.
"""

from __future__ import annotations

from tidewaiter.text.statements import act_claims, grounds
from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.entities import goods_known
from tidewaiter.text.statements.modality import asks
from tidewaiter.text.statements.roles import Told, codes_of
from tidewaiter.text.statements.words import patterns, words

LOADED = "loaded in time"
_P, _FREE = patterns("loaded"), patterns("carried")["free"]
_CLOSE = 6  # sentences behind one that tells of a duty


def told_of(read: Read, told: Told) -> list[Claim]:
    """What a sentence tells of goods on their way when the duty told in it, or before it, began."""
    s, text = read.sentence, read.sentence.text
    if len(text) > act_claims.MOST or not _P["on_the_way"].search(text) or asks(text):
        return []
    free, owed = _FREE.search(text) or _P["free"].search(text), _P["owed"].search(text)
    duty = told.duty if told.duty and s.number - told.duty.sentence <= _CLOSE else None
    ground = grounds.ground_of(text) or (duty.authority if duty else "")
    actor = words().duty_states.get(ground, "") or (duty.actor if duty else told.actor)
    if not (free or owed) or not (ground or duty) or words().cues["proposed"].search(text):
        return []
    if goods_known(text) or read.of("rate"):
        return []  # more is told of it
    named = codes_of(read.of("state"), actor)
    return [
        Claim(
            "exemption", s.start, s.end, s.number, actor=actor, origins=named or (duty.origins if duty else ()), authority=ground, goods=(LOADED,), act=text,
            negated=free is None, told=tuple(told.days[-1:]), repeated=duty is not None,
        )
    ]  # fmt: skip
