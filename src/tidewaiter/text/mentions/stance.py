"""What a short text does as a whole: it forbids what it names, asks where to get it, or sells goods that are called so.

A group that bans offers names what it bans; somebody who looks for a dealer offers nothing; a gearbox has an LSD. The words
stand in ``stances.yml``.
"""

from __future__ import annotations

import re

from tidewaiter.text.mentions.cued import CHAIN, FORBIDDEN, SEVERAL, WHOLE, Context, Cue, Judged
from tidewaiter.text.mentions.cues import cues, patterns

PRICED = ("deal", "menu", "price", "pill")
_P = patterns("stance").patterns
_ENOUGH = 2  # words of prohibition, where one alone may be said by a seller too
_CLAUSE = re.compile(r"[.;!?\n]|\Z")


def namesake(context: Context, start: int, end: int, near: list[Cue], company: frozenset[str]) -> str:
    """The word that tells that a name is borne by other goods here, or "".

    A price as only drugs have it, and another drug beside it, leave the name what it is; where the goods are made for
    research on what they are called after (antibodies), other names beside it tell nothing.
    """
    groups = {cue.group: cue.word for cue in near}
    if "deal" in (cue.word for cue in near):
        return ""
    word = context.text[start:end]
    for row in cues().namesakes:
        if row.group not in groups:
            continue
        if not row.words and "illicit" not in groups:
            return groups[row.group]
        if word in row.words and company - row.words <= {SEVERAL, CHAIN}:
            return groups[row.group]
    return ""


def forbids(context: Context, near: list[Cue], whole: bool) -> Judged | str:
    """What a text that forbids or denies what it names makes of a mention: nothing is offered, or nobody can tell.

    A judgement where it is settled; else why an offer is to be left open, or "". Words that sellers say too ("no police")
    make nothing of a text in which something is sold, nor does what a seller denies ("we do not sell to minors").
    """
    if not whole:
        return ""
    groups = {cue.group for cue in near}
    surely, denies = "forbids" in groups, "denies" in groups
    perhaps = len({cue.word for cue in near if cue.group == "forbids perhaps"}) >= _ENOUGH
    sells = (surely or denies or perhaps) and sold(context.text, near)
    if (surely or denies) and not sells:
        return Judged("negated", FORBIDDEN)
    return FORBIDDEN if surely or (perhaps and not sells) else ""


def sold(text: str, near: list[Cue]) -> bool:
    """Whether something in a text is what only a seller says, and the text does not deny it ("never ships")."""
    return any(cue.word in PRICED or (cue.group == "sells" and not _refused(text, cue)) for cue in near)


def asks(context: Context, near: list[Cue]) -> bool:
    """Whether a short text asks for drugs as one who wants to use them, and nothing in it is a seller's."""
    if len(context.text) > WHOLE or _P["wholesale"].search(context.text):
        return False
    asked = [cue for cue in near if cue.group == "request"]
    if not (asked or _P["buys"].match(context.text)) or any(cue.group == "trade request" for cue in near):
        return False
    return not any(
        (cue.group == "sells" or cue.word in PRICED)
        and not any(one.start <= cue.start and cue.end <= one.end for one in asked)
        and not _refused(context.text, cue)
        for cue in near
    )


def denied_no_more(context: Context, denial: int, start: int, end: int) -> bool:
    """Whether a denial has ended at a comma or colon before a name: "no weed, coke 80 a gram" offers the second.

    It goes on where the list is closed by "or", and where nothing in the clause is sold.
    """
    text = context.text
    if not {",", ":"} & set(text[denial:start]):
        return False
    close = _CLAUSE.search(text, end)
    stop = close.start() if close else len(text)
    if _P["closes"].search(f",{text[denial:stop]}"):
        return False
    return bool(_P["costs"].match(text, end)) or any(
        (cue.word in PRICED or cue.group == "sells") and not _refused(text, cue)
        for cue in context.between(end, stop)
    )


def _refused(text: str, cue: Cue) -> bool:
    """Whether a seller's word is denied right before it: "сам не продаю"."""
    return _P["denies"].search(text[max(0, cue.start - 12) : cue.start]) is not None
