"""Names that no list has: known compounds and systematic names, brought to what the lawbook says of their structure."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tidewaiter.book import Lawbook
from tidewaiter.errors import TidewaiterError
from tidewaiter.lawbook.place import cache_folder
from tidewaiter.substance.dictionary import FIRST_NAME, files
from tidewaiter.substance.identify import Candidate
from tidewaiter.text.cues import cues

_SYNONYMS = 60  # the first names of a compound; further down stand mixtures and errors
_FORMAT = "4"
_LEAST = 6  # letters of a synonym
_PART = re.compile(r"[\w'’,.+*\-()\[\]{}]+")
_ENDS = re.compile(
    r"(?:yl|ane|ene|yne|ine|in|one|on|ol|al|ate|at|ide|id|ite|oic|ic|amide|amid|amin|amine|nitrile|acid|säure|ether|furan|pyran|oxide|thiol|azole|azol|idine|idin|piperidin|"
    r"indole|indol|carboxylate|acetate|phenone|hydrazine)\)?\]?(?:-d\d+)?\Z"
)
MOST_SYSTEMATIC = 2_000  # names of one text that OPSIN is asked for


class Meaning(NamedTuple):
    """What a compound is to the lawbook: the substances or classes that it meets; none, where it meets nothing."""

    kind: str  # substance | class | ""
    ids: tuple[str, ...]
    name: str


NOTHING = Meaning("", (), "")


class Compounds:
    """Looks compounds up by name or number and tells what of the lawbook they meet."""

    def __init__(self, book: Lawbook) -> None:
        self._book = book
        self.by_name = lru_cache(maxsize=100_000)(self._by_name)
        self.by_cas = lru_cache(maxsize=20_000)(self._by_cas)
        self.by_structure = lru_cache(maxsize=20_000)(self._by_structure)
        self._read: dict[str, str] = {}

    def _by_name(self, name: str) -> Meaning | None:
        """What a name of the general dictionary means; None where the dictionary does not know it."""
        found = self._book.dictionary.by_name(name)
        if not found:
            return None
        for compound in found:  # the dictionary lists some names twice, by error: the first compound counts
            listed = self._one(self._book.store.by_cas(compound.cas))
            if listed:
                return Meaning("substance", tuple(listed), compound.name)
        return self.by_structure(found[0].smiles)._replace(name=found[0].name)

    def _one(self, keys: list[str]) -> list[str]:
        """Without the families and preparations that stand under the same number as the substance itself."""
        kinds = {key: getattr(self._book.store.substance(key), "kind", "") for key in keys}
        return [key for key in keys if kinds[key] in ("molecule", "element")] or keys

    def _by_cas(self, cas: str) -> Meaning | None:
        listed = self._one(self._book.store.by_cas(cas))
        if listed:
            return Meaning("substance", tuple(listed), cas)
        found = self._book.dictionary.by_cas(cas)
        return self.by_structure(found[0].smiles)._replace(name=found[0].name) if found else None

    def _by_structure(self, smiles: str) -> Meaning:
        try:
            reaches, _, _ = self._book.reached(Candidate("", "", smiles, ""))
        except TidewaiterError:
            return NOTHING
        sure = [reach for reach in reaches if reach.outcome == "applies"]
        entries = [self._book.store.entry(reach.entry) for reach in sure]
        named = [entry.substance for entry in entries if entry.substance]
        if named:
            return Meaning("substance", tuple(dict.fromkeys(named)), smiles)
        classes = tuple(dict.fromkeys(entry.class_id for entry in entries))
        return Meaning("class", classes, smiles) if classes else NOTHING

    def read(self, names: Iterable[str]) -> dict[str, Meaning]:
        """Systematic names through OPSIN, all at once; those that it does not read are left out."""
        wanted = [name for name in dict.fromkeys(names) if name not in self._read][:MOST_SYSTEMATIC]
        if wanted:
            self._read.update(zip(wanted, _opsin(wanted), strict=True))
            if len(self._read) > 50_000:
                self._read = dict(list(self._read.items())[-10_000:])
        return {
            name: self.by_structure(self._read[name]) for name in dict.fromkeys(names) if self._read.get(name)
        }


def _opsin(names: Sequence[str]) -> list[str]:
    """SMILES of each name, or ""; all "" where OPSIN or Java is missing."""
    if find_spec("py2opsin") is None or shutil.which("java") is None:
        return [""] * len(names)
    import tempfile

    from py2opsin import py2opsin

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = py2opsin(list(names), output_format="SMILES", tmp_fpath=str(Path(folder, "names.txt")))
        except (TypeError, OSError, ValueError):  # raised by its own error path
            return [""] * len(names)
    found = [found] if isinstance(found, str) else list(found or [])
    return [str(item or "") for item in found] if len(found) == len(names) else [""] * len(names)


def systematic(text: str) -> Iterator[tuple[int, int]]:
    """Spans that look like systematic names: locants or brackets, and the endings of chemistry.

    >>> text = "We sell methyl 3-oxo-2-phenylbutanoate now"
    >>> [text[start:end] for start, end in systematic(text)]
    ['methyl 3-oxo-2-phenylbutanoate']
    """
    parts = [(m.start(), m.end(), m[0]) for m in _PART.finditer(text)]
    for place, (start, end, word) in enumerate(parts):
        if len(word) > 300 or not _looks(word):
            continue
        before = place - 1
        while (
            before >= 0
            and start - parts[before][1] == 1
            and text[parts[before][1]] == " "
            and _alkyl(parts[before][2])
        ):
            start, before = parts[before][0], before - 1
        if place + 1 < len(parts) and parts[place + 1][2].lower().rstrip(".,;") in (
            "acid",
            "ester",
            "hydrochloride",
            "oxide",
            "ether",
            "ketone",
        ):
            end = parts[place + 1][1]
        begin, close = _trimmed(text[start:end])
        yield start + begin, start + close


def _looks(word: str) -> bool:
    if "-" not in word and "(" not in word:
        return False
    low = word.lower().strip(".,;:'()[]{}")
    letters = sum(c.isalpha() for c in low)
    if (
        letters < 6
        or not ("-" in low or "(" in low)
        or (not any(c.isdigit() for c in low) and "(" not in low and not low.startswith(("n-", "n,n")))
    ):
        return False
    return bool(_ENDS.search(low)) and letters * 2 > len(low) * 0.8


def _alkyl(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[\w-]*yl|[a-z]*-)", word.lower()))


def _trimmed(words: str) -> tuple[int, int]:
    """Without the punctuation of the sentence: marks at the ends, and a bracket that has no fellow."""
    begin, end = 0, len(words)
    while begin < end and (
        words[begin] in ".,;:'’-*+" or (words[begin] in "([{" and not _closed(words[begin:end]))
    ):
        begin += 1
    while end > begin and (
        words[end - 1] in ".,;:'’-*+" or (words[end - 1] in ")]}" and not _closed(words[begin:end]))
    ):
        end -= 1
    if (
        words[begin:end].startswith("(")
        and words[begin:end].endswith(")")
        and _closed(words[begin + 1 : end - 1])
    ):
        begin, end = begin + 1, end - 1
    return begin, end


def _closed(words: str) -> bool:
    depth = 0
    for c in words:
        depth += (c in "([{") - (c in ")]}")
        if depth < 0:
            return False
    return depth == 0


# other names of what is listed, from the general dictionary ------------------------------------------------


def synonyms(book: Lawbook) -> list[tuple[str, str]]:
    """(name, substance): the general dictionary's own names for the listed compounds. Kept in the cache."""
    path = cache_folder() / f"synonyms-{_FORMAT}-{book.sha256[:16]}.json"
    if path.exists():
        return [(name, key) for name, key in json.loads(path.read_text(encoding="utf-8"))]
    listed: dict[str, list[str]] = {}
    for cas, key in book.store._all("SELECT cas, substance FROM number"):
        listed.setdefault(cas, []).append(key)
    found: dict[str, str] = {}
    other = set(Path(__file__).with_name("not_synonyms.txt").read_text(encoding="utf-8").splitlines())
    for cells in _cells():
        for key in listed.get(cells[1], ())[:1]:
            for name in cells[FIRST_NAME : FIRST_NAME + _SYNONYMS]:
                if _usable(name) and name.lower() not in other:
                    found.setdefault(name, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".part{os.getpid()}")
    part.write_text(json.dumps(list(found.items()), ensure_ascii=False), encoding="utf-8")
    part.replace(path)
    return list(found.items())


def _cells() -> Iterator[list[str]]:
    for file in files():
        with file.open(encoding="utf-8", newline="") as stream:
            for cells in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(cells) > FIRST_NAME:
                    yield cells


def _usable(name: str) -> bool:
    letters = sum(c.isalpha() for c in name)
    if name.lower().strip("_ .,-") in cues().salts:
        return False
    return (
        letters >= _LEAST
        and len(name) <= 120
        and not name.lower().startswith(("unii", "dtxs", "chebi", "chembl", "schembl", "nsc"))
    )
