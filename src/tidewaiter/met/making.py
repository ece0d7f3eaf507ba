"""Making the tables of a lawbook: from the objects that the Python engine matches with, never typed by hand."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from rdkit import Chem

from tidewaiter.met.image import Compiled, written
from tidewaiter.met.library import ASK_CLASSES, TABLES, Reader
from tidewaiter.met.tables import imprint
from tidewaiter.met.tables.judge import JudgeTables
from tidewaiter.met.tables.keys import key_tables
from tidewaiter.met.tables.known import known_tables
from tidewaiter.met.tables.listed import Listed
from tidewaiter.met.tables.relaxed import Tables
from tidewaiter.met.tables.sieve import Features
from tidewaiter.reach.drawn import matcher_of
from tidewaiter.reach.listed import LEAST_FOR_CLASSES, listed_of
from tidewaiter.reach.structures import structures_of

if TYPE_CHECKING:
    from tidewaiter.classes import Definition
    from tidewaiter.lawbook.store import Store

_DRAWINGS = 6  # at random, beside the lawbook's own


def make(store: Store) -> bytes:
    """The bytes of the file that :mod:`tidewaiter.met.compiled` opens."""
    definitions = matcher_of(store).definitions
    words, tables = _of_classes(definitions)
    listed = Listed(store)
    tables |= listed.arrays()
    words |= {"tautomers": listed.tautomers, "isomers": _isomers(store), "within": sorted(_within(store))}
    words |= {"groups": listed.groups, "entries": listed.entries}
    prints, arrays = _fingerprints(store)
    tables = {name: np.ascontiguousarray(tables[name], kind) for name, kind in TABLES.items()} | {
        name: np.ascontiguousarray(table) for name, table in (tables | arrays).items() if name not in TABLES
    }
    words["prints"] = prints
    tables |= known_tables(Compiled(bytearray(written(words, tables))), store)
    words["residues"] = _residues(Compiled(bytearray(written(words, tables))), store)
    words["shapes"] = _shapes(words["residues"])
    return written(words, tables)


def of_definitions(definitions: dict[str, Definition]) -> Compiled:
    """The tables of some class definitions alone, with no listed structure beside them: to try them out."""
    words, tables = _of_classes(definitions)
    tables |= key_tables({"key_set": np.zeros(0, np.uint8), "key": np.zeros(0, np.int64), "key_entry": np.zeros(0, np.int32)}, np.zeros(0, bool))  # fmt: skip
    tables |= {"listed_hashes": np.zeros(0), "listed_nothing": np.zeros(0), "listed_structures": np.zeros(1)}
    tables |= {"listed_texts": np.zeros(1), "listed_text": np.zeros(1)}
    words |= {"tautomers": [], "groups": [], "residues": {}, "shapes": {}}
    return Compiled(bytearray(written(words, {name: np.ascontiguousarray(tables[name], kind) for name, kind in TABLES.items()})))  # fmt: skip


def _of_classes(
    definitions: dict[str, Definition],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the definitions come to: words and tables."""
    patterns, judge = Tables(), JudgeTables()
    owners: list[tuple[str, int]] = []
    names: list[str] = []
    yields: dict[str, list[str]] = {}
    # of each its pattern, and whether it is one that the clause takes out
    scaffolds: list[tuple[int, int]] = []
    counts: list[list[int]] = []
    for key, definition in definitions.items():
        others = [other for one in definition.exceptions for other in one.reached_by]
        if others:
            yields[key] = others
        place = judge.definition(definition)
        excluded = ((-1 - i, one) for i, one in enumerate(definition.exclusions))
        for number, (scaffold, formula) in [*enumerate(definition.formulas), *excluded]:
            owners.append((key, number))
            names.append(scaffold.name)
            judge.scaffold(place, number, formula)
            scaffolds.append((patterns.pattern(formula), int(number < 0)))
            counts.append(imprint.counts(patterns, scaffolds[-1][0], tuple(scaffold.requires)))
    features = Features(patterns, [pattern for pattern, _ in scaffolds])
    nodes, singles = features.arrays()
    for (pattern, _), own in zip(scaffolds, features.of_each, strict=True):
        patterns.look_for(pattern, own)
    tables = {**patterns.arrays(), **nodes, **judge.arrays()}
    least, needs = _with_what_they_are_taken_from(owners, counts, features.of_each)
    tables |= {
        "counts": np.array(least, np.uint8).reshape(-1, imprint.QUANTITIES),
        **imprint.arrays(least, needs),
    }
    tables["scaffolds"] = np.array(scaffolds, np.int32).reshape(-1, 2)
    tables["sizes"] = np.array([LEAST_FOR_CLASSES, *tables["sizes"], singles], np.int32)
    words = {"definitions": list(definitions), "yields": yields, "owners": owners, "names": names}
    return {**words, "strings": list(judge.strings)}, tables


def _with_what_they_are_taken_from(
    owners: list[tuple[str, int]], counts: list[list[int]], features: list[list[int]]
) -> tuple[list[list[int]], list[list[int]]]:
    """The counts and features again: an exclusion also needs what all of that which it is taken out of need.

    It is asked only of what a scaffold of its definition reaches.
    """
    own: dict[str, list[int]] = {}
    for place, (key, number) in enumerate(owners):
        if number >= 0:
            own.setdefault(key, []).append(place)
    found = counts.copy(), features.copy()
    for place, (key, number) in enumerate(owners):
        if number < 0:
            least = map(min, zip(*(counts[one] for one in own[key]), strict=True))
            found[0][place] = [*map(max, counts[place], least)]
            shared = set(features[own[key][0]]).intersection(*(features[one] for one in own[key]))
            found[1][place] = [*features[place], *shared]
    return found


def _isomers(store: Store) -> dict[str, list[list[Any]]]:
    """What each substance with a structure, on a list or not, is to those of its formula that are listed with their positional isomers."""
    structures, listed = structures_of(store), listed_of(store)
    found: dict[str, list[list[Any]]] = {}
    for substance in store.substances():
        if not substance.smiles:
            continue
        own = structures.alike(substance.id)
        alike = structures.drawn(own.formula, own.mol)
        for key in store.by_skeleton("f:" + own.formula):
            if not listed.positional(key) or key in alike:
                continue
            verdict = structures.isomers(key, alike[0]) if alike else None
            if verdict is not None and verdict.outcome != "no":
                told = [key, verdict.outcome, verdict.because, verdict.core, list(verdict.missing)]
                found.setdefault(substance.id, []).append(told)
    return found


def _within(store: Store) -> set[tuple[str, str]]:
    """Pairs of a listed substance and an exception within whose drawing it is: its entry is not meant to be taken out."""
    structures, found = structures_of(store), set()
    for entry in store.entries():
        if entry.instrument in store.exceptions:
            for rows in structures.exceptions(entry.id).values():
                found |= {(entry.substance, key) for _, names_it, key in rows if names_it}
    return found


def _fingerprints(store: Store) -> tuple[list[str], dict[str, Any]]:
    """The fingerprints that :mod:`tidewaiter.advise` compares with, by substance: where each begins, and its bins and counts."""
    from rdkit.DataStructs import UIntSparseIntVect

    rows = sorted(store.fingerprints(0, 1 << 30))
    held = [sorted(UIntSparseIntVect(value).GetNonzeroElements().items()) for _, value in rows]  # type: ignore[call-overload]
    starts = np.cumsum([0, *map(len, held)]).astype(np.int32)
    bins = np.array(list(chain.from_iterable(chain.from_iterable(held))) or [0], np.int32)
    return [key for key, _ in rows], {"print_starts": starts, "print_bins": bins}


def _residues(made: Compiled, store: Store) -> dict[str, str]:
    """Names of the residues that the listed structures have, in some drawings: one residue may have several codes."""
    from tidewaiter.met.stream import codes_of, name_of

    texts = {one.smiles for one in store.substances() if one.smiles}
    reader = Reader(made.tables)
    found: dict[str, str] = {}
    for seed, text in enumerate(sorted(texts)):
        for drawn in (text, *Chem.MolToRandomSmilesVect(Chem.MolFromSmiles(text), _DRAWINGS, seed)):
            said = reader.read(drawn, ASK_CLASSES)
            for code in codes_of(said.told, said.codes):
                if code.hex() not in found:
                    found[code.hex()] = name_of(code)
    return found


def _shapes(residues: dict[str, str]) -> dict[str, str]:
    """The same names by the shapes; one that RDKit names in two ways is left to it."""
    from tidewaiter.met.shapes import shape_of

    found: dict[str, set[str]] = {}
    for code, name in residues.items():
        found.setdefault(shape_of(bytes.fromhex(code)), set()).add(name)
    return {shape: names.pop() for shape, names in found.items() if shape and len(names) == 1}
