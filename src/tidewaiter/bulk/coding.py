"""A catalogue's commodity codes: an Arrow batch of rows in, an Arrow batch of codes out, every row once.

:class:`CodeScreen` is the one core of the command and of frames in memory; its answers depend on nothing but the row and the
question.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa

from tidewaiter.book import Book
from tidewaiter.bulk import reading, runner
from tidewaiter.bulk.batch import STRUCTURE
from tidewaiter.bulk.kinds import Kinds
from tidewaiter.bulk.perceived import Perceived, PerceivedGoods, Perceiving
from tidewaiter.bulk.writing import flattened
from tidewaiter.codes.answer import CANNOT_TELL, DECIDED, Coded, code_of, dotted
from tidewaiter.codes.goods import Goods
from tidewaiter.errors import QuestionError, TidewaiterError
from tidewaiter.files.frames import from_frame
from tidewaiter.files.opening import check_file
from tidewaiter.files.writing import check_apart, check_out, write_tables

CODES = pa.schema(
    [
        ("row", pa.int64()), ("id", pa.string()), ("code", pa.string()), ("level", pa.string()), ("outcome", pa.string()),
        ("rule", pa.string()), ("alternatives", pa.list_(pa.string())), ("questions", pa.list_(pa.string())),
    ]
)  # fmt: skip
KINDS = (".csv", ".parquet", ".xlsx", ".jsonl")
UNREADABLE, SKIPPED = "unreadable", "not assessed: it took too long or stopped the chemistry library"
ROWS = 5_000
_FEW = 2_000  # rows for which the compiled reader's tables and first kinds would cost more than they save
Answer = tuple[str, str, str, str, list[str], list[str]]  # the columns of CODES behind row and id


class CodeScreen:
    """One question for codes, ready to be put to batch after batch."""

    def __init__(self, book: Book, question: dict[str, Any]) -> None:
        """``question``: ``to``, ``on``, ``facts``, ``rules_only``."""
        self.book = book
        self.coder = book.coder(question.get("to") or "HS", question.get("on"), question.get("facts") or ())
        self.only = bool(question.get("rules_only"))
        self.kinds = Kinds(self._drawn)
        self._seen = 0
        self.words = lru_cache(4096)(self._worded)
        self.told = lru_cache(4096)(self._told)

    def batch(
        self,
        batch: pa.RecordBatch,
        skip: Container[int] = (),
        begin: Callable[[int], None] = lambda row: None,
    ) -> pa.RecordBatch:
        """The codes of a batch of rows (``row``, ``id``, ``text``, ``kind``), in order, its column ``own`` carried on."""
        rows = batch.column(0).to_pylist()
        texts, kinds = batch.column(2).to_pylist(), batch.column(3).to_pylist()
        found: list[Answer] = []
        read = self._perceived(texts, kinds)
        for row, text, kind, molecule in zip(rows, texts, kinds, read, strict=True):
            begin(row)
            found.append(
                ("", "", CANNOT_TELL, "", [], [SKIPPED])
                if row in skip
                else self.kinds.of(PerceivedGoods(molecule))
                if molecule is not None
                else self._row(text or "", kind)
            )
        columns: list[Any] = [batch.column(0), batch.column(1)]
        each = zip(*found, strict=True) if found else [[]] * (len(CODES) - 2)
        columns += [
            pa.array(list(values), field.type) for values, field in zip(each, list(CODES)[2:], strict=True)
        ]
        names = list(CODES.names)
        if "own" in batch.schema.names:
            columns.append(batch.column(batch.schema.names.index("own")))
            names.append("own")
        return pa.RecordBatch.from_arrays(columns, names)

    @cached_property
    def _reader(self) -> Perceiving | None:
        """The compiled reader; nothing where it was not built: then RDKit reads all, more slowly."""
        tables = self.coder.tables
        try:
            return Perceiving(tables.words, tables.counted)
        except TidewaiterError:
            return None

    def _perceived(self, texts: list[str | None], kinds: list[int]) -> list[Perceived | None]:
        """The organic compounds that the compiled reader has and no line names."""
        self._seen += len(texts)
        if self._seen <= _FEW or (reader := self._reader) is None:
            return [None] * len(texts)
        naming = self.coder.tables.naming
        given = [
            (text or "").strip() if kind == STRUCTURE else "" for text, kind in zip(texts, kinds, strict=True)
        ]
        return [
            one if one is not None and one["organic"] and not naming(one) else None
            for one in reader.read(given)
        ]

    def _drawn(self, goods: Goods) -> Answer:
        coded = self.coder.code(goods, alternatives=False)
        if coded.outcome != DECIDED:  # only there: the headings beside cost as much as the code
            coded = self.coder.code(goods)
        return self._answer(coded)

    def _row(self, text: str, kind: int) -> Answer:
        if not text.strip():
            return "", "", UNREADABLE, "", [], ["the row is empty"]
        try:
            if kind != STRUCTURE:
                return self.words(text)
            return self._drawn(Goods.read(text, self.coder.tables.words))
        except QuestionError as why:
            return "", "", UNREADABLE, "", [], [str(why)]

    def _worded(self, text: str) -> Answer:
        return self._answer(code_of(self.coder, self.book.identify(text, systematic=False), only=self.only))

    def _answer(self, coded: Coded) -> Answer:
        asked = [
            f"{one.ask} yes: {dotted(one.yes)}, no: {dotted(one.no)}" for one in coded.questions
        ] or list(coded.missing)
        beside = [dotted(code) for code, _ in coded.alternatives]
        return dotted(coded.code), coded.level, coded.outcome, self.told(coded.rules), beside, asked

    def _told(self, rules: tuple[str, ...]) -> str:
        notes = self.coder.tables.notes
        return ", ".join(dict.fromkeys(notes[rule].cite if rule in notes else rule for rule in rules))


def code_file(
    source: Path, out: Path, *, lawbook: str | None = None, to: str = "HS", on: str | None = None, facts: Sequence[str] = (),
    rules_only: bool = False, columns: tuple[str, str, str, str] = ("", "", "", ""), workers: int = 0,
) -> dict[str, int]:  # fmt: skip
    """Write the codes of a catalogue file, one row each, in order, with the file's own columns. The rows by outcome.

    ``columns``: those of structure, id, CAS number and name, where the usual names are not meant. Raises
    :class:`tidewaiter.errors.Unreadable` for a file that cannot be read whole or written.
    """
    check_out(out, KINDS)
    check_file(source)
    check_apart(out, source, what="codes")
    screen = CodeScreen(
        Book.load(lawbook), {"to": to, "on": on, "facts": list(facts), "rules_only": rules_only}
    )
    counts: dict[str, int] = {}
    batches = reading.read_file(source, reading.Columns(*columns), ROWS, own=True)
    tables = _in_order(runner.answers(enumerate(batches), lambda: screen, workers or os.cpu_count() or 1))  # type: ignore[arg-type, return-value]

    def counted() -> Iterator[pa.Table]:
        for table in tables:
            for outcome in table.column("outcome").to_pylist():
                counts[outcome] = counts.get(outcome, 0) + 1
            yield flattened(table)

    given = counted()
    first = next(given, CODES.empty_table())
    write_tables(out, first.schema, chain([first], given))
    return counts


def _in_order(answers: Iterator[tuple[int, pa.RecordBatch]]) -> Iterator[pa.Table]:
    """Answers as they come, each once those before it are there."""
    waiting: dict[int, pa.RecordBatch] = {}
    following = 0
    for number, batch in answers:
        waiting[number] = batch
        while following in waiting:
            yield pa.Table.from_batches([waiting.pop(following)])
            following += 1


def code_table(
    book: Book, table: Any, *, structure: str = "", id: str = "", cas: str = "", name: str = "", **question: Any
) -> Any:  # fmt: skip
    """The codes of a polars, pandas or Arrow table, in the same kind, with its own columns behind them."""
    arrow, back = from_frame(table)
    screen = CodeScreen(book, question)
    columns = reading.Columns(structure, id, cas, name)
    answers = [screen.batch(rows) for rows in reading.table_rows(arrow, columns, ROWS)]
    return back(flattened(pa.Table.from_batches(answers, None if answers else CODES)))
