"""``tidewaiter duty FILE``: customs lines in, the same lines out with what each owes. Every row is kept.

A file holds one line a row: a code, an origin, a day of entry; where known a value, a quantity with its
unit, a day of loading, claims. Percentages and money are exact (integers of thousandths of a per cent and
of cents; Decimal where a rate is specific).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, cast

import numpy as np
import polars as pl

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.claims import read_claims
from tidewaiter.duty.columns import NO_RATE, ColumnTable
from tidewaiter.duty.panel import Array, Charge, Panel
from tidewaiter.duty.parcels import refuse_claims
from tidewaiter.duty.quantity import Quantity
from tidewaiter.duty.records import HOME
from tidewaiter.duty.sentence import cents
from tidewaiter.errors import QuestionError, UnknownTerritory
from tidewaiter.files.columns import usual_places
from tidewaiter.files.tables import Table, open_table
from tidewaiter.files.writing import check_out, write_tables

CHUNK = 250_000
KINDS_OUT = (".parquet", ".csv", ".xlsx", ".jsonl")
# our column -> the names under which a file may carry it, best first
NAMES: dict[str, tuple[str, ...]] = {
    "code": ("code", "hts10", "hts", "hts_code", "hs_code", "commodity_code", "htsno"),
    "origin": ("origin", "country_of_origin", "coo", "country"),
    "on": ("on", "entry_date", "entered", "date", "entry_day"),
    "loaded": ("loaded", "loaded_date", "loading_date"),
    "value": ("value", "value_usd", "customs_value", "customs_value_usd"),
    "currency": ("currency",),
    "quantity": ("quantity", "qty", "net_weight"),
    "unit": ("unit", "quantity_unit", "uom"),
    "claim": ("claim", "claims", "spi"),
}
RESULT_COLUMNS = (
    "status",
    "reason",
    "column_pct",
    "additional_pct",
    "assessed_pct",
    "owed_pct",
    "assessed_amount",
    "owed_amount",
    "refundable_amount",
    "headings",
)


@dataclass(slots=True)
class Tally:
    """What a run came to."""

    rows: int = 0
    status: dict[str, int] = field(default_factory=dict)
    value: Decimal = Decimal(0)
    assessed: Decimal = Decimal(0)
    owed: Decimal = Decimal(0)

    def add(self, frame: pl.DataFrame) -> None:
        """Count one chunk of results."""
        self.rows += frame.height
        for status, count in frame["status"].value_counts().iter_rows():
            self.status[status] = self.status.get(status, 0) + count
        self.assessed += Decimal(str(round(frame["assessed_amount"].sum() or 0, 2)))
        self.owed += Decimal(str(round(frame["owed_amount"].sum() or 0, 2)))


def assess_file(book: DutyBook, path: Path, out: Path, currency: str = "", to: str = HOME) -> Tally:
    """Assess every row of ``path`` (CSV, Parquet, XLSX) and write them all to ``out``.

    Raises :class:`QuestionError` for a file without the columns needed, or values without
    a currency.
    """
    check_out(out, KINDS_OUT)
    tally = Tally()
    table = open_table(path)
    names = columns_of(table.names, currency)
    bench = _Bench(book, _codes(table, names["code"]), to)

    def assessed() -> Iterator[Any]:
        for chunk in read_chunks(path):
            result = assess_frame(book, chunk, currency, bench)
            tally.add(result)
            yield result.to_arrow()

    write_frames(out, assessed())
    return tally


def write_frames(out: Path, tables: Iterator[Any]) -> None:
    """Write Arrow tables of one schema, that of the first."""
    first = next(tables)
    write_tables(out, first.schema, chain([first], tables))


def read_chunks(path: Path) -> Iterator[pl.DataFrame]:
    """The rows of a file, at most :data:`CHUNK` at a time; one frame without rows where it has none.

    Cells of text stay text: a code keeps its leading nought.
    """
    table = open_table(path)
    unread = True
    for batch in table.batches(range(len(table.names)), CHUNK):
        unread = False
        yield _frame(batch)
    if unread:
        yield pl.DataFrame(schema=dict.fromkeys(table.names, pl.String))


def _frame(batch: Any) -> pl.DataFrame:
    names = batch.schema.names  # a second column of one name is kept, under a name of its own
    once = [name if names.index(name) == i else f"{name}_{i + 1}" for i, name in enumerate(names)]
    return cast(pl.DataFrame, pl.from_arrow(batch.rename_columns(once)))


def columns_of(columns: Sequence[str], currency: str) -> dict[str, str]:
    """Which column of the file is which of ours."""
    found = {
        ours: next((columns[place] for place in usual_places(columns, names)), "")
        for ours, names in NAMES.items()
    }
    for needed in ("code", "origin", "on"):
        if not found[needed]:
            raise QuestionError(
                f"the file has no column for {needed!r}.",
                f"Name one of its columns {' or '.join(NAMES[needed][:3])}; it has: {', '.join(columns)}.",
            )
    if (
        found["value"]
        and not found["currency"]
        and not currency
        and not found["value"].lower().endswith("usd")
    ):
        raise QuestionError(
            "the file has values without a currency.",
            "Add --currency USD, a column 'currency', or name the column 'value_usd'.",
        )
    return found


def assess_frame(
    book: DutyBook, frame: pl.DataFrame, currency: str = "", bench: _Bench | None = None, to: str = HOME
) -> pl.DataFrame:
    """Assess the rows of a frame; the same rows come back with the result columns beside them."""
    if not frame.height:
        return frame.with_columns([pl.lit(None, dtype=pl.String).alias(name) for name in RESULT_COLUMNS])
    names = columns_of(frame.columns, currency)
    bench = bench or _Bench(book, _clean_codes(frame[names["code"]]), to)
    return _Run(bench, frame, names, currency).run()


def _codes(table: Table, column: str) -> list[str]:
    """The codes that a file names, digits only."""
    place = table.names.index(column)
    found = [_clean_codes(_frame(batch).to_series()) for batch in table.batches([place], CHUNK)]
    return sorted(set(chain.from_iterable(found)))


def _clean_codes(column: pl.Series) -> list[str]:
    digits = column.cast(pl.String, strict=False).str.replace_all(r"[.\s]", "")
    return digits.drop_nulls().unique().sort().to_list()


class _Bench:
    """What the chunks of one file share: panels, rates and charges already worked out, by claims."""

    def __init__(self, book: DutyBook, codes: list[str], territory: str) -> None:
        if territory not in book.tables.served:
            held = f"Destinations held: {', '.join(book.tables.served)}."
            raise UnknownTerritory(f"No duties of {territory!r} are held.", held)
        self.book, self.codes, self.territory = book, codes, territory
        self.positions = pl.Series(range(len(codes)), dtype=pl.Int64)
        self._held: dict[str, tuple[Panel, ColumnTable, Array]] = {}
        self._charges: dict[tuple[str, int], list[Charge]] = {}

    def held(self, words: str) -> tuple[Panel, ColumnTable, Array]:
        """Panel, rates, and the class of each code, for one wording of claims. Raises QuestionError for an
        unknown claim.
        """
        if words not in self._held:
            claims = read_claims(self.book, words)
            refuse_claims(self.book, claims)
            origins = sorted(self.book.tables.territories)
            panel = Panel(self.book, self.codes, origins, claims, self.territory)
            classes = np.array([panel.line_class[c] for c in self.codes], dtype=np.int64)
            self._held[words] = panel, ColumnTable(self.book, self.codes, claims, self.territory), classes
        return self._held[words]

    def charges(self, words: str, key: int, day: date, loaded: date | None) -> list[Charge]:
        """The charges of one slice of time; every day of the slice has the same."""
        if (words, key) not in self._charges:
            self._charges[words, key] = self.held(words)[0].on(day, loaded)
        return self._charges[words, key]


class _Run:
    """The assessment of one frame."""

    def __init__(self, bench: _Bench, frame: pl.DataFrame, names: dict[str, str], currency: str) -> None:
        self.bench, self.book, self.frame = bench, bench.book, frame
        self.names, self.currency = names, currency
        self.n = frame.height
        self.status = np.full(self.n, "assessed", dtype=object)
        self.reason = np.full(self.n, "", dtype=object)
        self.column = np.full(self.n, NO_RATE, dtype=np.int64)
        self.added = np.zeros(self.n, dtype=np.int64)
        self.struck = np.zeros(self.n, dtype=np.int64)
        self.column_cents = np.zeros(self.n, dtype=np.int64)
        self.added_cents = np.zeros(self.n, dtype=np.int64)
        self.struck_cents = np.zeros(self.n, dtype=np.int64)
        self.headings = np.full(self.n, "", dtype=object)
        self.unbounded = np.zeros(self.n, dtype=bool)  # a floor over a column that is no percentage
        self._read()

    # reading --------------------------------------------------------------------------------------

    def _text(self, name: str) -> pl.Series:
        column = self.names[name]
        if not column:
            return pl.repeat("", self.n, dtype=pl.String, eager=True)
        return self.frame[column].cast(pl.String, strict=False).fill_null("").str.strip_chars()

    def _read(self) -> None:
        self.code_text = self._text("code").str.replace_all(r"[.\s]", "")
        self.origin_text = self._text("origin").str.to_uppercase().replace(self.book.tables.aliases)
        days = self._days("on")
        self.day = days.fill_null(0).to_numpy()
        self.loaded = self._days("loaded").fill_null(_NOT_STATED).to_numpy().astype(np.int64)
        self.claim = self._text("claim").str.to_lowercase()
        value = self._text("value").str.replace_all(r"[,$]", "")
        number = value.cast(pl.Decimal(30, 2), strict=False)
        self.has_value = (value != "").to_numpy()
        self.cents = (number.fill_null(0) * 100).cast(pl.Int64, strict=False).fill_null(0).to_numpy()
        meant = self.book.tables.currency(self.bench.territory)
        money = self._text("currency").str.to_uppercase().replace("", self.currency.upper() or meant)
        first, last = self.book.tables.settings["first_day"], self.book.tables.settings["horizon"]
        low, high = (date.fromisoformat(d).toordinal() - _EPOCH for d in (first, last))
        self._fail(
            ~self.code_text.str.contains(r"^(\d{4}|\d{6}|\d{8}|\d{10})$").to_numpy(),
            "not a tariff code of 4, 6, 8 or 10 digits",
        )
        self._fail(
            ~self.origin_text.is_in(list(self.book.tables.territories)).to_numpy(),
            "the origin is no ISO code",
        )
        self._fail(days.is_null().to_numpy(), "no day of entry (YYYY-MM-DD)")
        self._fail((self.day < low) | (self.day > high), f"the day lies outside {first} to {last}")
        self._fail((self.loaded != _NOT_STATED) & (self.loaded > self.day), "loaded after it was entered")
        self._fail(self.has_value & (number.is_null().to_numpy()), "the value is not a number")
        self._fail(self.cents < 0, "the value is negative")
        if self.names["currency"] and not self.currency:
            self._fail(self.has_value & (self._text("currency") == "").to_numpy(), "the currency is missing")
        said = "US dollars" if meant == "USD" else meant
        self._fail(self.has_value & (money != meant).to_numpy(), f"the value is not in {said}")

    def _days(self, name: str) -> pl.Series:
        column = self.names[name]
        if column and self.frame[column].dtype == pl.Date:
            return self.frame[column].cast(pl.Int32)
        return self._text(name).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32)

    def _fail(self, where: Array, why: str, status: str = "unreadable") -> None:
        hit = where & (self.status == "assessed")
        self.status[hit] = status
        self.reason[hit] = why

    # running --------------------------------------------------------------------------------------

    def run(self) -> pl.DataFrame:
        open_rows = self.status == "assessed"
        for claims in self.claim.unique().to_list():
            rows = np.flatnonzero(open_rows & (self.claim == claims).to_numpy())
            if len(rows):
                self._run_claims(rows, claims)
        return self._frame()

    def _run_claims(self, rows: Array, words: str) -> None:
        try:
            panel, table, class_of = self.bench.held(words)
        except QuestionError as why:
            self._fail_rows(rows, why.message, "unreadable")
            return
        chosen = pl.Series(rows)
        code_of = self._positions(self.code_text.gather(chosen), self.bench.codes)
        line = table.resolve(code_of, self.day[rows])
        for index, fault in table.faults.items():
            self._fail_rows(rows[line == index], fault[1], fault[0])
        good = self.status[rows] == "assessed"
        if not good.any():
            return
        rows, line, classes = rows[good], line[good], class_of[code_of[good]]
        origin = self._positions(self.origin_text.gather(pl.Series(rows)), panel.origins)
        origin = np.array([panel.origin_class[o] for o in panel.origins], dtype=np.int64)[origin]
        slices = np.searchsorted(_days(panel.change_days), self.day[rows], side="right")
        transit = np.searchsorted(_days(panel.loading_days), self.loaded[rows], side="right")
        transit[self.loaded[rows] == _NOT_STATED] = len(panel.loading_days) + 1
        key = slices * (len(panel.loading_days) + 2) + transit
        order = np.argsort(key, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(key[order]) > 0])
        for start, end in zip(starts, np.r_[starts[1:], len(order)], strict=True):
            at = order[start:end]
            day, loaded = (int(x[rows[at[0]]]) for x in (self.day, self.loaded))
            charges = self.bench.charges(
                words,
                int(key[at[0]]),
                date.fromordinal(day + _EPOCH),
                None if loaded == _NOT_STATED else date.fromordinal(loaded + _EPOCH),
            )
            self._run_slice(panel, charges, table, rows[at], line[at], classes[at], origin[at])

    @staticmethod
    def _positions(texts: pl.Series, among: list[str]) -> Array:
        return texts.replace_strict(
            pl.Series(among), pl.Series(range(len(among)), dtype=pl.Int64), return_dtype=pl.Int64
        ).to_numpy()

    def _fail_rows(self, rows: Array, why: str, status: str) -> None:
        self.status[rows] = status
        self.reason[rows] = why

    def _run_slice(
        self,
        panel: Panel,
        charges: list[Charge],
        table: ColumnTable,
        rows: Array,
        line: Array,
        classes: Array,
        origin: Array,
    ) -> None:
        day = date.fromordinal(int(self.day[rows[0]]) + _EPOCH)
        way = np.array([table.ways[table.way(o, day)] for o in panel.representatives])[origin]
        column = table.rates[way, line]
        value = self.cents[rows]
        exact = column == NO_RATE
        self.column[rows] = column
        self.column_cents[rows] = _share(value, np.where(exact, 0, column))
        stack: Array = np.zeros((len(panel.representatives), len(panel.signatures)), dtype=np.int64)
        names: list[str] = [""]
        floors: list[tuple[Array, bool]] = []
        for charge in charges:
            heading = np.where(charge.heading >= 0, charge.heading + len(names), 0)
            names += charge.headings
            stack = stack * 401 + heading
            add = charge.add[origin, classes].astype(np.int64)
            if charge.floor is not None:
                floor = charge.floor[origin, classes].astype(np.int64)
                topped = floor >= 0
                add = np.where(topped, np.maximum(0, floor - column), add)
                if (topped & exact).any():
                    floors.append((np.where(topped & exact, floor, -1), charge.refundable))
                    add = np.where(topped & exact, 0, add)
            money = _share(value, add)
            self.added[rows] += add
            self.added_cents[rows] += money
            if charge.refundable:
                self.struck[rows] += add
                self.struck_cents[rows] += money
        self._name_stacks(charges, rows, stack, origin, classes)
        if exact.any():
            self._exact(table, rows[exact], line[exact], way[exact], [(f[exact], r) for f, r in floors])

    def _name_stacks(
        self, charges: list[Charge], rows: Array, stack: Array, origin: Array, classes: Array
    ) -> None:
        cells = stack[origin, classes]
        kinds, first, back = np.unique(cells, return_index=True, return_inverse=True)
        texts = np.full(len(kinds), "", dtype=object)
        for i, at in enumerate(first):
            o, c = origin[at], classes[at]
            texts[i] = " ".join(
                ch.headings[ch.heading[o, c]]
                for ch in charges
                if ch.heading[o, c] >= 0 and ch.headings[ch.heading[o, c]]
            )
        self.headings[rows] = texts[back]

    def _exact(
        self, table: ColumnTable, rows: Array, line: Array, way: Array, floors: list[tuple[Array, bool]]
    ) -> None:
        """Rates that are no plain percentage: one by one, in Decimal, with the quantity of the row."""
        for i, row in enumerate(rows):
            sentence = table.sentence(int(line[i]), int(way[i]))
            value = Decimal(int(self.cents[row])) / 100
            quantities = self._quantity(int(row))
            owed = sentence.amount(value, quantities) if sentence is not None else None
            if owed is None:
                need = (
                    "the schedule points elsewhere for the rate"
                    if sentence is None or sentence.reference
                    else (f"a quantity in {', '.join(sentence.units)} is needed")
                )
                self.status[row], self.reason[row] = "cannot_tell", need
                self.unbounded[row] = True
                continue
            if not self.has_value[row]:
                self.status[row], self.reason[row], self.unbounded[row] = (
                    "cannot_tell",
                    "a value is needed",
                    True,
                )
                continue
            self.column_cents[row] = int(cents(owed) * 100)
            for floor, struck in floors:
                if floor[i] >= 0 and value:
                    top = max(Decimal(0), Decimal(int(floor[i])) / 1000 - owed / value * 100)
                    money = int(cents(value * top / 100) * 100)
                    self.added_cents[row] += money
                    self.struck_cents[row] += money if struck else 0

    @cached_property
    def _quantities(self) -> list[str]:
        return (self._text("quantity") + " " + self._text("unit")).str.strip_chars().to_list()

    def _quantity(self, row: int) -> tuple[Quantity, ...]:
        try:
            return (Quantity.read(self._quantities[row]),)
        except QuestionError:
            return ()  # said with the row: a quantity is needed

    def _frame(self) -> pl.DataFrame:
        done = self.status == "assessed"
        known = done & (self.column != NO_RATE)
        paid = done & self.has_value

        def percent(values: Array, where: Array, name: str) -> pl.Series:
            return pl.Series(name, np.where(where, values / 1000, np.nan)).fill_nan(None)

        def money(values: Array, name: str) -> pl.Series:
            return pl.Series(name, np.where(paid, values / 100, np.nan)).fill_nan(None)

        total, total_cents = self.column + self.added, self.column_cents + self.added_cents
        return self.frame.with_columns(
            pl.Series("status", self.status, dtype=pl.String),
            pl.Series("reason", self.reason, dtype=pl.String),
            percent(self.column, known, "column_pct"),
            percent(self.added, known, "additional_pct"),
            percent(total, known, "assessed_pct"),
            percent(total - self.struck, known, "owed_pct"),
            money(total_cents, "assessed_amount"),
            money(total_cents - self.struck_cents, "owed_amount"),
            money(self.struck_cents, "refundable_amount"),
            pl.Series("headings", self.headings, dtype=pl.String),
        )


_EPOCH = date(1970, 1, 1).toordinal()
_NOT_STATED = -(10**8)  # no day of loading


def _days(days: list[date]) -> Array:
    return np.array([d.toordinal() - _EPOCH for d in days], dtype=np.int64)


def _share(value_cents: Array, thousandths: Array) -> Array:
    """Cents of ``thousandths`` of a per cent of a value, half a cent up, exactly."""
    return (value_cents * thousandths + 50_000) // 100_000
