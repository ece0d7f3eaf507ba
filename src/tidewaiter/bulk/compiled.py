"""The prefilter's tables for one question: made from the lawbook once, then kept beside its compiled index.

What they rest on is in the file's name and, in full, in the file: the index, the day, the territories, and the state
of the modules that make them. A file that is missing, cut short or of another state is made anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from rdkit import Chem

    from tidewaiter.bulk.exact import Decider
    from tidewaiter.lawbook.records import Substance

_READ_OFF_WORDS = {"esters", "ethers", "derivatives", "analogues"}
_KEPT = 12  # files: a lawbook that changes, or many days asked, must not fill the disk


class Compiled(NamedTuple):
    """Everything that the prefilter looks up."""

    definitions: tuple[str, ...]  # classes in force
    owners: list[tuple[str, int]]  # of each scaffold: its definition, its number there (-1, -2 ...: exclusions)
    # of each scaffold its pattern in ``tables`` and whether it is one that the clause takes out; what it needs
    scaffolds: tuple[Any, ...]
    keys: tuple[Any, ...]  # skeletons and formulas of listed structures: see Prefilter
    tables: tuple[Any, ...]  # see match
    sieve: tuple[Any, ...]  # see sieve


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
    state = 0
    for folder in (here, here.parent / "classes", here.parent / "substance"):
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
            groups = [tuple(file[f"{name}{i}"] for i in range(count)) for name, count in names["arrays"]]
            owners = [(key, number) for key, number in names["owners"]]
            return Compiled(tuple(names["definitions"]), owners, *groups)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _keep(path: Path, mark: str, made: Compiled) -> None:
    groups = (("scaffolds", made.scaffolds), ("keys", made.keys), ("tables", made.tables), ("sieve", made.sieve))
    names = {"definitions": made.definitions, "owners": made.owners, "arrays": [(n, len(g)) for n, g in groups]}
    arrays = {f"{name}{i}": array for name, group in groups for i, array in enumerate(group)}
    stage = path.with_suffix(f".stage{os.getpid()}")
    try:
        with stage.open("wb") as file:
            np.savez(file, mark=mark, names=json.dumps(names), **arrays)
        stage.replace(path)
        older = sorted(path.parent.glob("lawbook-*.npz"), key=lambda item: item.stat().st_mtime)
        for item in older[:-_KEPT]:
            item.unlink(missing_ok=True)
    except OSError:
        stage.unlink(missing_ok=True)  # a cache that cannot be written costs time, nothing else


def _make(decider: Decider) -> Compiled:
    from tidewaiter.bulk.imprint import BITS, COUNTS, needs
    from tidewaiter.bulk.relaxed import Tables
    from tidewaiter.bulk.sieve import Nodes

    tables = Tables()
    owners: list[tuple[str, int]] = []
    patterns: list[list[int]] = []
    for key in decider.definitions:
        definition = decider.matcher.definition(key)
        numbered = [*enumerate(definition.formulas), *((-1 - i, one) for i, one in enumerate(definition.exclusions))]
        for number, (scaffold, formula) in numbered:
            owners.append((key, number))
            pattern = tables.pattern(formula)
            patterns.append([pattern, int(number < 0), *needs(tables, pattern, tuple(scaffold.requires))])
    sieve = Nodes(tables).arrays([row[0] for row in patterns])
    rows = np.array(patterns, np.int64).reshape(len(patterns), 2 + COUNTS + BITS)
    scaffolds = rows[:, :2].copy(), rows[:, 2 : 2 + COUNTS].copy(), rows[:, 2 + COUNTS :].astype(np.uint32)
    return Compiled(decider.definitions, owners, scaffolds, _Keys().of(decider), tables.arrays(), sieve)


class _Keys:
    """Keys of listed structures: formulas and skeletons of all, of those read off, of those with positional isomers."""

    def __init__(self) -> None:
        from tidewaiter.bulk import native

        self._work = native.workspace()

    def of(self, decider: Decider) -> tuple[Any, ...]:
        """The six sorted arrays for what is listed then and there."""
        found: list[set[int]] = [set() for _ in range(6)]
        for substance in decider.store.substances():
            live = [entry for entry in decider.store.listings(substance.id) if decider.live([entry])]
            if live and substance.smiles:
                self._listed(substance, {word for entry in live for word in entry.extensions}, found)
        return tuple(np.array(sorted(keys), np.int64) for keys in found)

    def _listed(self, substance: Substance, words: set[str], found: list[set[int]]) -> None:
        from tidewaiter.bulk import native, skeleton
        from tidewaiter.substance.structure import read_structure

        largest = read_structure(substance.smiles).components[0]
        # A salt that is listed as such is met only where its largest component is.
        if not self._fill(largest.mol):
            return  # larger or of rarer elements than what is read: then its like is left to RDKit as well
        w = self._work
        w[native.W_CURSOR, : native.MOST_ATOMS] = 1
        total, shape = int(skeleton.formula(w, 1)), int(skeleton.key(w, 1))
        found[0].add(total)
        found[1].add(shape)
        if words & _READ_OFF_WORDS:
            found[2].add(total)
            found[3].add(shape)
        if "positional" in words:
            hydrogens = sum(atom.GetTotalNumHs() for atom in largest.mol.GetAtoms())
            found[4].add(total)
            found[5].add(total + hydrogens * 1000003 + int(skeleton.rings_of(w, 1)) * 7)

    def _fill(self, mol: Chem.Mol) -> bool:
        """Put a listed molecule into the workspace; False where no row that is read natively could be it."""
        from tidewaiter.bulk import native

        w = self._work
        w[native.W_INFO, :8] = 0
        if mol.GetNumAtoms() > native.MOST_ATOMS:
            return False
        for atom in mol.GetAtoms():
            i = atom.GetIdx()
            w[native.W_ELEMENT, i] = atom.GetAtomicNum()
            w[native.W_DEGREE, i] = w[native.W_LOWER, i] = w[native.W_CHARGE, i] = 0
        w[native.W_INFO, native.ATOMS] = mol.GetNumAtoms()
        if not all(native.join(w, b.GetBeginAtomIdx(), b.GetEndAtomIdx(), 1) for b in mol.GetBonds()):
            return False
        native.rings(w)
        return True
