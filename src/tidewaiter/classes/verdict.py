"""What a definition says of a molecule, in words. No chemistry library is imported here."""

from __future__ import annotations

from tidewaiter.reached import Trace
from tidewaiter.rows import NamedTuple

REACHED, NOT_REACHED = "reached", "not_reached"
CANNOT_TELL, NOT_ASSESSED = "cannot_tell", "not_assessed"


class Verdict(NamedTuple):
    """What one definition says of one molecule."""

    id: str
    outcome: str
    scaffold: str = ""
    core: tuple[int, ...] = ()
    traces: tuple[Trace, ...] = ()
    missing: tuple[str, ...] = ()
    excluded: str = ""

    @property
    def limbs(self) -> tuple[str, ...]:
        """The limbs of the clause that the molecule met, in order."""
        return tuple(dict.fromkeys(trace.limb for trace in self.traces if trace.limb))

    @property
    def because(self) -> str:
        """One sentence: by which limb, with what."""
        if self.excluded:
            return f"taken out of the class: {self.excluded}"
        if self.outcome == NOT_ASSESSED:
            return "; ".join(self.missing)
        # what is so more than once, as the fluorines of a long chain, is told once
        told: dict[str, int] = {}
        for limb, site, text, _ in self.traces:
            if limb or site:
                word = f"by limb {limb}: {text}" if limb else f"{site}: {text}"
                told[word] = told.get(word, 0) + 1
        words = [f"{word}, {count} times" if count > 1 else word for word, count in told.items()]
        return "; ".join([self.scaffold, *words]) if self.scaffold else "; ".join(words)


class PositionalIsomer(NamedTuple):
    """The answer: ``outcome`` yes, no or cannot_tell (with what is missing), and why. True only for *yes*."""

    outcome: str
    because: str
    core: str = ""
    missing: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.outcome == "yes"
