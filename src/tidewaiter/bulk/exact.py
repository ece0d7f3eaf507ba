"""Deciding one row with the code of ``check``: the only place where a catalogue row gets its answer.

The prefilter may tell which steps cannot reach anything (see :class:`Steps`); the steps that remain are those of
:mod:`tidewaiter.reach`, on the same normal form, so that leaving steps out can change the cost but not the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rdkit import Chem

from tidewaiter.book import Lawbook
from tidewaiter.determine import Control, Question, Reach, determine
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.reach import _Reacher, reaches
from tidewaiter.substance.structure import Component, Structure, component_of, read_structure

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


@dataclass(frozen=True, slots=True)
class Steps:
    """What of a structure is still to be looked at."""

    named: bool = True
    read_off: bool = True
    positional: bool = True
    classes: tuple[str, ...] | None = None  # None: every definition in force


class _Narrow(_Reacher):
    """The reacher of ``check`` with some of its steps left out."""

    def __init__(self, structure: Structure, store: Store, matcher: Any, steps: Steps) -> None:
        super().__init__(structure, store, matcher)
        self.steps = steps

    def all(self) -> list[Reach]:
        """What is reached by the steps that remain."""
        if self.steps.named:
            return super().all()
        for component in self.structure.components:
            self._component(component)
        return list(self.found.values())

    def _component(self, component: Component) -> None:
        if self.steps.named:
            super()._component(component)
            return
        self._read_off(component)  # in the order of the whole: the first of two equal reaches is kept
        self._positional(component)
        self._classes(component)

    def _read_off(self, component: Component) -> None:
        if self.steps.read_off:
            super()._read_off(component)

    def _positional(self, component: Component) -> None:
        if self.steps.positional:
            super()._positional(component)


class _Chosen:
    """A matcher that asks only some of the definitions."""

    def __init__(self, matcher: Any, ids: tuple[str, ...]) -> None:
        self.matcher = matcher
        self.ids = ids

    def match(self, mol: Any, ids: Iterable[str] | None = None) -> list[Any]:
        """Verdicts of the chosen definitions."""
        return list(self.matcher.match(mol, self.ids)) if self.ids else []


class Decider:
    """Decides rows for one question."""

    def __init__(self, book: Lawbook, question: Question) -> None:
        self.book = book
        self.store = book.store
        self.question = question
        self.matcher = book.matcher
        self.definitions = tuple(key for key in self.matcher.definitions if self.live(self.store.listings(key)))

    def live(self, entries: Iterable[Entry]) -> bool:
        """Whether any of some listings binds on the question's day in one of its territories."""
        question = self.question
        for entry in entries:
            if self.store.instruments[entry.instrument].territory not in question.jurisdictions:
                continue
            known = question.known_on is None or (entry.announced or entry.period.since.day) <= question.known_on
            if known and question.on in entry.period:
                return True
        return False

    def structure(self, text: str, steps: Steps | None = None) -> Decision:
        """Decide a SMILES, InChI or MOL block; ``steps`` as the prefilter left them."""
        try:
            if steps is not None and not (steps.named or steps.read_off) and "." not in text:
                structure = _plain(text) or read_structure(text)
            else:
                structure = read_structure(text)
        except QuestionError as why:
            return Decision(UNREADABLE, reason=f"{why}")
        steps = steps or Steps()
        matcher = _Chosen(self.matcher, self.definitions if steps.classes is None else steps.classes)
        found = _Narrow(structure, self.store, matcher, steps).all()
        return self._decision(determine(found, self.question, self.store))

    def words(self, text: str) -> Decision:
        """Decide a name, CAS number or anything else that the identification ladder knows."""
        try:
            identity = self.book.identify(text)
            controls: list[Control] = []
            for candidate in identity.candidates:
                if candidate.substance:
                    found = [Reach.from_json(value) for value in self.store.reaches(candidate.substance)]
                else:
                    matcher = _Chosen(self.matcher, self.definitions)
                    found = reaches(read_structure(candidate.smiles), self.store, matcher)
                controls.extend(determine(found, self.question, self.store))
        except QuestionError as why:
            return Decision(UNREADABLE, reason=f"{why}")
        return self._decision(controls)

    def _decision(self, controls: list[Control]) -> Decision:
        if not controls:
            return NOTHING
        sure = tuple(dict.fromkeys(c.entry.id for c in controls if c.outcome == "applies"))
        open_ = tuple(dict.fromkeys(c.entry.id for c in controls if c.outcome != "applies"))
        first = next((c for c in controls if c.outcome == "applies"), controls[0])
        reason = first.because
        if first.missing and not sure:
            reason += f" (missing: {', '.join(first.missing)})"
        return Decision(HIT if sure else CANNOT_TELL, sure, open_, first.basis, reason)


class _Lean:
    """A component whose keys are made when first asked for: steps left out then cost nothing."""

    def __init__(self, part: Any, mol: Any) -> None:
        self._part = part
        self.mol = mol
        self.isotopic = False
        self.charged = False
        self.heavy_atoms = int(mol.GetNumHeavyAtoms())

    def __getattr__(self, name: str) -> Any:
        value: Any
        if name == "drawn":
            value = Chem.MolToSmiles(self._part)
        elif name in ("flat", "tautomer", "formula", "iso", "role"):
            value = getattr(component_of(self._part), name)
        else:
            raise AttributeError(name)
        self.__dict__[name] = value
        return value


def _plain(text: str) -> Any:
    """The structure of one neutral, unlabelled component, its keys left for later; None for anything else."""
    from tidewaiter.substance.structure import MAX_HEAVY_ATOMS, _parse, _standardisers

    mol = _parse(text)
    if mol.GetNumAtoms() == 0 or mol.GetNumAtoms() > MAX_HEAVY_ATOMS:
        return None
    for atom in mol.GetAtoms():
        if atom.GetFormalCharge() or atom.GetIsotope() or atom.GetAtomicNum() <= 1:
            return None
    normal = _standardisers()[0].normalize(mol)
    if any(atom.GetFormalCharge() for atom in normal.GetAtoms()):
        return None
    return Structure(text, text, "", (_Lean(mol, normal),))  # type: ignore[arg-type]
