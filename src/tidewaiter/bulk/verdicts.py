"""From what ``native/screen.cpp`` tells of rows that it has settled to their decisions: as ``check`` would word them.

What the findings come to (which entries, on what basis, whose reason is told) does not depend on the row, so it is
worked out once for each set of findings, by the code of ``check``; each row adds the names of its own residues.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tidewaiter.bulk.decision import NO_HIT, NOTHING, UNREADABLE, Decision, Worded
from tidewaiter.bulk.exact import Decider
from tidewaiter.classes.verdict import CANNOT_TELL, REACHED, Verdict
from tidewaiter.memory import Memory
from tidewaiter.met.image import Compiled
from tidewaiter.met.reading import AS_SALT, LACKING, Asked, Telling
from tidewaiter.met.stream import NOTE, VERDICT, rows
from tidewaiter.reach.listings import Seen, salts_as_such
from tidewaiter.reached import Reach

_MOST_KEPT = 50_000  # outcomes
_SYMBOLS = {6: "C", 14: "Si", 16: "S", 34: "Se", 53: "I"}  # of what may surely lack hydrogens
_MARK = "\x00"  # around the number of the verdict whose reason is told


class _Outcome(NamedTuple):
    """What a set of findings comes to; where a class's reason is told, the place of its verdict, and what stands around its words."""

    decision: Decision
    verdict: int = 0
    worded: Worded | None = None


class Settled(Telling):
    """Decisions on the rows that have been settled natively."""

    def __init__(self, decider: Decider, made: Compiled, scaffolds: list[int]) -> None:
        """``scaffolds``: the number in the lawbook's tables of each that is asked about."""
        super().__init__(decider.store, made, scaffolds)
        self.decider = decider
        self._outcomes: dict[tuple[int, ...], _Outcome] = Memory(_MOST_KEPT)

    def decisions(self, told: list[int], codes: bytes, texts: Any) -> dict[int, Decision]:
        """The decision on each row of a stream (see ``Screen::settle``)."""
        found: dict[int, Decision] = {}
        for row, head, rest in rows(told):
            if head[0] == LACKING:
                found[row] = _without_hydrogens(texts[row].as_py(), head[1:])
                continue
            outcome = self._outcomes.get(head)
            if outcome is None:
                outcome = self._outcomes[head] = self._outcome(head, texts[row].as_py())
            if outcome.worded is None:
                found[row] = outcome.decision
                continue
            for _ in range(outcome.verdict):
                rest += VERDICT + NOTE * told[rest + 1]
            traces = self.traces(told, rest, codes)
            found[row] = outcome.worded.saying(
                Verdict("", REACHED, self.scaffold(told[rest]), traces=traces).because
            )
        return found

    def _outcome(self, head: tuple[int, ...], text: str) -> _Outcome:
        """``text``: a row of which this head is told."""
        number = 0
        salts: list[Reach] = []
        if head[0] == AS_SALT:
            from tidewaiter.substance.structures.structure import read_structure

            head, salts = head[2:], salts_as_such(read_structure(text).components, self.store)

        def verdicts(asked: Asked) -> tuple[Seen, ...]:
            nonlocal number
            found: dict[str, Verdict] = {}
            for key, missing in asked:  # its number stands for its reason, which comes in later
                outcome = CANNOT_TELL if missing else REACHED
                found[key] = Verdict(key, outcome, f"{_MARK}{number}{_MARK}", missing=missing)
                number += 1
            return tuple(Seen(one, "told") for one in self.standing(found))

        decision = self.decider.told(self.parts(head, ["told"] * len(head), verdicts), salts)
        if decision.status == NO_HIT:
            return _Outcome(NOTHING)
        if _MARK not in decision.reason:
            return _Outcome(decision)
        before, verdict, after = decision.reason.split(_MARK)
        return _Outcome(decision, int(verdict), Worded(decision, before, after))


def _without_hydrogens(text: str, atoms: tuple[int, ...]) -> Decision:
    """The decision on a structure of which some atoms (place, element) were drawn without all their hydrogens."""
    from tidewaiter.substance.structures.normal import atom_word
    from tidewaiter.substance.structures.structure import Component, Structure

    words = tuple(
        atom_word(place, _SYMBOLS[number]) for place, number in zip(atoms[::2], atoms[1::2], strict=True)
    )
    part = Component(None, None, lacking=words)
    return Decision(UNREADABLE, reason=f"{Structure(text, (part,)).why_lacking()}")
