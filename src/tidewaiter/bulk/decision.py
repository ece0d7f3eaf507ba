"""What a row of a catalogue is answered with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

HIT, NO_HIT, CANNOT_TELL, UNREADABLE = "hit", "no_hit", "cannot_tell", "unreadable"
STATUSES = (NO_HIT, HIT, CANNOT_TELL, UNREADABLE)
NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one row. ``measures`` apply; ``doubts`` may apply; both are ids of entries of the lawbook."""

    status: str
    measures: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    basis: str = ""
    reason: str = ""


NOTHING = Decision(NO_HIT)


class Worded(NamedTuple):
    """A decision in whose reason a class tells what it found: that is worded anew for each drawing."""

    decision: Decision
    before: str
    after: str

    def saying(self, words: str) -> Decision:
        """The decision in these words of the class.

        >>> Worded(Decision(HIT, basis="class"), "fentanyls: ", "; listed").saying("limb (i)").reason
        'fentanyls: limb (i); listed'
        """
        of = self.decision
        return Decision(of.status, of.measures, of.doubts, of.basis, f"{self.before}{words}{self.after}")
