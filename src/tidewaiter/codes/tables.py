"""The lines, notes and words of ``lawbook/nomenclature/chemicals``, read strictly and compiled where they are first asked."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tidewaiter.codes.language import BadCondition, Condition, read_condition
from tidewaiter.lawbook.read import Row, read_csv

WORDS = ("word", "kind", "says", "meaning", "source")
LINES = ("code", "from", "until", "view", "condition", "question", "rule", "label")
NAMED = ("code", "name", "smiles", "scope", "source")
NOTES = ("id", "cite", "says", "read", "verified")
QUESTIONS = ("id", "ask", "code")


class Line(NamedTuple):
    """A line of a tariff with what must hold of the goods."""

    code: str
    since: str
    until: str
    view: str  # what the condition is asked of: goods, component, part
    condition: Condition | None  # None: what is left, "other"
    question: str  # what no structure shows: the line takes the goods where the answer is yes
    rule: str  # the id of the note that takes it
    label: str

    def stands(self, on: date) -> bool:
        """Whether the line is in force on a day."""
        day = on.isoformat()
        return self.since <= day and (not self.until or day < self.until)


class NamedIn(NamedTuple):
    """A substance that a line names."""

    code: str
    name: str
    smiles: str  # canonical, with its stereochemistry
    scope: str  # self, salts, or ion:SMILES of the one acid of its salt


class Words:
    """The words of conditions: groups that are drawn, expressions over others, rings, ring systems."""

    def __init__(self, path: Path) -> None:
        self.groups: dict[str, str] = {}
        self.derived: dict[str, Condition] = {}
        self.rings: dict[str, tuple[str, ...]] = {}
        self.systems: dict[str, tuple[str, ...]] = {}
        self.excused: list[str] = []
        for row in read_csv(path, WORDS):
            word, kind, says = row["word"], row["kind"], row["says"]
            if kind == "drawing":
                self.groups[word] = says
            elif kind == "expression":
                self.derived[word] = condition_of(row, "says")
            elif kind == "ring":
                self.rings[word] = tuple(says.split())
            elif kind == "system":
                self.systems[word] = tuple(says.split())
            elif kind == "excused":
                self.excused.append(says)
            else:
                raise row.fault(f"{kind!r} is no kind of word.", "Use drawing, expression, ring, system or excused.")


def condition_of(row: Row, column: str = "condition") -> Condition:
    """The condition of a row. Raises :class:`LawbookError` where it cannot be read."""
    try:
        return read_condition(row[column])
    except BadCondition as why:
        raise row.fault(f"{why}.", "See docs/codes.md for the language of conditions.") from why


def read_lines(path: Path) -> list[Line]:
    """The lines of a file, in the order in which they are asked."""
    return [
        Line(
            row["code"], row["from"], row["until"], row["view"] or "component",
            condition_of(row) if row["condition"] else None, row["question"], row["rule"], row["label"],
        )
        for row in read_csv(path, LINES)
    ]  # fmt: skip


class Tables:
    """All tables of one lawbook folder, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "nomenclature" / "chemicals"

    @cached_property
    def words(self) -> Words:
        """The words of conditions."""
        return Words(self.place / "words.csv")

    @cached_property
    def headings(self) -> list[Line]:
        """The headings, in the order in which they are asked."""
        return read_lines(self.place / "headings.csv")

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each heading in that order."""
        return {line.code: place for place, line in enumerate(self.headings)}

    def below(self, tariff: str) -> dict[str, list[Line]]:
        """The lines below each line of the Harmonized System or of a tariff, in the order in which they are asked."""
        if tariff not in self._below:
            lines = read_lines(self.place / f"{tariff}.csv")
            codes = {line.code for line in lines}
            found: dict[str, list[Line]] = defaultdict(list)
            for line in lines:
                parents = (line.code[:n] for n in range(len(line.code) - 1, 3, -1))
                found[next((one for one in parents if one in codes or len(one) in (4, 6)), "")].append(line)
            self._below[tariff] = dict(found)
        return self._below[tariff]

    @cached_property
    def _below(self) -> dict[str, dict[str, list[Line]]]:
        return {}

    @cached_property
    def named(self) -> dict[str, list[NamedIn]]:
        """What lines name, by canonical SMILES without stereochemistry."""
        from rdkit import Chem

        found: dict[str, list[NamedIn]] = defaultdict(list)
        for row in read_csv(self.place / "named.csv", NAMED):
            mol = Chem.MolFromSmiles(row["smiles"])
            if mol is None:
                raise row.fault("the structure cannot be read.", "Write SMILES.")
            one = NamedIn(row["code"], row["name"], Chem.MolToSmiles(mol), row["scope"])
            found[Chem.MolToSmiles(mol, isomericSmiles=False)].append(one)
        return dict(found)

    @cached_property
    def named_sizes(self) -> frozenset[tuple[int, int]]:
        """The numbers of atoms and bonds that named substances have: any other is named nowhere."""
        from rdkit import Chem

        mols = (Chem.MolFromSmiles(flat) for flat in self.named)
        return frozenset((mol.GetNumAtoms(), mol.GetNumBonds()) for mol in mols)
