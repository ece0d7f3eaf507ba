"""Deciding one row with the code of ``check``: whatever is not dropped or settled natively.

The prefilter may tell which steps cannot reach anything (see :class:`Steps`); the steps that remain are those of
:mod:`tidewaiter.reach`, on the same normal form, so that leaving steps out can change the cost but not the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from rdkit import Chem

from tidewaiter.book import Book
from tidewaiter.classes.atoms import AROMATIC
from tidewaiter.classes.facts import Facts
from tidewaiter.determine import binding, may_bind
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.question import Question
from tidewaiter.reach.drawn import Drawn, as_listed, met, reaches
from tidewaiter.reach.listed import LEAST_FOR_CLASSES, by_its_base
from tidewaiter.reach.listings import Listings, Part, Seen
from tidewaiter.reached import Reach, listed_reaches
from tidewaiter.substance.structure import Component, Structure, read_structure
from tidewaiter.substance.whole import never_silent

if TYPE_CHECKING:
    from tidewaiter.classes import Matcher

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


class _Narrow(Drawn):
    """A component of which some steps are left out."""

    matcher: Any  # a _Chosen

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
        for verdict in self._told() if self.steps.native is not None else self.matcher.match(component.mol):
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
        told = native.verdicts(text)
        if told == [] or (isinstance(told, list) and component.isotopic and _is_written_so(component.mol)):
            return told
        if isinstance(told, list):  # in another drawing it may be told in other words
            return list(self.matcher.match(component.mol, [verdict.id for verdict in told]))
        return list(self.matcher.match(component.mol, possible=told))


def _is_written_so(mol: Any) -> bool:
    """Whether the SMILES just written of a molecule names its atoms in their order: it was read from that."""
    written = mol.GetPropsAsDict(includePrivate=True, includeComputed=True)["_smilesAtomOutputOrder"]
    return list(written) == list(range(mol.GetNumAtoms()))


class _Chosen:
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


class Decider:
    """Decides rows for one question."""

    def __init__(self, book: Book, question: Question) -> None:
        self.book = book
        self.store = book.store
        self.question = question

    @cached_property
    def matcher(self) -> Matcher:
        """The class definitions, read when the first row needs them."""
        return self.book.matcher

    @cached_property
    def definitions(self) -> tuple[str, ...]:
        """The definitions that any listing in force refers to."""
        return tuple(key for key in self.matcher.ids if self.live(self.store.listings(key)))

    def live(self, entries: Iterable[Entry]) -> bool:
        """Whether any of some listings binds on the question's day in one of its territories."""
        return any(may_bind(entry, self.question, self.store) for entry in entries)

    def structure(self, text: str, steps: Steps | None = None) -> Decision:
        """Decide a SMILES, InChI or MOL block; ``steps`` as the prefilter left them."""
        steps = steps or Steps()
        try:
            structure = read_structure(text)
            listed = as_listed(structure, self.store)
        except QuestionError as why:
            return Decision(UNREADABLE, reason=f"{why}")
        matcher = _Chosen(self.matcher, self.definitions, steps.possible, steps.plain)
        parts = [_Narrow(listed, one, self.store, matcher, steps) for one in listed.components]
        found = met(listed, self.store, parts, named=steps.named)
        bound = binding(found, self.question, self.store)
        if structure.lacking and not bound:
            return Decision(UNREADABLE, reason=f"{structure.why_lacking()}")
        return self.decision(bound)

    def told(self, parts: Iterable[Part]) -> Decision:
        """Decide on what is told of the components that reach anything, largest first."""
        return self.decision(binding(Listings(self.store).all_of(parts), self.question, self.store))

    def words(self, text: str) -> Decision:
        """Decide a name, CAS number or anything else that the identification ladder knows."""
        try:
            identity = self.book.identify(text)
            bound: list[tuple[Reach, Entry]] = []
            for candidate in identity.candidates:
                if candidate.substance:
                    found = [*listed_reaches(candidate.substance, self.store)]
                else:
                    matcher = _Chosen(self.matcher, self.definitions, None, False)
                    found = reaches(read_structure(candidate.smiles), self.store, matcher)
                found = by_its_base(found, candidate.base, self.store)
                found = [reach.if_meant(candidate, self.store) for reach in found]
                bound.extend(binding(found, self.question, self.store))
                never_silent(found, bound)
        except QuestionError as why:
            return Decision(UNREADABLE, reason=f"{why}")
        if identity.doubt and not bound:
            return Decision(CANNOT_TELL, reason=f"not sure what is meant: {identity.doubt}")
        return self.decision(bound)

    def decision(self, bound: list[tuple[Reach, Entry]]) -> Decision:
        """What the listings that bind come to."""
        if not bound:
            return NOTHING
        sure = tuple(dict.fromkeys(entry.id for reach, entry in bound if reach.outcome == "applies"))
        open_ = tuple(dict.fromkeys(entry.id for reach, entry in bound if reach.outcome != "applies"))
        first = next((reach for reach, _ in bound if reach.outcome == "applies"), bound[0][0])
        reason = first.because
        if first.missing and not sure:
            reason += f" (missing: {', '.join(first.missing)})"
        return Decision(HIT if sure else CANNOT_TELL, sure, open_, first.basis, reason)


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
