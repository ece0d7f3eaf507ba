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
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import polars as pl

from tidewaiter.duty.bench import NOT_STATED, Bench, Held
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.columns import NO_RATE, ColumnTable, day_numbers
from tidewaiter.duty.panel import Array
from tidewaiter.duty.quantity import Quantity
from tidewaiter.duty.records import HOME
from tidewaiter.duty.sentence import cents
from tidewaiter.errors import QuestionError
from tidewaiter.files.columns import usual_names, usual_places
from tidewaiter.files.tables import Table, open_table
from tidewaiter.files.writing import check_out, write_tables

CHUNK = 250_000
CODE = r"^(\d{4}|\d{6}|\d{8}|\d{10})$"
BETWEEN_DIGITS = r"[.\s]"
STATUSES = ("assessed", "unreadable", "cannot_tell")
KINDS_OUT = (".parquet", ".csv", ".xlsx", ".jsonl")
COLUMNS = ("code", "origin", "on", "loaded", "value", "currency", "quantity", "unit", "claim")
# under which a file may carry them, best first
NAMES = {ours: usual_names()[f"duty {ours}"] for ours in COLUMNS}
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
    bench = bench_of(book, path, currency, to)

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
    texts = [field.name for field in first.schema if str(field.type).endswith("string")]
    write_tables(out, first.schema, chain([first], tables), repeated=texts)


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
    book: DutyBook, frame: pl.DataFrame, currency: str = "", bench: Bench | None = None, to: str = HOME
) -> pl.DataFrame:
    """Assess the rows of a frame; the same rows come back with the result columns beside them."""
    if not frame.height:
        return frame.with_columns([pl.lit(None, dtype=pl.String).alias(name) for name in RESULT_COLUMNS])
    names = columns_of(frame.columns, currency)
    bench = bench or Bench(book, _clean_codes(frame[names["code"]]), to)
    return _Run(bench, frame, names, currency).run()


def bench_of(book: DutyBook, path: Path, currency: str = "", to: str = HOME) -> Bench:
    """What the lines of a file share: of every code that it names. Raises :class:`QuestionError` as :func:`assess_file` does."""
    table = open_table(path)
    return Bench(book, _codes(table, columns_of(table.names, currency)["code"]), to)


def _codes(table: Table, column: str) -> list[str]:
    """The codes that a file names, digits only."""
    place = table.names.index(column)
    found = [_clean_codes(_frame(batch).to_series()) for batch in table.batches([place], CHUNK)]
    return sorted(set(chain.from_iterable(found)))


def _clean_codes(column: pl.Series) -> list[str]:
    digits = column.unique().cast(pl.String, strict=False).str.replace_all(BETWEEN_DIGITS, "").drop_nulls()
    return digits.filter(digits.str.contains(CODE)).unique().sort().to_list()


class _Run:
    """The assessment of one frame."""

    def __init__(self, bench: Bench, frame: pl.DataFrame, names: dict[str, str], currency: str) -> None:
        self.bench, self.book, self.frame = bench, bench.book, frame
        self.names, self.currency = names, currency
        self.n = frame.height
        self.status = np.zeros(self.n, dtype=np.int8)  # index into STATUSES
        self.reasons = {"": 0}
        self.reason = np.zeros(self.n, dtype=np.int32)  # index into reasons
        self.column = np.full(self.n, NO_RATE, dtype=np.int64)
        self.added = np.zeros(self.n, dtype=np.int64)
        self.struck = np.zeros(self.n, dtype=np.int64)
        self.column_cents = np.zeros(self.n, dtype=np.int64)
        self.added_cents = np.zeros(self.n, dtype=np.int64)
        self.struck_cents = np.zeros(self.n, dtype=np.int64)
        self.headings = [""]
        self.heading = np.zeros(self.n, dtype=np.int32)  # index into headings
        self._read()

    # reading --------------------------------------------------------------------------------------

    def _text(self, name: str) -> pl.Series:
        column = self.names[name]
        if not column:
            return pl.repeat("", self.n, dtype=pl.String, eager=True)
        return _plain(self.frame[column])

    def _coded(self, name: str) -> tuple[pl.Series, Array]:
        """The distinct texts of a column, and for every row the number of its own: each text is read once."""
        column = self.names[name]
        if not column:
            return pl.Series([""]), np.zeros(self.n, dtype=np.int64)
        cells = self.frame[column]
        if not cells.dtype.is_numeric():
            cells = cells.cast(pl.String, strict=False)
        coded = cells.to_arrow().dictionary_encode(null_encoding="encode")
        return _plain(pl.Series(coded.dictionary)), coded.indices.to_numpy().astype(np.int64)

    def _read(self) -> None:
        texts, code = self._coded("code")
        texts = texts.str.replace_all(BETWEEN_DIGITS, "")
        self.code = _positions(texts, self.bench.codes)[code]
        origins, origin = self._coded("origin")
        origins = origins.str.to_uppercase().replace(self.book.tables.aliases)
        self.origin = _positions(origins, sorted(self.book.tables.territories))[origin]
        self.day = self._days("on")
        self.loaded = self._days("loaded")
        claims, self.claim = self._coded("claim")
        self.claims = claims.str.to_lowercase().to_list()
        value = self._text("value").str.replace_all(r"[,$]", "")
        number = value.cast(pl.Decimal(30, 2), strict=False)
        self.has_value = (value != "").to_numpy()
        self.cents = (number.fill_null(0) * 100).cast(pl.Int64, strict=False).fill_null(0).to_numpy()
        meant = self.book.tables.currency(self.bench.territory)
        moneys, money = self._coded("currency")
        stated = (moneys != "").to_numpy()[money]
        moneys = moneys.str.to_uppercase().replace("", self.currency.upper() or meant)
        first, last = self.book.tables.settings["first_day"], self.book.tables.settings["horizon"]
        low, high = day_numbers([date.fromisoformat(first), date.fromisoformat(last)]).tolist()
        self._fail(~texts.str.contains(CODE).to_numpy()[code], "not a tariff code of 4, 6, 8 or 10 digits")
        self._fail(self.origin < 0, "the origin is no ISO code")
        self._fail(self.day == NOT_STATED, "no day of entry (YYYY-MM-DD)")
        self._fail((self.day < low) | (self.day > high), f"the day lies outside {first} to {last}")
        self._fail((self.loaded != NOT_STATED) & (self.loaded > self.day), "loaded after it was entered")
        self._fail(self.has_value & (number.is_null().to_numpy()), "the value is not a number")
        self._fail(self.cents < 0, "the value is negative")
        if self.names["currency"] and not self.currency:
            self._fail(self.has_value & ~stated, "the currency is missing")
        said = "US dollars" if meant == "USD" else meant
        self._fail(self.has_value & (moneys != meant).to_numpy()[money], f"the value is not in {said}")

    def _days(self, name: str) -> Array:
        column = self.names[name]
        if column and self.frame[column].dtype == pl.Date:
            days = self.frame[column].cast(pl.Int32)
            return days.fill_null(NOT_STATED).to_numpy().astype(np.int64)
        texts, row = self._coded(name)
        read = texts.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32)
        return read.fill_null(NOT_STATED).to_numpy().astype(np.int64)[row]

    def _fail(self, where: Array, why: str) -> None:
        self._fail_rows(np.flatnonzero(where & (self.status == 0)), why, "unreadable")

    def _fail_rows(self, rows: Array, why: str, status: str) -> None:
        self.status[rows] = STATUSES.index(status)
        self.reason[rows] = self.reasons.setdefault(why, len(self.reasons))

    # running --------------------------------------------------------------------------------------

    def run(self) -> pl.DataFrame:
        for words in dict.fromkeys(self.claims):
            same = np.array([claims == words for claims in self.claims])
            rows = np.flatnonzero((self.status == 0) & same[self.claim])
            if len(rows):
                self._run_claims(rows, words)
        return self._frame()

    def _run_claims(self, rows: Array, words: str) -> None:
        try:
            held = self.bench.held(words)
        except QuestionError as why:
            self._fail_rows(rows, why.message, "unreadable")
            return
        line = held.table.resolve(self.code[rows], self.day[rows])
        self._fail_lines(held.table, rows, line)
        good = self.status[rows] == 0
        if not good.any():
            return
        rows, line = rows[good], line[good]
        stack, way = self._in_time(held, rows)
        self._add_up(held, rows, line, stack, way)

    def _fail_lines(self, table: ColumnTable, rows: Array, line: Array) -> None:
        faulty = np.zeros(table.rates.shape[1], dtype=bool)
        faulty[list(table.faults)] = True
        for at in np.flatnonzero(faulty[line]).tolist():
            status, why = table.faults[int(line[at])]
            self._fail_rows(rows[at], why, status)

    def _in_time(self, held: Held, rows: Array) -> tuple[Array, Array]:
        """The number of the stack of each row, and of the columns of the schedule that are open to it."""
        origin, line = held.origin_class[self.origin[rows]], held.line_class[self.code[rows]]
        key = held.slices_of(self.day[rows], self.loaded[rows])
        order = np.argsort(key.astype(np.int16 if key.max() < 2**15 else np.int64), kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(key[order]) > 0])
        stack, way = np.empty(len(rows), dtype=np.int32), np.empty(len(rows), dtype=np.int64)
        for start, end in pairwise([*starts.tolist(), len(order)]):
            at = order[start:end]
            row = rows[at[0]]
            there = held.slice_at(int(key[at[0]]), int(self.day[row]), int(self.loaded[row]))
            stack[at] = there.stack[origin[at], line[at]]
            way[at] = there.way[origin[at]]
        return stack, way

    def _add_up(self, held: Held, rows: Array, line: Array, stack: Array, way: Array) -> None:
        column = held.table.rates[way, line]
        value = self.cents[rows]
        exact = column == NO_RATE
        self.column[rows] = column
        self.column_cents[rows] = _share(value, np.where(exact, 0, column))
        floors: list[tuple[Array, Array]] = []
        for parts in held.parts:
            add = np.array([part.add for part in parts], dtype=np.int64)[stack]
            struck = np.array([part.refundable for part in parts])[stack]
            if any(part.floor >= 0 for part in parts):
                floor = np.array([part.floor for part in parts], dtype=np.int64)[stack]
                add = np.where((floor >= 0) & ~exact, np.maximum(0, floor - column), add)
                floors.append((floor[exact], struck[exact]))
            money = _share(value, add)
            self.added[rows] += add
            self.added_cents[rows] += money
            self.struck[rows] += np.where(struck, add, 0)
            self.struck_cents[rows] += np.where(struck, money, 0)
        self.heading[rows] = stack + len(self.headings)
        self.headings += held.headings
        if exact.any():
            self._exact(held.table, rows[exact], line[exact], way[exact], floors)

    def _exact(
        self, table: ColumnTable, rows: Array, line: Array, way: Array, floors: list[tuple[Array, Array]]
    ) -> None:
        """Rates that are no plain percentage: one by one, in Decimal, with the quantity of the row."""
        for i, (row, quantities) in enumerate(zip(rows.tolist(), self._quantities(rows), strict=True)):
            sentence = table.sentence(int(line[i]), int(way[i]))
            value = Decimal(int(self.cents[row])) / 100
            owed = sentence.amount(value, quantities) if sentence is not None else None
            if owed is None:
                need = (
                    "the schedule points elsewhere for the rate"
                    if sentence is None or sentence.reference
                    else (f"a quantity in {', '.join(sentence.units)} is needed")
                )
                self._fail_rows(row, need, "cannot_tell")
                continue
            if not self.has_value[row]:
                self._fail_rows(row, "a value is needed", "cannot_tell")
                continue
            self.column_cents[row] = int(cents(owed) * 100)
            for floor, struck in floors:
                if floor[i] >= 0 and value:
                    top = max(Decimal(0), Decimal(int(floor[i])) / 1000 - owed / value * 100)
                    money = int(cents(value * top / 100) * 100)
                    self.added_cents[row] += money
                    self.struck_cents[row] += money if struck[i] else 0

    def _quantities(self, rows: Array) -> list[tuple[Quantity, ...]]:
        written = self._text("quantity").gather(rows) + " " + self._text("unit").gather(rows)
        texts = written.str.strip_chars()
        read = {text: _quantity(text) for text in texts.unique().to_list()}
        return [read[text] for text in texts.to_list()]

    def _frame(self) -> pl.DataFrame:
        done = self.status == 0
        known = done & (self.column != NO_RATE)
        paid = done & self.has_value

        def percent(values: Array, where: Array, name: str) -> pl.Series:
            return pl.Series(name, np.where(where, values / 1000, np.nan)).fill_nan(None)

        def money(values: Array, name: str) -> pl.Series:
            return pl.Series(name, np.where(paid, values / 100, np.nan)).fill_nan(None)

        def words(name: str, texts: Sequence[str], row: Array) -> pl.Series:
            return pl.Series(name, texts, dtype=pl.String).gather(pl.Series(row, dtype=pl.UInt32))

        total, total_cents = self.column + self.added, self.column_cents + self.added_cents
        return self.frame.with_columns(
            words("status", STATUSES, self.status),
            words("reason", list(self.reasons), self.reason),
            percent(self.column, known, "column_pct"),
            percent(self.added, known, "additional_pct"),
            percent(total, known, "assessed_pct"),
            percent(total - self.struck, known, "owed_pct"),
            money(total_cents, "assessed_amount"),
            money(total_cents - self.struck_cents, "owed_amount"),
            money(self.struck_cents, "refundable_amount"),
            words("headings", self.headings, self.heading),
        )


def _plain(column: pl.Series) -> pl.Series:
    """A column as text, nothing where a cell is empty."""
    return column.cast(pl.String, strict=False).fill_null("").str.strip_chars()


def _positions(texts: pl.Series, among: list[str]) -> Array:
    """The place of each text, -1 where it has none."""
    places = pl.Series(range(len(among)), dtype=pl.Int64)
    return texts.replace_strict(pl.Series(among), places, default=-1, return_dtype=pl.Int64).to_numpy()


def _quantity(text: str) -> tuple[Quantity, ...]:
    try:
        return (Quantity.read(text),)
    except QuestionError:
        return ()  # said with the row: a quantity is needed


def _share(value_cents: Array, thousandths: Array) -> Array:
    """Cents of ``thousandths`` of a per cent of a value, half a cent up, exactly."""
    return (value_cents * thousandths + 50_000) // 100_000
