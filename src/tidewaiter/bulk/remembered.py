"""What was decided of a structure, told again of another spelling of it: a catalogue writes one salt in many ways."""

from __future__ import annotations

from typing import NamedTuple

from tidewaiter.bulk.decision import UNREADABLE, Decision, Worded
from tidewaiter.memory import Memory
from tidewaiter.met.reading import Meeting

_MOST_KEPT = 5_000  # structures


class _OfAClass(NamedTuple):
    """What stands around the words of a class, and the definitions that word it so: versions of one law mostly do."""

    worded: Worded
    definitions: tuple[str, ...]


class Remembered:
    """Decisions by the numbers of the drawings that a structure holds (:class:`tidewaiter.met.known.Known`).

    Where the reason is a class's, its words follow the order in which atoms are drawn: they are asked for anew.
    """

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._kept: dict[tuple[int, ...], Decision | _OfAClass] = Memory(_MOST_KEPT)

    def of(self, drawings: list[int], text: str) -> Decision | None:
        """The decision on drawings, in the words of this spelling; None for any other."""
        kept = self._kept.get(tuple(drawings))
        if not isinstance(kept, _OfAClass):
            return kept
        told = self._words(text)
        words = {told.get(one, "") for one in kept.definitions}
        return None if len(words) > 1 or "" in words else kept.worded.saying(words.pop())

    def note(self, drawings: list[int], text: str, decision: Decision) -> None:
        """Remember one; not what tells of the text itself."""
        if decision.status == UNREADABLE:
            return
        if decision.basis != "class":
            self._kept[tuple(drawings)] = decision
            return
        told = self._words(text)
        words = max((one for one in told.values() if one in decision.reason), key=len, default="")
        if words:
            definitions = tuple(key for key in told if told[key] == words)
            before, after = decision.reason.split(words, 1)
            self._kept[tuple(drawings)] = _OfAClass(Worded(decision, before, after), definitions)

    def _words(self, text: str) -> dict[str, str]:
        """By definition how it is worded what classes say of a SMILES; nothing where that is not surely told of each part."""
        told = [self._meeting.classes(part) for part in text.split(".")]
        every = [one.verdict for seen in told for one in seen or ()]
        words = {one.id: one.because for one in every}
        return words if len(words) == len(every) and None not in told else {}
