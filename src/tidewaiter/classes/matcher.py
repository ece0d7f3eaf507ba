"""The question asked of the definitions: does this molecule meet any, by which limb, and with which atoms?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rdkit import Chem

from tidewaiter.classes.facts import LARGEST, BeyondBounds, Facts, bits, flat_smiles
from tidewaiter.classes.gates import Gatehouse
from tidewaiter.classes.verdict import CANNOT_TELL, NOT_ASSESSED, NOT_REACHED, REACHED, Verdict
from tidewaiter.reached import Trace

if TYPE_CHECKING:  # most molecules pass no gate: the compiler of definitions is then never imported
    from tidewaiter.classes.definition import Definition
    from tidewaiter.classes.formula import Fit, Note


class Matcher:
    """Matches molecules against a set of definitions. Hold one for many questions: it keeps what it
    compiled."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._read = {definition.id: definition for definition in definitions}
        self._gates = Gatehouse({key: definition.gates for key, definition in self._read.items()})
        self._body: Callable[[str], dict[str, Any]] | None = None
        self._asked: Iterable[str] | None = None

    @classmethod
    def stored(cls, gates: dict[str, Any], body: Callable[[str], dict[str, Any]]) -> Matcher:
        """A matcher over a compiled lawbook: the gates of all, and each definition's body when it is needed."""
        matcher = cls(())
        matcher._gates, matcher._body = Gatehouse.from_json(gates), body
        return matcher

    def only(self, ids: Iterable[str]) -> Matcher:
        """The same that asks some definitions alone; those to which they yield are asked as ever."""
        matcher = copy(self)
        matcher._asked = tuple(ids)
        return matcher

    def definition(self, key: str) -> Definition:
        """One definition by its id."""
        if key not in self._read and self._body is not None:
            from tidewaiter.classes.definition import Definition

            self._read[key] = Definition.from_json(self._body(key))
        return self._read[key]

    @property
    def ids(self) -> list[str]:
        """The ids of all definitions."""
        return list(self._gates.needed)

    @property
    def definitions(self) -> dict[str, Definition]:
        """All definitions by id."""
        return {key: self.definition(key) for key in self._gates.needed}

    def match(self, mol: Chem.Mol, ids: Iterable[str] | None = None, *, every: bool = False) -> list[Verdict]:
        """What the definitions say of one molecule.

        ``mol`` is one sanitised, desalted, uncharged, isotope-stripped component without explicit hydrogens.
        Only verdicts other than *not reached* are returned, unless ``every`` is set.
        """
        facts = Facts(mol)
        verdicts = []
        possible = self._possible(facts)
        asked = self._asked if ids is None else ids
        for key in self._gates.needed if asked is None else asked:
            if key not in possible and not every:
                continue
            verdict = self._judge(facts, key)
            if every or verdict.outcome != NOT_REACHED or verdict.excluded:
                verdicts.append(verdict)
        return verdicts

    def _possible(self, facts: Facts) -> dict[str, list[int]]:
        """The scaffolds whose necessary conditions a molecule meets, by definition."""
        found = facts.memo.get("possible")
        if found is None:
            found = facts.memo["possible"] = self._gates.possible(facts.features)
        return found  # type: ignore[return-value]

    def _judge(self, facts: Facts, key: str) -> Verdict:
        """One definition, and where it yields to another class, that one too."""
        possible = sorted(self._possible(facts).get(key, ()))
        if not possible:
            return Verdict(key, NOT_REACHED)
        if facts.size > LARGEST:
            return Verdict(key, NOT_ASSESSED, missing=(f"more than {LARGEST} heavy atoms",))
        definition = self.definition(key)
        verdict = judge(facts, definition, possible)
        if verdict.outcome in (REACHED, CANNOT_TELL):
            for exception in definition.exceptions:
                for other in exception.reached_by:
                    if self._judge(facts, other).outcome == REACHED:
                        return verdict._replace(outcome=NOT_REACHED, excluded=f"reached by {other}")
        return verdict


def judge(facts: Facts, definition: Definition, scaffolds: Iterable[int]) -> Verdict:
    """What one definition says of one molecule, of whose scaffolds only those listed are possible."""
    facts.steps = 0
    try:
        best = _best(facts, definition, scaffolds)
        if best is None:
            return Verdict(definition.id, NOT_REACHED)
        return _verdict(facts, definition, *best)
    except BeyondBounds as why:
        return Verdict(definition.id, NOT_ASSESSED, missing=(str(why),))


def _best(facts: Facts, definition: Definition, scaffolds: Iterable[int]) -> tuple[str, Fit] | None:
    """The plainest reading: fewest doubts, then fewest limbs."""
    best: tuple[tuple[int, int], str, Fit] | None = None
    for i in scaffolds:
        scaffold, formula = definition.formula(i)
        for fit in formula.readings(facts):
            limbs = {note.limb for note in fit.notes if note.limb}
            if len(limbs) < definition.at_least or not limbs.issuperset(definition.must_meet):
                continue
            rank = (len(fit.doubts), sum(bool(note.limb) for note in fit.notes))
            if best is None or rank < best[0]:
                best = (rank, scaffold.name, fit)
    return (best[1], best[2]) if best else None


def _verdict(facts: Facts, definition: Definition, scaffold: str, fit: Fit) -> Verdict:
    cap = definition.mass_cap
    if cap and not facts.surely_within(facts.all, cap) and sum(facts.weights) > cap:
        return Verdict(definition.id, NOT_REACHED)
    traced = 0
    for note in fit.notes:
        traced |= note.atoms
    core = tuple(bits(fit.core & ~traced))
    traces = tuple(_trace(facts, note) for note in fit.notes)
    for exception in definition.exceptions:
        if exception.smiles and _is(facts, exception.smiles):
            why = f"{exception.name} ({exception.why})" if exception.why else exception.name
            return Verdict(definition.id, NOT_REACHED, scaffold, core, traces, excluded=why)
    for other, formula in definition.exclusions:
        if next(formula.readings(facts), None) is not None:
            return Verdict(definition.id, NOT_REACHED, scaffold, core, traces, excluded=other.name)
    missing = fit.doubts
    if definition.doubt and not any(_is(facts, one.smiles) for one in definition.named):
        missing = (definition.doubt, *missing)
    outcome = CANNOT_TELL if missing else REACHED
    return Verdict(definition.id, outcome, scaffold, core, traces, missing)


def _trace(facts: Facts, note: Note) -> Trace:
    from tidewaiter.classes.naming import name_part

    atoms = tuple(bits(note.atoms))
    if note.piece:
        return Trace(note.limb, note.site, note.says, atoms)
    name = "hydrogen"
    if atoms:  # one molecule is often read by several versions of one law: name each residue once
        name = str(facts.memo.setdefault(("name", note.atoms), "") or name_part(facts, note.atoms))
        facts.memo["name", note.atoms] = name
    return Trace(
        note.limb, note.site, name if note.says in ("", f"({name})") else f"{name} {note.says}", atoms
    )


def _is(facts: Facts, smiles: str) -> bool:
    """Whether a molecule is what is drawn, stereochemistry apart."""
    size, flat = _flat_text(smiles)
    return facts.size == size and facts.flat == flat


@lru_cache(maxsize=4096)
def _flat_text(smiles: str) -> tuple[int, str]:
    mol = Chem.MolFromSmiles(smiles)
    return mol.GetNumAtoms(), flat_smiles(mol)
