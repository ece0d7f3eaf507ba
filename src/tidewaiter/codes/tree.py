"""The walk through a tariff: the heading first, then one line after the other, each step with the rule that took it.

Headings are asked in the order of ``headings.csv``: the notes that go before all others, then chapter 29 from its last
heading to its first, which is what its note 3 says. Below a heading the lines are asked in the order of their file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from tidewaiter.codes.facts import Piece
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.tables import Line, NamedIn, Tables

NAMED_RULE = "GIR-1"
SUBHEADING_RULE = "GIR-6"


class Step(NamedTuple):
    """One line that took the goods."""

    code: str
    label: str
    rule: str


class Asked(NamedTuple):
    """A question that no structure answers: the code if the answer is yes."""

    question: str
    code: str


class Walk(NamedTuple):
    """Where the goods went, and what was asked on the way."""

    steps: tuple[Step, ...]
    asked: tuple[Asked, ...]
    ended: str  # why it went no further: nothing, or in words
    piece: Piece | None

    @property
    def code(self) -> str:
        """The code of the last line."""
        return self.steps[-1].code if self.steps else ""


class Classifier:
    """The tables of one lawbook, put to goods on a day."""

    def __init__(self, tables: Tables, on: date, answers: dict[str, bool] | None = None) -> None:
        self.tables = tables
        self.on = on
        self.answers = answers or {}

    def walk(self, goods: Goods, tariff: str) -> Walk:
        """The path of goods through a tariff: ``hs``, ``cn`` or ``hts``."""
        asked: list[Asked] = []
        found = self._heading(goods, asked)
        if found is None:
            return Walk((), tuple(asked), "no rule held here takes it", None)
        line, piece, named = found
        steps = [Step(line.code, line.label, NAMED_RULE if named else line.rule)]
        ended = self._below(steps, piece, named, "hs", 6, asked, goods)
        if not ended and tariff != "hs" and len(steps[-1].code) == 6:
            ended = self._below(steps, piece, named, tariff, 10 if tariff == "hts" else 8, asked, goods)
        return Walk(tuple(steps), tuple(asked), ended, piece)

    def others(self, goods: Goods, taken: str) -> Iterator[Line]:
        """The headings that would take the goods too, were the one that took them not asked before."""
        for line in self.tables.headings[self.tables.rank[taken] + 1 :]:
            if line.stands(self.on) and next(self._held(line, goods), None) is not None:
                yield line

    # headings --------------------------------------------------------------------------------------------

    def _heading(self, goods: Goods, asked: list[Asked]) -> tuple[Line, Piece, NamedIn | None] | None:
        named = {piece: one for piece in goods.organic if (one := self.named(piece, goods))}
        codes = {piece: one.code[:4] for piece, one in named.items()}
        for line in self.tables.headings:
            if not line.stands(self.on):
                continue
            for piece, code in codes.items():
                if code == line.code:
                    return line, piece, named[piece]
            rest = [piece for piece in goods.organic if piece not in codes] or goods.organic
            held = next(self._held(line, goods, rest), None) if rest is not goods.organic or not codes or line.view == "goods" else None
            if held is not None and self._answered(line, asked):
                return line, held, None
        return None

    def _held(self, line: Line, goods: Goods, organic: Iterable[Piece] | None = None) -> Iterator[Piece]:
        """The pieces of which a heading's condition holds."""
        if line.view == "goods":
            pieces: Iterable[Piece] = (goods.whole,)
        elif line.view == "part":
            pieces = (part for piece in (goods.organic if organic is None else organic) for part in piece.parts)
        else:
            pieces = goods.organic if organic is None else organic
        return (piece for piece in pieces if line.condition is None or line.condition(piece))

    def _answered(self, line: Line, asked: list[Asked]) -> bool:
        """Whether a line takes goods of which its condition holds: a question may stand open."""
        if not line.question:
            return True
        known = self.answers.get(line.question)
        if known is None:
            asked.append(Asked(line.question, line.code))
        return bool(known)

    def named(self, piece: Piece, goods: Goods) -> NamedIn | None:
        """The line that names a substance, the longest code of them."""
        mol = piece.mol
        if (mol.GetNumAtoms(), mol.GetNumBonds()) not in self.tables.named_sizes:
            return None
        rows = [row for row in self.tables.named.get(piece.flat, ()) if goods.is_within(piece, row)]
        return max(rows, key=lambda row: len(row.code), default=None)

    # below a heading -------------------------------------------------------------------------------------

    def _below(
        self, steps: list[Step], piece: Piece, named: NamedIn | None, tariff: str, digits: int,
        asked: list[Asked], goods: Goods,
    ) -> str:  # fmt: skip
        below = self.tables.below(tariff)
        name = named.code if named else ""
        while len(steps[-1].code) < digits:
            here = steps[-1].code
            lines = [line for line in below.get(here, ()) if line.stands(self.on)]
            if name.startswith(here) and len(name) > len(here) and (taken := _towards(name, here, lines, digits)):
                steps.append(Step(*taken, NAMED_RULE) if taken[1] else Step(taken[0], named.name if named else "", NAMED_RULE))
                continue
            if not lines:
                if len(here) in (4, 6, 8) or tariff != "hs":
                    steps.append(Step(here + "00", steps[-1].label, SUBHEADING_RULE))
                    continue
                return "no line below is held here"
            line = next(
                (one for one in lines if (one.condition is None or one.condition(self._viewed(one, piece, goods))) and self._answered(one, asked)),
                None,
            )
            if line is None:
                return "no line below takes it by the rules held here"
            steps.append(Step(line.code, line.label, line.rule or SUBHEADING_RULE))
        return ""

    @staticmethod
    def _viewed(line: Line, piece: Piece, goods: Goods) -> Piece:
        return goods.whole if line.view == "goods" else piece


def _towards(name: str, here: str, lines: list[Line], digits: int) -> tuple[str, str] | None:
    """The next line towards the code under which something is named."""
    for line in lines:
        if name.startswith(line.code):
            return line.code, line.label
    return (name[:digits], "") if len(name) >= digits else None


Question = Callable[[str], str]
