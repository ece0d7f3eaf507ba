"""From what ``native/judge.hpp`` tells of rows to their decisions: as ``check`` would word them.

What verdicts come to (which entries, on what basis, whose reason is told) rests on the definitions and doubts alone, so
it is worked out once for each set of them, by the code of ``check``; each row adds the names of its own residues.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tidewaiter.bulk.exact import NO_HIT, NOTHING, Decider, Decision
from tidewaiter.classes.matcher import CANNOT_TELL, NOT_REACHED, REACHED, Verdict
from tidewaiter.classes.naming import name_alone

A_PIECE, NOTHING_HANGS, A_RESIDUE = range(3)  # kinds of note
_MOST_KEPT = 50_000  # names of residues, outcomes: then all are forgotten, so that memory stays bounded
_MARK = "\x00"  # around the number of the verdict whose reason is told
Names = dict[bytes, str]


class _Outcome(NamedTuple):
    """What a set of verdicts comes to, and the place of the reason that is told (-1: none is)."""

    decision: Decision
    verdict: int = -1
    before: str = ""
    after: str = ""


class Judged:
    """Decisions on the rows of which the native judge has told its verdicts."""

    def __init__(self, decider: Decider, definitions: Sequence[str], strings: Sequence[str], scaffolds: Sequence[str]) -> None:
        self.decider = decider
        self.definitions, self.strings, self.scaffolds = definitions, strings, scaffolds
        self._outcomes: dict[tuple[int, ...], _Outcome | None] = {}
        self._names: Names = {}

    def decisions(self, told: list[int], codes: bytes) -> dict[int, Decision | None]:
        """The decision on each row of a stream (see ``Judge::tell``); None where the Python engine must decide."""
        found: dict[int, Decision | None] = {}
        at, stop = 0, len(told)
        while at < stop:
            row, size = told[at], told[at + 1]
            head = tuple(told[at + 2 : at + 2 + size])
            rest = at + 3 + size
            at = rest + told[rest - 1]
            if head not in self._outcomes:
                _make_room(self._outcomes)
                self._outcomes[head] = self._outcome(head)
            outcome = self._outcomes[head]
            if outcome is None or outcome.verdict < 0:
                found[row] = outcome and outcome.decision
                continue
            because = self._because(told, rest, outcome.verdict, codes)
            told_of = outcome.decision
            reason = f"{outcome.before}{because}{outcome.after}"
            found[row] = Decision(told_of.status, told_of.measures, told_of.doubts, told_of.basis, reason)
        return found

    # what verdicts come to --------------------------------------------------------------------------------

    def _outcome(self, head: tuple[int, ...]) -> _Outcome | None:
        verdicts: dict[str, Verdict] = {}
        at = 0
        while at < len(head):
            key, count = self.definitions[head[at]], head[at + 1]
            missing = tuple(self.strings[number] for number in head[at + 2 : at + 2 + count])
            # its scaffold stands for its reason, which comes in later
            verdicts[key] = Verdict(key, CANNOT_TELL if missing else REACHED, f"{_MARK}{len(verdicts)}{_MARK}", missing=missing)
            at += 2 + count
        standing = []
        for key, verdict in verdicts.items():
            outcome = self._yielding(key, verdicts)
            if outcome is None:
                return None
            if outcome != NOT_REACHED:
                standing.append(verdict)
        decision = self.decider.by_classes(standing)
        if decision.status == NO_HIT:
            return _Outcome(NOTHING)
        before, number, after = decision.reason.split(_MARK)
        return _Outcome(decision, int(number), before, after)

    def _yielding(self, key: str, verdicts: dict[str, Verdict]) -> str | None:
        """A definition's outcome where it yields to other classes; None where one of them has not been asked."""
        if key not in verdicts:
            return NOT_REACHED
        for exception in self.decider.matcher.definition(key).exceptions:
            for other in exception.reached_by:
                if other not in self.definitions:
                    return None
                outcome = self._yielding(other, verdicts)
                if outcome is None or outcome == REACHED:
                    return NOT_REACHED if outcome else None
        return verdicts[key].outcome

    # the reason of one row ------------------------------------------------------------------------------------

    def _because(self, told: list[int], at: int, verdict: int, codes: bytes) -> str:
        """As :attr:`tidewaiter.classes.matcher.Verdict.because` has it."""
        for _ in range(verdict):
            at += 2 + 6 * told[at + 1]
        words = [self.scaffolds[told[at]]]
        strings = self.strings
        for place in range(at + 2, at + 2 + 6 * told[at + 1], 6):
            limb, site, said, kind, value, length = told[place : place + 6]
            says = strings[said]
            if kind != A_PIECE:
                name = self._name(codes[value : value + length]) if kind == A_RESIDUE else "hydrogen"
                says = name if says in ("", f"({name})") else f"{name} {says}"
            if limb:
                words.append(f"by limb {strings[limb]}: {says}")
            elif site:
                words.append(f"{strings[site]}: {says}")
        return "; ".join(words if words[0] else words[1:])

    def _name(self, code: bytes) -> str:
        name = self._names.get(code)
        if name is None:
            _make_room(self._names)
            end = 2 + 2 * code[1]
            atoms = tuple((code[i], 0, bool(code[i + 1] & 1), code[i + 1] >> 1) for i in range(2, end, 2))
            bonds = tuple((code[i], code[i + 1], code[i + 2]) for i in range(end, len(code), 3))
            name = self._names[code] = name_alone(code[0], atoms, bonds)
        return name


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _MOST_KEPT:
        kept.clear()
