"""What a structure meets by RDKit, step by step: the referee of the native reader, and what it leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any

from rdkit import Chem

from tidewaiter.dates import Period
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.reach.listed import LEAST_FOR_CLASSES, listed_of
from tidewaiter.reach.listings import Listings, Part, Seen, filled_up, salts_as_such, whole_key, without_water
from tidewaiter.reach.structures import features_of, isomers_of, size_of, structures_of
from tidewaiter.reached import Reach
from tidewaiter.substance.structures.forms import Mol, formula_of, tautomer_key
from tidewaiter.substance.structures.read_off import cleaved
from tidewaiter.substance.structures.structure import COUNTER_ION, Component, Structure, read_structure

if TYPE_CHECKING:
    from tidewaiter.classes import Matcher
    from tidewaiter.classes.isomers import Features


# what classes say of a SMILES of one part; None: not surely told
Natively = Callable[[str], "list[Seen] | None"]


def matcher_of(store: Store) -> Matcher:
    """The matcher over the class definitions of a compiled lawbook."""
    from tidewaiter.classes.matcher import Matcher

    return Matcher.stored(store.record("gates", "all"), lambda key: store.record("class", key))


def reaches(
    structure: Structure, store: Store, matcher: Matcher | None, natively: Natively | None = None
) -> list[Reach]:
    """All measures that a structure reaches, in every territory and at any time.

    ``natively`` is asked first what classes say of a part.

    Raises :class:`tidewaiter.errors.Unreadable` where hydrogens are missing and nothing is found with them.
    """
    found = met(structure, store, matcher, natively)
    if structure.lacking and not found:
        raise structure.why_lacking()
    return found


def met(
    structure: Structure, store: Store, matcher: Matcher | None, natively: Natively | None = None
) -> list[Reach]:
    """The same, of a structure that lacks hydrogens as well: it may be nothing, or all that is found filled up."""
    structure = as_listed(structure, store)
    listings, components = Listings(store), structure.components
    largest = next((one for one in components if one.heavy_atoms > 1 or without_water((one,))), None)
    if largest and structures_of(store).salt(largest.formula):
        for reach in salts_as_such(components, store):
            listings.add(filled_up(reach) if structure.lacking else reach)
    return listings.all_of(Drawn(structure, component, store, matcher, natively) for component in components)


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
    return [
        whole_key(structure.components),
        "t:" + ".".join(component.tautomer for component in structure.components),
    ]


class Drawn(Part):
    """A component as RDKit reads it."""

    def __init__(
        self,
        structure: Structure,
        component: Component,
        store: Store,
        matcher: Matcher | None,
        natively: Natively | None = None,
    ) -> None:
        self.structure, self.component, self.store, self.matcher = structure, component, store, matcher
        self._natively = natively
        self.isotopic, self.lacking = component.isotopic, component.lacking
        self._structures = structures_of(store)

    @cached_property
    def in_salt(self) -> bool:
        """As the whole structure tells."""
        return self.structure.in_salt(self.component)

    @property
    def drawn(self) -> str:
        """Canonical SMILES of its normal form."""
        return self.component.iso

    def same(self) -> list[tuple[str, bool | None]]:
        """Listed substances of its skeleton; one that is listed by its isotopes, only where it has them."""
        found = self._same(self.component.mol, self.component.formula)
        return [one for one in found if _held(self._structures.labels(one[0]), self.component.labels)]

    def _same(self, mol: Mol, formula: str) -> list[tuple[str, bool | None]]:
        """Listed substances of one skeleton, and whether they are drawn so as to cover a molecule.

        By tautomer only where none is drawn alike.
        """
        if not self.store.by_skeleton("f:" + formula):
            return []  # tautomers have one formula; the key costs a hundred times as much
        listed, relative = self._structures, self.component.relative
        direct = listed.drawn(formula, mol)
        if direct:
            # drawn as a mixture of isomers: which they are has gone with its normal form
            lost = relative and not mol.GetStereoGroups()
            fits = ((key, True if listed.open(key) else listed.fit(key, mol)) for key in direct)
            return [(key, None if fit is False and lost else fit) for key, fit in fits]
        flat = ""
        found: list[tuple[str, bool | None]] = []
        for key in self.store.by_skeleton("t:" + tautomer_key(mol)):
            flat = flat or Chem.MolToSmiles(mol, isomericSmiles=False)
            if listed.is_tautomer(key, flat):
                found.append((key, True))  # stereochemistry is not compared
        return found

    def parents(self) -> Iterator[tuple[str, str, bool | None]]:
        """What is left when esters and ethers are read off."""
        for kind in ("ester", "ether"):
            for parent in cleaved(self.component.mol, kind, partial(self._parental, kind)):
                for key, fit in self._same(parent, formula_of(parent)):
                    yield kind, key, fit

    def _parental(self, kind: str, formula: str) -> bool:
        """Whether anything listed has this formula and may be reached through its esters, or ethers."""
        listed = listed_of(self.store)
        return any(listed.parental(key, kind) for key in self.store.by_skeleton("f:" + formula))

    def isomers(self) -> Iterator[tuple[str, Any]]:
        """What it is to substances that are listed with their positional isomers."""
        component, listed = self.component, self._structures
        features: Features | None = None
        for key in self.store.by_skeleton("f:" + component.formula):
            if not listed_of(self.store).positional(key):
                continue
            own = listed.drawn(component.formula, component.mol)
            if key in own or listed.labels(key):
                continue
            if own:  # it is listed itself: what it is to the other is known once for all its drawings
                verdict = listed.isomers(key, own[0])
            else:
                features = features or features_of(self.store, component.mol)
                verdict = isomers_of(listed.features(key), features)
            if verdict is not None and verdict.outcome != "no":
                yield key, verdict

    def verdicts(self) -> Iterator[Seen]:
        """What the class definitions say."""
        component = self.component
        if self.matcher is None or component.heavy_atoms < LEAST_FOR_CLASSES:
            return
        told: Iterable[Seen] | None = None
        if self._natively and component.text:
            told = self._natively(component.text)
        if told is None:
            # what is drawn otherwise may be told in other words: of its normal form it is only asked which definitions it meets
            normal = self._natively(component.iso) if self._natively else None
            ids = None if normal is None else tuple(one.verdict.id for one in normal)
            short = 0 < len(component.text) <= COUNTER_ION
            judged = _of_counter_ion if short else _judged
            told = () if ids == () else judged(self.matcher, component, ids)
        yield from told

    @cached_property
    def _size(self) -> tuple[int, int]:
        return size_of(self.component.mol)

    def excepted(self, entry: Entry) -> Iterator[tuple[bool | None, bool, Period]]:
        """The exceptions of an entry that are drawn like it."""
        mol = self.component.mol
        days = listed_of(self.store).exceptions(entry.id)
        for excepted, names_it, key in self._structures.exceptions(entry.id).get(self._size, ()):
            held = _held(self._structures.labels(key), self.component.labels)
            if held and mol.HasSubstructMatch(excepted):
                fit = self._structures.fit(key, mol)
                one = _has_centres(excepted) and not self._structures.alike(key).relative
                if fit is not None and self.component.relative and one:
                    fit = None  # of the isomers that were drawn it is but one
                yield from ((fit, names_it, taken) for taken in days[key])


def _judged(matcher: Matcher, component: Component, ids: tuple[str, ...] | None = None) -> tuple[Seen, ...]:
    """What the class definitions, or those of some ids, say of a component."""
    verdicts = [one for one in matcher.match(component.mol, ids) if one.outcome != "not_reached"]
    if not verdicts:
        return ()
    smiles, place = _in_smiles_order(component.mol)

    def placed(verdict: Any) -> Any:
        traces = tuple(one._replace(atoms=tuple(place[atom] for atom in one.atoms)) for one in verdict.traces)
        return verdict._replace(core=tuple(place[atom] for atom in verdict.core), traces=traces)

    return tuple(Seen(placed(one), smiles) for one in verdicts)


_of_counter_ion = lru_cache(256)(_judged)  # one component stands beside many others: see structure.py


def _held(labels: tuple[str, ...], drawn: tuple[str, ...]) -> bool:
    """Whether a drawing has all isotopes by which something is listed, whatever others it has."""
    return not labels or not Counter(labels) - Counter(drawn)


def _has_centres(mol: Mol) -> bool:
    return any(atom.GetChiralTag() != Chem.ChiralType.CHI_UNSPECIFIED for atom in mol.GetAtoms())


def _in_smiles_order(mol: Mol) -> tuple[str, dict[int, int]]:
    """A molecule as SMILES, and the place of each atom in it."""
    mol = Chem.Mol(mol)  # a counter-ion's is shared, and the order is written on it
    smiles = Chem.MolToSmiles(mol)
    written = mol.GetPropsAsDict(includePrivate=True, includeComputed=True)["_smilesAtomOutputOrder"]
    return smiles, {atom: position for position, atom in enumerate(written)}
