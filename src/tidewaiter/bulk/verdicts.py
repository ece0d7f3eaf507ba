"""From what ``native/screen.cpp`` tells of rows that it has settled to their decisions: as ``check`` would word them.

What the findings come to (which entries, on what basis, whose reason is told) does not depend on the row, so it is
worked out once for each set of findings, by the code of ``check``; each row adds the names of its own residues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tidewaiter.bulk.compiled import Compiled
from tidewaiter.bulk.exact import NO_HIT, NOTHING, UNREADABLE, Decider, Decision
from tidewaiter.bulk.told import Part
from tidewaiter.classes.matcher import CANNOT_TELL, NOT_REACHED, REACHED, Trace, Verdict
from tidewaiter.classes.naming import name_alone
from tidewaiter.substance.normal import atom_word
from tidewaiter.substance.structure import Component, Structure

A_PIECE, NOTHING_HANGS, A_RESIDUE = range(3)  # kinds of note
IN_A_SALT, LABELLED, ISOMER = 1, 2, 4  # flags of a part
_KINDS = ("ester", "ether")
_FITS = (False, True, None)  # not covered, covered, left open
_MOST_KEPT = 50_000  # names of residues, outcomes: then all are forgotten, so that memory stays bounded
_NOTE = 6  # numbers a note
_LACKING = -1  # in the place of a head's flags
_SYMBOLS = {6: "C", 14: "Si", 16: "S", 34: "Se", 53: "I"}  # of what may surely lack hydrogens
_MARK = "\x00"  # around the number of the verdict whose reason is told
Names = dict[bytes, str]


class _Outcome(NamedTuple):
    """What a set of findings comes to, and the place of the reason that is told (-1: none is)."""

    decision: Decision
    verdict: int = -1
    before: str = ""
    after: str = ""


class Settled:
    """Decisions on the rows that have been settled natively."""

    def __init__(self, decider: Decider, made: Compiled) -> None:
        self.decider, self.made = decider, made
        self._outcomes: dict[tuple[int, ...], _Outcome | None] = {}
        self._names: Names = {}

    def decisions(self, told: list[int], codes: bytes, texts: Any) -> dict[int, Decision | None]:
        """The decision on each row of a stream (see ``Screen::settle``); None where the Python engine must decide."""
        found: dict[int, Decision | None] = {}
        for row, head, rest in _rows(told):
            if head[0] == _LACKING:
                found[row] = _without_hydrogens(texts[row].as_py(), head[1:])
                continue
            if head not in self._outcomes:
                _make_room(self._outcomes)
                self._outcomes[head] = self._outcome(head)
            outcome = self._outcomes[head]
            if outcome is None or outcome.verdict < 0:
                found[row] = outcome and outcome.decision
                continue
            for _ in range(outcome.verdict):
                rest += 2 + _NOTE * told[rest + 1]
            words = Verdict(
                "", REACHED, self.made.names[told[rest]], traces=self._traces(told, rest, codes)
            ).because
            of = outcome.decision
            found[row] = Decision(
                of.status, of.measures, of.doubts, of.basis, f"{outcome.before}{words}{outcome.after}"
            )
        return found

    def verdicts(self, told: list[int], codes: bytes) -> list[Verdict] | None:
        """The verdicts on the one row of a stream that tells of nothing else; None where the Python engine must judge."""
        ((_, head, rest),) = _rows(told)
        verdicts = {}
        for key, missing in self._asked(head, 4)[0]:
            scaffold, traces = self.made.names[told[rest]], self._traces(told, rest, codes)
            verdicts[key] = Verdict(key, CANNOT_TELL if missing else REACHED, scaffold, (), traces, missing)
            rest += 2 + _NOTE * told[rest + 1]
        return self._standing(verdicts)

    # what findings come to --------------------------------------------------------------------------------

    def _asked(self, head: tuple[int, ...], at: int) -> tuple[list[tuple[str, tuple[str, ...]]], int]:
        """Of each verdict told at a place its definition and what is missing; and where they end."""
        found = []
        count, at = head[at], at + 1
        for _ in range(count):
            doubts = head[at + 1]
            missing = tuple(self.made.strings[number] for number in head[at + 2 : at + 2 + doubts])
            found.append((self.made.definitions[head[at]], missing))
            at += 2 + doubts
        return found, at

    def _outcome(self, head: tuple[int, ...]) -> _Outcome | None:
        parts: list[Part] = []
        at = number = 0
        while at < len(head):
            flags, group, fits, count = head[at : at + 4]
            at += 4
            same = tuple(self._group(group - 1, fits)) if group else ()
            tautomer = self.made.tautomers.get(group - 1, "")
            parents = []
            for place in range(at, at + 3 * count, 3):
                kind, parent, how = head[place : place + 3]
                parents += [(_KINDS[kind], key, fit) for key, fit in self._group(parent, how)]
            asked, at = self._asked(head, at + 3 * count)
            verdicts: dict[str, Verdict] = {}
            for key, missing in asked:  # its number stands for its reason, which comes in later
                outcome = CANNOT_TELL if missing else REACHED
                verdicts[key] = Verdict(key, outcome, f"{_MARK}{number}{_MARK}", missing=missing)
                number += 1
            standing = self._standing(verdicts)
            if standing is None:
                return None
            salt, labelled, isomer = (bool(flags & flag) for flag in (IN_A_SALT, LABELLED, ISOMER))
            parts.append(Part(salt, labelled, isomer, same, tuple(parents), tuple(standing), tautomer))
        decision = self.decider.told(parts)
        if decision.status == NO_HIT:
            return _Outcome(NOTHING)
        if _MARK not in decision.reason:
            return _Outcome(decision)
        before, verdict, after = decision.reason.split(_MARK)
        return _Outcome(decision, int(verdict), before, after)

    def _group(self, number: int, fits: int) -> Iterator[tuple[str, bool | None]]:
        """The substances of a group, and how each covers what was asked; of tautomers no stereochemistry is compared."""
        for place, key in enumerate(self.made.groups[number]):
            yield key, True if number in self.made.tautomers else _FITS[fits >> 2 * place & 3]

    def _standing(self, verdicts: dict[str, Verdict]) -> list[Verdict] | None:
        """Those that yield to no other class; None where one that they may yield to has not been asked."""
        standing = []
        for key, verdict in verdicts.items():
            outcome = self._yielding(key, verdicts)
            if outcome is None:
                return None
            if outcome != NOT_REACHED:
                standing.append(verdict)
        return standing

    def _yielding(self, key: str, verdicts: dict[str, Verdict]) -> str | None:
        """A definition's outcome where it yields to other classes; None where one of them has not been asked."""
        if key not in verdicts:
            return NOT_REACHED
        for other in self.made.yields.get(key, ()):
            if other not in self.made.definitions:
                return None
            outcome = self._yielding(other, verdicts)
            if outcome is None or outcome == REACHED:
                return NOT_REACHED if outcome else None
        return verdicts[key].outcome

    # the words of one row -------------------------------------------------------------------------------------

    def _traces(self, told: list[int], at: int, codes: bytes) -> tuple[Trace, ...]:
        """The notes of the verdict at a place, as :mod:`tidewaiter.classes.matcher` words them."""
        strings = self.made.strings
        traces = []
        for place in range(at + 2, at + 2 + _NOTE * told[at + 1], _NOTE):
            limb, site, said, kind, value, length = told[place : place + _NOTE]
            says = strings[said]
            if kind != A_PIECE:
                name = self._name(codes[value : value + length]) if kind == A_RESIDUE else "hydrogen"
                says = name if says in ("", f"({name})") else f"{name} {says}"
            traces.append(Trace(strings[limb], strings[site], says, ()))
        return tuple(traces)

    def _name(self, code: bytes) -> str:
        name = self._names.get(code)
        if name is None:
            _make_room(self._names)
            end = 2 + 2 * code[1]
            atoms = tuple(
                (code[i], (code[i + 1] >> 4) - 4, bool(code[i + 1] & 1), code[i + 1] >> 1 & 7)
                for i in range(2, end, 2)
            )
            bonds = tuple((code[i], code[i + 1], code[i + 2]) for i in range(end, len(code), 3))
            name = self._names[code] = name_alone(code[0], atoms, bonds)
        return name


def _rows(told: list[int]) -> Iterator[tuple[int, tuple[int, ...], int]]:
    """Of each row of a stream its number, its head and where the rest begins."""
    at, stop = 0, len(told)
    while at < stop:
        row, size = told[at], told[at + 1]
        rest = at + 3 + size
        yield row, tuple(told[at + 2 : at + 2 + size]), rest
        at = rest + told[rest - 1]


def _without_hydrogens(text: str, atoms: tuple[int, ...]) -> Decision:
    """The decision on a structure of which some atoms (place, element) were drawn without all their hydrogens."""
    words = tuple(
        atom_word(place, _SYMBOLS[number]) for place, number in zip(atoms[::2], atoms[1::2], strict=True)
    )
    part = Component(None, None, lacking=words)
    return Decision(UNREADABLE, reason=f"{Structure(text, (part,)).why_lacking()}")


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _MOST_KEPT:
        kept.clear()
