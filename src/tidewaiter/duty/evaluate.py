"""One entry on one line: what is declared, the ways in which the unknown facts may turn out, and what each
measure comes to in each of them. The conditions stand in :mod:`tidewaiter.duty.rules`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tidewaiter.duty.quantity import Quantity
from tidewaiter.duty.records import HOME, Measure, Tables, members
from tidewaiter.duty.rules import ONE, ZERO, Piece, Rules
from tidewaiter.duty.schedule import Column, Line, column_of, open_columns
from tidewaiter.duty.sentence import read

Listed = tuple[str, str, str, str]  # a row of a list that holds the line: list, since, until, part


@dataclass(frozen=True, slots=True)
class Entry:
    """What is declared. Facts and contents that are absent are unknown."""

    code: str  # digits
    origin: str
    on: date
    to: str = HOME
    loaded: date | None = None
    value: Decimal | None = None  # in the currency of the schedule
    shipment: Decimal | None = None  # the value of the whole shipment, where the entry is a part of it
    quantities: tuple[Quantity, ...] = ()
    facts: Mapping[str, bool] = field(default_factory=dict)
    contents: Mapping[str, Decimal] = field(default_factory=dict)  # share of the value, 0 to 1
    no_claims: bool = False  # nothing beyond the stated facts is claimed
    known_on: date | None = None  # ignore texts published, and rulings given, after this day


class Scenario(NamedTuple):
    """One way in which the unknown facts may turn out."""

    facts: Mapping[str, bool]
    contents: Mapping[str, Decimal]


class Component(NamedTuple):
    """What one measure does to the entry, and why; in an answer, one duty with its money."""

    measure: str
    title: str
    authority: str
    # applies, exempt, replaced, suspended, never_in_force, does_not_apply; in an answer cannot_tell
    outcome: str
    because: str
    heading: str = ""
    rate: str = ""
    percent: Decimal | None = ZERO  # of the value, after base and floor; None: column 1 is no percentage
    most: Decimal = ZERO  # the highest that percent can be
    share: Decimal = ONE  # share of the value that bears the rate
    base: str = "value"
    cite: str = ""
    since: date | None = None
    until: date | None = None
    text_date: date | None = None
    verified: str = ""
    amount: Decimal | None = None
    depends_on: tuple[str, ...] = ()  # facts that are not known
    refundable: bool = False

    @property
    def charged(self) -> bool:
        """Whether the goods are entered under this measure (even where its rate comes to nothing)."""
        return self.outcome == "applies"


class Result(NamedTuple):
    """The outcome of one scenario."""

    column: Column
    considered: tuple[Component, ...]


class Cell:
    """One entry on one line as a space of masks: the bit ``n`` of a mask speaks of the scenario ``n``."""

    none = 0

    def __init__(
        self, tables: Tables, entry: Entry, lists: Sequence[Listed], scenarios: Sequence[Scenario]
    ) -> None:
        self.tables, self.entry, self.scenarios = tables, entry, scenarios
        self.every = (1 << len(scenarios)) - 1
        self.day, self.known_on, self.loaded = entry.on, entry.known_on, entry.loaded
        self.goods = entry.origin
        self.unstated = ONE - sum((entry.contents.get(name, ZERO) for name in tables.contents), ZERO)
        self.asked: set[str] = set()  # unknown facts that were looked at
        self._origins: dict[tuple[str, ...], int] = {}
        self._facts: dict[str, int] = {}
        day = str(entry.on)
        held = [
            (name, part) for name, since, until, part in lists if since <= day and (not until or day < until)
        ]
        self._whole = {name: self.every for name, part in held if not part}
        self._part = {name: self.every for name, part in held if part}

    def some(self, where: int) -> bool:
        """Whether a mask holds in any scenario."""
        return where != 0

    def origins(self, names: tuple[str, ...]) -> int:
        """Every scenario, or none: the origin is known."""
        if names not in self._origins:
            held = self.entry.origin in members(self.tables, names, self.day)
            self._origins[names] = self.every if held else 0
        return self._origins[names]

    def whole(self, name: str) -> int:
        """Whether the line stands on a list."""
        return self._whole.get(name, 0)

    def part(self, name: str) -> int:
        """Whether goods described within the line do."""
        return self._part.get(name, 0)

    def fact(self, name: str) -> int:
        """The scenarios in which a fact holds; an unknown one is noted as asked."""
        if name not in self.entry.facts and not self.entry.no_claims:
            self.asked.add(name)
        if name not in self._facts:
            self._facts[name] = sum(1 << n for n, way in enumerate(self.scenarios) if way.facts.get(name))
        return self._facts[name]

    def contents(self, name: str) -> list[tuple[Decimal, int]]:
        """The shares that the scenarios give to a content."""
        found: dict[Decimal, int] = {}
        for n, scenario in enumerate(self.scenarios):
            if name in scenario.contents:
                found[scenario.contents[name]] = found.get(scenario.contents[name], 0) | 1 << n
        return list(found.items())

    def example(self, where: int) -> str:
        """The code and the origin."""
        return f"{self.entry.code} of {self.entry.origin}"


class Evaluation:
    """The measures of an entry's destination, for one line, in all scenarios at once."""

    def __init__(
        self, tables: Tables, entry: Entry, line: Line, lists: Sequence[Listed], scenarios: Sequence[Scenario]
    ) -> None:
        self.entry = entry
        cell = Cell(tables, entry, lists, scenarios)
        rules: Rules[int] = Rules(tables, entry.to, cell)
        pieces = [(measure, rules.consider(measure)) for measure in rules.measures]
        self.asked = frozenset(cell.asked)  # unknown facts that were looked at
        # of unknown share, charged on
        self.contents = [name for name in tables.contents if rules.bearing(name)]
        open_to = open_columns(tables, entry.to, entry.origin, entry.on)
        claims = [tuple(p.claim for p in tables.programs if way.facts.get(p.claim)) for way in scenarios]
        columns = {names: column_of(tables, open_to, entry.to, line, names) for names in set(claims)}
        rows = []
        for measure, parts in pieces:
            row = [self._considered(measure, parts[0], columns[claims[0]])] * len(scenarios)
            for piece in parts if len(parts) > 1 or parts[0].tops else ():
                told = {names: self._considered(measure, piece, column) for names, column in columns.items()}
                for n, names in enumerate(claims):
                    if piece.where >> n & 1:
                        row[n] = told[names]
            rows.append(row)
        turns = zip(*rows, strict=True) if rows else [()] * len(scenarios)
        self.results = [Result(columns[names], turn) for names, turn in zip(claims, turns, strict=True)]

    def _considered(self, measure: Measure, piece: Piece[int], column: Column) -> Component:
        period, source = piece.period, piece.instead or piece.exception or piece.period
        told = Component(
            measure.id,
            measure.title,
            measure.authority,
            piece.outcome,
            piece.because,
            piece.heading,
            "" if piece.instead else piece.rate,
            cite=source.cite if source else "",
            verified=source.verified if source and not piece.instead else "",
        )
        if period is None or piece.instead:
            return told
        told = told._replace(since=period.since, until=period.until, verified=period.verified)
        if piece.outcome != "applies":
            return told
        told = told._replace(text_date=period.text_date, share=piece.share, base=piece.base)
        return self._priced(told, piece, column)

    def _priced(self, told: Component, piece: Piece[int], column: Column) -> Component:
        rate = read(piece.rate).percent or ZERO
        percent = rate * piece.share
        if not piece.tops:
            return told._replace(percent=percent, most=percent)
        first = column.percent
        if first is None and self.entry.value and column.sentence is not None:
            owed = column.sentence.amount(self.entry.value, self.entry.quantities)
            first = None if owed is None else owed / self.entry.value * 100
        if first is None:
            return told._replace(percent=None, most=percent)
        percent = max(ZERO, rate - first) * piece.share
        at_floor = piece.period.heading_at_floor if piece.period and first >= rate else ""
        why = f"tops column 1 ({first.normalize():f} %) up to {piece.rate}"
        return told._replace(percent=percent, most=percent, heading=at_floor or told.heading, because=why)
