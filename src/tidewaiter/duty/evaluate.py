"""One entry, one line, every fact settled: which measures charge it, at what, on which share of the value,
and why.

The evaluator asks of every measure in turn: does it reach the goods (origin, line, day, facts); has another
measure replaced it; does an exception take the goods, or a share of their value, out. It does no I/O beyond
the book it is given and reads no clock. Facts that are not known are settled by
:mod:`tidewaiter.duty.answer`, which asks this module once for each way they may turn out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.quantity import Quantity
from tidewaiter.duty.records import Exemption, Measure, Period, members
from tidewaiter.duty.schedule import Line
from tidewaiter.duty.sentence import Sentence, read
from tidewaiter.errors import LawbookError

ONE, ZERO = Decimal(1), Decimal(0)
# Facts that the day of loading decides where it is known.
LOADING_FACTS = frozenset({"loaded_in_time", "exported_in_time"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is declared. Facts and contents that are absent are unknown."""

    code: str  # digits
    origin: str
    on: date
    to: str = "US"
    loaded: date | None = None
    value: Decimal | None = None  # in the currency of the schedule
    quantities: tuple[Quantity, ...] = ()
    facts: Mapping[str, bool] = field(default_factory=dict)
    contents: Mapping[str, Decimal] = field(default_factory=dict)  # share of the value, 0 to 1
    no_claims: bool = False  # nothing beyond the stated facts is claimed
    known_on: date | None = None  # ignore texts published, and rulings given, after this day


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way in which the unknown facts may turn out."""

    facts: Mapping[str, bool]
    contents: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Considered:
    """What one measure does to the entry, and why."""

    measure: str
    title: str
    authority: str
    outcome: str  # applies, exempt, replaced, suspended, never_in_force, does_not_apply
    because: str
    heading: str = ""
    rate: str = ""
    kind: str = "add"
    percent: Decimal | None = (
        None  # of the customs value, after base and floor; None where column 1 is not known as a percentage
    )
    most: Decimal = ZERO  # the highest that percent can be
    share: Decimal = ONE  # share of the value that bears the rate
    base: str = "value"
    cite: str = ""
    since: date | None = None
    until: date | None = None
    text_date: date | None = None
    verified: str = ""
    refund: str = ""

    @property
    def charged(self) -> bool:
        """Whether the goods are entered under this measure (even where its rate comes to nothing)."""
        return self.outcome == "applies"


@dataclass(frozen=True, slots=True)
class Column:
    """The duty of the schedule itself: column 1 general, column 1 special or column 2."""

    name: str
    sentence: Sentence | None
    claim: str = ""

    @property
    def percent(self) -> Decimal | None:
        """The rate as a percentage of the value, where it is one."""
        return None if self.sentence is None else self.sentence.percent


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one scenario."""

    column: Column
    considered: tuple[Considered, ...]
    asked: frozenset[str]  # unknown facts that were looked at
    contents_asked: tuple[str, ...]


class Evaluation:
    """Evaluates the measures of one territory for one entry, line and scenario."""

    def __init__(self, book: DutyBook, entry: Entry, line: Line, scenario: Scenario) -> None:
        self.book = book
        self.tables = book.tables
        self.entry = entry
        self.line = line
        self.scenario = scenario
        self.lists = self._memberships()
        self.column = self._column()
        self.asked: set[str] = set()
        self.contents_asked: list[str] = []
        self._reach: dict[str, Period | str] = {}
        self._done: dict[str, Considered] = {}
        self._open: list[str] = []

    def run(self) -> Result:
        """Consider every measure of the territory."""
        considered = [self.consider(m) for m in self.tables.measures.values() if m.territory == self.entry.to]
        return Result(self.column, tuple(considered), frozenset(self.asked), tuple(self.contents_asked))

    # the goods ------------------------------------------------------------------------------------

    def _memberships(self) -> dict[str, str]:
        """The lists that hold the line on the day: list -> '' (whole line) or 'ex' (goods described within
        it).
        """
        day = str(self.entry.on)
        held: dict[str, str] = {}
        for name, since, until, part in self.book.lists_of(self.line.code):
            if (not since or since <= day) and (not until or day < until) and held.get(name) != "":
                held[name] = part
        return held

    def _column(self) -> Column:
        if self.entry.to != "US":
            return Column(
                "the tariff's own duty", None
            )  # only the counter-measures of other territories are held
        if self.entry.origin in members(self.tables, ("column-2",), self.entry.on):
            return Column("column 2", self.line.column_2)
        for program in self.tables.programs:
            if not self.scenario.facts.get(program.claim):
                continue
            for sentence, letters in self.line.special:
                if set(letters) & set(program.letters):
                    return Column("column 1 special", sentence, program.claim)
        return Column("column 1 general", self.line.general)

    def _fact(self, name: str) -> bool:
        wanted = not name.startswith("not ")
        plain = name.removeprefix("not ")
        if plain not in self.entry.facts and not self.entry.no_claims:
            self.asked.add(plain)
        return self.scenario.facts.get(plain, False) is wanted

    def _facts_hold(self, names: tuple[str, ...]) -> bool:
        settled = [
            self._fact(name) for name in names
        ]  # every one is looked at, so that every unknown is asked
        return all(settled)

    def _in_lists(self, names: tuple[str, ...], facts: tuple[str, ...]) -> bool:
        """Whether one of the lists holds the goods; where it holds only part of the line, the description
        must be met.
        """
        found = [self.lists[name] for name in names if name in self.lists]
        if not found:
            return False
        return "" in found or bool(facts) or self._fact("described")

    def _origin_in(self, names: tuple[str, ...]) -> bool:
        return self.entry.origin in members(self.tables, names, self.entry.on)

    # a measure ------------------------------------------------------------------------------------

    def reach(self, measure: Measure) -> Period | str:
        """The period under which the measure reaches the goods, or why it does not."""
        if measure.id not in self._reach:
            self._reach[measure.id] = self._find_reach(measure)
        return self._reach[measure.id]

    def _find_reach(self, measure: Measure) -> Period | str:
        if measure.origins and not self._origin_in(measure.origins):
            return f"charges goods of {', '.join(measure.origins)} only"
        if measure.not_origins and self._origin_in(measure.not_origins):
            return f"does not charge goods of {self.entry.origin}"
        running = [p for p in measure.periods if p.holds_on(self.entry.on) and self._published(p.text_date)]
        if not running:
            return "no rate was in force on that day"
        running = [p for p in running if not p.origins or self._origin_in(p.origins)]
        if not running:
            return f"sets no rate for goods of {self.entry.origin} on that day"
        reached = [p for p in running if self._line_reached(measure, p)]
        if not reached:
            return "the line is not on its list"
        reached = [p for p in reached if self._facts_hold((*measure.facts, *p.facts))]
        if not reached:
            return "its condition is not stated to hold"
        closest = [p for p in reached if p.origins] or reached
        if len(closest) > 1:
            raise LawbookError(
                measure.instrument,
                1,
                f"{measure.id} has two rates for {self.line.code} of {self.entry.origin} "
                f"on {self.entry.on}: {closest[0].heading} and {closest[1].heading}.",
                "Narrow the lists or periods so that one holds.",
            )
        return closest[0]

    def _published(self, text_date: date | None) -> bool:
        return self.entry.known_on is None or text_date is None or text_date <= self.entry.known_on

    def _line_reached(self, measure: Measure, period: Period) -> bool:
        names = period.products or measure.products
        excluded = period.not_products or measure.not_products
        if names and not self._in_lists(names, (*measure.facts, *period.facts)):
            return False
        return not any(self.lists.get(name) == "" for name in excluded)

    def consider(self, measure: Measure) -> Considered:
        """What the measure does to the entry."""
        if measure.id in self._done:
            return self._done[measure.id]
        if measure.id in self._open:
            chain = " -> ".join((*self._open, measure.id))
            raise LawbookError(
                measure.instrument,
                1,
                f"measures wait for each other on {self.entry.on}: {chain}.",
                "Date the exceptions so that one comes first.",
            )
        self._open.append(measure.id)
        self._done[measure.id] = self._decide(measure)
        self._open.pop()
        return self._done[measure.id]

    def _decide(self, measure: Measure) -> Considered:
        period = self.reach(measure)
        if isinstance(period, str):
            return self._plain(measure, "does_not_apply", period)
        status = measure.status or period.status
        if status:
            words = {
                "suspended": "adopted and suspended: nothing is collected",
                "never_in_force": "adopted, never in force: nothing was ever collected",
            }
            return self._plain(measure, status, words[status], period.heading, period.cite, period)
        for other in self.tables.measures.values():
            if measure.id in other.replaces and other.territory == measure.territory:
                instead = self.reach(other)
                if isinstance(instead, Period) and not other.status:
                    return self._plain(
                        measure,
                        "replaced",
                        f"replaced by {instead.heading} ({other.id})",
                        period.heading,
                        instead.cite,
                    )
        return self._charge(measure, period)

    def _plain(
        self,
        measure: Measure,
        outcome: str,
        because: str,
        heading: str = "",
        cite: str = "",
        period: Period | None = None,
    ) -> Considered:
        rate = period.rate if period else ""
        return Considered(
            measure.id,
            measure.title,
            measure.authority,
            outcome,
            because,
            heading,
            rate,
            percent=ZERO,
            cite=cite,
            since=period.since if period else None,
            until=period.until if period else None,
            verified=period.verified if period else "",
        )

    def _charge(self, measure: Measure, period: Period) -> Considered:
        share, base = self._base(period)
        rate, heading, cite, because = period.rate, period.heading, period.cite, "in force, reaches the goods"
        for exception in measure.exceptions:
            if not self._exception_holds(exception):
                continue
            if exception.charged or exception.share:
                taken = self._taken_out(exception)
                if not taken:
                    continue
                share = max(ZERO, share - taken) if base == "value" else share
                if base != "value" or not share:
                    return self._excepted(measure, exception)
                base = f"value less {exception.share or 'the part charged elsewhere'}"
                because = f"the rest of the value is out: {exception.why} ({exception.heading})"
            elif not exception.rate:
                return self._excepted(measure, exception)
            elif (
                rate == period.rate
            ):  # the first other rate that holds; an exemption further down still takes the goods out
                rate, heading, cite, because = (
                    exception.rate,
                    exception.heading,
                    exception.cite,
                    exception.why,
                )
        if rate != period.rate:
            period = replace(period, kind="add")
        return self._priced(measure, period, rate, heading, share, base, cite, because)

    def _excepted(self, measure: Measure, exception: Exemption) -> Considered:
        made = self._plain(measure, "exempt", exception.why, exception.heading, exception.cite)
        return replace(made, verified=exception.verified)

    def _base(self, period: Period) -> tuple[Decimal, str]:
        if period.base == "value":
            return ONE, "value"
        if period.base not in self.contents_asked and period.base not in self.entry.contents:
            self.contents_asked.append(period.base)
        return self.scenario.contents.get(period.base, ONE), f"{period.base} content"

    def _exception_holds(self, exception: Exemption) -> bool:
        if not exception.holds_on(self.entry.on) or not self._published(exception.text_date):
            return False
        if exception.origins and not self._origin_in(exception.origins):
            return False
        if exception.not_products and any(name in self.lists for name in exception.not_products):
            return False
        if exception.products and not self._in_lists(exception.products, exception.facts):
            return False
        settled = [
            self._loaded(exception, f) if f in LOADING_FACTS else self._fact(f) for f in exception.facts
        ]
        return all(settled)

    def _loaded(self, exception: Exemption, fact: str) -> bool:
        loaded = self.entry.loaded
        if loaded is None or exception.loaded_before is None:
            return self._fact(fact)
        return loaded < exception.loaded_before and (
            exception.loaded_from is None or exception.loaded_from <= loaded
        )

    def _taken_out(self, exception: Exemption) -> Decimal:
        """The share of the value that an exception takes out."""
        if exception.share:
            share = self.scenario.contents.get(exception.share, ZERO)
            return share if share * 100 >= exception.at_least else ZERO
        others = [
            m
            for m in self.tables.measures.values()
            if m.territory == self.entry.to
            and (m.id in exception.charged or m.authority in exception.charged)
        ]
        taken = sum((c.share for c in map(self.consider, others) if c.charged), ZERO)
        return min(taken, ONE)

    def _priced(
        self,
        measure: Measure,
        period: Period,
        rate: str,
        heading: str,
        share: Decimal,
        base: str,
        cite: str,
        because: str,
    ) -> Considered:
        percent: Decimal | None = read(rate).percent or ZERO
        most = (percent or ZERO) * share
        if period.kind == "all_in":
            column = self.column.percent
            if column is None and self.entry.value and self.column.sentence is not None:
                owed = self.column.sentence.amount(self.entry.value, self.entry.quantities)
                column = None if owed is None else owed / self.entry.value * 100
            if column is None:
                percent = None
            else:
                heading = (
                    period.heading_at_floor
                    if column >= (percent or ZERO) and period.heading_at_floor
                    else heading
                )
                percent = max(ZERO, (percent or ZERO) - column)
                because = f"tops column 1 ({_short(column)} %) up to {rate}"
        final = None if percent is None else percent * share
        return Considered(
            measure.id,
            measure.title,
            measure.authority,
            "applies",
            because,
            heading,
            rate,
            period.kind,
            final,
            most if final is None else final,
            share,
            base,
            cite,
            period.since,
            period.until,
            period.text_date,
            period.verified,
            measure.refund,
        )


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"
