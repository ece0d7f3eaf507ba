"""Which measures a structure reaches, on what basis: without regard to day or place.

Every component is examined before anything is stripped. A listing reaches the substance itself; what else it
reaches is what its own law says (salts, isomers of which kind, esters, ethers, derivatives); a class reaches
what its definition says. Days, places and precedence are :mod:`tidewaiter.determine`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from rdkit import Chem

from tidewaiter.determine import Reach
from tidewaiter.lawbook.records import Entry, Exception_
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.structure import (
    Component,
    Mol,
    Structure,
    cleaved,
    covers,
    same_tautomer,
    tautomer_key,
)

if TYPE_CHECKING:
    from tidewaiter.classes import Matcher

STEREO = frozenset({"stereoisomers", "isomers", "optical", "geometric"})
LOOSE_WORDS = ("derivatives", "analogues")
LEAST_FOR_CLASSES = 6  # heavy atoms: no class has a smaller member


class ClassMatcher(Protocol):
    """What this module needs of :class:`tidewaiter.classes.Matcher`."""

    def match(self, mol: Any, ids: Iterable[str] | None = None) -> list[Any]:
        """Verdicts other than *not reached*."""


def matcher_of(store: Store) -> Matcher:
    """The matcher over the class definitions of a compiled lawbook."""
    from tidewaiter.classes.matcher import Matcher

    return Matcher.stored(store.record("gates", "all"), lambda key: store.record("class", key))


def reaches(structure: Structure, store: Store, matcher: ClassMatcher | None) -> list[Reach]:
    """All measures that a structure reaches, in every territory and at any time."""
    return Reacher(structure, store, matcher).all()


def skeleton_keys(structure: Structure) -> list[str]:
    """The keys under which a listed structure is stored: whole, then by tautomer."""
    return [
        ".".join(component.flat for component in structure.components),
        "t:" + ".".join(component.tautomer for component in structure.components),
    ]


class Reacher:
    """Collects what one structure reaches, step by step; the catalogue screen leaves out steps that cannot reach."""

    def __init__(self, structure: Structure, store: Store, matcher: ClassMatcher | None) -> None:
        self.structure = structure
        self.store = store
        self.matcher = matcher
        self.found: dict[str, Reach] = {}  # the firmest reach of each entry

    def all(self) -> list[Reach]:
        """Everything, in the order in which it is found; of each entry the firmest reach."""
        whole = self.structure.components
        if len(whole) > 1:  # a salt that the law lists as such
            for key in self.store.by_skeleton(skeleton_keys(self.structure)[0]):
                for entry in self.store.listings(key):
                    self._add(Reach(entry.id, "applies", "named", f"listed as {entry.as_listed}"))
        for component in whole:
            self.component(component)
        return list(self.found.values())

    def _add(self, reach: Reach) -> None:
        """Keep the firmest reach of each entry."""
        old = self.found.get(reach.entry)
        if old is None or (old.outcome == "cannot_tell" and reach.outcome == "applies"):
            self.found[reach.entry] = reach

    # named listings ------------------------------------------------------------------------------

    def component(self, component: Component) -> None:
        """All steps for one component."""
        self.named(component)
        self.read_off(component)
        self.positional(component)
        self.classes(component)

    def named(self, component: Component) -> None:
        """Listings of the substance itself, its isomers and tautomers."""
        for key, listed in self._same(component.flat, component.mol):
            fit = covers(listed, component.mol)
            for entry in self.store.listings(key):
                self._listing(entry, component, fit)

    def _same(self, flat: str, mol: Mol) -> list[tuple[str, Mol]]:
        """Listed substances of one skeleton: (id, molecule); by tautomer only where none is drawn alike."""
        direct = self.store.by_skeleton(flat)
        if direct:
            return [(key, self._mol(key)) for key in direct]
        from rdkit.Chem.rdMolDescriptors import CalcMolFormula

        found: list[tuple[str, Mol]] = []
        if not self.store.by_skeleton("f:" + CalcMolFormula(mol)):
            return found  # tautomers have one formula; the key costs a hundred times as much
        for key in self.store.by_skeleton("t:" + tautomer_key(mol)):
            listed = self._mol(key)
            if same_tautomer(listed, mol):
                flat_listed = Chem.Mol(mol)
                Chem.RemoveStereochemistry(flat_listed)  # tautomers: stereochemistry is not compared
                found.append((key, flat_listed))
        return found

    def _mol(self, key: str) -> Mol:
        substance = self.store.substance(key)
        assert substance is not None  # the index links only what it holds
        return _listed_mol(substance.smiles)

    def _listing(self, entry: Entry, component: Component, fit: bool | None) -> None:
        extensions = set(entry.extensions)
        outcome, basis, because = "applies", "named", f"listed as {entry.as_listed}"
        missing: tuple[str, ...] = ()
        if fit is not True and extensions & STEREO:
            basis, because = "isomer", f"an isomer of {entry.as_listed}, which the list extends to"
        elif fit is None:
            outcome, missing = "cannot_tell", ("stereochemistry",)
            because = f"{entry.as_listed} is one stereoisomer of what was drawn without stereochemistry"
        elif fit is False:
            return
        as_salt = self._in_salt(component)
        if as_salt:
            if "salts" not in extensions:
                return
            basis = "salt" if basis == "named" else basis
            because += ", as a salt"
        self._finish(entry, component, outcome, basis, because, missing)

    def _in_salt(self, component: Component) -> bool:
        partners = [other for other in self.structure.components if other is not component]
        if not partners:
            return False
        if component.charged or any(other.charged for other in partners):
            return True
        opposite = {"acid": "base", "base": "acid"}.get(component.role)
        return any(other.role == opposite for other in partners)

    def _finish(
        self,
        entry: Entry,
        component: Component,
        outcome: str,
        basis: str,
        because: str,
        missing: tuple[str, ...],
        drawn: str = "",
        core: tuple[int, ...] = (),
        limbs: Any = (),
    ) -> None:
        verdict = self._excepted(entry, component)
        if verdict is True:
            return
        if verdict is None and outcome == "applies":
            outcome, missing = "cannot_tell", ("stereochemistry",)
            because += "; an isomer that the law excepts is drawn alike"
        if component.isotopic:
            because += ", as an isotopic form"
        self._add(
            Reach(
                entry.id,
                outcome,
                basis,
                because,
                missing,
                drawn or component.iso,
                component.isotopic,
                core,
                limbs,
            )
        )

    def _excepted(self, entry: Entry, component: Component) -> bool | None:
        """True: taken out by name. None: it could be what is taken out. False: no exception touches it."""
        answer: bool | None = False
        for exception in self.store.exceptions.get(entry.instrument, ()):
            if exception.lists and entry.list not in exception.lists:
                continue
            if exception.substance == entry.substance or not _overlap(exception, entry):
                continue
            substance = self.store.substance(exception.substance)
            if substance is None or not substance.smiles or "." in substance.smiles:
                continue  # a salt excepted as such takes nothing but itself out
            listed = _listed_mol(substance.smiles)
            if listed.GetNumHeavyAtoms() != component.heavy_atoms or not component.mol.HasSubstructMatch(
                listed
            ):
                continue
            fit = covers(listed, component.mol)
            if fit is True and not self._names_it(entry, listed):
                return True
            if fit is None:
                answer = None
        return answer

    def _names_it(self, entry: Entry, excepted: Mol) -> bool:
        """Whether the entry names something within the exception: it is then not meant to take the entry out."""
        own = self.store.substance(entry.substance) if entry.substance else None
        if own is None or not own.smiles or "." in own.smiles:
            return False
        mol = _listed_mol(own.smiles)
        return mol.GetNumHeavyAtoms() == excepted.GetNumHeavyAtoms() and covers(excepted, mol) is True

    # general clauses -----------------------------------------------------------------------------

    def read_off(self, component: Component) -> None:
        """Esters and ethers of listed hydroxy compounds and acids."""
        for kind in ("ester", "ether"):
            for parent, _ in cleaved(component, kind):
                flat = Chem.MolToSmiles(parent, isomericSmiles=False)
                for key, listed in self._same(flat, parent):
                    fit = covers(listed, parent)
                    for entry in self.store.listings(key):
                        self._parent(entry, component, kind, fit)

    def _parent(self, entry: Entry, component: Component, kind: str, fit: bool | None) -> None:
        extensions = set(entry.extensions)
        if fit is False and not extensions & STEREO:
            return
        if self._in_salt(component) and "salts" not in extensions:
            return
        name = entry.as_listed
        if f"{kind}s" in extensions:
            self._finish(
                entry, component, "applies", kind, f"an {kind} of {name}, which the list extends to", ()
            )
            return
        for word in LOOSE_WORDS:
            if word in extensions:
                because = (
                    f"an {kind} of {name}; the list extends to its {word}, a word the law does not define"
                )
                self._finish(
                    entry, component, "cannot_tell", "derivative", because, (f"meaning of {word!r}",)
                )
                return

    def positional(self, component: Component) -> None:
        """Positional isomers of what is listed with them."""
        for key in self.store.by_skeleton("f:" + component.formula):
            substance = self.store.substance(key)
            if substance is None or _listed_mol(substance.smiles).GetNumHeavyAtoms() != component.heavy_atoms:
                continue
            entries = [entry for entry in self.store.listings(key) if "positional" in entry.extensions]
            if not entries or key in self.store.by_skeleton(component.flat):
                continue
            from tidewaiter.classes.isomers import positional_isomers

            verdict = positional_isomers(_listed_mol(substance.smiles), component.mol)
            if verdict.outcome == "no":
                continue
            outcome = "applies" if verdict.outcome == "yes" else "cannot_tell"
            for entry in entries:
                if self._in_salt(component) and "salts" not in entry.extensions:
                    continue
                because = f"a positional isomer of {entry.as_listed} ({verdict.because})"
                self._finish(entry, component, outcome, "positional isomer", because, verdict.missing)

    def classes(self, component: Component) -> None:
        """What the class definitions say."""
        if self.matcher is None or component.heavy_atoms < LEAST_FOR_CLASSES:
            return
        for verdict in self.matcher.match(component.mol):
            if verdict.outcome != "not_reached":
                self.verdict(component, verdict, *_in_smiles_order(component.mol, verdict))

    def verdict(
        self, component: Component, verdict: Any, drawn: str, core: tuple[int, ...] = (), limbs: Any = ()
    ) -> None:
        """Add what one definition says; ``core`` and ``limbs`` count the atoms of ``drawn``."""
        outcome = "applies" if verdict.outcome == "reached" else "cannot_tell"
        because = f"within the class, read from {verdict.because}"
        for entry in self.store.listings(verdict.id):
            if self._in_salt(component) and "salts" not in entry.extensions:
                continue
            missing = tuple(verdict.missing)
            self._finish(entry, component, outcome, "class", because, missing, drawn, core, limbs)


def _in_smiles_order(mol: Mol, verdict: Any) -> tuple[str, tuple[int, ...], Any]:
    """The molecule as SMILES, and a verdict's atoms counted as they stand in it."""
    smiles = Chem.MolToSmiles(mol)
    written = mol.GetPropsAsDict(includePrivate=True, includeComputed=True)["_smilesAtomOutputOrder"]
    place = {atom: position for position, atom in enumerate(written)}
    limbs = tuple(
        (trace.limb, trace.site, trace.text, tuple(place[atom] for atom in trace.atoms))
        for trace in verdict.traces
    )
    return smiles, tuple(place[atom] for atom in verdict.core), limbs


def _overlap(exception: Exception_, entry: Entry) -> bool:
    first, second = exception.period, entry.period
    return (first.until is None or second.since.day < first.until) and (
        second.until is None or first.since.day < second.until
    )


_MOLS: dict[str, Mol] = {}


def _listed_mol(smiles: str) -> Mol:
    """The molecule of a listed structure (its largest part), read once."""
    if smiles not in _MOLS:
        mol = Chem.MolFromSmiles(smiles)
        if "." in smiles:
            mol = max(Chem.GetMolFrags(mol, asMols=True), key=lambda part: part.GetNumHeavyAtoms())
        _MOLS[smiles] = mol
    return _MOLS[smiles]
