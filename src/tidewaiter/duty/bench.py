"""What all lines of one file share: panels, rates, and the stack of charges of each cell of each slice of time.

A *stack* is all that the measures charge on one line: a handful for any file, though cells (origins x lines x
slices) are millions. So each row needs but the number of its stack, and rows of all days are worked out at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.claims import read_claims
from tidewaiter.duty.columns import ColumnTable, day_numbers, day_of
from tidewaiter.duty.panel import Array, Charge, Panel, Rate
from tidewaiter.duty.parcels import refuse_claims
from tidewaiter.errors import UnknownTerritory

NOT_STATED = -(10**8)  # no day of loading
_ROOM = 2**62  # numbers of stacks are told apart in 64 bits


class Slice(NamedTuple):
    """One slice of time, every day of which has the same charges."""

    stack: Array  # int32 [O, C]: the number of the stack
    way: Array  # int64 [O]: which columns of the schedule are open to the origin


class Held:
    """Panel, rates and stacks for one wording of claims."""

    def __init__(
        self, book: DutyBook, codes: Sequence[str], territory: str, claims: Mapping[str, bool]
    ) -> None:
        self.panel = Panel(book, codes, sorted(book.tables.territories), claims, territory)
        self.table = ColumnTable(book, codes, claims, territory)
        self.line_class = np.array([self.panel.line_class[code] for code in codes], dtype=np.int64)
        classes = [self.panel.origin_class[origin] for origin in self.panel.origins]
        self.origin_class = np.array(classes, dtype=np.int64)
        self._change = day_numbers(self.panel.change_days)
        self._loading = day_numbers(self.panel.loading_days)
        self._slices: dict[int, Slice] = {}
        self.stacks: dict[tuple[Rate, ...], int] = {(): 0}  # what each charges, measure by measure

    def slices_of(self, day: Array, loaded: Array) -> Array:
        """The number of the slice of time of each row: of its day of entry and, where stated, of loading."""
        transit = np.searchsorted(self._loading, loaded, side="right")
        transit[loaded == NOT_STATED] = len(self._loading) + 1
        return np.searchsorted(self._change, day, side="right") * (len(self._loading) + 2) + transit

    def slice_at(self, key: int, day: int, loaded: int) -> Slice:
        """One slice of time, by its number and any of its days (since 1970)."""
        if key not in self._slices:
            on = day_of(day)
            charges = self.panel.on(on, None if loaded == NOT_STATED else day_of(loaded))
            ways = [self.table.ways[self.table.way(origin, on)] for origin in self.panel.representatives]
            self._slices[key] = Slice(self._stacked(charges), np.array(ways, dtype=np.int64))
        return self._slices[key]

    def _stacked(self, charges: list[Charge]) -> Array:
        shape = len(self.panel.representatives), len(self.panel.signatures)
        number, told_apart = np.zeros(shape, dtype=np.int64).ravel(), 1
        for charge in charges:
            kinds = len(charge.pieces) + 1
            if told_apart * kinds > _ROOM:
                first, number = _distinct(number)
                told_apart = len(first)
            number = number * kinds + (charge.piece.ravel() + 1)
            told_apart *= kinds
        first, number = _distinct(number)
        ours = [
            self.stacks.setdefault(self._parts(charges, cell), len(self.stacks)) for cell in first.tolist()
        ]
        return np.array(ours, dtype=np.int32)[number].reshape(shape)

    @staticmethod
    def _parts(charges: list[Charge], cell: int) -> tuple[Rate, ...]:
        at = ((charge.pieces, charge.piece.flat[cell]) for charge in charges)
        return tuple(pieces[i] for pieces, i in at if i >= 0)

    @property
    def parts(self) -> list[list[Rate]]:
        """The first part of every stack, the second, and so on, as far as any stack goes; one that has none
        charges nothing.
        """
        return [list(parts) for parts in zip_longest(*self.stacks, fillvalue=Rate())]

    @property
    def headings(self) -> list[str]:
        """Of every stack, the headings under which its parts are reported."""
        return [" ".join(part.heading for part in stack if part.heading) for stack in self.stacks]


class Bench:
    """What the chunks of one file share, by wording of claims."""

    def __init__(self, book: DutyBook, codes: list[str], territory: str) -> None:
        if territory not in book.tables.served:
            held = f"Destinations held: {', '.join(book.tables.served)}."
            raise UnknownTerritory(f"No duties of {territory!r} are held.", held)
        self.book, self.codes, self.territory = book, codes, territory
        self._held: dict[str, Held] = {}

    def held(self, words: str) -> Held:
        """What is held for one wording of claims. Raises QuestionError for an unknown claim."""
        if words not in self._held:
            claims = read_claims(self.book, words)
            refuse_claims(self.book, claims)
            self._held[words] = Held(self.book, self.codes, self.territory, claims)
        return self._held[words]


def _distinct(values: Array) -> tuple[Array, Array]:
    """Where each distinct value first stands, and for every place the number of its value."""
    import pyarrow as pa

    found = pa.array(values).dictionary_encode()
    number = found.indices.to_numpy()
    first = np.empty(len(found.dictionary), dtype=np.int64)
    # of several the last one written stays: the first place
    first[number[::-1]] = np.arange(len(number))[::-1]
    return first, number.astype(np.int64)
