"""How what was understood is written: canonical SMILES and InChIKey, worked out when an answer shows them.

RDKit is imported only then: most answers on a terminal show neither. What is known by a name or number is written as its
source writes it; of what is typed, without RDKit, the text stands, and no InChIKey.
"""

from __future__ import annotations

from functools import cached_property

from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.structures.smiles import reader
from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from tidewaiter.substance.structures.structure import Structure


class AsDrawn:
    """The drawings of some candidates: that of the first that has one.

    >>> AsDrawn([Candidate("", "", "OCC", "")]).smiles
    'CCO'
    """

    def __init__(self, candidates: list[Candidate]) -> None:
        self._candidates = candidates
        self._structures: dict[str, Structure | None] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AsDrawn) and self._candidates == other._candidates

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def smiles(self) -> str:
        """Canonical SMILES; of what is known by a name or number as the lawbook or the dictionary writes it."""
        drawn = [one for one in self._candidates if one.smiles]  # a biological is known by its name alone
        return next((smiles for one in drawn if (smiles := self._smiles(one))), "")

    @cached_property
    def inchikey(self) -> str:
        """The standard InChIKey of the first that is asked by its structure; none of what is asked by name or number."""
        typed = (self._read(one.smiles) for one in self._candidates if _is_typed(one))
        return next((key for one in typed if one is not None and (key := _inchikey(one))), "")

    @property
    def is_structure(self) -> bool:
        """Whether any candidate is asked by its structure."""
        return any(one.smiles and not one.substance for one in self._candidates)

    @property
    def first(self) -> str:
        """The text of the first candidate that has a drawing, as it was written."""
        return next((one.smiles for one in self._candidates if one.smiles), "")

    def _smiles(self, one: Candidate) -> str:
        structure = self._read(one.smiles) if _is_typed(one) else None
        return structure.smiles if structure is not None else one.smiles

    def _read(self, text: str) -> Structure | None:
        """A structure that was typed; None without RDKit."""
        if text not in self._structures:
            read_structure = reader()
            self._structures[text] = read_structure(text) if read_structure else None
        return self._structures[text]


def _is_typed(one: Candidate) -> bool:
    """Whether a candidate is known by its drawing alone."""
    return bool(one.smiles) and not (one.substance or one.name or one.cas)


def _inchikey(structure: Structure) -> str:
    from tidewaiter.substance.structures.structure import inchikey_of

    return inchikey_of(structure)
