"""Claims about lists: a control, a paper at the border, a treaty that is followed, parties on a list, a ban."""

from __future__ import annotations

import re

from tidewaiter.text.claims import Claim, Read, What
from tidewaiter.text.roles import PASSIVE, Hit, Told, actor_of, count_of, pointing, states_of

_LINK = re.compile(
    r"[\s,'\"“”]*(?:and|or|as well as|&|/)?[\s,'\"“”]*(?:(?:the|another|other|a|an|its|two|three|\d+|both|further|more|additional)\s+)*",
    re.I,
)


def control(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state lists a substance, a class, a group, or a number of substances; or takes one off."""
    actor = actor_of(hit, clause, read, told)
    found, near = _whats(hit, clause, read)
    whats = tuple(found)
    number = count_of(hit, clause, read, near)
    general = not whats and number is not None and _general(read, clause, hit)
    repeated = False
    if not whats and not general:
        if not pointing(read.sentence.text[hit.start : clause[1]]) and not pointing(
            read.sentence.text[clause[0] : hit.start]
        ):
            return []
        whats, repeated = (told.controlled or told.what)[:1], True
        if not whats:
            return []
    if not actor:
        return []
    base = base._replace(
        actor=actor, repeated=repeated, more=(_list_words(read, clause), _as_class(read, clause))
    )
    if general:  # "six substances were added to the catalogue of precursors"
        titled = [
            w for start, _, w in read.things if _titled(start, read.sentence.text) and w.kind == "group"
        ]
        whats = tuple(titled[:1])
    wide = [w for w in whats if w.kind == "group" and w.id in ("new psychoactive substances", "precursors")]
    if number is not None and number >= 5 and (general or wide):
        return [base._replace(kind="count", number=number, what=tuple(wide))]
    if general:
        return [base._replace(kind="count", number=number, what=tuple(wide))]
    if len(whats) > 1 and whats[0].kind == "group" and any(w.kind != "group" for w in whats[1:]):
        whats = whats[1:]  # "the precursors A and B": the names say more
    if whats[0].kind != "group":
        number = None  # counted by their names
    claims = [
        base._replace(what=(what,), number=number if place == 0 else None) for place, what in enumerate(whats)
    ]
    if any(base.modality == "opinion" for _ in claims):
        return claims[:1]
    return claims


def _list_words(read: Read, clause: tuple[int, int]) -> str:
    """Which list is named: "Schedule I", "Table II"."""
    found = re.search(
        r"\b(?:schedule|table|annex|category|class|list)\s+(?:I{1,3}|IV|V|\d[A-Z]?|[ABC])\b",
        read.sentence.text[clause[0] : clause[1]],
        re.I,
    )
    return found[0] if found else ""


def _as_class(read: Read, clause: tuple[int, int]) -> str:
    text = read.sentence.text[clause[0] : clause[1]]
    return (
        "class"
        if re.search(r"\b(?:as an? (?:\w+ )?class|class (?:control|ban|of)|class-)|整类", text, re.I)
        else ""
    )


def _whats(hit: Hit, clause: tuple[int, int], read: Read) -> tuple[list[What], int]:
    """The things that a control is about, and where the first stands: coordinated ones together."""
    text = read.sentence.text
    things = [t for t in read.things if not _titled(t[0], text)]
    inside = [t for t in things if hit.start <= t[0] < hit.end]
    after = [t for t in things if hit.start <= t[0] < clause[1]]
    before = [t for t in things if clause[0] <= t[0] < hit.start]
    if not (before or after) and _SUBJECTLESS.fullmatch(text[clause[0] : hit.start]):
        before = [t for t in things if t[0] < hit.start]  # a verb without its subject, after a dash
    passive = bool(PASSIVE.search(hit.words)) and not inside
    first = (before[-1:] or after) if passive else (after or before)
    if passive and before:  # "A and B were listed": all that is joined
        chain = [before[-1]]
        for thing in reversed(before[:-1]):
            if not _LINK.fullmatch(text[thing[1] : chain[0][0]]):
                break
            chain.insert(0, thing)
        return [t[2] for t in chain], chain[0][0]
    if not first:
        return [], -1
    chain = [first[0]]
    for thing in first[1:]:
        if not _LINK.fullmatch(text[chain[-1][1] : thing[0]]):
            break
        chain.append(thing)
    return [t[2] for t in chain], chain[0][0]


_SUBJECTLESS = re.compile(
    r"[\s,;–—'\"”’)-]*(?:(?:would|will|has|have|had|was|were|is|are|be|been|also)\s+)*", re.I
)
_TITLE = re.compile(
    r"\b(?:administration|management|catalogu?e?|lists?|classification|types|schedules?|tables?|categor(?:y|ies)|regulations?|rules?)"
    r"(?: and \w+)? (?:of|for|on) (?:the )?(?:[\w-]+ ){0,2}[\"'“‘]?$",
    re.I,
)


def _titled(place: int, text: str) -> bool:
    """Whether a thing is part of a list's own name ("the catalogue of precursor chemicals")."""
    return bool(_TITLE.search(text[:place]))


def _general(read: Read, clause: tuple[int, int], hit: Hit) -> bool:
    """Whether a number counts substances in general, not ones that were named before."""
    text = read.sentence.text[clause[0] : clause[1]]
    return any(e.kind == "group" and clause[0] <= e.start < clause[1] for e in read.found) and not pointing(
        text
    )


def licence(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state asks for a paper where goods cross its border."""
    text = read.sentence.text
    if not read.things and not any(e.kind == "group" for e in read.found):
        return []
    to = [
        e.id
        for e in states_of(read, clause[0], clause[1])
        if re.search(r"\b(?:to|for)\s+(?:the\s+)?$|(?:,|and)\s+(?:the\s+)?$", text[: e.start])
    ]
    actor = actor_of(hit, clause, read, told)
    way = "import" if re.search(r"\bimport", text[clause[0] : clause[1]], re.I) else "export"
    whats = tuple(w for _, _, w in read.things[:1])
    return [
        base._replace(
            actor=actor, what=whats, origins=tuple(s for s in dict.fromkeys(to) if s != actor), more=(way,)
        )
    ]


def follow(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state follows a treaty with its own list."""
    if any(e.id != "UN" for e in states_of(read, hit.start, hit.end)):
        return []
    states = [e.id for e in read.found if e.kind == "state" and e.id not in ("UN",)]
    before = [e for e in states_of(read, 0, hit.start) if e.id != "UN"]
    actor = before[-1].id if before else (states[0] if states else told.actor)
    whats = [w for _, _, w in read.things] or list(told.what[:1])
    number = count_of(hit, (0, len(read.sentence.text)), read, read.things[0][0] if read.things else -1)
    return (
        [base._replace(actor=actor, what=tuple(whats[:1]), number=number, phrase=None)]
        if actor and whats
        else []
    )


def designation(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """An authority lists parties."""
    parties = [e for e in read.found if e.kind == "party"]
    if not parties and not re.search(
        r"cartel|gang|supplier|compan|network|organi[sz]ation|firm", read.sentence.text, re.I
    ):
        return []
    text = read.sentence.text
    terrorist = "terror" in text[hit.start : hit.end + 60].lower()
    actor = actor_of(hit, (0, len(text)), read, told)
    origins = tuple(
        dict.fromkeys(
            e.id
            for e in states_of(read, 0, len(text))
            if e.id != actor and (any(p.start <= e.start < p.end for p in parties) or e.start > hit.start)
        )
    )
    party = parties[0].text if parties else ""
    return [
        base._replace(
            actor=actor, origins=origins, party=party, more=("terrorist" if terrorist else "sanctions", text)
        )
    ]


def ban(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A firm, or what the lawbook knows nothing about, is barred."""
    party = next(
        (e.text for e in read.found if e.kind == "party" and e.id == "firms" and e.start >= hit.start), ""
    )
    return [base._replace(actor=actor_of(hit, clause, read, told), party=party)]
