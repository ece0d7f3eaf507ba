"""What RDKit reads of a row, where any row needs it: the steps of :mod:`tidewaiter.reach` that the prefilter left, on its normal form.

Loaded with the first such row: a run without one never loads RDKit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rdkit import Chem

from tidewaiter.bulk.steps import Steps
from tidewaiter.classes.atoms import AROMATIC
from tidewaiter.classes.facts import LARGEST, Facts
from tidewaiter.lawbook.store import Store
from tidewaiter.reach.drawn import Drawn, as_listed, met
from tidewaiter.reach.listed import LEAST_FOR_CLASSES
from tidewaiter.reach.listings import Seen
from tidewaiter.reached import Reach
from tidewaiter.substance.structures.structure import Component, Structure, read_structure

if TYPE_CHECKING:
    from tidewaiter.classes import Matcher


def reached_by(text: str, steps: Steps, store: Store, matcher: Chosen) -> tuple[list[Reach], Structure]:
    """What a structure reaches by the steps that are left; and the structure.

    Raises :class:`tidewaiter.errors.QuestionError`.
    """
    structure = read_structure(text)
    listed = as_listed(structure, store)
    parts = [Narrow(listed, one, store, matcher, steps) for one in listed.components]
    return met(listed, store, parts, named=steps.named), structure


class Narrow(Drawn):
    """A component of which some steps are left out."""

    matcher: Any  # a Chosen

    def __init__(
        self, structure: Structure, component: Component, store: Store, matcher: Any, steps: Steps
    ) -> None:
        super().__init__(structure, component, store, matcher)
        self.steps = steps

    @property
    def drawn(self) -> str:
        """No answer of the screen draws anything."""
        return self.structure.text

    def same(self) -> list[tuple[str, bool | None]]:
        """As in ``check``, if it remains."""
        return super().same() if self.steps.named else []

    def parents(self) -> Iterator[tuple[str, str, bool | None]]:
        """As in ``check``, if it remains."""
        return super().parents() if self.steps.read_off else iter(())

    def isomers(self) -> Iterator[tuple[str, Any]]:
        """As in ``check``, if it remains."""
        return super().isomers() if self.steps.positional else iter(())

    def verdicts(self) -> Iterator[Seen]:
        """As in ``check``, without what only a drawing needs."""
        component = self.component
        none = self.steps.possible is not None and not self.steps.possible
        if none or self.matcher is None or component.heavy_atoms < LEAST_FOR_CLASSES:
            return
        # where no class is assessed, it is not written for the native reader
        natively = self.steps.native is not None and component.heavy_atoms <= LARGEST
        for verdict in self._told() if natively else self.matcher.match(component.mol):
            if verdict.outcome != "not_reached":
                yield Seen(verdict, self.structure.text)

    def _told(self) -> list[Any]:
        """The verdicts, told natively where that is surely what the Python engine says, in its words."""
        component, native = self.component, self.steps.native
        assert native is not None
        told = native.verdicts(component.text) if component.text else None
        if isinstance(told, list):
            return told
        text = Chem.MolToSmiles(component.mol)  # its normal form is read where what was drawn is not
        if text in native.nothing:
            return []
        told = native.verdicts(text)
        if isinstance(told, list) and component.isotopic and _is_written_so(component.mol):
            return told
        if not isinstance(told, list):
            told = self.matcher.match(component.mol, possible=told)
        elif told:  # in another drawing it may be told in other words
            told = self.matcher.match(component.mol, [verdict.id for verdict in told])
        if not told:
            native.note_nothing(text)
        return list(told)


def _is_written_so(mol: Any) -> bool:
    """Whether the SMILES just written of a molecule names its atoms in their order: it was read from that."""
    written = mol.GetPropsAsDict(includePrivate=True, includeComputed=True)["_smilesAtomOutputOrder"]
    return list(written) == list(range(mol.GetNumAtoms()))


class Chosen:
    """A matcher that asks only the definitions in force."""

    def __init__(
        self,
        matcher: Matcher,
        ids: tuple[str, ...],
        possible: Mapping[str, Sequence[int]] | None,
        plain: bool,
    ) -> None:
        self.matcher = matcher
        self.ids = ids
        self.possible = possible
        self.plain = plain

    def match(
        self, mol: Any, ids: Iterable[str] | None = None, possible: Mapping[str, Sequence[int]] | None = None
    ) -> list[Any]:
        """Verdicts of the chosen definitions; ``possible``: the scaffolds that could fit, where they are known of this molecule.

        Where scaffolds are known, they say which definitions are asked, and ``ids`` nothing.
        """
        possible = self.possible if possible is None else possible
        if possible is None:
            return list(self.matcher.match(mol, self.ids if ids is None else ids))
        return list(self.matcher.match_possible(PlainFacts(mol) if self.plain else Facts(mol), possible))


_SYMBOLS = {6: "C", 7: "N", 8: "O", 9: "F", 16: "S", 17: "Cl", 35: "Br", 53: "I"}
_ORDERS = {1.0: 1, 1.5: AROMATIC, 2.0: 2, 3.0: 3}


class PlainFacts(Facts):
    """The same facts of a neutral molecule of ordinary bonds, by calls that do not go atom by atom."""

    @cached_property
    def bonds(self) -> list[dict[int, int]]:
        """For each atom its neighbours and the bond order to each."""
        orders = Chem.GetAdjacencyMatrix(self.mol, useBO=True, force=True)
        table: list[dict[int, int]] = [{} for _ in range(self.size)]
        rows, columns = orders.nonzero()
        for a, b, order in zip(rows.tolist(), columns.tolist(), orders[rows, columns].tolist(), strict=True):
            table[a][b] = _ORDERS[order]
        return table

    @cached_property
    def charges(self) -> list[int]:
        """The formal charge of each atom."""
        return [0] * self.size

    @cached_property
    def symbols(self) -> list[str]:
        """Element symbols, in small letters where RDKit perceives the atom as aromatic."""
        symbols = [_SYMBOLS[number] for number in self.numbers]
        return [
            s.lower() if AROMATIC in row.values() else s for s, row in zip(symbols, self.bonds, strict=True)
        ]
