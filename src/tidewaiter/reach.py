"""Which measures a structure reaches, on what basis: without regard to day or place.

Every component is examined before anything is stripped. A listing reaches the substance itself; what else it
reaches is what its own law says (salts, isomers of which kind, esters, ethers, derivatives); a class reaches
what its definition says. Days, places and precedence are :mod:`tidewaiter.determine`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from weakref import WeakKeyDictionary, proxy

from rdkit import Chem

from tidewaiter.dates import Period, Since
from tidewaiter.determine import Reach
from tidewaiter.lawbook.records import Entry, Exception_
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.forms import (
    Mol,
    canonical_tautomer,
    formula_of,
    skeleton_pattern,
    tautomer_key,
    tautomers_of,
)
from tidewaiter.substance.read_off import cleaved
from tidewaiter.substance.stereo import covers
from tidewaiter.substance.structure import Component, Structure, read_structure
from tidewaiter.substance.whole import HYDROGENS

if TYPE_CHECKING:
    from tidewaiter.classes import Matcher
    from tidewaiter.classes.isomers import Features, PositionalIsomer

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
    """All measures that a structure reaches, in every territory and at any time.

    Raises :class:`tidewaiter.errors.Unreadable` where hydrogens are missing and nothing is found with them.
    """
    found = Reacher(as_listed(structure, store), store, matcher).all()
    if structure.lacking and not found:
        raise structure.why_lacking()
    return found


def as_listed(structure: Structure, store: Store) -> Structure:
    """What an InChI names, as the lawbook draws it where it is listed: mobile hydrogens have one place there.

    Raises :class:`tidewaiter.errors.Unreadable` for one that is not listed and makes no whole molecule.
    """
    key = structure.inchikey
    for one in store.by_skeleton(key) if key else ():
        substance = store.substance(one)
        if substance is not None and substance.smiles:
            return read_structure(substance.smiles)
    if structure.fault is not None:
        raise structure.fault
    return structure


def skeleton_keys(structure: Structure) -> list[str]:
    """The keys under which a listed structure is stored: whole, then by tautomer."""
    return [_whole_key(structure), "t:" + ".".join(component.tautomer for component in structure.components)]


def _whole_key(structure: Structure) -> str:
    return ".".join(component.flat for component in structure.components)


class _Term(NamedTuple):
    """What one listing says of a structure of its skeleton."""

    entry: Entry
    outcome: str
    basis: str
    because: str
    missing: tuple[str, ...] = ()


class _Excepted(NamedTuple):
    """Something that may be taken out of an entry."""

    mol: Mol
    named: bool  # whether the entry names something within it: it is then not meant to take the entry out
    substance: str
    period: Period


class _Listed:
    """What of the listed substances is the same for every structure asked about: worked out when first met.

    All of it is bounded by what the lawbook lists.
    """

    def __init__(self, store: Store) -> None:
        self._store: Store = proxy(store)
        self._drawn: dict[str, list[tuple[Mol, list[str]]]] = {}
        self.mol = cache(self._mol)
        self.open = cache(self._open)
        self.terms = cache(self._terms)
        self.exceptions = cache(self._exceptions)
        self.tautomers = cache(self._tautomers)
        self.canonical = cache(self._canonical)
        self.inchi = cache(self._inchi)
        self.positional = cache(self._positional)
        self.isomers = cache(self._isomers)
        self.alike = cache(self._alike)
        self.features = cache(self._features)
        self.parental = cache(self._parental)
        self.several = cache(self._several)

    def drawn(self, formula: str, mol: Mol) -> list[str]:
        """The listed substances of a molecule's skeleton.

        Once found, a skeleton is known again by its pattern, which is quicker than the canonical SMILES.
        """
        known = self._drawn.setdefault(formula, [])
        for pattern, keys in known:
            if mol.HasSubstructMatch(pattern):
                return keys
        keys = self._store.by_skeleton(Chem.MolToSmiles(mol, isomericSmiles=False))
        if keys:
            known.append((skeleton_pattern(mol), keys))
        return keys

    def _mol(self, key: str) -> Mol:
        return _listed_mol(self._smiles(key))

    def _smiles(self, key: str) -> str:
        substance = self._store.substance(key)
        assert substance is not None  # the index links only what it holds
        return substance.smiles

    def salt(self, formula: str) -> bool:
        """Whether a salt is listed as such whose largest part has a formula."""
        return any(self.several(key) for key in self._store.by_skeleton("f:" + formula))

    def _several(self, key: str) -> bool:
        """Whether a substance is listed in a drawing of several parts."""
        return len(read_structure(self._smiles(key)).components) > 1

    def _open(self, key: str) -> bool:
        """Whether a substance is listed in a drawing that fits every stereoisomer of its skeleton."""
        smiles = self._smiles(key)
        if any(sign in smiles for sign in "@/\\"):
            return False
        return bool(self._normal(key).HasSubstructMatch(self.mol(key)))

    def _terms(self, key: str, fit: bool | None, salt: bool) -> tuple[_Term, ...]:
        """What the listings of a substance say of its skeleton, exceptions apart.

        ``fit``: whether the listed drawing covers what was asked; ``salt``: whether that is part of a salt.
        """
        terms = (_term(entry, fit, salt) for entry in self._store.listings(key))
        return tuple(term for term in terms if term is not None)

    def _exceptions(self, entry_id: str) -> dict[tuple[int, int], list[_Excepted]]:
        """What may be taken out of an entry, by size."""
        store, entry = self._store, self._store.entry(entry_id)
        found: dict[tuple[int, int], list[_Excepted]] = {}
        for exception in store.exceptions.get(entry.instrument, ()):
            if exception.lists and entry.list not in exception.lists:
                continue
            if exception.substance == entry.substance or not _overlap(exception, entry):
                continue
            substance = store.substance(exception.substance)
            if substance is None or not substance.smiles or "." in substance.smiles:
                continue  # a salt excepted as such takes nothing but itself out
            excepted = _listed_mol(substance.smiles)
            one = _Excepted(excepted, self._names_it(entry, excepted), substance.id, exception.period)
            found.setdefault(_size(excepted), []).append(one)
        return found

    def _names_it(self, entry: Entry, excepted: Mol) -> bool:
        """Whether the entry names something within the exception: it is then not meant to take the entry out."""
        own = self._store.substance(entry.substance) if entry.substance else None
        if own is None or not own.smiles or "." in own.smiles:
            return False
        mol = _listed_mol(own.smiles)
        return _size(mol) == _size(excepted) and covers(excepted, mol) is True

    def _tautomers(self, key: str) -> frozenset[str]:
        """The tautomers of a substance, where all can be told."""
        return tautomers_of(self.mol(key))

    def _canonical(self, key: str) -> str:
        """The canonical tautomer of a substance."""
        return canonical_tautomer(self.mol(key))

    def _inchi(self, key: str) -> str:
        """The standard InChI of a substance without stereochemistry: the same for tautomers, where it knows them."""
        return str(Chem.MolToInchi(Chem.MolFromSmiles(Chem.MolToSmiles(self.mol(key), isomericSmiles=False))))

    def _positional(self, key: str) -> tuple[Entry, ...]:
        """The listings of a substance that extend to its positional isomers."""
        return tuple(entry for entry in self._store.listings(key) if "positional" in entry.extensions)

    def _isomers(self, key: str, other: str) -> PositionalIsomer | None:
        """Whether another listed substance is a positional isomer of one."""
        return _isomers(self.features(key), _features(self._store, self._normal(other)))

    def _features(self, key: str) -> Features:
        """What of a substance is compared with its positional isomers."""
        return _features(self._store, self.mol(key))

    def _alike(self, key: str) -> Component:
        """The largest part of a substance."""
        return read_structure(self._smiles(key)).components[0]

    def _normal(self, key: str) -> Mol:
        """The largest part of a substance in its normal form."""
        return self.alike(key).mol

    def _parental(self, key: str, kind: str) -> bool:
        """Whether a listing of a substance may extend to its esters, or ethers."""
        words = {f"{kind}s", *LOOSE_WORDS}
        return any(not words.isdisjoint(entry.extensions) for entry in self._store.listings(key))


_LISTED: WeakKeyDictionary[Store, _Listed] = WeakKeyDictionary()


class Reacher:
    """Collects what one structure reaches, step by step; the catalogue screen leaves out steps that cannot reach."""

    def __init__(self, structure: Structure, store: Store, matcher: ClassMatcher | None) -> None:
        self.structure = structure
        self.store = store
        self.matcher = matcher
        self.found: dict[str, Reach] = {}  # the firmest reach of each entry
        listed = _LISTED.get(store)
        self._listed = listed or _LISTED.setdefault(store, _Listed(store))

    def all(self) -> list[Reach]:
        """Everything, in the order in which it is found; of each entry the firmest reach."""
        whole = self.structure.components
        if len(whole) > 1 and self._listed.salt(whole[0].formula):  # a salt that the law lists as such
            for key in self.store.by_skeleton(_whole_key(self.structure)):
                for entry in self.store.listings(key):
                    reach = Reach(entry.id, "applies", "named", f"listed as {entry.as_listed}")
                    self._add(_filled_up(reach) if self.structure.lacking else reach)
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
        found = self.same(component)
        if found:
            salt = self._in_salt(component)
            for key, fit in found:
                for term in self._listed.terms(key, fit, salt):
                    self._finish(term, component)

    def same(self, component: Component) -> list[tuple[str, bool | None]]:
        """Listed substances of a component's skeleton, and whether they are drawn so as to cover it."""
        return self._same(component.mol, component.formula, component.relative)

    def _same(self, mol: Mol, formula: str, relative: bool) -> list[tuple[str, bool | None]]:
        """Listed substances of one skeleton, and whether they are drawn so as to cover a molecule.

        By tautomer only where none is drawn alike. ``relative``: it was drawn as a mixture of isomers, or one of several.
        """
        if not self.store.by_skeleton("f:" + formula):
            return []  # tautomers have one formula; the key costs a hundred times as much
        listed = self._listed
        direct = listed.drawn(formula, mol)
        if direct:
            lost = (
                relative and not mol.GetStereoGroups()
            )  # which isomers they are has gone with its normal form
            fits = ((key, True if listed.open(key) else covers(listed.mol(key), mol)) for key in direct)
            return [(key, None if fit is False and lost else fit) for key, fit in fits]
        flat = own = ""
        found: list[tuple[str, bool | None]] = []
        for key in self.store.by_skeleton("t:" + tautomer_key(mol)):
            flat = flat or Chem.MolToSmiles(mol, isomericSmiles=False)
            if flat not in listed.tautomers(key):
                own = own or canonical_tautomer(mol)
                if own != listed.canonical(key) and Chem.MolToInchi(Chem.MolFromSmiles(flat)) != listed.inchi(
                    key
                ):
                    continue
            found.append((key, True))  # tautomers: stereochemistry is not compared
        return found

    def _in_salt(self, component: Component) -> bool:
        return self.structure.in_salt(component)

    def _finish(
        self, term: _Term, component: Component, drawn: str = "", core: tuple[int, ...] = (), limbs: Any = ()
    ) -> None:
        entry, outcome, basis, because, missing = term
        verdict, days = self._excepted(entry, component)
        if verdict is True:
            return
        if verdict is None and outcome == "applies":
            outcome, missing = "cannot_tell", ("stereochemistry",)
            because += "; an isomer that the law excepts is drawn alike"
        isotopic = component.isotopic
        if isotopic:
            because += ", as an isotopic form"
        drawn = drawn or self.drawing(component)
        reach = Reach(entry.id, outcome, basis, because, missing, drawn, isotopic, core, limbs, days)
        self._add(_filled_up(reach) if component.lacking else reach)

    def _excepted(self, entry: Entry, component: Component) -> tuple[bool | None, tuple[Period, ...]]:
        """True: taken out by name on all days. None: it could be what is taken out. False: no exception touches it; and
        the days on which it is taken out, where these are but some."""
        answer: bool | None = False
        days: list[Period] = []
        for fit, one in self.exceptions(entry, component):
            if fit is True and not one.named:
                taken = taken_from(entry, one.period)
                if taken.covers(entry.period):
                    return True, ()
                days.append(taken)
            elif fit is None:
                answer = None
        return answer, tuple(days)

    def exceptions(self, entry: Entry, component: Component) -> Iterator[tuple[bool | None, _Excepted]]:
        """Of each exception drawn like a component, whether it covers it."""
        for one in self._listed.exceptions(entry.id).get(_size(component.mol), ()):
            if component.mol.HasSubstructMatch(one.mol):
                fit = covers(one.mol, component.mol)
                if fit is not None and component.relative and _has_centres(one.mol):
                    fit = None  # of the isomers that were drawn it is but one
                yield fit, one

    def drawing(self, component: Component) -> str:
        """How an answer draws a component."""
        return component.iso

    # general clauses -----------------------------------------------------------------------------

    def read_off(self, component: Component) -> None:
        """Esters and ethers of listed hydroxy compounds and acids."""
        for kind, key, fit in self.parents(component):
            for entry in self.store.listings(key):
                self._parent(entry, component, kind, fit)

    def parents(self, component: Component) -> Iterator[tuple[str, str, bool | None]]:
        """What is left of a component when esters and ethers are read off, where that is listed; and as :meth:`same`."""
        for kind in ("ester", "ether"):
            for parent in cleaved(component.mol, kind, partial(self._parental, kind)):
                for key, fit in self._same(parent, formula_of(parent), component.relative):
                    yield kind, key, fit

    def _parental(self, kind: str, formula: str) -> bool:
        """Whether anything listed has this formula and may be reached through its esters, or ethers."""
        return any(self._listed.parental(key, kind) for key in self.store.by_skeleton("f:" + formula))

    def _parent(self, entry: Entry, component: Component, kind: str, fit: bool | None) -> None:
        extensions = set(entry.extensions)
        if fit is False and not extensions & STEREO:
            return
        if self._in_salt(component) and "salts" not in extensions:
            return
        name = entry.as_listed
        if f"{kind}s" in extensions:
            because = f"an {kind} of {name}, which the list extends to"
            self._finish(_Term(entry, "applies", kind, because), component)
            return
        for word in LOOSE_WORDS:
            if word in extensions:
                because = (
                    f"an {kind} of {name}; the list extends to its {word}, a word the law does not define"
                )
                missing = (f"meaning of {word!r}",)
                self._finish(_Term(entry, "cannot_tell", "derivative", because, missing), component)
                return

    def drawn(self, component: Component) -> list[str]:
        """Listed substances of a component's own skeleton, tautomers apart."""
        return self._listed.drawn(component.formula, component.mol)

    def positional(self, component: Component) -> None:
        """Positional isomers of what is listed with them."""
        features: Features | None = None
        for key in self.store.by_skeleton("f:" + component.formula):
            entries = self._listed.positional(key)
            if not entries:
                continue
            own = self.drawn(component)
            if key in own:
                continue
            if own:  # it is listed itself: what it is to the other is known once for all its drawings
                verdict = self._listed.isomers(key, own[0])
            else:
                features = features or _features(self.store, component.mol)
                verdict = _isomers(self._listed.features(key), features)
            if verdict is None or verdict.outcome == "no":
                continue
            outcome = "applies" if verdict.outcome == "yes" else "cannot_tell"
            for entry in entries:
                if self._in_salt(component) and "salts" not in entry.extensions:
                    continue
                because = f"a positional isomer of {entry.as_listed} ({verdict.because})"
                term = _Term(entry, outcome, "positional isomer", because, verdict.missing)
                self._finish(term, component)

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
            term = _Term(entry, outcome, "class", because, tuple(verdict.missing))
            self._finish(term, component, drawn, core, limbs)


def _term(entry: Entry, fit: bool | None, salt: bool) -> _Term | None:
    """What one listing says of a structure of its skeleton; None where it does not reach it."""
    outcome, basis, because = "applies", "named", f"listed as {entry.as_listed}"
    missing: tuple[str, ...] = ()
    if fit is not True and not STEREO.isdisjoint(entry.extensions):
        basis, because = "isomer", f"an isomer of {entry.as_listed}, which the list extends to"
    elif fit is None:
        outcome, missing = "cannot_tell", ("stereochemistry",)
        because = f"{entry.as_listed} is one stereoisomer of what was drawn without stereochemistry"
    elif fit is False:
        return None
    if salt:
        if "salts" not in entry.extensions:
            return None
        basis = "salt" if basis == "named" else basis
        because += ", as a salt"
    return _Term(entry, outcome, basis, because, missing)


def _filled_up(reach: Reach) -> Reach:
    """What a drawing reaches whose missing hydrogens were filled up: that, if it was meant so."""
    because = f"{reach.because}; drawn without all its hydrogens"
    missing = tuple(dict.fromkeys((HYDROGENS, *reach.missing)))
    return reach._replace(outcome="cannot_tell", because=because, missing=missing)


def _has_centres(mol: Mol) -> bool:
    return any(atom.GetChiralTag() != Chem.ChiralType.CHI_UNSPECIFIED for atom in mol.GetAtoms())


def _isomer_rules(store: Store) -> Any:
    """The rules of positional isomerism of a compiled lawbook, read once; None where it has none of its own."""
    if store.isomers is None:
        from tidewaiter.classes.isomers import IsomerRules

        data = store.record("isomers", "all")
        store.isomers = IsomerRules.from_json(data) if data else None
    return store.isomers


def _in_smiles_order(mol: Mol, verdict: Any) -> tuple[str, tuple[int, ...], Any]:
    """The molecule as SMILES, and a verdict's atoms counted as they stand in it."""
    mol = Chem.Mol(mol)  # a counter-ion's is shared, and the order is written on it
    smiles = Chem.MolToSmiles(mol)
    written = mol.GetPropsAsDict(includePrivate=True, includeComputed=True)["_smilesAtomOutputOrder"]
    place = {atom: position for position, atom in enumerate(written)}
    limbs = tuple(
        (trace.limb, trace.site, trace.text, tuple(place[atom] for atom in trace.atoms))
        for trace in verdict.traces
    )
    return smiles, tuple(place[atom] for atom in verdict.core), limbs


def _features(store: Store, mol: Mol) -> Features:
    """What of a molecule is compared with its positional isomers."""
    from tidewaiter.classes.isomers import Features, shipped_rules

    return Features(mol, _isomer_rules(store) or shipped_rules())


def _isomers(listed: Features, other: Features) -> PositionalIsomer | None:
    """What a molecule is to a listed one of its formula; None where its rings say already that it is no isomer."""
    if listed.counts != other.counts:
        return None
    from tidewaiter.classes.isomers import compared

    return compared(listed, other)


def _size(mol: Mol) -> tuple[int, int]:
    """Heavy atoms and bonds: of one size with what it holds, a molecule is it, stereochemistry apart."""
    return mol.GetNumHeavyAtoms(), mol.GetNumBonds()


def taken_from(entry: Entry, period: Period) -> Period:
    """The days of an exception, seen from its entry: one read first on a day is printed in the clause that it is taken from."""
    return period._replace(since=Since(entry.period.earliest)) if period.since.bound == "<=" else period


def _overlap(exception: Exception_, entry: Entry) -> bool:
    first, second = exception.period, entry.period
    return (first.until is None or second.since.day < first.until) and (
        second.until is None or first.since.day < second.until
    )


_MOLS: dict[str, Mol] = {}


def _listed_mol(smiles: str) -> Mol:
    """The molecule of a listed structure (its largest part) in its normal form, read once."""
    if smiles not in _MOLS:
        _MOLS[smiles] = read_structure(smiles).components[0].mol
    return _MOLS[smiles]
