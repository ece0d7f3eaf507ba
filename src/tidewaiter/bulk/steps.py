"""The steps of :mod:`tidewaiter.reach` that are left of a structure, as the prefilter knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol


class Steps(NamedTuple):
    """What of a structure is still to be looked at."""

    named: bool = True
    read_off: bool = True
    positional: bool = True
    # of each definition in force the scaffolds that could fit; None: not known
    possible: Mapping[str, Sequence[int]] | None = None
    plain: bool = False  # its normal form is what is drawn: one part without charges and labels
    native: Verdicts | None = None  # what may be asked of its components first; None: the Python engine alone


class Verdicts(Protocol):
    """What judges a component natively: :class:`tidewaiter.bulk.prefilter.Prefilter`."""

    def verdicts(self, text: str) -> list[Any] | Mapping[str, Sequence[int]] | None:
        """What class definitions say of a SMILES; where Python must judge, the scaffolds that could fit; None: not known."""
