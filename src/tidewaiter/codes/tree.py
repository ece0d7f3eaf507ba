"""The walk through a tariff: the heading first, then one line after the other, each step with the rule that took it.

Headings are asked in the order of ``headings.csv``: the notes that go before all others, then chapter 29 from its last
heading to its first, which is what its note 3 says. Below a heading the lines are asked in the order of their file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tidewaiter.codes.facts import Piece
    from tidewaiter.codes.goods import Goods
    from tidewaiter.codes.tables import Line, NamedIn, Tables

NAMED, SUBHEADING, SALTS, FIRST_OF_SALTS, LAST = "GIR-1", "GIR-6", "29-5C", "29", "GIR-3c"
DIGITS = {"hs": 6, "cn": 8, "hts": 10}
ISOMER, ONE_SALT = "isomer", "ion:"
UNREAD = "names-unread"
FURTHER = "the lines held here take it no further"


class Step(NamedTuple):
    """One line that took the goods."""

    code: str
    label: str
    rule: str


class Asked(NamedTuple):
    """A question that no structure answers, and the line that would take the goods if the answer is yes."""

    question: str
    code: str


class Walk(NamedTuple):
    """Where the goods went, and what was asked on the way."""

    steps: tuple[Step, ...]
    asked: tuple[Asked, ...]
    ended: str  # why it went no further: nothing, or in words
    unread: tuple[str, ...] = ()  # lines passed over that name substances of which some could not be read

    @property
    def code(self) -> str:
        """The code of the last line."""
        return self.steps[-1].code.partition("~")[0] if self.steps else ""


class _Way:
    """One walk while it is made."""

    def __init__(self, tables: Tables, goods: Goods, tariff: str, answers: Mapping[str, bool]) -> None:
        self.tables = tables
        self.tariff = tariff
        self.goods = goods
        self.answers = answers
        self.steps: list[Step] = []
        self.asked: list[Asked] = []
        self.unread: list[str] = []

    # headings --------------------------------------------------------------------------------------------

    def heading(self) -> tuple[list[Piece], NamedIn | None] | None:
        """Take the first step; what the lines below are asked of (several where the heading takes several parts), and the
        line that names it."""
        named = self._named()
        # the narrower of two
        by_salt = sorted(named.items(), key=lambda one: one[1].scope.startswith(ONE_SALT))
        headings = {row.code[:4]: (piece, row) for piece, row in by_salt}
        rest = [piece for piece in self.goods.organic if piece not in named]
        for line in self.tables.headings if headings else self.tables.possible(self.goods.organic):
            if line.code in headings and not line.question:
                piece, row = headings[line.code]
                self.steps.append(Step(line.code, line.label, NAMED))
                return [piece], row
            taken = held(line, self.goods, rest)
            if taken and self._taken(line):
                rule = (
                    SALTS
                    if line.rule.startswith(FIRST_OF_SALTS) and len(self.goods.organic) > 1
                    else line.rule
                )
                self.steps.append(Step(line.code, line.label, rule))
                return taken, None
        return None

    def _named(self) -> dict[Piece, NamedIn]:
        """The lines that name a component, the longest code for each."""
        found = {}
        for piece in self.goods.organic:
            every = [row for row in self.tables.naming(piece) if self._of_tariff(row)]
            rows = [row for row in every if self.goods.is_within(piece, row)]
            if rows:
                found[piece] = max(rows, key=lambda row: len(row.code))
            elif self.goods.may_be_within(piece, row := next(iter(every), None)) and row:
                if (known := self.answers.get(ISOMER)) is None:
                    self.asked.append(Asked(ISOMER, row.code))
                elif known:
                    found[piece] = row
        return found

    def _of_tariff(self, row: NamedIn) -> bool:
        """Whether a line that names something is of this tariff, or of the Harmonized System."""
        if len(row.code) in (4, 6, DIGITS[self.tariff]):
            return True
        # six digits that names alone lead to
        return len(row.code) == DIGITS["cn"] and row.code[:6] not in self.tables.held

    def _taken(self, line: Line) -> bool:
        """Whether a line takes goods of which its condition holds: a question may stand open."""
        if not line.question:
            return True
        known = self.answers.get(line.question, self.tables.usual.get(line.question))
        group = self.tables.group[line.question]
        if (
            known is None
            and group
            and any(yes and self.tables.group[one] == group for one, yes in self.answers.items())
        ):
            return False
        if known is None:
            self.asked.append(Asked(line.question, line.code))
        return bool(known)

    def copy(self) -> _Way:
        """The same walk, to be gone on with apart."""
        made = _Way(self.tables, self.goods, self.tariff, self.answers)
        made.steps, made.asked, made.unread = self.steps[:], self.asked[:], self.unread[:]
        return made

    def down(self, piece: Piece, row: NamedIn | None) -> Walk:
        """The rest of the walk, to the last digits."""
        ended = self.below(piece, row, "hs")
        if not ended and self.tariff != "hs":
            ended = self.below(piece, row, self.tariff)
        return Walk(tuple(self.steps), tuple(self.asked), ended, tuple(self.unread))

    # below a heading -------------------------------------------------------------------------------------

    def below(self, piece: Piece, row: NamedIn | None, tariff: str) -> str:
        """Go down the lines of a tariff; why it ends before the last digits, or nothing."""
        lines_of, name = self.tables.below(tariff), row.code if row else ""
        while "~" in (here := self.steps[-1].code) or len(here) < DIGITS[tariff]:
            lines = lines_of.get(here, [])
            if row and len(name) > len(here) and name.startswith(here):
                step = _towards(row, here, lines, DIGITS[tariff])
                if step:
                    self.steps.append(step)
                    continue
            if not lines and tariff == "cn":
                self.steps.append(Step(here + "00", self.steps[-1].label, SUBHEADING))
                continue
            line = next((one for one in lines if self._holds(one, piece) and self._taken(one)), None)
            self.unread += [one.code for one in lines if one.rule == UNREAD and one is not line]
            if line is None:
                return FURTHER
            self.steps.append(Step(line.code, line.label, line.rule or SUBHEADING))
        return ""

    def _holds(self, line: Line, piece: Piece) -> bool:
        if line.condition is None:
            return True
        if line.view == "compound":
            return line.condition(
                next((one for one in self.goods.organic if any(piece is part for part in one.parts)), piece)
            )
        return line.condition(self.goods.whole if line.view == "goods" else piece)


def held(line: Line, goods: Goods, organic: list[Piece]) -> list[Piece]:
    """The pieces of goods of which the condition of a heading holds."""
    pieces: list[Piece] = organic
    if line.view == "goods":
        pieces = [goods.whole]
    elif line.view == "compound":
        pieces = goods.organic
    elif line.view == "part":
        pieces = [part for piece in organic for part in piece.parts]
    condition = line.condition
    return [piece for piece in pieces if condition is None or condition(piece)]


def _towards(row: NamedIn, here: str, lines: list[Line], digits: int) -> Step | None:
    """The next line towards the one that names something."""
    if digits < 10:
        for line in lines:
            if row.code.startswith(line.code) and not line.question:
                return Step(line.code, line.label, NAMED)
    return Step(row.code[:digits], row.name, NAMED) if len(row.code) >= digits else None


def walk(tables: Tables, goods: Goods, tariff: str, answers: Mapping[str, bool]) -> Walk:
    """The path of goods through a tariff: ``hs``, ``cn`` or ``hts``; ``answers``: what is known of the questions."""
    way = _Way(tables, goods, tariff, answers)
    first = way.heading()
    if first is None:
        return Walk((), tuple(way.asked), "no rule held here takes it")
    pieces, row = first
    if len(pieces) == 1:
        return way.down(pieces[0], row)
    each = [way.copy().down(piece, row) for piece in {piece.flat: piece for piece in pieces}.values()]
    return _last(each)


def _last(each: list[Walk]) -> Walk:
    """Of lines that parts of the same goods lead to, the last in numerical order."""
    last = max(each, key=lambda one: one.code)
    steps = list(last.steps)
    parted = next(
        (at for at, step in enumerate(steps) if any(step not in other.steps for other in each)), None
    )
    if parted is not None:
        steps[parted] = steps[parted]._replace(rule=LAST)
    return last._replace(steps=tuple(steps))


def others(tables: Tables, goods: Goods, taken: str) -> Iterator[Line]:
    """The headings that would take the goods, were the one that took them not asked before."""
    # the last takes whatever is left
    rest = tables.headings[tables.rank.get(taken, len(tables.headings)) + 1 : -1]
    return (line for line in rest if not line.question and held(line, goods, goods.organic))
