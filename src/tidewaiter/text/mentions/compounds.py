"""Names that no list has: known compounds and systematic names, brought to what the lawbook says of their structure."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tidewaiter.book import Book
from tidewaiter.errors import TidewaiterError
from tidewaiter.reached import Reach
from tidewaiter.substance.dictionary.general import FIRST_NAME, Compound, files
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.names.systematic import read_systematic_names
from tidewaiter.text.mentions.cache import kept, mark_of
from tidewaiter.text.mentions.cues import cues
from tidewaiter.text.mentions.structures import ATOM

_SYNONYMS = 60  # the first names of a compound; further down stand mixtures and errors
_LEAST = 6  # letters of a synonym
_NITROGEN = re.compile(r"[Nn](?![aei])")
MOST_SYSTEMATIC = 6_000  # names of one text that OPSIN is asked for


class Meaning(NamedTuple):
    """What a compound is to the lawbook: the substances or classes that it meets; none, where it meets nothing.

    ``open``: the structure as it stands leaves open whether it meets them (a drawing without its stereochemistry).
    """

    kind: str  # substance | class | ""
    ids: tuple[str, ...]
    name: str
    open: bool = False


NOTHING = Meaning("", (), "")


class Compounds:
    """Looks compounds up by name or number and tells what of the lawbook they meet."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.by_name = lru_cache(maxsize=100_000)(self._by_name)
        self.by_cas = lru_cache(maxsize=20_000)(self._by_cas)
        self.by_structure = lru_cache(maxsize=20_000)(self._by_structure)
        self.by_inchikey = lru_cache(maxsize=20_000)(self._by_inchikey)
        self._read: dict[str, str] = {}

    def _by_name(self, name: str) -> Meaning | None:
        """What a name of the general dictionary means; None where the dictionary does not know it."""
        found = self._book.dictionary.by_name(name)
        if not found:
            return None
        for compound in found:  # the dictionary lists some names twice, by error: the first compound counts
            if listed := self._listed(self._book.store.by_cas(compound.cas), compound.name):
                return listed
        return self._drawn(found[0])

    def _drawn(self, compound: Compound) -> Meaning:
        """The meaning of the dictionary's drawing, which often leaves out what decides: only where it is sure."""
        meaning = self.by_structure(compound.smiles)
        return (NOTHING if meaning.open else meaning)._replace(name=compound.name)

    def _listed(self, keys: list[str], name: str, *, open_: bool = False) -> Meaning | None:
        """What is listed under one number or structure, without the families and preparations beside the substance itself."""
        kinds = {key: getattr(self._book.store.substance(key), "kind", "") for key in keys}
        own = [key for key in keys if kinds[key] in ("molecule", "element")] or keys
        return Meaning("substance", tuple(own), name, open_) if own else None

    def _by_cas(self, cas: str) -> Meaning | None:
        if listed := self._listed(self._book.store.by_cas(cas), cas):
            return listed
        found = self._book.dictionary.by_cas(cas)
        return self._drawn(found[0]) if found else None

    def _by_inchikey(self, key: str) -> Meaning:
        whole, skeleton = self._book.store.by_skeleton(key), self._book.store.by_skeleton(key[:14])
        # else another stereoisomer or isotopic form
        return self._listed(whole, key) or self._listed(skeleton, key, open_=True) or NOTHING

    def _by_structure(self, smiles: str) -> Meaning:
        try:
            reaches: Sequence[Reach] = self._book.reached(Candidate("", "", smiles, ""))
        except TidewaiterError:
            return NOTHING
        if "." in smiles:
            reaches = [reach for reach in reaches if not _counter_acid(reach.component, smiles)]
        for outcome in ("applies", "cannot_tell"):
            entries = [self._book.store.entry(reach.entry) for reach in reaches if reach.outcome == outcome]
            named = tuple(dict.fromkeys(entry.substance for entry in entries if entry.substance))
            classes = tuple(dict.fromkeys(entry.class_id for entry in entries if not entry.substance))
            if named or classes:
                kind = "substance" if named else "class"
                return Meaning(kind, named or classes, smiles, outcome != "applies")
        return NOTHING

    def prepare(self, names: Iterable[str]) -> None:
        """Have OPSIN read systematic names, all at once."""
        wanted = [name for name in dict.fromkeys(names) if name not in self._read][:MOST_SYSTEMATIC]
        if wanted:
            if len(self._read) > 50_000:
                self._read.clear()
            read, _ = read_systematic_names(wanted)
            self._read.update((name, read[name].smiles if name in read else "") for name in wanted)

    def read(self, forms: Iterable[str]) -> Meaning | None:
        """What the first of some ways to write a name means that OPSIN could read; None where it read none.

        Only names that were given to :meth:`prepare` are read.
        """
        smiles = next((found for name in forms if (found := self._read.get(name))), "")
        return self.by_structure(smiles) if smiles else None


def _counter_acid(component: str, smiles: str) -> bool:
    """Whether a part of a salt is the acid in it: no offer of hydrochloric acid is a hydrochloride."""
    parts = [len(ATOM.findall(part)) for part in smiles.split(".")]
    return len(ATOM.findall(component)) < max(parts) and not _NITROGEN.search(component)


# other names of what is listed, from the general dictionary ------------------------------------------------


def synonyms(book: Book) -> list[tuple[str, str]]:
    """(name, substance): the general dictionary's own names for the listed compounds. Kept as long as these are listed."""
    numbers = book.store._all("SELECT cas, substance FROM number ORDER BY cas, substance")
    beside = [Path(__file__), Path(__file__).with_name("not_synonyms.txt")]
    mark = mark_of(json.dumps(numbers), *beside, *(str(file.stat().st_size) for file in files()))
    return [(name, key) for name, key in kept("synonyms", mark, lambda: _synonyms(numbers))]


def _synonyms(numbers: list[tuple[str, str]]) -> list[list[str]]:
    listed: dict[str, list[str]] = {}
    for cas, key in numbers:
        listed.setdefault(cas, []).append(key)
    found: dict[str, str] = {}
    other = set(Path(__file__).with_name("not_synonyms.txt").read_text(encoding="utf-8").splitlines())
    for cells in _cells():
        for key in listed.get(cells[1], ())[:1]:
            for name in cells[FIRST_NAME : FIRST_NAME + _SYNONYMS]:
                if _usable(name) and name.lower() not in other:
                    found.setdefault(name, key)
    return [[name, key] for name, key in found.items()]


def _cells() -> Iterator[list[str]]:
    for file in files():
        with file.open(encoding="utf-8", newline="") as stream:
            for cells in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(cells) > FIRST_NAME:
                    yield cells


def _usable(name: str) -> bool:
    letters = sum(c.isalpha() for c in re.sub(r"alpha|beta|gamma", "", name))
    if re.match(r"\d+\(\d*h", name.lower()):
        return False  # the end of a name that was cut
    if name.lower().strip("_ .,-") in cues().salts:
        return False
    number = name.lower().startswith(("unii", "dtxs", "chebi", "chembl", "schembl", "nsc"))
    return letters >= _LEAST and len(name) <= 120 and not number
