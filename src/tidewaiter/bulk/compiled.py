"""The prefilter's tables for one question: made from the lawbook once, then kept beside its compiled index.

What they rest on is in the file's name and, in full, in the file: the index, the day, the territories, and the state
of the modules that make them. A file that is missing, cut short or of another state is made anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile
from zlib import crc32

import numpy as np

from tidewaiter.bulk.library import TABLES, sources

if TYPE_CHECKING:
    from tidewaiter.bulk.exact import Decider
    from tidewaiter.classes.definition import Definition
    from tidewaiter.lawbook.records import Substance

_READ_OFF_WORDS = {"esters", "ethers", "derivatives", "analogues"}
_KEPT = 12  # files: a lawbook that changes, or many days asked, must not fill the disk


class Compiled(NamedTuple):
    """Everything that the prefilter looks up."""

    definitions: tuple[str, ...]  # classes in force
    owners: list[
        tuple[str, int]
    ]  # of each scaffold: its definition, its number there (-1, -2 ...: exclusions)
    names: list[str]  # of each scaffold
    strings: list[str]  # what the judge tells by number
    yields: dict[str, list[str]]  # classes to which a class leaves what they reach
    tables: dict[str, Any]  # what the library reads: see library.TABLES


def compiled(decider: Decider) -> Compiled:
    """The tables for a question, from the cache where they are there."""
    from tidewaiter.bulk.exact import Decider

    if type(decider) is not Decider:
        return _make(decider)  # one with another notion of what is in force: its tables are nobody else's
    question = decider.question
    mark = json.dumps(
        [str(decider.store.path), decider.store.meta("sha256"), question.on.isoformat(), sorted(question.jurisdictions),
         question.known_on.isoformat() if question.known_on else "", _state()]
    )  # fmt: skip
    path = decider.store.path.with_suffix(f".{crc32(mark.encode()):08x}.npz")
    found = _load(path, mark)
    if found is None:
        found = _make(decider)
        _keep(path, mark, found)
    return found


def _state() -> int:
    """The state of the modules whose work the tables are."""
    here = Path(__file__).parent
    state = sources()
    for folder in (here, here / "tables", here.parent / "classes", here.parent / "substance"):
        for item in sorted(folder.glob("*.py")):
            status = item.stat()
            state = crc32(f"{item.name}|{status.st_size}|{status.st_mtime_ns};".encode(), state)
    return state


def _load(path: Path, mark: str) -> Compiled | None:
    try:
        with np.load(path) as file:
            if str(file["mark"]) != mark:
                return None
            names = json.loads(str(file["names"]))
            owners = [(key, number) for key, number in names["owners"]]
            tables = {name: file[name] for name in TABLES}
            return Compiled(
                tuple(names["definitions"]), owners, names["names"], names["strings"], names["yields"], tables
            )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _keep(path: Path, mark: str, made: Compiled) -> None:
    names = {"definitions": made.definitions, "owners": made.owners, "names": made.names, "strings": made.strings,
             "yields": made.yields}  # fmt: skip
    stage = path.with_suffix(f".stage{os.getpid()}")
    try:
        with stage.open("wb") as file:
            np.savez(file, mark=mark, names=json.dumps(names), **made.tables)
        stage.replace(path)
        older = sorted(path.parent.glob("lawbook-*.npz"), key=lambda item: item.stat().st_mtime)
        for item in older[:-_KEPT]:
            item.unlink(missing_ok=True)
    except OSError:
        stage.unlink(missing_ok=True)  # a cache that cannot be written costs time, nothing else


def _make(decider: Decider) -> Compiled:
    from tidewaiter.bulk.tables import imprint
    from tidewaiter.bulk.tables.judge import JudgeTables
    from tidewaiter.bulk.tables.relaxed import Tables
    from tidewaiter.bulk.tables.sieve import Features
    from tidewaiter.reach import LEAST_FOR_CLASSES

    patterns, judge = Tables(), JudgeTables()
    owners: list[tuple[str, int]] = []
    names: list[str] = []
    yields: dict[str, list[str]] = {}
    scaffolds: list[
        tuple[int, int]
    ] = []  # of each its pattern, and whether it is one that the clause takes out
    counts: list[list[int]] = []
    for key in decider.definitions:
        definition = decider.matcher.definition(key)
        others = [other for one in definition.exceptions for other in one.reached_by]
        if others:
            yields[key] = others
        place = judge.definition(definition, _left_to_python(decider, definition))
        numbered = [
            *enumerate(definition.formulas),
            *((-1 - i, one) for i, one in enumerate(definition.exclusions)),
        ]
        for number, (scaffold, formula) in numbered:
            owners.append((key, number))
            names.append(scaffold.name)
            judge.scaffold(place, number, formula)
            scaffolds.append((patterns.pattern(formula), int(number < 0)))
            counts.append(imprint.counts(patterns, scaffolds[-1][0], tuple(scaffold.requires)))
    features = Features(patterns, [pattern for pattern, _ in scaffolds])
    nodes, singles = features.arrays()
    for (pattern, _), own in zip(scaffolds, features.of_each, strict=True):
        patterns.look_for(pattern, own)
    tables = {
        **patterns.arrays(),
        **nodes,
        **imprint.arrays(counts, features.of_each),
        **_listed(decider),
        **judge.arrays(),
    }
    tables["scaffolds"] = np.array(scaffolds, np.int32).reshape(-1, 2)
    tables["sizes"] = np.array([LEAST_FOR_CLASSES, *tables["sizes"], singles], np.int32)
    return Compiled(decider.definitions, owners, names, list(judge.strings), yields, tables)


def _left_to_python(decider: Decider, definition: Definition) -> Iterator[Any]:
    """What a definition names or excepts, and what the instruments that list it except."""
    from rdkit import Chem

    found = {one.smiles for one in definition.exceptions}
    if definition.doubt:
        found |= {one.smiles for one in definition.named}
    for instrument in {entry.instrument for entry in decider.store.listings(definition.id)}:
        for one in decider.store.exceptions.get(instrument, ()):
            substance = decider.store.substance(one.substance)
            found.add(substance.smiles if substance else "")
    return map(Chem.MolFromSmiles, sorted(smiles for smiles in found if smiles and "." not in smiles))


_KEYS = ("outlines", "skeletons", "parents", "parent_skeletons", "positional", "isomers")
_FILTER = 1 << 14  # bits


def _listed(decider: Decider) -> dict[str, Any]:
    """Keys of the structures listed then and there: outlines and skeletons of all; formulas and skeletons of those read
    off; of those listed with their positional isomers the formulas, and these with hydrogens and rings."""
    found: dict[str, set[int]] = {name: set() for name in _KEYS}
    for substance in decider.store.substances():
        live = [entry for entry in decider.store.listings(substance.id) if decider.live([entry])]
        if live and substance.smiles:
            _list(substance, {word for entry in live for word in entry.extensions}, found)
    arrays = {name: np.array(sorted(keys), np.int64) for name, keys in found.items()}
    return {**arrays, "filters": np.stack([_filter(keys) for keys in arrays.values()])}


def _list(substance: Substance, words: set[str], found: dict[str, set[int]]) -> None:
    from tidewaiter.bulk.library import keys
    from tidewaiter.substance.structure import read_structure

    mol = read_structure(substance.smiles).components[0].mol
    # A salt that is listed as such is met only where its largest component is.
    own = keys([atom.GetAtomicNum() for atom in mol.GetAtoms()],
               [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in mol.GetBonds()])  # fmt: skip
    if own is None:
        return  # larger or of rarer elements than what is read: then its like is left to RDKit as well
    formula, outline, skeleton, rings = own
    found["outlines"].add(outline)
    found["skeletons"].add(skeleton)
    if words & _READ_OFF_WORDS:
        found["parents"].add(formula)
        found["parent_skeletons"].add(skeleton)
    if "positional" in words:
        hydrogens = sum(atom.GetTotalNumHs() for atom in mol.GetAtoms())
        found["positional"].add(formula)
        found["isomers"].add(formula + hydrogens * 1000003 + rings * 7)


def _filter(keys: Any) -> Any:
    """A bit for each key: see `Keys` of native/skeleton.hpp."""
    bits = np.zeros(_FILTER, bool)
    bits[(keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(50)] = True
    return np.packbits(bits, bitorder="little").view("<u8")
