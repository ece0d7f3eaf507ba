"""Claims about the freedom of shipments of small value (de minimis): it stands, it ended, its end was put off.

A claim is an exemption on the goods ``SMALL``; its way is in_force, was (until now), ended, or prolonged (the end was put off).
"""

from __future__ import annotations

from tidewaiter.text.statements import act_claims
from tidewaiter.text.statements.claims import SPARED, Claim, Read
from tidewaiter.text.statements.days import begins
from tidewaiter.text.statements.entities import LET_OUT, states_in
from tidewaiter.text.statements.modality import asks
from tidewaiter.text.statements.roles import STILL, Told, codes_of
from tidewaiter.text.statements.words import patterns, words

SMALL = "small value"
_P = patterns("low_value")
_STEPS = ("prolonged", "kept", "ended", "in_force")  # the order in which they are sought


def told_of(read: Read, told: Told) -> list[Claim]:
    """What a sentence tells of that freedom: of whose goods, since when."""
    s, text, cues = read.sentence, read.sentence.text, words().cues
    if len(text) > act_claims.MOST or not _P["it"].search(text) or _P["another"].search(text):
        return []
    own = _P["let_in"].sub(" ", text)
    if _P["whatever"].search(own):
        if not _P["owed"].search(own):
            return []
        own = _P["whatever"].sub(" ", own) if _P["free"].search(own) else own  # what is free, is not owed
    step = next((one for one in _STEPS if _P[one].search(own)), "")
    if _P["until_now"].search(text) and _P["free"].search(own):
        step = "was"
    rest = _P["until_ready"].sub(" ", own) if step == "prolonged" else own
    thought = step != "was" and (cues["opinion"].search(rest) or _P["loose"].search(rest))
    if (
        not step
        or thought
        or asks(text)
        or cues["proposed"].search(own)
        or act_claims.numbers(text)
        or _P["signed"].search(text)
    ):
        return []
    spared = states_in(" ".join(m[0] for m in LET_OUT.finditer(text)))
    states = tuple(one for one in codes_of(read.of("state")) if one not in spared)
    known = "US" in states or "US" in told.around or told.actor in ("", "US")
    origins = tuple(one for one in states if one != "US" or not known)
    if not known or set(origins) & {"EU", "UK"}:
        return []  # whose freedom is meant is not told, or it is that of another state
    day = read.day
    more = tuple(("rate", e.text) for e in read.of("rate"))
    more += tuple(("worth", m[0]) for m in _P["above"].finditer(text))
    more += tuple(("whose", f"{SPARED}{one}") for one in spared)
    more += tuple(("day", d.text) for d in read.days if d is not day and d.kind != "zh_year")
    ahead = step != "was" and read.language != "zh" and cues["future"].search(text)
    return [
        Claim(
            "exemption", s.start, s.end, s.number, actor="US", origins=origins, goods=(SMALL,), money=read.first("money"),
            way="ended" if step == "kept" else step, phrase=day, begins=begins(day, text), told=tuple(told.days[-1:]),
            modality="announced" if ahead or (step == "ended" and _P["to_end"].search(text)) else "fact",
            still=step == "kept" or STILL.search(text) is not None, beside=more,
        )
    ]  # fmt: skip
