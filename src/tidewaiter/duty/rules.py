"""The rules of a duty, each condition written once, over masks.

A mask says where something holds. For one entry it is a Python integer, a bit for each way in which the unknown
facts may turn out; for a panel it is a numpy array of origins x lines. The rules use only ``&``, ``|`` and ``~``,
so a single answer with its reasons and a panel of millions are the same code. A measure's outcome is told in
:class:`Piece` s: cells that share outcome, rate and reason; the pieces of one measure part the cells among them.

The rules ask of every measure in turn: does it reach the goods (origin, day, line, facts); has another measure
replaced it; does an exception take the goods, or a share of their value, out. No I/O, and no clock.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from tidewaiter.duty.records import Exemption, Measure, Period, Tables
from tidewaiter.errors import LawbookError

M = TypeVar("M", int, "Array")  # a mask: one entry's is an integer, a panel's an array

if TYPE_CHECKING:  # a panel's arrays, and what is only a type, cost a single answer no import
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Any, Protocol

    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

    class Space(Protocol[M]):
        """The cells that are asked about, and where among them each plain statement holds."""

        every: M  # all cells
        none: M
        day: date  # of entry
        known_on: date | None  # texts published later are ignored
        loaded: date | None  # the day of loading, which decides the facts of the kind ``loading``
        unstated: Decimal  # what the stated contents leave of the value
        goods: str  # "CN", for the reasons

        def some(self, where: M) -> bool:
            """Whether a mask holds anywhere."""

        def origins(self, names: tuple[str, ...]) -> M:
            """Where the goods come from one of the territories or groups named."""

        def whole(self, name: str) -> M:
            """Where the line stands on a list."""

        def part(self, name: str) -> M:
            """Where only goods described within the line stand on a list."""

        def fact(self, name: str) -> M:
            """Where a fact holds. A question that may be put to the asker, if it is not stated."""

        def contents(self, name: str) -> Iterable[tuple[Decimal, M]]:
            """The stated shares of the value that are steel, say, each with the cells in which it is stated."""

        def example(self, where: M) -> str:
            """One of the cells, in words."""


ONE, ZERO = Decimal(1), Decimal(0)
STATUS_WORDS = {
    "suspended": "adopted and suspended: nothing is collected",
    "never_in_force": "adopted, never in force: nothing was ever collected",
}


class Piece(NamedTuple, Generic[M]):
    """What a measure does in some cells, and why."""

    where: M
    outcome: str  # applies, exempt, replaced, suspended, never_in_force, does_not_apply
    because: str
    period: Period | None = None  # the one that reaches the goods
    exception: Exemption | None = None  # that takes them out, or gives them another rate
    instead: Period | None = None  # of the measure that replaces this one
    share: Decimal = ONE  # of the value, that bears the rate
    base: str = "value"  # that share in words

    @property
    def rate(self) -> str:
        """The rate in words: the exception's, where it gives one."""
        return (self.exception and self.exception.rate) or (self.period.rate if self.period else "")

    @property
    def heading(self) -> str:
        """The heading under which it is reported."""
        found = self.exception or self.period
        return found.heading if found else ""

    @property
    def tops(self) -> bool:
        """Whether column 1 is topped up to the rate, instead of the rate added to it."""
        return self.period is not None and self.period.kind == "all_in" and self.exception is None


class Reach(NamedTuple, Generic[M]):
    """Where each period of a measure reaches the goods; and the conditions, each with the words for its failing
    and the cells that have met it and all those before.
    """

    periods: list[tuple[Period, M]]
    conditions: list[tuple[str, M]]
    clash: tuple[Period, Period, M] | None = None  # two rates for the same cells: a fault of the lawbook


def _exclude(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one of some facts is the contrary of one of others, so that they never hold together."""
    return any(
        f"not {name}" in others or (name.removeprefix("not ") in others and name not in others)
        for name in some
    )


class Rules(Generic[M]):
    """The measures of one territory, worked out over the cells of a space."""

    def __init__(self, tables: Tables, territory: str, space: Space[M]) -> None:
        self.tables = tables
        self.space: Space[M] = space
        self.measures = [m for m in tables.measures.values() if m.territory == territory]
        self._reach: dict[str, Reach[M]] = {}
        self._before: dict[str, list[Piece[M]]] = {}  # the exceptions
        self._charged: dict[str, list[Piece[M]]] = {}
        self._bearing: dict[str, M] = {}
        self._open: list[str] = []

    # reach ----------------------------------------------------------------------------------------

    def reach(self, measure: Measure) -> Reach[M]:
        """Where its periods reach the goods."""
        if measure.id not in self._reach:
            self._reach[measure.id] = self._find_reach(measure)
        return self._reach[measure.id]

    def _find_reach(self, measure: Measure) -> Reach[M]:
        space = self.space
        conditions: list[tuple[str, M]] = []
        left = space.every
        if measure.origins:
            left = left & space.origins(measure.origins)
            conditions.append((f"charges goods of {', '.join(measure.origins)} only", left))
        if measure.not_origins:
            left = left & ~space.origins(measure.not_origins)
            conditions.append((f"does not charge goods of {space.goods}", left))
        if not space.some(left):
            return Reach([], conditions)
        in_force = at_origin = on_list = met = space.none
        named: list[tuple[Period, M]] = []  # periods that name their origins go before those that do not
        general: list[tuple[Period, M]] = []
        for period in measure.periods:
            if period.holds_on(space.day) and self._published(period.text_date):
                in_force = left
                here, listed, reached = self._period(measure, period, left)
                at_origin, on_list, met = at_origin | here, on_list | listed, met | reached
                (named if period.origins else general).append((period, reached))
        conditions += [
            ("no rate was in force on that day", in_force),
            (f"sets no rate for goods of {space.goods} on that day", at_origin),
            ("the line is not on its list", on_list),
            ("its condition is not stated to hold", met),
        ]
        taken, clash = self._union(named)
        if named:
            general = [(one, there & ~taken) for one, there in general]
        found = [(one, there) for one, there in named + general if space.some(there)]
        return Reach(found, conditions, clash or self._union(general)[1])

    def _period(self, measure: Measure, period: Period, left: M) -> tuple[M, M, M]:
        """Where one period names the origin, where it has the line on its list as well, and where it reaches."""
        here = left
        if period.origins:
            here = here & self.space.origins(period.origins)
        if not self.space.some(here):
            return here, here, here
        listed = self._lines(measure, period, here)
        return here, listed, self._facts((*measure.facts, *period.facts), listed)

    def _union(self, periods: list[tuple[Period, M]]) -> tuple[M, tuple[Period, Period, M] | None]:
        """Where one of the periods holds, and two that hold for the same cells."""
        taken, clash = self.space.none, None
        for period, where in periods:
            twice = where & taken
            if clash is None and self.space.some(twice):
                for other, there in periods:
                    cells = there & twice
                    if other is period or not self.space.some(cells):
                        continue
                    if not _exclude(other.facts, period.facts):
                        clash = other, period, cells
                        break
            taken = taken | where
        return taken, clash

    def _published(self, text_date: date | None) -> bool:
        return self.space.known_on is None or text_date is None or text_date <= self.space.known_on

    def _lines(self, measure: Measure, period: Period, where: M) -> M:
        names = period.products or measure.products
        if names:
            where = self._on_lists(names, bool(measure.facts or period.facts), where)
        for name in period.not_products or measure.not_products:
            where = where & ~self.space.whole(name)
        return where

    def _on_lists(self, names: tuple[str, ...], described: bool, where: M) -> M:
        """Where one of the lists holds the goods. Of a line that it holds only in part, the goods must be
        those described: by the facts that the measure asks for, or by the fact ``described``.
        """
        whole = part = self.space.none
        for name in names:
            whole, part = whole | self.space.whole(name), part | self.space.part(name)
        held: M = where & whole
        if self.space.some(part):
            within = where & part & ~whole
            if not described and self.space.some(within):
                within = within & self.space.fact("described")
            held = held | within
        return held

    def _facts(self, names: tuple[str, ...], where: M, exception: Exemption | None = None) -> M:
        if not names or not self.space.some(where):
            return where
        settled = [self.fact(name, exception) for name in names]  # each is looked at, so that each is asked
        for held in settled:
            where = where & held
        return where

    def fact(self, name: str, exception: Exemption | None = None) -> M:
        """Where a fact holds (``not x``: where it does not). The day of loading decides some, where it is known."""
        space, plain = self.space, name.removeprefix("not ")
        if exception and space.loaded and exception.loaded_before and self.tables.by_loading(plain):
            since = exception.loaded_from
            in_time = space.loaded < exception.loaded_before and (since is None or since <= space.loaded)
            return space.every if in_time else space.none
        held: M = space.fact(plain)
        if plain != name:
            held = space.every & ~held
        return held

    # what a measure does --------------------------------------------------------------------------

    def consider(self, measure: Measure) -> list[Piece[M]]:
        """What the measure does to the goods, and why; the pieces part all cells among them."""
        pieces, before = [], self.space.every
        reach = self.reach(measure)
        for why, met in reach.conditions:  # the first that fails is the reason
            lost, before = before & ~met, met
            if self.space.some(lost):
                pieces.append(Piece(lost, "does_not_apply", why))
        if reach.periods:
            pieces += [piece for piece in self._reached(measure) if piece.outcome != "applies"]
            pieces += self.charged(measure)
        return pieces

    def charged(self, measure: Measure) -> list[Piece[M]]:
        """Where the measure is charged, and where an exception takes the goods out."""
        if measure.id in self._charged:
            return self._charged[measure.id]
        if not self.reach(measure).periods:
            return []
        if measure.id in self._open:
            chain = " -> ".join((*self._open, measure.id))
            raise LawbookError(
                measure.instrument,
                1,
                f"measures wait for each other on {self.space.day}: {chain}.",
                "Date the exceptions so that one comes first.",
            )
        self._open.append(measure.id)
        reached = [piece for piece in self._reached(measure) if piece.outcome == "applies"]
        self._charged[measure.id] = list(self._charge(measure, reached))
        self._open.pop()
        return self._charged[measure.id]

    def _reached(self, measure: Measure) -> list[Piece[M]]:
        """Where the measure is charged before its exceptions are looked at, and where it is replaced."""
        if measure.id not in self._before:
            self._before[measure.id] = list(self._find_reached(measure))
        return self._before[measure.id]

    def _find_reached(self, measure: Measure) -> Iterator[Piece[M]]:
        reach = self.reach(measure)
        if reach.clash:
            one, other, cells = reach.clash
            raise LawbookError(
                measure.instrument,
                1,
                f"{measure.id} has two rates for {self.space.example(cells)} on {self.space.day}: "
                f"{one.heading} and {other.heading}.",
                "Narrow the lists or periods so that one holds.",
            )
        for period, where in reach.periods:
            status = measure.status or period.status
            if status:
                yield Piece(where, status, STATUS_WORDS[status], period)
                continue
            for rival in self.measures:
                if measure.id not in rival.replaces or rival.status:
                    continue
                for instead, there in self.reach(rival).periods:
                    why = f"replaced by {instead.heading} ({rival.id})"
                    gone = where & there
                    if self.space.some(gone):
                        yield Piece(gone, "replaced", why, period, instead=instead)
                        where = where & ~gone
            if self.space.some(where):
                yield Piece(where, "applies", "in force, reaches the goods", period)

    def _charge(self, measure: Measure, reached: list[Piece[M]]) -> Iterator[Piece[M]]:
        space = self.space
        pieces = [part for piece in reached for part in self._on_base(piece) if space.some(part.where)]
        charged = space.none
        for piece in pieces:
            charged = charged | piece.where
        for exception in measure.exceptions:
            if not exception.holds_on(space.day) or not self._published(exception.text_date):
                continue
            where = self._holds(exception, charged)
            if not space.some(where):
                continue
            cuts = [(ONE, where)]
            if exception.charged or exception.share:
                cuts = list(self._taken_out(exception, where))
            before, pieces = pieces, []
            for piece in before:
                left = piece.where
                for taken, cells in cuts:
                    here = left & cells
                    if not space.some(here):
                        continue
                    changed = self._excepted(exception, piece, here, taken)
                    left = left & ~here
                    if changed.outcome == "applies":
                        pieces.append(changed)
                    else:
                        charged = charged & ~here
                        yield changed
                if left is piece.where:
                    pieces.append(piece)
                elif space.some(left):
                    pieces.append(piece._replace(where=left))
        yield from pieces

    def _excepted(self, exception: Exemption, piece: Piece[M], where: M, taken: Decimal) -> Piece[M]:
        """What becomes of the cells of a piece in which an exception holds."""
        part = bool(exception.charged or exception.share)
        rest = piece.share - taken
        if part and piece.base == "value" and rest > 0:
            base = f"value less {exception.share or 'the part charged elsewhere'}"
            why = f"the rest of the value is out: {exception.why} ({exception.heading})"
            return piece._replace(where=where, share=rest, base=base, because=why)
        if part or not exception.rate:
            return Piece(where, "exempt", exception.why, exception=exception)
        # the first other rate that holds; an exemption further down still exempts
        if piece.exception is None:
            return piece._replace(where=where, because=exception.why, exception=exception)
        return piece._replace(where=where)

    def _holds(self, exception: Exemption, where: M) -> M:
        if exception.origins:
            where = where & self.space.origins(exception.origins)
        if exception.not_origins:
            where = where & ~self.space.origins(exception.not_origins)
        for name in exception.not_products:  # a line that stands on the list even in part is not meant
            where = where & ~(self.space.whole(name) | self.space.part(name))
        if exception.products:
            where = self._on_lists(exception.products, bool(exception.facts), where)
        return self._facts(exception.facts, where, exception)

    def _taken_out(self, exception: Exemption, where: M) -> Iterator[tuple[Decimal, M]]:
        """The shares of the value that an exception takes out, each with its cells."""
        shares: dict[Decimal, M] = {ZERO: where}
        if exception.share:
            most = Decimal(exception.at_most) / 100
            stated = [
                (min(s, most), cells)
                for s, cells in self.space.contents(exception.share)
                if s * 100 >= exception.at_least
            ]
            self._lay(shares, stated)
        for other in self.measures:
            if other.id in exception.charged or other.authority in exception.charged:
                self._lay(shares, [(p.share, p.where) for p in self.charged(other) if p.outcome == "applies"])
        for share, cells in shares.items():
            if share and self.space.some(cells):
                yield share, cells

    def _lay(self, shares: dict[Decimal, M], more: list[tuple[Decimal, M]]) -> None:
        """Add shares to shares, cell by cell; no more than the whole value can be taken."""
        before = list(shares.items())
        for share, there in more:
            for had, where in before:
                cells = where & there
                if share and self.space.some(cells):
                    total = min(ONE, had + share)
                    shares[had] = shares[had] & ~cells
                    shares[total] = shares[total] | cells if total in shares else cells

    # what it is charged on ------------------------------------------------------------------------

    def _on_base(self, piece: Piece[M]) -> Iterator[Piece[M]]:
        name = piece.period.base if piece.period else "value"
        if name == "value":
            yield piece
            return
        rest = piece.where
        for share, cells in self.space.contents(name):
            yield piece._replace(where=rest & cells, share=share, base=f"{name} content")
            rest = rest & ~cells
        first = rest
        for other in self.tables.contents[: self.tables.contents.index(name)]:
            first = first & ~self.bearing(other)
        yield piece._replace(where=first, share=self.space.unstated, base=f"{name} content")
        yield piece._replace(where=rest & ~first, share=ZERO, base=f"{name} content")

    def bearing(self, content: str) -> M:
        """Where a measure is charged on a content whose share is not stated. The value that is left counts
        whole, once: for the first of these contents in the order that the facts of the lawbook give them.
        """
        if not self._bearing:
            self._bearing = dict.fromkeys(self.tables.contents, self.space.none)
            reached = (m for m in self.measures if self.reach(m).periods)
            for piece in (piece for measure in reached for piece in self._reached(measure)):
                if piece.period and piece.period.base in self._bearing and piece.outcome == "applies":
                    where = piece.where
                    for _, stated in self.space.contents(piece.period.base):
                        where = where & ~stated
                    self._bearing[piece.period.base] = self._bearing[piece.period.base] | where
        return self._bearing[content]
