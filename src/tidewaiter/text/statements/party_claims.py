"""Claims about parties: an authority lists them, or bars them."""

from __future__ import annotations

from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.entities import Entity, names_told
from tidewaiter.text.statements.roles import PASSIVE, Hit, Told, actor_of, codes_of, count_of, joined_counts
from tidewaiter.text.statements.words import number_of, patterns, words

_P = patterns("party_claims")
_SHORTEST = 3  # letters of a name


def designation(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """An authority lists parties."""
    text = read.sentence.text
    parties = read.of("party")
    passive = PASSIVE.search(hit.words) or PASSIVE.search(text[: hit.start])
    if not (parties or names_told(text[0 if passive else hit.end :]) or _P["some_party"].search(text)):
        return []
    terrorist = "terror" in text[hit.start : hit.end + 60].lower()
    states = read.of("state")
    by = [e.id for e in states if e.start >= hit.end and _P["by"].search(text[: e.start])]
    actor = by[0] if by else actor_of(hit, (0, len(text)), read, told)
    told_names = [name for name in names_told(text) if not _no_party(name, read)]
    beside = [
        e
        for e in states
        if (_of_parties(e, text) if told_names else by or e.start > hit.start)
        or any(p.start <= e.start < p.end for p in parties)
    ]
    origins = codes_of(beside, actor)
    kinds = [one for one in words().parties_of.values() if one.search(text[hit.end :])]
    named = tuple(dict.fromkeys(told_names)) or tuple(p.text for p in parties[:1] if len(kinds) < 2)
    count = count_of(hit, clause, read, -1)
    number = None if count is None or told_names else count + sum(joined_counts(hit, clause, read))
    act = _P["act"].search(text)
    base = base._replace(
        actor=actor, origins=origins, parties=named, way="terrorist" if terrorist else "sanctions", number=number,
        instrument=act[0] if act else "",
    )  # fmt: skip
    return [*_of_which(base, hit, read), *_and_others(base, bool(told_names), hit, read)]


def _of_parties(state: Entity, text: str) -> bool:
    """Whether a state says whose the parties are: "Mexican firms", "companies of China"; not where they sell."""
    return bool(_P["their_state"].match(text, state.end) or _P["state_of"].search(text[: state.start]))


def _of_which(base: Claim, hit: Hit, read: Read) -> list[Claim]:
    """ "N parties, M of which are of a state": two numbers, the first of all of them."""
    text = read.sentence.text
    found = _P["of_which"].search(text, hit.end)
    if found is None:
        return [base]
    count = read.first("count", hit.start, found.start())
    whole = codes_of(read.of("state", hit.start, found.start()), base.actor)
    part = codes_of(read.of("state", found.start()), base.actor)
    all_ = base._replace(number=int(count) if count else None, origins=whole, parties=())
    number = number_of(found["n"] or found["m"])
    return [all_, all_._replace(number=number, origins=part, repeated=True)]


def _and_others(base: Claim, named: bool, hit: Hit, read: Read) -> list[Claim]:
    """ "... and three individuals": parties beside those that are named, by their number and kind."""
    found = _P["and_parties"].search(read.sentence.text, hit.end) if named else None
    if found is None:
        return []
    return [base._replace(parties=(found["kind"],), number=number_of(found["n"]))]


def _no_party(name: str, read: Read) -> bool:
    """Whether a name is that of a substance, or of a place where parties sit ("Mexico-based")."""
    thing = any(name in what.text for _, _, what in read.things)
    return thing or len(name) < _SHORTEST or name.endswith("-based")


def ban(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A firm, or what the lawbook knows nothing about, is barred."""
    firms = [e.text for e in read.of("party", hit.start) if e.id == "firms"]
    actor = actor_of(hit, clause, read, told)  # "must not": what is barred is told, and denied of nothing
    return [base._replace(actor=actor, parties=tuple(firms[:1]), negated=False)]
