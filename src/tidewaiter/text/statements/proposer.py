"""A hook for a local language model: it may propose claims, it may not answer them. Off by default.

A proposer reads a sentence and says what it takes to be stated, in the form that everyone uses
(:class:`tidewaiter.contract.claims.ClaimOf`). Names are looked up in the lawbook, and the verdict is the lawbook's. What
cannot be understood is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol


class Proposer(Protocol):
    """The one interface: a sentence, and those before it, to claims."""

    def propose(self, sentence: str, before: Sequence[str]) -> Iterable[Mapping[str, Any]]:
        """What the sentence states of the law."""
        ...
