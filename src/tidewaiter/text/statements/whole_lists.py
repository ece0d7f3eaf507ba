"""Claims about lists as wholes: how many things stand on them, and which treaty they follow."""

from __future__ import annotations

from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.roles import Hit, Told, actor_of, count_of, states_of


def total(base: Claim, hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> list[Claim]:
    """How many things stand on the lists in all."""
    counts = [e for e in read.found if e.kind == "count" and hit.start <= e.start < hit.end]
    return [
        base._replace(actor=actor_of(hit, clause, read, told), number=int(counts[-1].id) if counts else None)
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
