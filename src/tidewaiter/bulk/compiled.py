"""The prefilter's tables for one question: made from the lawbook once, then kept beside its compiled index.

What they rest on is in the file's name and, in full, in the file: the index, the last day of change up to the day asked,
the territories, and the state of the modules that make them. A file that is missing, cut short or of another state is made anew.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile
from zlib import crc32

import numpy as np

from tidewaiter.bulk.library import TABLES, sources
from tidewaiter.lawbook.place import cache_folder
from tidewaiter.staging import staged

if TYPE_CHECKING:
    from tidewaiter.bulk.exact import Decider

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
    groups: list[list[str]]  # listed substances drawn alike but for stereochemistry
    tautomers: dict[int, str]  # which groups are of tautomers of what is listed, and how they are drawn
    tables: dict[str, Any]  # what the library reads: see library.TABLES


def compiled(decider: Decider) -> Compiled:
    """The tables for a question, from the cache where they are there."""
    from tidewaiter.bulk.exact import Decider

    if type(decider) is not Decider:
        return _make(decider)  # one with another notion of what is in force: its tables are nobody else's
    question = decider.question
    mark = json.dumps(
        [str(decider.store.path), decider.store.meta("sha256"), decider.store.last_change(question.on), sorted(question.jurisdictions),
         question.known_on.isoformat() if question.known_on else "", _state()]
    )  # fmt: skip
    path = cache_folder() / f"{decider.store.path.stem}.{crc32(mark.encode()):08x}.npz"
    found = _load(path, mark)
    if found is None:
        found = _make(decider)
        _keep(path, mark, found)
    return found


def _state() -> int:
    """The state of the modules whose work the tables are."""
    here = Path(__file__).parent
    state = sources()
    folders = (here, here / "tables", here.parent / "classes", here.parent / "substance")
    for item in (here.parent / "reach.py", *(item for one in folders for item in sorted(one.glob("*.py")))):
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
                tuple(names["definitions"]),
                owners,
                names["names"],
                names["strings"],
                names["yields"],
                names["groups"],
                {int(key): text for key, text in names["tautomers"].items()},
                tables,
            )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _keep(path: Path, mark: str, made: Compiled) -> None:
    names = {"definitions": made.definitions, "owners": made.owners, "names": made.names, "strings": made.strings,
             "yields": made.yields, "groups": made.groups, "tautomers": made.tautomers}  # fmt: skip
    with suppress(OSError):  # a cache that cannot be written costs time, nothing else
        path.parent.mkdir(parents=True, exist_ok=True)
        with staged(path) as stage, stage.open("wb") as file:
            np.savez(file, mark=mark, names=json.dumps(names), **made.tables)
        older = sorted(path.parent.glob("lawbook-*.npz"), key=lambda item: item.stat().st_mtime)
        for item in older[:-_KEPT]:
            item.unlink(missing_ok=True)


def _make(decider: Decider) -> Compiled:
    from tidewaiter.bulk.tables import imprint
    from tidewaiter.bulk.tables.judge import JudgeTables
    from tidewaiter.bulk.tables.listed import Listed
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
        place = judge.definition(definition)
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
    listed = Listed(decider)
    tables = {
        **patterns.arrays(),
        **nodes,
        **imprint.arrays(counts, features.of_each),
        **listed.arrays(),
        **judge.arrays(),
    }
    tables["scaffolds"] = np.array(scaffolds, np.int32).reshape(-1, 2)
    tables["sizes"] = np.array([LEAST_FOR_CLASSES, *tables["sizes"], singles], np.int32)
    return Compiled(
        decider.definitions,
        owners,
        names,
        list(judge.strings),
        yields,
        listed.groups,
        listed.tautomers,
        tables,
    )
