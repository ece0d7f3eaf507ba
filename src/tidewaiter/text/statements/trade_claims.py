"""Claims about what states do about duties: they answer, threaten, talk, set a day."""

from __future__ import annotations

from typing import Any

from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.grounds import NO_TARIFF, ground_in, rates_in
from tidewaiter.text.statements.modality import of_rest
from tidewaiter.text.statements.roles import Hit, Told, actor_of, codes_of, governed
from tidewaiter.text.statements.words import patterns

_P = patterns("trade_claims")


def cooperation(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """Two states break off working together, or take it up again."""
    text = read.sentence.text
    if _P["background"].search(text[: hit.start]):
        return []  # "the third act since they resumed cooperation": of what the sentence tells nothing is asked
    own = [e.id for e in read.of("state") if not governed(text, e) or _P["with"].search(text[: e.start])]
    near = [s for s in told.states[::-1] if s not in own and s != "UN"]
    both = [*dict.fromkeys([*own, *near])]
    if _P["of_trade"].search(text[hit.start : hit.end]):
        return []  # "halts counter-measures for talks"
    word = "suspension" if hit.kind == "suspended" else "resumption"
    return [base._replace(kind="event", **_between(both), way=word)]


def _between(states: list[str]) -> dict[str, Any]:
    """The fields of a claim on the first two of some states."""
    return {"actor": (states or [""])[0], "origins": tuple(states[1:2])}


def threat(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A state says what would follow: no law."""
    if _P["rests"].search(read.sentence.text[clause[0] : hit.start]):
        return []  # "a pause on its threats": what was threatened rests
    actor = actor_of(hit, clause, read, told)
    others = codes_of(read.of("state"), actor)
    return [base._replace(actor=actor, origins=others, modality="fact", rate=rates_in(clause, read)[0])]


def counter_list(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A list of counter-measures: whose, on whose goods, of what size."""
    text = read.sentence.text
    if NO_TARIFF.search(text, *clause):
        return []
    speaks = _P["counter"].search(text)
    if not speaks and told.listed is None:
        return []
    negated = _P["not_in_it"].search(text[hit.start : hit.end + 12]) is not None
    if hit.words.lower().startswith("do") and not negated:
        return []
    money, states, before = read.first("money"), read.of("state"), told.listed
    actor = actor_of(hit, (0, len(text)), read, told) if states else before.actor if before else told.actor
    targets = codes_of(states, actor)[:1]
    if before is not None and not speaks:
        actor = before.actor
    origins = targets or (before.origins if before else ())
    again = before and (_P["such"].search(text) or _P["held"].search(text[hit.start : hit.end]))
    bare = not (money or negated or _P["hedged"].search(text) or states or again)
    if bare or (_P["potential"].search(text) and not money):
        return []
    base = base._replace(money=money, negated=negated, way="content" if negated else "")
    return [base._replace(actor=actor, origins=origins, modality=of_rest(text))]


def answers(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A duty answers another state's."""
    if "," in read.sentence.text[hit.start : hit.end] or _P["held"].search(read.sentence.text[: hit.start]):
        return []  # "halts retaliation for 90 days, raises its duty": two things
    states = read.of("state")
    before = [e for e in states if e.start < hit.start]
    after = [e.id for e in states if e.start >= hit.start]
    ground = ground_in(read, (hit.start, clause[1]))
    actor = before[-1].id if before else (told.listed.actor if told.listed else told.actor)
    ground = "" if ground == "countermeasures" else ground
    return [base._replace(actor=actor, origins=tuple(after[:1]), authority=ground, modality="fact")]


def deadline(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """A day by which something is due."""
    days = [p for p in read.days if p.start >= hit.start and p.kind in ("dmy", "mdy", "iso", "zh")]
    if not days:
        return []
    states = [*dict.fromkeys([*codes_of(read.of("state")), *told.states[::-1]])]
    return [base._replace(phrase=days[0]._replace(ahead=True), modality="announced", **_between(states))]
