"""The core of bulk screening: an Arrow batch of rows in, an Arrow batch of answers out.

In: ``row`` (int64), ``id``, ``text`` and ``kind`` (0: a structure, 1: words, that is a name or a number). Out: see
:data:`ANSWERS`. The local runner, :func:`tidewaiter.bulk.frames.screen_table` and PySpark's ``mapInArrow`` all call
:meth:`Screen.batch`; its answers depend on nothing but the row and the question, whatever rows came before.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Container, Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.book import Book
from tidewaiter.bulk.decision import CANNOT_TELL, NO_HIT, NOT_ASSESSED, NOTHING, Decision
from tidewaiter.bulk.exact import Decider
from tidewaiter.errors import TidewaiterError
from tidewaiter.memory import Memory
from tidewaiter.question import Question

STRUCTURE, WORDS = 0, 1
ROWS = pa.schema([("row", pa.int64()), ("id", pa.string()), ("text", pa.string()), ("kind", pa.int8())])
ANSWERS = pa.schema(
    [
        ("row", pa.int64()), ("id", pa.string()), ("status", pa.string()), ("measures", pa.list_(pa.string())),
        ("doubts", pa.list_(pa.string())), ("basis", pa.string()), ("reason", pa.string()), ("structure", pa.string()),
    ]
)  # fmt: skip
BESIDE = ROWS.append(pa.field("beside", pa.string()))  # what further columns of the row say, one a line
# A column ``own`` of structs, the caller's own columns, is carried on into the answers as it is.
LAWS, PERHAPS = "laws", "perhaps"  # the columns of tidewaiter.bulk.laws
ACCEPTED = "accepted"  # the column of tidewaiter.bulk.accepted
FIRST = 1  # the number of the first row
AUDIT = 5000  # one in so many of the rows dropped or decided natively is decided by Python as well
AUDITED = 1_000  # and where a catalogue begins with so many, one at least
_REMEMBERED = 5_000  # rows decided by Python, of which the decision is kept
SKIPPED = Decision(CANNOT_TELL, reason=f"{NOT_ASSESSED}: it took too long or stopped the chemistry library")
FAILED = Decision(CANNOT_TELL, reason=f"{NOT_ASSESSED}: the chemistry library failed on it")


class AuditFailure(TidewaiterError):
    """A row was dropped or settled natively otherwise than Python decides it: a fault of ours, and the run ends here."""


class Screen:
    """One question, ready to be put to batch after batch.

    ``prefilter=False`` is the reference: every row goes to RDKit. ``keep`` says which rows carry their structure
    on into the answers: ``"found"`` (all but *no_hit*) or ``"all"``.
    """

    def __init__(self, book: Book, question: Question, *, prefilter: bool = True, keep: str = "found",
                 decider: Decider | None = None) -> None:  # fmt: skip
        self.decider = decider or Decider(book, question)
        self.keep = keep
        self.filter: Any = None
        self._known: dict[tuple[str, int], Decision] = Memory(_REMEMBERED)
        if prefilter:
            from tidewaiter.bulk.prefilter import Prefilter

            self.filter = Prefilter(self.decider)

    def batch(
        self, rows: pa.RecordBatch, *, skip: Container[int] = (), begin: Callable[[int], None] | None = None
    ) -> pa.RecordBatch:
        """Answer a batch. Rows numbered in ``skip`` are not assessed; ``begin`` is told each row that is begun.

        Raises :class:`AuditFailure`.
        """
        texts, kinds, numbers = (rows.column(name) for name in ("text", "kind", "row"))
        found, settled = self._decided(texts, kinds, numbers, skip, begin)
        if self.filter is not None:
            self._audit(rows, found, settled)
        self._look_beside(rows, found, skip, begin)
        return self._answers(rows, {i: decision for i, decision in found.items() if decision is not NOTHING})

    def _decided(
        self, texts: Any, kinds: Any, numbers: Any, skip: Container[int], begin: Callable[[int], None] | None
    ) -> tuple[dict[int, Decision], list[int]]:
        """The decisions on rows by their place, without those that no one need look at; which were settled natively."""
        count = len(texts)
        found: dict[int, Decision] = {}
        survivors: Iterable[int] = range(count)
        if self.filter is not None:
            native = self.filter.found(texts, kinds, settle=True)
            survivors = self.filter.left(native)
            found |= self.filter.settled(native, texts)
        settled = list(found)
        for i in survivors:
            number = numbers[i].as_py()
            if number in skip:
                found[i] = SKIPPED
                continue
            if begin is not None:
                begin(number)
            found[i] = self._once(texts[i].as_py(), kinds[i].as_py())
        return found, settled

    def _once(self, text: str | None, kind: int) -> Decision:
        """Decide a row; a catalogue lists one structure in several packs, and that is decided once.

        What is remembered depends on the text and the question alone. Without the prefilter every row is decided anew.
        """
        if self.filter is None or not text:
            return self._decide(text, kind, natively=self.filter is not None)
        known = self._known.get((text, kind))
        if known is None:
            known = self._decide(text, kind, natively=True)
            if known is not FAILED:
                self._known[text, kind] = known
        return known

    def _look_beside(
        self,
        rows: pa.RecordBatch,
        found: dict[int, Decision],
        skip: Container[int],
        begin: Callable[[int], None] | None,
    ) -> None:
        """Let what stands in further columns of the rows join in: the strictest answer stands."""
        place = rows.schema.get_field_index("beside")
        if place < 0 or rows.column(place).null_count == rows.num_rows:
            return
        from tidewaiter.bulk.beside import Beside, all_together

        numbers = rows.column("row").to_pylist()
        cells = [
            (i, cell)
            for i, cell in enumerate(rows.column(place).to_pylist())
            if cell and numbers[i] not in skip
        ]

        def decide(texts: list[str], owners: list[int]) -> list[Decision]:
            if not texts:
                return []
            given = pa.array(texts, pa.string()), pa.array(np.zeros(len(texts), np.int8)), pa.array(owners)
            decided, _ = self._decided(*given, skip, begin)
            return [decided.get(i, NOTHING) for i in range(len(texts))]

        found |= all_together(Beside(self.decider), cells, lambda i: found.get(i, NOTHING), decide, numbers)

    def _decide(self, text: str | None, kind: int, *, natively: bool = False) -> Decision:
        try:
            if kind == WORDS:
                return self.decider.words(text or "")
            return self.decider.structure(text or "", natively=natively)
        except (RuntimeError, ValueError, MemoryError, RecursionError, OverflowError):
            return FAILED  # RDKit gave up on this one: the row is told as such, the run goes on

    def _audit(self, rows: pa.RecordBatch, found: dict[int, Decision], settled: list[int]) -> None:
        """Decide a random sample of what was dropped or decided natively in the way of ``check`` as well; the sample
        depends on the rows alone."""
        numbers = rows.column("row")
        if not rows.num_rows:
            return
        first = numbers[0].as_py()
        draw = random.Random(first)

        def some(count: int) -> range:
            """One in so many; of the first rows of a catalogue one at least, if it is no short list, which waits for RDKit else."""
            whole, more = divmod(count, AUDIT)
            return range(
                max(whole + (draw.random() < more / AUDIT), first == FIRST and rows.num_rows >= AUDITED)
            )

        sample = {draw.randrange(rows.num_rows) for _ in some(rows.num_rows)}
        chosen = [(i, NOTHING) for i in sorted(sample) if i not in found]
        if settled:
            chosen += [(i, found[i]) for i in {draw.choice(settled) for _ in some(len(settled))}]
        for i, told in chosen:
            text = rows.column("text")[i].as_py()
            decision = self._decide(text, rows.column("kind")[i].as_py())
            if decision != told:
                raise AuditFailure(
                    f"Row {numbers[i].as_py()} ({text!r}) was told as {told.status} and is {decision.status}: "
                    f"{decision.reason or told.reason}.",
                    "Run with --no-prefilter, and report this row: it is a fault of Tidewaiter.",
                )

    def _answers(self, rows: pa.RecordBatch, found: dict[int, Decision]) -> pa.RecordBatch:
        """``found``: the decisions other than *no hit*, by place."""
        places = np.fromiter(found, np.int64, len(found))
        which = np.zeros(rows.num_rows, np.int64)  # for each row its decision: 0 for none
        which[places] = np.arange(1, len(found) + 1)
        decisions = [NOTHING, *found.values()]

        def column(values: Iterable[Any], kind: pa.DataType) -> Any:
            return pa.array(values, kind).take(pa.array(which))

        texts = rows.column("text")
        if self.keep != "all":
            hit = np.array([d.status != NO_HIT for d in decisions])
            texts = pc.if_else(pa.array(hit[which]), texts, pa.scalar(None, pa.string()))
        strings = pa.list_(pa.string())
        answers = pa.RecordBatch.from_arrays(
            [
                rows.column("row"), rows.column("id"), column((d.status for d in decisions), pa.string()),
                column((d.measures for d in decisions), strings), column((d.doubts for d in decisions), strings),
                column((d.basis for d in decisions), pa.string()), column((d.reason for d in decisions), pa.string()), texts,
            ],
            schema=ANSWERS,
        )  # fmt: skip
        place = rows.schema.get_field_index("own")
        return answers.append_column("own", rows.column(place)) if place >= 0 else answers
