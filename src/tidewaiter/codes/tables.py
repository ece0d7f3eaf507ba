"""The lines, notes and words of ``lawbook/nomenclature/chemicals``, read strictly and compiled where they are first asked."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.codes.language import Condition
from tidewaiter.codes.words import Words, condition_of
from tidewaiter.dates import parse_day
from tidewaiter.lawbook.read import read_csv

if TYPE_CHECKING:
    from tidewaiter.codes.facts import Piece

TARIFFS = ("hs", "cn", "hts")
HS = 6  # digits on which all tariffs agree
_WORDED = "wording of the line"
_FREE = re.compile(  # a line of one substance, however it is drawn, or of it and its salts
    r"free\('([^']+)'(?:, '[^']+')*\)|is_\('([^']+)'\)(?: and (?:as_acid|not .*))?"
)
OF_COMPOUNDS = ("component", "compound")
LINES = ("code", "parent", "view", "condition", "question", "rule", "label")
NAMED = ("code", "name", "smiles", "scope", "source")
NCM = ("code", "name", "smiles")
NOTES = ("id", "cite", "says", "read", "verified")
QUESTIONS = ("id", "ask", "stands", "group")
PRINTED = ("code", "cas", "name", "source")
PAST = ("edition", "territory", "from", "until", "read", "verified")
MOVED = ("edition", "code", "was", "condition")
RECORDED = ("code", "nomenclature", "substance", "from", "until", "source")
EDITIONS = ("tariff", "edition", "from", "until", "territory", "read", "verified")


class Line(NamedTuple):
    """A line of a tariff with what must hold of the goods."""

    code: str  # digits; a line without a number has that of the line above, ``~`` and a number of its own
    parent: str  # where that is not told by the digits
    view: str  # what the condition is asked of: goods, component, part, compound (what a part was cut from)
    condition: Condition | None  # None: what is left, "other"
    question: str  # what no structure shows: the line takes the goods where the answer is yes
    rule: str  # the id of the note that takes it
    label: str


class Note(NamedTuple):
    """A note or rule that a step rests on."""

    cite: str
    says: str
    verified: str


class Edition(NamedTuple):
    """Which lines of a tariff are held, and for which days."""

    tariff: str
    title: str
    since: date
    until: date
    territory: str
    read: str


class Past(NamedTuple):
    """An earlier edition of the Harmonized System, while it was in force in a territory (``HS``: where none is told)."""

    title: str
    territory: str
    since: date
    until: date


class Moved(NamedTuple):
    """The lines in which goods stood before; ``condition``: of which goods this is told (None: of the rest)."""

    was: tuple[str, ...]
    condition: Condition | None


class Printed(NamedTuple):
    """A code that a law prints with a CAS number."""

    tariff: str
    code: str
    name: str
    source: str  # the id of the note that says where


class Recorded(NamedTuple):
    """A code under which a law or tariff names a listed thing; ``until`` is the first day on which it no longer does."""

    code: str
    nomenclature: str
    since: str
    until: str
    source: str


class NamedIn(NamedTuple):
    """A substance that a line names."""

    code: str
    name: str
    smiles: str  # canonical, with its stereochemistry
    scope: str  # self, salts, or ion:SMILES of the one acid of its salt


def read_lines(path: Path) -> list[Line]:
    """The lines of a file, in the order in which they are asked."""
    return [
        Line(
            row["code"], row["parent"], row["view"] or "component", condition_of(row) if row["condition"] else None,
            row["question"], row["rule"], row["label"],
        )
        for row in read_csv(path, LINES)
    ]  # fmt: skip


def named_by_codes(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """The substances that a line of the Harmonized System, or of a tariff beneath it, names in its own words, by its digits: name and SMILES.

    What a line takes by another reading, and the mirror images of what it names, are left out.
    """
    place = folder / "nomenclature" / "chemicals"
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    if not place.is_dir():
        return {}
    for row in read_csv(place / "named.csv", NAMED):
        if len(row["code"]) >= HS and row["source"].startswith(_WORDED) and "isomer" not in row["scope"]:
            found[row["code"]].append((row["name"], row["smiles"]))
    for row in read_csv(place / "ncm.csv", NCM):
        found[row["code"]].append((row["name"], row["smiles"]))
    for row in read_csv(place / "hs.csv", LINES):
        if (one := _FREE.fullmatch(row["condition"])) and not row["label"].startswith("other"):
            found[row["code"]].append((row["label"], one[1] or one[2]))
    return dict(found)


class Tables:
    """All tables of one lawbook folder, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = folder / "nomenclature" / "chemicals"

    @cached_property
    def words(self) -> Words:
        """The words of conditions."""
        return Words(self.place / "words.csv")

    @cached_property
    def headings(self) -> list[Line]:
        """The headings, in the order in which they are asked."""
        return read_lines(self.place / "headings.csv")

    def possible(self, organic: list[Piece]) -> list[Line]:
        """Those that the words a single compound cannot have do not rule out; of several compounds all."""
        if len(organic) != 1:
            return self.headings
        absent = organic[0].absent
        found = self._possible.get(absent)
        if found is None:
            from tidewaiter.codes.drawings import keep

            lines = [
                line
                for line in self.headings
                if line.view not in OF_COMPOUNDS or line.condition is None or not line.condition.never(absent)
            ]
            found = keep(self._possible, absent, lines)
        return found

    @cached_property
    def _possible(self) -> dict[int, list[Line]]:
        return {}

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each heading in that order."""
        return {line.code: place for place, line in enumerate(self.headings) if not line.question}

    def below(self, tariff: str) -> dict[str, list[Line]]:
        """The lines below each line of the Harmonized System or of a tariff, in the order in which they are asked."""
        if tariff not in self._below:
            path = self.place / f"{tariff}.csv"
            lines = read_lines(path)
            codes = {line.code for line in lines}
            found: dict[str, list[Line]] = defaultdict(list)
            for line in lines:
                parents = (line.code[:n] for n in range(len(line.code) - 1, 3, -1))
                found[
                    line.parent or next((one for one in parents if one in codes or len(one) in (4, 6)), "")
                ].append(line)
            self._below[tariff] = dict(found)
        return self._below[tariff]

    @cached_property
    def _below(self) -> dict[str, dict[str, list[Line]]]:
        return {}

    @cached_property
    def held(self) -> frozenset[str]:
        """The lines of the Harmonized System that conditions lead to."""
        return frozenset(line.code for lines in self.below("hs").values() for line in lines)

    def naming(self, piece: Piece) -> list[NamedIn]:
        """What lines name this molecule, stereochemistry apart."""
        return self._named[0].get(piece.flat, []) if piece.formula in self._named[1] else []

    @cached_property
    def _named(self) -> tuple[dict[str, list[NamedIn]], frozenset[str]]:
        """What lines name, by canonical SMILES without stereochemistry, and their formulas."""
        from rdkit import Chem

        from tidewaiter.substance.structures.forms import formula_of

        found: dict[str, list[NamedIn]] = defaultdict(list)
        formulas = set()
        for row in read_csv(self.place / "named.csv", NAMED):
            mol = Chem.MolFromSmiles(row["smiles"])
            if mol is None:
                raise row.fault("the structure cannot be read.", "Write SMILES.")
            one = NamedIn(row["code"], row["name"], Chem.MolToSmiles(mol), row["scope"])
            found[Chem.MolToSmiles(mol, isomericSmiles=False)].append(one)
            formulas.add(formula_of(mol))
        return dict(found), frozenset(formulas)

    @cached_property
    def counted(self) -> frozenset[str]:
        """The words of which some condition asks how many there are."""
        lines = self.headings + [
            line for tariff in TARIFFS for each in self.below(tariff).values() for line in each
        ]
        asked = [line.condition for line in lines] + list(self.words.derived.values())
        asked += [row.condition for lines in self.moved.values() for rows in lines.values() for row in rows]
        return frozenset(word for condition in asked if condition for word in condition.counted)

    @cached_property
    def notes(self) -> dict[str, Note]:
        """The notes and rules, by the names that lines give them."""
        rows = read_csv(self.place / "notes.csv", NOTES)
        return {row["id"]: Note(row["cite"], row["says"], row["verified"]) for row in rows}

    @cached_property
    def questions(self) -> dict[str, str]:
        """What is asked where no structure tells, in words."""
        return {row["id"]: row["ask"] for row in read_csv(self.place / "questions.csv", QUESTIONS)}

    @cached_property
    def group(self) -> dict[str, str]:
        """The group of a question of which one answer alone is yes."""
        return {row["id"]: row["group"] for row in read_csv(self.place / "questions.csv", QUESTIONS)}

    @cached_property
    def usual(self) -> dict[str, bool]:
        """The questions that are taken as answered, unless the asker says otherwise."""
        return {
            row["id"]: False
            for row in read_csv(self.place / "questions.csv", QUESTIONS)
            if row["stands"] == "no"
        }

    @cached_property
    def editions(self) -> dict[str, Edition]:
        """The editions held, by territory."""
        rows = read_csv(self.place / "editions.csv", EDITIONS)
        return {
            row["territory"]: Edition(
                row["tariff"], row["edition"], parse_day(row["from"]), parse_day(row["until"]), row["territory"], row["read"]
            )
            for row in rows
        }  # fmt: skip

    def past(self, territory: str, on: date) -> list[Past]:
        """The editions from the one before that of today back to the one in force on a day, newest first."""
        own = [one for one in self._past if one.territory == territory]
        rows = own or [one for one in self._past if one.territory == "HS"]
        return [one for one in rows if on < one.until]

    @cached_property
    def _past(self) -> list[Past]:
        return [
            Past(row["edition"], row["territory"], parse_day(row["from"]), parse_day(row["until"]))
            for row in read_csv(self.place / "past.csv", PAST)
        ]

    @cached_property
    def moved(self) -> dict[str, dict[str, list[Moved]]]:
        """By edition and six-digit line of the edition after it, where its goods stood; what is not there stood alike."""
        found: dict[str, dict[str, list[Moved]]] = defaultdict(lambda: defaultdict(list))
        for row in read_csv(self.place / "moved.csv", MOVED):
            asked = condition_of(row) if row["condition"] else None
            found[row["edition"]][row["code"]].append(Moved(tuple(row["was"].split()), asked))
        return {edition: dict(rows) for edition, rows in found.items()}

    def recorded(self, substance: str, nomenclature: str, on: date) -> list[Recorded]:
        """The codes recorded for a listed thing on a day, for what no structure tells: plants, extracts, biologicals."""
        return [
            row
            for row in self._recorded.get(substance, ())
            if row.nomenclature == nomenclature and row.since <= on.isoformat() < (row.until or "9999")
        ]

    @cached_property
    def _recorded(self) -> dict[str, list[Recorded]]:
        found: dict[str, list[Recorded]] = defaultdict(list)
        for row in read_csv(self.folder / "codes.csv", RECORDED):
            one = Recorded(
                row["code"], row["nomenclature"], row["from"].lstrip("<="), row["until"], row["source"]
            )
            found[row["substance"]].append(one)
        return dict(found)

    @cached_property
    def printed(self) -> dict[str, Printed]:
        """The codes that the Combined Nomenclature prints with a CAS number, where it prints one code for it."""
        found: dict[str, set[Printed]] = defaultdict(set)
        for row in read_csv(self.place / "printed.csv", PRINTED):
            found[row["cas"]].add(Printed("cn", row["code"], row["name"], row["source"]))
        return {cas: next(iter(rows)) for cas, rows in found.items() if len({row.code for row in rows}) == 1}
