"""How what was understood is written: canonical SMILES and InChIKey, worked out when an answer shows them.

RDKit is imported only then: most answers on a terminal show neither.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tidewaiter.substance.identity import Candidate

if TYPE_CHECKING:
    from tidewaiter.substance.structure import Structure


class AsDrawn:
    """The drawings of some candidates: that of the first that has one.

    >>> AsDrawn([Candidate("", "", "OCC", "")]).smiles
    'CCO'
    """

    def __init__(self, candidates: list[Candidate]) -> None:
        self._candidates = candidates
        self._structures: dict[str, Structure] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AsDrawn) and self._candidates == other._candidates

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def smiles(self) -> str:
        """Canonical SMILES; of a listed substance as the lawbook writes it."""
        drawn = [one for one in self._candidates if one.smiles]  # a biological is known by its name alone
        written = (one.smiles if one.substance else self._read(one.smiles).smiles for one in drawn)
        return next((smiles for smiles in written if smiles), "")

    @cached_property
    def inchikey(self) -> str:
        """The standard InChIKey of the first that is asked by its structure; none of what is asked by name or number."""
        from tidewaiter.substance.structure import inchikey_of

        keys = (
            inchikey_of(self._read(one.smiles))
            for one in self._candidates
            if one.smiles and not one.substance
        )
        return next((key for key in keys if key), "")

    @property
    def is_structure(self) -> bool:
        """Whether any candidate is asked by its structure."""
        return any(one.smiles and not one.substance for one in self._candidates)

    @property
    def first(self) -> str:
        """The text of the first candidate that has a drawing, as it was written."""
        return next((one.smiles for one in self._candidates if one.smiles), "")

    def _read(self, text: str) -> Structure:
        from tidewaiter.substance.structure import read_structure

        if text not in self._structures:
            self._structures[text] = read_structure(text)
        return self._structures[text]
