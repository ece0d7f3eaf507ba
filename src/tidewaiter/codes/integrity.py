"""Integrity rules of the tariff tables, beyond what reading refuses."""

from __future__ import annotations

from collections.abc import Iterator

from rdkit import Chem

from tidewaiter.codes.facts import canonical
from tidewaiter.codes.ions import Whole
from tidewaiter.codes.language import words_of
from tidewaiter.codes.tables import LINES, MOVED, NAMED, TARIFFS, Tables
from tidewaiter.codes.words import WORDS
from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.read import Row, read_csv
from tidewaiter.substance.structures.forms import pattern
from tidewaiter.substance.structures.structure import read_structure

FILES = ("headings", *TARIFFS)
_RINGS = {"ring": "rings", "unfused": "rings", "system": "systems"}


def faults(tables: Tables) -> Iterator[LawbookError]:
    """What is wrong with the tables, each with file, line and how to mend it."""
    words = tables.words
    known = words.groups.keys() | words.derived.keys() | Whole.undrawn.keys()

    def unknown(row: Row, text: str) -> Iterator[LawbookError]:
        for kind, name in words_of(text):
            if kind == "" and name not in known:
                yield row.fault(f"{name!r} is no word.", "Add it to words.csv.")
            if kind in _RINGS and name not in getattr(words, _RINGS[kind]):
                yield row.fault(f"{name!r} is no ring of words.csv.", "Add it there.")
            if kind == "is_":
                yield from unlike(row, name)

    def unlike(row: Row, smiles: str) -> Iterator[LawbookError]:
        """A text that no reading gives: goods are compared in their normal form."""
        read = read_structure(smiles).components
        if len(read) == 1 and (normal := canonical(Chem.MolToSmiles(read[0].mol))) != canonical(smiles):
            yield row.fault(f"{smiles} is never met: it is read as {normal}.", "Write that.")

    for row in read_csv(tables.place / "words.csv", WORDS):
        if row["kind"] == "expression":
            yield from unknown(row, row["says"])
        elif row["kind"] in ("drawing", "excused") and pattern(row["says"]) is None:
            yield row.fault(f"the drawing of {row['word']!r} cannot be read.", "Write SMARTS.")
    for name in FILES:
        for row in read_csv(tables.place / f"{name}.csv", LINES):
            if row["condition"]:
                yield from unknown(row, row["condition"])
            if row["question"] and row["question"] not in tables.questions:
                yield row.fault(f"{row['question']!r} is no question.", "Add it to questions.csv.")
            if row["rule"] and row["rule"] not in tables.notes and row["rule"] != "names-unread":
                yield row.fault(f"{row['rule']!r} is no note.", "Add it to notes.csv.")
    for row in read_csv(tables.place / "moved.csv", MOVED):
        if row["condition"]:
            yield from unknown(row, row["condition"])
    for row in read_csv(tables.place / "named.csv", NAMED):
        if Chem.MolFromSmiles(row["smiles"]) is None:
            yield row.fault("the structure cannot be read.", "Write SMILES.")
        else:
            yield from unlike(row, row["smiles"])
