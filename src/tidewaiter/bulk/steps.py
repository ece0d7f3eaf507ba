"""The steps of :mod:`tidewaiter.reach` that are left of a structure, as the prefilter knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from tidewaiter.reached import Reach


class Steps(NamedTuple):
    """What of a structure is still to be looked at."""

    named: bool = True
    read_off: bool = True
    positional: bool = True
    # of each definition in force the scaffolds that could fit; None: not known
    possible: Mapping[str, Sequence[int]] | None = None
    plain: bool = False  # its normal form is what is drawn: one part without charges and labels
    native: Natively | None = None  # what may be asked of it first; None: the Python engine alone


class Natively(Protocol):
    """What tells natively of a structure and its components: :class:`tidewaiter.bulk.prefilter.Prefilter`."""

    nothing: set[str]  # SMILES of components that surely meet no class definition

    def note_nothing(self, text: str) -> None:
        """Remember one."""

    def decided(self, drawings: list[int], text: str) -> Any:
        """The decision that is remembered of drawings, in the words of this spelling; None for any other."""

    def note_decided(self, drawings: list[int], text: str, decision: Any) -> None:
        """Remember one, where its words are surely told anew."""

    def drawings(self, text: str) -> list[int] | None:
        """The numbers of the drawings that a SMILES holds, the same in any spelling; None where it is not surely known again."""

    def known(self, drawings: list[int]) -> list[Reach] | None:
        """What is reached that is drawn as the law draws it; None for any other."""

    def verdicts(self, text: str) -> list[Any] | Mapping[str, Sequence[int]] | None:
        """What class definitions say of a SMILES; where Python must judge, the scaffolds that could fit; None: not known."""
